"""All that a copy answers, as sorted lines: its tables, views and table macros. Versions are compared so.

Time stamps, ids of runs and places in the archive differ between any two loads, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from warehouse.connect import run_sql

OF_THE_RUN = frozenset({"run_id", "code_version", "warc_file", "warc_offset", "record_id", "origin"})
ABOUT_THE_FILE = frozenset({"warehouse_state", "load_run", "touched"})
NAMES = 12  # indicators that every macro is asked about
TAKES_A_NAME = {"name", "words", "wanted", "part", "whole", "other"}  # parameters of macros
TAKES_A_DAY = {"day"}  # all others have a default


def dump(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Every object of the copy at `path` with its rows, each row a line, sorted. The copy may be an older version's."""
    with duckdb.connect(str(path), read_only=True) as connection:
        for (name,) in run_sql(connection, "ask", "relations").fetchall():
            if name not in ABOUT_THE_FILE:
                yield str(name), lines(connection.table(str(name)))
        names = [str(row[0]) for row in run_sql(connection, "ask", "names").fetchmany(NAMES)]
        for name, parameters in run_sql(connection, "ask", "table_macros").fetchall():
            for call in _calls(str(name), parameters, names):
                yield call, lines(connection.query(f"FROM {call}"))


def dump_file(path: Path) -> list[str]:
    """The rows of an exported Parquet or CSV file; the lines of one that describes them."""
    if path.suffix not in {".parquet", ".csv"}:
        return path.read_text(encoding="utf-8").splitlines()
    with duckdb.connect() as connection:
        if path.suffix == ".parquet":
            return lines(connection.read_parquet(str(path)))
        return lines(connection.read_csv(str(path), all_varchar=True))


def lines(relation: duckdb.DuckDBPyRelation) -> list[str]:
    """The rows as sorted lines, without what belongs to the run."""
    told = zip(relation.columns, relation.types, strict=True)
    kept = [f'"{name}"' for name, kind in told if name not in OF_THE_RUN and "TIMESTAMP" not in str(kind)]
    return sorted("\t".join(map(str, row)) for row in relation.project(", ".join(kept)).fetchall()) if kept else []


def _calls(macro: str, parameters: Iterable[str], names: list[str]) -> Iterator[str]:
    """The macro asked about each name; one that takes two of them about neighbours; one without any, once."""
    needed = [parameter for parameter in parameters if parameter in TAKES_A_NAME | TAKES_A_DAY]
    if not needed:
        yield f"{macro}()"
        return
    for name, other in zip(names, names[1:] + names[:1], strict=True):
        free = iter((name, other))
        given = ["DATE '2025-03-06'" if parameter in TAKES_A_DAY else _quoted(next(free)) for parameter in needed]
        yield f"{macro}({', '.join(given)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
