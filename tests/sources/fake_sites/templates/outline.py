"""Family D: data.json and articles beside it."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass

from tests.sources.fake_sites.copy import Chronicle, PressIssue
from tests.sources.fake_sites.site import FOOT, NOISE, Answer, Asked, day_of, esc, paragraphs

PATH = re.compile(r"^/html/\d{4}/(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})/(?P<file>.+)$")


@dataclass(frozen=True)
class Outline:
    paper: str = "人民邮电报"

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        found = PATH.match(asked.path)
        day = day_of(found["y"], found["m"], found["d"]) if found else None
        issue = chronicle.issue(day) if day else None
        if issue is None or found is None:
            return None
        if found["file"] == "data.json":
            return Answer(json.dumps(self.outline(issue), ensure_ascii=False).encode(), "application/json")
        for page in issue.pages:
            for nth, piece in enumerate(page.pieces, 1):
                if found["file"] == f"{day:%Y%m%d}_{page.number}/{self.file(issue, page.number, nth)}":
                    title = f"{esc(piece.title)}_{self.paper}"
                    text = (
                        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{NOISE}"
                        f'<h1>{esc(piece.title)}</h1><div id="ozoom">{paragraphs(piece)}</div>{FOOT}</body></html>'
                    )
                    return Answer(text.encode())
        return None

    def file(self, issue: PressIssue, number: str, nth: int) -> str:
        return f"{issue.day:%Y%m%d}_{number}_{nth}.html"

    def outline(self, issue: PressIssue) -> list[dict[str, object]]:
        return [
            {
                "pageNo": page.number,
                "pageName": page.name,
                "onePageArticleList": [
                    {
                        "mainTitle": f"{piece.title}<br/>",
                        "articleHref": self.file(issue, page.number, nth),
                        "articleAuthor": piece.byline,
                        "wordNumber": sum(len(block.text) for block in piece.blocks),
                    }
                    for nth, piece in enumerate(page.pieces, 1)
                ],
            }
            for page in issue.pages
        ]

    def front(self, day: dt.date) -> str:
        return f"/html/{day:%Y/%Y%m%d}/data.json"
