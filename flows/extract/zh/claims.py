"""One clause after another: its numbers singly, in lists (分别), as from-to pairs, as ranks."""

from __future__ import annotations

import datetime as dt
import itertools
import re

from flows.extract.calendar import Span, years
from flows.extract.draft import Draft
from flows.extract.mention.period.shared import Resolved, base_words, shifted
from flows.extract.mention.period.zh import resolve
from flows.extract.mention.phrase.zh import fault
from flows.extract.mention.quantity.parts_zh import UNNAMED
from flows.extract.mention.quantity.shared import Quantity, Rank
from flows.extract.zh.beside import AIMED_AT, OF_THE_BASE
from flows.extract.zh.bounds import alike, same_kind
from flows.extract.zh.clauses import MOST_NUMBERS, Clause, Slot
from flows.extract.zh.context import ASPECT, DONE, SAME_TERM
from flows.extract.zh.cues import ARRIVING, read_head, read_tail
from flows.extract.zh.dating import is_long
from flows.extract.zh.frames import data_period
from flows.extract.zh.lists import lend_classed
from flows.extract.zh.naming import HELD_BY, PARTNER, left_name, right_name
from flows.extract.zh.numbers import TURNED
from flows.extract.zh.pairing import GROUP_GAP, ListReader
from flows.extract.zh.text import PERIOD
from flows.extract.zh.whereabouts import TOGETHER_AGAIN
from warehouse.model import Measure, Modality, Qualifier, SetAside, Tier
from warehouse.values import replace
from warehouse.vocabulary.words import any_of

FROM = re.compile(
    rf"(?:从|由)(?P<period>{PERIOD}+)?(?:同期|同月|末|最初|起初|(?:成立|开通|运营|开业|投产|建设)?之?初期?|原来|原先|过去|当初)?的?"
    r"(?:约|近|接近|不足|不到|超过?)?(?:每[吨克桶度辆台人斤瓦时公千]{1,3})?$"
)
BASIS = re.compile(rf"(?:比|较|[高低快慢好]于)(?P<period>{PERIOD}+)(?P<same>同期|同月|同季)?的?(?:约|近)?$")
ARRIVAL = re.compile(
    rf"^(?:左右|以上)?(?:的(?:历史|年内|阶段性)?(?:[高低][位点]|谷底|高峰|水平))?(?:,)?(?:逐步|快速|大幅|稳步|持续|逐年|一路|跃升|迅速)?"
    rf"(?:{any_of([*ARRIVING, '变', '跃'])})?(?:了)?"
    rf"(?:到|至|为)了?(?P<period>{PERIOD}+)?(?:最[高低多])?的?(?:约|近|超过?)?$"
)
RANK_BEFORE = re.compile(
    r"(?:全球|世界|全国|亚洲|国内|国际|全省|全市|行业|居|列|排名?|名列|跻身|稳居|位|蝉联|夺得|前)[^,。;\d]{0,8}$"
)
PLACED_END = re.compile(
    "(?:持续|连续|继续|稳|位)?(?:居|列|排名?|名列)?(?:于)?(?:全球|世界|全国|国内|内地|全省|全市|亚洲)?$"
)
SHARED_OUT = re.compile(",[^,;。]{0,6}(?:分别|依次)")
LISTED_BY = ("项", "大", "类", "个", "种")
PLACES_BY = ("省", "市", "县", "州", "地", "国")
BOTH = re.compile("(?<=[^,])(?:以及|及|和|与|、)[^,及和与、]{2,8}[均都]$")
JOINED = re.compile("[、和及与]")
INSERTED = re.compile(rf"{PERIOD}+(?:为|是)(?:同比|环比)?(?:增长|下降|上涨|上升)")  # 火电增长1.7%，7月份为下降1.3%
WITHIN_YEARS = re.compile("(?:之|时间|左右)?内(?!部|容|需|外|销|资|生)")
BEHIND = re.compile("(?:过去|近|最近|短短|不到|前|这|首|头)$")
BUILDS = re.compile(
    "(?:培育|打造|建设|建成|新建|形成|引进|引育|实现|新增|达到|突破|投资|投入|改造|完成|推广|建立|布局|孵化|集聚|扶持|支持|培养|扩大|力争|计划|争取|将)"
)
UP_TO = re.compile(
    f"(?:而)?[到至]{PERIOD}+(?:底|末)?(?:时|,)?(?:已|就|则)*(?:达|增|升|扩|发展|突破|提高)"
)  # 1998年3万吨，到2018年达到9万吨
USED_UP = re.compile("(?:左右)?(?:的)?(?:时间|左右)")
MOVED = re.compile("(?P<share>占[^占]*比重|占比|份额)$|率$")


class ClauseReader(ListReader):
    """Reads the clauses of one sentence in order."""

    def read(self, clause: Clause, *, first: bool) -> list[Draft]:
        """The drafts of one clause; leaves in the scope what the next clause needs."""
        if len(clause.slots) > MOST_NUMBERS or len(clause.said) > MOST_NUMBERS:
            return []
        self.scope.first_clause = first
        self.enter(clause)
        if first and clause.slots and all(isinstance(slot.mention.what, Rank) for slot in clause.slots):
            self.scope.topic_shift = True
        drafts: list[Draft] = []
        before = (self.scope.frame, self.scope.frame_words)
        self._leave_out_counts(clause)
        at = 0
        while at < len(clause.slots):
            group = self._group(clause, at)
            drafts.extend(self._read_group(clause, group))
            at += len(group)
        lend_classed(drafts)
        if partner := PARTNER.match(self.clause_text):
            self.scope.topic, self.scope.within, self.scope.level_here = partner["who"], partner["who"], False
        elif clause.slots and not drafts:
            self.topic_before(clause)
        if not clause.slots:
            self.leave(clause, first=first)
        if INSERTED.match(self.masked, clause.start, clause.end):
            self.scope.frame, self.scope.frame_words = before
        self.close(clause)
        if clause.stop == ";":
            self.scope.foreign = ""
        return drafts

    def _leave_out_counts(self, clause: Clause) -> None:
        """失业、工伤、生育三项保险参保人数: a count of what has just been listed is no number of its own."""
        goes_on = SHARED_OUT.match(self.text, clause.end) is not None  # 甲、乙2个产业均增长，增速分别为…
        pairs = itertools.zip_longest(clause.slots, clause.slots[1:])
        for slot, after in [pair for pair in pairs if pair[1] or goes_on]:
            what = slot.mention.what
            members = (*LISTED_BY, *PLACES_BY) if after else LISTED_BY
            if not isinstance(what, Quantity) or what.unit is None or what.unit.surface not in members:
                continue
            if not 2 <= what.value <= 12:
                continue
            if after and JOINED.match(self.text, after.start - 1):
                continue  # 建材、纺织等3个产业链、8个园区: a list of counts
            again = TOGETHER_AGAIN.match(self.text, slot.start - 1) if slot.start else None  # …甲和乙，两省合计
            if again or len(JOINED.split(self.text[slot.left_start : slot.start])) == what.value:
                self.aside[slot.start] = SetAside.ENUMERATION
                clause.slots.remove(slot)
                self.masked = self.masked[: slot.start] + self.text[slot.start : slot.end] + self.masked[slot.end :]
                if after:
                    after.left_start = slot.start if again else slot.left_start

    def _group(self, clause: Clause, at: int) -> list[Slot]:
        """The slots from `at` on that form one list: A、B和C with nothing else between."""
        group = [clause.slots[at]]
        for slot in clause.slots[at + 1 :]:
            one, other = group[-1].mention.what, slot.mention.what
            if not (isinstance(one, Quantity) and isinstance(other, Quantity)) or not alike(one, other):
                break
            if not GROUP_GAP.match(self.masked[group[-1].end : slot.start]):
                break
            group.append(slot)
        return group

    def _read_group(self, clause: Clause, group: list[Slot]) -> list[Draft]:
        first = group[0]
        begins = FROM.search(self.masked, first.left_start, first.start)
        self.advance_frame(clause, begins.start() if begins else first.start)
        what = first.mention.what
        if isinstance(what, Rank):
            return self._read_rank(clause, first)
        assert isinstance(what, Quantity)
        if self.only_a_basis(first, what):
            self.aside[first.start] = SetAside.BASIS
            return []
        if ASPECT.match(self.clause_text.strip()):  # 分三大门类看: how the text goes on, no statistic
            self.aside.update((slot.start, SetAside.ENUMERATION) for slot in group)
            return []
        if what.unit and what.unit.base == "年" and len(group) == 1:
            if first is not clause.slots[-1]:
                self._span_of_years(clause, first, what)
            self._years_to_use(clause, first, what)
        special = self._read_arrival(clause, first, begins) if begins else self._read_basis(first)
        if special is None and self.counts_subject(clause, first, what):
            self.aside[first.start] = SetAside.BASIS
            return []
        if special is None and self.is_threshold(clause, first):
            special = [self._threshold(first)]
        if special is not None:
            return special
        self.advance_frame(clause, first.start)
        drafts = [draft for draft in (self.read_one(clause, slot, first) for slot in group) if draft is not None]
        if len(drafts) > 1:
            self.turn_signs(group, drafts)
        if len(drafts) == 1 and drafts[0].measure is Measure.LEVEL:
            self.scope.members = []  # the list before is over
        self.pair(clause, group, drafts)
        for draft in drafts:
            self._remember(draft)
        return drafts

    def _span_of_years(self, clause: Clause, slot: Slot, what: Quantity) -> None:
        """6年产业增量预计超过8000亿元: the years that head a clause are the period of what follows."""
        if read_head(self.masked, clause.start, slot.start).start == slot.start and 2 <= what.value <= 20:
            resolved = resolve(f"近{int(what.value)}年", self.scope.published, self.span())
            arrival = self.scope.arrival
            if resolved and arrival and arrival.start and arrival.end.year - arrival.start.year == what.value:
                resolved = replace(resolved, span=arrival)  # 从2020年的A增长到2023年的B，三年增长两倍
            if resolved is not None and not (self.scope.frame and is_long(self.scope.frame)):
                self.scope.set_frame(resolved, self.text[slot.start : slot.end])

    def _years_to_use(self, clause: Clause, slot: Slot, what: Quantity) -> None:
        """用3年时间建设200个: a plan's years, from the one it is for. 3年内培育…: from this year to the last's end."""
        within = WITHIN_YEARS.match(self.text, slot.end)
        used = USED_UP.match(self.text, slot.end) if self.text.endswith("用", 0, slot.start) else None
        if not (used or within) or not 1 < what.value <= 20:
            return
        for after in clause.slots[clause.slots.index(slot) + 1 :][:1]:
            after.left_start = max(found.end() for found in (within, used) if found)  # 3年内|培育企业500家
        first = self.scope.plan_year or self.scope.published.year
        done = DONE.search(self.clause_text) or BEHIND.search(self.text, max(0, slot.start - 4), slot.start)
        if within and (done or not (BUILDS.search(self.text, slot.end) or self.scope.target)):
            return
        span = years(first, first + int(what.value) - (within is None))
        plan = self.scope.plan_span
        if plan and plan.start and plan.end.year - plan.start.year + 1 == what.value:
            span = plan  # 方案(2025-2027年)…。三年内: the plan's own years
        resolved = Resolved(span, year_said=True)
        self.scope.target = not done
        self.scope.set_frame(resolved, self.text[slot.start : slot.end])

    # -- from A to B, compared with A, over A

    def _read_arrival(self, clause: Clause, slot: Slot, begins: re.Match[str]) -> list[Draft] | None:
        """从A增长到B: two values, the first of the period it starts from, the second of the one it arrives in."""
        index = clause.slots.index(slot)
        other = clause.slots[index + 1] if index + 1 < len(clause.slots) else None
        arrives = ARRIVAL.match(self.masked[slot.end : other.start]) if other else None
        if other is None or arrives is None or not isinstance(other.mention.what, Quantity):
            return None
        frame = self.scope.frame
        drafts: list[Draft] = []
        for number, words, offset in ((slot, begins, 0), (other, arrives, slot.end)):
            draft = self.read_one(clause, number, slot, subject_end=begins.start())
            if draft is None:
                return None
            bounds = (offset + words.start("period"), offset + words.end("period")) if words["period"] else None
            self._period_of_end(clause, draft, bounds, first=number is slot)
            if bounds is None and not self.scope.arrivals and frame and frame.span and frame.span.start:
                self._ends_of_frame(draft, first=number is slot)
            self.agree_with_the_calendar(draft, self.scope)
            if number is slot and not (draft.period_end and draft.period_end > self.scope.published):
                draft.modality = Modality.ACTUAL  # 预计由2020年的…提高到…: where it starts from is known
            draft.note("from A to B: two values")
            drafts.append(draft)
        self._from_the_day_before(drafts, frame)
        self._span_of_arrival(drafts)
        clause.slots.remove(other)
        slot.right_end = other.right_end
        if index + 1 < len(clause.slots):
            clause.slots[index + 1].left_start = other.end
        self._remember(drafts[-1])  # what follows speaks of where it arrived
        return drafts

    @staticmethod
    def _from_the_day_before(drafts: list[Draft], frame: Resolved | None) -> None:
        """由2017年底的A提升至B, where 2018 is told of: B is of the year that began there."""
        span, first = frame.span if frame else None, drafts[0].period_end
        if span and span.start and first and drafts[-1].period_end is None and first + dt.timedelta(1) == span.start:
            drafts[-1].period_start, drafts[-1].period_end = span.start, span.end

    def _span_of_arrival(self, drafts: list[Draft]) -> None:
        """从2020年的A增长至2024年的B，年均增长…: the average is over the years between."""
        first, last = drafts[0].period_end, drafts[-1].period_end
        if drafts[0].indicator != drafts[-1].indicator or drafts[0].unit != drafts[-1].unit:
            return
        if first and last and first.year < last.year:
            self.scope.long_span = Resolved(years(first.year, last.year))
            self.scope.arrival = Span(drafts[0].period_start or first, last)

    def _period_of_end(self, clause: Clause, draft: Draft, bounds: tuple[int, int] | None, *, first: bool) -> None:
        """The period printed at one end of a from-to pair, or the one the sentence's last pair had there."""
        resolved = self.scope.arrivals.get(first)
        if bounds is not None:
            clause.periods = [p for p in clause.periods if not bounds[0] <= p.start < bounds[1]]
            same = self.text.startswith(SAME_TERM, bounds[1])  # 由去年同期的A上升到B: the term last told, a year ago
            span = self.told_span() if same else self.span()
            resolved = data_period(self.text, self.masked, clause, *bounds, self.scope.published, span)
            if resolved and resolved.span:
                draft.period_text = self.text[bounds[0] : bounds[1]]
                self.scope.arrivals[first] = resolved
                if not first:
                    self.scope.set_frame(resolved, draft.period_text)
            elif resolved:  # 发展到现在的3000多家
                draft.period_start = draft.period_end = None
        if resolved and resolved.span:
            draft.period_start, draft.period_end = resolved.span.start, resolved.span.end

    def _ends_of_frame(self, draft: Draft, *, first: bool) -> None:
        """2020年至2024年，…从A增长到B: A is the first year's, B the last's."""
        span = self.span()
        if span is None or span.start is None or span.start.year == span.end.year:
            return
        if self.scope.frame and self.scope.frame.span_years:  # 五年来，…由1.9%提高到2.3%: from before them until now
            before = years(span.start.year - 1)
            draft.period_start, draft.period_end = (before.start, before.end) if first else (None, None)
            return
        year = span.start.year if first else span.end.year
        draft.period_start = span.start.replace(year=year, month=1, day=1)
        draft.period_end = span.end.replace(year=year, month=12, day=31)

    def _read_basis(self, slot: Slot) -> list[Draft] | None:
        """比2010年的1.034吨下降16%: the number compared with is a level of its own year."""
        found = BASIS.search(self.masked, slot.left_start, slot.start)
        draft = self.draft(slot)
        parents = (self.scope.level, self.scope.rate)
        parent = next((told for told in parents if told and same_kind(told.unit, draft.unit)), None)
        if found is None or parent is None:
            return None
        words = self.text[found.start("period") : found.end("period")]
        told = self.told_span()
        resolved = resolve(words, self.scope.published, told)
        if found["same"] and told and resolved and resolved.span:
            resolved = replace(resolved, span=shifted(told, resolved.span.end.year))
        draft.indicator, draft.breakdown, draft.measure = parent.indicator, parent.breakdown, parent.measure
        draft.ref_area = parent.ref_area
        if resolved and resolved.span:
            draft.period_start, draft.period_end, draft.period_text = resolved.span.start, resolved.span.end, words
            a_year_ago = told is not None and resolved.span == shifted(told, told.end.year - 1)
            self.scope.base = "yoy" if a_year_ago else base_words(resolved.span)
        draft.note("the value compared with")
        return [draft]

    def _threshold(self, slot: Slot) -> Draft:
        draft = self.draft(slot)
        name, _ = right_name(self.text, self.masked, slot.end, slot.right_end)
        draft.indicator = name.indicator if name else ""
        draft.qualifier = Qualifier.LT if "以下" in self.masked[slot.end : slot.end + 3] else Qualifier.GT
        draft.tier = Tier.MAY
        draft.ref_area = self.scope.place
        self.set_period(draft)
        draft.note("a class's limit")
        return draft

    def _read_rank(self, clause: Clause, slot: Slot) -> list[Draft]:
        """全球第一, 居首位: a place in an order, of weak value. 第十四届 is an ordinal."""
        what = slot.mention.what
        assert isinstance(what, Rank)
        self.advance_frame(clause, slot.start)
        words = self.text[slot.start : slot.end]
        before = self.text[max(clause.start, slot.start - 12) : slot.start]
        placed = words in ("首位", "榜首") or RANK_BEFORE.search(before)
        if not what.value or not placed:
            self.aside[slot.start] = SetAside.ORDINAL
            return []
        base = self.sentence.start
        draft = Draft(base + slot.start, base + slot.end, what.value, "位", measure=Measure.RANK, tier=Tier.MAY)
        tail = read_tail(self.masked[slot.left_start : slot.start])
        named = left_name(self.text, self.masked, slot.left_start, slot.left_start + tail.end, self.places)
        parent = self.scope.level or self.scope.rate
        own = PLACED_END.sub("", named.indicator)
        both = BOTH.search(own)  # 占比及增速均居首位: two figures, none of which is spoken of alone
        own = own.rstrip("均都") if both else own
        own = "" if own.endswith(("中", "里")) or fault(own) else own  # 在全省14个市州中排名第2位
        if held := HELD_BY.match(self.masked, slot.end):
            own = held["who"] or held["named"]
        draft.indicator = own or (parent.indicator if parent else self.scope.topic)
        if partner := self.partner(slot.left_start, slot.start, named):
            draft.breakdown, named, self.scope.foreign = partner, replace(named, foreign=""), ""
        self.place_of(draft, slot.left_start, slot.start, named)
        self.set_period(draft)
        draft.note("rank")
        topic = self.scope.topic
        self._remember(draft)
        self.scope.topic = topic if both else self.scope.topic
        return [draft]

    def _remember(self, draft: Draft) -> None:
        """The next clause's growth, share or points take their name from here."""
        scope = self.scope
        if AIMED_AT in draft.trail or OF_THE_BASE in draft.trail:
            return
        scope.last = draft
        scope.areas.append(draft.ref_area)
        if draft.measure in (Measure.DURATION, Measure.RANK):
            scope.topic = re.sub("(?:已|已经)?连续$", "", draft.indicator) or scope.topic
            return
        if draft.tier is Tier.MAY:
            scope.counted = draft
            named = re.split("位于|位居|居|排名", draft.indicator)[0]
            fresh = UNNAMED in draft.trail and named  # 提升一批特色集群，产值超千亿元的2个
            scope.topic = named if fresh else scope.topic or named
            return
        if draft.measure in (Measure.LEVEL, Measure.CHANGE):
            if UP_TO.match(self.masked, self.clause_start) and scope.level and scope.level_here:
                self._span_of_arrival([scope.level, draft])
            scope.level = draft
            scope.price = draft if "/" in draft.unit and draft.measure is Measure.LEVEL else scope.price
            if draft.measure is Measure.CHANGE:
                bare = re.sub("^(?:新增|净增|增加|减少)(?![值额量])", "", draft.indicator)
                scope.level = replace(draft, indicator=bare or draft.indicator)
            scope.amounts.append(scope.level)
            scope.rate = None
            scope.level_here, scope.frame_after_level = True, False
        elif draft.measure in (Measure.SHARE, Measure.RATIO, Measure.GROWTH, Measure.GROWTH_AVG, Measure.MULTIPLE):
            scope.rate = draft
            scope.rates.append(draft)
            renamed = (
                draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG, Measure.MULTIPLE)
                and scope.level
                and draft.indicator != scope.level.indicator
            )
            if scope.level is None or renamed or not scope.level_here:
                scope.level = draft
                scope.level_here, scope.frame_after_level = True, False
        elif draft.measure is Measure.CHANGE_PP and (told := MOVED.search(draft.indicator)):
            # 占全省比重提高2.9个百分点，达到74.1%: the second is that share itself
            scope.rate = replace(draft, measure=Measure.SHARE if told["share"] else Measure.RATIO)
        if TURNED in draft.trail:
            scope.frame_after_level = True  # 由上月…转为增长3.4%: the next is the frame's again
        scope.topic, scope.next_in_row = "", False
