"""What leaves the warehouse for other programs: ids as text, and a float beside every decimal value."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

from warehouse.read.answer import Answer

EXACT = 1 << 53  # whole numbers up to here are the same in JavaScript, spreadsheets, pandas and polars' reader of CSV


def with_text_ids(found: Answer) -> Answer:
    """The rows with every numeric id as 16 hexadecimal digits: `9223372036854775809` would be changed on the way."""
    at = [
        place
        for place, name in enumerate(found.columns)
        if (name.endswith("_id") or name == "inputs") and any(_is_number(row[place]) for row in found.rows)
    ]
    if not at:
        return found
    rows = tuple(tuple(_text(value) if place in at else value for place, value in enumerate(row)) for row in found.rows)
    return Answer(found.columns, rows)


def with_floats(found: Answer, name: str = "value") -> Answer:
    """The rows with `<name>_float` behind the decimal column `name`: what charts and frames can take."""
    at = found.columns.index(name)
    columns = (*found.columns[: at + 1], f"{name}_float", *found.columns[at + 1 :])
    rows = tuple((*row[: at + 1], None if row[at] is None else float(row[at]), *row[at + 1 :]) for row in found.rows)
    return Answer(columns, rows)


def json_value(value: object) -> object:
    """A value as JSON has it: decimals as numbers where a float holds every digit of them, else as text."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value() and abs(value) <= EXACT:
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else digits(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [json_value(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def plain_text(value: object) -> str:
    """A value as the text of a cell or of a field of CSV: decimals without empty places, lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return digits(value)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def digits(value: Decimal) -> str:
    """All of them, without an exponent and without the zeros behind the last."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def id_text(number: int) -> str:
    """An id as the function `id_text` of the warehouse writes it."""
    return f"{number:016x}"


def _is_number(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_is_number, value))
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: object) -> object:
    if isinstance(value, list):
        return [_text(each) for each in value]
    return id_text(value) if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else value
