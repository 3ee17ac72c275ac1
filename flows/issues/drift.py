"""Is this issue like the source's others? A redesign shows as counts far below the usual, or as pages of another shape.

Counts: an issue is drifted when its pages, articles, characters or claims fall below half of the median of the source's
nearest complete issues, and below the median by more than four robust standard deviations (1.4826 times the median
absolute deviation), and below three quarters of the least of them. The issues compared with are the twelve nearest of
the same weekday where there are five, else the thirty nearest of any weekday where there are eight; with fewer nothing
is said. So a thin Sunday is no drift, and a holiday's half issue is one for the operator to look at.
Of a partial issue what was given up counts as if it were as rich as what was read.
Fit: an issue most of whose records have no text, no title or another title than their link is drifted without any
history (`flows/sources/fit.py`).
Shapes: of each kind of page, the pages are compared with the shapes stored for the layout; drifted when the median of
their best likenesses (shared named parts over all) is below one half.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from flows.sources.declaration import SourceKind
from flows.sources.protocol import Ask, IssueReading
from warehouse.load.ledger import Counts, PageShape

SAME_WEEKDAY = (5, 12)  # at least, at most
ANY_WEEKDAY = (8, 30)
SHARE_OF_MEDIAN = 0.5
SHARE_OF_LEAST = 0.75
DEVIATIONS = 4.0
ROBUST_SIGMA = 1.4826  # of a normal distribution's median absolute deviation
LEAST_LIKENESS = 0.5


def drifted(
    kind: SourceKind,
    counts: Counts,
    reading: IssueReading,
    history: Sequence[Counts],
    stored: Sequence[PageShape],
) -> str:
    """Why an issue that was read, wholly or in part, is not like its source's others; empty where it is.

    Lists of releases have no usual size, and a day's few may all be pictures: only their shapes are compared.
    """
    said = [unlike(shapes_of(reading), stored)]
    if kind is SourceKind.PAPER:
        said = [reading.doubt, thin(made_whole(counts, reading), history), *said]
    return "; ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class Usual:
    """What a count usually is: its median, the least seen, and the floor below which it is drift."""

    median: float
    least: int
    floor: float


def usual(values: Sequence[int]) -> Usual:
    """The floor of a count, from its history (not empty)."""
    median = statistics.median(values)
    spread = ROBUST_SIGMA * statistics.median(abs(value - median) for value in values)
    least = min(values)
    return Usual(median, least, min(SHARE_OF_MEDIAN * median, median - DEVIATIONS * spread, SHARE_OF_LEAST * least))


def compared_with(found: Counts, history: Sequence[Counts]) -> list[Counts]:
    """The issues of the history (the nearest first) that this one is measured by; empty where they are too few."""
    same = [other for other in history if other.published_on.weekday() == found.published_on.weekday()]
    for choice, (at_least, at_most) in ((same, SAME_WEEKDAY), (list(history), ANY_WEEKDAY)):
        if len(choice) >= at_least:
            return choice[:at_most]
    return []


def thin(found: Counts, history: Sequence[Counts]) -> str:
    """Why the counts say drift; empty where they do not."""
    others = compared_with(found, history)
    if not others:
        return ""
    said = []
    for name in ("pages", "articles", "characters", "claims"):
        here, known = getattr(found, name), usual([getattr(other, name) for other in others])
        if here < known.floor:
            said.append(f"{here} {name} where {known.median:g} are usual and {known.least} the least")
    return f"{'; '.join(said)} (of {len(others)} issues)" if said else ""


def made_whole(found: Counts, reading: IssueReading) -> Counts:
    """The counts of an issue as if what was given up were as rich as what was read: thin even then is drift."""
    asked = [failure.request.ask for failure in reading.failures]
    pages = found.pages + asked.count(Ask.PAGE)
    if not found.articles:
        return found
    articles = found.articles + asked.count(Ask.ARTICLE) + asked.count(Ask.PAGE) * found.articles // max(1, found.pages)
    richer = articles / found.articles
    return Counts(found.published_on, pages, articles, int(found.characters * richer), int(found.claims * richer))


def shapes_of(reading: IssueReading) -> list[PageShape]:
    """The shapes of an issue's pages, for the warehouse."""
    return [PageShape(shape.ask.value, shape.digest, shape.marks) for shape in reading.skeletons]


def unlike(found: Sequence[PageShape], stored: Sequence[PageShape]) -> str:
    """Why the shapes say drift; empty where they do not, or where nothing is stored to compare with."""
    said = []
    for ask in sorted({shape.ask for shape in found}):
        known = [shape for shape in stored if shape.ask == ask]
        if known:
            best = statistics.median(_likeness(shape, known) for shape in found if shape.ask == ask)
            if best < LEAST_LIKENESS:
                said.append(f"{ask} pages share {best:.0%} of their named parts with the stored shape")
    return "; ".join(said)


def _likeness(shape: PageShape, known: Sequence[PageShape]) -> float:
    if any(shape.digest == other.digest for other in known):
        return 1.0
    return max(len(shape.marks & other.marks) / max(1, len(shape.marks | other.marks)) for other in known)
