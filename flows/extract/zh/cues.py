"""The words around a number, from cues_zh.toml, as patterns: the tail before it, the head of what is measured."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import field
from importlib import resources

from flows.extract.zh.text import PERIOD
from warehouse.values import dataclass
from warehouse.vocabulary.words import any_of

_TABLE = tomllib.loads(resources.files("flows.extract.mention.cue").joinpath("zh.toml").read_text(encoding="utf-8"))
TAIL, HEAD, NOUN, VERB, PLAN = (_TABLE[key] for key in ("tail", "head", "noun", "verb", "plan"))
ARRIVING: list[str] = [*_TABLE["tail_to"]["verbs_up"], *_TABLE["tail_to"]["verbs_down"]]
LONGEST_TAIL_WORDS = 12  # cue words between a subject and its number; a text that strings more together is no prose


def pieces(key: str) -> str:
    """The pattern of that name in cues_zh.toml: its pieces, tried in order."""
    return "|".join(_TABLE["pattern"][key])


def _tail_words() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, words in TAIL.items():
        for word in words:
            kinds.setdefault(word, kind)
            if kind in ("up", "down", "have", "gt", "copula", "together"):
                kinds.setdefault(word + "了", kind)
    for direction, key in (("to_up", "verbs_up"), ("to_down", "verbs_down")):
        for verb in _TABLE["tail_to"][key]:
            for particle in _TABLE["tail_to"]["particles"]:
                kinds[verb + particle] = direction
    for noun in NOUN["rate"]:
        kinds[noun] = "avg" if "年均" in noun or "复合" in noun else "rate"
    for noun in NOUN["fall"]:
        kinds[noun] = "fall"
    for noun in (*NOUN["rate"], *NOUN["fall"]):  # 跌幅最低为18%: how far what is named fell
        for extreme in NOUN["extreme"]:
            kinds[noun + extreme] = kinds[extreme + noun] = kinds[noun]
    return kinds


TAIL_KIND = _tail_words()
_BACKWARDS = re.compile(
    rf"[\s、(\"“”‘’-]+|{PERIOD}+[从自]|[一二三四五六日天](?:周|期星)[上本]?|[日天][今昨]|"
    + any_of([word[::-1] for word in TAIL_KIND])
)
ITEM = "(?<![\u4e00-\u9fff])[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"  # 一、全国棉花播种面积
CAN = (  # 可新增产值; 可折叠手机 is a thing
    "可(?=以|能|会|连续|同时|直接|[新年日月]?[增减产供]|达|实现|带动|满足|完成|形成|吸纳|节约|处理|容纳|提供|生产|创造|安置|辐射|覆盖|服务|惠及|望"
    "|替代|消纳|发电|贡献|为|使|[\\s,\ue000-\uf8ff])"
)
_HEAD = re.compile(
    rf"\([^()]{{0,24}}\)|第?[一二三四五六七八九十]{{1,2}}[是则](?!否)|{ITEM}|[\s,、:()\"”’·◆●■▲★-]+|{PERIOD}+(?:的|时|间|期间|以来)?|(?P<word>{any_of(HEAD['drop'])}|{CAN})"
    rf"|(?P<national>(?:{any_of(HEAD['national'])})(?!大陆|台湾|香港|澳门))|(?P<local>{any_of(HEAD['local'])})"
)
OF_A_SELLER = re.compile(
    "[^,;。]{0,10}?(?:市占|市场占|占有率|份额|销量占)"
)  # 全球锂电池市占率: a seller's in the world
_KEEP_WHOLE = re.compile(pieces("keep_whole"))


@dataclass(slots=True)
class Tail:
    """Cue words between subject and number. `end`: where the subject ends. `kinds`: what they say, nearest first."""

    end: int
    kinds: list[str] = field(default_factory=list)

    def says(self, *kinds: str) -> bool:
        """Whether any of these kinds of cue was met."""
        return not frozenset(kinds).isdisjoint(self.kinds)


def read_tail(left: str) -> Tail:
    """Walks back from the number over its cue words; what remains is the subject."""
    backwards = left[::-1]
    tail = Tail(len(left))
    at = 0
    while len(tail.kinds) < LONGEST_TAIL_WORDS:
        found = _BACKWARDS.match(backwards, at)
        if not found:
            break
        word = found.group()[::-1]
        kind = TAIL_KIND.get(word)
        if kind and _is_noun_end(left, len(left) - found.end(), word):
            break
        if word in ("计划", "目标") and OF_A_YEAR.search(left, 0, len(left) - found.end()):
            break  # 占年度计划的28%: a noun
        if kind:
            tail.kinds.append(kind)
        at = found.end()
    tail.end = len(left) - at
    return tail


OF_A_YEAR = re.compile("(?:年度|全年|年初|既定|投资)$")
_NOUN_ENDS = re.compile(rf"(?:{pieces('noun_ends')})$")
_CUE_ANYWAY = re.compile(rf"(?:{pieces('cue_anyway')})$")


def _is_noun_end(left: str, start: int, word: str) -> bool:
    """Whether a one-character cue only ends a longer word: 有 of 国有, 长 of 船长."""
    if len(word) > 1:
        return False
    stretch = left[max(0, start - 3) : start + 1]
    return bool(_NOUN_ENDS.search(stretch)) and not _CUE_ANYWAY.search(stretch)


@dataclass(slots=True)
class Head:
    """What stood before the name of what is measured. `start`: where the name begins."""

    start: int
    national: bool = False
    local: str = ""  # 全省, 我市
    among: bool = False  # 其中: a part of what was said before
    world: bool = False
    words: list[str] = field(default_factory=list)
    whole: bool = False  # the name begins with what looks like a head and is none: 中国制造业500强


@functools.lru_cache(maxsize=64)
def read_head(text: str, start: int, end: int) -> Head:
    """Walks forward over connectives, periods and words of place that are no part of a name.

    Asked several times of the same clause; nobody changes what comes back.
    """
    head = Head(start)
    while head.start < end:
        if _KEEP_WHOLE.match(text, head.start):
            head.whole = True
            break
        found = _HEAD.match(text, head.start, end)
        if not found:
            break
        word = found["word"]
        if word in ("全球", "世界", "全世界"):
            inside = text.endswith("在", 0, found.start()) and text.startswith(("市场", "范围", "业界"), found.end())
            if (
                inside
                or text.endswith("来自", 0, found.start())
                or OF_A_SELLER.match(text, found.end())
                or re.match(
                    "百强|占比|最大|首|唯一|领先|前|第|科技|创新|研发|500|独角兽|级|一流|各|范围|遗产|银行|贸易组|知识产|卫生|杯|互联|人工智能大",
                    text[found.end() : found.end() + 3],
                )
            ):
                break
            head.world = True
        elif word:
            head.words.append(word)
            head.among = head.among or word in ("其中", "当中")
        head.national = head.national or found["national"] is not None
        head.local = found["local"] or head.local
        head.start = found.end()
    return head
