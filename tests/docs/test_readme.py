"""The README is executed: its commands run in an empty folder, and print what stands below them.

`README_WRITE=1 python -m pytest tests/docs/test_readme.py` writes what they print now into it; read the difference.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
README = TOP / "README.md"
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST = 12  # lines of one command's output that the README shows


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines that stand below it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def printed(command: str, folder: Path) -> list[str]:
    """What a command prints in `folder`, cut as the README cuts it."""
    place = Path(sys.executable).parent
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GONGBAO_", "PREFECT_"))}
    environment["PATH"] = f"{place}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"expected {command!r} to succeed, found exit code {done.returncode}: {done.stderr}"
    lines = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC \S+", "<when> <code>", done.stdout).splitlines()
    return lines if len(lines) <= LONGEST else [*lines[:LONGEST], "..."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reader")


@pytest.fixture(scope="module")
def outcome(folder: Path) -> list[tuple[str, list[str], list[str]]]:
    """Every command with what the README shows and what it prints; `init` goes first, for the others need it."""
    asked = [pair for block in BLOCK.finditer(README.read_text(encoding="utf-8")) for pair in commands(block["body"])]
    order = sorted(range(len(asked)), key=lambda at: asked[at][0] != "gongbao init")
    found = {at: printed(asked[at][0], folder) for at in order}
    return [(command, shown, found[at]) for at, (command, shown) in enumerate(asked)]


def test_commands_print_what_the_readme_shows(outcome: list[tuple[str, list[str], list[str]]]) -> None:
    assert len(outcome) >= 10
    if os.environ.get("README_WRITE"):
        _write(iter(outcome))
    for command, shown, found in outcome:
        assert os.environ.get("README_WRITE") or shown == found, f"{command}: run with README_WRITE=1 and read"


def test_every_verb_is_shown(outcome: list[tuple[str, list[str], list[str]]]) -> None:
    from flows.cli.command import verbs

    assert verbs() == {command.split()[1] for command, _, _ in outcome if command.startswith("gongbao ")}


def test_every_target_named_is_one_of_make() -> None:
    targets = set(re.findall(r"^([a-z]+):", (TOP / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)(?=`|\s+#)", README.read_text(encoding="utf-8")))
    assert {"run", "test", "check", "bench", "help"} <= named <= targets


def test_every_view_and_macro_named_exists() -> None:
    text = README.read_text(encoding="utf-8").partition("## What is in the warehouse")[2].partition("## How")[0]
    objects = {path.stem for path in (TOP / "sql").rglob("*.sql")}
    assert set(re.findall(r"`(?:from )?([a-z_]+)[`(]", text)) <= objects


def test_init_ran_as_a_flow_and_left_its_summary(outcome: list[tuple[str, list[str], list[str]]], folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "data/prefect/prefect.db")) as records:
        flows = records.execute("SELECT name, state_type FROM flow_run").fetchall()
        tasks = {name.rsplit("-", 1)[0] for (name,) in records.execute("SELECT name FROM task_run").fetchall()}
        artifacts = records.execute("SELECT data FROM artifact WHERE key = 'load-seeds'").fetchall()
    assert {state for _, state in flows} == {"COMPLETED"}
    assert {"read a document", "load an issue", "refresh the observations", "publish the copy"} <= tasks
    assert len(artifacts) == 1 and "fzrb-2025-09-19" in artifacts[0][0]


def _write(outcome: Iterator[tuple[str, list[str], list[str]]]) -> None:
    def filled(block: re.Match[str]) -> str:
        lines = []
        for command, _ in commands(block["body"]):
            lines += [f"$ {command}", *next(outcome)[2]]
        return "```console\n" + "\n".join(lines) + "\n```"

    README.write_text(BLOCK.sub(filled, README.read_text(encoding="utf-8")), encoding="utf-8")
