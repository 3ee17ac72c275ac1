"""A figure whose indicator is no name meets no other article's: its series is its article's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.generators import claims
from warehouse.connect import open_writer
from warehouse.model import NAMELESS
from warehouse.series import observe


def row(day: str, name: str, trail: list[str]) -> dict[str, Any]:
    said = {"source": "rmrb", "published_on": day, "quote": "12万个", "value": 120000, "indicator": name}
    return {**said, "period": "2025-06-30", "rule_trail": trail}


def series_of(home: Path, name: str, trail: list[str]) -> list[Any]:
    """The series of two articles of two days that print the same of `name`."""
    with open_writer(home) as connection:
        claims.load(connection, [row("2025-07-01", name, trail), row("2025-07-02", name, trail)])
        observe.refresh(connection)
        return connection.execute("SELECT DISTINCT series_id FROM claim ORDER BY ALL").fetchall()


def test_two_articles_without_a_name_share_no_series(tmp_path: Path) -> None:
    assert len(series_of(tmp_path / "one", "至", [f"{NAMELESS}: one character"])) == 2
    assert len(series_of(tmp_path / "two", "某种装置", ["number and unit"])) == 1
