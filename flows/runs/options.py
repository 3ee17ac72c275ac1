"""Options of the runs, each declared once: the command line, the deployment and the run itself take them from here.

A field's name is the deployment's parameter; `flag` is what the command line calls it where that differs.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_type_hints

from flows.issues.order import Direction

OptionsT = TypeVar("OptionsT")
Lines = Callable[..., Awaitable[list[str]]]


@dataclass(frozen=True)
class Option:
    """What a user is told of an option. A `flag` that begins with `--no-` gives the contrary."""

    help: str
    flag: str = ""
    metavar: str | None = None


Sources = Annotated[tuple[str, ...], Option("A source; all if none.", "--source", "ID")]
Origin = Annotated[str | None, Option("A mirror or test site in the place of the source's.", metavar="URL")]
Workers = Annotated[int | None, Option("Processes that extract; one a core.", metavar="N")]
DespitePause = Annotated[bool, Option("Ask a paused source too.")]
AcceptLoss = Annotated[bool, Option("Publish though the last copy holds sources, issues or claims besides.")]


@dataclass(frozen=True, kw_only=True)
class IngestOptions:
    """Of `ingest`: which issues of which sources."""

    sources: Sources = ()
    date: Annotated[dt.date | None, Option("The day; today in China if none.", metavar="DATE")] = None
    lookback: Annotated[int, Option("Days before it to look after too.", metavar="N")] = 3
    origin: Origin = None
    despite_pause: DespitePause = False


@dataclass(frozen=True, kw_only=True)
class BackfillOptions:
    """Of `backfill`: a source, a stretch of days, and how."""

    source: Annotated[str, Option("The source.", metavar="ID")]
    first: Annotated[dt.date, Option("The first day.", "--from", "DATE")]
    last: Annotated[dt.date, Option("The last day.", "--to", "DATE")]
    workers: Workers = None
    direction: Annotated[Direction, Option("Which end to begin with.")] = Direction.NEWEST
    origin: Origin = None
    despite_pause: DespitePause = False


@dataclass(frozen=True, kw_only=True)
class RefetchOptions:
    """Of `refetch`: a source, and a stretch of days that are held or releases that are done without."""

    source: Annotated[str, Option("The source.", metavar="ID")]
    first: Annotated[dt.date | None, Option("The first day.", "--from", "DATE")] = None
    last: Annotated[dt.date | None, Option("The last day.", "--to", "DATE")] = None
    accept: Annotated[tuple[str, ...], Option("A held release to do without.", "--accept", "URL")] = ()
    workers: Workers = None
    origin: Origin = None
    despite_pause: DespitePause = False


@dataclass(frozen=True, kw_only=True)
class ReextractOptions:
    """Of `reextract`: which archived issues, and what to do with what they give."""

    sources: Sources = ()
    first: Annotated[dt.date | None, Option("The first day.", "--from", "DATE")] = None
    last: Annotated[dt.date | None, Option("The last day.", "--to", "DATE")] = None
    workers: Workers = None
    on: Annotated[
        str | None, Option("A Dask cluster that extracts: dask (here) or dask://HOST:PORT.", metavar="PLACE")
    ] = None
    accept_drift: Annotated[bool, Option("Take drifted issues in as they are.")] = False
    publish: Annotated[bool, Option("Leave the readers' copy as it is.", "--no-publish")] = True


@dataclass(frozen=True, kw_only=True)
class PublishOptions:
    """Of `publish`."""

    accept_loss: AcceptLoss = False


def with_parameters(options: type[OptionsT]) -> Callable[[Callable[[OptionsT], Awaitable[list[str]]]], Lines]:
    """A function of one options object as one of its fields: Prefect reads a flow's parameters off its signature."""

    def made(function: Callable[[OptionsT], Awaitable[list[str]]]) -> Lines:
        hints = get_type_hints(options)
        parameters = [
            each.replace(annotation=hints[each.name], kind=inspect.Parameter.POSITIONAL_OR_KEYWORD)
            for each in inspect.signature(options).parameters.values()
        ]
        signature = inspect.Signature(parameters, return_annotation=list[str])

        async def spread(*args: Any, **kwargs: Any) -> list[str]:
            return await function(options(**signature.bind(*args, **kwargs).arguments))

        spread.__name__, spread.__doc__, spread.__module__ = function.__name__, function.__doc__, function.__module__
        spread.__qualname__ = function.__qualname__
        vars(spread)["__signature__"] = signature  # where inspect.signature looks first, and so Prefect
        spread.__annotations__ = {**hints, "return": list[str]}
        return spread

    return made
