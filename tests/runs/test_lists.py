"""Lists of releases as they are in life: late, vanished and moved entries, strangers among them, outages that heal."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.errors import InputError
from flows.runs.ingest import ingest_all
from flows.runs.options import IngestOptions
from flows.runs.report import RunReport
from tests.runs.issue_runs import CONTENT, at, conditions, content, rebuilt, refetch, rows
from tests.sources.fake_sites.copy import Chronicle, Page, PressIssue, PrintedArticle, PrintedParagraph
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.sites import chronicle, press
from tests.sources.fake_sites.templates.releases import Releases
from warehouse.connect import WRITER_FILE

pytestmark = pytest.mark.usefixtures("here")
DAY = dt.date(2025, 3, 4)
COLUMNS = ("/yaowen/liebiao/YAOWENLIEBIAO.json", "/zhengce/zuixin/ZUIXINZHENGCE.json")
SAME = tuple(name for name in (*CONTENT, "release") if name not in {"claim_history", "finding"})
Site = tuple[Press, dict[dt.date, int]]


def noon(days: int) -> dt.datetime:
    return dt.datetime(2025, 3, 4, 4, tzinfo=dt.UTC) + dt.timedelta(days=days)


@pytest.fixture
def site() -> Iterator[Site]:
    """Two columns of one release a day; the first has as many as the table says on the days that it names."""
    counts: dict[dt.date, int] = {}

    def printed(day: dt.date) -> PressIssue:
        def piece(column: int, nth: int) -> PrintedArticle:
            text = f"{day.month}月{day.day}日，{'甲乙'[column]}市第{nth}批新开工项目{10 + nth}个。"
            return PrintedArticle(
                f"{day.month}月{day.day}日第{column}栏第{nth}条发布",
                (PrintedParagraph(text), PrintedParagraph("各项工作有序推进。")),
            )

        first = tuple(piece(0, nth) for nth in range(1, counts.get(day, 1) + 1))
        return PressIssue(day, (Page("1", "要闻", first), Page("2", "政策", (piece(1, 1),))))

    def made(source_id: str) -> Chronicle:
        return replace(chronicle(source_id), special=printed)

    with press("gov", make=made) as running:
        yield running, counts


def daily(home: Path, site: Site, days: int, lookback: int = 1, **given: Any) -> RunReport:
    """The run of a day that names no day; the lists end with it."""
    running, _ = site
    until = DAY + dt.timedelta(days=days)
    running.sites["gov"].skins = ((dt.date(2008, 1, 1), Releases("gov", COLUMNS, until, 40)),)
    options = IngestOptions(sources=("gov",), lookback=lookback, origin=running.origin("gov"))
    return asyncio.run(ingest_all(home, options, conditions(**at(noon(days)), **given)))


def listed(change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> Callable[[str, bytes], bytes]:
    """A rewriting of the first column's list."""

    def redesign(path: str, body: bytes) -> bytes:
        return json.dumps(change(json.loads(body)), ensure_ascii=False).encode() if path == COLUMNS[0] else body

    return redesign


def days_of(report: RunReport) -> list[int]:
    return [(outcome.issue.published_on - DAY).days for outcome in report.outcomes]


def test_a_late_release_is_taken_and_a_vanished_one_noted(site: Site, tmp_path: Path) -> None:
    _, counts = site
    assert daily(tmp_path, site, 1).is_good
    counts[DAY] = 2
    report = daily(tmp_path, site, 2, lookback=0)
    assert days_of(report) == [2, 1, 0], "today, the day that still grew, and the one that the list shows otherwise"
    late = "SELECT known_from, title FROM revisions WHERE what = 'late'"
    assert rows(tmp_path, late) == [(DAY + dt.timedelta(days=2), "3月4日第0栏第2条发布")]
    held = rows(tmp_path, "SELECT article_id, text FROM article WHERE published_on = DATE '2025-03-04' ORDER BY ALL")
    counts[DAY] = 1
    assert 0 in days_of(daily(tmp_path, site, 3, lookback=0))
    assert rows(tmp_path, "SELECT title FROM revisions WHERE what = 'vanished'") == [("3月4日第0栏第2条发布",)]
    assert held == rows(
        tmp_path, "SELECT article_id, text FROM article WHERE published_on = DATE '2025-03-04' ORDER BY ALL"
    )
    assert 0 not in days_of(daily(tmp_path, site, 3, lookback=0)), "what is noted is looked after no more"
    same = content(tmp_path, SAME)
    (tmp_path / WRITER_FILE).unlink()
    assert rebuilt(tmp_path).is_good
    assert content(tmp_path, SAME) == same


def test_an_outage_longer_than_the_look_back_heals_by_itself_oldest_first(site: Site, tmp_path: Path) -> None:
    daily(tmp_path, site, 0)
    report = daily(tmp_path, site, 9)
    assert report.is_good
    assert days_of(report)[:2] == [9, 8]
    assert days_of(report)[2:] == sorted(days_of(report)[2:])
    held = "SELECT count(*) FROM issue WHERE source_id = 'gov' AND status = 'complete'"
    assert rows(tmp_path, held) == [(11,)]
    assert rows(tmp_path, "SELECT count(*) FROM gaps WHERE source_id = 'gov'") == [(0,)]


def test_settled_issues_are_asked_for_again_by_their_source_s_policy(site: Site, tmp_path: Path) -> None:
    daily(tmp_path, site, 1, lookback=1)
    daily(tmp_path, site, 2, lookback=1)
    before = content(tmp_path, ("article", "claim", "release"))
    asked = {}
    for days in (3, 4, 10, 11):
        asked[days] = 0 in days_of(daily(tmp_path, site, days, lookback=0))
    assert asked == {3: True, 4: False, 10: True, 11: False}
    now = content(tmp_path, ("article", "claim", "release"))
    assert all(set(map(str, before[table])) <= set(map(str, now[table])) for table in before)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda entries: entries[:1], id="it shrinks to one entry"),
        pytest.param(lambda entries: entries[8:], id="it goes back in time"),
        pytest.param(
            lambda entries: [*entries, {**entries[0], "DOCRELPUBTIME": "2025-03-01"}], id="one entry, two dates"
        ),
    ],
)
def test_an_odd_list_loses_nothing(change: Any, site: Site, tmp_path: Path) -> None:
    running, _ = site
    daily(tmp_path, site, 2, lookback=2)
    held = rows(tmp_path, "SELECT article_id, text, absent_why FROM article ORDER BY ALL")
    running.sites["gov"].redesign = listed(change)
    report = daily(tmp_path, site, 3, lookback=0)
    left = rows(tmp_path, "SELECT article_id, text, absent_why FROM article ORDER BY ALL")
    assert set(held) <= set(left)
    running.sites["gov"].redesign = None
    assert report.outcomes and daily(tmp_path, site, 4, lookback=2).is_good


def test_a_challenge_page_in_the_place_of_a_list_is_told_by_the_list_s_own_reason(site: Site, tmp_path: Path) -> None:
    running, _ = site
    daily(tmp_path, site, 2, lookback=2)
    held = content(tmp_path, ("article", "claim", "release"))
    running.sites["gov"].redesign = lambda path, body: (
        b"<html><body>please wait</body></html>" if ".json" in path else body
    )
    report = daily(tmp_path, site, 3, lookback=0)
    told = report.troubles[0].detail  # of whichever list came first; never of the feed that is asked in its place
    assert not report.is_good and any(column in told for column in COLUMNS)
    assert content(tmp_path, ("article", "claim", "release")) == held


def test_strangers_are_held_alone_and_settle(site: Site, tmp_path: Path) -> None:
    """A page without text, a PDF, another host's, a 404 beside good ones: these are loaded, those are told."""
    running, counts = site
    counts[DAY] = 4

    def strange(path: str, body: bytes) -> bytes:
        if path == COLUMNS[0]:
            entries = json.loads(body)
            for n, url in enumerate(("https://www.gov.cn/none/content_1.htm", "https://example.org/x.htm")):
                entries.insert(0, {**entries[0], "TITLE": f"外面的第{n}条", "URL": url, "DOCRELPUBTIME": str(DAY)})
            return json.dumps(entries, ensure_ascii=False).encode()
        if path.endswith("20250304_0_2.htm"):
            return b"%PDF-1.7 nothing that is read here"
        if path.endswith("20250304_0_3.htm"):
            return b"<html><body><div class='gallery'><img src='a.jpg'></div></body></html>"
        return body

    running.sites["gov"].redesign = strange
    first = daily(tmp_path, site, 1, lookback=1)
    read = {o.issue.published_on: o for o in first.outcomes}[DAY]
    assert (read.status.value, read.summary.articles if read.summary else 0) == ("partial", 3)
    release = "SELECT status, count(*) FROM release WHERE published_on = DATE '2025-03-04' GROUP BY status ORDER BY ALL"
    assert rows(tmp_path, release) == [("held", 4), ("loaded", 3)]
    for days in (2, 3):
        daily(tmp_path, site, days, lookback=3)
    assert rows(tmp_path, release) == [("held", 1), ("loaded", 3), ("settled", 3)]
    why = "SELECT reason FROM release WHERE status = 'held'"
    assert "an article's body" in rows(tmp_path, why)[0][0]
    assert rows(tmp_path, "SELECT n_days, reason LIKE '1 of its releases%' FROM gaps WHERE status = 'held'") == [
        (1, True)
    ]
    (url,) = rows(tmp_path, "SELECT url FROM release WHERE status = 'held'")[0]
    origin = running.origin("gov")
    with pytest.raises(InputError, match="expected a held release of gov"):
        refetch(tmp_path, "gov", origin, None, None, accept=("https://www.gov.cn/other",), **at(noon(4)))
    assert refetch(tmp_path, "gov", origin, None, None, accept=(url,), **at(noon(4))).is_good
    assert rows(tmp_path, release) == [("accepted", 1), ("loaded", 3), ("settled", 3)]
    same = content(tmp_path, ("release",))
    assert rebuilt(tmp_path).troubles == []
    assert content(tmp_path, ("release",)) == same, "the operator's word is kept"


def test_a_file_beside_a_release_is_archived_and_counted(site: Site, tmp_path: Path) -> None:
    running, _ = site
    link = '<a href="https://www.gov.cn/yaowen/liebiao/202503/P1.pdf">附件</a>'.encode()
    running.sites["gov"].redesign = lambda path, body: (
        body.replace(b"</h1>", b"</h1>" + link) if path.endswith("20250304_0_1.htm") else body
    )
    daily(tmp_path, site, 1, lookback=1)
    assert rows(tmp_path, "SELECT url FROM release WHERE status = 'attachment'") == [
        ("https://www.gov.cn/yaowen/liebiao/202503/P1.pdf",)
    ]
    assert rows(tmp_path, "SELECT count(*) FROM page_fetch WHERE ask = 'attachment'") == [(1,)]
