"""分别: names in a row shared out to numbers in a row, with what the names have in common given to each."""

from __future__ import annotations

import re

from flows.extract.draft import Draft
from flows.extract.zh.cues import NOUN
from warehouse.model import Measure
from warehouse.vocabulary.places import PlaceMention

JOIN = re.compile("、|以及|和|及(?!以上)|与|,")
SHARED_ENDS = tuple(NOUN["shared_end"])


SHARED_CLASSES = tuple(NOUN["shared_class"])
KINDS_OF_FIGURE = {*NOUN["relational"], *SHARED_ENDS, "业务收入", "营业收入"}
KINDS_LONGEST_FIRST = sorted(KINDS_OF_FIGURE, key=lambda word: (-len(word), word))


def split_members(name: str, count: int) -> list[str]:
    """The `count` things a name strings together (A、B和C), or an empty list where it strings another number."""
    if count < 2:
        return []
    parts = [part.strip() for part in JOIN.split(name)]
    if len(parts) > count and any(not part for part in parts):
        parts = [part for part in parts if part]
    if len(parts) == count and all(parts):
        return parts
    if len(parts) > count:  # 规模以上装备制造业、高技术制造业和A与B: keep the last ones, the first takes the rest
        strong = [part.strip() for part in re.split("、|以及|和", name)]
        return strong if len(strong) == count and all(strong) else []
    return []


def distribute(members: list[str]) -> list[str]:
    """Gives each member what only the first (企业的…) or the last (…增加值) spells out."""
    first, last = members[0], members[-1]
    prefix = ""
    if "的" in first and "的" not in last:
        prefix = first[: first.rindex("的") + 1]
    elif (found := re.match("(规模以上|全国|国内|新增|新设|主要)", first)) and not last.startswith(found.group()):
        prefix = found.group() if found.group() == "规模以上" else ""
    elif all(other in KINDS_OF_FIGURE for other in members[1:]):  # 汽车生产、销售和出口
        own = next((end for end in KINDS_LONGEST_FIRST if first.endswith(end)), "")
        prefix = first[: len(first) - len(own)] if own and len(first) - len(own) >= 2 else ""
    tail = "" if prefix and "的" not in prefix and prefix != "规模以上" else _shared_tail(members[:-1], last)
    given = []
    for number, member in enumerate(members):
        whole = member
        if number and prefix and not member.startswith(prefix):
            whole = prefix + whole
        if number < len(members) - 1 and tail and not member.endswith(tail):
            whole = whole + tail
        given.append(whole)
    return given


def _shared_tail(others: list[str], last: str) -> str:
    """What the last says for all: 装备制造业/高技术制造业增加值 -> 增加值; 小型/微型企业产业化率 -> 企业产业化率."""
    known = next((end for end in sorted(SHARED_ENDS, key=len, reverse=True) if last.endswith(end) and last != end), "")
    if any(known and other.endswith(known) for other in others) or any(other.endswith(SHARED_ENDS) for other in others):
        return ""
    model = others[-1]
    for length in range(min(len(model), 6), 0, -1):
        ending = model[-length:]
        at = last.rfind(ending) if length > 1 else last.find(ending)
        if at >= 0 and at + length < len(last):
            return last[at + length :]
    rest = last[len(model) :]  # 失业、工伤保险参保人数: 工伤 is as long as 失业, and a class follows
    return rest if known and rest != known and rest.startswith(SHARED_CLASSES) else known


def pair_members(drafts: list[Draft]) -> bool:
    """Shares the things strung together in the drafts' common name out to them; False where their numbers differ."""
    whole = PART_OF_WHOLE.fullmatch(drafts[0].indicator) if drafts[0].measure is Measure.SHARE else None
    name = whole["part"] if whole else drafts[0].indicator
    members = split_members(name, len(drafts)) or _made_and_sold(drafts)
    if not members:
        return False
    for draft, member in zip(drafts, distribute(members), strict=True):
        draft.indicator = member + (whole["whole"] if whole else "")
        draft.note("list: each thing its number")
    return True


def pair_clauses(drafts: list[Draft], before: list[str]) -> bool:
    """甲、乙业，丙和丁业，戊和己业增加值分别增长…: members so long that commas part them."""
    wanted = len(drafts) - 1
    if not wanted or len(before) < wanted or not drafts[0].indicator:
        return False
    members = [part.strip(" 、") for part in before[-wanted:]] + [drafts[0].indicator]
    if not all(2 <= len(member) <= 40 for member in members) or not _shared_tail(members[:-1], members[-1]):
        return False
    for draft, member in zip(drafts, distribute(members), strict=True):
        draft.indicator = member
        draft.note("list: each clause its number")
    return True


def _made_and_sold(drafts: list[Draft]) -> list[str]:
    """汽车产销分别完成A和B: what is made, then what is sold."""
    found = re.search("产销(?:量)?$", drafts[0].indicator)
    if not found or len(drafts) != 2:
        return []
    thing = drafts[0].indicator[: found.start()]
    return [thing + "产量", thing + "销量"]


def pair_with_earlier(drafts: list[Draft], members: list[tuple[str, str]]) -> bool:
    """Gives the n-th number the name and the place of the n-th member of an earlier list (indicator, ref_area).

    False where the lists differ in length.
    """
    if len(members) != len(drafts) or len(drafts) < 2:
        return False
    by_place = len({indicator for indicator, _ in members}) == 1 < len({area for _, area in members})
    for draft, (indicator, area) in zip(drafts, members, strict=True):
        if draft.measure is Measure.SHARE and "占" in draft.indicator:
            draft.indicator = f"{indicator}占{draft.indicator.rsplit('占', 1)[1]}"
        elif draft.measure is Measure.LEVEL and draft.indicator and draft.indicator != indicator:
            draft.breakdown = draft.breakdown if by_place else indicator  # another figure of the same places
        else:
            draft.indicator = indicator
        draft.ref_area = area
        draft.note("list: the members of the list before")
    return True


PART_OF_WHOLE = re.compile("(?P<part>.+?)(?P<whole>占[^占有]*比重)")
REGION = "(?P<name>(?:东北|东|中|西)部?)(?:地区)?"
REGIONS = re.compile("(?:东北|东|中|西)部?(?:地区)?(?:(?:、|和|及|与)(?:东北|东|中|西)部?(?:地区)?)+")


def listed_places(
    places: list[PlaceMention], text: str, start: int, end: int, count: int
) -> list[tuple[int, int, str]]:
    """(start, end, ref_area) of the `count` places enumerated in `start:end`; empty where no list has that length."""
    if count < 2:
        return []
    if found := REGIONS.search(text, start, end):
        parts = [
            (m.start(), m.end(), m["name"])
            for m in re.finditer(REGION, text[: found.end()])
            if m.start() >= found.start()
        ]
        if len(parts) == count:
            full = any(name.endswith("部") and name != "东北部" for *_, name in parts)
            keep = {"东北"} if full and parts[-1][2] != "东北部" else set()
            return [(a, b, name if name.endswith("部") or name in keep else name + "部") for a, b, name in parts]
    run: list[PlaceMention] = []
    for place in places:
        if place.start < start or place.end > end or place.kind == "organisation":
            continue
        if run and not re.fullmatch("(?:地区|省|市)?[、和及与]", text[run[-1].end : place.start]):
            run = []
        run.append(place)
        if len(run) == count and not re.match("(?:地区|省|市)?[、和及与]", text[place.end : place.end + 3]):
            return [(p.start, p.end, p.ref_area) for p in run]
    return []


def strip_places(draft: Draft, names: list[str], parent: Draft | None = None) -> None:
    """The places of a list are no part of the indicator's name."""
    name = draft.indicator
    for place in names:
        name = name.replace(place, "", 1)
    name = re.sub(r"^[、和及与,的]*(?:[\d一二三四五六七八九十两]*(?:个)?(?:省份|地区|省区市|省|市))?(?:的)?", "", name)
    if name or parent is not None:  # 广州和深圳分别下降…: of what was named before
        draft.indicator = name or (parent.indicator if parent else "")
