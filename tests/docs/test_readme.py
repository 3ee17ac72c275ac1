"""README and docs are executed: commands and queries run in an empty folder, and print what stands below them.

`README_WRITE=1 python -m pytest -n 0 tests/docs` writes what they print now into the pages; read the difference.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.docs.pages import PAGES, TOP, WRITING, commands, printed, with_output

README = TOP / "README.md"
PICTURE = "docs/manufacturing.svg"
RUN = [page for page in PAGES if list(commands(page.read_text(encoding="utf-8")))]
WIDEST = 80  # columns of a table in a page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reader")


@pytest.fixture(scope="module")
def outputs(folder: Path) -> dict[str, list[str]]:
    """What every command of every page prints; `init` goes first, for the others need it."""
    asked = [command for page in RUN for command, _ in commands(page.read_text(encoding="utf-8"))]
    return {command: printed(command, folder) for command in dict.fromkeys(["gongbao init", *asked])}


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path, outputs: dict[str, list[str]]) -> None:
    text = page.read_text(encoding="utf-8")
    if WRITING:
        page.write_text(with_output(text, outputs), encoding="utf-8")
    for command, shown in commands(text):
        assert WRITING or shown == outputs[command], f"{page.name}: {command}: run with README_WRITE=1 and read"


def test_the_readme_and_the_answers_are_executed() -> None:
    assert {"README.md", "answers.md"} <= {page.name for page in RUN}
    assert sum(command.startswith("gongbao sql") for command, _ in commands(README.read_text(encoding="utf-8"))) >= 5


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_no_table_is_wider_than_a_page(page: Path, outputs: dict[str, list[str]]) -> None:
    for command, _ in commands(page.read_text(encoding="utf-8")):
        wide = [line for line in outputs[command] if cell_len(line) > WIDEST]
        assert not wide, f"{page.name}: {command} prints {cell_len(wide[0])} columns; ask for fewer"


def test_the_picture_is_what_plot_draws(folder: Path, outputs: dict[str, list[str]]) -> None:
    text = README.read_text(encoding="utf-8")
    (command,) = re.findall(r"^    (gongbao trend \S+ --plot \S+\.svg)$", text, re.MULTILINE)
    printed(command, folder)
    drawn = folder / command.split()[-1]
    if WRITING:
        shutil.copy(drawn, TOP / PICTURE)
    assert f"]({PICTURE})" in text
    assert drawn.read_bytes() == (TOP / PICTURE).read_bytes(), f"{command}: run with README_WRITE=1 and look"


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_every_target_named_is_one_of_make() -> None:
    targets = set(re.findall(r"^([a-z]+):", (TOP / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)(?=`|\s+#)", README.read_text(encoding="utf-8")))
    assert {"run", "test", "check", "bench", "help"} <= named <= targets


def test_every_view_and_macro_named_exists() -> None:
    text = (TOP / "docs/answers.md").read_text(encoding="utf-8").partition("## What there is to ask")[2]
    objects = {path.stem for path in (TOP / "sql").rglob("*.sql")}
    named = set(re.findall(r"`(?:from )?([a-z_]+)[`(]", text))
    assert named and named <= objects


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_and_heading_holds(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")):
        file = page.parent / target if target else page
        assert file.exists(), f"{page.name}: {target} is not there"
        if anchor:
            heads = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def test_init_ran_as_a_flow_and_left_its_summary(outputs: dict[str, list[str]], folder: Path) -> None:
    assert outputs["gongbao init"]
    with contextlib.closing(sqlite3.connect(folder / "data/prefect/prefect.db")) as records:
        flows = records.execute("SELECT name, state_type FROM flow_run").fetchall()
        tasks = {name.rsplit("-", 1)[0] for (name,) in records.execute("SELECT name FROM task_run").fetchall()}
        artifacts = records.execute("SELECT data FROM artifact WHERE key = 'load-seeds'").fetchall()
    assert {state for _, state in flows} == {"COMPLETED"}
    assert {"read a document", "load an issue", "refresh the observations", "publish the copy"} <= tasks
    assert len(artifacts) == 1 and "fzrb-2025-09-19" in artifacts[0][0]
