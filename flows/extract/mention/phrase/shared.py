"""What both languages say of a phrase: why it is no name, and whether it only says which figure of a thing is meant."""

from __future__ import annotations

from collections.abc import Iterable


class Words:
    """A closed class of words. `covers`: whether a text is made of nothing else, in time linear in its length."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: none of them empty; repeated ones count once."""
        self.words = frozenset(words)
        self._by_first: dict[str, list[str]] = {}
        self._by_last: dict[str, list[str]] = {}
        for word in sorted(self.words):
            self._by_first.setdefault(word[0], []).append(word)
            self._by_last.setdefault(word[-1], []).append(word)

    def __contains__(self, text: str) -> bool:
        """Whether the whole text is one of the words."""
        return text in self.words

    def covers(self, text: str) -> bool:
        """Whether words of the class, one behind the other, make the whole text. Nothing is made of no words."""
        reached = {0}
        for start in range(len(text)):
            if start in reached:
                words = self._by_first.get(text[start], ())
                reached.update(start + len(word) for word in words if text.startswith(word, start))
                if len(reached) == 1 and start == 0:
                    return False
        return bool(text) and len(text) in reached

    def at_start(self, text: str) -> str:
        """The longest word that the text begins with; empty where none does."""
        words = self._by_first.get(text[:1], ())
        return max((word for word in words if text.startswith(word)), key=len, default="")

    def at_end(self, text: str) -> str:
        """The longest word that the text ends with; empty where none does."""
        words = self._by_last.get(text[-1:], ())
        return max((word for word in words if text.endswith(word)), key=len, default="")
