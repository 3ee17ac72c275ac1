"""Where a text is: the place that its 全省, 我市, 园区 mean, and the one that holds where a sentence names none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from flows.extract.zh.own_names import LEAD, TOWN_END, ZONE_END, items, own_names
from warehouse.vocabulary.placenames import without_overlap
from warehouse.vocabulary.places import PlaceMention, find_places, place

LOCAL_KINDS = {"province", "municipality", "city", "district", "zone", "county", "region", "prefecture", "organisation"}
NATIONWIDE = re.compile("我国|全国|中国")
AUTONOMOUS = {"CN-NM", "CN-GX", "CN-XZ", "CN-NX", "CN-XJ"}  # their 全区 is a province's
MUNICIPALITIES = {"CN-BJ", "CN-TJ", "CN-SH", "CN-CQ"}
LIES_IN = re.compile("(?:位于|地处|坐落于|坐落在|走进|来到|在)$")
SITS = re.compile("第?[一二三四五六七八九十]*届?(?:人大|人民代表大会|政协)|人民政府|政府(?:工作报告|新闻办)")
OTHERS_ZONE = "(?:[各多一两这让我全本该某从在]|走进|国家|省级|支持|推动|建设|打造)"
ZONE_NAME = "[\u4e00-\u9fff]{2,10}?" + ZONE_END.pattern.removesuffix("$")
TITLED_ZONE = re.compile(f"(?!{OTHERS_ZONE})(?P<name>{ZONE_NAME})[:：]")  # 东川高新园区：…
TITLED = re.compile("(?P<name>[\u4e00-\u9fff]{2,3})[:：]")  # 河南长垣：…
BARE = re.compile(
    "(?:(?<![\u4e00-\u9fff])|(?<=[年月日度]))(?:该?(?:园区|高新区|经开区|开发区|新区|新片区|合作区|综保区|自贸区|街道))(?:内|里)?(?!域)"
)
LED_BY_NAME = re.compile("(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2})全(?P<end>[市区县])")  # 白河全区; 办结全市…


@dataclass(frozen=True, slots=True)
class Level:
    """A level of places and the words by which a text calls its own; a text that says them so often is about one."""

    name: str
    words: re.Pattern[str]
    end: str
    often: int = 1

    @property
    def unnamed(self) -> str:
        """How a place is written that the text never names: 全市, whether it says 全市 or 我市; empty for a zone."""
        return f"全{self.end}" if self.often == 1 else ""


OWN = "(?<![于居位列占过超至])"  # 高于全省, 居全省第二: what a city is held against, not where the text is

LEVELS = (
    Level("province", re.compile(f"{OWN}[全我该本]省|省内|全疆|全自治区"), "省"),
    Level("city", re.compile(f"{OWN}[全我该本]市(?!场)|市内|全州"), "市"),
    Level("district", re.compile(f"{OWN}[全我该本]区(?!域)"), "区"),
    Level("county", re.compile(f"{OWN}[全我该本]县|全旗"), "县"),
    Level("town", re.compile(f"{OWN}[全我该本](?:镇|乡|街道)"), "镇"),
    Level("zone", re.compile("园区|高新区|经开区|开发区|新区|自贸区|自贸试验区|保税区"), "园区", often=2),
)
MOSTLY = Decimal("0.6")  # of the mentions of such places, for one of them to be the text's


@cache
def level_of(ref_area: str) -> str:
    """The level of a place as it is written: CN-GD a province, 凤山县 a county; empty for a country or the world."""
    if ref_area.startswith("CN-"):
        return "city" if ref_area in MUNICIPALITIES else "province"
    known = place(ref_area)
    if ref_area in ("", "CN", "WORLD") or (known and known.kind in ("country", "country_group", "world", "region")):
        return ""
    if (known and known.kind == "zone") or ZONE_END.search(ref_area):
        return "zone"
    if TOWN_END.search(ref_area):
        return "town"
    return {"县": "county", "旗": "county", "区": "district"}.get(ref_area[-1], "city")


def fits(level: str, ref_area: str) -> bool:
    """Whether a word of this level can mean the place: a zone calls itself 全区 too, and so does a region."""
    own = level_of(ref_area)
    if level == "district":
        return own in ("district", "zone") or ref_area in AUTONOMOUS
    return own == level


class Here:
    """What an article's words for its own place mean. `place` holds where a sentence names none; CN by default."""

    def __init__(self, text: str, headed: str) -> None:
        """`text` even; `headed`: the place that heads the title or the first sentence, empty where none does."""
        self._text = text
        self._named: dict[str, str] = {}  # the place last come to of each level
        self._most: dict[str, str] = {}  # the text's one place of each level, found once
        longer = (name for name in self.own_names if headed and name.startswith(headed) and text.count(name) > 1)
        headed = next((name for name in longer if name in text[:LEAD]), headed)  # 临港|产业园
        self.place = self._spoken_of(headed) or headed or self._only() or "CN"

    def means(self, word: str, current: str) -> str:
        """The place of a word for here: the one in force, the article's, the last one named, or 全市 and the like."""
        level = next((level for level in LEVELS if level.words.fullmatch(word)), None)
        if level is None:  # 这里, 当地
            return current if current != "CN" else self.place
        for ref_area in (current, self.place, self._named.get(level.name, "")):
            if fits(level.name, ref_area):
                return ref_area
        return self._mostly(level) or self._around(level) or level.unnamed or word

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The zones, parks and towns that the text itself names."""
        return own_names(self._text)

    @cached_property
    def _own(self) -> re.Pattern[str] | None:
        names = sorted(self.own_names, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, names))) if names else None

    def name_places(self, text: str, found: list[PlaceMention], current: str) -> list[PlaceMention]:
        """The places found in a sentence with those the text itself names, and with its zone where it says 园区."""
        own = self._own.finditer(text) if self._own else ()
        made = [PlaceMention(m.start(), m.end(), m.group(), m.group(), "zone", "") for m in own]
        made += [PlaceMention(m.start(), m.end(), m.group(), m.group(), "district", "") for m in items(text)]
        zone = next((area for area in (current, self.place) if level_of(area) in ("zone", "town")), "")
        if zone:
            made += [PlaceMention(m.start(), m.end(), m.group(), zone, "zone", "") for m in BARE.finditer(text)]
        return without_overlap([*found, *made]) if made else found

    def is_place(self, words: str) -> bool:
        """Whether words are a place's name, or 园区 and the like, and so no subject of a figure."""
        return words in self.own_names or BARE.fullmatch(words) is not None or place(words) is not None

    def pass_by(self, ref_area: str) -> None:
        """The reading comes to a place."""
        self._named[level_of(ref_area)] = ref_area

    @cached_property
    def _mentions(self) -> list[PlaceMention]:
        return [m for m in find_places(self._text) if m.kind in LOCAL_KINDS]

    def _spoken_of(self, headed: str) -> str:
        """The place of the level whose words the text says most; empty where it says 我国 as often, or none of them."""
        words = [(level, len(level.words.findall(self._text))) for level in LEVELS]
        words = [(level, said and said + self._own_said(level)) for level, said in words]
        for level, said in sorted(words, key=lambda row: -row[1]):
            often = 2 if headed and not fits(level.name, headed) else level.often  # 安徽…: 全县 once, of one of many
            if said < often or self._text.count("我国") >= said:
                continue
            if own := self._mostly(level):
                return own
            if level.often == 1 and not headed and not any(fits(level.name, m.ref_area) for m in self._mentions):
                return self._around(level) or level.unnamed
        return ""

    def _own_said(self, level: Level) -> int:
        """How often the text says a zone's or a town's own name, which no list has."""
        return sum(self._text.count(name) for name in self.own_names if level_of(name) == level.name)

    def _only(self) -> str:
        """The one place that a text names and is at, or whose parliament it reports; where it says 全国 nowhere."""
        if NATIONWIDE.search(self._text):
            return ""
        named = [m for m in self._mentions if m.kind != "organisation"]
        one = len({m.ref_area for m in named}) == 1
        lies = one and any(
            LIES_IN.search(self._text, max(0, m.start - 4), m.start) or SITS.match(self._text, m.end) for m in named
        )
        return named[0].ref_area if lies else ""

    def _mostly(self, level: Level) -> str:
        if level.name not in self._most:
            self._most[level.name] = self._one_of(level)
        return self._most[level.name]

    def _one_of(self, level: Level) -> str:
        """The text's one place of a level; empty where it has none, or goes from one to the next."""
        led = dict.fromkeys(f["name"] + f["end"] for f in LED_BY_NAME.finditer(self._text) if f["end"] == level.end)
        if known := next((name for name in list(led)[:20] if place(name) or name in self._text), ""):
            return known
        named = Counter(
            m.ref_area
            for m in self._mentions
            if fits(level.name, m.ref_area)
            and not level.words.fullmatch(m.name)
            and not self._text[m.end : m.end + 1].isdecimal()  # 东台市7家: one of a list
        )
        for name in self.own_names if level.name in ("zone", "town") else ():
            if level_of(name) == level.name and name not in named:
                named[name] = self._text.count(name)
        most = named.most_common(1)
        return most[0][0] if most and most[0][1] >= MOSTLY * named.total() else ""

    def _around(self, level: Level) -> str:
        """For 全省: the province of the places named, where they lie in one."""
        parents = {m.parent for m in self._mentions if m.parent.startswith("CN-")}
        return next(iter(parents)) if level.name == "province" and len(parents) == 1 else ""


def headed_by(words: str, start: int, places: Sequence[PlaceMention]) -> str:
    """The place that words begin with at `start`, the finest where several follow each other (广西|柳州)."""
    if NATIONWIDE.search(words):
        return ""
    found, at = "", start
    for mention in places:
        if mention.kind in LOCAL_KINDS and mention.start <= at + (not found):
            found, at = mention.ref_area, mention.end
    if not found and (zone := TITLED_ZONE.match(words, start)):
        return zone["name"]
    named = TITLED.match(words, at) if found.startswith("CN-") else None
    return named["name"] if named else found
