"""One number under the rules: the draft it fills, what governs it, and the quantities read before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.extract.calendar import Span
from flows.extract.draft import Draft
from flows.extract.en.scan import Token
from flows.extract.en.view import BREAKS, CUES, VERBS, Left, View, plain, right_phrase, subject, trim, verb_group_start


@dataclass(slots=True)
class Scope:
    """What one sentence leaves to the next: the quantity last named, its time and place."""

    indicator: str = ""
    breakdown: str = ""
    span: Span | None = None
    span_text: str = ""
    ref_area: str = "CN"
    compared: str | None = None


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
        if view.tag(k) in VERBS or view.tag(k) in ("up", "down"):
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
    if points_back(words):
        indicator, breakdown = carried_back(work)
        return (f"{words} of {indicator}" if indicator and words.lower() not in ("it", "they", "which", "that") else indicator or words, breakdown)
    if is_agent(words):
        return "", ""
    return words, ""


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
        if tag in ("up", "down") and not (view.tag(k - 1) == "det" or view.low(k) in ("up", "down")):
            first, last = trim(view, k + 1, at)
            return k, plain(view.words(first, last)) if view.tag(first) in ("w", "name", "done") else ""
        if tag in BREAKS or tag in ("reach", "share", "be", "modal", "verb", "conj", ",") or (tag == "num" and view.low(at) != "to"):
            return None
    return None


def after_number(work: Work) -> tuple[int, int]:
    """Token range of the noun phrase right behind the number."""
    return right_phrase(work.view, work.index + 1)


def join(*parts: str) -> str:
    """Non-empty parts with one space between."""
    return " ".join(part for part in parts if part)
