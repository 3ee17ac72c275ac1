"""Indicators side by side in one chart and one table; as an index where their units differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from starlette.responses import Response

from warehouse.explorer import chart, endings, figures
from warehouse.explorer.chart import Point
from warehouse.explorer.page import Page
from warehouse.explorer.series import EVER, MOST, beside, chosen, middle, printed_by
from warehouse.read.answer import Answer
from warehouse.read.names import wanted

Line = tuple[dict[str, Any], list[dict[str, Any]]]  # a series and its values
LONGEST = 1000


def show(page: Page) -> Response:
    """The page of `?names=`, a name or a series' key a line; `?index=1` puts each first value at 100."""
    names, ending = page.asked_lines("names", LONGEST), page.asked_form()
    lines: list[Line] = []
    missing = []
    for name in names[:MOST]:
        head = _head(page, name)
        if head is None:
            missing.append(name)
        else:
            lines.append((head, _values(page, head)))
    units = {head["unit"] for head, _ in lines}
    is_index = page.asked("index") == "1" or len(units) > 1
    unit = "" if is_index else next(iter(units), "")
    points = [point for head, values in lines for point in _points(page, head, values, is_index)]
    if ending:
        return endings.respond(_rows(lines), ending, "compare")
    return page.render(
        "compare",
        here="compare",
        heading=page.word("compare"),
        names=names,
        lines=lines,
        missing=missing,
        most=MOST,
        is_index=is_index,
        others=_others(page, lines),
        periods=_periods(lines),
        script=chart.SCRIPT if chart.has_script() else "",
        chart=chart.inline(points, unit, page.lang, page.word("chart")) if points else "",
    )


def _head(page: Page, name: str) -> dict[str, Any] | None:
    """The best series of a name: an actual value of the whole indicator before others."""
    by_key = page.copy.rows("series_of_key", {"key": name, "id": None, "indicator_id": name.partition("/")[0]})
    if by_key:
        return by_key[0]
    found = page.copy.rows("find", wanted(name).given(1, modality="actual"))
    if not found:
        return None
    return page.copy.rows("series_of_key", _key(found[0]["series"]))[0]


def _key(series: str) -> dict[str, object]:
    is_id = len(series) == 16 and all(sign in "0123456789abcdef" for sign in series)
    return {"key": series, "id": int(series, 16) if is_id else None, "indicator_id": series.partition("/")[0]}


def _others(page: Page, lines: Sequence[Line]) -> list[tuple[dict[str, Any], str]]:
    """The series that differ from the first one in place or body alone, each with the names that put it beside it."""
    if not lines or len(lines) == MOST:
        return []
    first, keys = lines[0][0], [head["series"] for head, _ in lines]
    others = beside(first, page.copy.rows("series_beside", {"id": first["series_id"]}))
    return [(row, "\n".join((*keys, row["series"]))) for row in others if row["series"] not in keys]


def _values(page: Page, head: dict[str, Any]) -> list[dict[str, Any]]:
    told = page.copy.rows("printings", {"ids": [head["series_id"]], "day": EVER})
    return [row for row in chosen(told) if row["kind"] != "suspect"]


def _points(page: Page, head: dict[str, Any], values: list[dict[str, Any]], is_index: bool) -> list[Point]:
    first = next((row["value"] for row in values if row["value"]), None)
    name = f"{figures.title(head, page.lang)} · {figures.aspect(head, page.lang)}"
    return [
        Point(
            middle(row),
            (row["value"] / first * 100).quantize(Decimal("0.01")) if is_index and first else row["value"],
            row["kind"],
            link=page.link("claim", row["claim_id"]),
            told=f"{name}, {figures.period(row['period'], page.lang)}: "
            + figures.quantity(row["value"], row["unit"], page.lang),
            line=name,
            source=printed_by(row, page.lang),
        )
        for row in values
    ]


def _periods(lines: Sequence[Line]) -> list[tuple[str, list[dict[str, Any] | None]]]:
    """A row a period, a cell a series."""
    ends: dict[str, dt.date] = {row["period"]: row["period_end"] for _, values in lines for row in values}
    by_period = [{row["period"]: row for row in values} for _, values in lines]
    return [(name, [held.get(name) for held in by_period]) for name in sorted(ends, key=lambda name: ends[name])]


def _rows(lines: Sequence[Line]) -> Answer:
    columns = ("series", "indicator", "ref_area", "measure", "period", "value", "value_float", "unit", "claim_id")
    rows = [
        (row["series"], head["indicator"], head["ref_area"], head["measure"], row["period"], row["value"],
         float(row["value"]), row["unit"], row["claim_id"])
        for head, values in lines
        for row in values
    ]  # fmt: skip
    return Answer(columns, tuple(rows))
