"""Units as Chinese texts print them: listed ones, and one unit by another (元/Wh, 片/月, 吨/公顷, 微克每立方米)."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from warehouse.vocabulary.units import SCALES, Unit, units
from warehouse.vocabulary.words import any_of

HAN_UNIT = any_of(word for word in units() if not word.isascii())
METRE = "m"  # behind a scale alone: 86.5万m; 1m, 6m, 12m are months of a chart as well
LATIN_UNIT = any_of(word for word in units() if word[0].isascii() and word[0].isalpha() and word != METRE)
LISTED = rf"(?:%|{HAN_UNIT}|{LATIN_UNIT}(?![A-Za-z])|(?<=[万亿]){METRE}(?![A-Za-z\d²³]))"
# What a unit is counted by. Beside units: 夜, 季; a scale before it stays printed (元/百公里).
BY = rf"(?:[百千万]?(?:{HAN_UNIT}|[月季夜晚平瓦])(?:时)?|[百千万]?(?:Wh|W|t|kt|L|s|h|a|MMBtu|{LATIN_UNIT})(?![A-Za-z]))"
PHYSICAL = any_of(
    word
    for word, unit in units().items()
    if unit.kind in ("mass", "volume", "area", "length", "energy") and "/" not in word
)
# A unit with what it is counted by. 每 joins physical ones alone: 投入5亿元每年 is no price.
UNIT = rf"(?P<unit>{LISTED})(?: ?/ ?(?P<by>{BY})|每(?P<each>{PHYSICAL}|小时|秒))?"
WEAK_AT_MOST = Decimal(10_000)  # 545万城镇人员: nobody counts so many 城, 类 or 级


@functools.cache
def unit_by(surface: str, by: str) -> Unit:
    """The unit of `surface` for each `by`: the listed one where there is one, else as printed."""
    listed = units().get(f"{surface}/{by}")
    if listed is not None:
        return listed
    unit = units()[surface]
    if unit.kind == "money":  # a price is written as printed
        return Unit(f"{surface}/{by}", f"{surface}/{by}", Decimal(1), "price", False)
    as_printed = by[0] in "百千万" and by[-1].isascii() and unit.factor == 1  # km/百km2
    return Unit(f"{surface}/{by}", f"{surface if as_printed else unit.base}/{by}", unit.factor, "rate", False)


def unit_of(found: re.Match[str], value: Decimal) -> Unit | None:
    """The unit that a pattern with UNIT found; None where it found none, or one too weak for so great a number."""
    if found["unit"] is None:
        return None
    by = found["by"] or found["each"]
    unit = unit_by(found["unit"], by) if by else units()[found["unit"]]
    return None if unit.weak and unit.kind == "count" and abs(value) >= WEAK_AT_MOST else unit


def factor(scale: str | None) -> Decimal:
    """What a scale multiplies by; one for none."""
    return SCALES[scale] if scale else Decimal(1)
