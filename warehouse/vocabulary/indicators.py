"""The catalogue of indicators (indicators/*.toml) and the matching of a printed phrase to it, explained step by step.

A phrase matches by its whole normalised form, or by the whole after a declared breakdown; never by one shared word.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from warehouse.vocabulary.phrases import Key, change_keys, count_key, growth_keys, key, language, too_general

ROOM = "warehouse.vocabulary"
GROWTHS = frozenset({"growth", "growth_avg", "multiple"})
CHANGES = frozenset({"change", "change_avg"})
NO_INDICATOR = frozenset({"rank", "duration"})
KINDS = frozenset({"stock", "flow", "ratio", "index"})
FREQUENCIES = frozenset({"year", "half_year", "quarter", "month", "irregular"})


class CatalogueError(ValueError):
    """The catalogue contradicts itself: the message names file, entry and conflict."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry. `low`, `high`: plausible national values in the base unit. `parent`: the entry this is a part of."""

    id: str
    name_zh: str
    name_en: str
    unit: str
    kind: str
    frequency: str
    low: Decimal
    high: Decimal
    field: str  # the file's name: industry, telecoms, ...
    aliases_zh: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()  # dimensions of breakdowns.toml whose words may stand before an alias
    parent: str = ""

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name with its language, the two main ones first."""
        yield self.name_zh, "zh"
        yield self.name_en, "en"
        yield from ((alias, "zh") for alias in self.aliases_zh)
        yield from ((alias, "en") for alias in self.aliases_en)


@dataclass(frozen=True, slots=True)
class Match:
    """What a phrase was taken for. `breakdown`: what of it is beside the indicator. `why`: the steps, in order."""

    indicator_id: str
    breakdown: str
    alias: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries by id, and the keys of their names: `exact`, and `counted` for stocks that are counted."""

    entries: Mapping[str, Indicator]
    exact: Mapping[str, tuple[str, str]]  # key -> (id, alias)
    counted: Mapping[str, tuple[str, str]]
    dimensions: Mapping[str, Mapping[str, str]]  # dimension -> word's key -> word's canonical form
    lengths: tuple[int, ...] = field(default=())

    def __getitem__(self, indicator_id: str) -> Indicator:
        """The entry; KeyError where there is none."""
        return self.entries[indicator_id]

    def __len__(self) -> int:
        """How many entries."""
        return len(self.entries)


@cache
def families(unit: str) -> frozenset[str]:
    """The families a unit belongs to; a unit of none is a family of its own."""
    return _families().get(unit) or frozenset({unit})


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
        for indicator_id, table in tomllib.loads(texts[name]).items():
            place = f"{name}:{_line(texts[name], indicator_id)}"
            if indicator_id in entries:
                raise CatalogueError(f"{place}: {indicator_id} is already declared at {places[indicator_id]}")
            entries[indicator_id] = _entry(indicator_id, table, name.removesuffix(".toml"), place)
            places[indicator_id] = place
    words = {name: _dimension(table) for name, table in dimensions.items()}
    _check_references(entries, places, words)
    exact: dict[str, tuple[str, str]] = {}
    counted: dict[str, tuple[str, str]] = {}
    for entry in entries.values():
        for alias, lang in entry.names():
            whole = key(alias, lang)
            _claim(exact, whole.text, entry.id, alias, places)
            if _is_counted(entry) and not too_general(count_key(whole, lang).text, lang):
                _claim(counted, count_key(whole, lang).text, entry.id, alias, places)
    _check_crossing(exact, counted, places)
    return Catalogue(entries, exact, counted, words)


def _line(text: str, indicator_id: str) -> int:
    return text[: text.find(f"[{indicator_id}]")].count("\n") + 1


def _entry(indicator_id: str, table: Mapping[str, Any], field_name: str, place: str) -> Indicator:
    required = {"name_zh", "name_en", "unit", "kind", "frequency", "range"}
    optional = {"aliases_zh", "aliases_en", "breakdowns", "parent"}
    if missing := required - table.keys():
        raise CatalogueError(f"{place}: {indicator_id} lacks {', '.join(sorted(missing))}")
    if unknown := table.keys() - required - optional:
        raise CatalogueError(f"{place}: {indicator_id} has unknown fields {', '.join(sorted(unknown))}")
    low, high = (Decimal(bound) for bound in table["range"])
    if low > high:
        raise CatalogueError(f"{place}: the range of {indicator_id} runs from {low} down to {high}")
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
    )


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
        if unknown := set(entry.breakdowns) - words.keys():
            raise CatalogueError(
                f"{places[entry.id]}: {entry.id} names unknown dimensions {', '.join(sorted(unknown))}"
            )


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


def _is_counted(entry: Indicator) -> bool:
    return entry.kind == "stock" and bool(families(entry.unit) & {"count", "people"})


def agrees(entry: Indicator, unit: str, measure: str, lang: str = "zh") -> bool:
    """Whether a number in `unit` that says `measure` can be about this indicator. A growth (%) is about its level's.

    English has no measure words: there a count of people agrees with one of things (60 million new urban jobs).
    """
    if measure in NO_INDICATOR:
        return False
    if measure in GROWTHS:
        return entry.unit != "%"
    if measure == "change_pp":
        return True
    theirs = families(unit) | ({"people"} if lang == "en" and "count" in families(unit) else frozenset())
    return bool(families(entry.unit) & theirs)


def match(phrase: str, *, unit: str, measure: str, lang: str, breakdown: str = "") -> Match | None:
    """The indicator that `phrase` (with `breakdown` beside it) names, told in the language `lang` (zh, en).

    `unit`, `measure`: the claim's. None where nothing in the catalogue has that whole name and can have that unit.
    """
    return _match(phrase, unit, measure, lang, breakdown)


@lru_cache(maxsize=65536)
def _match(phrase: str, unit: str, measure: str, lang: str, breakdown: str) -> Match | None:
    if breakdown:
        joined = f"{breakdown}{phrase}" if lang == "zh" else f"{breakdown} {phrase}"
        found = _one(joined, unit, measure, lang)
        if found:
            return found
    found = _one(phrase, unit, measure, lang)
    if found and breakdown:
        rest = "、".join(part for part in (breakdown, found.breakdown) if part)
        return Match(found.indicator_id, rest, found.alias, (*found.why, f"breakdown {breakdown} as given"))
    return found


def _one(phrase: str, unit: str, measure: str, lang: str) -> Match | None:
    whole = key(phrase, lang)
    tries = [whole]
    if measure in GROWTHS or measure == "change_pp":
        tries += growth_keys(whole, lang)
    if measure in CHANGES:
        tries += change_keys(whole, lang)
    for attempt in tries:
        found = _look_up(attempt, unit, measure, lang) or _by_breakdown(attempt, unit, measure, lang)
        if found:
            return found
    return None


def _look_up(attempt: Key, unit: str, measure: str, lang: str) -> Match | None:
    book = catalogue()
    for table, tried in ((book.exact, attempt), (book.counted, count_key(attempt, lang))):
        known = table.get(tried.text)
        if known and agrees(book[known[0]], unit, measure, lang):
            return Match(known[0], "", known[1], (*tried.steps, f"named {known[1]}"))
    return None


def _by_breakdown(attempt: Key, unit: str, measure: str, lang: str) -> Match | None:
    """A declared breakdown's word at one end, the rest a name: 民营企业|进出口, exports|to ASEAN."""
    book = catalogue()
    for dimension, words in book.dimensions.items():
        for word, rest in _split(attempt.text, dimension, lang):
            known = _rest(rest, dimension, lang)
            if known and agrees(book[known[0]], unit, measure, lang):
                why = (*attempt.steps, f"{words[word]} is a breakdown by {dimension}", f"named {known[1]}")
                return Match(known[0], words[word], known[1], why)
    return None


def _split(text: str, dimension: str, lang: str) -> Iterator[tuple[str, str]]:
    """The dimension's words that `text` begins with (in English also: ends with), longest first, and what is left."""
    words = catalogue().dimensions[dimension]
    space = "" if lang == "zh" else " "
    for length in _lengths(dimension):
        if text[:length] in words and text[length:].startswith(space) and len(text) > length:
            yield text[:length], text[length + len(space) :]
        if lang == "en" and text[-length:] in words and text[:-length].endswith(" "):
            yield text[-length:], text[: -length - 1]


def _rest(rest: str, dimension: str, lang: str) -> tuple[str, str] | None:
    """The entry whose name is `rest`, or `{dimension}` before `rest`, if it may be broken down so."""
    book = catalogue()
    templated = f"{{{dimension}}}{rest}" if lang == "zh" else f"{{{dimension}}} {rest}"
    known = book.exact.get(templated)
    if known:
        return known
    known = book.exact.get(rest) or book.counted.get(count_key(Key(rest), lang).text)
    return known if known and dimension in book[known[0]].breakdowns else None


@cache
def _lengths(dimension: str) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in catalogue().dimensions[dimension]}, reverse=True))


def find(name: str) -> Indicator | None:
    """The entry with that id, name or alias, however it is spaced, quoted or counted; None where there is none."""
    book = catalogue()
    if name in book.entries:
        return book[name]
    lang = language(name)
    whole = key(name, lang)
    known = book.exact.get(whole.text) or book.counted.get(count_key(whole, lang).text)
    return book[known[0]] if known else None


def nearest(name: str, n: int = 5) -> list[Indicator]:
    """The `n` entries whose names look most like `name`, best first; for messages about an unknown name."""
    lang = language(name)
    wanted = key(name, lang).text
    book = catalogue()
    pool = {**book.exact, **{entry: (entry, entry) for entry in book.entries}}
    close = difflib.get_close_matches(wanted, pool, n=4 * n, cutoff=0.3)
    ids = dict.fromkeys(pool[text][0] for text in close)
    return [book[indicator_id] for indicator_id in list(ids)[:n]]
