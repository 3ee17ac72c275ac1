"""The package works when it is installed: sql and seeds travel in the wheel, and the load needs no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, with the build tool of the environment and no network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(TOP)]
    subprocess.run([*PIP, *build], check=True, capture_output=True, text=True)
    return next(folder.glob("gongbao-*.whl"))


def test_every_file_of_sql_and_seeds_is_in_the_wheel(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for room in ("sql", "seeds"):
        lying = [path for path in (TOP / room).rglob("*") if path.is_file() and not path.name.startswith(".")]
        assert lying
        for path in lying:
            assert f"warehouse/{path.relative_to(TOP).as_posix()}" in packed


def test_no_test_and_no_tool_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"flows", "warehouse", next(name for name in tops if name.endswith(".dist-info"))}


def test_the_seeds_load_where_no_checkout_is(wheel: Path, tmp_path: Path) -> None:
    target, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    subprocess.run([*PIP, "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)], check=True)
    code = (
        "import flows, pathlib, warehouse.resources as r; from flows.runs.seeds import load_all; "
        "print(flows.__file__); print(r.sql_directory()); "
        "print(load_all(pathlib.Path('data'), r.seeds_directory()).lines()[0])"
    )
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=empty, env=environment, capture_output=True, text=True, check=True
    )
    where, sql, said = done.stdout.splitlines()
    assert Path(where).is_relative_to(target) and Path(sql) == target / "warehouse" / "sql"
    assert said.startswith("5 issues, 23 articles, ")
    assert sorted(path.name for path in (empty / "data").iterdir()) == ["published.duckdb", "warehouse.duckdb"]


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lines = (TOP / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert not [
        line for line in lines if "://" in line or line.lstrip().startswith(("-i ", "--index", "--find", "-f "))
    ]
    packages = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(packages) > 100 and all(line.endswith(" \\") and "==" in line for line in packages)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["dependency-groups"]["build"],
    ]
    locked = (TOP / "requirements.lock").read_text(encoding="utf-8")
    for requirement in asked:
        name = requirement.replace("==", " ").replace(">=", " ").split()[0].split("[")[0].lower()
        assert f"\n{name}==" in locked, f"expected {requirement} in requirements.lock, found none: make lock"
        if "==" in requirement:
            assert f"\n{requirement.lower()} " in locked
