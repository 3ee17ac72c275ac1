"""Compiles extraction with mypyc: `make fast`. Needs mypy, setuptools, a C compiler and the headers of Python.

mypyc writes C from types that mypy has checked; a module that it would change in silence stays Python's (`left_out`).
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

from flows.compiled import BUILT, SUFFIX, TOP, digest, place, sources

# -O1 takes two thirds of -O2's time, for the same pace: what is left is spent in functions of Python's own
FLAGS = ("-O1", "-DNDEBUG", "-fwrapv", "-fPIC", "-w")
JOBS = 2
WITHOUT = "extraction runs without it, slower"


def left_out(source: str) -> str:
    """Why a module stays as it is; empty for one that is compiled."""
    tree = ast.parse(source)
    names = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree)}
    if "cached_property" in names:
        return "mypyc makes a cached_property a property, in silence: what was counted once is counted at each look"
    if "Generic" in names:
        return "mypyc cannot make a dataclass that is generic"
    if not any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree)):
        return "nothing runs in it"
    return ""


def build() -> int:
    """Compile what these sources are, and remove what was compiled of others. How many modules lie there now."""
    into = place()
    if into.is_dir():
        return len(list(into.glob(f"*{SUFFIX}")))
    compiler = _compiler()
    with tempfile.TemporaryDirectory(dir=BUILT.parent, prefix=".made-") as scratch:
        made = _compiled(Path(scratch), compiler)
        shutil.rmtree(BUILT, ignore_errors=True)
        BUILT.mkdir()
        made.rename(into)  # whole or not at all
    return len(list(into.glob(f"*{SUFFIX}")))


def _compiler() -> str:
    found = shutil.which("gcc")
    if found is None:
        _end("expected gcc, found none on the PATH: install it")
    header = Path(sysconfig.get_paths()["include"], "Python.h")
    if not header.exists():
        _end(f"expected Python's headers, found no {header}: install python3-dev")
    return found


def _end(message: str) -> NoReturn:
    raise SystemExit(f"{message}; {WITHOUT}")


def _compiled(scratch: Path, compiler: str) -> Path:
    """A folder with a library that holds all modules, and a small one for each, by which Python finds it there."""
    c_files, made = scratch / "c", scratch / "made"
    made.mkdir()
    extensions = _generated(c_files)
    headers = [f"-I{folder}" for folder in (sysconfig.get_paths()["include"], c_files, _runtime())]
    largest_first = sorted({file for _, files in extensions for file in files}, key=lambda file: -file.stat().st_size)

    def compile_one(file: Path) -> Path:
        _run([compiler, *FLAGS, *headers, "-c", str(file), "-o", str(file.with_suffix(".o"))])
        return file.with_suffix(".o")

    with ThreadPoolExecutor(JOBS) as pool:
        objects = dict(zip(largest_first, pool.map(compile_one, largest_first), strict=True))
    for name, files in extensions:
        _run([compiler, "-shared", "-s", *(str(objects[file]) for file in files), "-o", str(made / f"{name}{SUFFIX}")])
    return made


def _generated(c_files: Path) -> list[tuple[str, list[Path]]]:
    """The modules' C, each with the name that Python knows it by. mypy checks the sources once more."""
    try:
        from mypyc.build import mypycify
    except ImportError as error:  # from 3.12 on Python comes without distutils, and venv without setuptools
        _end(f"expected mypy and setuptools beside the project, found {error}: pip install mypy setuptools")
    kept = [file for file in sources() if not left_out(file.read_text(encoding="utf-8"))]
    arguments = ["--config-file=pyproject.toml", *(str(file.relative_to(TOP)) for file in kept)]
    said = io.StringIO()  # warnings that any(... for ...) is a loop, and errors
    try:
        with contextlib.redirect_stdout(said):
            found = mypycify(arguments, multi_file=True, target_dir=str(c_files), group_name=f"gongbao_{digest()}")
    except SystemExit:
        told = [line for line in said.getvalue().splitlines() if "error:" in line.lower()]
        _end(f"expected mypyc to compile {len(kept)} modules, found: {'; '.join(told) or said.getvalue().strip()}")
    return [(each.name, [Path(file) for file in each.sources]) for each in found]


def _runtime() -> Path:
    import mypyc

    return Path(mypyc.__file__).with_name("lib-rt")


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        _end(f"expected {command[0]} to compile, found: {done.stderr.strip()}")


def main() -> None:
    """Print what was done."""
    os.chdir(TOP)
    sys.stdout.write(f"extraction compiled: {build()} modules\n")


if __name__ == "__main__":
    main()
