"""What an article's headline and lead say for all of it: one period where it has but one, one place where it is local."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.calendar import Span
from flows.extract.zh.clauses import MOST_NUMBERS, Clause
from flows.extract.zh.compare import COMPARED
from flows.extract.zh.periods import Resolved, resolve
from warehouse.model import Article, Role, Sentence
from warehouse.vocabulary.places import find_places

REPORTING = re.compile("获悉|召开|举行|发布会|印发|公布|电\\s|讯|报道|介绍|表示|透露|当天|当日|今天|发布(?!的)")
UNTIL = re.compile("截至|截止|到$")
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
    text: str, masked: str, clause: Clause, start: int, end: int, published: dt.date, frame: Span | None
) -> Resolved | None:
    """What the period at `start:end` says of the numbers around it; None for a base of comparison or a day of reporting."""
    for compared in COMPARED.finditer(masked, clause.start, min(clause.end + 1, len(masked))):
        if compared.start() < start < compared.end():
            return None
    before = text[max(clause.start, start - 4) : start]
    if before.endswith(("按", "按照")) or re.match(r"价格|不变价|年版|创新指数", text[end : end + 4]):
        return None
    resolved = resolve(text[start:end], published, frame)
    if resolved is None:
        return None
    if resolved.is_day and not UNTIL.search(before):
        return None
    return resolved


def article_place(article: Article, lead: str) -> str:
    """The place of an article whose headline begins with one, or whose first clause does; CN otherwise."""
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
