"""What the press prints in a family's markup is what the source reads, field by field, over a real socket."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.sources.protocol import Outcome, drive
from flows.sources.registry import source
from tests.press.client import PlainClient, patient
from tests.press.expect import dropped, expected, found
from tests.press.house import press

ISSUES = [
    ("rmrb", dt.date(2025, 3, 4), "rmrb A1"),
    ("rmrb", dt.date(2022, 3, 4), "rmrb nbs"),
    ("rmrb", dt.date(2018, 3, 4), "rmrb nbs"),
    ("rmrbhwb", dt.date(2025, 3, 4), "rmrbhwb A1"),
    ("gmrb", dt.date(2026, 3, 4), "gmrb A3"),
    ("gmrb", dt.date(2025, 11, 4), "gmrb nbs"),
    ("gmrb", dt.date(2018, 3, 4), "gmrb nbs"),
    ("jjrb", dt.date(2025, 3, 4), "jjrb A2"),
    ("jjrb", dt.date(2015, 3, 4), "jjrb B"),
    ("jjckb", dt.date(2025, 3, 4), "jjckb B"),
    ("zgdzb", dt.date(2025, 3, 4), "zgdzb A2"),
    ("gxdb", dt.date(2025, 3, 3), "gxdb A2"),
]


@pytest.mark.parametrize(("source_id", "day", "layout"), ISSUES)
@pytest.mark.parametrize("pages", [1, 7])
def test_read_is_what_was_printed(source_id: str, day: dt.date, layout: str, pages: int) -> None:
    with press(source_id, pages=pages) as running:
        reading = drive(source(source_id).reader(day), PlainClient(running.origin(source_id)))
        issue = running.sites[source_id].chronicle.issue(day)
    assert issue is not None
    assert (reading.outcome, reading.layout, reading.failures) == (Outcome.READ, layout, ())
    assert [(page.number, page.name) for page in reading.pages] == [(page.number, page.name) for page in issue.pages]
    assert found(reading.articles) == expected(issue)
    assert sorted((left.page, left.reason.value) for left in reading.left_out) == dropped(issue)


@pytest.mark.parametrize(("source_id", "day", "layout"), ISSUES)
def test_order_of_answers_changes_nothing(source_id: str, day: dt.date, layout: str) -> None:
    with press(source_id, pages=3) as running:
        client = PlainClient(running.origin(source_id, own_port=False))
        first = drive(source(source_id).reader(day), client)
        second = patient(source(source_id).reader(day), client, newest_first=True)
    assert first == second
    assert len(first.articles) == len({article.article_id for article in first.articles}) > 8
    assert len(client.fetched) == 2 * len(set(client.fetched)), "one fetch for each address and reading"
