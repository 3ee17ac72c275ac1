"""Page labels, and days in addresses and texts."""

from __future__ import annotations

import datetime as dt
import re

from flows.parse.continued import page_number

_LABEL = re.compile(r"^(?:\d+·)?第?\s*([A-Za-z]{0,3}\d{1,6})\s*版?(?:\s*[:：]|(?<=版)|\s|$)\s*(.*)$", re.S)
_DATES_IN_URL = (
    re.compile(r"_(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})_"),
    re.compile(r"/(?P<y>\d{4})-(?P<m>\d{2})/(?P<d>\d{2})(?:/|$)"),
    re.compile(r"/(?P<y>\d{4})(?P<m>\d{2})/(?P<d>\d{2})(?:/|$)"),
    re.compile(r"/(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/|$)"),
    re.compile(r"/(?:\d{4}/)?(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:/|$)"),
    re.compile(r"/t(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})_\d+"),
)
_DATE_IN_TEXT = re.compile(r"(?P<y>\d{4})\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)")
_MASTHEAD = re.compile(
    r"(?P<y>\d{4})年\s*(?P<m>\d{1,2})月\s*(?P<d>\d{1,2})日\D{0,6}?(?:第\s*\d+\s*期)?\s*"
    r"(?:星期[一二三四五六日天]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b)"
)


def page_label(text: str) -> tuple[str, str] | None:
    """`第01版：要 闻` -> ("01", "要闻"). None where the text is no label."""
    found = _LABEL.match(text.strip())
    if not found:
        return None
    return page_number(found[1]), page_name(found[2])


def page_name(text: str) -> str:
    """A page's name; blanks between Chinese characters are layout."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[\s\u00a0\u3000]+(?=[\u4e00-\u9fff])", "", text).strip(" \u00a0\u3000:：")


def date_in_url(url: str) -> dt.date | None:
    """The day in an address of any layout known here."""
    for pattern in _DATES_IN_URL:
        if (found := pattern.search(url)) and (day := _day(found)):
            return day
    return None


def date_in_text(text: str) -> dt.date | None:
    """The first day printed in a text: 2024年12月25日, 2024-12-25, 2024/12/25."""
    for found in _DATE_IN_TEXT.finditer(text):
        if day := _day(found):
            return day
    return None


def masthead_day(text: str) -> dt.date | None:
    """The day that a page prints of itself: with its weekday, as mastheads do. None where several are printed so."""
    days = {day for found in _MASTHEAD.finditer(text) if (day := _day(found))}
    return days.pop() if len(days) == 1 else None


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
