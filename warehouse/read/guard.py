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
from typing import Any, NamedTuple

import duckdb

from warehouse.connect import open_sealed, run_sql
from warehouse.errors import LimitError, QueryError
from warehouse.read.bounds import Bounds

# What may stand in FROM with brackets behind it, beside the copy's own macros. Every other one reads files (read_csv,
# glob), changes settings though it is a SELECT (enable_profiling), or takes an address in memory (arrow_scan).
TABLE_FUNCTIONS = frozenset({
    "duckdb_columns", "duckdb_constraints", "duckdb_functions", "duckdb_keywords", "duckdb_tables", "duckdb_types",
    "duckdb_views", "generate_series", "histogram", "histogram_values", "json_each", "json_tree", "pragma_table_info",
    "pragma_version", "range", "repeat", "repeat_row", "summary", "unnest",
})  # fmt: skip
SILENT = frozenset({"nextval", "setseed", "write_log"})  # functions of values that leave something behind
ELSEWHERE = (duckdb.IOException, duckdb.InterruptException, duckdb.OutOfMemoryException)  # not the question's fault
LONGEST = 100_000  # characters of a query
PORTION = 2048  # rows fetched at once: as many as DuckDB makes at once
_EXPLAIN = re.compile(r"\s*EXPLAIN(?:\s+ANALYZE)?\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


class Found(NamedTuple):
    """Names of columns, and rows as DuckDB gives them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def ask(home: Path, text: str, bounds: Bounds, parameters: Sequence[object] | Mapping[str, object] = ()) -> Found:
    """The answer of the published copy to one statement that only reads.

    Raises QueryError where it is another, or DuckDB refuses it; LimitError where the answer takes more than `bounds`;
    what `open_sealed` raises.
    """
    with open_sealed(home, bounds.memory_mib) as connection, within(connection, bounds):
        statement = only_reads(connection, text)
        try:
            return fetch(connection.execute(statement, parameters), bounds)
        except ELSEWHERE:
            raise
        except duckdb.Error as error:
            raise _not_understood(error) from error


def only_reads(connection: duckdb.DuckDBPyConnection, text: str) -> duckdb.Statement:
    """The one statement of `text`, of a kind that only reads: SELECT in all its dresses, or EXPLAIN of one.

    `connection` is one of `open_sealed`: for IMPORT DATABASE the parser itself opens files. Raises QueryError.
    """
    if len(text) > LONGEST:
        raise _too_deep()
    if "\0" in text:  # the parser would stop there and the rest be passed over in silence
        raise QueryError("expected a query, found a NUL character in it: leave it out")
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
        raise LimitError(
            f"expected an answer within {bounds.seconds} s, found none: ask for less, or allow more with"
            " --seconds or GONGBAO_QUERY_SECONDS"
        ) from error
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise LimitError(
            f"expected an answer that needs at most {bounds.memory_mib} MiB of memory, found one that needs more:"
            " ask for less, or allow more with --memory or GONGBAO_QUERY_MEMORY_MIB"
        ) from error
    finally:
        timer.cancel()


def fetch(result: duckdb.DuckDBPyConnection, bounds: Bounds) -> Found:
    """All rows of an answer. Raises LimitError for more than `bounds.rows`, MemoryError for too much text."""
    columns = tuple(str(column[0]) for column in result.description or ())
    rows: list[tuple[Any, ...]] = []
    room = bounds.memory_mib << 20
    while portion := result.fetchmany(PORTION):
        rows += portion
        if len(rows) > bounds.rows:
            raise LimitError(
                f"expected an answer of at most {bounds.rows} rows, found more: add a LIMIT, count instead of listing,"
                " or allow more with --rows or GONGBAO_QUERY_ROWS"
            )
        room -= sum(len(value) for row in portion for value in row if isinstance(value, str | bytes))
        if room < 0:
            raise MemoryError
    return Found(columns, tuple(rows))


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
