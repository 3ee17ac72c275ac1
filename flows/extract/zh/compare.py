"""What a change is against: 同比, 较上年末, 与2023年年底相比, 比“十三五”末, 较改革前."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.calendar import Span
from flows.extract.mention.period.shared import base_words, shifted
from flows.extract.mention.period.zh import resolve
from flows.extract.zh.text import PERIOD, QUANTITY
from warehouse.values import dataclass

COMPARED = re.compile(
    rf"(?:(?:比|较)[\u4e00-\u9fff]{{2,8}}的(?={PERIOD})|(?:比|较)上[个一]?(?:月|季度?|周|旬)末?(?:和|及|与|、)|同比较?|环比较?|相[较比]于?|相对于?|较之|对比|高于|低于|快于|慢于|较|比|与|同|(?:是|为|相当于|达到?|恢复[到至为])(?={PERIOD}+(?:同期|同月|同季)?(?:全年)?(?:水平)?的(?:约|近|超过?)?(?:{QUANTITY}|$)))(?:{PERIOD}+末?的(?={PERIOD}))?(?P<period>{PERIOD}+(?:[、和及与]{PERIOD}+)*)(?:的)?(?:(?P<same>同期|同月|同季)|期末|末|底|初)?(?:水平)?(?:相比|比|时)?(?:,|的)?"
)
YEAR_ON_YEAR = re.compile("同比|按年")
MONTH_ON_MONTH = re.compile("环比|按[月季周]|[比较]上个?(?:月|季度?)末?")
BEFORE_THIS = re.compile(  # 较上周, 比节前, 较上一交易日: a base without a date of its own
    r"(?:(?<![同环占对相之])比(?![例重率值较如亚价特武赛分热拼萨利])|(?<!比)较(?![大高快低小好多少为强长早弱慢轻重真量劲]))"
    r"(?P<what>[^,;。:\ue001\ue002比较]{1,20}?)(?:水平)?(?=的?(?:又|再|还|也|约|近|分别|大幅|小幅|明显|累计)*"
    r"(?:增|减|升|降|涨|跌|提|扩|缩|回|上[升涨调浮]|下[降跌调浮滑]|放[量缓]|多(?![家个项种])|少|高(?![技新等校端质速铁层])|低(?![碳空])|快(?!递)|慢|收窄|改善|翻|加快|攀升))"
)
TURNED_ROUND = re.compile(  # 环比由上月持平转为上涨0.4%, 由去年同期下降转为增长5%: what it was before has no number
    f"(?:由|从)(?:上个?月|上个?季度?|上周|前值|{PERIOD}+(?:同期|同月|同季)?)的?(?:同比|环比)?"
    "(?:持平|不变|零增长|正增长|负增长|增长|下降|上涨|上升|下跌|回落|回升|收缩|扩张|亏损|盈利|逆差|顺差)(?:状态|态势|区间)?(?=转|变)[转变]"
)
LAST_TERM = re.compile(
    "上[个一]?(?:周|月|季度?|旬|期|交易日|统计日|工作日)|前(?:(?:一|1)个?(?:[日天周月期]|交易日|工作日)|日|天)|昨[日天]"
)
TWO_BASES = re.compile(
    "(?:比|较)(?P<one>上[个一]?(?:月|季度?|周|旬)末?|(?:上|去)年(?:同期|同月|末)?)(?:和|及|与|、)"
    "(?P<other>(?:上|去)年(?:同期|同月|同季|末)?|上[个一]?(?:月|季度?|周|旬)末?)"
)
LAST_YEAR = re.compile("(?:上一?|去)年(?:度)?(?:同期)?$")


@dataclass(frozen=True, slots=True)
class Compared:
    """A base of comparison: its words as the guideline writes them, its days, and where it stood (`start:end`)."""

    base: str | None
    span: Span | None
    start: int
    end: int


def find_comparison(
    masked: str, original: str, start: int, end: int, published: dt.date, frame: Span | None
) -> Compared | None:
    """The comparison in `masked[start:end]`, the last one if several; None where there is none."""
    if dated := list(COMPARED.finditer(masked, start, end)):
        last = dated[-1]
        words = original[last.start("period") : last.end("period")]
        if last.group().startswith(("同比", "环比")):  # 同比去年9月下降10%
            return Compared("yoy" if last.group()[0] == "同" else "mom", None, last.start(), last.end())
        if LAST_YEAR.search(words) or (words in ("上年", "去年", "上一年", "前一年")):
            return Compared("yoy", None, last.start(), last.end())
        if words in ("上月", "上个月", "上季度"):
            return Compared("mom", None, last.start(), last.end())
        resolved = resolve(words, published, frame)
        span = resolved.span if resolved else None
        if last["same"] and span and frame and span.end.year == frame.end.year - 1:
            return Compared("yoy", None, last.start(), last.end())
        if last["same"] and span and frame:  # 截至7月末，…是2019年同期的1.8倍: of July 2019
            span = shifted(frame if frame.start else Span(frame.end.replace(day=1), frame.end), span.end.year)
        return Compared(base_words(span) if span else None, span, last.start(), last.end())
    if found := YEAR_ON_YEAR.search(masked, start, end):
        return Compared("yoy", None, found.start(), found.end())
    if found := MONTH_ON_MONTH.search(masked, start, end):
        return Compared("mom", None, found.start(), found.end())
    if found := BEFORE_THIS.search(masked, start, end):
        return Compared("mom" if LAST_TERM.search(found["what"]) else None, None, found.start(), found.end())
    return None
