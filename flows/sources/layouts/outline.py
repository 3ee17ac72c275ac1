"""Family D: one `data.json` tells the whole issue, pages and articles; articles are HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from flows.parse.continued import page_number
from flows.sources import markup
from flows.sources.compose import skip_reason
from flows.sources.decode import decode
from flows.sources.errors import BadStatus, LayoutMismatch, SoftMissing, WrongDate
from flows.sources.fields import Selectors, article_parts, page_day
from flows.sources.issue_builder import IssueBuilder, LinkedArticle
from flows.sources.json_pages import json_marks, parse_json, rows
from flows.sources.labels import date_in_text, date_in_url, page_name
from flows.sources.protocol import Ask, IssueReader, IssueReading, Outcome, PageRequest, Response
from warehouse.model import Issue

_DAY_IN_NAME = re.compile(r"(?:^|/)(20\d\d)([01]\d)([0-3]\d)_")
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class OutlineLayout:
    """`outline` and `article` are strftime templates; `{page}` and `{href}` are filled in from the outline."""

    name: str
    outline: str
    article: str
    selectors: Selectors

    def reader(self, issue: Issue) -> IssueReader:
        """A reader for one issue."""
        return OutlineReader(self, issue)


@dataclass(slots=True)
class OutlineReader:
    """Reads one issue by its outline."""

    layout: OutlineLayout
    issue: Issue
    issue_builder: IssueBuilder = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        self.issue_builder = IssueBuilder(self.issue, self.layout.name)

    def start(self) -> tuple[PageRequest, ...]:
        """The outline."""
        return (PageRequest(self.issue.published_on.strftime(self.layout.outline), Ask.FIRST),)

    def read(self, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        """Take one response. Raises PageError."""
        if response.status in _GONE and request.ask is Ask.FIRST:
            self.issue_builder.settle(Outcome.NOT_FOUND, f"status {response.status} at {request.url}")
            return ()
        if response.status != 200:
            raise BadStatus(response.status, request.url)
        text = decode(response)
        if (day := date_in_url(response.base)) is not None and day != self.issue.published_on:
            raise WrongDate(self.issue.published_on, day, response.base)
        return self._outline(request, text) if request.ask is Ask.FIRST else self._article(request, response, text)

    def give_up(self, request: PageRequest, error: Exception) -> tuple[PageRequest, ...]:
        """Note the loss."""
        if request.ask is Ask.FIRST:
            self.issue_builder.entry_lost(request, error)
        else:
            self.issue_builder.failed(request, error)
        return ()

    def reading(self) -> IssueReading:
        """What was read so far."""
        return self.issue_builder.close()

    def _outline(self, request: PageRequest, text: str) -> tuple[PageRequest, ...]:
        told = rows(parse_json(text, request.url), "of pages", request.url)
        listed = [rows(page.get("onePageArticleList") or [], "onePageArticleList", request.url) for page in told]
        if not any(listed):
            raise LayoutMismatch("articles in the outline", f"{len(told)} pages without any", request.url)
        self._require_day(listed, request.url)
        wanted: list[PageRequest] = []
        for page, records in zip(told, listed, strict=True):
            number, name = str(page.get("pageNo", "")).strip(), page_name(markup.clean(str(page.get("pageName", ""))))
            note = self.issue_builder.add_page(page_number(number), name, f"{request.url}#{number}")
            note.entries = [self._entry(number, record) for record in records]
            wanted += [] if note.advertisement else self._wanted(note.entries)
        self.issue_builder.probe(
            request.url, Ask.FIRST, "outline", "[].pageNo", [str(page.get("pageName")) for page in told]
        )
        self.issue_builder.shape(request.url, Ask.FIRST, json_marks(told))
        self.issue_builder.settle(Outcome.READ)
        return tuple(wanted)

    def _require_day(self, listed: list[list[dict[str, Any]]], where: str) -> None:
        """File names of articles may begin with the day; the outline itself names none."""
        for record in (record for page in listed for record in page):
            found = _DAY_IN_NAME.search(str(record.get("articleHref", "")))
            day = date_in_text("-".join(found.groups())) if found else None
            if day is not None and day != self.issue.published_on:
                raise WrongDate(self.issue.published_on, day, where)

    def _entry(self, number: str, told: dict[str, Any]) -> LinkedArticle:
        template = self.issue.published_on.strftime(self.layout.article)
        url = template.format(page=number, href=str(told.get("articleHref", "")).strip())
        author = markup.from_html(str(told.get("articleAuthor") or ""))
        return LinkedArticle(url, markup.from_html(str(told.get("mainTitle") or "")), author)

    def _wanted(self, entries: list[LinkedArticle]) -> list[PageRequest]:
        wanted = [entry.url for entry in entries if skip_reason(entry.title) is None]
        return [PageRequest(url, Ask.ARTICLE) for url in wanted if self.issue_builder.ask_once(url)]

    def _listed(self, url: str) -> str:
        """The outline's title of an article: where the article's own page has none, it is the declared one."""
        entries = (entry for note in self.issue_builder.pages.values() for entry in note.entries or ())
        return next((entry.title for entry in entries if entry.url == url), "")

    def _article(self, request: PageRequest, response: Response, text: str) -> tuple[PageRequest, ...]:
        markup.require_whole(text, response.base)
        page = markup.soup(text, response.base)
        printed = page_day(self.layout.selectors, page)
        if printed is not None and printed != self.issue.published_on:
            raise WrongDate(self.issue.published_on, printed, response.base)
        read = article_parts(self.layout.selectors, page)
        if not read.body_selector:
            said = markup.line(page)
            if markup.says_missing(said):
                raise SoftMissing(f"a short page saying {said[:30]!r}", response.base)
            raise LayoutMismatch("an article's body", "none", response.base)
        for name, selector, found in read.found:
            self.issue_builder.probe(response.base, request.ask, name, selector, found)
        self.issue_builder.shape(response.base, request.ask, markup.marks(page))
        self.issue_builder.parts[request.url] = replace(read.parts, title=read.parts.title or self._listed(request.url))
        return ()
