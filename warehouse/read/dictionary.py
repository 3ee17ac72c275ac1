"""The data dictionary: what every table, view, macro, function, check and column is, from the comments of `sql/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from warehouse.connect import read_sql
from warehouse.definitions import LAYERS, SELECTED, column_comments, define_all, grain_of
from warehouse.resources import sql_directory
from warehouse.series import checks

TITLES = {
    "tables": "Tables",
    "staging": "Views and macros close to the tables",
    "trends": "Views and macros of series",
    "macros": "Questions: table macros, asked as `from trend('5G基站')`",
    "functions": "Functions",
}
_TAKEN = re.compile(
    r"^    (?P<origin>[a-z_]+\.(?P<name>[a-z_0-9]+)),?$", re.MULTILINE
)  # a column as another object has it
_SIGNATURE = re.compile(r"^CREATE (?:OR REPLACE )?MACRO (?P<signature>\w+\([^)]*\)) AS", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its DuckDB type; `told` is empty where no comment says what it is."""

    name: str
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """An object of `sql/`. `signature` is empty for tables and views; `columns` for functions of one value."""

    layer: str
    name: str
    grain: str
    signature: str = ""
    columns: tuple[Column, ...] = ()


def entries() -> list[DictionaryEntry]:
    """Every object of the layers, in their order, by name within one.

    A view's column that is taken from a table as it is means what it means there. A column that several tables or
    views share under one name means one thing: the comment stands once, at a table's column, or at the line of a view's
    or a macro's last SELECT that first gives it.
    """
    told = _comments()
    with duckdb.connect() as connection:
        define_all(connection)
        return [
            DictionaryEntry(
                layer,
                name,
                grain_of(f"objects/{layer}", name),
                _signature(layer, name),
                _columns(connection, layer, name, told),
            )
            for layer in LAYERS
            for name in _names(layer)
        ]


def laid_out() -> list[DictionaryEntry]:
    """The temporary tables that a check of numbers may read beside the objects: `sql/steps/examine`."""
    told = _comments()
    with duckdb.connect() as connection:
        define_all(connection)
        with checks.laid_out(connection, []), checks.held(connection):
            return [
                DictionaryEntry(
                    "examine", name, grain_of("steps/examine", name), "", _columns(connection, "examine", name, told)
                )
                for name in checks.READABLE
            ]


def markdown() -> Iterator[str]:
    """The dictionary, line by line."""
    yield from ("# Data dictionary", "", "Made by `gongbao dictionary` from the comments of `sql/`.")
    layer = ""
    for entry in entries():
        if entry.layer != layer:
            layer = entry.layer
            yield from ("", f"## {TITLES.get(layer, layer.capitalize())}")
        yield from _described(entry)
    yield from ("", "## Checks", "", "| check | about | severity | one row |", "| --- | --- | --- | --- |")
    for rule in checks.rules().values():
        meaning = grain_of("checks", rule.name).removeprefix("one row ")
        yield f"| {rule.name} | {rule.about} | {rule.severity} | {meaning} |"
    yield from ("", "## What checks of numbers read besides: temporary tables, laid out before them")
    for entry in laid_out():
        yield from _described(entry)


def _described(entry: DictionaryEntry) -> Iterator[str]:
    yield from ("", f"### {entry.name}", "")
    if entry.signature:
        yield from (f"`{entry.signature}`", "")
    yield entry.grain
    if entry.columns:
        yield from ("", "| column | type | meaning |", "| --- | --- | --- |")
        yield from (f"| {c.name} | {c.kind} | {c.told.replace('|', chr(92) + '|')} |" for c in entry.columns)


def _names(layer: str) -> list[str]:
    return [file.stem for file in sorted((sql_directory() / "objects" / layer).glob("*.sql"))]


def _signature(layer: str, name: str) -> str:
    found = _SIGNATURE.search(read_sql(f"objects/{layer}", name))
    return " ".join(found["signature"].split()) if found else ""


def _comments() -> dict[str, str]:
    told: dict[str, str] = {}
    for layer in LAYERS:
        for name in _names(layer):
            for found in _TAKEN.finditer(read_sql(f"objects/{layer}", name)):
                if found["origin"] in told:
                    told[f"{name}.{found['name']}"] = told[found["origin"]]
            for column, comment in column_comments(layer, name).items():
                told.setdefault(column, comment)
                told[f"{name}.{column}"] = comment
    for name in checks.READABLE:
        made_of = "period_of" if name.endswith("_period") else name  # two tables are made by one macro
        for found in SELECTED.finditer(read_sql("steps/examine", made_of)):
            told.setdefault(found["name"], found["comment"])
            told[f"{name}.{found['name']}"] = found["comment"]
    return told


def _columns(connection: duckdb.DuckDBPyConnection, layer: str, name: str, told: dict[str, str]) -> tuple[Column, ...]:
    if layer == "functions":
        return ()
    source = name
    signature = _signature(layer, name) if layer in LAYERS else ""
    if signature:
        needed = [part for part in signature[len(name) + 1 : -1].split(",") if ":=" not in part]
        source = f"{name}({', '.join('NULL' for _ in needed)})"
    rows = connection.execute(f"DESCRIBE FROM {source}").fetchall()
    return tuple(
        Column(str(row[0]), str(row[1]), told.get(f"{name}.{row[0]}") or told.get(str(row[0]), "")) for row in rows
    )
