"""What a number's sentence and the ones before say of its time, its base, and whether it is plan or fact."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.draft import Draft
from flows.extract.en.periods import Clock, a_year_before, resolve
from flows.extract.en.scan import Token
from flows.extract.en.view import BREAKS, VERBS, View
from flows.extract.en.work import Scope, Work
from warehouse.model import Measure, Modality

AGAINST = frozenset("from than over against versus vs compared".split())
Period = tuple[dt.date | None, dt.date | None, str]
CHANGES = frozenset([Measure.GROWTH, Measure.CHANGE, Measure.CHANGE_PP, Measure.MULTIPLE])
NOW = frozenset("currently now presently today".split())
FLOW_UNITS = frozenset("CNY USD EUR HKD JPY 吨 千瓦时 台 辆 件 人次 标准箱 立方米 桶 架次 点".split())
TARGETS = frozenset("aim aims aimed aiming plan plans planned planning target targets targeted pledge pledged pledges vow vowed vows strive strives striving seek seeks seeking intends goal goals need needs ambition envisions envisages slated scheduled".split())


DATELINE = re.compile(r"[A-Z][A-Za-z/ .'’,]{1,60}[A-Z][A-Za-z]{1,8}\.? \d{1,2} (?:\([^)]{1,40}\) ?)?(?:--?|—|–)")


def settle_periods(view: View, today: dt.date) -> None:
    """Give every phrase of time its span and its role: `against` for what a change is measured from, `since`."""
    ahead = any(token.tag in ("modal", "plan", "foresee") for token in view.tokens)
    clock = Clock(today, ahead)
    tokens = view.tokens
    opening = DATELINE.match(view.sentence.text)
    for k, token in enumerate(tokens):
        if token.tag == "per" and opening and token.start < opening.end():
            token.after = "name"
        elif token.tag == "per":
            token.span = resolve(token.text, clock)
            token.after = _role(view, k)
    for k, token in enumerate(tokens):
        if token.tag == "per" and token.after == "first of two":
            _merge(view, k)


def _role(view: View, k: int) -> str:
    """What the words before a phrase of time make of it."""
    at = k - 1
    while view.tag(at) == "det":
        at -= 1
    low, before = view.low(at), view.low(at - 1)
    low_here = view.low(k)
    if low_here.startswith(("a year", "one year", "a month", "a quarter", "year earlier", "year-earlier", "year before")) or "a year" in low_here:
        return "against" if low in AGAINST or low in ("with", "to", "") or "same" in low_here or "ago" in low_here or low == "on" else "against"
    if view.tag(k + 2) == "per" and view.low(k + 1) in ("to", "and", "through", "till", "until") and low in ("from", "between"):
        return "first of two"
    if low in ("since",):
        return "since"
    if low == "over" and _length(low_here):
        return ""
    if low == "from" and (" to " in low_here or "-" in low_here or " through " in low_here):
        return ""
    if low in ("from", "than", "over", "against", "versus", "vs", "on") and not (low == "on" and view.tokens[k].span is not None and view.tokens[k].span.start is None):
        return "against"
    if low in ("with", "to") and before in ("compared", "relative"):
        return "against"
    if low in ("in", "of", "at", "by", "for") and view.low(at - 1) in ("that", "those", "level", "levels", "figure", "number", "amount", "total", "volume", "size", "value") and any(
        view.low(j) in ("than", "from", "over", "against", "with") or view.low(j).endswith("times") for j in range(at - 4, at - 1)
    ):
        return "against"
    if low_here.startswith(("previous", "preceding", "same")) and low not in ("in", "during"):
        return "against"
    return ""


def _length(low: str) -> bool:
    return low.startswith(("past", "last", "next", "coming", "recent", "previous")) and low.endswith(("years", "decade", "decades", "months"))


def _merge(view: View, k: int) -> None:
    """`between 2015 and 2019`, `from 2021 to 2024`: one span, on both tokens."""
    first, second = view.tokens[k], view.tokens[k + 2]
    if first.span and second.span:
        begin = first.span if (first.span.start or first.span.end) <= second.span.end else a_year_before(first.span)
        whole = Span(begin.start or begin.end, second.span.end)
        first.span = second.span = whole
        second.after = "span" if view.low(k - 1) == "between" or view.low(k - 1) == "from" else ""
        first.after = "span"


def set_period(work: Work, today: dt.date) -> None:
    """Find the number's phrase of time and note it; else the one carried, where it fits what is measured."""
    draft, view = work.draft, work.view
    now = any(view.low(k) in NOW for k in range(max(work.index - 14, work.before[-1][0] if work.before else 0), work.index + 6))
    found = None if now and _right(view, work.index) is None else _near(work)
    if now and found is None:
        draft.note("time: now")
    elif found is not None:
        _put(draft_work=work, token=view.tokens[found], today=today)
        draft.note("phrase of time: " + view.tokens[found].low)
    elif work.previous is not None and (inherit := _inherit(work)) is not None:
        draft.period_start, draft.period_end, draft.period_text = _now_level(work, inherit, today)
        draft.note("time of the quantity before")
    elif _fits(work):
        _take(work, work.scope.span, work.scope.span_text)
        draft.note("time carried from the sentence before")
    set_base(work, today)


def _now_level(work: Work, period: Period, today: dt.date) -> Period:
    """A level behind a growth since an earlier year is of the span's last year, or of today."""
    previous, (start, end, text) = work.previous, period
    if previous is None or not (previous.base or "").isdigit() or work.draft.measure in CHANGES or start is None or end is None:
        return period
    return (None, None, "") if end == today else (dt.date(end.year, 1, 1), end, text)


def _inherit(work: Work) -> Period | None:
    earlier = [draft for _, draft in work.before if not ("level before" in draft.trail) ^ work.earlier]
    chosen = earlier or ([] if work.earlier else [])
    if not chosen:
        return None
    last = chosen[-1]
    return last.period_start, last.period_end, last.period_text


def _fits(work: Work) -> bool:
    """A carried instant fits a stock, a carried span a flow or a growth."""
    span, draft = work.scope.span, work.draft
    if span is None or draft.modality is not Modality.ACTUAL or draft.measure in (Measure.RANK, Measure.DURATION):
        return False
    if draft.measure in CHANGES or draft.measure is Measure.GROWTH_AVG:
        return span.start is not None
    if span.start is None:
        return _part_of(work)
    return draft.unit in FLOW_UNITS and (span.end - span.start).days < 400


def _part_of(work: Work) -> bool:
    """`of which`, `among them`, `the figure`: the sentence goes on about the stock before; another undated stock is of today."""
    lows = [token.low for token in work.view.tokens[: work.index]]
    pairs = set(zip(lows, lows[1:], strict=False))
    return bool(pairs & {("of", "which"), ("of", "them"), ("among", "them"), ("of", "these"), ("the", "figure"), ("of", "those"), ("among", "these")})


def _near(work: Work) -> int | None:
    """Index of the phrase of time that belongs to the number: right behind it, else before it, else further behind."""
    view, index = work.view, work.index
    right = _right(view, index)
    if right is not None:
        return right
    floor = work.before[-1][0] if work.before else -1
    for k in range(index - 1, floor, -1):
        if view.tag(k) == "per" and _usable(view, k):
            return k
        if view.low(k) in (";",):
            floor = k
            break
    if work.before:
        spans = [k for k in range(index) if view.tag(k) == "per" and view.tokens[k].after == "span"]
        return spans[0] if spans else None
    for k in range(index - 1, -1, -1):
        if view.tag(k) == "per" and _usable(view, k):
            return k
    return _later(view, index)


def _usable(view: View, k: int) -> bool:
    token = view.tokens[k]
    if token.after == "against" or token.span is None and "same" not in token.low:
        return False
    return not (view.low(k + 1) in ("said", "report", "meeting", "conference") or token.after == "name")


def _right(view: View, index: int) -> int | None:
    """A phrase of time behind the number with no other number, comma or clause between."""
    for k in range(index + 1, min(index + 12, len(view.tokens))):
        tag = view.tag(k)
        if tag == "per" and _usable(view, k):
            return k
        if tag in ("num", ",", ";", ":", "--", "(", "rel") or view.low(k) in ("while", "but"):
            return None
        if view.low(k) == "and" and any(view.tag(j) in VERBS or view.tag(j) == "num" for j in range(k + 1, min(k + 8, len(view.tokens)))):
            return None
    return None


def _later(view: View, index: int) -> int | None:
    """`Exports rose 5.2 percent, and imports 3 percent, in August`: the first phrase of time of the rest of the sentence."""
    only = sum(token.tag == "per" and _usable(view, k) for k, token in enumerate(view.tokens)) == 1
    for k in range(index + 1, min(index + 30, len(view.tokens))):
        if view.tag(k) == "per" and _usable(view, k):
            return k
        low = view.low(k)
        if view.tag(k) in (";", "rel", "--", ":") or low in LATER_STOPS and not (low == "while" and only):
            return None
    return None


LATER_STOPS = frozenset("while but whereas after said compared than from versus against".split())


def _put(draft_work: Work, token: Token, today: dt.date) -> None:
    span = token.span
    if span is None:  # the same period last year: the sentence's own period, a year before
        own = next((t.span for t in draft_work.view.tokens if t.tag == "per" and t.span and t is not token), draft_work.scope.span)
        same = draft_work.previous
        if same is not None and same.period_end and not SHIFTED.search(token.low):
            own = Span(same.period_start, same.period_end)
        elif own:
            own = a_year_before(own) if SHIFTED.search(token.low) else own
        span = own or calendar.years(today.year - 1)
    if token.after == "since":
        span = Span(span.start or span.end, today)
    draft = draft_work.draft
    if token.after == "span" and draft.measure not in CHANGES and span.start and draft.measure is not Measure.GROWTH_AVG:
        pair = [d for _, d in draft_work.before if "level before" in d.trail]
        if draft_work.earlier or pair:  # `from 2016 to 2019, it rose from A to B`
            span = calendar.years(span.start.year) if draft_work.earlier else calendar.years(span.end.year)
    _take(draft_work, span, token.text)


def _no_date(work: Work, span: Span) -> bool:
    """A size reached over the past five years is of today; a count or a growth is of the five years."""
    years = (span.end - span.start).days > 800 if span.start else False
    return years and not {"amount of", "counted thing"} & set(work.draft.trail) and work.draft.measure in (Measure.LEVEL, Measure.SHARE, Measure.RATIO) and work.token.kind != "bare"


SHIFTED = re.compile(r"last|previous|earlier|ago|before")


def _take(work: Work, span: Span | None, text: str) -> None:
    if span is not None and not _no_date(work, span):
        work.draft.period_start, work.draft.period_end, work.draft.period_text = span.start, span.end, text


def set_base(work: Work, today: dt.date) -> None:
    """What a growth or change is against: a year before, a month before, a year or a date."""
    draft, view = work.draft, work.view
    if draft.measure not in CHANGES:
        return
    for k in range(work.index + 1, min(work.index + 16, len(view.tokens))):
        token = view.tokens[k]
        if token.tag == "base":
            draft.base = token.after
            break
        if token.tag == "per" and token.after in ("against", "since"):
            _against(work, token, today)
            break
        if token.tag == "num" and k > work.index + 1 or token.tag in BREAKS or (token.tag == "," and k > work.index + 1):
            break
    if draft.base is None:
        _base_elsewhere(work, today)


def _base_elsewhere(work: Work, today: dt.date) -> None:
    """A base said before the number, between two years, or understood: a calendar period is against the year before."""
    draft, view = work.draft, work.view
    for k in range(max(work.index - 10, 0), work.index):
        if view.tag(k) == "base":
            draft.base = view.tokens[k].after
            return
        if view.tag(k) == "per" and view.tokens[k].after == "since":
            _against(work, view.tokens[k], today)
            return
    if any(t.tag == "per" and t.after == "span" and t.text == draft.period_text for t in view.tokens) and _long(draft):
        assert draft.period_start is not None
        draft.base = str(draft.period_start.year)
    elif draft.measure is Measure.GROWTH and work.scope.compared and draft.period_start:
        draft.base = work.scope.compared
    elif draft.measure is Measure.GROWTH and draft.period_start and draft.period_end:
        days = (draft.period_end - draft.period_start).days
        draft.base = "yoy" if days < 370 else None
    elif draft.measure is Measure.GROWTH:
        draft.base = "yoy"


def _long(draft: Draft) -> bool:
    """Whether the period is longer than a year."""
    return draft.period_start is not None and draft.period_end is not None and (draft.period_end - draft.period_start).days > 370


def _against(work: Work, token: Token, today: dt.date) -> None:
    """`from 2012`: the base year, and for a growth the span from it; last year and a year earlier are yoy."""
    draft, span, low = work.draft, token.span, token.low
    if "month" in low and span is not None or low in ("a month earlier", "a month ago", "previous quarter", "a quarter earlier"):
        draft.base = "mom"
        return
    if "month earlier" in low or "quarter" in low and "year" not in low:
        draft.base = "mom"
        return
    end = draft.period_end or today
    if span is None or low in ("last year", "previous year", "preceding year"):
        draft.base = "yoy"
        return
    start = span.start or span.end
    if token.after != "since" and span.start and span.end.year == end.year - 1 and (draft.period_start is not None or draft.period_end is None):
        draft.base = "yoy" if draft.measure is not Measure.CHANGE_PP else str(span.end.year)
        return
    if span.start is None:
        draft.base = span.end.isoformat()
        return
    months = (span.end - span.start).days < 200
    if (span.end - span.start).days < 32 and (end - span.end).days < 365:
        one_before = draft.period_start is None or (draft.period_start - span.end).days < 5
        draft.base = "mom" if one_before else f"{start.year}-{start.month:02d}"
        return
    draft.base = f"{start.year}-{start.month:02d}" if months else str(start.year)
    if draft.measure is not Measure.CHANGE_PP:
        draft.period_start, draft.period_end = start, max(end, start)


def set_modality(work: Work, today: dt.date) -> None:
    """Target or forecast by the nearest cue before the number in its clause, or by a period still to come."""
    draft, view = work.draft, work.view
    for k in range(work.index - 1, max(work.index - 28, -1), -1):
        tag, low = view.tag(k), view.low(k)
        if tag in (";", "rel") or low in ("while", "but", "whereas"):
            break
        if tag == "foresee" and low not in ("project", "projects", "likely-to") and not _is_noun(view, k):
            draft.modality = Modality.FORECAST
        elif low in ("expected", "projected", "forecast", "predicted"):
            draft.modality = Modality.FORECAST
        elif (tag == "modal" and low != "would") or (tag == "plan" and low in TARGETS and not _is_noun(view, k)) or (low == "set" and view.low(k + 1) == "to"):
            draft.modality = Modality.TARGET
        elif low == "would":
            draft.modality = Modality.FORECAST
        else:
            if tag in ("be", "have") and low in ("was", "were", "had") or tag in ("reach", "up", "down") and low.endswith("ed") and k < work.left.at - 1:
                break
            continue
        draft.note(f"cue of plan or expectation: {low}")
        return
    if draft.modality is Modality.ACTUAL and draft.period_end and draft.period_end > today and (draft.period_start is None or draft.period_start > today):
        draft.modality = Modality.TARGET
        draft.note("a period still to come")
    elif draft.modality is Modality.ACTUAL and _imperative(work):
        draft.modality = Modality.TARGET
        draft.note("imperative")


def _is_noun(view: View, k: int) -> bool:
    """`the plan`, `a project`: the noun."""
    low = view.low(k)
    return low in ("plan", "plans", "project", "projects", "target", "targets", "need", "needs", "goals", "goal", "set", "estimate", "estimates") and (
        view.tag(k - 1) in ("det", "w", "prep", "name", "num", "done", "up") and view.low(k - 1) != "to" and low not in ("target", "targets", "goal", "goals")
        and not (view.tag(k - 1) in ("w", "name") and view.low(k + 1) == "to")
    )


def _imperative(work: Work) -> bool:
    """`Third, optimize the network, build 5-10 more centers`: a base form at the clause's head with no subject."""
    view, at = work.view, work.left.at
    if view.low(at) not in ("build", "construct", "cultivate", "complete", "create", "develop", "establish", "train", "attract", "launch", "support", "promote", "form", "keep", "expand", "increase", "reduce", "cut", "raise", "add", "boost"):
        return False
    before = view.low(at - 1)
    return at == 0 or before in (",", "and", ":", ";") and view.tag(0) in ("ord", "verb", "adv", "up", "down") or before == "to"


def leave(work: Work, scope: Scope) -> None:
    """What this number hands to the sentences after it."""
    draft = work.draft
    if draft.measure in (Measure.RANK, Measure.DURATION):
        return
    scope.measure = draft.measure
    scope.indicator, scope.breakdown = draft.indicator, draft.breakdown
    if draft.period_end is not None and not work.earlier and draft.modality is Modality.ACTUAL:
        if draft.measure not in (Measure.GROWTH_AVG, Measure.MULTIPLE):
            scope.span, scope.span_text = Span(draft.period_start, draft.period_end), draft.period_text
    if draft.measure is Measure.GROWTH and draft.base in ("yoy", "mom"):
        scope.compared = draft.base
