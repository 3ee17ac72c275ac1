"""One number under the rules: the draft it fills, what governs it, and what one sentence leaves to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import field

from flows.extract.calendar import Span
from flows.extract.draft import Draft
from flows.extract.en.view import Left, View
from flows.extract.mention.token_en import Token
from warehouse.model import Measure
from warehouse.values import dataclass

CHANGES = frozenset([Measure.GROWTH, Measure.CHANGE, Measure.CHANGE_PP, Measure.MULTIPLE])

PART = "a part in brackets"  # the rule's name


@dataclass(slots=True)
class Scope:
    """What one sentence leaves to the next: the quantity last named, its time and place."""

    text: str = ""  # the article's
    indicator: str = ""
    breakdown: str = ""
    thing: str = ""  # what the last full name was of: the steel of `crude steel output`
    both: str = ""  # the two quantities that the last sentence told
    span: Span | None = None  # the last calendar period of fact, and how many sentences ago it was named
    age: int = 0
    stale: bool = False  # an undated sentence stands between
    heading: Span | None = None  # the period of the heading above, its words, and the sentences since
    heading_text: str = ""
    headed: int = 0
    instant: Span | None = None
    span_text: str = ""
    main: Span | None = None  # the latest-ending period of fact so far, and its words: what the article is about
    main_text: str = ""
    month: Span | None = None  # the last calendar month whose facts the text tells
    plan: Span | None = None  # the coming period that a sentence without numbers has named, and its age
    plan_age: int = 0
    year: int = 0  # the year last named, plan or fact
    paragraph: int = -1
    partner: str = ""  # the trading partner last named
    ref_area: str = "CN"
    home: str = ""  # the one place of the text, where it never names the country
    seat: str = ""  # the city of the dateline
    region: str = ""  # the city, zone or cluster last named
    compared: str | None = None
    measure: Measure = Measure.LEVEL


@dataclass(slots=True)
class Work:
    """The number at `index` of the view. `before`: the sentence's drafts so far, with their token's index."""

    view: View
    index: int
    left: Left
    draft: Draft
    scope: Scope
    today: dt.date
    before: list[tuple[int, Draft]] = field(default_factory=list)
    earlier: bool = False  # the A of `from A to B`

    @property
    def token(self) -> Token:
        """The number's own token."""
        return self.view.tokens[self.index]

    @property
    def previous(self) -> Draft | None:
        """The quantity read before this one in the sentence; behind a bracket of its parts, the whole."""
        if not self.before:
            return None
        at, last = self.before[-1]
        if last.measure is Measure.RANK and len(self.before) > 1:  # `was 9 GWh, ranking second with a 22 percent share`
            at, last = self.before[-2]
        if PART in last.trail and any(self.view.tag(k) == ")" for k in range(at, self.index)):
            return next((draft for _, draft in reversed(self.before) if PART not in draft.trail), last)
        return last


def join(*parts: str) -> str:
    """Non-empty parts with one space between."""
    return " ".join(part for part in parts if part)


def governor(work: Work) -> str:
    """The lower-cased word that governs the number."""
    return work.view.low(work.left.at)


def same_clause(work: Work) -> bool:
    """Whether no comma, conjunction or relative stands between this number and the one before."""
    last = work.before[-1][0]
    return all(work.view.tag(k) not in (",", ";", "conj", "rel", "(") for k in range(last, work.index))
