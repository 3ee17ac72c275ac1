"""A day without an issue, a day still to come, a day whose page is another day's, a server that is down: told apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from flows.issues.judge import verdict
from flows.sources.calendars import issue_days
from flows.sources.errors import LayoutMismatch, NotPublished, TruncatedPage, UnknownSource
from flows.sources.protocol import IssueReading, Outcome, Response, drive
from flows.sources.registry import source
from tests.sources.fake_sites.client import PlainClient, patient
from tests.sources.fake_sites.copy import Chronicle
from tests.sources.fake_sites.expect import expected, found
from tests.sources.fake_sites.faults import Fault, FaultRule, Faults
from tests.sources.fake_sites.sites import UNTIL, press
from tests.sources.fake_sites.templates.amucsite import Amucsite
from warehouse.model import IssueStatus

ZONE = ZoneInfo("Asia/Shanghai")
NEWEST = dt.date(2025, 3, 20)
WEDNESDAY, SUNDAY = dt.date(2025, 3, 5), dt.date(2025, 3, 9)


def read(
    source_id: str, day: dt.date, chronicle: Chronicle, faults: Faults | None = None, tries: int = 1
) -> IssueReading:
    with press(source_id, faults=faults, make=lambda _: chronicle) as running:
        return patient(source(source_id).reader(day), PlainClient(running.origin(source_id)), tries)


def at(day: dt.date, hour: int = 12) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), ZONE)


ABSENCES = [
    # source, asked day, days without an issue, outcome, newest shown, asked on, status
    ("rmrb", WEDNESDAY, {WEDNESDAY}, Outcome.NOT_FOUND, NEWEST, NEWEST, IssueStatus.FAILED),
    ("rmrb", dt.date(2025, 3, 21), set(), Outcome.NOT_FOUND, NEWEST, dt.date(2025, 3, 21), IssueStatus.NOT_YET),
    ("rmrb", dt.date(2025, 3, 25), set(), Outcome.NOT_FOUND, NEWEST, NEWEST, IssueStatus.NOT_YET),
    ("jjckb", WEDNESDAY, {WEDNESDAY}, Outcome.ABSENT, NEWEST, NEWEST, IssueStatus.NO_ISSUE),
    ("jjckb", dt.date(2025, 3, 21), set(), Outcome.NOT_FOUND, NEWEST, dt.date(2025, 3, 21), IssueStatus.NOT_YET),
    ("zgdzb", SUNDAY, {SUNDAY}, Outcome.NOT_FOUND, NEWEST, NEWEST, IssueStatus.NO_ISSUE),
    ("zgdzb", dt.date(2025, 3, 4), {dt.date(2025, 3, 4)}, Outcome.NOT_FOUND, NEWEST, NEWEST, IssueStatus.FAILED),
    ("fzrb", WEDNESDAY, {WEDNESDAY}, Outcome.NOT_FOUND, NEWEST, NEWEST, IssueStatus.FAILED),
    ("grrb", WEDNESDAY, {WEDNESDAY}, Outcome.NOT_FOUND, None, NEWEST, IssueStatus.FAILED),
    ("rmydb", WEDNESDAY, {WEDNESDAY}, Outcome.NOT_FOUND, None, NEWEST, IssueStatus.FAILED),
]


@pytest.mark.parametrize(("source_id", "day", "absent", "outcome", "newest", "asked_on", "status"), ABSENCES)
def test_absence_and_what_it_proves(
    source_id: str,
    day: dt.date,
    absent: set[dt.date],
    outcome: Outcome,
    newest: dt.date | None,
    asked_on: dt.date,
    status: IssueStatus,
) -> None:
    reading = read(source_id, day, Chronicle(source_id, last=NEWEST, absent=frozenset(absent)))
    assert (reading.outcome, reading.newest_seen, reading.articles) == (outcome, newest, ())
    assert verdict(reading, source(source_id).calendar, at(asked_on)).status is status


RESTS = [
    # source, asked day, days without an issue, days held complete, asked on, status: what the ledger adds to a 404
    ("grrb", SUNDAY, 0, (), SUNDAY, IssueStatus.NOT_YET),
    ("grrb", SUNDAY, 0, (), SUNDAY + dt.timedelta(days=1), IssueStatus.NOT_YET),
    ("grrb", SUNDAY, 0, (SUNDAY + dt.timedelta(days=1),), SUNDAY + dt.timedelta(days=1), IssueStatus.NO_ISSUE),
    ("grrb", SUNDAY, 0, (), NEWEST, IssueStatus.FAILED),
    ("grrb", SUNDAY, 0, (SUNDAY - dt.timedelta(days=7), NEWEST), NEWEST, IssueStatus.FAILED),
    ("fzrb", SUNDAY, 0, (), NEWEST, IssueStatus.NO_ISSUE),
    ("fzrb", SUNDAY, 0, (SUNDAY - dt.timedelta(days=7),), NEWEST, IssueStatus.FAILED),
    ("fzrb", WEDNESDAY, 0, tuple(NEWEST + dt.timedelta(days=7 * at) for at in range(8)), NEWEST, IssueStatus.NO_ISSUE),
    ("fzrb", WEDNESDAY, 0, tuple(NEWEST + dt.timedelta(days=7 * at) for at in range(7)), NEWEST, IssueStatus.FAILED),
    ("rmrb", SUNDAY, 0, (NEWEST,), NEWEST, IssueStatus.FAILED),
    # a paper of Tuesday and Friday whose newest issue is still that of Friday, on the Monday after
    ("zgdzb", dt.date(2025, 3, 8), 3, (), dt.date(2025, 3, 10), IssueStatus.NO_ISSUE),
    # a paper that printed on the first day of the national holiday, and rests from the second; then one that went on
    ("grrb", dt.date(2025, 10, 2), 7, (dt.date(2025, 10, 1),), dt.date(2025, 10, 4), IssueStatus.NOT_YET),
    ("zgdzb", dt.date(2025, 10, 2), 7, (dt.date(2025, 10, 1),), dt.date(2025, 10, 4), IssueStatus.NO_ISSUE),
    (
        "rmrbhwb",
        dt.date(2025, 10, 2),
        7,
        (dt.date(2025, 5, 2), dt.date(2025, 10, 1)),
        dt.date(2025, 10, 4),
        IssueStatus.FAILED,
    ),
    ("gxdb", dt.date(2025, 3, 6), 7, (), dt.date(2025, 3, 8), IssueStatus.NO_ISSUE),
]


@pytest.mark.parametrize(("source_id", "day", "away", "held", "asked_on", "status"), RESTS)
def test_a_day_of_rest_is_no_trouble(
    source_id: str, day: dt.date, away: int, held: tuple[dt.date, ...], asked_on: dt.date, status: IssueStatus
) -> None:
    """`away`: so many days from the day on, and the press has printed nothing after them."""
    absent = frozenset(day + dt.timedelta(days=at) for at in range(max(1, away)))
    last = day - dt.timedelta(days=1) if away else NEWEST
    reading = read(source_id, day, Chronicle(source_id, last=last, absent=absent))
    assert verdict(reading, source(source_id).calendar, at(asked_on), held=held).status is status


def test_a_day_of_rest_is_settled_by_a_newer_issue_of_the_site_alone() -> None:
    def settled(source_id: str, day: dt.date, last: dt.date, held: tuple[dt.date, ...] = ()) -> bool:
        reading = read(source_id, day, Chronicle(source_id, last=last, absent=frozenset({day})))
        ruled = verdict(reading, source(source_id).calendar, at(day + dt.timedelta(days=2)), held=held)
        assert ruled.status is IssueStatus.NO_ISSUE
        return ruled.settled

    saturday = dt.date(2025, 3, 8)
    assert settled("fzrb", SUNDAY, NEWEST)
    assert not settled("zgdzb", saturday, saturday - dt.timedelta(days=1)), "the site may only be late"
    assert not settled("grrb", SUNDAY, SUNDAY, held=(SUNDAY + dt.timedelta(days=1),)), "what we hold is a weaker proof"


def test_the_service_says_which_days_have_an_issue() -> None:
    day = dt.date(2025, 9, 10)
    chronicle = Chronicle("kjrb", absent=frozenset((day,)))
    reading = read("kjrb", day, chronicle)
    assert (reading.outcome, reading.newest_seen) == (Outcome.ABSENT, dt.date(2025, 9, 30))
    assert verdict(reading, source("kjrb").calendar, at(day)).status is IssueStatus.NO_ISSUE


def test_a_calendar_that_names_the_day_denies_the_404() -> None:
    faults = Faults(rules=(FaultRule(r"node_\d+\.htm", Fault.SOFT_MISSING),))
    reading = read("jjckb", WEDNESDAY, Chronicle("jjckb", last=NEWEST), faults)
    assert reading.outcome is Outcome.NOT_FOUND
    assert "names an issue" in reading.note
    assert verdict(reading, source("jjckb").calendar, at(NEWEST)).status is IssueStatus.FAILED


def test_another_days_page_under_every_address_is_no_issue_of_the_day() -> None:
    faults = Faults(rules=(FaultRule(r"/layout/202503/05/", Fault.WRONG_DATE),))
    reading = read("rmrb", WEDNESDAY, Chronicle("rmrb", last=NEWEST), faults, tries=2)
    assert reading.outcome is Outcome.OTHER_DATE
    assert reading.articles == ()
    assert verdict(reading, source("rmrb").calendar, at(WEDNESDAY)).status is IssueStatus.NOT_YET


def test_a_server_that_is_down_says_nothing_of_the_issue() -> None:
    reading = read("rmrb", WEDNESDAY, Chronicle("rmrb"), Faults(rules=(FaultRule(".", Fault.SERVER_ERROR),)))
    assert reading.outcome is Outcome.UNREADABLE
    assert verdict(reading, source("rmrb").calendar, at(NEWEST)).status is IssueStatus.FAILED


def test_releases_none_that_day_and_lists_too_short() -> None:
    day = UNTIL - dt.timedelta(days=2)
    none = read("gov", day, Chronicle("gov", pages=2, absent=frozenset((day,))))
    assert (none.outcome, none.failures) == (Outcome.ABSENT, ())
    far = read("gov", UNTIL - dt.timedelta(days=60), Chronicle("gov", pages=2))
    assert far.outcome is Outcome.OUT_OF_REACH
    assert verdict(far, source("gov").calendar, at(UNTIL)).status is IssueStatus.FAILED


def test_a_static_list_is_followed_over_its_pages() -> None:
    day = UNTIL - dt.timedelta(days=12)
    reading = read("nbs", day, Chronicle("nbs", pages=2, plain=True))
    assert (reading.outcome, len(reading.articles), reading.failures) == (Outcome.READ, 8, ())


def test_a_feed_stands_in_for_a_list_that_fails() -> None:
    faults = Faults(rules=(FaultRule(r"/sj/\w+/ ", Fault.SERVER_ERROR),))
    reading = read("nbs", UNTIL - dt.timedelta(days=1), Chronicle("nbs", pages=2, plain=True), faults)
    assert (reading.outcome, len(reading.articles), reading.failures) == (Outcome.READ, 8, ())


def test_a_day_before_every_layout_and_an_unknown_source() -> None:
    with pytest.raises(NotPublished, match="jjrb, found 1999-01-01, known from 2008-01-01"):
        source("jjrb").reader(dt.date(1999, 1, 1))
    with pytest.raises(UnknownSource, match=r"found 'xyz'.*choose one of .*rmrb"):
        source("xyz")


def test_a_service_that_answers_with_another_day() -> None:
    def older(path: str, body: bytes) -> bytes:
        return body.replace(b"2025-09-10 00:00:00", b"2025-09-09 00:00:00")

    day = dt.date(2025, 9, 10)
    with press("kjrb") as running:
        running.sites["kjrb"].redesign = older
        reading = patient(source("kjrb").reader(day), PlainClient(running.origin("kjrb")))
    assert (reading.outcome, reading.articles) == (Outcome.OTHER_DATE, ())
    assert verdict(reading, source("kjrb").calendar, at(day)).status is IssueStatus.NOT_YET


def test_no_web_edition_that_early() -> None:
    for source_id in ("rmrb", "fzrb", "nbs"):
        with pytest.raises(NotPublished, match="known from 20"):
            source(source_id).reader(dt.date(1949, 10, 1))


def test_the_morning_of_the_day_is_not_the_last_word() -> None:
    reading = read("rmrb", WEDNESDAY, Chronicle("rmrb"))
    calendar = source("rmrb").calendar
    assert verdict(reading, calendar, at(WEDNESDAY, 6)).settled is False
    assert verdict(reading, calendar, at(WEDNESDAY, 9)).settled is True
    assert verdict(reading, calendar, at(WEDNESDAY, 9)).status is IssueStatus.COMPLETE
    lost = replace(reading, articles=())
    assert verdict(lost, calendar, at(NEWEST)).status is IssueStatus.DRIFTED


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("<periodlist><period><period_date>2025-03-05</period_date></period></periodlist>", 1),
        ("<navi><calendar><date>2025-03-05</date></calendar><calendar><date>20250306</date></calendar></navi>", 2),
        ("<PeriodList><period><period_date><![CDATA[2025-03-05]]></period_date></period></PeriodList>", 1),
    ],
)
def test_calendar_files(text: str, days: int) -> None:
    found = issue_days(text, "here")
    assert dt.date(2025, 3, 5) in found
    assert len(found) == days


def test_calendar_files_that_are_none() -> None:
    with pytest.raises(TruncatedPage):
        issue_days("<periodlist><period><period_date>2025-03-05</period_date>", "here")
    with pytest.raises(LayoutMismatch):
        issue_days("<html><body>2025-03-05</body></html>", "here")


def test_drive_gives_up_what_cannot_be_fetched() -> None:
    def unreachable(request: object) -> Response:
        raise ConnectionError("expected a network, found none")

    reading = drive(source("rmrb").reader(WEDNESDAY), unreachable)
    assert (reading.outcome, reading.note) == (Outcome.UNREADABLE, "expected a network, found none")


def test_an_issue_under_another_first_name_is_found_by_the_newest_page() -> None:
    chronicle = Chronicle("rmrb", last=NEWEST)
    with press("rmrb", make=lambda _: chronicle) as running:
        running.sites["rmrb"].skins = ((dt.date(2024, 12, 1), Amucsite("/rmrb/pc", first="node_001")),)
        client = PlainClient(running.origin("rmrb"))
        newest, older = (drive(source("rmrb").reader(day), client) for day in (NEWEST, WEDNESDAY))
        issue = chronicle.issue(NEWEST)
    assert issue is not None
    assert (newest.outcome, newest.failures) == (Outcome.READ, ())
    assert found(newest.articles) == expected(issue)
    assert older.outcome is Outcome.NOT_FOUND


def test_a_service_that_is_gone_leads_to_the_old_pages() -> None:
    day = dt.date(2025, 5, 14)
    with press("kjrb") as running:
        running.sites["kjrb"].skins = running.sites["kjrb"].skins[:1]
        reading = drive(source("kjrb").reader(day), PlainClient(running.origin("kjrb")))
    assert (reading.layout, reading.outcome, reading.failures) == ("kjrb B", Outcome.READ, ())


def test_a_build_service_that_is_gone_is_no_empty_day() -> None:
    faults = Faults(rules=(FaultRule(r"/api-gateway/", Fault.SOFT_MISSING),))
    reading = read("miit", UNTIL, Chronicle("miit"), faults)
    assert reading.outcome is Outcome.UNREADABLE
    assert verdict(reading, source("miit").calendar, at(UNTIL), source("miit").kind).status in (
        IssueStatus.FAILED,
        IssueStatus.DRIFTED,
    )


def test_a_build_service_is_followed_over_its_pages() -> None:
    day = UNTIL - dt.timedelta(days=10)
    reading = read("miit", day, Chronicle("miit", plain=True))
    assert (reading.outcome, len(reading.articles), reading.failures) == (Outcome.READ, 16, ())


def test_a_build_service_that_gives_one_page_for_ever_ends() -> None:
    def deaf(path: str, body: bytes) -> bytes:
        return first.setdefault(path, body) if "unit" in path else body

    first: dict[str, bytes] = {}
    with press("miit", make=lambda _: Chronicle("miit", plain=True)) as running:
        running.sites["miit"].redesign = deaf
        client = PlainClient(running.origin("miit"))
        reading = drive(source("miit").reader(UNTIL - dt.timedelta(days=10)), client)
    assert reading.outcome is Outcome.OUT_OF_REACH
    assert len(client.asked) == 12, "shell, list and one try for more, of each column"


def test_an_outline_of_another_day() -> None:
    faults = Faults(rules=(FaultRule(r"data\.json", Fault.WRONG_DATE),))
    reading = read("rmydb", WEDNESDAY, Chronicle("rmydb"), faults, tries=2)
    assert (reading.outcome, reading.newest_seen) == (Outcome.OTHER_DATE, WEDNESDAY - dt.timedelta(days=1))
