"""Rules for multiples, durations, ranks and `a series of`."""

from __future__ import annotations

from flows.extract.en.counted import right_phrase
from flows.extract.en.indicators import carried, carried_back, change_verb, main_subject, named_by
from flows.extract.en.view import VERBS, plain
from flows.extract.en.work import Work, governor, join
from warehouse.model import Measure, Tier


def doubling(work: Work) -> bool:
    """`nearly doubling from 2012`, `has tripled`, `increased fourfold`."""
    view, index = work.view, work.index
    work.draft.measure = Measure.MULTIPLE
    if view.tag(index - 1) == "det" or (
        view.tag(index + 1) == "w"
        and work.token.low in ("doubling", "tripling")
        and view.tag(index - 1) not in (",", "adv")
    ):
        return False
    grown = view.tag(work.left.at) in ("up", "down")
    indicator, breakdown = named_by(work, work.left.at if grown else work.left.start)
    first, last = right_phrase(view, index + 1)
    if not indicator and first < last and view.tag(index + 1) in ("det", "w"):
        indicator = plain(view.words(first, last))
    if view.tag(index - 1) in (",", "adv") and work.previous is not None and view.tag(work.left.at) in (",", "adv"):
        indicator, breakdown = carried(work)
    work.draft.indicator, work.draft.breakdown = indicator or carried(work)[0], breakdown
    return bool(work.draft.indicator)


def times(work: Work) -> bool:
    """`3.5 times that of 2020`, `grew 12 times`."""
    found = change_verb(work)
    work.draft.measure = Measure.MULTIPLE
    indicator, breakdown = named_by(work, found[0]) if found else _by_verb(work)
    work.draft.indicator, work.draft.breakdown = indicator or carried(work)[0], breakdown
    after = work.view.low(work.index + 1)
    if (
        after in ("a", "per", "each", "in", "since", "and", "during", "between", "this")
        and not found
        and work.view.tag(work.left.at) not in ("be", "reach")
    ):
        work.draft.measure, work.draft.unit, work.draft.tier = Measure.LEVEL, "次", Tier.MAY
    return bool(work.draft.indicator)


def _by_verb(work: Work) -> tuple[str, str]:
    return named_by(work, work.left.at) if work.view.tag(work.left.at) in VERBS else carried(work)


def span_of_time(work: Work) -> bool:
    """`14 consecutive years`, `200 working days`: a duration; a life expectancy is a level."""
    view, at = work.view, work.left.at
    fell = change_verb(work) if governor(work) == "by" else None
    if fell is not None:  # `average hours fell by 29 hours`
        work.draft.measure = Measure.CHANGE
        work.draft.value *= -1 if view.tag(fell[0]) == "down" else 1
        work.draft.indicator, work.draft.breakdown = (fell[1], "") if fell[1] else named_by(work, fell[0])
        return bool(work.draft.indicator)
    indicator = ""
    for k in range(at, max(at - 5, -1), -1):
        if view.tag(k) in VERBS:
            indicator = named_by(work, k)[0]
            break
        if view.tag(k) in (",", ";"):
            break
    levels = view.tag(at) in ("reach", "be", "up", "down") or governor(work) in ("to", "at", "of")
    if levels and {"expectancy", "age", "duration", "lifespan", "hours", "time"} & set(indicator.lower().split()):
        work.draft.indicator, work.draft.measure = indicator, Measure.LEVEL
        return True
    work.draft.measure, work.draft.tier = Measure.DURATION, Tier.MAY
    work.draft.indicator = indicator or main_subject(work) or carried_back(work)[0] or "duration"
    return True


def rank(work: Work) -> bool:
    """`ranking 12th in the world`, `the world's second-largest`: a rank."""
    view, at = work.view, work.index
    first, last = right_phrase(view, at + 1)
    name = main_subject(work) or carried_back(work)[0] or plain(view.words(first, last))
    work.draft.measure, work.draft.tier = Measure.RANK, Tier.MAY
    work.draft.indicator = join("rank", plain(view.words(first, last)) if work.token.tag == "rank" else name)
    return True


def series(work: Work) -> bool:
    """`a series of reforms`, `a batch of platforms`: some, as one."""
    first, last = right_phrase(work.view, work.index + 2)
    work.draft.indicator, work.draft.tier = plain(work.view.words(first, last)), Tier.MAY
    return bool(work.draft.indicator)
