"""The time that a sentence without numbers sets for those behind it: a heading's quarter, the plans for this year."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.en.view import VERBS, View
from flows.extract.en.work import Scope
from warehouse.model import Role, Sentence

HEADED = re.compile(
    r"\b(?:highlights?|results|performance|summary|review|overview|update|metrics"
    r"|(?:key|operating|financial) (?:figures|data))\b",
    re.IGNORECASE,
)
STOPS = (".", ";", ",", "!", "?")
HEADING_LENGTH = 100  # characters
HEADING_REACH = 40  # sentences over which a heading dates the items below it
LONGEST = 370  # days of the period of a heading
MARKED = re.compile(r"[-–•·*●■▪◆]\s")
PART = re.compile(r"(?:[A-Z][\w'’&-]*|and|of|the|for|in|by|to|on|with|[IVX0-9]+[.)])(?: |$)")


def looks_like_heading(sentence: Sentence) -> bool:
    """Short, no stop, no item's mark, its words with capitals; a title heads the whole text and no part of it."""
    text = sentence.text
    if len(text) > HEADING_LENGTH or text.endswith(STOPS) or MARKED.match(text):
        return False
    words = text.split(" ")
    named = sentence.role is Role.HEADING or sum(PART.match(word) is not None for word in words) * 3 >= len(words) * 2
    return named and sentence.role not in (Role.TITLE, Role.KICKER)


def enter_heading(view: View, scope: Scope, today: dt.date) -> None:
    """`Second Quarter 2022 Highlights`: the period of the undated items below it, until the next heading."""
    if not looks_like_heading(view.sentence):
        return
    spans = [(token.span, token.text) for token in view.tokens if token.tag == "per" and not token.after]
    bare = all(token.tag in ("per", "prep", "det") for token in view.tokens)
    told = any(token.tag == "num" or token.tag in VERBS for token in view.tokens)
    if told or len(spans) != 1 or not (bare or HEADED.search(view.sentence.text)):
        leave_heading(view.sentence, scope)
        return
    span, text = spans[0]
    if span is None or span.start is None or span.end > today or (span.end - span.start).days > LONGEST:
        return
    scope.heading, scope.heading_text, scope.headed = span, text, 0


def leave_heading(sentence: Sentence, scope: Scope) -> None:
    """A heading without a time ends the part that a dated one began; directly below that one, it goes on with it."""
    if scope.heading is None or not looks_like_heading(sentence):
        return
    if scope.headed > 1:
        scope.heading = None
    scope.headed = 0


def set_stage(view: View, scope: Scope, today: dt.date) -> None:
    """A sentence with no number of its own may name the time of those behind it: `growth held up in the first half`."""
    for k, token in enumerate(view.tokens):
        span = token.span if token.tag == "per" and not token.after else None
        if span is not None and span.start is not None and span.end > today and token.low in ("this year", "next year"):
            scope.plan, scope.plan_age = span, 0  # `What are the plans for this year?`
        if span is None or span.start is None or span.end > today or (span.end - span.start).days > LONGEST:
            continue
        if view.low(k - 1) in ("in", "during", "for", "the") or k == 0:
            scope.span, scope.span_text, scope.age, scope.stale = span, token.text, 0, False
