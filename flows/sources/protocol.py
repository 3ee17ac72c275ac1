"""How a flow talks to a source: requests out, bytes in, no socket here.

reader = source("rmrb").reader(day)         one reader, one issue, no clock
waiting = list(reader.start())
while waiting:                              fetch in any order, as many at once as politeness allows
    request = waiting.pop()
    response = fetch(request)               archive first; a 304 is handed over as 200 with the archived body
    try:
        waiting += reader.read(request, response)
    except PageError as error:              nothing was taken: fetch again if error.again, else
        waiting += reader.give_up(request, error)
reading = reader.reading()                  the same for every order of the responses

    start ──> FIRST ──> PAGE ... ──> ARTICLE ...
                └ 404 ──> other first names ──> CALENDAR ──> LATEST
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from flows.sources.errors import PageError
from warehouse.model import Article


class Ask(StrEnum):
    """What a request is for."""

    CALENDAR = "calendar"  # which days of the month have an issue
    LATEST = "latest"  # the page that shows the newest issue
    FIRST = "first"  # the issue's own entry: its first page or outline
    PAGE = "page"
    LIST = "list"  # a list of releases
    ARTICLE = "article"
    ATTACHMENT = "attachment"  # a file beside a release: archived, not read


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One thing to fetch. A POST carries a `body` of `content_type`. `tag` is the reader's own note."""

    url: str
    ask: Ask
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    content_type: str = ""
    tag: str = ""
    hops: int = 0

    @property
    def key(self) -> str:
        """The archive's name for this question: the URL, of a POST the method and its body's digest besides."""
        return self.url if self.method == "GET" else f"{self.method} {self.url} sha256:{sha256(self.body)}"


def sha256(body: bytes) -> str:
    """The digest in hex."""
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: any status. `headers` has lower-case names; `body` is decompressed.

    `origin`: the mirror that answered in the place of the source's own site, empty for none.
    """

    url: str
    status: int
    body: bytes
    final_url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""

    @property
    def base(self) -> str:
        """The address that links of the body are relative to."""
        return self.final_url or self.url


class Outcome(StrEnum):
    """What the answers say of the issue as a whole. The ledger's status is made of it by `verdict`."""

    READ = "read"
    ABSENT = "absent"  # the source's own calendar or list covers the day and names no issue
    NOT_FOUND = "not_found"  # 404 or the like: proves nothing by itself
    OTHER_DATE = "other_date"  # the server answers with another day's issue
    OUT_OF_REACH = "out_of_reach"  # the list does not go back that far
    UNREADABLE = "unreadable"  # the entry could not be fetched or read


class Reason(StrEnum):
    """Why a record of the issue is no article."""

    ADVERTISEMENT = "advertisement"
    EDITORS = "editors"  # 本版责编, 来稿邮箱, masthead
    DUPLICATE = "duplicate"
    EMPTY = "empty"
    JOINED = "joined"  # printed on as 上接第N版: now part of the article it continues


@dataclass(frozen=True, slots=True)
class PageFound:
    """A page of the issue. `number` as printed (`01`, `A1`, `0607`), `listed` counts the records it links."""

    number: str
    name: str
    url: str
    listed: int = 0
    advertisement: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is no article of its own, and why."""

    url: str
    page: str
    title: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Failure:
    """A request given up, with its error's line. `kind` is the error's class name, `status` the answer's or 0."""

    request: PageRequest
    kind: str
    message: str
    status: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of releases says of one of them. `page`: the column."""

    url: str
    title: str
    page: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a release links."""

    url: str
    title: str
    beside: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The shape of one page: its named parts (`div#ozoom`, `ul.news-list`), numbers in the names struck."""

    url: str
    ask: Ask
    marks: frozenset[str]

    @property
    def digest(self) -> str:
        """Sixteen hex digits; equal for equal shapes."""
        return hashlib.sha256("\n".join(sorted(self.marks)).encode()).hexdigest()[:16]

    def likeness(self, other: Skeleton) -> float:
        """Shared marks over all marks, 0 to 1."""
        union = self.marks | other.marks
        return len(self.marks & other.marks) / len(union) if union else 1.0


@dataclass(frozen=True, slots=True)
class Probe:
    """What one field of the declaration found on one page. `selector` is the one that matched, empty for none."""

    url: str
    ask: Ask
    field: str
    selector: str
    count: int
    sample: str


@dataclass(frozen=True, slots=True)
class IssueReading:
    """All that was read of one issue."""

    source_id: str
    published_on: dt.date
    layout: str
    outcome: Outcome
    pages: tuple[PageFound, ...] = ()
    articles: tuple[Article, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    failures: tuple[Failure, ...] = ()
    skeletons: tuple[Skeleton, ...] = ()
    probes: tuple[Probe, ...] = ()
    newest_seen: dt.date | None = None  # the newest issue the source showed, where it showed one
    note: str = ""
    doubt: str = ""  # why the layout does not fit what the pages list
    surveyed: frozenset[str] | None = None  # numbers of the pages that show what is gone; None: all that were read
    listing: tuple[Listed, ...] = ()  # of lists of releases: every entry that was read, of any day
    attached: tuple[Attached, ...] = ()

    @property
    def complete(self) -> bool:
        """Read, with nothing of the issue given up."""
        return self.outcome is Outcome.READ and not self.failures

    @property
    def mismatched(self) -> bool:
        """Some page was whole and unknown in shape: the sign of a redesign."""
        return any(failure.kind == "LayoutMismatch" for failure in self.failures)


class IssueReader(Protocol):
    """Reads one issue. `read` and `give_up` answer with what to fetch next; a `read` that raises took nothing."""

    def start(self) -> tuple[PageRequest, ...]:
        """The first requests."""

    def read(self, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        """Take a response. Raises PageError; the state is then as before."""

    def give_up(self, request: PageRequest, error: Exception) -> tuple[PageRequest, ...]:
        """Record that a request will get no usable response; may name another way to the same thing."""

    def reading(self) -> IssueReading:
        """What was read so far."""


def drive(reader: IssueReader, fetch: Callable[[PageRequest], Response]) -> IssueReading:
    """Read an issue one request at a time: for replays from the archive and for tests. `fetch` may raise OSError."""
    waiting = list(reader.start())
    while waiting:
        request = waiting.pop(0)
        try:
            waiting += reader.read(request, fetch(request))
        except (PageError, OSError) as error:
            waiting += reader.give_up(request, error)
    return reader.reading()
