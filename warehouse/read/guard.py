"""Questions in SQL by whoever reads: one statement that only reads, answered within bounds, or refused in one line.

Four walls, each of which would do alone for most of what must not be: what DuckDB's own parser says of the text
(`only_reads`); the table functions that may be called; a connection that reaches no file and whose settings are locked
(`warehouse.connect.open_sealed`); the copy opened read-only. Free of Prefect and of locks: the page asks through here.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import open_sealed, run_sql
from warehouse.errors import LimitError, QueryError
from warehouse.read.answer import Answer
from warehouse.read.bounds import USUAL, Bounds

# What may stand in FROM with brackets behind it, beside the copy's own macros. Every other one reads files (read_csv,
# glob), changes settings though it is a SELECT (enable_profiling), or takes an address in memory (arrow_scan).
TABLE_FUNCTIONS = frozenset({
    "duckdb_columns", "duckdb_constraints", "duckdb_functions", "duckdb_keywords", "duckdb_tables", "duckdb_types",
    "duckdb_views", "generate_series", "histogram", "histogram_values", "json_each", "json_tree", "pragma_table_info",
    "pragma_version", "range", "repeat", "repeat_row", "summary", "unnest",
})  # fmt: skip
SILENT = frozenset({"nextval", "setseed", "write_log"})  # functions of values that leave something behind
ELSEWHERE = (duckdb.IOException, duckdb.InterruptException, duckdb.OutOfMemoryException)  # not the question's fault
Parameters = Sequence[object] | Mapping[str, object]
LONGEST = 100_000  # characters of a query
PORTION = 2048  # rows fetched at once: as many as DuckDB makes at once
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_EXPLAIN = re.compile(r"\s*EXPLAIN(?:\s+ANALYZE)?\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


def ask(home: Path, text: str, bounds: Bounds) -> Answer:
    """The answer of the published copy to one statement of somebody else's, if it only reads.

    Raises QueryError where it is another, or DuckDB refuses it; LimitError where the answer takes more than `bounds`;
    what `open_sealed` raises.
    """
    with own(home, bounds) as connection:
        statement = only_reads(connection, text)
        try:
            return fetch(connection.execute(statement), bounds)
        except ELSEWHERE:
            raise
        except duckdb.Error as error:
            raise _not_understood(error) from error


@contextmanager
def own(home: Path, bounds: Bounds) -> Iterator[duckdb.DuckDBPyConnection]:
    """A sealed connection for this project's own queries, whose words may be a reader's; its time is bounded too."""
    with open_sealed(home, bounds.memory_mib) as connection, within(connection, bounds):
        yield connection


def ask_own(home: Path, query: str, parameters: Parameters = (), bounds: Bounds | None = None) -> Answer:
    """The answer to one of this project's own queries. Raises LimitError, and what `open_sealed` raises."""
    bounds = bounds or USUAL
    with own(home, bounds) as connection:
        return fetch(connection.execute(query, parameters), bounds)


def only_reads(connection: duckdb.DuckDBPyConnection, text: str) -> duckdb.Statement:
    """The one statement of `text`, of a kind that only reads: SELECT in all its dresses, or EXPLAIN of one.

    `connection` is one of `open_sealed`: for IMPORT DATABASE the parser itself opens files. Raises QueryError.
    """
    if len(text) > LONGEST:
        raise _too_deep()
    if _NO_TEXT.search(text):  # at a NUL the parser would stop and the rest be passed over in silence
        raise QueryError(
            "expected a query, found characters in it that are no text (NUL, broken UTF-8): leave them out"
        )
    try:
        statements = connection.extract_statements(text)
    except duckdb.Error as error:
        raise _not_understood(error) from error
    if len(statements) != 1:
        more = ": a PIVOT needs its values named (ON x IN (...))" if "pivot" in text.casefold() else ""
        raise QueryError(f"expected one query, found {len(statements)} statements{more}")
    statement = statements[0]
    explained = _EXPLAIN.fullmatch(statement.query) if statement.type == duckdb.StatementType.EXPLAIN else None
    if explained:
        only_reads(connection, explained["rest"])
    elif statement.type != duckdb.StatementType.SELECT:
        raise QueryError(
            f"expected a query that only reads (SELECT, FROM, WITH, DESCRIBE, SUMMARIZE), found {statement.type.name}"
        )
    else:
        _require_known_functions(connection, statement.query)
    return statement


@contextmanager
def within(connection: duckdb.DuckDBPyConnection, bounds: Bounds) -> Iterator[None]:
    """Interrupt what `connection` does when its time is over. Raises LimitError for that, and for too much memory."""
    timer = threading.Timer(bounds.seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise LimitError(bounds.too_long()) from error
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise LimitError(bounds.too_large()) from error
    finally:
        timer.cancel()


def fetch(result: duckdb.DuckDBPyConnection, bounds: Bounds) -> Answer:
    """All rows of a result. Raises LimitError where they are too many, MemoryError where their text is too much."""
    columns = tuple(str(column[0]) for column in result.description or ())
    rows: list[tuple[Any, ...]] = []
    room = bounds.memory_mib << 20
    while portion := result.fetchmany(PORTION):
        rows += portion
        if len(rows) > bounds.rows:
            raise LimitError(bounds.too_many())
        room -= sum(len(value) for row in portion for value in row if isinstance(value, str | bytes))
        if room < 0:
            raise MemoryError
    return Answer(columns, tuple(rows))


def _require_known_functions(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Raises QueryError where the statement calls a table function that is neither the copy's nor a harmless one."""
    told = connection.execute("SELECT json_serialize_sql(?)", [text]).fetchall()[0][0]
    try:
        tree = json.loads(told)
    except RecursionError as error:
        raise _too_deep() from error
    if tree["error"]:
        raise QueryError(f"expected a query that only reads, found one of another kind: {tree['error_message']}")
    macros = {name for name, _ in run_sql(connection, "ask", "table_macros").fetchall()}
    for name, is_table in _called(tree):
        if name in SILENT if not is_table else name not in TABLE_FUNCTIONS | macros:
            raise QueryError(
                f"expected functions that only read the copy, found {name}: name one of its tables, views or macros"
                " (`gongbao dictionary`)"
            )


def _called(tree: Any) -> Iterator[tuple[str, bool]]:
    """Every function that a statement calls, and whether it stands where a table stands."""
    waiting = [(tree, False)]
    while waiting:
        node, is_table = waiting.pop()
        if isinstance(node, list):
            waiting += [(each, is_table) for each in node]
        elif isinstance(node, dict):
            if "function_name" in node:
                yield str(node["function_name"]).casefold(), is_table
            holds_table = node.get("type") == "TABLE_FUNCTION"
            waiting += [(each, holds_table and key == "function") for key, each in node.items()]


def _too_deep() -> QueryError:
    return QueryError(
        f"expected a query of at most {LONGEST} characters, brackets at most some hundred deep, found more"
    )


def _not_understood(error: duckdb.Error) -> QueryError:
    return QueryError(f"expected a query, found one that DuckDB refuses: {' '.join(str(error).split())[:500]}")
