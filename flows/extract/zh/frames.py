"""What headline and lead say for a whole article: its period where it has but one, its place where it is local."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from flows.extract.calendar import Span
from flows.extract.mention.period.shared import Resolved, shifted
from flows.extract.mention.period.zh import WEEKDAY, resolve
from flows.extract.zh.clauses import MOST_NUMBERS, Clause
from flows.extract.zh.compare import COMPARED, TURNED_ROUND
from flows.extract.zh.text import QUANTITY
from warehouse.model import Article, Role, Sentence

REPORTING = re.compile("获悉|召开|举行|发布会|印发|公布|电\\s|讯|报道|介绍|表示|透露|当天|当日|今天|发布(?!的)")
OF_ITS_PRICES = re.compile("价格(?!指数|总?水平|同比|环比|涨|跌|上涨|下降|下跌|为)")
ON_BASIS = re.compile("的?(?:基础|基数|水平)之?上")
FULFILS = re.compile("(?:完成|占|达到?|超)(?:了|到)?$")
OF_A_PLAN = re.compile("的?(?:目标|任务|计划|预算|进度)")
DELIVERED = re.compile("[^,。;]{0,6}(?:合约|期货|交割|交货|交收|到期)")
TURNS = re.compile(f"[^,;\ue001\ue002]{{0,10}}{QUANTITY}+(?:、{QUANTITY}+)*[^,;\ue001\ue002]{{0,4}}转")
ROSE = re.compile(  # 由去年同期的47.3%上升5.4个百分点至52.7%
    f"(?:同期|同月|同季)的?[^,;\ue001\ue002]{{0,4}}{QUANTITY}+(?:上升|提高|提升|增加|扩大|回升|下降|降低|减少|收窄|回落|下滑)了?约?{QUANTITY}"
)
EVENT = re.compile("举行|举办|召开|开幕|闭幕|亮相|参展|论坛|展览|博览|大会|峰会")
TOLD_OF = re.compile("[\u4e00-\u9fff]{2}")
TRAFFIC = re.compile(  # 10月2日,全国铁路发送旅客1080万人次; 铜均价9万元/吨: told by the day
    r"(?:,?预计)?,[^,。;]{2,24}?[\d.]+[万亿余多]*(?:人次|班次?|架次|列次?|辆次|车次)"
    r"|,[^,。;]{2,24}?(?:收于|报收于?|收报|收盘价?|结算价|报价|均价|价格|指数)[^,。;]{0,8}?[\d.]+(?:点|(?:美|港|欧)?元)"
)
UNTIL = re.compile("截至|截止|到$")
RECORD = re.compile(
    "(?:历史)?(?:同期|单月|月度|季度|年度)?的?(?:历史)?(?:最[高低大小好快多少长佳]|新[高低]|首[次个]|次[高低]|第)"
)  # 2016年以来最高
REPORT_OF_GOVERNMENT = re.compile("政府工作报告(?!显示|回顾|的?数据)")
PLAN_ITSELF = re.compile(  # 青溪市新能源产业行动方案(2025-2027年): the text is the plan
    r"\s*[^\s。,;:]{4,40}(?:行动|实施|工作|发展|培育|建设|若干|政策)(?:方案|规划|计划|措施|意见)(?:\([^)]{0,20}\))?\s"
)
LEAD = 300  # characters in which a text says what it reports
HEADLINES = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


Read = list[tuple[Sentence, str, str, list[Clause]]]


def article_periods(article: Article, sentences: Read) -> list[tuple[Role, Resolved]]:
    """What every period of the article's data means, in order, with the role of the sentence that says it."""
    found: list[tuple[Role, Resolved]] = []
    for sentence, text, masked, clauses in sentences:
        for clause in clauses:
            for mention in clause.periods[:MOST_NUMBERS]:
                resolved = data_period(text, masked, clause, mention.start, mention.end, article.published_on, None)
                if resolved is None or resolved.span is None or WEEKDAY.fullmatch(text, mention.start, mention.end):
                    continue
                if not resolved.is_since:
                    found.append((sentence.role, resolved))
    return found


def article_frame(periods: list[tuple[Role, Resolved]], published: dt.date) -> Resolved | None:
    """The period that holds where nothing else is said: the headline's own, or the only one the article has."""
    past = [(role, resolved) for role, resolved in periods if resolved.span and resolved.span.end <= published]
    if titled := next((resolved for role, resolved in past if role is Role.TITLE), None):
        return titled
    if len({resolved.span for _, resolved in periods}) == 1 and past:
        only = past[0][1]
        return only if only.span and only.span.start is None else None
    return None  # 截至2024年11月30日, and no other: the article reports that day's state


def release_period(periods: list[tuple[Role, Resolved]], published: dt.date) -> Span | None:
    """The months of a release: said more than once, and no other period ends on another day."""
    spans = [resolved.span for _, resolved in periods if resolved.span]
    if len(spans) < 2 or len({span.end for span in spans}) > 1 or spans[0].end > published:
        return None
    return next((span for span in spans if span.start and (span.end - span.start).days < 360), None)


def months_reported(periods: list[tuple[Role, Resolved]], published: dt.date) -> Span | None:
    """The months of the year of publication that an article reports most often: until when its 今年以来 lasts."""
    spans = [resolved.span for _, resolved in periods if resolved.span and resolved.span.start]
    first = dt.date(published.year, 1, 1)
    told = Counter(span for span in spans if span.start == first and first < span.end <= published)
    return told.most_common(1)[0][0] if told else None


def lays_out_plans(text: str) -> bool:
    """Whether an even text reports a government's work report, which says what is to be done."""
    return REPORT_OF_GOVERNMENT.search(text, 0, LEAD) is not None


def is_plan(text: str) -> bool:
    """Whether an even text is a plan's own: its title says so."""
    return PLAN_ITSELF.match(text) is not None


def _tells_of_day(text: str, clause: Clause, start: int, end: int) -> bool:
    """10月2日全国接待游客3万人次: the day heads the clause of a figure, and nobody reports, meets or opens on it."""
    if start <= clause.start + 1 and (traffic := TRAFFIC.match(text, end)) and not EVENT.search(traffic.group()):
        return REPORTING.search(traffic.group()) is None
    number = next((slot.start for slot in clause.slots if slot.start > end), 0)
    if not number or start > clause.start + 1 or not TOLD_OF.match(text, end):
        return False
    said = text[end:number]
    return not REPORTING.search(said) and not EVENT.search(said)


def data_period(
    text: str,
    masked: str,
    clause: Clause,
    start: int,
    end: int,
    published: dt.date,
    frame: Span | None,
    *,
    ahead: bool = False,
) -> Resolved | None:
    """What the period at `start:end` says of the numbers around it; None for a base or a day of reporting."""
    for compared in COMPARED.finditer(masked, clause.start, min(clause.end + 1, len(masked))):
        if compared.start() < start < compared.end():
            return None
    before = text[max(clause.start, start - 4) : start]
    if before.endswith("(即") or DELIVERED.match(text, end):
        return None  # 比上一旬(即5月上旬)增加…, 7月棉花合约: what a word means, what is traded
    turned = text[start - 1 : start] in ("由", "从")
    if turned and (TURNS.match(masked, end) or ROSE.match(masked, end) or TURNED_ROUND.match(masked, start - 1)):
        return None  # 由二季度下降3.2%转为增长8.2%: of the first number only
    if before.endswith(("按", "按照")) or text.startswith(("不变价", "年版", "创新指数"), end):
        return None
    if OF_ITS_PRICES.match(text, end) and text[start:end].endswith("年"):
        return None  # 2020年价格: in what is reckoned, and no 3月价格指数
    if text[start:end] == "年内" and not clause.slots:
        return None  # 预计年内落地，项目21个: dates what will be, no figure
    if ON_BASIS.match(text, end):
        return None  # 在2022年基础上再翻一番: a base
    if FULFILS.search(before) and OF_A_PLAN.match(text, end):
        return None  # 完成全年任务的32%: how much of a year's plan is done by now
    resolved = resolve(text[start:end], published, frame, ahead=ahead)
    if resolved is None or ((resolved.is_since or resolved.span_years) and RECORD.match(text, end)):
        return None
    if resolved.is_days and EVENT.search(text, clause.start, len(text)):
        return None
    if resolved.is_day and not UNTIL.search(before) and not _tells_of_day(text, clause, start, end):
        return None
    if text.startswith(("同期", "同月", "同季", "同旬"), end) and resolved.span and frame is not None:
        return Resolved(shifted(frame, resolved.span.end.year), is_reference=True)
    return resolved
