"""Public holidays explain why a day has no issue, and only that: no day is left unasked, none is settled on a guess."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from flows.issues.judge import verdict
from flows.issues.plan import plan, window
from flows.issues.verdict import Verdict
from flows.sources.protocol import IssueReading, Outcome
from flows.sources.registry import SOURCES, source
from flows.sources.rest_days import festival, is_make_up_workday
from warehouse.model import IssueStatus

ZONE = ZoneInfo("Asia/Shanghai")
UNKNOWN = 2082  # no order reaches that far: its 1 October is a Thursday


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ruled(source_id: str, on: str, asked_on: str, newest: str = "", held: tuple[str, ...] = ()) -> Verdict:
    """What the ledger says of a day whose page was not found."""
    reading = IssueReading(
        source_id, day(on), "", Outcome.NOT_FOUND, newest_seen=day(newest) if newest else None, note="404"
    )
    now = dt.datetime.combine(day(asked_on), dt.time(12), ZONE)
    return verdict(reading, source(source_id).calendar, now, held=[day(each) for each in held])


FREE = [
    # the orders of the State Council for 2025 and 2026, first and last day of each holiday
    ("2025-01-01", "2025-01-01", "元旦"), ("2025-01-28", "2025-02-04", "春节"), ("2025-04-04", "2025-04-06", "清明节"),
    ("2025-05-01", "2025-05-05", "劳动节"), ("2025-05-31", "2025-06-02", "端午节"),
    ("2025-10-01", "2025-10-08", "国庆节"),
    ("2026-01-01", "2026-01-03", "元旦"), ("2026-02-15", "2026-02-23", "春节"), ("2026-10-01", "2026-10-07", "国庆节"),
]  # fmt: skip
WORKED = (
    "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 "
    "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"
)


@pytest.mark.parametrize(("first", "last", "name"), FREE)
def test_holidays_are_as_the_state_council_ordered_them(first: str, last: str, name: str) -> None:
    run = [day(first) + dt.timedelta(days=at) for at in range((day(last) - day(first)).days + 1)]
    found = [festival(each) for each in run]
    assert all(each and each.last == day(last) and each.certain for each in found)
    assert name in {each.name for each in found if each}
    assert festival(day(first) - dt.timedelta(days=1)) is None
    assert festival(day(last) + dt.timedelta(days=1)) is None


def test_make_up_workdays_are_as_ordered() -> None:
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=at) for at in range(730)]
    assert " ".join(str(each) for each in days if is_make_up_workday(each)) == WORKED


RULED = [
    # source, day, asked on, newest shown, held, status, settled; fzrb: daily?, jjckb: Mon to Fri?, rmrb: established
    ("fzrb", "2026-02-18", "2026-02-25", "2026-02-24", (), IssueStatus.NO_ISSUE, True),
    ("fzrb", "2026-02-18", "2026-02-20", "2026-02-15", (), IssueStatus.NO_ISSUE, False),
    ("fzrb", "2026-02-24", "2026-02-26", "2026-02-25", (), IssueStatus.FAILED, True),
    ("fzrb", "2025-10-06", "2025-10-10", "", ("2025-10-09",), IssueStatus.NO_ISSUE, False),
    ("fzrb", "2025-10-01", "2025-10-10", "", (), IssueStatus.NOT_YET, False),  # nobody was back before the ninth
    ("fzrb", "2025-10-01", "2025-10-12", "", (), IssueStatus.FAILED, True),
    (
        "fzrb",
        "2025-10-06",
        "2025-10-10",
        "2025-10-09",
        ("2025-10-02",),
        IssueStatus.NO_ISSUE,
        True,
    ),  # it prints on the first days of a holiday, and rests then
    (
        "fzrb",
        "2025-10-05",
        "2025-10-10",
        "2025-10-09",
        ("2025-09-21",),
        IssueStatus.NO_ISSUE,
        True,
    ),  # Sunday, a holiday's
    ("rmrb", "2026-02-18", "2026-02-25", "2026-02-24", (), IssueStatus.FAILED, True),
    # 28 September 2025 and 11 October 2025 were workdays of weekends
    ("fzrb", "2025-09-28", "2025-09-30", "2025-09-30", (), IssueStatus.NO_ISSUE, False),
    ("fzrb", "2025-10-19", "2025-10-21", "2025-10-21", ("2025-09-28",), IssueStatus.NO_ISSUE, True),
    ("fzrb", "2025-10-19", "2025-10-21", "2025-10-21", ("2025-10-12",), IssueStatus.FAILED, True),
    ("jjckb", "2025-10-11", "2025-10-14", "2025-10-13", ("2025-09-30",), IssueStatus.NO_ISSUE, False),
]


@pytest.mark.parametrize(("source_id", "on", "asked_on", "newest", "held", "status", "settled"), RULED)
def test_a_holiday_explains_an_absence(
    source_id: str, on: str, asked_on: str, newest: str, held: tuple[str, ...], status: IssueStatus, settled: bool
) -> None:
    found = ruled(source_id, on, asked_on, newest, held)
    assert (found.status, found.settled) == (status, settled), found.reason


def test_the_reason_names_the_holiday() -> None:
    assert "a public holiday (国庆节)" in ruled("fzrb", "2025-10-02", "2025-10-10", "2025-10-09").reason
    assert "which was made a workday" in ruled("fzrb", "2025-09-28", "2025-09-30", "2025-09-30").reason


def test_a_year_without_a_known_order_is_asked_again() -> None:
    """By law 1 to 3 October are free; what an order adds is not known, and nothing is settled on it."""
    law, near, later = f"{UNKNOWN}-10-01", f"{UNKNOWN}-10-07", f"{UNKNOWN}-10-12"
    assert ruled("fzrb", law, later, later).settled
    found = ruled("fzrb", near, later, later)
    assert (found.status, found.settled) == (IssueStatus.NO_ISSUE, False)
    assert f"no order for {UNKNOWN} known" in found.reason
    assert ruled("fzrb", near, later).status is IssueStatus.NOT_YET
    printed = ruled("fzrb", near, later, later, held=(f"{UNKNOWN}-09-30",))
    assert printed.status is IssueStatus.NO_ISSUE, "an issue near a holiday proves nothing"
    assert ruled("fzrb", near, later, later, held=(f"{UNKNOWN}-10-02",)).status is not IssueStatus.NO_ISSUE
    assert festival(dt.date(UNKNOWN, 7, 14)) is None


def test_a_holiday_stops_nobody_from_asking() -> None:
    for each in SOURCES.values():
        on = dt.date(2025, 10, 2)
        if each.calendar.expects(on) is not False:
            assert plan(each, [on], []).days == (on,)


def test_the_look_back_passes_over_a_holiday() -> None:
    """The days of the Spring Festival are asked for again when the paper is back; days that are settled are not."""
    back = window(source("fzrb"), day("2026-02-24"), 3)
    assert back == [day("2026-02-24") - dt.timedelta(days=at) for at in range(13)]
    assert window(source("fzrb"), day("2026-02-24"), 0) == [day("2026-02-24")]
    assert len(window(source("rmrb"), day("2026-02-24"), 3)) == 4, "an established daily has no holidays"
    assert len(window(source("gov"), day("2026-02-24"), 3)) == 4
    assert len(window(source("fzrb"), day("2026-03-19"), 3)) == 4
