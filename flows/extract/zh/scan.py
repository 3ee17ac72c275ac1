"""One walk over a sentence that finds every numeral and says what it is: quantity, period, rank, or no quantity at all.

The walk is anchored on the characters a mention can begin with. Whatever it takes is taken once; the longest reading
that is listed first wins (a name before a quantity, a date before a count).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.extract.mention.period.zh_words import SINCE_EVENT
from flows.extract.zh.numerals import chinese_number
from flows.extract.zh.patterns import (
    DIGITS,
    HAN_DIGIT,
    HAN_NUMERAL,
    HAN_RUN,
    HAN_SCALE,
    HAN_UNIT,
    MASTER,
    SCALE,
    UNIT,
)
from warehouse.model import SetAside
from warehouse.vocabulary.units import SCALES, Unit, units

ONE_IN_SO_MANY = "so many in so many: 每…就有…"
UNNAMED = "an unnamed number: 一批, 一系列"
HALVED = "halved: 减半"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `value` in the base unit; `unit` None where none is printed; `more`: 多, 余, 几, 数."""

    value: Decimal
    unit: Unit | None
    high: Decimal | None = None
    more: bool = False
    rule: str = "number and unit"


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order: 第二, 首位, 前三."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start:end` of a sentence and what they are. A period keeps its words; resolving them needs a date."""

    start: int
    end: int
    what: Quantity | Rank | SetAside | str


BETWEEN = re.compile("(?:及?以上|左右|以内)?")
BEGUN_THEN = re.compile(SINCE_EVENT)
AFTER_NUMBER = re.compile(rf"\s?(?P<mid>[多余几])?(?P<scale>{SCALE})?(?P<post>[多余])?\s?(?P<unit>{UNIT})?")
HAN_QUANTITY = re.compile(
    rf"(?P<some>数|几|上|好几)?(?P<num>{HAN_RUN}(?:点[{HAN_DIGIT}]{{1,6}})?)(?P<mid>[多余几])?"
    rf"(?P<scale>{HAN_SCALE})?(?P<post>[多余])?(?P<unit>{UNIT})$"
)
ONE_IN = re.compile(
    rf"每[^\d{HAN_NUMERAL}]{{0,2}}(?P<whole>\d+(?:\.\d+)?|[{HAN_NUMERAL}]+).*?(?:(?:就|中|里)有|[中里])(?P<part>\d+|[{HAN_NUMERAL}]+)"
)
NO_WHOLE = re.compile("秒|分|小?时|个小时|天|年|个?月|周|元")  # 每53秒就有一辆: a pace, no share
BELOW_ZERO = re.compile(r"(?:^|(?<=[\s(:,、为是至到长降别率速和及与幅]))-$")  # a table's -3.2
MINUS = re.compile(r"(?<![\dA-Za-z%)-])-$|(?<![减增降担肩抱胜欠自])负$|零下$")  # 同比-2.3%, 负5.2%; not 减负3亿元
OF_A_SIZE = re.compile("(?:以上)?的?(?:项目|企业|产业|集群|园区|产品|品牌|县|城|镇|村)(?!产值|营收)")  # 过亿元项目23个
PASSED = re.compile("(?:[超破近过达逾约数跨]|突破|超过)了?$")  # 超万亿元 is a number, 亿元项目 is none
RANGE_JOIN = re.compile(r"\s?(?:-|~|至|到)\s?(?=\d)")
NUMBER = re.compile(DIGITS)
TORN = re.compile(
    rf"(?<=[\u4e00-\u9fff])\d{{1,5}}(?: ?\. \d{{1,2}}| \.\d{{1,2}}| \d{{3}})"
    rf"(?=\s?(?:{SCALE}|%|{HAN_UNIT}))(?![\d.年月日])"
)
AGED = re.compile("(?:(?:及|\\()?以[上下]\\)?)?的?[\u4e00-\u9fff]")  # 16-24岁劳动力: the age is part of the name
CLASS = re.compile("级(?![别联])")  # 十万吨级码头, 百兆瓦级电站: a class of things
MORE_ORDINALS = re.compile("(?:[、和及与]第?[一二三四五六七八九十])*")  # 第一、二、三产业
ORDINAL_AFTER = re.compile(
    "届|次|批|期|轮|章|条|款|号|项|场|站|集|版|代|个|家|季|产业|方|者|天|年|时间|一|步|阶段|支柱|生产力|书记|人民|医院|中学|小学"
    "|大道|机床|现场|手|线|视角|课|部|台|座|艘|架|只|例|枚|颗|列|笔|单|张|口"
)


def scan(text: str) -> list[Mention]:
    """Every mention of an even text (see `text.even`), in order, none overlapping."""
    mentions: list[Mention] = []
    at = 0
    while (found := MASTER.search(text, at)) is not None:
        kind = found.lastgroup or "rest"
        mention = READERS[kind](text, found)
        if kind == "digits":
            mention = with_sign(text, mention, mentions[-1].end if mentions else 0)
        beside = bool(mentions) and BETWEEN.fullmatch(text, mentions[-1].end, mention.start) is not None
        if beside and _is_class(mention) and _is_count(mentions[-1]):
            mention = replace(mention, what=SetAside.NAME)  # 5家千亿级企业: what kind of enterprises
        mentions.append(mention)
        at = max(mention.end, found.start() + 1)
    return mentions


def _is_class(mention: Mention) -> bool:
    what = mention.what
    return isinstance(what, Quantity) and what.unit is not None and what.unit.surface == "级"


def _is_count(mention: Mention) -> bool:
    what = mention.what
    return isinstance(what, Quantity) and what.unit is not None and what.unit.kind == "count"


def _aside(reason: SetAside) -> Callable[[str, re.Match[str]], Mention]:
    return lambda text, found: Mention(found.start(), found.end(), reason)


def _period(text: str, found: re.Match[str]) -> Mention:
    """A period's words, and what began in it where the text counts from there: 2021年3月行动开展以来."""
    end = found.end()
    if text.find("以来", end, end + 28) > end and (event := BEGUN_THEN.match(text, end)):
        end = event.end()
    return Mention(found.start(), end, text[found.start() : end])


def _rank(text: str, found: re.Match[str]) -> Mention:
    words = found.group()
    more = MORE_ORDINALS.match(text, found.end())
    if ORDINAL_AFTER.match(text, more.end() if more else found.end()):  # 第二产业, 第三方: part of a name, no rank
        return Mention(found.start(), found.end(), SetAside.ORDINAL)
    number = re.search(rf"\d+|[{HAN_NUMERAL}]+", words)
    value = Decimal(1)
    if number:
        digits = number.group()
        value = Decimal(digits) if digits[0].isdigit() and digits.isascii() else chinese_number(digits) or Decimal(0)
    return Mention(found.start(), found.end(), Rank(value))


def _share(value: Decimal, found: re.Match[str], rule: str) -> Mention:
    return Mention(found.start(), found.end(), Quantity(value, units()["%"], rule=rule))


def _fraction(text: str, found: re.Match[str]) -> Mention:
    below, above = found.group().split("分之", 1)
    bottom = Decimal(below) if below.isdigit() and below.isascii() else chinese_number(below)
    top = Decimal(above.replace(",", "")) if above[0] in "0123456789" else chinese_number(above)
    if not bottom or top is None:
        return Mention(found.start(), found.end(), SetAside.NOT_UNDERSTOOD)
    return _share(round(top * 100 / bottom, 2), found, "parts of a whole: 分之")


def _slash(text: str, found: re.Match[str]) -> Mention:
    above, below = found.group().split("/")
    if not int(below) or int(above) >= int(below):
        return Mention(found.start(), found.end(), SetAside.REFERENCE)
    return _share(round(Decimal(above) * 100 / Decimal(below), 2), found, "parts of a whole: a/b")


def _redouble(text: str, found: re.Match[str]) -> Mention:
    number = re.search(r"[一两二三四五六\d]", found.group())
    times = (
        (chinese_number(number.group()) if not number.group().isdigit() else Decimal(number.group()))
        if number
        else None
    )
    value = Decimal(2) ** int(times or 1)
    return Mention(found.start(), found.end(), Quantity(value, units()["倍"], rule="doubling: 翻番"))


def _one_in(text: str, found: re.Match[str]) -> Mention:
    """每用3度电就有1度: one in three."""
    parts = ONE_IN.match(found.group())
    if parts is None or NO_WHOLE.match(found.group(), parts.end("whole")):
        return Mention(found.start(), found.end(), SetAside.BASIS)
    whole, part = (Decimal(n) if n[0].isdecimal() else chinese_number(n) for n in (parts["whole"], parts["part"]))
    if not whole or not part or part > whole:
        return Mention(found.start(), found.end(), SetAside.BASIS)
    return _share(round(part * 100 / whole, 2), found, ONE_IN_SO_MANY)


def _half(text: str, found: re.Match[str]) -> Mention:
    if found.group() == "减半":
        return _share(Decimal(-50), found, HALVED)
    return _share(Decimal(50), found, "half: 一半, 过半")


def _tenths(text: str, found: re.Match[str]) -> Mention:
    words = found.group()
    numbers = [
        Decimal(n) if n[0].isascii() else chinese_number(n) or Decimal(0)
        for n in re.findall(r"\d(?:\.\d)?|[一二两三四五六七八九]", words)
    ]
    extra = Decimal(5) if words.endswith("半") else Decimal(0)
    high = numbers[1] * 10 if len(numbers) > 1 else None
    quantity = Quantity(numbers[0] * 10 + extra, units()["%"], high=high, rule="tenths: 成")
    return Mention(found.start(), found.end(), quantity)


def _batch(text: str, found: re.Match[str]) -> Mention:
    surface = "系列" if "系列" in found.group() else "批"
    return Mention(found.start(), found.end(), Quantity(Decimal(1), units()[surface], rule=UNNAMED))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _digits(text: str, found: re.Match[str]) -> Mention:
    start, end = found.span()
    printed = found.group()
    if torn := TORN.match(text, start):  # 459. 8 万个: a space crept in when the page was scanned
        printed, end = torn.group().replace(" ", ""), torn.end()
    after = AFTER_NUMBER.match(text, end)
    assert after is not None  # every part of it is optional
    join = RANGE_JOIN.match(text, after.end())
    if join and (start == 0 or text[start - 1] not in "从由"):
        second = NUMBER.match(text, join.end())
        rest = AFTER_NUMBER.match(text, second.end()) if second else None
        if second and rest and rest["unit"] and after["unit"] in (None, rest["unit"]):
            low = _number(printed) * _factor(after["scale"] or (rest["scale"] if not after["unit"] else None))
            high = _number(second.group()) * _factor(rest["scale"])
            unit = units()[rest["unit"]]
            if low < high and _is_part_of_name(text, rest.end(), unit, None):
                return Mention(start, rest.end(), SetAside.BASIS)
            if low < high:
                return Mention(
                    start, rest.end(), Quantity(low * unit.factor, unit, high=high * unit.factor, rule="range")
                )
    value = _number(printed) * _factor(after["scale"])
    more = bool(after["mid"] or after["post"])
    if after["unit"] is None:
        stop = (
            after.end("post")
            if after["post"]
            else after.end("scale")
            if after["scale"]
            else after.end("mid")
            if after["mid"]
            else end
        )
        return Mention(start, stop, Quantity(value, None, more=more, rule="number without a unit"))
    unit = units()[after["unit"]]
    if _is_part_of_name(text, after.end(), unit, value):
        return Mention(start, after.end(), SetAside.BASIS)
    return Mention(start, after.end(), Quantity(value * unit.factor, unit, more=more))


def with_sign(text: str, mention: Mention, free: int) -> Mention:
    """The number with the sign before it. A dash right behind a number or a period (before `free`) is none."""
    what = mention.what
    if not isinstance(what, Quantity):
        return mention
    sign = (MINUS if what.unit else BELOW_ZERO).search(text, max(free, mention.start - 2), mention.start)
    if sign is None or (sign.group() == "-" and sign.start() == free > 0):
        return mention
    high = -what.high if what.high is not None else None
    return replace(mention, start=sign.start(), what=replace(what, value=-what.value, high=high))


def _is_part_of_name(text: str, end: int, unit: Unit, value: Decimal | None) -> bool:
    """A class (十万吨级码头), an age (60岁以上人口), what a rate is for (1美元兑…): no figure of their own."""
    if unit.surface == "人口":  # 20万人口以上城市
        return text.startswith(("以上", "以下", "及以上"), end)
    if unit.surface == "岁":
        return bool(AGED.match(text, end)) and text[end : end + 1] not in ("时", "前", "后", "了", "的")
    if unit.kind == "money":
        return (value == unit.factor and text.startswith("兑", end)) or bool(CLASS.match(text, end))
    return unit.kind not in ("count", "percent", "multiple") and bool(CLASS.match(text, end))


def _factor(scale: str | None) -> Decimal:
    return SCALES[scale] if scale else Decimal(1)


def _han(text: str, found: re.Match[str]) -> Mention:
    parts = HAN_QUANTITY.match(found.group())
    if parts is None:
        return Mention(found.start(), found.end(), SetAside.NOT_UNDERSTOOD)
    number, high = parts["num"], None
    pair = re.fullmatch(r"([二三四五六七八九])([三四五六七八九])([十百千万亿]*)", number)
    if pair:
        number, high = pair[1] + pair[3], chinese_number(pair[2] + pair[3])
    value = chinese_number(number)
    unit = units()[parts["unit"]]
    if _is_part_of_name(text, found.end(), unit, value):
        return Mention(found.start(), found.end(), SetAside.BASIS)
    if unit.surface == "个" and text[found.end() : found.end() + 1].isdigit():
        return Mention(found.start(), found.end(), SetAside.BASIS)  # 三个80%: counts numbers, not things
    rounded = (
        parts["some"] or parts["mid"] or parts["post"] or PASSED.search(text[max(0, found.start() - 3) : found.start()])
    )
    if number in ("万", "亿", "万亿") and (not rounded or OF_A_SIZE.match(text, found.end())):
        return Mention(found.start(), found.end(), SetAside.BASIS)  # 亿元项目, 万人发明专利拥有量, a table's 亿吨
    if (
        found.group()[0] == "一"
        and value == 1
        and unit.kind not in ("percent", "multiple", "duration", "money", "power")
    ):
        return Mention(found.start(), found.end(), SetAside.IDIOM)  # 一座城市: an article rather than a number; 一吨煤
    if value is None:
        return Mention(found.start(), found.end(), SetAside.NOT_UNDERSTOOD)
    factor = SCALES.get(parts["scale"] or "", Decimal(1)) * unit.factor
    more = bool(parts["some"] or parts["mid"] or parts["post"])
    quantity = Quantity(
        value * factor, unit, high=high * factor if high else None, more=more, rule="Chinese numeral and unit"
    )
    return Mention(found.start(), found.end(), quantity)


READERS: dict[str, Callable[[str, re.Match[str]], Mention]] = {
    "title": _aside(SetAside.NAME),
    "plan": _period,
    "name": _aside(SetAside.NAME),
    "honour": _aside(SetAside.NAME),
    "quoted": _aside(SetAside.NAME),
    "reference": _aside(SetAside.REFERENCE),
    "clock": _aside(SetAside.TIME_OF_DAY),
    "edition": _aside(SetAside.ORDINAL),
    "years": _period,
    "label": _aside(SetAside.DATE),
    "period": _period,
    "span": _period,
    "now": _period,
    "day": _aside(SetAside.DATE),
    "year_only": _aside(SetAside.DATE),
    "tenor": _aside(SetAside.NAME),
    "plus": _aside(SetAside.NAME),
    "strong": _aside(SetAside.NAME),
    "latin": _aside(SetAside.NAME),
    "generation": _aside(SetAside.NAME),
    "fraction": _fraction,
    "slash": _slash,
    "redouble": _redouble,
    "half": _half,
    "tenths": _tenths,
    "batch": _batch,
    "one_in": _one_in,
    "basis": _aside(SetAside.BASIS),
    "rank": _rank,
    "idiom": _aside(SetAside.IDIOM),
    "digits": _digits,
    "han": _han,
    "rest": _aside(SetAside.NOT_UNDERSTOOD),
}
