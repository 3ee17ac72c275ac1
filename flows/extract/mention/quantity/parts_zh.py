"""Quantities that are parts or multiples without a unit of their own: 三分之二, 1/4, 三成五, 一半, 翻一番, 15:62:23."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.extract.mention.found import Mention
from flows.extract.mention.numeral.zh import DIGITS, HAN_DIGIT, HAN_NUMERAL, number
from flows.extract.mention.quantity.shared import Quantity
from warehouse.model import SetAside
from warehouse.vocabulary.units import units

ONE_IN_SO_MANY = "so many in so many: 每…就有…"
UNNAMED = "an unnamed number: 一批, 一系列"
HALVED = "halved: 减半"
STRUCTURE = "parts of a whole: a:b:c"

FRACTION: str = (
    rf"(?:百|千|万|十|[二三四五六七八九]|\d{{1,3}})分之(?P<top>(?:{DIGITS}|[{HAN_NUMERAL}点]{{1,8}})(?:点[{HAN_DIGIT}]{{1,6}})?)"
    rf"(?:(?:至|到|-|~)(?P<top_high>{DIGITS}|[{HAN_NUMERAL}]{{1,4}}))?"
)
SLASH = r"(?<![\d./])\d{1,2}/\d{1,3}(?![\d/])"
REDOUBLED = r"翻(?:了)?(?:近)?(?:[一两二三四五六]|\d)番(?:半)?|翻[番倍]"
HALF = r"减半(?!征|政|收|执|发)|过?半数|过半|一半"
TENTHS = (
    r"(?:[一二两三四五六七八九]|\d(?:\.\d)?)(?:到|至|-|~)?[一二三四五六七八九]?成"
    r"(?:半|[一二三四五六七八九](?=$|[,、。;)的多左以])|[多余])?(?![立为果本功就员品交长效绩都人熟形型因]|千上万|套)"
)
BATCH = r"一(?:批|大批|系列)(?!次)"
# not 2022-11-09 21:32:47, whose parts happen to make 100
PROPORTION = r"(?<![\d:.])(?<!\d )\d{1,2}(?:\.\d{1,2})?(?::\d{1,2}(?:\.\d{1,2})?){2,4}(?![\d:])"

_FRACTION = re.compile(FRACTION)
_ONE_IN = re.compile(
    rf"每[^\d{HAN_NUMERAL}]{{0,2}}(?P<whole>\d+(?:\.\d+)?|[{HAN_NUMERAL}]+).*?(?:(?:就|中|里)有|[中里])(?P<part>\d+|[{HAN_NUMERAL}]+)"
)
_NO_WHOLE = re.compile("秒|分|小?时|个小时|天|年|个?月|周|元")  # 每53秒就有一辆: a pace, no share
_WHOLE = range(99, 102)  # what rounded parts add up to


def _percent(
    value: Decimal, found: re.Match[str], rule: str, high: Decimal | None = None, *, more: bool = False
) -> Mention:
    return Mention(found.start(), found.end(), Quantity(value, units()["%"], high=high, more=more, rule=rule))


def fraction(text: str, found: re.Match[str]) -> Mention:
    """百分之三十, 三分之二, 百分之三至五."""
    parts = _FRACTION.fullmatch(found.group())
    bottom = number(found.group().split("分之", 1)[0])
    top = number(parts["top"]) if parts else None
    high = number(parts["top_high"]) if parts and parts["top_high"] else None
    if not bottom or top is None:
        return Mention(found.start(), found.end(), SetAside.NOT_UNDERSTOOD)
    upper = round(high * 100 / bottom, 2) if high is not None else None
    return _percent(round(top * 100 / bottom, 2), found, "parts of a whole: 分之", upper)


def slash(text: str, found: re.Match[str]) -> Mention:
    """1/4."""
    above, below = found.group().split("/")
    if not int(below) or int(above) >= int(below):
        return Mention(found.start(), found.end(), SetAside.REFERENCE)
    return _percent(round(Decimal(above) * 100 / Decimal(below), 2), found, "parts of a whole: a/b")


def proportion(text: str, found: re.Match[str]) -> list[Mention] | Mention:
    """15:61.9:23.1, a share each where they make a whole; else a time or a score."""
    parts = [Decimal(part) for part in found.group().split(":")]
    if int(sum(parts)) not in _WHOLE:
        return Mention(found.start(), found.end(), SetAside.TIME_OF_DAY)
    shares, at = list[Mention](), found.start()
    for printed, value in zip(found.group().split(":"), parts, strict=True):
        shares.append(Mention(at, at + len(printed), Quantity(value, units()["%"], rule=STRUCTURE)))
        at += len(printed) + 1
    return shares


def redouble(text: str, found: re.Match[str]) -> Mention:
    """翻一番 is twofold, 翻两番 fourfold."""
    printed = re.search(r"[一两二三四五六\d]", found.group())
    times = number(printed.group()) if printed else None
    value = Decimal(2) ** int(times or 1)
    return Mention(found.start(), found.end(), Quantity(value, units()["倍"], rule="doubling: 翻番"))


def one_in(text: str, found: re.Match[str]) -> Mention:
    """每用3度电就有1度: one in three."""
    parts = _ONE_IN.match(found.group())
    if parts is None or _NO_WHOLE.match(found.group(), parts.end("whole")):
        return Mention(found.start(), found.end(), SetAside.BASIS)
    whole, part = number(parts["whole"]), number(parts["part"])
    if not whole or not part or part > whole:
        return Mention(found.start(), found.end(), SetAside.BASIS)
    return _percent(round(part * 100 / whole, 2), found, ONE_IN_SO_MANY)


def half(text: str, found: re.Match[str]) -> Mention:
    """一半, 过半, 减半."""
    if found.group() == "减半":
        return _percent(Decimal(-50), found, HALVED)
    return _percent(Decimal(50), found, "half: 一半, 过半")


def tenths(text: str, found: re.Match[str]) -> Mention:
    """三成, 近四成, 两到三成, 三成五, 一成半, 六成多."""
    whole, _, rest = found.group().partition("成")
    numbers = [number(n) or Decimal(0) for n in re.findall(r"\d(?:\.\d)?|[一二两三四五六七八九]", whole)]
    extra = Decimal(5) if rest == "半" else number(rest) or Decimal(0) if rest not in ("", "多", "余") else Decimal(0)
    high = numbers[1] * 10 if len(numbers) > 1 else None
    return _percent(numbers[0] * 10 + extra, found, "tenths: 成", high, more=rest in ("多", "余"))


def batch(text: str, found: re.Match[str]) -> Mention:
    """一批, 一系列: some, uncounted."""
    surface = "系列" if "系列" in found.group() else "批"
    return Mention(found.start(), found.end(), Quantity(Decimal(1), units()[surface], rule=UNNAMED))
