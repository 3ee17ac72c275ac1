"""Places a text names: listed ones, zones and towns by the way their names are made, organisations set apart.

`ref_area` is written as the guidelines ask: CN, WORLD, a province's ISO 3166-2 code, else the name as printed.
"""

from __future__ import annotations

from warehouse.vocabulary.gazetteer import Place, PlaceMention, listed, scan
from warehouse.vocabulary.placenames import settle

__all__ = ["Place", "PlaceMention", "canonical", "find_places", "place"]


def place(name: str) -> Place | None:
    """The listed place of that very name, Chinese or English; None where the list has none."""
    return listed().get(name)


def canonical(ref_area: str) -> str:
    """One spelling for a place however printed: 深圳市, Shenzhen -> 深圳; Japan -> JP. An unlisted name stays."""
    known = listed().get(ref_area)
    return known.canonical if known else ref_area


def find_places(text: str, start: int = 0, end: int | None = None) -> list[PlaceMention]:
    """The places that `text[start:end]` names, left to right, none overlapping another; offsets are the text's.

    Reads Chinese and English. Time grows with the length alone. A name that only begins an organisation's comes as
    kind `organisation` over the organisation's whole name, with the place's `ref_area`; names that are no place at
    all (北京时间, 大理石) do not come.
    """
    stop = len(text) if end is None else end
    return settle(text, start, stop, list(scan(text, start, stop)))
