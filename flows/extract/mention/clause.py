"""A sentence cut into clauses, for both languages."""

from __future__ import annotations

import re
from functools import lru_cache

MARKS = re.compile("[,，;；。!！?？:：…]")


@lru_cache(maxsize=64)
def clauses_of(sentence: str) -> tuple[tuple[int, int], ...]:
    """The bounds of every clause of an even sentence, in order."""
    stops = [
        *(mark.start() for mark in MARKS.finditer(sentence) if not _in_number(sentence, mark.start())),
        len(sentence),
    ]
    starts = [0, *(stop + 1 for stop in stops[:-1])]
    return tuple(zip(starts, stops, strict=True))


def _in_number(sentence: str, at: int) -> bool:
    """2,836.4亿元: a comma between digits is no end."""
    return sentence[at] == "," and sentence[at - 1 : at].isdecimal() and sentence[at + 1 : at + 2].isdecimal()
