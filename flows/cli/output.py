"""Rows and lines on stdout: tables for a reader's eye, CSV and JSON lines for programs. Numbers keep every digit."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import typer

from flows.cli.claim_lines import Exact, as_json
from flows.runs.progress import print_lines


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


AsRows = Annotated[Format, typer.Option("--format", help="How to print the rows.")]
_WIDTH = 120  # of a table that no terminal limits
_SHORT = 24  # a column up to so wide is never folded
_LEAST = 40  # what a longer one keeps to be readable


def print_notes(lines: Iterable[str]) -> None:
    """Each line on stderr, which carries what is no result."""
    for line in lines:
        sys.stderr.write(line + "\n")


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], form: str) -> None:
    """The rows as `table`, `csv` or `jsonl`. A table leaves empty columns out and folds long texts: nothing is cut."""
    if form == "jsonl":
        print_lines(
            as_json({name: _json_value(value) for name, value in zip(columns, row, strict=True)}) for row in rows
        )
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[shown(value) for value in row] for row in rows])
    else:
        _print_table(columns, rows)


def shown(value: object) -> str:
    """A value as text: numbers without empty decimals, nothing for a missing one, lists joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return str(Exact(value))
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)
    return str(value)


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return Exact(value)
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [item if isinstance(item, str | int) else shown(item) for item in value]
    return str(value)


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.box import SIMPLE
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    kept = [at for at in range(len(columns)) if not rows or any(row[at] not in (None, "", [], ()) for row in rows)]
    columns, rows = [columns[at] for at in kept], [[row[at] for at in kept] for row in rows]
    cells = [[" ".join(_grouped(value).split()) for value in row] for row in rows]
    widths = [max(map(cell_len, (name, *(row[at] for row in cells)))) for at, name in enumerate(columns)]
    table = Table(box=SIMPLE, pad_edge=False)
    for at, name in enumerate(columns):
        is_number = bool(rows) and all(row[at] is None or _is_number(row[at]) for row in rows)
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(name, justify=justify, overflow="fold", no_wrap=widths[at] <= _SHORT)
    for cell_row in cells:
        table.add_row(*map(Text, cell_row))
    on_terminal = sys.stdout.isatty()
    wanted = sum(width if width <= _SHORT else min(width, _LEAST) for width in widths) + 3 * len(widths)
    console = Console(file=sys.stdout, highlight=False)
    console.width = max(console.width if on_terminal else _WIDTH, wanted)
    if on_terminal:
        console.print(table)
        return
    with console.capture() as captured:
        console.print(table)
    print_lines(line.rstrip() for line in captured.get().splitlines() if line.strip())


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int | float) and not isinstance(value, bool)


def _grouped(value: object) -> str:
    """Numbers with a comma every three digits, as a reader counts them."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        whole, point, decimals = shown(value).partition(".")
        return f"{int(whole):,}{point}{decimals}" if abs(int(whole)) >= 10_000 else shown(value)
    return shown(value)
