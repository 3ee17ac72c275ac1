"""The English tables (the vocabulary's units_en.toml, this room's en.toml) as the grammar asks for them."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from warehouse.values import dataclass

ROOM = "flows.extract.mention.cue"
UNITS = "warehouse.vocabulary"


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of measure: the base unit, the factor that brings a value there, and the table it stands in."""

    unit: str
    factor: Decimal
    kind: str  # percent, points, money, physical, index, time, multiple


@dataclass(frozen=True, slots=True)
class Units:
    """`words`: lower-cased word -> Unit; `exact`: abbreviations as written (MW); `pattern`: the longest."""

    words: dict[str, Unit]
    exact: dict[str, Unit]
    pattern: re.Pattern[str]
    prefixes: dict[str, str]
    counted: dict[str, str]


@dataclass(frozen=True, slots=True)
class Cues:
    """`tags`: word -> what it does in a sentence; the rest as the tables of en.toml name it."""

    tags: dict[str, str]
    change_nouns: dict[str, int]  # 1 or -1
    nominal: dict[str, str]
    agents: frozenset[str]
    anaphors: frozenset[str]
    share_nouns: frozenset[str]
    growth_nouns: frozenset[str]
    may_nouns: frozenset[str]
    either: frozenset[str]
    reporting: frozenset[str]
    words: dict[str, frozenset[str]]  # lists that a single rule asks for, by the rule's name for them


def _table(room: str, name: str) -> dict[str, Any]:
    return tomllib.loads(files(room).joinpath(name).read_text(encoding="utf-8"))


@cache
def units() -> Units:
    """The table of units, read once."""
    table = _table(UNITS, "units_en.toml")
    words: dict[str, Unit] = {}
    exact: dict[str, Unit] = {}
    for kind in ("percent", "points", "money", "physical", "index", "time", "multiple"):
        for unit, names in table[kind].items():
            if isinstance(names, list):
                for name in names:
                    _put(words, exact, name, Unit(unit, Decimal(1), kind))
        for name, (unit, factor) in table[kind].get("scaled", {}).items():
            _put(words, exact, name, Unit(unit, Decimal(factor), kind))
    names = sorted([*words, *exact], key=len, reverse=True)
    spelled = "|".join(re.escape(name).replace(r"\ ", r"[ \-]") for name in names if len(name) > 1)
    single = "".join(name for name in names if len(name) == 1 and name.isalpha())  # `5 t`, not `5 t-shirts`
    pattern = re.compile(rf"(?:{spelled})(?![\w/])|[{single}](?![\w/-])|[%％]", re.IGNORECASE)
    counted = {noun.lower(): unit for unit, nouns in table["count"].items() for noun in nouns}
    return Units(words, exact, pattern, table["money"]["prefix"], counted)


def _put(words: dict[str, Unit], exact: dict[str, Unit], name: str, unit: Unit) -> None:
    """Abbreviations (kW, TEU, RMB, Mt) are told by their capitals, words are not."""
    short = name.isalpha() and len(name) <= 6 and any(c.isupper() for c in name[len(name) > 4 :])
    (exact if short else words)[name if short else name.lower()] = unit


@cache
def cues() -> Cues:
    """The table of cue words, read once."""
    table = _table(ROOM, "en.toml")
    tags = {word: tag for tag, words in reversed(table["tags"].items()) for word in words}
    changes = {noun: 1 if way == "up" else -1 for way, nouns in table["change_nouns"].items() for noun in nouns}
    return Cues(
        tags,
        changes,
        table["nominal"],
        frozenset(table["agents"]["words"]),
        frozenset(table["anaphors"]["words"]),
        frozenset(table["subject_kind"]["share"]),
        frozenset(table["subject_kind"]["growth"]),
        frozenset(table["may_nouns"]["words"]),
        frozenset(table["either"]["words"]),
        frozenset(table["reporting"]["words"]),
        {name: frozenset(words) for name, words in table["words"].items()},
    )
