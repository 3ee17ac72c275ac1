"""`gongbao sources check`: one issue fetched and read, nothing loaded; what is said when it is not as it should be."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

from flows.runs.source_check import SourceCheck, check_source
from tests.issues.test_drift import rebuilt
from tests.runs.issue_runs import DAY, NOW, conditions, ingest, rows
from tests.sources.fake_sites.faults import Fault, FaultRule
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.sites import press

NEXT = DAY + dt.timedelta(days=1)
TODAY = NOW.date()


def check(home: Path, running: Press, day: dt.date = NEXT) -> SourceCheck:
    return asyncio.run(check_source(home, "rmrb", day, conditions(origin=running.origin("rmrb"))))


def test_an_issue_as_declared_is_no_trouble_and_nothing_is_loaded(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        found = check(tmp_path, running)
    assert found.trouble == ""
    assert "unlike the issues held: in nothing" in found.lines()
    assert rows(tmp_path, "SELECT count(*) FROM issue") == [(0,)]


def test_the_error_says_what_is_the_matter_and_what_to_do(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        assert ingest(tmp_path, "rmrb", running.origin("rmrb")).is_good
        running.sites["rmrb"].redesign = rebuilt
        redesigned = check(tmp_path, running).trouble
        running.sites["rmrb"].redesign = None
        running.faults.rules = (FaultRule("content_", Fault.SERVER_ERROR),)
        failed = check(tmp_path, running, NEXT + dt.timedelta(days=1)).trouble
    assert redesigned.startswith(
        "expected an issue that the declaration reads, found one that it does not fit: article"
    )
    assert redesigned.endswith("rmrb 2025-03-05: see the fields above, and declare a dated layout")
    assert failed.startswith("expected an issue that the declaration reads, found it failed: no article: ")
    assert "complete" not in redesigned + failed


def test_an_issue_still_to_come_is_told_as_such(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        running.faults.rules = (FaultRule("node_01", Fault.SOFT_MISSING),)
        said = check(tmp_path, running, TODAY).trouble
    assert "found it not_yet" in said and said.endswith("give an earlier day as --date")
