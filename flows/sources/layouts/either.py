"""One reader over several layouts that may hold on a day: the next is tried where one finds nothing."""

from __future__ import annotations

from dataclasses import replace

from flows.sources.protocol import IssueReader, IssueReading, Outcome, PageRequest, Response

_FOUND_NOTHING = (Outcome.NOT_FOUND, Outcome.OTHER_DATE)


def either(readers: tuple[IssueReader, ...]) -> IssueReader:
    """One reader out of one or more, the likelier first."""
    return readers[0] if len(readers) == 1 else _Either(readers)


class _Either:
    def __init__(self, readers: tuple[IssueReader, ...]) -> None:
        self._readers = readers
        self._at = 0
        self._open = 0

    def start(self) -> tuple[PageRequest, ...]:
        return self._count(self._readers[self._at].start())

    def read(self, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        asked = self._readers[self._at].read(request, response)
        return self._answered(asked)

    def give_up(self, request: PageRequest, error: Exception) -> tuple[PageRequest, ...]:
        return self._answered(self._readers[self._at].give_up(request, error))

    def reading(self) -> IssueReading:
        """The reading of the layout that found the issue; where none did, of the first that was shown another day's,
        else of the likeliest."""
        reading = self._readers[self._at].reading()
        if reading.outcome not in _FOUND_NOTHING:
            return reading
        tried = [reader.reading() for reader in self._readers[: self._at + 1]]
        chosen = next((one for one in tried if one.outcome is Outcome.OTHER_DATE), tried[0])
        newest = max((one.newest_seen for one in tried if one.newest_seen), default=None)
        return replace(chosen, newest_seen=newest)

    def _answered(self, asked: tuple[PageRequest, ...]) -> tuple[PageRequest, ...]:
        self._open -= 1
        self._count(asked)
        spent = self._open == 0 and self._readers[self._at].reading().outcome in _FOUND_NOTHING
        if spent and self._at + 1 < len(self._readers):
            self._at += 1
            return self.start()
        return asked

    def _count(self, asked: tuple[PageRequest, ...]) -> tuple[PageRequest, ...]:
        self._open += len(asked)
        return asked
