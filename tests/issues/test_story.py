"""The law of what a publisher shows: a day knows what a warehouse knows that was fed with what was shown up to it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.issues.pool import ExtractionPool
from flows.issues.reading import Reading
from flows.issues.story import Story
from flows.issues.verdict import Verdict
from flows.sources.protocol import IssueReading, Outcome
from tests.generators import claims
from tests.generators.histories import histories
from tests.warehouse.test_vintages import TABLES, known
from warehouse.connect import open_writer, transaction
from warehouse.load.load import load_issue, write_issue
from warehouse.model import Article, Extraction, Issue, IssueStatus
from warehouse.series import observe

DAY = dt.date(2025, 3, 4)
ALL = (*TABLES, "superseded_article", "superseded_claim", "superseded_evidence")
Shown = dict[int, tuple[int, str]]  # a release's number: the value and the indicator that it prints
VISIT = st.tuples(
    st.integers(1, 5),
    st.dictionaries(
        st.integers(1, 3), st.tuples(st.integers(1, 3), st.sampled_from(["灯塔车间", "5G基站"])), max_size=3
    ),
)


class Known(ExtractionPool):
    """A pool that knows what each text holds."""

    def __init__(self, texts: dict[Article, Extraction]) -> None:
        self.texts = texts

    async def extract(self, articles: Sequence[Article]) -> list[Extraction | str]:
        return [self.texts[article] for article in articles]


def release(source: str, number: int, value: int, indicator: str) -> tuple[Article, Extraction]:
    row = {"source": source, "published_on": str(DAY), "quote": f"{value}个", "value": value, "indicator": indicator,
           "period": "2025-02-28"}  # fmt: skip
    ((_, ((article, extraction),)),) = claims.issues([row])
    article_id = f"{source}-{DAY}-col-{number}"
    told = tuple(replace(claim, article_id=article_id) for claim in extraction.claims)
    article = replace(article, article_id=article_id, url=f"https://example.org/{number}", ordinal=number)
    return article, replace(extraction, claims=told)


def page(source: str, shown: Shown) -> IssueReading:
    articles = tuple(release(source, number, *said)[0] for number, said in sorted(shown.items()))
    return IssueReading(source, DAY, "list", Outcome.READ if articles else Outcome.ABSENT, articles=articles)


def told(source: str, history: list[tuple[int, Shown]]) -> Reading:
    """The story of a history: after so many days the site showed this."""
    texts = dict(release(source, number, *said) for _, shown in history for number, said in shown.items())
    story = Story(Issue(source, DAY), Known(texts))

    async def judge(reading: Reading) -> Verdict:
        return reading.verdict

    async def hear() -> None:
        for days, shown in history:
            status = IssueStatus.COMPLETE if shown else IssueStatus.NO_ISSUE
            seen_at = dt.datetime.combine(DAY, dt.time(4), dt.UTC) + dt.timedelta(days=days)
            await story.take(page(source, shown), Verdict(status, ""), seen_at, judge)

    asyncio.run(hear())
    return story.told()


def loaded(connection: duckdb.DuckDBPyConnection, source: str, reading: Reading) -> None:
    if not reading.pages.articles:
        return
    issue = Issue(source, DAY)
    pairs = list(zip(reading.pages.articles, reading.extractions, strict=True))
    with transaction(connection):
        write_issue(connection, issue, pairs, code_version="1", layout="list", versions=reading.versions)
    observe.refresh(connection, [issue.issue_id])


def emptied(connection: duckdb.DuckDBPyConnection) -> None:
    with transaction(connection):
        for table in ALL:
            connection.execute(f"DELETE FROM {table}")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path_factory.mktemp("story")) as connection:
        yield connection


def shown_by(history: list[tuple[int, Shown]], day: dt.date) -> Shown:
    """What had been shown by that day: of each release the latest."""
    latest: Shown = {}
    for days_after, shown in history:
        if DAY + dt.timedelta(days=days_after) <= day:
            latest |= shown
    return latest


@histories(few=6)
@given(data=st.data())
def test_as_of_a_day_is_a_warehouse_fed_with_what_was_shown_up_to_that_day(
    warehouse: duckdb.DuckDBPyConnection, data: st.DataObject
) -> None:
    """Corrections, late releases and vanished ones, of two publishers. What the first look after the day shows counts
    from the day on; what vanishes is not taken back."""
    histories: dict[str, list[tuple[int, Shown]]] = {}
    for source in ("rmrb", "fzrb"):
        drawn = sorted(data.draw(st.lists(VISIT, min_size=1, max_size=4)), key=lambda visit: visit[0])
        histories[source] = [(1, data.draw(VISIT)[1]), *drawn]
    emptied(warehouse)
    for source, history in histories.items():
        loaded(warehouse, source, told(source, history))
    days = [DAY + dt.timedelta(days=n) for n in range(1, 7)]
    said = {day: known(warehouse, "as_of(?)", day) for day in days}
    one = {day: known(warehouse, "as_of(?, '灯塔车间')", day) for day in days}
    query = "SELECT observation_id, known_from, known_until, value FROM vintages('灯塔车间')"
    revised = warehouse.execute(query).fetchall()
    fed: dict[str, Shown] = {}
    for day in days:
        latest = {source: shown_by(history, day) for source, history in histories.items()}
        if latest != fed:  # a day on which nothing new was shown has the warehouse of the day before
            emptied(warehouse)
            for source, shown in latest.items():
                pairs = [release(source, number, *what) for number, what in sorted(shown.items())]
                if pairs:
                    load_issue(warehouse, Issue(source, DAY), pairs, code_version="1")
            observe.refresh(warehouse, [])
            fed = latest
        assert said[day] == known(warehouse, "observations"), f"as of {day}"
        assert one[day] == known(warehouse, "observations WHERE indicator = '灯塔车间'"), f"as of {day}, one name"
        standing = {row[0]: row[3] for row in revised if row[1] <= day and (row[2] is None or day < row[2])}
        assert standing == {row[0]: row[4] for row in one[day]}, f"vintages standing on {day}"


@histories(few=5)
@given(drawn=st.lists(VISIT, min_size=1, max_size=4))
def test_hearing_twice_is_hearing_once(warehouse: duckdb.DuckDBPyConnection, drawn: list[Any]) -> None:
    history = sorted(drawn, key=lambda visit: visit[0])
    emptied(warehouse)
    loaded(warehouse, "rmrb", told("rmrb", history))
    before = {table: warehouse.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in ALL}
    loaded(warehouse, "rmrb", told("rmrb", [*history, history[-1]]))
    assert {table: warehouse.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in ALL} == before


def test_a_release_keeps_its_key_whatever_comes_or_goes_before_it() -> None:
    def numbered(article: Article, ordinal: int) -> Article:
        return replace(article, article_id=f"rmrb-{DAY}-col-{ordinal}", ordinal=ordinal)

    shown = {1: (1, "灯塔车间"), 2: (2, "灯塔车间")}
    first = page("rmrb", shown)
    late = page("rmrb", {3: (3, "灯塔车间")}).articles[0]
    second = replace(first, articles=(numbered(late, 1), *(numbered(a, a.ordinal + 1) for a in first.articles)))
    texts = dict.fromkeys([*first.articles, numbered(late, 3)], Extraction())
    story = Story(Issue("rmrb", DAY), Known(texts))

    async def judge(reading: Reading) -> Verdict:
        return reading.verdict

    async def hear() -> None:
        for n, shown_now in enumerate((first, second, replace(first, articles=first.articles[1:]))):
            at = dt.datetime(2025, 3, 5 + n, 4, tzinfo=dt.UTC)
            await story.take(shown_now, Verdict(IssueStatus.COMPLETE, ""), at, judge)

    asyncio.run(hear())
    reading = story.told()
    assert {article.url[-1]: article.article_id[-1] for article in reading.pages.articles} == {
        "1": "1",
        "2": "2",
        "3": "3",
    }
    stands = reading.versions.standing
    assert [stands[f"rmrb-{DAY}-col-{n}"].absent_why for n in (1, 2, 3)] == ["vanished", "", "vanished"]
    assert stands[f"rmrb-{DAY}-col-3"].valid_from == dt.date(2025, 3, 6), "it came late"


def test_an_article_that_was_read_in_part_is_no_version_of_itself() -> None:
    """A page that fails may hold an article's rest: its text grows with the next visit, and nobody has changed it."""
    part, whole = page("rmrb", {1: (1, "灯塔车间")}), page("rmrb", {1: (2, "灯塔车间")})
    story = Story(Issue("rmrb", DAY), Known(dict.fromkeys([*part.articles, *whole.articles], Extraction())))

    async def judge(reading: Reading) -> Verdict:
        return reading.verdict

    async def hear() -> None:
        for n, (pages, status) in enumerate(
            ((part, IssueStatus.PARTIAL), (whole, IssueStatus.COMPLETE), (part, IssueStatus.COMPLETE))
        ):
            at = dt.datetime(2025, 3, 5 + n, 4, tzinfo=dt.UTC)
            await story.take(pages, Verdict(status, ""), at, judge)

    asyncio.run(hear())
    told_of = story.told().versions.superseded
    assert [(past.article.text, past.version) for past in told_of] == [(whole.articles[0].text, 1)]
