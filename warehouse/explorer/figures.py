"""Numbers, days and sentences as a reader has them: scaled as one counts, with their unit, in Chinese and English."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from warehouse.explorer import words

_STEPS = {
    "zh": ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
    "en": ((Decimal(10) ** 12, " trillion"), (Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million")),
}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def plain(value: Decimal | int | None) -> str:
    """Every digit, a comma every three, no empty decimals, a true minus sign."""
    if value is None:
        return ""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def step(largest: Decimal, lang: str) -> tuple[Decimal, str]:
    """The step in which a reader of the language counts numbers of this size, and its word."""
    return next(((size, said) for size, said in _STEPS[lang] if abs(largest) >= size), (Decimal(1), ""))


def quantity(value: Decimal | None, unit: str, lang: str, high: Decimal | None = None) -> str:
    """A number with its unit as one says it, no digit lost: 459.8万个, 4.598 million units, 5.8 %."""
    if value is None:
        return "—"
    size, said = step(value if high is None else max(abs(value), abs(high)), lang)
    number = plain(value / size) + (f"–{plain(high / size)}" if high is not None else "")
    name = words.of("unit", unit, lang)
    if lang == "zh":
        return f"{number}{said}{name}"
    return f"{number}{said} {name}".strip()


def signed(value: Decimal | None, unit: str, lang: str) -> str:
    """A change: with + or −."""
    if value is None:
        return ""
    return ("+" if value > 0 else "") + quantity(value, unit, lang)


def day(value: dt.date | None, lang: str) -> str:
    """2025年9月19日, 19 September 2025."""
    if value is None:
        return ""
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def period(label: str | None, lang: str) -> str:
    """A period of ISO 8601 in words: 2025-01/2025-08 is 2025年1月至8月."""
    if not label:
        return ""
    parts = [_instant(part, lang) for part in label.split("/")]
    if len(parts) == 1:
        return parts[0]
    if lang == "zh":
        same = label[:4] == label[5:].partition("/")[2][:4] and "-" in label
        return f"{parts[0]}至{parts[1].partition('年')[2] if same else parts[1]}"
    return f"{parts[0]} to {parts[1]}"


def _instant(text: str, lang: str) -> str:
    if found := _DAY.fullmatch(text):
        return day(dt.date(*map(int, found.groups())), lang)
    if found := _MONTH.fullmatch(text):
        year, month = map(int, found.groups())
        return f"{year}年{month}月" if lang == "zh" else f"{_MONTHS[month - 1]} {year}"
    return f"{text}年" if lang == "zh" else text


def marked(sentence: str | None, quote: str | None) -> Markup:
    """The sentence with the quote set off in it, where it stands there."""
    before, found, after = (sentence or "").partition(quote or "\0")
    if not found:
        return escape(sentence or "")
    return Markup("{}<mark>{}</mark>{}").format(before, found, after)


def title(row: dict[str, Any], lang: str) -> str:
    """What a series measures: whose, indicator and part, without place and measure."""
    name = (row.get("name_en") if lang == "en" else None) or row["indicator"]
    return " · ".join(str(part) for part in (row.get("entity"), name, row.get("breakdown")) if part)


def aspect(row: dict[str, Any], lang: str) -> str:
    """Place, measure, base and modality of a series in a few words; those that go without saying are left out."""
    base = row.get("base")
    said = [
        words.place(row["ref_area"], lang),
        words.of("measure", row["measure"], lang) + (f" ({words.of('base', base, lang)})" if base else ""),
        "" if row["modality"] == "actual" else words.of("modality", row["modality"], lang),
    ]
    return " · ".join(part for part in said if part)
