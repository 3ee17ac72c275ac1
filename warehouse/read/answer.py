"""An answer is columns and rows: what every question to the copy comes to, for printing, drawing, a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as DuckDB gives them: Decimal, date, str, int, bool, list or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def only(self, columns: Sequence[str]) -> Answer:
        """The same rows with these columns, in this order."""
        at = [self.columns.index(name) for name in columns]
        return Answer(tuple(columns), tuple(tuple(row[place] for place in at) for row in self.rows))
