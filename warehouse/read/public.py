"""What leaves the warehouse for other programs: ids as text, and a float beside every decimal value."""

from __future__ import annotations

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
