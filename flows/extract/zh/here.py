"""Where the reading is: what 全省, 我市, 园区 mean here, and the place that holds where a sentence names none."""

from __future__ import annotations

from flows.extract.document.home import Home
from flows.extract.mention.place.shared import fits, level_of
from flows.extract.mention.place.zh import level_said
from warehouse.vocabulary.places import PlaceMention


class Here:
    """The article's home beside the places that the reading last came to."""

    def __init__(self, home: Home) -> None:
        """The reading begins at home."""
        self.home = home
        self.place = home.place
        self._named: dict[str, str] = {}  # the place last come to of each level

    def means(self, word: str, current: str) -> str:
        """The place of a word for here: the one in force, the article's, the last one named, or 全市 and the like."""
        level = level_said(word)
        if level is None:  # 这里, 当地
            return current if current != "CN" else self.place
        for ref_area in (current, self.place, self._named.get(level.name, "")):
            if fits(level.name, ref_area):
                return ref_area
        return self.home.of_level(level) or word

    def name_places(self, start: int, text: str, current: str) -> list[PlaceMention]:
        """The places of an even sentence that begins at `start`; its 园区 is the zone in force, or the article's."""
        zone = next((area for area in (current, self.place) if level_of(area) in ("zone", "town")), "")
        return self.home.views.places.in_sentence(start, text, zone)

    def is_place(self, words: str) -> bool:
        """Whether words are a place's name, or 园区 and the like, and so no subject of a figure."""
        return self.home.views.places.is_place(words)

    def pass_by(self, ref_area: str) -> None:
        """The reading comes to a place."""
        self._named[level_of(ref_area)] = ref_area
