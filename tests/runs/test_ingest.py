"""A day's issue from the press over a real socket to the published copy; and what a second run of the day costs."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.fetch.reading import ArchiveReader
from flows.issues.plan import plan
from flows.runs.options import ReextractOptions
from flows.runs.reextract import reextract_all
from flows.runs.seeds import load_all
from flows.sources.registry import source
from tests.generators import claims
from tests.runs.issue_runs import DAY, NOW, content, ingest, rows
from tests.sources.fake_sites.copy import Chronicle
from tests.sources.fake_sites.expect import expected
from tests.sources.fake_sites.faults import Fault, FaultRule, Faults
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.sites import UNTIL, chronicle, press
from warehouse.connect import open_reader, open_writer
from warehouse.model import IssueStatus
from warehouse.resources import seeds_directory

pytestmark = pytest.mark.usefixtures("here")
TABLES = ("issue", "article", "claim", "observation", "page_fetch", "issue_attempt")


@pytest.fixture(scope="module")
def running() -> Iterator[Press]:
    with press("rmrb", "zgdzb", "nbs", pages=3) as started:
        yield started


def bodies(home: Path) -> int:
    """Records of the archive that hold a body of their own."""
    pages = list(ArchiveReader(home / "archive").pages())
    return sum(not page.unchanged for page in pages)


def test_an_issue_comes_from_the_press_to_the_reader(running: Press, tmp_path: Path) -> None:
    report = ingest(tmp_path, "rmrb", running.origin("rmrb"))
    assert [(o.issue.issue_id, o.status) for o in report.outcomes] == [("rmrb-2025-03-04", IssueStatus.COMPLETE)]
    assert report.is_good
    printed = running.sites["rmrb"].chronicle.issue(DAY)
    assert printed is not None
    with open_reader(tmp_path) as published:
        titles = published.execute("SELECT title FROM article ORDER BY page, ordinal").fetchall()
        urls = published.execute(
            "SELECT count(*) FROM article WHERE url LIKE 'https://paper.people.com.cn/%'"
        ).fetchone()
        claims = published.execute("SELECT count(*) FROM claim").fetchone()
        held = published.execute("SELECT status, n_articles, layout, is_settled FROM issue").fetchall()
    assert [title for (title,) in titles] == [article["title"] for article in expected(printed, ())]
    assert urls == (len(titles),), "rows speak of the source's own addresses, whatever stood in for it"
    assert claims is not None and claims[0] > 5 * len(titles)
    assert held == [("complete", len(titles), "rmrb A1", True)]


def test_every_answer_is_archived_and_found_by_the_rows(running: Press, tmp_path: Path) -> None:
    before = len(running.log)
    ingest(tmp_path, "rmrb", running.origin("rmrb"))
    asked = len(running.log) - before
    stored = rows(tmp_path, "SELECT key, sha256, warc_file, warc_offset, problem, issue_id, ask FROM page_fetch")
    assert len(stored) == asked
    reader = ArchiveReader(tmp_path / "archive")
    for key, sha256, file, offset, problem, issue_id, ask in stored:
        page = reader.read(file, offset)
        assert (page.key, page.sha256, problem) == (key, sha256, "")
        assert (issue_id is None) == (ask == "robots")
    assert {ask for *_, ask in stored} == {"robots", "first", "page", "article"}


def test_a_second_run_asks_for_nothing_that_is_settled(running: Press, tmp_path: Path) -> None:
    ingest(tmp_path, "rmrb", running.origin("rmrb"), lookback=1)
    before, held, archived = len(running.log), content(tmp_path, TABLES), bodies(tmp_path)
    report = ingest(tmp_path, "rmrb", running.origin("rmrb"), lookback=1)
    assert (report.outcomes, len(running.log)) == ([], before)
    assert content(tmp_path, TABLES) == held
    assert bodies(tmp_path) == archived


def test_an_issue_of_this_morning_is_asked_for_again_without_a_body(running: Press, tmp_path: Path) -> None:
    morning = dt.datetime(2025, 3, 3, 23, 0, tzinfo=dt.UTC)  # seven o'clock in Shanghai: pages may still be added
    origin = running.origin("rmrb")
    ingest(tmp_path, "rmrb", origin, clock=lambda: morning)
    before, held, archived = len(running.log), content(tmp_path), bodies(tmp_path)
    report = ingest(tmp_path, "rmrb", origin, clock=lambda: morning)
    asked = running.log[before:]
    assert asked and {entry.status for entry in asked} == {304}
    assert [(o.status, o.bodies) for o in report.outcomes] == [(IssueStatus.COMPLETE, 0)]
    assert content(tmp_path) == held, "no row changed"
    assert bodies(tmp_path) == archived
    settled = ingest(tmp_path, "rmrb", origin, clock=lambda: NOW)
    assert len(settled.outcomes) == 1
    assert ingest(tmp_path, "rmrb", origin, clock=lambda: NOW).outcomes == []


def test_a_day_that_the_source_itself_skips_has_no_issue_and_is_not_asked_for_again(
    running: Press, tmp_path: Path
) -> None:
    monday = dt.date(2025, 3, 3)  # 中国电子报 appears on Tuesday and Friday, and shows newer issues by now
    report = ingest(tmp_path, "zgdzb", running.origin("zgdzb"), day=monday)
    assert [(o.status, o.is_settled) for o in report.outcomes] == [(IssueStatus.NO_ISSUE, True)]
    before = len(running.log)
    assert ingest(tmp_path, "zgdzb", running.origin("zgdzb"), day=monday).outcomes == []
    assert len(running.log) == before


def test_a_day_that_no_calendar_has_costs_no_request() -> None:
    sure = replace(source("zgdzb"), calendar=replace(source("zgdzb").calendar, established=True))
    made = plan(sure, [dt.date(2025, 3, day) for day in (2, 3, 4)], [])
    assert (made.days, made.off_days) == ((DAY,), (dt.date(2025, 3, 2), dt.date(2025, 3, 3)))


def test_releases_of_a_day_come_by_their_list(running: Press, tmp_path: Path) -> None:
    report = ingest(tmp_path, "nbs", running.origin("nbs"), lookback=1)
    assert [o.status for o in report.outcomes] == [IssueStatus.COMPLETE] * 2
    assert rows(tmp_path, "SELECT count(*) > 0 FROM page_fetch WHERE ask = 'list' AND issue_id <> ''") == [(True,)]


def test_a_mirror_s_address_is_no_article_s(tmp_path: Path) -> None:
    """A mirror that writes its own address into its list: what is stored is the publisher's, and it is found again."""
    with press("gov") as running:
        origin = running.origin("gov")
        running.sites["gov"].redesign = lambda path, body: body.replace(b"https://www.gov.cn", origin.encode())
        after = dt.datetime(2025, 4, 2, 4, tzinfo=dt.UTC)
        assert ingest(tmp_path, "gov", origin, day=UNTIL, clock=lambda: after).is_good
    addresses = rows(tmp_path, "SELECT DISTINCT string_split(url, '/')[3] FROM article")
    assert addresses == [("www.gov.cn",)]
    again = asyncio.run(reextract_all(tmp_path, ReextractOptions(workers=1)))
    assert again.is_good and again.counts == {}


def test_a_missing_issue_is_not_held_for_no_issue(tmp_path: Path) -> None:
    def gapped(source_id: str) -> Chronicle:
        return replace(chronicle(source_id, pages=2), absent=frozenset({DAY}))

    with press("rmrb", make=gapped) as running:
        origin = running.origin("rmrb")
        past = ingest(tmp_path, "rmrb", origin)
        today = ingest(tmp_path, "rmrb", origin, clock=lambda: dt.datetime(2025, 3, 4, 4, tzinfo=dt.UTC))
    assert [o.status for o in past.outcomes] == [IssueStatus.FAILED]
    assert "no proof of no issue" in past.outcomes[0].detail
    assert [(o.status, o.is_settled) for o in today.outcomes] == [(IssueStatus.NOT_YET, False)]
    assert rows(tmp_path, "SELECT count(*) FROM issue_attempt") == [(2,)]


def test_a_day_of_rest_is_explained_by_a_newer_issue_and_asked_for_again(tmp_path: Path) -> None:
    sunday = dt.date(2025, 3, 9)

    def gapped(source_id: str) -> Chronicle:
        return replace(chronicle(source_id, pages=2), absent=frozenset({sunday}))

    with press("grrb", "rmrb", make=gapped) as running:
        alone = ingest(tmp_path, "grrb", running.origin("grrb"), day=sunday)
        later = ingest(tmp_path, "grrb", running.origin("grrb"), day=sunday + dt.timedelta(days=1), lookback=1)
        daily = ingest(tmp_path, "rmrb", running.origin("rmrb"), day=sunday + dt.timedelta(days=1), lookback=1)
    assert [o.is_settled for o in alone.outcomes] == [False], "nothing else of the paper is known yet"
    assert later.is_good
    assert [o.status for o in later.outcomes] == [IssueStatus.COMPLETE, IssueStatus.NO_ISSUE]
    assert [o.status for o in daily.outcomes] == [IssueStatus.COMPLETE, IssueStatus.FAILED], "a daily paper is daily"


def test_an_article_that_cannot_be_had_leaves_the_issue_partial_and_the_next_run_completes_it(tmp_path: Path) -> None:
    rule = FaultRule(r"content_\d*7\.html", Fault.SERVER_ERROR, times=5)
    with press("rmrb", pages=3, faults=Faults(rules=(rule,))) as running:
        origin = running.origin("rmrb")
        first = ingest(tmp_path, "rmrb", origin)
        held = rows(tmp_path, "SELECT n_articles FROM issue")[0][0]
        second = ingest(tmp_path, "rmrb", origin)
    with press("rmrb", pages=3) as undisturbed:
        ingest(tmp_path / "other", "rmrb", undisturbed.origin("rmrb"))
    assert [o.status for o in first.outcomes] == [IssueStatus.PARTIAL]
    assert 0 < held < rows(tmp_path, "SELECT n_articles FROM issue")[0][0]
    assert [o.status for o in second.outcomes] == [IssueStatus.COMPLETE]
    assert content(tmp_path) == content(tmp_path / "other")
    assert rows(tmp_path, "SELECT count(*) FROM page_fetch WHERE status = 500 AND problem <> ''")[0][0] >= 1


def test_what_is_held_is_never_given_up_for_less(tmp_path: Path) -> None:
    morning = dt.datetime(2025, 3, 3, 23, 0, tzinfo=dt.UTC)
    with press("rmrb", pages=3) as running:
        origin = running.origin("rmrb")
        ingest(tmp_path, "rmrb", origin, clock=lambda: morning)
        held = content(tmp_path, ("article", "claim", "observation"))
        running.faults = Faults(rules=(FaultRule(r"content_", Fault.NONSENSE),))
        again = ingest(tmp_path, "rmrb", origin, clock=lambda: morning)
    assert content(tmp_path, ("article", "claim", "observation")) == held
    assert rows(tmp_path, "SELECT status FROM issue") == [("complete",)]
    assert [o.status for o in again.outcomes] == [IssueStatus.COMPLETE], "the archive gives what the site does not"
    assert rows(tmp_path, "SELECT max(n_stored) > 5 FROM issue_attempt") == [(True,)]


def test_a_complete_issue_stays_where_neither_site_nor_archive_gives_it_again(tmp_path: Path) -> None:
    morning = dt.datetime(2025, 3, 3, 23, 0, tzinfo=dt.UTC)
    with press("rmrb", pages=2) as running:
        ingest(tmp_path, "rmrb", running.origin("rmrb"), clock=lambda: morning)
        held = content(tmp_path, ("issue", "article", "claim", "observation"))
        shutil.rmtree(tmp_path / "archive")
        running.faults = Faults(rules=(FaultRule(r"node_01", Fault.SERVER_ERROR),))
        again = ingest(tmp_path, "rmrb", running.origin("rmrb"), clock=lambda: morning)
    assert [o.status for o in again.outcomes] == [IssueStatus.COMPLETE]
    assert content(tmp_path, ("issue", "article", "claim", "observation")) == held
    assert rows(tmp_path, "SELECT count(*) FROM issue_attempt") == [(2,)]


def test_a_document_loaded_by_hand_gives_way_to_the_papers_own_issue(running: Press, tmp_path: Path) -> None:
    row = {"source": "rmrb", "published_on": str(DAY), "quote": "459.8万个", "value": 4598000, "indicator": "5G基站"}
    with open_writer(tmp_path) as connection:
        claims.load(connection, [row])
    report = ingest(tmp_path, "rmrb", running.origin("rmrb"))
    assert [o.status for o in report.outcomes] == [IssueStatus.COMPLETE]
    assert rows(tmp_path, "SELECT DISTINCT reason LIKE 'read again%' FROM claim_history") == [(True,)]


def test_the_seeds_do_not_take_a_fetched_issue_back(tmp_path: Path) -> None:
    seeded = dt.date(2025, 9, 19)  # a page of this issue is among the seeds
    with press("fzrb", pages=2) as running:
        later = dt.datetime(2025, 9, 25, tzinfo=dt.UTC)
        report = ingest(tmp_path, "fzrb", running.origin("fzrb"), day=seeded, clock=lambda: later)
    assert [o.status for o in report.outcomes] == [IssueStatus.COMPLETE]
    held = rows(tmp_path, "SELECT * FROM article WHERE issue_id = 'fzrb-2025-09-19' ORDER BY ALL")
    load_all(tmp_path, seeds_directory())
    assert rows(tmp_path, "SELECT * FROM article WHERE issue_id = 'fzrb-2025-09-19' ORDER BY ALL") == held
    assert rows(tmp_path, "SELECT url <> '' FROM source WHERE source_id = 'fzrb'") == [(True,)]
    assert rows(tmp_path, "SELECT count(*) FROM issue") == [(5,)]
