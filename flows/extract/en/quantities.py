"""Rules for amounts: money, tonnes, counted things, index points, multiples, spans of time, ranks."""

from __future__ import annotations

import re

from collections.abc import Callable

from flows.extract.en.view import CUES, THRESHOLDS, VERBS, plain, right_phrase
from flows.extract.en.work import (
    Work,
    after_number,
    carried,
    carried_back,
    change_verb,
    governor,
    is_agent,
    join,
    main_subject,
    named_by,
    noun_before,
    own_subject,
    points_back,
    same_clause,
)
from flows.extract.en.scan import UNITS
from warehouse.model import Measure, Tier

Rule = Callable[[Work], bool]
WORTH = frozenset(["of", "in", "worth", "for", "to", "on"])
ADDED = frozenset("added adding add adds newly".split())
TRANSITIVE = frozenset("reduce reducing cut cutting slash slashed save saved shed lose lost add added adds adding reduced".split())
IDLE = frozenset("total all cash size value length terms advance return part full annual".split())
MARKS = frozenset(["mark", "threshold", "milestone", "level", "barrier", "units", "pieces", "sets", "points", "more", "each", "barrier"])
NEW_THINGS = frozenset("jobs users accounts cases loans subscribers registrations orders".split())


def in_brackets(work: Work) -> bool:
    """`(about 15 trillion U.S. dollars)`: the quantity before, in another money."""
    view, previous = work.view, work.previous
    if view.tag(work.left.at) != "(" or previous is None or work.draft.unit == previous.unit:
        return False
    if work.token.kind not in ("money", "physical") or previous.unit in ("%", "pp"):
        return False
    draft = work.draft
    draft.indicator, draft.breakdown, draft.measure = previous.indicator, previous.breakdown, previous.measure
    draft.base, draft.modality = previous.base, previous.modality
    draft.value = -draft.value if previous.value < 0 else draft.value
    return True


def change_noun(work: Work) -> bool:
    """`an increase of 138,000`, `a drop of 1.2 million tonnes`, `a net gain of`."""
    view, at = work.view, work.left.at
    first, last = noun_before(view, at)
    if governor(work) != "of" or first == last or view.low(last - 1) not in CUES.change_nouns:
        return False
    work.draft.measure = Measure.CHANGE
    work.draft.value *= CUES.change_nouns[view.low(last - 1)]
    work.draft.indicator, work.draft.breakdown = _counted(work) or carried(work)
    return True


def change_by(work: Work) -> bool:
    """`increased by 1.2 million`, `up 138,000 from`, `grew 3 billion yuan`; not `grew to`."""
    low = governor(work)
    if low in ("to", "from", "at") or work.left.fillers & THRESHOLDS or (low in ("up", "down") and work.view.low(work.left.at - 1) == "to"):
        return False
    if low in ("up", "down") and work.previous is not None:
        work.draft.indicator, work.draft.breakdown = carried(work)
        work.draft.measure, work.draft.value = Measure.CHANGE, work.draft.value * (-1 if low == "down" else 1)
        return True
    found, view = change_verb(work), work.view
    if found is None or (low == "of" and not found[1]):
        return False
    if "close" in (work.view.low(k) for k in range(work.left.start, work.index)):
        work.draft.indicator, work.draft.breakdown = named_by(work, found[0])
        return bool(work.draft.indicator)
    verb, what = found
    if work.token.kind == "money" and view.low(verb) in ("raise", "raised", "raising") and not what:
        return False
    work.draft.measure = Measure.CHANGE
    work.draft.value *= -1 if work.view.tag(verb) == "down" else 1
    subject, breakdown = named_by(work, verb)
    counted = _counted(work)
    if counted and not what and view.low(verb) in TRANSITIVE and view.tag(work.left.at) in ("up", "down"):
        work.draft.indicator, work.draft.breakdown = counted[0], "" if subject.lower() in ("efforts", "measures") else subject
        return True
    if what or (counted and not subject):
        work.draft.indicator, work.draft.breakdown = (what, "") if what else counted or ("", "")
        return True
    work.draft.indicator, work.draft.breakdown = subject, counted[0] if counted else breakdown
    return bool(work.draft.indicator)


def level_after_change(work: Work) -> bool:
    """`rose to 51.06 trillion yuan`, `increased from 344,000 in 2012 to 483,000`."""
    if governor(work) not in ("to", "from") and not work.left.fillers & THRESHOLDS:
        return False
    found = change_verb(work)
    if found is None and governor(work) == "to" and work.previous is not None and work.previous.measure is not Measure.LEVEL and same_clause(work):
        work.draft.indicator, work.draft.breakdown = carried(work)
        return True
    if found is None:
        if governor(work) == "from" and work.view.low(work.left.at - 1) in ("up", "down") and work.previous:
            work.earlier = True
            work.draft.indicator, work.draft.breakdown = carried(work)
            return True
        return _second_of_two(work)
    verb, what = found
    work.earlier = governor(work) == "from"
    indicator, breakdown = (what, "") if what else named_by(work, verb)
    counted = _counted(work)
    work.draft.indicator = indicator or (counted[0] if counted else "")
    work.draft.breakdown = breakdown or (counted[0] if counted and indicator else "")
    return bool(work.draft.indicator)


def _second_of_two(work: Work) -> bool:
    """`from 176,000 in 2012 to 555,000 in 2022`: the second takes the first one's name."""
    if governor(work) != "to" or not work.before or not any(work.view.low(k) == "from" for k in range(work.before[-1][0] - 4, work.before[-1][0])):
        return False
    work.draft.indicator, work.draft.breakdown = carried_back(work)
    return bool(work.draft.indicator)


def noun_of(work: Work) -> bool:
    """`a total turnover of 850 million tonnes of steel dioxide`, `with an output value of over 10 trillion yuan`."""
    view, at = work.view, work.left.at
    if governor(work) not in ("of", "at") or view.tag(at - 1) not in ("w", "name", "up", "down", "verb", "share", "done", "doing", "plan", "reach"):
        return False
    first, last = noun_before(view, at)
    if first == last or view.low(last - 1) in ("thousands", "tens", "hundreds"):
        return False
    if points_back(view.words(first, last)) and view.low(last) != "of":
        return False
    name = plain(view.words(first, last))
    rest = right_phrase(view, work.index + 2) if view.low(work.index + 1) in WORTH else after_number(work)
    owner = _owner(work, first)
    if governor(work) == "at" and view.tag(at - 1) in VERBS:
        return False
    work.draft.indicator = name
    tail = plain(view.words(*rest)) if view.low(work.index + 1) in WORTH or rest[0] == work.index + 1 else ""
    work.draft.breakdown = join(owner, tail)
    return True


def _owner(work: Work, first: int) -> str:
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


def reached(work: Work) -> bool:
    """`output reached 4.5 million units`, `revenue was 3 billion yuan`, `stood at 50.2`, `exceeding 200 billion yuan`."""
    view, at = work.view, work.left.at
    while view.tag(at) == "adv" and at > 0:
        at -= 1
    if view.low(at) == "at" and view.low(at - 1) in ("in", "out") and view.low(at - 2) in ("came", "come", "coming", "comes"):
        at -= 2
    if view.low(at) in ("at", "to", "in", "as") and (view.tag(at - 1) in ("reach", "be", "foresee", "plan", "adv", "done") or view.low(at - 1) in ("amounted", "at")):
        at -= 1
        while view.tag(at) == "adv" and at > 0:
            at -= 1
    if view.tag(at) not in ("reach", "be", "foresee", "plan") and not (view.low(at + 1) == "at" and view.tag(at) == "done"):
        return False
    if view.low(at) in ("was", "were", "are", "is") and view.low(at - 1) == "there":
        return False
    indicator, breakdown = named_by(work, at)
    counted = _counted(work)
    if not indicator:
        if counted is None:
            return False
        work.draft.indicator, work.draft.breakdown = counted
        return True
    work.draft.indicator, work.draft.breakdown = indicator, join(breakdown, counted[0] if counted else "")
    return True


def _counted(work: Work) -> tuple[str, str] | None:
    """What stands right behind the number and is counted or measured by it."""
    view, index = work.view, work.index
    if view.tag(index + 1) == "(":
        index = next((k for k in range(index + 2, index + 8) if view.tag(k) == ")"), index)
    low = view.low(index + 1)
    if work.token.kind != "bare" or low in ("of", "worth"):
        if low not in ("of", "in", "worth", "on", "for", "into"):
            first, last = right_phrase(view, index + 1)
            return (plain(view.words(first, last)), "") if first == index + 1 < last and view.tag(first) in ("w", "name") else None
        first, last = right_phrase(view, index + (3 if view.low(index + 2) == "of" else 2))
        if low in ("in", "for", "on", "into") and (view.tag(first) not in ("w", "name", "done", "doing") or work.token.kind != "money" or view.low(first) in CUES.agents or view.low(first) in IDLE):
            return None
        return (plain(view.words(first, last)), "") if first < last else None
    first, last = right_phrase(view, index + 1)
    if first == last or view.tag(index + 1) in ("prep", ",", "conj", "rel"):
        return None
    words = plain(view.words(first, last))
    return None if words.lower() in MARKS or low in ("each", "per", "a", "every") else (words, "")


def counted_thing(work: Work) -> bool:
    """`41 projects had been registered`, `China has built 3.2 million 5G base stations`."""
    if work.token.kind != "bare":
        return False
    counted = _counted(work)
    view = work.view
    if counted is None and view.tag(work.index + 1) == "be":
        first, last = right_phrase(view, work.index + 2)
        counted = (plain(view.words(first, last)), "") if view.tag(first) == "w" else None
    if counted is None:
        return False
    work.draft.indicator, work.draft.breakdown = counted[0], _actor(work) or _predicate(work)
    words = {view.low(k) for k in range(work.index + 1, min(work.index + 5, len(view.tokens)))}
    news = {"new", "newly", "additional", "extra"} & (words | work.left.fillers)
    if governor(work) in ADDED or "newly" in words and "added" in words or (news and words & NEW_THINGS):
        work.draft.measure = Measure.CHANGE
    return True


def _predicate(work: Work) -> str:
    """`142 enterprises entered the list`: what the counted did, where the count opens its clause."""
    view = work.view
    if view.tag(work.left.at) not in ("", ",", ";", ":", "--", "conj", "rel", "name"):
        return ""
    first = after_number(work)[1]
    if view.tag(first) == ",":
        return ""
    while view.tag(first) in ("be", "have", "aux", "adv", "modal"):
        first += 1
    if view.tag(first) not in ("verb", "done", "reach", "up", "doing"):
        return ""
    last = right_phrase(view, first + 1, 8)[1] if view.tag(first + 1) != "," else first + 1
    return view.words(first, max(last, first + 1))


def _actor(work: Work) -> str:
    """The subject of the verb that governs the count, where it is no agent: `industrial internet applications integrated into 49`."""
    view, at = work.view, work.left.at
    if view.tag(at) == "prep" and view.tag(at - 1) in ("verb", "done", "have", "doing"):
        at -= 1
    if view.tag(at) not in ("verb", "done", "have", "doing", "share", "up") or view.low(at) in ("said", "says", "added", "showed", "told"):
        return ""
    name = named_by(work, at)
    return "" if work.previous is not None and name[0] == work.previous.indicator else name[0]


def amount_of(work: Work) -> bool:
    """`produced 235 million tonnes of grain`, `invested 3 billion yuan in research`: named by thing and verb."""
    if work.token.kind not in ("money", "physical", "bare", "index"):
        return False
    counted, view, at = _counted(work), work.view, work.left.at
    noun = CUES.nominal.get(view.low(at), "") if work.token.kind != "money" or view.low(at) != "generated" else ""
    if counted is None and not noun:
        return False
    actor = _actor(work)
    work.draft.indicator = join(counted[0] if counted else "", noun) if counted or noun else ""
    work.draft.breakdown = actor
    if governor(work) in ADDED:
        work.draft.measure = Measure.CHANGE
    return True


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
    first, last = noun_before(view, work.left.start)
    name = plain(view.words(first, last)) or main_subject(work)
    work.draft.indicator, work.draft.breakdown = (name, "") if name and not is_agent(name) else carried(work)
    return bool(work.draft.indicator)


def doubling(work: Work) -> bool:
    """`nearly doubling from 2012`, `has tripled`, `increased fourfold`."""
    view, index = work.view, work.index
    work.draft.measure = Measure.MULTIPLE
    if view.tag(index - 1) == "det" or view.tag(index + 1) == "w" and work.token.low in ("doubling", "tripling") and view.tag(index - 1) not in (",", "adv"):
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
    if after in ("a", "per", "each", "in", "since", "and", "during", "between", "this") and not found and work.view.tag(work.left.at) not in ("be", "reach"):
        work.draft.measure, work.draft.unit, work.draft.tier = Measure.LEVEL, "次", Tier.MAY
    return bool(work.draft.indicator)


def _by_verb(work: Work) -> tuple[str, str]:
    return named_by(work, work.left.at) if work.view.tag(work.left.at) in VERBS else carried(work)


def span_of_time(work: Work) -> bool:
    """`14 consecutive years`, `243 trading days`: a duration; a life expectancy is a level."""
    view, at = work.view, work.left.at
    indicator = ""
    for k in range(at, max(at - 5, -1), -1):
        if view.tag(k) in VERBS:
            indicator = named_by(work, k)[0]
            break
        if view.tag(k) in (",", ";"):
            break
    if view.tag(at) in ("reach", "be") or governor(work) in ("to", "at", "of") or view.tag(at) in ("up", "down"):
        if {"expectancy", "age", "duration", "lifespan", "hours"} & set(indicator.lower().split()):
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


AMOUNT: tuple[tuple[str, Rule], ...] = (
    ("the same in another money", in_brackets),
    ("noun of change", change_noun),
    ("changed by", change_by),
    ("level reached by growth", level_after_change),
    ("noun of the number", noun_of),
    ("value reached", reached),
    ("counted thing", counted_thing),
    ("amount of", amount_of),
    ("named by the subject", by_subject),
)
MULTIPLE: tuple[tuple[str, Rule], ...] = (("times", times),)
DOUBLING: tuple[tuple[str, Rule], ...] = (("doubled", doubling),)
TIME: tuple[tuple[str, Rule], ...] = (("span of time", span_of_time),)
RANK: tuple[tuple[str, Rule], ...] = (("rank", rank),)
SERIES: tuple[tuple[str, Rule], ...] = (("a series or batch", series),)


def count_unit(*phrases: str) -> str:
    """The Chinese measure word for what is counted: by the last known noun before a preposition, in the first phrase that has one."""
    vague = ""
    for phrase in phrases:
        words = re.split(r" (?:of|in|for|on|with|among|above|from|at|to|under|living)(?: |$)", phrase.lower().replace("’", "'").replace(" - ", " "))
        for word in reversed((words[0] if words[0] not in ("number", "total number", "output", "sales", "exports") else " ".join(words[1:2])).split()):
            if word in ("units", "sets"):
                vague = UNITS.counted[word]
            elif word in UNITS.counted:
                return UNITS.counted[word]
    return vague or "个"
