"""What both languages share about places: the level a place is of, and a place as it stands in a whole article."""

from __future__ import annotations

from functools import cache

from warehouse.values import dataclass
from warehouse.vocabulary.places import place

LOCAL_KINDS = frozenset(
    {"province", "municipality", "city", "district", "zone", "county", "region", "prefecture", "organisation"}
)
FOREIGN = frozenset({"country", "country_group"})
AUTONOMOUS = frozenset({"CN-NM", "CN-GX", "CN-XZ", "CN-NX", "CN-XJ"})  # their 全区 is a province's
CITY_PROVINCES = frozenset({"CN-BJ", "CN-TJ", "CN-SH", "CN-CQ", "CN-HK", "CN-MO"})  # of a province's rank, and cities
ZONE_ENDS = (
    *("园区", "产业园", "工业园", "科技园", "物流园", "创业园", "软件园", "创新园", "高新区", "经开区", "开发区"),
    *("新区", "自贸区", "试验区", "示范区", "保税区", "自创区", "综保区", "集聚区", "集中区", "新片区", "合作区"),
    *("港区", "度假区", "新城", "科学城", "科技城", "生态城"),
)
UNNAMED_LEVELS = {  # how a place is written that its text never names
    **{"全省": "province", "全市": "city", "全州": "city", "全区": "district", "全县": "county", "全旗": "county"},
    **{"全镇": "town", "全乡": "town"},
}
TOWN_ENDS = ("镇", "乡", "街道")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place at `start:end` of an article's even text. `role`: what it does there, as the language's file says."""

    start: int
    end: int
    name: str
    ref_area: str
    kind: str
    role: str  # said, listed, item, organisation, publisher, partner, passed
    parent: str = ""  # the province it lies in, as a code


def is_abroad(spot: Spot) -> bool:
    """Whether a spot is a foreign country, no group of them."""
    return spot.kind == "country" and spot.ref_area != "CN"


@cache
def level_of(ref_area: str) -> str:
    """The level of a place as it is written: CN-GD a province, 凤山县 a county; empty for a country or the world."""
    if ref_area.startswith("CN-"):
        return "city" if ref_area in CITY_PROVINCES else "province"
    if ref_area in UNNAMED_LEVELS:
        return UNNAMED_LEVELS[ref_area]
    known = place(ref_area)
    if ref_area in ("", "CN", "WORLD") or (known and known.kind in ("country", "country_group", "world", "region")):
        return ""
    if (known and known.kind == "zone") or ref_area.endswith(ZONE_ENDS):
        return "zone"
    if ref_area.endswith(TOWN_ENDS):
        return "town"
    return {"县": "county", "旗": "county", "区": "district"}.get(ref_area[-1], "city")


def fits(level: str, ref_area: str) -> bool:
    """Whether a word of this level can mean the place: a zone calls itself 全区 too, and so does a region."""
    own = level_of(ref_area)
    if level == "district":
        return own in ("district", "zone") or ref_area in AUTONOMOUS
    return own == level
