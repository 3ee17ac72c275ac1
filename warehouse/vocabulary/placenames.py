"""Names no list has: zones, towns and counties by the way their names are made, and organisations named after places.

Every look back or ahead is bounded, so the time grows with the text's length alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from warehouse.vocabulary.anchor import Anchored, first_letters
from warehouse.vocabulary.gazetteer import (
    NOTHING,
    ORGANISATION,
    PlaceMention,
    divisions,
    listed,
    name_rules,
    short_divisions,
)
from warehouse.vocabulary.words import any_of

HAN = "\u4e00-\u9fff"
WINDOW = 10  # characters looked back from a suffix
ZONE_LONGEST = 6  # Han characters of a zone's name before its suffix: 漕河泾, 中新广州知识城
AUTONOMOUS_LONGEST = 8  # of an autonomous county's, which names its peoples: 青龙满族
TOWN_LONGEST = 3  # of a town's or county's: 都江堰市, 阿拉善左旗 is listed or not found
LONGEST_DIVISION = 15  # 双江拉祜族佤族布朗族傣族自治县
BESIDE = tuple("、和与及")
AFTER_SHORT = frozenset("和与及等的两三四")  # the Han characters that may stand behind a bare name
JOINERS = "—–-－―·"
UNNAMED = frozenset({"全国", "我国", "国内", "大陆", "内地", "全球", "世界", "全世界", "境外", "海外", "国外"})
DIRECTIONS = frozenset({"东部", "中部", "西部", "东北部", "东部地区", "中部地区", "西部地区"})
OUTSIDE = frozenset({"country_group", "world"})


def _words(key: str) -> str:
    return any_of(name_rules()[key])


def _letters(key: str) -> str:
    return "".join(name_rules()[key])


@cache
def _suffix() -> Anchored:
    """A name's last word, where no longer word goes on after it."""
    zone, joined = _words("zone_suffixes"), _words("joined_suffixes")
    city = f"市(?![{_letters('after_market')}])"
    county = f"(?:自治)?县(?![{_letters('after_county')}])"
    district = f"区(?![{_letters('after_area')}])"
    letters = first_letters([*name_rules()["zone_suffixes"], *name_rules()["joined_suffixes"], *"市自县区旗"])
    return Anchored(letters, f"(?P<zone>{zone})(?![{_letters('after_area')}])|(?P<joined>{joined})|(?P<city>{city})"
                      f"|(?P<county>{county})|(?P<district>{district})|(?P<banner>旗)")  # fmt: skip


@cache
def _cutter() -> re.Pattern[str]:
    return re.compile(f"(?:{_words('cutters')})")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{_words('generic')})")


@cache
def _organisation() -> re.Pattern[str]:
    """What turns a place into the beginning of an organisation's name, matched right after the place."""
    gap = f"(?:(?![{_letters('organisation_gap_stops')}])[{HAN}]){{0,8}}?"
    after_word, after_head = _letters("after_organisation_word"), _letters("after_organisation_head")
    english = _words("english_organisation_words")
    return re.compile(f"{gap}(?:{_words('organisation_words')})(?![{after_word}])"
                      f"|(?:{_words('organisation_heads')})(?![{after_head}])"
                      rf"|(?: (?:[A-Z][\w&’'-]*|of|and|for)){{0,5}}? (?:{english})(?![A-Za-z])")  # fmt: skip


@cache
def _english_zone() -> re.Pattern[str]:
    word = "[A-Z][a-z-]+(?:-[A-Z][a-z]+)?(?:[’'](?!s )[a-z]+)?"  # China-Italy, Xi'an; no owner: China's Hebei Province
    name = rf"(?!(?:{_words('english_no_names')})\b)({word}(?: {word}){{0,3}})"
    return re.compile(rf"(?<![A-Za-z’']){name} (?:{_words('english_zone_words')})(?![A-Za-z])")


@cache
def _capital() -> re.Pattern[str]:
    """A capital letter: without one there is no English name."""
    return re.compile("[A-Z][a-z]")


def settle(text: str, start: int, stop: int, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Listed mentions and made-up ones as one list; organisations take their whole name, `nothing` goes away."""
    made = [*_made(text, start, stop, found), *_short(text, stop, found)]
    if _capital().search(text, start, stop):
        made += _made_english(text, start, stop)
    if not made and not found:
        return []
    merged = without_overlap([*found, *made])
    return [m for m in _without_directions(_with_organisations(text, stop, merged)) if m.kind != NOTHING]


def _without_directions(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Without 东部 in 山东东部: a direction right after a place says which part of it; 中国东部 is the region."""
    before = [None, *mentions]
    return [
        mention
        for earlier, mention in zip(before, mentions, strict=False)
        if not (earlier and earlier.end == mention.start and _has_parts(earlier) and mention.name in DIRECTIONS)
    ]


def _has_parts(earlier: PlaceMention) -> bool:
    """Whether a direction behind the place is a part of it that no list has."""
    return earlier.kind != NOTHING and earlier.ref_area != "CN"


def without_overlap(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """The longest mention wins where two share characters; then left to right."""
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept[-1] = mention
    return kept


def _with_organisations(text: str, stop: int, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    out: list[PlaceMention] = []
    for mention in mentions:
        if out and mention.start < out[-1].end:
            continue
        if mention.kind != NOTHING and mention.kind not in OUTSIDE and mention.name not in UNNAMED:
            tail = _organisation().match(text, mention.end, min(stop, mention.end + 60))
            if tail:
                name = text[mention.start : tail.end()]
                mention = PlaceMention(mention.start, tail.end(), name, mention.ref_area, ORGANISATION, mention.parent)
        out.append(mention)
    return out


def _made(text: str, start: int, stop: int, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    ends = [m.end for m in found]
    made: list[PlaceMention] = []
    for suffix in _suffix().finditer(text, start, stop):
        before = bisect_right(ends, suffix.start()) - 1  # the last listed mention ending at or before the suffix
        after = before + 1
        if after < len(found) and found[after].start < suffix.end():
            continue  # the suffix is part of a listed name
        anchor = found[before] if before >= 0 and suffix.start() - found[before].end <= WINDOW else None
        kind = str(suffix.lastgroup)
        name = _division(text, start, suffix, anchor) if kind in ("city", "county", "district", "banner") else None
        if name is None and anchor:
            name = _anchored(text, suffix, kind, found, before)
        free = kind in ("city", "county") or (
            kind == "zone" and suffix.group() not in name_rules()["anchored_suffixes"]
        )
        if name is None and free and (anchor is None or anchor.end < suffix.start()):
            name = _free(text, start, suffix, kind, anchor)
        if name:
            made.append(name)
    return made


def _division(text: str, start: int, suffix: re.Match[str], anchor: PlaceMention | None) -> PlaceMention | None:
    """A listed prefecture or county that ends in the suffix: 禄丰县; a short or common name only behind its place."""
    for length in range(min(LONGEST_DIVISION, suffix.end() - start), 1, -1):
        begin = suffix.end() - length
        if (alike := divisions().get(text[begin : suffix.end()])) is None:
            continue
        behind = anchor is not None and anchor.end == begin and anchor.kind not in (NOTHING, ORGANISATION)
        if not behind and (length == 2 or text[begin : suffix.end()] in name_rules()["common_divisions"]):
            return None
        if anchor and anchor.end > begin and anchor.start < begin:
            return None  # 河南|阳县: the listed place goes on
        parents = {division.parent for division in alike}
        kind = "city" if suffix.lastgroup == "city" else "county"
        return _mention(text, begin, suffix.end(), kind, parents.pop() if len(parents) == 1 else "")
    return None


def _short(text: str, stop: int, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """A division by its bare name: beside another place (兰州、|定西), or behind its province or city (安徽|肥西的)."""
    made: list[PlaceMention] = []
    for anchor in found:
        if anchor.kind not in ("province", "municipality", "city", "district"):
            continue
        before: PlaceMention | None = anchor
        while before is not None:
            beside = text[before.end : before.end + 1] in BESIDE
            short = _short_at(text, before.end + beside, stop, "" if beside else before.ref_area)
            before = None if short is None or not beside else short
            made += [short] if short else []
    return made


def _short_at(text: str, begin: int, stop: int, lies_in: str) -> PlaceMention | None:
    """The bare name at `begin`, where no longer word goes on; `lies_in`: the place it must lie in, where one stands."""
    for length in (4, 3, 2):
        name, after = text[begin : begin + length], text[begin + length : begin + length + 1]
        if begin + length > stop or name in listed() or ("\u4e00" <= after <= "\u9fff" and after not in AFTER_SHORT):
            continue
        for known in short_divisions().get(name, ()):
            if lies_in in ("", known.parent, known.city, known.city[:-1]):
                kind = "city" if known.name.endswith("市") else "county"
                return _mention(text, begin, begin + length, kind, known.parent)
    return None


def _anchored(
    text: str, suffix: re.Match[str], kind: str, found: Sequence[PlaceMention], before: int
) -> PlaceMention | None:
    """A name resting on a listed place right before it: 广州开发区, 杭州市余杭区, 深圳—香港—广州集群."""
    anchor = found[before]
    middle = text[anchor.end : suffix.start()]
    if anchor.kind in (NOTHING, ORGANISATION, "world", "country", "country_group"):
        return None
    province = next((code for code in (anchor.ref_area, anchor.parent) if code.startswith("CN-")), "CN")
    if kind in ("city", "county", "district"):
        if not 1 <= len(middle) <= TOWN_LONGEST or not _is_name(middle, kind):
            return None
        return _mention(text, anchor.end, suffix.end(), kind, province)
    if (kind == "joined" and middle) or middle.startswith("的"):  # 江苏省的|东川高新区
        return None
    ports = name_rules()["port_middles"] if suffix.group() == "口岸" else ()
    if middle and middle not in ports and (len(middle) > 4 or not _is_name(middle, kind)):
        return None
    first = before
    while first and _joins(text, found[first - 1], found[first], kind):
        first -= 1
    begin = found[first].start
    return _mention(text, begin, suffix.end(), kind, province)


def _joins(text: str, left: PlaceMention, right: PlaceMention, kind: str) -> bool:
    """Whether two places are one name's parts: 上海|张江自创区, 深圳—香港—广州集群 (dashes only for clusters)."""
    between = text[left.end : right.start]
    if left.kind in (NOTHING, ORGANISATION, "world", "country", "country_group"):
        return False
    if between == "":
        return kind == "zone" and left.kind in ("city", "municipality") and right.kind in ("zone", "region")
    return kind == "joined" and len(between) <= 2 and all(letter in JOINERS for letter in between)


def _free(text: str, start: int, suffix: re.Match[str], kind: str, anchor: PlaceMention | None) -> PlaceMention | None:
    """A name with a clean left edge: a mark, the text's beginning or a cutting word (位于|临江高新区)."""
    low = max(start, suffix.start() - WINDOW, anchor.end if anchor else 0)
    edge = low
    for at in range(suffix.start() - 1, low - 1, -1):
        if not "\u4e00" <= text[at] <= "\u9fff":
            edge = at + 1
            break
    for cut in _cutter().finditer(text, edge, suffix.start()):
        edge = cut.end()
    part = text[edge : suffix.start()]
    longest = ZONE_LONGEST if kind == "zone" else AUTONOMOUS_LONGEST if suffix.group() == "自治县" else TOWN_LONGEST
    if not 2 <= len(part) <= longest or (edge == suffix.start() - WINDOW and edge > start):
        return None
    inside_word = anchor and edge == anchor.end and anchor.kind in (NOTHING, ORGANISATION)
    if inside_word and anchor and anchor.name not in name_rules()["cutters"]:
        return None
    return _mention(text, edge, suffix.end(), kind, "") if _is_name(part, kind) else None


def _is_name(part: str, kind: str) -> bool:
    """Whether the characters before the suffix can be a name: Han, no generic word, no common word with the suffix."""
    if not all("\u4e00" <= letter <= "\u9fff" for letter in part) or _generic().search(part):
        return False
    keys = {"city": "before_city", "county": "before_county", "district": "before_district"}
    return kind not in keys or part[-1] not in _letters(keys[kind])


def _mention(text: str, begin: int, end: int, kind: str, parent: str) -> PlaceMention:
    kinds = {"joined": "region", "county": "district"}
    name = text[begin:end]
    return PlaceMention(begin, end, name, name, kinds.get(kind, kind), parent)


def _made_english(text: str, start: int, stop: int) -> list[PlaceMention]:
    out: list[PlaceMention] = []
    for found in _english_zone().finditer(text, start, stop):
        if found[1] in listed() and found[0][-1].islower() and found[0].split()[-1].islower():
            continue  # `Kunshan city` is Kunshan
        head = listed().get(found[1].split()[0]) or listed().get(found[1])
        parent = head.ref_area if head and head.kind in ("province", "municipality") else head.parent if head else ""
        kind = {"city": "city", "county": "district", "district": "district"}.get(found[0].split()[-1].lower(), "zone")
        out.append(PlaceMention(found.start(), found.end(), found[0], found[0], kind, parent))
    return out
