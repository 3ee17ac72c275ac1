"""工人日报's own pages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from tests.sources.fake_sites.copy import Chronicle
from tests.sources.fake_sites.site import FOOT, NOISE, Answer, Asked, day_of, esc, paragraphs

PATH = re.compile(
    r"^(?P<base>.*)/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<page>\d+)/(?P<file>page|news-(?P<nth>\d+))\.html$"
)
HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8">'


@dataclass(frozen=True)
class Workercn:
    """Pages are numbered from 1 in the address and in the list; they have no names."""

    base: str = "/papers/grrb"

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        found = PATH.match(asked.path)
        day = day_of(found["y"], found["m"], found["d"]) if found and found["base"] == self.base else None
        issue = chronicle.issue(day) if day else None
        if issue is None or found is None or not 1 <= int(found["page"]) <= len(issue.pages):
            return None
        page = issue.pages[int(found["page"]) - 1]
        if found["file"] == "page":
            pages = "".join(
                (
                    f'<li><a href="{self.base}/{day:%Y/%m/%d}/{at}/page.html">'
                    f"{each.number.removeprefix('0') if len(each.number) == 2 else each.number}</a>"
                    f'<a class="pdf" href="/{at}.pdf"></a></li>'
                )
                for at, each in enumerate(issue.pages, 1)
            )
            news = "".join(
                f'<li><a href="news-{nth}.html">{esc(piece.title)}</a></li>' for nth, piece in enumerate(page.pieces, 1)
            )
            main = f'<ul id="pageUrl">{pages}</ul><ul id="pageTitle">{news}</ul>'
        elif 1 <= int(found["nth"]) <= len(page.pieces):
            piece = page.pieces[int(found["nth"]) - 1]
            main = (
                f'<div id="pretitle">{esc(piece.kicker)}</div><div id="ctitle">{esc(piece.title)}</div>'
                f'<div id="ccontent">{paragraphs(piece)}</div>'
            )
        else:
            return None
        return Answer(
            f"{HEAD}<title>工人日报 {day:%Y-%m-%d}</title></head><body>{NOISE}{main}{FOOT}</body></html>".encode()
        )

    def front(self, day: dt.date) -> str:
        return f"{self.base}/{day:%Y/%m/%d}/1/page.html"
