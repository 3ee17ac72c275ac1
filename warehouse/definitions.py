"""The objects of `sql/objects`, made in a database with their comments, and the texts of `sql/` by their names."""

from __future__ import annotations

import hashlib
import re
from functools import cache

import duckdb

from warehouse import lake
from warehouse.errors import SchemaError
from warehouse.resources import sql_directory

LAYERS = ("tables", "functions", "staging", "trends", "macros")  # in the order in which they may read one another
_GRAIN = re.compile(r"\A(?:--[^\n]*\n)+")
_MADE = re.compile(r"^CREATE (?:OR REPLACE )?(?P<what>TABLE|VIEW|MACRO) (?P<name>[a-z_0-9]+)", re.MULTILINE)
_TABLE_MACRO = re.compile(r"\) AS TABLE$", re.MULTILINE)
_COLUMN = re.compile(r"^    (?P<name>[a-z_0-9]+) [A-Z][^\n]*?,?\s+-- (?P<comment>[^\n]+)$", re.MULTILINE)
_ORIGIN = re.compile(r"^FROM (?P<name>[a-z_0-9]+)$", re.MULTILINE)
SELECTED = re.compile(r"^    [^\n]*?(?P<name>[a-z_0-9]+),?  -- (?P<comment>[^\n]+)$", re.MULTILINE)


@cache
def read_sql(room: str, name: str) -> str:
    """The text of `sql/<room>/<name>.sql`."""
    return (sql_directory() / room / f"{name}.sql").read_text(encoding="utf-8")


def run_sql(connection: duckdb.DuckDBPyConnection, room: str, name: str) -> duckdb.DuckDBPyConnection:
    """Execute the statements of one file of `sql/`; the last one's rows can be fetched from what comes back."""
    return connection.execute(read_sql(room, name))


def define(connection: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    """Create the object of `sql/<layer>/<name>.sql` and hang the file's comments on it, for DuckDB's own shell."""
    connection.execute(read_sql(f"objects/{layer}", name))
    describe(connection, layer, name)


def describe(connection: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    """Hang the comments of the object's file on it."""
    text = read_sql(f"objects/{layer}", name)
    grain, made = _GRAIN.match(text), _MADE.search(text)
    if not (grain and made and made["name"] == name):
        raise SchemaError(
            f"expected sql/objects/{layer}/{name}.sql to state its grain and to make {name}, found otherwise"
        )
    what = made["what"] + (" TABLE" if made["what"] == "MACRO" and _TABLE_MACRO.search(text) else "")
    connection.execute(f"COMMENT ON {what} {name} IS {lake.literal(_uncommented(grain[0]))}")
    if layer == "tables":
        for column, comment in column_comments(layer, name).items():
            connection.execute(f"COMMENT ON COLUMN {name}.{column} IS {lake.literal(comment)}")


def column_comments(layer: str, name: str) -> dict[str, str]:
    """What a file of `sql/objects` says of its columns: at a table's columns, else at those of its last SELECT.

    A table made `AS SELECT` from another takes that one's words for the columns that they share.
    """
    text = read_sql(f"objects/{layer}", name)
    if re.search(rf"^CREATE TABLE {name} \($", text, re.MULTILINE):
        return {column["name"]: column["comment"] for column in _COLUMN.finditer(text)}
    last = text[max(text.rfind("\nSELECT"), 0) :]
    told = {column["name"]: column["comment"] for column in SELECTED.finditer(last)}
    if layer != "tables" or not (origin := _ORIGIN.search(last)):
        return told
    left_out = set(re.findall(r"\w+", (re.search(r"\* EXCLUDE \(([^)]*)\)", last) or [""])[0]))
    shared = column_comments(layer, origin["name"])
    return {column: comment for column, comment in shared.items() if column not in left_out} | told


def define_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every object of every layer in an empty database."""
    for layer in LAYERS:
        define_layer(connection, layer)


def renew(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what reads the tables anew where they stand, and say of them what is said now."""
    for name in _names("tables"):
        describe(connection, "tables", name)
    for layer in LAYERS[1:]:
        define_layer(connection, layer)


def grain_of(room: str, name: str) -> str:
    """What the head of `sql/<room>/<name>.sql` says that one row is."""
    told = _GRAIN.match(read_sql(room, name))
    lines = told[0].splitlines() if told else []
    said = [line for line in lines if not re.match(r"-- (?:about|severity|reach|makes|reads):", line)]
    return _uncommented("\n".join(said)).removeprefix("grain: ").replace(" why: ", ". Why: ")


def _uncommented(comment: str) -> str:
    return " ".join(line.removeprefix("--").strip() for line in comment.splitlines())


@cache
def definitions_digest() -> str:
    """sha256 over the files of all objects: another digest in the file means that they must be renewed."""
    digest = hashlib.sha256()
    for layer in LAYERS:
        for file in sorted((sql_directory() / "objects" / layer).glob("*.sql")):
            digest.update(file.stem.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def define_layer(connection: duckdb.DuckDBPyConnection, layer: str, in_lake: bool = False) -> None:
    """Create every object of a layer; in a lake without comments, which are for the readers' shell."""
    for name in _names(layer):
        if in_lake:
            connection.execute(lake.adapted(read_sql(f"objects/{layer}", name), layer))
        else:
            define(connection, layer, name)


def _names(layer: str) -> list[str]:
    return sorted(file.stem for file in (sql_directory() / "objects" / layer).glob("*.sql"))
