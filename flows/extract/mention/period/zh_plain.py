"""Other ways of writing a period made the common one, step by step: 二〇二五年 -> 2025年, 1H25 -> 2025年上半年."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from flows.extract.mention.numeral.zh import chinese_number
from flows.extract.mention.period.zh_words import DAY_HAN, HAN_DIGIT, MONTH_HAN, TO

FIRST_OF_REPUBLIC = 1912
Replace = str | Callable[[re.Match[str]], str]


def _digits(found: re.Match[str]) -> str:
    """二〇二五 -> 2025, 十一 -> 11."""
    return str(chinese_number(found.group()))


def _of_the_republic(found: re.Match[str]) -> str:
    """民国101 -> 2012: counted from 1912, as 台湾 does."""
    return str(int(found["number"]) + FIRST_OF_REPUBLIC - 1)


def _half_or_quarter(found: re.Match[str]) -> str:
    """2025H1, 1H25 -> 2025年上半年; Q3 -> 3季度 of no year."""
    year, number = found["year"] or found["behind"], int(found["number"] or found["before"])
    quarter = "Q" in found.group()
    said = f"{number}季度" if quarter else {1: "上半年", 2: "下半年"}.get(number, "")
    return f"20{year[-2:]}年{said}" if year else said


def _quarters(found: re.Match[str]) -> str:
    """1-3季度 -> 前3季度; 2-3季度 -> 4-9月."""
    first, last = (_small(found[key]) for key in ("first", "last"))
    return f"前{last}季度" if first == 1 else f"{3 * first - 2}-{3 * last}月"


def _small(words: str) -> int:
    return int(words) if words.isdecimal() else int(chinese_number(words) or 0)


STEPS: tuple[tuple[str, re.Pattern[str], Replace], ...] = (
    ("a year of the Republic", re.compile(r"民国(?P<number>\d{2,3})(?=年)"), _of_the_republic),
    (
        "years by two digits",
        re.compile(rf"^(?P<first>[12]\d){TO}(?P<last>[123]\d)年$"),
        r"20\g<first>-20\g<last>年",
    ),
    (
        "a day by hyphens",
        re.compile(r"^(?P<year>\d{4})-0?(?P<month>\d{1,2})-0?(?P<day>\d{1,2})$"),
        r"\g<year>年\g<month>月\g<day>日",
    ),
    ("a season before", re.compile("^上一?个?(?:制糖期|榨季|生产期|采购季|采暖季|销售季|财年|年度)$"), "上年"),
    ("a year in Chinese digits", re.compile(f"[一二][{HAN_DIGIT}]{{3}}(?=年)"), _digits),
    (
        "half years and quarters by letter",
        re.compile(
            r"^(?:(?P<year>(?:20)?\d\d)年?)?[HQ](?P<number>[1-4])$|^(?P<before>[1-4])[HQ](?P<behind>(?:20)?\d\d)$"
        ),
        _half_or_quarter,
    ),
    (
        "a half year's report",
        re.compile("年?(?:(?<![上下])半年(?:度(?:报告)?|报告?)|中期(?:报告|业绩|财报|决算)|中报)$"),
        "年上半年",
    ),
    ("a year's report", re.compile("年?(?:年度(?:报告|业绩|财报|决算)|年报)$"), "年"),
    ("three quarters' report", re.compile("年?第?三季报$"), "年前三季度"),
    ("a quarter's report", re.compile("年?(?P<number>第?[一三]季)(?:度?报告|报)$"), r"年\g<number>度"),
    ("a month in Chinese digits", re.compile(f"(?<![一二三四五六七八九十]){MONTH_HAN}(?=月)"), _digits),
    ("a day in Chinese digits", re.compile(f"(?<=\\d月){DAY_HAN}(?=日)"), _digits),
    ("a last day in Chinese digits", re.compile(f"(?<=日{TO}){DAY_HAN}(?=日)"), _digits),
    ("the first of such months", re.compile(rf"(?<![一二三四五六七八九十]){MONTH_HAN}(?={TO}\d{{1,2}}月)"), _digits),
    ("the first month by its name", re.compile(rf"元月|元(?={TO})"), "1月"),
    (
        "quarters from one to another",
        re.compile(rf"第?(?P<first>[一二三四1-4])(?:个?季度)?{TO}第?(?P<last>[一二三四1-4])个?季度"),
        _quarters,
    ),
    ("the first quarters", re.compile("[前首头]第?(?P<number>[一二两三四1-4])个?季度?"), r"前\g<number>季度"),
    ("the first quarter", re.compile("首季度?"), "一季度"),
    ("a quarter without 度", re.compile("(?P<number>[一二三四1-4])季(?!度)"), r"\g<number>季度"),
    ("the first months", re.compile(r"[首头](?=(?:\d|[一二两三四五六七八九十]).{0,2}月)"), "前"),
)


@functools.lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """The words with every step taken; the common way of writing comes back as it is."""
    said = words
    for _, pattern, replace in STEPS:
        words = pattern.sub(replace, words)
    return words if said.startswith("年") else words.removeprefix("年")
