"""The first page: search, what is new, targets, numbers in doubt, coverage."""

from __future__ import annotations

from starlette.responses import Response

from warehouse.explorer import targets, trust
from warehouse.explorer.page import Page

NEW, TARGETS, DOUBTS = 10, 6, 5


def show(page: Page) -> Response:
    """The first page."""
    return page.once(lambda: _made(page))


def _made(page: Page) -> Response:
    copy = page.copy
    return page.render(
        "home",
        here="",
        held=copy.kept("held")[0],
        new=copy.kept("new_values", {"n": NEW}),
        targets=copy.kept("targets", {"n": targets.SHOWN})[:TARGETS],
        doubts=copy.kept("doubts", {"n": trust.SHOWN})[:DOUBTS],
        months=copy.kept("coverage_recent"),
        feed=page.link("feeds", "new.atom"),
    )
