"""The readers' copy: verified, then put in place by one rename, so that a reader sees the old one or the new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import checks, derive
from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_writer, run_sql, writing
from warehouse.errors import HomeError, PublishError

PARTIAL_FILE = f"{PUBLISHED_FILE}.partial"


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What was published: the file, its size in bytes, rows by table."""

    path: Path
    size: int
    rows: Mapping[str, int]


def publish(home: Path) -> PublishSummary:
    """Copy `<home>/warehouse.duckdb` to `<home>/published.duckdb`, the one readers open.

    Needs the writer's place. Raises PublishError where a check of integrity fails or the copy differs, HomeError where
    there is nothing to publish, LockedError, DiskFullError; then the copy published before stays as it is.
    """
    if not (home / WRITER_FILE).is_file():
        raise HomeError(f"expected a warehouse at {home / WRITER_FILE}, found none: run `gongbao init`")
    partial, target = home / PARTIAL_FILE, home / PUBLISHED_FILE
    partial.unlink(missing_ok=True)  # what a killed run left
    try:
        with open_writer(home) as connection, writing(partial):
            derive.derive(connection)
            rows = _require_sound(connection)
            connection.execute("CHECKPOINT")
            _copy(home / WRITER_FILE, partial)
        _require_equal(partial, rows)
        partial.replace(target)
        _flush(home)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return PublishSummary(target, target.stat().st_size, rows)


def _require_sound(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    broken = [finding for finding in checks.look(connection, "integrity") if finding.is_broken]
    if broken:
        first = broken[0]
        raise PublishError(
            f"expected a warehouse without broken rows, found {len(broken)}, first {first.rule} at {first.subject}"
            f" {first.subject_id}: {first.reason}; nothing was published"
        )
    return _count(connection)


def _copy(source: Path, target: Path) -> None:
    """Copy the checkpointed file while DuckDB's lock on it is held.

    Closing any descriptor of a file gives up a process's locks on it, so the source is closed last, after the copy is
    on the device: until then no other writer can come in between.
    """
    log = source.with_name(source.name + ".wal")
    if log.exists() and log.stat().st_size:
        raise PublishError(f"expected {source} with an empty log after its checkpoint, found {log}: run again")
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())


def _require_equal(partial: Path, rows: Mapping[str, int]) -> None:
    try:
        with duckdb.connect(str(partial), read_only=True) as copy:
            found = _count(copy)
    except duckdb.Error as error:
        raise PublishError(f"expected a readable copy at {partial}, found: {error}; nothing was published") from error
    if found != rows:
        raise PublishError(f"expected {dict(rows)} rows in the copy, found {found}; nothing was published")


def _count(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows by table, counted from the rows themselves."""
    tables = [str(row[0]) for row in run_sql(connection, "publish", "table_names").fetchall()]
    counts = {}
    for table in tables:
        counts[table] = connection.table(table).count("*").fetchall()[0][0]
    return counts


def _flush(folder: Path) -> None:
    """Make the rename itself last: the folder's entry is written to the device."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
