"""What describes exported tables: `datapackage.json` (Frictionless) and `csv-metadata.json` (W3C's CSVW)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import read_sql
from warehouse.definitions import SELECTED
from warehouse.read import dictionary
from warehouse.read.dictionary import Column
from warehouse.read.export.tables import RELATIONS, Table, whole

REFERENCES = {"series_id": "series_catalogue", "source_id": "source"}  # of a column that is another table's key
FLOAT = "the value for charts and frames; `value` is exact"
TITLE = "gongbao: time series from the statistics that China's industry press prints"
# DuckDB's type, the type of a Frictionless field, the datatype of CSVW
KINDS = (
    ("DECIMAL", "number", "decimal"),
    ("DOUBLE", "number", "double"),
    ("INTEGER", "integer", "integer"),
    ("BIGINT", "integer", "integer"),
    ("DATE", "date", "date"),
    ("BOOLEAN", "boolean", "boolean"),
    ("VARCHAR[]", "array", "json"),
    ("VARCHAR", "string", "string"),
)


def tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """The tables of an export, each column with its type and meaning."""
    entries = {entry.name: entry for entry in dictionary.entries()}
    made = []
    for name in RELATIONS:
        sql = read_sql("ask", f"exported_{name}")
        own = {"value_float": FLOAT} | {found["name"]: found["comment"] for found in SELECTED.finditer(sql)}
        known = {column.name: column.told for column in (*entries["series_named"].columns, *entries[name].columns)}
        rows = connection.sql(sql)
        columns = tuple(
            Column(column, str(kind), own.get(column) or known.get(column, ""))
            for column, kind in zip(rows.columns, rows.types, strict=True)
        )
        made.append(Table(name, entries[name].grain, columns))
    return made


def write_package(tables: Sequence[Table], files: Mapping[str, Sequence[Path]], folder: Path) -> None:
    """`datapackage.json`: every file with the fields of its rows. A table of several files is a resource for each.

    Keys that lead to another table are told where each table is one file.
    """
    is_whole = all(len(paths) == 1 for paths in files.values())
    resources = [_resource(table, path, folder, is_whole) for table in tables for path in files[table.name]]
    _write(folder / "datapackage.json", {"name": "gongbao", "title": TITLE, "resources": resources})


def write_csvw(tables: Sequence[Table], folder: Path) -> None:
    """`csv-metadata.json`: the tables and columns of the CSV files as W3C's CSV on the Web describes them."""
    described = [
        {
            "url": f"{table.name}.csv",
            "dc:description": table.meaning,
            "tableSchema": {
                "columns": [_csvw_column(column) for column in table.columns],
                "primaryKey": table.key,
                "foreignKeys": [
                    {"columnReference": name, "reference": {"resource": f"{other}.csv", "columnReference": name}}
                    for name, other in _references(table).items()
                ],
            },
        }
        for table in tables
    ]
    context = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    _write(folder / "csv-metadata.json", {"@context": context, "dc:title": TITLE, "tables": described})


def _resource(table: Table, path: Path, folder: Path, is_whole: bool) -> dict[str, Any]:
    place = path.relative_to(folder)
    kind = path.suffix.removeprefix(".")
    columns = table.in_files if kind == "parquet" else table.columns
    name = "-".join((table.name, *(part.partition("=")[2] for part in place.parts[1:-1])))
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns], "primaryKey": [table.key]}
    if is_whole:
        schema["foreignKeys"] = [
            {"fields": [key], "reference": {"resource": other, "fields": [key]}}
            for key, other in _references(table).items()
        ]
    media = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}[kind]
    told = {"name": name.lower(), "description": table.meaning}
    return {**told, "path": place.as_posix(), "format": kind, "mediatype": media, "encoding": "utf-8", "schema": schema}


def _references(table: Table) -> dict[str, str]:
    names = {column.name for column in table.columns} - {table.key}
    return {key: other for key, other in REFERENCES.items() if key in names}


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": _kind(column)[1], "description": column.told}


def _csvw_column(column: Column) -> dict[str, str]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.told,
        "datatype": _kind(column)[2],
    }


def _kind(column: Column) -> tuple[str, str, str]:
    return next(kind for kind in KINDS if column.kind == kind[0] or column.kind.startswith(kind[0] + "("))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    with whole(path) as partial:
        partial.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
