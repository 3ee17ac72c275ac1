"""A series as a picture, drawn on the server: solid what was, dashed what is aimed at, hollow what is in doubt."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import altair as alt
import vl_convert
from markupsafe import Markup

from warehouse.explorer import figures, words

FONT = "Noto Sans CJK SC"
INK, SEAL, FAINT = "#23272e", "#a3271b", "#8c9198"
LINES = ("#23272e", "#a3271b", "#1d6a72", "#9a6a12", "#5b4a91", "#4f7a28")  # told apart by dash and legend too
HERE = "https://here.invalid"  # stands for this service: vl-convert turns a relative link into one to vega.github.io
KEPT = 256  # pictures
WIDTH, HEIGHT = 720, 320


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


def specification(points: Sequence[Point], unit: str, lang: str) -> str:
    """The picture as Vega-Lite, with every value in it: no address to load from."""
    size, said = figures.step(max(abs(point.value) for point in points), lang)
    name = words.of("unit", unit, lang)
    rows = [
        {
            "day": point.day.isoformat(),
            "since": (point.since or point.day).isoformat(),
            "value": float(point.value / size),  # a place on paper, not a value
            "kind": point.kind,
            "label": point.label,
            "link": HERE + point.link if point.link else None,
            "told": point.told or point.label,
            "line": point.line,
        }
        for point in points
    ]
    axis = f"{said}{name}" if lang == "zh" else f"{said} {name}".strip()
    days = alt.Axis(format="%Y-%m", labelOverlap=True, tickCount=7)
    heights = alt.Scale(zero=False, padding=26)
    base = alt.Chart(alt.InlineData(values=rows), width=WIDTH, height=HEIGHT).encode(
        x=alt.X("day:T", title=None, scale=alt.Scale(padding=60), axis=days),
        y=alt.Y("value:Q", title=axis or None, scale=heights, axis=alt.Axis(tickCount=5)),
    )
    several = len({point.line for point in points}) > 1
    chart: alt.LayerChart = (
        alt.layer(*(layer for layer in _layers(base, several, {point.kind for point in points})))
        .configure(font=FONT, background="white", padding=8)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, labelColor="#555b63", titleColor="#555b63",
                        gridColor="#e7e5df", domainColor="#b9b6ae", tickColor="#b9b6ae", titleFontWeight="normal")
        .configure_axisX(grid=False)
        .configure_legend(labelFontSize=12, labelColor=INK, orient="bottom", symbolType="stroke", labelLimit=600)
    )  # fmt: skip
    text: str = chart.to_json(indent=None)
    return text


def _layers(base: alt.Chart, several: bool, kinds: set[str]) -> list[alt.Chart]:
    def of(*wanted: str, linked: bool = True) -> alt.Chart:
        marks = base.encode(href="link:N", description="told:N") if linked else base
        return marks.transform_filter(alt.FieldOneOfPredicate(field="kind", oneOf=list(wanted)))

    lines = list(LINES)
    color = alt.Color(
        "line:N",
        title=None,
        scale=alt.Scale(range=lines),
        legend=alt.Legend(columns=1, rowPadding=8, symbolType="circle"),
    )
    dash = alt.StrokeDash("line:N", title=None, legend=None)
    known = of("actual", "tentative", linked=False)
    drawn = known.mark_line(strokeWidth=2, color=INK)
    dots = of("actual").mark_point(size=70, filled=True, color=INK, opacity=1)
    if several:
        drawn, dots = drawn.encode(color=color, strokeDash=dash), dots.encode(color=color)
    layers = [drawn, dots]
    if "tentative" in kinds:
        layers.append(of("tentative").mark_point(size=70, filled=True, color="#b9bdc3", opacity=1))
    if "target" in kinds or "forecast" in kinds:
        aimed = of("target", "forecast")
        layers.append(
            of("target", "forecast", linked=False)
            .mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=SEAL)
            .encode(x="since:T", x2="day:T")
        )
        layers.append(aimed.mark_point(size=80, shape="diamond", color=SEAL, filled=True, opacity=1))
    if "suspect" in kinds:
        layers.append(of("suspect").mark_point(size=90, filled=False, color=SEAL, strokeWidth=1.8, opacity=1))
    if not several:
        layers.append(base.mark_text(dy=-14, fontSize=12, color=INK).encode(text="label:N"))
    return layers


def svg(text: str, base: str = "") -> str:
    """The picture as SVG; its points lead to the pages at `base`."""
    _prepare()
    drawn: str = vl_convert.vegalite_to_svg(text)
    return drawn.replace(HERE, base)


def inline(text: str, label: str) -> Markup:
    """The picture as a part of a page, its points links; `label` says to who cannot see it what it shows."""
    drawn = Markup(svg(text))  # vl-convert escapes every text that it writes
    return Markup('<div class="drawn" role="group" aria-label="{}">{}</div>').format(label, drawn)


def png(text: str) -> bytes:
    """The picture as PNG, twice as fine."""
    _prepare()
    drawn: bytes = vl_convert.vegalite_to_png(text, scale=2)
    return drawn


@cache
def _prepare() -> None:
    vl_convert.register_font_directory(str(files("manimgx_fonts_cjk")))


class Drawn:
    """Pictures that were drawn already, by the copy and the address they were drawn for; the oldest go first."""

    def __init__(self) -> None:
        """Nothing drawn yet."""
        self._lock, self._held = threading.Lock(), OrderedDict[tuple[str, ...], Markup]()

    def get(self, key: tuple[str, ...], draw: Callable[[], Markup]) -> Markup:
        """The picture of `key`; drawn by `draw` where it is not held."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = draw()
        with self._lock:
            self._held[key] = made
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return made
