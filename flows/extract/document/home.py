"""The place an article is about, which holds where a sentence names none: a decision among all places it names.

The country is always a candidate. `of_level` answers what 全省, 全市, 我区 mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from flows.extract.choice.choose import choose, weights_of
from flows.extract.mention.place.shared import UNNAMED_LEVELS, Spot, fits, is_abroad, level_of
from flows.extract.mention.place.zh import LEAD, LEVELS, Level, Places
from flows.extract.record import Candidate, Decision
from flows.extract.rule import Evidence, names_that_hold
from flows.extract.text.even import even_title
from warehouse.model import Article, Role
from warehouse.values import dataclass
from warehouse.vocabulary.places import canonical

HEADLINES = (Role.KICKER, Role.TITLE, Role.SUBTITLE)
NATION, WORLD = "CN", "WORLD"
LOW_TO_HIGH = ("town", "county", "district", "city", "province")
OFTEN = 4  # times that a text says 全球 for it to be about the world's market
ABROAD_MOSTLY = 0.7  # of the mentions of foreign countries, for one of them to be the text's
MOSTLY = 0.6  # of the mentions of places of a level, for one of them to be the text's
ASIDE = frozenset({"item", "organisation", "publisher", "partner", "passed"})


@dataclass(frozen=True)
class Views:
    """An article's places with what several pieces of evidence ask of them, counted once."""

    places: Places
    publisher: str = ""  # the place that the source itself declares

    @cached_property
    def by_area(self) -> Mapping[str, Sequence[Spot]]:
        """The spots of each local place, by its canonical name."""
        found: dict[str, list[Spot]] = {}
        for spot in self.places.local:
            found.setdefault(canonical(spot.ref_area), []).append(spot)
        return found

    def spots(self, area: str) -> Sequence[Spot]:
        """Where the text has the place."""
        return self.by_area.get(canonical(area), ())

    @cached_property
    def _told(self) -> Mapping[str, int]:
        return {area: sum(spot.role not in ASIDE for spot in spots) for area, spots in self.by_area.items()}

    def told(self, area: str) -> int:
        """How often the text speaks of the place itself, not of its organisations, and not in passing."""
        return self._told.get(canonical(area), 0)

    @cached_property
    def most(self) -> int:
        """How often it speaks of the place that it speaks of most."""
        return max((self.told(area) for area in self.by_area), default=0)

    @cached_property
    def all_told(self) -> int:
        """How often it speaks of any local place."""
        return sum(self.told(area) for area in self.by_area)

    @cached_property
    def provinces(self) -> int:
        """How many provinces it names."""
        return len({area for area in self.by_area if area.startswith("CN-")})

    def own_words(self, area: str) -> int:
        """How often the text says the words by which such a place calls itself."""
        return sum(often for level, often in self.places.said.items() if fits(level, area))

    @cached_property
    def around(self) -> tuple[str, ...]:
        """The city and the province in which most of the places lie, where the text says 全市 or 全省."""
        return tuple(
            area for level in ("city", "province") if self.places.said[level] for area in self.places.around(level)
        )

    def in_lead(self, spot: Spot) -> bool:
        """Whether the body's first words speak of a place."""
        return 0 <= spot.start - self.places.title_end < LEAD and spot.role not in ASIDE

    def rivals(self, area: str) -> int:
        """How many other places of its level the text tells of as often."""
        level, told = level_of(area), self.told(area)
        return sum(
            level_of(other) == level and self.told(other) >= max(told, 1)
            for other in self.by_area
            if other != canonical(area)
        )

    @cached_property
    def of_the_world(self) -> bool:
        """Whether it speaks of the world often, and never of the country or of a place as its own."""
        places = self.places
        return places.worldwide >= OFTEN and not places.nationwide and not self.words and self.most < places.worldwide

    @cached_property
    def abroad(self) -> str:
        """The foreign country that it is about: told of by far the most, and of no place in this country."""
        told = Counter(spot.ref_area for spot in self.places.spots if is_abroad(spot) and spot.role not in ASIDE)
        if not told or self.words or self.most:
            return ""
        area, often = told.most_common(1)[0]
        alone = often >= ABROAD_MOSTLY * sum(told.values()) and often >= 3 * self.places.nationwide
        return area if often > 1 and alone else ""

    @cached_property
    def lowest(self) -> str:
        """The lowest level whose words are said: a county's text says 全市 and 全省 of what lies around it."""
        return next((level for level in LOW_TO_HIGH if self.places.said[level]), "")

    @cached_property
    def words(self) -> int:
        """How often it says words for here; 园区 counts where the text names a zone and says so more than once."""
        zones = sum(level_of(area) == "zone" and self.told(area) > 0 for area in self.by_area)
        own = {
            level: often for level, often in self.places.said.items() if level != "zone" or (zones == 1 and often > 1)
        }
        return sum(own.values())


def _local(area: str) -> bool:
    return area not in (NATION, WORLD)


EVIDENCE: tuple[Evidence[Views, str], ...] = (
    Evidence("the country", lambda v, a: a == NATION),
    Evidence("the country, no word for here", lambda v, a: a == NATION and not v.words),
    Evidence("the country, named", lambda v, a: a == NATION and v.places.nationwide > 0),
    Evidence("the country, named most", lambda v, a: a == NATION and v.places.nationwide > max(v.most, v.words)),
    Evidence("the country, many provinces", lambda v, a: a == NATION and v.provinces > 2),
    Evidence("the world, and never the country", lambda v, a: a == WORLD),
    Evidence("abroad, and never the country", lambda v, a: a == v.abroad),
    Evidence("heads the title", lambda v, a: v.places.title_end > 0 and a in v.places.headed[:1]),
    Evidence("heads the body", lambda v, a: a in v.places.headed[-1:]),
    Evidence("named in the title", lambda v, a: any(s.start < v.places.title_end for s in v.spots(a))),
    Evidence("named in the lead", lambda v, a: any(v.in_lead(s) for s in v.spots(a))),
    Evidence("the dateline, and its words", lambda v, a: a == v.places.dateline and v.own_words(a) > 0),
    Evidence("the publisher's place", lambda v, a: _local(a) and a in (v.publisher, *v.places.credited)),
    Evidence("its government is named first", lambda v, a: _local(a) and a in v.places.governed),
    Evidence("leads its own word", lambda v, a: a in v.places.led_by_name),
    Evidence("told of more than once", lambda v, a: v.told(a) > 1),
    Evidence("told of mostly", lambda v, a: v.told(a) >= MOSTLY * v.all_told > 0),
    Evidence("most places lie in it", lambda v, a: a in v.around),
    Evidence("mostly listed", lambda v, a: 2 * sum(s.role == "listed" for s in v.spots(a)) > len(v.spots(a))),
    Evidence("its words are said", lambda v, a: _local(a) and v.own_words(a) > 0),
    Evidence("its words are most of all", lambda v, a: _local(a) and 2 * v.own_words(a) > v.words > 0),
    Evidence("its words are of the lowest level", lambda v, a: _local(a) and v.lowest != "" and fits(v.lowest, a)),
    Evidence("its words fit another as well", lambda v, a: v.own_words(a) > 0 and v.rivals(a) > 0),
    Evidence("never named", lambda v, a: a in UNNAMED_LEVELS),
    Evidence("a zone", lambda v, a: level_of(a) == "zone"),
)


class Home:
    """The decision, and what the article's words for here mean."""

    def __init__(self, places: Places, publisher: str = "") -> None:
        """`publisher`: the place that the source itself declares; empty for a national paper."""
        self.views = Views(places, publisher)
        self.nation = places.agency or NATION

    @cached_property
    def decision(self) -> Decision[str]:
        """Which place it is, and what spoke for it."""
        return self._decide(self.candidates())

    @property
    def place(self) -> str:
        """The place that holds where a sentence names none; CN where none is the article's."""
        return self.decision.value

    def of_level(self, level: Level) -> str:
        """The article's place of a level, as it writes it; 全市 and the like where it never names one."""
        if self.place not in UNNAMED_LEVELS and fits(level.name, self.place):
            return self.place
        places = self.views.places
        led = [area for area in places.led_by_name if fits(level.name, area)]
        named = [places.written(area) for area in (*places.fitting(level.name), *places.credited, *self.views.around)]
        named = [area for area in named if fits(level.name, area)] or list(places.hinted(level.name))
        if led or not named:
            return led[0] if led else level.unnamed
        return self._decide(tuple(dict.fromkeys(named))).value

    def candidates(self) -> tuple[str, ...]:
        """The country, every local place of the text, and 全市 where no city is among them."""
        places = self.views.places
        named = [
            *(spot.ref_area for spot in places.local),
            *places.credited,
            *places.led_by_name,
            *self.views.around,
            self.views.publisher,
        ]
        areas = dict.fromkeys([self.nation, *(places.written(area) for area in named if area)])
        if self.views.of_the_world:
            areas[WORLD] = None
        if self.views.abroad:
            areas[self.views.abroad] = None
        for level in LEVELS:
            told = any(
                fits(level.name, area) and (self.views.told(area) or not self.views.spots(area)) for area in areas
            )
            if level.unnamed and places.said[level.name] and not told:
                areas |= dict.fromkeys(places.hinted(level.name) or [level.unnamed])
        return tuple(areas)

    def evidence(self, area: str) -> tuple[str, ...]:
        """What speaks for or against a place; the agency's own place stands for the country."""
        return names_that_hold(EVIDENCE, self.views, NATION if area == self.nation else area)

    def _decide(self, areas: Sequence[str]) -> Decision[str]:
        candidates = [Candidate(area, self.evidence(area)) for area in areas]
        return choose("home", candidates, weights_of("home"))


def home_of(article: Article) -> Home:
    """Where an even article is at home, by its text, its titles, and the credit and byline that its page has."""
    credit = even_title(f"{article.credit} {article.byline}", article.lang)
    return Home(Places(article.text.replace("\n", " "), title_end(article), credit))


def title_end(article: Article) -> int:
    """Where the titles at the head of an article's text end."""
    end = 0
    for paragraph in article.paragraphs:
        if paragraph.role not in HEADLINES:
            break
        end = paragraph.end
    return end
