"""A redesign is heard of that day: counts far below the source's own, pages of another shape; and what is no drift."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flows.errors import TroubleError
from flows.issues import drift
from flows.sources.protocol import Ask, Failure, IssueReading, Outcome, PageRequest
from tests.runs.issue_runs import backfill, ingest, rows
from tests.sources.fake_sites.copy import Chronicle, Page, PressIssue, written
from tests.sources.fake_sites.faults import Fault, FaultRule
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.site import numbered
from tests.sources.fake_sites.sites import chronicle, press
from warehouse.connect import open_reader
from warehouse.load.ledger import Counts, PageShape
from warehouse.model import IssueStatus

pytestmark = pytest.mark.usefixtures("here")
FIRST, LAST = dt.date(2025, 2, 20), dt.date(2025, 2, 28)
AFTER = LAST + dt.timedelta(days=1)


def counts(day: dt.date, pages: int, articles: int, characters: int = 50_000, claims: int = 900) -> Counts:
    return Counts(day, pages, articles, characters, claims)


def weeks(weekday_pages: int, sunday_pages: int, days: int) -> list[Counts]:
    """Issues of so many days before 3 March 2025 (a Monday), the nearest first; thin on Sundays, as papers are."""
    found = []
    for back in range(1, days + 1):
        day = dt.date(2025, 3, 3) - dt.timedelta(days=back)
        pages = sunday_pages if day.weekday() == 6 else weekday_pages
        found.append(counts(day, pages, 6 * pages, 2_400 * pages, 45 * pages))
    return found


@pytest.mark.parametrize(
    ("found", "history", "said"),
    [
        (counts(dt.date(2025, 3, 4), 20, 118), weeks(20, 8, 60), ""),
        (counts(dt.date(2025, 3, 4), 20, 12), weeks(20, 8, 60), "12 articles where 120 are usual"),
        (counts(dt.date(2025, 3, 4), 20, 118, 50_000, 3), weeks(20, 8, 60), "3 claims where 900 are usual"),
        (counts(dt.date(2025, 3, 4), 20, 118, 700), weeks(20, 8, 60), "700 characters where 48000 are usual"),
        (counts(dt.date(2025, 3, 4), 1, 118), weeks(20, 8, 60), "1 pages where 20 are usual"),
        (counts(dt.date(2025, 3, 9), 8, 48, 19_200, 360), weeks(20, 8, 60), ""),  # a Sunday among Sundays
        (
            counts(dt.date(2025, 3, 9), 8, 48, 19_200, 360),
            weeks(20, 8, 9),
            "",
        ),  # a Sunday, few weeks known: one is there
        (counts(dt.date(2025, 3, 4), 1, 1, 100, 0), weeks(20, 8, 6), ""),  # too little history to say anything
        (counts(dt.date(2025, 3, 4), 4, 24, 9_600, 180), weeks(20, 8, 60), "4 pages where 20 are usual"),
    ],
)
def test_counts_are_measured_by_the_sources_own(found: Counts, history: list[Counts], said: str) -> None:
    answer = drift.thin(found, history)
    assert answer.startswith(said) if said else answer == ""


def test_a_source_that_varies_much_is_given_more_room() -> None:
    days = [dt.date(2025, 3, 3) - dt.timedelta(days=back) for back in range(1, 31)]
    steady = [counts(day, 10, 60 + back % 3) for back, day in enumerate(days)]
    varied = [counts(day, 10, 20 + 13 * (back % 8)) for back, day in enumerate(days)]
    assert drift.thin(counts(dt.date(2025, 3, 4), 10, 25), steady)
    assert not drift.thin(counts(dt.date(2025, 3, 4), 10, 25), varied)


def test_a_shape_is_compared_with_the_nearest_stored_one() -> None:
    old = PageShape("article", "a", frozenset({"div#ozoom", "h1", "p.sec", "div.article"}))
    dressed = PageShape("article", "b", old.marks | {"table", "h3"})
    other = PageShape("article", "c", frozenset({"main#story", "h1", "div.card", "section"}))
    assert drift.unlike([old, dressed], [old]) == ""
    assert (
        drift.unlike([other, other, old], [old]) == "article pages share 14% of their named parts with the stored shape"
    )
    assert drift.unlike([other], []) == "", "with nothing stored nothing is said"


def thinned(day: dt.date) -> PressIssue | None:
    """From one day on the press prints two articles where it printed dozens."""
    if day < AFTER:
        return None
    whole = written(1, "rmrb", day, 2, 7)
    first = whole.pages[0]
    return PressIssue(day, (Page(first.number, first.name, first.pieces[3:5]),))


def test_an_issue_far_below_its_own_history_is_kept_and_not_published(tmp_path: Path) -> None:
    def make(source_id: str) -> Chronicle:
        return replace(chronicle(source_id, pages=2, per_page=7), special=thinned)

    with press("rmrb", make=make) as running:
        origin = running.origin("rmrb")
        assert backfill(tmp_path, "rmrb", origin, FIRST, LAST).is_good
        report = ingest(tmp_path, "rmrb", origin, day=AFTER)
    (outcome,) = report.outcomes
    assert outcome.status is IssueStatus.DRIFTED
    assert "articles where" in outcome.detail
    with pytest.raises(TroubleError, match="found 1 drifted: see `gongbao sources check`"):
        report.require_good()
    with open_reader(tmp_path) as published:
        assert published.execute("SELECT count(*) FROM article WHERE published_on = ?", [AFTER]).fetchone() == (0,)
        finding = published.execute("SELECT subject_id, severity FROM finding WHERE rule = 'issue_drifted'").fetchall()
        gap = published.execute("SELECT status, n_days FROM gaps").fetchall()
    assert finding == [(f"rmrb-{AFTER}", "error")]
    assert gap == [("drifted", 1)]
    kept = f"SELECT count(*) FROM page_fetch WHERE published_on = DATE '{AFTER}' AND ask = 'article'"
    assert rows(tmp_path, kept) == [(2,)], "the archive holds what was printed"


def renamed(path: str, body: bytes) -> bytes:
    """A redesign under which nothing is found any more."""
    for old, new in ((b"swiper", b"rail"), (b"node_", b"sheet_"), (b"content_", b"story_"), (b"ozoom", b"reader")):
        body = body.replace(old, new)
    return body.replace(b"articleContent", b"storyBody").replace(b"enpcontent", b"story")


def rebuilt(path: str, body: bytes) -> bytes:
    """A redesign under which all is found as before, on pages built of other parts."""
    if "content_" not in path:
        return body
    parts = "".join(f'<section class="vue-{name}"><div id="{name}"></div></section>' for name in "abcdefghijklmnop")
    return body.replace(b"</body>", parts.encode() + b"</body>")


@pytest.mark.parametrize(
    ("redesign", "said"), [(renamed, "named parts"), (rebuilt, "named parts with the stored shape")]
)
def test_a_redesign_is_drift_from_the_first_issue_on(
    tmp_path: Path, redesign: Callable[[str, bytes], bytes], said: str
) -> None:
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        assert ingest(tmp_path, "rmrb", origin, day=LAST).is_good
        running.sites["rmrb"].redesign = redesign
        report = ingest(tmp_path, "rmrb", origin, day=AFTER)
        held = ingest(tmp_path, "rmrb", origin, day=LAST)
    assert [(o.status, said in o.detail) for o in report.outcomes] == [(IssueStatus.DRIFTED, True)]
    assert held.outcomes == [], "what was read before stays as it is"
    assert rows(tmp_path, "SELECT count(*) > 0 FROM article") == [(True,)]


def _spoilt(running: Press, path: str) -> None:
    """One article answers 500 for good."""
    running.faults.rules = (FaultRule(path, Fault.SERVER_ERROR),)


def test_a_page_that_fails_hides_no_redesign(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        assert ingest(tmp_path, "rmrb", origin, day=LAST).is_good
        running.sites["rmrb"].redesign = rebuilt
        _spoilt(running, _article_path(running, AFTER, 1))
        (outcome,) = ingest(tmp_path, "rmrb", origin, day=AFTER).outcomes
        assert outcome.status is IssueStatus.DRIFTED
        assert "named parts with the stored shape; 1 requests given up, first: " in outcome.detail
        assert rows(tmp_path, f"SELECT count(*) FROM claim WHERE published_on = DATE '{AFTER}'") == [(0,)]
        running.sites["rmrb"].redesign = None
        (outcome,) = ingest(tmp_path, "rmrb", origin, day=AFTER).outcomes
    assert outcome.status is IssueStatus.PARTIAL, "without the redesign all but the one page is taken in"
    assert rows(tmp_path, f"SELECT count(*) > 20 FROM claim WHERE published_on = DATE '{AFTER}'") == [(True,)]


def test_a_thin_issue_is_one_beside_a_page_that_fails(tmp_path: Path) -> None:
    def make(source_id: str) -> Chronicle:
        return replace(chronicle(source_id, pages=2, per_page=7), special=thinned)

    with press("rmrb", make=make) as running:
        origin = running.origin("rmrb")
        assert backfill(tmp_path, "rmrb", origin, FIRST, LAST).is_good
        _spoilt(running, _article_path(running, AFTER, 1))
        (outcome,) = ingest(tmp_path, "rmrb", origin, day=AFTER).outcomes
    assert outcome.status is IssueStatus.DRIFTED and "2 articles where" in outcome.detail


def test_what_was_given_up_makes_no_issue_thin() -> None:
    history = weeks(20, 8, 60)
    day = dt.date(2025, 3, 4)
    reading = IssueReading("rmrb", day, "rmrb A1", Outcome.READ, failures=_failures(pages=12, articles=4))
    read = counts(day, 8, 44, 18_000, 340)
    assert drift.thin(read, history) and not drift.thin(drift.made_whole(read, reading), history)
    poor = counts(day, 8, 44, 1_800, 340)
    said = drift.thin(drift.made_whole(poor, reading), history)
    assert said.startswith("4663 characters where 48000 are usual")


def test_an_issue_without_an_article_says_what_became_of_them(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        _spoilt(running, "content_")
        (outcome,) = ingest(tmp_path, "rmrb", running.origin("rmrb")).outcomes
    assert outcome.status is IssueStatus.FAILED
    assert re.match(r"no article: \d+ requests given up, first: expected status 200, found status 500", outcome.detail)


def _article_path(running: Press, day: dt.date, place: int) -> str:
    """The path of an article of the day's first page, by its place."""
    chronicle = running.sites["rmrb"].chronicle
    issue = chronicle.issue(day)
    assert issue is not None
    return f"content_{numbered(issue)[0, place]}.html"


def _failures(pages: int, articles: int) -> tuple[Failure, ...]:
    asks = [Ask.PAGE] * pages + [Ask.ARTICLE] * articles
    return tuple(Failure(PageRequest(f"http://x/{at}", ask), "ServerFailed", "") for at, ask in enumerate(asks))


def test_a_thin_first_issue_is_no_drift_and_a_mended_one_is_taken_in(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        running.sites["rmrb"].redesign = renamed
        assert [o.status for o in ingest(tmp_path, "rmrb", origin).outcomes] == [IssueStatus.DRIFTED]
        running.sites["rmrb"].redesign = None
        assert [o.status for o in ingest(tmp_path, "rmrb", origin).outcomes] == [IssueStatus.COMPLETE]
    assert rows(tmp_path, "SELECT count(*) FROM finding WHERE rule = 'issue_drifted' AND closed_at IS NULL") == [(0,)]
