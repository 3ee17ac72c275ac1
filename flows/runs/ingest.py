"""Today's issues, with plain functions: what the ledger lacks of a day and the days before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import duckdb

from flows.errors import InputError
from flows.fetch.throttle import utc_now
from flows.issues.plan import SourcePlan, chosen_sources, plan, require_existing, require_past, today_in_china, window
from flows.issues.policies import checked_origin
from flows.runs.issues import Conditions, RunReport, Steps, ledger_rows, run_issues

LOOKBACK = 3


def checked_ingest(
    source_ids: Sequence[str], date: dt.date | None, lookback: int, origin: str | None, now: dt.datetime | None = None
) -> None:
    """Raises InputError for what no ingest can do: an unknown source, a day to come, one before the paper."""
    sources = chosen_sources(source_ids)
    if date is not None:
        require_past(date, today_in_china(now or utc_now()), "--date")
        if source_ids:
            for source in sources:
                require_existing(source, date)
    if not 0 <= lookback <= 31:
        raise InputError(f"expected 0 to 31 days for --lookback, found {lookback}: use `gongbao backfill` for more")
    if origin is not None:
        checked_origin(origin)
        if len(source_ids) != 1:
            raise InputError(f"expected one --source beside --origin, found {len(source_ids)}: an origin is one site")


async def ingest_all(
    home: Path,
    source_ids: Sequence[str] = (),
    *,
    date: dt.date | None = None,
    lookback: int = LOOKBACK,
    conditions: Conditions | None = None,
    steps: Steps | None = None,
) -> RunReport:
    """Fetch and load the issues of `date` (today in China where None) and of the `lookback` days before it.

    Only those that the ledger lacks or does not settle. Raises InputError before anything is done.
    """
    conditions = conditions or Conditions()
    checked_ingest(source_ids, date, lookback, conditions.origin, conditions.clock())
    day = date or today_in_china(conditions.clock())

    def plans(connection: duckdb.DuckDBPyConnection) -> list[SourcePlan]:
        found = []
        for source in chosen_sources(source_ids):
            days = window(source, day, lookback)
            found.append(plan(source, days, ledger_rows(connection, source, days)))
        return found

    return await run_issues(home, "ingest", plans, conditions, steps)
