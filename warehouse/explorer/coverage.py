"""Which days are held, source by source and month by month, and the gaps with their reasons."""

from __future__ import annotations

from itertools import groupby

from starlette.responses import Response

from warehouse.explorer.page import Page


def show(page: Page) -> Response:
    """The calendar and the gaps."""
    return page.once(lambda: _made(page))


def _made(page: Page) -> Response:
    sources = {row["source_id"]: row for row in page.copy.kept("sources")}
    months = page.copy.kept("coverage")
    return page.render(
        "coverage",
        here="coverage",
        heading=page.word("coverage"),
        sources=sources,
        months=[(key, list(rows)) for key, rows in groupby(months, key=lambda row: row["source_id"])],
        gaps=page.copy.kept("gaps"),
    )
