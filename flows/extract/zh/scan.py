"""One walk over a sentence that finds every numeral and says what it is: quantity, period, rank, or no quantity at all.

The walk is anchored on the characters a mention can begin with. Whatever it takes is taken once; the longest reading
that is listed first wins (a name before a quantity, a date before a count).
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from flows.extract.zh.numerals import chinese_number
from warehouse.model import SetAside
from warehouse.vocabulary.units import SCALES, Unit, units

HAN_DIGIT = "零〇一二三四五六七八九"
HAN_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,18})(?:\.\d{1,18})?(?![\d])"
SMALL = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|百(?!分)|千(?!瓦|米|克|卡|帕|伏|焦|赫|分点|字节|比特)|十(?!分|足))"
HALVED = "halved: 减半"
LONGEST_NUMBER = 18  # digits; more is an identifier, not a statistic


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `value` in the base unit; `unit` None where none is printed; `more` for 多, 余, 几, 数."""

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


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@functools.cache
def _word_patterns() -> tuple[str, str]:
    file = resources.files("warehouse.vocabulary").joinpath("numeral_words_zh.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return _alternatives(table["idiom"]), _alternatives(table["name"])


IDIOM, NAME = _word_patterns()
UNIT = _alternatives(list(units()))
HAN_UNIT = _alternatives([u for u in units() if not u.isascii()])
LATIN_UNIT = _alternatives([u for u in units() if u[0].isascii() and u[0].isalpha()])

YEAR = r"(?:\d{4}|今|(?<!过)去|前|(?<!以)上一?|本|当|明|(?<![\u4e00-\u9fff])后|同)年(?:度)?(?!轻|来|均|级|龄|薪|会|报|初步|画|代)"
MONTHS = r"\d{1,2}月?(?:-|至|到|~)(?:当年)?\d{1,2}月(?:份|底|末)?(?!\d{1,2}日)"
DAY = r"\d{1,2}月\d{1,2}(?:日)?(?:(?:-|至|到)(?:\d{1,2}月)?\d{1,2})?日"
WITHIN_YEAR = (
    rf"(?:{DAY}|{MONTHS}|前{SMALL}个?月|前?第?[一二三四1-4]个?季度|[上下]半年|\d{{1,2}}月(?:份|底|末|初|上旬|中旬|下旬)?(?:当月)?"
    r"|[一二三四五六七八九十]{1,2}月(?:份|底|末)?|年底|年末|年初|全年)"
)
PLAN = r"[“‘\"']?(?:十[一二三四五六七]|(?<=[“‘])[七八九十])五[”’\"']?(?:规划)?(?:时期|期间|以来|期末|末|初)?"

ALTERNATIVES: list[tuple[str, str]] = [
    ("title", r"《[^《》]{0,80}》"),
    ("plan", PLAN),
    ("name", NAME),
    ("quoted", r"[“‘][^”’“‘,。;:\d]{0,8}[零〇一二两三四五六七八九十百千万亿][^”’“‘,。;:\d]{0,10}[”’]"),
    (
        "reference",
        r"\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|\d{19,}(?:\.\d+)?|第\d{1,6}(?:版|期|号)|〔\d{4}〕\d{1,4}号|\[\d{4}\]\d{1,4}号",
    ),
    (
        "clock",
        r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}时\d{1,2}分|\d{1,2}点\d{1,2}分|(?:上午|下午|凌晨|晚)\d{1,2}[时点](?:\d{1,2}分)?",
    ),
    ("edition", r"[一二三四五六七八九十百]{1,4}届(?:[一二三四五六七八九十]{1,2}次)?"),
    ("years", r"\d{4}年?(?:-|至|到|~)\d{4}年(?:间|期间)?"),
    ("label", r"\d{4}年?版|\d{4}(?=\))"),
    ("period", rf"(?:{YEAR}\s?(?:{WITHIN_YEAR}|底|末|初|第?[一二三四]季度)?|{WITHIN_YEAR})(?:以来|起|开始)?"),
    (
        "span",
        r"(?:近|过去|最近|这|今后|未来|此前)?(?:的)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})(?:多|余)?年(?:多)?(?:以?来|间)"
        r"|(?:\d|[两三四五六七八九])年(?=平均(?:增长|增速|下降))"
        r"|(?:近|过去|最近|这|今后|未来|此前)(?:的)?(?:\d{1,2}|[二两三四五六七八九十]{1,2})年(?!期|级|代)",
    ),
    ("now", r"截至目前|到目前为止|目前|当前|如今|迄今|(?<!截)至今(?![年日天月])|(?<![年季月])同期(?=,)"),
    ("day", r"(?<![\d.])\d{1,2}日(?!均|产|处|照)"),
    ("year_only", r"(?<![\d.])(?:19|20)\d{2}(?![\d.,%年]|[万亿多余]|\s?(?:" + HAN_UNIT + r"|" + LATIN_UNIT + r"))"),
    ("tenor", r"\d{1,2}(?:年|个月|天)期"),
    ("plus", r"\d{1,4}(?:\+[\dA-Za-z]{1,4})+|\d+[×xX*]\d+(?:[×xX*]\d+)?"),
    ("strong", r"(?:\d{2,4}|百|千|双百)(?:多)?强"),
    ("latin", r"(?<![A-Za-z])[A-Za-z][A-Za-z.&+-]{0,15}\d[A-Za-z0-9.-]{0,15}"),
    ("generation", rf"\d{{1,4}}(?:\.\d{{1,3}})?(?!(?:{LATIN_UNIT})(?![A-Za-z]))[A-Za-z][A-Za-z0-9-]{{0,15}}"),
    (
        "fraction",
        r"(?:百|千|万|十|[二三四五六七八九]|\d{1,3})分之(?:"
        + DIGITS
        + rf"|[{HAN_NUMERAL}点]{{1,8}})(?:点[{HAN_DIGIT}]{{1,6}})?",
    ),
    ("slash", r"(?<![\d./])\d{1,2}/\d{1,3}(?![\d/])"),
    ("redouble", r"翻(?:了)?(?:近)?(?:[一两二三四五六]|\d)番(?:半)?"),
    ("half", r"减半|过半|一半|半数"),
    (
        "tenths",
        r"(?:[一二两三四五六七八九]|\d(?:\.\d)?)(?:到|至|-|~)?[一二三四五六七八九]?成(?:半)?(?![立为果本功就员品交长效绩都人熟形型因]|千上万|套)",
    ),
    ("batch", r"一(?:批|大批|系列)(?!次)"),
    (
        "basis",
        rf"每[{HAN_NUMERAL}\d]{{0,6}}(?:{HAN_UNIT})|(?:每)?万元(?=国内生产总值|GDP|地区生产总值|工业|产值|营业收入|营收|增加值)",
    ),
    (
        "rank",
        r"第(?:[一二三四五六七八九十百]{1,4}|\d{1,4})(?:位|名|大)?|首位|榜首|前(?:[二两三四五六七八九十]{1,2}|\d{1,3})(?:位|名|强)?(?![\d个月季年期后天])",
    ),
    (
        "idiom",
        rf"(?<=[统唯同单专归划逐上下新每某另这那任])一|(?<=进)一步|{IDIOM}|[一二三四五六七八九十]{{1,2}}是(?!否)|\([一二三四五六七八九十\d]{{1,2}}\)",
    ),
    ("digits", DIGITS),
    (
        "han",
        rf"(?:数|几|上|好几)?[{HAN_NUMERAL}]{{1,12}}(?:点[{HAN_DIGIT}]{{1,6}})?[多余几]?(?:[十百千万亿]{{1,2}})?[多余]?(?:{UNIT})",
    ),
    ("rest", rf"[{HAN_NUMERAL}]{{1,20}}|\d+"),
]
STARTS = rf"[{HAN_NUMERAL}\d《“‘〔\[今去前上下本当明后同年全近过最这未此目截到如迄至翻减半每第首榜数几好双\(步A-Za-z晚凌二]|(?<=[统唯同单专归划逐上下新每某另这那任])一"
MASTER = re.compile(rf"(?={STARTS})(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in ALTERNATIVES) + ")")
AFTER_NUMBER = re.compile(rf"\s?(?P<mid>[多余几])?(?P<scale>{SCALE})?(?P<post>[多余])?\s?(?P<unit>{UNIT})?")
HAN_QUANTITY = re.compile(
    rf"(?P<some>数|几|上|好几)?(?P<num>[{HAN_NUMERAL}]{{1,12}}(?:点[{HAN_DIGIT}]{{1,6}})?)(?P<mid>[多余几])?"
    rf"(?P<scale>[十百千万亿]{{1,2}})?(?P<post>[多余])?(?P<unit>{UNIT})$"
)
RANGE_JOIN = re.compile(r"\s?(?:-|~|至|到)\s?(?=\d)")
NUMBER = re.compile(DIGITS)
TORN = re.compile(
    rf"(?<=[\u4e00-\u9fff])\d{{1,5}}(?: ?\. \d{{1,2}}| \.\d{{1,2}}| 0?\d{{3}})(?=\s?(?:{SCALE}|%|{HAN_UNIT}))(?![\d.年月日])"
)
CLASS = re.compile("级(?!别|联|别的)")  # 十万吨级码头, 百兆瓦级电站: a class of things
ORDINAL_AFTER = re.compile(
    "届|次|批|期|轮|章|条|款|号|项|场|站|集|版|代|个|家|季|产业|方|者|天|年|时间|一|步|阶段|支柱|生产力|书记|人民|医院|中学|小学"
    "|大道|机床|现场|手|线|视角|课|部|台|座|艘|架|只|例|枚|颗|列|笔|单|张|口"
)
HAS_NUMERAL = re.compile(rf"[\d{HAN_NUMERAL}半首]")


def scan(text: str) -> list[Mention]:
    """Every mention of an even text (see `text.even`), in order, none overlapping."""
    mentions: list[Mention] = []
    at = 0
    while (found := MASTER.search(text, at)) is not None:
        kind = found.lastgroup or "rest"
        mention = READERS[kind](text, found)
        mentions.append(mention)
        at = max(mention.end, found.start() + 1)
    return mentions


def _aside(reason: SetAside) -> Callable[[str, re.Match[str]], Mention]:
    return lambda text, found: Mention(found.start(), found.end(), reason)


def _period(text: str, found: re.Match[str]) -> Mention:
    return Mention(found.start(), found.end(), found.group())


def _rank(text: str, found: re.Match[str]) -> Mention:
    words = found.group()
    if ORDINAL_AFTER.match(text, found.end()):  # 第二产业, 第三方: part of a name, no place in an order
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
    return Mention(
        found.start(), found.end(), Quantity(Decimal(1), units()[surface], rule="an unnamed number: 一批, 一系列")
    )


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
    if unit.kind not in ("count", "percent", "multiple") and CLASS.match(text, after.end()):
        return Mention(start, after.end(), SetAside.BASIS)
    return Mention(start, after.end(), Quantity(value * unit.factor, unit, more=more))


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
    if unit.kind not in ("count", "percent", "multiple") and CLASS.match(text, found.end()):
        return Mention(found.start(), found.end(), SetAside.BASIS)
    if unit.surface == "个" and text[found.end() : found.end() + 1].isdigit():
        return Mention(found.start(), found.end(), SetAside.BASIS)  # 三个80%: counts numbers, not things
    if found.group()[0] == "一" and value == 1 and unit.kind == "count":
        return Mention(found.start(), found.end(), SetAside.IDIOM)  # 一座城市: an article rather than a number
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
    "basis": _aside(SetAside.BASIS),
    "rank": _rank,
    "idiom": _aside(SetAside.IDIOM),
    "digits": _digits,
    "han": _han,
    "rest": _aside(SetAside.NOT_UNDERSTOOD),
}
