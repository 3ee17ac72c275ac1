"""Every period that a Chinese text names, with the part it plays: told of, compared with, reckoned until, and so on.

Words that a reader of one sentence passes over stand here too, for they mean something beside what was said before:
当月, 上月, 同期, 报告期内. Where words leave their year or their month open, each way to reckon them is a mention.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.mention.period.shared import Reckoned, Resolved, Role, Said, shifted
from flows.extract.mention.period.zh import NOW, WEEKDAY, YEAR, resolve, weekday
from flows.extract.record import Mention
from warehouse.values import dataclass
from warehouse.vocabulary.anchor import Anchored

DIMENSION = "period"
NEAR = 10  # characters before and after the words that tell their part
AN_OTHER_YEAR = ("上", "同", "当")  # 上年, 同年, 当年: reckoned from what was said before

UNTIL = re.compile("(?:截至|截止到?|截止至)(?:当地时间|北京时间)?$")
COMPARED_BEFORE = re.compile(
    "(?:比|较|相较于?|相对于|较之|对比|[高低快慢好优]于|超过?|同|(?:相当于|恢复[到至为]))(?:了|过?去的|历年|往年)?$"
)
WITH_BEFORE = re.compile("[与和同跟]$")
COMPARED_AFTER = re.compile("(?:同期|同月|同季|末|底|初)?(?:的?水平)?(?:相比|比较|持平|比(?!重|例|率))")
SAME_TERM = re.compile("同期|同月|同季|同旬")
FROM = re.compile("(?:从|由|自)$")
BY = re.compile("(?:到|至|力争|争取|预计|确保|计划)$")
BEGAN = (
    "投产|开工|建成|竣工|投用|投运|运营|成立|设立|创建|创办|创立|始建|开园|开业|启动|上线|挂牌|落户|签约|完工"
    "|投入使用|投入运营|上市|注册|发布|印发|出台"
)
BEGAN_AFTER = re.compile(f"(?:正式|全面|顺利|经|由|被|获批)?(?:{BEGAN})")
BEGAN_BEFORE = re.compile(f"(?:{BEGAN})[于在]$")
NO_TIME = re.compile(
    "价格|不变价|可比价|年?版|创新指数|度?(?:预算|计划|规划|方案|会议|大会|论坛|工作)|[^,。;]{0,6}(?:合约|期货|交割|交货|交收|到期)"
)
BASED = re.compile("(?:按照?|以)$")

RELATIVE = Anchored(
    "上本这当同报期今昨前周星年",
    "(?P<lastmonth>(?<![比较和与及])上个?月(?![旬])|上一个月)|(?P<lastquarter>上一?个?季度?(?!节))"
    "|(?P<thismonth>[本这]个?月(?!底|末|\\d)|当月)|(?P<thisquarter>[本当这]一?个?季度?(?!节))"
    "|(?P<same>(?<![年月季])同期|(?:报告)?期内|报告期(?:末)?|同月|同季度?|同年)"
    "|(?P<today>[今当][日天](?![的之]?[世社时子]))|(?P<yesterday>昨[日天晚])|(?P<beforeyesterday>前[日天](?!的))"
    "|(?P<weekday>(?:上|本|这)?(?:周|星期)[一二三四五六日天](?!\\d))|(?P<lastweek>上一?周(?!年))|(?P<thisweek>[本这]一?周(?!年))"
    "|(?P<thisyear>年内)",
)
TRADED = re.compile(
    "收[涨跌升盘报于挫高低]|报收|收市|开盘|盘中|早盘|午盘|停牌前|[涨跌]停|(?:^|[,，])(?:股?价?报|最新报)"
)
TRADED_ALREADY = re.compile("收[涨跌升盘报于挫高低][^。;；]{0,16}[,，]$")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence's even text, where it begins in the article, and the stretches of it that a scan took for periods."""

    start: int
    text: str
    periods: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...] = ()  # names, titles, quantities: no period is within them


def find_periods(rows: Iterable[Row], published: dt.date) -> list[Mention[Said]]:
    """The mentions of a text, in order. Two at one place are two ways to reckon the same words."""
    found: list[Mention[Said]] = []
    told = _Told(published)
    for row in rows:
        told.told_here = False
        spots = [(start, end, "weekday" * bool(WEEKDAY.fullmatch(row.text, start, end))) for start, end in row.periods]
        taken = [*row.periods, *row.others]
        for word in RELATIVE.finditer(row.text):
            if not any(start < word.end() and word.start() < end for start, end in taken):
                spots.append((word.start(), word.end(), word.lastgroup or ""))
        for start, end, kind in sorted(spots):
            for said, rule in told.relative(row, start, end, kind) if kind else told.said(row, start, end):
                found.append(Mention(DIMENSION, row.start + start, row.start + _stop(row.text, end), said, rule))
    return found


def _stop(text: str, end: int) -> int:
    """Where a mention ends: 同期 belongs to it."""
    found = SAME_TERM.match(text, end)
    return found.end() if found else end


@dataclass(slots=True)
class _Told:
    """What was told up to here: the last period spoken of, the last that named its year, the last day of reporting."""

    published: dt.date
    last: Span | None = None
    dated: Span | None = None
    day: dt.date | None = None
    told_here: bool = False  # the last was told in the sentence at hand

    def said(self, row: Row, start: int, end: int) -> Iterator[tuple[Said, str]]:
        """The ways to reckon words that a scan took for a period."""
        words, before, after = row.text[start:end], row.text[max(0, start - NEAR) : start], row.text[end : end + NEAR]
        if NOW.fullmatch(words):
            yield Said(None, Role.NOW, Reckoned.LEANS_ON_DAY, words), "now"
            return
        if BASED.search(before) or NO_TIME.match(after):
            return
        first = resolve(words, self.published, self.last if words.startswith(AN_OTHER_YEAR) else None)
        if first is None or first.span is None:
            return
        role = _role(first, before, after, self.published)
        ways = list(self._same_term(first, after)) or list(self._years(words, first, role))
        for span, reckoned in ways:
            yield Said(span, role, reckoned, words, _kind(span, first)), "said in words"
        self._go_on(ways[0][0], role, first)

    def _same_term(self, first: Resolved, after: str) -> Iterator[tuple[Span, Reckoned]]:
        """上年同期: the same days of another year."""
        span = first.span
        if (
            span is not None
            and self.last is not None
            and SAME_TERM.match(after)
            and span.end.year != self.last.end.year
        ):
            yield shifted(self.last, span.end.year), Reckoned.LEANS

    def _years(self, words: str, first: Resolved, role: Role) -> Iterator[tuple[Span, Reckoned]]:
        """The years that words may be of: their own; else the publication's, the one told before, the one to come."""
        assert first.span is not None
        if first.year_said or YEAR.match(words) or first.is_since or role is Role.DAY:
            yield first.span, Reckoned.SAID
            return
        yield first.span, Reckoned.YEAR_IMPLIED
        ways = {first.span}
        if self.dated is not None:
            told = resolve(words, self.published, calendar.years(self.dated.end.year))
            if told and told.span and told.span not in ways:
                ways.add(told.span)
                yield told.span, Reckoned.YEAR_TOLD
        for year, reckoned in ((0, Reckoned.YEAR_AHEAD), (-1, Reckoned.YEAR_IMPLIED)):
            other = resolve(f"{self.published.year + year}年{words}", self.published, None)
            if other and other.span and other.span not in ways and (year == 0 or first.span.end > self.published):
                ways.add(other.span)
                yield other.span, reckoned

    def _go_on(self, span: Span, role: Role, resolved: Resolved) -> None:
        if role is Role.DAY:
            self.day = span.end
        if role in (Role.SAID, Role.UNTIL) and not resolved.span_years:
            self.last, self.told_here = span, True
            if resolved.year_said or self.dated is None:
                self.dated = span

    def relative(self, row: Row, start: int, end: int, kind: str) -> Iterator[tuple[Said, str]]:
        """The ways to reckon words that lean on what was told before, or on the day of publication."""
        words, before, after = row.text[start:end], row.text[max(0, start - NEAR) : start], row.text[end : end + NEAR]
        for span, reckoned in self._reckon(kind, words):
            resolved = Resolved(span)
            role = _role(resolved, before, after, self.published)
            if kind == "weekday" and role is Role.UNTIL:
                role = Role.DAY  # 截至周四: of one figure, and never what the article reports
            yield Said(span, role, reckoned, words, _kind(span, resolved)), f"relative: {kind}"

    def _reckon(self, kind: str, words: str) -> Iterator[tuple[Span, Reckoned]]:
        told, published = self.last, self.published
        months = {"lastmonth": -1, "thismonth": 0}
        quarters = {"lastquarter": -1, "thisquarter": 0}
        if kind == "same":
            if told is not None:
                yield told, Reckoned.LEANS
        elif kind in months:
            if told is not None:
                yield _month(told.end, months[kind]), Reckoned.LEANS
            if words != "当月" and (told is None or not self.told_here):
                yield _month(published, months[kind]), Reckoned.LEANS_ON_DAY
        elif kind in quarters:
            if told is not None and (published - told.end).days < 366:
                yield _quarter(told.end, quarters[kind]), Reckoned.LEANS
            yield _quarter(published, quarters[kind]), Reckoned.LEANS_ON_DAY
        elif kind == "thisyear":
            yield Span(dt.date(published.year, 1, 1), published), Reckoned.LEANS_ON_DAY
        else:
            yield from self._days(kind, words)

    def _days(self, kind: str, words: str) -> Iterator[tuple[Span, Reckoned]]:
        published, week = self.published, self.published - dt.timedelta(days=self.published.weekday())
        if kind == "today" and words[0] == "当" and self.day is not None:
            yield calendar.instant(self.day), Reckoned.LEANS
        elif (day := _day_meant(kind, words, published)) is not None:
            yield calendar.instant(day), Reckoned.LEANS_ON_DAY
        elif kind in ("lastweek", "thisweek"):
            first = week - dt.timedelta(days=7 if kind == "lastweek" else 0)
            yield Span(first, first + dt.timedelta(days=6)), Reckoned.LEANS_ON_DAY


def _day_meant(kind: str, words: str, published: dt.date) -> dt.date | None:
    """The day of 今天, 昨日, 周三, reckoned from the publication; None for words of another kind."""
    back = {"today": 0, "yesterday": 1, "beforeyesterday": 2}.get(kind)
    if kind == "weekday":
        return weekday(words, published)
    return published - dt.timedelta(days=back) if back is not None else None


def day_of_trade(text: str, start: int, number: int, published: dt.date) -> dt.date | None:
    """The day on which a price closed, where the clause of the number tells of one: 周三收涨3.6%，报44元.

    `text` up to the `number`, whose clause begins at `start`; the day stands in the clause or earlier in the sentence.
    """
    if not TRADED.search(text, start, number) and not TRADED_ALREADY.search(text[max(0, start - 24) : start]):
        return None
    days = [_day_meant(word.lastgroup or "", word.group(), published) for word in RELATIVE.finditer(text, 0, number)]
    return next((day for day in reversed(days) if day is not None), None)


def _month(day: dt.date, offset: int) -> Span:
    year, month = divmod(day.year * 12 + day.month - 1 + offset, 12)
    return calendar.months(year, month + 1)


def _quarter(day: dt.date, offset: int) -> Span:
    year, number = divmod(day.year * 4 + (day.month - 1) // 3 + offset, 4)
    return calendar.quarter(year, number + 1)


def _role(resolved: Resolved, before: str, after: str, published: dt.date) -> Role:
    """The part that words play, told by what stands around them."""
    span = resolved.span
    assert span is not None
    if UNTIL.search(before):
        return Role.UNTIL
    if COMPARED_BEFORE.search(before) or (WITH_BEFORE.search(before) and COMPARED_AFTER.match(after)):
        return Role.COMPARED
    if resolved.is_day or resolved.is_days:
        return Role.DAY
    if SAME_TERM.match(after):
        return Role.PREVIOUS
    if BEGAN_AFTER.match(after) or BEGAN_BEFORE.search(before):
        return Role.BEGAN
    if resolved.is_since:
        return Role.SINCE
    if FROM.search(before):
        return Role.FROM
    if BY.search(before) and span.end > published:
        return Role.BY
    return Role.SPAN if resolved.span_years else Role.SAID


def _kind(span: Span, resolved: Resolved) -> str:
    """How long the days are: what a stock, a flow or an average may be told of."""
    if span.start is None:
        return "day" if resolved.is_day else "instant"
    days = (span.end - span.start).days + 1
    if resolved.is_since:
        return "since"
    return "years" if days > 380 else "year" if days > 360 else "months" if days > 31 else "month"
