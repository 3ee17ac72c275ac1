"""The font that pictures are drawn with, so that their Chinese is read on a machine without such fonts."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import vl_convert

FONT = "Noto Sans CJK SC"
STROKE = 0.6  # of a letter's line: what the font's regular weight has more than its thinnest
_TEXT = re.compile(rf'<text (?=[^>]*font-family="{FONT}")([^>]*?)fill="([^"]+)"')


@cache
def prepare() -> None:
    """Make the font known to vl-convert."""
    vl_convert.register_font_directory(str(files("manimgx_fonts_cjk")))


def svg_of(specification: str) -> str:
    """The picture that Vega-Lite describes, as SVG."""
    prepare()
    drawn: str = vl_convert.vegalite_to_svg(specification)
    return drawn


def png_of(specification: str) -> bytes:
    """The same as PNG, twice as fine. Of a variable font vl-convert draws the thinnest weight alone (findings/)."""
    heavier = _TEXT.sub(rf'<text \1fill="\2" stroke="\2" stroke-width="{STROKE}"', svg_of(specification))
    drawn: bytes = vl_convert.svg_to_png(heavier, scale=2)
    return drawn
