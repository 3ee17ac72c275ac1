"""Search: series by the words of their names, in any order and script; facets by place, measure, source and more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from warehouse.explorer import endings, words
from warehouse.explorer.page import Page
from warehouse.read.answer import Answer
from warehouse.read.names import FACETS, Wanted, wanted

SHOWN = 60
COUNTED = 300  # series whose facets are counted
FILE = 5000
NO_SENTENCES_ABOVE = 500_000  # claims: a search through all sentences would take seconds; it is asked for then


def show(page: Page) -> Response:
    """The page of `?q=`; with `.csv` and so on in `?as=` the rows as a file."""
    text, ending = page.asked("q"), page.asked_form()
    facets = {name: page.asked(name) for name in FACETS}
    want = wanted(text)
    if ending:
        return endings.respond(_find(page, want, facets, FILE, False), ending, f"search-{text}")
    found = _rows(_find(page, want, facets, COUNTED, False)) if text else []
    in_sentences = bool(text) and not found and _may_read_sentences(page)
    if in_sentences:
        found = _rows(_find(page, want, facets, COUNTED, True))
    is_empty = want.entry is not None and not any(row["indicator_id"] == want.entry.id for row in found)
    return page.render(
        "search",
        here="search",
        heading=f"{page.word('search')} {text}",
        q=text,
        found=found[:SHOWN],
        n=f"{len(found)}{'+' if len(found) == COUNTED else ''}",
        more=len(found) > SHOWN,
        shown=SHOWN,
        entry=want.entry if is_empty and not any(facets.values()) else None,
        facets=facets,
        offered={name: _offered(page, found, name, facets[name]) for name in FACETS},
    )


def _find(page: Page, want: Wanted, facets: dict[str, str], n: int, in_sentences: bool) -> Answer:
    return page.copy.ask("find", want.given(n, in_sentences=in_sentences, **facets))


def _rows(found: Answer) -> list[dict[str, Any]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _may_read_sentences(page: Page) -> bool:
    return bool(page.copy.kept("held")[0]["claims"] <= NO_SENTENCES_ABOVE)


def _offered(page: Page, found: list[dict[str, Any]], facet: str, chosen: str) -> list[tuple[str, str]]:
    """The codes that the results have, those of most results first, named; and the `chosen` one."""
    column = {"place": "ref_area", "source": "sources"}.get(facet, facet)
    counts: Counter[str] = Counter()
    for row in found:
        counts.update(row[column] if facet == "source" else filter(None, [row[column]]))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = _names(page, facet)
    offered = [(code, f"{named(code)} ({n}{'+' if len(found) == COUNTED else ''})") for code, n in ordered]
    return [*offered, *([(chosen, named(chosen))] if chosen and chosen not in counts else [])]


def _names(page: Page, facet: str) -> Callable[[str], str]:
    if facet == "place":
        return lambda code: words.place(code, page.lang)
    if facet == "entity":
        return lambda code: code
    if facet == "source":
        held = {row["source_id"]: row for row in page.copy.kept("source_names")}
        name = "name" if page.lang == "zh" else "name_en"
        return lambda code: str(held[code][name] or code) if code in held else code
    return lambda code: words.of(facet, code, page.lang)
