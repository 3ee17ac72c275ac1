"""A printed phrase -> the parts of its series' key: indicator, breakdown, unit; of a share what has it and of what."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from warehouse.vocabulary.indicators import Indicator, catalogue, families, match
from warehouse.vocabulary.phrases import Key, count_key, key
from warehouse.vocabulary.units import one_unit

COUNTED_FAMILIES = frozenset({"count", "people"})
SHARED_TAILS = ("增加值", "营业收入", "利润", "产值", "产量", "进出口", "出口", "投资")
AMOUNTS = frozenset({"level", "change", "change_avg"})  # measures in the indicator's own unit


class SeriesParts(NamedTuple):
    """A printed phrase and the parts of its series' key: a row of the temporary table `phrase`, in its order."""

    indicator: str
    breakdown: str
    unit: str
    measure: str
    lang: str
    whole: str
    entity: str
    indicator_id: str | None
    series_phrase: str | None
    series_breakdown: str
    series_unit: str
    unit_factor: float
    is_stock: bool
    share_part: str | None
    share_whole: str | None


@lru_cache(maxsize=1 << 18)
def resolve(
    indicator: str, breakdown: str, unit: str, measure: str, lang: str, whole: str = "", entity: str = ""
) -> SeriesParts:
    """A printed phrase with the parts of its series' key beside it.

    What the catalogue does not hold keeps its own normalised phrase. `whole`: an earlier share of the sentence, whose
    whole is meant where this one says none. `entity`: the named body whose figure it is. Of a counted indicator all
    measure words are one unit: 450万家 and 450万户 are the same enterprises, and English prints none at all.
    """
    printed = (indicator, breakdown, unit, measure, lang, whole, entity)
    indicator = _with_whole(indicator, whole) if whole else indicator
    found = match(indicator, unit=unit, measure=measure, lang=lang, breakdown=breakdown, entity=entity)
    if found is None:
        text = key(indicator, lang).text
        kept, of_one = one_unit(unit)
        part = key(breakdown, lang).text
        return SeriesParts(*printed, None, text, part, kept, float(of_one), False, *sides(text, measure))
    entry = catalogue()[found.indicator_id]
    part = key(found.breakdown, lang).text
    both = sides(key(entry.name_zh, "zh").text, measure)
    kept, factor = _series_unit(entry, unit, measure)
    return SeriesParts(*printed, entry.id, None, part, kept, factor, entry.kind == "stock", *both)


def _with_whole(indicator: str, whole: str) -> str:
    """装备制造业占比 behind 高技术制造业增加值占规上工业比重: 装备制造业占规上工业比重."""
    part, divider, of_nothing = key(indicator, "zh").text.partition("//")
    of_what = key(whole, "zh").text.partition("//")[2]
    return f"{part}占{of_what}比重" if divider and of_what and not of_nothing else indicator


def sides(text: str, measure: str) -> tuple[str | None, str | None]:
    """What has a share and of what, from its key `part//whole`: ids of the catalogue, else the words; None for others.

    高技术制造业增加值占规模以上工业比重 is of industry's value added: what is added to the part is meant of the whole.
    """
    part, divider, whole = text.partition("//")
    if measure != "share" or not divider or not whole:
        return None, None
    tail = next((word for word in SHARED_TAILS if part.endswith(word) and not whole.endswith(word)), "")
    return _named(part) or part, (_named(whole + tail) if tail else None) or _named(whole) or whole


def _named(text: str) -> str | None:
    known = catalogue().exact.get(text) or catalogue().counted.get(count_key(Key(text), "zh").text)
    return known[0] if known else None


def _series_unit(entry: Indicator, unit: str, measure: str) -> tuple[str, float]:
    """The unit that the series keeps, and how much of it one printed unit is: 0.0005 吨 a 斤."""
    counted = measure in AMOUNTS and families(unit) & COUNTED_FAMILIES and families(entry.unit) & COUNTED_FAMILIES
    if counted:
        return entry.unit, 1.0
    kept, factor = one_unit(unit, entry.unit)
    return kept, float(factor)
