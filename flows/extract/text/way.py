"""The way back: which printed characters stand behind the characters of an even text. Pure arithmetic of offsets."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from itertools import accumulate

from warehouse.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters `start:end` of a text give way to `new`, which may be empty."""

    start: int
    end: int
    new: str = ""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after its edits, which are in order and do not overlap."""
    pieces, at = list[str](), 0
    for edit in edits:
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    return "".join((*pieces, text[at:]))


class Way:
    """From an even text to the printed one and back, along the edits that led from the printed to the even."""

    __slots__ = ("_ends", "_even_ends", "_even_starts", "_starts")

    def __init__(self, edits: Iterable[Edit]) -> None:
        """`edits` of the printed text, in order and not overlapping."""
        edits = list(edits)
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        grown = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]
        self._even_starts = [edit.start + more for edit, more in zip(edits, grown, strict=False)]
        self._even_ends = [edit.end + more for edit, more in zip(edits, grown[1:], strict=True)]

    def first(self, even: int) -> int:
        """The printed offset of the character at an even offset; for the new characters of an edit, its start."""
        at = bisect.bisect_right(self._even_starts, even) - 1
        if at < 0:
            return even
        return self._starts[at] if even < self._even_ends[at] else self._ends[at] + even - self._even_ends[at]

    def last(self, even: int) -> int:
        """The printed offset of the last character behind the one at an even offset."""
        at = bisect.bisect_right(self._even_starts, even) - 1
        return self._ends[at] - 1 if at >= 0 and even < self._even_ends[at] else self.first(even)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed characters behind `start:end` of the even text."""
        first = self.first(start)
        return first, self.last(end - 1) + 1 if end > start else first

    def even(self, printed: int) -> int:
        """The even offset of a printed one; what gave way has the offset of what came for it."""
        at = bisect.bisect_right(self._starts, printed) - 1
        if at < 0:
            return printed
        return self._even_starts[at] if printed < self._ends[at] else self._even_ends[at] + printed - self._ends[at]
