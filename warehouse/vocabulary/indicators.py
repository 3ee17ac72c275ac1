"""Matching of a printed phrase to the catalogue of indicators, explained step by step.

A phrase matches by its whole normalised form, or by the whole after a declared breakdown; never by one shared word.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache, lru_cache

from warehouse.values import dataclass
from warehouse.vocabulary.catalogue import COUNTS, Catalogue, CatalogueError, Indicator, build, catalogue, families
from warehouse.vocabulary.phrases import (
    Key,
    change_keys,
    count_key,
    growth_keys,
    is_observer,
    joins,
    key,
    language,
    says_nothing,
    without_body,
)

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Indicator",
    "Match",
    "agrees",
    "build",
    "catalogue",
    "families",
    "find",
    "match",
    "nearest",
]

GROWTHS = frozenset({"growth", "growth_avg", "multiple"})
CHANGES = frozenset({"change", "change_avg"})
NO_INDICATOR = frozenset({"rank", "duration"})


@dataclass(frozen=True, slots=True)
class Match:
    """What a phrase was taken for. `breakdown`: what of it is beside the indicator. `why`: the steps, in order."""

    indicator_id: str
    breakdown: str
    alias: str
    why: tuple[str, ...]


def agrees(entry: Indicator, unit: str, measure: str, lang: str = "zh") -> bool:
    """Whether a number in `unit` that says `measure` can be about this indicator. A growth (%) is about its level's.

    English has no measure words, so there any count agrees with any other (60 million new urban jobs).
    """
    if measure in NO_INDICATOR:
        return False
    if measure in GROWTHS:
        return entry.unit != "%"
    if measure == "change_pp":
        return True
    ours, theirs = families(entry.unit), families(unit)
    return bool((ours & theirs) - {"count"}) or (lang == "en" and bool(ours & COUNTS) and bool(theirs & COUNTS))


def match(phrase: str, *, unit: str, measure: str, lang: str, breakdown: str = "", entity: str = "") -> Match | None:
    """The indicator that `phrase` (with `breakdown` beside it) names, told in the language `lang` (zh, en).

    `unit`, `measure`: the claim's. `entity`: the named body whose figure it is; what only bodies have (营收, 交付量) is
    matched for one alone. None where nothing in the catalogue has that whole name and can have that unit.
    """
    found = _match(phrase, unit, measure, lang, breakdown)
    return found or (_of_body(phrase, unit, measure, lang, breakdown, entity) if entity else None)


@lru_cache(maxsize=65536)
def _match(phrase: str, unit: str, measure: str, lang: str, breakdown: str) -> Match | None:
    for joined in joins(phrase, breakdown, lang):
        found = _one(joined, unit, measure, lang)
        if found:
            return found
    found = _one(phrase, unit, measure, lang)
    if found and breakdown and not says_nothing(breakdown, lang) and not _is_above(breakdown, found.indicator_id):
        rest = "、".join(part for part in (breakdown, found.breakdown) if part)
        return Match(found.indicator_id, rest, found.alias, (*found.why, f"breakdown {breakdown} as given"))
    return found


@lru_cache(maxsize=65536)
def _of_body(phrase: str, unit: str, measure: str, lang: str, breakdown: str, entity: str) -> Match | None:
    """What only a company has, its own name before it or not: 甲公司营收, 公司营收, 营收."""
    if is_observer(entity, lang):
        return None
    book = catalogue()
    for attempt in _tries(without_body(key(phrase, lang), key(entity, lang).text, lang), measure, lang):
        known = book.of_body.get(attempt.text)
        if known and agrees(book[known[0]], unit, measure, lang):
            why = (*attempt.steps, f"named {known[1]}, of {entity}")
            return Match(known[0], "" if says_nothing(breakdown, lang) else breakdown, known[1], why)
    return None


def _is_above(name: str, indicator_id: str) -> bool:
    """Whether `name` names an entry that this one belongs under: 出口 told under 进出口 is 出口."""
    book, whole = catalogue(), find(name)
    parent = book[indicator_id].parent
    while parent and whole and parent != whole.id:
        parent = book[parent].parent
    return bool(parent and whole)


def _tries(whole: Key, measure: str, lang: str) -> list[Key]:
    tries = [whole]
    if measure in GROWTHS or measure == "change_pp":
        tries += growth_keys(whole, lang)
    if measure in CHANGES:
        tries += change_keys(whole, lang)
    return tries


def _one(phrase: str, unit: str, measure: str, lang: str) -> Match | None:
    for attempt in _tries(key(phrase, lang), measure, lang):
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
    known = book.exact.get(whole.text) or book.counted.get(count_key(whole, lang).text) or book.of_body.get(whole.text)
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
