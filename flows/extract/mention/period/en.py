"""English words of time -> spans of days, by the publication date. Named rules, tried in order on one phrase.

`PHRASE` finds the phrase in a sentence from a trigger word or a digit on; `resolve` says what it covers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.mention.numeral.en import ONES, ORDINALS
from flows.extract.mention.period.en_words import MONTHS
from warehouse.values import dataclass

_month = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_year = r"(?:19|20)\d\d(?![\d%]|,\d|\.\d)"
OWNING = re.compile(r"(?<!year)['’]s$")
COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|\d{1,2})"
_half = r"half[- ]year(?![a-z]| (?:high|low))"
_short = r"[-'’]\d\d(?!\d|[.,]\d|%)"  # the 13 of H1'13
_of = rf"(?:,? (?:of |in )?(?:the )?(?:{_year}|last year|this year|next year|same year|year))?"
_last = rf"(?: of (?:the )?(?:{_year}|last year|(?:this|current) year)| (?:last|this) year|,? {_year})?"
_both = r"Jan(?:uary|\.)? and Feb(?:ruary|\.)?(?![a-z]|[^.;]{0,60} respectively)"  # of which China reports as one
_ours = r"(?:(?: period)?(?: of)? (?:last|this) year)?"
_nth = r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_plan = (
    r"(?:\d{1,2}th|[a-z]+(?:th|st)) Five[ -]Year Plans?(?: \(\d{4}[-–]\d{2,4}\))?(?: period)?(?: \(\d{4}[-–]\d{2,4}\))?"
)
_core = (
    rf"(?:(?i:{_nth})[ -](?i:quarters?){_of}|(?i:first|second|latter)[ -](?i:half)(?! the){_of}"
    rf"|(?i:first) (?:{COUNT}[ -])?(?i:quarters?|months?|weeks|days){_of}"
    rf"|[QH][1-4](?:(?:,? (?:of )?|[-–/]){_year}|{_short})?|[1-4][QH](?:[ -]?{_year}|{_short}|\d\d(?!\d))?"
    rf"|MY ?(?:{_year}|\d\d)/\d\d(?!\d)|{_year}[ -]?[QH][1-4](?!\d)|FY[ -]?(?:{_year}|['’]?\d\d(?!\d))"
    rf"|{_month} ?\d{{1,2}}(?!\d|,\d|\.\d| (?:percent|million|billion))"
    rf"(?:(?:[-–]| to )(?:{_month} )?\d{{1,2}}(?!\d))?(?:, {_year}|{_ours})"
    rf"|{_both}{_last}|{_month}(?: ?[-–] ?| to | through |-to-){_month}(?: period)?{_last}|{_month}{_last}"
    rf"|\d{{1,2}} {_month}(?: {_year})?|\d{{4}}-\d\d-\d\d|\d{{4}}/\d\d/\d\d|{_year}[-–/](?:{_year}|\d\d(?!\d))"
    rf"|{_year}[EF](?![a-z])|{_year}"
    rf"|(?i:{_plan}))"
)
_relative = (
    r"(?:last|this|next|previous|prior|current|same|preceding|corresponding|coming)[ -]"
    r"(?:year|month|quarter|week|decade|half|period|century)(?! (?:high|low))(?:'s)?"
    r"(?:(?: of| in|,)? (?:(?:last|the previous|the preceding) (?:year|month|quarter)|previous year|"
    rf"the year before|a year (?:earlier|ago|before)|{_year}))?"
)
_past = (
    rf"(?:past|last|next|previous|coming|recent|following|preceding) (?:few |several |couple of )?(?:{COUNT} )?"
    r"(?:years|decades?|months|weeks|days|quarters|year)(?![a-z])"
)
_prior = r"(?:prior|previous)[- ]year (?:period|quarter|month|half)"
_ago = (
    rf"(?:a|one|{COUNT}) (?:year|month|quarter|week|decade)s? (?:earlier|ago|before)"
    rf"|{_prior}|year(?:-| )(?:earlier|ago)(?: period| level| quarter)?|(?:year|month|quarter) before"
)
_to_date = r"year[- ]to[- ]date"
_ended = (
    r"(?:three|six|nine|twelve|3|6|9|12) months (?:ended|ending|to|through|until) "
    rf"(?:\d{{1,2}} )?{_month}(?: \d{{1,2}}(?!\d))?(?:,? {_year})?"
)
_full = rf"(?:full|whole|entire)[ -]year(?:(?: of|,)? {_year})?(?! (?:level|figure|total|average))(?!-)"
_plan_years = rf"(?:first|last) {COUNT} years of the {_plan}"
PHRASE = re.compile(
    rf"(?i:{_ended})|(?i:{_to_date})|(?i:{_plan_years})|(?i:{_full})|(?:(?i:end of) )?that year|"
    rf"(?:(?:(?i:end of)|(?i:end)-|(?i:end)) ?(?:the )?(?:{_core}|(?i:{_relative})|year|month)"
    rf"|year-end(?: {_year})?|year's end"
    rf"|(?i:mid|early|late|the start of|beginning of|start of)[ -](?:the )?(?:{_core}|(?i:last|this|next) year|year)"
    rf"|(?i:{_half})"
    rf"|{_core}|(?i:{_ago})|(?i:{_relative})|(?i:{_past})|month(?![-'’\w]| (?:of|on|over|to|earlier|ago|before|end)\b)"
    r"|year(?=[,.;)]|$| (?:and|with|while|but)\b))"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a phrase is read against: the publication day, and whether its sentence looks ahead."""

    today: dt.date
    ahead: bool = False

    def year(self, word: str) -> int | None:
        """`2024`, `last year`, `this year`, `next year` -> the year; None where the word names none."""
        found = re.search(r"(?:19|20)\d\d", word)
        if found:
            return int(found.group())
        if "last year" in word or "previous year" in word or "a year" in word or "year before" in word:
            return self.today.year - 1
        if "next year" in word:
            return self.today.year + 1
        return self.today.year if re.search(r"this year|the year|same year|current year|^year", word) else None

    def latest(self, span_of: Callable[[int], Span]) -> Span:
        """The span of the last year in which it has begun to be past; of this year where the sentence looks ahead."""
        span = span_of(self.today.year)
        first = span.start or span.end.replace(day=1)
        late = first > self.today or (
            span.start is not None and span.end.month - first.month > 1 and span.end > self.today
        )
        whole = late and (span.end.year, span.end.month) != (self.today.year, self.today.month)
        return span_of(self.today.year - 1) if whole and not self.ahead else span


def month_of(word: str) -> int:
    """`Sept.` -> 9."""
    return MONTHS[word.lower().rstrip(".")]


def count_of(word: str) -> int:
    """`seven` -> 7, `11` -> 11."""
    lower = word.lower()
    return {"twenty": 20, "thirty": 30}.get(lower) or (ONES[lower] if lower in ONES else int(lower))


def resolve(phrase: str, clock: Clock) -> Span | None:
    """The days `phrase` covers; None where it names a length of time and no date (the same period, next decade)."""
    text = OWNING.sub("", re.sub(r"^(?:the|a|an) ", "", phrase.strip()))
    for _, pattern, rule in RULES:
        found = pattern.fullmatch(text)
        if found:
            return rule(found, clock)
    return None


def _end(found: re.Match[str], clock: Clock) -> Span | None:
    inner = found.group(1)
    if not inner or inner in ("year", "the year"):
        return (
            calendar.instant(dt.date(clock.year(text) or clock.today.year, 12, 31)) if (text := found.group()) else None
        )
    span = resolve(inner, Clock(clock.today, True) if _needs_year(inner, clock) else clock)
    return calendar.instant(span.end) if span else None


def _needs_year(inner: str, clock: Clock) -> bool:
    """`the end of August` printed on 30 August is this August."""
    return inner.lower().rstrip(".") in MONTHS and month_of(inner) == clock.today.month


def _part_of_year(found: re.Match[str], clock: Clock) -> Span | None:
    text = found.group().lower()
    short = re.search(r"(?:[-'’]|[1-4][qh])(\d\d)$", text)
    year = int(short.group(1)) + 2000 if short else clock.year(text)
    text = re.sub(rf"^{_year}[ -]?", "", text)
    name = re.match(
        r"(first|second|third|fourth|final|last|latter|[1-4](?:st|nd|rd|th))|([qh])([1-4])|([1-4])([qh])", text
    )
    assert name is not None
    number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "third": 3, "3rd": 3}.get(
        name.group(1) or "", 4
    )
    number = int(name.group(3) or name.group(4) or number)
    is_half = "half" in text or "h" in (name.group(2), name.group(5))

    def span_of(y: int) -> Span:
        return calendar.half(y, min(number, 2)) if is_half else calendar.quarter(y, number)

    return span_of(year) if year else clock.latest(span_of)


def _half_year(clock: Clock) -> Span:
    """`the half year`, of which a firm reports: the last that is over."""
    past = clock.today.month > 6
    return calendar.half(clock.today.year - (not past), 1 if past else 2)


def _first_months(found: re.Match[str], clock: Clock) -> Span | None:
    number, word = count_of(found.group(1) or "one"), found.group(2).lower()
    year = clock.year(found.group())
    last = number * 3 if word.startswith("quarter") else number
    if word.startswith(("week", "day")) or not 1 <= last <= 12:
        return Span(dt.date(year or clock.today.year, 1, 1), clock.today) if word.startswith("w") else None
    return calendar.months(year, 1, last) if year else clock.latest(lambda y: calendar.months(y, 1, last))


def _day(found: re.Match[str], clock: Clock) -> Span | None:
    month, first, other, last, year = found.groups()
    year = year or str(clock.year(found.group()) or "") or None
    if last:
        start, end = _date(year, month, first, clock), _date(year, other or month, last, clock)
        return Span(start, end) if start and end and start <= end else None
    day = _date(year, month, first, clock)
    return calendar.instant(day) if day else None


def _date(year: str | None, month: str, day: str, clock: Clock) -> dt.date | None:
    number = month_of(month)
    chosen = int(year) if year else clock.today.year - (number > clock.today.month and not clock.ahead)
    return dt.date(chosen, number, int(day)) if 1 <= int(day) <= calendar.last_day(chosen, number).day else None


def _months(found: re.Match[str], clock: Clock) -> Span | None:
    first, last = month_of(found.group(1)), month_of(found.group(2))
    year = clock.year(found.group())
    if last < first:
        return None
    return calendar.months(year, first, last) if year else clock.latest(lambda y: calendar.months(y, first, last))


def _month_alone(found: re.Match[str], clock: Clock) -> Span | None:
    month, year = month_of(found.group(1)), clock.year(found.group())
    return calendar.months(year, month) if year else clock.latest(lambda y: calendar.months(y, month))


def _years(found: re.Match[str], clock: Clock) -> Span | None:
    first, last = int(found.group(1)), int(found.group(2))
    last = last if last > 100 else first - first % 100 + last
    return calendar.years(first, last) if first <= last else None


def _marketing_year(found: re.Match[str]) -> Span | None:
    first = int(found.group(1)) % 100 + 2000
    return calendar.years(first, first + 1) if (first + 1) % 100 == int(found.group(2)) else None


def _relative_year(found: re.Match[str], clock: Clock) -> Span | None:
    word = found.group(1).lower()
    shift = {"last": -1, "previous": -1, "prior": -1, "preceding": -1, "next": 1, "coming": 1}.get(word, 0)
    return calendar.years(clock.today.year + shift)


def _years_of_plan(found: re.Match[str], clock: Clock) -> Span | None:
    plan, count = resolve(found.group(3), clock), count_of(found.group(2))
    if plan is None or plan.start is None or count > 5:
        return None
    first, last = plan.start.year, plan.end.year
    return (
        calendar.years(first, first + count - 1)
        if found.group(1).lower() == "first"
        else calendar.years(last - count + 1, last)
    )


def _full_year(found: re.Match[str], clock: Clock) -> int:
    named = clock.year(found.group())
    return named or clock.today.year - (clock.today.month <= 3 and not clock.ahead)


def _relative_month(found: re.Match[str], clock: Clock) -> Span | None:
    shift = {"last": -1, "previous": -1, "prior": -1, "preceding": -1, "next": 1}.get(found.group(1).lower(), 0)
    at = clock.today.year * 12 + clock.today.month - 1 + shift
    return calendar.months(at // 12, at % 12 + 1)


def _relative_quarter(found: re.Match[str], clock: Clock) -> Span | None:
    shift = {"last": -1, "previous": -1, "prior": -1, "preceding": -1, "next": 1}.get(found.group(1).lower(), 0)
    at = clock.today.year * 4 + (clock.today.month - 1) // 3 + shift
    return calendar.quarter(at // 4, at % 4 + 1)


def _same_period(found: re.Match[str], clock: Clock) -> Span | None:
    return None  # the reader shifts the sentence's own period


def _past_years(found: re.Match[str], clock: Clock) -> Span | None:
    way, number, unit = found.group(1).lower(), found.group(2), found.group(3).lower()
    if not unit.startswith(("year", "decade")):
        return None
    length = (count_of(number) if number else 1) * (10 if unit.startswith("decade") else 1)
    if not number and unit == "years":
        return None
    today = clock.today
    if way in ("next", "coming", "following"):
        return calendar.years(today.year + 1, today.year + length)
    last = today.year - (today.month <= 6)
    return calendar.years(last - length + 1, last)


def _five_year_plan(found: re.Match[str], clock: Clock) -> Span | None:
    word = found.group(1).lower()
    number = ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word) or 0)
    return calendar.plan(number) if 7 <= number <= 30 else None


def _iso(found: re.Match[str], clock: Clock) -> Span | None:
    try:
        return calendar.instant(dt.date.fromisoformat(found.group().replace("/", "-")))
    except ValueError:
        return None


def _months_ended(found: re.Match[str], clock: Clock) -> Span | None:
    length, month = count_of(found.group(1)), month_of(found.group(2))
    if month < length:
        return None
    year = clock.year(found.group())
    return (
        calendar.months(year, month - length + 1, month)
        if year
        else clock.latest(lambda y: calendar.months(y, month - length + 1, month))
    )


Rule = Callable[[re.Match[str], Clock], Span | None]
_shift = r"(last|this|next|previous|prior|current|same|preceding|corresponding|coming)"
_i = re.IGNORECASE
RULES: tuple[tuple[str, re.Pattern[str], Rule], ...] = (
    (
        "years of a plan",
        re.compile(rf"(first|last) ({COUNT}) years of the (.*)", _i),
        lambda f, c: _years_of_plan(f, c),
    ),
    ("year to date", re.compile(_to_date, _i), lambda f, c: Span(dt.date(c.today.year, 1, 1), c.today)),
    ("that year", re.compile(r"(?:end of )?that year", _i), _same_period),
    ("the month, the year", re.compile(r"month|year"), _same_period),
    ("months ended", re.compile(rf"(\w+) months \w+ (?:\d+ )?({_month}).*", _i), _months_ended),
    ("the end of a period", re.compile(r"(?:end(?: of|-)? ?|year-end ?|year's end)(.*)", _i), _end),
    (
        "day of a month",
        re.compile(rf"({_month}) ?(\d{{1,2}})(?:(?:[-–]| to )(?:({_month}) )?(\d+))?(?:, (\d{{4}})|{_ours})"),
        _day,
    ),
    ("first months", re.compile(rf"first (?:({COUNT})[ -])?(quarters?|months?|weeks|days){_of}", _i), _first_months),
    ("relative quarter", re.compile(rf"{_shift}[ -]quarter(?:'s)?", _i), _relative_quarter),
    (
        "part of a year",
        re.compile(
            rf"{_nth}[ -]quarters?{_of}|(?:first|second|latter)[ -]half{_of}"
            rf"|[QH][1-4].*|[1-4][QH].*|{_year}[ -]?[QH][1-4]",
            _i,
        ),
        _part_of_year,
    ),
    (
        "month to month",
        re.compile(rf"({_month})(?: ?[-–] ?| to | through | and |-to-)({_month})(?: period)?{_last}"),
        _months,
    ),
    ("month", re.compile(rf"({_month}){_last}"), _month_alone),
    ("day first", re.compile(rf"()(\d+) ({_month})(?: (\d{{4}}))?"), lambda f, c: _spelled_day(f, c)),
    ("date in figures", re.compile(r"\d{4}-\d\d-\d\d|\d{4}/\d\d/\d\d"), _iso),
    ("marketing year", re.compile(r"MY ?((?:20)?\d\d)/(\d\d)"), lambda f, c: _marketing_year(f)),
    (
        "fiscal year",
        re.compile(r"FY[ -]?['’]?((?:20)?\d\d)"),
        lambda f, c: calendar.years(int(f.group(1)) % 100 + 2000),
    ),
    ("full year", re.compile(r"(?:full|whole|entire)[ -]year.*", _i), lambda f, c: calendar.years(_full_year(f, c))),
    ("years", re.compile(r"(\d{4})[-–/](\d{2,4})"), _years),
    ("year", re.compile(rf"{_year}[EF]?"), lambda found, clock: calendar.years(int(found.group()[:4]))),
    ("half year", re.compile(_half, _i), lambda found, clock: _half_year(clock)),
    ("five-year plan", re.compile(r"(\w+) Five[ -]Year Plans?.*", _i), _five_year_plan),
    (
        "same period",
        re.compile(
            rf"(?:same|corresponding).*|year[ -](?:earlier|ago).*|{_prior}|"
            r"(?:\w+ )?(?:year|month|quarter|week|decade)s? (?:earlier|ago|before)",
            _i,
        ),
        _same_period,
    ),
    ("relative year", re.compile(rf"{_shift}[ -]year(?:'s)?", _i), _relative_year),
    ("relative month", re.compile(rf"{_shift}[ -]month(?:'s)?", _i), _relative_month),
    (
        "past years",
        re.compile(
            rf"(past|last|next|previous|coming|recent|following|preceding) "
            rf"(?:few |several |couple of )?(?:({COUNT}) )?(\w+)",
            _i,
        ),
        _past_years,
    ),
    (
        "somewhere in a year",
        re.compile(r"(?:mid|early|late|start of|beginning of)[ -](?:the )?(.*)", _i),
        lambda f, c: resolve(f.group(1), c),
    ),
)


def _spelled_day(found: re.Match[str], clock: Clock) -> Span | None:
    day = _date(found.group(4), found.group(3), found.group(2), clock)
    return calendar.instant(day) if day else None
