"""How the readers' copy is written: whole, lying as it is asked for, or from the last one by what was touched.

A copy made from the last one holds the same rows; those that came since lie behind the others, until a whole copy puts
them in their place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_reader, prepare_copy, run_sql, transaction
from warehouse.definitions import definitions_digest
from warehouse.errors import WarehouseError
from warehouse.lake import holds, literal
from warehouse.load import touched

ORDERS = {  # how rows lie in the readers' copy; the other tables lie as they were written
    "claim": "series_id, period_end, claim_id",
    "observation": "series_id, period_end, period_start",
    "observation_evidence": "series_id, period_end, claim_id",
    "derived_observation": "series_id, period_end, derived_id",
    "article": "published_on, article_id",
}
KEYS = {  # by what `touched` knows a table's rows, with the type; tables that are not here are short: compared whole
    "article": ("article_id", "VARCHAR"),
    "claim": ("claim_id", "VARCHAR"),
    "claim_history": ("issue_id", "VARCHAR"),
    "derived_observation": ("derived_id", "UBIGINT"),
    "finding": ("subject_id", "VARCHAR"),
    "issue": ("issue_id", "VARCHAR"),
    "issue_attempt": ("issue_id", "VARCHAR"),
    "numeral": ("issue_id", "VARCHAR"),
    "observation": ("observation_id", "UBIGINT"),
    "observation_evidence": ("claim_id", "VARCHAR"),
    "page_fetch": ("coalesce(issue_id, '')", "VARCHAR"),
    "reprint": ("article_id", "VARCHAR"),
    "series": ("series_id", "UBIGINT"),
    "series_name": ("series_id", "UBIGINT"),
    "series_phrase": ("series_id", "UBIGINT"),
}
BY_DAY = frozenset({  # what lies by day, so that few of its blocks are looked through
    "article", "claim", "claim_history", "issue_attempt", "numeral", "observation_evidence",
    "reprint",
})  # fmt: skip
WRITERS = frozenset({"article_signature", "touched", "warehouse_state"})  # of the file itself, or asked by no reader
MOST_TOUCHED = 0.1  # of the rows: with more, a whole copy costs no more than this one
GROWN = 1.3  # times the bytes of the last whole copy: then the next one is whole, and its rows lie by series again
WHOLE_BYTES = "whole_copy_bytes"  # in the copy's `warehouse_state`: how large the last whole one was


def stands(home: Path, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the copy in `home` is the one that `touched` is about."""
    return _is_copy_of(connection, _state(home))


def can_follow(home: Path, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the next copy can be made from the one in `home`: that stands, and little enough was touched since."""
    state = _state(home)
    if not _is_copy_of(connection, state) or state.get("definitions") != definitions_digest():
        return False
    if (home / PUBLISHED_FILE).stat().st_size > GROWN * float(state[WHOLE_BYTES]):
        return False
    moved, held = run_sql(connection, "steps/publish", "share_touched").fetchall()[0]
    return bool(moved <= MOST_TOUCHED * held)


def _is_copy_of(connection: duckdb.DuckDBPyConnection, state: Mapping[str, str]) -> bool:
    return touched.copy_of(connection) != "" and state.get(touched.COPY) == touched.copy_of(connection)


def _state(home: Path) -> dict[str, str]:
    """What the copy in `home` says of itself; nothing where there is none, a broken one, one of another version."""
    try:
        with open_reader(home) as copy:  # as readers open it: within a process DuckDB refuses a second configuration
            return dict(copy.execute("FROM warehouse_state").fetchall())
    except (WarehouseError, duckdb.Error):
        return {}


def copy_whole(connection: duckdb.DuckDBPyConnection, target: Path, word: str) -> None:
    """Write every table into a new file at `target`, in the order in which it is asked for, by the writer's connection.

    A file whose rows lie by series answers a question about one of them from a few of its blocks; the writer's lie by
    day, as they come.
    """
    if in_lake := holds(connection):
        prepare_copy(target)
    with _attached(connection, target):
        if not in_lake:  # a fiftieth of what making the schema anew takes
            connection.execute(f"COPY FROM DATABASE {Path(WRITER_FILE).stem} TO readers (SCHEMA)")
        for table in tables(connection):
            lying = ORDERS.get(table)
            rows = connection.table(table)
            (rows.order(lying) if lying else rows).insert_into(f"readers.main.{table}")
        connection.execute("CHECKPOINT readers")
        _name(connection, word, target.stat().st_size)


def copy_touched(connection: duckdb.DuckDBPyConnection, last: Path, target: Path, word: str) -> None:
    """Write to `target` the copy at `last` with the rows of the writer's tables that were touched since it was made."""
    shutil.copyfile(last, target)
    with _attached(connection, target):
        for table in tables(connection):
            if table in KEYS:
                _replace(connection, table)
            else:
                _make_equal(connection, table)
        held = dict(connection.execute("FROM readers.main.warehouse_state").fetchall())
        _name(connection, word, int(held[WHOLE_BYTES]))


def take_over(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Put the rows of the warehouse file at `path` in the place of the writer's own, in one transaction."""
    connection.execute(f"ATTACH {literal(str(path))} AS made (READ_ONLY)")
    try:
        with transaction(connection):
            for (table,) in run_sql(connection, "steps/publish", "table_names").fetchall():
                connection.execute(f"DELETE FROM main.{table}")  # noqa: S608 - a table of ours
                connection.execute(f"INSERT INTO main.{table} BY NAME FROM made.main.{table}")
    finally:
        connection.execute("DETACH made")


def tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The stored tables whose rows a copy shares with the writer."""
    found = [str(row[0]) for row in run_sql(connection, "steps/publish", "table_names").fetchall()]
    return [table for table in found if table not in WRITERS]


def count(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows by table, counted from the rows themselves."""
    return {table: connection.table(table).count("*").fetchall()[0][0] for table in tables(connection)}


def _replace(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Rows of the keys that were touched go from the copy, the writer's come in their place."""
    key, kind = KEYS[table]
    touched_rows = f"FROM main.touched WHERE what = '{table}'"
    if not connection.execute(f"SELECT 1 {touched_rows} LIMIT 1").fetchall():
        return
    wanted = f"{key} IN (SELECT DISTINCT id::{kind} {touched_rows})"
    if table in BY_DAY:
        wanted += f" AND published_on IN (SELECT DISTINCT published_on {touched_rows})"
    connection.execute(f"DELETE FROM readers.main.{table} WHERE {wanted}")  # noqa: S608 - tables of KEYS
    connection.execute(f"INSERT INTO readers.main.{table} FROM main.{table} WHERE {wanted}")


def _make_equal(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Rows of a short table that the writer has not go from the copy, those that the copy lacks come."""
    same = "written IS NOT DISTINCT FROM copied"
    gone = f"NOT EXISTS (FROM main.{table} AS written WHERE {same})"
    connection.execute(f"DELETE FROM readers.main.{table} AS copied WHERE {gone}")  # noqa: S608 - a table of ours
    connection.execute(f"INSERT INTO readers.main.{table} FROM main.{table} EXCEPT ALL FROM readers.main.{table}")


def _name(connection: duckdb.DuckDBPyConnection, word: str, bytes_of_whole: int) -> None:
    """Write into the attached copy what it says of itself: the warehouse's versions, its own word and size."""
    connection.execute("DELETE FROM readers.main.warehouse_state")
    state = dict(connection.execute("FROM main.warehouse_state").fetchall())
    state |= {touched.COPY: word, WHOLE_BYTES: str(bytes_of_whole)}
    connection.executemany("INSERT INTO readers.main.warehouse_state VALUES (?, ?)", list(state.items()))


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, target: Path) -> Iterator[None]:
    """The file at `target` as `readers`; at the end it is whole on the device."""
    connection.execute(f"ATTACH {literal(str(target))} AS readers")
    try:
        yield
        connection.execute("CHECKPOINT readers")
    finally:
        connection.execute("DETACH readers")
    with target.open("rb") as copy:
        os.fsync(copy.fileno())
