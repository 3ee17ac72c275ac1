"""Where a sentence's numbers are: the place that heads a clause, stands before a number, or is the article's own."""

from __future__ import annotations

import re

from flows.extract.draft import Draft
from flows.extract.mention.numeral.zh import chinese_number
from flows.extract.mention.place.shared import level_of
from flows.extract.zh.cues import read_head
from flows.extract.zh.lists import listed_places
from flows.extract.zh.naming import Name
from flows.extract.zh.scope import Scope
from warehouse.model import Sentence
from warehouse.vocabulary.places import PlaceMention, canonical
from warehouse.vocabulary.places import place as listed_place

NOT_HERE = re.compile("(?:占|比|较|与|对|和|从|至|到|赴|驻|距|及|跨|往|向|自)$")
HERE = re.compile("(?:[强榜单]中|[产销]区|[大强][省市县]|在|经|据|为|使|让|,|;|:|。|是)$")
AMONG_ALL = re.compile("在全[省市区县州][^,;。]{0,10}[中里][\u4e00-\u9fff]{2}")  # 在全市经济发展中作用明显
MARKET = re.compile(  # PX|华南|市场现货价: where goods are traded or lie, within their name
    "(?:地区|主流|主要)*(?:市场(?=[^,;。]{0,6}(?:价|报|成交|基差|库存))|主港|港口|现货|库区|码头|社会库存|出厂价|基差|到岸价|离岸价)"
)
BESIDE = re.compile("(?:\\([^()]{1,20}\\))?(?:[、和与]|以?及)")  # 甲市(12万吨)、乙市(9万吨)
LIES_IN = re.compile("(?:位于|地处|坐落[于在])$")
AS_FAR_AS = re.compile("[至到—-]+")
ROUTE = re.compile("[至到—-][\u4e00-\u9fff]{2,4}(?:间|之间|段|高铁|铁路|列车|班列|航线|高速)")
DATED_LINE = re.compile("(?:\\d{1,2}月)?\\d{1,2}日专?[电讯](?=[ (),:]|$)")
HONOURED = re.compile(
    "(?:级)?[“”\u4e00-\u9fff]{0,8}(?:单项冠军|专精特新|小巨人|瞪羚|独角兽|名牌|示范|著名商标|百强|重点实验室|技术中心|研究中心|龙头企业"
    "|科技型|高新技术企业|工作站|绿色工厂|智能工厂|领军)"
)
SO_MANY = (  # 甲、乙和丙三省, and 三国合计 behind a clause that lists them
    "(?P<count>[二两三四五六七八九十]|\\d{1,2})(?:个|大)?(?:核心|重点|主要)?(?:省(?!会|级)|市(?!场)|州|县|地(?![方块位])|国(?![有企内际])|区域|地区|城市)"
)
TOGETHER = re.compile(SO_MANY)
TOGETHER_AGAIN = re.compile(f",{SO_MANY}(?=合计|共|总|占)")
LISTED_TOGETHER = re.compile(f"^(?:[^,;]*、[^,;]*?)?{SO_MANY}的?")
PORTS = "口岸"
GATES = ("口岸", "港", "关区", "机场", "站")  # through which trade is counted
# 国内旅游 and the like: of a province too
KIND_OF_DOMESTIC = re.compile("生产总值|旅游|游|外|航|贸易|增值税|贷款|专利|发明|有效|三种|申请|版权")
FOREIGN = ("country", "country_group")
OF_MONEY = {  # 日元贬值11%: where that money is
    **{"日元": "日本", "日圆": "日本", "韩元": "韩国", "英镑": "英国", "卢布": "俄罗斯", "美元": "美国"},
    **{"泰铢": "泰国", "港元": "CN-HK", "新台币": "CN-TW", "台币": "CN-TW", "人民币": "CN"},
}
OVERSEAS = ("CN-HK", "CN-MO", "CN-TW")
OF_TRADE = re.compile(
    "(?:[出进]口|贸易|入境|来华|游客|旅客|旅游者|订单|采购|销[量售])(?!需求)|^(?:累计|同比|增[速幅]|总?[量额值])*$"
)
TRADED_WITH = ("国", "市场", "伙伴", "源地", "目的地")
PARTNERS = re.compile(  # of one's own trade and visitors; 全球前五大进口国 are no partners
    "(?<![全环]球)(?:(?:[出进]口|销售|外贸|贸易)[^,;。]{0,10}国家(?:(?:和|及|与|或)?地区)?|(?:出口|进口|海外|客源|出口目标)(?:前.{1,3}大)?市场(?![份规竞占])"
    "|[出进]口(?:目的|来源)[国地]|客源(?:[国地]|地区)|贸易伙伴)"
)
EXCEPT = re.compile("(?:等[^,。;]{0,6})?(?:之|以)?外")
VISITORS = re.compile("籍?(?:旅客|游客|访客|旅游者)(?!吞吐|发送|周转|运输|运送|到发|流量|量)")


class Whereabouts:
    """The sentence under the eye with its scope, and the places in it."""

    def __init__(self, text: str, masked: str, sentence: Sentence, scope: Scope) -> None:
        """`text` even, `masked` with its mentions masked, both as long as the sentence."""
        self.text = text
        self.masked = masked
        self.sentence = sentence
        self.scope = scope
        self._places: list[PlaceMention] | None = None

    def places(self) -> list[PlaceMention]:
        """The places of the sentence, found once."""
        if self._places is None:
            found = self.scope.here.name_places(self.sentence.start, self.text, self.scope.place)
            home = self.scope.here.home.place
            self._places = self._without_origins(found) if home != "CN" and VISITORS.search(self.text) else found
        return self._places

    def _without_origins(self, found: list[PlaceMention]) -> list[PlaceMention]:
        """A local text's 香港及台湾旅客: where its visitors are from is in their name, and no place of the figure."""
        kept: list[PlaceMention] = []
        after: PlaceMention | None = None  # the origin that stands behind
        for place in reversed(found):
            listed = after is not None and BESIDE.fullmatch(self.text, place.end, after.start)
            far = (
                place.kind in ("province", "municipality") or place.kind in FOREIGN
            )  # 三亚游客, in a text of its province: there
            if far and (listed or VISITORS.match(self.text, place.end)):
                after = place
            else:
                kept.append(place)
        return kept[::-1]

    def advance_place(self, start: int, end: int, *, head_only: bool = False) -> None:
        """The scope's place becomes a place that heads `start:end` or stands where something happens (在…, 经…)."""
        inside = [p for p in self.places() if start <= p.start and p.end <= end]
        self._close_bracket(start)
        head, settled = read_head(self.masked, start, end), -1
        lead = head.start
        if head.local and not head.national and not (head_only and AMONG_ALL.match(self.text, start)):
            self.scope.go_to(self.scope.here.means(head.local, self.scope.place))
        for number, place in enumerate(inside):
            before = self.text[max(0, place.start - 3) : place.start]
            foreign = place.kind in FOREIGN and place.ref_area not in ("CN", "WORLD")
            foreign = foreign or (self.scope.partners and self._is_overseas(place))
            if place.kind == "organisation" or foreign or NOT_HERE.search(before) or place.ref_area == "WORLD":
                continue
            after = inside[number + 1].start if number + 1 < len(inside) else place.end
            if EXCEPT.match(self.text, place.end) and "除" in self.text[max(start, place.start - 8) : place.start]:
                continue  # 除广西外，其他省份…
            if ROUTE.match(self.text, place.end) or AS_FAR_AS.fullmatch(self.text, place.end, after):
                continue  # 青溪至白石间列车开行…: where it runs
            if before.endswith("经") and not place.name.endswith(GATES):
                continue  # 经西部陆海新通道进出口: what is passed is not whose figures they are
            if place.start == lead and self._leaves_the_region(place):
                self.scope.go_to("CN")
            if (place.ref_area == "CN" and place.end > lead) or DATED_LINE.match(self.text, place.end):
                continue  # 本报青溪5月3日电: where the report was written, not where its figures are from
            within = (
                number > 0 and settled == inside[number - 1].end == place.start
            )  # 广西柳州: the city in its province
            there = (not number and LIES_IN.search(before)) or (HERE.search(before) and not head_only)
            traded = not head_only and MARKET.match(self.text, place.end)
            if not (within or place.start <= lead + 1 or there or traded):
                continue
            if self._is_listed(place) or self._grants(place):
                continue
            if self._opens(place):
                self.scope.before_bracket = self.scope.before_bracket or self.scope.place
            if self.scope.last is not None:
                self.scope.place_aside = self.scope.place_aside or self.scope.place
            self.scope.go_to(self.written(place))
            settled = place.end

    def _opens(self, place: PlaceMention) -> bool:
        """Whether a place stands in brackets: (如甲厂20万吨、白石某厂30万吨) says nothing of where the rest is."""
        opens = self.text.rfind("(", 0, place.start)
        return opens >= 0 and self.text.find(")", opens, place.start) < 0 <= self.text.find(")", place.end)

    def _close_bracket(self, at: int) -> None:
        """Behind the bracket the place that was in force before it holds again."""
        if self.scope.before_bracket and self.text.rfind(")", 0, at) > self.text.rfind("(", 0, at):
            self.scope.place, self.scope.before_bracket = self.scope.before_bracket, ""

    def partner(self, start: int, end: int, named: Name) -> str:
        """出口前十位的国家依次是…。其中，泰国占7%: with whom there is trade, and not where it is told of."""
        scope = self.scope
        if not scope.partners:
            return ""
        head = read_head(self.masked, start, end)
        if head.national or head.local:
            scope.partner = ""
        for place in self.places():
            if (
                start <= place.start
                and place.end <= end
                and (place.start == head.start or place.name in named.indicator)
            ):
                heads = place.start == head.start and self._is_overseas(place)
                scope.partner = place.name if heads else ""  # 对欧洲出口: its name says with whom
        return scope.partner if OF_TRADE.search(named.indicator) else ""

    def all_overseas(self, listed: list[tuple[int, int, str]]) -> bool:
        """Whether each of the places that a list names, by their offsets, is one to trade with."""
        abroad = {place.start for place in self.places() if self._is_overseas(place)}
        return all(start in abroad for start, *_ in listed)

    def _is_overseas(self, place: PlaceMention) -> bool:
        """Whether a place is beyond the customs of the text's own."""
        if place.kind in FOREIGN:
            return place.ref_area not in ("CN", "WORLD")
        return place.ref_area in OVERSEAS and place.ref_area != self.scope.here.place

    def _leaves_the_region(self, place: PlaceMention) -> bool:
        """华东地区水泥价格410元/吨。国内水泥库存…, in a text of the country: of all of it again."""
        scope = self.scope
        away = scope.first_clause and scope.here.place == "CN" != scope.place
        return away and place.name == "国内" and not KIND_OF_DOMESTIC.match(self.text, place.end)

    def _region_at(self, start: int) -> str:
        """我国西部地区: the region that stands behind the country's name."""
        for place in self.places():
            if place.kind == "region" and place.start <= start < place.end:
                return self.written(place)
        return ""

    def _together(self, start: int, end: int) -> str:
        """浙江、山东和安徽三省新增…: the places of a list that says how many they are, joined by 、."""
        again = TOGETHER_AGAIN.match(self.text, start - 1) if start else None
        ends = [place.end for place in self.places() if start <= place.start and place.end <= end]
        found = [(0, start, again)] if again else [(start, at, TOGETHER.match(self.text, at)) for at in ends]
        for begin, stop, so_many in found:
            if so_many is not None:
                run = listed_places(self.places(), self.text, begin, stop, _count(so_many["count"]))
                if run:
                    return "、".join(dict.fromkeys(area for *_, area in run))
        return ""

    def _before_bracket(self, at: int) -> PlaceMention | None:
        """甲省(12万吨)、乙省(9万吨): the listed place whose bracket begins with the number at `at`."""
        if at < 2 or self.text[at - 1] != "(":
            return None
        return next((place for place in self.places() if place.end == at - 1 and self._is_listed(place)), None)

    def _grants(self, place: PlaceMention) -> bool:
        """Whether a province only grants a title that the place spoken of counts: 园区有…，福建省单项冠军企业1家."""
        below = level_of(self.scope.place) in ("zone", "town", "county", "district")
        return below and self.scope.level_here and HONOURED.match(self.text, place.end) is not None

    def _is_listed(self, place: PlaceMention) -> bool:
        """Whether the place is one of an enumeration (江苏、北京、福建), which is no single place."""
        named = self.places()
        number = named.index(place)
        for other in named[max(0, number - 1) : number + 2]:
            first, second = sorted((place, other), key=lambda p: p.start)
            beside = other is not place and BESIDE.fullmatch(self.text, first.end, second.start)
            if beside and (beside[0][0] == "(" or (other.kind in FOREIGN) == (place.kind in FOREIGN)):
                return True
        return False

    def written(self, place: PlaceMention) -> str:
        """The place's code, or its name as the article first wrote it (深圳市 after 深圳 stays 深圳)."""
        if place.ref_area == "CN" or place.ref_area.startswith("CN-"):
            return place.ref_area
        of = listed_place(place.ref_area.removesuffix(PORTS)) if place.ref_area.endswith(PORTS) else None
        if of and of.kind in ("province", "municipality"):
            return of.ref_area  # 经广西口岸进出口: of all its ports
        if place.kind == "region":  # 中部6省…。中部地区…: as printed each time
            end = place.end + 2 * self.text.startswith("地区", place.end)
            return self.sentence.text[place.start : end]
        name = (
            self.sentence.text[place.start : place.end]
            if place.ref_area == self.text[place.start : place.end]
            else place.ref_area
        )
        return self.scope.names.setdefault(canonical(place.ref_area), name)

    def place_of(self, draft: Draft, start: int, end: int, named: Name) -> None:
        """The draft's place: what stands before its number, else the scope's."""
        self.advance_place(start, end)
        head = named.head
        if head and head.national:
            self.scope.place = self._region_at(head.start) or self.scope.here.home.nation
        elif head and head.local:
            self.scope.go_to(self.scope.here.means(head.local, self.scope.place))
        if in_brackets := self._before_bracket(draft.start - self.sentence.start):
            draft.ref_area = self.written(in_brackets)
            return
        if self.scope.members and "合计" in self.text[start:end] and start > 0:
            draft.ref_area = "、".join(dict.fromkeys(area for _, area in self.scope.members))
            return
        if any(
            p.kind in FOREIGN and start < p.start < end and self.text[p.start - 1] in "与对从自" for p in self.places()
        ):
            self.scope.foreign = ""  # 对邻国出口: with whom, whoever was spoken of before
        if together := self._together(start, end):
            self.scope.place_aside = self.scope.place_aside or self.scope.place
            draft.ref_area = self.scope.place = together
            return
        if named.foreign or self.scope.place != "CN" or (head and (head.national or head.world)):
            self.scope.foreign = named.foreign
        draft.ref_area = "WORLD" if head and head.world else self.scope.foreign or self.scope.place


def names_partners(text: str) -> bool:
    """Whether a clause tells with which countries there is trade, or from where visitors come."""
    return any(word in text for word in TRADED_WITH) and PARTNERS.search(text) is not None


def _count(words: str) -> int:
    """三, 两, 12 as a number."""
    return int(words) if words.isdecimal() else int(chinese_number(words) or 0)
