"""The catalogue of indicators: one TOML file a field, read, checked against itself and indexed by every name's key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from warehouse.values import dataclass
from warehouse.vocabulary.phrases import count_key, key, language, too_general

ROOM = "warehouse.vocabulary"
THINGS_COUNTED = frozenset({"bodies", "things", "events"})
COUNTS = frozenset({"count", "people"})
KINDS = frozenset({"stock", "flow", "ratio", "index"})
LISTS: dict[str, type] = {"aliases_zh": str, "aliases_en": str, "breakdowns": str, "parts": list}
FREQUENCIES = frozenset({"year", "half_year", "quarter", "month", "irregular"})


class CatalogueError(ValueError):
    """The catalogue contradicts itself: the message names file, entry and conflict."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry. `low`, `high`: plausible national values in the base unit, where known. `parent`: what it is under.

    `parts`: the entries that add up to this one; several lists where it can be divided in several ways.
    """

    id: str
    name_zh: str
    name_en: str
    unit: str
    kind: str
    frequency: str
    low: Decimal | None
    high: Decimal | None
    field: str  # the file's name: industry, telecoms, ...
    aliases_zh: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()  # dimensions of breakdowns.toml whose words may stand before an alias
    parent: str = ""
    parts: tuple[tuple[str, ...], ...] = ()
    of_body: bool = False  # of a company or another named body alone: 营收 without one is nobody's

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name with its language, the two main ones first."""
        yield self.name_zh, "zh"
        yield self.name_en, "en"
        yield from ((alias, "zh") for alias in self.aliases_zh)
        yield from ((alias, "en") for alias in self.aliases_en)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries by id, and the keys of their names: `exact`, `counted` for stocks that are counted, `of_body`."""

    entries: Mapping[str, Indicator]
    exact: Mapping[str, tuple[str, str]]  # key -> (id, alias)
    counted: Mapping[str, tuple[str, str]]
    of_body: Mapping[str, tuple[str, str]]  # as exact, of what only a named body has
    dimensions: Mapping[str, Mapping[str, str]]  # dimension -> word's key -> word's canonical form

    def __getitem__(self, indicator_id: str) -> Indicator:
        """The entry; KeyError where there is none."""
        return self.entries[indicator_id]

    def __len__(self) -> int:
        """How many entries."""
        return len(self.entries)


@cache
def families(unit: str) -> frozenset[str]:
    """The families a unit belongs to, with `count` beside each kind of count; a unit of none is a family of its own."""
    own = _families().get(unit) or frozenset({unit})
    return own | {"count"} if own & THINGS_COUNTED else own


@cache
def _families() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files(ROOM).joinpath("unit_families.toml").read_text(encoding="utf-8"))
    units = {unit for members in table.values() for unit in members}
    return {unit: frozenset(name for name, members in table.items() if unit in members) for unit in units}


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue. Raises CatalogueError where two entries claim one name or an entry is ill-formed."""
    folder = files(ROOM).joinpath("indicators")
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}
    dimensions = tomllib.loads(files(ROOM).joinpath("breakdowns.toml").read_text(encoding="utf-8"))
    return build(texts, dimensions)


def build(texts: Mapping[str, str], dimensions: Mapping[str, Mapping[str, list[str]]]) -> Catalogue:
    """A catalogue of TOML texts by file name, and of dimensions: name -> canonical word -> other ways to write it."""
    entries: dict[str, Indicator] = {}
    places: dict[str, str] = {}
    for name in sorted(texts):
        for indicator_id, table in _read(name, texts[name]).items():
            place = f"{name}:{_line(texts[name], indicator_id)}"
            if indicator_id in entries:
                raise CatalogueError(f"{place}: {indicator_id} is already declared at {places[indicator_id]}")
            entries[indicator_id] = _entry(indicator_id, table, name.removesuffix(".toml"), place)
            places[indicator_id] = place
    words = {name: _dimension(table) for name, table in dimensions.items()}
    _check_references(entries, places, words)
    exact: dict[str, tuple[str, str]] = {}
    counted: dict[str, tuple[str, str]] = {}
    of_body: dict[str, tuple[str, str]] = {}
    for entry in entries.values():
        for alias, lang in entry.names():
            whole = key(alias, lang)
            _claim(of_body if entry.of_body else exact, whole.text, entry.id, alias, places)
            if is_counted(entry) and not too_general(count_key(whole, lang).text, lang):
                _claim(counted, count_key(whole, lang).text, entry.id, alias, places)
    _check_crossing(exact, counted, places)
    return Catalogue(entries, exact, counted, of_body, words)


def _read(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{name}: expected TOML with one table an indicator, found {error}") from error


def _range(indicator_id: str, bounds: Any, place: str) -> tuple[Decimal | None, Decimal | None]:
    if bounds is None:
        return None, None
    try:
        low, high = (Decimal(bound) for bound in bounds)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise CatalogueError(
            f"{place}: the range of {indicator_id} must be two decimals as text, is {bounds}"
        ) from error
    if low > high:
        raise CatalogueError(f"{place}: the range of {indicator_id} runs from {low} down to {high}")
    return low, high


def _line(text: str, indicator_id: str) -> int:
    return text[: text.find(f"[{indicator_id}]")].count("\n") + 1


def _entry(indicator_id: str, table: Mapping[str, Any], field_name: str, place: str) -> Indicator:
    required = {"name_zh", "name_en", "unit", "kind", "frequency"}
    optional = {"range", "aliases_zh", "aliases_en", "breakdowns", "parent", "parts", "of_body"}
    if not isinstance(table, Mapping):
        raise CatalogueError(f"{place}: expected a table [{indicator_id}], found {table!r}")
    if missing := required - table.keys():
        raise CatalogueError(f"{place}: {indicator_id} lacks {', '.join(sorted(missing))}")
    if unknown := table.keys() - required - optional:
        raise CatalogueError(f"{place}: {indicator_id} has unknown fields {', '.join(sorted(unknown))}")
    _check_types(indicator_id, table, place)
    low, high = _range(indicator_id, table.get("range"), place)
    if table["kind"] not in KINDS or table["frequency"] not in FREQUENCIES:
        raise CatalogueError(f"{place}: {indicator_id} has kind {table['kind']}, frequency {table['frequency']}")
    return Indicator(
        id=indicator_id,
        name_zh=table["name_zh"],
        name_en=table["name_en"],
        unit=table["unit"],
        kind=table["kind"],
        frequency=table["frequency"],
        low=low,
        high=high,
        field=field_name,
        aliases_zh=tuple(table.get("aliases_zh", ())),
        aliases_en=tuple(table.get("aliases_en", ())),
        breakdowns=tuple(table.get("breakdowns", ())),
        parent=table.get("parent", ""),
        parts=tuple(tuple(part) for part in table.get("parts", ())),
        of_body=bool(table.get("of_body", False)),
    )


def _check_types(indicator_id: str, table: Mapping[str, Any], place: str) -> None:
    """A text where a list belongs would be taken apart into its letters."""
    for name, value in table.items():
        if name in LISTS:
            if not isinstance(value, list) or not all(isinstance(each, LISTS[name]) for each in value):
                raise CatalogueError(f"{place}: {name} of {indicator_id} must be a list, is {value!r}")
        elif name == "of_body" and not isinstance(value, bool):
            raise CatalogueError(f"{place}: of_body of {indicator_id} must be true or false, is {value!r}")
        elif name not in ("range", "of_body") and not isinstance(value, str):
            raise CatalogueError(f"{place}: {name} of {indicator_id} must be a text, is {value!r}")


def _check_parents(entries: Mapping[str, Indicator], places: Mapping[str, str]) -> None:
    for entry in entries.values():
        above, seen = entry.parent, {entry.id}
        while above and above not in seen:
            seen.add(above)
            above = entries[above].parent
        if above == entry.id:
            raise CatalogueError(f"{places[entry.id]}: {entry.id} is its own parent, by {', '.join(sorted(seen))}")


def _dimension(table: Mapping[str, list[str]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for canonical, others in table.items():
        for word in (canonical, *others):
            holder = words.setdefault(key(word, language(word)).text, canonical)
            if holder != canonical:
                raise CatalogueError(f"breakdowns.toml: the word {word} belongs to {holder} and to {canonical}")
    return words


def _check_references(
    entries: Mapping[str, Indicator], places: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> None:
    for entry in entries.values():
        if entry.parent and entry.parent not in entries:
            raise CatalogueError(f"{places[entry.id]}: the parent {entry.parent} of {entry.id} is not in the catalogue")
        for part in {part for division in entry.parts for part in division} - entries.keys():
            raise CatalogueError(f"{places[entry.id]}: the part {part} of {entry.id} is not in the catalogue")
        if unknown := set(entry.breakdowns) - words.keys():
            raise CatalogueError(
                f"{places[entry.id]}: {entry.id} names unknown dimensions {', '.join(sorted(unknown))}"
            )
    _check_parents(entries, places)


def _claim(
    table: dict[str, tuple[str, str]], text: str, indicator_id: str, alias: str, places: Mapping[str, str]
) -> None:
    holder = table.setdefault(text, (indicator_id, alias))
    if holder[0] != indicator_id:
        raise CatalogueError(
            f"{places[indicator_id]}: the name {alias} of {indicator_id} is also {holder[1]} of {holder[0]}"
            f" ({places[holder[0]]}); both read as {text}"
        )


def _check_crossing(
    exact: Mapping[str, tuple[str, str]], counted: Mapping[str, tuple[str, str]], places: Mapping[str, str]
) -> None:
    for text, (indicator_id, alias) in counted.items():
        other = exact.get(text)
        if other and other[0] != indicator_id:
            raise CatalogueError(
                f"{places[indicator_id]}: the name {alias} of {indicator_id} reads as {text} once its count word is"
                f" dropped, which is {other[1]} of {other[0]} ({places[other[0]]})"
            )


def is_counted(entry: Indicator) -> bool:
    """Whether the entry is a stock that is counted, so that 累计, 总数 and the like add nothing to its name."""
    return entry.kind == "stock" and not entry.of_body and bool(families(entry.unit) & COUNTS)
