"""Family A: people.com.cn (A1), the default skin (A2), gmw.cn (A3)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from tests.sources.fake_sites.copy import Chronicle, Page, PressIssue, PrintedArticle
from tests.sources.fake_sites.site import (
    DATED,
    FOOT,
    NOISE,
    Answer,
    Asked,
    areas,
    chinese_day,
    day_of,
    esc,
    found_by_number,
    newest,
    numbered,
    paragraphs,
    properties,
)

HEAD = '<!DOCTYPE html>\n<html lang="en"><head><meta http-equiv="Content-Type" content="text/html;charset=utf-8" />'


@dataclass(frozen=True)
class Amucsite:
    """`base` is the path before `/layout`; `first` the name of the first page's file."""

    base: str
    first: str = "node_01"
    style: str = "A1"
    paper: str = "某某日报"
    comment: bool = True

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        if asked.path == f"{self.base}/layout/index.html":
            issue = chronicle.issue(newest(chronicle))
            assert issue is not None
            links = "".join(
                f'<li><a href="{issue.day:%Y%m/%d}/{self.node(issue, at)}">第{page.number}版 {page.name}</a></li>'
                for at, page in enumerate(issue.pages)
            )
            return Answer(
                f"{HEAD}<title>{self.paper}</title></head><body><ul id='list'>{links}</ul></body></html>".encode()
            )
        found = DATED["a"].match(asked.path)
        if not found or found["base"] != self.base:
            return None
        day = day_of(found["y"], found["m"], found["d"])
        issue = chronicle.issue(day) if day else None
        if issue is None:
            return None
        text = self.page(issue, found["file"]) if found["kind"] == "layout" else self.article(issue, found["file"])
        return Answer(text.encode()) if text else None

    def front(self, day: dt.date) -> str:
        return f"{self.base}/layout/{day:%Y%m/%d}/{self.first}.html"

    def node(self, issue: PressIssue, at: int) -> str:
        number = issue.pages[at].number
        return f"{self.first}.html" if at == 0 else f"node_{number}.html"

    def page(self, issue: PressIssue, file: str) -> str:
        for at, page in enumerate(issue.pages):
            if file == self.node(issue, at):
                ids = numbered(issue)
                hrefs = [
                    f"../../../content/{issue.day:%Y%m/%d}/content_{ids[at, nth]}.html"
                    for nth in range(len(page.pieces))
                ]
                made = {"A1": self.people_page, "A2": self.standard_page, "A3": self.gmw_page}[self.style]
                return made(issue, page, list(zip(hrefs, page.pieces, strict=True)))
        return ""

    def people_page(self, issue: PressIssue, page: Page, records: list[tuple[str, PrintedArticle]]) -> str:
        slides = "".join(
            (
                f'<div class="swiper-slide">\n<a id="pageLink" href="{self.node(issue, at)}">'
                f"{each.number}版：{each.name}</a>\n</div>"
            )
            for at, each in enumerate(issue.pages)
        )
        news = "".join(f'<li><span>·</span>\n<a href="{href}"> {esc(piece.title)} </a></li>' for href, piece in records)
        return f"""{HEAD}<title>{self.paper}-人民网</title></head><body onLoad="initialize();initMPPage();">{NOISE}
<div class="main w1000"><div class="left paper-box"><div class="paper">{areas([href for href, _ in records])}</div>
<div class="paper-bot"><p class="left ban">
	第{page.number}版：{page.name}
</p><p class="right btn"><a href="../../../attachement/{issue.day:%Y%m/%d}/58d97d37.pdf">PDF下载</a></p></div></div>
<div class="right right-main"><div class="date-box"><p class="date left">\
{self.paper} <span class="newstime">{chinese_day(issue.day)} Wed</span></p>
<p class="right"><span class="prev" onClick="goPrePeriod()">上一期</span></p></div>
<div class="swiper-box"><div class="swiper-container">{slides}</div></div>
<div class="news"><ul class="news-list">{news}</ul></div></div></div>{FOOT}</body>
</html>"""

    def standard_page(self, issue: PressIssue, page: Page, records: list[tuple[str, PrintedArticle]]) -> str:
        pages = "".join(
            f'<li class="posRelative"><a href="./{self.node(issue, at)}">第{each.number}版 {each.name}</a>'
            f'<a class="pdf" href="../../../attachment/{issue.day:%Y%m/%d}/x{at}.pdf"></a>'
            f'<input type="hidden" value="x{at}.pdf"></li>'
            for at, each in enumerate(issue.pages)
        )
        news = "".join(f'<li><a href="{href}"><p>{esc(piece.title)}</p></a></li>' for href, piece in records)
        return f"""{HEAD}<title>{self.paper}</title></head><body>{NOISE}
<div class="header-time" id="paperdate">{chinese_day(issue.day)}</div><div id="layout">\
第{page.number}版：<span>{page.name}</span></div>
{areas([href for href, _ in records])}<ul id="layoutlist">{pages}</ul>
<ul id="articlelist" class="newsList">{news}</ul>{FOOT}</body></html>"""

    def gmw_page(self, issue: PressIssue, page: Page, records: list[tuple[str, PrintedArticle]]) -> str:
        pages = "".join(
            f'<a href="{self.node(issue, at)}">{each.number}版:{each.name}</a>' for at, each in enumerate(issue.pages)
        )
        news = "".join(f'<li><a href="{href}"><p>{esc(piece.title)}</p></a></li>' for href, piece in records)
        return f"""{HEAD}<title>{self.paper}</title></head><body>{NOISE}<div class="m-pages">{pages}</div>
{areas([href for href, _ in records])}
<div class="m-title-list"><div class="m-type"><span>{page.number}版:{page.name}</span></div><ul>\
{news}</ul></div>{FOOT}</body></html>"""

    def article(self, issue: PressIssue, file: str) -> str:
        number = re.match(r"content_(\d+)\.html$", file)
        found = found_by_number(issue, int(number[1])) if number else None
        if not found:
            return ""
        at, _, piece = found
        page = issue.pages[at]
        made = {"A1": self.people_article, "A2": self.standard_article, "A3": self.gmw_article}[self.style]
        note = properties(piece, issue.day, page.name, file) if self.comment else ""
        return made(issue.day, page, piece).replace("</body>", f"{note}</body>")

    def people_article(self, day: dt.date, page: Page, piece: PrintedArticle) -> str:
        return f"""{HEAD}<title>{esc(piece.title)}--{self.paper}</title></head><body>{NOISE}
<div class="main w1000"><div class="right right-main"><div class="article-box"><div class="article">
<h3>{esc(piece.kicker)}</h3><h1>{esc(piece.title)}</h1><h2>{esc(piece.subtitle)}</h2>
<p class="sec">{esc(piece.byline)}<span class="date">\
《{self.paper}》（{chinese_day(day)} &nbsp; 第 {page.number} 版）</span></p>
<div class="content clearfix" id="articleContent"><div id="ozoom" style="ZOOM: 100%"><!--enpcontent-->
{paragraphs(piece)}
<!--/enpcontent--></div></div></div><p class="paging"><a href="content_1.html">上一篇</a></p></div></div>\
</div>{FOOT}</body></html>"""

    def standard_article(self, day: dt.date, page: Page, piece: PrintedArticle) -> str:
        return f"""{HEAD}<title>{esc(piece.title)}</title></head><body>\
{NOISE}<div id="paperdate" class="header-time">{chinese_day(day)}</div>
<div id="layout">第{page.number}版：</div>
<div class="detail-art"><h2 id="Title" class="art-title">{esc(piece.title)}</h2><p id="SubTitle">\
{esc(piece.subtitle)}</p>
<p id="Author" class="author">{esc(piece.byline)}</p><div id="ozoom" class="content"><founder-content><!--enpcontent-->
{paragraphs(piece, indent="&nbsp;&nbsp;&nbsp;&nbsp;", picture="attachment")}
<!--/enpcontent--></founder-content></div></div>{FOOT}</body></html>"""

    def gmw_article(self, day: dt.date, page: Page, piece: PrintedArticle) -> str:
        author = f"作者：{esc(piece.byline)}" if piece.byline else ""
        return f"""{HEAD}<title>{esc(piece.title)}-{self.paper}</title></head><body>{NOISE}
<div class="m-article-content"><h3>{esc(piece.kicker)}</h3><h1>{esc(piece.title)}</h1><h2>{esc(piece.subtitle)}</h2>
<div class="m-article-author">{author}</div><div class="m-article-main"><div id="ozoom"><!--enpcontent-->
{paragraphs(piece)}
<!--/enpcontent--></div></div></div>{FOOT}</body></html>"""
