"""Why a printed phrase is, or is not, an indicator of the catalogue: the steps taken, and the nearest entries."""

from __future__ import annotations

from warehouse.values import dataclass
from warehouse.vocabulary.catalogue import Indicator, catalogue
from warehouse.vocabulary.indicators import Match, match, nearest
from warehouse.vocabulary.phrases import key, language

MEASURES = ("level", "growth", "share", "ratio", "change", "change_pp")


@dataclass(frozen=True, slots=True)
class Explained:
    """`found` is None where nothing in the catalogue has the whole name; `near` are then the entries most like it."""

    phrase: str
    key: str
    steps: tuple[str, ...]
    found: Match | None
    entry: Indicator | None
    near: tuple[Indicator, ...]


def explain(phrase: str, *, unit: str = "", measure: str = "", breakdown: str = "") -> Explained:
    """Match `phrase` as a claim in `unit` that says `measure`; left open, each that the catalogue knows is tried."""
    lang = language(phrase)
    whole = key(phrase, lang)
    for said in (measure,) if measure else MEASURES:
        for counted_in in (unit,) if unit else _units():
            found = match(phrase, unit=counted_in, measure=said, lang=lang, breakdown=breakdown)
            if found:
                return Explained(phrase, whole.text, found.why, found, catalogue()[found.indicator_id], ())
    return Explained(phrase, whole.text, whole.steps, None, None, tuple(nearest(phrase, 5)))


def told_nearest(name: str, n: int = 3) -> str:
    """The entries nearest to an unknown name, for a message: `5G基站 (base_stations_5g), ...`; empty where none is."""
    return ", ".join(f"{entry.name_zh} ({entry.id})" for entry in nearest(name, n))


def _units() -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.unit for entry in catalogue().entries.values()))
