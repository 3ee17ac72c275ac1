"""What headline and lead say for a whole article: its period where it has but one, its place where it is local."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from decimal import Decimal

from flows.extract.calendar import Span, last_day
from flows.extract.zh.clauses import MOST_NUMBERS, Clause
from flows.extract.zh.compare import COMPARED
from flows.extract.zh.periods import Resolved, resolve
from flows.extract.zh.text import even
from warehouse.model import Article, Role, Sentence
from warehouse.vocabulary.places import find_places

REPORTING = re.compile("获悉|召开|举行|发布会|印发|公布|电\\s|讯|报道|介绍|表示|透露|当天|当日|今天|发布(?!的)")
EVENT = re.compile("举行|举办|召开|开幕|闭幕|亮相|参展|论坛|展览|博览|大会|峰会")
UNTIL = re.compile("截至|截止|到$")
RECORD = re.compile(
    "(?:历史)?(?:同期|单月|月度|季度|年度)?的?(?:历史)?(?:最[高低大小好快多少长佳]|新[高低]|首[次个]|次[高低]|第)"
)  # 2016年以来最高
LOCAL_KINDS = {"province", "municipality", "city", "district", "zone", "county", "region", "prefecture", "organisation"}
NATIONWIDE = re.compile("我国|全国|中国")


def article_frame(article: Article, sentences: list[tuple[Sentence, str, str, list[Clause]]]) -> Resolved | None:
    """The period that holds where nothing else is said: the headline's own, or the only one the article has."""
    found: dict[Span, Resolved] = {}
    for sentence, text, masked, clauses in sentences:
        for clause in clauses:
            for mention in clause.periods[:MOST_NUMBERS]:
                resolved = data_period(text, masked, clause, mention.start, mention.end, article.published_on, None)
                if resolved is None or resolved.span is None or resolved.is_since:
                    continue
                if sentence.role is Role.TITLE and resolved.span.end <= article.published_on:
                    return resolved
                found.setdefault(resolved.span, resolved)
    if len(found) == 1:
        only = next(iter(found.values()))
        if only.span and only.span.start is None and only.span.end <= article.published_on:
            return only  # 截至2024年11月30日, and no other: the article reports that day's state
    return None


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
    if before.endswith(("按", "按照")) or re.match(r"价格|不变价|年版|创新指数", text[end : end + 4]):
        return None
    resolved = resolve(text[start:end], published, frame, ahead=ahead)
    if resolved is None or (resolved.is_since and RECORD.match(text, end)):
        return None
    if resolved.is_days and EVENT.search(text, clause.start, len(text)):
        return None
    if resolved.is_day and not UNTIL.search(before):
        return None
    if text.startswith(("同期", "同月", "同季"), end) and resolved.span and frame is not None:
        return Resolved(_shifted(frame, resolved.span.end.year), is_reference=True)
    return resolved


def _shifted(frame: Span, year: int) -> Span:
    """The same days of another year: 上年同期 of January to June 2025 is January to June 2024."""
    end = last_day(year, frame.end.month) if frame.end == last_day(frame.end.year, frame.end.month) else frame.end
    first = frame.start.replace(year=year, day=1) if frame.start else None
    return Span(first, end if end.year == year else end.replace(year=year, day=min(end.day, 28)))


HERE_WORDS: tuple[tuple[str, tuple[str, ...], str], ...] = (  # what a local text calls its place: kinds, name's end
    ("全省|我省|该省|省内", ("province",), ""),
    ("全市|我市|本市|该市|市内", ("city", "municipality"), ""),
    ("全区|我区|该区", ("district", "zone"), ""),
    ("全县|我县|该县", ("county", "district"), ""),
    ("园区|高新区|经开区|开发区|新区|自贸区|自贸试验区|保税区", ("zone",), "区"),
)
MOSTLY = Decimal("0.6")  # of the mentions of such places, for one of them to be the text's
SAID_OFTEN = 2  # times a text must say 园区 and the like to be about one


def article_place(article: Article, lead: str) -> str:
    """The place of an article that speaks of 全省, 全市, 园区, or whose headline or first clause begins with one."""
    return _spoken_of(even(article.text)) or _headed(article, lead)


def _spoken_of(text: str) -> str:
    """The one place of the kind that the text's own words for here (全省, 园区) call for; empty where it has none.

    A text that goes from province to province, or speaks of 我国 more often, is not local.
    """
    for words, kinds, end in sorted(HERE_WORDS, key=lambda row: -len(re.findall(row[0], text))):
        said = len(re.findall(words, text))
        if said < (SAID_OFTEN if end else 1) or text.count("我国") >= said:
            continue
        named = Counter(
            place.ref_area
            for place in find_places(text)
            if (place.kind in kinds and place.name.endswith(end) and not re.fullmatch(words, place.name))
            or (place.kind == "organisation" and not end and _kind_of_code(place.ref_area) in kinds)
        )
        if named and (most := named.most_common(1)[0])[1] >= MOSTLY * named.total():
            return most[0]
    return ""


def _kind_of_code(ref_area: str) -> str:
    """Of an organisation's place: province for an ISO 3166-2 code of China, else city."""
    return "province" if ref_area.startswith("CN-") else "" if ref_area in ("CN", "WORLD", "") else "city"


def _headed(article: Article, lead: str) -> str:
    """The place that the headline or the first clause begins with; CN otherwise."""
    for words in (
        article.title,
        article.kicker,
        article.subtitle,
        re.split("[,，。;；]", lead)[0][:40] if lead else "",
    ):
        if not words or NATIONWIDE.search(words):
            continue
        for place in find_places(words):
            if place.start <= 1 and place.kind in LOCAL_KINDS:
                return place.ref_area
    return "CN"
