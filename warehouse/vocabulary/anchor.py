"""A pattern that is tried only where one of its first letters stands.

`re` finds its way fast to a class of letters, but a pattern that begins with a look-around or with alternatives of
several kinds it tries at every character: 50 ns against 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class Anchored:
    """As a compiled pattern, for what is looked for from left to right."""

    __slots__ = ("_fullmatch", "_letters", "_match")

    def __init__(self, letters: str, pattern: str, then: str = "") -> None:
        """`letters`: what every match begins with, as the inside of a class; no match is empty.

        `then`: what stands behind them in every match, where none is of one letter.
        """
        compiled = re.compile(pattern)
        self._letters = re.compile(f"[{letters}](?=[{then}])" if then else f"[{letters}]")
        self._match, self._fullmatch = compiled.match, compiled.fullmatch

    def finditer(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[re.Match[str]]:
        """The matches in `text[start:stop]` from left to right, none overlapping."""
        match, after, stop = self._match, start, len(text) if stop is None else stop
        for letter in self._letters.finditer(text, start, stop):
            at = letter.start()
            if at >= after and (found := match(text, at, stop)) is not None:
                after = found.end()
                yield found

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from `start` on."""
        match = self._match
        for letter in self._letters.finditer(text, start):
            if (found := match(text, letter.start())) is not None:
                return found
        return None

    def count(self, text: str) -> int:
        """How many matches a text has."""
        return sum(1 for _ in self.finditer(text))

    def is_all(self, text: str) -> bool:
        """Whether a text is one match."""
        return self._fullmatch(text) is not None


def letters_at(place: int, words: Iterable[str]) -> str:
    """The letters that words have at a place, as the inside of a class."""
    return "".join(sorted({re.escape(word[place]) for word in words}))


def first_letters(words: Iterable[str]) -> str:
    """What the words begin with, as the inside of a class."""
    return letters_at(0, words)
