"""Atom feeds, newest first: new values (of an indicator, of a source), revisions, numbers in doubt, missing issues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Xml

from starlette.responses import Response

from warehouse.explorer import figures
from warehouse.explorer.page import Page
from warehouse.explorer.reasons import reason
from warehouse.explorer.refusal import Refusal

ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"


def show(page: Page) -> Response:
    """The feed of that name. Raises Refusal (404)."""
    name = page.request.path_params["name"]
    told = FEEDS.get(name)
    if told is None:
        raise Refusal(404, "feed", known=", ".join(FEEDS), found=name[:40])
    own = str(page.request.url)
    base = str(page.request.base_url).rstrip("/")
    entries = list(told(page, base))
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": page.lang})
    _add(root, "title", page.word(f"feed_{name}"))
    _add(root, "id", own)
    Xml.SubElement(root, "link", {"rel": "self", "href": own})
    Xml.SubElement(root, "link", {"rel": "alternate", "href": base + page.link("")})
    _add(root, "updated", max((entry["updated"] for entry in entries), default="1970-01-01T00:00:00Z"))
    author = Xml.SubElement(root, "author")
    _add(author, "name", page.word("site"))
    for entry in entries:
        _entry(root, entry)
    text = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(text, media_type="application/atom+xml; charset=utf-8")


def _entry(root: Xml.Element, entry: dict[str, str]) -> None:
    item = Xml.SubElement(root, "entry")
    _add(item, "title", entry["title"])
    _add(item, "id", entry["address"])
    _add(item, "updated", entry["updated"])
    Xml.SubElement(item, "link", {"rel": "alternate", "href": entry["address"]})
    _add(item, "summary", entry["summary"])


def _new(page: Page, base: str) -> Iterator[dict[str, str]]:
    asked = {"n": ENTRIES, "indicator": page.asked("indicator"), "source": page.asked("source")}
    rows = page.copy.rows if asked["indicator"] or asked["source"] else page.copy.kept
    for row in rows("newest", asked):
        value = figures.quantity(row["value"], row["unit"], page.lang, row["value_high"])
        yield {
            "title": f"{figures.title(row, page.lang)} {figures.period(row['period'], page.lang)}: {value}",
            "address": base + page.link("claim", row["claim_id"]),
            "updated": _moment(row["first_published_on"]),
            "summary": row["sentence"] or "",
        }


def _findings(page: Page, base: str) -> Iterator[dict[str, str]]:
    for row in page.copy.kept("doubts", {"n": ENTRIES}):
        yield {
            "title": f"{row['quote']} · {row['phrase']} · {row['source']}",
            "address": base + page.link("claim", row["claim_id"]) + f"#{row['rule']}",
            "updated": _moment(row["found_at"]),
            "summary": reason(row["reason"], page.lang),
        }


def _revisions(page: Page, base: str) -> Iterator[dict[str, str]]:
    for row in page.copy.kept("revisions", {"ids": None, "n": ENTRIES}):
        earlier, later = (figures.quantity(row[name], row["unit"], page.lang) for name in ("earlier_value", "value"))
        yield {
            "title": f"{figures.title(row, page.lang)} {figures.period(row['period'], page.lang)}: {earlier} → {later}",
            "address": base + page.link("claim", row["claim_id"]) + f"#{row['earlier_claim_id']}",
            "updated": _moment(row["known_from"]),
            "summary": f"{row['source']}: {row['sentence']}\n{row['earlier_source']}: {row['earlier_sentence']}",
        }


def _gaps(page: Page, base: str) -> Iterator[dict[str, str]]:
    rows = sorted(page.copy.kept("gaps"), key=lambda row: (row["last_day"], row["source_id"]), reverse=True)
    for row in rows[:ENTRIES]:
        given = {"source": row["source_id"], "first": row["first_day"], "last": row["last_day"], "n": row["n_days"]}
        yield {
            "title": page.word("feed_gap", **given),
            "address": base + page.link("sources", row["source_id"]) + f"#{row['first_day']}-{row['status']}",
            "updated": _moment(row["last_day"]),
            "summary": row["reason"] or row["status"],
        }


FEEDS = {"new": _new, "revisions": _revisions, "findings": _findings, "gaps": _gaps}


def _moment(when: Any) -> str:
    if isinstance(when, dt.datetime):
        return f"{when.replace(microsecond=0).isoformat()}Z"
    return f"{when.isoformat()}T00:00:00Z"


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
