"""What the steps touched since the readers' copy was made: the table `touched`, and which copy it is about.

The rows count only beside the copy they are about: both bear the same word, in `warehouse_state`. Without one nothing
is noted, and the next copy is made from nothing.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from warehouse.connect import run_sql, transaction

COPY = "copy"  # the name in `warehouse_state` of the word that the warehouse and its copy share


def copy_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The word that a warehouse shares with the copy made from it last, or that such a copy bears; empty for none."""
    found = connection.execute("SELECT value FROM warehouse_state WHERE name = ?", [COPY]).fetchone()
    return str(found[0]) if found else ""


def note(connection: duckdb.DuckDBPyConnection, room: str, step: str = "touched") -> None:
    """Note what `sql/<room>/<step>.sql` finds in the tables of the step before, within that step's transaction."""
    if copy_of(connection):
        run_sql(connection, room, step)


def note_row(connection: duckdb.DuckDBPyConnection, what: str, row: str, day: dt.date | None, why: str) -> None:
    """Note one row of the table `what` by its key."""
    if copy_of(connection):
        connection.execute("INSERT INTO touched VALUES (?, ?, ?, ?)", [what, row, day, why])


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Note nothing more: so much changes that the next copy is made from nothing. Within the caller's transaction."""
    connection.execute("DELETE FROM warehouse_state WHERE name = ?", [COPY])
    connection.execute("DELETE FROM touched")


def begin(connection: duckdb.DuckDBPyConnection, word: str) -> None:
    """A copy with this word stands: what is touched from now on is what it lacks."""
    with transaction(connection):
        forget(connection)
        connection.execute("INSERT INTO warehouse_state VALUES (?, ?)", [COPY, word])
