"""The places of a Chinese article: listed ones, names it makes itself, words for here, and what each place does there.

Everything is looked for once in the whole even text; a sentence asks for its own places with `in_sentence`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from flows.extract.mention.place.made_zh import items, own_names
from flows.extract.mention.place.shared import FOREIGN, LOCAL_KINDS, Spot, fits, level_of
from flows.extract.text.steps import REPUBLIC
from warehouse.values import dataclass
from warehouse.vocabulary.anchor import Anchored
from warehouse.vocabulary.gazetteer import divisions, listed
from warehouse.vocabulary.placenames import without_overlap
from warehouse.vocabulary.places import PlaceMention, canonical, find_places, place
from warehouse.vocabulary.words import any_of

NATIONWIDE = re.compile(
    "我国|全国|中国(?!香港|澳门|台湾|银行|移动|联通|电信|石化|石油|建筑|中车|铁建|[\u4e00-\u9fff]{0,6}[网报])"
)
WORLDWIDE = re.compile("全球|全世界|世界(?!500强|级|一流|银行|杯)")
OWN = "(?<![于居位列占过超至])"  # 高于全省, 居全省第二: what a city is held against, not where the text is
BARE = re.compile(
    "(?:(?<![\u4e00-\u9fff])|(?<=[年月日度]))(?:该?(?:园区|高新区|经开区|开发区|新区|新片区|合作区|综保区|自贸区|街道))(?:内|里)?(?!域)"
)
ZONE = re.compile("高新区|经开区|开发区|自贸区|综保区|新区")
SHORT_FOR = {
    "经开区": ("经济开发区", "经济技术开发区"),
    "高新区": ("高新技术产业开发区", "高新技术开发区", "高新技术产业园区"),
    "综保区": ("综合保税区",),
    "自贸区": ("自由贸易试验区", "自贸试验区"),
}
OWN_WORD = re.compile("全[市区县]")
BARE_ZONE = re.compile(
    "(?:(?<![\u4e00-\u9fff“])|(?<=季度)|(?<=半年))(?:(?<=[年月日度,。])|上半年|下半年|季度|今年|去年|全年|目前|近年来)?"
    f"(?P<name>{ZONE.pattern})(?![域内里、和及与“]|等|建设)"
)
LED_BY_NAME = re.compile("(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2})全(?P<end>[市区县])")  # 白河全区; 办结全市…
DATELINE = re.compile(  # 本报青溪5月3日电, 中新网青溪5月16日电, 青溪讯(记者…
    "(?:本报|新华社|[中人新]\\w{1,3}[网社]|新华财经|记者)?(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:电|讯)(?=[\\s(,:])"
)
AFTER_PARTNER = re.compile("(?:等(?:国家|地|国|地区|市场)?)?的?(?:货物)?(?:进出口|出口|进口|贸易|投资|销售|援助)")
PARTNER = re.compile("(?:对|向|从|自|与|同|销往|运往|发往|出口到|来自|输往|返销|前往|赴|飞往|至|到|驻|距)(?:了)?$")
PASSED = re.compile("(?:经|途经|穿越|横跨|流经|途径|直达|贯穿|连接)$")
PRESS = re.compile("(?:报|网|台|频道|通讯社|门户|在线|发布)$")
LEADING = re.compile(  # what may stand before the place that heads a stretch: dates, marks, 在, 今年
    "(?:[\\d\\s年月日号份至~\\-:,、(】\\]【\\[|>#*·]|[一二三四前上下半]|季度|今年|去年|近年来?|以来|目前|截至|底|末|在|从|据|记者|笔者|获悉|了解|近日|日前|昨日|今日|我国|中国|新华社|本报|电|讯)*"
)
GOVERNED = re.compile(  # 白石县人民政府, 白石县第十届人民代表大会, 白石县2020年政府工作报告
    r"(?:人民)?政府(?!引导|投资|采购|债|性)|第[^,。]{1,6}届人民代表大会|人民代表大会|\d{4}年(?:度)?(?:政府工作报告|国民经济|统计公报)"
)
WITH = re.compile("[与和同向及受]$")  # 公司与白石县人民政府签约: of the firm
SPEAKS = 400  # characters in which a report says whose it is
AGENCIES = {  # agencies and offices whose 国内, 政府 and 元 are their own place's
    **dict.fromkeys(
        (
            "中央社",
            "主计总处",
            "主计处",
            "经济部统计处",
            "财政部统计处",
            "工研院",
            "资策会",
            "台湾区",
            "行政院",
            "中央气象署",
        ),
        "CN-TW",
    ),
    **dict.fromkeys(("政府统计处", "港府", "差饷物业估价署", "香港贸发局", "香港交易所"), "CN-HK"),
    **dict.fromkeys(("统计暨普查局", "治安警"), "CN-MO"),
}
OF_TAIWAN = re.compile(  # 〔记者…/台北报导〕: how papers of Taiwan sign; 综合 is from its desk, whatever it tells of
    "/(?:即时新闻/)?(?:(?:台[北中南东]|新[北竹]|桃园|高雄|基隆|苗栗|彰化|南投|云林|嘉义|屏东|宜兰|花莲|澎湖|金门)(?:即时)?报导|(?P<desk>综合报导))"
)
TAIWANS_OWN = re.compile("新?台币|台湾|台股")
COMPANY_END = re.compile("(?:股份|控股|集团|投资)*(?:有限)?(?:责任)?公司$|集团$")
STOCK_CODE = re.compile(r"(?<=[\u4e00-\u9fff])\((?:股票代码:?|证券代码:?)?(?:\d{6}|\d{4,5}\.HK)(?:\.S[HZ]|\.BJ)?[,)]")
HAN_ONLY = re.compile("[\u4e00-\u9fff]+")
LONGEST_LISTED = 8  # characters of a listed company's short name
LEAST_SHORT = 5  # characters of a company's short name that begins with its place
MOSTLY = 0.6  # of the places named, for them to lie in one
LEADING_MOST = 60  # characters of a stretch in which what heads it must begin
LEAD = 120  # characters in which a text that is about a place names it


@dataclass(frozen=True, slots=True)
class Level:
    """A level of places and the words by which a text calls its own; a text that says them so often is about one."""

    name: str
    words: Anchored
    end: str
    often: int = 1

    @property
    def unnamed(self) -> str:
        """How a place is written that the text never names: 全市, whether it says 全市 or 我市; empty for a zone."""
        return f"全{self.end}" if self.often == 1 else ""


ZONES = "园区|高新区|经开区|开发区|新区|自贸区|自贸试验区|保税区"
LEVELS = (
    Level("province", Anchored("全我该本省", f"{OWN}[全我该本]省|省内|全疆|全自治区", "省内疆自"), "省"),
    Level("city", Anchored("全我该本市", f"{OWN}[全我该本]市(?!场)|市内|全州|全港(?![股元币澳])", "市内州港"), "市"),
    Level("district", Anchored("全我该本", f"{OWN}[全我该本]区(?!域)", "区"), "区"),
    Level("county", Anchored("全我该本", f"{OWN}[全我该本]县|全旗", "县旗"), "县"),
    Level("town", Anchored("全我该本", f"{OWN}[全我该本](?:镇|乡|街道)", "镇乡街"), "镇"),
    Level("zone", Anchored("园高经开新自保", ZONES, "区新开发贸税"), "园区", often=2),
)


def called(short: str) -> tuple[str, ...]:
    """How a zone's full name ends that a text calls so: 白河经济开发区 is its 经开区."""
    return (short, *SHORT_FOR.get(short, ()))


@cache
def level_said(word: str) -> Level | None:
    """The level of a word for here: 全市 a city; None for 这里, 当地."""
    return next((level for level in LEVELS if level.words.is_all(word)), None)


class Places:
    """The places of one article's even text. `title_end`: where its titles end and its body begins.

    `credit`: 来源：青溪日报 and the like, which the page has beside the article.
    """

    def __init__(self, text: str, title_end: int = 0, credit: str = "") -> None:
        """Nothing is looked for before it is asked for."""
        self.text = text
        self.title_end = title_end
        self.credit = credit

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The zones, parks and towns that the text itself names."""
        return own_names(self.text)

    @cached_property
    def _own(self) -> re.Pattern[str] | None:
        return re.compile(any_of(self.own_names)) if self.own_names else None

    @cached_property
    def _found(self) -> list[PlaceMention]:
        """The listed places and the text's own names, found once; offsets are the article's."""
        found = self._with_short_names(find_places(self.text))
        own = self._own.finditer(self.text) if self._own else ()
        made = [PlaceMention(m.start(), m.end(), m.group(), m.group(), "zone", "") for m in own]
        named = {*self.own_names, *(mention.name for mention in found if mention.kind == "zone")}
        made += [m for m in self._bare_zones(self.text) if not any(name.endswith(called(m.name)) for name in named)]
        return without_overlap([*found, *made]) if made else found

    def _with_short_names(self, found: list[PlaceMention]) -> list[PlaceMention]:
        """青溪昆仑燃气 of 青溪昆仑燃气有限公司: the place in a company's short name is the company's too."""
        names = {m.name for m in found if m.kind == "organisation"}
        short = [name for name in (COMPANY_END.sub("", name) for name in names) if len(name) >= LEAST_SHORT]
        for code in STOCK_CODE.finditer(self.text):  # 东海电池(600999): a company's, and wherever it is named again
            begins = (m.start for m in found if m.end < code.start() <= m.start + LONGEST_LISTED)
            short += [name for at in begins if HAN_ONLY.fullmatch(name := self.text[at : code.start()])]
        if not short:
            return found
        return [
            PlaceMention(m.start, m.end, m.name, m.ref_area, "organisation", m.parent)
            if m.kind != "organisation" and any(self.text.startswith(name, m.start) for name in short)
            else m
            for m in found
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._found]

    def in_sentence(self, start: int, text: str, zone: str = "") -> list[PlaceMention]:
        """The places of an even sentence that begins at `start`; `zone`: what its 园区 and 高新区 mean."""
        end = start + len(text)
        inside = self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        found = [_moved(mention, start) for mention in inside if mention.end <= end]
        made = [PlaceMention(m.start(), m.end(), m.group(), m.group(), "district", "") for m in items(text)]
        if zone:  # 经开区 is that zone, not one that is called no more than that
            found = [mention for mention in found if not BARE_ZONE.fullmatch(mention.ref_area)]
            made += [PlaceMention(m.start(), m.end(), m.group(), zone, "zone", "") for m in BARE.finditer(text)]
        return without_overlap([*found, *made]) if made else found

    @staticmethod
    def _bare_zones(text: str) -> list[PlaceMention]:
        """高新区 and the like where the text never names it more fully: it is called so."""
        if not ZONE.search(text):
            return []
        found = [(m.start("name"), m.end("name"), m["name"]) for m in BARE_ZONE.finditer(text)]
        return [PlaceMention(start, end, name, name, "zone", "") for start, end, name in found]

    def is_place(self, words: str) -> bool:
        """Whether words are a place's name, or 园区 and the like, and so no subject of a figure."""
        return words in self.own_names or BARE.fullmatch(words) is not None or place(words) is not None

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every place of the text, with what it does there."""
        made = [PlaceMention(m.start(), m.end(), m.group(), m.group(), "district", "") for m in items(self.text)]
        found = without_overlap([*self._found, *made]) if made else self._found
        return tuple(
            Spot(m.start, m.end, m.name, m.ref_area, m.kind, self._role(found, at), m.parent)
            for at, m in enumerate(found)
        )

    def _role(self, found: Sequence[PlaceMention], at: int) -> str:
        mention, text = found[at], self.text
        if mention.kind == "organisation":
            return "publisher" if PRESS.search(mention.name) else "organisation"
        before = text[max(0, mention.start - 3) : mention.start]
        if PASSED.search(before):
            return "passed"
        foreign = mention.kind in FOREIGN and mention.ref_area not in ("CN", "WORLD")
        if PARTNER.search(before) and (foreign or AFTER_PARTNER.match(text, mention.end)):
            return "partner"
        if text[mention.end : mention.end + 1].isdecimal() and before[-1:] in ("、", ",", "中"):
            return "item"  # 其中东林市7家、石川区5家
        beside = [
            text[a.end : b.start] in ("、", "和", "与", "及", "以及")
            for a, b in zip(found[max(0, at - 1) : at + 1], found[max(0, at - 1) + 1 : at + 2], strict=False)
        ]
        return "listed" if any(beside) else "said"

    @cached_property
    def local(self) -> tuple[Spot, ...]:
        """Those that an article may be about."""
        return tuple(spot for spot in self.spots if spot.kind in LOCAL_KINDS)

    @cached_property
    def said(self) -> Counter[str]:
        """How often the text says words for here, by level."""
        counts = {level.name: level.words.count(self.text) for level in LEVELS}
        return Counter({name: often for name, often in counts.items() if often})

    @cached_property
    def nationwide(self) -> int:
        """How often the text says 全国, 我国, 中国, and not within a body's name (中国云海集团)."""
        said = [found.start() for found in NATIONWIDE.finditer(self.text)]
        bodies = [(m.start, m.end) for m in self._found if m.kind == "organisation"] if said else []
        return sum(not any(start <= at < end for start, end in bodies) for at in said)

    @cached_property
    def worldwide(self) -> int:
        """How often the text says 全球."""
        return len(WORLDWIDE.findall(self.text))

    @cached_property
    def headed(self) -> tuple[str, ...]:
        """The places that head the title and the body, the finest where several follow each other (广西|柳州)."""
        title = self._heading(0, self.title_end) if self.title_end else ""
        return tuple(area for area in (title, self._heading(self.title_end, len(self.text))) if area)

    def _heading(self, start: int, stop: int) -> str:
        lead = LEADING.match(self.text, start, min(stop, start + LEADING_MOST))
        begins, found = (lead.end() if lead else start), ""
        for spot in self.spots:
            if spot.start > begins or spot.start >= stop:
                break
            if (
                spot.start <= begins < spot.end
                and spot.role not in ("organisation", "listed", "item")
                and spot.kind not in ("country", "world")
            ):
                found, begins = spot.ref_area, spot.end
        return found

    @cached_property
    def governed(self) -> tuple[str, ...]:
        """The places whose own government or assembly is named where the text begins: it speaks of them."""
        begun = [spot for spot in self.local if spot.start < self.title_end + SPEAKS]
        named = [spot for spot in begun if GOVERNED.match(self.text, spot.end)]
        return tuple(
            dict.fromkeys(
                spot.ref_area for spot in named if not WITH.search(self.text, max(0, spot.start - 1), spot.start)
            )
        )

    @cached_property
    def dateline(self) -> str:
        """The place where the report was written."""
        line = next(filter(None, (_dateline(f"{self.credit} "), _dateline(self.text, self.title_end))), None)
        if line is None:
            return ""
        known = place(line["place"]) or place(_last_place(line["place"]))  # 青溪晚报白石讯
        return known.ref_area if known and known.kind in ("city", "municipality", "province") else ""

    @cached_property
    def agency(self) -> str:
        """The place for which the agency that reports writes, where that is not the whole country."""
        head = self.credit + self.text[: self.title_end + LEAD]
        if "民国" in self.text and REPUBLIC.search(self.text):
            return "CN-TW"
        if "报导" in head and (signed := OF_TAIWAN.search(head)):
            return "CN-TW" if not signed["desk"] or TAIWANS_OWN.search(self.text) else ""
        return next((area for agency, area in AGENCIES.items() if agency in head), "")

    @cached_property
    def credited(self) -> tuple[str, ...]:
        """The places in the name of the paper, office or site that the article is taken from."""
        said = [spot.ref_area for spot in self.spots if spot.role == "publisher"]
        return tuple(dict.fromkeys([*(m.ref_area for m in find_places(self.credit)), *said]))

    @cached_property
    def led_by_name(self) -> tuple[str, ...]:
        """白河全区, and 白河区 or 白河 elsewhere: names that stand before a word for here."""
        if not OWN_WORD.search(self.text):
            return ()
        led = dict.fromkeys(f["name"] + f["end"] for f in LED_BY_NAME.finditer(self.text))
        return tuple(name for name in list(led)[:20] if place(name) or name in divisions() or name in self.text)

    def stems(self, level: str) -> tuple[str, ...]:
        """Divisions of a level whose bare name the text says often: 庆元 for 庆元县."""
        found: Counter[str] = Counter()
        ends = {"county": ("县", "旗"), "city": ("市",), "district": ("区",)}.get(level, ())
        for length in (2, 3):
            for at in range(len(self.text) - length + 1):
                stem = self.text[at : at + length]
                found.update(stem + end for end in ends if stem + end in divisions() and stem not in listed())
        return tuple(name for name, often in found.most_common(1) if often > 1)

    def hinted(self, level: str) -> tuple[str, ...]:
        """A place of the level that the text only lets one guess: by its bare name, or by the places that lie in it."""
        return self.stems(level) or self.around(level) or self._above_dateline(level)

    def _above_dateline(self, level: str) -> tuple[str, ...]:
        """The province that a paper's 我省 means, by where the report was written."""
        known = find_places(self.dateline) if level == "province" and self.dateline else []
        return tuple(mention.parent for mention in known[:1] if mention.parent.startswith("CN-"))

    def around(self, level: str) -> tuple[str, ...]:
        """The province, or the city, in which most of the places lie that the text names: one, or none."""
        lies_in: dict[str, str] = {}
        ends: set[int] = set()
        for spot in self.local:
            ends.add(spot.end)
            if spot.start in ends:
                continue  # 东山省白石市青溪县: one place, told once
            if level == "province" and spot.parent.startswith("CN-") and level_of(spot.ref_area) != "province":
                lies_in[canonical(spot.ref_area)] = spot.parent
            elif level == "city" and (alike := divisions().get(spot.ref_area, ())):
                lies_in[spot.ref_area] = alike[0].city if len(alike) == 1 else ""
        most = Counter(area for area in lies_in.values() if area).most_common(1)
        enough = most and most[0][1] >= 2 and most[0][1] >= MOSTLY * len(lies_in)
        return (most[0][0],) if enough else ()

    def fitting(self, level: str) -> tuple[str, ...]:
        """The places of the text that a word of this level can mean."""
        return tuple(dict.fromkeys(spot.ref_area for spot in self.local if fits(level, spot.ref_area)))

    @cached_property
    def _written(self) -> dict[str, str]:
        forms: dict[str, str] = {}
        for spot in self.local:
            if spot.role not in ("organisation", "publisher"):
                forms.setdefault(canonical(spot.ref_area), spot.ref_area)
        return forms

    def written(self, ref_area: str) -> str:
        """A place as the article first writes it: 青溪市 where it says 青溪市 before 青溪, its organisations aside."""
        return self._written.get(canonical(ref_area), ref_area)


def _last_place(words: str) -> str:
    """The listed place that ends the words, or nothing."""
    return next((m.name for m in find_places(words) if m.end == len(words)), "")


def _dateline(text: str, start: int = 0) -> re.Match[str] | None:
    stop = start + 2 * LEAD
    told = text.find("电", start, stop) >= 0 or text.find("讯", start, stop) >= 0
    return DATELINE.search(text, start, stop) if told else None


def _moved(mention: PlaceMention, start: int) -> PlaceMention:
    """A mention with the offsets of the sentence that begins at `start`."""
    at, end = mention.start - start, mention.end - start
    return PlaceMention(at, end, mention.name, mention.ref_area, mention.kind, mention.parent)


__all__ = ["LEVELS", "Level", "Places", "fits", "level_of", "level_said"]
