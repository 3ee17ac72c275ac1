"""What both languages say of a phrase: why it is no name, and whether it only says which figure of a thing is meant."""

from __future__ import annotations

from collections.abc import Iterable


class Words:
    """A closed class of words. `covers`: whether a text is made of nothing else, in time linear in its length."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: none of them empty; repeated ones count once."""
        self.words = frozenset(words)
        self.longest = max(map(len, self.words), default=0)

    def __contains__(self, text: str) -> bool:
        """Whether the whole text is one of the words."""
        return text in self.words

    def covers(self, text: str) -> bool:
        """Whether words of the class, one behind the other, make the whole text. Nothing is made of no words."""
        reached = {0}
        for end in range(1, len(text) + 1):
            starts = range(max(0, end - self.longest), end)
            if any(start in reached and text[start:end] in self.words for start in starts):
                reached.add(end)
        return bool(text) and len(text) in reached

    def at_start(self, text: str) -> str:
        """The longest word that the text begins with; empty where none does."""
        sizes = range(min(self.longest, len(text)), 0, -1)
        return next((text[:size] for size in sizes if text[:size] in self.words), "")

    def at_end(self, text: str) -> str:
        """The longest word that the text ends with; empty where none does."""
        sizes = range(min(self.longest, len(text)), 0, -1)
        return next((text[-size:] for size in sizes if text[-size:] in self.words), "")
