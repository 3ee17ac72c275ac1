"""A number in brackets: the same amount in another unit, the growth of the amount before, or the figure of an item."""

from __future__ import annotations

import re

from warehouse.values import dataclass

FARTHEST = 8  # characters from the bracket to the number
LEADS = re.compile("(?:约合?|折合|合|相当于|即|约为|折算?|[约为]?为)?")
SIGNED = re.compile("[+-]|(?:同比|环比)[+-]")
GLOSS = re.compile("[A-Za-z]{1,6} ?$")  # 346美元/吨CFR(约…)
ITEM = re.compile("(?:^|[、,;:和及与为是括])(?P<item>[“”A-Za-z\u4e00-\u9fff]{2,20})$")


@dataclass(frozen=True, slots=True)
class Bracketed:
    """What stands before a number that is first in brackets: an `amount`, or an `item`; `signed`: it has + or -."""

    amount: bool = False
    signed: bool = False
    item: str = ""


def bracketed(text: str, start: int, *, amount_ends: int) -> Bracketed | None:
    """What the brackets around a number at `start` say of it; None where it stands in none or is not their first.

    `amount_ends`: where the number before it ends, -1 where there is none.
    """
    opens = text.rfind("(", max(0, start - FARTHEST), start)
    if opens < 0 or ")" in text[opens:start]:
        return None
    inner = text[opens + 1 : start].strip()
    gloss = GLOSS.search(text, max(0, opens - 8), opens)
    after_amount = amount_ends >= 0 and amount_ends in (opens, gloss.start() if gloss else opens)
    if after_amount and (SIGNED.fullmatch(inner) or (not inner and text[start] in "+-")):
        return Bracketed(amount=True, signed=True)
    if after_amount and LEADS.fullmatch(inner):
        return Bracketed(amount=True)
    item = ITEM.search(text, max(0, opens - 24), opens)
    return Bracketed(item=item["item"]) if item and not inner and not after_amount else None
