"""The listed places (places.csv, not_places.csv) and how to find their names in a text, longest first, in one pass.

Codes are ISO 3166-1 and 3166-2, names and parents follow GB/T 2260.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from warehouse.values import dataclass
from warehouse.vocabulary.bodies import companies

ROOM = "warehouse.vocabulary"
ORGANISATION = "organisation"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """One name of one place. `ref_area`: as the guidelines write it; `canonical`: the same for all its names."""

    name: str
    ref_area: str
    kind: str  # world, country, country_group, region, province, municipality, city, district, zone
    lang: str
    parent: str  # a province's code, CN, WORLD or nothing
    canonical: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """`text[start:end] == name`. `kind` is `organisation` where the place only begins an organisation's name."""

    start: int
    end: int
    name: str
    ref_area: str
    kind: str
    parent: str


@cache
def listed() -> dict[str, Place]:
    """Every listed name and its place."""
    text = files(ROOM).joinpath("places.csv").read_text(encoding="utf-8")
    return {row[0]: Place(*row) for row in list(csv.reader(text.splitlines()))[1:]}


@cache
def not_places() -> dict[str, str]:
    """Names that hold a place's name and are none; what each becomes: `organisation` or `nothing`."""
    text = files(ROOM).joinpath("not_places.csv").read_text(encoding="utf-8")
    return {row[0]: row[1] for row in list(csv.reader(text.splitlines()))[1:]}


@cache
def companies_of_places() -> frozenset[str]:
    """Listed companies that are called after a place: 青岛啤酒. 湖南投资 and the like are common words as well."""
    names, common = listed(), tuple(name_rules()["common_after_place"])
    called = (name for name in companies() if {name[:2], name[:3]} & names.keys() and not name.endswith(common))
    return frozenset(name for name in called if name not in names and not name.startswith(("中国", "全国")))


@dataclass(frozen=True, slots=True)
class Division:
    """One prefecture or county of China by its official name. `city`: the prefecture it lies in, where it has one."""

    code: str
    name: str
    level: str  # prefecture, county
    city: str
    parent: str  # the province's ISO 3166-2 code
    until: str  # the last year of a name that is no more


@cache
def divisions() -> dict[str, tuple[Division, ...]]:
    """The divisions of divisions.csv, whose head names its sources, by name; 鼓楼区 lies in four cities."""
    text = files(ROOM).joinpath("divisions.csv").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    found: dict[str, list[Division]] = defaultdict(list)
    for row in list(csv.reader(rows))[1:]:
        found[row[1]].append(Division(*row))
    return {name: tuple(alike) for name, alike in found.items()}


@cache
def short_divisions() -> dict[str, tuple[Division, ...]]:
    """The divisions by their name without 市, 县, 区, 旗: 定西, 肥西. Many are common words (新兴, 平安)."""
    found: dict[str, tuple[Division, ...]] = {}
    for name, alike in divisions().items():
        if len(name) > 2 and name not in name_rules()["common_divisions"]:
            found[name[:-1]] = (*found.get(name[:-1], ()), *alike)
    return found


@cache
def name_rules() -> dict[str, str | list[str]]:
    """The word lists of placenames.toml."""
    return tomllib.loads(files(ROOM).joinpath("placenames.toml").read_text(encoding="utf-8"))


@cache
def _index() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Where a name may begin, and the names by their first two characters, longest first."""
    heads: dict[str, list[str]] = defaultdict(list)
    for name in (*listed(), *not_places(), *companies_of_places().difference(not_places())):
        heads[name[:2]].append(name)
    letters = "".join(sorted({head[0] for head in heads if not head[0].isascii()}))
    seconds = "".join(sorted({re.escape(head[1]) for head in heads if not head[0].isascii()}))
    latin = {head[0] for head in heads if head[0].isascii()}
    starts = re.compile(f"[{letters}](?=[{seconds}])|(?<![A-Za-z0-9])[{''.join(sorted(latin))}]")
    return starts, {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}


@cache
def _longer_words() -> dict[str, str]:
    """The last character of a name, and what must not follow it (北京市 + 场)."""
    rules = name_rules()
    pairs = {"市": "after_market", "区": "after_area", "部": "after_part", "县": "after_county"}
    return {letter: "".join(rules[key]) for letter, key in pairs.items()}


def scan(text: str, start: int, stop: int) -> Iterator[PlaceMention]:
    """Listed names from left to right; those of kind `nothing` come too, so that their characters count as taken."""
    starts, heads = _index()
    names, others, called_after = listed(), not_places(), companies_of_places()
    trade = frozenset("".join(name_rules()["after_organisation_head"]))
    position = start
    for found in starts.finditer(text, start, stop):
        at = found.start()
        if at < position or (alike := heads.get(text[at : at + 2])) is None:  # so most of them end
            continue
        for name in alike:
            if text.startswith(name, at) and _fits(text, at, name, stop):
                break
        else:
            continue
        if (
            name not in called_after
            and others.get(name) == ORGANISATION
            and text[at + len(name) : at + len(name) + 1] in trade
        ):
            shorter = next((n for n in heads[name[:2]] if n in names and name.startswith(n)), None)  # 中国|移动互联网
            if shorter is None:
                continue
            name = shorter
        position = at + len(name)
        if name in others:
            yield PlaceMention(at, position, name, "", others[name], "")
        elif name in called_after:
            yield PlaceMention(at, position, name, "", ORGANISATION, "")
        else:
            known = names[name]
            yield PlaceMention(at, position, name, known.ref_area, known.kind, known.parent)


def _fits(text: str, at: int, name: str, stop: int) -> bool:
    """Whether `name`, which stands at `at`, is not the beginning of a longer word (北京市场, 河北区域, Chinatown)."""
    last = at + len(name)
    if last > stop:
        return False
    following = text[last : last + 1]
    if name[-1].isascii() and name[-1].isalpha():
        return not (following.isascii() and (following.isalnum() or following == "$"))
    return not following or following not in _longer_words().get(name[-1], "")
