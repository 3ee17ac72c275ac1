"""A series as a picture, drawn on the server: solid what was, dashed what is aimed at, hollow what is in doubt.

Where the script of `script/` was built, the same points stand beside the picture for it (`data-chart`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from statistics import median
from typing import Any

from markupsafe import Markup

from warehouse.explorer import figures, words
from warehouse.read.font import FONT, svg_of

INK, SEAL, FAINT = "#23272e", "#a3271b", "#8c9198"
LINES = ("#23272e", "#a3271b", "#1d6a72", "#9a6a12", "#5b4a91", "#4f7a28")  # told apart by dash and legend too
HERE = "https://here.invalid"  # stands for this service: vl-convert turns a relative link into one to vega.github.io
KEPT = 1024  # pictures, of 3 kB each
MEASURED = "sans-serif"  # of a picture within a page, whose letters are the reader's own: Noto's are slow to measure
WIDTH, HEIGHT = 720, 320
AIMS = ("target", "forecast")
WAS = ("actual", "tentative")  # what a line goes through
GAP = 2.5  # times the usual step between two values: a line breaks there, for values between them are not known
SCRIPT = "chart.js"
Specification = dict[str, Any]  # in Vega-Lite's own words: Altair takes as long to write them as it takes to draw them
COLOR: Specification = {
    "field": "line", "type": "nominal", "title": None, "scale": {"range": list(LINES)},
    "legend": {"columns": 1, "rowPadding": 8, "symbolType": "circle"},
}  # fmt: skip
CONFIG: Specification = {  # a text with a limit is measured again for it: a third of the time that a picture takes
    "background": "white", "padding": 8, "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12, "titleFontSize": 12, "labelColor": "#555b63", "titleColor": "#555b63",
        "gridColor": "#e7e5df", "domainColor": "#b9b6ae", "tickColor": "#b9b6ae", "titleFontWeight": "normal",
        "labelLimit": 0, "titleLimit": 0,
    },
    "axisX": {"grid": False},
    "legend": {
        "labelFontSize": 12, "labelColor": INK, "orient": "bottom", "symbolType": "stroke", "labelLimit": 600,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A value on its day. `line`: the series it belongs to; `link`: what a click opens."""

    day: dt.date
    value: Decimal
    kind: str  # actual, target, forecast, suspect, tentative
    label: str = ""
    link: str = ""
    told: str = ""  # what is said of it to who cannot see it
    line: str = ""
    since: dt.date | None = None  # of a target: the day on which it was set
    source: str = ""  # who printed it, and when
    doubt: str = ""  # why it may not be right


def specification(points: Sequence[Point], unit: str, lang: str, font: str = FONT) -> str:
    """The picture as Vega-Lite, with every value in it: no address to load from."""
    axis, rows = _rows(points, unit, lang)
    for row in rows:
        row["link"] = HERE + row["link"] if row["link"] else None
    across = {
        "field": "day", "type": "temporal", "title": None, "scale": {"padding": 60},
        "axis": {"format": "%Y-%m", "labelOverlap": True, "tickCount": 7},
    }  # fmt: skip
    up = {
        "field": "value", "type": "quantitative", "title": axis or None, "scale": {"zero": False, "padding": 26},
        "axis": {"tickCount": 5},
    }  # fmt: skip
    picture = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "width": WIDTH,
        "height": HEIGHT,
        "encoding": {"x": across, "y": up},
        "layer": list(_layers(points)),
        "config": {"font": font, **CONFIG},
    }
    return json.dumps(picture, ensure_ascii=False)


def _rows(points: Sequence[Point], unit: str, lang: str) -> tuple[str, list[dict[str, Any]]]:
    """What the upright axis is called, and each point as both drawings take it."""
    size, said = figures.step(max(abs(point.value) for point in points), lang)
    name = words.of("unit", unit, lang)
    stretches = _stretches(points)
    rows = [
        {
            "day": point.day.isoformat(),
            "since": (point.since or point.day).isoformat(),
            "value": float(point.value / size),  # a place on paper, not a value
            "kind": point.kind,
            "label": point.label,
            "link": point.link,
            "told": point.told or point.label,
            "line": point.line,
            "stretch": stretches[place],
        }
        for place, point in enumerate(points)
    ]
    return (f"{said}{name}" if lang == "zh" else f"{said} {name}".strip()), rows


def _stretches(points: Sequence[Point]) -> list[int]:
    """The stretch of its line that each point stands in. Another begins behind a gap; of 3 points no step is usual."""
    found, number = [0] * len(points), 0
    by_line: dict[str, list[int]] = {}
    for place, point in enumerate(points):
        if point.kind in WAS:
            by_line.setdefault(point.line, []).append(place)
    for places in by_line.values():
        places.sort(key=lambda place: points[place].day)
        steps = [(points[two].day - points[one].day).days for one, two in pairwise(places)]
        longest = GAP * median(steps) if len(steps) > 2 else None
        number += 1
        for place, step in zip(places, [0, *steps], strict=True):
            number += longest is not None and step > longest
            found[place] = number
    return found


def _layers(points: Sequence[Point]) -> Iterator[Specification]:
    kinds, several = {point.kind for point in points}, len({point.line for point in points}) > 1
    parted = {"color": COLOR, "strokeDash": {"field": "line", "type": "nominal", "legend": None}} if several else {}
    unbroken = {"detail": {"field": "stretch", "type": "nominal"}}
    yield _layer({"type": "line", "strokeWidth": 2, "color": INK}, WAS, {**unbroken, **parted})
    yield _marks(("actual",), {"color": INK, "size": 70}, {"color": COLOR} if several else {})
    if "tentative" in kinds:
        yield _marks(("tentative",), {"color": "#b9bdc3", "size": 70})
    if kinds.intersection(AIMS):
        drawn = {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5, "color": SEAL}
        yield _layer(drawn, AIMS, {"x": {"field": "since", "type": "temporal"}, "x2": {"field": "day"}})
        yield _marks(AIMS, {"color": SEAL, "size": 80, "shape": "diamond"})
    if "suspect" in kinds:
        yield _marks(("suspect",), {"color": SEAL, "size": 90, "filled": False, "strokeWidth": 1.8})
    if not several and any(point.label for point in points):
        yield {
            "mark": {"type": "text", "dy": -14, "fontSize": 12, "color": INK, "limit": 0},
            "encoding": {"text": {"field": "label", "type": "nominal"}},
        }


def _layer(mark: Specification, kinds: Sequence[str], encoding: Specification) -> Specification:
    of = [{"filter": {"field": "kind", "oneOf": list(kinds)}}]
    return {"mark": mark, "transform": of, "encoding": encoding}


def _marks(kinds: Sequence[str], mark: Specification, encoding: Specification | None = None) -> Specification:
    """Points of these kinds, each a link to its evidence."""
    linked = {"href": {"field": "link", "type": "nominal"}, "description": {"field": "told", "type": "nominal"}}
    drawn = {"type": "point", "filled": True, "opacity": 1, **mark}
    return _layer(drawn, kinds, {**linked, **(encoding or {})})


def svg(text: str, base: str = "") -> str:
    """The picture as SVG; its points lead to the pages at `base`."""
    return svg_of(text).replace(HERE, base)


def inline(points: Sequence[Point], unit: str, lang: str, label: str) -> Markup:
    """The picture as a part of a page, its points links; `label` says to who cannot see it what it shows."""
    text, data = specification(points, unit, lang, MEASURED), _told(points, unit, lang) if has_script() else ""

    def draw() -> Markup:
        drawn = Markup(svg(text))  # vl-convert escapes every text that it writes
        script = Markup(' data-chart="{}"').format(data) if data else ""
        return Markup('<div class="drawn" role="group" aria-label="{}"{}>{}</div>').format(label, script, drawn)

    return DRAWN.get(hashlib.sha256("\0".join((text, data, label)).encode()).digest(), draw)


@cache
def has_script() -> bool:
    """Whether `make chart` was run: the script is built, not kept, for most of it is ECharts."""
    return files("warehouse.explorer").joinpath("static", SCRIPT).is_file()


def _told(points: Sequence[Point], unit: str, lang: str) -> str:
    """What the script draws, as JSON."""
    axis, rows = _rows(points, unit, lang)
    for row, point in zip(rows, points, strict=True):
        row.update(source=point.source, doubt=point.doubt)
    told = {name: words.word(f"chart_{name}", lang) for name in ("zero", "open", "hint", "zoom", "keys")}
    return json.dumps({"axis": axis, "points": rows, "words": told}, ensure_ascii=False, separators=(",", ":"))


class Drawn:
    """Pictures that were drawn already, packed, by what they show: a publish changes few. The oldest go first."""

    def __init__(self) -> None:
        """Nothing drawn yet."""
        self._lock, self._held = threading.Lock(), OrderedDict[bytes, bytes]()

    def get(self, key: bytes, draw: Callable[[], Markup]) -> Markup:
        """The picture of `key`; drawn by `draw` where it is not held."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return Markup(zlib.decompress(held).decode())
        made = draw()
        with self._lock:
            self._held[key] = zlib.compress(made.encode())
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return made


DRAWN = Drawn()
