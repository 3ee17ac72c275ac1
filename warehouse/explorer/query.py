"""The SQL box: one statement that only reads, within bounds, in a process of its own."""

from __future__ import annotations

from starlette.responses import Response

from warehouse.errors import LimitError, QueryError
from warehouse.explorer import endings
from warehouse.explorer.page import Page
from warehouse.explorer.refusal import Refusal
from warehouse.read import apart
from warehouse.read.answer import Answer
from warehouse.read.bounds import Bounds
from warehouse.read.public import with_text_ids

BOX = Bounds(seconds=10, memory_mib=256, rows=2000)
LONGEST = 10_000
EXAMPLE = "from trend('5G基站')"


def show(page: Page) -> Response:
    """The box; with `?query=` its answer, with `?as=csv` and the like as a file."""
    text, ending = page.request.query_params.get("query", "").replace("\r\n", "\n"), page.asked_form()
    found, refused = None, ""
    if text.strip():
        try:
            found = ask(page, text)
        except (QueryError, LimitError) as error:
            refused = str(error)
    if found is not None and ending:
        return endings.respond(found, ending, "answer")
    return page.render(
        "query",
        422 if refused else 200,
        here="sql",
        heading="SQL",
        text=text or EXAMPLE,
        found=found,
        refused=refused,
        bounds=BOX,
        address=page.link("sql", query=text, **{"as": ""}),
    )


def ask(page: Page, text: str) -> Answer:
    """The answer with ids as text. Raises QueryError, LimitError, Refusal."""
    if len(text) > LONGEST:
        raise Refusal(422, "query_long", most=LONGEST, n=len(text))
    return with_text_ids(apart.ask(page.copy.home, text, BOX))
