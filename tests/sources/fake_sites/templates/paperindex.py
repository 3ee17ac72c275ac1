"""Family C: two meta refreshes, `PageNNXX.htm` and `ArticelNNMMMYY.htm`; three designs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from tests.sources.fake_sites.copy import Chronicle, Page, PressIssue, PrintedArticle
from tests.sources.fake_sites.site import (
    FOOT,
    NOISE,
    Answer,
    Asked,
    chinese_day,
    day_of,
    esc,
    newest,
    paragraphs,
    table_html,
)

PATH = re.compile(r"^(?P<base>.*)/content/(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})/(?P<file>[^/]+)$")
HEAD = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'


def refresh(target: str) -> Answer:
    return Answer(f'<html><head><META HTTP-EQUIV=REFRESH CONTENT="0; URL={target}"></head></html>'.encode())


@dataclass(frozen=True)
class PaperIndex:
    """`design`: old (breaks, no paragraphs) and new of 法治日报, whole (a page lists the issue) of 新华每日电讯."""

    base: str
    page_letters: str = "TB"
    article_letters: str = "GN"
    design: str = "old"
    paper: str = "法治日报"

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        if asked.path == f"{self.base}/content/PaperIndex.htm":
            return refresh(f"{newest(chronicle):%Y%m%d}/IssueIndex.htm")
        found = PATH.match(asked.path)
        day = day_of(found["y"], found["m"], found["d"]) if found and found["base"] == self.base else None
        issue = chronicle.issue(day) if day else None
        if issue is None or found is None:
            return None
        if found["file"] == "IssueIndex.htm":
            return refresh(self.node(issue.pages[0]))
        text = self.file(issue, found["file"])
        return Answer(text.encode()) if text else None

    def front(self, day: dt.date) -> str:
        return f"{self.base}/content/{day:%Y%m%d}/Page01{self.page_letters}.htm"

    def node(self, page: Page) -> str:
        return f"Page{page.number[:2]}{self.page_letters}.htm"

    def content(self, page: Page, nth: int) -> str:
        return f"Articel{page.number[:2]}{nth + 1:03d}{self.article_letters}.htm"

    def file(self, issue: PressIssue, file: str) -> str:
        for page in issue.pages:
            if file == self.node(page):
                return self.page(issue, page)
            for nth, piece in enumerate(page.pieces):
                if file == self.content(page, nth):
                    return self.article(issue.day, page, piece)
        return ""

    def page(self, issue: PressIssue, page: Page) -> str:
        titles = [(self.content(page, nth), esc(piece.title)) for nth, piece in enumerate(page.pieces)]
        hot = "".join(f'<area shape="rect" coords="1,2,3,4" href="{href}">' for href, _ in titles)
        if self.design == "old":
            pages = "".join(
                f'<tr><td><a class="atitle" href="{self.node(each)}">{each.number}:{each.name}</a></td></tr>'
                for each in issue.pages
            )
            lists = (
                f'<table>{pages}</table><a href="{self.node(page)}">{page.number}</a>'
                f'<a href="{self.node(issue.pages[0])}">头版</a>'
                f'<a href="{self.node(issue.pages[-1])}">下一版</a><a href="PageArticleIndexBT.htm">标题索引</a><table>'
                + "".join(f'<tr><td><a class="atitle" href="{href}">{title}</a></td></tr>' for href, title in titles)
                + "</table>"
            )
        elif self.design == "new":
            pages = "".join(
                f'<li class="banlist-li"><a href="{self.node(each)}">{each.number}:{each.name}</a></li>'
                for each in issue.pages
            )
            lists = f"<ul>{pages}</ul><div class='newslist'><ul>" + "".join(
                f'<li><a href="{href}">{title}</a></li>' for href, title in titles
            )
            lists += "</ul></div>"
        else:
            lists = "".join(
                f'<div class="listdaohang"><h4><a href="{self.node(each)}">第{each.number}版：{each.name}</a></h4><ul>'
                + "".join(
                    f'<li><a href="javascript:void(0)" daoxiang="{self.content(each, nth)}">{esc(piece.title)}</a></li>'
                    for nth, piece in enumerate(each.pieces)
                )
                + "</ul></div>"
                for each in issue.pages
            )
        return f"""{HEAD}<title>{self.paper}</title></head><body>{NOISE}<span class="date">\
{chinese_day(issue.day)} 星期三</span>
<MAP NAME="pagepicmap">{hot}</MAP><img USEMAP=#pagepicmap src=b.jpg>{lists}{FOOT}</body></html>"""

    def broken(self, piece: PrintedArticle) -> str:
        """A body of breaks, not of paragraphs."""
        made = [
            table_html(block)
            if block.kind == "table"
            else f"　　<b>{esc(block.text)}</b><br>"
            if block.kind == "heading"
            else f'<div class="pic_c"><img src=x.jpg>{esc(block.text)}</div>'
            if block.kind == "caption"
            else f"　　{esc(block.text)}<br>"
            for block in piece.blocks
        ]
        return "\n".join(made)

    def article(self, day: dt.date, page: Page, piece: PrintedArticle) -> str:
        if self.design == "old":
            main = (
                f"<span align=center>{esc(piece.kicker)}<br><strong>{esc(piece.title)}</strong><br>"
                f'{esc(piece.subtitle)}</span><span id="oldcontenttext">'
                f"{self.broken(piece)}</span>"
            )
        elif self.design == "new":
            main = (
                f'<div class="xha-view-title"><h3>{esc(piece.kicker)}</h3><h1>{esc(piece.title)}</h1>'
                f"<p>{esc(piece.subtitle)}</p><p>{chinese_day(day)} 本报记者</p></div>"
                f'<div id="article_view_content">'
                f"{paragraphs(piece)}</div>"
            )
        else:
            main = (
                f"<h3>{esc(piece.kicker)}</h3><h2>{esc(piece.title)}</h2><h4>{esc(piece.subtitle)}</h4>"
                f'<div id="contenttext"><style>'
                f"p{{}}</style>&lt;FloatTitleB&gt;{paragraphs(piece)}&lt;FloatTitleE&gt;</div>"
            )
        return f"""{HEAD}<title>{self.paper}</title></head><body>{NOISE}<span class="date">{chinese_day(day)}</span>
<a href="{self.node(page)}">{page.number}</a>{main}{FOOT}</body></html>"""
