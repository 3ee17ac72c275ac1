"""The sources: what is held of each, and one page each with its issues."""

from __future__ import annotations

from starlette.responses import Response

from warehouse.explorer.page import Page
from warehouse.explorer.refusal import Refusal
from warehouse.read.paused import paused

NEWEST = 100  # issues of a source's page


def show(page: Page) -> Response:
    """Every source with what is held of it."""
    return page.render(
        "sources",
        here="sources",
        heading=page.word("sources"),
        sources=page.copy.kept("sources"),
        paused=paused(page.copy.home),
    )


def show_one(page: Page) -> Response:
    """One source: its newest issues and their articles. Raises Refusal (404)."""
    key = page.request.path_params["source_id"]
    found = [row for row in page.copy.kept("sources") if row["source_id"] == key]
    if not found:
        raise Refusal(404, "source", key=key[:60])
    return page.render(
        "source",
        here="sources",
        heading=found[0]["name"] if page.lang == "zh" else found[0]["name_en"] or found[0]["name"],
        source=found[0],
        pause=paused(page.copy.home).get(key),
        articles=page.copy.rows("articles_of_source", {"key": key, "n": NEWEST}),
        feed=page.link("feeds", "new.atom", source=key),
    )
