"""An issue read again from the archive alone: the reader asks, the archive answers, no socket is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from flows.fetch.errors import ArchiveError
from flows.fetch.model import FetchedPage
from flows.fetch.reading import ArchiveReader
from flows.issues.pages import response_of
from flows.sources.errors import PageError
from flows.sources.protocol import IssueReader, IssueReading, PageRequest, Response
from warehouse.load.ledger import PageFetch

HOPS = 6
TRIED = 8  # answers to one request that are looked at; a page that was broken so often is broken


def replay(reader: IssueReader, rows: Iterable[PageFetch], archive: ArchiveReader) -> IssueReading:
    """The reading of an issue from its archived answers (`rows`, the oldest first, shared ones before its own).

    Of several answers to a request the newest that can be read counts: the others were asked for again in their time.
    """
    shelf = _Shelf(rows, archive)
    waiting = list(reader.start())
    while waiting:
        waiting += _read(reader, waiting.pop(0), shelf)
    return reader.reading()


def _read(reader: IssueReader, request: PageRequest, shelf: _Shelf) -> tuple[PageRequest, ...]:
    problem: Exception | None = None
    try:
        for response in shelf.answers(request):
            try:
                return reader.read(request, response)
            except PageError as error:
                problem = problem or error
    except FileNotFoundError as error:
        problem = problem or error
    missing = FileNotFoundError(f"expected an archived answer, found none for {request.key}")
    return reader.give_up(request, problem or missing)


class _Shelf:
    """The answers to each request, the newest first; those that could be read go before those that could not."""

    def __init__(self, rows: Iterable[PageFetch], archive: ArchiveReader) -> None:
        self._archive = archive
        self._rows: dict[str, list[PageFetch]] = {}
        for row in reversed(list(rows)):
            self._rows.setdefault(row.key, []).append(row)
        for held in self._rows.values():
            held.sort(key=_worth, reverse=True)  # stable: of equal worth the newest stays first

    def answers(self, request: PageRequest) -> Iterator[Response]:
        """The archived answers. Raises FileNotFoundError for one that the archive has lost."""
        for row in self._rows.get(request.key, ())[:TRIED]:
            yield response_of(request, self._landed(row))

    def _landed(self, row: PageFetch) -> FetchedPage:
        """The page at the end of the row's redirects."""
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

    def _page(self, row: PageFetch) -> FetchedPage:
        try:
            return self._archive.read(row.warc_file, row.warc_offset)
        except ArchiveError as error:
            raise FileNotFoundError(str(error)) from error


def _worth(row: PageFetch) -> tuple[bool, bool]:
    return row.problem == "", row.status == 200
