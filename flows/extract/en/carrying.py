"""Whether the period that a sentence before has named is this number's."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from flows.extract.en.view import CUES, VERBS, View
from flows.extract.en.work import CHANGES, Work
from warehouse.model import Measure, Modality

SEERS = CUES.words["seers"]
CHANGED = {word: tag in ("up", "down") for word, tag in CUES.tags.items()}
FLOW_UNITS = CUES.words["flow_units"]
TRADED = CUES.words["traded"]
CARRY_LIMIT = 12  # sentences over which a named period is carried to an undated growth
OPENINGS = ("the", "this", "these", "such", "of", "among")
ENDINGS = (",", "there")


def fits(work: Work, today: dt.date) -> bool:
    """Whether the carried period is this number's: a growth's always, a flow's where its sentence goes on about it."""
    scope, draft = work.scope, work.draft
    if draft.modality is not Modality.ACTUAL or draft.measure in (Measure.RANK, Measure.DURATION):
        return False
    if scope.heading is not None and scope.span == scope.heading:
        return True  # an item below `Second Quarter 2022 Highlights`
    if scope.span is not None and scope.age <= 2 and (_in_the_period(work) or _counts_growth(work)):
        return True
    if draft.measure is not Measure.GROWTH_AVG and part_of(work):
        return scope.instant is not None or (scope.span is not None and scope.age <= 1)
    if scope.span is None or scope.span.start is None or scope.age > CARRY_LIMIT:
        return False
    if scope.age > 1 and today.year - scope.span.end.year > 1:
        return False  # an old year named in passing is not the article's time
    if draft.measure in CHANGES or draft.measure is Measure.GROWTH_AVG:
        return True
    near = not scope.stale or _grows(work.view)
    if draft.indicator.startswith("share ") and TRADED.isdisjoint(draft.indicator.split()):
        return False  # `60 percent of the respondents`: undated
    if "contribution" in draft.indicator:
        return near and scope.age <= 2
    if draft.unit == "%":  # a share or a rate in a monthly or quarterly release
        days, rate = (scope.span.end - scope.span.start).days, draft.measure is Measure.RATIO
        if days < 340 and rate and "level reached by growth" in draft.trail:
            return True  # `The jobless rate edged down to 5.1 percent`
        return near and (scope.age <= 2 if days < 340 else rate and scope.age <= 1 and days < 370)
    flows = draft.unit in FLOW_UNITS or not TRADED.isdisjoint(draft.indicator.lower().split())
    return near and flows and (scope.span.end - scope.span.start).days < 400


def _in_the_period(work: Work) -> bool:
    """`during the period`: the one named before."""
    view = work.view
    places = range(max(work.index - 14, 1), min(work.index + 14, len(view.tokens)))
    return any(
        (
            view.low(k) in ("period", "month")
            and (view.low(k - 1) in ("the", "that") and view.tag(k - 2) == "prep" and view.low(k) == "period")
        )
        or (view.low(k - 1) in ("given", "reporting") and view.tag(k - 2) == "det")
        for k in places
    )


def _counts_growth(work: Work) -> bool:
    """`30 sectors saw profits grow`: the count is of the growth's period."""
    if work.token.kind != "bare":
        return False
    lows = [work.view.low(k) for k in range(work.index + 1, min(work.index + 10, len(work.view.tokens)))]
    return bool(SEERS.intersection(lows)) and any(low in CUES.change_nouns or CHANGED.get(low) for low in lows)


def _grows(view: View) -> bool:
    """Whether the sentence tells a growth, too: then its levels are of the growth's period."""
    percent = any(token.kind == "percent" for token in view.tokens)
    said = ("up", "down", "base")
    return percent and any(
        token.tag in said or token.low in said or token.low in CUES.change_nouns for token in view.tokens
    )


def part_of(work: Work) -> bool:
    """`of which`, `among them`, `Of the patents, …`: the sentence goes on about the stock before."""
    lows = [token.low for token in work.view.tokens[: work.index + 3]]
    pairs = set(pairwise(lows))
    return _same_thing(work) or bool(
        pairs
        & {
            ("of", "which"),
            ("of", "them"),
            ("among", "them"),
            ("of", "these"),
            ("the", "figure"),
            ("of", "those"),
            ("of", "that"),
            ("of", "this"),
            ("among", "these"),
        }
    )


def _same_thing(work: Work) -> bool:
    """`Of the patents, 3,000 are`, `The spending accounted for 2 percent`: the opening points at the thing before."""
    view, known = work.view, set(work.scope.indicator.lower().split())
    if work.previous is not None or view.low(0) not in OPENINGS:
        return False
    stop = next((k for k in range(1, min(work.index, 9)) if view.tag(k) in VERBS or view.low(k) in ENDINGS), 0)
    named = {view.low(k) for k in range(1, stop) if view.tag(k) in ("w", "name", "done")}
    return bool(named) and named <= known
