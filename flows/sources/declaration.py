"""What a source declares: names, hosts, dated layouts, calendar, how sure all that is. One record per paper or list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from flows.sources.errors import NotPublished
from flows.sources.protocol import IssueReader, IssueReading, Outcome, PageRequest, Response
from warehouse.model import Issue

DAILY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
FIRST_WEB_EDITIONS = dt.date(2000, 1, 1)  # no paper here showed its pages on the web before
TIME_ZONE = "Asia/Shanghai"
_FOUND_NOTHING = (Outcome.NOT_FOUND, Outcome.OTHER_DATE)


class Certainty(StrEnum):
    """high: three or more independent sources agree and the newest is recent; medium: two, or one recent in detail."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The newest month (`2026-10`) in which somebody saw the layout at work, and how sure that makes it."""

    newest: str
    certainty: Certainty
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublishingCalendar:
    """Weekdays with an issue (Monday is 0) in Asia/Shanghai; not `established`: believed, no reason to skip."""

    weekdays: frozenset[int] = DAILY
    established: bool = False
    ready_at: dt.time = dt.time(8, 0)  # local time from which a day's issue is usually whole
    note: str = ""

    def expects(self, day: dt.date) -> bool | None:
        """True or False where established, None where nobody knows and the weekday is no objection."""
        if day.weekday() in self.weekdays:
            return True if self.established else None
        return False if self.established else None

    def named(self) -> str:
        """`daily`, `Tue, Fri` or such, with `?` where not established."""
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        text = "daily" if self.weekdays == DAILY else ", ".join(names[day] for day in sorted(self.weekdays))
        return text if self.established else f"{text}?"


@dataclass(frozen=True, slots=True)
class Politeness:
    """What a host needs beyond the house's rules. A browser's User-Agent only where a plain one was seen refused or a
    script asks for a browser: else the project names itself."""

    browser_agent: bool = False
    spacing_seconds: float | None = None  # None: the client's default
    cookies: bool = False  # the site sets one and wants it back
    note: str = ""


@dataclass(frozen=True, slots=True)
class DatedLayout:
    """A layout and the days it holds, both ends included; None is open. `make` gives a reader for an issue."""

    name: str
    family: str
    make: Callable[[Issue], IssueReader]
    evidence: Evidence
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    scheme: str = "https"
    example: str = ""  # the address of an issue, with strftime fields

    def covers(self, day: dt.date) -> bool:
        """True for the days the layout holds."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class SourceKind(StrEnum):
    """A paper has pages; releases are a list that grows."""

    PAPER = "paper"
    RELEASES = "releases"


ASKED_AGAIN = {SourceKind.PAPER: (7,), SourceKind.RELEASES: (3, 10, 40)}  # a release is corrected for weeks


@dataclass(frozen=True, slots=True)
class Source:
    """One paper or list of releases."""

    source_id: str
    name_zh: str
    name_en: str
    publisher: str
    hosts: tuple[str, ...]
    layouts: tuple[DatedLayout, ...]
    calendar: PublishingCalendar
    kind: SourceKind = SourceKind.PAPER
    politeness: Politeness = field(default_factory=Politeness)
    note: str = ""
    asked_again: tuple[int, ...] | None = None  # ages in days at which a settled issue is asked for; None: as its kind

    @property
    def ages_asked_again(self) -> tuple[int, ...]:
        """Ages in days at which a settled issue is asked for again: what its publisher changed is seen then."""
        return ASKED_AGAIN[self.kind] if self.asked_again is None else self.asked_again

    def layouts_on(self, day: dt.date) -> tuple[DatedLayout, ...]:
        """The layouts that may hold on a day, the likelier first. Raises NotPublished."""
        found = tuple(layout for layout in self.layouts if layout.covers(day) and day >= FIRST_WEB_EDITIONS)
        if not found:
            first = min(layout.valid_from or FIRST_WEB_EDITIONS for layout in self.layouts)
            raise NotPublished(
                f"expected a day with a layout of {self.source_id}, found {day}, "
                f"known from {first}: choose a later day or declare an older layout"
            )
        return found

    def reader(self, day: dt.date) -> IssueReader:
        """A reader for the issue of `day`. Raises NotPublished."""
        issue = Issue(self.source_id, day)
        return _either(tuple(layout.make(issue) for layout in self.layouts_on(day)))


def _either(readers: tuple[IssueReader, ...]) -> IssueReader:
    """One reader out of one or more, the likelier first."""
    return readers[0] if len(readers) == 1 else _Either(readers)


class _Either:
    """One reader over several layouts that may hold on a day: the next is tried where one finds nothing."""

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
