"""What a heading or label of a table says: period, unit in brackets, measure; what is left is a name."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from decimal import Decimal
from importlib import resources

from flows.extract.calendar import Span
from flows.extract.mention.period.shared import Resolved
from flows.extract.mention.period.zh import resolve
from flows.extract.mention.quantity.shared import Quantity
from flows.extract.zh.scan import scan
from warehouse.model import Measure
from warehouse.values import dataclass
from warehouse.vocabulary.places import find_places
from warehouse.vocabulary.units import SCALES, Unit, units

MEASURES: dict[str, tuple[Measure, str | None]] = {
    "level": (Measure.LEVEL, None),
    "growth_yoy": (Measure.GROWTH, "yoy"),
    "growth_mom": (Measure.GROWTH, "mom"),
    "share": (Measure.SHARE, None),
    "change_pp": (Measure.CHANGE_PP, "yoy"),
}
BRACKETS = re.compile(r"\((?P<inside>[^()]{1,30})\)")
UNIT_SAID = re.compile(r"(?:计量)?单位[::]\s*(?P<units>[^\s()]{1,20})")
BASED = re.compile(r"(?P<base>上年同期|上年同月|上年|上月|上期|\d{4}年)=100")
ITEM = re.compile(r"^(?:[#*]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))\s*")
AMONG = re.compile(r"^其中[::]?\s*")
NOTE = re.compile(r"[①-⑳*#]+$")
TABLE_NUMBER = re.compile(r"^附?表\s?\d{0,2}[\s:.、]*")
DIGIT = re.compile(r"\d")
LONGEST_TOPIC = 12
SET_APART = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
UNREAD = re.compile("预[估测期]|前值|修正|同期|同月|同季|上[月期季]|^[比较自]|止|[本当][月期季年]|累计")
RUNNING = {
    "year": re.compile("(?:自?年初(?:至今)?|[本当]年)累计|累计(?!净?值|确诊|装机|结余|余额)|(?<=同)期累计"),
    "month": re.compile("当月|本月"),
}
CURRENCY = {"RMB": "元", "CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元", "GBP": "英镑"}
MONEY = re.compile("货币|M[0-3]|余额|贷款|存款|投资|生产总值|GDP|收入|支出|利润|产值|零售|资产|负债|成交额|销售额")
EDGES = " :、,;-/%"


@dataclass(frozen=True, slots=True)
class Heading:
    """`name` is what is left of the words; `factor` what one printed number is in the unit's base.

    `among`: the label began with 其中. `place`: the whole name is a place's, in the guidelines' writing. `orders`: what
    is under it numbers the rows. `unclear`: words of time or comparison are left that nobody here understands.
    """

    name: str = ""
    unit: Unit | None = None
    factor: Decimal = Decimal(1)
    measure: Measure | None = None
    base: str | None = None
    period: Resolved | None = None
    period_text: str = ""
    among: bool = False
    place: str = ""
    orders: bool = False
    unclear: bool = False
    running: str = ""  # "year": from January on (累计); "month": the month alone (当月)


@functools.cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = resources.files("flows.extract.mention.table").joinpath("zh.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def _cues() -> list[tuple[str, str]]:
    """(words, key of MEASURES), the longest words first."""
    found = [(words, key) for key, group in _table()["measure"].items() for words in group]
    return sorted(found, key=lambda cue: -len(cue[0]))


def is_label(heading: str) -> bool:
    """Whether these words stand over the labels of the rows."""
    return _squeezed(heading) in _table()["words"]["label"]


def _squeezed(words: str) -> str:
    """指  标, 6 月: blanks that only set the words on the page."""
    return SET_APART.sub("", words.strip())


def topic(caption: str) -> str:
    """What a table is about, by its title: 表2 汽车产销情况 -> 汽车. Empty where too much is left to be a name."""
    rest = TABLE_NUMBER.sub("", caption.strip(EDGES))
    places = find_places(rest)
    if places and places[0].start == 0 and places[0].kind != "organisation":
        rest = rest[places[0].end :]
    while end := next((words for words in _table()["words"]["caption"] if rest.endswith(words)), ""):
        rest = rest[: -len(end)]
    return rest if len(rest) <= LONGEST_TOPIC and not DIGIT.search(rest) else ""


def read_unit(words: str) -> tuple[Unit, Decimal] | None:
    """The unit that all of `words` names, with what one of it is in the base unit: 亿千瓦时, 万吨, %."""
    for cut in range(len(words)):
        scale, unit = words[:cut], units().get(words[cut:])
        if unit is not None and (not scale or scale in SCALES):
            return unit, unit.factor * SCALES.get(scale, Decimal(1))
    return None


def read_heading(words: str, published: dt.date, frame: Span | None) -> Heading:
    """What even words say. `frame`: the period around them, whose year a month without one is in."""
    words = NOTE.sub("", ITEM.sub("", _squeezed(words)))
    if words in _table()["words"]["key"]:
        return Heading(orders=True)
    among = AMONG.match(words) is not None
    words, unit = _take_unit(AMONG.sub("", words))
    words, running = _take_running(words)
    words, measure, base = _take_measure(words)
    words, period, said = _take_period(words, published, frame)
    if measure is Measure.GROWTH and unit is not None and unit[0].base != "%":
        measure = Measure.CHANGE  # 比上月增加(亿元)
    name = words.strip(EDGES)
    places = find_places(name)
    whole = len(places) == 1 and (places[0].start, places[0].end) == (0, len(name))
    return Heading(
        name=name,
        unit=unit[0] if unit else None,
        factor=unit[1] if unit else Decimal(1),
        measure=measure,
        base=base,
        period=period,
        period_text=said,
        among=among,
        place=places[0].ref_area if whole and places[0].kind != "organisation" else "",
        running=running if period is None else "",
        unclear=UNREAD.search(name) is not None or (period is not None and _is_to_come(period, published)),
    )


def _is_to_come(period: Resolved, published: dt.date) -> bool:
    return period.span is None or period.span.end > published


def _take_running(words: str) -> tuple[str, str]:
    """累计, 自年初累计: from January on; 当月, 本月: the month alone."""
    for kind, pattern in RUNNING.items():
        if found := pattern.search(words):
            return words[: found.start()] + words[found.end() :], kind
    return words, ""


def is_unit_heading(heading: str) -> bool:
    """Whether these words stand over the units of the rows."""
    return _squeezed(heading) in _table()["words"]["unit"]


@functools.lru_cache(maxsize=1 << 14)
def quantity_of(text: str) -> Quantity | None:
    """The number with its own unit that is all of a cell's text: 12.6万个."""
    mentions = scan(text) if DIGIT.match(text) else []
    what = mentions[0].what if len(mentions) == 1 and mentions[0].end == len(text) else None
    return what if isinstance(what, Quantity) and what.unit is not None else None


def _take_unit(words: str) -> tuple[str, tuple[Unit, Decimal] | None]:
    """原煤(万吨), (单位:亿元), 同比(%): the brackets go; those that hold a part of the name stay."""
    if based := BASED.search(words):
        whole = BRACKETS.search(words)
        taken = whole.group() if whole and based.group() in whole.group() else based.group()
        return words.replace(taken, ""), (units()["点"], Decimal(1))
    if said := UNIT_SAID.search(words):
        found = [unit for each in re.split("[,、/;]", said["units"]) if (unit := read_unit(each))]
        amount = next((unit for unit in found if unit[0].base != "%"), found[0] if found else None)
        return UNIT_SAID.sub("", words).replace("()", ""), amount or read_unit(said["units"])
    for bracket in BRACKETS.finditer(words):
        rest = words[: bracket.start()] + words[bracket.end() :]
        inside = bracket["inside"].strip().removeprefix("±")
        if unit := read_unit(CURRENCY.get(inside, inside)):
            again = _take_unit(rest)  # (RMB) (RMB)
            return again if again[1] == unit else (rest, unit)
        if inside in SCALES and MONEY.search(rest):  # M2(万亿): the money of the country
            return rest, (units()["元"], SCALES[inside])
    return words, None


def _take_period(words: str, published: dt.date, frame: Span | None) -> tuple[str, Resolved | None, str]:
    for mention in scan(words):
        if isinstance(mention.what, str) and type(mention.what) is str:
            said = words[mention.start : mention.end]
            resolved = resolve(said, published, frame)
            if resolved is not None and not resolved.is_reference:
                return words[: mention.start] + words[mention.end :], resolved, said
    if re.fullmatch(r"(?:19|20)\d\d", words.strip()):  # a column of years
        return "", resolve(f"{words.strip()}年", published, frame), words.strip()
    return words, None, ""


def _take_measure(words: str) -> tuple[str, Measure | None, str | None]:
    for cue, key in _cues():
        if cue in words:
            measure, base = MEASURES[key]
            of_what = key == "share" and words.startswith("占") and words != cue  # 占全国比重
            rest = words if of_what else words.replace(cue, "", 1)
            return rest, measure, base
    return words, None, None
