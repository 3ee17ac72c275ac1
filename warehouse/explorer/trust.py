"""The trust board: numbers in doubt, how often checks were right, disagreements, corrections, what numbers became."""

from __future__ import annotations

from starlette.responses import Response

from warehouse.explorer.page import Page
from warehouse.read.record import records

SHOWN = 200


def show(page: Page) -> Response:
    """The board."""
    return page.once(lambda: _made(page))


def _made(page: Page) -> Response:
    articles, checks = records()
    return page.render(
        "trust",
        here="trust",
        heading=page.word("trust"),
        doubts=page.copy.kept("doubts", {"n": SHOWN}),
        disagreements=page.copy.kept("disagreeing", {"n": SHOWN}),
        corrections=page.copy.kept("corrections", {"n": SHOWN}),
        checks=checks,
        annotated=articles,
        accounting=page.copy.kept("accounted"),
        feed=page.link("feeds", "findings.atom"),
    )
