"""Amounts: digits, number words, fractions and multiples with the scale and the unit that follow them."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.extract.mention.cue.en import Unit
from flows.extract.mention.numeral import en as numerals
from flows.extract.mention.token_en import UNITS, WORD_LIMIT, Token, aside
from warehouse.model import SetAside

_number = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9])"
_prefix = r"(?:(?:US|HK|NT|U\.S\.|[ACS])?[$¥￥€£]|RMB|Rmb|CNY|USD|EUR|GBP|Yuan(?= ?\d))"
AMOUNT = re.compile(rf"({_prefix})? ?({_number})")
RANGE = re.compile(rf"\s?[-–—~]\s?{_prefix}?({_number})")
PHONE = re.compile(r"(?! ?[%a-z.])|(?= (?:or|and|to|in|for|at|on) )")
MILLION = 10**6
CLASS = re.compile(r"[ \-](?:million|billion|trillion)[ \-](?:yuan|dollar)[ \-]level")
MODEL = re.compile(r" (?:Pro|Plus|Max|MAX|Ultra|Mini|Series|series(?! of))(?![a-z])")
PRICED = re.compile(
    r"(?:/| (?:per|an?) )(?P<measure>(?:metric )?ton(?:ne)?|d?mt|t|kg|kilogram|barrel|bbl|ounce|oz)(?![\w-])"
)
PRICES = {"CNY": "元", "USD": "美元"}  # as a price a unit of goods is written: 元/吨
MEASURES = {"k": "公斤", "b": "桶", "o": "盎司"}  # by the first letter; else a ton
LONG = re.compile(r"-(?:long|high|wide|deep|tall|thick|heavy)(?![a-z])")
UNIT_GAP = re.compile(r" ?-?(?:(?:Chinese|metric|short) (?=tons|yuan))?|\s?")
COMPOUND = re.compile(r"(?:double|triple|quadruple)(?:[ -]digits?|-[a-z]+)(?![a-z])", re.IGNORECASE)
LENGTH = re.compile(r"(?:two|four|five|six|seven|eight|nine)-quarter", re.IGNORECASE)  # `a two-quarter dip`
HALF_A = re.compile(r"half a (?:hundred|thousand|million|billion|trillion)", re.IGNORECASE)
SHOUTED = re.compile(
    r" (?:U\.S\.|US|RMB|Chinese|British|Hong|New|GW|MW|TWh|EVs|NEVs|African|Japanese|American|European|Asian)"
)


def amount(text: str, at: int, tokens: list[Token]) -> Token | None:
    """Digits with their currency sign, range, scale and unit."""
    found = AMOUNT.match(text, at)
    if not found:
        return None
    if MODEL.match(text, found.end()) and not found.group(1):
        return aside(found.group(2)[:WORD_LIMIT], at, SetAside.NAME, "number in a name")
    if at and not found.group(1) and text[at - 1] in "”’\"'":
        return aside(found.group(2)[:3], at, SetAside.REFERENCE, "footnote mark")
    if len(found.group(2)) > 4 and found.group(2).isdigit() and not found.group(1) and PHONE.match(text, found.end()):
        return aside(found.group(2)[:WORD_LIMIT], at, SetAside.REFERENCE, "digits with no commas and no noun")
    if len(found.group(2)) > numerals.LONGEST:
        return aside(found.group(), at, SetAside.NOT_UNDERSTOOD, "row of digits too long")
    prefix = (found.group(1) or "").strip()
    token = Token(found.group(), at, "num", "digits")
    token.figure = numerals.digits(found.group(2)) or Decimal(0)
    end = found.end()
    other = RANGE.match(text, end)
    if other and not _spoils_range(token.figure, other.group(1)):
        token.high, end, token.rule = numerals.digits(other.group(1)), other.end(), "range"
    finish_amount(token, text, end, prefix)
    return token


def _spoils_range(low: Decimal, other: str) -> bool:
    high = numerals.digits(other)
    return high is None or high <= low


def finish_amount(token: Token, text: str, end: int, prefix: str = "") -> None:
    """Take the scale and the unit that follow the figure into the token."""
    scale = None if CLASS.match(text, end) else numerals.SCALE.match(text, end)
    if scale and not (len(scale.group()) == 1 and UNITS.pattern.match(text, end)):
        token.scale = numerals.scale_of(scale.group())
        end = scale.end()
        lower = numerals.LOWER.match(text, end)
        if lower and (rest := numerals.scale_of(lower.group(2))) < token.scale:  # `1 billion 110 million kilowatts`
            token.figure = token.figure * token.scale + Decimal(lower.group(1)) * rest
            token.scale, end = Decimal(1), lower.end()
    if text.startswith("-plus", end) or text.startswith("+", end):
        token.after, end = "gt", end + (5 if text[end] == "-" else 1)
    end = _take_unit(token, text, end, prefix)
    tail = LONG.match(text, end) if token.kind == "physical" else None
    if tail:
        token.rule, end = "measure in an adjective", tail.end()
    token.text, token.end = text[token.start : end], end
    token.figure *= token.scale
    token.high = token.high * token.scale if token.high is not None else None


def _take_unit(token: Token, text: str, end: int, prefix: str) -> int:
    gap = UNIT_GAP.match(text, end)
    begin = gap.end() if gap else end
    if text[begin - 1 : begin + 9].startswith("-percentage"):
        begin = begin + 0
    found = UNITS.pattern.match(text, begin)
    unit = unit_of(found.group()) if found else None
    if prefix:
        code = UNITS.prefixes[prefix]
        token.kind, token.unit = "money", code
        end = found.end() if found and unit and unit.kind == "money" else end
        priced = PRICED.match(text, end) if code in PRICES else None
        if priced:  # `RMB 3,200/mt`, `$80 a barrel`
            token.kind, token.unit = "physical", f"{PRICES[code]}/{MEASURES.get(priced['measure'][0], '吨')}"
        return priced.end() if priced else end
    if not found or unit is None:
        token.kind = "bare"
        return end
    token.kind, token.unit = unit.kind, unit.unit
    if unit.unit != "吨" or token.scale < MILLION:  # `3 million Mt` counts metric tons, `3 Mt` a million of them
        token.scale *= unit.factor
    return found.end()


def unit_of(word: str) -> Unit | None:
    """The unit a word of measure names."""
    if word.isupper() and word.isalpha() and word not in UNITS.exact:
        return None  # PCT applications are no per cent
    return UNITS.exact.get(word) or UNITS.words.get(word.lower().replace("-", " ")) or UNITS.words.get(word.lower())


def number_words(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`twenty-five`, `half a million yuan`."""
    words = numerals.cardinal_at(text, at)
    if not words:
        return None
    end = at + len(words)
    if (tokens and tokens[-1].low == "top") or (
        re.match(r" [A-Z]", text[end : end + 2]) and not SHOUTED.match(text, end)
    ):
        return aside(words, at, SetAside.NAME, "number in a name")
    token = Token(words, at, "num", "number words")
    token.figure = numerals.cardinal(words)
    finish_amount(token, text, end)
    if token.text.lower() in ("one", "ones"):
        token.tag, token.outcome = "det", SetAside.IDIOM
    return token


def fraction(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`two-thirds`, `half`, `one in five`: in per cent."""
    found = numerals.FRACTION.match(text, at)
    if not found or LENGTH.fullmatch(found.group()) or HALF_A.match(text, at):
        return None
    if found.group().lower().endswith("quarter") and re.match(r" (?:earlier|ago)", text[found.end() :]):
        return None
    token = Token(found.group(), at, "num", "fraction")
    token.figure, token.kind, token.unit = numerals.fraction(found.group()), "percent", "%"
    return token


def multiple_word(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`doubled`, `tripling`, `twofold`; `double-digit growth` multiplies nothing."""
    compound = COMPOUND.match(text, at)
    if compound:
        return aside(compound.group(), at, SetAside.NAME, "number in a compound adjective")
    if text.startswith(" down on", at + 6) or text.startswith(" down", at + 7):
        return None
    found = numerals.MULTIPLE.match(text, at) or numerals.FOLD.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "num", "multiple word")
    value = numerals.fold if "fold" in token.low else numerals.multiple
    token.figure, token.kind, token.unit = value(found.group()), "multiple", "x"
    return token


def crowd(text: str, at: int, tokens: list[Token]) -> Token | None:
    """`tens of thousands of`, `a dozen`."""
    found = numerals.CROWD.match(text, at)
    if not found:
        return None
    token = Token(found.group(), at, "num", "tens, hundreds, thousands of")
    token.figure, token.kind, token.after = numerals.crowd(found.group()), "bare", "gt"
    end = found.end()
    unit = re.compile(r" of ").match(text, end)
    if unit:
        named = UNITS.pattern.match(text, unit.end())
        known = unit_of(named.group()) if named else None
        if named and known and known.kind in ("money", "time", "physical"):
            token.kind, token.unit, token.text, token.end = known.kind, known.unit, text[at : named.end()], named.end()
            token.low = token.text.lower()
    return token
