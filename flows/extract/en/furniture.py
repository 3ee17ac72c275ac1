"""Numbers that a page has beside its text: prices of its own, counts of readers, telephones, stock codes."""

from __future__ import annotations

import functools
import re

from flows.extract.en.view import View
from warehouse.model import SetAside

ADVERT = re.compile(  # what a page says of itself: `Try Plus for just $2`, `after 30 days unless cancelled`
    r"^\W*(?:try|get|start|join|subscribe|sign up|unlock|upgrade)\b.{0,60}\b(?:for|at|from) (?:just|only)\b"
    r"|\b(?:unless cancell?ed|cancel (?:at )?any ?time|trial period|(?:full|unlimited) (?:premium )?access"
    r"|(?:for|at) (?:just|only) .{1,12} (?:a|per) month)\b",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"^\W*(?:\d+ min(?:ute)?s?(?: read)?|[\d,.]+[km]? (?:views?|comments?|likes?|shares?|reads?|replies|followers))\W*$"
    r"|^\W*(?:page|image|photo|slide|part) \d+ (?:of|/) \d+\W*$"
    r"|^\W*(?:share this|word count|click here|subscribe (?:for|from|now|today|to)|get \d+% off)\b"
    r"|^\W*download (?:the|our) app\b"
    r"|^\W*(?:(?:read|see|view) more|(?:last )?(?:published|updated|posted|modified|created)(?: on| at)?) ?:",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"^\W*(?:tel|telephone|phone|fax|mobile|hotline|whatsapp|e-?mail|zip|postcode)\b[.:]", re.IGNORECASE
)
ADVERT_WORDS = ("cancel", "trial", "access", "just", "only")  # one of them stands in every advert
LINE = 120  # characters; what is longer is prose
LINE_OF_GROWTH = 50  # of an index of purchasing managers
READINGS = ("reading", "readings", "figure", "index", "pmi", "number")
LINES = ("level", "mark", "point", "line", "threshold", "breakeven")
EXCHANGES = frozenset(["hkex", "sehk", "hkse", "nyse", "nasdaq", "sse", "szse", "hk", "code"])


@functools.lru_cache(maxsize=4)
def whole_line(text: str) -> SetAside | None:
    """What a whole line is that says nothing of the world; None for prose."""
    if len(text) > LINE:
        return None
    if CONTACT.match(text):
        return SetAside.REFERENCE
    return SetAside.FURNITURE if FURNITURE.match(text) else None


@functools.lru_cache(maxsize=4)
def is_advert(text: str) -> bool:
    """Whether a sentence is what a page says of its own price."""
    return any(word in text for word in ADVERT_WORDS) and ADVERT.search(text) is not None


def beside_the_text(view: View, index: int, at: int) -> SetAside | None:
    """Why the number at `index`, governed by the word at `at`, is no part of the text; None where it is one."""
    token, text = view.tokens[index], view.sentence.text
    reason = whole_line(text)
    if reason is not None:
        return reason
    if view.tag(at) == ":" and token.kind == "bare" and view.low(at - 1) in EXCHANGES:
        return SetAside.REFERENCE  # `(HKEX: 1810)`
    line = token.figure == LINE_OF_GROWTH and view.low(at) in READINGS
    if line and view.low(index - 1) in ("above", "below", "over", "under"):
        return SetAside.BASIS  # `a reading above 50 indicates expansion`
    if token.figure == LINE_OF_GROWTH and view.low(index - 1) == "the" and view.low(index + 1) in LINES:
        return SetAside.BASIS  # `stayed above the 50 level`
    if token.scale == 1 and token.kind in ("money", "time", "bare") and is_advert(text):
        return SetAside.FURNITURE
    return None
