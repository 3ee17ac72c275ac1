"""The words around a number, from cues_zh.toml, made into patterns: the tail before it, the head of what is measured."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib import resources

from flows.extract.zh.text import PERIOD

_TABLE = tomllib.loads(resources.files("warehouse.vocabulary").joinpath("cues_zh.toml").read_text(encoding="utf-8"))
TAIL, HEAD, NOUN, VERB, PLAN = (_TABLE[key] for key in ("tail", "head", "noun", "verb", "plan"))
UNIT_OF_NAME: dict[str, str] = dict(_TABLE["unit"]["of_name"])
ARRIVING: list[str] = [*_TABLE["tail_to"]["verbs_up"], *_TABLE["tail_to"]["verbs_down"]]
LONGEST_TAIL_WORDS = 12  # cue words between a subject and its number; a text that strings more together is no prose


def alternatives(words: list[str]) -> str:
    """A pattern of any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


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
        kinds[noun] = "avg" if "年均" in noun else "rate"
    for noun in NOUN["fall"]:
        kinds[noun] = "fall"
    return kinds


TAIL_KIND = _tail_words()
_BACKWARDS = re.compile(r"[\s、(\"“”‘’]+|" + alternatives([word[::-1] for word in TAIL_KIND]))
_HEAD = re.compile(
    rf"\([^()]{{0,24}}\)|[\s,、:()\"”’·◆●■▲★-]+|{PERIOD}+(?:的|时|间|期间|以来)?|(?P<word>{alternatives(HEAD['drop'])})"
    rf"|(?P<national>{alternatives(HEAD['national'])})|(?P<local>{alternatives(HEAD['local'])})"
)
_KEEP_WHOLE = re.compile(  # words that begin like a head word and are none
    "拥有的|以上|总额|总量|总数|总产|总投|总里|总装|总人|总规|总面|总收|总营|总户|总市|总用|总部|有效|有色|有机|有限|及以上|再生|再制|再贷|能源|能耗|能力|能效|可再生|可燃|由于|在线|在册|在建|在校|在园|在岗|在读|在研|在产|在途|在营|在用"
    "|将军|会议|会员|会展|会计|要素|要客|用电|用户|用水|用气|用工|用地|用能|用人|使用|为主|自主|自动|自贸|自营|自有|自然|自驾|从业|从事|与会|和谐|到港|到位|到期|而立|其他|其余|其它|近海|近视|近地|约定|末端|底线|期间|初中|初创|初级|初步|来水|来源|来华|的士|按揭|共享|共建|共有产权|共用|共同|实现利润|以色列|了解|是否|如皋|如东|总体|总的|有关|有轨|有线|全部工业|建设用地|建设工程|建设银行|世界500|世界银行|世界遗产|全球500|全球百强|即时|即期|培育钻石|就业|形成率|仅次|还款|还本|也门|且末|并网|并购|并表|令牌|让利|要约|拥有量|推动力|建成区|建设项目|建设期|完成率|实现率|达标|进口|推进剂"
)


@dataclass(slots=True)
class Tail:
    """The cue words between subject and number. `end`: where the subject ends. `kinds`: what the words say, nearest first."""

    end: int
    kinds: list[str] = field(default_factory=list)

    def says(self, *kinds: str) -> bool:
        """Whether any of these kinds of cue was met."""
        return any(kind in self.kinds for kind in kinds)


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
        if kind:
            tail.kinds.append(kind)
        at = found.end()
    tail.end = len(left) - at
    return tail


_NOUN_ENDS = re.compile(  # nouns whose last characters look like a cue word
    "(?:起降|升降|涨跌|增减|户均|人均|平均|签约|条约|合约|节约|制约|公约|预约|集约|违约|履约|契约|邀约|新增|净增|递增|倍增|激增|所有|公有|国有|持有|占有|拥有|保有|现在|存在|行为|作为|认为|成为|人为|实在|所在|潜在|内在|报|计划|预计|雷达|发达|传达|到达|增高|创新高|新高|走高|海拔高|成长|船长|局长|部长|校长|院长|董事长|时长|全长|身高|最高|提高|公共|增速|时速|网速|高速|降速|转速|目标|指标|成本降|免|目的|标的|多少|减少|年少|建设|工程建设|项目建设|设计|统计|会计|审计|累计|估计|合同|共同|不同|要|主要|重要|需要|设立|建立|成立|独立|新建|在建|达标|高低|最低|降低|年少|合计|总计|预期|长期|中期|短期|产能利用|以上|贡献|形成|构成|完成|组成|现有|固有|享有|部署|汇聚|来自|全年|当年|今年|去年|同年|每年|历年|往年|上年|青年|少年|周年|中年|千年|百年|常年|多年|近年|逐年|跨年|年年|采取|获得|覆盖)$"
)
_CUE_ANYWAY = re.compile(
    "(?:预计|累计|合计|总计|提高|降低|减少|建设|建立|设立|形成|完成|采取|部署|汇聚|来自|现有|拥有|占有|覆盖|获得|全年|每年|目标|预期|计划|贡献|要|(?<![申上填呈通汇举年月日周快公海情预简捷喜])报)$"
)


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
    local: bool = False
    among: bool = False  # 其中: a part of what was said before
    world: bool = False
    words: list[str] = field(default_factory=list)


def read_head(text: str, start: int, end: int) -> Head:
    """Walks forward over connectives, periods and words of place that are no part of a name."""
    head = Head(start)
    while head.start < end:
        if _KEEP_WHOLE.match(text, head.start):
            break
        found = _HEAD.match(text, head.start, end)
        if not found:
            break
        word = found["word"]
        if word in ("全球", "世界", "全世界"):
            if text.endswith("来自", 0, found.start()) or re.match(
                "百强|最大|首|唯一|领先|前|第|科技|创新|研发|500|独角兽", text[found.end() : found.end() + 3]
            ):
                break
            head.world = True
        elif word:
            head.words.append(word)
            head.among = head.among or word == "其中"
        head.national = head.national or found["national"] is not None
        head.local = head.local or found["local"] is not None
        head.start = found.end()
    return head
