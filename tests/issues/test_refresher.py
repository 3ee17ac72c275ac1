"""Observations that follow the loads in batches: when they follow, what is told meanwhile, and what a kill leaves."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flows.issues.refresher import Refresher
from flows.issues.writer import SharedWriter
from tests.generators import claims
from warehouse import publish
from warehouse.connect import open_reader, open_writer
from warehouse.load import runs
from warehouse.model import Issue
from warehouse.series import observe

TOP = Path(__file__).resolve().parents[2]
TABLES = ("claim", "observation", "observation_evidence", "series", "series_name", "series_phrase", "pending_issue")
NO_CLOCK = "COLUMNS(c -> c NOT IN ('recorded_from', 'recorded_to'))"
DAYS = range(1, 8)
KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from tests.issues.test_refresher import loaded
asyncio.run(loaded(Path(sys.argv[1]), (1, 2), lambda day: os.kill(os.getpid(), signal.SIGKILL) if day == 2 else None))
"""


def printed(day: int) -> dict[str, Any]:
    """A claim of an issue of its own: every third day tells the fact of the days before anew, with another value."""
    return {
        "source": "rmrb", "published_on": f"2025-03-{day:02}", "quote": f"{day + 9}", "value": day + 9, "unit": "个",
        "indicator": ("5G基站", "灯塔车间")[day % 2], "period": f"2025-02-{28 - day // 3:02}",
    }  # fmt: skip


async def loaded(home: Path, days: Sequence[int], after: Callable[[int], object], **given: Any) -> None:
    """Load an issue a day behind one refresher; `after` is called when each is done and the file is given free."""
    writer = SharedWriter(home)
    run = await writer(lambda connection: runs.start_run(connection, "backfill", code_version="1"))
    refresher = Refresher(writer, run, **given)
    try:
        for day in days:
            rows = [printed(day)]
            await writer(lambda connection, rows=rows: claims.load(connection, rows))
            await refresher.done(Issue("rmrb", dt.date(2025, 3, day)), loaded=True)
            await writer.close()
            after(day)
        await refresher.refresh()
    finally:
        await writer.close()
        runs.let_go(run)


def counted(home: Path) -> tuple[int, int, int]:
    """Issues in the ledger, claims with evidence, issues that wait."""
    with open_writer(home) as connection:
        issues, proofs, waiting = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
            for table in ("issue", "observation_evidence", "pending_issue")
        )
    return issues, proofs, waiting


def rows(home: Path) -> dict[str, Any]:
    with open_writer(home) as connection:
        return {
            table: connection.execute(f"SELECT {NO_CLOCK} FROM {table} ORDER BY ALL").fetchall() for table in TABLES
        }


def test_observations_follow_after_so_many_issues_and_every_issue_is_told_at_once(tmp_path: Path) -> None:
    seen, told = [], []

    def look(day: int) -> None:
        seen.append(counted(tmp_path))
        told.append(dict(runs.under_way(tmp_path))["run under way"].partition("; ")[2])

    asyncio.run(loaded(tmp_path, (1, 2, 3, 4), look, most=3))
    assert seen == [(1, 0, 1), (2, 0, 2), (3, 3, 0), (4, 3, 1)]
    assert counted(tmp_path) == (4, 4, 0), "the run's end leaves none waiting"
    assert told == [f"{day} issues done, the last rmrb-2025-03-{day:02}" for day in (1, 2, 3, 4)]


def test_none_waits_longer_than_so_many_seconds_where_more_are_loaded(tmp_path: Path) -> None:
    seen: list[int] = []
    asyncio.run(loaded(tmp_path, (1, 2), lambda day: seen.append(counted(tmp_path)[2]), longest=-1.0))
    assert seen == [0, 0]


def test_what_a_killed_run_loaded_is_refreshed_and_checked_with_the_next_copy(tmp_path: Path) -> None:
    with open_writer(tmp_path) as connection:
        claims.load(connection, [printed(5)])
        observe.refresh(connection)
    publish.check_and_publish(tmp_path, whole=True)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=TOP, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert counted(tmp_path) == (3, 1, 2)
    publish.check_and_publish(tmp_path, whole=False)
    assert counted(tmp_path) == (3, 3, 0)
    with open_reader(tmp_path) as copy:
        assert copy.execute("SELECT count(*) FROM observation_evidence").fetchall() == [(3,)]


def test_together_is_as_one_by_one(tmp_path: Path) -> None:
    homes = [tmp_path / name for name in ("single", "batch")]
    for home, most in zip(homes, (1, 3), strict=True):
        asyncio.run(loaded(home, DAYS, lambda day: None, most=most))
    single, batch = map(rows, homes)
    assert single == batch
    assert len(single["observation"]) < len(single["claim"]) == len(DAYS), "facts are told more than once"
