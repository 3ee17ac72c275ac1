"""Which phrase of time a number has: its own, the number's before, or the one carried."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.en.bases import set_base
from flows.extract.en.brackets import dates_another
from flows.extract.en.carrying import fits, part_of
from flows.extract.en.earlier import (
    by_then,
    is_second,
    month_before,
    of_past_years,
    of_year,
    opening,
    owning_period,
    take,
    year_before,
    years_before,
)
from flows.extract.en.modality import BESIDE
from flows.extract.en.shifts import a_year_before
from flows.extract.en.view import CUES, VERBS, View
from flows.extract.en.work import CHANGES, Work
from flows.extract.mention.token_en import Token
from warehouse.model import Measure, Modality

Period = tuple[dt.date | None, dt.date | None, str]
NOW = CUES.words["now"]
SEERS = CUES.words["seers"]
TURNS = ("with", "missing", "beating", "reversing", "below", "above", "well", "far", "after", "following")
BRING = frozenset(["bring", "brings", "bringing", "brought"])
LATER_STOPS = CUES.words["later_stops"]
LEVELS = (Measure.LEVEL, Measure.RATIO, Measure.SHARE)
AGO = ("a year earlier", "a year ago", "a year before", "one year earlier", "year earlier", "year before")
PIECES = ("units", "pieces", "sets")
PLAN_AGE = 3  # sentences over which `the plans for this year` dates undated targets
SHIFTED = re.compile(r"last|previous|earlier|ago|before")
AT_A_TIME = re.compile(rf"{SHIFTED.pattern}|\d{{4}}")


def set_period(work: Work, today: dt.date) -> None:
    """Find the number's phrase of time and note it; else the one carried, where it fits what is measured."""
    owner = owning_period(work)
    if owner is not None:
        take(work, owner, "")
        work.draft.note("time that owns the number")
    if work.draft.period_end is None and not _beside_another(work) and not _said(work, today):
        _carry(work, today)
    set_base(work, today)


def _beside_another(work: Work) -> bool:
    """Whether the number is only compared with the one before, whose period gives its own."""
    draft = work.draft
    first = work.before[0][1] if work.before else None
    if BESIDE in draft.trail and first is not None and first.period_end and _right(work.view, work.index) is None:
        draft.period_start, draft.period_end, draft.period_text = first.period_start, first.period_end, ""
        draft.note("time of the fact measured")
        return True
    direct = draft.measure in LEVELS and work.view.low(work.index + 1).startswith(AGO)
    if direct and year_before(work):  # `compared with a net profit of 30 million yuan a year earlier`
        draft.note(f"time: {draft.period_text.lower()}")
        return True
    if (work.earlier and (years_before(work) or year_before(work) or month_before(work))) or by_then(work):
        draft.note(f"time: {draft.period_text.lower()}")
        return True
    return False


def _said(work: Work, today: dt.date) -> bool:
    """Whether a phrase of time of the sentence, or the word `now`, dates the number."""
    draft, view = work.draft, work.view
    last = work.before[-1][0] if work.before else 0
    now = any(view.low(k) in NOW for k in range(max(work.index - 14, last), work.index + 6))
    bare = _right(view, work.index) is None
    found = None if now and bare else _near(work, today)
    whole = _from_to(work) if draft.measure is Measure.GROWTH_AVG and bare else None
    if whole is not None:
        take(work, whole, "")
        draft.note("time from the first level to the second")
    elif now and found is None:
        draft.note("time: now")
    elif found is not None:
        _put(draft_work=work, token=view.tokens[found], today=today)
        draft.note("phrase of time: " + view.tokens[found].low)
    return whole is not None or now or found is not None


def _carry(work: Work, today: dt.date) -> None:
    """Date the number by the one before it in the sentence, by a plan's year, or by the period carried."""
    draft, scope, previous = work.draft, work.scope, work.previous
    if work.earlier and previous is not None and draft.modality is not Modality.ACTUAL:
        draft.period_start, draft.period_end, draft.period_text = previous.period_start, previous.period_end, ""
        draft.note("time of the expectation before")
    elif previous is not None and (inherit := _inherit(work)) is not None:
        draft.period_start, draft.period_end, draft.period_text = _now_level(work, inherit, today)
        draft.note("time of the quantity before")
    elif scope.instant is not None and draft.measure is Measure.CHANGE and draft.indicator.startswith("newly "):
        end = scope.instant.end  # after `by the end of May`: newly installed since January
        take(work, Span(dt.date(end.year, 1, 1), end), "")
        draft.note("since the year began")
    elif draft.modality is Modality.TARGET and draft.measure is Measure.GROWTH and _of_the_year(work):
        take(work, calendar.years(today.year), "")
        draft.note("the annual target")
    elif draft.modality is Modality.TARGET and scope.plan is not None and scope.plan_age <= PLAN_AGE:
        take(work, scope.plan, "")
        draft.note("the plan's period")
    elif fits(work, today):
        instant = draft.measure not in CHANGES and part_of(work) and scope.instant is not None
        take(work, scope.instant if instant else scope.span, scope.span_text)
        draft.note("time carried from the sentence before")


def _of_the_year(work: Work) -> bool:
    """`its annual growth target of around 5 percent`: this year's."""
    near = [work.view.low(k) for k in range(max(work.index - 8, 0), min(work.index + 5, len(work.view.tokens)))]
    return "annual" in near and "target" in near and "average" not in near


def _from_to(work: Work) -> Span | None:
    """`from A in 2012 to B in 2021, an average growth of 6 percent`: the years between the two levels."""
    first = next((d for _, d in work.before if "level before" in d.trail), None)
    last = work.previous
    if first is None or last is None or first.period_start is None or last.period_end is None:
        return None
    return Span(first.period_start, last.period_end) if first.period_start < last.period_end else None


def _now_level(work: Work, period: Period, today: dt.date) -> Period:
    """A level behind a growth since an earlier year is of the span's last year, or of today."""
    previous, (start, end, text) = work.previous, period
    if (
        previous is None
        or not (previous.base or "").isdigit()
        or work.draft.measure in CHANGES
        or start is None
        or end is None
    ):
        return period
    return (None, None, "") if end == today else (dt.date(end.year, 1, 1), end, text)


def _inherit(work: Work) -> Period | None:
    weak = (Measure.RANK, Measure.DURATION)
    told = [draft for _, draft in work.before if draft.period_end or draft.measure not in weak]
    earlier = [draft for draft in told if not ("level before" in draft.trail) ^ work.earlier]
    if not earlier:
        return None
    last = earlier[-1]
    return last.period_start, last.period_end, last.period_text


def _near(work: Work, today: dt.date) -> int | None:
    """Index of the phrase of time that belongs to the number: right behind it, else before it, else further behind."""
    view, index = work.view, work.index
    right = _right(view, index)
    if right is not None:
        return opening(view, right) if view.low(right) == "this year" else right
    floor = work.before[-1][0] if work.before else -1
    against = next(
        (t.span for t in view.tokens[index + 1 : index + 6] if t.tag == "per" and t.after == "against"), None
    )
    for k in range(index - 1, floor, -1):
        if (
            view.tag(k) == "per"
            and not (against is not None and against == view.tokens[k].span)
            and _usable(view, k)
            and not _in_aside(view, k, index)
            and not _the_level_before(work, k)
        ):
            return k
        if view.low(k) in (";",):
            floor = k
            break
    if work.before:
        second = is_second(work)
        spans = [
            k
            for k in range(index)
            if view.tag(k) == "per"
            and (view.tokens[k].after == "span" or (second and of_past_years(view.tokens[k].span, today)))
        ]
        return spans[0] if spans else None
    for k in range(index - 1, -1, -1):
        if view.tag(k) == "per" and _usable(view, k) and not _in_aside(view, k, index):
            return k
    return _later(view, index)


def _the_level_before(work: Work, k: int) -> bool:
    """`up from 4.2 million km in 2012, and 48,000 km of rail`: the year is the earlier level's alone."""
    previous = work.previous
    earlier = previous is not None and "level before" in previous.trail and not work.earlier
    return earlier and previous is not None and previous.period_text == work.view.tokens[k].text


def _in_aside(view: View, k: int, index: int) -> bool:
    """`Huawei, which sold Honor in 2020, accounted for`: the year belongs to the relative clause alone."""
    if not any(view.tag(j) == "," for j in range(k + 1, index)):
        return False
    for j in range(k - 1, max(k - 12, -1), -1):
        if view.tag(j) == ",":
            return False
        if j == 0 and view.tag(j) in ("done", "verb"):
            return True  # `Founded in 1998, the firm has`
        if view.low(j) in ("covers", "covering", "spans", "spanning"):
            return False  # `The plan, which covers the 2025-2027 period, sets`
        if view.tag(j) == "rel":
            return view.tag(j - 1) == ","
    return False


def _usable(view: View, k: int) -> bool:
    token = view.tokens[k]
    shifted = "same" in token.low or "that year" in token.low or token.low.startswith(("year-ago", "year-earlier"))
    if token.after == "against" or (token.span is None and not shifted):
        return False
    return not (view.low(k + 1) in ("said", "report", "meeting", "conference") or token.after in ("name", "bracket"))


def _right(view: View, index: int) -> int | None:
    """A phrase of time behind the number with no other number, comma or clause between; `($3 billion)` is none."""
    begin = index + 1
    begin += view.low(begin) in PIECES
    if view.tag(begin) == "(":
        if view.tag(begin + 1) == "per" and view.tag(begin + 2) == ")" and _usable(view, begin + 1):
            return begin + 1  # `3,400 units (August 2025)`
        begin = next((k + 1 for k in range(begin, min(begin + 8, len(view.tokens))) if view.tag(k) == ")"), begin)
    for k in range(begin, min(begin + 11, len(view.tokens))):
        tag = view.tag(k)
        if tag == "per" and _usable(view, k):
            return k
        if tag in ("num", ",", ";", ":", "--", "(", "rel") or view.low(k) in ("while", "but"):
            return None
        if view.low(k) in ("than", "after") or (view.low(k) == "since" and view.tag(k + 1) != "per"):
            return None  # `since he joined in 2020`: that clause's year
        if view.low(k) == "and" and any(
            view.tag(j) in VERBS or view.tag(j) == "num" for j in range(k + 1, min(k + 8, len(view.tokens)))
        ):
            return None
    return None


def _later(view: View, index: int) -> int | None:
    """`Exports rose 5.2 percent, and imports 3 percent, in August`: the first phrase of time to come."""
    only = sum(token.tag == "per" and _usable(view, k) for k, token in enumerate(view.tokens)) == 1
    for k in range(index + 1, min(index + 30, len(view.tokens))):
        if view.tag(k) == "per" and dates_another(view, k, index):
            continue
        if view.tag(k) == "per" and _usable(view, k):
            return None if view.low(k + 1) in SEERS else k  # `fell 3 percent, while May saw`: May's own clause
        low = view.low(k)
        if low == "from" and any(view.tokens[j].after == "against" for j in range(k + 1, min(k + 3, len(view.tokens)))):
            continue  # `rose 5 percent from a year ago to 3 million in May`
        if low == "from" and view.tag(k + 1) == "per" and view.tokens[k + 1].after == "":
            continue  # `rose 4 percent to 72 billion yuan from January to July`
        if low == "than" and view.tag(k + 1) == "num":
            continue  # `held 17 patents and spent more than 3 million yuan in 2024`
        if (low in TURNS and view.tag(k - 1) == ",") or (low == "since" and view.tag(k + 1) != "per"):
            return None
        if (
            view.tag(k) in (";", "--", ":")
            or (view.tag(k) == "rel" and low != "that")
            or (low in LATER_STOPS and not (low == "while" and only))
        ):
            return None
    return None


def _so_far(work: Work) -> bool:
    """`has shipped 3 million tonnes this year`, `brings sales this year to 3 million tonnes`: what is done by now."""
    lows = [work.view.low(k) for k in range(max(work.index - 12, 0), work.index)]
    return not {"has", "have"}.isdisjoint(lows) or (work.view.low(work.left.at) == "to" and not BRING.isdisjoint(lows))


def _put(draft_work: Work, token: Token, today: dt.date) -> None:
    span = token.span
    if token.low.endswith("that year"):
        last = draft_work.previous.period_end if draft_work.previous else None
        year = last.year if last else draft_work.scope.year or today.year
        span = calendar.instant(dt.date(year, 12, 31)) if token.low.startswith("end") else calendar.years(year)
    if span is None:  # the same period last year: the sentence's own period, a year before
        told = [t for t in draft_work.view.tokens if t.tag == "per" and t.span and t.after != "against"]
        alone = not SHIFTED.search(token.low) or token.low.startswith(("year-ago", "year-earlier"))
        if alone and draft_work.scope.span is not None:
            told = [t for t in told if t.start < token.start]  # `In the same period, …, slower than in December`
        own = told[0].span if told else draft_work.scope.span
        same = draft_work.previous
        if same is not None and same.period_end and not SHIFTED.search(token.low):
            own = Span(same.period_start, same.period_end)
        elif own:
            own = a_year_before(own) if SHIFTED.search(token.low) else own
        if own is None and not AT_A_TIME.search(token.low):
            return  # `in the same period` of nothing told
        span = of_year(token.low, own) if own else calendar.years(today.year - 1)
    past = draft_work.draft.modality is Modality.ACTUAL and token.low == "this year" and _so_far(draft_work)
    if past and span.start is not None and span.start <= today < span.end:
        span = Span(span.start, today)
    if token.after == "since":
        span = Span(span.start or span.end, today)
    draft = draft_work.draft
    if (
        token.after == "span"
        and draft.measure not in CHANGES
        and span.start
        and draft.measure is not Measure.GROWTH_AVG
    ):
        if draft_work.earlier or is_second(draft_work):  # `from 2016 to 2019, it rose from A to B`
            span = calendar.years(span.start.year) if draft_work.earlier else calendar.years(span.end.year)
    elif draft.measure is Measure.LEVEL and of_past_years(span, today):  # `in the past five years, it rose from A to B`
        if draft_work.earlier:
            span = calendar.years((span.start or span.end).year - 1)  # the level that they set out from
        elif is_second(draft_work):
            span = calendar.years(span.end.year)
    take(draft_work, span, token.text)
