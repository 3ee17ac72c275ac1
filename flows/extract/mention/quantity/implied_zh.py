"""The unit of a number that prints none, by the name of what it counts; and what 元 means in an article."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

from flows.extract.mention.quantity.shared import Quantity
from warehouse.vocabulary.units import units
from warehouse.vocabulary.words import any_of

_CUES = tomllib.loads(resources.files("flows.extract.mention.cue").joinpath("zh.toml").read_text(encoding="utf-8"))
UNIT_OF_NAME: dict[str, str] = dict(_CUES["unit"]["of_name"])
COUNTED = re.compile(rf"(?P<what>{any_of(UNIT_OF_NAME)})(?:数量|总数|总量|规模|数)?$")
MONEY = re.compile(f"{any_of(_CUES['unit']['money'])}$")
TIMES = re.compile(f"{any_of(_CUES['unit']['times'])}(?:最[高低]|平均)?值?$")
PART = re.compile(f"{any_of(_CUES['noun']['share'])}$")
LEAST_MONEY = 10_000  # 销售额2000亿 has a scale; 利润5 is of a unit printed elsewhere
LEAST_COUNT = 1000
MOST_PERCENT = 100

MONEY_UNITS = {unit.base for unit in units().values() if unit.kind == "money"}
SAME_BELOW = re.compile(r"[(,](?:单位:?|货币:?)?(?P<name>人民币|美元|港元|港币|新台币|欧元|日元)[,.、·;]?(?:,|)?下同")
TAIWAN_DOLLAR = re.compile(r"新?台币(?:约|近|逾|超过|达)?\d")
_CODES = {"人民币": "CNY", "港币": "HKD", "新台币": "TWD"}
OF_PLACE = {"CN-HK": "HKD", "CN-MO": "MOP", "CN-TW": "TWD"}


def implied_unit(subject: str, what: Quantity, currency: str) -> str:
    """The unit of a bare number of `subject`; empty where its name says none. `currency`: what money would be in."""
    if TIMES.search(subject):
        return "x"
    if what.value >= LEAST_MONEY and MONEY.search(subject):
        return currency if currency in MONEY_UNITS else "CNY"
    if (what.value >= LEAST_COUNT or what.more) and (found := COUNTED.search(subject)):
        return UNIT_OF_NAME[found["what"]]
    return "%" if PART.search(subject) and 0 <= what.value <= MOST_PERCENT else ""


def currency_of(text: str, place: str = "CN") -> str:
    """What 元 means in an article: CNY, but after (美元，下同), or with 新台币30亿元 where no 人民币 stands.

    `place`: for which the agency or office that reports speaks; 元 is its money where no 人民币 stands.
    """
    if said := SAME_BELOW.search(text):
        return _CODES.get(said["name"]) or units()[said["name"]].base
    if "人民币" in text:
        return "CNY"
    return "TWD" if TAIWAN_DOLLAR.search(text) else OF_PLACE.get(place, "CNY")
