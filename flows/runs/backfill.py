"""Years of a paper by hand, with plain functions: resumable, for the ledger knows what is done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from flows.errors import InputError
from flows.fetch.throttle import utc_now
from flows.issues.order import Direction
from flows.issues.plan import (
    SourcePlan,
    known_source,
    plan,
    require_past,
    stretch,
    today_in_china,
)
from flows.issues.policies import checked_origin
from flows.runs.issues import Conditions, RunReport, Steps, ledger_rows, run_issues


def checked_backfill(
    source_id: str,
    first: dt.date,
    last: dt.date,
    workers: int | None,
    origin: str | None,
    now: dt.datetime | None = None,
) -> None:
    """Raises InputError for what no backfill can do: an unknown source, days reversed, to come, before the paper."""
    source = known_source(source_id)
    stretch(source, first, last, Direction.NEWEST)
    require_past(last, today_in_china(now or utc_now()), "--to")
    if workers is not None and not 1 <= workers <= 256:
        raise InputError(f"expected 1 to 256 for --workers, found {workers}: leave it out for one a core")
    if origin is not None:
        checked_origin(origin)


async def backfill_all(
    home: Path,
    source_id: str,
    first: dt.date,
    last: dt.date,
    *,
    direction: Direction = Direction.NEWEST,
    conditions: Conditions | None = None,
    steps: Steps | None = None,
) -> RunReport:
    """Fetch and load every issue from `first` to `last` that the ledger does not settle.

    May be killed at any moment: started again, it goes on with the issues that are not done. Raises InputError before
    anything is done.
    """
    conditions = conditions or Conditions(in_flight=2)
    checked_backfill(source_id, first, last, conditions.workers, conditions.origin, conditions.clock())
    source = known_source(source_id)
    days = stretch(source, first, last, direction)

    def plans(connection: duckdb.DuckDBPyConnection) -> list[SourcePlan]:
        return [plan(source, days, ledger_rows(connection, source, days))]

    return await run_issues(home, "backfill", plans, conditions, steps)
