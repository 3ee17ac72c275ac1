"""Chinese quantities: 12.5万吨, 1亿2000万元, 三十五家, 5%至8%, -2.3%, 新台币30亿元, 15:62:23, 3元5角, 两三个.

Each function reads what an alternative of the master pattern found (zh/patterns.py) and says what it is.
"""

from __future__ import annotations

import re
from decimal import Decimal

from flows.extract.mention.found import Mention
from flows.extract.mention.numeral.zh import (
    DIGITS,
    HAN_DIGIT,
    HAN_RUN,
    HAN_SCALE,
    SCALE,
    both_ends,
    chinese_number,
)
from flows.extract.mention.quantity.shared import Quantity
from flows.extract.mention.quantity.units_zh import UNIT, factor, unit_of
from warehouse.model import SetAside
from warehouse.values import replace
from warehouse.vocabulary.units import SCALES, Unit, units

NUMBER = re.compile(DIGITS)
# What follows a number: 多, its scale, its unit, and 角 and 分 behind 元.
AFTER_NUMBER = re.compile(
    rf"(?P<mid>[多余几])?(?P<scale>{SCALE})?(?P<post>[多余])?(?:{UNIT})?(?:(?<=[元块])(?P<jiao>\d)角(?:(?P<fen>\d)分)?)?"
)
# 1亿|2000万元, 13万|2千吨, 2万|4132例, 1兆|8473.3亿元: the lower part of a number of two parts
LOWER_PART = re.compile(
    rf"(?P<high>[百十千]?[万亿]|千|兆)(?P<low>\d{{1,3}},\d{{3}}|\d{{1,4}}(?:\.\d{{1,4}})?)(?P<scale>[千百十]?[万亿]|[千百十])?(?P<post>[多余])?{UNIT}"
)
JOIN = re.compile("(?:[-~至到]|(?P<between>[和与]))-?(?=\\d)")
BETWEEN = re.compile("(?:之?间|区间|不等|的区间)")
LEAVES = ("从", "由")
MOVES = re.compile(  # 支出扩大48亿元至433亿元: by how much, and where it arrived
    "(?:增[加长多]?|扩大|提[高升]|上[升涨调]|[调走拉]高|[攀回飙跃]升|[大劲急]?升|[大急暴]?涨|[激猛大骤锐劲]增|减[少]?|缩[小减]|下[降跌滑调]|降低?"
    "|回落|收窄|[调走]低|[大急暴]?跌|[锐骤大]减)了?(?:约|近|逾|超过?)?$"
)
LEAST_ARRIVED = 3  # times what it moved by: 预计净利润增加2亿元至3亿元 is a range
HAN_QUANTITY = re.compile(
    rf"(?P<some>数|几|上|好几)?(?:(?P<low>{HAN_RUN})[至到~-])?(?P<num>{HAN_RUN}(?:点[{HAN_DIGIT}]{{1,6}})?)(?P<mid>[多余几])?"
    rf"(?P<scale>{HAN_SCALE})?(?P<post>[多余])?{UNIT}(?:(?<=[元块])(?P<jiao>[{HAN_DIGIT}])角)?$"
)
BELOW_ZERO = re.compile(r"(?:^|(?<=[\s(:,、为是至到长降别率速和及与幅]))-$")  # a table's -3.2
MINUS = re.compile(r"(?<![\dA-Za-z%)-])-$|(?<![减增降担肩抱胜欠自])负$|零下$")  # 同比-2.3%, 负5.2%; not 减负3亿元
PLUS = re.compile(r"(?<=[(,:;、比和])\+$")  # (+22.3%)
CURRENCIES = {"新台币": "TWD", "台币": "TWD", "人民币": "CNY", "港币": "HKD", "美金": "USD", "US$": "USD", "HK$": "HKD"}
CURRENCIES |= {"NT$": "TWD", "$": "USD", "¥": "CNY", "€": "EUR", "£": "GBP", "RMB": "CNY"}
CURRENCY_ENDS = frozenset(name[-1] for name in CURRENCIES)
SIGN_ENDS = frozenset("+-负下")
CURRENCY = re.compile("(?:" + "|".join(map(re.escape, CURRENCIES)) + ")$")
AGED = re.compile("(?:(?:及|\\()?以[上下]\\)?)?的?[\u4e00-\u9fff]")  # 16-24岁劳动力: the age is part of the name
CLASS = re.compile("级(?![别联])")  # 十万吨级码头, 百兆瓦级电站: a class of things
OF_A_SIZE = re.compile("(?:以上)?的?(?:项目|企业|产业|集群|园区|产品|品牌|县|城|镇|村)(?!产值|营收)")  # 过亿元项目23个
SCALES_ALONE = re.compile("[十百千万亿]+")
PASSED = re.compile("(?:[超破近过达逾约数跨]|突破|超过)了?$")  # 超万亿元 is a number, 亿元项目 is none
ARTICLES = ("percent", "multiple", "duration", "money", "power")  # kinds that 一 counts: 一亿元, 一年, no 一座
ADVERB = re.compile("度(?!电)")  # 三度获奖: times, no power
STEPS = re.compile("[十百千万亿]*元?级?台阶")
LEAST_CLASS = 10  # 百亿级项目 tells a size
LENGTH_OF_YEAR = 4
LEAST_LOWER = 100  # 2万4132例, not 2万5


def digits(text: str, found: re.Match[str]) -> Mention:
    """A number in digits, with all that belongs to it."""
    start, printed = found.start(), found.group()
    after = AFTER_NUMBER.match(text, found.end())
    assert after is not None  # every part of it is optional
    if printed[0] == "0" and len(printed) > 1 and printed.isdigit():
        return Mention(start, after.end(), SetAside.REFERENCE)  # 01版, 00451
    value = _number(printed) * factor(after["scale"])
    if (read := _in_two_parts(text, found) or _range(text, start, value, after)) is not None:
        return read
    unit = unit_of(after, value)
    more = bool(after["mid"] or after["post"])
    if unit is None:
        end = max(found.end(), *(after.end(name) for name in ("mid", "scale", "post")))
        return Mention(start, end, Quantity(value, None, more=more, rule="number without a unit"))
    if unit.base == "年" and after["scale"] is None and printed.isdigit() and len(printed) == LENGTH_OF_YEAR:
        return Mention(start, after.end(), SetAside.DATE)  # nothing lasts 2025 years
    if _is_part_of_name(text, after.end(), unit, value):
        return Mention(start, after.end(), SetAside.BASIS)
    coins = Decimal(f"0.{after['jiao']}{after['fen'] or ''}") if after["jiao"] else Decimal(0)
    return Mention(start, after.end(), Quantity((value + coins) * unit.factor, unit, more=more))


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _in_two_parts(text: str, found: re.Match[str]) -> Mention | None:
    """1亿2000万元, 4万7,709元: a number whose lower part is printed with a scale of its own, or with all its digits."""
    parts = LOWER_PART.match(text, found.end())
    if parts is None or parts["unit"] == "年":
        return None
    high, low = factor(parts["high"]), _number(parts["low"]) * factor(parts["scale"])
    unit = unit_of(parts, high)
    if unit is None or low >= high or (parts["scale"] is None and low < LEAST_LOWER):
        return None
    value = _number(found.group()) * high + low
    return Mention(found.start(), parts.end(), Quantity(value * unit.factor, unit, more=bool(parts["post"])))


def _range(text: str, start: int, low: Decimal, after: re.Match[str]) -> Mention | None:
    """A range, its unit printed at the end or at both ends: 3—5万家, 3万元至5万元, 在5%和8%之间."""
    join = JOIN.match(text, after.end())
    second = NUMBER.match(text, join.end()) if join else None
    rest = AFTER_NUMBER.match(text, second.end()) if second else None
    if join is None or second is None or rest is None or rest["unit"] is None:
        return None
    if (join["between"] or text[max(0, start - 1) : start] in LEAVES) and not BETWEEN.match(text, rest.end()):
        return None  # 从3%到5% is two numbers
    high = _number(second.group()) * factor(rest["scale"])
    own, unit = unit_of(after, low), unit_of(rest, high)
    if unit is None or (own is not None and own.base != unit.base):
        return None
    if own is None and after["scale"] is None:
        low *= factor(rest["scale"])
    low, high = low * (own or unit).factor, high * unit.factor
    if join.group().endswith("-") and len(join.group()) > 1:  # -5%至-3%: the first one's sign is still to come
        high = -high
        if text[start - 1 : start] != "-" or low <= -high:
            return None
    elif low >= high or (own and _moved(text, start, join.group(), low, high, unit)):
        return None
    if _is_part_of_name(text, rest.end(), unit, None):
        return Mention(start, rest.end(), SetAside.BASIS)
    return Mention(start, rest.end(), Quantity(low, unit, high=high, rule="range"))


def _moved(text: str, start: int, join: str, low: Decimal, high: Decimal, unit: Unit) -> bool:
    """Whether a figure moved by the first amount and arrived at the second."""
    arrived = join in ("至", "到") and unit.kind != "percent" and high >= LEAST_ARRIVED * low
    return arrived and MOVES.search(text, max(0, start - 6), start) is not None


def han(text: str, found: re.Match[str]) -> Mention:
    """A number in characters with its unit."""
    parts = HAN_QUANTITY.match(found.group())
    value = chinese_number(parts["num"]) if parts else None
    ends = both_ends(parts["num"]) if parts else None
    if parts is None or (value is None and ends is None) or (parts["scale"] or "万") not in SCALES:
        return Mention(found.start(), found.end(), SetAside.NOT_UNDERSTOOD)
    low, high = ends or (value or Decimal(0), None)
    scale = factor(parts["scale"])
    unit = unit_of(parts, low * scale)
    if unit is None:
        return Mention(found.start(), found.end(), SetAside.NOT_UNDERSTOOD)
    if (reason := _no_han_quantity(text, found, parts, unit, low)) is not None:
        return Mention(found.start(), found.end(), reason)
    if parts["low"] and value is not None:
        low, high = _han_range(parts["low"], parts["num"], value)
    small = Decimal(_digit(parts["jiao"])) / 10 if parts["jiao"] else Decimal(0)
    more = bool(parts["some"] or parts["mid"] or parts["post"])
    by = scale * unit.factor
    quantity = Quantity(
        low * by + small, unit, high=high * by if high else None, more=more, rule="Chinese numeral and unit"
    )
    return Mention(found.start(), found.end(), quantity)


def _digit(text: str) -> Decimal:
    return chinese_number(text) or Decimal(0)


def _han_range(first: str, last: str, high: Decimal) -> tuple[Decimal, Decimal | None]:
    """三至五万: three to five times 10,000; the lower end has the upper one's scale where it has none."""
    low = chinese_number(first) or Decimal(0)
    scale = last[-1] if last[-1] in "万亿" and first[-1] not in "万亿" else None
    low *= factor(scale)
    return (low, high) if low < high else (high, None)


def _no_han_quantity(
    text: str, found: re.Match[str], parts: re.Match[str], unit: Unit, value: Decimal
) -> SetAside | None:
    """Why a numeral in characters with a unit behind it counts nothing; None where it does."""
    words, behind = found.group(), text[found.end() : found.end() + 1]
    if _is_part_of_name(text, found.end(), unit, value):
        return SetAside.BASIS
    if unit.surface == "个" and behind.isdigit():
        return SetAside.BASIS  # 三个80%: counts numbers, not things
    passed = PASSED.search(text[max(0, found.start() - 3) : found.start()])
    rounded = parts["some"] or parts["mid"] or parts["post"] or passed
    if SCALES_ALONE.fullmatch(parts["num"]) and unit.kind == "money" and OF_A_SIZE.match(text, found.end()):
        return SetAside.BASIS  # 亿元项目, 百亿元企业
    if parts["num"] in ("万", "亿", "万亿") and not rounded:
        return SetAside.BASIS  # 万人发明专利拥有量, a table's 亿吨
    if unit.surface == "度" and value < LEAST_CLASS and ADVERB.match(text, found.end() - 1):
        return SetAside.IDIOM  # 三度夺冠
    if words[0] == "一" and value == 1 and unit.kind not in ARTICLES and not parts["low"]:
        return SetAside.IDIOM  # 一座城市: an article rather than a number
    return None


def with_sign(text: str, mention: Mention, free: int) -> Mention:
    """The number with its sign and its currency before it. A dash right behind a number or a period is no sign.

    `free`: where the mention before ends.
    """
    what = mention.what
    if not isinstance(what, Quantity):
        return mention
    mention = _with_currency(text, mention, what, free)
    what, start = mention.what, mention.start
    assert isinstance(what, Quantity)
    if text[start - 1 : start] not in SIGN_ENDS:
        return mention
    if PLUS.search(text, max(free, start - 2), start):
        return replace(mention, start=start - 1)
    sign = (MINUS if what.unit else BELOW_ZERO).search(text, max(free, start - 2), start)
    if sign is None or (sign.group() == "-" and sign.start() == free > 0):
        return mention
    return replace(mention, start=sign.start(), what=replace(what, value=-what.value))


def _with_currency(text: str, mention: Mention, what: Quantity, free: int) -> Mention:
    """新台币30亿元, 人民币5亿元, US$3亿: the currency printed before the number."""
    if what.unit is not None and what.unit.surface not in ("元", "块"):
        return mention
    if text[mention.start - 1 : mention.start] not in CURRENCY_ENDS:
        return mention
    found = CURRENCY.search(text, max(free, mention.start - 3), mention.start)
    if found is None or (what.unit is None and found.group()[-1] not in "$¥€£币B金"):
        return mention
    code = CURRENCIES[found.group()]
    unit = units()["元"] if code == "CNY" else Unit(found.group(), code, Decimal(1), "money", False)
    return replace(mention, start=found.start(), what=replace(what, unit=unit, rule="currency before the number"))


def _is_part_of_name(text: str, end: int, unit: Unit, value: Decimal | None) -> bool:
    """A class (十万吨级码头), an age (60岁以上人口), what a rate is for (1美元兑…): no figure of their own."""
    if unit.surface == "人口":  # 20万人口以上城市
        return text.startswith(("以上", "以下", "及以上"), end)
    if unit.surface == "级":  # 三四级市场
        return value is None or value < LEAST_CLASS
    if unit.surface in ("个", "台") and STEPS.match(text, end - (unit.surface == "台")):
        return True  # 跨越两个千亿台阶
    if unit.surface == "岁":
        return bool(AGED.match(text, end)) and text[end : end + 1] not in ("时", "前", "后", "了", "的")
    if unit.kind == "money":
        return (value == unit.factor and text.startswith("兑", end)) or bool(CLASS.match(text, end))
    return unit.kind not in ("count", "percent", "multiple") and bool(CLASS.match(text, end))
