"""The verbs that bring issues in: ingest, backfill, reextract, publish. Thin, as those of `flows.cli`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli_output import print_lines
from flows.direction import Direction
from flows.errors import TroubleError
from flows.home import writable_home
from flows.progress import told
from flows.reading import parse_date

if TYPE_CHECKING:
    from flows.issue_run import RunReport

Origin = Annotated[
    str | None, typer.Option("--origin", metavar="URL", help="A mirror or test site in the place of the source's.")
]
Plain = Annotated[bool, typer.Option("--plain", help="Without Prefect: nothing but the work.")]
Workers = Annotated[int | None, typer.Option("--workers", metavar="N", help="Processes that extract; one a core.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    for verb in (ingest, backfill):
        app.command()(verb)


def ingest(
    source: Annotated[list[str] | None, typer.Option("--source", metavar="ID", help="A source; all if none.")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="The day; today in China if none.")] = None,
    lookback: Annotated[int, typer.Option("--lookback", metavar="N", help="Days before it to look after too.")] = 3,
    origin: Origin = None,
    plain: Plain = False,
) -> None:
    """Fetch, archive, read and load the issues of a day and of the days before it, and publish.

    Only what the ledger lacks or does not hold complete. The exit code is 1 where an issue is not as it should be.

    Example: gongbao ingest --source rmrb --date 2025-03-04
    """
    from flows.ingest_run import checked_ingest, ingest_all
    from flows.issue_run import Conditions

    day = parse_date(date, "--date") if date else None
    checked_ingest(source or (), day, lookback, origin)
    home = writable_home()
    if plain:
        run = ingest_all(home, source or (), date=day, lookback=lookback, conditions=Conditions(origin=origin))
        _show(_plain(run))
        return
    _greet()
    from flows.ingest import ingest as prefect_flow

    _show(prefect_flow(source, day, lookback, origin))


def backfill(
    source: Annotated[str, typer.Option("--source", metavar="ID", help="The source.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The last day.")],
    workers: Workers = None,
    direction: Annotated[Direction, typer.Option("--direction", help="Which end to begin with.")] = Direction.NEWEST,
    origin: Origin = None,
    plain: Plain = False,
) -> None:
    """Fetch and load every issue of a stretch of days. Stop it at any moment; started again, it goes on.

    The exit code is 1 where an issue is not as it should be.

    Example: gongbao backfill --source rmrb --from 2025-03-01 --to 2025-03-31
    """
    from flows.backfill_run import backfill_all, checked_backfill
    from flows.issue_run import Conditions

    begin, end = parse_date(first, "--from"), parse_date(last, "--to")
    checked_backfill(source, begin, end, workers, origin)
    home = writable_home()
    if plain:
        conditions = Conditions(origin=origin, workers=workers, in_flight=2)
        run = backfill_all(home, source, begin, end, direction=direction, conditions=conditions)
        _show(_plain(run))
        return
    _greet()
    from flows.backfill import backfill as prefect_flow

    _show(prefect_flow(source, begin, end, direction, workers, origin))


async def _plain(run: Coroutine[Any, Any, RunReport]) -> list[str]:
    return (await run).require_good().lines()


def _show(run: Coroutine[Any, Any, list[str]]) -> None:
    """Carry out a run and print its report; in trouble too, and then what is amiss goes to stderr line by line."""
    try:
        print_lines(asyncio.run(run))
    except TroubleError as error:
        print_lines(error.lines)
        for note in error.notes:
            print(f"gongbao: {note}", file=sys.stderr)  # noqa: T201
        raise


def _greet() -> None:
    told("starting Prefect's embedded server (about ten seconds) ...")
    from flows.orchestration import reach_server

    reach_server()
