"""Family E: the JSON service, POST only, which refuses a call without its header."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from tests.sources.fake_sites.copy import Chronicle, PressIssue
from tests.sources.fake_sites.site import Answer, Asked, day_of, esc, found_by_number, numbered, paragraphs
from tests.sources.fake_sites.templates.classic import month_days


@dataclass(frozen=True)
class Service:
    base: str = "/stdailynewspaperapi/uv/article"

    def answer(self, asked: Asked, chronicle: Chronicle) -> Answer | None:
        if not asked.path.startswith(f"{self.base}/"):
            return None
        if asked.method != "POST" or asked.headers.get("x-requested-with") != "XMLHttpRequest":
            return sent({"status": "500", "msg": "no access!"})
        said = json.loads(asked.body)
        path = asked.path.removeprefix(f"{self.base}/")
        if path == "period/date":
            year, month, _ = said["date"].split("-")
            days = month_days(chronicle, int(year), int(month))
            return sent({"status": "200", "obj": {"dateList": [day.isoformat() for day in days]}})
        if path == "period/periodTime":
            issue = chronicle.issue(dt.date.fromisoformat(said["periodTime"]))
            return (
                sent({"status": "200", "obj": self.pages(issue)}) if issue else sent({"status": "500", "msg": "none"})
            )
        day = day_of(said["id"][:4], said["id"][4:6], said["id"][6:8])
        issue = chronicle.issue(day) if day else None
        if issue is None:
            return sent({"status": "500", "msg": "none"})
        if path == "article/editionId":
            return sent({"status": "200", "list": self.page(issue, int(said["id"][9:]))})
        return sent({"status": "200", "obj": {"articleVo": self.article(issue, int(said["id"][9:]))}})

    def pages(self, issue: PressIssue) -> dict[str, Any]:
        rows = [
            {
                "id": f"{issue.day:%Y%m%d}-{at}",
                "periodId": "1",
                "editionName": f"{at + 1:02d}·第{page.number}版：{page.name[0]} {page.name[1:]}",
                "editionCode": page.number,
                "weight": at + 1,
            }
            for at, page in enumerate(issue.pages)
        ]
        return {"periodTime": f"{issue.day} 00:00:00", "editionList": rows[::-1]}

    def page(self, issue: PressIssue, at: int) -> list[dict[str, Any]]:
        ids = numbered(issue)
        return [
            {"id": f"{issue.day:%Y%m%d}-{ids[at, nth]}", "title": f"<p>{esc(piece.title)}</p>", "author": piece.byline}
            for nth, piece in enumerate(issue.pages[at].pieces)
        ]

    def article(self, issue: PressIssue, number: int) -> dict[str, Any] | None:
        found = found_by_number(issue, number)
        if found is None:
            return None
        at, _, piece = found
        captions = [block for block in piece.blocks if block.kind == "caption"]
        return {
            "title": f"<p>{esc(piece.title)}</p>",
            "pretitle": piece.kicker,
            "subtitle": piece.subtitle,
            "author": piece.byline,
            "content": "".join(paragraphs(piece)),
            "picList": [{"url": "/1.jpg", "picText": ""} for _ in captions],
            "editionName": issue.pages[at].name,
            "periodTime": str(issue.day),
        }

    def front(self, day: dt.date) -> str:
        return f"{self.base}/period/date"


def sent(told: dict[str, Any]) -> Answer:
    return Answer(json.dumps(told, ensure_ascii=False).encode(), "application/json;charset=UTF-8")
