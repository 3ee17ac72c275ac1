"""The named bodies of a Chinese article: listed companies, names made with 公司, 集团, 银行, 协会, and words for them.

Looks back are bounded, so time grows with the length alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.extract.mention.body.shared import Body, BodyRole
from warehouse.vocabulary.anchor import Anchored, first_letters, letters_at
from warehouse.vocabulary.bodies import body_rules, companies, companies_by_head
from warehouse.vocabulary.places import find_places
from warehouse.vocabulary.words import any_of

HAN = "\u4e00-\u9fff"
NEEDS_NO_PLACE = ("水电站", "核电站", "油田", "气田", "船闸", "枢纽")  # 三峡水电站, 塔河油田
LONGEST_THING = 12
LONGEST = 24  # characters of a name before its last word
PARTNER = re.compile("(?:与|和|同|向|对|为|给|被|由|从|跟|自)$")
WORD_ON = re.compile("[业界法债章制员治型级化股]")  # 公司法, 银行业, 集团化
TRADE_ON = re.compile("[产行企市工制投园项贸进总业]")  # 湖北能源|产业
DEFINED = re.compile('\\((?:以下)?(?:简称|称)?:?[“"]?(?P<short>[A-Za-z\u4e00-\u9fff]{2,8})[”"]?\\)')
FIGURES = re.compile(
    "营业?收入?|营收|净利|利润|毛利|每股|股价|市值|市盈|出货|交付|负债|股本|持股|减持|分红|派息|股息|资本支出|研发(?:费用|投入)|现金流|订单|收盘|减值|募集|旅客|份额|市占|吞吐|货邮|贷款|存款|不良|客户|用户|装车量|门店|员工|产能|ROE|EPS|PE|成交额|观众|参展"
    "|deliver|sales|revenue|profit|income|shipment|earnings|market value|net loss"
)
INDUSTRY = re.compile("全国|我国|全球|世界|全行业|行业|全省|全市|规模以上|规上|国内|国际|市场规模|各地|海关|统计局")
LATIN = re.compile("[A-Z]")
CODE = re.compile(  # (000893), (002594.SZ), (NIO.N), (NYSE:BABA)
    "\\((?:[A-Z]{2,6}[:.])?(?:SH|SZ|HK)?(?:[034689]\\d{3,5}(?:[.:][A-Z]{2})?|[A-Z]{1,5}[.:](?:N|O|US|HK)|(?:NYSE|NASDAQ|HKEX):\\w{1,5})[,)]"
)


@cache
def _ends() -> Anchored:
    rules, keys = body_rules(), ("company_ends", "bank_ends", "teller_ends")
    company, bank, teller = (any_of(rules[key]) for key in keys)
    words = [word for key in keys for word in rules[key]]
    return Anchored(
        letters_at(0, words), f"(?P<company>{company})|(?P<bank>{bank})|(?P<teller>{teller})", letters_at(1, words)
    )


@cache
def _cut() -> re.Pattern[str]:
    return re.compile(f"^.*(?:{any_of(body_rules()['cutters'])})|^[家个名座户]")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(body_rules()['generic'])})+")


@cache
def _pronouns() -> Anchored:
    """该公司, 公司 with nothing before it, 其 at the head of a clause."""
    rules = body_rules()
    words = [word for word in (*rules["pronouns"], *rules["event_pronouns"]) if word != "其"]
    after = f"(?<![{HAN}A-Za-z])|(?<=[年月日度底末称使令据期该本])"
    return Anchored(
        first_letters([*words, "其"]),
        f"(?:{after})(?:{any_of(words)})(?![{HAN}]{{0,2}}法|业)|(?<![{HAN}])其(?![中他余它实])",
    )


@cache
def _telling() -> re.Pattern[str]:
    words = any_of(body_rules()["telling"])
    return re.compile(f"(?:\\d{{1,2}}(?:月\\d{{1,2}})?日)?[{HAN}《》“”]{{0,8}}?(?:最新)?(?:{words})")


@cache
def _analysing() -> re.Pattern[str]:
    return re.compile(any_of(body_rules()["analysing"]))


@cache
def _deeds() -> re.Pattern[str]:
    """A name of the trade at the head of a clause, and what only a company does or has: 云海股份上半年营收."""
    ends, deed = any_of(body_rules()["trade_ends"]), any_of(body_rules()["reported_deeds"])
    when = "(?:[\\d一二三四上下半年月日季度晚间今天昨天周前]|发布|公布|的|实现){0,12}?"
    begins = "(?:^|(?<=[\\s,。;:、“(|>]))"
    return re.compile(
        f"{begins}(?P<name>[{HAN}]{{2,4}}(?:{ends}))(?={when}(?:{deed}))|{begins}(?P<coded>[{HAN}]{{3,6}})(?={CODE.pattern})"
    )


@cache
def _things() -> Anchored:
    """The last word of a port's, a power station's or an event's name."""
    facilities, events = body_rules()["facility_ends"], body_rules()["event_ends"]
    facility, event = any_of(facilities), any_of(events)
    return Anchored(
        first_letters([*facilities, *events]),
        f"(?P<facility>{facility})(?![口区股资币元湾台商澳府点长务])|(?P<event>{event})",
    )


def company_figure(indicator: str) -> bool:
    """Whether an indicator is what a company reports: 净利润, 出货量."""
    return FIGURES.search(indicator) is not None


def industry_words(text: str) -> tuple[int, ...]:
    """Where an even text speaks of the country or a whole industry."""
    return tuple(found.start() for found in INDUSTRY.finditer(text))


def is_facility(name: str) -> bool:
    """Whether a body is a port, an airport, a station: its figures are those of the place where it lies."""
    return name.endswith(tuple(body_rules()["facility_ends"]))


def find_bodies(text: str) -> list[Body]:
    """The bodies of an even text in order, none overlapping; a name and its short form are one body's."""
    spans = sorted({**dict(_listed(text)), **dict(_made(text))}.items(), key=lambda span: (span[0][0], -span[0][1]))
    kept: list[tuple[int, int, str]] = []
    for (start, end), name in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, name))
    goes_by = _names({name for *_, name in kept})
    named = [
        Body(start, end, goes_by[name], _role(text, start, end), CODE.match(text, end) is not None)
        for start, end, name in kept
    ]
    if not named:
        return []
    taken = {at for start, end, _ in kept for at in range(start, end)}
    back = [
        Body(found.start(), found.end(), "", BodyRole.PRONOUN)
        for found in _pronouns().finditer(text)
        if found.start() not in taken
    ]
    return sorted([*named, *back], key=lambda body: body.start)


@cache
def _heads() -> re.Pattern[str]:
    """The first two characters of a listed name."""
    heads = companies_by_head()
    firsts, seconds = ("".join(sorted({re.escape(head[at]) for head in heads})) for at in (0, 1))
    return re.compile(f"[{firsts}](?=[{seconds}])")


def _listed(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    heads, stop = companies_by_head(), 0
    found: list[tuple[int, int, str]] = []
    for head in _heads().finditer(text):
        at = head.start()
        if at < stop or (alike := heads.get(text[at : at + 2])) is None:  # so most of them end
            continue
        for name in alike:
            if text.startswith(name, at) and _stands(text, at, name):
                stop = at + len(name)
                found.append((at, stop, name))
                break
    certain = companies()
    sure = any(name in certain for *_, name in found)
    yield from (((start, end), name) for start, end, name in found if sure)


def _stands(text: str, at: int, name: str) -> bool:
    """Whether a name that stands at `at` is no part of other words."""
    end = at + len(name)
    if name[0] == "国" and text[max(0, at - 1) : at] in ("中", "全", "我", "各", "外"):
        return False  # 中国新能源汽车
    if name[0].isascii() and (text[max(0, at - 1) : at].isalpha() and text[at - 1].isascii()):
        return False
    if name[-1].isascii():
        return not (text[end : end + 1].isascii() and text[end : end + 1].isalnum())
    trade = name.endswith(tuple(body_rules()["trade_ends"]))
    return not (trade and TRADE_ON.match(text, end))


def _made(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for last in _ends().finditer(text):
        if WORD_ON.match(text, last.end()):
            continue
        begin = last.start()
        while begin and last.start() - begin < LONGEST and (text[begin - 1].isalpha() or text[begin - 1] in "·()&"):
            begin -= 1
        stem = _from_company(_cut().sub("", text[begin : last.start()]).lstrip("()·&"))
        if len(stem) < 2 or _generic().fullmatch(stem) or stem.count("(") != stem.count(")"):
            continue
        if last.group() == "公司" and not _named_after(stem):
            continue  # 运营公司, 减少公司: no name
        yield (last.start() - len(stem), last.end()), stem + last.group()
    for deed in _deeds().finditer(text):
        name = _cut().sub("", deed["name"] or deed["coded"])
        if len(name) > 2 and (deed["coded"] or not _generic().match(name)):
            yield from (((at.start(), at.end()), name) for at in re.finditer(name, text))
    for last in _things().finditer(text):
        yield from _thing(text, last)


def _thing(text: str, last: re.Match[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """A port, an airport, a station that is called after its place; an event with its whole name."""
    begin = last.start()
    while begin and last.start() - begin < LONGEST_THING and (text[begin - 1].isalnum() or text[begin - 1] in "—-"):
        begin -= 1
    stem = _cut().sub("", text[begin : last.start()])
    places = find_places(stem)
    if last["facility"] and not (last.group() in NEEDS_NO_PLACE and len(stem) < 4):
        inner = next((place for place in places if place.kind != "province"), None)
        stem = stem[inner.start :] if inner else ""
        if last.group() == "站" and inner and len(stem) - (inner.end - inner.start) > 1:
            return  # 东盟旅客进站
    if stem.endswith(("本届", "届", "该", "此次", "本次")):
        return
    if 1 < len(stem) <= LONGEST_THING and not _generic().fullmatch(stem):
        yield (last.start() - len(stem), last.end()), stem + last.group()


def _from_company(stem: str) -> str:
    """The name from a company's own name on, where words stand before that: 围绕|TCL, not 新疆TCL能源."""
    places = find_places(stem)
    if places and places[0].start == 0:
        return stem
    latin = LATIN.search(stem)
    at = [latin.start()] if latin else []
    at += [begin for begin in range(1, len(stem) - 1) if _known_at(stem, begin)]
    return stem[min(at) :] if at else stem


def _known_at(text: str, at: int) -> bool:
    names = companies_by_head().get(text[at : at + 2], ())
    return any(text.startswith(name, at) for name in names if name in companies())


def _named_after(stem: str) -> bool:
    """Whether a name begins with a place's, another company's or Latin letters, as 青溪电网公司 does."""
    place = next(iter(find_places(stem)), None)
    return (place is not None and place.start == 0) or _known_at(stem, 0) or stem[0].isascii()


def _names(names: set[str]) -> dict[str, str]:
    """What each name goes by: of a name and the longer ones that begin with it, the longest that is no 有限公司."""
    goes_by: dict[str, str] = {}
    for name in names:
        alike = [other for other in names if other.startswith(name) or name.startswith(other)]
        brief = [other for other in alike if not other.endswith("公司")]
        goes_by[name] = max(brief or alike, key=lambda other: (len(other), other))
    return goes_by


def _role(text: str, start: int, end: int) -> BodyRole:
    before = text[max(0, start - 4) : start]
    teller = text[start:end].endswith(tuple(body_rules()["teller_ends"]))
    if before.endswith(("据", "根据", "来自", "按照")) or (
        teller and (_telling().match(text, end) or text[end : end + 1] in ("·", "\n", ""))
    ):
        return BodyRole.TELLING
    if _analysing().match(text, end):
        return BodyRole.TELLING
    example = text.startswith("等", end)  # 云海电子有限公司等企业16家
    return BodyRole.PARTNER if example or PARTNER.search(before) else BodyRole.SAID
