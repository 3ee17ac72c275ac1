"""docs/extend.md is carried out in a copy of the project: each addition, its command, the places counted."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.pages import TOP

PROCESSOR_S = 90  # of all additions together; about half of it on an idle machine
STEP = re.compile(
    r"^`(?P<path>[^`]+)`(?:, (?P<how>after|instead of) `(?P<line>.+?)`(?P<last>, last)?|(?P<end>, end))?:\n\n"
    r"```\w+\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("flows", "warehouse", "sql", "seeds", "tests", "docs", "pyproject.toml", "README.md", "Makefile")


@dataclass(frozen=True)
class Addition:
    """One section: what is added, how many places it says it takes, its steps and commands."""

    name: str
    places: int
    text: str


def additions() -> list[Addition]:
    text = (TOP / "docs/extend.md").read_text(encoding="utf-8")
    heads = list(re.finditer(r"^## (.+): (\d) places?$", text, re.MULTILINE))
    ends = [*(head.start() for head in heads[1:]), text.index("\n## The rest")]
    return [Addition(head[1], int(head[2]), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project; the additions are made in it one after the other, as in the page."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (TOP / name).is_dir():
            shutil.copytree(TOP / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(TOP / name, folder / name)
    return folder


def carry_out(step: re.Match[str], copy: Path) -> None:
    file, body = copy / step["path"], step["body"]
    if not step["how"] and not step["end"]:
        assert not file.exists(), f"{step['path']} is said to be new"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    found = [at for at, line in enumerate(lines) if step["line"] and step["line"] in line] or [len(lines) - 1]
    assert step["end"] or step["line"] in lines[found[0]], f"{step['path']} has no line with {step['line']}"
    at = found[-1] if step["last"] else found[0]
    lines[at : at + 1] = [body] if step["how"] == "instead of" else [lines[at], body]
    file.write_text("".join(lines), encoding="utf-8")


def place(path: str) -> str:
    """A case is one place, whatever its folder holds."""
    return path.rpartition("/")[0] if path.startswith("tests/warehouse/sql/") else path


@pytest.mark.parametrize("addition", additions(), ids=lambda addition: addition.name)
def test_an_addition_takes_what_it_is_said_to_take(addition: Addition, copy: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    steps = list(STEP.finditer(addition.text))
    assert len({place(step["path"]) for step in steps}) == addition.places
    for step in steps:
        carry_out(step, copy)
    program = Path(sys.executable)
    gongbao = f'gongbao() {{ "{program}" -m flows "$@"; }}; python() {{ "{program}" "$@"; }}; set -e -o pipefail\n'
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GONGBAO_", "PREFECT_", "PYTEST_"))}
    environment |= {"PYTHONPATH": str(copy), "GONGBAO_HOME": str(copy / "data"), "PYTHONDONTWRITEBYTECODE": "1"}
    for block in COMMANDS.findall(addition.text):
        done = subprocess.run(
            ["bash", "-c", gongbao + block], cwd=copy, env=environment, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, f"{addition.name}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < PROCESSOR_S


def test_every_addition_asked_for_is_told() -> None:
    assert [(each.name, each.places) for each in additions()] == [
        ("A paper of a known layout", 3),
        ("A layout", 3),
        ("A unit", 2),
        ("An indicator", 1),
        ("A view", 2),
        ("A check", 3),
        ("A verb's option", 1),
        ("A claim's field", 3),
    ]
