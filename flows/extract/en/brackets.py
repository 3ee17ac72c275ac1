"""The same figure of another period, in brackets behind it: `RMB 420 million (H1-2013: RMB 260 million)`."""

from __future__ import annotations

from flows.extract.calendar import Span
from flows.extract.draft import Draft
from flows.extract.en.counted import right_phrase
from flows.extract.en.shifts import a_year_after
from flows.extract.en.view import CUES, View
from flows.extract.en.work import Work
from warehouse.model import Measure, Modality

STOCKS = CUES.words["stocks"]
LINKS = ("as", "at", "the", "of", "in", "for", "on", "end")
NAME = 5  # tokens of one
ASIDE = 20  # tokens of a bracket
YEAR = 370  # days; a longer span is compared with nothing a year later


def labels_bracket(view: View, k: int) -> bool:
    """`(H1-2013: RMB 260 million)`: the period that stands before its own number in brackets."""
    at = k - 1
    while view.low(at) in LINKS:
        at -= 1
    return view.tag(at) == "(" and view.tag(k + 1) == ":" and view.tag(k + 2) == "num"


def in_aside(view: View, index: int) -> bool:
    """Whether a bracket is open where the token at `index` stands."""
    if "(" not in view.sentence.text:
        return False
    mark = next((view.tag(k) for k in range(index - 1, max(index - ASIDE, -1), -1) if view.tag(k) in ("(", ")")), "")
    return mark == "("


def dates_another(view: View, k: int, index: int) -> bool:
    """`a dividend of 0.2 yuan (2013 dividend: 0.5 yuan)`: the bracket's period is that of its own number alone."""
    if not in_aside(view, k) or in_aside(view, index):
        return False
    inside = [view.tag(j) for j in range(k, k + ASIDE)]
    return "num" in inside[: inside.index(")") if ")" in inside else 0]


def at_another_time(work: Work) -> bool:
    """`RMB 420 million (H1-2013: RMB 260 million)`, `12% (2013: 11%)`: the figure before, of the bracket's period."""
    view, at, draft = work.view, work.left.at, work.draft
    if view.tag(at) != ":" or view.tag(at - 1) != "per" or view.tokens[at - 1].after != "bracket":
        return False
    span = view.tokens[at - 1].span
    alike = [d for _, d in work.before if d.unit == draft.unit and "level before" not in d.trail]
    if span is None or not alike:
        return False
    work.earlier = True
    draft.indicator, draft.breakdown, draft.measure = alike[-1].indicator, alike[-1].breakdown, alike[-1].measure
    stock = STOCKS.intersection(draft.indicator.lower().split()) and draft.measure is Measure.LEVEL
    draft.period_start, draft.period_end = None if stock else span.start, span.end
    _date_the_other(work, alike[-1], span)
    return True


def part_of_the_one_before(work: Work) -> bool:
    """`shipments were 900 MW (700 MW for modules, and 200 MW for cells)`: what of it each part is."""
    view, index = work.view, work.index
    whole = next((d for k, d in reversed(work.before) if not in_aside(view, k)), None)
    if whole is None or whole.unit != work.draft.unit or whole.measure is not Measure.LEVEL:
        return False
    what = view.words(*right_phrase(view, index + 2)) if view.low(index + 1) in ("for", "of", "from", "in") else ""
    named = any(view.tag(k) in ("w", "name") for k in range(index + 2, index + 5))
    if not what or not named or not in_aside(view, index):
        return False
    work.draft.indicator, work.draft.breakdown = whole.indicator, what
    return True


def next_of_a_list(work: Work) -> bool:
    """`A Port handled 13 million TEUs, followed by B Port at 10 million and C Port with 8 million`: who is next."""
    view, at, bare = work.view, work.left.at, work.token.kind == "bare"
    if view.low(at) not in ("with", "at"):
        return False
    levels = [draft for _, draft in work.before if draft.measure is Measure.LEVEL]
    alike = [draft for draft in levels if draft.unit == work.draft.unit or bare]
    first = at
    while at - first < NAME and view.tag(first - 1) in ("w", "name") and view.tokens[first - 1].text[0].isupper():
        first -= 1
    before = first - 2 - (view.low(first - 2) in ("units", "sets"))
    listed = view.low(first - 1) in ("and", ",") and view.tag(before) in ("num", ")", ",", "per")
    listed = listed or (view.low(first - 2), view.low(first - 1)) == ("followed", "by")
    listed = listed or view.low(first - 1) in ("included", "were")  # `Firms with sales over 3,000 units were A with`
    if first == at or not listed or not alike:
        return False
    work.draft.indicator, work.draft.breakdown = alike[-1].indicator, view.words(first, at)
    work.draft.unit = alike[-1].unit
    return True


def _date_the_other(work: Work, other: Draft, span: Span) -> None:
    """What is held against the half of a year before is of the half a year later, where nothing dates it."""
    later = a_year_after(span)
    if span.start is None or (span.end - span.start).days > YEAR or later.end > work.today:
        return
    for _, draft in work.before:
        undated = draft.period_end is None and draft.modality is Modality.ACTUAL
        if undated and draft.indicator == other.indicator and "level before" not in draft.trail:
            stock = work.draft.period_start is None
            draft.period_start, draft.period_end = None if stock else later.start, later.end
            draft.note("a year after the bracket's period")
