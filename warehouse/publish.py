"""The readers' copy: verified, then put in place by one rename, so that a reader sees the old one or the new one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse import copies, leases, store
from warehouse.connect import (
    PUBLISHED_FILE,
    WRITER_FILE,
    open_reader,
    open_writer,
    refusing,
    run_sql,
    transaction,
    writing,
)
from warehouse.errors import HomeError, PublishError, WarehouseError
from warehouse.load import touched
from warehouse.series import checks, derive, observe

PARTIAL_FILE = f"{PUBLISHED_FILE}.partial"
KEPT = 0.9  # of the last copy's claims: a better grammar may take some back, a lost month of papers is more

Reads = dict[str, int]  # issues read since the last copy was made, each with how often


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What was published: the file, its size in bytes, rows by table; `whole`: made from nothing, not from the last."""

    path: Path
    size: int
    rows: Mapping[str, int]
    whole: bool


def publish(home: Path, *, accept_loss: bool = False, whole: bool = False) -> PublishSummary:
    """Bring `<home>/published.duckdb`, the one readers open, up to `<home>/warehouse.duckdb`.

    Made from the last copy by what was touched since, where that copy is this warehouse's and little was; else, and
    where `whole` is asked for, from nothing. Needs the writer's place. Raises PublishError where a check of integrity
    fails, the copy differs, or readers would lose what the last copy holds and nobody has accepted that; HomeError
    where there is nothing to publish, LockedError, DiskFullError; then the copy published before stays as it is.
    """
    with leases.refreshing(home):
        return _publish(home, lambda connection: None, accept_loss=accept_loss, whole=whole)


def check_and_publish(home: Path, *, whole: bool, accept_loss: bool = False) -> tuple[PublishSummary, int]:
    """Run the checks, then `publish`; gives also how many findings are open of what was looked at.

    `whole`: everything is looked at, and copied from nothing. Otherwise the checks of numbers look at what the issues
    bear on that were read since the readers' copy was made, whichever run loaded them: one that was killed never came
    to its checks. What another process loads between the checks and the copy is checked before the copy, so that it
    holds nothing unseen, and no claim without its observation.
    """
    with leases.refreshing(home):
        return _check_and_publish(home, whole=whole, accept_loss=accept_loss)


def _check_and_publish(home: Path, *, whole: bool, accept_loss: bool) -> tuple[PublishSummary, int]:
    _require_warehouse(home)

    def check(connection: duckdb.DuckDBPyConnection, reads: Reads | None) -> int:
        with refusing(home):
            if connection.execute(
                "FROM pending_issue LIMIT 1"
            ).fetchall():  # loaded, by this run or another, and waiting
                observe.refresh(connection, [])
            return checks.run(connection, None if reads is None else sorted(reads))

    # closed before the copy is made, which gives back what the checks held in memory
    with open_writer(home) as connection:
        looked_at = None if whole else _reads(home, connection)
        findings = check(connection, looked_at)

    def check_late(connection: duckdb.DuckDBPyConnection) -> None:
        nonlocal findings
        reads = _reads(home, connection)
        if looked_at is not None and reads != looked_at:
            findings = check(connection, reads)

    published = _publish(home, check_late, accept_loss=accept_loss, whole=whole)
    return published, findings


def _reads(home: Path, connection: duckdb.DuckDBPyConnection) -> Reads | None:
    """None where no copy tells which issues were read since: then all are looked at."""
    if not copies.stands(home, connection):
        return None
    return dict(run_sql(connection, "steps/publish", "issues_touched").fetchall())


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


def _publish(
    home: Path, before: Callable[[duckdb.DuckDBPyConnection], None], *, accept_loss: bool, whole: bool
) -> PublishSummary:
    _require_warehouse(home)
    partial, target, word = home / PARTIAL_FILE, home / PUBLISHED_FILE, uuid.uuid4().hex
    partial.unlink(missing_ok=True)  # what a killed run left
    try:
        with leases.alone(home), open_writer(home) as connection, writing(partial):
            before(connection)
            whole = whole or not copies.can_follow(home, connection)
            derive.derive(connection, whole=whole)
            _require_sound(connection, whole)
            rows = copies.count(connection)
            if not accept_loss:
                require_no_loss(home, connection)
            if whole:
                copies.copy_whole(connection, partial, word)
            else:
                copies.copy_touched(connection, target, partial, word)
            _require_equal(connection, partial, rows)
            touched.begin(connection, word)  # a kill before the rename leaves a copy of another word: the next is whole
            partial.replace(target)
        _flush(home)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return PublishSummary(target, target.stat().st_size, rows, whole)


def _require_warehouse(home: Path) -> None:
    if not store.of(home).is_lake and not (home / WRITER_FILE).is_file():
        raise HomeError(f"expected a warehouse at {home / WRITER_FILE}, found none: run `gongbao init`")


def _require_sound(connection: duckdb.DuckDBPyConnection, whole: bool) -> None:
    broken = checks.broken(connection, whole=whole)
    if broken:
        first = broken[0]
        raise PublishError(
            f"expected a warehouse without broken rows, found {len(broken)}, first {first.rule} at {first.subject}"
            f" {first.subject_id}: {first.reason}; nothing was published"
        )


def _require_equal(connection: duckdb.DuckDBPyConnection, partial: Path, rows: Mapping[str, int]) -> None:
    """The copy is whole and counts as many rows. Where it does not, the next one is made from nothing."""
    try:
        _require_counts(partial, rows)
    except PublishError:
        with transaction(connection):
            touched.forget(connection)
        raise


def _require_counts(partial: Path, rows: Mapping[str, int]) -> None:
    try:
        with duckdb.connect(str(partial), read_only=True) as copy:
            found = copies.count(copy)
            wanted = run_sql(copy, "steps/publish", "blocks").fetchall()[0][0]
    except duckdb.Error as error:
        raise PublishError(f"expected a readable copy at {partial}, found: {error}; nothing was published") from error
    if partial.stat().st_size < wanted:  # counting rows reads no values: a torn end would not show
        raise PublishError(
            f"expected {wanted} bytes in the copy, found {partial.stat().st_size}; nothing was published"
        )
    if found != rows:
        apart = {table: (n, found.get(table)) for table, n in rows.items() if n != found.get(table)}
        raise PublishError(f"expected as many rows in the copy, found other counts {apart}; nothing was published")


def _flush(folder: Path) -> None:
    """Make the rename itself last: the folder's entry is written to the device."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
