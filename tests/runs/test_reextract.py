"""The archive read again: no network, the same rows from the same code, and a report of what another code changes."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.errors import TroubleError
from flows.runs.options import ReextractOptions
from flows.runs.rebuild import rebuild_all
from flows.runs.reextract import ReextractReport, reextract_all
from flows.sources.layouts.paged import PagedReader
from flows.sources.papers.rmrb import RMRB
from flows.sources.protocol import Ask, PageRequest, Response
from flows.sources.registry import SOURCES
from tests.once import copied, made_once
from tests.runs.issue_runs import DAY, backfill, content, ingest, rows
from tests.soak.runs import command
from tests.sources.fake_sites.sites import chronicle, press
from warehouse.connect import open_reader, open_writer
from warehouse.model import IssueStatus
from warehouse.resources import seeds_directory
from warehouse.series import observe

pytestmark = pytest.mark.usefixtures("here")
NEXT = DAY + dt.timedelta(days=1)
SAME = ("issue", "article", "numeral", "claim", "claim_history", "observation", "observation_evidence", "series")


@pytest.fixture
def home(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose publisher is gone: the press is closed before anything is read again."""

    def make(home: Path) -> None:
        with press("rmrb", "mrdx", pages=2) as running:
            backfill(home, "rmrb", running.origin("rmrb"), DAY, NEXT)
            ingest(home, "mrdx", running.origin("mrdx"))

    return copied(made_once(tmp_path_factory, "two-papers", make), tmp_path)


def reextract(home: Path, **given: Any) -> ReextractReport:
    return asyncio.run(reextract_all(home, ReextractOptions(workers=1, **given)))


def test_the_same_code_reads_the_same_from_the_archive_alone(home: Path) -> None:
    held = content(home, SAME)
    report = reextract(home)
    assert [(o.issue.source_id, o.status) for o in report.outcomes] == [
        ("mrdx", IssueStatus.COMPLETE),
        ("rmrb", IssueStatus.COMPLETE),
        ("rmrb", IssueStatus.COMPLETE),
    ]
    assert report.counts == {}
    assert content(home, SAME) == held
    assert report.published is None, "nothing is published before the report was read"


def test_what_another_code_changes_is_told_and_kept_in_history(home: Path) -> None:
    held = content(home, ("claim", "observation"))
    with open_writer(home) as connection:  # as if an older extractor had read one value, missed one, made one up
        ids = [row[0] for row in connection.execute("SELECT claim_id FROM claim ORDER BY claim_id LIMIT 3").fetchall()]
        connection.execute("UPDATE claim SET value = value + 1 WHERE claim_id = ?", [ids[0]])
        connection.execute("DELETE FROM claim WHERE claim_id = ?", [ids[1]])
        connection.execute(
            "INSERT INTO claim BY NAME SELECT * REPLACE (claim_id || '0' AS claim_id) FROM claim WHERE claim_id = ?",
            [ids[2]],
        )
        asked = connection.execute("SELECT DISTINCT issue_id FROM claim ORDER BY ALL").fetchall()
        observe.refresh(connection, [issue_id for (issue_id,) in asked])
    report = reextract(home)
    assert dict(report.counts) == {"changed": 1, "gained": 1, "lost": 1}
    assert {(change.what, change.claim_id) for change in report.examples} == {
        ("changed", ids[0]), ("gained", ids[1]), ("lost", ids[2] + "0"),
    }  # fmt: skip
    assert content(home, ("claim", "observation")) == held
    why = rows(home, "SELECT DISTINCT reason LIKE 'reextract with %' FROM claim_history")
    assert why == [(True,)]
    assert any("changed" in line and " -> " in line for line in report.lines())


def test_only_what_was_asked_for_is_read(home: Path) -> None:
    report = reextract(home, sources=("rmrb",), first=DAY + dt.timedelta(days=1))
    assert [o.issue.issue_id for o in report.outcomes] == ["rmrb-2025-03-05"]


def rebuilt(path: str, body: bytes) -> bytes:
    """Pages of other parts, on which all is found as before."""
    parts = "".join(f'<section class="vue-{name}"><div id="{name}"></div></section>' for name in "abcdefghijklmnop")
    return body.replace(b"</body>", parts.encode() + b"</body>") if "content_" in path else body


def test_an_issue_held_back_is_taken_in_by_the_operators_word(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        assert ingest(tmp_path, "rmrb", origin).is_good
        running.sites["rmrb"].redesign = rebuilt
        (outcome,) = ingest(tmp_path, "rmrb", origin, day=NEXT).outcomes
    assert outcome.status is IssueStatus.DRIFTED
    assert [o.status for o in reextract(tmp_path, first=NEXT).outcomes] == [IssueStatus.DRIFTED]
    assert rows(tmp_path, "SELECT count(DISTINCT published_on) FROM article") == [(1,)]
    accepted = reextract(tmp_path, first=NEXT, accept_drift=True)
    assert [o.status for o in accepted.outcomes] == [IssueStatus.COMPLETE]
    assert rows(tmp_path, "SELECT count(DISTINCT published_on) FROM article") == [(2,)]
    assert accepted.counts["gained"] > 20


def test_a_lost_archive_takes_nothing_away(home: Path) -> None:
    held = content(home, ("issue", "article", "claim", "observation"))
    for file in (home / "archive").iterdir():
        file.unlink()
    report = reextract(home)
    assert report.changes()[:2] == ["0 issues read again from the archive: nothing", "3 issues stay as they were"]
    assert all("archived answers are lost, first: expected the archive file" in o.kept for o in report.outcomes)
    with pytest.raises(TroubleError, match="found 3 kept as it was: see `gongbao verify`"):
        report.require_good()
    assert content(home, ("issue", "article", "claim", "observation")) == held


def test_a_day_without_an_issue_stays_as_it_was_without_the_archive(tmp_path: Path) -> None:
    absent = replace(chronicle("rmrb", pages=2), absent=frozenset({DAY}))
    with press("mrdx", make=lambda source_id: replace(absent, source_id=source_id)) as running:
        backfill(tmp_path, "mrdx", running.origin("mrdx"), DAY, NEXT)
    held = rows(tmp_path, "SELECT * FROM issue ORDER BY ALL")
    for file in (tmp_path / "archive").iterdir():
        file.unlink()
    reextract(tmp_path)
    assert rows(tmp_path, "SELECT * FROM issue ORDER BY ALL") == held


class Unreadable:
    """A reader under which one page fails in a way that nobody foresaw."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = PagedReader.read
        self.url = ""
        monkeypatch.setattr(PagedReader, "read", lambda *given: self(*given))

    def __call__(self, reader: PagedReader, request: PageRequest, response: Response) -> tuple[PageRequest, ...]:
        if request.ask is Ask.ARTICLE and self.url in ("", request.url):
            self.url = request.url
            raise RecursionError("maximum recursion depth exceeded")
        return self.read(reader, request, response)


def test_a_page_that_cannot_be_read_costs_itself_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = content(home, ("issue", "article", "claim"))
    unreadable = Unreadable(monkeypatch)
    report = reextract(home)
    assert [bool(o.kept) for o in report.outcomes] == [True, False, False], "the day's other issues are read"
    assert report.outcomes[0].kept.startswith("partial: 1 requests given up, first: maximum recursion depth")
    assert content(home, ("issue", "article", "claim")) == held, "nothing is given up for less"
    rebuilt_ones = asyncio.run(rebuild_all(home, seeds_directory(), workers=1)).outcomes
    assert sorted(o.status for o in rebuilt_ones) == ["complete", "complete", "partial"]
    lacking = rows(home, f"SELECT count(*) FROM article WHERE url = '{unreadable.url}'")
    assert lacking == [(0,)]


def test_an_issue_of_a_day_that_no_layout_covers_stops_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = replace(RMRB, layouts=tuple(replace(each, valid_from=NEXT) for each in RMRB.layouts))
    monkeypatch.setattr("flows.issues.plan.SOURCES", {**SOURCES, "rmrb": later})
    assert [(o.issue.issue_id, bool(o.kept)) for o in reextract(home).outcomes] == [
        (f"mrdx-{DAY}", False),
        (f"rmrb-{DAY}", True),
        (f"rmrb-{NEXT}", False),
    ]


@pytest.mark.parametrize("way", [("--plain",), ()], ids=["plain", "through Prefect"])
def test_trouble_in_one_issue_keeps_nothing_else_from_the_readers(tmp_path: Path, way: tuple[str, ...]) -> None:
    """The report, then the copy, then one line of what is in trouble: the same with Prefect and without."""
    with press("rmrb", pages=2) as running:
        ingest(tmp_path, "rmrb", running.origin("rmrb"))
        running.sites["rmrb"].redesign = rebuilt
        ingest(tmp_path, "rmrb", running.origin("rmrb"), day=NEXT)
    (tmp_path / "published.duckdb").unlink()
    process = command(tmp_path, "reextract", "--workers", "1", *way)
    out, err = process.communicate(timeout=600)
    assert process.returncode == 1, err
    said = out.splitlines()
    assert said[0] == "2 issues read again from the archive: 1 complete, 1 drifted"
    assert said[-1].endswith(f"published as {tmp_path / 'published.duckdb'}")
    assert [line for line in said if line.startswith("claims: ")] == [said[1]]
    told = [line for line in err.splitlines() if line.startswith("gongbao: ")]
    assert told[-1].startswith("gongbao: expected every issue complete, found 1 drifted: see `gongbao sources check`")
    with open_reader(tmp_path) as published:
        assert published.execute("SELECT count(*) FROM issue WHERE status = 'complete'").fetchone() == (1,)
