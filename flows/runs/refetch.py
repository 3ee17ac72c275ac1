"""Issues that are held, asked for again with conditions: what the publisher changed becomes a version of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import duckdb

from flows.errors import InputError
from flows.fetch.throttle import utc_now
from flows.issues.order import Direction
from flows.issues.plan import SourcePlan, known_source, require_past, stretch, today_in_china
from flows.issues.policies import checked_origin
from flows.runs.issues import Conditions, RunReport, Steps, run_issues
from flows.runs.options import RefetchOptions
from flows.runs.part import ledger_rows


def checked_refetch(options: RefetchOptions, now: dt.datetime | None = None) -> None:
    """Raises InputError for what cannot be asked for again: an unknown source, days reversed or to come."""
    source = known_source(options.source)
    stretch(source, options.first, options.last, Direction.OLDEST)
    require_past(options.last, today_in_china(now or utc_now()), "--to")
    if options.origin is not None:
        checked_origin(options.origin)


async def refetch_all(
    home: Path, options: RefetchOptions, conditions: Conditions | None = None, steps: Steps | None = None
) -> RunReport:
    """Ask again, with conditions, for every issue of a stretch of days that the ledger knows from the source itself.

    Twice is once: what has not changed sends no body and changes no row. Raises InputError where none is held.
    """
    conditions = replace(conditions or Conditions(in_flight=2), origin=options.origin, workers=options.workers)
    checked_refetch(options, conditions.clock())
    source = known_source(options.source)
    days = stretch(source, options.first, options.last, Direction.OLDEST)

    def plans(connection: duckdb.DuckDBPyConnection) -> list[SourcePlan]:
        held = [row for row in ledger_rows(connection, source, days) if row.layout]
        if not held:
            raise InputError(
                f"expected fetched issues of {source.source_id} from {options.first} to {options.last}, found none: "
                "`gongbao backfill` fetches them"
            )
        return [SourcePlan(source, tuple(row.published_on for row in held), held=tuple(held))]

    return await run_issues(home, "refetch", plans, conditions, steps)
