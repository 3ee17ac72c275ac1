"""The numbers of a list go to the members of the list that names them, one each, in order.

`respectively` says so; two quantities and two numbers side by side say it without the word.
"""

from __future__ import annotations

from flows.extract.draft import Draft
from flows.extract.en.members import QUANTITIES, head_of, members, name_each
from flows.extract.en.places import beside, places_of
from flows.extract.en.rows import name_by_lists
from flows.extract.en.view import QUALIFIER_ENDS, View

BETWEEN = frozenset([",", "conj", "base", "adv", "prep", "per", "det"])
PIECES = ("units", "pieces")


def share_out(view: View, drafts: list[tuple[int, Draft]]) -> None:
    """Split the indicator of every row of numbers that a `respectively` closes or that its quantities equal."""
    told: dict[str, list[str]] = {}
    closings = [at for at, token in enumerate(view.tokens) if token.low == "respectively"]
    named = name_by_lists(view, drafts, closings)
    for at in closings:
        row = row_before(view, drafts, at) if at not in named else []
        if len(row) > 1 and not _placed(view, row):
            whole = row[0].indicator
            told[whole] = members(whole, len(row))
            name_each(row, told[whole])
    for row in _unclosed_rows(view, drafts):
        names = members(row[0].indicator, len(row))
        if names and (names == told.get(row[0].indicator) or all(head_of(name) in QUANTITIES for name in names)):
            name_each(row, names)
        elif not names and "respectively" not in row[0].trail:
            _placed(view, row)


def _unclosed_rows(view: View, drafts: list[tuple[int, Draft]]) -> list[list[Draft]]:
    """`production and sales rose 30 percent and 28 percent`: numbers of one name with only `and` between."""
    rows: list[list[tuple[int, Draft]]] = []
    for index, draft in drafts:
        before = rows[-1][-1] if rows else None
        alike = before is not None and (before[1].indicator, before[1].measure) == (draft.indicator, draft.measure)
        if before is not None and alike and _only_listed(view, before[0], index) and _same_unit(view, before, draft):
            rows[-1].append((index, draft))
        else:
            rows.append([(index, draft)])
    return [[draft for _, draft in row] for row in rows if len(row) > 1]


def _only_listed(view: View, first: int, last: int) -> bool:
    """Whether nothing but `and`, a comma, a measure word or a qualifier stands between two numbers."""
    between = range(first + 1, last)
    loose = QUALIFIER_ENDS.union(PIECES, [",", "and"])
    joined = any(view.low(k) in ("and", ",") for k in between)
    return joined and all(view.low(k) in loose or view.tag(k) == "adv" for k in between)


def _placed(view: View, row: list[Draft]) -> bool:
    """`Hebei and Henan grew 5 percent and 6 percent, respectively`: each number takes the place listed for it."""
    mentions = [m for m in places_of(view) if m.end <= row[0].start - view.sentence.start]
    group = beside(view.sentence.text, mentions, len(mentions) - 1) if mentions else []
    if len(group) != len(row) or row[0].ref_area != "、".join(m.ref_area for m in group):
        return False
    for draft, mention in zip(row, group, strict=True):
        draft.ref_area, draft.indicator, draft.breakdown = mention.ref_area, row[0].indicator, row[0].breakdown
        draft.note("respectively")
    return True


def row_before(view: View, drafts: list[tuple[int, Draft]], at: int) -> list[Draft]:
    """The numbers of one kind that stand side by side before token `at`, in order."""
    row: list[tuple[int, Draft]] = []
    for index, draft in reversed([pair for pair in drafts if pair[0] < at]):
        if row and (not _same_unit(view, (index, draft), row[-1][1]) or not _side_by_side(view, index, row[-1][0])):
            break
        row.append((index, draft))
    return [draft for _, draft in reversed(row)]


def _same_unit(view: View, numbered: tuple[int, Draft], after: Draft) -> bool:
    """Whether two numbers have one unit; a bare one takes that of the next: `300, 400 and 500 tonnes`."""
    index, draft = numbered
    if view.tokens[index].kind == "bare" and draft.indicator == after.indicator and after.unit not in ("%", "pp", "x"):
        draft.unit = after.unit
    return draft.unit == after.unit


def _side_by_side(view: View, first: int, last: int) -> bool:
    between = range(first + 1, last)
    listed = any(view.low(k) in ("and", ",") for k in between)
    return listed and all(view.tag(k) in BETWEEN or view.low(k) in PIECES for k in between)
