"""Family B: the table skin (gb2312 declared), and nbs/nw names in the people/gmw skins of 2017 and 2021."""

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
    chinese_day,
    day_of,
    esc,
    found_by_number,
    newest,
    numbered,
    paragraphs,
)

MONTH = re.compile(r"^(?P<base>.*)/html/(?P<y>\d{4})-(?P<m>\d{2})/(?P<file>period|navi)\.xml$")


def month_days(chronicle: Chronicle, year: int, month: int) -> list[dt.date]:
    days = [dt.date(year, month, 1) + dt.timedelta(days=at) for at in range(31)]
    return [day for day in days if day.month == month and chronicle.has(day)]


def calendar_file(file: str, days: list[dt.date]) -> bytes:
    if file == "period":
        rows = "".join(
            f"<period><period_name>{day:%Y%m%d}</period_name><period_date>{day}</period_date></period>" for day in days
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><periodlist>{rows}</periodlist>'.encode()
    rows = "".join(f"<calendar><date>{day}</date></calendar>" for day in days)
    return f'<?xml version="1.0" encoding="UTF-8"?><navi>{rows}</navi>'.encode()


@dataclass(frozen=True)
class Classic:
    """`first` is the number of the first page's column; columns count on from it with gaps."""

    base: str
    first: int = 2
    paper: str = "某某经济报"
    encoding: str = "gb18030"
    declared: str = "gb2312"
    calendar: str = "period"
    style: str = "table"  # or box: 科技日报's old pages

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        if asked.path == f"{self.base}/paperindex.htm":
            target = f"html/{newest(chronicle):%Y-%m/%d}/{self.node(0)}?v=1"
            return self.sent(f'<html><head><META HTTP-EQUIV=REFRESH CONTENT="0; URL={target}"></head></html>')
        if (month := MONTH.match(asked.path)) and month["base"] == self.base and month["file"] == self.calendar:
            days = month_days(chronicle, int(month["y"]), int(month["m"]))
            return Answer(calendar_file(self.calendar, days), "text/xml") if days else None
        found = DATED["b"].match(asked.path)
        if not found or found["base"] != self.base:
            return None
        day = day_of(found["y"], found["m"], found["d"])
        issue = chronicle.issue(day) if day else None
        text = self.file(issue, found["file"]) if issue else ""
        return self.sent(text) if text else None

    def front(self, day: dt.date) -> str:
        return f"{self.base}/html/{day:%Y-%m/%d}/{self.node(0)}"

    def sent(self, text: str) -> Answer:
        return Answer(text.encode(self.encoding), "text/html")

    def node(self, at: int) -> str:
        return f"node_{self.first + at + (at > 2)}.htm"

    def file(self, issue: PressIssue, file: str) -> str:
        for at, page in enumerate(issue.pages):
            if file == self.node(at):
                return self.page(issue, at, page)
        number = re.match(r"content_(\d+)\.htm$", file)
        found = found_by_number(issue, int(number[1])) if number else None
        return self.article(issue.day, issue.pages[found[0]], found[2]) if found else ""

    def head(self, title: str) -> str:
        return (
            f'<html><head><meta http-equiv=Content-Type content="text/html; charset={self.declared}"><title>'
            f"{title}</title></head>"
        )

    def page(self, issue: PressIssue, at: int, page: Page) -> str:
        ids = numbered(issue)
        files = [f"content_{ids[at, nth]}.htm" for nth in range(len(page.pieces))]
        hot = "".join(
            f'<Area coords="2{nth},3,4" shape="polygon" href="{file}?div={div}">'
            for nth, file in enumerate(files)
            for div in (0, -1)
        )
        news = "".join(
            (
                f'<li>&middot;<a href={file}?div=-1><div style="display:inline" id=mp{nth}>'
                f"{esc(piece.title)}</div></a></li>\n"
            )
            for nth, (file, piece) in enumerate(zip(files, page.pieces, strict=True))
        )
        pages = "".join(
            f"<tr><td class=default align=left>&nbsp;<a id=pageLink href={'./' if not nth else ''}{self.node(nth)}>"
            f"第{each.number}版：{each.name}</a></td><td nowrap><a href=../../../images/{nth}.pdf>"
            f"<img src=../../../tplimg/pdf.gif></a></td></tr>"
            for nth, each in enumerate(issue.pages)
        )
        return f"""{self.head(self.paper)}<body>{NOISE}<map name=PagePicMap>{hot}</map>\
<img src=../../../images/{issue.day:%Y-%m/%d}/b.jpg border=0 USEMAP=#PagePicMap>
<table><tr><td width="145" align=left>第{page.number}版：<STRONG>{page.name}</STRONG></td>
<td nowrap><a class=preart href="{self.node(min(at + 1, len(issue.pages) - 1))}"><span>4</span>下一版</a></td>
<td><span class="paperdate"><strong>{chinese_day(issue.day)} 星期五</strong></span></td></tr></table>
<ul class="ul02_l">
{news}</ul><table cellspacing=0><tbody>{pages}</tbody></table>{FOOT}</body></html>"""

    def box(self, day: dt.date, page: Page, piece: PrintedArticle) -> str:
        return f"""{self.head(self.paper)}<body>{NOISE}<span class="paperdate">{chinese_day(day)}</span>\
<div class="box0-right">
<div class="yinti">{esc(piece.kicker)}</div><div class="biaoti">{esc(piece.title)}</div>\
<div class="futi">{esc(piece.subtitle)}</div>
<div class="zuozhe">{esc(piece.byline)}</div><div class="article">{paragraphs(piece)}</div></div>{FOOT}</body></html>"""

    def article(self, day: dt.date, page: Page, piece: PrintedArticle) -> str:
        if self.style == "box":
            return self.box(day, page, piece)
        comment = (
            f"<!--enpproperty <founder-date>{day}</founder-date><founder-pagenum>{page.number}</founder-pagenum>"
            f"<founder-papername>{self.paper}</founder-papername><founder-type>1</founder-type>"
            f"<founder-title>{esc(piece.title)}</founder-title><founder-subtitle>"
            f"{esc(piece.subtitle)}</founder-subtitle>"
            f"<founder-author>{esc(piece.byline)}</founder-author>/enpproperty-->"
        )
        return f"""{self.head(self.paper)}<body>{NOISE}<table><tr><td>第{page.number}版：<STRONG>\
{page.name}</STRONG></td>
<td><span class="paperdate">{chinese_day(day)}</span></td></tr></table><table><tr><td class=font01>\
<founder-title>{self.paper}</founder-title></td></tr>
<tr><td class=yinti>{esc(piece.kicker)}</td></tr><tr><td class=hei16b><founder-title>\
{esc(piece.title)}</founder-title></td></tr></table>
<div id=ozoom><founder-content><!--enpcontent-->
{paragraphs(piece, tag="P", indent="&nbsp;&nbsp;&nbsp;&nbsp;")}
<!--/enpcontent--></founder-content></div>{comment}{FOOT}</body></html>"""


@dataclass(frozen=True)
class Nbs:
    """`era`: 2017 prints titles by script, 2021 lists pages in a swiper."""

    base: str
    code: str = "renmrb"
    paper: str = "人民日报"
    era: int = 2021

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        if asked.path == f"{self.base}/paperindex.htm":
            target = f"html/{newest(chronicle):%Y-%m/%d}/nbs.D110000{self.code}_01.htm"
            return Answer(f'<html><head><META HTTP-EQUIV=REFRESH CONTENT="0; URL={target}"></head></html>'.encode())
        if (month := MONTH.match(asked.path)) and month["base"] == self.base and month["file"] == "period":
            days = month_days(chronicle, int(month["y"]), int(month["m"]))
            return Answer(calendar_file("period", days), "text/xml") if days else None
        found = DATED["b"].match(asked.path)
        if not found or found["base"] != self.base:
            return None
        day = day_of(found["y"], found["m"], found["d"])
        issue = chronicle.issue(day) if day else None
        text = self.file(issue, found["file"]) if issue else ""
        return Answer(text.encode()) if text else None

    def front(self, day: dt.date) -> str:
        return f"{self.base}/html/{day:%Y-%m/%d}/nbs.D110000{self.code}_01.htm"

    def node(self, page: Page) -> str:
        return f"nbs.D110000{self.code}_{page.number}.htm"

    def file(self, issue: PressIssue, file: str) -> str:
        for page in issue.pages:
            if file == self.node(page):
                return self.page(issue, page)
            for nth, piece in enumerate(page.pieces, 1):
                if file == self.content(issue.day, nth, page):
                    return self.article(issue.day, page, piece)
        return ""

    def content(self, day: dt.date, nth: int, page: Page) -> str:
        return f"nw.D110000{self.code}_{day:%Y%m%d}_{nth}-{page.number}.htm"

    def page(self, issue: PressIssue, page: Page) -> str:
        links = [(self.content(issue.day, nth, page), piece.title) for nth, piece in enumerate(page.pieces, 1)]
        hot = "".join(f'<Area coords="1,2,3,4" shape="polygon" href="{href}">' for href, _ in links)
        if self.era < 2021:
            news = "".join(
                f'<li>\n<a href={href}><script>document.write(view("{title}<br>  "))</script></a></li>'
                for href, title in links
            )
            pages = "".join(
                f'<div class="right_title1"><div class="right_title-name"><a id=pageLink href=./{self.node(each)}>'
                f'第{each.number}版：{each.name}</a></div><div class="right_title-pdf"><a href=../../../page/x.pdf>'
                f"</a></div></div>"
                for each in issue.pages
            )
            lists = (
                f'<DIV id="ozoom" style="zoom:100%;"><div class="list_t"><div class="list_l"><div class="l_t">'
                f"\n{page.number}版:{page.name}\n</div>"
                f'<div id="titleList"><ul>{news}</ul></div></div><div id="pageList"><ul>{pages}</ul></div></div></DIV>'
            )
        else:
            slides = "".join(
                (
                    f"<div class='swiper-slide'>\n<a id=pageLink href={self.node(each)}>"
                    f"{each.number}版：{each.name}</a>"
                    f"\n</div>"
                )
                for each in issue.pages
            )
            news = "".join(f'<li><span>·</span><a href="{href}">{esc(title)}</a></li>' for href, title in links)
            lists = (
                f'<p class="left ban">第{page.number}版：{page.name}</p><div class="swiper-container">{slides}</div>'
                f'<ul class="news-list">{news}</ul>'
            )
        return f"""<html><head><meta charset="utf-8"><title>{self.paper}</title></head><body>{NOISE}
<div class="ban"><map name=PagePicMap>{hot}</map><img src=../../../page/b.jpg USEMAP=#PagePicMap></div>\
{lists}{FOOT}</body></html>"""

    def article(self, day: dt.date, page: Page, piece: PrintedArticle) -> str:
        holder = "text_c" if self.era < 2021 else "article"
        author = f"<h4>{esc(piece.byline)}</h4>" if self.era < 2021 else f'<p class="sec">{esc(piece.byline)}</p>'
        named = ""
        if self.code == "gmrb":  # names its author in the source line
            author, named = "", f"<span>作者：{esc(piece.byline)}</span>" if piece.byline else "<span></span>"
        return f"""<html><head><meta charset="utf-8"><title>{esc(piece.title)}</title></head><body>{NOISE}
<div class="{holder}"><h3>{esc(piece.kicker)}</h3><h1>{esc(piece.title)}</h1><h2>{esc(piece.subtitle)}</h2>{author}
<div class="lai">{named}<b>《{self.paper}》（ {chinese_day(day)} {page.number} 版）</b></div>
<div class="c_c"><div id="ozoom"><!--enpcontent-->
{paragraphs(piece)}
<!--/enpcontent--></div></div></div>{FOOT}</body></html>"""
