"""How often each check was right on annotated articles: the table that the trust board shows beside its findings.

record.toml is written by `python -m tests.benchmarks.wild FOLDER --gold GOLD --write`; nobody edits it by hand.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Record:
    """Of a check's findings on the annotated articles: how many were true, how many false. None: `found` is 0."""

    rule: str
    severity: str
    true: int
    false: int

    @property
    def found(self) -> int:
        """How many of its findings the annotation decides."""
        return self.true + self.false


@cache
def records() -> tuple[int, tuple[Record, ...]]:
    """How many articles were annotated, and each check that found something in them, errors first."""
    table = tomllib.loads(files("warehouse.read").joinpath("record.toml").read_text(encoding="utf-8"))
    told = [Record(row["rule"], row["severity"], row["true"], row["false"]) for row in table["check"]]
    return table["articles"], tuple(sorted(told, key=lambda row: (row.severity, row.rule)))
