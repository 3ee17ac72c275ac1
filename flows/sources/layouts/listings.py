"""Forms of lists of releases: static HTML lists, RSS, JSON arrays, and lists that a build service hands out."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlencode, urljoin

from bs4 import BeautifulSoup, Tag

from flows.sources import markup
from flows.sources.errors import LayoutMismatch, TruncatedPage
from flows.sources.json_pages import members, parse_json, rows
from flows.sources.labels import date_in_text, date_in_url
from flows.sources.protocol import PageRequest

_BUILD = re.compile(r"^bu(?:ild|lid)static$", re.I)  # both spellings are in use
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    url: str
    title: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class ListPage:
    """Entries of a list page in its order, and what must be fetched for more: the list itself, or its next page."""

    items: tuple[Item, ...] = ()
    onward: tuple[PageRequest, ...] = ()


UNIT_LENGTH = 100
NEXT = "/next"  # ends the tag of a request for a further page of a list
Form = Callable[[str, PageRequest, str], ListPage]
"""Text, request, base address -> entries. Raises LayoutMismatch where the page holds no list of this form."""


def links_form(selector: str, row: str = "li") -> Form:
    """A form of `selector` links inside rows; the day stands in the address or in the row's text."""

    def read(text: str, request: PageRequest, base: str) -> ListPage:
        markup.require_whole(text, base)
        return ListPage(_links(markup.soup(text, base), selector, row, base))

    return read


def _links(page: BeautifulSoup, selector: str, row: str, base: str) -> tuple[Item, ...]:
    found: dict[str, Item] = {}
    for tag in markup.select_all(page, selector):
        url = markup.resolve(base, markup.attr(tag, "href"))
        holder = tag.find_parent(row)
        day = date_in_url(url) or (date_in_text(markup.line(holder)) if isinstance(holder, Tag) else None)
        title = markup.clean(markup.attr(tag, "title")) or markup.line(tag)
        if url and day and title:
            found.setdefault(url, Item(url, title, day))
    if not found:
        raise LayoutMismatch(f"dated links {selector}", f"none of {len(page.find_all('a'))} links", base)
    return tuple(found.values())


def cdata_form(selector: str) -> Form:
    """A form of rows kept as CDATA records of a script, else as plain HTML."""

    def read(text: str, request: PageRequest, base: str) -> ListPage:
        markup.require_whole(text, base)
        records = "".join(_CDATA.findall(text))
        return ListPage(_links(markup.soup(records if "<a" in records else text, base), selector, "li", base))

    return read


def rss(text: str, request: PageRequest, base: str) -> ListPage:
    """RSS 2.0."""
    if "</rss>" not in text:
        raise TruncatedPage(f"{len(text)} characters without </rss>", base)
    found: list[Item] = []
    for item in BeautifulSoup(text, "xml").find_all("item"):
        said = {name: markup.clean(tag.get_text()) for name in ("title", "link", "pubDate") if (tag := item.find(name))}
        url = markup.resolve(base, said.get("link", ""))
        day = date_in_url(url) or _mail_day(said.get("pubDate", ""))
        if url and day:
            found.append(Item(url, said.get("title", ""), day))
    if not found:
        raise LayoutMismatch("dated items", f"{len(text)} characters of RSS without one", base)
    return ListPage(tuple(found))


def _mail_day(text: str) -> dt.date | None:
    if day := date_in_text(text):
        return day
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None


def json_array(title: str, url: str, day: str) -> Form:
    """A form of an array of objects with these keys."""

    def read(text: str, request: PageRequest, base: str) -> ListPage:
        told = parse_json(text, base)
        told_of = rows(told, "of releases", base)
        found = [
            Item(markup.resolve(base, str(row[url])), markup.from_html(str(row[title])), when)
            for row in told_of
            if row.get(url) and row.get(title) and (when := date_in_text(str(row.get(day))))
        ]
        if not found:
            raise LayoutMismatch(f"objects with {title}, {url}, {day}", f"{len(told_of)} rows without", base)
        return ListPage(tuple(found))

    return read


def build_service(selector: str) -> Form:
    """A shell page whose list comes from a build service: the shell names address and query, the answer holds HTML."""

    def read(text: str, request: PageRequest, base: str) -> ListPage:
        if text.lstrip().startswith("{"):
            told = parse_json(text, base)
            fragment = members(members(told).get("data")).get("html")
            if not isinstance(fragment, str):
                raise LayoutMismatch("data.html", ", ".join(sorted(members(told))), base)
            items = _links(markup.soup(fragment, base), selector, "li", base)
            return ListPage(items, (_next_unit(request),))
        markup.require_whole(text, base)
        return ListPage(onward=(_build_request(markup.soup(text, base), request, base),))

    return read


def _next_unit(request: PageRequest) -> PageRequest:
    """The next page of a build service's list. Its first answer's length is its own; from then on pages are of one
    length, counted from 1, in a JSON member of their own: plain parameters are ignored and give page 1 for ever."""
    address, _, query = request.url.partition("?")
    said = dict(parse_qsl(query, keep_blank_values=True))
    number = request.hops if request.tag.endswith(NEXT) else 1
    said["paramJson"] = json.dumps({"pageNo": number, "pageSize": UNIT_LENGTH}, separators=(",", ":"))
    tag = request.tag.split("/")[0] + NEXT
    return replace(request, url=f"{address}?{urlencode(said)}", tag=tag, hops=number + 1)


def _build_request(page: BeautifulSoup, request: PageRequest, base: str) -> PageRequest:
    for script in page.find_all("script"):
        query = markup.attr(script, "querydata")
        if _BUILD.match(markup.attr(script, "parsetype")) and query:
            try:
                said = json.loads(query.replace("'", '"'))
            except json.JSONDecodeError as error:
                raise LayoutMismatch("querydata as JSON with single quotes", query[:60], base) from error
            plain = {
                key: value if isinstance(value, str) else json.dumps(value) for key, value in members(said).items()
            }
            target = urljoin(base, markup.attr(script, "url"))
            headers = (("Referer", base), ("X-Requested-With", "XMLHttpRequest"))
            return replace(request, url=f"{target}?{urlencode(plain)}", headers=headers, hops=request.hops + 1)
    raise LayoutMismatch("script[parsetype=buildstatic] with querydata", "none", base)


def numbered_pages(form: Form, most: int) -> Form:
    """The same list over `index.html`, `index_1.html` ... (the TRS system's names), `most` of them."""

    def read(text: str, request: PageRequest, base: str) -> ListPage:
        page = form(text, request, base)
        number = request.hops + 1
        folder = urljoin(base, ".")
        further = replace(
            request, url=f"{folder}index_{number}.html", hops=number, tag=request.tag.split("/")[0] + NEXT
        )
        onward = () if number > most else (further,)
        return replace(page, onward=onward)

    return read
