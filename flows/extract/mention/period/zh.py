"""Resolves a period's words (今年前8个月, 2024年底, “十四五”以来) to days, from publication date and frame."""

from __future__ import annotations

import datetime as dt
import functools
import re

from flows.extract import calendar
from flows.extract.calendar import Span, last_day
from flows.extract.mention.numeral.zh import chinese_number
from flows.extract.mention.period.shared import Resolved, shifted
from flows.extract.mention.period.zh_plain import plain
from flows.extract.mention.period.zh_words import SINCE_EVENT, UP_TO_NOW
from warehouse.values import replace

RELATIVE_YEARS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "上一": -1, "前一": -1, "前": -2, "明": 1, "后": 2}
PLANS = {
    "十一": 11,
    "十二": 12,
    "十三": 13,
    "十四": 14,
    "十五": 15,
    "十六": 16,
    "十七": 17,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}

YEAR = re.compile(r"(?:(?P<number>\d{4})|(?P<word>今|去|前一|前|上一?|本|当|明|后|同))年(?:度)?\s?(?P<rest>.*)", re.S)
PLAN = re.compile(
    r"[“‘\"']?(?P<number>十[一二三四五六七]|[七八九十])五[”’\"']?(?:规划)?"
    r"(?P<part>时期|期间|以来|期末|末期|末|期初|初期|初|[前头][一二两三四]年)?"
)
YEARS = re.compile(r"(?P<first>\d{4})年?[-至到~](?P<last>\d{4})年")
ACROSS = re.compile(
    r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?[-至到~](?P<last_year>\d{4}|[今当次翌])年"
    r"(?P<last_month>\d{1,2})月(?:(?P<last_day>\d{1,2})日)?"
)
SEASON = re.compile(r"(?P<first>\d{4}|\d\d)/(?P<last>\d{4}|\d\d)(?:年|榨|制|生|采|财)|(?P<cold>\d{4})年?冷")
UP_TO_DAY = re.compile(
    r"(?P<day>.+(?:日|月份?底|月末))止?的?(?:(?P<year>财|年|全)|(?P<half>半)|(?P<quarter>季)|(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})个?月)"
)
FROM_THE_START = re.compile(r"(?P<year>.*?年)初?[-至到~](?P<until>.+)")
MONTHS = re.compile(r"(?P<first>\d{1,2})(?:月份?)?[-至到~](?:当年)?(?P<last>\d{1,2})月")
THIRDS = re.compile(r"(?P<month>\d{1,2})月份?(?P<third>上中|中下|上|中|下)旬")
JUST_OVER = re.compile(r"今年(?:前(?:三季度|\d{1,2}个?月)|1[-至到]\d{1,2}月)")  # no plan's: told when it is over
YEAR_BEFORE_UNTIL = 4  # the month in which 过去一年 is still the calendar's last; later it is twelve months
FIRST_MONTHS = re.compile(r"前(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})个?月")
QUARTER = re.compile(r"(?P<until>前)?第?(?P<number>[一二三四1-4])个?季度")
MONTH = re.compile(r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<part>底|末|初)?")
DAY = re.compile(
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日?(?:[-至到](?:(?P<last_month>\d{1,2})月)?(?P<last>\d{1,2}))?日?"
)
WEEK = re.compile(
    r"(?P<month>\d{1,2})月份?第(?P<number>[1-5一二三四五])周(?:\(\D+(?P<taken>\d{1,2})月(?P<day>\d{1,2})日\))?"
)
SPAN = re.compile(
    r"(?P<when>近|过去|最近|这|今后|未来|此前)?的?(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:多|余)?年(?P<ago>前)?"
)
WEEKDAY = re.compile("[上本这]?(?:周|星期)[一二三四五六日天]")
NOW = re.compile(r"截至目前|到目前为止|目前|当前|如今|迄今|至今|现在")
RUNNING = ("下半年", "三季", "四季", "第三季", "第四季")
EVENT = re.compile(rf"(?<=[年月日度半份划五”’]){SINCE_EVENT}$")
SINCE = re.compile(rf"(?:以来|起|开始|{UP_TO_NOW})$")


@functools.lru_cache(maxsize=4096)
def resolve(words: str, published: dt.date, frame: Span | None, *, ahead: bool = False) -> Resolved | None:
    """The days meant, or None where the words make no calendar sense (13月). `frame` is the period in force.

    `ahead`: the words belong to a forecast or a plan, so that 下半年 is the publication year's, not the last one past.
    """
    if NOW.fullmatch(words):
        return Resolved(None)
    if WEEKDAY.fullmatch(words):
        return Resolved(calendar.instant(weekday(words, published)), is_day=True, year_said=True)
    words = EVENT.sub("以来", words) if words.endswith("以来") else words  # 2021年3月行动开展以来: since that month
    words = plain(words)
    if plan := PLAN.fullmatch(words):
        return _plan(plan, published)
    if found := YEARS.match(words):
        first, last = int(found["first"]), int(found["last"])
        return Resolved(calendar.years(first, last), year_said=True) if 1900 < first <= last < 2200 else None
    if (found := SPAN.match(words)) and not YEAR.match(words):
        return _span(found, published, frame)
    if stretch := _stretch(words, published, frame):
        return stretch
    since = bool(SINCE.search(words))
    resolved = _dated(SINCE.sub("", words), published, frame, ahead=ahead)
    if resolved and resolved.span and resolved.span.end > published and not ahead and JUST_OVER.match(words):
        resolved = _of_year_over(resolved, published)
    if resolved and since and "上半年" in words and resolved.span and resolved.span.end <= published:
        return replace(resolved, year_said=True)  # 今年上半年以来: the half year that is over
    if resolved and since and resolved.span and resolved.span.end <= published:
        start = resolved.span.start or resolved.span.end
        return Resolved(Span(start, published), is_since=True, year_said=resolved.year_said)
    if resolved and since and resolved.span and resolved.span.start and resolved.span.start <= published:
        return Resolved(Span(resolved.span.start, published), is_since=True, year_said=resolved.year_said)
    return resolved


def _of_year_over(resolved: Resolved, published: dt.date) -> Resolved:
    """今年前11个月 in a paper of January: of the year that has just ended, for its own months are to come."""
    assert resolved.span is not None
    over = shifted(resolved.span, published.year - 1) if published.month == 1 else resolved.span
    return replace(resolved, span=over)


def weekday(words: str, published: dt.date) -> dt.date:
    """周四 is the last one until the publication, 上周四 that of the week before it."""
    number = "一二三四五六日".index(words[-1].replace("天", "日"))
    if words.startswith("上"):
        return published - dt.timedelta(days=published.weekday() + 7 - number)
    return published - dt.timedelta(days=(published.weekday() - number) % 7)


def _plan(found: re.Match[str], published: dt.date) -> Resolved:
    span = calendar.plan(PLANS[found["number"]])
    part = found["part"]
    if part == "以来" and span.start and span.start <= published:
        return Resolved(
            Span(span.start, min(published, span.end) if published > span.end else published), is_since=True
        )
    if part in ("末", "期末", "末期"):
        return Resolved(calendar.years(span.end.year), year_said=True)
    if part in ("初", "期初", "初期") and span.start:
        return Resolved(calendar.years(span.start.year), year_said=True)
    if part and part[0] in "前头" and span.start:  # “十四五”前四年
        count = "一二三四".index(part[1].replace("两", "二")) + 1
        return Resolved(calendar.years(span.start.year, span.start.year + count - 1), year_said=True)
    return Resolved(span, year_said=True)


def _stretch(words: str, published: dt.date, frame: Span | None) -> Resolved | None:
    """Spans that name both their ends, or their last day and their length; None for words that are none of these."""
    try:
        if found := ACROSS.match(words):
            return _across(found)
        if found := SEASON.match(words):
            return _season(found)
        if found := UP_TO_DAY.match(words):
            return _up_to(found, published, frame)
    except ValueError:
        return None
    if (found := FROM_THE_START.fullmatch(words)) and not YEARS.match(words):
        year = "" if found["year"] == "年" else found["year"]
        last = _dated(year + found["until"], published, frame, ahead=False)
        if last and last.span and last.span.end.year:
            return Resolved(Span(dt.date(last.span.end.year, 1, 1), last.span.end), year_said=bool(year))
    return None


def _across(found: re.Match[str]) -> Resolved | None:
    """2023年10月至2024年3月, 2023年10月5日至次年3月."""
    year = int(found["year"])
    last_year = {"今": year, "当": year, "次": year + 1, "翌": year + 1}.get(found["last_year"]) or int(
        found["last_year"]
    )
    first = dt.date(year, int(found["month"]), int(found["day"] or 1))
    month = int(found["last_month"])
    last = dt.date(last_year, month, int(found["last_day"])) if found["last_day"] else last_day(last_year, month)
    return Resolved(Span(first, last), year_said=True) if first < last else None


def _season(found: re.Match[str]) -> Resolved | None:
    """2011/12榨季 is told as both its years; a cold year, in which air conditioners are sold, ends with July."""
    if found["cold"]:
        year = int(found["cold"])
        return Resolved(Span(dt.date(year - 1, 8, 1), dt.date(year, 7, 31)), year_said=True)
    first = int(found["first"]) + (2000 if len(found["first"]) == 2 else 0)
    last = int(found["last"]) if len(found["last"]) == 4 else first - first % 100 + int(found["last"])
    return Resolved(calendar.years(first, last), year_said=True) if last == first + 1 and first > 1900 else None


def _up_to(found: re.Match[str], published: dt.date, frame: Span | None) -> Resolved | None:
    """截至2025年12月31日止年度: so many months that end on the day."""
    day = _dated(found["day"], published, frame, ahead=False)
    if day is None or day.span is None:
        return None
    months = 12 if found["year"] else 6 if found["half"] else 3 if found["quarter"] else _small(found["count"])
    end = day.span.end
    year, month = divmod(end.year * 12 + end.month - months, 12)
    return Resolved(Span(dt.date(year, month + 1, 1), end), year_said=True)


def _span(found: re.Match[str], published: dt.date, frame: Span | None) -> Resolved | None:
    number = chinese_number(found["count"]) if not found["count"].isdigit() else None
    count = int(number) if number is not None else int(found["count"])
    if count == 1 and found["when"] == "过去" and published.month <= YEAR_BEFORE_UNTIL:
        return Resolved(calendar.years(published.year - 1), year_said=True)
    if not 1 < count <= 90:
        return None
    if found["ago"]:
        return Resolved(calendar.years((frame.end if frame else published).year - count), year_said=True)
    if found["when"] in ("今后", "未来"):
        return Resolved(calendar.years(published.year + 1, published.year + count), span_years=count)
    if frame is not None and frame.start is not None and not found["when"] and found.group()[-1] == "年":
        return Resolved(Span(dt.date(frame.end.year - count + 1, 1, 1), frame.end), span_years=count)  # 两年平均增长
    last = published.year if published.month > 6 else published.year - 1
    return Resolved(calendar.years(last - count + 1, last), span_years=count)


def _dated(words: str, published: dt.date, frame: Span | None, *, ahead: bool) -> Resolved | None:
    if words == "年内":
        return Resolved(calendar.years(published.year), year_said=True) if ahead else None
    found = YEAR.match(words)
    if not found:
        return _within(
            words, published.year if ahead else _implied_year(words, published, frame), published, said=False
        )
    if found["number"]:
        year = int(found["number"])
        if not 1900 < year < 2200:
            return None
    elif found["word"] == "同":
        year = frame.end.year if frame else published.year
    elif found["word"] in ("上", "上一", "前一") and frame:
        year = frame.end.year - 1
    elif found["word"] == "当" and frame:
        year = frame.end.year
    else:
        year = published.year + RELATIVE_YEARS[found["word"]]
    return _within(found["rest"], year, published, said=True)


def _implied_year(words: str, published: dt.date, frame: Span | None) -> int:
    """The year of words that name none: the frame's where one is in force, else the latest not in the future."""
    if frame is not None and frame.end.year < published.year and frame.start and (frame.end - frame.start).days < 370:
        return frame.end.year
    probe = _within(words, published.year, published, said=False)
    if words.startswith("全年") and frame is not None and frame.end.year <= published.year:
        return frame.end.year
    if words.startswith("全年") or words.startswith(("年底", "年末")):
        return published.year if published.month > 3 else published.year - 1
    if probe and probe.span and probe.span.start and probe.span.start > published:
        return published.year - 1
    if words.startswith(RUNNING) and probe and probe.span and probe.span.end > published:
        return published.year  # 下半年 in August, 四季度 in November: the one that runs
    if (
        probe
        and probe.span
        and not probe.is_day
        and probe.span.end > published
        and probe.span.end.month != published.month
    ):
        return published.year - 1
    return published.year


def _within(rest: str, year: int, published: dt.date, *, said: bool) -> Resolved | None:
    rest = rest.strip()
    if not rest or rest == "全年":
        return Resolved(calendar.years(year), year_said=said)
    if rest in ("底", "末", "年底", "年末"):
        return Resolved(calendar.instant(dt.date(year, 12, 31)), year_said=said)
    if rest in ("初", "年初"):
        return Resolved(calendar.months(year, 1), year_said=said)
    if rest[:3] in ("上半年", "下半年"):
        return _or_its_end(calendar.half(year, 1 if rest[0] == "上" else 2), rest, said)
    try:
        return _months(rest, year, said)
    except ValueError:
        return None


def _months(rest: str, year: int, said: bool) -> Resolved | None:
    """Parts of a year with numbers in them. Raises ValueError for a month or a day that does not exist."""
    if found := WEEK.match(rest):
        return Resolved(_week(found, year), year_said=said)
    if (found := DAY.match(rest)) and "日" in rest:
        day = dt.date(year, int(found["month"]), int(found["day"]))
        if found["last"]:
            final = dt.date(year, int(found["last_month"] or found["month"]), int(found["last"]))
            return Resolved(Span(day, final), is_days=True, year_said=said) if day < final else None
        return Resolved(calendar.instant(day), is_day=True, year_said=said)
    if found := THIRDS.match(rest):
        return _or_its_end(calendar.thirds(year, int(found["month"]), found["third"]), rest, said)
    if found := MONTHS.match(rest):
        first, until = int(found["first"]), int(found["last"])
        return Resolved(_checked(year, first, until), year_said=said)
    if found := FIRST_MONTHS.match(rest):
        return Resolved(_checked(year, 1, _small(found["count"])), year_said=said)
    if found := QUARTER.match(rest):
        number = _small(found["number"])
        span = calendar.months(year, 1, 3 * number) if found["until"] else calendar.quarter(year, number)
        return _or_its_end(span, rest, said)
    if found := MONTH.match(rest):
        month = _small(found["month"])
        return _or_its_end(_checked(year, month, month), rest, said)
    return None


def _week(found: re.Match[str], year: int) -> Span:
    """2月份第3周: the day on which its prices were taken where that is said, else the month's days 15 to 21."""
    if found["day"]:
        return calendar.instant(dt.date(year, int(found["taken"]), int(found["day"])))
    month = int(found["month"])
    start = dt.date(year, month, 7 * _small(found["number"]) - 6)
    return Span(start, min(start + dt.timedelta(6), calendar.months(year, month, month).end))


def _or_its_end(span: Span, words: str, said: bool) -> Resolved:
    """三季度 or 三季度末, 9月 or 9月底: the span or its last day."""
    return Resolved(calendar.instant(span.end) if words.endswith(("底", "末")) else span, year_said=said)


def _small(words: str) -> int:
    if words.isdigit():
        return int(words)
    value = chinese_number(words)
    if value is None:
        raise ValueError(f"expected a small number, found {words}")
    return int(value)


def _checked(year: int, first: int, last: int) -> Span:
    if not 1 <= first <= last <= 12:
        raise ValueError(f"expected months between 1 and 12, found {first} to {last}")
    return calendar.months(year, first, last)
