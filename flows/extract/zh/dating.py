"""What a number's period is and whether it is told as done, planned or expected."""

from __future__ import annotations

import re

from flows.extract.calendar import Span, years
from flows.extract.draft import Draft
from flows.extract.mention.period.find_zh import day_of_trade
from flows.extract.mention.period.shared import Resolved
from flows.extract.zh.clauses import Clause
from flows.extract.zh.compare import Compared
from flows.extract.zh.context import DONE, HARVEST, NOT_TARGET, STRIVES, TARGET, Context
from flows.extract.zh.cues import VERB, Tail
from flows.extract.zh.occasions import STANDING, under_programme
from flows.extract.zh.scope import Scope
from warehouse.model import Measure, Modality
from warehouse.vocabulary.units import units
from warehouse.vocabulary.words import any_of

TRADED = "period: the day of trading"
QUARTER_DAYS = (80, 100)
AGAIN = re.compile("再(?:新建|建|培育|打造|创建|认定|布局)")
BRACKETED = re.compile(r"\s?(?:左右|以上)?\((?:预计|预测|预估)(?:数|值)?\)")
GOAL = re.compile("(?:以上|左右)?的?目标")
INTENDS = re.compile("拟(?![合人真音态声定])|原[定订計计]")  # 2021年度拟每10股派1.8元: of a past year, and not done
TELLS_GROWTH = re.compile(
    "同比|环比|(?:比|较)上[年月]|(?:增长|下降|上涨|下跌|增加|减少|增|降)(?:了|约|近|超)?\\d[\\d.,]*%|(?:增长率|增速|增幅|涨幅|跌幅|降幅)[为达]?\\d"
)
MOVING = (Measure.GROWTH, Measure.CHANGE, Measure.CHANGE_PP, Measure.SHARE, Measure.MULTIPLE)
FLOW = re.compile(rf"^[新再]|{any_of(VERB['flow'])}")
COUNTED = {unit.base for unit in units().values() if unit.kind in ("count", "power", "area", "length")}
FULFILLED = re.compile("(?:完成|实现|达[到至成]|占)[^,;]*(?:任务|目标|计划)[数量]?的?(?:约|近|超过?)?$")


class Dating(Context):
    """Gives drafts the period in force, and the plan's or the forecast's modality."""

    def set_period(self, draft: Draft, compared: Compared | None = None) -> None:
        """The frame's period; a stock within a span of years is told as of the publication."""
        scope = self.scope
        frame = scope.frame
        if self._is_traded(draft):
            return
        stock = draft.measure in (Measure.LEVEL, Measure.SHARE, Measure.RATIO, Measure.RANK)
        if draft.measure in (Measure.GROWTH_AVG, Measure.CHANGE_AVG) and scope.long_span and not is_long(frame):
            frame = scope.long_span
        follows = draft.measure in (Measure.GROWTH, Measure.CHANGE_PP, Measure.MULTIPLE) and "taken over" in " ".join(
            draft.trail
        )
        if follows and scope.level_here and not scope.frame_after_level and scope.level is not None:
            draft.period_start, draft.period_end = scope.level.period_start, scope.level.period_end
            draft.period_text = scope.level.period_text
            if compared is None and scope.base is None and draft.measure is not Measure.CHANGE_PP:
                self._over_arrival(draft)
        elif frame is None and (occasion := under_programme(scope.occasions, self.clause_text, self.text)):
            draft.period_start, draft.period_end = occasion.span.start, occasion.span.end
            draft.note("period: the action plan's")
        elif frame is None and (main := self._release_period(draft)):
            draft.period_start, draft.period_end = main.start, main.end
            draft.note("period: the release's")
        elif frame is None or frame.span is None or (stock and frame.span_years and not self._is_to_come(frame.span)):
            return
        elif stock and frame.is_since and not FLOW.search(draft.indicator):
            draft.note("period: a state within a span, as of the publication")
        elif frame.is_occasion and is_long(frame) and STANDING.search(self.text):
            draft.note("period: a standing state, no result of the programme")
        elif stock and self._is_stale(draft, frame):
            draft.note("period: a state told in a sentence of its own, as of the publication")
        else:
            draft.period_start, draft.period_end, draft.period_text = (
                frame.span.start,
                frame.span.end,
                scope.frame_words,
            )
        self._of_the_harvest(draft)
        self._of_the_years_aim(draft)
        if compared and compared.span and draft.measure in (Measure.GROWTH, Measure.MULTIPLE, Measure.CHANGE):
            self._stretch(draft, compared.span)

    def _of_the_years_aim(self, draft: Draft) -> None:
        """1-6月…，完成全年600万人目标的68%: the sum aimed at is the year's, whatever months are told."""
        start, end = draft.start - self.sentence.start, draft.end - self.sentence.start
        if self.text.endswith(("全年", "年度"), 0, start) and GOAL.match(self.text, end):
            whole = years((draft.period_end or self.scope.published).year)
            draft.period_start, draft.period_end = whole.start, whole.end

    def _of_the_harvest(self, draft: Draft) -> None:
        """前三季度…。全国夏粮总产量5亿斤，比上年减少2%: what was harvested is the year's."""
        months = self.scope.months
        if months is None or (draft.period_start, draft.period_end) != (months.start, months.end):
            return
        told = draft.measure in (Measure.LEVEL, Measure.CHANGE, Measure.GROWTH)
        if told and not self.clause_dated and HARVEST.search(draft.indicator):
            whole = years(months.end.year)
            draft.period_start, draft.period_end = whole.start, whole.end
            draft.note("period: the harvest's year")

    def _is_traded(self, draft: Draft) -> bool:
        """Whether the number is a price of a trading day that the sentence names; it takes that day."""
        if self.clause_dated:
            return False
        at, start = draft.start - self.sentence.start, self.clause_start
        day = day_of_trade(self.text, start, at, self.scope.published)
        if day is None:
            return False
        draft.period_start, draft.period_end, draft.period_text = None, day, ""
        draft.note(TRADED)
        return True

    def _has_begun(self) -> bool:
        """Whether the period in force had begun on the publication date."""
        span = self.span()
        return span is not None and span.start is not None and span.start <= self.scope.published

    def _is_to_come(self, span: Span) -> bool:
        """未来三年: whether a span has not begun on the publication date."""
        return span.start is not None and span.start > self.scope.published

    def _over_arrival(self, draft: Draft) -> None:
        """从2012年的A增至2021年的B，增长2倍: over the years between, against the first."""
        span = self.scope.arrival
        if span is None or span.start is None or draft.period_end != span.end:
            return
        if span.start.year < span.end.year - 1:  # from last year it is an ordinary year on year
            draft.period_start, draft.base = span.start, str(span.start.year)

    def _release_period(self, draft: Draft) -> Span | None:
        """The one period of a release; else for a sentence that tells a growth what was last said of its data."""
        if self.scope.release and (draft.measure in MOVING or FLOW.search(draft.indicator)):
            return self.scope.release
        last = self.scope.last_frame
        if last is None or last.span is None or last.is_since or is_long(last) or last.span.end > self.scope.published:
            return None
        return last.span if TELLS_GROWTH.search(self.text) else None

    def _is_stale(self, draft: Draft, frame: Resolved) -> bool:
        """Whether an earlier sentence's frame no longer speaks of a stock: this sentence is about something else."""
        scope = self.scope
        same = scope.article_frame is not None and scope.article_frame.span == frame.span
        if frame.is_occasion or not scope.carried or same or scope.among or frame.span is None:
            return False
        if frame.span == scope.section.span:
            return False  # 2022年工作回顾 heads it: all of that section is of the year
        to_come = frame.span.start is None or frame.span.start > scope.published
        if frame.span.end > scope.published and to_come and not DONE.search(self.text):
            return scope.frame_local  # 到2027年，…。培育企业30家: the plan goes on
        if TELLS_GROWTH.search(self.text) or self._goes_on(draft, frame):
            return False
        if is_long(frame) and frame.span.end > scope.published:
            return True  # “十四五”期间，…。工业增加值突破40万亿元
        if draft.unit == "%":
            return scope.topic_shift and frame.span.start is not None
        counted = draft.unit in COUNTED and draft.measure is Measure.LEVEL
        return scope.topic_shift or (counted and not FLOW.search(draft.indicator))

    def _goes_on(self, draft: Draft, frame: Resolved) -> bool:
        """全国仔猪价格25元/公斤。华中地区仔猪价格27元/公斤: another of the amounts that the paragraph has dated so."""
        level = self.scope.level
        if level is None or frame.span is None or level.period_end != frame.span.end:
            return False
        return draft.unit == level.unit not in COUNTED and draft.indicator[-2:] == level.indicator[-2:]

    def _stretch(self, draft: Draft, base: Span) -> None:
        """Growth against an earlier year, or the same months of one, spans the years between."""
        end = draft.period_end
        if base.start is None or end is None or base.end.year >= end.year:
            return
        first = draft.period_start or end.replace(day=1)
        whole_year = (base.end - base.start).days > 360
        if whole_year or base.start.month == first.month:
            draft.period_start = base.start
            self.scope.long_span = Resolved(Span(base.start, end))  # 较2012年增长3.2倍，年均增长16.1%: over these years

    def set_modality(
        self, draft: Draft, clause: Clause, until: int, tail: Tail, right: str, *, named_right: bool
    ) -> None:
        """Target or forecast, by the clause's words, the sentence's, the text's, or a period that lies ahead."""
        scope = self.scope
        said = self.text[clause.start : until]
        before = NOT_TARGET.sub("##", said) if self.plans_here else said
        ahead = draft.period_end is not None and draft.period_end > scope.published
        running = ahead and self._has_begun()
        goal = GOAL.match(right) is not None
        if FULFILLED.search(said):
            return  # 完成全年目标任务的69%: how much of a plan is done
        aims = self.plans_here and TARGET.search(before) is not None
        strives = self.plans_here and STRIVES.search(before) is not None
        foretold = not strives and self._is_foretold(draft, will=aims or tail.says("target"))
        if not goal and (tail.says("forecast") or foretold or self.comes_about or BRACKETED.match(right)):
            draft.modality = Modality.FORECAST
        elif (
            aims
            or AGAIN.search(before)
            or tail.says("target")
            or scope.target
            or scope.goals
            or goal
            or (ahead and not (running and (not scope.plan or DONE.search(before))))
            or (
                scope.plan
                and named_right
                and not DONE.search(before)
                and not draft.period_text
                and draft.measure in (Measure.LEVEL, Measure.CHANGE)
            )
        ):
            draft.modality = Modality.TARGET
        if draft.modality is Modality.ACTUAL and running and self._is_mostly_to_come(draft):
            draft.modality = Modality.FORECAST
        if not INTENDS.search(before):
            self.agree_with_the_calendar(draft, scope)
        self._take_years_of_plan(draft)
        if draft.modality is not Modality.ACTUAL:
            draft.note(f"modality: {draft.modality.value}")

    def _is_mostly_to_come(self, draft: Draft) -> bool:
        """公司说，第四季出货212亿元, in October: a quarter that has hardly begun is looked forward to."""
        start, end = draft.period_start, draft.period_end
        if start is None or end is None or not QUARTER_DAYS[0] <= (end - start).days <= QUARTER_DAYS[1]:
            return False
        return "季" in draft.period_text and 2 * (self.scope.published - start).days < (end - start).days

    def _is_foretold(self, draft: Draft, *, will: bool) -> bool:
        """Whether a forecast covers the number: its clause's, its sentence's, or that of the words it leans on."""
        scope = self.scope
        leans = any(rule.startswith("subject: ") for rule in draft.trail) or draft.indicator.startswith("对")
        return scope.forecast and (self.forecast_here or leans or will or scope.foretold or scope.foretells)

    def _take_years_of_plan(self, draft: Draft) -> None:
        """An undated target is of the plan's years."""
        if draft.modality is not Modality.TARGET or draft.period_end is not None:
            return
        planned = self.scope.plan_span if self.scope.plan else None
        planned = planned or (years(self.scope.plan_year) if self.scope.plan_year else None)
        if planned:
            draft.period_start, draft.period_end = planned.start, planned.end

    @staticmethod
    def agree_with_the_calendar(draft: Draft, scope: Scope) -> None:
        """由2024年底的6430家增加到…: what was dated before the publication is no target; a year to come is no fact."""
        if draft.period_end is None or not draft.period_text:
            return
        if draft.modality is Modality.TARGET and draft.period_end < scope.published:
            draft.modality = Modality.ACTUAL
        elif draft.modality is Modality.ACTUAL and draft.period_end.year > scope.published.year:
            draft.modality = Modality.TARGET


def is_long(frame: Resolved | None) -> bool:
    """Whether a period spans more than one year."""
    span = frame.span if frame else None
    return bool(span and span.start and (span.end - span.start).days > 380)
