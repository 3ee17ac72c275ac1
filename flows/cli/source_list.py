"""`gongbao sources`: every paper and list that is declared or held, its layouts, how sure they are, what is held."""

from __future__ import annotations

from pathlib import Path

from flows.sources.declaration import Source
from flows.sources.registry import SOURCES
from warehouse.errors import HomeError
from warehouse.read import ask
from warehouse.read.answer import Answer
from warehouse.read.paused import paused

PAUSED = "paused"
DECLARED = ("family", "calendar", "evidence", "certainty")


def listed(home: Path) -> Answer:
    """A row a source: the warehouse's columns and the declaration's. What is only declared holds nothing yet."""
    held = _held(home)
    at = {name: place for place, name in enumerate(held.columns)}
    rows = {str(row[at["source_id"]]): dict(zip(held.columns, row, strict=True)) for row in held.rows}
    for source in SOURCES.values():
        row = rows.setdefault(source.source_id, _nothing(source))
        row.update(zip(DECLARED, _declared(source), strict=True))
    for source_id, pause in paused(home).items():
        if source_id in rows:
            rows[source_id][PAUSED] = str(pause)
    columns = [*held.columns[:4], PAUSED, *DECLARED, *held.columns[4:]]
    return Answer(tuple(columns), tuple(tuple(rows[key].get(name) for name in columns) for key in sorted(rows)))


def _held(home: Path) -> Answer:
    try:
        return ask.sources(home)
    except HomeError:
        columns = (
            "source_id",
            "name",
            "name_en",
            "kind",
            "n_issues",
            "n_articles",
            "n_claims",
            "first_day",
            "last_day",
            "url",
        )
        return Answer(columns, ())


def _nothing(source: Source) -> dict[str, object]:
    place = f"{source.layouts[0].scheme}://{source.hosts[0].lstrip('.')}/"
    return {
        "source_id": source.source_id, "name": source.name_zh, "name_en": source.name_en, "kind": source.kind.value,
        "n_issues": 0, "n_articles": 0, "n_claims": 0, "first_day": None, "last_day": None, "url": place,
    }  # fmt: skip


def _declared(source: Source) -> tuple[str, str, str, str]:
    """Families (older ones with their last day), calendar, newest evidence and certainty of the layout in force."""
    families = [
        layout.family + (f" to {layout.valid_until}" if layout.valid_until else "") for layout in source.layouts
    ]
    newest = max(source.layouts, key=lambda layout: layout.evidence.newest)
    return "; ".join(families), source.calendar.named(), newest.evidence.newest, newest.evidence.certainty.value
