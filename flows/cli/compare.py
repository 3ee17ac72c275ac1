"""`gongbao compare`: what two checkouts of the project make of the same input; for whoever changes the code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.errors import InputError
from flows.runs.progress import print_lines


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(compare)


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A checkout, as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A checkout, as it is now.")],
    texts: Annotated[
        list[Path] | None,
        typer.Option("--texts", metavar="DIR", help="A folder of texts (*.txt); several may be named."),
    ] = None,
    issues: Annotated[
        int, typer.Option("--issues", metavar="N", min=0, help="Load the seeds and N generated issues too.")
    ] = 0,
) -> None:
    """Say what two checkouts make of the same texts and issues.

    Claims and numerals of texts; tables, views, macros, exports and dictionary of a warehouse, time stamps aside.
    The exit code is 1 where they differ. Nothing is written outside a temporary folder.

    Example: gongbao compare ../before . --texts notes --issues 60
    """
    from flows.runs.compare import compare as compared

    folders = texts or []
    if not folders and not issues:
        raise InputError("expected something to compare, found neither --texts nor --issues: name one")
    for place in (old, new, *folders):
        if not place.is_dir():
            raise InputError(f"expected a folder, found none at {place}: name one that exists")
    found = compared(old, new, folders, issues)
    print_lines(found.lines())
    if found.differing():
        raise typer.Exit(1)
