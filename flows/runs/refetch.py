"""Issues that are held, asked for again with conditions: what the publisher changed becomes a version of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import duckdb

from flows.errors import InputError
from flows.fetch.throttle import utc_now
from flows.issues.dates import today_in_china
from flows.issues.order import Direction
from flows.issues.plan import SourcePlan, known_source, require_past, stretch
from flows.issues.policies import checked_origin
from flows.runs.issues import Conditions, RunSteps, run_issues
from flows.runs.options import RefetchOptions
from flows.runs.part import ledger_rows
from flows.runs.report import RunReport
from flows.sources.declaration import Source
from warehouse.connect import transaction
from warehouse.load import releases


def checked_refetch(options: RefetchOptions, now: dt.datetime | None = None) -> None:
    """Raises InputError for what cannot be asked for again: an unknown source, no days, days reversed or to come."""
    source = known_source(options.source)
    if options.first is not None and options.last is not None:
        stretch(source, options.first, options.last, Direction.OLDEST)
        require_past(options.last, today_in_china(now or utc_now()), "--to")
    elif not options.accept or options.first is not None or options.last is not None:
        raise InputError("expected --from and --to, or --accept, found neither: name the days, or a held release")
    if options.origin is not None:
        checked_origin(options.origin)


async def refetch_all(
    home: Path, options: RefetchOptions, conditions: Conditions | None = None, steps: RunSteps | None = None
) -> RunReport:
    """Ask again, with conditions, for every issue of a stretch of days that the ledger knows from the source itself.

    Twice is once: what has not changed sends no body and changes no row. Releases that are accepted are done without
    from now on, and their days asked for again. Raises InputError where none is held.
    """
    asked = conditions or Conditions(in_flight=2)
    conditions = replace(asked, origin=options.origin, workers=options.workers, despite_pause=options.despite_pause)
    checked_refetch(options, conditions.clock())
    source = known_source(options.source)

    def plans(connection: duckdb.DuckDBPyConnection) -> list[SourcePlan]:
        days = _accepted(connection, source, options)
        if options.first is not None and options.last is not None:
            days |= set(stretch(source, options.first, options.last, Direction.OLDEST))
        known = ledger_rows(connection, source, sorted(days))
        held = tuple(row for row in known if row.layout and row.published_on in days)
        if not held:
            raise InputError(
                f"expected fetched issues of {source.source_id} from {options.first} to {options.last}, found none: "
                "`gongbao backfill` fetches them"
            )
        return [SourcePlan(source, tuple(row.published_on for row in held), held=held)]

    return await run_issues(home, "refetch", plans, conditions, steps)


def _accepted(connection: duckdb.DuckDBPyConnection, source: Source, options: RefetchOptions) -> set[dt.date]:
    """The days of the releases that are done without from now on. Raises InputError for one that is not held."""
    with transaction(connection):
        found = releases.accept(connection, source.source_id, options.accept)
        for url in options.accept:
            if url not in found:
                raise InputError(
                    f"expected a held release of {source.source_id} for --accept, found none at {url!r}: "
                    "`gongbao sql \"from release where status = 'held'\"` lists them"
                )
    return set(found.values())
