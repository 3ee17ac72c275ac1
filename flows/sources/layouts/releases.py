"""The reader of lists of releases: what a list dates to the asked day is that day's issue, a column is its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup

from flows.sources import markup
from flows.sources.decode import decode
from flows.sources.errors import BadStatus, LayoutMismatch, NoText, OutOfReach, PageError, SoftMissing
from flows.sources.fields import Selectors, article_parts
from flows.sources.issue_builder import IssueBuilder, LinkedArticle
from flows.sources.layouts.listings import NEXT, Form, Item, ListPage, rss
from flows.sources.protocol import (
    Ask,
    Attached,
    IssueReader,
    IssueReading,
    Listed,
    Outcome,
    PageRequest,
    Response,
)
from warehouse.model import Issue

_GONE = (404, 410)
_RSS = "rss"
_FILE = re.compile(r"\.pdf$", re.I)
_BEGINNINGS = {b"%PDF-": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture"}


@dataclass(frozen=True, slots=True)
class Column:
    """One list. `feed`: an RSS address to try where the list itself fails."""

    key: str
    name: str
    url: str
    feed: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseLayout:
    """Columns of one form, and the fields of their articles."""

    name: str
    columns: tuple[Column, ...]
    form: Form
    selectors: Selectors

    def reader(self, issue: Issue) -> IssueReader:
        """A reader for one day's releases."""
        return ReleaseReader(self, issue)


@dataclass(slots=True)
class ReleaseReader:
    """Reads the releases of one day.

    `items` by column; `reached`: columns whose list goes back to the day; `lost`: those that could not be read;
    `errors`: what a column's own list met before its feed was tried; `seen`: every address of a list, of any day;
    `listing`: every entry by column and address, with the newest of its days.
    """

    layout: ReleaseLayout
    issue: Issue
    issue_builder: IssueBuilder = field(init=False)
    items: dict[str, dict[str, Item]] = field(init=False)
    reached: set[str] = field(default_factory=set)
    lost: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Exception] = field(default_factory=dict)
    listing: dict[tuple[str, str], Item] = field(default_factory=dict)
    attached: dict[str, Attached] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(init=False)
    lists_open: int = 0

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        self.issue_builder = IssueBuilder(self.issue, self.layout.name)
        self.seen = {column.key: set() for column in self.layout.columns}
        self.items = {column.key: {} for column in self.layout.columns}
        for column in self.layout.columns:
            self.issue_builder.add_page(column.key, column.name, column.url)

    def start(self) -> tuple[PageRequest, ...]:
        """Every column's list."""
        self.lists_open = len(self.layout.columns)
        return tuple(PageRequest(column.url, Ask.LIST, tag=column.key) for column in self.layout.columns)

    def read(self, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        """Take one response. Raises PageError."""
        if request.ask is Ask.LIST and response.status in _GONE and request.tag.endswith(NEXT):
            return self._close_list(request.tag)  # past the list's last page
        if response.status != 200:
            raise BadStatus(response.status, request.url)
        if request.ask is Ask.ATTACHMENT:
            return ()
        if request.ask is Ask.ARTICLE and (kind := _kind_of_file(response)):
            raise NoText(kind, request.url)
        text = decode(response)
        if request.ask is Ask.LIST:
            return self._list(request, text, response.base)
        return self._article(request, response, text)

    def give_up(self, request: PageRequest, error: Exception) -> tuple[PageRequest, ...]:
        """Note the loss; a list that fails may have a feed."""
        if request.ask is not Ask.LIST:
            self.issue_builder.failed(request, error)
            return ()
        column = next(column for column in self.layout.columns if column.key == request.tag.split("/")[0])
        if column.feed and _RSS not in request.tag:
            self.errors[column.key] = error
            return (PageRequest(column.feed, Ask.LIST, tag=f"{column.key}/{_RSS}"),)
        error = self.errors.get(column.key, error)  # the list's own, not its feed's
        self.issue_builder.failed(replace(request, url=column.url), error)
        self.lost[column.key] = str(error)
        return self._close_list(request.tag)

    def reading(self) -> IssueReading:
        """What was read so far."""
        entries = [Listed(url, item.title, key, item.day) for (key, url), item in sorted(self.listing.items())]
        day = self.issue.published_on
        shown = {
            column.key
            for column in self.layout.columns
            for days in [[entry.day for entry in entries if entry.page == column.key]]
            if days and min(days) < day < max(days)  # between others, what is not listed is not there
        }
        return replace(
            self.issue_builder.close(),
            surveyed=frozenset(shown),
            listing=tuple(entries),
            attached=tuple(self.attached.values()),
        )

    # ---- lists --------------------------------------------------------------------------------------------------

    def _list(self, request: PageRequest, text: str, base: str) -> tuple[PageRequest, ...]:
        form = rss if _RSS in request.tag else self.layout.form
        try:
            page = form(text, request, base)
        except LayoutMismatch as error:
            if markup.says_missing(markup.line(markup.soup(text))):
                raise SoftMissing("a notice in the place of a list", base) from error
            raise
        if not page.items:
            return page.onward
        key = request.tag.split("/")[0]
        self.issue_builder.probe(
            base, request.ask, f"list {key}", form.__qualname__, [item.title for item in page.items]
        )
        self.issue_builder.newest(*(item.day for item in page.items))
        for item in page.items:
            known = self.listing.get((key, item.url))
            if known is None or known.day < item.day:
                self.listing[key, item.url] = item
        fresh = {item.url for item in page.items} - self.seen[key]
        self.seen[key] |= fresh
        wanted = self._take(key, page)
        if min(item.day for item in page.items) < self.issue.published_on:
            self.reached.add(key)
        if key in self.reached or not page.onward or not fresh:
            return (*wanted, *self._close_list(request.tag))
        return (*wanted, *page.onward)

    def _take(self, key: str, page: ListPage) -> list[PageRequest]:
        """The day's items of a list page. Numbered from the oldest, so that what is added later moves nothing."""
        found = self.items[key]
        wanted = []
        for item in page.items:
            is_the_days = self.listing[key, item.url].day == item.day == self.issue.published_on
            if is_the_days and item.url not in found:  # an entry repeated with two dates belongs to the newer
                found[item.url] = item
                wanted += [PageRequest(item.url, Ask.ARTICLE)] if self.issue_builder.ask_once(item.url) else []
        note = next(note for note in self.issue_builder.pages.values() if note.number == key)
        note.entries = [LinkedArticle(item.url, item.title) for item in reversed(found.values())]
        return wanted

    def _close_list(self, tag: str) -> tuple[PageRequest, ...]:
        """One list less to wait for; after the last one, say what they mean together."""
        self.lists_open -= 1
        if self.lists_open:
            return ()
        day = self.issue.published_on
        count = sum(len(items) for items in self.items.values())
        short = [column for column in self.layout.columns if column.key not in self.reached | self.lost.keys()]
        for column in short:
            self.issue_builder.failed(PageRequest(column.url, Ask.LIST, tag=column.key), OutOfReach(day, column.url))
        if count:
            self.issue_builder.settle(Outcome.READ)
        elif self.lost:
            self.issue_builder.settle(Outcome.UNREADABLE, next(iter(self.lost.values())))
        elif short:
            self.issue_builder.settle(Outcome.OUT_OF_REACH, f"the list of {short[0].name} does not go back to {day}")
        else:
            self.issue_builder.settle(Outcome.ABSENT, f"no release on {day} in {len(self.layout.columns)} lists")
        return ()

    # ---- articles -----------------------------------------------------------------------------------------------

    def _article(self, request: PageRequest, response: Response, text: str) -> tuple[PageRequest, ...]:
        markup.require_whole(text, response.base)
        page = markup.soup(text, response.base)
        read = article_parts(self.layout.selectors, page)
        if not read.body_selector:
            if markup.says_missing(markup.line(page)) or self._is_list(text, request, response.base):
                raise SoftMissing("no article but a notice or a list", response.base)
            raise LayoutMismatch("an article's body", f"none in {len(markup.marks(page))} named parts", response.base)
        for name, selector, found in read.found:
            self.issue_builder.probe(response.base, request.ask, name, selector, found)
        self.issue_builder.shape(response.base, request.ask, markup.marks(page))
        self.issue_builder.parts[request.url] = read.parts
        return tuple(self._attachments(request, response, page))

    def _attachments(self, request: PageRequest, response: Response, page: BeautifulSoup) -> Iterator[PageRequest]:
        """The files beside an article, each asked for once."""
        for tag in markup.select_all(page, "a[href]"):
            url = markup.resolve(response.base, markup.attr(tag, "href"))
            if _FILE.search(url.partition("?")[0]) and url not in self.attached:
                self.attached[url] = Attached(url, markup.line(tag), request.url)
                yield PageRequest(url, Ask.ATTACHMENT)

    def _is_list(self, text: str, request: PageRequest, base: str) -> bool:
        try:
            page = self.layout.form(text, request, base)
        except PageError:
            return False
        return bool(page.items or page.onward)


def _kind_of_file(response: Response) -> str:
    """What stands in the place of a page, by its first bytes; empty where they may be a page's."""
    return next((kind for mark, kind in _BEGINNINGS.items() if response.body.startswith(mark)), "")
