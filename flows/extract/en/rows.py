"""Rows of numbers that go with the members of one list: `A, B and C came to x, y and z, up a, up b and down c`."""

from __future__ import annotations

from decimal import Decimal

from flows.extract.draft import Draft
from flows.extract.en.indicators import LOCATING
from flows.extract.en.members import members, name_each
from flows.extract.en.phrases import trim, verb_group_start
from flows.extract.en.view import BREAKS, CUES, QUALIFIER_ENDS, View, plain
from warehouse.vocabulary.places import place

FAR = 12  # tokens from the first number of a row to its verb
GAP = 8  # tokens between two numbers of a row
FARTHEST = 30  # tokens between them with a bracket
LEAST = 3  # members that say without `respectively` that their numbers go with them
VERBS = frozenset(["reach", "be", "up", "down", "have"])
ENDS = BREAKS.union(["num", "per", "base", "pron", "reach", "be", "modal", "have"])
CLAUSES = ("while", "but", "whereas", "with")
PIECES = ("units", "pieces", "sets")
RATES = ("%", "pp")

Numbered = tuple[int, Draft]


def name_by_lists(view: View, drafts: list[Numbered], closings: list[int]) -> set[int]:
    """Name the n-th number of every row by the n-th member of the list before it; which of `closings` that settles."""
    if len(drafts) < (2 if closings else LEAST):
        return set()
    inside: list[tuple[Draft, Draft]] = []
    if "(" in view.sentence.text:
        drafts, inside = _without_brackets(view, drafts)
    settled: set[int] = set()
    names: list[str] = []
    whole, last = "", -1
    for row in _rows(view, drafts):
        first, count = row[0][0], len(row)
        if count < 2:
            last = first
            continue
        closing = next((at for at in closings if first - GAP < at), -1)
        begin, end = _list_before(view, first)
        if (begin > last or not names) and (closing >= 0 or count >= LEAST):
            own = _members(view, begin, end, count)
            names, whole = (own, row[0][1].indicator) if own else (names if begin == end else [], whole)
        last = row[-1][0]
        if len(names) != count or (closing < 0 and not _told_of(row, names, whole)):
            continue
        settled.add(closing)
        _settle_units(view, row)
        row[0][1].breakdown = ""
        name_each([draft for _, draft in row], names)
        _share_base(view, row)
    for draft, owner in inside:
        if "respectively" in owner.trail:
            draft.indicator, draft.breakdown, draft.ref_area = owner.indicator, owner.breakdown, owner.ref_area
    return settled


def _members(view: View, first: int, last: int, count: int) -> list[str]:
    """The members of the list in these tokens; none where they are places: those are where, not what."""
    names = members(plain(view.words(first, last)), count)
    return [] if any(place(LOCATING.sub("", name)) for name in names) else names


def _told_of(row: list[Numbered], names: list[str], whole: str) -> bool:
    """Whether a row that no `respectively` closes is of the list: as long as few are, or of what the first row was."""
    return len(names) >= LEAST or all(draft.indicator == whole for _, draft in row)


def _without_brackets(view: View, drafts: list[Numbered]) -> tuple[list[Numbered], list[tuple[Draft, Draft]]]:
    """The numbers outside brackets; those in brackets, each with the number before its bracket."""
    outside: list[Numbered] = []
    inside: list[tuple[Draft, Draft]] = []
    depth, k = 0, 0
    for index, draft in drafts:
        while k < index:
            depth += {"(": 1, ")": -1}.get(view.tag(k), 0)
            k += 1
        if depth > 0 and outside:
            inside.append((draft, outside[-1][1]))
        else:
            outside.append((index, draft))
    return outside, inside


def _list_before(view: View, index: int) -> tuple[int, int]:
    """The tokens of the subject whose verb governs the number at `index`, from its clause's beginning on."""
    verb = next((k for k in range(index - 1, max(index - FAR, -1), -1) if view.tag(k) in VERBS), 0)
    last = verb_group_start(view, verb)
    while last and view.tag(last - 1) == ",":
        last -= 1
    first = last
    while first and view.tag(first - 1) not in ENDS and not _opens(view, first - 1):
        first -= 1
    return trim(view, first, last)


def _opens(view: View, k: int) -> bool:
    """`while`, `with`, `the bureau said`: what the list's own clause begins behind."""
    return view.low(k) in CLAUSES or (view.low(k) in CUES.reporting and view.tag(k) != "w")


def _rows(view: View, drafts: list[Numbered]) -> list[list[Numbered]]:
    """The numbers in rows, of whatever units: `300 tonnes, 50 units and 2 trains`, `down 2, up 3 and up 1 percent`."""
    rows: list[list[Numbered]] = []
    for index, draft in drafts:
        before = rows[-1][-1] if rows else None
        if before is not None and _in_one_row(view, before, (index, draft)):
            rows[-1].append((index, draft))
        else:
            rows.append([(index, draft)])
    return rows


def _in_one_row(view: View, one: Numbered, other: Numbered) -> bool:
    """Whether nothing but `and`, a comma and words of change stand between two numbers, brackets left out."""
    if (one[1].unit in RATES) != (other[1].unit in RATES) or other[0] - one[0] > FARTHEST:
        return False
    depth, between = 0, list[int]()
    for k in range(one[0] + 1, other[0]):
        depth += view.tag(k) == "("
        if depth == 0:
            between.append(k)
        depth -= view.tag(k) == ")"
    listed = any(view.low(k) in ("and", ",") for k in between) and len(between) <= GAP
    return listed and all(_loose(view, k) for k in between)


def _loose(view: View, k: int) -> bool:
    """What may stand between two numbers of a row."""
    low, tag = view.low(k), view.tag(k)
    moves = tag in ("up", "down") or low in ("by", "to")
    return moves or low in ("and", ",") or low in QUALIFIER_ENDS or tag in ("adv", "det", "base") or low in PIECES


def _settle_units(view: View, row: list[Numbered]) -> None:
    """`300, 400 and 500 tonnes`, `3.2, 1.1 and 0.9 million tonnes`: scale and unit printed once serve all."""
    index, last = row[-1]
    token = view.tokens[index]
    if token.kind == "bare":
        for _, draft in row[:-1]:
            if draft.unit == "个" and view.low(index + 1) in PIECES:
                draft.unit = last.unit  # `373,626 and 250,167 units`
        return
    for at, draft in row[:-1]:
        bare = view.tokens[at]
        if bare.kind == "bare" and view.low(at + 1) in ("and", ","):
            draft.unit = last.unit
            if bare.scale == 1 and token.scale > 1 and abs(bare.figure) < token.scale:
                draft.value *= Decimal(token.scale)


def _share_base(view: View, row: list[Numbered]) -> None:
    """`down 5, down 3 and up 1 percent month on month`: what the last is against, the others are."""
    said = any(view.tag(k) == "base" for k in range(row[0][0], row[-1][0]))
    if row[-1][1].base is not None and not said:
        for _, draft in row:
            draft.base = row[-1][1].base
