"""An issue read again from the archive alone: the reader asks, the archive answers, no socket is opened."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from flows.fetch.errors import ArchiveError
from flows.fetch.model import FetchedPage
from flows.fetch.reading import ArchiveReader
from flows.issue_pages import response_of
from flows.sources.protocol import IssueReader, IssueReading, PageRequest, Response, drive
from warehouse.ledger import PageFetch

HOPS = 6


def replay(reader: IssueReader, rows: Iterable[PageFetch], archive: ArchiveReader) -> IssueReading:
    """The reading of an issue from its archived answers (`rows`, the oldest first, shared ones before its own)."""
    return drive(reader, _Shelf(rows, archive).fetch)


class _Shelf:
    """The newest answer to each request; one that could be read goes before one that could not."""

    def __init__(self, rows: Iterable[PageFetch], archive: ArchiveReader) -> None:
        self._archive = archive
        self._rows: dict[str, PageFetch] = {}
        for row in rows:
            held = self._rows.get(row.key)
            if held is None or _worth(row) >= _worth(held):
                self._rows[row.key] = row

    def fetch(self, request: PageRequest) -> Response:
        """The archived answer. Raises OSError where there is none, which the reader takes for a page not to be had."""
        key = request.key
        for _ in range(HOPS):
            row = self._rows.get(key)
            if row is None:
                raise FileNotFoundError(f"expected an archived answer, found none for {key}")
            page = self._page(row)
            target = page.header("location") if 300 <= page.status < 400 else None
            if target is None:
                return response_of(request, page)
            key = urljoin(page.final_url, target)
        raise FileNotFoundError(f"expected an archived page, found redirects only for {request.key}")

    def _page(self, row: PageFetch) -> FetchedPage:
        try:
            return self._archive.read(row.warc_file, row.warc_offset)
        except ArchiveError as error:
            raise FileNotFoundError(str(error)) from error


def _worth(row: PageFetch) -> tuple[bool, bool]:
    return row.problem == "", row.status == 200
