"""Years of a paper by hand, with plain functions: resumable, for the ledger knows what is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import duckdb

from flows.errors import InputError
from flows.fetch.throttle import utc_now
from flows.issues.dates import today_in_china
from flows.issues.order import Direction
from flows.issues.plan import (
    SourcePlan,
    known_source,
    plan,
    require_past,
    stretch,
)
from flows.issues.policies import checked_origin
from flows.runs.issues import Conditions, RunSteps, run_issues
from flows.runs.options import BackfillOptions
from flows.runs.part import ledger_rows
from flows.runs.report import RunReport


def checked_backfill(options: BackfillOptions, now: dt.datetime | None = None) -> None:
    """Raises InputError for what no backfill can do: an unknown source, days reversed, to come, before the paper."""
    source = known_source(options.source)
    stretch(source, options.first, options.last, Direction.NEWEST)
    require_past(options.last, today_in_china(now or utc_now()), "--to")
    if options.workers is not None and not 1 <= options.workers <= 256:
        raise InputError(f"expected 1 to 256 for --workers, found {options.workers}: leave it out for one a core")
    if options.origin is not None:
        checked_origin(options.origin)


async def backfill_all(
    home: Path, options: BackfillOptions, conditions: Conditions | None = None, steps: RunSteps | None = None
) -> RunReport:
    """Fetch and load every issue of a stretch of days that the ledger does not settle.

    May be killed at any moment: started again, it goes on with the issues that are not done. Raises InputError before
    anything is done.
    """
    asked = conditions or Conditions(in_flight=2)
    conditions = replace(asked, origin=options.origin, workers=options.workers, despite_pause=options.despite_pause)
    checked_backfill(options, conditions.clock())
    source = known_source(options.source)
    days = stretch(source, options.first, options.last, options.direction)

    def plans(connection: duckdb.DuckDBPyConnection) -> list[SourcePlan]:
        return [plan(source, days, ledger_rows(connection, source, days))]

    return await run_issues(home, "backfill", plans, conditions, steps)
