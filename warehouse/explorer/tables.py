"""Every public table and view: what its columns are, its first rows, a filter, the rows as a file."""

from __future__ import annotations

from functools import cache

from starlette.responses import Response

from warehouse.explorer import endings
from warehouse.explorer.page import Page
from warehouse.explorer.refusal import Refusal
from warehouse.read import dictionary
from warehouse.read.answer import Answer
from warehouse.read.dictionary import DictionaryEntry
from warehouse.read.public import with_text_ids

SHOWN = 50


@cache
def entries() -> dict[str, DictionaryEntry]:
    """The tables and views by name; macros have a signature, functions no columns."""
    return {entry.name: entry for entry in dictionary.entries() if entry.columns and not entry.signature}


def show(page: Page) -> Response:
    """The list of tables and views."""
    return page.render("tables", here="tables", heading=page.word("tables"), entries=list(entries().values()))


def show_one(page: Page) -> Response:
    """One table, filtered by `?has=`; with an ending its rows as a file. Raises Refusal (404)."""
    name, ending = endings.split(page.request.path_params["name"], endings.ROWS)
    entry = entries().get(name)
    if entry is None:
        raise Refusal(404, "table", name=name[:60])
    has = page.asked("has")
    if ending:
        return endings.respond(rows_of(page, name, has, endings.MOST), ending, name, with_mark=page.asked("bom") == "1")
    return page.render(
        "table",
        here="tables",
        heading=name,
        entry=entry,
        has=has,
        found=rows_of(page, name, has, SHOWN),
        shown=SHOWN,
        address=page.link("tables", name),
    )


def rows_of(page: Page, name: str, has: str, n: int) -> Answer:
    """The first `n` rows that hold the text; `name` is one of `entries`, never a user's own words."""
    ask = page.copy.ask if has or n > SHOWN else page.copy.kept_answer
    found = ask("rows_of_table", {"name": name, "has": has, "n": n})
    return with_text_ids(found)
