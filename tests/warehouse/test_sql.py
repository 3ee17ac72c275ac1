"""Every object of `sql/`: cases as folders of rows, and the laws of the room (names, grain, layers, comments).

`tests/warehouse/sql/<object>/<case>/`: `claims.jsonl` (loaded and refreshed), `<table>.jsonl` (rows put in after that),
`query.sql` (the object itself where absent), `expected.jsonl` (the columns that it names, in the order of the rows).
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.generators import claims
from warehouse.connect import open_writer, transaction
from warehouse.definitions import LAYERS
from warehouse.resources import sql_directory
from warehouse.series import checks, derive, observe

CASES = Path(__file__).parent / "sql"
SQL = sql_directory()
READABLE = {
    "tables": {"tables"},  # made in the order of their names: claim_history takes its columns from claim
    "functions": {"tables"},
    "staging": {"tables", "functions"},
    "trends": {"tables", "functions", "staging"},
    "macros": {"tables", "functions", "staging", "trends"},
}  # fmt: skip
OBJECTS = {file.stem: layer for layer in LAYERS for file in sorted((SQL / "objects" / layer).glob("*.sql"))}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path_factory.mktemp("home")) as connection:
        yield connection


def case_folders() -> list[Path]:
    return sorted(folder for folder in CASES.glob("*/*") if folder.is_dir())


def rows_of(file: Path) -> list[dict[str, Any]]:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return [json.loads(line, parse_float=Decimal) for line in text.splitlines() if line.strip()]


def fill(connection: duckdb.DuckDBPyConnection, case: Path) -> None:
    """Empty the tables, then load the case's claims, and put its other rows in as they stand."""
    with transaction(connection):
        for table in (name for name, layer in OBJECTS.items() if layer == "tables"):
            if table not in {"warehouse_state", "indicator", "indicator_relation", "usual_share"}:
                connection.execute(f"DELETE FROM {table}")
    if printed := rows_of(case / "claims.jsonl"):
        claims.load(connection, printed)
        observe.refresh(connection)
    for file in sorted(case.glob("*.jsonl")):
        if OBJECTS.get(file.stem) == "tables":
            for row in rows_of(file):
                names = ", ".join(row)
                marks = ", ".join("?" for _ in row)
                connection.execute(f"INSERT INTO {file.stem} ({names}) VALUES ({marks})", list(row.values()))
    if (case / "refresh").is_file():
        observe.refresh(connection)
    if (case / "derive").is_file():
        derive.derive(connection)


def plain(value: Any) -> Any:
    """A value as JSON would hold it: decimals without trailing zeros, days as text."""
    if isinstance(value, Decimal):
        return value.normalize() + 0
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value if isinstance(value, (bool, int, str)) or value is None else str(value)


@pytest.mark.parametrize("case", case_folders(), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_an_object_answers_as_its_case_says(warehouse: duckdb.DuckDBPyConnection, case: Path) -> None:
    fill(warehouse, case)
    question = case / "query.sql"
    if question.is_file():
        query = question.read_text(encoding="utf-8")
    elif (SQL / "checks" / f"{case.parent.name}.sql").is_file():
        check = (SQL / "checks" / f"{case.parent.name}.sql").read_text(encoding="utf-8")
        query = f"FROM ({check.rstrip().removesuffix(';')}) ORDER BY ALL"
    else:
        query = f"FROM {case.parent.name} ORDER BY ALL"
    with ExitStack() as reading:
        if case.parent.name in checks.rules():
            reading.enter_context(checks.laid_out(warehouse))
            reading.enter_context(checks.held(warehouse))
        relation = warehouse.execute(query)
        names = [column[0] for column in relation.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
    expected = rows_of(case / "expected.jsonl")
    told = [
        {name: plain(row[name]) for name in (expected[at] if at < len(expected) else row)}
        for at, row in enumerate(found)
    ]
    assert told == [{name: plain(value) for name, value in row.items()} for row in expected]


def test_every_view_macro_and_check_has_a_case() -> None:
    asked = {
        file.stem
        for room in ("objects/staging", "objects/trends", "objects/macros", "objects/functions", "checks")
        for file in (SQL / room).glob("*.sql")
    }
    asked |= {"observation", "series", "series_name"}
    assert asked == {folder.name for folder in CASES.iterdir() if folder.is_dir()}
    for case in case_folders():
        assert (case / "expected.jsonl").is_file(), f"{case} says nothing of what must come"


def test_every_check_has_a_case_with_bad_rows_and_one_without() -> None:
    for rule in checks.rules():
        answers = [bool(rows_of(case / "expected.jsonl")) for case in (CASES / rule).iterdir()]
        assert sorted(set(answers)) == [False, True], f"{rule} needs a case that finds and one that finds nothing"


@pytest.mark.parametrize("file", sorted(SQL.rglob("*.sql")), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_file_begins_with_its_grain(file: Path) -> None:
    assert re.match(r"-- grain: \S", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", OBJECTS)
def test_a_file_makes_one_object_of_its_own_name(name: str) -> None:
    text = (SQL / "objects" / OBJECTS[name] / f"{name}.sql").read_text(encoding="utf-8")
    assert re.findall(r"^CREATE (?:OR REPLACE )?(?:TABLE|VIEW|MACRO) (\w+)", text, re.MULTILINE) == [name]


@pytest.mark.parametrize("name", OBJECTS)
def test_a_layer_reads_only_the_layers_below_it(name: str) -> None:
    layer = OBJECTS[name]
    text = re.sub(r"--[^\n]*|'[^']*'", "", (SQL / "objects" / layer / f"{name}.sql").read_text(encoding="utf-8"))
    own = set(re.findall(r"(\w+) AS (?:MATERIALIZED )?\(", text)) | {name}
    read = set(re.findall(r"\bmain\.(\w+)", text))
    read |= {word for word in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", text) if word not in own}
    read |= {
        word for word in re.findall(r"\b(\w+)\(", text) if OBJECTS.get(word) in {"functions", "trends", "macros"}
    } - own
    for other in read & OBJECTS.keys():
        assert OBJECTS[other] in READABLE[layer], f"{layer}/{name} reads {OBJECTS[other]}/{other}"


def test_views_read_their_inputs_in_their_first_steps_and_list_their_columns_in_the_last() -> None:
    for name, layer in OBJECTS.items():
        text = (SQL / "objects" / layer / f"{name}.sql").read_text(encoding="utf-8")
        if layer in {"staging", "trends"}:
            assert "\nWITH " in text, name
            last = text[text.rindex("\nSELECT") :]
            assert "*" not in last, name


def test_the_shell_shows_what_every_object_and_column_is(warehouse: duckdb.DuckDBPyConnection) -> None:
    bare = (
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL AND table_name IN "
    )
    tables = [name for name, layer in OBJECTS.items() if layer == "tables"]
    assert warehouse.execute(bare + "(SELECT unnest(?))", [tables]).fetchall() == []
    told = warehouse.execute("SELECT table_name FROM duckdb_tables() WHERE comment LIKE 'grain: %'").fetchall()
    told += warehouse.execute("SELECT view_name FROM duckdb_views() WHERE comment LIKE 'grain: %'").fetchall()
    told += warehouse.execute("SELECT function_name FROM duckdb_functions() WHERE comment LIKE 'grain: %'").fetchall()
    assert {row[0] for row in told} == set(OBJECTS)


def test_nothing_is_unique_by_constraint(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute("SELECT table_name FROM duckdb_constraints()").fetchall() == []
    assert warehouse.execute("SELECT index_name FROM duckdb_indexes()").fetchall() == []


def test_python_holds_no_statement_longer_than_a_line() -> None:
    for file in sorted((SQL.parent / "warehouse").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                long = "\n" in node.value and re.search(
                    r"\bSELECT\b.*\bFROM\b|\bINSERT INTO\b|\bDELETE FROM\b", node.value, re.S
                )
                assert not long, f"{file.name}:{node.lineno}"
