"""Numbers that belong to a name, an order or a clock: no quantities, each with the reason why not; ranks among them."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.extract.mention.cue.en import cues
from flows.extract.mention.numeral import en as numerals
from flows.extract.mention.quantity.en import AMOUNT, _number, unit_of
from flows.extract.mention.token_en import UNITS, WORD_LIMIT, Token, aside
from warehouse.model import SetAside

_zone = r"(?: ?(?:GMT|UTC)(?: ?[+-]\d{1,2}(?::\d\d)?)?)?"
LISTED = re.compile(r"\d{1,2}[.)] +(?=[A-Z])")  # `1. Exports`
CALLED = re.compile(
    r"(?P<share>\d{4,6}\.(?:SH|SS|SZ|HK|BJ)(?![A-Za-z]))"
    r"|(?P<house>\d{1,4}) (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Avenue|Lane|Rd|Boulevard)\b"
)
TIME = re.compile(
    rf"\d{{1,2}}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?(?![a-z]))?{_zone}|"
    r"\d{1,2} ?[ap]\.?m\.?(?![a-z])",
    re.IGNORECASE,
)
ERAS = ("AD", "BC", "CE", "BCE", "A.D.", "B.C.")
ERA = re.compile(r"\d{1,4}(?:(?: ?[-–—] ?| to )\d{1,4})? ?(?:BCE?|CE|AD|[BA]\.[CD]\.)(?![A-Za-z])")
AFTER_ERA = re.compile(r"\d{1,4}(?:(?: ?[-–—] ?| to )\d{1,4})?(?![\d,.]*\d|%| ?(?:percent|[bmtr]+illion)\b)")
ORDINAL_DIGITS = re.compile(r"\d{1,4}(?:,\d{3}){0,3}(?:st|nd|rd|th)(?![a-z])", re.IGNORECASE)
ADJECTIVE = re.compile(
    rf"(?:{_number}|[a-z]+)-(?:years?|months?|days?|weeks?|hours?|minutes?|points?|nations?|members?|part(?:y|ies)|seats?|"
    r"time|times|person|persons|way|ways|stor(?:e?y|ies)|degrees?|star|tier|level|child|dimensional|sided|pronged|step|"
    r"strong|generation|country|decade|odd|century|character|term|round|page|phase|magnitude|lane|wheel(?:er|ed)?|story|in-one|"
    r"(?<!one-)(?<!three-)quarter(?!s)|"
    r"plus|man|stage|inch|hectare-)(?:-[a-z]+)*(?![a-z])",
    re.IGNORECASE,
)
NAME_HEADS = cues().words["name_heads"]
CODE = re.compile(r"\d+(?:\.\d+)?[A-Za-z]{1,4}(?:[\-+][A-Z0-9]+)?(?:\.\d+)?(?![A-Za-z0-9])")
RANK_WORD = re.compile(
    r"(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ -])?(?:largest|biggest|highest)(?![a-z-])",
    re.IGNORECASE,
)
SERIES = re.compile(r"(?:series|batch|number-of) of(?! the)", re.IGNORECASE)


def time_of_day(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`9:30 a.m.`"""
    found = TIME.match(text, at)
    return aside(found.group(), at, SetAside.TIME_OF_DAY, "time of day") if found else None


def stock_code(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`(600519.SH)`, `88 Jianguo Road`: what a share or a house is called."""
    found = CALLED.match(text, at)
    if not found:
        return None
    rule = "stock code" if found["share"] else "house number"
    return aside(found["share"] or found["house"], at, SetAside.REFERENCE, rule)


def listed(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`1. Exports rose`: the number of an item, before its sentence."""
    found = LISTED.match(text, at) if not tokens else None
    if not found:
        return None
    token = aside(found.group().rstrip(" .)"), at, SetAside.ENUMERATION, "number of an item")
    token.tag = ";"
    return token


def year_of_an_era(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`221 BC`, `770-476 BC`, `AD 618`: years long ago."""
    found = ERA.match(text, at) or (AFTER_ERA.match(text, at) if tokens and tokens[-1].text in ERAS else None)
    return aside(found.group(), at, SetAside.DATE, "year of an era") if found else None


def ordinal_digits(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`31st`."""
    found = ORDINAL_DIGITS.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "ord", "ordinal")
    token.figure, token.outcome = Decimal(numerals.ordinal(found.group())), SetAside.ORDINAL
    return token


def ordinal_word(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`third`."""
    word = re.compile(r"[A-Za-z]+").match(text, at)
    if not word or word.group().lower() not in numerals.ORDINALS or text[word.end() : word.end() + 5] == "-hand":
        return None
    token = Token(word.group(), at, "ord", "ordinal")
    token.figure, token.outcome = Decimal(numerals.ordinal(word.group())), SetAside.ORDINAL
    return token


def compound_adjective(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`a three-year action plan`, `the 100-day campaign`: a name's adjective."""
    found = ADJECTIVE.match(text, at)
    if not found:
        return None
    first = found.group().partition("-")[0].lower()
    if not first[0].isdigit() and first not in numerals.ONES and first not in numerals.TENS:
        return None
    return aside(found.group(), at, SetAside.NAME, "number in a compound adjective")


def is_name_before(text: str, at: int, tokens: list[Token]) -> bool:
    """`Boao Forum 2018`, `Made in China 2025`, `No. 1`: the capitalised word right before owns the number."""
    before = tokens[-1]
    gap = text[before.end : at]
    if gap not in (" ", "-", ". ", ".") or before.tag in ("per", "num") or before.end == 0:
        return False
    if before.low in NAME_HEADS:
        return True
    first = before.start == 0 or before.tag not in ("w", "name")
    return (
        gap in (" ", "-")
        and any(char.isupper() for char in before.text)
        and not first
        and not before.low.endswith(("'s", "’s"))
    )


def digits_of_name(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`No. 1`, `Fortune Global 500`, `iPhone 17`, `the top 500`: bare digits behind a name."""
    found = AMOUNT.match(text, at)
    if not found or found.group(1) or not tokens or not is_name_before(text, at, tokens):
        return None
    after = text[found.end() : found.end() + 30]
    if tokens[-1].low == "top" and (UNITS.pattern.match(after.lstrip()) or numerals.SCALE.match(after)):
        return None  # `will top 10,000 km`
    listed = tokens[-1].low == "global" and len(tokens) > 1 and tokens[-2].low == "fortune"
    if tokens[-1].low not in NAME_HEADS and not listed:
        if numerals.SCALE.match(after) or UNITS.pattern.match(after.lstrip(" -")) or re.match(r" [a-z]+s\b", after):
            return None
        if re.match(r"[,.]?\d", after):
            return None
    return aside(found.group(2)[:WORD_LIMIT], found.start(2), SetAside.NAME, "number in a name")


def letters_and_digits(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`5G`, `4K`, `5G-A`; not `5GW` and not `20km`."""
    found = CODE.match(text, at)
    if not found:
        return None
    if found.group()[1:] == "K" and found.group()[0] in "2468":
        return aside(found.group(), at, SetAside.NAME, "letters and digits are a name")  # 4K, 8K
    letters = re.sub(r"^[\d.]+", "", found.group())
    if unit_of(letters) or numerals.SCALE.fullmatch(letters):
        return None
    return aside(found.group(), at, SetAside.NAME, "letters and digits are a name")


def largest(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`the world's largest`, `second-largest`: a rank."""
    found = RANK_WORD.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "rank", "largest")
    first = token.low.replace("-", " ").split()[0]
    if not (tokens and tokens[-1].low in ("world's", "world’s")) or not re.match(
        r" (?!and )[a-z]", text[found.end() :]
    ):
        return None
    token.figure = Decimal(numerals.ORDINALS.get(first, 1))
    token.outcome = SetAside.ORDINAL if first in numerals.ORDINALS else None
    return token


def series_of(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`a series of`, `a batch of`: some, counted as one."""
    if text[at : at + 2].lower() != "a " or not SERIES.match(text, at + 2):
        return None
    word = "系列" if text[at + 2] in "sS" else "批"
    token = Token(text[at : at + (8 if word == "系列" else 7)], at, "num", "a series of")
    token.figure, token.kind, token.unit = Decimal(1), "series", word
    return token
