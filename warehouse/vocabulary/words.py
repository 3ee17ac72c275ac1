"""A pattern that finds any of many words, the longest that fits: words that begin alike are tried together."""

from __future__ import annotations

import re
from collections.abc import Iterable

END = ""  # where a word may end


class _Branches(dict[str, "_Branches"]):
    """What may follow some letters, by the next one."""


def any_of(words: Iterable[str]) -> str:
    """The pattern of these words, as one group that captures nothing; a word's letters are tried once for all words."""
    root = _Branches()
    for word in words:
        branches = root
        for letter in word:
            branches = branches.setdefault(letter, _Branches())
        branches[END] = _Branches()
    return f"(?:{_either(root)})"


def _either(branches: _Branches) -> str:
    last = sorted(re.escape(letter) for letter, rest in branches.items() if letter and set(rest) == {END})
    longer = [
        re.escape(letter) + _rest(branches[letter])
        for letter in sorted(branches)
        if letter and set(branches[letter]) != {END}
    ]
    return "|".join([*longer, *([f"[{''.join(last)}]"] if len(last) > 1 else last)])


def _rest(branches: _Branches) -> str:
    """What follows a letter: nothing less than its longest where a longer word fits."""
    either = _either(branches)
    if END in branches:
        return f"(?:{either})?"
    return f"(?:{either})" if "|" in either else either


def unnamed(pattern: str) -> str:
    """The pattern with groups that capture nothing, so that it can stand in a longer one."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
