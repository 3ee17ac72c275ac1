"""One source as the press prints it: a skin over a chronicle. A skin answers a path, or None for 'there is none'."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from flows.sources.labels import date_in_url
from tests.sources.fake_sites.copy import Chronicle, PressIssue, PrintedArticle, PrintedParagraph


@dataclass(frozen=True)
class Asked:
    """A request as the site sees it: path below the site's root, without query."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    query: str = ""


@dataclass(frozen=True)
class Answer:
    """What is sent. `day` is the issue's, for faults that need another one."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Skin(Protocol):
    """A family's markup."""

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None: ...

    def front(self, day: dt.date) -> str:
        """The path of the first page of a day's issue."""
        ...


@dataclass
class Site:
    """Skins by their first day, a chronicle, what robots.txt says, and a rewriting of the markup for a redesign."""

    skins: tuple[tuple[dt.date, Skin], ...]
    chronicle: Chronicle
    robots: str = "User-agent: *\nDisallow: /admin/\n"
    redesign: Callable[[str, bytes], bytes] | None = None

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/robots.txt":
            return Answer(self.robots.encode(), "text/plain; charset=utf-8")
        for at, (first, skin) in enumerate(self.skins):
            until = self.skins[at + 1][0] - dt.timedelta(days=1) if at + 1 < len(self.skins) else self.chronicle.last
            held = replace(self.chronicle, first=max(first, self.chronicle.first), last=min(until, self.chronicle.last))
            if found := skin.answer(asked, held):
                if self.redesign is not None:
                    return replace(found, body=self.redesign(asked.path, found.body))
                return found
        return missing()

    def other_day(self, asked: Asked) -> Answer | None:
        """The first page of an earlier issue, for the day in the asked path."""
        day = date_in_url(asked.path) or date_in_url(asked.path + "/")
        if day is None:
            return None
        earlier = newest(self.chronicle, day - dt.timedelta(days=1))
        skin = next((skin for first, skin in reversed(self.skins) if first <= earlier), None)
        return skin.answer(Asked(skin.front(earlier)), self.chronicle) if skin else None


def missing() -> Answer:
    return Answer(b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>", status=404)


def soft_missing() -> Answer:
    return Answer("<html><head><title>提示</title></head><body><p>您访问的页面不存在。</p></body></html>".encode())


def esc(text: str) -> str:
    return html.escape(text, quote=False)


def numbered(issue: PressIssue, base: int = 0) -> dict[tuple[int, int], int]:
    """A plain number for each record of an issue, unique over the site, with gaps as real ones have."""
    start = base + (issue.day - dt.date(2000, 1, 1)).days * 1000
    places = [(at, nth) for at, page in enumerate(issue.pages) for nth in range(len(page.pieces))]
    return {place: start + 2 * at + place[0] for at, place in enumerate(places)}


def found_by_number(issue: PressIssue, number: int) -> tuple[int, int, PrintedArticle] | None:
    for (at, nth), known in numbered(issue).items():
        if known == number:
            return at, nth, issue.pages[at].pieces[nth]
    return None


def day_of(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def chinese_day(day: dt.date) -> str:
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def newest(chronicle: Chronicle, until: dt.date | None = None) -> dt.date:
    """The newest day with an issue."""
    day = min(until or chronicle.last, chronicle.last)
    while not chronicle.has(day):
        day -= dt.timedelta(days=1)
    return day


def table_html(block: PrintedParagraph) -> str:
    rows = [row.split("\t") for row in block.text.split("\n")]
    cells = ["<tr>" + "".join(f"<td><p>{esc(cell)}</p></td>" for cell in row) + "</tr>" for row in rows]
    return '<table border="1"><tbody>' + "\n".join(cells) + "</tbody></table>"


def paragraphs(piece: PrintedArticle, tag: str = "p", indent: str = "　　", picture: str = "pci_c") -> str:
    """A body in `<p>`, with the indents that the systems print."""
    made = []
    for block in piece.blocks:
        if block.kind == "table":
            made.append(table_html(block))
        elif block.kind == "caption":
            made.append(
                f'<table class="{picture}"><tr><td><img src="../../../pic/1.jpg"></td></tr>'
                f"<tr><td><p>{esc(block.text)}</p></td></tr></table>"
            )
        elif block.kind == "heading":
            made.append(f"<{tag}>{indent}<strong>{esc(block.text)}</strong></{tag}>")
        else:
            made.append(f"<{tag}>{indent}{esc(block.text)}</{tag}>")
    return "\n".join(made)


def properties(piece: PrintedArticle, day: dt.date, page_name: str, url: str) -> str:
    """The comment block of the Founder system of today."""
    return (
        f"<!--enpproperty <articleid>1</articleid><date>{day} 00:00:00:000</date><author>{esc(piece.byline)}</author>"
        f"<title><p>{esc(piece.title)}</p></title><keyword></keyword><subtitle>{esc(piece.subtitle)}</subtitle>"
        f"<introtitle>{esc(piece.kicker)}</introtitle><siteid>1</siteid><nodeid>9</nodeid>"
        f"<nodename>{esc(page_name)}</nodename><url>{url}</url>/enpproperty-->"
    )


def areas(hrefs: list[str]) -> str:
    """The hot areas of a page image, attributes in the systems' way."""
    made = "".join(
        f'<Area coords="3,{9 * at},190,{9 * at + 8}" shape="polygon" href="{href}">' for at, href in enumerate(hrefs)
    )
    return f'<MAP NAME="PagePicMap">{made}</MAP><img src=../../../pic/page.jpg border=0 USEMAP=#PagePicMap>'


NOISE = (
    "<ul class='nav'><li><a href='http://www.example.org/'>首页</a></li>"
    "<li><a href='/about.html'>关于本报 2011</a></li></ul>"
    "<script>var all = 365; document.write('<div id=detail style=position:absolute></div>');</script>"
)
FOOT = "<div class='copyright'>版权所有 1997-2026 电话 010-65363263 京ICP证000006号</div>"

DATED = {
    "a": re.compile(r"^(?P<base>.*)/(?P<kind>layout|content)/(?P<y>\d{4})(?P<m>\d{2})/(?P<d>\d{2})/(?P<file>[^/]+)$"),
    "b": re.compile(r"^(?P<base>.*)/html/(?P<y>\d{4})-(?P<m>\d{2})/(?P<d>\d{2})/(?P<file>[^/]+)$"),
}
