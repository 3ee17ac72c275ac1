"""Rules for counted things, and the Chinese measure word of what is counted."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from flows.extract.en.counted import right_phrase
from flows.extract.en.indicators import after_number, antecedent, carried_back, own_subject, predicate
from flows.extract.en.phrases import verb_group_start
from flows.extract.en.view import CUES, plain
from flows.extract.en.work import Work, governor
from flows.extract.mention.token_en import UNITS
from warehouse.model import Measure

WORTH = CUES.words["worth"]
ADDED = CUES.words["added"]
GOODS_VERBS = CUES.words["goods_verbs"]
EXPECTED = CUES.words["expected"]
IDLE = CUES.words["idle"]
MARKS = CUES.words["marks"]
GOODS = ("辆", "台", "艘", "架", "部", "套", "列")
GOODS_WORDS = {  # as one word before another is written: vehicle exports, car sales
    form: unit
    for word, unit in UNITS.counted.items()
    if unit in GOODS and unit != "台"
    for form in (word.lower(), word.lower().removesuffix("s"))
}
VAGUE = ("台", "个")  # what `units`, and no noun at all, are counted in
SAID = 3
LARGE = 1000  # goods of fewer are told by their name
MONEY = 10**9  # no count of what is worth something is as high
MONEYED = CUES.words["moneyed"]
TRADED = CUES.words["traded"]
NEW_THINGS = CUES.words["new_things"]


def counted_noun(work: Work) -> tuple[str, str] | None:
    """What stands right behind the number and is counted or measured by it."""
    view, index = work.view, work.index
    if view.tag(index + 1) == "(":
        index = next((k for k in range(index + 2, index + 8) if view.tag(k) == ")"), index)
    low = view.low(index + 1)
    if work.token.kind == "bare" and low in ("out", "of"):  # `38 out of 41 sectors`
        other = next((k for k in range(index + 2, index + 6) if view.tag(k) == "num"), 0)
        first, last = right_phrase(view, other + 1) if other else right_phrase(view, index + 2)
        words = plain(view.words(first, last))
        if not words and view.low(index + 2) in ("them", "which", "these", "whom"):
            return carried_back(work)[0], predicate(work, index + 3)  # `4.5 million of them were public`
        return (words, "") if words and words.lower() not in MARKS else None
    if work.token.kind != "bare" or low in ("of", "worth"):
        if low not in ("of", "in", "worth", "on", "for", "into"):
            first, last = right_phrase(view, index + 1)
            return (
                (plain(view.words(first, last)), "")
                if first == index + 1 < last and view.tag(first) in ("w", "name")
                else None
            )
        first, last = right_phrase(view, index + (3 if view.low(index + 2) == "of" else 2))
        first += view.low(first) == "total" and first + 1 < last  # `made 790 billion yuan in total profits`
        if low in ("in", "for", "on", "into") and (
            view.tag(first) not in ("w", "name", "done", "doing")
            or work.token.kind != "money"
            or view.low(first) in CUES.agents
            or view.low(first) in IDLE
        ):
            return None
        return (plain(view.words(first, last)), "") if first < last else None
    first, last = right_phrase(view, index + 1)
    adjective = view.tag(index + 1) == "doing" and view.tag(index + 2) == "w" and view.low(index + 2).endswith("s")
    if first == last or (view.tag(index + 1) in ("prep", ",", "conj", "rel", "doing") and not adjective):
        return None
    words = plain(view.words(first, last))
    return None if words.lower() in MARKS or low in ("each", "per", "a", "every") else (words, "")


def counted_thing(work: Work) -> bool:
    """`36 depots had been opened`, `China has built 3.2 million 5G base stations`."""
    if work.token.kind != "bare":
        return False
    counted = counted_noun(work)
    view = work.view
    if counted and counted[0].lower() in EXPECTED and work.previous is not None:  # `above the 49.3 forecast`
        work.draft.indicator, work.draft.unit = work.previous.indicator, work.previous.unit
        return True
    if counted is None and view.tag(work.index + 1) == "be":
        first, last = right_phrase(view, work.index + 2)
        counted = (plain(view.words(first, last)), "") if view.tag(first) == "w" else None
    if counted is None or not counted[0]:
        return False
    work.draft.indicator = counted[0]
    work.draft.breakdown = counted[1] or actor(work) or what_the_counted_did(work)
    if governor(work) in GOODS_VERBS:  # `delivered 30,000 vehicles`: deliveries of vehicles
        work.draft.indicator = f"{CUES.nominal[governor(work)]} of {counted[0]}"
    words = {view.low(k) for k in range(work.index + 1, min(work.index + 5, len(view.tokens)))}
    news = {"new", "newly", "additional", "extra"} & (words | work.left.fillers)
    if governor(work) in ADDED or ("newly" in words and "added" in words) or (news and words & NEW_THINGS):
        work.draft.measure = Measure.CHANGE
    return True


def what_the_counted_did(work: Work) -> str:
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


def actor(work: Work) -> str:
    """The subject of the verb that governs the count, no agent: `applications integrated into 49 fields`."""
    view, at = work.view, work.left.at
    if view.tag(at) == "prep" and view.tag(at - 1) in ("verb", "done", "have", "doing"):
        at -= 1
    if view.tag(at) not in ("verb", "done", "have", "doing", "share", "up") or view.low(at) in (
        "said",
        "says",
        "added",
        "showed",
        "told",
    ):
        return ""
    if view.low(at - 1) == "to" and view.tag(at - 2) not in ("plan", "foresee", "be", "modal"):
        return ""  # an infinitive: `to support 1,000 firms`
    begin = verb_group_start(view, at)
    who = antecedent(view, begin - 1) if view.tag(begin - 1) == "rel" else own_subject(work, at)
    return "" if work.previous is not None and who == work.previous.indicator else who


@lru_cache(maxsize=8)
def goods_of(text: str) -> str:
    """The measure word of the goods that a text is about, named thrice and twice as often as others; "" for none."""
    said = Counter(UNITS.counted.get(word, "") for word in re.findall(r"[a-z]+", text.lower()))
    (times, unit), (second, _) = sorted(((said[unit], unit) for unit in GOODS), reverse=True)[:2]
    return unit if times >= SAID and times >= 2 * second else ""


def settled_unit(unit: str, phrase: str, value: Decimal, text: str) -> str:
    """The unit of a number without one: `production is up 8% to 24,106,000`, counted in what the text is about."""
    words = set(phrase.lower().split())
    if unit == "个" and value >= MONEY and MONEYED & words:
        return "CNY"  # `added value rose to 31.3 trillion`
    if unit not in VAGUE or value < LARGE or not TRADED & words:
        return unit
    named = {GOODS_WORDS[word] for word in words if word in GOODS_WORDS}
    if len(named) == 1:
        return named.pop()  # `vehicle exports rose to 1.9 million units`
    return goods_of(text) or unit


def count_unit(*phrases: str) -> str:
    """The Chinese measure word for what is counted: by the last known noun before a preposition."""
    vague = ""
    for phrase in phrases:
        words = re.split(
            r" (?:of|in|for|on|with|among|above|from|at|to|under|living)(?: |$)",
            phrase.lower().replace("’", "'").replace(" - ", " "),
        )
        for word in [word for part in words[:2] for word in reversed(part.split())]:
            if word in ("units", "sets"):
                vague = UNITS.counted[word]
            elif word in UNITS.counted:
                return UNITS.counted[word]
            elif f"{word}s" in UNITS.counted and vague:
                return UNITS.counted[f"{word}s"]
    return vague or "个"
