"""The verbs about issues and sources: ingest, backfill, refetch, reextract, publish, sources, status. Thin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Coroutine, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.options import takes
from flows.cli.output import AsRows, Format, Wide, print_notes, print_rows, run_async
from flows.errors import InputError, TroubleError
from flows.home import home_directory, writable_home
from flows.issues.dates import parse_date
from flows.runs.options import BackfillOptions, IngestOptions, PublishOptions, ReextractOptions, RefetchOptions
from flows.runs.progress import print_lines, told

if TYPE_CHECKING:
    from pathlib import Path

    from flows.runs.repair import RepairReport
    from flows.runs.report import RunReport
    from warehouse.read.answer import Answer

Origin = Annotated[
    str | None, typer.Option("--origin", metavar="URL", help="A mirror or test site in the place of the source's.")
]
AcceptLoss = Annotated[
    bool, typer.Option("--accept-loss", help="Publish though the last copy holds sources, issues or claims besides.")
]
Workers = Annotated[int | None, typer.Option("--workers", metavar="N", help="Processes that extract; one a core.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    for verb in (ingest, backfill, refetch, reextract, rebuild, verify, publish, sources, status, schedule):
        app.command()(verb)


@takes(IngestOptions)
def ingest(options: IngestOptions, plain: bool) -> None:
    """Fetch, archive and load a day's issues, and publish.

    The days before it are looked after too: only what the ledger lacks or does not hold complete. The exit code is 1
    where an issue is not as it should be.

    Example: gongbao ingest --source rmrb --date 2025-03-04
    """
    from flows.pauses import require_unpaused
    from flows.runs.ingest import checked_ingest, ingest_all

    checked_ingest(options)
    home = writable_home()
    require_unpaused(home, options.sources, options.despite_pause)
    if plain:
        _show(_plain(ingest_all(home, options)))
        return
    _greet()
    from flows.ingest import ingest as prefect_flow

    _show(prefect_flow(**vars(options)))


@takes(BackfillOptions)
def backfill(options: BackfillOptions, plain: bool) -> None:
    """Fetch and load every issue of a stretch of days.

    Stop it at any moment; started again, it goes on.
    The exit code is 1 where an issue is not as it should be.

    Example: gongbao backfill --source rmrb --from 2025-03-01 --to 2025-03-31
    """
    from flows.pauses import require_unpaused
    from flows.runs.backfill import backfill_all, checked_backfill

    checked_backfill(options)
    home = writable_home()
    require_unpaused(home, [options.source], options.despite_pause)
    if plain:
        _show(_plain(backfill_all(home, options)))
        return
    _greet()
    from flows.backfill import backfill as prefect_flow

    _show(prefect_flow(**vars(options)))


@takes(RefetchOptions)
def refetch(options: RefetchOptions, plain: bool) -> None:
    """Ask again for what is held, and keep what changed.

    With conditions: what has not changed sends no body. A text that was changed stays with its figures, dated; the view
    `revisions` lists what changed. `--accept` does without a release that is held because it cannot be read.
    The exit code is 1 where an issue is not as it should be.

    Example: gongbao refetch --source nbs --from 2025-03-01 --to 2025-03-31
    """
    from flows.pauses import require_unpaused
    from flows.runs.refetch import checked_refetch, refetch_all

    checked_refetch(options)
    home = writable_home()
    require_unpaused(home, [options.source], options.despite_pause)
    if plain:
        _show(_plain(refetch_all(home, options)))
        return
    _greet()
    from flows.refetch import refetch as prefect_flow

    _show(prefect_flow(**vars(options)))


@takes(ReextractOptions)
def reextract(options: ReextractOptions, plain: bool) -> None:
    """Read archived issues again, without the network.

    Says which claims the present code gains, loses and changes.
    The report comes before anything is published; replaced claims stay in claim_history with the reason.

    Example: gongbao reextract --source rmrb --from 2025-03-01 --to 2025-03-31 --no-publish
    """
    from flows.runs.reextract import checked_reextract, reextract_and_publish

    checked_reextract(options)
    home = writable_home()
    if plain:
        _show(_plain(reextract_and_publish(home, options, tell=_print)))
        return
    _greet()
    from flows.reextract import reextract as prefect_flow

    _show(prefect_flow(**vars(options)))


@takes(PublishOptions)
def publish(options: PublishOptions, plain: bool) -> None:
    """Run the checks and publish the copy that readers open.

    One that would lose sources, issues or more than a tenth of the claims of the last copy is refused.

    Example: gongbao publish
    """
    from flows.runs.issues import publish_alone

    home = writable_home()
    if plain:
        _show(publish_alone(home, options))
        return
    _greet()
    from flows.publish import publish as prefect_flow

    _show(prefect_flow(**vars(options)))


def sources(
    action: Annotated[str | None, typer.Argument(help="`check`, `pause` or `resume` a source.")] = None,
    source: Annotated[str | None, typer.Argument(metavar="ID", help="The source.")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="The issue; yesterday's if none.")] = None,
    origin: Origin = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why a source is paused.")] = "",
    despite_pause: Annotated[bool, typer.Option("--despite-pause", help="Check a paused source too.")] = False,
    form: AsRows = Format.TABLE,
    wide: Wide = False,
) -> None:
    """List the sources: layout, calendar, what is held of each.

    `gongbao sources check ID` fetches one issue, loads nothing, and says what each field of the declaration found.
    `gongbao sources pause ID --why TEXT` keeps it from being asked, by the schedule too, until `resume ID`.

    Example: gongbao sources
    """
    if action is None:
        from flows.cli.source_list import listed

        found = listed(home_directory())
        print_rows(found.columns, found.rows, form, wide=wide)
        return
    if action not in ("check", "pause", "resume") or source is None:
        raise InputError(
            "expected `gongbao sources` alone, or check, pause or resume with an ID behind it, found "
            f"{action!r}: name the source"
        )
    from flows import pauses

    home = writable_home()
    if action == "pause":
        print_lines([f"{source} is paused {pauses.pause(home, source, why)}"])
    elif action == "resume":
        print_lines([f"{source} may be asked again; it was paused {pauses.resume(home, source)}"])
    else:
        pauses.require_unpaused(home, [source], despite_pause)
        _check(source, date, origin, form)


def _check(source: str, date: str | None, origin: str | None, form: Format) -> None:
    from dataclasses import astuple, fields

    from flows.runs.issues import Conditions
    from flows.runs.source_check import check_source
    from flows.sources.report import FieldRow

    day = parse_date(date, "--date") if date else None
    found = run_async(check_source(writable_home(), source, day, Conditions(origin=origin)))
    print_rows([field.name for field in fields(FieldRow)], [astuple(row) for row in found.fields()], form)
    print_notes(found.lines())
    if found.trouble:
        raise TroubleError(found.trouble)


class Shown(StrEnum):
    """What `gongbao status` prints."""

    FACTS = "facts"
    COVERAGE = "coverage"
    GAPS = "gaps"


def status(
    show: Annotated[Shown | None, typer.Option("--show", help="One part of it only.")] = None,
    form: AsRows = Format.TABLE,
    wide: Wide = False,
) -> None:
    """Say what the warehouse holds, and what is missing.

    Counts and the last run; each source's months as a calendar; the gaps, and why.
    A day is ■ complete, ◧ partial, - without an issue, … not yet, x failed, ! drifted, · unknown.

    Example: gongbao status --show coverage
    """
    from warehouse.read import ask

    home = home_directory()
    parts = {Shown.FACTS: _facts, Shown.COVERAGE: ask.coverage, Shown.GAPS: ask.gaps}
    chosen = [show] if show else list(parts) if form is Format.TABLE else [Shown.FACTS]
    for part in chosen:
        found = parts[part](home)
        if found.rows or len(chosen) == 1:
            print_rows(found.columns, found.rows, form, wide=wide)


def _facts(home: Path) -> Answer:
    """What the copy holds, and the runs whose end it cannot know."""
    from flows.issues.plan import unordered_years
    from warehouse.read import ask
    from warehouse.read.paused import paused

    found = ask.status(home)
    said = [("paused", f"{each.source_id} {each}") for each in paused(home).values()]
    said += [("no holiday order known", _unordered(year)) for year in unordered_years(dt.datetime.now(dt.UTC))]
    try:
        from warehouse.load.runs import under_way
    except ImportError:  # a system without the locks of runs, which only reads
        return type(found)(found.columns, (*found.rows, *said))
    return type(found)(found.columns, (*found.rows, *said, *under_way(home)))


def _unordered(year: int) -> str:
    return (
        f"{year}: no rest of that year settles a day; upgrade the package holidays once the State Council has told it"
    )


def schedule(
    port: Annotated[int, typer.Option("--port", metavar="N", help="The local server's port on loopback.")] = 4200,
    pool: Annotated[str | None, typer.Option("--pool", metavar="NAME", help="Be a worker of this work pool.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="Runs at once.")] = 4,
    health_port: Annotated[
        int | None, typer.Option("--health-port", metavar="N", help="Where /health and /metrics are told.")
    ] = None,
) -> None:
    """Run every source by its calendar until stopped.

    Where PREFECT_API_URL names no server, one is started on loopback, with its page. Backfills are started from that
    page too. Runs that a crash cut off are taken up again.

    Example: gongbao schedule
    """
    from flows.schedule.serving import run_schedule

    run_schedule(writable_home(), port=port, pool=pool, limit=limit, health_port=health_port)


async def _plain(run: Coroutine[Any, Any, RunReport | RepairReport]) -> list[str]:
    return (await run).require_good().lines()


async def _print(lines: Sequence[str]) -> None:
    print_lines(lines)


def _show(run: Coroutine[Any, Any, list[str]]) -> None:
    """Carry out a run and print its report."""
    _tell(lambda: run_async(run))


def _tell(work: Callable[[], list[str]]) -> None:
    """Print a report; in trouble too, and then what is amiss goes to stderr line by line."""
    try:
        print_lines(work())
    except TroubleError as error:
        print_lines(error.lines)
        print_notes(f"gongbao: {note}" for note in error.notes)
        raise


def rebuild(workers: Workers = None, accept_loss: AcceptLoss = False) -> None:
    """Make the warehouse anew from the seeds and the archive.

    For a warehouse that is lost, broken, or of another schema; no publisher is asked. The new one takes the place of
    the one that is there, which is kept beside it.

    Example: gongbao rebuild
    """
    from flows.runs.rebuild import rebuild_all
    from warehouse.resources import seeds_directory

    run = rebuild_all(writable_home(), seeds_directory(), workers=workers, accept_loss=accept_loss)
    _show(_plain(run))


def verify(
    repair: Annotated[bool, typer.Option("--repair", help="Ask for lost bodies again where they still are.")] = False,
) -> None:
    """Read the whole archive, and check the copy against it.

    Every body is compared with its digest, every noted answer looked for. The exit code is 1 where something is amiss.

    --repair asks the publisher again for what is lost or damaged, and says what is gone for good.

    Example: gongbao verify
    """
    from flows.runs.verify import verify as verified
    from flows.settings import read_settings

    if repair:
        from flows.runs.repair import repair_all

        _show(_plain(repair_all(writable_home())))
        return
    read_settings(home_directory())
    found = verified(home_directory())
    _tell(lambda: found.require_good().lines())


def _greet() -> None:
    told("starting Prefect's embedded server (about ten seconds) ...")
    from flows.schedule.orchestration import reach_server

    reach_server()
