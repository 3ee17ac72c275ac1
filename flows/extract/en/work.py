"""One number under the rules: the draft it fills, what governs it, and the quantities read before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flows.extract.calendar import Span
from flows.extract.draft import Draft
from flows.extract.en.scan import Token
from flows.extract.en.view import BREAKS, CUES, VERBS, Left, View, plain, right_phrase, subject, trim, verb_group_start
from warehouse.model import Measure


@dataclass(slots=True)
class Scope:
    """What one sentence leaves to the next: the quantity last named, its time and place."""

    indicator: str = ""
    breakdown: str = ""
    span: Span | None = None
    span_text: str = ""
    ref_area: str = "CN"
    compared: str | None = None
    measure: Measure = Measure.LEVEL


@dataclass(slots=True)
class Work:
    """The number at `index` of the view. `before`: drafts of the same sentence, oldest first, with their token's index."""

    view: View
    index: int
    left: Left
    draft: Draft
    scope: Scope
    before: list[tuple[int, Draft]] = field(default_factory=list)
    earlier: bool = False  # the A of `from A to B`

    @property
    def token(self) -> Token:
        """The number's own token."""
        return self.view.tokens[self.index]

    @property
    def previous(self) -> Draft | None:
        """The quantity read before this one in the sentence."""
        return self.before[-1][1] if self.before else None


def governor(work: Work) -> str:
    """The lower-cased word that governs the number."""
    return work.view.low(work.left.at)


def carried(work: Work) -> tuple[str, str]:
    """Indicator and breakdown of the quantity before: of this sentence, else its own subject, else of the sentence before."""
    if work.previous is not None:
        return work.previous.indicator, work.previous.breakdown
    main = main_subject(work)
    return (main, "") if main and main.lower() not in CUES.anaphors else (work.scope.indicator, work.scope.breakdown)


def main_subject(work: Work) -> str:
    """The subject of the sentence's first verb, where it is no agent."""
    view = work.view
    for k in range(min(work.index, 40)):
        if view.tag(k) in VERBS or view.tag(k) == "done":
            first, last = subject(view, k)
            words = plain(view.words(first, last))
            if words and not is_agent(words):
                return words
    return ""


def is_agent(words: str) -> bool:
    """Whether a subject acts and is not measured: China, the ministry, it."""
    parts = words.lower().replace("’", "'").split()
    return all(part in CUES.agents or part.endswith("'s") or part in ("the", "of", "and", "also") for part in parts)


def points_back(words: str) -> bool:
    """`the figure`, `the total volume`, `its share`: a subject that names the quantity before."""
    parts = [part for part in words.lower().split() if part not in ("the", "a", "its", "their", "total", "overall")]
    return all(part in CUES.anaphors for part in parts)


def named_by(work: Work, verb: int) -> tuple[str, str]:
    """Indicator and breakdown by the subject of `verb`; the quantity before where the subject only points back."""
    view = work.view
    if view.low(verb).endswith("ing") and view.tag(verb_group_start(view, verb) - 1) == ",":
        return carried(work)  # `, accounting for`: a participle of the whole clause before
    first, last = subject(view, verb)
    words = plain(view.words(first, last))
    if not words:
        return carried(work)
    pointed = view.low(first - 2)
    if pointed in ("that", "those") and view.tag(first - 1) == "prep":
        head = re.split(r" (?:of|in|from|for) ", carried(work)[0])[0]  # `that of industrial robots`: the output
        return join(head, view.low(first - 1), words), ""
    if view.low(first - 1) in SEERS and first - 1 > 0:
        words = join(own_subject(work, first - 1), words)  # `service robots saw output soar`
    if points_back(words) and not (words.lower() == "growth" and view.tag(first - 1) != "det"):
        indicator, breakdown = carried_back(work)
        bare = words.lower() in ("it", "they", "which", "that", "this", "these", "those", "figure", "figures", "reading")
        return (indicator or words if bare or not indicator else f"{words} of {indicator}", breakdown)
    if is_agent(words):
        return "", ""
    return words, ""


def own_subject(work: Work, verb: int) -> str:
    """The subject of `verb` in words, where it is neither an agent nor a pointer."""
    words = plain(work.view.words(*subject(work.view, verb)))
    return "" if not words or is_agent(words) or points_back(words) else words


def carried_back(work: Work) -> tuple[str, str]:
    """The quantity before, never this sentence's subject."""
    if work.previous is not None:
        return work.previous.indicator, work.previous.breakdown
    return work.scope.indicator, work.scope.breakdown


def noun_before(view: View, last: int) -> tuple[int, int]:
    """Token range of the noun phrase that ends before `last` (at `of`, say); verbs end it on the left."""
    first = last
    while first > 0 and last - first < 12:
        tag = view.tag(first - 1)
        if tag in ("w", "name", "det", "done", "doing", "ord") or view.low(first - 1) == "of":
            first -= 1
        elif tag in ("up", "down", "verb", "have", "share", "reach") and _inside(view, first - 1, last):
            first -= 1
        elif view.low(first - 1) in ("and", "in", "for", "from") and view.tag(first - 2) == "w" and first < last:
            first -= 1
        else:
            break
    return trim(view, first, last)


def _inside(view: View, k: int, last: int) -> bool:
    """A participle or a noun that looks like a verb, after an article or an adjective."""
    if k + 1 == last:
        return view.tag(k - 1) in ("det", "w", "base", "prep", "name")
    return view.tag(k - 1) in ("det", "prep") and view.tag(k + 1) in ("w", "name")


def change_verb(work: Work) -> tuple[int, str] | None:
    """The verb of growth or fall that governs the number, and its object (`cut emissions by 18 percent`)."""
    view, at = work.view, work.left.at
    if view.tag(at) in ("up", "down"):
        return at, ""
    if view.low(at) not in ("by", "to", "from", "at", "of", "another") and view.tag(at) not in ("adv", "per", "base", "w", "name"):
        return None
    for k in range(at - 1, max(at - 14, -1), -1):
        tag = view.tag(k)
        if tag in ("up", "down") or view.low(k) in BRINGERS and view.low(at) == "to":
            if view.tag(k - 1) == "det" or view.low(k) in ("up", "down"):
                continue
        if (tag in ("up", "down") or view.low(k) in BRINGERS and view.low(at) == "to") and not (view.tag(k - 1) == "det" or view.low(k) in ("up", "down")):
            first, last = trim(view, k + 1, at)
            what = plain(view.words(first, last)) if view.tag(first) in ("w", "name", "done") else ""
            return k, "" if set(what.lower().split()) <= PACE else what
        if tag in BREAKS or tag in ("reach", "share", "be", "modal", "verb", "conj", ",") or (tag == "num" and view.low(at) != "to"):
            return None
    return None


SEERS = frozenset("saw see seeing seen sees witnessed witnessing reported registered posted recorded".split())
BRINGERS = frozenset("bring brings bringing brought taking took pushing pushed driving lifting lifted sending".split())
def same_clause(work: Work) -> bool:
    """Whether no comma, conjunction or relative stands between this number and the one before."""
    last = work.before[-1][0]
    return all(work.view.tag(k) not in (",", ";", "conj", "rel", "(") for k in range(last, work.index))


PACE = frozenset("average annual rate pace speed year-on-year compound growth clip yearly steady combined further margin".split())


def after_number(work: Work) -> tuple[int, int]:
    """Token range of the noun phrase right behind the number."""
    return right_phrase(work.view, work.index + 1)


def join(*parts: str) -> str:
    """Non-empty parts with one space between."""
    return " ".join(part for part in parts if part)
