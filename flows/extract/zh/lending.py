"""A unit printed once at a list's end serves its earlier members: 分别高4.7个和1.6个百分点, 分别为1.2和3.4万亿元."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from flows.extract.zh.scan import AFTER_NUMBER, NUMBER, Mention, Quantity
from warehouse.vocabulary.units import SCALES

JOIN = re.compile(r"\s?(?:、|和|及|以及|与)\s?(?:上升|下降|提高|提升|回落|上涨|增加|减少|扩大|收窄|加快|放缓)?")
LENDABLE = re.compile(
    r"(?P<number>[\d,]+(?:\.\d+)?)(?P<scale>万亿|亿|万)?(?P<counted>个)?"
)  # 4.92亿, or 4.7个 of points


def lend_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, every bare number of a list given the unit and the scale of the member behind it."""
    lent = list(mentions)
    for at in range(len(lent) - 2, -1, -1):
        one, other = lent[at], lent[at + 1]
        if not (isinstance(one.what, Quantity) and isinstance(other.what, Quantity)) or other.what.unit is None:
            continue
        bare = LENDABLE.fullmatch(text, one.start, one.end)
        if bare is None or not JOIN.fullmatch(text, one.end, other.start):
            continue
        points = other.what.unit.surface == "个百分点"
        if points if bare["counted"] else one.what.unit is None:
            number = Decimal(bare["number"].replace(",", ""))
            lent[at] = replace(one, what=_lend(number, bare["scale"], other.what, text[other.start : other.end]))
    return lent


def _lend(number: Decimal, own_scale: str | None, other: Quantity, words: str) -> Quantity:
    """The number in the other's unit; in its scale too, where it has none of its own (4494亿、1.21万亿元)."""
    assert other.unit is not None
    behind = NUMBER.match(words)
    after = AFTER_NUMBER.match(words, behind.end()) if behind else None
    said = own_scale or (after["scale"] if after else None)
    scale = SCALES[said] if said else Decimal(1)
    return Quantity(number * scale * other.unit.factor, other.unit, rule="unit: of the list's last member")
