"""Chinese numerals: 12.5, 1,200, 三十五, 一百二十, 两万亿, 一点五, and the pairs that mean a range (两三, 十五六)."""

from __future__ import annotations

import re
from decimal import Decimal

HAN_DIGIT = "零〇一二三四五六七八九"
HAN_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
# 千 that begins a unit is no thousand: 二百万千瓦, 五千克
HAN_THOUSAND = "千(?!瓦|米|克|卡|帕|伏|焦|赫)"
HAN_RUN = f"(?:[零〇一二两三四五六七八九十百万亿]|{HAN_THOUSAND}){{1,12}}"
HAN_SCALE = f"(?:[十百万亿]|{HAN_THOUSAND}){{1,2}}"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,18})(?:\.\d{1,18})?(?![\d])"
SCALE = (
    r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|兆(?=[\u4e00-\u9fff]{0,3}元)|百(?![分升])"
    r"|千(?!瓦|米|克|卡|帕|伏|焦|赫|分点|字节|比特)|十(?!分|足))"
)

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
# 两三个, 三五家, 十五六万, 二十七八岁: two digits side by side are the ends of a range.
_PAIR = re.compile(
    "(?P<tens>[二三四五六七八九]?十)?(?P<low>[一两二三四五六七八九])(?P<high>[两二三四五六七八九])(?P<rest>[十百千万亿]*)"
)


def number(text: str) -> Decimal | None:
    """The value of a numeral in digits or in characters; None where it is none."""
    return Decimal(text.replace(",", "")) if text[:1].isascii() and text[:1].isdigit() else chinese_number(text)


def chinese_number(text: str) -> Decimal | None:
    """The value of a numeral in characters, or None where they make no number (千万 alone does: 10 million)."""
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if not fraction:
        return Decimal(value)
    if not all(c in _DIGIT for c in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGIT[c]) for c in fraction))


def both_ends(text: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a range said by two digits side by side; None for any other numeral."""
    pair = _PAIR.fullmatch(text)
    if pair is None:
        return None
    low, high = _DIGIT[pair["low"]], _DIGIT[pair["high"]]
    if high - low != 1 and (low, high) != (3, 5):
        return None
    tens = pair["tens"] or ""
    ends = [chinese_number(f"{tens}{digit}{pair['rest']}") for digit in (pair["low"], pair["high"])]
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _whole(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGIT for c in text):  # 二〇二五
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = 0
    digit: int | None = None
    for c in text:
        if c in _DIGIT:
            digit = _DIGIT[c]
        elif c in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[c]
            digit = None
        elif c in _LARGE:
            below = section + (digit or 0)
            if not below and not total:
                below = 1
            if _LARGE[c] == 10**8 and total:  # 两万亿: the 万 before it belongs to the 亿
                total = (total + below) * _LARGE[c]
            else:
                total += below * _LARGE[c]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
