"""The keeping of a lake: small files merged, what nothing needs any more removed, and whether all of it is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import lake, leases, store
from warehouse.connect import open_writer, run_sql
from warehouse.errors import HomeError, WarehouseError
from warehouse.publish import require_no_loss

KEPT = dt.timedelta(hours=1)  # how long a file that nothing names any more is kept for who still reads it
ORPHANED = dt.timedelta(days=1)  # after so long a file that no catalogue names is of a writer that was killed
AT_ONCE = 500  # files looked at by one question


@dataclass(frozen=True, slots=True)
class CompactSummary:
    """Files of rows before and after, and how many were removed for good."""

    before: int
    after: int
    removed: int

    def lines(self) -> list[str]:
        """The whole in a line."""
        return [f"{self.before} files of the lake became {self.after}; {self.removed} old ones removed"]


def compact(home: Path, *, kept: dt.timedelta = KEPT, orphaned: dt.timedelta = ORPHANED) -> CompactSummary:
    """Write rows that were deleted out of their files, merge small files, remove those that only the past needs.

    Loaders go on meanwhile; who refreshes waits. Killed at any moment, it has changed no row. Raises HomeError where
    the tables lie in no lake, BeingRefreshedError, BusyError, DiskFullError.
    """
    if not store.of(home).is_lake:
        raise HomeError(f"expected a lake to compact (GONGBAO_STORE), found {home / 'warehouse.duckdb'}: nothing to do")
    with leases.refreshing(home), open_writer(home) as connection:
        before = sum(1 for _ in _files(connection))
        name = lake.literal(lake.NAME)
        connection.execute(f"CALL ducklake_flush_inlined_data({name})")
        connection.execute(f"CALL ducklake_rewrite_data_files({name})")
        connection.execute(f"CALL ducklake_merge_adjacent_files({name})")
        gone = 0
        for verb, age in (("expire_snapshots", kept), ("cleanup_old_files", kept), ("delete_orphaned_files", orphaned)):
            older = f"now() - INTERVAL '{age.total_seconds()} seconds'"
            found = connection.execute(f"CALL ducklake_{verb}({name}, older_than => {older})").fetchall()
            gone += len(found) if verb != "expire_snapshots" else 0
        return CompactSummary(before, sum(1 for _ in _files(connection)), gone)


def problems(home: Path) -> list[str]:
    """What is amiss between the lake's catalogue, its files and the readers' copy, a line each. Writes nothing."""
    found = []
    with open_writer(home) as connection:
        files = list(_files(connection))
        for at in range(0, len(files), AT_ONCE):
            found += _unread(connection, files[at : at + AT_ONCE])
        if found:
            return found  # what is not whole cannot be asked what it holds
        try:
            require_no_loss(home, connection)
        except WarehouseError as error:
            found.append(f"the lake lacks what readers have: {error}")
    return found


def _files(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Every file that the catalogue names, with its table."""
    for (table,) in run_sql(connection, "steps/publish", "table_names").fetchall():
        asked = "SELECT data_file, delete_file FROM ducklake_list_files(?, ?)"
        for named in connection.execute(asked, [lake.NAME, table]).fetchall():
            yield from ((table, path) for path in named if path)


def _unread(connection: duckdb.DuckDBPyConnection, files: list[tuple[str, str]]) -> list[str]:
    """The files whose end, which says what is in them, cannot be read; asked for one by one where not all can."""
    asked = "SELECT count(*) FROM parquet_file_metadata(?::VARCHAR[])"
    try:
        connection.execute(asked, [[path for _, path in files]]).fetchall()
        return []
    except duckdb.Error as error:
        if len(files) == 1:
            table, path = files[0]
            return [f"{table}: expected a whole file at {path}, found: {' '.join(str(error).split())[:160]}"]
    half = len(files) // 2
    return _unread(connection, files[:half]) + _unread(connection, files[half:])
