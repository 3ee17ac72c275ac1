"""分别: names in a row shared out to numbers in a row, with what the names have in common given to each."""

from __future__ import annotations

import itertools
import re

from flows.extract.draft import Draft
from flows.extract.mention.phrase.zh import figure_end, is_figure, leans_on, members_of_group, two_in_one
from flows.extract.zh.cues import NOUN, pieces
from warehouse.model import Measure
from warehouse.vocabulary.places import PlaceMention

QUOTED = re.compile("(?P<row>“[^”]+”(?:[、和及与]?“[^”]+”)+)的?(?P<rest>.*)")  # “零售业”“体育、娱乐业”的企业
STRONGER = (re.compile("、|以及|和"), re.compile("、"))
JOIN = re.compile("、|以及|和|及(?!以上)|与|,")
SHARED_ENDS = tuple(NOUN["shared_end"])


STEM = re.compile("第?[一二三四]|特?大|小微|[中小微轻重]")
AND_OTHERS = re.compile(  # 医药、汽车等行业增加值, 彩电、手机等产品产量
    "等(?:[\\d一二两三四五六七八九十]+[个大种类])?(?:主要|重点|重要)?(?:行业|产业|产品|领域|地区|省份|省市|城市|商品|品种)?"
)
COUNTED = re.compile(  # 化工、冶金、建材三大行业增加值: so many of a class
    "(?:[二两三四五六七八九十]|\\d{1,2})[大项个类种]"
    "(?:主要|重点|支柱|传统|新兴|优势|特色|主导|战略性)*(?:行业|产业|产品|领域|地区|省份|省市|城市|商品|品种|板块|门类)?"
)
SHARED_TOWARDS = re.compile("(?<=..)对[^对]{2,16}的?(?:贡献[率度]|拉动作用|影响)$")  # 消费、投资对经济增长的贡献率
SENT_TO = "出口[至到]|[销运发输]往|远销"
TOWARDS = re.compile(f"(?:[对向从与]|(?:主要)?(?:{SENT_TO}))(?=.{{2}})")
TO_PARTNERS = re.compile(f"(?:[对向与从自同]|{SENT_TO})$")
FIGURES = ("量", "额", "率", "收入", "支出", "价格", "余额", "面积", "规模", "指数", "人数")
SHARED_CLASSES = tuple(NOUN["shared_class"])
OWN = (Measure.LEVEL, Measure.RATIO)  # a figure of its own, told of the things before
PART_SAID = re.compile("(?:合计|总计)?占[^占]*比重$")
LEANING = ("subject: taken over from before", "subject: a part of what was named before")
SHARES = tuple(NOUN["share"])
FIGURE_BEHIND = re.compile(
    "\\s?的(?P<figure>[^,;。的]{2,10}?)(?:成为|位[居列]|稳?居|排名?|名列|列|继续|跻身|领[先跑]|获|占据|,|;|。|$)"
)
PREDICATE = re.compile(pieces("predicate"))
KINDS_OF_FIGURE = {*NOUN["relational"], *SHARED_ENDS, "业务收入", "营业收入"}
ENDS_LONGEST_FIRST = sorted(SHARED_ENDS, key=lambda word: (-len(word), word))
KINDS_LONGEST_FIRST = sorted(KINDS_OF_FIGURE, key=lambda word: (-len(word), word))

OF_THE_PARTS = re.compile(
    "(?:其他|其余|其它|大?多数|大?部分|各)(?:个|主要)?(?:产区|地区|省份|省市|区县|县区|城市|[省市县区州])?的?"
)
EACH_OF_THEM = re.compile("(?<=..)(?:普遍|总体|整体|大多|多数|均|都)+$")


def figure_of_parts(spoken_of: str) -> str:
    """The figure of the parts that 其中 goes on to tell: 出口 of 其他产区出口; empty where none was spoken of."""
    said = OF_THE_PARTS.match(spoken_of)
    figure = EACH_OF_THEM.sub("", spoken_of[said.end() :] if said else spoken_of)
    known = any(figure.endswith(kind) for kind in KINDS_LONGEST_FIRST) or figure_end(figure)
    return figure if known or figure.endswith(("量", "额", "率")) else ""


def split_members(name: str, count: int) -> list[str]:
    """The `count` things a name strings together (A、B和C), or an empty list where it strings another number."""
    if count < 2:
        return []
    quoted = QUOTED.fullmatch(name)
    if quoted and len(inside := re.findall("“([^”]+)”", quoted["row"])) == count:
        return [*inside[:-1], inside[-1] + quoted["rest"]]
    name = COUNTED.sub("", AND_OTHERS.sub("", name, count=1), count=1)
    parts = [part.strip() for part in JOIN.split(name)]
    if len(parts) > count and any(not part for part in parts):
        parts = [part for part in parts if part]
    if len(parts) == count and all(parts):
        return parts
    for marks in STRONGER if len(parts) > count else ():  # 冶炼和压延加工业、黑色金属矿采选业: 和 is the name's
        strong = [part.strip() for part in marks.split(name)]
        if len(strong) == count and all(strong):
            return strong
    return []


def distribute(members: list[str]) -> list[str]:
    """Gives each member what only the first (企业的…) or the last (…增加值) spells out."""
    if len(members) > 1 and len(members[0]) == 3 and members[0].startswith("国内"):
        members = [members[0][2:], *members[1:]]  # 国内汽、柴油价格
    first, last = members[0], members[-1]
    prefix = ""
    if "的" in first and "的" not in last:
        prefix = first[: first.rindex("的") + 1]
    elif (found := re.match("(规模以上|全国|国内|新增|新设|主要)", first)) and not last.startswith(found.group()):
        prefix = found.group() if found.group() == "规模以上" else ""
    elif all(other in KINDS_OF_FIGURE or is_figure(other) for other in members[1:]):  # 汽车生产、销售和出口
        own = next((end for end in KINDS_LONGEST_FIRST if first.endswith(end)), "") or figure_end(first)
        prefix = first[: len(first) - len(own)] if own and len(first) - len(own) >= 2 else ""
    elif (first in ("一", "二") and "产业" in last) or (
        first.startswith("第") and all(STEM.match(other) for other in members)
    ):  # 一、二、三产业增加值
        prefix = "第"
    elif (found := TOWARDS.match(first)) and not any(TOWARDS.match(other) for other in members[1:]):
        prefix = found.group()  # 对老挝、柬埔寨出口额
    closed = prefix and prefix not in ("规模以上", "第") and "的" not in prefix and not TOWARDS.match(first)
    tail = "" if closed else _shared_tail(members[:-1], last)
    given = []
    for number, member in enumerate(members):
        whole = member
        if (number or prefix == "第") and prefix and not member.startswith(prefix):
            whole = prefix + whole
        if number < len(members) - 1 and tail and not member.endswith(tail):
            whole = whole + tail
        given.append(whole)
    return given


def _shared_tail(others: list[str], last: str) -> str:
    """What the last says for all: 装备制造业/高技术制造业增加值 -> 增加值; 小型/微型企业产业化率 -> 企业产业化率."""
    if (towards := SHARED_TOWARDS.search(last)) and not any("对" in other for other in others):
        return towards.group()
    if leans_on(last, others):
        return last[1:]  # 内、外贸吞吐量; 猪、牛、羊肉产量; but 煤、石油产量
    known = _ending(last)
    known = figure_end(last) if known in ("", last) else known
    if any(known and other.endswith(known) for other in others) or any(other.endswith(SHARED_ENDS) for other in others):
        return ""
    if all(STEM.fullmatch(other) for other in others):  # 中、小型企业指数; 第一、二、三产业用电量
        return STEM.sub("", last, count=1)
    model = others[-1]
    for length in range(min(len(model), 6), 0, -1):
        ending = model[-length:]
        at = last.rfind(ending) if length > 1 else last.find(ending)
        if at >= 0 and at + length < len(last):
            return last[at + length :]
    while known and (more := _ending(last[: -len(known)])):
        if len(known) + len(more) >= len(last):
            break
        known = more + known  # 进出口|增速
    rest = last[len(model) :]  # 失业、工伤保险参保人数: 工伤 is as long as 失业, and a class follows
    if known and rest != known and rest.startswith(SHARED_CLASSES):
        return rest
    alike = len({len(other) for other in others}) == 1 and len(model) > 1
    return known or (rest if alike and rest.endswith(FIGURES) else "")  # 铁路、公路和民航货运量


def _ending(name: str) -> str:
    """The longest of the known ends that a name has."""
    return next((end for end in ENDS_LONGEST_FIRST if name.endswith(end)), "")


def pair_members(drafts: list[Draft]) -> bool:
    """Shares the things strung together in the drafts' common name out to them; False where their numbers differ."""
    whole = PART_OF_WHOLE.fullmatch(drafts[0].indicator) if drafts[0].measure is Measure.SHARE else None
    name = whole["part"] if whole else drafts[0].indicator
    members = members_of_group(name, len(drafts)) or split_members(name, len(drafts)) or _made_and_sold(drafts)
    if not members:
        return False
    for draft, member in zip(drafts, distribute(members), strict=True):
        draft.indicator = member + (whole["whole"] if whole else "")
        draft.note("list: each thing its number")
    return True


def name_behind(drafts: list[Draft], behind: str) -> None:
    """甲和乙分别以35%和7%的市占率位居前列: the figure behind the numbers is what each of the things has."""
    figure = FIGURE_BEHIND.match(behind)
    if figure is None:
        return
    for draft in drafts:
        draft.indicator += "" if draft.indicator.endswith(figure["figure"]) else figure["figure"]
        if figure["figure"].endswith(SHARES):
            draft.measure = Measure.SHARE
        draft.note("list: the figure behind the numbers")


def pair_named_before(drafts: list[Draft], before: str) -> bool:
    """雨伞、轮胎、厨房用具出口带动作用大，分别出口A、B、C: what the clause before strings together, each its number."""
    own = drafts[0].indicator
    members = split_members(before, len(drafts))
    if not members:
        return False
    if own in KINDS_OF_FIGURE and own in members[-1]:
        members[-1] = members[-1][: members[-1].index(own)]
    elif stop := PREDICATE.search(members[-1], 2):
        members[-1] = members[-1][: stop.start()]
    if not all(1 < len(member) <= 16 for member in members):
        return False
    if own in KINDS_OF_FIGURE and not any(member.endswith(own) for member in members):
        members = [member + own for member in members]
    for draft, member in zip(drafts, distribute(members), strict=True):
        draft.indicator, draft.breakdown = member, ""
        draft.note("list: the members named before")
    return True


TELLS_OF_IT = re.compile(
    "同比|环比|[比较][上去前]|主要|分别|均|持平|来自|其中"
)  # 同比持平, 主要来自…: no member of a list


def pair_clauses(drafts: list[Draft], before: list[str]) -> bool:
    """甲、乙业，丙和丁业，戊和己业增加值分别增长…: members so long that commas part them."""
    wanted = len(drafts) - 1
    if not wanted or len(before) < wanted or not drafts[0].indicator:
        return False
    if any(TELLS_OF_IT.match(part.strip()) for part in before[-wanted:]):
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
    return two_in_one(drafts[0].indicator) if len(drafts) == 2 else []


def pair_with_earlier(drafts: list[Draft], members: list[tuple[str, str]]) -> bool:
    """Gives the n-th number the name and the place of the n-th member of an earlier list (indicator, ref_area).

    False where the lists differ in length.
    """
    if len(members) != len(drafts) or len(drafts) < 2:
        return False
    by_place = len({indicator for indicator, _ in members}) == 1 < len({area for _, area in members})
    for draft, (indicator, area) in zip(drafts, members, strict=True):
        leans = any(rule in LEANING for rule in draft.trail)
        if draft.measure is Measure.SHARE and "占" in draft.indicator:
            own, whole = draft.indicator.rsplit("占", 1)
            part = indicator.rsplit("占", 1)[0]
            for said, _ in members:
                own = own.removeprefix(said.rsplit("占", 1)[0])
            draft.indicator = f"{part if leans or own in part else part + own}占{whole}"
        elif draft.indicator and draft.indicator != indicator and not leans and (by_place or draft.measure in OWN):
            draft.breakdown = draft.breakdown if by_place else indicator  # another figure of the same places
        else:
            of_share = draft.measure in (Measure.SHARE, Measure.RATIO, Measure.CHANGE_PP)
            draft.indicator = indicator if of_share else PART_SAID.sub("", indicator)
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
    if (found := REGIONS.search(text, start, end)) and re.search("部|地区", found.group()):
        parts = [
            (m.start(), m.end(), m["name"])
            for m in re.finditer(REGION, text[: found.end()])
            if m.start() >= found.start()
        ]
        if len(parts) == count and all(text.endswith("地区", a, b) for a, b, _ in parts):
            return [(a, b, f"{name}地区") for a, b, name in parts]  # 东部地区、中部地区: as written
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
        if not run and TO_PARTNERS.search(text, max(0, place.start - 3), place.start):
            break  # partners in trade
        run.append(place)
        if len(run) == count and not re.match("(?:地区|省|市)?[、和及与]", text[place.end : place.end + 3]):
            return [(p.start, p.end, p.ref_area) for p in run]
    return []


def strip_places(draft: Draft, names: list[str], parent: str = "") -> None:
    """The places of a list are no part of the indicator's name."""
    name = draft.indicator
    for place in names:
        name = name.replace(place, "", 1)
    name = re.sub(r"^[、和及与,的]*(?:[\d一二三四五六七八九十两]*(?:个)?(?:省份|地区|省区市|省|市))?(?:的)?", "", name)
    name = "" if REGIONS.fullmatch(name) else name
    if name or parent:  # 广州和深圳分别下降…: of what was named before
        draft.indicator = name or parent


CLASSED = re.compile("(?P<class>[一二三四五六七八九十百千万亿]+级)(?P<what>.*)")


def lend_classed(drafts: list[Draft]) -> None:
    """2个千亿级、5个五百亿级产业集群: the first are clusters, too."""
    for draft, after in itertools.pairwise(drafts):
        bare, whole = CLASSED.fullmatch(draft.indicator), CLASSED.fullmatch(after.indicator)
        if bare and whole and not bare["what"] and draft.unit == after.unit:
            draft.indicator += whole["what"]
