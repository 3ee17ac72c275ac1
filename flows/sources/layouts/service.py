"""Family E, 科技日报's JSON service: days of a month -> pages of a day -> articles of a page -> article. All POST."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import Any

from flows.sources import markup
from flows.sources.body import blocks
from flows.sources.compose import skip_reason
from flows.sources.decode import decode
from flows.sources.errors import BadStatus, LayoutMismatch, WrongDate
from flows.sources.issue_builder import IssueBuilder, LinkedArticle
from flows.sources.json_pages import json_marks, members, parse_json, rows
from flows.sources.labels import date_in_text, page_label
from flows.sources.parts import PageParagraph, Parts
from flows.sources.protocol import Ask, IssueReader, IssueReading, Outcome, PageRequest, Response
from warehouse.model import Issue, Role

_EIGHT_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SHANGHAI = dt.timezone(dt.timedelta(hours=8))
_MILLISECONDS = 10**11  # a whole number beyond this is milliseconds since 1970
_GONE = (404, 410)
_KICKER = re.compile(r"(?:pre|intro|lead|shoulder|up|super)_?title$|yin_?ti$", re.I)
_SUBTITLE = re.compile(r"sub_?title$|fu_?(?:biao)?ti$", re.I)
_REFUSED = "no access!"


@dataclass(frozen=True, slots=True)
class ServiceLayout:
    """`base` is the address before `/period/...`; `site_id` is a constant of the site's own script and may change."""

    name: str
    base: str
    site_id: str
    code: str
    reader_url: str  # what a person opens; `{id}` and strftime fields

    def reader(self, issue: Issue) -> IssueReader:
        """A reader for one issue."""
        return ServiceReader(self, issue)


@dataclass(slots=True)
class ServiceReader:
    """Reads one issue from the service. Entries are known by the address that a person opens."""

    layout: ServiceLayout
    issue: Issue
    issue_builder: IssueBuilder = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        self.issue_builder = IssueBuilder(self.issue, self.layout.name)

    def start(self) -> tuple[PageRequest, ...]:
        """The days of the month."""
        first = self.issue.published_on.replace(day=1).isoformat()
        return (self._post(Ask.CALENDAR, "period/date", {"code": self.layout.code, "date": first}),)

    def read(self, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        """Take one response. Raises PageError."""
        if response.status in _GONE and request.ask in (Ask.CALENDAR, Ask.FIRST):
            self.issue_builder.settle(Outcome.NOT_FOUND, f"status {response.status} at {request.url}")
            return (self._ask_day(),) if request.ask is Ask.CALENDAR else ()
        if response.status != 200:
            raise BadStatus(response.status, request.url)
        told = parse_json(decode(response), request.url)
        if not isinstance(told, dict):
            raise LayoutMismatch("a JSON object", type(told).__name__, request.url)
        if told.get("msg") == _REFUSED or str(told.get("status", "200")) not in ("200", "0", "success", "true"):
            raise BadStatus(_whole(told.get("status")) or 500, f"{request.url} ({told.get('msg')})")
        step = {
            Ask.CALENDAR: self._calendar,
            Ask.FIRST: self._pages,
            Ask.PAGE: self._page,
            Ask.ARTICLE: self._article,
        }[request.ask]
        asked = step(request, told)
        self.issue_builder.shape(f"{request.url}#{request.tag}", request.ask, json_marks(told))
        return asked

    def give_up(self, request: PageRequest, error: Exception) -> tuple[PageRequest, ...]:
        """Note the loss; without the calendar the day itself is asked for."""
        if request.ask is Ask.CALENDAR:
            return (self._ask_day(),)
        if request.ask is Ask.FIRST:
            self.issue_builder.entry_lost(request, error)
        else:
            self.issue_builder.failed(request, error)
        return ()

    def reading(self) -> IssueReading:
        """What was read so far."""
        return self.issue_builder.close()

    def _post(self, ask: Ask, path: str, said: dict[str, str], tag: str = "") -> PageRequest:
        body = json.dumps({"siteId": self.layout.site_id, **said}, sort_keys=True).encode()
        headers = (("X-Requested-With", "XMLHttpRequest"),)
        return PageRequest(f"{self.layout.base}/{path}", ask, "POST", headers, body, "application/json", tag)

    def _ask_day(self) -> PageRequest:
        day = self.issue.published_on.isoformat()
        return self._post(Ask.FIRST, "period/periodTime", {"code": self.layout.code, "periodTime": day, "date": day})

    # ---- the four answers ---------------------------------------------------------------------------------------

    def _calendar(self, request: PageRequest, told: dict[str, Any]) -> tuple[PageRequest, ...]:
        listed = members(told.get("obj")).get("dateList")
        if not isinstance(listed, list):
            raise LayoutMismatch("obj.dateList", ", ".join(sorted(told)), request.url)
        days = {day for value in listed if (day := day_of(value))}
        self.issue_builder.probe(request.url, request.ask, "dateList", "obj.dateList", [str(value) for value in listed])
        self.issue_builder.newest(*days)
        if self.issue.published_on in days:
            return (self._ask_day(),)
        later = any(day > self.issue.published_on for day in days)
        note = f"the service names {len(days)} days of the month, not {self.issue.published_on}"
        self.issue_builder.settle(Outcome.ABSENT if later else Outcome.NOT_FOUND, note)
        return ()

    def _pages(self, request: PageRequest, told: dict[str, Any]) -> tuple[PageRequest, ...]:
        answer = members(told.get("obj"))
        editions = rows(answer.get("editionList"), "obj.editionList", request.url)
        if not editions:
            raise LayoutMismatch("pages in obj.editionList", "none", request.url)
        for holder in (answer, *editions):
            self._require_day(holder, request.url)
        wanted = []
        for edition in sorted(editions, key=lambda each: _whole(each.get("weight"))):
            identity, text = str(edition.get("id", "")), markup.from_html(str(edition.get("editionName", "")))
            number, name = page_label(text) or (str(edition.get("editionCode", "")), text)
            note = self.issue_builder.add_page(number, name, f"{self.layout.base}/article/editionId#{identity}")
            if not note.advertisement:
                wanted.append(self._post(Ask.PAGE, "article/editionId", {"id": identity}, identity))
        names = [str(edition.get("editionName")) for edition in editions]
        self.issue_builder.probe(request.url, request.ask, "editionList", "obj.editionList", names)
        self.issue_builder.settle(Outcome.READ)
        return tuple(wanted)

    def _page(self, request: PageRequest, told: dict[str, Any]) -> tuple[PageRequest, ...]:
        listed = rows(told.get("list", members(told.get("obj")).get("list")), "list", request.url)
        entries, wanted = [], []
        for record in listed:
            title = markup.from_html(str(record.get("title") or ""))
            entry = LinkedArticle(
                self._address(str(record.get("id"))), title, markup.from_html(str(record.get("author") or ""))
            )
            entries.append(entry)
            if skip_reason(title) is None and self.issue_builder.ask_once(entry.url):
                said = {"code": self.layout.code, "id": str(record.get("id"))}
                wanted.append(self._post(Ask.ARTICLE, "article/articleId", said, str(record.get("id"))))
        self.issue_builder.pages[f"{self.layout.base}/article/editionId#{request.tag}"].entries = entries
        return tuple(wanted)

    def _article(self, request: PageRequest, told: dict[str, Any]) -> tuple[PageRequest, ...]:
        found = members(members(told.get("obj")).get("articleVo"))
        content = next((found[name] for name in ("content", "txt") if isinstance(found.get(name), str)), None)
        if content is None:
            raise LayoutMismatch("obj.articleVo.content", ", ".join(sorted(found)) or "nothing", request.url)
        self._require_day(found, request.url)
        taken = rows(found.get("picList") or [], "picList", request.url)
        pictures = [markup.from_html(str(picture.get("picText") or "")) for picture in taken]
        body = markup.soup(f"<div>{content}</div>", self._address(request.tag))
        self.issue_builder.parts[self._address(request.tag)] = Parts(
            title=markup.from_html(str(found.get("title") or "")),
            kicker=_named(found, _KICKER),
            subtitle=_named(found, _SUBTITLE),
            byline=markup.from_html(str(found.get("author") or "")),
            blocks=(*(PageParagraph(text, Role.CAPTION) for text in pictures if text), *blocks(body)),
        )
        return ()

    def _address(self, identity: str) -> str:
        return self.issue.published_on.strftime(self.layout.reader_url).format(id=identity)

    def _require_day(self, told: dict[str, Any], where: str) -> None:
        day = day_of(told.get("periodTime"))
        if day is not None and day != self.issue.published_on:
            raise WrongDate(self.issue.published_on, day, where)


def _named(told: dict[str, Any], name: re.Pattern[str]) -> str:
    """The first text under a key of that kind: one name is known of the subtitle, none of the kicker."""
    texts = (markup.from_html(value) for key, value in told.items() if name.match(key) and isinstance(value, str))
    return next(filter(None, texts), "")


def day_of(value: object) -> dt.date | None:
    """A day as the service may write it: ISO, eight digits, milliseconds since 1970. None for anything else."""
    if isinstance(value, int) and value > _MILLISECONDS:
        return dt.datetime.fromtimestamp(value / 1000, _SHANGHAI).date()
    if not isinstance(value, str):
        return None
    if found := _EIGHT_DIGITS.match(value.strip()):
        return date_in_text("-".join(found.groups()))
    return date_in_text(value)


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).lstrip("-").isdigit() else 0
