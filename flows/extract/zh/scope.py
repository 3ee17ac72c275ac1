"""What holds beyond its own words: the period, the place and the subject that clauses and sentences hand on."""

from __future__ import annotations

import datetime as dt
from dataclasses import field

from flows.extract.calendar import Span, months
from flows.extract.draft import Draft
from flows.extract.mention.period.shared import Resolved
from flows.extract.mention.period.zh import WEEKDAY, YEARS
from flows.extract.zh.here import Here
from flows.extract.zh.lists import figure_of_parts
from flows.extract.zh.occasions import Occasion
from flows.extract.zh.sections import NO_SECTION, Section
from warehouse.values import dataclass, replace

LATELY = 62  # days from the end of a month to the report of it


@dataclass(slots=True)
class Scope:
    """The state of reading. `frame`: period in force, `place` the place.

    `article_frame`, `here.place`: what a paragraph starts with.
    """

    published: dt.date
    here: Here
    article_frame: Resolved | None = None
    release: Span | None = None  # the one period of a release, for its undated growth, shares and flows
    months: Span | None = None  # those that the article reports, from January on: until then 今年以来 lasts
    occasions: list[Occasion] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # a place however written -> as the article first wrote it
    frame: Resolved | None = None
    frame_words: str = ""
    frame_local: bool = False  # 力争2025年…: said of one aim, no heading of what follows
    cumulative: Resolved | None = None  # the last frame from January on: what 累计 speaks of
    month_aside: bool = False  # the frame is the last month of `cumulative`, named within a sentence: 其中11月当月
    summed_from: tuple[Resolved, str] | None = None  # what held before 今年以来累计, until the next item
    first_clause: bool = True
    last_day: Resolved | None = None  # for 当天
    last_frame: Resolved | None = None  # for 同期, across paragraphs
    long_span: Resolved | None = None
    told_years: Resolved | None = None  # 2012年到2021年: what 十年间 means from there on, across paragraphs
    carried: bool = False  # the frame comes from an earlier sentence
    place: str = "CN"
    place_aside: str = ""  # where the sentence was before it named the place in force in passing: until its end
    before_bracket: str = ""  # where it was before a bracket named places
    foreign: str = ""  # the foreign country the sentence speaks of
    partners: bool = False  # the paragraph tells with which countries there is trade: 出口前十位的国家依次是…
    partners_before: bool = False  # and so did the one before it
    partner: str = ""  # the one that the sentence tells of
    members: list[tuple[str, str]] = field(default_factory=list)  # (indicator, ref_area) of the last list, for 分别
    areas: list[str] = field(default_factory=list)  # of the paragraph's claims, for 四个地区分别
    amounts: list[Draft] = field(default_factory=list)  # the sentence's levels, for 分别 over several clauses
    rates: list[Draft] = field(default_factory=list)  # its shares and growth, for 分别…个百分点
    among: bool = False  # the sentence goes on with 其中
    divided: bool = False  # 分产业看: the sentence goes on with the parts of what was told before
    topic: str = ""
    whole: Draft | None = None  # the paragraph's last amount before 其中
    parts_of: str = ""  # and of what 其中 tells the parts then
    spoken_of: str = ""  # what the sentence before spoke of, where it told no number: 各市投资回升。其中，甲市增长5%
    next_in_row: bool = False  # 其次是…: the topic takes its turn in the row that the sentence tells
    harvested: bool = False  # the paragraph has told of a harvest
    topic_worldwide: bool = False  # the topic is the world's: 全球造船订单大幅减少，…
    topic_shift: bool = False  # the sentence began by speaking of something else
    within: str = ""  # 在…中: the whole of which the next clause tells a part
    speaks_of_rate: bool = False  # 增速换挡, 由…降至…: the numbers to come are growth
    last: Draft | None = None  # the sentence's last claim, whatever it measures
    level: Draft | None = None  # the last claim of an amount: growth takes its name
    price: Draft | None = None  # the paragraph's last amount by something: 元/公斤
    level_here: bool = False  # and it stands in this sentence
    frame_after_level: bool = False
    counted: Draft | None = None  # the paragraph's last handful: 五个行业增加值保持增长
    rate: Draft | None = None  # the last share, ratio or growth: 个百分点 takes its name
    growth_base: str | None = None  # of the paragraph's last growth
    seen_by: str = ""  # 从环比看: the base of the growth that follows, until the other is said
    change_base: str | None = None  # of the sentence's last change
    base: str | None = None  # 与…相比 said in a clause of its own
    section: Section = NO_SECTION  # what its heading says of the paragraphs under it
    currency: str = "CNY"  # what 元 means in the article
    reckoned_in: str = ""  # and where the paragraph says so: 以美元计价
    is_plan: bool = False  # the text is a plan: after its facts it lays it out again
    plan: bool = False  # the text lays out a plan
    plan_year: int | None = None
    plan_span: Span | None = None  # the years in the plan's title
    goals: bool = False  # the sentence lists goals: 预期目标是：…
    target: bool = False
    foretells: bool = False  # the sentence began with a forecast, which its list goes on with
    strives: bool = False  # the sentence began with an aim, which its list goes on with
    forecast: bool = False
    foretelling: bool = False  # the items of the line are a forecast's
    foretold: bool = False  # the sentence reports somebody's forecast
    arrival: Span | None = None  # from the first to the last day of the sentence's last 从A到B
    arrivals: dict[bool, Resolved] = field(
        default_factory=dict
    )  # the periods of 从…到…: True the first, False the second

    def go_to(self, place: str) -> None:
        """A place comes into force."""
        self.place = place
        self.here.pass_by(place)

    def set_frame(self, resolved: Resolved, words: str) -> None:
        """A period comes into force."""
        self.frame, self.frame_words = resolved, words
        self.carried, self.frame_after_level = False, True
        self.frame_local = False
        self.month_aside = False
        if resolved.span is not None and not WEEKDAY.fullmatch(words):
            self.last_frame = resolved
            if YEARS.match(words):
                self.told_years = resolved
            start = resolved.span.start
            if start and (start.month, start.day) == (1, 1) and resolved.span.end.month > 1 and not resolved.is_since:
                self.cumulative = resolved if resolved.span.end.year == start.year else None
            elif start and self.cumulative and self.cumulative.span and not self.first_clause:
                self.month_aside = resolved.span.end == self.cumulative.span.end
            if resolved.is_since or (start and (resolved.span.end - start).days > 380):
                self.long_span = resolved

    def years_meant(self, resolved: Resolved) -> Resolved:
        """十年间 after 2012年到2021年: those very years; 五年来 and the like stay as they are."""
        told = self.told_years.span if self.told_years else None
        if told is None or told.start is None or not resolved.span_years:
            return resolved
        years = told.end.year - told.start.year
        return replace(resolved, span=told) if resolved.span_years in (years, years + 1) else resolved

    def until_reported(self, resolved: Resolved, *, summed_up: bool) -> Resolved:
        """今年以来 in an article that reports the first eight months: those months.

        8月销量3万辆。今年以来累计…, `summed_up`: until the end of that month.
        """
        span, reported = resolved.span, self.months
        if summed_up and self.last_frame and (told := self.last_frame.span):
            whole = months(told.end.year, told.end.month)
            recent = 0 <= (self.published - told.end).days <= LATELY and told.end.month > 1
            later = reported is None or reported.end < told.end
            if recent and later and told == whole and told.end.year == self.published.year:
                reported = months(told.end.year, 1, told.end.month)
        if reported and span and resolved.is_since and span.start == reported.start and span.end == self.published:
            return replace(resolved, span=reported, is_since=False)
        return resolved

    def tell_parts(self) -> None:
        """其中 leads on to the parts of what was told or spoken of."""
        self.whole, self.among = self.level, True
        self.partners = self.partners or (self.first_clause and self.partners_before)
        if self.last is None:
            self.parts_of = figure_of_parts(self.topic or (self.spoken_of if self.first_clause else ""))
            self.topic = self.parts_of or self.topic

    def begin_sum_aside(self) -> None:
        """8月1-17日，零售6万辆，今年以来累计零售90万辆；…: behind the semicolon those days hold again."""
        if not self.carried and self.frame is not None:
            self.summed_from = (self.frame, self.frame_words)

    def end_sum_aside(self) -> None:
        """The next item begins."""
        if self.summed_from is not None:
            (self.frame, self.frame_words), self.summed_from = self.summed_from, None

    def end_month_aside(self) -> None:
        """…，其中11月当月增长5%。 and 累计: what follows is of the months since January again."""
        if self.month_aside and self.cumulative:
            self.frame, self.month_aside = self.cumulative, False

    def begin_month_aside(self) -> None:
        """1-11月…。电子产业当月完成产值…: of the last of the months spoken of."""
        if self.cumulative and self.frame is self.cumulative and (span := self.cumulative.span):
            self.frame = replace(self.cumulative, span=months(span.end.year, span.end.month))
            self.frame_words, self.month_aside = "当月", True

    def paragraph(self) -> None:
        """A new paragraph forgets the last one's period, place and subject."""
        if self.frame is None or not self.frame.is_occasion:  # a fair is told of over several paragraphs
            self.frame, self.frame_words = self.article_frame, ""
            if self.section.span is not None:
                self.frame = Resolved(self.section.span, year_said=True)
        self.plan = (self.plan or self.is_plan) and self.section.span is None  # a look back lays out no plan
        self.long_span = self.cumulative = None
        self.place, self.place_aside = self.here.place, ""
        self.foretelling = False
        self.reckoned_in, self.seen_by, self.harvested = "", "", False
        self.level = self.price = self.rate = self.counted = self.growth_base = self.whole = None
        self.areas = []
        self.partners_before, self.partners = self.partners, False
        self.sentence()
        self.spoken_of = ""
        self.carried = False

    def sentence(self) -> None:
        """A new sentence forgets what only clauses hand on."""
        self.end_month_aside()
        self.summed_from = None
        self.spoken_of = self.topic if self.last is None else ""
        self.members = []
        self.last = None
        self.amounts = []
        self.rates = []
        self.topic = self.within = self.foreign = self.partner = self.parts_of = ""
        self.next_in_row = False
        self.topic_worldwide = False
        if self.before_bracket:
            self.place, self.before_bracket = self.before_bracket, ""
        if self.place_aside:
            self.place, self.place_aside = self.place_aside, ""
        if self.place == "CN":  # 全国每出口5辆…: the sentence's, not the local text's
            self.place = self.here.place
        if WEEKDAY.fullmatch(self.frame_words):  # 截至周四负荷为80%。现货价格6200元/吨: of no day
            self.frame, self.frame_words = self.article_frame, ""
        self.topic_shift = self.speaks_of_rate = self.level_here = self.frame_after_level = False
        self.base = self.change_base = None
        self.forecast = self.target = self.foretold = self.goals = self.strives = self.foretells = False
        self.arrivals = {}
        self.arrival = None
        self.carried, self.among, self.divided = True, False, False
