"""Today's issues, with plain functions: what the ledger lacks of a day and the days before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from flows.errors import InputError
from flows.fetch.throttle import utc_now
from flows.issues.again import HEALED_BACK, due_by_policy, gaps
from flows.issues.dates import today_in_china
from flows.issues.plan import SourcePlan, chosen_sources, plan, require_existing, require_past, window
from flows.issues.policies import checked_origin
from flows.runs.issues import Conditions, RunSteps, run_issues
from flows.runs.options import IngestOptions
from flows.runs.part import ledger_rows
from flows.runs.report import RunReport


def checked_ingest(options: IngestOptions, now: dt.datetime | None = None) -> None:
    """Raises InputError for what no ingest can do: an unknown source, a day to come, one before the paper."""
    sources = chosen_sources(options.sources)
    if options.date is not None:
        require_past(options.date, today_in_china(now or utc_now()), "--date")
        if options.sources:
            for source in sources:
                require_existing(source, options.date)
    if not 0 <= options.lookback <= 31:
        found = options.lookback
        raise InputError(f"expected 0 to 31 days for --lookback, found {found}: use `gongbao backfill` for more")
    if options.origin is not None:
        checked_origin(options.origin)
        if len(options.sources) != 1:
            found = len(options.sources)
            raise InputError(f"expected one --source beside --origin, found {found}: an origin is one site")


async def ingest_all(
    home: Path, options: IngestOptions, conditions: Conditions | None = None, steps: RunSteps | None = None
) -> RunReport:
    """Fetch and load the issues of a day (today in China where none is named) and of the days before it.

    Only those that the ledger lacks or does not settle. Where no day is named, also older ones, a portion a run: issues
    of an age at which their source is asked again, and gaps. Raises InputError before anything is done.
    """
    asked = conditions or Conditions()
    conditions = replace(asked, origin=options.origin, despite_pause=options.despite_pause)
    checked_ingest(options, conditions.clock())
    day = options.date or today_in_china(conditions.clock())

    def plans(connection: duckdb.DuckDBPyConnection) -> list[SourcePlan]:
        found = []
        for source in chosen_sources(options.sources):
            days = window(source, day, options.lookback)
            made = plan(source, days, ledger_rows(connection, source, days))
            found.append(made if options.date else _with_older(connection, made, day, days))
        return found

    return await run_issues(home, "ingest", plans, conditions, steps)


def _with_older(
    connection: duckdb.DuckDBPyConnection, made: SourcePlan, today: dt.date, days: Sequence[dt.date]
) -> SourcePlan:
    """The plan with older days behind its own: settled ones whose source is asked again, and gaps to be healed."""
    source, first = made.source, today - dt.timedelta(days=HEALED_BACK)
    rows = ledger_rows(connection, source, [first, today])
    before = min(days, default=today)
    older = [*due_by_policy(source, rows, today), *gaps(source, rows, today, before)]
    more = tuple(day for day in dict.fromkeys(older) if day not in made.days)
    held = tuple(row for row in rows if row.published_on in more)
    again = set(more) & {row.published_on for row in made.settled}
    settled = tuple(row for row in made.settled if row.published_on not in again)
    return replace(made, days=(*made.days, *more), held=(*made.held, *held), settled=settled)
