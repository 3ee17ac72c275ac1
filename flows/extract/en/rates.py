"""Rules for a level in per cent: a rate, a share or a growth rate reached."""

from __future__ import annotations

import re

from flows.extract.en.counted import right_phrase
from flows.extract.en.growth import _grown, cut_change
from flows.extract.en.indicators import (
    after_number,
    carried,
    carried_back,
    change_verb,
    head_of_name,
    named_by,
    points_back,
    predicate,
    subject_or_carried,
)
from flows.extract.en.phrases import noun_before
from flows.extract.en.view import CUES, THRESHOLDS, View, plain
from flows.extract.en.work import Work, governor, join, same_clause
from warehouse.model import Measure, Modality, Tier

EQUALS = re.compile(r" ?(?:[:=≈]|equals|equal to|is|was|to) ?(?:about )?")
PER_DOLLAR = re.compile(r" (?:per|to|against) (?:(?:the|a|one) )?(?:(?:US|U\.S\.) )?(?:dollar|greenback|euro)\b")
DEAR = 1000  # of one money for one of another
TIES = ("of", "in", "for", "from", "to")
FORESEEN = CUES.words["foreseen"] | {"consensus", "expectation", "expectations", "forecasts"}
PUTTING = ("put", "puts", "putting", "estimated", "estimates", "projected", "projects", "pegged", "pegs", "forecast")
PUT = 16  # tokens between `put` and its number
IDLE = CUES.words["idle"]
NOUN_HEADS = CUES.words["noun_heads"]
RATES = CUES.words["rates"]


def is_one_of_money(view: View, index: int) -> bool:
    """`1 GBP: 9.648 RMB`, `$1 = 7.1 yuan`, `1 euro equals 8 yuan`: the one whose price is told."""
    one = view.tokens[index]
    if one.kind != "money" or one.figure != 1:
        return False
    other = next((t for t in view.tokens[index + 1 : index + 4] if t.tag == "num"), None)
    if other is None or other.kind != "money" or other.unit == one.unit:
        return False
    return EQUALS.fullmatch(view.sentence.text, one.end, other.start) is not None


def exchange_rate(work: Work) -> bool:
    """`1 GBP: 9.648 RMB`: what one is worth, no sum of money."""
    view, draft = work.view, work.draft
    one = next((k for k in range(work.index - 1, max(work.index - 4, -1), -1) if view.tag(k) == "num"), -1)
    if one >= 0 and is_one_of_money(view, one):
        draft.indicator, draft.tier = f"exchange rate of {view.tokens[one].unit} to {draft.unit}", Tier.MAY
    elif draft.value < DEAR and PER_DOLLAR.match(view.sentence.text, work.token.end):
        found = change_verb(work)
        name = (named_by(work, found[0]) if found else subject_or_carried(work))[0]
        draft.indicator = name if name.lower().find("rate") >= 0 else join("exchange rate", name and f"of {name}")
    else:
        return False
    draft.unit, draft.measure = "x", Measure.RATIO
    return True


def rate_compared(work: Work) -> bool:
    """`slower than 8.7 percent a month earlier`, `versus 3 percent in May`: the quantity before, at another time."""
    previous, at = work.previous, work.left.at
    than = governor(work) in ("than", "versus", "vs") or (
        governor(work) in ("with", "to") and work.view.low(at - 1) == "compared"
    )
    if previous is None or previous.unit != "%" or not than:
        return False
    draft = work.draft
    work.earlier = True
    draft.measure, draft.indicator, draft.breakdown = previous.measure, previous.indicator, previous.breakdown
    draft.value = abs(draft.value) * (-1 if previous.value < 0 and previous.measure is Measure.GROWTH else 1)
    return True


def second_subject(work: Work) -> bool:
    """`A rose to 5 percent and B to 7 percent`: the verb is said once, the second number has its own subject."""
    previous, view, at = work.previous, work.view, work.left.at
    if previous is None or governor(work) not in ("to", "at"):
        return False
    first, last = noun_before(view, at)
    opens = first - 1
    while view.tag(opens) == "det":
        opens -= 1
    end = work.before[-1][0]
    closed = len(work.before) > 1 and view.tag(end + 1) == ")"  # `to 3 million (2013: 2 million) and B to 5 million`
    index = work.before[-2][0] if closed else end
    if first == last or not end < opens or view.tag(opens) != "conj" or opens - end > 5:
        return False
    if view.low(index - 1) != governor(work) and governor(work) not in (view.low(k) for k in range(index - 4, index)):
        return False
    name = plain(view.words(first, last))
    if points_back(name):
        return False
    if work.draft.unit == "%":
        set_level(work, name, "")
    work.draft.indicator, work.draft.measure = name, work.draft.measure if work.draft.unit == "%" else previous.measure
    return True


def level_after_change(work: Work) -> bool:
    """`rose to 5.3 percent`, `increased from 28% to 32.9%`, `up from 9.4%`: the level itself."""
    low = governor(work)
    if low not in ("to", "from", "at") and not work.left.fillers & THRESHOLDS:
        return False
    found = change_verb(work)
    before = work.view.low(work.left.at - 1)
    if found is None and not (low == "from" and (before in ("up", "down") or work.previous)):
        return False
    verb, what = found if found else (-1, "")
    if before in ("up", "down") and work.view.tag(work.left.at - 2) == "be":
        verb = work.left.at - 2  # `Sales growth was down from May's 17.4 percent`
    work.earlier = low == "from"
    indicator, breakdown = (
        ((what, "") if what else named_by(work, verb))
        if verb >= 0 and (before not in ("up", "down") or verb == work.left.at - 2)
        else carried_back(work)
    )
    if (
        low == "to"
        and work.previous is not None
        and work.before[-1][1].measure in (Measure.SHARE, Measure.RATIO)
        and not what
        and same_clause(work)
    ):
        indicator, breakdown = work.previous.indicator, work.previous.breakdown
    set_level(work, indicator, breakdown)
    if work.previous is not None and work.previous.unit == "%" and (work.earlier or not indicator.strip()):
        work.draft.measure = work.previous.measure
        work.draft.value = abs(work.draft.value) * (-1 if work.previous.value < 0 else 1)
    return True


def set_level(work: Work, indicator: str, breakdown: str) -> None:
    """Measure by what is measured: a share, a growth rate, else a rate."""
    words = set(indicator.lower().replace("’", "'").split())
    work.draft.indicator, work.draft.breakdown = indicator, breakdown
    if words & CUES.share_nouns:
        work.draft.measure = Measure.SHARE
    elif "contribution" in words:
        work.draft.measure = Measure.RATIO
    elif words & {"growth", "increase", "decline", "decrease"} and not words & (RATES - {"rate", "rates"}):
        work.draft.measure = Measure.GROWTH
        work.draft.value *= -1 if words & {"decline", "decrease"} else 1
    else:
        work.draft.measure = Measure.RATIO


def put_at(work: Work) -> bool:
    """`That put the average growth during the quarter at 0.7%`, `estimated imports for 2024 at 28 tonnes`: what is."""
    view, at = work.view, work.left.at
    if governor(work) != "at":
        return False
    verb = next((k for k in range(at - 1, max(at - PUT, -1), -1) if view.low(k) in PUTTING), -1)
    if verb >= 0 and any(view.tag(k) in (",", "num", "rel", "be", "modal") for k in range(verb - 1, at)):
        return False
    first, last = right_phrase(view, verb + 1) if verb >= 0 else (at, at)
    while first < last < at and view.tag(last) == "per":
        first, last = right_phrase(view, last + 1)  # `projected China's 2025 imports at`
    if first == last or last > at:
        return False
    name = re.split(r" (?:for|in)(?: |$)", plain(view.words(first, last)))[0]
    if work.draft.unit == "%":
        set_level(work, name, "")
    work.draft.indicator, work.draft.breakdown = name, ""
    if work.draft.measure is Measure.GROWTH and "average" in work.draft.indicator.lower().split():
        work.draft.measure = Measure.GROWTH_AVG
    return True


def noun_of(work: Work) -> bool:
    """`growth of 5 percent`, `a share of 16 percent`, `an unemployment rate of 5.1 percent`."""
    view, at = work.view, work.left.at
    if governor(work) not in ("of", "at", "to", "by", "rate") or view.tag(at - 1) not in NOUN_HEADS:
        return False
    first, last = noun_before(view, at)
    head = view.low(last - 1)
    if first == last:
        return False
    if head in CUES.change_nouns or (head == "rate" and view.low(last - 2) in ("growth", "increase")):
        return _growth_of(work, first, last)
    if governor(work) in ("to", "by"):
        return False
    previous = work.previous
    if head in FORESEEN - {"target", "goal"} and previous is not None and previous.unit == "%":
        work.draft.modality, work.draft.measure = Modality.FORECAST, previous.measure
        work.draft.indicator, work.draft.breakdown = previous.indicator, previous.breakdown
        return True  # `rose 4 percent, missing a forecast of 5 percent`
    if head in ("target", "goal", "objective"):
        work.draft.modality = Modality.TARGET
        behind = plain(view.words(*after_number(work)))
        if behind and view.tag(work.index + 1) in ("w", "name"):
            set_level(work, behind, "")  # `its goal of 25 percent clean energy`
            return True
    owner = owner_of_rate(work, first) or _named_behind(work, "for")
    set_level(work, plain(view.words(first, last)), owner)
    return True


def _growth_of(work: Work, first: int, last: int) -> bool:
    """Name a growth by the words before its noun, by what it is in, or by whose it is."""
    view = work.view
    words = [view.low(k) for k in range(first, last)]
    average = "average" in words
    work.draft.measure = Measure.GROWTH_AVG if average else Measure.GROWTH
    work.draft.value *= CUES.change_nouns.get(words[-1], 1)
    name = cut_change(plain(view.words(first, last))) or _named_behind(work, "in")
    work.draft.indicator, work.draft.breakdown = (name, "") if name else _grown(work, first)
    return True


def _named_behind(work: Work, preposition: str) -> str:
    """The noun phrase that `in` or `for` ties to the number from behind: `a fall of 4 percent in retail sales`."""
    view, index = work.view, work.index
    tied = view.low(index + 1) == preposition and view.tag(index + 2) in ("w", "name", "det")
    if not tied or view.low(index + 2) in IDLE:
        return ""
    return plain(view.words(*right_phrase(view, index + 2)))


def owner_of_rate(work: Work, first: int) -> str:
    """The subject of the verb before `a rate of`: whose rate it is."""
    view, k = work.view, first - 1
    while k >= 0 and view.tag(k) in ("det", "adv", "prep") and first - k < 4:
        k -= 1
    return named_by(work, k)[0] if view.tag(k) in ("have", "reach", "verb") and k > 0 else ""


def percent_that_acts(work: Work) -> bool:
    """`found 68 percent planned to expand`: the share of those asked that does."""
    view = work.view
    if view.low(work.left.at) not in CUES.reporting and view.low(work.left.at) not in ("that", "with", "while"):
        return False
    what = predicate(work, work.index + 1)
    if not what or view.tag(work.index + 1) not in ("verb", "done", "have", "plan", "foresee", "be", "doing"):
        return False
    work.draft.measure = Measure.SHARE
    work.draft.indicator = join("share that", what)
    return True


def rate_reached(work: Work) -> bool:
    """`the unemployment rate stood at 5.1 percent`, `growth reached 5 percent`."""
    view, at = work.view, work.left.at
    if governor(work) in ("at", "to", "in", "as"):
        at -= 1
        while (view.tag(at) == "adv" or view.low(at) in ("in", "out", "as")) and at > 0:
            at -= 1
    if view.tag(at) not in ("reach", "be", "have", "verb", "done", "foresee", "plan", "adv"):
        return False
    indicator, breakdown = named_by(work, at)
    if not indicator:
        first, last = after_number(work)
        indicator = plain(view.words(first, last)) or carried_back(work)[0]
    set_level(work, indicator, breakdown)
    return True


def _of_another_part(work: Work) -> bool:
    """`The rate of large mills was 89%, down 2 points, 82% for small mills`: the rate of those."""
    view, index, previous = work.view, work.index, work.previous
    levels = [draft for _, draft in work.before if draft.measure in (Measure.RATIO, Measure.SHARE)]
    if previous is None or previous.measure is not Measure.CHANGE_PP or view.low(index + 1) != "for" or not levels:
        return False
    what = plain(view.words(*right_phrase(view, index + 2)))
    work.draft.measure = levels[-1].measure
    work.draft.indicator, work.draft.breakdown = f"{head_of_name(levels[-1].indicator)} of {what}", ""
    return bool(what)


def like_the_one_before(work: Work) -> bool:
    """`, and 3.1 percent`, `or 65 percent`: another value of the same kind."""
    previous = work.previous
    if _of_another_part(work):
        return True
    if previous is None or previous.unit != "%":
        first, last = after_number(work)
        if (
            first < last
            and first == work.index + 1
            and work.view.tag(work.left.at) in ("", ",", "prep", "rel", "conj", ";", "adv")
        ):
            work.draft.measure = Measure.SHARE  # `89 percent households are engaged in`
            work.draft.indicator = join("share of", plain(work.view.words(first, last)), predicate(work, last))
            return True
        named = noun_before(work.view, work.left.start)
        grew = any(draft.measure is Measure.GROWTH and draft.value > 0 for _, draft in work.before)
        told = work.view.tag(named[0] - 1) == "conj" and work.view.tag(work.left.at) in ("w", "name")
        own = work.view.words(*named).endswith(("'s", "’s"))
        if grew and own and work.view.tag(named[0] - 1) in ("conj", ","):
            grown = next(draft for _, draft in work.before if draft.measure is Measure.GROWTH)
            work.draft.indicator, work.draft.measure = grown.indicator, Measure.GROWTH
            return (
                True  # `Guangdong's exports rose 4 percent to 4 trillion yuan, Jiangsu's 5 percent to 2 trillion yuan`
            )
        if grew and told and named[0] < named[1] and work.view.low(work.index + 1) == "to":
            work.draft.indicator, work.draft.measure = plain(work.view.words(*named)), Measure.GROWTH
            return True  # `M2 grew 8 percent to 330 trillion yuan and M1 6 percent to 111 trillion yuan`
        opened = work.view.tag(named[0] - 1) in (",", ";", "conj", "det") and work.view.tag(work.left.at) == "w"
        if named[0] < named[1] and opened and work.view.low(named[1] - 1) in RATES:
            set_level(work, plain(work.view.words(*named)), "")  # `, gross margin 23.5 percent`
            return True
        indicator, breakdown = carried(work)
        if governor(work) == "or" and previous is not None and previous.measure is Measure.LEVEL:
            work.draft.measure = Measure.SHARE  # `jewellery accounted for 456 tonnes, or 60 percent`
            work.draft.indicator, work.draft.breakdown = join(indicator, "share"), breakdown
            return True
        grew = governor(work) == "by" or (previous is not None and previous.measure is Measure.CHANGE)
        work.draft.measure = Measure.GROWTH if grew else Measure.RATIO
        work.draft.value *= -1 if previous is not None and previous.value < 0 and grew else 1
        if previous is None and indicator == work.scope.indicator and work.scope.measure is Measure.GROWTH:
            work.draft.measure = Measure.GROWTH
        work.draft.indicator, work.draft.breakdown = join(indicator, plain(work.view.words(first, last))), breakdown
        return True
    work.draft.measure = previous.measure
    work.draft.indicator, work.draft.breakdown = previous.indicator, previous.breakdown
    if work.view.low(work.index + 1) in ("in", "for") and work.view.tag(work.index + 2) in ("w", "name", "det"):
        work.draft.breakdown = plain(work.view.words(*right_phrase(work.view, work.index + 2)))
    first, last = noun_before(work.view, work.left.start)
    opens = first - 1 - (work.view.tag(first - 1) == "det")  # `and its imports from Peru 3 percent`
    owner = work.view.words(first, last)
    if first < last and owner.endswith(("'s", "’s")):
        work.draft.breakdown = owner[:-2]  # `outpaced A's 13.9% and B's 16.3%`
    elif first < last and work.view.tag(opens) in (";", "conj") and work.view.tag(work.left.at) in ("w", "name"):
        work.draft.indicator, work.draft.breakdown = (
            plain(work.view.words(first, last)),
            "",
        )  # `; equipment 14.9 percent`
    tie = work.view.low(first - 1)
    if first < last and tie in TIES and work.view.low(first - 2) in ("that", "those"):
        head = head_of_name(previous.indicator)  # `those of wind turbines 23.9 percent`
        work.draft.indicator, work.draft.breakdown = f"{head} {tie} {plain(work.view.words(first, last))}", ""
    if previous.value < 0 and previous.measure is Measure.GROWTH:
        work.draft.value = -abs(work.draft.value)
    return True
