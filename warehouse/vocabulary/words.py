"""A pattern that finds any of many words, the longest that fits: words that begin alike are tried together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """The pattern of these words, as one group that captures nothing."""
    by_first: dict[str, set[str]] = defaultdict(set)
    for word in words:
        by_first[word[0]].add(word[1:])
    branches = []
    for first, rests in sorted(by_first.items()):
        ordered = sorted(rests, key=lambda rest: (-len(rest), rest))
        tail = "|".join(map(re.escape, ordered))
        branches.append(re.escape(first) + (tail if len(ordered) == 1 else f"(?:{tail})"))
    return f"(?:{'|'.join(branches)})"


def unnamed(pattern: str) -> str:
    """The pattern with groups that capture nothing, so that it can stand in a longer one."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
