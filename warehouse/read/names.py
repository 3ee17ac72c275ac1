"""The one matcher of names, for trend, search, the page and the assistant: full width, traditional, English, order."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from warehouse.vocabulary.characters import simplify

if TYPE_CHECKING:  # the catalogue and the places take longer than a question by a name that the copy itself knows
    from warehouse.vocabulary.catalogue import Indicator

MOST_WORDS = 12  # of one search
FACETS = ("place", "measure", "modality", "source", "entity")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `entry` is the catalogue's, where the whole of it is a name or an alias there."""

    whole: str
    words: tuple[str, ...]
    areas: tuple[str, ...]  # for each word the place that it names, empty where none
    entry: Indicator | None

    def given(self, n: int, **narrowed: object) -> dict[str, object]:
        """The parameters of `sql/ask/find.sql`: at most `n` series, of every facet that is not `narrowed`."""
        longest = max(self.words, key=len, default="")
        words = {"whole": self.whole, "words": list(self.words), "longest": longest, "areas": list(self.areas), "n": n}
        entry = self.entry.id if self.entry else ""
        return {**words, "entry": entry, "in_sentences": False, **dict.fromkeys(FACETS, ""), **narrowed}


def wanted(text: str) -> Wanted:
    """Read what was typed: forms of characters evened, words parted at blanks, their order without a meaning."""
    from warehouse.vocabulary.indicators import find

    whole = even(text)
    words = tuple(dict.fromkeys(whole.split()))[:MOST_WORDS]
    return Wanted(whole, words, tuple(area(word) or "" for word in words), find(whole) if whole else None)


def even(text: str) -> str:
    """Full width as half, traditional as simplified characters, single blanks."""
    return " ".join(simplify(unicodedata.normalize("NFKC", text)).split())


def area(name: str) -> str | None:
    """The code of a place called so in Chinese or English, or that is such a code; None for no place."""
    from warehouse.vocabulary.places import canonical, place

    name = even(name)
    if name.upper() in _codes():
        return name.upper()
    for said in (name, name.title()):
        if place(said) is not None:
            return canonical(said)
    return None


@cache
def _codes() -> frozenset[str]:
    from warehouse.vocabulary.gazetteer import listed

    return frozenset(each.canonical for each in listed().values())
