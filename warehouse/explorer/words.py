"""The words of the pages, Chinese and English, and the names of places, units and sources in either."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from warehouse.vocabulary.gazetteer import listed

LANGUAGES = ("zh", "en")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("warehouse.explorer").joinpath("words.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return found


def word(name: str, lang: str, /, **given: object) -> str:
    """The words of `page` called `name`, with `given` put in. KeyError for a name that has none."""
    said = _table()["page"][name][LANGUAGES.index(lang)]
    return said.format(**given) if given else said


def of(kind: str, name: str | None, lang: str) -> str:
    """What a code is called: a measure, a modality, a status, a unit. The code itself where it has no other name."""
    if not name:
        return ""
    known = _table()[kind].get(name)
    return known[LANGUAGES.index(lang)] if known else name


def refused(name: str, lang: str, given: Mapping[str, object]) -> tuple[str, str]:
    """What is said of a refusal: what was expected and found, and what to do."""
    found, _, cure = _table()["refused"][name][LANGUAGES.index(lang)].partition("：" if lang == "zh" else ": ")
    return found.format_map(given), cure.format_map(given)


@cache
def _places() -> dict[tuple[str, str], str]:
    """Code and language to the shortest listed name."""
    names: dict[tuple[str, str], str] = {}
    for place in listed().values():
        at = (place.canonical, place.lang)
        if at not in names or len(place.name) < len(names[at]):
            names[at] = place.name
    return {**names, **{(code, LANGUAGES[i]): said[i] for code, said in _table()["place"].items() for i in (0, 1)}}


def place(code: str, lang: str) -> str:
    """A place's name: 广东 for CN-GD; a place that an article leaves unnamed without the article's key."""
    return _places().get((code, lang)) or code.partition("@")[0]


def language_wanted(accepted: str) -> str:
    """The language that `Accept-Language` likes better; Chinese where it says nothing of either."""
    liked: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.strip().partition(";")
        weight = rest.partition("q=")[2].strip() or "1"
        try:
            liked.setdefault(name.partition("-")[0].strip(), float(weight))
        except ValueError:  # what is no number is no wish
            continue
    return max(LANGUAGES, key=lambda lang: liked.get(lang, 0.0))
