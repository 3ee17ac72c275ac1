"""A warehouse of any size, made inside DuckDB from a seed: issues, articles, numerals, claims of many series, findings.

A series is an indicator of the catalogue (or a phrase of its own) in a place, its level or its growth; every month is
printed by two papers of the month after. Values drift; about one print in twenty revises the one before.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from warehouse.connect import transaction
from warehouse.load import frames
from warehouse.vocabulary.indicators import catalogue

SEED = 20250919
SOURCES = ("rmrb", "fzrb", "gxdb", "jjrb", "kjrb")
PLACES = (
    "CN", "CN-AH", "CN-BJ", "CN-CQ", "CN-FJ", "CN-GD", "CN-GS", "CN-GX", "CN-GZ", "CN-HA", "CN-HB", "CN-HE", "CN-HI",
    "CN-HL", "CN-HN", "CN-JL", "CN-JS", "CN-JX", "CN-LN", "CN-NM", "CN-NX", "CN-QH", "CN-SC", "CN-SD", "CN-SH", "CN-SN",
    "CN-SX", "CN-TJ", "CN-XJ", "CN-XZ", "CN-YN", "CN-ZJ",
)  # fmt: skip
MONTHS = 100
CHECKPOINT_AFTER = 10  # months
PER_SERIES = 2 * MONTHS  # claims: every month is printed twice


def fill(connection: duckdb.DuckDBPyConnection, n_claims: int, *, seed: int = SEED) -> int:
    """Put `n_claims` claims of `n_claims / 200` series into an empty warehouse; returns the number of series.

    The same seed gives the same rows. Observations are not made: that is the refresh's work.
    """
    n_series = max(n_claims // PER_SERIES, 1)
    names = [
        (entry.id, entry.name_zh, (entry.aliases_zh or (entry.name_zh,))[0], entry.unit, entry.kind)
        for entry in catalogue().entries.values()
        if not entry.of_body  # a place has none of what only a company has
    ]
    schema = dict.fromkeys(("id", "name", "alias", "unit", "kind"), pl.String)
    frames.hand_over(connection, "generated_name", schema, names)
    frames.hand_over(connection, "generated_place", {"place": pl.String}, [(place,) for place in PLACES])
    connection.execute("SET wal_autocheckpoint = '1TB'")  # a checkpoint for several months, not for each
    connection.execute(_statement("series"), {"n_series": n_series, "seed": seed})
    for month in range(MONTHS):  # a month's prints all come before the next month's: rows lie by day
        with transaction(connection):
            connection.execute(_statement("claim_of_month"), {"month": month, "seed": seed})
            connection.execute(_statement("placed_claim"))
            for table in ("claim", "article", "numeral", "issue"):
                connection.execute(_statement(f"insert_{table}"))
        if month % CHECKPOINT_AFTER == CHECKPOINT_AFTER - 1:
            connection.execute("CHECKPOINT")
    connection.execute(_statement("insert_finding"))
    for table in ("generated_series", "generated_name", "generated_place"):  # a month's go with its transaction
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CHECKPOINT")
    connection.execute("RESET wal_autocheckpoint")
    return n_series


def _statement(name: str) -> str:
    return (Path(__file__).parent / "scale" / f"{name}.sql").read_text(encoding="utf-8")
