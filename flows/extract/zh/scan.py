"""One walk over a sentence that finds every numeral and says what it is: quantity, period, rank, or no quantity at all.

The walk is anchored on the characters a mention can begin with. Whatever it takes is taken once; the longest reading
that is listed first wins (a name before a quantity, a date before a count).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from flows.extract.mention.found import Mention
from flows.extract.mention.numeral.zh import DIGITS, HAN_NUMERAL, SCALE, number
from flows.extract.mention.period.zh_words import SINCE_EVENT, YEAR
from flows.extract.mention.quantity import parts_zh as parts
from flows.extract.mention.quantity.shared import Quantity, Rank
from flows.extract.mention.quantity.zh import digits, han, with_sign
from flows.extract.zh.patterns import MASTER
from warehouse.model import SetAside
from warehouse.values import replace

BETWEEN = re.compile("(?:及?以上|左右|以内)?")
JOINT = re.compile("[、和及与]")
YEAR_SAID = re.compile(YEAR)
ORDER = re.compile(r"\d{1,2}|[一二三四]")
BEGUN_THEN = re.compile(SINCE_EVENT)
MORE_ORDINALS = re.compile("(?:[、和及与]第?[一二三四五六七八九十])*")  # 第一、二、三产业
ORDINAL_AFTER = re.compile(
    "届|次|批|期|轮|章|条|款|号|项|场|站|集|版|代|个|家|季|产业|方|者|天|年|时间|一|步|阶段|支柱|生产力|书记|人民|医院|中学|小学"
    "|大道|机床|现场|手|线|视角|课|部|台|座|艘|架|只|例|枚|颗|列|笔|单|张|口"
)


NUMBER = re.compile(DIGITS)
# Letters before a number that a unit or a scale ends: 20% of GDP, no C919.
GLUED = re.compile(
    rf"[A-Z][A-Z&]{{1,7}}(?=(?:{DIGITS})(?:%|个?百分点|‰|倍|{SCALE}(?:元|美元|$|[,、。;])|[\u4e00-\u9fff]?元))"
)


def scan(text: str) -> list[Mention]:
    """Every mention of an even text (see `text.even`), in order, none overlapping."""
    mentions: list[Mention] = []
    at = 0
    while (found := MASTER.search(text, at)) is not None:
        read = READERS[found.lastgroup or "rest"](text, found)
        for mention in read if isinstance(read, list) else [read]:
            signed = with_sign(text, mention, mentions[-1].end if mentions else 0)
            of_a_class = bool(mentions) and _is_class(signed) and _is_count(mentions[-1])
            if of_a_class and BETWEEN.fullmatch(text, mentions[-1].end, signed.start):
                signed = replace(signed, what=SetAside.NAME)  # 5家千亿级企业: what kind of enterprises
            mentions.append(signed)
        at = max(mentions[-1].end, found.start() + 1)
    return mentions


def _is_class(mention: Mention) -> bool:
    what = mention.what
    return isinstance(what, Quantity) and what.unit is not None and what.unit.surface == "级"


def _is_count(mention: Mention) -> bool:
    what = mention.what
    return isinstance(what, Quantity) and what.unit is not None and what.unit.kind == "count"


Reader = Callable[[str, re.Match[str]], Mention | list[Mention]]


def _aside(reason: SetAside) -> Reader:
    return lambda text, found: Mention(found.start(), found.end(), reason)


def _period(text: str, found: re.Match[str]) -> Mention:
    """A period's words, and what began in it where the text counts from there: 2021年3月行动开展以来."""
    end = found.end()
    if text.find("以来", end, end + 28) > end and (event := BEGUN_THEN.match(text, end)):
        end = event.end()
    return Mention(found.start(), end, text[found.start() : end])


def _bundle(text: str, found: re.Match[str]) -> list[Mention]:
    """去年一、二季度: each period of the bundle, with the year and the word that stand once for all."""
    year = YEAR_SAID.match(text, found.start(), found.end())
    said, word = (year.group() if year else ""), "季度" if "季" in found.group() else "月"
    mentions, begins = [], found.start()
    for order in ORDER.finditer(text, year.end() if year else found.start(), found.end()):
        joint = JOINT.search(text, order.end(), found.end())
        mentions.append(Mention(begins, joint.start() if joint else found.end(), f"{said}{order.group()}{word}"))
        begins = joint.end() if joint else found.end()
    return mentions


def _rank(text: str, found: re.Match[str]) -> Mention:
    words = found.group()
    more = MORE_ORDINALS.match(text, found.end())
    if ORDINAL_AFTER.match(text, more.end() if more else found.end()):  # 第二产业, 第三方: part of a name, no rank
        return Mention(found.start(), found.end(), SetAside.ORDINAL)
    printed = re.search(rf"\d+|[{HAN_NUMERAL}]+", words)
    value = number(printed.group()) or Decimal(0) if printed else Decimal(1)
    return Mention(found.start(), found.end(), Rank(value))


def _latin(text: str, found: re.Match[str]) -> Mention:
    """C919, GB7718: a name; but in GDP88.6亿元 and PMI50.3% letters only stand before a number with its unit."""
    glued = GLUED.match(text, found.start())
    amount = NUMBER.match(text, glued.end()) if glued else None
    return digits(text, amount) if amount else Mention(found.start(), found.end(), SetAside.NAME)


READERS: dict[str, Reader] = {
    "title": _aside(SetAside.NAME),
    "plan": _period,
    "name": _aside(SetAside.NAME),
    "honour": _aside(SetAside.NAME),
    "quoted": _aside(SetAside.NAME),
    "reference": _aside(SetAside.REFERENCE),
    "proportion": parts.proportion,
    "clock": _aside(SetAside.TIME_OF_DAY),
    "edition": _aside(SetAside.ORDINAL),
    "years": _period,
    "iso": _period,
    "label": _aside(SetAside.DATE),
    "bundle": _bundle,
    "period": _period,
    "span": _period,
    "now": _period,
    "day": _aside(SetAside.DATE),
    "year_only": _aside(SetAside.DATE),
    "tenor": _aside(SetAside.NAME),
    "plus": _aside(SetAside.NAME),
    "strong": _aside(SetAside.NAME),
    "latin": _latin,
    "generation": _aside(SetAside.NAME),
    "fraction": parts.fraction,
    "slash": parts.slash,
    "redouble": parts.redouble,
    "half": parts.half,
    "tenths": parts.tenths,
    "batch": parts.batch,
    "one_in": parts.one_in,
    "basis": _aside(SetAside.BASIS),
    "rank": _rank,
    "point": han,
    "idiom": _aside(SetAside.IDIOM),
    "digits": digits,
    "han": han,
    "rest": _aside(SetAside.NOT_UNDERSTOOD),
}
