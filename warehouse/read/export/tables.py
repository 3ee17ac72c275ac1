"""The relations as CSV and Parquet. A file takes its name when it is whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connect import read_sql
from warehouse.errors import HomeError
from warehouse.read.dictionary import Column

RELATIONS: Mapping[str, str] = {  # and the key of each
    "observations": "observation_id",
    "series_catalogue": "series_id",
    "claims": "claim_id",
    "source": "source_id",
}
PARTITIONS = ("source_id", "year")  # of those that grow every day
MEANINGS = "column_descriptions"  # the key under which a Parquet file holds what its columns mean, as JSON


@dataclass(frozen=True, slots=True)
class Table:
    """A relation as it is exported: its columns with DuckDB's types and their meanings."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """The column that no two rows share."""
        return RELATIONS[self.name]

    @property
    def is_partitioned(self) -> bool:
        """Whether it is a folder of files."""
        return {column.name for column in self.columns}.issuperset(PARTITIONS)

    @property
    def in_files(self) -> tuple[Column, ...]:
        """The columns that a Parquet file of it holds: those of its folder's name are not among them."""
        return tuple(each for each in self.columns if not self.is_partitioned or each.name not in PARTITIONS)

    def rows(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
        """All of them, in the order of the key."""
        return connection.sql(read_sql("ask", f"exported_{self.name}")).order(self.key)

    def paths(self, folder: Path) -> list[Path]:
        """The Parquet files in `folder`."""
        return sorted((folder / self.name).rglob("*.parquet")) if self.is_partitioned else [_parquet(folder, self)]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file or folder that was written, and how many rows or codes are in it."""

    path: Path
    rows: int
    kind: str = "rows"


def write_csv(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> Exported:
    """As text: decimals with a point always, and no more zeros behind it than one; lists as JSON."""
    said = {column.name: call for column in table.columns if (call := _as_text(column.kind))}
    rows = table.rows(connection)
    if said:
        rows = rows.project(f"* REPLACE ({', '.join(f'{call}({name}) AS {name}' for name, call in said.items())})")
    path = folder / f"{table.name}.csv"
    with whole(path) as partial:
        rows.to_csv(str(partial), header=True)
    return Exported(path, _count(rows))


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> Iterator[Exported]:
    """As a file, or as a folder with one for each source and year, where the table has both.

    These two stand in the folders' names alone: pyarrow, and so pandas, refuses a column that stands in both.
    """
    rows = table.rows(connection)
    meanings = json.dumps({column.name: column.told for column in table.columns}, ensure_ascii=False)
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{MEANINGS}: {_literal(meanings)}}}"
    if not table.is_partitioned:
        with whole(_parquet(folder, table)) as partial:
            _copy(rows, partial, options)
        yield Exported(_parquet(folder, table), _count(rows))
        return
    path = folder / table.name
    _require_own(path)
    partial = folder / f"{table.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        _copy(rows, partial, f"{options}, PARTITION_BY ({', '.join(PARTITIONS)})")
        shutil.rmtree(path, ignore_errors=True)
        partial.replace(path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    yield Exported(path, _count(rows))


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` at the end, and is nothing after a failure."""
    partial = path.with_name(path.name + ".partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _copy(rows: duckdb.DuckDBPyRelation, path: Path, options: str) -> None:
    rows.query("exported", f"COPY exported TO {_literal(str(path))} ({options})")


def _require_own(path: Path) -> None:
    """Raises HomeError where a folder of this name holds what no export wrote: it would be lost."""
    strange = next((file for file in path.rglob("*") if file.is_file() and file.suffix != ".parquet"), None)
    if strange or path.is_file():
        raise HomeError(
            f"expected {path} to hold an earlier export's Parquet files, found {strange or 'a file'}: choose another"
            " folder for --to"
        )


def _as_text(kind: str) -> str:
    return "decimal_text" if kind.startswith("DECIMAL") else "to_json" if kind.endswith("[]") else ""


def _count(rows: duckdb.DuckDBPyRelation) -> int:
    return int(rows.count("*").fetchall()[0][0])


def _parquet(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.parquet"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
