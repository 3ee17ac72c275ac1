"""The first page: search, what is new, targets, numbers in doubt, coverage."""

from __future__ import annotations

from starlette.responses import Response

from warehouse.explorer.page import Page

NEW, TARGETS, DOUBTS = 10, 6, 5


def show(page: Page) -> Response:
    """The first page."""
    copy = page.copy
    return page.render(
        "home",
        here="",
        held=copy.rows("held")[0],
        new=copy.rows("new_values", {"n": NEW}),
        targets=copy.rows("targets", {"n": TARGETS}),
        doubts=copy.rows("doubts", {"n": DOUBTS}),
        months=copy.rows("coverage_recent"),
        feed=page.link("feeds", "new.atom"),
    )
