"""Rows and lines on stdout: tables for a reader's eye, the rest for programs. Numbers keep every digit."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

import typer

from flows.errors import InputError
from flows.runs.progress import print_lines


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    CSV_BOM = "csv-bom"  # with a byte order mark, by which Excel knows UTF-8
    XLSX = "xlsx"
    JSONL = "jsonl"


AsRows = Annotated[Format, typer.Option("--format", help="How to print the rows.")]
Wide = Annotated[bool, typer.Option("--wide", help="Never stack a table's rows, however wide it is.")]
Told = TypeVar("Told")
_WIDTH = 80  # of a table that no terminal limits
_WIDEST = 120  # of one that is asked to be wide
_SHORT = 24  # a column up to so wide is never folded
_LEAST = 40  # what a longer one keeps to be readable


@dataclass(frozen=True, slots=True)
class Exact:
    """A JSON number with every digit of its Decimal and none of a float's."""

    value: Decimal

    def __str__(self) -> str:
        """Plain digits, without an exponent or empty decimals."""
        text = format(self.value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def run_async(run: Coroutine[Any, Any, Told]) -> Told:
    """What a run gives. Verbs that only read load no event loop: it takes a tenth of their time."""
    import asyncio

    return asyncio.run(run)


def as_json(fields: dict[str, object]) -> str:
    """One JSON object on one line; numbers keep the digits of their Decimals."""
    parts = (f"{json.dumps(name)}: {_json(value)}" for name, value in fields.items())
    return "{" + ", ".join(parts) + "}"


def _json(value: object) -> str:
    return str(value) if isinstance(value, Exact) else json.dumps(value, ensure_ascii=False)


def print_notes(lines: Iterable[str]) -> None:
    """Each line on stderr, which carries what is no result."""
    for line in lines:
        sys.stderr.write(line + "\n")


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], form: str, *, wide: bool = False) -> None:
    """The rows in one of the forms of `Format`. A table leaves empty columns out and folds long texts: nothing is cut.

    One that the terminal (80 columns where there is none) has no room for is stacked: a line a value, unless `wide`.
    """
    if form == "jsonl":
        print_lines(
            as_json({name: _json_value(value) for name, value in zip(columns, row, strict=True)}) for row in rows
        )
    elif form == "xlsx":
        _print_workbook(columns, rows)
    elif form in {"csv", "csv-bom"}:
        if form == "csv-bom":
            sys.stdout.write("\ufeff")
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[shown(value) for value in row] for row in rows])
    else:
        _print_table(columns, rows, wide)


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


def _print_workbook(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """One sheet. Raises InputError on a terminal, which would show its bytes."""
    from warehouse.read.workbook import Sheet, write_workbook

    if sys.stdout.isatty():
        raise InputError("expected a file for a workbook, found the terminal: add `> answer.xlsx`")
    book = io.BytesIO()
    write_workbook(book, [Sheet("answer", columns, rows)])
    sys.stdout.flush()
    sys.stdout.buffer.write(book.getvalue())


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], wide: bool) -> None:
    from rich.box import SIMPLE
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    kept = [at for at in range(len(columns)) if not rows or any(row[at] not in (None, "", [], ()) for row in rows)]
    columns, rows = [columns[at] for at in kept], [[row[at] for at in kept] for row in rows]
    cells = [[" ".join(_grouped(value).split()) for value in row] for row in rows]
    widths = [max(map(cell_len, (name, *(row[at] for row in cells)))) for at, name in enumerate(columns)]
    on_terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, highlight=False)
    room = console.width if on_terminal else _WIDEST if wide else _WIDTH
    wanted = sum(width if width <= _SHORT else min(width, _LEAST) for width in widths) + 3 * len(widths) - 1
    if wanted > room and not wide and rows:
        print_lines(_stacked(columns, cells, room))
        return
    table = Table(box=SIMPLE, pad_edge=False)
    for at, name in enumerate(columns):
        is_number = bool(rows) and all(row[at] is None or _is_number(row[at]) for row in rows)
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(name, justify=justify, overflow="fold", no_wrap=widths[at] <= _SHORT)
    for cell_row in cells:
        table.add_row(*map(Text, cell_row))
    console.width = max(room, wanted)
    if on_terminal:
        console.print(table)
        return
    with console.capture() as captured:
        console.print(table)
    print_lines(line.rstrip() for line in captured.get().splitlines() if line.strip())


def _stacked(columns: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """A record a row, a line a value; what all rows have in common stands once, above them."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.text import Text

    console, label = Console(width=room), max(map(cell_len, columns)) + 2
    shared = {at for at in range(len(columns)) if len(cells) > 1 and len({row[at] for row in cells}) == 1}

    def lines(row: Sequence[str], wanted: Iterable[int]) -> Iterator[str]:
        for at in wanted:
            folded = Text(row[at]).wrap(console, max(room - label - 1, _SHORT)) if row[at] else ()
            for n, part in enumerate(folded):
                yield f" {columns[at] if n == 0 else '':<{label}}{part.plain.rstrip()}"

    yield from lines(cells[0], sorted(shared))
    for n, row in enumerate(cells):
        if n or shared:
            yield " " + "─" * (room - 2)
        yield from lines(row, [at for at in range(len(columns)) if at not in shared])


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int | float) and not isinstance(value, bool)


def _grouped(value: object) -> str:
    """Numbers with a comma every three digits, as a reader counts them."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        whole, point, decimals = shown(value).partition(".")
        return f"{int(whole):,}{point}{decimals}" if abs(int(whole)) >= 10_000 else shown(value)
    return shown(value)
