"""Search: series by the words of their names, in any order and script; facets by place, measure and modality."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from warehouse.explorer import endings
from warehouse.explorer.page import Page
from warehouse.read.answer import Answer
from warehouse.read.names import Wanted, wanted

SHOWN = 60
FILE = 5000
NO_SENTENCES_ABOVE = 500_000  # claims: a search through all sentences would take seconds; it is asked for then


def show(page: Page) -> Response:
    """The page of `?q=`; with `.csv` and so on in `?as=` the rows as a file."""
    text, form = page.asked("q"), page.asked("as")
    facets = {name: page.asked(name) for name in ("place", "measure", "modality")}
    want = wanted(text)
    ending = f".{form}" if form else ""
    if ending in endings.ROWS:
        return endings.respond(_find(page, want, facets, FILE, False), ending, f"search-{text}")
    found = _rows(_find(page, want, facets, SHOWN + 1, False)) if text else []
    in_sentences = bool(text) and not found and _may_read_sentences(page)
    if in_sentences:
        found = _rows(_find(page, want, facets, SHOWN + 1, True))
    is_empty = want.entry is not None and not any(row["indicator_id"] == want.entry.id for row in found)
    return page.render(
        "search",
        here="search",
        heading=f"{page.word('search')} {text}",
        q=text,
        found=found[:SHOWN],
        more=len(found) > SHOWN,
        shown=SHOWN,
        entry=want.entry if is_empty and not any(facets.values()) else None,
        facets=facets,
        offered={name: _offered(found, column) for name, column in FACETS.items()},
    )


FACETS = {"place": "ref_area", "measure": "measure", "modality": "modality"}


def _find(page: Page, want: Wanted, facets: dict[str, str], n: int, in_sentences: bool) -> Answer:
    return page.copy.ask("find", {**want.given(), **facets, "n": n, "in_sentences": in_sentences})


def _rows(found: Answer) -> list[dict[str, Any]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _may_read_sentences(page: Page) -> bool:
    return bool(page.copy.rows("held")[0]["claims"] <= NO_SENTENCES_ABOVE)


def _offered(found: list[dict[str, Any]], column: str) -> list[tuple[str, int]]:
    """The values that the results have, those of most results first."""
    counts: dict[str, int] = {}
    for row in found:
        counts[row[column]] = counts.get(row[column], 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
