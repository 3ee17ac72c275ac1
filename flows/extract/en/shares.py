"""Rules for shares: what has the share, and of what."""

from __future__ import annotations

import re

from flows.extract.en.counted import right_phrase
from flows.extract.en.indicators import (
    after_number,
    carried,
    carried_back,
    change_verb,
    named_by,
    predicate,
    subject_or_carried,
    without_share,
)
from flows.extract.en.phrases import noun_before
from flows.extract.en.view import CUES, plain
from flows.extract.en.work import Work, governor, join
from warehouse.model import Measure


def share_of_whole(work: Work) -> bool:
    """`accounting for 33.2% of GDP`, `70 percent of the orders`: what has the share, and of what."""
    view, at = work.view, work.index + 1
    if view.low(at) != "of" or view.tag(work.left.at) in ("up", "down"):
        return False
    first, last = right_phrase(view, at + 1 + (view.tag(at + 1) == "det"))
    if view.tag(first) == "num" and view.tokens[first].kind == "bare":
        first, last = right_phrase(view, first + 1)
    if view.low(at + 1) in ("them", "which", "these", "whom") and first == last:
        indicator, work.draft.breakdown = carried_back(work)
        work.draft.measure = Measure.SHARE
        work.draft.indicator = join("share of", indicator, predicate(work, at + 2))
        return bool(indicator)
    if view.tag(at + 1) == "per" or first == last:
        return False
    whole = view.words(first, last)
    if view.tag(last) == "num" and view.tokens[last].kind == "bare":  # `of the 300 leading makes`
        start, last = right_phrase(view, last + 1)
        whole = join(whole, view.words(start, last))
    work.draft.measure = Measure.SHARE
    verb = _verb_of(work)
    if verb >= 0 or (governor(work) in ("or", ",", "up", "and", "(", "down") and work.previous is not None):
        indicator, breakdown = named_by(work, verb) if verb >= 0 else carried(work)
        owner = without_share(indicator)
        work.draft.indicator, work.draft.breakdown = join(owner, "share of", plain(whole)).strip(), breakdown
        return True
    work.draft.indicator = join("share of", plain(whole), predicate(work, last))
    work.draft.breakdown = _left_clause(work)
    return True


def _verb_of(work: Work) -> int:
    """The verb before the number: the governor, or the one its preposition hangs on; -1 behind a comma or `or`."""
    view, at = work.view, work.left.at
    if governor(work) in ("for", "at", "to", "from", "up") and view.tag(at - 1) in (
        "share",
        "reach",
        "up",
        "down",
        "be",
        "have",
        "adv",
        "num",
    ):
        at -= 1
        while view.tag(at) == "adv" and at > 0:
            at -= 1
    if governor(work) in ("to", "from") and view.tag(at) not in ("share", "reach", "up", "down"):
        found = change_verb(work)
        return found[0] if found else -1
    acts = view.tag(at) in ("share", "reach", "up", "down", "be", "have") and view.low(at) not in CUES.reporting
    return at if acts else -1  # `data showed 90 percent of the firms are`: the data have no share


def _left_clause(work: Work) -> str:
    """The words from the clause's beginning to the number, where they name what the share is about."""
    view, first = work.view, work.left.start
    while (
        first > 0
        and work.left.start - first < 12
        and view.tag(first - 1) not in (",", ";", ":", "num", "conj", "--", "rel", "per")
    ):
        first -= 1
    words = plain(view.words(first, max(work.left.start, first)).removesuffix(" for").removesuffix(" with"))
    return "" if words.rpartition(" ")[2].lower() in CUES.reporting else words


def share_noun_right(work: Work) -> bool:
    """`a 60 percent share of the global market`, `a 51 percent stake`."""
    view, at = work.view, work.index + 1
    while view.low(at) in ("market", "global", "world", "combined", "majority", "controlling"):
        at += 1
    if view.low(at) not in ("share", "stake", "interest", "portion"):
        return False
    first, last = right_phrase(view, work.index + 1)
    indicator, breakdown = (
        subject_or_carried(work) if view.tag(work.left.at) in ("reach", "have", "verb", "share", "prep") else ("", "")
    )
    if not indicator and view.low(work.left.at - 1) == "to":  # `has helped lamps to capture a 37 percent share`
        owner, end = noun_before(view, work.left.at - 1)
        while view.tag(owner) == "done":
            owner += 1
        indicator = plain(view.words(owner, end))
    work.draft.measure = Measure.SHARE
    indicator = re.sub(r"^rank | share$", "", indicator)  # `up from its 35 percent share`
    work.draft.indicator, work.draft.breakdown = join(indicator, view.words(first, last)), breakdown
    return True


def share_verb(work: Work) -> bool:
    """`accounting for nearly one-quarter`, `made up 40 percent`, `contributing 30 percent`."""
    view, at = work.view, work.left.at
    if governor(work) == "for" and view.tag(at - 1) in ("share", "adv"):
        at -= 1
    while view.tag(at) == "adv":
        at -= 1
    if view.tag(at) != "share" and not (view.low(at) == "up" and view.tag(at - 1) == "share"):
        return False
    work.draft.measure = Measure.SHARE
    indicator, breakdown = named_by(work, at)
    contributes = view.low(at).startswith("contribut") and view.low(work.index + 1) == "to"
    work.draft.measure = Measure.RATIO if contributes else Measure.SHARE
    whole = plain(view.words(*right_phrase(view, work.index + 2))) if contributes else ""
    work.draft.indicator = join(indicator, "contribution to", whole) if whole else join(indicator, "share")
    work.draft.breakdown = breakdown
    return True


def one_in_some(work: Work) -> bool:
    """`one in five cars`: a share of what follows."""
    if work.token.rule != "fraction" or " in " not in work.token.low:
        return False
    first, last = after_number(work)
    work.draft.measure = Measure.SHARE
    work.draft.indicator = join("share of", plain(work.view.words(first, last)), predicate(work, last))
    return first < last
