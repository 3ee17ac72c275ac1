"""Average growth and average change a year, and the years that a short average runs over."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.en.work import Work
from flows.extract.mention.period.en import COUNT, count_of
from warehouse.model import Measure

AVERAGES = frozenset(["average", "averaging", "averaged", "compound"])
SHORT = re.compile(rf"(?:(?:past|last) )?({COUNT})[ -]years?")
SHORTEST, LONGEST = 2, 3  # years; a longer span ends with a year, not with the month reported


def set_average(work: Work) -> None:
    """`an average annual growth of 7.9 percent`: growth_avg; `an average of 13 million a year`: change_avg."""
    draft = work.draft
    if draft.measure not in (Measure.GROWTH, Measure.CHANGE):
        return
    near = _near(work)
    yearly = bool({"annually", "annual", "yearly"} & near) or {"a", "year"} <= near or {"per", "year"} <= near
    average = "cagr" in near or (AVERAGES & near and (yearly or _years(work)))
    if draft.measure is Measure.GROWTH and average:
        draft.measure = Measure.GROWTH_AVG
        draft.note("average annual growth")
    elif draft.measure is Measure.CHANGE and yearly and "average" in near:
        draft.measure = Measure.CHANGE_AVG
        draft.note("average annual change")


def set_average_span(work: Work) -> None:
    """`rose 11 percent in the first three quarters, an average of 6 percent over the past two years`: to September."""
    draft, scope, previous = work.draft, work.scope, work.previous
    first, last = draft.period_start, draft.period_end
    if draft.measure is Measure.GROWTH and first and last and last.year - first.year >= LONGEST - 1:
        if AVERAGES & _near(work) or AVERAGES & set(draft.indicator.lower().split()):
            draft.measure, draft.base = Measure.GROWTH_AVG, None  # `during the Five-Year Plan, the average growth rate`
            draft.note("average growth of the years")
        return
    length = _years(work) if draft.measure is Measure.GROWTH_AVG else 0
    end = previous.period_end if previous else scope.span.end if scope.span and scope.age <= 1 else None
    if not length or end is None or (draft.period_end and abs(end.year - draft.period_end.year) > 1):
        return
    draft.period_start, draft.period_end = dt.date(end.year - length + 1, 1, 1), end
    draft.note("years up to the period reported")


def _near(work: Work) -> set[str]:
    view = work.view
    return {view.low(k) for k in range(max(work.index - 9, 0), work.index + 6) if view.tag(k) != "num"}


def _years(work: Work) -> int:
    """Over how many years the average beside the number runs, where they are few; 0 for none."""
    view, index = work.view, work.index
    first = work.before[-1][0] + 1 if work.before else 0
    stop = next((k for k in range(index + 1, index + 8) if view.tag(k) in (",", "num", "")), index + 8)
    found = [SHORT.fullmatch(view.low(k)) for k in range(max(index - 9, first), stop)]
    lengths = [count_of(match.group(1)) for match in found if match]
    return next((length for length in lengths if SHORTEST <= length <= LONGEST), 0)
