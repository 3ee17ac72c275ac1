"""What a number is about: the subject of its verb, the quantity before it, the thing counted."""

from __future__ import annotations

import re

from flows.extract.en.counted import right_phrase
from flows.extract.en.phrases import listed_before, noun_before, subject, trim, verb_group_start
from flows.extract.en.view import BREAKS, CUES, VERBS, View, plain
from flows.extract.en.work import Work, join
from warehouse.model import Measure
from warehouse.vocabulary.places import place

SEERS = CUES.words["seers"]
BRINGERS = CUES.words["bringers"]
BARE = CUES.words["bare_nouns"]
POINTERS = CUES.words["pointers"]
OBJECTS = frozenset(["w", "name", "done", "foresee", "plan"])
ABROAD = frozenset(["country", "country_group", "world"])
PACE = CUES.words["pace"]
LOCATING = re.compile(
    r" (?:[Pp]rovince|[Cc]ity|[Mm]unicipality)\b|\b(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral)[a-z]* (?=[A-Z])"
)
OWNER = re.compile(r"^[A-Z][\w ]*?['’]s ")
HEADED = CUES.words["headed"]
SHARED_BY = ("in", "for", "from", "to")
MEASURED = ("units", "pieces", "sets")


def carried(work: Work) -> tuple[str, str]:
    """Indicator and breakdown of the quantity before: of this sentence, its own subject, or the last one's."""
    if work.previous is not None:
        alike = [d for _, d in work.before if d.unit == work.draft.unit]
        whole = work.previous.measure is not Measure.GROWTH  # `imports fell 3 percent, totaling 9 trillion`: of imports
        if alike and whole and work.previous.unit in ("%", "pp") and work.draft.unit not in ("%", "pp"):
            return alike[-1].indicator, alike[-1].breakdown  # `92 percent of the total, an increase of 574,000 tonnes`
        return work.previous.indicator, work.previous.breakdown
    main = main_subject(work)
    return (main, "") if main and main.lower() not in CUES.anaphors else _left_by_the_last(work)


def main_subject(work: Work) -> str:
    """The subject of the sentence's first verb, where it is no agent."""
    view = work.view
    for k in range(min(work.index, 40)):
        if view.tag(k) in VERBS or view.tag(k) == "done":
            first, last = subject(view, k)
            words = plain(view.words(first, last))
            if words and not is_agent(words):
                return words
    return ""


def somebody(work: Work) -> str:
    """Who acts, where nothing says what is measured: the sentence's first subject, else the noun behind the number."""
    view = work.view
    for k in range(min(work.index, 40)):
        if view.tag(k) in VERBS or view.tag(k) == "done":
            words = plain(view.words(*subject(view, k)))
            if words:
                return words
    behind = plain(view.words(*after_number(work)))
    nouns = [k for k in range(max(work.index - 12, 0), work.index) if view.tag(k) in ("w", "name")]
    if behind or nouns:
        return behind or plain(view.words(*noun_before(view, nouns[-1] + 1)))
    return work.scope.indicator or next((token.text for token in view.tokens if token.tag in ("pron", "rel", "w")), "")


def is_agent(words: str) -> bool:
    """Whether a subject acts and is not measured: China, the ministry, it."""
    parts = words.lower().replace("’", "'").split()
    return all(part in CUES.agents or part.endswith("'s") or part in ("the", "of", "and", "also") for part in parts)


def points_back(words: str) -> bool:
    """`the figure`, `the total volume`, `its share`: a subject that names the quantity before."""
    parts = [
        part
        for part in words.lower().split()
        if part not in ("the", "a", "its", "their", "total", "overall", "first", "time")
    ]
    return all(part in CUES.anaphors for part in parts)


def named_by(work: Work, verb: int) -> tuple[str, str]:
    """Indicator and breakdown by the subject of `verb`; the quantity before where the subject only points back."""
    view = work.view
    if view.low(verb).endswith("ing") and view.tag(verb_group_start(view, verb) - 1) == ",":
        owned = _of_with(view, verb_group_start(view, verb) - 1)
        return (owned, "") if owned else carried(work)  # `, accounting for`: a participle of the whole clause before
    changed = _that_led_to(view, verb)
    if changed:
        return named_by(work, changed)
    first, last = subject(view, verb)
    words = plain(view.words(first, last))
    if not words and view.tag(verb_group_start(view, verb) - 1) == "rel":
        words = antecedent(view, verb_group_start(view, verb) - 1)
    if view.low(first) in BRINGERS and view.low(first).endswith("ing"):
        words = plain(view.words(first + 1, last))  # `driving the revenue of shops to increase by`
    if not words:
        return carried(work)
    pointed = view.low(first - 1) in ("this", "these", "such")
    if pointed and (words.lower().split()[-1] in CUES.anaphors or words.lower() in carried_back(work)[0].lower()):
        return carried_back(work)  # `Exports of electrical products … These products accounted for`
    hook = first - 1
    while view.tag(hook) == "det":
        hook -= 1
    if view.low(hook - 1) in ("that", "those") and view.tag(hook) == "prep":
        return join(head_of_name(carried(work)[0]), view.low(hook), words), ""  # `that of robots`: the output
    if view.low(hook) in SHARED_BY and view.low(hook - 1) in ("and", "while", "but") and work.previous is not None:
        return join(head_of_name(carried(work)[0]), view.low(hook), words), ""  # `and in mining jumped`: profit
    if view.low(first - 1) in ("that", "those") and view.tag(first) in ("verb", "done") and first + 1 < last:
        return join(head_of_name(carried_back(work)[0]), words), ""  # `those held by firms`: the patents
    if view.low(hook) in SEERS and hook > 0:
        words = join(own_subject(work, hook), words)  # `service robots saw output soar`
    if words.endswith(("'s", "’s")):
        name, breakdown = carried_back(work)  # `while South Korea's rose 8.6 percent`
        return (name, breakdown) if name else (OWNER.sub("", main_subject(work)), "")
    if points_back(words) and not (words.lower() == "growth" and view.tag(first - 1) != "det"):
        return _pointed(work, words)
    if view.low(first - 1) == "with" and " " not in words and words.lower() in BARE:
        owner = main_subject(work)
        return words, owner if owner != words else ""  # `electrical goods led, with exports growing`
    return ("", "") if is_agent(words) or _is_site(work, words) else (words, "")


def _that_led_to(view: View, verb: int) -> int:
    """`stocks slid for the fourth straight week to reach 3 million tonnes`: the verb of change before; 0 for none."""
    k = verb_group_start(view, verb)
    if view.low(k - 1) != "to" or view.low(k) != view.low(verb) or view.tag(verb) != "reach":
        return 0
    for j in range(k - 2, max(k - 16, 0), -1):
        if view.tag(j) in ("up", "down") and not _is_noun(view, j):
            return j
        if view.tag(j) in BREAKS or view.tag(j) in VERBS or view.tag(j) in (",", "conj"):
            return 0
    return 0


def _of_with(view: View, comma: int) -> str:
    """`, with sales of lamps, as well as clocks, soaring`: the words between `with` and the participle's comma."""
    for k in range(comma - 1, max(comma - 24, 0), -1):
        if view.low(k) == "with" and view.tag(k - 1) == "," and any(view.tag(j) == "," for j in range(k, comma)):
            return plain(view.words(k + 1, comma))
        if view.tag(k) in BREAKS or view.tag(k) == "num" or view.tag(k) in VERBS:
            return ""
    return ""


def _is_site(work: Work, words: str) -> bool:
    """`Hunan reported`, `Hebei and Henan saw`: a place of the country, which has what is measured and is not it."""
    names = re.split(r",? and |, ", LOCATING.sub("", words))
    known = [place(name) for name in names]
    return work.draft.measure is not Measure.SHARE and all(p is not None and p.kind not in ABROAD for p in known)


def without_share(indicator: str) -> str:
    """`exports share of trade` -> `exports`: what has the share."""
    return re.split(r" share(?: of |$)", indicator)[0] or indicator


def head_of_name(indicator: str) -> str:
    """`output of robots` -> `output`, `solar power capacity` -> `capacity`: what `that of` stands for."""
    head, *tied = re.split(r" (?:of|in|from|for|with|by|to) ", indicator)
    words = head.split()
    first = len(words) - 1
    while not tied and first > 0 and words[first - 1].lower() in HEADED:
        first -= 1
    return head if tied else " ".join(words[first:])


def _pointed(work: Work, words: str) -> tuple[str, str]:
    """The quantity that `the figure` or `the total volume` points back at, named as that one or as its volume."""
    indicator, breakdown = carried_back(work)
    if work.draft.unit not in ("%", "pp"):
        indicator = without_share(indicator)  # after a share, `the number will double`: of what has the share
    if not indicator or words.lower().split()[-1] in POINTERS:
        return indicator or words, breakdown
    return (indicator if indicator.startswith(f"{words} of ") else f"{words} of {indicator}"), breakdown


def antecedent(view: View, rel: int) -> str:
    """What a `which` or `that` stands for: the noun phrase before it and its comma."""
    last = rel - 1 if view.tag(rel - 1) == "," else rel
    while last > 1 and (view.tag(last - 1) in ("per", "prep", "det") or view.low(last - 1) == "period"):
        last -= 1  # `exports of cars in May, which rose`
    first, last = listed_before(view, last)
    words = plain(view.words(first, last))
    if view.tag(first - 1) == "num" and words in MEASURED:
        return ""  # `reached 3 million units, which is 20 percent more`: the quantity, not its measure word
    return "" if not words or is_agent(words) or points_back(words) else words


def own_subject(work: Work, verb: int) -> str:
    """The subject of `verb` in words, where it is neither an agent nor a pointer."""
    view = work.view
    if view.low(verb).endswith("ing") and view.tag(verb_group_start(view, verb) - 1) == ",":
        return ""
    words = plain(view.words(*subject(view, verb)))
    return "" if not words or is_agent(words) or points_back(words) else words


def carried_back(work: Work) -> tuple[str, str]:
    """The quantity before, never this sentence's subject."""
    if work.previous is not None:
        return work.previous.indicator, work.previous.breakdown
    return _left_by_the_last(work)


def _left_by_the_last(work: Work) -> tuple[str, str]:
    """What the sentence before was about; both of its quantities for `Both figures represent increases of`."""
    if work.scope.both and work.view.low(0) == "both":
        return work.scope.both, ""
    return work.scope.indicator, work.scope.breakdown


def change_verb(work: Work) -> tuple[int, str] | None:
    """The verb of growth or fall that governs the number, and its object (`cut emissions by 18 percent`)."""
    view, at = work.view, work.left.at
    if view.tag(at) in ("up", "down"):
        return at, ""
    if view.low(at) not in ("by", "to", "from", "at", "of", "another") and view.tag(at) not in (
        "adv",
        "per",
        "base",
        "w",
        "name",
    ):
        return None
    joined = False
    for k in range(at - 1, max(at - 16, -1), -1):
        tag = view.tag(k)
        grows = tag in ("up", "down") or (view.low(k) in BRINGERS and view.low(at) == "to")
        if grows and (_is_noun(view, k) or view.low(k) in ("up", "down")):
            continue
        if grows:
            first, last = trim(view, k + 1, at)
            stop = next((j for j in range(first, last) if view.low(j) == "by" or view.tag(j) == "num"), last)
            told = view.tag(first) in OBJECTS and view.tag(k + 1) != "prep"  # not `grew from less than`
            what = plain(view.words(*trim(view, first, stop))) if told else ""
            if joined and not what:
                return None
            return k, "" if set(what.lower().split()) <= PACE else what
        if view.low(k) == "running" and view.low(k - 1).endswith(("month", "quarter", "year", "week", "day")):
            continue  # `fell for the sixth month running to 95 tons`
        if tag == "conj" and _joins_nouns(view, k):
            joined = True
            continue
        if (
            tag in BREAKS
            or tag in ("reach", "share", "be", "modal", "verb", "conj", ",")
            or (tag == "num" and view.low(at) not in ("to", "from"))
        ):
            return None
    return None


def _is_noun(view: View, k: int) -> bool:
    """`a rise from`, `a significant rise from`: the change is a noun here."""
    return view.tag(k - 1) == "det" or (view.low(k - 1) in PACE and view.tag(k - 2) == "det")


def _joins_nouns(view: View, k: int) -> bool:
    """`the share of wind and solar power`: an `and` inside the verb's object."""
    nouns = ("w", "name")
    return view.low(k) in ("and", "or") and view.tag(k - 1) in nouns and view.tag(k + 1) in nouns


def after_number(work: Work) -> tuple[int, int]:
    """Token range of the noun phrase right behind the number."""
    return right_phrase(work.view, work.index + 1)


def subject_or_carried(work: Work) -> tuple[str, str]:
    """The subject of the verb that governs the number; the quantity before where there is none."""
    at = work.left.at
    if work.view.tag(at) in ("reach", "have", "be", "verb", "share"):
        indicator, breakdown = named_by(work, at)
        if indicator and work.view.low(at) in SEERS and (of_whom := carried_thing(work, indicator)):
            return of_whom, indicator
        if indicator:
            return indicator, breakdown
    return carried(work)


def carried_thing(work: Work, name: str) -> str:
    """`Shipments rose 3 percent. Huawei saw a 12 percent increase`: of shipments; empty where a name is of a thing."""
    named = all(word[0].isupper() for word in name.split()) and len(name.split()) < 4
    thing = OWNER.sub("", _left_by_the_last(work)[0]) if named else ""
    return "" if thing and all(word[0].isupper() for word in thing.split()) else thing


def predicate(work: Work, at: int) -> str:
    """`of the farms are served by broadband`: what is true of the share."""
    view = work.view
    while view.tag(at) in ("prep", "det", "per") and any(view.tag(k) == "per" for k in range(at, at + 3)):
        at += 1
    last = at
    if view.tag(at) not in ("be", "have", "verb", "modal", "adv", "done", "reach", "plan", "foresee", "doing"):
        return ""
    while (
        last < len(view.tokens) and last - at < 9 and view.tag(last) not in (",", ";", "num", "per", "conj", "--", "(")
    ):
        last += 1
    while last > at and view.tag(last - 1) in ("prep", "det"):
        last -= 1
    return view.words(at, last)
