"""What a change is against: 同比, 较上年末, 与2023年年底相比, 比“十三五”末, 较改革前."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from flows.extract.calendar import Span
from flows.extract.zh.periods import base_words, resolve
from flows.extract.zh.text import PERIOD, QUANTITY

COMPARED = re.compile(
    rf"(?:相较于?|相对于?|较之|对比|较|比|与|同|(?:是|为|相当于|达)(?={PERIOD}+的(?:约|近|超过?)?{QUANTITY}))(?P<period>{PERIOD}+)(?:的)?(?:同期|同月|同季|期末|末|底|初)?(?:水平)?(?:相比|比|时)?(?:,|的)?"
)
YEAR_ON_YEAR = re.compile("同比|按年")
MONTH_ON_MONTH = re.compile("环比|按月|比上月|较上月|比上季|较上季")
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
    last = None
    for last in COMPARED.finditer(masked, start, end):
        pass
    if last is not None:
        words = original[last.start("period") : last.end("period")]
        if LAST_YEAR.search(words) or (words in ("上年", "去年", "上一年")):
            return Compared("yoy", None, last.start(), last.end())
        if words in ("上月", "上个月", "上季度"):
            return Compared("mom", None, last.start(), last.end())
        resolved = resolve(words, published, frame)
        span = resolved.span if resolved else None
        return Compared(base_words(span) if span else None, span, last.start(), last.end())
    if found := YEAR_ON_YEAR.search(masked, start, end):
        return Compared("yoy", None, found.start(), found.end())
    if found := MONTH_ON_MONTH.search(masked, start, end):
        return Compared("mom", None, found.start(), found.end())
    return None
