"""Lists of releases: a static list with an RSS feed, a build service, JSON arrays, CDATA records.

A chronicle's page is a column; the list holds the releases of the days before `until`, newest first.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import format_datetime
from urllib.parse import parse_qsl

from tests.sources.fake_sites.copy import Chronicle, PrintedArticle
from tests.sources.fake_sites.site import FOOT, NOISE, Answer, Asked, day_of, esc, paragraphs

ARTICLE = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})_(?P<column>\d+)_(?P<nth>\d+)\.s?html?$")
CNIPA_ARTICLE = re.compile(r"/art/(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})/art_(?P<column>\d+)_(?P<nth>\d+)\.html$")


@dataclass(frozen=True)
class Release:
    day: dt.date
    column: int
    nth: int
    piece: PrintedArticle


@dataclass(frozen=True)
class Releases:
    """`style`: nbs, miit, gov or cnipa; `columns`: the paths of the lists; `length`: entries of one list page."""

    style: str
    columns: tuple[str, ...]
    until: dt.date
    length: int = 12

    def listed(self, chronicle: Chronicle, column: int, skip: int = 0) -> list[Release]:
        found = []
        for at, release in enumerate(self.stream(chronicle, column)):
            if at >= skip + self.length:
                break
            found += [release] if at >= skip else []
        return found

    def stream(self, chronicle: Chronicle, column: int) -> Iterator[Release]:
        day = self.until
        while day >= max(chronicle.first, self.until - dt.timedelta(days=90)):
            issue = chronicle.issue(day)
            pieces = issue.pages[column].pieces if issue and column < len(issue.pages) else ()
            for nth in range(len(pieces), 0, -1):
                yield Release(day, column, nth, pieces[nth - 1])
            day -= dt.timedelta(days=1)

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        made = {"nbs": self.nbs, "miit": self.miit, "gov": self.gov, "cnipa": self.cnipa}[self.style](asked, chronicle)
        if made is not None:
            return made
        found = CNIPA_ARTICLE.search(asked.path) or ARTICLE.search(asked.path)
        day = day_of(found["y"], found["m"], found["d"]) if found else None
        issue = chronicle.issue(day) if day and day <= self.until else None
        if found is None or issue is None or int(found["column"]) >= len(issue.pages):
            return None
        pieces = issue.pages[int(found["column"])].pieces
        at = int(found["nth"])
        return self.article(issue.day, pieces[at - 1]) if 1 <= at <= len(pieces) else None

    def front(self, day: dt.date) -> str:
        return self.columns[0]

    # ---- lists --------------------------------------------------------------------------------------------------

    def nbs(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        for column, path in enumerate(self.columns):
            if asked.path == f"{path}rss.xml":
                items = "".join(
                    f"<item><title>{esc(each.piece.title)}</title><link>"
                    f"https://www.stats.gov.cn{path}{self.name(each)}</link>"
                    f"<pubDate>{format_datetime(dt.datetime.combine(each.day, dt.time(9, 30)))}</pubDate></item>"
                    for each in self.listed(chronicle, column)
                )
                return Answer(
                    f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{items}'
                    "</channel></rss>".encode(),
                    "text/xml",
                )
            further = re.match(re.escape(path) + r"(?:index(?:_(\d+))?\.html)?$", asked.path)
            if further:
                number = int(further[1] or 0)
                if number and not self.listed(chronicle, column, number * self.length):
                    return None
                rows = "".join(
                    f'<li><a class="fl pc1 pchide" href="./{self.name(each)}" title="{esc(each.piece.title)}">'
                    f"{esc(each.piece.title)[:9]}…</a>"
                    f'<a class="mobile" href="./{self.name(each)}">{esc(each.piece.title)}</a><span>'
                    f"{each.day}</span></li>"
                    for each in self.listed(chronicle, column, number * self.length)
                )
                return page(f'<div class="list-content"><ul>{rows}</ul></div>')
        return None

    def name(self, each: Release) -> str:
        return f"{each.day:%Y%m}/t{each.day:%Y%m%d}_{each.column}_{each.nth}.html"

    def miit(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
        if asked.path in self.columns:
            column = self.columns.index(asked.path)
            query = (
                f"{{'webId':'8d828e40','pageId':'{column}','parseType':'buildstatic','pageType':'column',"
                f"'tagId':'列表','tplSetId':'2091'}}"
            )
            return page(
                f'<div class="page-content"><script parseType="buildstatic" url="{unit}" queryData="{query}"'
                f' src="/x.js"></script></div>'
            )
        if asked.path == unit and (wanted := re.search(r"pageId=(\d+)", asked.query)):
            column = int(wanted[1])
            if "referer" not in asked.headers:
                return Answer(b"{}", "application/json", 403)
            rows = "".join(
                f'<li><a class="fl" href="/xwdt/art/{each.day:%Y}/art_{each.day:%Y%m%d}_{column}_{each.nth}.html"'
                f' title="{esc(each.piece.title)}">…</a>'
                f'<span class="fr">{each.day}</span><dl><dd><a href="/zwgk/zcjd/art/2020/art_1.html">解读</a></dd>'
                f"</dl></li>"
                for each in self.unit(chronicle, column, asked.query)
            )
            html = f'<div class="page-content"><ul>{rows}</ul></div>'
            return Answer(
                json.dumps({"success": True, "data": {"html": html}}, ensure_ascii=False).encode(), "application/json"
            )
        return None

    def unit(self, chronicle: Chronicle, column: int, query: str) -> list[Release]:
        """A page of the build service: of the list's own length, else as paramJson says."""
        said = dict(parse_qsl(query)).get("paramJson")
        if said is None:
            return self.listed(chronicle, column)
        number, length = (int(json.loads(said)[name]) for name in ("pageNo", "pageSize"))
        return replace(self, length=length).listed(chronicle, column, (number - 1) * length)

    def gov(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        if asked.path not in self.columns:
            return None
        column = self.columns.index(asked.path)
        rows = [
            {
                "TITLE": each.piece.title,
                "SUB_TITLE": each.piece.subtitle,
                "URL": f"https://www.gov.cn/yaowen/liebiao/{each.day:%Y%m}/content_{each.day:%Y%m%d}_{column}_{each.nth}.htm",
                "DOCRELPUBTIME": str(each.day),
            }
            for each in self.listed(chronicle, column)
        ]
        return Answer(json.dumps(rows, ensure_ascii=False).encode(), "application/json")

    def cnipa(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        if asked.path not in self.columns:
            return None
        column = self.columns.index(asked.path)
        rows = [
            f'<li><a href="/art/{each.day.year}/{each.day.month}/{each.day.day}/art_{column}_{each.nth}.html"'
            f' title="{esc(each.piece.title)}">{esc(each.piece.title)}</a>'
            f"<span>{each.day}</span></li>"
            for each in self.listed(chronicle, column)
        ]
        if column == 0:
            return page('<ul class="list clearfix">' + "".join(rows) + "</ul>")
        records = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
        return page(f'<script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script>')

    # ---- articles -----------------------------------------------------------------------------------------------

    def article(self, day: dt.date, piece: PrintedArticle) -> Answer:
        body = paragraphs(piece)
        if self.style == "nbs":
            return page(
                f'<div class="detail-title"><h1>{esc(piece.title)}</h1><div class="detail-title-des"><h2><p>'
                f"{day:%Y/%m/%d} 09:30</p></h2><span>来源：国家统计局</span></div></div>"
                f'<div class="txt-content"><div class="pchide">打印 2025</div><div class="TRS_Editor">'
                f"{body}</div></div>"
            )
        if self.style == "miit":
            return page(
                f'<h1>{esc(piece.title)}</h1><div class="cinfo"><span id="con_time">发布时间：{day} 10:00</span><span>'
                f'来源：运行监测协调局</span></div><div class="ccontent" id="con_con">{body}</div>'
            )
        if self.style == "gov":
            return page(
                f'<h1 id="ti">{esc(piece.title)}</h1><div class="pages-date">{day} 17:41<span class="font">'
                f'来源： 新华社</span></div><div id="UCAP-CONTENT"><div class="trs_editor_view">{body}</div></div>'
            )
        return page(f'<h1>{esc(piece.title)}</h1><div class="article"><div id="zoom">{body}</div></div>')


def page(main: str) -> Answer:
    return Answer(
        (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>门户</title></head><body>'
            f"{NOISE}{main}{FOOT}</body></html>"
        ).encode()
    )
