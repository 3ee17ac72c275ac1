"""The data dictionary is complete: every object of `sql/` is in it, every column of each says what it is."""

from __future__ import annotations

import pytest

from flows.cli.command import run
from warehouse.definitions import LAYERS
from warehouse.read import dictionary
from warehouse.resources import sql_directory
from warehouse.series import checks


def test_every_object_stands_in_it_once() -> None:
    files = [(layer, file.stem) for layer in LAYERS for file in (sql_directory() / "objects" / layer).glob("*.sql")]
    assert sorted((entry.layer, entry.name) for entry in dictionary.entries()) == sorted(files)


def test_every_column_says_what_it_is() -> None:
    silent = [
        f"{entry.name}.{column.name}" for entry in dictionary.entries() for column in entry.columns if not column.told
    ]
    assert silent == []


def test_tables_views_and_table_macros_have_columns_and_macros_a_signature() -> None:
    for entry in dictionary.entries():
        assert bool(entry.columns) == (entry.layer != "functions"), entry.name
        assert bool(entry.signature) == (entry.layer in {"functions", "macros"}) or entry.layer in {"staging", "trends"}


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dictionary"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# Data dictionary"
    assert {f"### {entry.name}" for entry in dictionary.entries()} <= set(lines)
    assert "| claim_id | VARCHAR | <article_id>:<char_start>-<char_end> |" in lines
    for rule in checks.rules():
        assert any(line.startswith(f"| {rule} |") for line in lines), rule
