"""Rules for amounts of money, goods and things: level, change, the same in another money."""

from __future__ import annotations

import re

from flows.extract.en.counted import right_phrase
from flows.extract.en.counts import ADDED, WORTH, actor, counted_noun
from flows.extract.en.growth import cut_change
from flows.extract.en.increments import CAME_NEW
from flows.extract.en.indicators import (
    after_number,
    carried,
    carried_back,
    change_verb,
    head_of_name,
    is_agent,
    main_subject,
    named_by,
    own_subject,
    points_back,
)
from flows.extract.en.phrases import noun_before, verb_group_start
from flows.extract.en.view import CUES, THRESHOLDS, VERBS, View, plain
from flows.extract.en.work import CHANGES, Work, governor, join, same_clause
from warehouse.model import Measure, Modality

NO_COUNTS = ("%", "pp", "x", "CNY", "USD", "EUR", "HKD")
COMPARATIVES = ("higher", "lower", "better", "worse", "more", "less")  # `21 percent better than 2,700 MW a year ago`
EXPECTED = CUES.words["expected"]
RAISED = ("raise", "raised", "raising")
LINES = ("threshold", "milestone", "mark", "barrier")
NEW_CAPACITY = re.compile(r"new (?:[\w-]+ ){0,4}(?:installations|capacity|additions)\b", re.IGNORECASE)
TIES = ("of", "in", "for", "from", "to")
NEWLY = ("installed ", "added ", "built ", "registered ", "signed ")
TRANSITIVE = CUES.words["transitive"]


def in_brackets(work: Work) -> bool:
    """`(about 15 trillion U.S. dollars)`: the quantity before, in another money."""
    view, previous = work.view, work.previous
    if view.tag(work.left.at) != "(" or previous is None or work.draft.unit == previous.unit:
        return False
    if work.token.kind not in ("money", "physical") or previous.unit == "pp":
        return False
    draft = work.draft
    if previous.unit == "%":  # `a 7% rise in sales (USD 4 billion)`
        draft.indicator, draft.breakdown = previous.indicator, previous.breakdown
        return previous.measure is Measure.GROWTH
    draft.indicator, draft.breakdown, draft.measure = previous.indicator, previous.breakdown, previous.measure
    draft.base, draft.modality = previous.base, previous.modality
    draft.value = -draft.value if previous.value < 0 else draft.value
    return True


def part_of_which(work: Work) -> bool:
    """`13 trillion yuan, 11 trillion yuan of which was in manufacturing`: the part is told behind the number."""
    view, index, previous = work.view, work.index, work.previous
    if previous is None or (view.low(index + 1), view.low(index + 2)) != ("of", "which"):
        return False
    at = index + 3
    while view.tag(at) in ("be", "verb", "reach", "have", "adv", "aux") and at < index + 7:
        at += 1
    first, last = right_phrase(view, at + 1)
    what = plain(view.words(first, last)) if view.low(at) in ("in", "from", "for", "by", "on") else ""
    if not what or previous.unit != work.draft.unit:
        return False
    work.draft.indicator, work.draft.measure = join(previous.indicator, view.low(at), what), previous.measure
    return True


def compared_amount(work: Work) -> bool:
    """`double the 150 billion yuan of 2024`, `compared with 3 million tonnes`: the quantity before, at another time."""
    view, at, previous = work.view, work.left.at, work.previous
    if previous is None:
        return False
    multiple = view.tag(at) == "num" and view.tokens[at].kind == "multiple"
    compared = governor(work) in ("with", "to") and view.low(at - 1) == "compared"
    compared = compared or (governor(work) == "than" and view.low(at - 1) in COMPARATIVES)
    if governor(work) in EXPECTED and view.low(at - 1) in ("the", "than", "an"):
        compared, work.draft.modality = True, Modality.FORECAST  # `higher than the expected 985,000 tonnes`
    bare = work.token.kind == "bare"
    levels = [d for _, d in work.before if d.measure is Measure.LEVEL or CAME_NEW in d.trail]
    alike = [d for d in levels if d.unit == work.draft.unit or (bare and d.unit not in NO_COUNTS)]
    if not (multiple or compared or governor(work) in ("versus", "vs")) or not alike:
        return False
    work.earlier = True
    work.draft.unit = alike[-1].unit
    work.draft.indicator, work.draft.breakdown = alike[-1].indicator, alike[-1].breakdown
    return True


def change_noun(work: Work) -> bool:
    """`an increase of 138,000`, `a drop of 1.2 million tonnes`, `a net gain of`."""
    view, at = work.view, work.left.at
    first, last = noun_before(view, at)
    if governor(work) != "of" or first == last or view.low(last - 1) not in CUES.change_nouns:
        return False
    if view.low(last - 1) == "loss" and work.token.kind == "money":
        return False  # `a net loss of 3 million yuan`: what a firm made
    work.draft.measure = Measure.CHANGE
    work.draft.value *= CUES.change_nouns[view.low(last - 1)]
    own = cut_change(plain(view.words(first, last)))  # `a GDP increase of 3 billion yuan`
    work.draft.indicator, work.draft.breakdown = counted_noun(work) or ((own, "") if own else carried(work))
    return True


def more_than_before(work: Work) -> bool:
    """`300 billion yuan more than last year`, `138 fewer than in 2020`: a change of the quantity before."""
    view = work.view
    low = view.low(work.index + 1)
    beside = low in ("above", "below") and any(view.tag(work.index + k) in ("per", "det") for k in (2, 3))
    than = low in ("more", "less", "fewer", "higher", "lower") and view.low(work.index + 2) == "than"
    if not than and not (beside and work.previous is not None):
        return False
    work.draft.measure = Measure.CHANGE
    work.draft.value *= -1 if low in ("less", "fewer", "lower", "below") else 1
    work.draft.indicator, work.draft.breakdown = carried(work)
    return bool(work.draft.indicator)


def change_by(work: Work) -> bool:
    """`increased by 1.2 million`, `up 138,000 from`, `grew 3 billion yuan`; not `grew to`."""
    low = governor(work)
    if (
        low in ("to", "from", "at")
        or work.left.fillers & THRESHOLDS
        or (low in ("up", "down") and work.view.low(work.left.at - 1) == "to")
    ):
        return False
    if low == "by" and work.view.low(work.left.at - 1) in ("up", "down"):
        low = work.view.low(work.left.at - 1)  # `, up by 300 million tonnes`
    if low in ("up", "down") and work.previous is not None:
        work.draft.indicator, work.draft.breakdown = carried(work)
        work.draft.measure, work.draft.value = Measure.CHANGE, work.draft.value * (-1 if low == "down" else 1)
        if work.token.kind == "bare" and not counted_noun(work) and work.previous.unit not in NO_COUNTS:
            work.draft.unit = work.previous.unit  # `imported 304 million tonnes, up 4 million from a year earlier`
        return True
    found, view = change_verb(work), work.view
    if found is None or (low == "of" and not found[1]):
        return False
    if "the" in work.left.fillers and view.tag(work.left.at) not in ("up", "down") and low != "by":
        return False  # `pressure grew to support the $3 trillion economy`
    if "close" in (work.view.low(k) for k in range(work.left.start, work.index)):
        work.draft.indicator, work.draft.breakdown = named_by(work, found[0])
        return bool(work.draft.indicator)
    if work.token.kind == "money" and view.low(found[0]) in RAISED and not found[1] and low != "by":
        return False  # `raised 2 billion yuan`: funds
    return _changed(work, *found)


def _changed(work: Work, verb: int, what: str) -> bool:
    """Name the change by the verb's object, by what is counted, or by the verb's subject."""
    view, draft = work.view, work.draft
    draft.measure = Measure.CHANGE
    draft.value *= -1 if view.tag(verb) == "down" else 1
    subject, breakdown = named_by(work, verb)
    counted = counted_noun(work)
    takes_object = view.low(verb) in TRANSITIVE and view.tag(work.left.at) in ("up", "down")
    if counted and not what and takes_object:
        draft.indicator, draft.breakdown = counted[0], "" if subject.lower() in ("efforts", "measures") else subject
    elif what or (counted and not subject):
        draft.indicator, draft.breakdown = (what, "") if what else counted or ("", "")
    else:
        draft.indicator, draft.breakdown = subject, counted[0] if counted else breakdown
    return bool(draft.indicator)


def amount_after_change(work: Work) -> bool:
    """`rose to 51.06 trillion yuan`, `increased from 344,000 in 2012 to 483,000`."""
    if governor(work) not in ("to", "from", "at") and not work.left.fillers & THRESHOLDS:
        return False
    found = change_verb(work) if governor(work) != "at" or work.left.fillers & THRESHOLDS else None
    if (
        found is None
        and (governor(work) == "to" or (governor(work) == "at" and work.view.tag(work.left.at - 1) == "num"))
        and work.previous is not None
        and work.previous.measure is not Measure.LEVEL
        and same_clause(work)
    ):
        work.draft.indicator, work.draft.breakdown = carried_back(work) if governor(work) == "at" else carried(work)
        return True
    if found is None:
        word = work.view.low(work.left.at - 1)
        behind = (word in ("up", "down") or word in CUES.change_nouns) or (
            work.view.tag(work.left.at - 1) == ","
            and work.before
            and "level reached by growth" in work.before[0][1].trail
        )
        if governor(work) == "from" and (behind or _from_behind_growth(work)) and work.previous:
            work.earlier = True  # `up from 3 million`, `a sharp rise from`, `fell to 2 million in May, from 3 million`
            work.draft.indicator, work.draft.breakdown = carried(work)
            return True
        return _second_of_two(work)
    verb, what = found
    work.earlier = governor(work) == "from"
    indicator, breakdown = (what, "") if what else named_by(work, verb)
    if what and points_back(what) and work.previous is not None:
        indicator, breakdown = carried_back(work)  # `bringing the total to 3 million`
    counted = counted_noun(work)
    work.draft.indicator = indicator or (counted[0] if counted else "")
    work.draft.breakdown = breakdown or (counted[0] if counted and indicator else "")
    return bool(work.draft.indicator)


def _from_behind_growth(work: Work) -> bool:
    """`up 13 percent from 1.6 million tonnes`, `down 4 percent in July from the record high of 51 million tonnes`."""
    view, k = work.view, work.left.at - 1
    while view.tag(k) in ("per", "prep", "det", "base", "adv") and work.left.at - k < 6:
        k -= 1
    return bool(work.before) and work.before[-1][0] == k and work.before[-1][1].measure in CHANGES


def _second_of_two(work: Work) -> bool:
    """`from 176,000 in 2012 to 555,000 in 2022`: the second takes the first one's name."""
    if (
        governor(work) != "to"
        or not work.before
        or not any(work.view.low(k) == "from" for k in range(work.before[-1][0] - 4, work.before[-1][0]))
    ):
        return False
    work.draft.indicator, work.draft.breakdown = carried_back(work)
    return bool(work.draft.indicator)


def amount_noun(work: Work) -> bool:
    """`a cumulative trading volume of 900 million tonnes`, `with an output value of over 10 trillion yuan`."""
    view, at = work.view, work.left.at
    if governor(work) == "at" and view.tag(at - 1) == "," and view.tag(at - 2) == "w" and work.previous is None:
        work.draft.indicator = plain(view.words(*noun_before(view, at - 1)))  # `has the largest fleet, at 9 million kW`
        return bool(work.draft.indicator)
    if governor(work) not in ("of", "at") or view.tag(at - 1) not in (
        "w",
        "name",
        "up",
        "down",
        "verb",
        "share",
        "done",
        "doing",
        "plan",
        "reach",
    ):
        return False
    first, last = noun_before(view, at)
    if first == last or view.low(last - 1) in ("thousands", "tens", "hundreds", "higher", "lower"):
        return False
    if points_back(view.words(first, last)) and view.low(last) != "of":
        return False
    name = plain(view.words(first, last))
    if view.low(last - 1) in LINES and work.previous is not None:
        work.draft.indicator, work.draft.breakdown = carried_back(work)  # `to pass the threshold of 3 million`
        return True
    if view.low(last - 1) in ("estimate", "forecast", "consensus", "expectation"):
        work.draft.modality = Modality.FORECAST
        name = carried(work)[0] if work.previous is not None else name  # `from a previous estimate of 200 GW`
    if view.low(last - 1) in ("target", "goal"):
        work.draft.modality = Modality.TARGET
        name = join(carried(work)[0], name)
    rest = right_phrase(view, work.index + 2) if view.low(work.index + 1) in WORTH else after_number(work)
    owner = owner_of_amount(work, first)
    if governor(work) == "at" and (view.tag(at - 1) in VERBS or view.tag(at - 2) == "be" or _agent_start(view, at)):
        return False
    work.draft.indicator = name
    tail = plain(view.words(*rest)) if view.low(work.index + 1) in WORTH or rest[0] == work.index + 1 else ""
    work.draft.breakdown = join(owner, tail)
    return True


def owner_of_amount(work: Work, first: int) -> str:
    """Who has the volume: the subject of the verb before it, or the noun before `with`."""
    view, k = work.view, first - 1
    while k >= 0 and view.tag(k) in ("det", "adv") and first - k < 4:
        k -= 1
    if view.low(k) == "with" and view.tag(k - 1) in ("w", "name"):
        start, stop = noun_before(view, k)
        return plain(view.words(start, stop))
    if view.tag(k) in ("have", "reach", "verb", "done", "doing", "share") and k > 0:
        return own_subject(work, k)
    return ""


def foresees(view: View, at: int) -> bool:
    """`The agency expects 90 GW of wind power`: who expects is no figure; not `is expected at`."""
    if view.tag(at) != "foresee":
        return False
    group = range(verb_group_start(view, at), at)
    passive = any(view.tag(k) == "be" for k in group) and not view.low(at).endswith("ing")
    return not passive


def _agent_start(view: View, at: int) -> int:
    """Where `by Sample Data` begins that ends at `at`, behind `was assessed`; 0 for none."""
    k = at - 1
    while view.tag(k) in ("w", "name", "det") and at - k < 6:
        k -= 1
    told = view.low(k) == "by" and view.low(k - 1).endswith("ed") and view.tag(k - 2) == "be"
    return k if told else 0


def reached(work: Work) -> bool:
    """`output reached 4.5 million units`, `stood at 50.2`, `exceeding 200 billion yuan`."""
    view, at = work.view, work.left.at
    while view.tag(at) == "adv" and at > 0:
        at -= 1
    if (
        view.low(at) == "at"
        and view.low(at - 1) in ("in", "out")
        and view.low(at - 2) in ("came", "come", "coming", "comes")
    ):
        at -= 2
    if view.low(at) in ("at", "to", "in", "as") and (
        view.tag(at - 1) in ("reach", "be", "foresee", "plan", "adv", "done") or view.low(at - 1) in ("amounted", "at")
    ):
        at -= 1
        while view.tag(at) == "adv" and at > 0:
            at -= 1
    if view.low(at) == "at" and view.tag(at - 2) == "be" and view.low(at - 1).endswith("ed"):
        at -= 2  # `batteries were installed at 30 GWh`
    elif view.low(at) == "at" and (by := _agent_start(view, at)):
        at = by - 2  # `the price was assessed by Sample Data at 3,700 yuan`
    placed = view.low(at + 1) == "at" and view.tag(at) == "done"
    if view.tag(at) not in ("reach", "be", "foresee", "plan") and not placed:
        return False
    if view.low(at) in ("was", "were", "are", "is") and view.low(at - 1) == "there":
        return False
    foreseen = counted_noun(work) if foresees(view, at) else None
    indicator, breakdown = foreseen or named_by(work, at)
    newly = any(view.low(k) == "newly" for k in range(max(at - 10, 0), at))
    if newly and indicator.lower().startswith(NEWLY):  # `newly installed solar capacity came to 240 GW`
        work.draft.measure, indicator = Measure.CHANGE, f"newly {indicator}"
    if NEW_CAPACITY.match(indicator):
        work.draft.measure = Measure.CHANGE
    counted = None if foreseen else counted_noun(work)
    if not indicator:
        if counted is None:
            return False
        work.draft.indicator, work.draft.breakdown = counted
        return True
    work.draft.indicator, work.draft.breakdown = indicator, join(breakdown, counted[0] if counted else "")
    return True


def amount_of(work: Work) -> bool:
    """`produced 3 million tonnes of salt`, `invested 3 billion yuan in research`: named by thing and verb."""
    if work.token.kind not in ("money", "physical", "bare", "index"):
        return False
    counted, view, at = counted_noun(work), work.view, work.left.at
    brought = view.low(at) == "in" and view.low(at - 1) in ("brought", "bring", "brings", "bringing")
    noun = "imports" if brought and work.token.kind == "physical" else CUES.nominal.get(view.low(at), "")
    noun = noun if work.token.kind != "money" or view.low(at) != "generated" else ""
    if counted is None and not noun:
        return False
    who = actor(work)
    work.draft.indicator = join(counted[0] if counted else "", noun) if counted or noun else ""
    work.draft.breakdown = who
    last = work.previous
    listed = governor(work) == "and" and last is not None and last.measure is Measure.CHANGE
    if governor(work) in ADDED or _was_added(work) or (listed and last and last.unit == work.draft.unit):
        work.draft.measure = Measure.CHANGE
    return True


def _was_added(work: Work) -> bool:
    """`268 million kilowatts of capacity was added`: the verb behind what is measured."""
    view = work.view
    for k in range(work.index + 1, min(work.index + 10, len(view.tokens))):
        if view.tag(k) == "be":
            return "added" in (view.low(k + 1), view.low(k + 2))
        if view.tag(k) in (",", "num", ";", "rel"):
            return False
    return False


def by_subject(work: Work) -> bool:
    """`exporters earned 3 billion yuan`: the clause's subject, where nothing else names the number."""
    view = work.view
    for k in range(work.left.at, max(work.left.at - 14, -1), -1):
        if view.tag(k) in VERBS or view.tag(k) in ("done", "doing"):
            indicator, breakdown = named_by(work, k)
            if indicator and not is_agent(indicator):
                work.draft.indicator, work.draft.breakdown = indicator, breakdown
                return True
            break
        if view.tag(k) in ("num", ";", ":"):
            break
    first, last = noun_before(view, work.left.at if governor(work) == "with" else work.left.start)
    is_verb = first + 1 == last and view.tag(first) not in ("w", "name")  # `plans to add 10 million kW`
    name = "" if is_verb else plain(view.words(first, last))
    tie, stands = view.low(first - 1), view.low(first - 2) in ("that", "those") and work.previous is not None
    if name and stands and tie in TIES:
        work.draft.indicator = join(head_of_name(carried(work)[0]), tie, name)  # `and that of beef 3 million tons`
        return True
    name = name or main_subject(work)
    name = "" if points_back(name) and carried_back(work)[0] else name  # `The reading was down from 49.4 in May`
    work.draft.indicator, work.draft.breakdown = (name, "") if name and not is_agent(name) else carried(work)
    return bool(work.draft.indicator)
