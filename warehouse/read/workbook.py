"""Rows as an Excel workbook, a sheet a table: numbers where Excel keeps every digit, else their text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from warehouse.read.public import digits, plain_text

DIGITS = 15  # that Excel keeps of a number
ROWS = 1_048_575  # that a sheet holds below its head
SIGNS = 32_767  # that a cell holds


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its columns and rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_workbook(target: IO[bytes], sheets: Iterable[Sheet]) -> list[int]:
    """The sheets into `target`; how many rows each got. Each row is written and forgotten: any number of them fits."""
    settings = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    counts = []
    with xlsxwriter.Workbook(target, settings) as book:
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for each in sheets:
            sheet = book.add_worksheet(each.name)
            sheet.write_row(0, 0, each.columns, head)
            sheet.freeze_panes(1, 0)
            n = 0
            for n, row in enumerate(each.rows, 1):
                for column, value in enumerate(row):
                    _cell(sheet, n, column, value, day)
            counts.append(n)
    return counts


def _cell(sheet: Any, at: int, column: int, value: object, day: Any) -> None:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and value.year >= 1900:
        sheet.write_datetime(at, column, dt.datetime(value.year, value.month, value.day), day)
    elif isinstance(value, bool):
        sheet.write_boolean(at, column, value)
    elif isinstance(value, float):
        sheet.write_number(at, column, value)
    elif isinstance(value, Decimal | int) and len(digits(Decimal(value))) <= DIGITS:
        sheet.write_number(at, column, float(value))
    elif value is not None:
        sheet.write_string(at, column, plain_text(value)[:SIGNS])
