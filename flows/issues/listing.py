"""What became of each release that lists named for a day: loaded, left out, held with its reason, done without."""

from __future__ import annotations

from flows.sources.protocol import Ask, Failure, IssueReading, Listed
from warehouse.load.releases import ReleaseRow, ReleaseStatus
from warehouse.model import Issue

LOOKS = 3  # so often a release that cannot be had is looked for before it is done without
LASTING = frozenset({"HostNotAllowed", "BadUrl", "NoText", "SoftMissing"})
"""Kinds of failures that asking again seldom mends, and that the archive tells as well as the site does.

A page of unknown shape is none: it waits for a layout.
"""


class Listing:
    """Grows visit by visit, as the story that it is part of."""

    def __init__(self, issue: Issue, accepted: frozenset[str]) -> None:
        """`accepted`: addresses that an operator does without."""
        self._issue, self._accepted = issue, accepted
        self._named: dict[str, Listed] = {}
        self._first: dict[str, int] = {}  # the visit in which an address failed first, and ever since
        self._pages: IssueReading | None = None
        self._n = 0

    def given_up(self, pages: IssueReading, n: int) -> frozenset[str]:
        """Addresses that are done without by the `n`th visit."""
        failed = {failure.request.url: failure for failure in pages.failures}
        looked = {url for url, failure in failed.items() if is_lasting(failure) and self._looks(url, n) >= LOOKS}
        return frozenset(looked | (self._accepted & failed.keys()))

    def take(self, pages: IssueReading, n: int) -> None:
        """Take in what the `n`th visit showed."""
        failed = {failure.request.url for failure in pages.failures}
        self._first = {url: self._first.get(url, n) for url in failed}
        entries = sorted(pages.listing, key=lambda entry: entry.page)
        listed = {entry.url: entry for entry in entries if entry.day == self._issue.published_on}
        self._named |= listed
        if listed or self._pages is None:
            self._pages, self._n = pages, n

    def told(self, texts: dict[str, str]) -> tuple[ReleaseRow, ...]:
        """A row for each release. `texts`: addresses whose texts are held, and why they are shown no more."""
        pages = self._pages
        if pages is None:
            return ()
        failed = {failure.request.url: failure for failure in pages.failures}
        left_out = {left.url: left.reason.value for left in pages.left_out}
        given_up = self.given_up(pages, self._n)
        rows = []
        for url, entry in self._named.items():
            failure = failed.get(url)
            status, reason = ReleaseStatus.VANISHED, "its list names it no more"
            if url in texts:
                status, reason = ReleaseStatus.LOADED, texts[url]
            elif failure is not None:
                status, reason = self._held(url, failure, given_up)
            elif url in left_out:
                status, reason = ReleaseStatus.LEFT_OUT, left_out[url]
            rows.append(
                ReleaseRow(
                    url, entry.page, entry.title, status, reason, self._looks(url, self._n) * (failure is not None)
                )
            )
        for attached in pages.attached:
            failure, page = failed.get(attached.url), self._named.get(attached.beside)
            reason = failure.message if failure else f"a file beside {attached.beside}: archived, not read"
            column = page.page if page else ""
            rows.append(ReleaseRow(attached.url, column, attached.title, ReleaseStatus.ATTACHMENT, reason, 0))
        return tuple(rows)

    def _held(self, url: str, failure: Failure, given_up: frozenset[str]) -> tuple[ReleaseStatus, str]:
        if url in self._accepted:
            return ReleaseStatus.ACCEPTED, failure.message
        return (ReleaseStatus.SETTLED if url in given_up else ReleaseStatus.HELD), failure.message

    def _looks(self, url: str, n: int) -> int:
        """How often an address was looked for by the `n`th visit, counted to the number from which on it is settled."""
        return min(n - self._first.get(url, n) + 1, LOOKS)


def is_lasting(failure: Failure) -> bool:
    """Whether asking again will hardly bring the page: it is gone, elsewhere, or no page."""
    if failure.request.ask not in (Ask.ARTICLE, Ask.ATTACHMENT):
        return False
    return failure.status in (404, 410) or failure.kind in LASTING
