"""A Chinese name: its edges, and what is no name at all (至, 同口径相, 台阶, 人民币, 个, +).

Nothing here knows the text around the name; the words are closed classes in zh.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from flows.extract.mention.phrase.shared import Words
from warehouse.vocabulary.units import SCALES, units

_TABLE = tomllib.loads(files(__package__).joinpath("zh.toml").read_text(encoding="utf-8"))
BESIDE = Words(chain.from_iterable(_TABLE["beside"].values()))
LONG = Words(word for word in BESIDE.words if len(word) > 1)
KEEP = tuple(_TABLE["edge"]["keep"])
LEAD, TRAIL = Words(_TABLE["edge"]["lead"]), Words(_TABLE["edge"]["trail"])
COMPARES = re.compile("[比较](?![重例率价值亚特利赛分较])|(?:高|低|快|慢|多|少|优|好)[于出]|超过全|与去|与上")
SAID_BY = re.compile("^[^、,]{1,8}?(?:表示|声称|指出|认为|透露|强调)(?=.{2})|(?<=..)(?:预期|预计|预料|预估)(?=.{2})")
OBJECT = re.compile(
    "^.+[^即][将把](?![为对使让给向从在成有带达超占是推实促])(?=.{2})"
)  # 公司将员工工资上调20%: of the wages
EXTREME = re.compile(
    "(?<=..)(?:为|是|创|达到?)[^为是]{0,8}(?:最[高低多少大小好]|新[高低])(?:水平|值|位)?$|(?<=占比|比重|份额|比例|增速|增幅|降幅|涨幅|跌幅)最[高低大小多少快慢]$"
    "|(?<=..)(?:对[^,对]{2,16})?贡献[率度]?最[大高多]$"  # 风扇制造业对产值贡献率最大
)
ITEM = re.compile(
    "^(?:不过(?!夜)|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|\\([一二三四五六七八九十\\d]{1,2}\\)|.{2,6}最[快大高多]的|.{2,24}?在内的)(?=.{2})"
)
CURRENCY_END = re.compile("(?<=..)(?:达|超|近|约|为|折合|规模)?(?:人民币|新台币|美元|港币|港元)$")
ASIDE = re.compile("(?<=.)\\((?!不?[含包])[^()]{3,}\\)(?=.)")  # PCT(《专利合作条约》途径)国际专利申请量
TIME = re.compile(
    "(?:未来|今后|过去|最近|近|前|后|本|上|下|当|同|这|第)?(?:[一二两三四五六七八九十\\d几数]+)?(?:多?个多?)?"
    "(?:年|月|日|周|旬|季度?|天|榨季|财年|财季)(?:份|度|间|末|底|初|内|里|中)?(?:的?时间[里内]?)?"
)
BREADTH = re.compile("(?:增长|下降|盈利|亏损|上涨|下跌)面")  # how many of the industries grow, of the firms lose
MARKS = " .、,;:·◆●/+-~*#|=>[]【】…•\ufe54"
SHORTEST = 2
LONGEST_GLOSS = 3  # characters of a remark in brackets; what is longer names something
CURRENCIES = {unit.surface for unit in units().values() if unit.kind == "money"} | {"人民币"}
SINGLE = frozenset(_TABLE["noun"]["single"])
MODIFIER, ACTION, FIGURE_HEAD = (Words(_TABLE["figure"][kind]) for kind in ("modifier", "action", "head"))
KINDS = Words(_TABLE["noun"]["kind"])
CONTRAST: tuple[str, ...] = tuple(_TABLE["noun"]["contrast"])
PAIRS: tuple[str, ...] = tuple(_TABLE["noun"]["pair"])
GROUPS: dict[str, list[str]] = _TABLE["group"]
MANNER = re.compile(f"(?<=..)(?:{'|'.join(_TABLE['noun']['manner'])}).{{1,4}}$")  # a verb of up to four characters
SAYS_FIGURE = Words(chain(MODIFIER.words, ACTION.words, FIGURE_HEAD.words))
MEASURE_WORDS = Words(  # 亿元, 万吨, 人次; 人口, 芯片 and the like are nouns too
    {unit.surface for unit in units().values() if unit.kind != "count" or unit.surface.endswith("次")} | set(SCALES)
)


@lru_cache(maxsize=1 << 14)
def trim(words: str) -> str:
    """The name without the words at its edges that only lead to it or on from it; at least two characters stay."""
    while True:
        bare = words.strip(MARKS)
        bare = bare[_cut(bare, LEAD.at_start(bare)) :]
        bare = bare if bare.endswith(KEEP) else bare[: len(bare) - _cut(bare, TRAIL.at_end(bare))]
        bare = CURRENCY_END.sub("", ITEM.sub("", bare))
        bare = EXTREME.sub("", OBJECT.sub("", SAID_BY.sub("", MANNER.sub("", _closed(ASIDE.sub("", bare))))))
        if bare == words:
            return bare
        words = bare


def _closed(name: str) -> str:
    """What stands behind a bracket that only opens (their number is inside it) or that only closes."""
    opens, closes = name.rfind("("), name.rfind(")")
    if opens >= 0 > closes or closes >= 0 > opens:
        at = max(opens, closes)
        before, behind = name[:at], name[at + 1 :]
        if is_figure(behind):
            return before + behind
        return behind if len(behind) > LONGEST_GLOSS and not fault(behind) else before or behind
    return name


def _cut(name: str, word: str) -> int:
    return len(word) if len(name) - len(word) >= SHORTEST else 0


@lru_cache(maxsize=1 << 14)
def fault(words: str) -> str:
    """Why these words name nothing; empty where they may be a name."""
    if not any(char.isalpha() for char in words):
        return "marks or digits alone"
    if words in CURRENCIES:
        return "a currency"
    if MEASURE_WORDS.covers(words):
        return "a measure word"
    if len(words) == 1 and not words.isascii() and words not in SINGLE:
        return "one character"
    if BREADTH.fullmatch(words):
        return ""
    if COMPARES.match(words):
        return "what it is compared with"
    if TIME.fullmatch(words):
        return "a time"
    if BESIDE.covers(words) and any(word in words for word in LONG.words if len(word) <= len(words)):
        return "no noun in it"
    return ""


@lru_cache(maxsize=1 << 14)
def is_figure(words: str) -> bool:
    """Whether the name only says which figure is meant (出货量, 月均交付, 人均可支配收入), not of what."""
    return _ends_in_figure(words) and SAYS_FIGURE.covers(words)


@lru_cache(maxsize=1 << 14)
def figure_end(words: str) -> str:
    """The longest end of a name that only says which figure is meant: 耳机出货量 -> 出货量; empty where none does."""
    if not _ends_in_figure(words):
        return ""
    ends = (words[at:] for at in range(1, len(words) - 1))
    return next((end for end in ends if SAYS_FIGURE.covers(end)), "")


def _ends_in_figure(words: str) -> bool:
    return bool(FIGURE_HEAD.at_end(words) or ACTION.at_end(words))


@lru_cache(maxsize=1 << 14)
def parts_of(words: str) -> tuple[str, str]:
    """What a name is of and which figure of it: (无线耳机, 出货量); either may be empty."""
    figure = words if is_figure(words) else figure_end(words)
    return words[: len(words) - len(figure)], figure


def is_kind(words: str) -> bool:
    """Whether the words are a kind of things that never stands for them: 短期 of 短期贷款."""
    return words in KINDS


def without_kind(words: str) -> str:
    """The words without a kind at their end: 住户部门短期 -> 住户部门."""
    return words[: len(words) - len(KINDS.at_end(words))]


def two_in_one(words: str) -> list[str]:
    """The two names that one word of two verbs puts together: 汽车产销量 -> 汽车产量, 汽车销量."""
    pair = next((pair for pair in PAIRS if pair in words), "")
    if not pair:
        return []
    before, _, behind = words.partition(pair)
    return [before + verb + (behind or "量") for verb in pair]


def members_of_group(words: str, count: int) -> list[str]:
    """The names that a group of `count` known members stands for: 三次产业增加值 -> 第一产业增加值 and so on."""
    found = next((group for group, members in GROUPS.items() if len(members) == count and group in words), "")
    return [words.replace(found, member, 1) for member in GROUPS[found]] if found else []


def leans_on(last: str, others: list[str]) -> bool:
    """Whether members of one character each take all behind the last one's first: 内、外贸货物; 猪、牛、羊肉."""
    firsts = {*others, last[0]}
    return all(len(one) == 1 for one in others) and (
        last[0] in SINGLE or any(firsts <= set(against) for against in CONTRAST)
    )
