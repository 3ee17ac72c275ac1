"""A file's text without the characters that print nothing (zero-width marks, byte-order marks), and the way back to it.

Everything else in this room reads the visible text, so that no rule has to think of a mark hidden within a word.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from flows.parse.characters import INVISIBLE_CHARACTER, VISIBLE_RUN
from warehouse.model import Segment
from warehouse.values import dataclass


@dataclass(frozen=True, slots=True)
class Visible:
    """`text`, and the stretches of it that stand unbroken in the file; no stretches where the two are the same."""

    text: str
    segments: tuple[Segment, ...] = ()

    def place(self, offset: int) -> int:
        """The file's offset of a visible character."""
        if not self.segments:
            return offset
        segment = self.segments[self._at(offset)]
        return segment.source_start + offset - segment.text_start

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The file's offsets of a stretch of visible text, not empty; hidden characters within it are covered."""
        return self.place(start), self.place(end - 1) + 1

    def in_file(self, segment: Segment) -> Iterator[Segment]:
        """A segment that leads to the visible text as segments that lead to the file."""
        if not self.segments:
            yield segment
            return
        done = 0
        at = self._at(segment.source_start)
        while done < segment.length:
            stretch = self.segments[at]
            inside = segment.source_start + done - stretch.text_start
            length = min(segment.length - done, stretch.length - inside)
            yield Segment(segment.text_start + done, stretch.source_start + inside, length)
            done += length
            at += 1

    def _at(self, offset: int) -> int:
        return bisect.bisect_right(self.segments, offset, key=lambda segment: segment.text_start) - 1


def make_visible(text: str) -> Visible:
    """The visible text of a file."""
    if INVISIBLE_CHARACTER.search(text) is None:
        return Visible(text)
    segments: list[Segment] = []
    parts: list[str] = []
    length = 0
    for match in VISIBLE_RUN.finditer(text):
        segments.append(Segment(length, match.start(), len(match[0])))
        parts.append(match[0])
        length += len(match[0])
    return Visible("".join(parts), tuple(segments))
