"""What goes into the network and what comes back: requests, rules of a source, pages, and what is stored of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from warehouse.model import Purpose, StoredResponse

Headers = tuple[tuple[str, str], ...]

DEFAULT_SPACING_S = 1.5


def header(headers: Headers, name: str) -> str | None:
    """The first value of a header, its name in any case; None where absent."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class SourcePolicy:
    """How one source may be asked.

    `hosts`: names as in URLs; `.gov.cn` covers all below it; `host:8080` allows that port, else only 80 and 443.
    `scheme`: asks with this scheme whatever the link says; None asks as given. Redirects are followed as the site says.
    `spacing`: least seconds between the starts of two requests to a host; a longer crawl-delay of robots.txt wins.
    `user_agent`: None names the project and its contact. `cookies`: keep what the site sets, within one client's life.
    `origin`: what stands in for scheme and host of all `hosts` (`http://127.0.0.1:8000`, with a path before theirs
    where it has one: `http://mirror.example/rmrb`); the one way to loopback. Pages, archive and warehouse then still
    speak of the source's own URLs.
    """

    source_id: str
    hosts: tuple[str, ...]
    scheme: Literal["http", "https"] | None = None
    spacing: float = DEFAULT_SPACING_S
    concurrency: int = 2
    user_agent: str | None = None
    robots: bool = True
    cookies: bool = False
    headers: Headers = ()
    origin: str | None = None

    def at_origin(self, origin: str, *, spacing: float = 0.0, concurrency: int = 8) -> SourcePolicy:
        """The same source behind a mirror or test site; no spacing unless told. Its robots.txt still counts."""
        return replace(self, origin=origin.rstrip("/"), spacing=spacing, concurrency=concurrency)


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One thing to ask for. A `body` makes it a POST. `conditional=False` asks for the whole page in any case.

    `follow_refresh=False` takes a page with a meta refresh as it is.
    """

    url: str
    body: bytes | None = None
    content_type: str = "application/json"
    headers: Headers = ()
    conditional: bool = True
    follow_refresh: bool = True
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A whole answer, archived. `body` is decoded from its content coding, never from its character set.

    `url` is what was asked for, `final_url` what answered after `hops` (the URLs in between), both in the source's own
    terms. `headers` are those of the archive record. `sha256` (hex) is that of `body`. `not_modified`: the server said
    304, and body and headers come from the archive. `warc_file` and `warc_offset` are this answer's own record,
    `body_file` and `body_offset` the record that holds the bytes: another one where the body was unchanged.
    """

    key: str
    url: str
    final_url: str
    status: int
    headers: Headers
    body: bytes = field(repr=False)
    fetched_at: dt.datetime
    sha256: str
    warc_file: str
    warc_offset: int
    record_id: str
    body_file: str
    body_offset: int
    not_modified: bool = False
    hops: tuple[str, ...] = ()
    origin: str | None = None
    purpose: Purpose | None = None

    def header(self, name: str) -> str | None:
        """The first value of a response header."""
        return header(self.headers, name)

    @property
    def unchanged(self) -> bool:
        """Whether the archive already held these bytes for this URL."""
        return (self.warc_file, self.warc_offset) != (self.body_file, self.body_offset)

    def stored(self) -> StoredResponse:
        """What the index and the warehouse keep of this page."""
        return StoredResponse(
            key=self.key,
            url=self.final_url,
            status=self.status,
            sha256=self.sha256,
            etag=self.header("etag"),
            last_modified=self.header("last-modified"),
            fetched_at=self.fetched_at,
            warc_file=self.warc_file,
            warc_offset=self.warc_offset,
            record_id=self.record_id,
            revisit=self.unchanged,
            origin=self.origin,
            purpose=self.purpose,
        )


class Validators(Protocol):
    """The index of what is stored: the warehouse's `page_fetch`, or what `read_validators` makes from the archive."""

    def find(self, key: str, status: int = 200) -> StoredResponse | None:
        """The newest stored answer to this request with this status."""

    def remember(self, stored: StoredResponse) -> None:
        """Takes in an answer that was just archived (pages, redirects and robots.txt alike)."""


class MemoryValidators:
    """An index in memory, over another one where `base` is given; what is new goes into memory only."""

    def __init__(self, stored: Sequence[StoredResponse] = (), base: Validators | None = None) -> None:
        """`stored` in any order; the newest of a request and status counts, which lies last in the archive."""
        self._base = base
        self._newest: dict[tuple[str, int], StoredResponse] = {}
        for one in stored:
            self.remember(one)

    def find(self, key: str, status: int = 200) -> StoredResponse | None:
        """See `Validators`."""
        found = self._newest.get((key, status))
        return found if found or self._base is None else self._base.find(key, status)

    def remember(self, stored: StoredResponse) -> None:
        """See `Validators`."""
        held = self._newest.get((stored.key, stored.status))
        if held is None or held.place <= stored.place:
            self._newest[stored.key, stored.status] = stored

    def __len__(self) -> int:
        """Number of requests and statuses held in memory."""
        return len(self._newest)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as sent and its whole answer, going into the archive. `body` is decoded, `url` the source's own."""

    method: str
    url: str
    request_target: str
    request_headers: Headers
    request_body: bytes
    status: int
    reason: str
    http_version: str
    headers: Headers
    body: bytes = field(repr=False)
    fetched_at: dt.datetime
    ip_address: str | None = None
    origin: str | None = None
    purpose: Purpose | None = None

    @property
    def key(self) -> str:
        """See `request_key`."""
        return request_key(self.method, self.url, self.request_body)


def request_key(method: str, url: str, body: bytes) -> str:
    """What an index calls a request: the URL for GET, `POST <url> sha256:<digest of the body>` otherwise."""
    return url if method == "GET" else f"{method} {url} sha256:{hashlib.sha256(body).hexdigest()}"
