"""From a reading to the ledger's status. A 404 proves nothing: it counts what else source and calendar say.

The last word has the source's own history: it explains a miss, and tells a redesign by its thin issue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import duckdb

from flows.issues import drift
from flows.issues.reading import LOADED, Reading
from flows.issues.verdict import Verdict
from flows.sources.declaration import TIME_ZONE, PublishingCalendar, Source, SourceKind
from flows.sources.protocol import IssueReading, Outcome
from flows.sources.rest_days import WEEKEND, festival, is_make_up_workday
from warehouse.load import ledger
from warehouse.model import Issue, IssueStatus

PATIENT_DAYS = 3  # so long after it a rest may wait for a newer issue to explain it: a run's look-back
HABIT = 8  # issues held, none of them of a weekday, from which on that weekday is held for free
MISSED = frozenset({Outcome.NOT_FOUND, Outcome.OTHER_DATE})  # what the source's history may explain


def judged(connection: duckdb.DuckDBPyConnection, source: Source, reading: Reading, read_at: dt.datetime) -> Verdict:
    """The verdict, after the source's own history was asked: a miss may be a day of rest, a thin issue drift.

    A partial issue is judged on what was read of it: one page that fails hides no redesign.
    """
    if reading.pages.outcome in MISSED:
        return miss_explained(connection, source, reading.pages, read_at)
    if reading.verdict.status not in LOADED:
        return reading.verdict
    issue = Issue(source.source_id, reading.pages.published_on)
    history = ledger.history(connection, issue)
    stored = ledger.shapes(connection, source.source_id, reading.pages.layout)
    why = drift.drifted(source.kind, reading.counts, reading.pages, history, stored)
    if why and reading.verdict.status is IssueStatus.PARTIAL:
        why = f"{why}; {reading.verdict.reason}"
    return Verdict(IssueStatus.DRIFTED, why, settled=False) if why else reading.verdict


def miss_explained(
    connection: duckdb.DuckDBPyConnection, source: Source, pages: IssueReading, read_at: dt.datetime
) -> Verdict:
    """The verdict on an issue that was not found, in the light of the issues that the ledger holds."""
    history = ledger.history(connection, Issue(source.source_id, pages.published_on))
    return verdict(pages, source.calendar, read_at, source.kind, [other.published_on for other in history])


@dataclass(frozen=True, slots=True)
class Rest:
    """Why a paper is believed to rest on a day, and the last day of that rest. Not `sure`: never the last word."""

    why: str
    last: dt.date
    sure: bool = True


def verdict(
    reading: IssueReading,
    calendar: PublishingCalendar,
    now: dt.datetime,
    kind: SourceKind = SourceKind.PAPER,
    held: Collection[dt.date] = (),
    given_up: Collection[str] = (),
) -> Verdict:
    """What the ledger says of a reading made at `now` (with a time zone). Its own history may still make it drifted.

    `given_up`: addresses of releases that are done without: looked for often enough, or by an operator's word.
    `held`: days whose issues the ledger holds complete; they tell which weekdays are free, and that the paper went on.
    """
    local = now.astimezone(ZoneInfo(TIME_ZONE))
    if reading.outcome is Outcome.READ and kind is SourceKind.RELEASES:
        return _of_releases(reading, local, given_up)
    if reading.outcome is Outcome.READ:
        return _of_read(reading, calendar, local, kind)
    if reading.outcome is Outcome.ABSENT:
        if kind is SourceKind.RELEASES and reading.published_on >= local.date():
            return Verdict(IssueStatus.NOT_YET, f"nothing released so far; {reading.note}", settled=False)
        return Verdict(IssueStatus.NO_ISSUE, reading.note)
    if reading.outcome in (Outcome.NOT_FOUND, Outcome.OTHER_DATE):
        return _of_miss(reading, calendar, local, held)
    if reading.mismatched:
        return Verdict(IssueStatus.DRIFTED, reading.note)
    return Verdict(IssueStatus.FAILED, reading.note)


def _of_read(reading: IssueReading, calendar: PublishingCalendar, local: dt.datetime, kind: SourceKind) -> Verdict:
    growing = kind is SourceKind.RELEASES or local.time() < calendar.ready_at
    settled = not (reading.published_on >= local.date() and growing)
    lost = len(reading.failures)
    if reading.mismatched:
        first = next(failure for failure in reading.failures if failure.kind == "LayoutMismatch")
        return Verdict(IssueStatus.DRIFTED, f"{lost} requests given up, first of unknown shape: {first.message}")
    if lost and not reading.articles:
        reason = f"no article: {lost} requests given up, first: {reading.failures[0].message}"
        return Verdict(IssueStatus.FAILED, reason, settled=False)
    if lost:
        return Verdict(
            IssueStatus.PARTIAL, f"{lost} requests given up, first: {reading.failures[0].message}", settled=False
        )
    if not reading.articles:
        return Verdict(IssueStatus.DRIFTED, f"{len(reading.pages)} pages and no article")
    return Verdict(IssueStatus.COMPLETE, f"{len(reading.pages)} pages, {len(reading.articles)} articles", settled)


def _of_releases(reading: IssueReading, local: dt.datetime, given_up: Collection[str]) -> Verdict:
    """By release, not by day: those read whole are loaded, one that cannot be read is held alone."""
    settled = reading.published_on < local.date()
    held = [failure for failure in reading.failures if failure.request.url not in given_up]
    done_without = len(reading.failures) - len(held)
    more = f"; {done_without} done without" if done_without else ""
    if reading.articles and not held:
        said = f"{len(reading.pages)} pages, {len(reading.articles)} articles{more}"
        return Verdict(IssueStatus.COMPLETE, said, settled)
    if not held:
        failed = next(iter(reading.failures), None)
        first = failed.message if failed else "they hold no text"
        return Verdict(IssueStatus.NO_ISSUE, f"no release with a text: {first}", settled)
    first, unknown = held[0].message, [failure for failure in held if failure.kind == "LayoutMismatch"]
    if reading.articles:
        return Verdict(IssueStatus.PARTIAL, f"{len(held)} releases held{more}, first: {first}", settled=False)
    if unknown:
        return Verdict(IssueStatus.DRIFTED, f"{len(held)} held, first of unknown shape: {unknown[0].message}", False)
    return Verdict(IssueStatus.FAILED, f"no article: {len(held)} requests given up, first: {first}", settled=False)


def _of_miss(
    reading: IssueReading, calendar: PublishingCalendar, local: dt.datetime, held: Collection[dt.date]
) -> Verdict:
    day, newest, age = reading.published_on, reading.newest_seen, (local.date() - reading.published_on).days
    if age < 0:
        return Verdict(IssueStatus.NOT_YET, f"{day} is still to come", settled=False)
    if calendar.expects(day) is False:
        return Verdict(IssueStatus.NO_ISSUE, f"no issue on this weekday ({calendar.named()}); {reading.note}")
    if age == 0 or (newest is not None and newest < day and age <= 1):
        return Verdict(IssueStatus.NOT_YET, reading.note, settled=False)
    rest = _rest(day, calendar, held)
    if rest is None:
        return Verdict(
            IssueStatus.FAILED, f"{reading.note}; this is no proof of no issue: ask again, or see the source"
        )
    if newest is not None and newest != day:
        reason = f"the newest shown is {newest}, {rest.why}; {reading.note}"
        return Verdict(
            IssueStatus.NO_ISSUE, reason, settled=newest > day and rest.sure
        )  # an older one: it may only be late
    if any(other > day for other in held):
        reason = f"newer issues are held, {rest.why}; {reading.note}"
        return Verdict(IssueStatus.NO_ISSUE, reason, settled=False)  # our own history is a weaker proof than the site's
    if (local.date() - rest.last).days <= PATIENT_DAYS:
        return Verdict(IssueStatus.NOT_YET, f"perhaps no issue, {rest.why}; {reading.note}", settled=False)
    return Verdict(IssueStatus.FAILED, f"{reading.note}; nothing newer is known: ask again, or see the source")


def _rest(day: dt.date, calendar: PublishingCalendar, held: Collection[dt.date]) -> Rest | None:
    """Whether the paper is believed to rest on this day: for a public holiday, or by what it was ever seen to do.

    Where no calendar is established, public holidays are free unless an issue of one is held, of a day as late in its
    holiday: a paper may print on the first day and rest from the second. So is a weekend without
    any issue held, and a weekday that none of many issues held is of: one issue of the weekday proves the contrary, but
    for that of a weekend's day which was made a workday.
    """
    if calendar.established:
        return None
    free, weekday = festival(day), day.weekday()
    if free is not None and not any(_is_holiday(other) and _nth(other) >= _nth(day) for other in held):
        if free.certain:
            return Rest(f"a public holiday ({free.name})", free.last)
        return Rest(f"perhaps a public holiday ({free.name}, no order for {day.year} known)", free.last, sure=False)
    works = is_make_up_workday(day)
    if any(other.weekday() == weekday and not is_make_up_workday(other) for other in held):
        return None
    if weekday not in calendar.weekdays or weekday in WEEKEND or len(held) >= HABIT:
        why = "none believed on this weekday" + (", which was made a workday" if works else "")
        return Rest(why, day, sure=not works)
    return None


def _nth(day: dt.date) -> int:
    """Which day of its holiday this is, from 0."""
    first = day
    while _is_holiday(first - dt.timedelta(days=1)):
        first -= dt.timedelta(days=1)
    return (day - first).days


def _is_holiday(day: dt.date) -> bool:
    free = festival(day)
    return free is not None and free.certain
