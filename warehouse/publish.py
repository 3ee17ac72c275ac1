"""The readers' copy: verified, then put in place by one rename, so that a reader sees the old one or the new one."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_reader, open_writer, prepare_copy, run_sql, writing
from warehouse.errors import HomeError, PublishError, WarehouseError
from warehouse.series import checks, derive

PARTIAL_FILE = f"{PUBLISHED_FILE}.partial"
ORDERS = {  # how rows lie in the readers' copy; the other tables lie as they were written
    "claim": "series_id, period_end, claim_id",
    "observation": "series_id, period_end, period_start",
    "observation_evidence": "series_id, period_end, claim_id",
    "derived_observation": "series_id, period_end, derived_id",
    "article": "published_on, article_id",
}
KEPT = 0.9  # of the last copy's claims: a better grammar may take some back, a lost month of papers is more

Changes = frozenset[tuple[str, dt.datetime]]  # issues, each with when it last changed


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What was published: the file, its size in bytes, rows by table."""

    path: Path
    size: int
    rows: Mapping[str, int]


def publish(home: Path, *, accept_loss: bool = False) -> PublishSummary:
    """Copy `<home>/warehouse.duckdb` to `<home>/published.duckdb`, the one readers open.

    Needs the writer's place. Raises PublishError where a check of integrity fails, the copy differs, or readers would
    lose what the last copy holds and nobody has accepted that; HomeError where there is nothing to publish,
    LockedError, DiskFullError; then the copy published before stays as it is.
    """
    return _publish(home, lambda connection: None, accept_loss=accept_loss)


def check_and_publish(home: Path, *, whole: bool, accept_loss: bool = False) -> tuple[PublishSummary, int]:
    """Run the checks, then `publish`; gives also how many findings are open of what was looked at.

    `whole`: everything is looked at. Otherwise the checks of numbers look at what the issues bear on that changed since
    the readers' copy was made, whichever run loaded them: one that was killed never came to its checks. What another
    process loads between the checks and the copy is checked before the copy, so that it holds nothing unseen.
    """
    _require_warehouse(home)

    def check(connection: duckdb.DuckDBPyConnection, changes: Changes) -> int:
        with writing(home / WRITER_FILE):
            issue_ids = None if whole else sorted({issue_id for issue_id, _ in changes})
            return checks.run(connection, issue_ids)

    # closed before the copy is made, which gives back what the checks held in memory
    with open_writer(home) as connection:
        looked_at = _changes(connection) - _published_changes(home)
        findings = check(connection, looked_at)

    def check_late(connection: duckdb.DuckDBPyConnection) -> None:
        nonlocal findings
        changes = _changes(connection) - _published_changes(home)
        if changes != looked_at:
            findings = check(connection, changes)

    published = _publish(home, check_late, accept_loss=accept_loss)
    return published, findings


def _changes(connection: duckdb.DuckDBPyConnection) -> Changes:
    return frozenset(run_sql(connection, "steps/publish", "issue_changes").fetchall())


def _published_changes(home: Path) -> Changes:
    """Those of the readers' copy; none where there is no copy, or a broken one, or one of an older version."""
    try:
        with open_reader(home) as copy:  # as readers open it: within a process DuckDB refuses a second configuration
            return _changes(copy)
    except (WarehouseError, duckdb.Error):
        return frozenset()


def require_no_loss(home: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Raises PublishError where the copy in `home` holds sources, issues or many claims that `connection` has not.

    A copy that is not there or cannot be read says nothing of what readers would lose; one of another version does.
    """
    try:
        with open_reader(home, any_version=True) as copy:
            before = _holdings(copy)
    except (WarehouseError, duckdb.Error):
        return
    after = _holdings(connection)
    lost = [
        f"{len(gone)} {what} fewer ({', '.join(sorted(gone)[:3])})"
        for what, gone in (("sources", before.sources - after.sources), ("issues", before.issues - after.issues))
        if gone
    ]
    if after.claims < before.claims * KEPT:
        lost.append(f"{after.claims} claims instead of {before.claims}")
    if lost:
        raise PublishError(
            f"expected all that {home / PUBLISHED_FILE} holds, found {'; '.join(lost)}: nothing was published; `gongbao"
            " rebuild` brings back what the archive holds, `--accept-loss` publishes without it"
        )


class _Holdings(NamedTuple):
    sources: frozenset[str]
    issues: frozenset[str]
    claims: int


def _holdings(connection: duckdb.DuckDBPyConnection) -> _Holdings:
    sources, issues, claims = run_sql(connection, "steps/publish", "holdings").fetchall()[0]
    return _Holdings(frozenset(sources), frozenset(issues), claims)


def _publish(home: Path, before: Callable[[duckdb.DuckDBPyConnection], None], *, accept_loss: bool) -> PublishSummary:
    _require_warehouse(home)
    partial, target = home / PARTIAL_FILE, home / PUBLISHED_FILE
    partial.unlink(missing_ok=True)  # what a killed run left
    try:
        with open_writer(home) as connection, writing(partial):
            before(connection)
            derive.derive(connection)
            rows = _require_sound(connection)
            if not accept_loss:
                require_no_loss(home, connection)
            _copy(connection, partial)
        _require_equal(partial, rows)
        partial.replace(target)
        _flush(home)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return PublishSummary(target, target.stat().st_size, rows)


def _require_warehouse(home: Path) -> None:
    if not (home / WRITER_FILE).is_file():
        raise HomeError(f"expected a warehouse at {home / WRITER_FILE}, found none: run `gongbao init`")


def _require_sound(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    broken = [finding for finding in checks.look(connection, "integrity") if finding.is_broken]
    if broken:
        first = broken[0]
        raise PublishError(
            f"expected a warehouse without broken rows, found {len(broken)}, first {first.rule} at {first.subject}"
            f" {first.subject_id}: {first.reason}; nothing was published"
        )
    return _count(connection)


def _copy(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write every table into a new file at `target`, in the order in which it is asked for, by the writer's connection.

    A file whose rows lie by series answers a question about one of them from a few of its blocks; the writer's lie by
    day, as they come.
    """
    prepare_copy(target)
    connection.execute(f"ATTACH '{str(target).replace(chr(39), chr(39) * 2)}' AS readers")
    try:
        for (table,) in run_sql(connection, "steps/publish", "table_names").fetchall():
            lying = ORDERS.get(table)
            rows = connection.table(str(table))
            (rows.order(lying) if lying else rows).insert_into(f"readers.main.{table}")
        connection.execute("CHECKPOINT readers")
    finally:
        connection.execute("DETACH readers")
    with target.open("rb") as copy:
        os.fsync(copy.fileno())


def _require_equal(partial: Path, rows: Mapping[str, int]) -> None:
    try:
        with duckdb.connect(str(partial), read_only=True) as copy:
            found = _count(copy)
            wanted = run_sql(copy, "steps/publish", "blocks").fetchall()[0][0]
    except duckdb.Error as error:
        raise PublishError(f"expected a readable copy at {partial}, found: {error}; nothing was published") from error
    if partial.stat().st_size < wanted:  # counting rows reads no values: a torn end would not show
        raise PublishError(
            f"expected {wanted} bytes in the copy, found {partial.stat().st_size}; nothing was published"
        )
    if found != rows:
        raise PublishError(f"expected {dict(rows)} rows in the copy, found {found}; nothing was published")


def _count(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows by table, counted from the rows themselves."""
    tables = [str(row[0]) for row in run_sql(connection, "steps/publish", "table_names").fetchall()]
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
