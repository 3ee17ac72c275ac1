"""The published copy as one Excel workbook: a sheet a table, one of the sources, one of what the columns mean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.errors import LimitError
from warehouse.read.export import described
from warehouse.read.export.tables import Exported, Table, whole
from warehouse.read.workbook import ROWS, Sheet, write_workbook

AT_ONCE = 2000  # rows held at a time


def write(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Exported]:
    """`gongbao.xlsx`. Raises LimitError where a table has more rows than a sheet holds."""
    tables = described.tables(connection)
    for table in tables:
        (n,) = table.rows(connection).count("*").fetchall()[0]
        if n > ROWS:
            raise LimitError(
                f"expected at most {ROWS:,} rows for a sheet of Excel, found {n:,} of {table.name}:"
                " take --format csv or parquet"
            )
    path = folder / "gongbao.xlsx"
    with whole(path) as partial, partial.open("wb") as file:
        counts = write_workbook(file, _sheets(connection, tables))
    return [Exported(path, sum(counts[:-1]))]


def _sheets(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> Iterator[Sheet]:
    for table in tables:
        yield Sheet(table.name, [column.name for column in table.columns], _rows(table.rows(connection)))
    told = [(table.name, column.name, column.kind, column.told) for table in tables for column in table.columns]
    yield Sheet("columns", ("table", "column", "type", "meaning"), told)


def _rows(rows: duckdb.DuckDBPyRelation) -> Iterator[tuple[object, ...]]:
    while some := rows.fetchmany(AT_ONCE):
        yield from some
