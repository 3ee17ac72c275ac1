"""A unit printed once at a list's end serves its earlier members: 4.7个和1.6个百分点, 1.2、2.3和3.4万亿元."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.extract.mention.found import Mention
from flows.extract.mention.quantity.shared import Quantity
from flows.extract.mention.quantity.units_zh import factor
from flows.extract.mention.quantity.zh import AFTER_NUMBER, NUMBER
from warehouse.values import replace

JOIN = re.compile(r"(?:、|和|及|以及|与|/)(?:上升|下降|提高|提升|回落|上涨|增加|减少|扩大|收窄|加快|放缓)?-?")
LENDABLE = re.compile(
    r"(?P<sign>-?)(?P<number>[\d,]+(?:\.\d+)?)(?P<scale>万亿|亿|万)?(?P<counted>个)?"
)  # 4.92亿, or 4.7个 of points


def lend_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, every bare number of a list given the unit and the scale of the member behind it."""
    lent = list(mentions)
    scale: str | None = None  # the one printed at the list's end
    for at in range(len(lent) - 2, -1, -1):
        one, other = lent[at], lent[at + 1]
        if other is mentions[at + 1]:
            scale = _scale(text, other)
        if not (isinstance(one.what, Quantity) and isinstance(other.what, Quantity)) or other.what.unit is None:
            continue
        bare = LENDABLE.fullmatch(text, one.start, one.end)
        if bare is None or not JOIN.fullmatch(text, one.end, other.start):
            continue
        points = other.what.unit.surface == "个百分点"
        if points if bare["counted"] else one.what.unit is None:
            number = Decimal(bare["sign"] + bare["number"].replace(",", "")) * factor(bare["scale"] or scale)
            unit = other.what.unit
            lent[at] = replace(one, what=Quantity(number * unit.factor, unit, rule="unit: of the list's last member"))
    return lent


def _scale(text: str, mention: Mention) -> str | None:
    """The scale that a mention prints: 亿 of 1.21亿元."""
    printed = NUMBER.match(text, mention.start, mention.end)
    after = AFTER_NUMBER.match(text, printed.end(), mention.end) if printed else None
    return after["scale"] if after else None
