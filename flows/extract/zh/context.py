"""What a sentence's clauses hand on while they are read: period, place, topic, plan or forecast."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.extract.calendar import Span, years
from flows.extract.draft import Draft
from flows.extract.zh.clauses import Clause
from flows.extract.zh.compare import COMPARED, Compared, find_comparison
from flows.extract.zh.cues import PLAN, VERB, Tail, alternatives, pieces, read_head
from flows.extract.zh.frames import data_period
from flows.extract.zh.naming import Name, topic_of
from flows.extract.zh.occasions import STANDING, named, under_programme
from flows.extract.zh.periods import Resolved, resolve
from flows.extract.zh.scope import Scope
from warehouse.model import Measure, Modality, Sentence, SetAside
from warehouse.vocabulary.places import PlaceMention, canonical, find_places
from warehouse.vocabulary.units import units

TARGET = re.compile(
    rf"{alternatives(PLAN['target'])}|(?<![重主需只必纲摘])要(?=在|达|建|实|完|新|培|打|推|扩|提|下降|控制|力|超|基本|全)"
    rf"|将(?={alternatives(PLAN['will'])})"
)
NOT_TARGET = re.compile(pieces("no_target"))
FORECAST = re.compile(rf"(?:{alternatives(PLAN['forecast'])})(?!目标|指数|性|寿命|管理)")
CERTAIN = re.compile(pieces("certain"))
PASSED = re.compile("(?:突破|达到|超过|增长|下降|实现|完成)了")
DONE = re.compile(pieces("done"))
ASPECT = re.compile(
    r"^(?:在)?[^,]{1,16}方面$|^[从分按][^,]{1,16}(?:看|来看|划分)$|^从[^,]{1,16}(?:看|来看)$|^看[^,]{1,8}$|^按[^,]{1,16}分(?:组|类)?$"
)
CUMULATIVE = re.compile("累计(?!至)")
WITHIN = re.compile(r"^(?:在)?(?P<what>.{2,40}?)(?:中|里|后|当中)$", re.S)
PLAN_YEAR = re.compile(
    r"(?P<year>\d{4}|明|今)年(?:要|将|的?(?:重点)?(?:工作|任务|目标))|(?:会议|通知|方案|意见|规划|纲要|指南|计划)》?(?:强调|提出|要求|明确|指出)"
)
AGAIN = re.compile("再(?:新建|建|培育|打造|创建|认定|布局)")
GOAL = re.compile("(?:以上|左右)?的?目标")
PAST = re.compile(pieces("past"))
NOT_HERE = re.compile("(?:与|对|和|从|至|到|赴|驻|距|位于|及|跨|往|向|自)$")
HERE = re.compile("(?:在|经|据|为|使|让|,|;|:|。|是)$")
STRIVES = re.compile("力争|争取|目标|计划|规划|确保|努力|拟")
TELLS_GROWTH = re.compile(
    "同比|环比|(?:比|较)上[年月]|(?:增长|下降|上涨|下跌|增加|减少|增|降)(?:了|约|近|超)?\\d[\\d.,]*%"
)
SAME_DAY = ("当天", "当日")
SAME_PERIOD = ("同期", "本旬", "本周")
FOREIGN = ("country", "country_group")
OTHER_EDITION = re.compile("第[一二三四五六七八九十百\\d]{1,4}届|下届|下一届|目前|今年")
MOVING = (Measure.GROWTH, Measure.CHANGE, Measure.CHANGE_PP, Measure.SHARE, Measure.MULTIPLE)
FLOW = re.compile(rf"^[新再]|{alternatives(VERB['flow'])}")
TITLED_YEAR = re.compile(r"《(?P<year>\d{4})年?[^》]{0,16}(?:指数|排名|排行|榜|报告|白皮书|蓝皮书)")
COUNTED = {unit.base for unit in units().values() if unit.kind in ("count", "power", "area", "length")}
ONCE_BUILT = re.compile("(?:建成|投产|达产|完工|投运|投用|投入使用|投入运营)(?:后|可),?(?!的|已|,?累计)")
FULFILLED = re.compile("(?:完成|达到|占)[^,;]*(?:任务|目标|计划)[数量]?的?(?:约|近|超过?)?$")
IT_SAYS = re.compile("^(?:其中|并)?(?:提出|明确|提到)$")
PLAN_YEARS = re.compile(r"(?:方案|规划|计划|意见|纲要|行动)\((?P<first>\d{4})-(?P<last>\d{4})年?\)")
GOALS = re.compile("(?:预期|主要|总体|发展|工作)?目标(?:任务)?(?:是|为|包括|有)?$")
BY_PLAN = re.compile("根据[^,]{0,40}(?:方案|规划|计划|纲要|意见)》?")


class Context:
    """The sentence under the eye with its scope; `aside` tells why a quantity became no claim, by its offset."""

    def __init__(self, text: str, masked: str, sentence: Sentence, scope: Scope) -> None:
        """`text` even, `masked` with its mentions masked, both as long as the sentence."""
        self.text = text
        self.masked = masked
        self.sentence = sentence
        self.scope = scope
        self.aside: dict[int, SetAside] = {}
        self.clause_text = ""
        self.span_before: Span | None = None  # the period in force where the clause begins
        self.forecast_here = False
        self.aside_frame: tuple[Resolved | None, str] | None = None  # what holds again after 上年同期
        self._places: list[PlaceMention] | None = None

    def span(self) -> Span | None:
        """The days of the period in force."""
        return self.scope.frame.span if self.scope.frame else None

    def enter(self, clause: Clause) -> None:
        """What a clause's own words say before its numbers are read."""
        text = self.clause_text = self.text[clause.start : clause.end]
        self.span_before = self.span()
        scope = self.scope
        if scope.occasions and not clause.periods and (occasion := named(scope.occasions, text)):
            scope.set_frame(Resolved(occasion.span, is_occasion=True), occasion.words)
        elif scope.frame and scope.frame.is_occasion and OTHER_EDITION.search(text):
            scope.frame = scope.article_frame
        if not clause.periods and CUMULATIVE.search(text):
            scope.end_month_aside()
        elif not clause.periods and "当月" in text:
            scope.begin_month_aside()
        scope.among = scope.among or text.lstrip().startswith("其中")
        if ASPECT.match(text.strip()) and text.endswith("方面"):
            scope.frame, scope.frame_words = scope.article_frame, ""
        self.forecast_here = bool(FORECAST.search(text))
        if self.forecast_here:
            scope.foretold = scope.foretold or not clause.slots  # 某机构预测，…: what follows is its forecast
            scope.forecast = True
        elif CERTAIN.search(text) or PASSED.search(text):
            scope.forecast = False
        scope.goals = scope.goals or (clause.stop == ":" and GOALS.search(text.strip()) is not None)
        self._enter_plan(text)
        if (titled := TITLED_YEAR.search(text)) and scope.frame is None:
            scope.set_frame(Resolved(years(int(titled["year"])), year_said=True), titled.group())
        if (ONCE_BUILT.search(text) and not DONE.search(text)) or (
            TARGET.search(NOT_TARGET.sub("##", text)) and not DONE.search(text)
        ):
            scope.target = True
        elif DONE.search(text) or clause.stop == ";":
            scope.target = False

    def _enter_plan(self, text: str) -> None:
        """Whether the text lays out a plan from here on, and for which years."""
        scope = self.scope
        if said := PLAN_YEARS.search(text):
            first, last = int(said["first"]), int(said["last"])
            if scope.published.year <= last < 2200 and 1900 < first <= last:
                scope.plan_span = years(first, last)
        if found := PLAN_YEAR.search(text):
            scope.plan = True
            if found["year"]:
                offset = {"明": 1, "今": 0}.get(found["year"])
                scope.plan_year = scope.published.year + offset if offset is not None else int(found["year"])
        elif BY_PLAN.search(text) or IT_SAYS.search(text):
            scope.plan = True
        elif PAST.search(text):
            scope.plan = False

    def _year_holds(self) -> bool:
        """Whether the frame's year serves words without one: it was said, and the sentence looks not ahead."""
        return self.scope.frame is not None and self.scope.frame.year_said and not self.scope.forecast

    def close(self, clause: Clause) -> None:
        """The clause's end: what was said of it alone holds no longer."""
        if self.aside_frame is not None:
            self.scope.frame, self.scope.frame_words = self.aside_frame
            self.aside_frame = None
        if clause.stop == ";":
            self.scope.forecast = self.scope.target = False

    def leave(self, clause: Clause, *, first: bool) -> None:
        """A clause without numbers: its period, place, base of comparison and topic stay for the next."""
        scope = self.scope
        lead = read_head(self.masked, clause.start, clause.end).start
        if (
            scope.frame is not None and not scope.carried
        ):  # 扭转1-7月下降的趋势: a period within a phrase changes nothing
            clause.periods = [p for p in clause.periods if p.start <= lead]
        self.advance_frame(clause, clause.end + 1)
        self.advance_place(clause.start, clause.end, head_only=True)
        words = self.text[clause.start : clause.end].strip()
        if "相比" in words and COMPARED.search(self.masked, clause.start, min(clause.end + 1, len(self.masked))):
            found = find_comparison(self.masked, self.text, clause.start, clause.end + 1, scope.published, self.span())
            scope.base = found.base if found else None
            return
        if re.search("增速|增幅|降幅", words):
            scope.speaks_of_rate = True
        if (within := WITHIN.match(words)) and (
            words.startswith("在") or (words.endswith(("后", "中")) and not ONCE_BUILT.search(words))
        ):
            scope.within = re.sub("^(?:在)?(?:我国|全国|中国)?", "", within["what"])
        if ASPECT.match(words):
            return
        if topic := topic_of(self.text, self.masked, clause.start, clause.end):
            scope.topic = topic
            scope.topic_shift = scope.topic_shift or (first and "其中" not in words)

    def advance_frame(self, clause: Clause, until: int) -> None:
        """Takes up every period of the clause that stands before `until` and speaks of the data."""
        while clause.periods and clause.periods[0].start < until:
            mention = clause.periods.pop(0)
            words = self.text[mention.start : mention.end]
            if words in SAME_PERIOD:
                resolved = self.scope.last_frame
            elif words in SAME_DAY:
                resolved = self.scope.last_day
            else:
                place = (mention.start, mention.end)
                said = self.span() if words.startswith(("上", "当", "同")) or self._year_holds() else None
                ahead = self.scope.forecast or self.scope.target
                said = self.span() if self.text.startswith("平均", mention.end) else said
                resolved = data_period(self.text, self.masked, clause, *place, self.scope.published, said, ahead=ahead)
                if said and resolved and resolved.span and resolved.span.end.year == said.end.year:
                    resolved = replace(resolved, year_said=True)  # 2021年…。一季度、上半年、全年: all of 2021
                if resolved is not None and resolved.span_years and self.text.startswith("平均", mention.end):
                    self.scope.long_span = resolved  # 两年平均增长4.4%: of this number only
                    continue
                if resolved is None and (day := resolve(words, self.scope.published, said)) and day.is_day:
                    self.scope.last_day = day  # of the report; 当天 speaks of it
            if resolved is not None and resolved.is_reference:  # 上年同期为下降2.1%: of these numbers only
                self.aside_frame = self.aside_frame or (self.scope.frame, self.scope.frame_words)
                self.scope.frame, self.scope.frame_words = resolved, words
                self.scope.frame_after_level = True
            elif resolved is not None:
                self.scope.set_frame(resolved, words)

    def places(self) -> list[PlaceMention]:
        """The places of the sentence, found once."""
        if self._places is None:
            self._places = find_places(self.text)
        return self._places

    def advance_place(self, start: int, end: int, *, head_only: bool = False) -> None:
        """The scope's place becomes a place that heads `start:end` or stands where something happens (在…, 经…)."""
        inside = [p for p in self.places() if start <= p.start and p.end <= end]
        head, settled = read_head(self.masked, start, end), -1
        lead = head.start
        if head.local and not head.national:
            self.scope.go_to(self.scope.here.means(head.local, self.scope.place))
        for number, place in enumerate(inside):
            before = self.text[max(0, place.start - 2) : place.start]
            foreign = place.kind in FOREIGN and place.ref_area not in ("CN", "WORLD")
            if place.kind == "organisation" or foreign or NOT_HERE.search(before) or place.ref_area == "WORLD":
                continue
            if place.ref_area == "CN" and place.end > lead:
                continue
            within = (
                number > 0 and settled == inside[number - 1].end == place.start
            )  # 广西柳州: the city in its province
            if not (within or place.start <= lead + 1 or (HERE.search(before) and not head_only)):
                continue
            if self._is_listed(inside, number):
                continue
            self.scope.go_to(self.written(place))
            settled = place.end

    def _is_listed(self, inside: list[PlaceMention], number: int) -> bool:
        """Whether the place is one of an enumeration (江苏、北京、福建), which is no single place."""
        place = inside[number]
        for other in inside[max(0, number - 1) : number + 2]:
            first, second = sorted((place, other), key=lambda p: p.start)
            alike = (other.kind in FOREIGN) == (place.kind in FOREIGN)
            if other is not place and alike and re.fullmatch("[、和及与]", self.text[first.end : second.start]):
                return True
        return False

    def written(self, place: PlaceMention) -> str:
        """The place's code, or its name as the article first wrote it (深圳市 after 深圳 stays 深圳)."""
        if place.ref_area == "CN" or place.ref_area.startswith("CN-"):
            return place.ref_area
        name = (
            self.sentence.text[place.start : place.end]
            if place.ref_area == self.text[place.start : place.end]
            else place.ref_area
        )
        return self.scope.names.setdefault(canonical(place.ref_area), name)

    def place_of(self, draft: Draft, start: int, end: int, named: Name) -> None:
        """The draft's place: what stands before its number, else the scope's."""
        self.advance_place(start, end)
        head = named.head
        if head and head.national:
            self.scope.place = "CN"
        elif head and head.local:
            self.scope.go_to(self.scope.here.means(head.local, self.scope.place))
        if self.scope.members and "合计" in self.text[start:end] and start > 0:
            draft.ref_area = "、".join(dict.fromkeys(area for _, area in self.scope.members))
            return
        if named.foreign or self.scope.place != "CN" or (head and (head.national or head.world)):
            self.scope.foreign = named.foreign
        draft.ref_area = "WORLD" if head and head.world else self.scope.foreign or self.scope.place

    def set_period(self, draft: Draft, compared: Compared | None = None) -> None:
        """The frame's period; a stock within a span of years is told as of the publication."""
        scope = self.scope
        frame = scope.frame
        stock = draft.measure in (Measure.LEVEL, Measure.SHARE, Measure.RATIO, Measure.RANK)
        if draft.measure in (Measure.GROWTH_AVG, Measure.CHANGE_AVG) and scope.long_span and not is_long(frame):
            frame = scope.long_span
        follows = draft.measure in (Measure.GROWTH, Measure.CHANGE_PP, Measure.MULTIPLE) and "taken over" in " ".join(
            draft.trail
        )
        if follows and scope.level_here and not scope.frame_after_level and scope.level is not None:
            draft.period_start, draft.period_end = scope.level.period_start, scope.level.period_end
            draft.period_text = scope.level.period_text
        elif frame is None and (occasion := under_programme(scope.occasions, self.clause_text, self.text)):
            draft.period_start, draft.period_end = occasion.span.start, occasion.span.end
            draft.note("period: the action plan's")
        elif frame is None and (main := self._release_period(draft)):
            draft.period_start, draft.period_end = main.start, main.end
            draft.note("period: the release's")
        elif frame is None or frame.span is None or (frame.span_years and stock):
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
        if compared and compared.span and draft.measure in (Measure.GROWTH, Measure.MULTIPLE, Measure.CHANGE):
            self._stretch(draft, compared.span)

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
        to_come = frame.span.start is None or frame.span.start > scope.published
        if frame.span.end > scope.published and to_come and not DONE.search(self.text):
            return False  # 到2027年，…。培育企业30家: the plan goes on
        if TELLS_GROWTH.search(self.text):
            return False
        if is_long(frame) and frame.span.end > scope.published:
            return True  # “十四五”期间，…。工业增加值突破40万亿元
        if draft.unit == "%":
            return scope.topic_shift and frame.span.start is not None
        counted = draft.unit in COUNTED and draft.measure is Measure.LEVEL
        return scope.topic_shift or (counted and not FLOW.search(draft.indicator))

    @staticmethod
    def _stretch(draft: Draft, base: Span) -> None:
        """Growth against an earlier year spans the years between."""
        whole_year = base.start is not None and (base.end - base.start).days > 360
        if whole_year and draft.period_start and base.end.year < draft.period_start.year:
            draft.period_start = draft.period_start.replace(year=base.end.year, month=1, day=1)

    def set_modality(
        self, draft: Draft, clause: Clause, until: int, tail: Tail, right: str, *, named_right: bool
    ) -> None:
        """Target or forecast, by the clause's words, the sentence's, the text's, or a period that lies ahead."""
        scope = self.scope
        before = NOT_TARGET.sub("##", self.text[clause.start : until])
        ahead = draft.period_end is not None and draft.period_end > scope.published
        frame = scope.frame.span if scope.frame else None
        running = ahead and frame is not None and frame.start is not None and frame.start <= scope.published
        leans = any(rule.startswith("subject: ") for rule in draft.trail) or draft.indicator.startswith("对")
        goal = GOAL.match(right) is not None
        if FULFILLED.search(self.text[clause.start : until]):
            return  # 完成全年目标任务的69%: how much of a plan is done
        will = not STRIVES.search(before) and (TARGET.search(before) is not None or tail.says("target"))
        foretold = (
            scope.forecast and not STRIVES.search(before) and (self.forecast_here or leans or will or scope.foretold)
        )
        if not goal and (tail.says("forecast") or foretold):
            draft.modality = Modality.FORECAST
        elif (
            TARGET.search(before)
            or AGAIN.search(before)
            or tail.says("target")
            or scope.target
            or scope.goals
            or GOAL.match(right)
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
        self.agree_with_the_calendar(draft, scope)
        if draft.modality is Modality.TARGET and draft.period_end is None:
            self._take_years_of_plan(draft)
        if draft.modality is not Modality.ACTUAL:
            draft.note(f"modality: {draft.modality.value}")

    def _take_years_of_plan(self, draft: Draft) -> None:
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
