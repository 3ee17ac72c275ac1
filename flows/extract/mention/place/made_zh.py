"""Zones, parks, streets and towns that no list has: names a text makes itself, by saying them in its lead or twice."""

from __future__ import annotations

import re
from collections import Counter

from flows.extract.mention.place.shared import TOWN_ENDS, ZONE_ENDS
from flows.extract.zh.cues import TAIL, VERB
from warehouse.vocabulary.anchor import Anchored, first_letters
from warehouse.vocabulary.gazetteer import divisions, name_rules
from warehouse.vocabulary.places import find_places, place

ZONE_WORDS = "|".join(ZONE_ENDS)
TOWN_END = re.compile(f"(?:{'|'.join(TOWN_ENDS)})$")
LAST_WORD = Anchored(
    first_letters([*ZONE_ENDS, *TOWN_ENDS, "区"]),
    f"(?:{ZONE_WORDS})(?![区域]|项目)|(?:镇|乡|街道)(?![级域长银企化])|(?<![地园社小辖片街特郊校厂矿灾疫林牧库战选时禁军专贸开发保税新经示范作展景业能力全该本市县自])区(?![域间块划位别段])",
)
LONGEST = 10  # characters before a zone's last word: 青溪智能装备制造产业园
LONGEST_TOWN = 3
LONGEST_DISTRICT = 2
COMMON_DISTRICT = re.compile(  # 主城区, 贫困山区的山区: words for a stretch of land
    "[地园社小辖片街特郊校厂矿灾疫林牧库战选时禁军专贸发保税新经示范作展景业能力全该本市县自]区$|^(?:[主老新中]城|[大深]山|[沿]海|[东南西北中][部方])"
)
BEFORE_NAME = re.compile(  # 位于|青溪产业园, 5月|青溪产业园, 白石县|柳河镇
    "^.*(?:[的在于从由与和及或对向将被为是年月日]|经(?!济|开|贸|编)|有(?!色|机)|[我全本该][省市区县州]|季度|半年|目前|如今|走进|来到|走访|落户|入驻|入住|记者|获悉|以来|近日|日前"
    "|依托|借助|利用|立足|凭借|依靠|围绕|通过)"
)
UPPER_PLACE = re.compile("^.*[\u4e00-\u9fff]{2}(?:省|市|区(?=.{3})|县|州|盟|旗)(?=..)")
OWN_UPPER = re.compile("(?:^|[省市州盟])(?P<name>[\u4e00-\u9fff]{2,3}[市县区旗])$")
NO_NAME = re.compile(  # 特色产业园, 建设高新区, 占高新区, 7个园区, 各乡镇
    "^(?:中国|世界|全球|占|比|较|高于|低于|带动|引领|吸引|入选|获批|申报|创建|认定|成为|作为|布局|盘活|规划|设立|投资|建成|新建|整个|部分"
    "|优势|优质|特色|骨干)"
    "|[各多几一两这那该本全级个家座批类等其此我]|国家|企业|引资|成效|^[城乡村重名街集]镇|[小古]镇|之乡|故乡|家乡|下乡|返乡|城乡"
)
TOLD = re.compile("[居占超达为是有向给被让使驻]|增速|产值|项目|进入|引进|建设|设立|全市|全省")  # 增速居新区第一
VERBS = (*TAIL["have"], *TAIL["up"], *TAIL["down"], *VERB["action"])  # 实现园区生产总值, 新增园区
GENERIC = tuple(word for word in (*name_rules()["generic"], *VERBS) if len(word) > 1)
STEM_OF_ZONE = re.compile("(?P<name>[\u4e00-\u9fff]{2,3}?)(?=高新|经济|工业|经开|产业|科技|开发|国家)")
BEFORE_NUMBER = re.compile("(?:[区县市旗镇乡]|街道)(?=\\d)")
ITEM = re.compile(  # 其中亭湖区12家、盐都区9家: each number's own place
    "(?:(?<=[、,;:])(?!其中)|(?<=其中))(?P<name>[\u4e00-\u9fff]{2,5}(?:[区县市旗镇乡]|街道))(?=\\d)"
)
LEAD = 120  # characters in which a text that is about a zone names it


def own_names(text: str) -> frozenset[str]:
    """The names an even text makes: said twice or in its lead, with the places zones are called after."""
    found: Counter[str] = Counter()
    led: set[str] = set()
    for last in LAST_WORD.finditer(text):
        if name := _name(text, last):
            found[name] += 1
            sure = not TOLD.search(name) and (last.group() != "区" or name in divisions())
            led |= {name} if last.start() < LEAD and sure else set()
    own = {name for name, often in found.items() if often > 1 or name in led}
    stems = {stem["name"] for name in own if (stem := STEM_OF_ZONE.match(name))}
    return frozenset(own | {stem for stem in stems if _stands_alone(stem, text)})


def items(text: str) -> list[re.Match[str]]:
    """The places of an even sentence that stand in a list, each before its number."""
    if len(BEFORE_NUMBER.findall(text)) < 2:
        return []
    found = [item for item in ITEM.finditer(text) if not NO_NAME.search(item["name"])]
    return [item for item in found if not item["name"].startswith(GENERIC)] if len(found) > 1 else []


def _name(text: str, last: re.Match[str]) -> str:
    """The name that ends in this word; empty where none does, a list has it, or a rule of names makes it."""
    town = TOWN_END.match(last.group()) is not None
    longest = LONGEST_DISTRICT if last.group() == "区" else LONGEST_TOWN if town else LONGEST
    begin = last.start()
    while begin > 0 and last.start() - begin < LONGEST + 4 and "\u4e00" <= text[begin - 1] <= "\u9fff":
        begin -= 1
    said = BEFORE_NAME.sub("", text[begin : last.end()])
    whole = UPPER_PLACE.sub("", said)
    if whole.startswith(GENERIC) and (upper := OWN_UPPER.search(said, 0, len(said) - len(whole))):
        whole = upper["name"] + whole  # 白石县|经济开发区
    before = len(whole) - len(last.group())
    if not 2 <= before <= longest or NO_NAME.search(whole) or whole.startswith(GENERIC):
        return ""
    if last.group() == "区" and COMMON_DISTRICT.search(whole):
        return ""
    return "" if any(mention.end == len(whole) for mention in find_places(whole)) else whole


def _stands_alone(stem: str, text: str) -> bool:
    """东川高新园区 and, more than once at a clause's head, 东川 alone: the place that the zone is in."""
    alone = re.compile(f"(?<![\u4e00-\u9fff]){stem}(?![\u4e00-\u9fff]{{0,8}}(?:区|园|公司|集团))")
    return place(stem) is None and len(alone.findall(text)) > 1
