"""The table of a day, against the fake sites: every declaration reads its own; what does not is told in its row."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from dataclasses import replace

from tests.live.day import HEAD, looked_at, table
from tests.runs.issue_runs import DAY, conditions
from tests.sources.fake_sites.copy import Chronicle
from tests.sources.fake_sites.faults import Fault, Faults
from tests.sources.fake_sites.sites import SKINS, UNTIL, chronicle, press
from tests.sources.test_round_trip import RELEASES

CHOSEN = sorted(SKINS)


def test_every_source_has_a_row() -> None:
    columns = {source_id: len(told) for source_id, told in RELEASES}  # a list has as many pages as columns

    def sized(source_id: str) -> Chronicle:
        return chronicle(source_id, pages=columns.get(source_id, 2), per_page=2)

    with press(make=sized) as running:
        origins = {each: running.origin(each) for each in CHOSEN}
        after = dt.datetime(UNTIL.year, UNTIL.month, UNTIL.day, 4, tzinfo=dt.UTC) + dt.timedelta(days=1)
        papers = [each for each in CHOSEN if each not in columns]
        rows = asyncio.run(looked_at(papers, DAY, conditions(), origins))
        # lists go back some days only: they are asked for their newest, as tomorrow's `make live` would
        rows += asyncio.run(looked_at(sorted(columns), None, conditions(clock=lambda: after), origins))
        rows.sort(key=lambda row: row.cells[0])
    assert [row.cells[0] for row in rows] == CHOSEN
    assert all(len(row.cells) == len(HEAD) for row in rows)
    unread = {row.cells[0]: row.cells[-1] for row in rows if not row.is_read}
    assert unread == {}, unread
    lines = table(rows).splitlines()
    assert len(lines) == 2 + len(CHOSEN) and len({line.count("|") for line in lines}) == 1


def test_a_day_without_an_issue_gives_way_to_one_before() -> None:
    def gapped(source_id: str) -> Chronicle:
        return replace(chronicle(source_id, pages=2), absent=frozenset({DAY}))

    with press("kjrb", make=gapped) as running:
        (row,) = asyncio.run(looked_at(["kjrb"], DAY, conditions(), {"kjrb": running.origin("kjrb")}))
    assert row.is_read and row.cells[1] < str(DAY)


def test_what_does_not_read_is_told() -> None:
    broken = Faults(share=1.0, kinds=(Fault.NONSENSE,), most_in_a_row=999)
    with press("rmrb", pages=2, faults=broken) as running, socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        origins = {"rmrb": running.origin("rmrb"), "gxdb": away}
        rows = asyncio.run(looked_at(["rmrb", "gxdb"], DAY, conditions(), origins))
    assert [row.is_read for row in rows] == [False, False]
    assert all(row.cells[-1].startswith("expected ") for row in rows), rows
