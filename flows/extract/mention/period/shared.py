"""What a period's words mean in days, for every language, and how such days are shifted to another year."""

from __future__ import annotations

from enum import Enum

from flows.extract.calendar import Span, last_day
from warehouse.values import dataclass


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a period's words mean. `span` None: the publication date and nothing more (目前). A day is no period."""

    span: Span | None
    is_day: bool = False
    is_since: bool = False
    is_days: bool = False  # 9月1日至10日
    span_years: int = 0  # 5年来: how many
    year_said: bool = False
    is_reference: bool = False  # 上年同期: named for comparison, no period of the text's own
    is_occasion: bool = False  # the days of a fair, the years of an action plan


class Role(Enum):
    """The part that a period plays in its sentence."""

    SAID = "told of"
    UNTIL = "reckoned until"  # 截至6月底
    SINCE = "since"
    SPAN = "a span of years"  # 近五年
    BY = "by a time to come"  # 到2027年
    FROM = "from"  # 从2020年的…
    PREVIOUS = "the same time of another year"  # 上年同期为
    COMPARED = "compared with"
    BEGAN = "when something began"
    DAY = "a day of reporting"
    NOW = "now"  # 目前


class Reckoned(Enum):
    """What the words' days are reckoned from."""

    SAID = "their own year"
    YEAR_TOLD = "the year told before"  # 2024年…。三季度: of 2024
    YEAR_IMPLIED = "the year of publication"
    YEAR_AHEAD = "the year of publication, still to come"  # 四季度 in October
    LEANS = "what was told before"  # 当月, 同期
    LEANS_ON_DAY = "the day of publication"  # 昨日, 上月


@dataclass(frozen=True, slots=True)
class Said:
    """What a mention of a period says. `span` None: the publication date and nothing more (目前)."""

    span: Span | None
    role: Role
    reckoned: Reckoned
    words: str
    kind: str = "instant"  # instant, day, month, months, year, years, since


def shifted(frame: Span, year: int) -> Span:
    """The same days of another year: 上年同期 of January to June 2025 is January to June 2024."""
    end = last_day(year, frame.end.month) if frame.end == last_day(frame.end.year, frame.end.month) else frame.end
    first = frame.start.replace(year=year, day=1) if frame.start else None
    return Span(first, end if end.year == year else end.replace(year=year, day=min(end.day, 28)))


def base_words(span: Span) -> str:
    """How a base is written: `2020`, `2019-07`, `2023-12-31`."""
    if span.start is None:
        return span.end.isoformat()
    if (span.start.month, span.start.day) == (1, 1) and (span.end.month, span.end.day) == (12, 31):
        return str(span.end.year)
    return f"{span.end.year}-{span.end.month:02d}"
