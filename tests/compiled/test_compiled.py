"""`make fast`: the same claims as the sources give, and never of other sources than those that lie there."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from flows.compiled import SUFFIX, sources
from flows.compiled.build import left_out
from tests.extract.gold.sets import SETS, documents, is_there

TOP = Path(__file__).resolve().parents[2]
CAN = shutil.which("gcc") is not None and Path(sysconfig.get_paths()["include"], "Python.h").exists()
# compiling is an offer: a plain install needs no compiler, and neither do the other tests; CI's machine has both
needs_gcc = pytest.mark.skipif(not CAN, reason="no gcc, or no headers of Python")
ROOMS = ("flows", "warehouse", "sql", "seeds", "tests/compiled")
EVERY = 5  # of train's articles one in so many


def project(folder: Path, *, built: bool) -> Path:
    """A copy of what extraction needs; `built`: with what `make fast` has left in this checkout."""
    left = ("__pycache__", "script", ".made-*", *(() if built else ("built",)))
    for room in ROOMS:
        shutil.copytree(TOP / room, folder / room, ignore=shutil.ignore_patterns(*left))
    shutil.copy(TOP / "pyproject.toml", folder)
    return folder


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run([sys.executable, *command], cwd=folder, env=own, capture_output=True, text=True)


def reading(folder: Path, texts: Path) -> dict[str, Any]:
    done = run(folder, "-m", "tests.compiled.reading", str(texts))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("plain"), built=False)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("compiled"), built=True)
    done = run(folder, "-m", "flows.compiled.build")
    assert done.returncode == 0 and "extraction compiled: " in done.stdout, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeds and, where they lie beside the checkout, dev and a part of train: both languages, tables among them."""
    found = {name: list(documents(name)) for name in SETS if name != "first_sight" and is_there(name)}
    found["train"] = found.get("train", [])[::EVERY]
    file = tmp_path_factory.mktemp("texts") / "texts.json"
    file.write_text(json.dumps([(d.text, d.published.isoformat()) for each in found.values() for d in each]))
    return file


@needs_gcc
def test_compiled_extraction_reads_what_the_sources_read(plain: Path, compiled: Path, texts: Path) -> None:
    slow, fast = reading(plain, texts), reading(compiled, texts)
    assert (slow["state"], fast["state"]) == ("extraction not compiled", "extraction compiled")
    assert slow["file"].endswith("claims.py") and fast["file"].endswith(SUFFIX)
    assert slow["claims"] > 300 and fast["claims"] == slow["claims"] and fast["digest"] == slow["digest"]


@needs_gcc
@pytest.mark.parametrize("edited", ["flows/extract/zh/claims.py", "warehouse/model.py", "flows/compiled/build.py"])
def test_what_is_compiled_of_other_sources_is_never_run(compiled: Path, edited: str, texts: Path) -> None:
    before = (compiled / edited).read_bytes()
    (compiled / edited).write_bytes(before + b"# edited\n")
    try:
        read = reading(compiled, texts)
    finally:
        (compiled / edited).write_bytes(before)
    assert read["file"].endswith("claims.py")
    assert read["state"] == (
        "extraction not compiled: what is compiled is of other sources, or of another Python; run `make fast`"
    )


def test_without_a_compiler_one_line_says_what_to_do_and_nothing_is_left(plain: Path, tmp_path: Path) -> None:
    done = run(plain, "-m", "flows.compiled.build", PATH=str(tmp_path))
    said = "expected gcc, found none on the PATH: install it; extraction runs without it, slower\n"
    assert (done.returncode, done.stderr) == (1, said)
    assert not (plain / "flows/compiled/built").exists()


@needs_gcc
def test_a_compiler_that_fails_leaves_nothing_behind(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "gcc").write_text("#!/bin/sh\necho no space left >&2\nexit 1\n")
    (tmp_path / "gcc").chmod(0o755)
    done = run(plain, "-m", "flows.compiled.build", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert done.returncode == 1 and "gcc to compile, found: no space left; extraction runs" in done.stderr
    left = {path.name for path in (plain / "flows/compiled").iterdir()}
    assert left == {"__init__.py", "build.py"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("class A:\n    @cached_property\n    def b(self): ...", "cached_property"),
        ("class A:\n    @functools.cached_property\n    def b(self): ...", "cached_property"),
        ("class A(Generic[T]):\n    def b(self): ...", "generic"),
        ("A = 1", "nothing runs"),
        ("def a(): ...", ""),
        ("class A:\n    def b(self): ...", ""),
    ],
)
def test_what_mypyc_would_change_in_silence_stays_with_python(source: str, said: str) -> None:
    assert said in left_out(source) and bool(left_out(source)) == bool(said)


@pytest.mark.parametrize("file", list(sources()), ids=lambda file: file.relative_to(TOP).as_posix())
def test_no_module_asks_what_mypyc_breaks_on(file: Path) -> None:
    """`a in (b, *C)` is an error in mypyc 2.4.1: say `a == b or a in C`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            members = getattr(node.comparators[0], "elts", [])
            starred = any(isinstance(member, ast.Starred) for member in members)
            assert not starred or left_out(file.read_text(encoding="utf-8")), f"{file}:{node.lineno}: say it in two"
