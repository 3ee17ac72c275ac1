"""A trend as a picture. Drawn with a font of its own for Chinese: no network, no browser, no font of the machine."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import altair as alt

from warehouse.errors import QueryError
from warehouse.read.answer import Answer
from warehouse.read.font import FONT, png_of, svg_of

_SCALES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_MARGIN = alt.Scale(padding=40)  # room for the labels of the first and the last point
_WORDS = {"CNY": "元", "USD": "美元", "EUR": "欧元", "pp": "个百分点", "x": "倍"}


def draw_trend(trend: Answer, path: Path) -> None:
    """Draw the rows of the macro `trend` as a PNG (or SVG, by the name's ending), a line for each series.

    Raises QueryError for another ending; OSError where the file cannot be written.
    """
    if path.suffix.lower() not in {".png", ".svg"}:
        raise QueryError(f"expected a file name ending in .png or .svg for --plot, found {path.name!r}: name it so")
    specification = _chart(trend).to_json()
    is_svg = path.suffix.lower() == ".svg"
    content = svg_of(specification).encode("utf-8") if is_svg else png_of(specification)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _chart(trend: Answer) -> alt.VConcatChart:
    """One panel for each unit, for two units have no common scale."""
    rows = [dict(zip(trend.columns, row, strict=True)) for row in trend.rows]
    units = list(dict.fromkeys(row["unit"] for row in rows))
    panels = [_panel([row for row in rows if row["unit"] == unit]) for unit in units]
    title = ", ".join(dict.fromkeys(row["indicator"] for row in rows))
    chart: alt.VConcatChart = (
        alt.vconcat(*panels, title=title)
        .configure(font=FONT)
        .configure_title(fontSize=18)
        .configure_axis(labelFontSize=13, titleFontSize=14, labelColor="black", titleColor="black")
        .configure_legend(labelFontSize=13, labelColor="black")
    )
    return chart


def _panel(rows: list[dict[str, Any]]) -> alt.LayerChart | alt.FacetChart:
    scale, word = _scale(max(abs(row["value"]) for row in rows))
    unit = word + _WORDS.get(rows[0]["unit"], rows[0]["unit"])
    points = [
        {
            "day": row["period_end"].isoformat(),
            "value": float(row["value"] / scale),  # a place on paper, not a value
            "series": _series(row),
            "label": _label(row["value"] / scale),
        }
        for row in rows
    ]
    base = alt.Chart(alt.InlineData(values=points), width=640, height=360).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True), scale=_MARGIN),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, padding=24)),
    )
    lines = base.mark_line(point=alt.OverlayMarkDef(size=60), strokeWidth=2)
    if len({point["series"] for point in points}) > 1:
        lines = lines.encode(color=alt.Color("series:N", title=None, legend=alt.Legend(orient="bottom", columns=1)))
    return alt.layer(lines, base.mark_text(dy=-14, fontSize=13).encode(text="label:N"))


def _scale(largest: Decimal) -> tuple[Decimal, str]:
    """The step in which a Chinese reader counts such numbers: 万, 亿, 万亿."""
    return next(((scale, word) for scale, word in _SCALES if largest >= scale), (Decimal(1), ""))


def _label(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _series(row: dict[str, Any]) -> str:
    place = "" if row["ref_area"] == "CN" else row["ref_area"]
    return " · ".join(
        part for part in (row["indicator"], row["breakdown"], row["entity"], place, row["measure"]) if part
    )
