"""What a publisher changes of what it has shown: seen by asking again, kept beside what it was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.runs.issue_runs import CONTENT, at, content, ingest, rebuilt, refetch, rows
from tests.sources.fake_sites.copy import Chronicle, Page, PrintedArticle, PrintedParagraph
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.sites import press, printing
from warehouse.connect import WRITER_FILE

pytestmark = pytest.mark.usefixtures("here")
DAY = dt.date(2025, 3, 4)
OLD, NEW = "截至2025年2月底，全国5G基站总数达100万个。", "截至2025年2月底，全国5G基站总数达110万个。"
SAME = tuple(name for name in CONTENT if name not in {"claim_history", "finding"})
DATED = "SELECT article_id, version, valid_from, valid_to, seen_at, seen_to FROM superseded_article ORDER BY ALL"
STANDING = "SELECT article_id, valid_from, seen_at, absent_since, absent_why FROM article ORDER BY ALL"
REVISIONS = "SELECT what, known_from, old_value, new_value, old_sentence, new_sentence FROM revisions ORDER BY ALL"


def noon(days: int) -> dt.datetime:
    """Noon in Shanghai, so many days after the issue's."""
    return dt.datetime(2025, 3, 4, 4, tzinfo=dt.UTC) + dt.timedelta(days=days)


def two_releases(source_id: str) -> Chronicle:
    first = PrintedArticle("5G基站建设提速", (PrintedParagraph(OLD), PrintedParagraph("各地加快网络覆盖。")))
    second = PrintedArticle("工业增加值平稳增长", (PrintedParagraph("2025年2月，规模以上工业增加值同比增长5.9%。"),))
    return printing(source_id, Page("1", "要闻", (first, second)))


def site() -> Press:
    return press("rmrb", make=two_releases)


def changed(running: Press, old: str, new: str) -> None:
    """From now on the site says something else."""
    before = running.sites["rmrb"].redesign

    def redesign(path: str, body: bytes) -> bytes:
        return (before(path, body) if before else body).replace(old.encode(), new.encode())

    running.sites["rmrb"].redesign = redesign


def test_a_figure_corrected_at_its_own_address_is_a_revision(tmp_path: Path) -> None:
    with site() as running:
        origin = running.origin("rmrb")
        assert ingest(tmp_path, "rmrb", origin, **at(noon(1))).is_good
        changed(running, "100万个", "110万个")
        report = refetch(tmp_path, "rmrb", origin, DAY, DAY, **at(noon(5)))
        assert report.is_good and report.outcomes[0].bodies == 1
        held, archived = content(tmp_path), rows(tmp_path, "SELECT count(*) FROM page_fetch WHERE NOT revisit")
        again = refetch(tmp_path, "rmrb", origin, DAY, DAY, **at(noon(6)))
        assert again.outcomes[0].bodies == 0, "twice is once"
        assert content(tmp_path) == held
        assert rows(tmp_path, "SELECT count(*) FROM page_fetch WHERE NOT revisit") == archived
    assert rows(tmp_path, REVISIONS) == [("corrected", dt.date(2025, 3, 9), 1_000_000, 1_100_000, OLD, NEW)]
    known = "SELECT value, sentence FROM as_of(DATE '{}', '5G基站') WHERE measure = 'level'"
    assert rows(tmp_path, known.format("2025-03-08")) == [(1_000_000, OLD)]
    assert rows(tmp_path, known.format("2025-03-09")) == [(1_100_000, NEW)]
    vintages = "SELECT known_from, known_until, value, earlier_sentence, sentence FROM vintages('5G基站') ORDER BY ALL"
    assert rows(tmp_path, vintages) == [
        (DAY, dt.date(2025, 3, 9), 1_000_000, None, OLD),
        (dt.date(2025, 3, 9), None, 1_100_000, OLD, NEW),
    ]
    dated, standing, same = rows(tmp_path, DATED), rows(tmp_path, STANDING), content(tmp_path, SAME)
    (tmp_path / WRITER_FILE).unlink()
    assert rebuilt(tmp_path).is_good
    assert (rows(tmp_path, DATED), rows(tmp_path, STANDING)) == (dated, standing)
    assert content(tmp_path, SAME) == same


def test_an_emptied_article_stays_and_is_noted(tmp_path: Path) -> None:
    with site() as running:
        origin = running.origin("rmrb")
        ingest(tmp_path, "rmrb", origin, **at(noon(1)))
        held = rows(tmp_path, "SELECT article_id, text FROM article ORDER BY ALL")
        changed(running, OLD, "")
        changed(running, "各地加快网络覆盖。", "")
        refetch(tmp_path, "rmrb", origin, DAY, DAY, **at(noon(5)))
        assert rows(tmp_path, "SELECT article_id, text FROM article ORDER BY ALL") == held
        assert rows(tmp_path, "SELECT status FROM issue") == [("complete",)]
        assert [what for what, *_ in rows(tmp_path, REVISIONS)] in (["emptied"], ["unreadable"])
        running.sites["rmrb"].redesign = None
        refetch(tmp_path, "rmrb", origin, DAY, DAY, **at(noon(6)))
    assert rows(tmp_path, REVISIONS) == [], "it is shown again as it was"


@pytest.mark.parametrize(
    ("hours", "changed_at"),
    [
        pytest.param((120, 119, 144), 1, id="changed while the clock is behind"),
        pytest.param((120, 119, 144), 2, id="read again unchanged, then changed"),
        pytest.param((40_000, 119, 144), 2, id="the clock was years ahead"),
    ],
)
def test_a_clock_set_back_moves_no_visit(
    tmp_path: Path, hours: tuple[int, ...], changed_at: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Three looks, the second by a clock that is behind the first; the figure is changed before one of them."""
    moments = [noon(0) + dt.timedelta(hours=each) for each in hours]
    with site() as running:
        origin = running.origin("rmrb")
        ingest(tmp_path, "rmrb", origin, **at(moments[0]))
        for n, moment in enumerate(moments[1:], 1):
            if n == changed_at:
                changed(running, "100万个", "110万个")
            caplog.clear()
            assert refetch(tmp_path, "rmrb", origin, DAY, DAY, **at(moment)).is_good
            assert ("the clock was set back" in caplog.text) == (moment < max(moments[:n]))
        held = content(tmp_path)
        assert refetch(tmp_path, "rmrb", origin, DAY, DAY, **at(moments[-1])).outcomes[0].bodies == 0
        assert content(tmp_path) == held, "twice is once"
    seen = max(moments[: changed_at + 1])
    day = (seen + dt.timedelta(hours=8)).date()
    assert rows(tmp_path, REVISIONS) == [("corrected", day, 1_000_000, 1_100_000, OLD, NEW)]
    assert rows(tmp_path, "SELECT seen_at FROM article WHERE text LIKE '%110万个%'") == [(seen.replace(tzinfo=None),)]
    known = "SELECT value FROM as_of(DATE '{}', '5G基站') WHERE measure = 'level'"
    assert rows(tmp_path, known.format(day - dt.timedelta(days=1))) == [(1_000_000,)]
    assert rows(tmp_path, known.format(day)) == [(1_100_000,)]
    vintages = "SELECT known_from, value FROM vintages('5G基站') ORDER BY ALL"
    assert rows(tmp_path, vintages) == [(DAY, 1_000_000), (day, 1_100_000)]
    dated, standing, same = rows(tmp_path, DATED), rows(tmp_path, STANDING), content(tmp_path, SAME)
    (tmp_path / WRITER_FILE).unlink()
    assert rebuilt(tmp_path).is_good
    assert (rows(tmp_path, DATED), rows(tmp_path, STANDING), content(tmp_path, SAME)) == (dated, standing, same)
