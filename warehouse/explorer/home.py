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
        held=copy.kept("held")[0],
        new=copy.kept("new_values", {"n": NEW}),
        targets=copy.kept("targets", {"n": TARGETS}),
        doubts=copy.kept("doubts", {"n": DOUBTS}),
        months=copy.kept("coverage_recent"),
        feed=page.link("feeds", "new.atom"),
    )
