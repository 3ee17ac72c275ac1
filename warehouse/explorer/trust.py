"""The trust board: numbers in doubt with the reason, papers that disagree, corrections, what became of every number."""

from __future__ import annotations

from starlette.responses import Response

from warehouse.explorer.page import Page

SHOWN = 200


def show(page: Page) -> Response:
    """The board."""
    return page.render(
        "trust",
        here="trust",
        heading=page.word("trust"),
        doubts=page.copy.rows("doubts", {"n": SHOWN}),
        disagreements=page.copy.rows("disagreeing", {"n": SHOWN}),
        corrections=page.copy.rows("corrections", {"n": SHOWN}),
        accounting=page.copy.rows("accounted"),
        feed=page.link("feeds", "findings.atom"),
    )
