"""Numbers written in Chinese characters: 三十五, 一百二十, 两万亿, 一点五, 百分之三十, 三分之二."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}


def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral, or None where the characters make no number (千万 alone does: 10 million)."""
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if not fraction:
        return Decimal(value)
    if not all(c in DIGITS for c in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(DIGITS[c]) for c in fraction))


def _whole(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):  # 二〇二五
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in SMALL:
            section += (1 if digit is None else digit) * SMALL[c]
            digit = None
        elif c in LARGE:
            below = section + (digit or 0)
            if not below and not total:
                below = 1
            if LARGE[c] == 10**8 and total:  # 两万亿: the 万 before it belongs to the 亿
                total = (total + below) * LARGE[c]
            else:
                total += below * LARGE[c]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
