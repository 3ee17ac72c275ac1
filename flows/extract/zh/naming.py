"""What a number measures: the noun phrase before it or behind it, and what it takes over from earlier words."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.extract.mention.phrase.zh import fault, is_figure, trim
from flows.extract.zh.cues import ARRIVING, NOUN, VERB, Head, pieces, read_head, read_tail
from flows.extract.zh.text import PERIOD, QUANTITY
from warehouse.values import dataclass, replace
from warehouse.vocabulary.places import PlaceMention
from warehouse.vocabulary.words import any_of

LONGEST_NAME = 48
RELATIONAL = set(NOUN["relational"])
RELATIONAL_END = re.compile(rf"(?:{any_of(NOUN['relational'])})$")
SHARE_END = re.compile(rf"(?:{any_of(NOUN['share'])})$")
INDEX_END = re.compile(rf"(?:{any_of(NOUN['index'])})(?:\(?[A-Z]+\d*\)?)?(?:最高|最低|平均|均值|峰值)?$")
RATE_END = re.compile("(?:率|强度|密度|程度)(?:\\([A-Z]+\\))?$")
INCREMENT_END = re.compile(rf"(?:{any_of(NOUN['increment'])})$")
CHANGE_HEAD = re.compile(
    rf"(?:(?P<up>{any_of(VERB['change_up'])})|(?P<down>{any_of(VERB['change_down'])}))(?![值额量])"
)  # not the 增加 of 增加值
ACTION_END = re.compile(rf"(?:{any_of(VERB['action'])})(?:了|出|过)?$")
LOOSE = re.compile(
    "(?:日均|月均|周均|季均|年均|户均|总|年|月|日|累计|平均|人均|合计|实际|总体|全部|单位|最大|直接|间接|合同|项目|预计|当年|全年|每)+"
)
ABROAD = re.compile("境外|海外|国外|国际|美欧|欧美|外国")
FULFILS = re.compile("(?<=[^、,和]{2})(?:累计|共|已|分别)?(?:实现|完成|取得|发生|录得)了?(?=[^、,和]{2})")
ARRIVED = re.compile(rf"(?:{any_of(ARRIVING)})(?:到|至)$")  # 上升到今年9月的3万件
AVERAGED = re.compile("(?<=[^,]{2})平均$")  # 研发周期平均缩短28.4%: how it was reckoned
CAUSES = re.compile("^[^、,]{2,12}?使得?(?![用命馆者])(?=.{2})")  # 该技术使能耗降低30%
ACTOR_END = re.compile("(?:业|企业|产业|行业|地区|城市|农村|城镇|乡村|部门|领域|市场|单位)$")
HOW = f"(?:(?<![公总一自业])(?:{any_of(VERB['adverb'])})|(?<=业)(?:共计?|累计|合计|总共))"  # 业已 is a word
AGENT = re.compile(
    rf"(?P<agent>.{{2,24}}?){HOW}(?P<verb>{any_of(VERB['action'])})(?:了|出)?(?P<rest>.*)$",
    re.S,
)
BEFORE_ACTION = re.compile(rf"(?P<what>.{{2,24}}?){HOW}(?:{any_of(VERB['action'])})")
GOVERNMENT_END = re.compile(rf"(?:{pieces('government')})$")
HAS = re.compile(
    r"^(?P<who>[^、,]{1,14}?)(?:共有|现有|已有|拥有|设有|(?<![稳进忙喜]中)有|(?:已|共|累计|现)?(?:集聚|聚集|汇聚|引育)(?!区)了?)(?P<what>(?![效色机限关序力利益害毒氧的]).{2,})$",
    re.S,
)
HOLDS = re.compile("(?:已|共|累计|现)?(?:集聚|聚集|汇聚|引育)(?!区|度|地|效|能)了?(?=..)")
PREDICATE = re.compile(pieces("predicate"))
RIGHT_END = re.compile("(?:和|与|及|以及|并|、|等|中|户均|人均|平均|全[省市区县国]|(?<![针相绝面])对|组成|构成)+$")
RIGHT_MARKS = re.compile(r"\s?(?:及以上|以上|以下|以内|左右|上下|之多|开外|不等)")
RIGHT_NOT_NAME = re.compile(pieces("no_name_behind"))


BY = re.compile("(?<![可所得加予足])以$")  # 服务业以9.1%的增速领跑
COMPUTED = re.compile("^(?:按|以|照|根据)*[^,、]{0,8}(?:价格?|口径|汇率|标准)(?:统一)?(?:计算|统计|折算|计)的?(?=.{2})")
GATE = re.compile("(?:港(?![口区股资币元湾台商澳府点长务珠])|(?:[\u4e00-\u9fff]{2})?(?:国际)?机场)(?=.{2})")
NO_NAME = re.compile(f"(?:{pieces('no_name')})+了?")
ADVERB_END = re.compile(rf"(?<=..)(?:{pieces('adverb_ends')})$")
ADVERB_LAST = set("遍数多已连逐后续然直终亦皆")  # so that few names are searched
AMONG_END = re.compile("(?<=..)(?<![集高初途心空水其华])(?:之)?[中里]$")  # 80项专利中有62项
RELATIVE = re.compile(  # 扶持15个在细分市场占有较大份额的拳头产品: the noun that ends the clause
    "(?:在|具有|拥有|带动|具备|能够|从事|主营|面向|符合)[^,;。\ue001\ue002]{2,40}的(?P<what>[“”\u4e00-\u9fff]{2,16})$"
)
IN_A_LIST = re.compile("(?<=[强榜单])中.{0,8}$")  # 世界500强中|山东
DOING = re.compile(
    "(?<=..)(?:全部|全面|相继|如期|顺利|集中|同时)(?=开工|开业|投产|投用|建成|竣工|复工|上线|入驻|落地|达产|签约|完工|启动|实现).*$|(?<=..)(?:正在|正陆续|陆续|先后|纷纷|齐聚|同台).*$",
    re.S,
)
RIGHT_STOP = re.compile(
    "(?<=..)(?:(?:累计|共|已)*(?:完成|实现)(?![率度额量]|了?再?就业|[^,;。]*的)|分别|依次|各占|占(?![地比有])|均为|位[居列]|仍|依然|继续|已(?:经|全部|陆续)?|正在|将(?!军)|展开|聚焦|涉及|成为).*$",
    re.S,
)
REPORT_END = re.compile(rf"(?:{pieces('reporting')})$")


AIM = re.compile("(?:年度|全年|年初|工作|收入|投资|既定|预期|预定|时序|目标)*(?:任务|目标|计划)(?:任务|数|量)?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: `indicator` as printed, `agent` who does it, `head` what stood before it."""

    indicator: str
    agent: str = ""
    head: Head | None = None
    foreign: str = ""  # the foreign country that heads the name


def is_relational(name: str) -> bool:
    """Whether the name needs what was named before: 占比, 总量, 其中的增速, 这些企业平均…"""
    if not name:
        return True
    if name in RELATIONAL or is_figure(name) or name.startswith(("其", "该", "这些", "上述", "此", "拥有的")):
        return True
    loose = LOOSE.match(name)
    return (loose is not None and name[loose.end() :] in RELATIONAL) or AIM.fullmatch(name) is not None


ON_BASIS = re.compile(f"在{PERIOD}+(?:的)?基础上")
WHEN = re.compile(f"(?<=..)[在自从]{PERIOD}+")
FIRST_OF = re.compile("^(?:全球|世界|全国)|(?:最大|第一)(?:的)?[^,]{0,6}$")
NO_TOPIC = re.compile(pieces("no_topic"))
PARTNER = re.compile(  # 英国为我国第九大贸易伙伴，占…: of whom the sentence goes on to tell
    "(?:其中|目前)?,?(?P<who>[\u4e00-\u9fff]{2,6}?)(?:仍|继续|已|依然|保持)*(?:为|是|成为)(?:我国|中国|我[省市]|全[国省市])?"
    "(?:的)?(?:第[一二三四五]|最)大(?:的)?(?:贸易伙伴|出口市场|出口目的地|进口来源[地国])$"
)
HELD_BY = re.compile(  # 排名第三的为小蓝手表, 排名第三的小蓝手表是…
    "的(?:(?:品牌|企业|厂商|公司|国家|地区|省份|城市|产品|行业)?则?(?:为|是)(?P<who>[\u4e00-\u9fffA-Za-z“”·]{2,16})(?=[,;。]|$)"
    "|(?P<named>[\u4e00-\u9fffA-Za-z“”·]{2,10}?)(?:则|也|仍)?是)"
)
SHORT_OF = re.compile("距离?$")  # 距离50%的重要关口只差一点
MARK = re.compile("的?(?:重要|整数|心理)*(?:关口|大关|目标|门槛)")
FORETELL = ("预计", "估计", "预估", "预料")
AMID = re.compile("(?<=..)在[^,。;]{2,40}?(?:拉动|带动|推动|影响|支撑|作用|驱动)下(?=..)")
GOES = re.compile(
    "(?:增势|势头|态势|走势|表现)?[^,]{0,2}(?:良好|突出|强劲|迅猛|明显|较快|较好|稳定|向好|旺盛|活跃|[平强]稳)$"
)
MASKED = re.compile("[\ue001\ue002]")
BECAME = re.compile("(?:成为|是|作为)(?P<what>[^,。;]{4,24})")


def left_name(text: str, masked: str, start: int, end: int, places: Callable[[], list[PlaceMention]]) -> Name:
    """The name in `start:end` before a number, cue words already cut from its end, a place at its head left out."""
    head = read_head(masked, start, end)
    begin, stop = head.start, end
    foreign = ""
    for place in places() if begin < stop and not head.whole else ():
        own = place.name == "国内" or (place.name == "内地" and not masked.startswith(PERIOD, place.end))
        if place.start == begin and own:  # 国内生产总值, 内地市场收入: part of the name
            break
        if place.start == begin and place.end <= stop and place.kind != "organisation" and place.ref_area != "WORLD":
            if (
                ABROAD.match(place.name)
                or text[place.end : place.end + 1] in tuple("、和与及")
                or (place.start > start and text[place.start - 1] in "与对同从自向")
            ):
                begin -= text[place.start - 1] in "与对自从同"
                break
            abroad = (
                place.kind in ("country", "country_group") and place.ref_area != "CN" and not ABROAD.match(place.name)
            )
            foreign = place.name if abroad else foreign
            gate = GATE.match(text, place.end, stop)  # 秦皇岛港吞吐量: the port is told as the body
            again = read_head(masked, gate.end() if gate else place.end, stop)
            begin = again.start
            head = replace(head, words=[*head.words, *again.words])
    while stop > begin and (text[stop - 1] in " 、,(的" or BY.search(text, max(begin, stop - 2), stop)):
        stop -= 1
    words, agent = _bare(_undated(text, masked, begin, stop)), ""
    if found := AGENT.match(words):
        if found["rest"]:
            agent, words = found["agent"], found["verb"] + found["rest"]
        elif len(found["verb"]) > 1:  # 新能源汽车累计出口175.8万辆
            words = found["agent"] + found["verb"]
    elif holds := HOLDS.match(words):  # 园区|集聚企业: the verb the place left behind
        words = words[holds.end() :]
    elif (found := HAS.match(words)) and not re.search("[国所特占享公持私具稀]$", found["who"]):
        agent, words = found["who"], found["what"]
    if len(words) > LONGEST_NAME:
        words = words[-LONGEST_NAME:]
    return Name(_clean(words), _agent(agent), head, foreign)


def _bare(words: str) -> str:
    """The words without what only says how their figure came about: 普遍, …中, 使…, 平均, 上升到."""
    if words[-1:] in ADVERB_LAST:
        words = ADVERB_END.sub("", words)
    if words[-1:] in tuple("中里"):
        words = AMONG_END.sub("", words)
    return CAUSES.sub("", AVERAGED.sub("", FULFILS.sub("", ARRIVED.sub("", words))))


EMPTIED = re.compile("\\([年度至到、,-]*\\)")  # 国庆档(10月1日至6日)票房


def _undated(text: str, masked: str, begin: int, stop: int) -> str:
    """The words without the periods among them."""
    if masked.find(PERIOD, begin, stop) < 0:
        return text[begin:stop]
    bare = "".join(
        text[at] for at in range(begin, stop) if masked[at] != PERIOD and not masked.startswith("在" + PERIOD, at)
    )
    return EMPTIED.sub("", bare)


def right_name(text: str, masked: str, start: int, end: int) -> tuple[Name | None, bool]:
    """The name behind a number (`15个中外中小企业合作区`), and whether 的 stood between; None where there is none."""
    marks = RIGHT_MARKS.match(masked, start, end)
    begin = marks.end() if marks else start
    of = masked.startswith("的", begin)
    begin += of
    if relative := RELATIVE.match(masked, begin, end):
        return Name(_clean(relative["what"])), of
    if begin >= end or RIGHT_NOT_NAME.match(masked, begin, end):
        return None, of
    stop = end
    if end < len(masked) and masked[end] == QUANTITY:  # what stands before the next number is that number's
        tail = read_tail(masked[begin:end])
        stop = begin + tail.end if tail.kinds else end
    words = text[begin:stop]
    if found := BEFORE_ACTION.match(words):
        words = found["what"]
    words = RIGHT_STOP.sub("", DOING.sub("", words))
    words = RIGHT_END.sub("", words.strip(" 、)"))
    if not words:
        return None, of
    return Name(RIGHT_END.sub("", _clean(words[:LONGEST_NAME]))), of


def action_before(words: str) -> tuple[str, str]:
    """Splits words into who acts and the verb at their end: `中部某高校孵化` -> (中部某高校, 孵化)."""
    found = ACTION_END.search(words)
    if not found:
        return words, ""
    return words[: found.start()], re.sub("[了出过]$", "", found.group())


def topic_of(text: str, masked: str, start: int, end: int) -> str:
    """What a clause without a number speaks of (`粮食产量再创新高` -> 粮食产量); empty where it names nothing short."""
    head = read_head(masked, start, end)
    if became := BECAME.match(text, head.start, end):  # 我国已成为世界工业机器人最大应用国，占比达52%
        return FIRST_OF.sub("", became["what"])
    said = text[head.start : end].rstrip()
    if said.endswith(FORETELL) or REPORT_END.search(said):
        return ""  # 市茶业协会预计，…: who foretells or tells it
    found = PREDICATE.search(masked, head.start, end)
    stop = found.start() if found else end
    if amid := AMID.search(masked, head.start, end):  # 集成电路业在新兴市场拉动下投资势头良好
        words = text[head.start : amid.start()] + GOES.sub("", text[amid.end() : end])
        return words if not MASKED.search(words) and len(words) <= LONGEST_NAME and not fault(words) else ""
    if said_when := WHEN.search(masked, head.start, stop):  # 可折叠手机在三季度出现了增长，出货量…
        stop = said_when.start()
    if based := ON_BASIS.search(masked, head.start, stop):  # 高新技术企业在2022年的基础上实现“双倍增”
        stop = based.start()
    words = text[head.start : stop].strip(" 、()“”")
    words = trim(words.split("(", 1)[0] if ")" not in words else words)  # 出口机床(商品编号: the number is no figure
    if not words and (became := BECAME.search(text, head.start, end)):  # the head itself is the verb: 是世界…最大应用国
        head.start, stop = became.start("what"), became.end("what")
        words = became["what"]
    words = AMONG_END.sub("", words)
    if REPORT_END.search(words) or NO_TOPIC.search(words) or fault(words):
        return ""
    return words if 2 <= len(words) <= 24 and not MASKED.search(masked, head.start, stop) else ""


AGENT_HEAD = re.compile("^(?:我国|全国|中国|目前|其中|截至|已|共)+")
AGENT_TAIL = re.compile("(?:已|共|累计|还|将|可|已经|先后)+$")


def _agent(words: str) -> str:
    words = words.strip(" 、,")
    if "中" in words:
        words = IN_A_LIST.sub("", words)
    words = AGENT_TAIL.sub("", AGENT_HEAD.sub("", words)) if words else ""
    return "" if not words or words.startswith("记者") or GOVERNMENT_END.search(words) or len(words) > 20 else words


def _clean(words: str) -> str:
    words = trim(COMPUTED.sub("", words.strip(" 、,;:·◆●的")))
    if len(words) > 4 and words[-2:] == words[-4:-2]:  # 经营主体主体: misprinted
        words = words[:-2]
    if words.count("“") > words.count("”"):
        words = words.replace("“", "", 1)
    if words.count("(") != words.count(")"):
        words = words.strip("()")
    return words
