"""The targets board: what was aimed at, by when, and how it stands."""

from __future__ import annotations

from starlette.responses import Response

from warehouse.explorer import endings
from warehouse.explorer.page import Page
from warehouse.read.answer import Answer
from warehouse.read.public import with_text_ids

SHOWN = 300
STANDINGS = ("met", "missed", "on_the_way", "open")


def show(page: Page) -> Response:
    """The board, or its rows with `?as=csv` and the like."""
    standing = page.asked("status")
    if ending := page.asked_form():
        found = page.copy.ask("targets", {"n": endings.MOST})
        at = found.columns.index("status")
        kept = Answer(found.columns, tuple(row for row in found.rows if not standing or row[at] == standing))
        return endings.respond(with_text_ids(kept), ending, "targets")
    rows = page.copy.kept("targets", {"n": SHOWN})
    return page.render(
        "targets",
        here="targets",
        heading=page.word("targets"),
        rows=[row for row in rows if not standing or row["status"] == standing],
        counts={name: sum(row["status"] == name for row in rows) for name in STANDINGS},
        standing=standing,
    )
