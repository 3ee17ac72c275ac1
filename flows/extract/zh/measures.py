"""Which of the guideline's measures a number is: rules in order, the first that fits speaks."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.extract.mention.quantity.implied_zh import TIMES
from flows.extract.zh.cues import NOUN, Tail
from flows.extract.zh.naming import CHANGE_HEAD, INCREMENT_END, RATE_END, SHARE_END
from warehouse.model import Measure
from warehouse.values import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a number's measure is chosen. `name`: its subject; `verb`: an action on a noun behind it."""

    unit: str
    kind: str
    name: str
    verb: str
    tail: Tail
    right: str
    base: str | None
    share_whole: bool  # 占… or 在…中占 stood before it
    named_right: bool
    of_parts: bool  # 61%来自…, 80%的增量来自…: the number tells how many of them
    previous: Measure | None  # of the last share, ratio or growth
    speaks_of_rate: bool  # a clause before spoke of 增速
    over_years: bool  # the period in force is of several years
    topic: str  # what a clause before spoke of
    before: str  # the words before it, the subject's included
    signed: bool = False  # 8.46亿元/-13.72%: a sign is printed with it


@dataclass(frozen=True, slots=True)
class Rule:
    """A measure with the name a reader can say and the condition under which it holds."""

    name: str
    measure: Measure
    holds: Callable[[Facts], bool]
    percent: bool = False  # only a percentage can be it


TIMED = re.compile(
    "(?:库存|寿命|年龄|周期|时长|天数|小时数|利用小时|平均利用|工作时间|回收期|时间|时限)$"
)  # time that is measured
OF_THOSE = re.compile("(?<!最[高低大小多少])(?<![率额量数值])的(?:为|是|有|达到?)(?:约|近|超过?|逾)?$")
OF_MEMBERS = re.compile("(?:(?<![高初其之])中|[^年月季期平])的(?:约|近|超过?|逾)?$")
DO = re.compile("(?:以上|左右)?(?:是|为|属于?|处于|处在|来自|用于|出口|集中|分布)(?!去年|上年|前年)")
GREW = re.compile(  # 超七成行业实现正增长, 八成商品零售实现增长
    "[\u4e00-\u9fff]{2,10}(?:实现|保持)(?:正|两位数|较快|稳定)?增长|[^,;。]{0,6}(?:行业|产业|产品|企业|地区|省份|省区市|城市|县区|大类|门类|项目)(?:产值|增加值|产量|价格|营收|利润|销量)?"
    "(?:实现|保持|呈现?|出现|同比|环比|稳定|正|负|不同程度的?|两位数|较快|以上)*(?:增长|下降|上涨|下跌|回升|回落)"
)
OF_SHARE = re.compile(
    "(?:以上|左右)?的(?:[\u4e00-\u9fff]{2,4})?(?:份额|比重|比例|占比|占有率|比率(?=占据|位[居列]|[居排列]))"
)
REST = re.compile("(?:其余|其他|其它|剩余)(?:部分|企业|地区)?")
OF_A_YEAR_AGO = re.compile(  # 恢复到去年同期的91%
    "(?:恢复|达|相当于|为|是)(?:到|至)?(?:去年|上年|前年|\\d{4}年)同期(?:水平)?的(?:约|近|超过?)?$"
)
DAYS_END = re.compile("(?:天数|时间)(?:比例|比率|占比)$")
CONTRIBUTION = re.compile(
    "(?:的|[为对][^,为对]{2,24}?增[长量加])贡献(?:率|度)?(?:合计|均|分别|各)?(?:为|是|达到?|了)?(?:约|近|超过?)?[\\d.%、和及与]*$"
)
YEARS_AVERAGE = re.compile(r"(?:\d|[两三四五六七八九十])年平均(?:增[速长幅]|降[速幅]|下降)")
EVERY_YEAR = re.compile("(?:每|逐|按)?年(?:递增|递减)|每年(?:平均)?(?:增长|下降|提高|增加)")
MEAN_RATE = re.compile("平均(?:增[速长幅]|涨幅|降幅|增长率|年?增长速度)|(?:增速|增幅|增长率|涨幅)平均")
ADDED_BEFORE = "change: 新增 before it"
ADDED = re.compile("新增|净增(?!长)|^(?:新培育|再培育)")
AVERAGE_HEAD = re.compile("年均|平均每?年")
RATIO_END = re.compile("(?:收入|车桩|供需|投入产出|杠杆|性价|存销|产销|收支|进出口|市盈|市净)比$")
OTHER_END = frozenset(NOUN["extreme"])
OTHER_END_GROWN = "growth: the other end of what grew"
FALLING = "降幅|跌幅|下滑|下跌|下降|回落|萎缩"
AVERAGE_RIGHT = re.compile(
    "(?:以上|左右)?的(?:同比|环比|年均|平均|较快|高速|中高速|快速|稳步|稳定|平稳|强劲|强势|迅猛|惊人|明显|显著|大幅|小幅|两位数|正|负)?"
    f"(?:增速|速度|增长率|增幅|增长|涨幅|回升|上升|上涨|升幅|升|(?P<fall>{FALLING}))"
)
AGAINST = re.compile("[较比][^,;、]{1,10}$")  # 较上周-3万吨
AS_GROWTH = re.compile("(?:增长|上涨)为(?:约|近)?$")  # 技改投资增长为31%


def _is_percent(f: Facts) -> bool:
    return f.kind == "percent" and f.unit != "pp"


def _moves(f: Facts) -> bool:
    return f.tail.says("up", "down")


def _is_change_verb(f: Facts) -> bool:
    return bool(CHANGE_HEAD.match(f.verb or AVERAGE_HEAD.sub("", f.name, count=1))) and not f.tail.says(
        "to_up", "to_down"
    )


RULES: tuple[Rule, ...] = (
    Rule("points of a percentage: a change", Measure.CHANGE_PP, lambda f: f.unit == "pp"),
    Rule(
        "ratio: 市盈率, 系数, 收入比",
        Measure.RATIO,
        lambda f: (
            f.kind in ("multiple", "bare")
            and bool(
                TIMES.search(f.name)
                or RATIO_END.search(f.name)
                or (f.kind == "bare" and f.unit == "x" and not _moves(f))
            )
        ),
    ),
    Rule("multiple: 倍 and 番", Measure.MULTIPLE, lambda f: f.kind == "multiple"),
    Rule(
        "duration",
        Measure.DURATION,
        lambda f: f.kind == "duration" and not TIMED.search(f.name) and not (_moves(f) and not f.name),
    ),
    Rule(
        "growth: signed, behind its amount",
        Measure.GROWTH,
        lambda f: f.signed and f.before in ("/", "/+"),
        percent=True,
    ),
    Rule("share: what so many of them do", Measure.SHARE, lambda f: f.of_parts, percent=True),
    Rule(
        "share: of those there, who grew",
        Measure.SHARE,
        lambda f: f.named_right and GREW.fullmatch(f.name) is not None,
        percent=True,
    ),
    Rule("share: of those that …的为", Measure.SHARE, lambda f: bool(OF_THOSE.search(f.before)), percent=True),
    Rule(
        "share: of those there, who do so",
        Measure.SHARE,
        lambda f: bool(DO.match(f.right) and OF_MEMBERS.search(f.before)) and not RATE_END.search(f.name),
        percent=True,
    ),
    Rule("share: …的份额", Measure.SHARE, lambda f: bool(OF_SHARE.match(f.right)), percent=True),
    Rule(
        "share: the rest of what was shared",
        Measure.SHARE,
        lambda f: f.previous is Measure.SHARE and bool(REST.fullmatch(f.name)),
        percent=True,
    ),
    Rule("share: 占 before it", Measure.SHARE, lambda f: f.share_whole, percent=True),
    Rule(
        "ratio: of what it was a year ago", Measure.RATIO, lambda f: bool(OF_A_YEAR_AGO.search(f.before)), percent=True
    ),
    Rule("ratio: days out of all days", Measure.RATIO, lambda f: bool(DAYS_END.search(f.name)), percent=True),
    Rule("ratio: a contribution", Measure.RATIO, lambda f: bool(CONTRIBUTION.search(f.before)), percent=True),
    Rule(
        "share: 占比, 比重, 份额",
        Measure.SHARE,
        lambda f: bool(SHARE_END.search(f.name)) and not _moves(f),
        percent=True,
    ),
    Rule(
        "average growth: 年均 with a verb or 增速",
        Measure.GROWTH_AVG,
        lambda f: (
            f.tail.says("avg")
            or ("年均" in f.name and (_moves(f) or f.tail.says("rate")))
            or bool(YEARS_AVERAGE.search(f.before))
            or bool(EVERY_YEAR.search(f.before))
            or (f.over_years and bool(MEAN_RATE.search(f.before)))
        ),
        percent=True,
    ),
    Rule("growth: 增速, 降幅 before it", Measure.GROWTH, lambda f: f.tail.says("rate", "fall"), percent=True),
    Rule(
        "average growth: 年均…的增速",
        Measure.GROWTH_AVG,
        lambda f: bool(AVERAGE_RIGHT.match(f.right)) and "年均" in f.name + f.right,
        percent=True,
    ),
    Rule("growth: …的增速", Measure.GROWTH, lambda f: bool(AVERAGE_RIGHT.match(f.right)), percent=True),
    Rule("growth: 增速 spoken of before", Measure.GROWTH, lambda f: not f.name and f.speaks_of_rate, percent=True),
    Rule(
        "share arrived at: 占比提高到",
        Measure.SHARE,
        lambda f: bool(SHARE_END.search(f.name)) and f.tail.says("to_up", "to_down"),
        percent=True,
    ),
    Rule(
        "growth: 增长为",
        Measure.GROWTH,
        lambda f: bool(AS_GROWTH.search(f.before)) and not RATE_END.search(f.name),
        percent=True,
    ),
    Rule(
        "growth: what grew before, arrived at",
        Measure.GROWTH,
        lambda f: not f.name and f.previous is Measure.GROWTH and f.tail.says("to_up", "to_down"),
        percent=True,
    ),
    Rule("arrived at: 提高到, 降至", Measure.RATIO, lambda f: f.tail.says("to_up", "to_down"), percent=True),
    Rule("growth: a verb of change", Measure.GROWTH, _moves, percent=True),
    Rule(
        "growth: 同比, 环比 alone",
        Measure.GROWTH,
        lambda f: f.tail.says("yoy", "mom") or (f.base in ("yoy", "mom") and not RATE_END.search(f.name)),
        percent=True,
    ),
    Rule(
        "growth: a change of its own name",
        Measure.GROWTH,
        lambda f: f.name.endswith(
            (
                "增长",
                "下降",
                "增幅",
                "降幅",
                "增速",
                "涨幅",
                "跌幅",
                "增长率",
                "年增率",
                "季增率",
                "月增率",
                "递增",
                "多赚",
                "少赚",
            )
        ),
        percent=True,
    ),
    Rule(OTHER_END_GROWN, Measure.GROWTH, lambda f: f.previous is Measure.GROWTH and f.name in OTHER_END, percent=True),
    Rule("ratio: 率, 强度", Measure.RATIO, lambda f: bool(RATE_END.search(f.name)), percent=True),
    Rule("share: so many of …", Measure.SHARE, lambda f: f.named_right, percent=True),
    Rule(
        "share: what was a share before",
        Measure.SHARE,
        lambda f: not f.name and f.previous is Measure.SHARE,
        percent=True,
    ),
    Rule(
        "share: of what is spoken of as one",
        Measure.SHARE,
        lambda f: not f.name and bool(SHARE_END.search(f.topic)),
        percent=True,
    ),
    Rule("ratio: any other percentage", Measure.RATIO, lambda f: True, percent=True),
    Rule(
        "average change: 年均新增",
        Measure.CHANGE_AVG,
        lambda f: (
            (f.tail.says("avg") or bool(AVERAGE_HEAD.match(f.name)) or (f.over_years and "每年" in f.before))
            and (_moves(f) or _is_change_verb(f) or f.tail.says("new") or "新增" in f.name)
        ),
    ),
    Rule(ADDED_BEFORE, Measure.CHANGE, lambda f: f.tail.says("new") or bool(ADDED.search(f.name))),
    Rule("change: 新增, 减少 before its noun", Measure.CHANGE, _is_change_verb),
    Rule("change: an increment by its name", Measure.CHANGE, lambda f: bool(INCREMENT_END.search(f.name))),
    Rule("change: 涨幅, 跌幅 told in money or pieces", Measure.CHANGE, lambda f: f.tail.says("rate", "fall")),
    Rule("change: a verb of change", Measure.CHANGE, lambda f: _moves(f) and f.tail.kinds[0] != "have"),
    Rule(
        "change: a sign behind a word of comparison",
        Measure.CHANGE,
        lambda f: f.signed and (f.tail.says("yoy", "mom") or bool(AGAINST.search(f.before))),
    ),
    Rule("level", Measure.LEVEL, lambda f: True),
)

COUNTED = tuple(rule for rule in RULES if not rule.percent)


def choose(facts: Facts) -> Rule:
    """The first rule that holds; the last one always does."""
    for rule in RULES if _is_percent(facts) else COUNTED:
        if rule.holds(facts):
            break
    return rule
