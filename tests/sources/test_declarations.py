"""Every declaration is whole, small, and printed by the press."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.sources import report
from flows.sources.declaration import Source, SourceKind
from flows.sources.protocol import drive
from flows.sources.registry import SOURCES, source
from tests.sources.fake_sites.client import PlainClient
from tests.sources.fake_sites.sites import SKINS, press

ROOM = Path(__file__).resolve().parents[2] / "flows" / "sources"
ASKED_FOR = [
    "rmrb",
    "rmrbhwb",
    "gmrb",
    "jjrb",
    "jjckb",
    "fzrb",
    "gxdb",
    "zgdzb",
    "kjrb",
    "mrdx",
    "grrb",
    "miit",
    "nbs",
    "gov",
    "cnipa",
]


def test_every_paper_asked_for_is_declared_and_printed() -> None:
    assert set(ASKED_FOR) <= set(SOURCES)
    assert set(SKINS) == set(SOURCES)


@pytest.mark.parametrize("one", SOURCES.values(), ids=SOURCES)
def test_declaration_is_whole(one: Source) -> None:
    assert re.fullmatch(r"[a-z]+", one.source_id)
    assert all((one.name_zh, one.name_en, one.publisher, one.hosts, one.layouts))
    assert one.calendar.weekdays <= set(range(7))
    assert one.calendar.weekdays
    assert one.calendar.established or one.calendar.note, "what is not established says so"
    for layout in one.layouts:
        assert re.fullmatch(r"20\d\d-[01]\d", layout.evidence.newest)
        assert layout.covers(layout.valid_from or layout.valid_until or dt.date(2026, 1, 1))
        address = urlsplit(layout.example)
        assert (address.scheme, address.hostname in one.hosts) == (layout.scheme, True)


@pytest.mark.parametrize("one", SOURCES.values(), ids=SOURCES)
def test_layouts_leave_no_day_out(one: Source) -> None:
    first = min((layout.valid_from or dt.date(2012, 1, 1) for layout in one.layouts), default=dt.date(2012, 1, 1))
    day = max(first, dt.date(2012, 1, 1))
    while day < dt.date(2026, 12, 1):
        assert one.layouts_on(day), day
        day += dt.timedelta(days=1)


@pytest.mark.parametrize("one", SOURCES.values(), ids=SOURCES)
def test_first_requests_go_to_the_sources_own_hosts(one: Source) -> None:
    for layout in one.layouts:
        day = layout.valid_from or layout.valid_until or dt.date(2026, 1, 5)
        requests = one.reader(day).start()
        assert requests
        assert all(urlsplit(request.url).hostname in one.hosts and "%" not in request.url for request in requests)


@pytest.mark.parametrize("path", sorted((ROOM / "papers").glob("*.py")), ids=lambda path: path.stem)
def test_declaration_is_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 75


def test_rows_for_the_list_of_sources() -> None:
    rows = report.source_rows(SOURCES.values())
    assert len(rows) == sum(len(one.layouts) for one in SOURCES.values())
    new = next(row for row in rows if row.source_id == "rmrb" and row.family == "A1")
    assert (new.days, new.layout_from, new.certainty) == ("daily", "2024-12-01", "high")
    assert {row.days for row in rows if row.source_id == "zgdzb"} == {"Tue, Fri?"}
    assert {one.source_id for one in SOURCES.values() if one.kind is SourceKind.RELEASES} == {
        "miit",
        "nbs",
        "gov",
        "cnipa",
    }


def test_check_shows_what_each_field_found() -> None:
    with press("rmrb", pages=2) as running:
        reading = drive(source("rmrb").reader(dt.date(2025, 3, 4)), PlainClient(running.origin("rmrb")))
    rows = {(row.ask, row.field): row for row in report.field_rows(reading)}
    assert rows["first", "page_links"].selectors == ".swiper-container .swiper-slide a (1)"
    assert rows["page", "article_links"].found == 1
    title = rows["article", "title"]
    assert (title.pages, title.found) == (len(reading.articles) + 1, title.pages), "one part was joined"
    assert rows["article", "body"].sample
    assert pickle.loads(pickle.dumps(reading)) == reading
