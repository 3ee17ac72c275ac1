"""An issue read again from the archive alone: the reader asks, the archive answers, no socket is opened.

As in a live run, whatever a reader raises of a page is that page's loss and stops nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from flows.fetch.errors import ArchiveError, FetchError
from flows.fetch.model import FetchedPage, SourcePolicy
from flows.fetch.reading import ArchiveReader
from flows.fetch.urls import check_host, parse_url
from flows.issues.page_index import response_of
from flows.sources.protocol import IssueReader, IssueReading, PageRequest
from warehouse.model import StoredResponse

GONE = (404, 410)
HOPS = 6
TRIED = 8  # answers to one request that are looked at; a page that was broken so often is broken


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the archive gave of an issue; `lost`: what it should have given and has no more, in words."""

    reading: IssueReading
    lost: tuple[str, ...] = ()


def replay(
    reader: IssueReader, rows: Iterable[StoredResponse], archive: ArchiveReader, policy: SourcePolicy
) -> Replayed:
    """The reading of an issue from its archived answers (`rows`, the oldest first, shared ones before its own).

    What `policy` lets nobody ask is refused as it was live.

    Of several answers to a request the newest that can be read counts: the others were asked for again in their time.
    """
    shelf = _Shelf(rows, archive)
    waiting = list(reader.start())
    while waiting:
        waiting += _read(reader, waiting.pop(0), shelf, policy)
    return Replayed(reader.reading(), tuple(shelf.lost))


def _read(reader: IssueReader, request: PageRequest, shelf: _Shelf, policy: SourcePolicy) -> tuple[PageRequest, ...]:
    problem: Exception | None = None
    try:
        check_host(parse_url(request.url), policy)
    except FetchError as error:
        return reader.give_up(request, error)
    for row in shelf.rows(request):
        try:
            return reader.read(request, response_of(request, shelf.landed(row)))
        # as wide as a live run catches: one archived page, of any content, must not stop a rebuild
        except Exception as error:  # noqa: BLE001 - whatever a page makes its reader raise
            problem = problem or error
    missing = FileNotFoundError(f"expected an archived answer, found none for {request.key}")
    return reader.give_up(request, problem or missing)


class _Shelf:
    """The answers to each request, the newest first; those that could be read go before those that could not.

    `lost` grows by what the archive could not give.
    """

    def __init__(self, rows: Iterable[StoredResponse], archive: ArchiveReader) -> None:
        self._archive = archive
        self.lost: list[str] = []
        self._rows: dict[str, list[StoredResponse]] = {}
        self._newest: dict[str, StoredResponse] = {}
        for row in reversed(list(rows)):
            self._newest.setdefault(row.key, row)
            self._rows.setdefault(row.key, []).append(row)
        for held in self._rows.values():
            held.sort(key=_worth, reverse=True)  # stable: of equal worth the newest stays first

    def rows(self, request: PageRequest) -> list[StoredResponse]:
        """The archived answers that are looked at. That a page is gone is the last word where it was said last."""
        newest = self._newest.get(request.key)
        if newest is not None and newest.status in GONE:
            return [newest]
        return self._rows.get(request.key, [])[:TRIED]

    def landed(self, row: StoredResponse) -> FetchedPage:
        """The page at the end of the row's redirects. Raises FileNotFoundError for one that the archive has lost."""
        page = self._page(row)
        for _ in range(HOPS):
            target = page.header("location") if 300 <= page.status < 400 else None
            if target is None:
                return page
            key = urljoin(page.final_url, target)
            if key not in self._rows:
                raise FileNotFoundError(f"expected an archived answer, found none for {key}")
            page = self._page(self._rows[key][0])
        raise FileNotFoundError(f"expected an archived page, found redirects only for {row.key}")

    def _page(self, row: StoredResponse) -> FetchedPage:
        try:
            return self._archive.read(row.warc_file, row.warc_offset)
        except ArchiveError as error:
            self.lost.append(str(error))
            raise FileNotFoundError(str(error)) from error


def _worth(row: StoredResponse) -> tuple[bool, bool]:
    return row.problem == "", row.status == 200
