"""The notebook and the script of DuckDB's shell in docs/ run over the seeds, and answer what the warehouse answers."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.docs.pages import TOP

NOTEBOOK, SCRIPT = TOP / "docs" / "notebook.py", TOP / "docs" / "questions.sql"
COPY = "published.duckdb"
marimo = pytest.importorskip("marimo", reason="marimo is not installed: group dev")


@pytest.fixture(scope="module")
def copy(seeds_home: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(seeds_home / COPY), read_only=True)


@pytest.fixture(scope="module")
def defined(seeds_home: Path) -> dict[str, Any]:
    """What the cells of the notebook define."""
    described = importlib.util.spec_from_file_location("notebook", NOTEBOOK)
    assert described is not None and described.loader is not None
    notebook = importlib.util.module_from_spec(described)
    described.loader.exec_module(notebook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGBAO_HOME", str(seeds_home))
        _, found = notebook.app.run()
    return dict(found)


def test_the_notebook_answers_as_the_warehouse_does(defined: dict[str, Any], copy: duckdb.DuckDBPyConnection) -> None:
    value, sentence, status = copy.execute(
        "SELECT trend.value, trend.sentence, aim.status FROM trend('5G基站') AS trend,"
        " targets_actuals AS aim WHERE aim.indicator = '5G基站' ORDER BY trend.period_end DESC LIMIT 1"
    ).fetchall()[0]
    assert f"{value:,.0f}" in defined["answer"] and status in defined["answer"]
    assert defined["proof"] == sentence
    assert len(defined["vintages"]) == len(defined["after"]) > len(defined["before"]) > 0
    assert defined["vintages"]["known_from"].is_sorted()


def test_the_chart_of_the_notebook_holds_the_sentences(defined: dict[str, Any]) -> None:
    drawn = [row for rows in defined["chart"].to_dict()["datasets"].values() for row in rows]
    printed = set(defined["trend"]["sentence"].to_list())
    assert printed and printed <= {row["sentence"] for row in drawn}
    assert "target" in {row.get("modality") for row in drawn}, "what was aimed at is drawn beside"


def test_the_notebook_runs_as_a_script_and_has_no_fault_of_form(seeds_home: Path) -> None:
    environment = {"GONGBAO_HOME": str(seeds_home), "PATH": "/usr/bin:/bin", "HOME": str(seeds_home)}
    done = subprocess.run([sys.executable, NOTEBOOK], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "5G基站: 4,598,000" in done.stdout, done.stderr
    checked = subprocess.run(
        [sys.executable, "-m", "marimo", "check", NOTEBOOK], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_question_of_the_script_has_an_answer(
    seeds_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(seeds_home / COPY, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    shell = duckdb.connect()
    asked = shell.extract_statements(SCRIPT.read_text(encoding="utf-8"))
    answers = [(each.query, shell.execute(each).fetchall()) for each in asked]
    questions = [(query, rows) for query, rows in answers if re.search(r"^SELECT", query, re.MULTILINE)]
    assert len(questions) == SCRIPT.read_text(encoding="utf-8").count("\nSELECT") >= 5
    for query, rows in questions:
        assert rows, query
    assert any("459.8" in str(cell) for _, rows in questions for row in rows for cell in row), "with its sentence"
