"""Rules for per cent and percentage points: share, growth, rate. The first rule that fits a number names it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from flows.extract.en.view import CUES, THRESHOLDS, plain, right_phrase
from flows.extract.en.work import PACE, Work, after_number, carried, carried_back, change_verb, governor, join, named_by, noun_before, same_clause
from warehouse.model import Measure, Modality

Rule = Callable[[Work], bool]
RATES = frozenset("rate ratio coverage utilization penetration margin yield level efficiency rates ratios".split())
CHANGE_TAILS = ("growth rate", "growth", "increase", "rise", "decline", "decrease", "drop", "rate of growth", "expansion", "contraction")


def share_of_whole(work: Work) -> bool:
    """`accounting for 33.2% of GDP`, `82 percent of the days`: what has the share, and of what."""
    view, at = work.view, work.index + 1
    if view.low(at) != "of" or view.tag(work.left.at) in ("up", "down"):
        return False
    first, last = right_phrase(view, at + 1)
    if view.tag(at + 1) == "per" or first == last:
        return False
    whole = view.words(first, last)
    work.draft.measure = Measure.SHARE
    verb = _verb_of(work)
    if verb >= 0 or (governor(work) in ("or", ",", "up", "and", "(", "down") and work.previous is not None):
        indicator, breakdown = named_by(work, verb) if verb >= 0 else carried(work)
        work.draft.indicator, work.draft.breakdown = join(indicator, "share of", plain(whole)).strip(), breakdown
        return True
    work.draft.indicator = join("share of", plain(whole), _predicate(work, last))
    work.draft.breakdown = _left_clause(work)
    return True


def _verb_of(work: Work) -> int:
    """The verb before the number: the governor, or the one its preposition hangs on; -1 behind a comma or `or`."""
    view, at = work.view, work.left.at
    if governor(work) in ("for", "at", "to", "from", "up") and view.tag(at - 1) in ("share", "reach", "up", "down", "be", "have", "adv", "num"):
        at -= 1
        while view.tag(at) == "adv" and at > 0:
            at -= 1
    if governor(work) in ("to", "from") and view.tag(at) not in ("share", "reach", "up", "down"):
        found = change_verb(work)
        return found[0] if found else -1
    return at if view.tag(at) in ("share", "reach", "up", "down", "be", "have") else -1


def _predicate(work: Work, at: int) -> str:
    """`of the population are covered by basic health insurance`: what is true of the share."""
    view = work.view
    while view.tag(at) in ("prep", "det", "per") and any(view.tag(k) == "per" for k in range(at, at + 3)):
        at += 1
    last = at
    if view.tag(at) not in ("be", "have", "verb", "modal", "adv", "done", "reach"):
        return ""
    while last < len(view.tokens) and last - at < 9 and view.tag(last) not in (",", ";", "num", "per", "conj", "--", "("):
        last += 1
    return view.words(at, last)


def _left_clause(work: Work) -> str:
    """The words from the clause's beginning to the number, where they name what the share is about."""
    view, first = work.view, work.left.start
    while first > 0 and work.left.start - first < 12 and view.tag(first - 1) not in (",", ";", ":", "num", "conj", "--", "rel", "per"):
        first -= 1
    return plain(view.words(first, max(work.left.start, first)).removesuffix(" for").removesuffix(" with"))


def change_noun_right(work: Work) -> bool:
    """`a 5.2 percent year-on-year increase in exports`."""
    view, at = work.view, work.index + 1
    while view.tag(at) in ("base", "adv", "per") or view.low(at) in ("annual", "average", "real", "nominal", "yearly", "monthly", "quarterly", "compound", "gdp", "economic"):
        at += 1
    if at > work.index + 5 or view.low(at) not in CUES.change_nouns or view.low(at + 1) == "of":
        return False
    sign = CUES.change_nouns[view.low(at)]
    work.draft.measure = Measure.GROWTH
    work.draft.value *= sign
    if view.low(at + 1) in ("target", "goal", "objective"):
        work.draft.modality = Modality.TARGET
    name = " ".join(view.tokens[k].text for k in range(work.index + 1, at) if view.low(k) in ("gdp", "economic"))
    if view.low(at + 1) in ("in", "for") and view.tag(at + 2) not in ("per",):
        first, last = right_phrase(view, at + 2)
        name = plain(view.words(first, last)) or name
    work.draft.indicator, work.draft.breakdown = (name, "") if name else _subject_or_carried(work)
    return True


def _subject_or_carried(work: Work) -> tuple[str, str]:
    """The subject of the verb that governs the number; the quantity before where there is none."""
    at = work.left.at
    if work.view.tag(at) in ("reach", "have", "be", "verb", "share"):
        indicator, breakdown = named_by(work, at)
        if indicator:
            return indicator, breakdown
    return carried(work)


def share_noun_right(work: Work) -> bool:
    """`a 60 percent share of the global market`, `a 51 percent stake`."""
    view, at = work.view, work.index + 1
    while view.low(at) in ("market", "global", "world", "combined", "majority", "controlling"):
        at += 1
    if view.low(at) not in ("share", "stake", "interest", "portion"):
        return False
    first, last = right_phrase(view, work.index + 1)
    indicator, breakdown = _subject_or_carried(work) if view.tag(work.left.at) in ("reach", "have", "verb", "share", "prep") else ("", "")
    work.draft.measure = Measure.SHARE
    work.draft.indicator, work.draft.breakdown = join(indicator, view.words(first, last)), breakdown
    return True


def compared_right(work: Work) -> bool:
    """`5 percent higher than a year earlier`, `12 percent more than`."""
    view, at = work.view, work.index + 1
    while view.low(at) in ("and", ",") and view.tag(at + 1) == "num" and view.tokens[at + 1].kind == "percent":
        at += 2  # `33.1 percent and 32.7 percent more than`
    low = view.low(at)
    if low not in ("higher", "more", "lower", "less", "fewer", "faster", "slower", "above", "below", "cheaper", "greater", "bigger", "larger"):
        return False
    if low in ("more", "less", "fewer") and view.low(at + 1) != "than" and view.tag(at + 1) not in (",", ""):
        return False
    negative = low in ("lower", "less", "fewer", "slower", "below", "cheaper")
    work.draft.measure = Measure.GROWTH
    work.draft.value *= -1 if negative else 1
    work.draft.indicator, work.draft.breakdown = _subject_or_carried(work)
    return True


def up_or_down(work: Work) -> bool:
    """`, up 24.36 percent year on year`: growth of the quantity before."""
    low = governor(work)
    if low not in ("up", "down") or work.view.tag(work.left.at - 1) in ("up", "down", "reach"):
        return False
    work.draft.measure = Measure.GROWTH
    work.draft.value *= -1 if low == "down" else 1
    at, tag = work.left.at, work.view.tag(work.left.at - 1)
    indicator = ""
    if tag in ("be", "w", "name"):
        indicator, _ = named_by(work, at - 1 if tag == "be" else at)
    work.draft.indicator, work.draft.breakdown = (indicator, "") if indicator else carried(work)
    return True


def growth_verb(work: Work) -> bool:
    """`grew 5.2 percent`, `fell by 3 percent`, `cut emissions by 18 percent`; not `rose to`."""
    if governor(work) in ("to", "from") or work.left.fillers & THRESHOLDS:
        return False
    found = change_verb(work)
    if found is None:
        return False
    verb, what = found
    work.draft.measure = Measure.GROWTH
    work.draft.value *= -1 if work.view.tag(verb) == "down" else 1
    work.draft.indicator, work.draft.breakdown = (what, "") if what else named_by(work, verb)
    if not work.draft.indicator:
        work.draft.indicator = plain(_agent(work, verb))
    return True


def _agent(work: Work, verb: int) -> str:
    """`China grew 5 percent`: the economy."""
    return "economy"


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
    work.earlier = low == "from"
    indicator, breakdown = ((what, "") if what else named_by(work, verb)) if verb >= 0 and before not in ("up", "down") else carried_back(work)
    if low == "to" and work.previous is not None and work.before[-1][1].measure in (Measure.SHARE, Measure.RATIO) and not what and same_clause(work):
        indicator, breakdown = work.previous.indicator, work.previous.breakdown
    _level(work, indicator, breakdown)
    if work.previous is not None and work.previous.unit == "%" and (work.earlier or not indicator.strip()):
        work.draft.measure = work.previous.measure
        work.draft.value = abs(work.draft.value) * (-1 if work.previous.value < 0 else 1)
    return True


def _level(work: Work, indicator: str, breakdown: str) -> None:
    """Measure by what is measured: a share, a growth rate, else a rate."""
    words = set(indicator.lower().replace("’", "'").split())
    work.draft.indicator, work.draft.breakdown = indicator, breakdown
    if words & CUES.share_nouns:
        work.draft.measure = Measure.SHARE
    elif words & {"growth", "increase", "decline", "decrease"} and not words & (RATES - {"rate", "rates"}):
        work.draft.measure = Measure.GROWTH
        work.draft.value *= -1 if words & {"decline", "decrease"} else 1
    else:
        work.draft.measure = Measure.RATIO


def noun_of(work: Work) -> bool:
    """`growth of 5 percent`, `a share of 16 percent`, `an unemployment rate of 5.1 percent`."""
    view, at = work.view, work.left.at
    if governor(work) not in ("of", "at", "to", "by", "rate") or view.tag(at - 1) not in ("w", "up", "down", "name", "share", "base", "adv", "per"):
        return False
    first, last = noun_before(view, at)
    head = view.low(last - 1)
    if first == last:
        return False
    if head in CUES.change_nouns or (head == "rate" and view.low(last - 2) in ("growth", "increase")):
        sign = CUES.change_nouns.get(head, 1)
        work.draft.measure, work.draft.value = Measure.GROWTH, work.draft.value * sign
        name = cut_change(plain(view.words(first, last)))
        work.draft.indicator, work.draft.breakdown = (name, "") if name else _grown(work, first)
        return True
    if governor(work) in ("to", "by"):
        return False
    name = plain(view.words(first, last))
    _level(work, name, _owner(work, first))
    return True


def cut_change(name: str) -> str:
    """`GDP growth rate` -> `GDP`; `year-on-year increase` -> nothing."""
    lower = name.lower()
    for tail in CHANGE_TAILS:
        if lower.endswith(tail):
            name = name[: len(name) - len(tail)].strip()
            break
    if all(word in PACE or word.endswith("-year") for word in name.lower().split()):
        return ""
    gone = ("annual", "average annual", "average", "average yearly", "yearly", "compound annual", "record", "sharp", "steady", "further", "robust", "slight")
    return "" if name.lower() in gone else name.removesuffix(" average annual").removesuffix(" annual")


def _grown(work: Work, first: int) -> tuple[str, str]:
    """Whose growth an unnamed growth is: the subject of the verb before it, else the quantity before."""
    view = work.view
    k = first - 1
    while k >= 0 and view.tag(k) in ("det", "base", "adv", "w", "prep") and first - k < 5:
        k -= 1
    if view.tag(k) in ("have", "reach", "share", "verb", "be", "doing", "done"):
        indicator, breakdown = named_by(work, k)
        if indicator:
            return indicator, breakdown
    return carried(work)


def _owner(work: Work, first: int) -> str:
    """The subject of the verb before `a rate of`: whose rate it is."""
    view, k = work.view, first - 1
    while k >= 0 and view.tag(k) in ("det", "adv", "prep") and first - k < 4:
        k -= 1
    return named_by(work, k)[0] if view.tag(k) in ("have", "reach", "verb") and k > 0 else ""


def share_verb(work: Work) -> bool:
    """`accounting for nearly one-quarter`, `made up 40 percent`, `contributing 30 percent`."""
    view, at = work.view, work.left.at
    if governor(work) == "for" and view.tag(at - 1) in ("share", "adv"):
        at -= 1
    while view.tag(at) == "adv":
        at -= 1
    if view.tag(at) != "share" and not (view.low(at) == "up" and view.tag(at - 1) == "share"):
        return False
    indicator, breakdown = named_by(work, at)
    work.draft.measure = Measure.SHARE
    work.draft.indicator, work.draft.breakdown = join(indicator, "share"), breakdown
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
    _level(work, indicator, breakdown)
    return True


def like_the_one_before(work: Work) -> bool:
    """`, and 3.1 percent`, `or 65 percent`: another value of the same kind."""
    previous = work.previous
    if previous is None or previous.unit != "%":
        first, last = after_number(work)
        if first < last and first == work.index + 1 and work.view.tag(work.left.at) in ("", ",", "prep", "rel", "conj", ";", "adv"):
            work.draft.measure = Measure.SHARE  # `89 percent households are engaged in`
            work.draft.indicator = join("share of", plain(work.view.words(first, last)), _predicate(work, last))
            return True
        indicator, breakdown = carried(work)
        work.draft.measure = Measure.GROWTH if governor(work) == "by" else Measure.RATIO
        if previous is None and indicator == work.scope.indicator and work.scope.measure is Measure.GROWTH:
            work.draft.measure = Measure.GROWTH
        work.draft.indicator, work.draft.breakdown = join(indicator, plain(work.view.words(first, last))), breakdown
        return True
    work.draft.measure = previous.measure
    work.draft.indicator, work.draft.breakdown = previous.indicator, previous.breakdown
    if work.view.low(work.index + 1) in ("in", "for") and work.view.tag(work.index + 2) in ("w", "name", "det"):
        work.draft.breakdown = plain(work.view.words(*right_phrase(work.view, work.index + 2)))
    if previous.value < 0 and previous.measure is Measure.GROWTH:
        work.draft.value = -abs(work.draft.value)
    return True


def points_of_change(work: Work) -> bool:
    """`up 0.3 percentage points`, `0.7 percentage points faster`, `narrowed by 1.2 percentage points`."""
    view = work.view
    work.draft.measure = Measure.CHANGE_PP
    found = change_verb(work)
    after = {view.low(k) for k in range(work.index + 1, work.index + 3)}
    fell = governor(work) == "down" or bool(after & {"lower", "slower", "down", "less", "decline", "drop", "decrease", "below", "fall", "narrower"})
    if found and governor(work) not in ("up", "down"):
        fell = view.tag(found[0]) == "down"
    head = noun_before(view, work.left.at) if governor(work) == "of" else (0, 0)
    if head[0] < head[1]:
        fell = fell or CUES.change_nouns.get(view.low(head[1] - 1), 1) < 0
    if fell:
        work.draft.value = -abs(work.draft.value)
    named = found and governor(work) not in ("up", "down")
    indicator, breakdown = ((found[1], "") if found[1] else named_by(work, found[0])) if named and found else _subject_or_carried(work)
    if not indicator:
        indicator, breakdown = carried(work)
    work.draft.indicator, work.draft.breakdown = indicator, breakdown
    return True


def one_in_some(work: Work) -> bool:
    """`one in five cars`: a share of what follows."""
    if work.token.rule != "fraction" or " in " not in work.token.low:
        return False
    first, last = after_number(work)
    work.draft.measure = Measure.SHARE
    work.draft.indicator = join("share of", plain(work.view.words(first, last)), _predicate(work, last))
    return first < last


PERCENT: tuple[tuple[str, Rule], ...] = (
    ("one in some", one_in_some),
    ("growth noun after the number", change_noun_right),
    ("share noun after the number", share_noun_right),
    ("percent of a whole", share_of_whole),
    ("higher or lower than", compared_right),
    ("up or down", up_or_down),
    ("share verb", share_verb),
    ("growth verb", growth_verb),
    ("level reached by growth", level_after_change),
    ("noun of the number", noun_of),
    ("rate reached", rate_reached),
    ("like the one before", like_the_one_before),
)
POINTS: tuple[tuple[str, Rule], ...] = (("percentage points of change", points_of_change),)
