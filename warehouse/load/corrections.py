"""Declared corrections: `seeds/corrections.toml` read, each met with the one claim it is about, kept for the refresh.

A correction changes the value of an observation, never a claim. It is guarded by what was printed when it was decided.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.connect import run_sql, transaction
from warehouse.errors import CorrectionError
from warehouse.load import frames

_FIELDS = {"article", "quote", "printed", "value", "reason", "decided_on"}
_CORRECTION: frames.Schema = {
    "place": pl.String, "article_id": pl.String, "quote": pl.String, "nth": pl.Int32, "printed": frames.DECIMAL,
    "value": frames.DECIMAL, "reason": pl.String, "decided_on": pl.Date,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. Guard: `article_id`, `quote` (its `nth` claim in the article, from 1) and `printed`, its value.

    `place` is the file and line that declare it; `printed` and `value` are in the base unit of the claim.
    """

    place: str
    article_id: str
    quote: str
    nth: int
    printed: Decimal
    value: Decimal
    reason: str
    decided_on: dt.date


def read(path: Path) -> tuple[Correction, ...]:
    """What the file declares, in its order. Raises CorrectionError, naming file and line, for what is ill-formed."""
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text).get("correction", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorrectionError(
            f"expected the declared corrections at {path}, found: {error}; restore the file"
        ) from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[correction]]"]
    places = [f"{path}:{line}" for line in lines]
    corrections = tuple(_correction(table, place) for table, place in zip(tables, places, strict=True))
    _require_one_each(corrections)
    return corrections


def apply(connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> list[str]:
    """Make the table `correction` hold exactly these, in one transaction; the issues whose values they touch wait for
    the next refresh and come back.

    Raises CorrectionError, having written nothing, where a correction meets no claim or one that reads otherwise.
    """
    rows = (
        (
            c.place, c.article_id, c.quote, c.nth, frames.fit(c.printed, c.place), frames.fit(c.value, c.place),
            c.reason, c.decided_on,
        )
        for c in corrections
    )  # fmt: skip
    with transaction(connection):
        frames.hand_over(connection, "incoming_correction", _CORRECTION, rows)
        for place, expected, found in run_sql(connection, "steps/load", "correction_conflict").fetchall():
            raise CorrectionError(
                f"{place}: expected {expected}, found {found}: look at the page, then correct or remove it"
            )
        run_sql(connection, "steps/load", "correction")
        touched = [str(row[0]) for row in run_sql(connection, "steps/load", "corrected_issue").fetchall()]
    return touched


def _correction(table: dict[str, Any], place: str) -> Correction:
    if missing := sorted(_FIELDS - table.keys()):
        raise CorrectionError(f"{place}: expected the field {missing[0]!r} in the correction, found none: add it")
    if unknown := sorted(table.keys() - _FIELDS - {"nth"}):
        raise CorrectionError(f"{place}: expected the fields of a correction, found {unknown[0]!r}: remove it")
    nth, decided_on = table.get("nth", 1), table["decided_on"]
    texts = {name: table[name] for name in ("article", "quote", "reason")}
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise CorrectionError(f"{place}: expected words as {name!r}, found {text!r}: write them")
    if not isinstance(nth, int) or nth < 1 or type(decided_on) is not dt.date:
        found = f"{nth!r}, {decided_on!r}"
        raise CorrectionError(f"{place}: expected 'nth' from 1 and 'decided_on' as a day, found {found}: correct them")
    printed, value = _number(table, "printed", place), _number(table, "value", place)
    return Correction(place, table["article"], table["quote"], nth, printed, value, table["reason"], decided_on)


def _number(table: dict[str, Any], name: str, place: str) -> Decimal:
    """Numbers stand in quotes, for a bare 12.7 would be read as a binary float."""
    try:
        if not isinstance(table[name], str):
            raise InvalidOperation
        number = Decimal(table[name])
        if not number.is_finite():
            raise InvalidOperation
    except InvalidOperation as error:
        found = repr(table[name])
        raise CorrectionError(
            f"{place}: expected a decimal number in quotes as {name!r}, found {found}: write it so"
        ) from error
    return number


def _require_one_each(corrections: Sequence[Correction]) -> None:
    seen: dict[tuple[str, str, int], str] = {}
    for correction in corrections:
        key = (correction.article_id, correction.quote, correction.nth)
        if key in seen:
            raise CorrectionError(
                f"{correction.place}: expected one correction of {correction.quote} in {correction.article_id}, "
                f"found another at {seen[key]}: remove one"
            )
        seen[key] = correction.place
