"""The reader of papers that are read as HTML: first page -> pages -> articles. A family is a `PagedLayout`, no code."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup, Tag

from flows.parse.continued import page_number, same_page
from flows.sources import markup
from flows.sources.calendars import issue_days
from flows.sources.compose import skip_reason
from flows.sources.decode import decode
from flows.sources.errors import (
    BadStatus,
    LayoutMismatch,
    SoftMissing,
    TooManyHops,
    WrongDate,
)
from flows.sources.fields import Selectors, article_parts, masthead, page_day, system_day
from flows.sources.issue_builder import IssueBuilder, LinkedArticle, PageNote
from flows.sources.labels import date_in_url, page_label
from flows.sources.protocol import Ask, IssueReader, IssueReading, Outcome, PageRequest, Reason, Response
from warehouse.model import Issue

HOPS_MAX = 6
# an arrow of the font Webdings stands before the words as a digit: <span>4</span>下一版
_TURNING = re.compile(r"^\d?\W*(?:上|下|前|后)一?[版页]|^返回|^第?一版$|^PDF", re.I)
_NEXT = re.compile(r"^\d?\W*(?:下|后)一?[版页]")
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class PagedLayout:
    """Addresses are strftime templates; `page_path` and `article_path` are too, and regular expressions searched in a
    path. `first` are tried in turn; `page_path` names the page's key as group `page`."""

    name: str
    first: tuple[str, ...]
    page_path: str
    article_path: str
    selectors: Selectors
    latest: str = ""
    calendar: tuple[str, ...] = ()
    paper_names: tuple[str, ...] = ()  # what `<founder-title>` may hold instead of a title
    whole: bool = True  # pages end with an end tag

    def reader(self, issue: Issue) -> IssueReader:
        """A reader for one issue."""
        return PagedReader(self, issue)

    def named(self, *paper_names: str) -> PagedLayout:
        """The same for a paper of these names."""
        return replace(self, paper_names=paper_names)


@dataclass(slots=True)
class PagedReader:
    """Reads one issue of a paged layout."""

    layout: PagedLayout
    issue: Issue
    chained: bool = False  # pages are found by each page's link to the next
    issue_builder: IssueBuilder = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        self.issue_builder = IssueBuilder(self.issue, self.layout.name)

    def start(self) -> tuple[PageRequest, ...]:
        """The issue's first page."""
        return (PageRequest(self._dated(self.layout.first[0]), Ask.FIRST, tag="0"),)

    def read(self, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        """Take one response. Raises PageError."""
        if request.ask is Ask.CALENDAR:
            return self._read_calendar(request, response)
        if response.status in _GONE and request.ask in (Ask.FIRST, Ask.LATEST):
            return self._missing(request, Outcome.NOT_FOUND, f"status {response.status} at {request.url}")
        if response.status != 200:
            raise BadStatus(response.status, request.url)
        text = decode(response)
        page = markup.soup(text, response.base)
        if target := markup.refresh_target(page, response.base):
            return self._hop(request, target)
        if self.layout.whole:
            markup.require_whole(text, response.base)
        if request.ask is Ask.LATEST:
            return self._read_latest(request, response, page)
        self._require_day(request, response, page)
        if request.ask is Ask.ARTICLE:
            return self._read_article(request, response, page, text)
        return self._read_page(request, response, page)

    def give_up(self, request: PageRequest, error: Exception) -> tuple[PageRequest, ...]:
        """Note the loss; an entry that is missing or another day's leads to the next way in."""
        if request.ask is Ask.FIRST and isinstance(error, WrongDate):
            self.issue_builder.newest(error.found_on)
            return self._missing(request, Outcome.OTHER_DATE, str(error))
        if request.ask is Ask.FIRST and isinstance(error, SoftMissing):
            return self._missing(request, Outcome.NOT_FOUND, str(error))
        if request.ask in (Ask.CALENDAR, Ask.LATEST):
            return self._missing(request, self.issue_builder.state.outcome, self.issue_builder.state.note)
        if request.ask is Ask.FIRST:
            self.issue_builder.entry_lost(request, error)
        else:
            self.issue_builder.failed(request, error)
        return ()

    def reading(self) -> IssueReading:
        """What was read so far."""
        return self.issue_builder.close()

    # ---- ways in ------------------------------------------------------------------------------------------------

    def _dated(self, template: str) -> str:
        return self.issue.published_on.strftime(template)

    def _hop(self, request: PageRequest, target: str) -> tuple[PageRequest, ...]:
        day = date_in_url(target)
        if request.ask is not Ask.LATEST and day is not None and day != self.issue.published_on:
            raise WrongDate(self.issue.published_on, day, target)
        if request.hops >= HOPS_MAX:
            raise TooManyHops(request.hops, request.url)
        return (replace(request, url=target, hops=request.hops + 1),)

    def _missing(self, request: PageRequest, outcome: Outcome, note: str) -> tuple[PageRequest, ...]:
        """The next way in after a miss: other first names, then the calendar's forms, then the newest issue."""
        self.issue_builder.settle(outcome, note)
        ways = [PageRequest(self._dated(url), Ask.FIRST) for url in self.layout.first]
        ways += [PageRequest(self._dated(url), Ask.CALENDAR) for url in self.layout.calendar]
        ways += [PageRequest(self.layout.latest, Ask.LATEST)] if self.layout.latest else []
        ways = [replace(way, tag=str(at)) for at, way in enumerate(ways)]
        return tuple(ways[int(request.tag) + 1 :][:1])

    def _read_calendar(self, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        if response.status in _GONE:
            return self._missing(request, self.issue_builder.state.outcome, self.issue_builder.state.note)
        if response.status != 200:
            raise BadStatus(response.status, request.url)
        days = issue_days(decode(response), request.url)
        self.issue_builder.newest(max(days))
        day = self.issue.published_on
        if day in days:
            self.issue_builder.settle(
                self.issue_builder.state.outcome, f"{self.issue_builder.state.note}; yet {request.url} names an issue"
            )
        elif day < max(days):
            self.issue_builder.settle(Outcome.ABSENT, f"{request.url} names later issues and none on {day}")
        return ()

    def _read_latest(self, request: PageRequest, response: Response, page: BeautifulSoup) -> tuple[PageRequest, ...]:
        shown = [date_in_url(response.base), page_day(self.layout.selectors, page)]
        shown += [
            date_in_url(markup.resolve(response.base, markup.attr(a, "href")))
            for a in markup.select_all(page, "a[href]")
        ]
        days = [day for day in shown if day is not None]
        self.issue_builder.newest(*days)
        links = self._page_links(page, response.base)[1]
        if self.issue.published_on not in days or not links:
            return ()
        for number, name, url in links:  # the day's issue under a first name that the declaration does not know
            self.issue_builder.add_page(number, name, url)
        self.issue_builder.settle(Outcome.READ)
        return tuple(self._ask_pages(None, links))

    def _require_day(self, request: PageRequest, response: Response, page: BeautifulSoup) -> None:
        """Address and page are of the day: servers send another day's page under any address.

        A page is of the day that it prints; where it prints none, of that of its links.
        """
        printed = page_day(self.layout.selectors, page)
        if request.ask is Ask.ARTICLE:
            own = [printed, system_day(page)]
        else:
            printed = printed or masthead(page)
            own = [printed or self._linked_day(page, response.base)]
        for day in (date_in_url(response.base), *own):
            if day is not None and day != self.issue.published_on:
                raise WrongDate(self.issue.published_on, day, response.base)

    def _linked_day(self, page: BeautifulSoup, base: str) -> dt.date | None:
        """The day of most of the page's links, for single ones lead to other issues; None where none is dated."""
        linked = [date_in_url(markup.resolve(base, href)) for href in self._hrefs(page)]
        days = Counter(day for day in linked if day is not None)
        return max(days, key=lambda day: (days[day], day == self.issue.published_on, day), default=None)

    def _hrefs(self, page: BeautifulSoup) -> list[str]:
        chosen = (*self.layout.selectors.article_links, "map area[href]")
        return [_target(tag) for selector in chosen for tag in markup.select_all(page, selector)]

    # ---- pages --------------------------------------------------------------------------------------------------

    def _read_page(self, request: PageRequest, response: Response, page: BeautifulSoup) -> tuple[PageRequest, ...]:
        entry = request.ask is Ask.FIRST
        link_selector, links = self._page_links(page, response.base) if entry else ("", [])
        onward = self._next_page(page, response.base) if self.chained or (entry and not links) else []
        self.chained = bool(onward)
        entries, probe = self._entries(page, response.base)
        label_selector, labels = markup.select(page, self.layout.selectors.page_label)
        label = next((found for tag in labels if (found := page_label(markup.line(tag)))), None)
        if (entry and not ((links or onward) and entries) and not self._advertisement(label)) or not (
            label or entries or links
        ):
            self._refuse(page, response, "a list of pages and of articles")
        self.issue_builder.probe(response.base, request.ask, "page_label", label_selector if label else "", labels)
        self.issue_builder.probe(response.base, request.ask, "article_links", probe, [entry.title for entry in entries])
        if entry:
            self.issue_builder.probe(
                response.base, request.ask, "page_links", link_selector, [name for _, name, _ in links]
            )
        self.issue_builder.shape(response.base, request.ask, markup.marks(page))
        for number, name, url in links:
            self.issue_builder.add_page(number, name, url)
        here = self._own_page(response.base, request, label)
        here.entries = entries
        if entry:
            self.issue_builder.settle(Outcome.READ)
        return (*self._ask_pages(here, links), *onward, *self._ask_articles(entries))

    def _advertisement(self, label: tuple[str, str] | None) -> bool:
        return label is not None and skip_reason(label[1]) is Reason.ADVERTISEMENT

    def _own_page(self, base: str, request: PageRequest, label: tuple[str, str] | None) -> PageNote:
        """The note of the page just read: by its address, else by the number it prints, else new."""
        pages = self.issue_builder.pages
        for url in (markup.resolve(base, base), markup.resolve(request.url, request.url)):
            if url in pages:
                return pages[url]
        if label is not None:
            for known in pages.values():
                if known.number == label[0]:
                    return known
        number, name = label or (self._page_key(base), "")
        return self.issue_builder.add_page(number, name, base)

    def _page_key(self, url: str) -> str:
        return page_number(_group(re.compile(self._dated(self.layout.page_path)), url, "page") or "00")

    def _page_links(self, page: BeautifulSoup, base: str) -> tuple[str, list[tuple[str, str, str]]]:
        """The selector that found them; number, name and address of the issue's pages. A readable label wins."""
        pattern = re.compile(self._dated(self.layout.page_path))
        for selector in self.layout.selectors.page_links:
            found: dict[str, tuple[str, str, str]] = {}
            for tag in markup.select_all(page, selector):
                url = markup.resolve(base, markup.attr(tag, "href"))
                match = pattern.search(markup.path_of(url))
                text = markup.line(tag)
                if not match or _TURNING.match(text):
                    continue
                label = page_label(text)
                if label or url not in found:
                    number, name = label or (page_number(match["page"]), text)
                    earlier = found.get(url)
                    found[url] = earlier if earlier and earlier[1] and not name else (number, name, url)
            if found:
                return selector, list(found.values())
        return "", []

    def _next_page(self, page: BeautifulSoup, base: str) -> list[PageRequest]:
        """Where a first page has no list of pages, each page's link to the next leads through the issue."""
        pattern = re.compile(self._dated(self.layout.page_path))
        for tag in markup.select_all(page, "a[href]"):
            url = markup.resolve(base, markup.attr(tag, "href"))
            if (
                _NEXT.match(markup.line(tag))
                and pattern.search(markup.path_of(url))
                and self.issue_builder.ask_once(url)
            ):
                return [PageRequest(url, Ask.PAGE)]
        return []

    def _ask_pages(self, here: PageNote | None, links: list[tuple[str, str, str]]) -> list[PageRequest]:
        wanted = []
        for _, _, url in links:
            note = self.issue_builder.pages[url]
            if note is not here and not note.advertisement and self.issue_builder.ask_once(url):
                wanted.append(PageRequest(url, Ask.PAGE))
        return wanted

    # ---- articles -----------------------------------------------------------------------------------------------

    def _entries(self, page: BeautifulSoup, base: str) -> tuple[list[LinkedArticle], str]:
        """The page's records in its own order; hot areas of the page image add what the list lacks."""
        pattern = re.compile(self._dated(self.layout.article_path))
        chosen = ""
        found: dict[str, str] = {}
        for selector in self.layout.selectors.article_links:
            for tag in markup.select_all(page, selector):
                self._note_link(found, tag, base, pattern)
            if found:
                chosen = selector
                break
        for tag in markup.select_all(page, "map area[href]"):
            self._note_link(found, tag, base, pattern)
        entries = [LinkedArticle(url, title) for url, title in found.items()]
        return self._of_page(entries, pattern, base), chosen or ("map area" if found else "")

    def _of_page(self, entries: list[LinkedArticle], pattern: re.Pattern[str], base: str) -> list[LinkedArticle]:
        """Where a page lists the whole issue and article names tell their page: this page's records."""
        if "page" not in pattern.groupindex:
            return entries
        here = self._page_key(base)
        own = [entry for entry in entries if same_page(_group(pattern, entry.url, "page"), here)]
        return own or entries

    def _note_link(self, found: dict[str, str], tag: Tag, base: str, pattern: re.Pattern[str]) -> None:
        url = markup.resolve(base, _target(tag))
        if pattern.search(markup.path_of(url)):
            title = markup.line(tag) or markup.clean(markup.attr(tag, "title"))
            found[url] = found.get(url) or title.lstrip("·• ")

    def _ask_articles(self, entries: list[LinkedArticle]) -> list[PageRequest]:
        wanted = []
        for entry in entries:
            if skip_reason(entry.title) is None and self.issue_builder.ask_once(entry.url):
                wanted.append(PageRequest(entry.url, Ask.ARTICLE))
        return wanted

    def _read_article(
        self, request: PageRequest, response: Response, page: BeautifulSoup, text: str
    ) -> tuple[PageRequest, ...]:
        read = article_parts(self.layout.selectors, page, self.layout.paper_names)
        if read.body_selector == "":
            self._refuse(page, response, "an article's body")
        if not read.parts.title and (listed := self._listed_in(page, read.body_selector)):
            raise SoftMissing(f"a list of {listed} records in an article's place", response.base)
        for name, selector, found in read.found:
            self.issue_builder.probe(response.base, request.ask, name, selector, found)
        self.issue_builder.shape(response.base, request.ask, markup.marks(page))
        self.issue_builder.parts[request.tag or request.url] = read.parts
        return ()

    def _listed_in(self, page: BeautifulSoup, body: str) -> int:
        """How many records the body lists, where links to them are most of its text: then it is no article's."""
        tags = [tag for selector in self.layout.selectors.article_links for tag in markup.select_all(page, selector)]
        roots = {id(root): root for root in markup.select_all(page, body)}
        inside = {id(tag): tag for tag in tags if not roots.keys().isdisjoint(map(id, tag.parents))}
        said = sum(len(markup.line(tag)) for tag in inside.values())
        return len(inside) if 2 * said > sum(len(markup.line(root)) for root in roots.values()) else 0

    def _refuse(self, page: BeautifulSoup, response: Response, expected: str) -> None:
        said = markup.line(page)
        if markup.says_missing(said):
            raise SoftMissing(f"a short page saying {said[:30]!r}", response.base)
        if not re.search(self._dated(self.layout.page_path), path := markup.path_of(response.base)) and not re.search(
            self._dated(self.layout.article_path), path
        ):
            raise SoftMissing("a page outside the issue", response.base)
        day = masthead(page) or self._linked_day(page, response.base)
        if day is not None and day != self.issue.published_on:
            raise WrongDate(self.issue.published_on, day, response.base)
        raise LayoutMismatch(expected, f"none in {len(markup.marks(page))} named parts", response.base)


def _target(tag: Tag) -> str:
    """A link's address; one paper keeps it in an attribute of its own."""
    return markup.attr(tag, "daoxiang") or markup.attr(tag, "href")


def _group(pattern: re.Pattern[str], url: str, name: str) -> str:
    found = pattern.search(markup.path_of(url))
    return str(found[name]) if found else ""
