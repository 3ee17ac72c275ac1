"""Steps of `sql/steps` say in their heads which temporary tables they make and read; none outlives its transaction."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.generators import claims
from warehouse.connect import transaction
from warehouse.definitions import define_all
from warehouse.read import dictionary
from warehouse.resources import sql_directory
from warehouse.series import checks, derive, observe

SQL = sql_directory()
STEPS = sorted((SQL / "steps").rglob("*.sql"))
CHECKS = sorted((SQL / "checks").glob("*.sql"))
HEAD = re.compile(r"^-- (makes|reads): ([a-z_0-9, ]+)$", re.MULTILINE)
HANDED = re.compile(r'hand_over\(\s*connection, "(\w+)"|\("(incoming_\w+)", frames|TEMP TABLE (\w+) AS SELECT \?')
ROW = {"source": "rmrb", "published_on": "2025-03-04", "quote": "12个", "value": "12", "indicator": "基站"}


def bare(file: Path) -> str:
    """A file without comments; a table's name that a macro is given counts as read."""
    text = re.sub(r"--[^\n]*", "", file.read_text(encoding="utf-8"))
    return re.sub(r"'[^']*'", "", re.sub(r"period_of\('(\w+)'\)", r"FROM \1", text))


def made(file: Path) -> list[str]:
    return re.findall(r"CREATE (?:OR REPLACE )?TEMP TABLE (?:IF NOT EXISTS )?(\w+)", bare(file))


def temporary() -> set[str]:
    """Every temporary table: those that steps make, and those that Python hands over."""
    code = "".join(path.read_text(encoding="utf-8") for path in (SQL.parent / "warehouse").rglob("*.py"))
    handed = {name for found in HANDED.findall(code) for name in found if name}
    return {name for file in STEPS for name in made(file)} | handed


def told(file: Path) -> dict[str, list[str]]:
    head = re.match(r"\A(?:--[^\n]*\n)+", file.read_text(encoding="utf-8"))
    return {what: names.split(", ") for what, names in HEAD.findall(head[0] if head else "")}


@pytest.mark.parametrize("file", [*STEPS, *CHECKS], ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_step_says_which_temporary_tables_it_makes_and_reads(file: Path) -> None:
    text = bare(file)
    own = {*made(file), *re.findall(r"\b(\w+) AS (?:MATERIALIZED )?\(", text)}
    named = re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)", text)
    reads = sorted({name for name in named if name in temporary() and name not in own})
    expected = {what: names for what, names in (("makes", list(dict.fromkeys(made(file)))), ("reads", reads)) if names}
    assert told(file) == expected, f"write into the head of {file.name}: {expected}"


def test_what_is_read_is_made_by_a_step_or_handed_over() -> None:
    assert {name for file in [*STEPS, *CHECKS] for name in told(file).get("reads", [])} <= temporary()


def test_checks_read_only_what_is_laid_out_for_them() -> None:
    assert {name for file in CHECKS for name in told(file).get("reads", [])} <= set(checks.READABLE)


def test_no_temporary_table_is_left_behind() -> None:
    with duckdb.connect() as connection:
        define_all(connection)
        connection.execute("CREATE TEMP TABLE of_the_caller AS SELECT 1 AS one")
        claims.load(connection, [ROW])
        observe.refresh(connection)
        checks.run(connection)
        derive.derive(connection)
        checks.look(connection)
        left = connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
        assert left == [("of_the_caller",)]


def test_a_step_that_fails_takes_its_temporary_tables_with_it() -> None:
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.CatalogException), transaction(connection):
            connection.execute("CREATE TEMP TABLE half AS SELECT 1 AS one")
            connection.execute("FROM no_such_table")
        assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == []


def test_the_dictionary_describes_what_a_check_may_read() -> None:
    described = {entry.name: entry for entry in dictionary.laid_out()}
    assert list(described) == list(checks.READABLE)
    for entry in described.values():
        assert entry.columns and all(column.told for column in entry.columns), entry
