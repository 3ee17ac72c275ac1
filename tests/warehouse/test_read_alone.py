"""Who only reads needs neither locks nor Prefect: on Windows there is no `fcntl`, in a notebook no server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ABSENT = ("fcntl", "prefect", "httpx", "filelock")
WITHOUT = f"import sys; sys.modules.update(dict.fromkeys({ABSENT}))\n"
ROOMS = ("ask", "export", "plot", "dictionary", "guard", "bounds")


def told(code: str, seeds_home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT + code],
        cwd=TOP, env={"GONGBAO_HOME": str(seeds_home), "PYTHONIOENCODING": "utf-8"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_of_readers_is_imported_without_them(room: str, seeds_home: Path) -> None:
    told(f"import warehouse.read.{room}", seeds_home)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["trend", "5G基站"], "4,598,000"),
        (["search", "专利"], "专利"),
        (["sql", "select count(*) as claims from claim"], "claims"),
        (["status"], "articles"),
        (["check"], "share_over_hundred"),
        (["extract", "note.txt", "--published", "2025-09-19"], "12.6万个"),
    ],
)
def test_the_command_answers_without_them(arguments: list[str], said: str, seeds_home: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("全省5G基站达到12.6万个。", encoding="utf-8")
    asked = [str(note) if each == "note.txt" else each for each in arguments]
    assert said in told(f"from flows.cli.command import run; raise SystemExit(run({json.dumps(asked)}))", seeds_home)


def test_a_chart_is_drawn_without_them(seeds_home: Path, tmp_path: Path) -> None:
    asked = ["trend", "5G基站", "--plot", str(tmp_path / "5g.png")]
    told(f"from flows.cli.command import run; raise SystemExit(run({json.dumps(asked)}))", seeds_home)
    assert (tmp_path / "5g.png").read_bytes().startswith(b"\x89PNG")
