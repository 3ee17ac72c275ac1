"""One clause after another: each number gets its subject, measure, sign, period, place, modality."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from flows.extract.draft import Draft
from flows.extract.zh.clauses import Clause, Slot
from flows.extract.zh.compare import COMPARED, Compared, find_comparison
from flows.extract.zh.cues import PLAN, Tail, alternatives, read_tail
from flows.extract.zh.frames import NATIONWIDE, data_period
from flows.extract.zh.measures import Facts, choose
from flows.extract.zh.naming import (
    INDEX_END,
    Name,
    action_before,
    is_relational,
    left_name,
    right_name,
    topic_of,
)
from flows.extract.zh.pairing import distribute, split_members
from flows.extract.zh.periods import Resolved
from flows.extract.zh.scan import Quantity, Rank
from flows.extract.zh.scope import Scope
from flows.extract.zh.text import PERIOD, QUANTITY
from warehouse.model import Measure, Modality, Qualifier, Sentence, SetAside, Tier
from warehouse.vocabulary.places import PlaceMention, find_places
from warehouse.vocabulary.units import Unit, units

GROUP_GAP = re.compile(r"\s*(?:以上|左右)?\s*(?:、|和|及|以及|与|,)\s*(?:约|近|超)?\s*$")
FROM = re.compile(rf"(?:从|由)(?P<period>{PERIOD}+)?的?(?:约|近|不足|不到|超过?)?$")
BASIS = re.compile(rf"(?:比|较)(?P<period>{PERIOD}+)的?(?:约|近)?$")
ARRIVAL = re.compile(
    rf"^(?:左右|以上)?(?:,)?(?:逐步|快速|大幅|稳步|持续|逐年|一路|跃升|迅速)?(?:增长|增加|提高|提升|上升|扩大|下降|降低|减少|升|增|降|缩减|缩小|发展|跃升|攀升|回升|回落|拓展|变为|上涨|跌)?(?:了)?(?:到|至|为)了?(?P<period>{PERIOD}+)?的?(?:约|近|超过?)?$"
)
PART_OF = re.compile(r"占(?P<whole>[^占]*?)的?(?:比重|比例|份额|比)?(?:合计|约|分别|已|也|均)*$")
IN_WHOLE = re.compile(r"在(?P<whole>[^在]{2,30}?)(?:中|里)(?:的)?占(?:比)?$")
CONTRIBUTES = re.compile(r"(?P<who>.*?)(?:拉动|带动|推动|贡献|影响)(?P<what>[^拉带]{0,24}?)(?:增长|提高|上升|回升|上涨|回落|下降)?(?:了|约)?$", re.S)
OTHER = re.compile(r"(?:高于|高出|快于|低于|慢于|高过)(?P<other>[^,]*)$|比(?P<than>[^,\ue001]{1,16}?)(?:高|低|快|慢|多|少)(?:出|了)?$")
THRESHOLD = re.compile(r"^(?:元)?(?:及)?(?:以上|以下|以内)(?:的)?")
RANK_BEFORE = re.compile(r"(?:全球|世界|全国|亚洲|国内|国际|全省|全市|行业|居|列|排名?|名列|跻身|稳居|位|蝉联|夺得|前)[^,。;\d]{0,8}$")
RANK_AFTER = re.compile("大|位|名|,|。|;|、|和|$|的|经济|产业|制造|研发|出口|进口|市场|消费|贸易|阵营|梯队")
ORDINAL_AFTER = re.compile("届|次|批|期|轮|章|条|款|号|项|场|站|集|版|代|个|家|季|产业|方|者|天|年|时间|一|步|阶段|支柱|生产力|书记|人民|医院|中学|小学|大道|机床|现场|手|线|视角|课|部|台|座|艘|架|只|例|枚|颗|列|笔|单|张|口")
RANK_WORDS = re.compile("^(?:首位|榜首|前)")
TARGET = re.compile(rf"(?:{alternatives(PLAN['target'])})")
NOT_TARGET = re.compile("将近|将军|重要|主要|必要|需要|只要|要素|要求|要闻|要点|要客|纲要|摘要|简要|概要|目标任务|主要目标|规划面积|规划总|规划用地|规划许可|规划纲要|计划生育")
FORECAST = re.compile(rf"(?:{alternatives(PLAN['forecast'])})(?!目标)")
DONE = re.compile("(?:已|了|累计|共|建成了|实现了|达到了|同比|环比|增长了)")
NEGATIVE = re.compile("下降|减少|降低|回落|缩小|收窄|压减|缩减|下滑|下跌|放缓|跌|降|减|缩短|压缩|慢|低")
UNIT_FROM_NAME: tuple[tuple[str, str], ...] = (
    ("用户", "户"), ("人数", "人"), ("人口", "人"), ("企业", "家"), ("机构", "家"), ("户数", "户"), ("主体", "户"), ("专利", "件"), ("网民", "人"), ("下载量", "次"),
)
ACTIVITY_WORDS = re.compile("任务|措施|政策|部分|方面|行动|内容|条款|举措|原则|要求|工作$|工程$|环节|维度|领域$")
ASPECT = re.compile(r"^在?(?P<what>[^,]{1,16})方面$|^从[^,]{1,16}(?:看|来看)$|^看[^,]{1,8}$")
WITHIN = re.compile(r"^(?:在)?(?P<what>.{2,40}?)(?:中|里|后|当中)$", re.S)
SEMICOLON = ";"


class ClauseReader:
    """Reads the clauses of one sentence in order. `aside` tells why a quantity became no claim, by its offset."""

    def __init__(self, text: str, masked: str, sentence: Sentence, scope: Scope) -> None:
        self.text = text
        self.masked = masked
        self.sentence = sentence
        self.scope = scope
        self.aside: dict[int, SetAside] = {}
        self._places: list[PlaceMention] | None = None

    def read(self, clause: Clause) -> list[Draft]:
        """The drafts of one clause, in order; leaves in the scope what the next clause needs."""
        self._enter(clause)
        drafts: list[Draft] = []
        at = 0
        while at < len(clause.slots):
            group = self._group(clause, at)
            drafts.extend(self._read_group(clause, group))
            at += len(group)
        if not clause.slots:
            self._pass(clause)
        if clause.stop == SEMICOLON:
            self.scope.forecast = False
        return drafts

    # -- what a clause says for all its numbers

    def _enter(self, clause: Clause) -> None:
        text = self.text[clause.start : clause.end]
        if ASPECT.match(text.strip()):
            self.scope.frame = self.scope.article_frame
            self.scope.frame_words = ""
        if FORECAST.search(text):
            self.scope.forecast = True
        if re.search("已|实际|完成", text) and not FORECAST.search(text):
            self.scope.forecast = False
        if re.search(r"\d{4}年要|目标任务|(?:方案|规划|计划|意见|纲要|指南|工作报告|会议|通知)》?(?:明确|提出|要求|强调|部署)|下一步|今后|明年要|力争", text):
            self.scope.plan = True

    def _pass(self, clause: Clause) -> None:
        """A clause without numbers: its period, its place, its base of comparison, its topic stay for the next."""
        self._advance_frame(clause, clause.end + 1)
        self._advance_place(clause.start, clause.end, head_only=True)
        masked = self.masked[clause.start : min(clause.end + 1, len(self.masked))]
        compared = COMPARED.search(masked)
        if compared and compared.end() >= len(masked.rstrip(",")) and "相比" in self.text[clause.start : clause.end]:
            found = find_comparison(self.masked, self.text, clause.start, clause.end + 1, self.scope.published, self._span())
            self.scope.base = found.base if found else None
            return
        words = self.text[clause.start : clause.end].strip()
        if found_within := WITHIN.match(words):
            if words.startswith("在") or words.endswith(("后", "中")):
                self.scope.within = re.sub("^(?:在)?(?:我国|全国|中国)?", "", found_within["what"])
        topic = topic_of(self.text, self.masked, clause.start, clause.end)
        if topic:
            self.scope.topic = topic

    def _span(self):  # type: ignore[no-untyped-def]
        return self.scope.frame.span if self.scope.frame else None

    def _advance_frame(self, clause: Clause, until: int) -> None:
        """Takes up every period of the clause that stands before `until` and speaks of the data."""
        while clause.periods and clause.periods[0].start < until:
            mention = clause.periods.pop(0)
            resolved = data_period(
                self.text, self.masked, clause, mention.start, mention.end, self.scope.published, self._span()
            )
            if resolved is None:
                continue
            self.scope.frame = resolved
            self.scope.frame_words = self.text[mention.start : mention.end]
            if resolved.is_since or (resolved.span and resolved.span.start and (resolved.span.end - resolved.span.start).days > 380):
                self.scope.long_span = resolved

    def _advance_place(self, start: int, end: int, *, head_only: bool = False) -> list[PlaceMention]:
        """The places in `start:end`; the scope's place becomes the last local one that is no partner or organisation."""
        inside = [p for p in self._all_places() if start <= p.start and p.end <= end]
        for place in inside:
            before = self.text[max(0, place.start - 1) : place.start]
            if place.kind in ("country", "country_group") and place.ref_area != "CN":
                continue
            if place.ref_area == "WORLD" or before in ("与", "对", "和") and place.kind in ("country", "country_group"):
                continue
            if place.kind == "organisation" or (head_only and place.start - start > 8):
                continue
            if place.ref_area == "CN" and not NATIONWIDE.match(place.name):
                continue
            self.scope.place = place.ref_area
        return inside

    def _all_places(self) -> list[PlaceMention]:
        if self._places is None:
            self._places = find_places(self.text)
        return self._places

    # -- groups of numbers

    def _group(self, clause: Clause, at: int) -> list[Slot]:
        """The slots from `at` on that form one list: A、B和C with nothing else between."""
        group = [clause.slots[at]]
        for slot in clause.slots[at + 1 :]:
            last = group[-1]
            one, other = last.mention.what, slot.mention.what
            if not (isinstance(one, Quantity) and isinstance(other, Quantity)):
                break
            if not GROUP_GAP.match(self.masked[last.end : slot.start]) or _kind(one) != _kind(other):
                break
            group.append(slot)
        return group

    def _read_group(self, clause: Clause, group: list[Slot]) -> list[Draft]:
        first = group[0]
        self._advance_frame(clause, first.start)
        if isinstance(first.mention.what, Rank):
            return self._read_rank(clause, first)
        special = self._read_arrival(clause, first) or self._read_basis(clause, first)
        if special is not None:
            return special
        if self._is_threshold(clause, first):
            return [self._threshold(first)]
        drafts = [draft for draft in (self._read_one(clause, slot, first) for slot in group) if draft is not None]
        self._pair(clause, group, drafts)
        for draft in drafts:
            self._remember(draft)
        return drafts

    def _read_arrival(self, clause: Clause, slot: Slot) -> list[Draft] | None:
        """从A增长到B: two levels, the first of the base's period, the second of the arrival's."""
        if slot.start < 0 or slot not in clause.slots:
            return None
        left = self.masked[slot.left_start : slot.start]
        begins = FROM.search(left)
        index = clause.slots.index(slot)
        if begins is None or index + 1 >= len(clause.slots):
            return None
        other = clause.slots[index + 1]
        gap = self.masked[slot.end : other.start]
        arrives = ARRIVAL.match(gap)
        if arrives is None:
            return None
        cut = slot.left_start + begins.start()
        frame = self.scope.frame
        drafts = []
        for number, place in ((slot, begins), (other, arrives)):
            draft = self._read_one(clause, number, slot, subject_end=cut, arrival=True)
            if draft is None:
                return None
            offset = slot.left_start if number is slot else slot.end
            words = (place.start("period") + offset, place.end("period") + offset) if place["period"] else None
            self._period_of_arrival(clause, draft, words, frame, first=number is slot)
            draft.note("from A to B: two values")
            drafts.append(draft)
        clause.slots[index + 1].left_start = other.end
        self._skip = other
        clause.slots.pop(index + 1)
        if index + 1 < len(clause.slots):
            clause.slots[index + 1].left_start = other.end
        slot.right_end = other.right_end
        for draft in drafts:
            self._remember(draft)
        return drafts

    def _period_of_arrival(
        self, clause: Clause, draft: Draft, words: tuple[int, int] | None, frame: Resolved | None, *, first: bool
    ) -> None:
        span = frame.span if frame else None
        if words is not None:
            clause.periods = [p for p in clause.periods if not (words[0] <= p.start < words[1])]
            resolved = data_period(self.text, self.masked, clause, *words, self.scope.published, span)
            if resolved and resolved.span:
                draft.period_start, draft.period_end = resolved.span.start, resolved.span.end
                draft.period_text = self.text[words[0] : words[1]]
                if not first:
                    self.scope.frame, self.scope.frame_words = resolved, draft.period_text
                self._arrival_first = resolved if first else getattr(self, "_arrival_first", None)
                self.scope_arrivals(first, resolved)
            return
        known = self._arrival_frames.get(first)
        if known is not None and known.span is not None:
            draft.period_start, draft.period_end = known.span.start, known.span.end
        elif span and span.start and span.end.year > span.start.year:
            year = span.start.year if first else span.end.year
            draft.period_start, draft.period_end = span.start.replace(year=year, month=1, day=1), span.end.replace(year=year, month=12, day=31)

    _arrival_frames: dict[bool, Resolved] = {}

    def scope_arrivals(self, first: bool, resolved: Resolved) -> None:
        """Remember the two ends of a 从…到… for the next one in the sentence that names none."""
        self._arrival_frames = {**self._arrival_frames, first: resolved}

    def _read_basis(self, clause: Clause, slot: Slot) -> list[Draft] | None:
        """比2010年的1.034吨下降16%: the number compared with is a level of its own year."""
        left = self.masked[slot.left_start : slot.start]
        found = BASIS.search(left)
        parent = self.scope.level or self.scope.rate
        if found is None or parent is None or not isinstance(slot.mention.what, Quantity):
            return None
        start, end = slot.left_start + found.start("period"), slot.left_start + found.end("period")
        from flows.extract.zh.periods import base_words, resolve

        resolved = resolve(self.text[start:end], self.scope.published, self._span())
        draft = self._draft(slot)
        draft.indicator, draft.breakdown, draft.measure = parent.indicator, parent.breakdown, parent.measure
        draft.ref_area = parent.ref_area
        if resolved and resolved.span:
            draft.period_start, draft.period_end = resolved.span.start, resolved.span.end
            draft.period_text = self.text[start:end]
            self.scope.base = base_words(resolved.span)
        draft.note("the value compared with")
        return [draft]

    def _is_threshold(self, clause: Clause, slot: Slot) -> bool:
        """50亿元以上项目3个: a limit that belongs to the next number's subject."""
        what = slot.mention.what
        if not isinstance(what, Quantity) or _kind(what) in ("percent", "multiple", "duration"):
            return False
        later = [s for s in clause.slots if s.start > slot.start]
        mark = THRESHOLD.match(self.masked[slot.end : slot.right_end])
        return bool(later and mark and mark.end() < slot.right_end - slot.end)

    def _threshold(self, slot: Slot) -> Draft:
        draft = self._draft(slot)
        name, _ = right_name(self.text, self.masked, slot.end, slot.right_end)
        draft.indicator = name.indicator if name else ""
        draft.qualifier = Qualifier.LT if "以下" in self.masked[slot.end : slot.end + 3] else Qualifier.GT
        draft.tier = Tier.MAY
        draft.ref_area = self.scope.place
        self._set_period(draft)
        draft.note("a class's limit")
        return draft

    # -- one number

    def _draft(self, slot: Slot) -> Draft:
        what = slot.mention.what
        assert isinstance(what, Quantity)
        base = self.sentence.start
        unit = what.unit.base if what.unit else ""
        draft = Draft(base + slot.start, base + slot.end, _plain(what.value), unit, _plain(what.high) if what.high else None)
        draft.note(what.rule)
        return draft

    def _read_one(
        self, clause: Clause, slot: Slot, first: Slot, *, subject_end: int | None = None, arrival: bool = False
    ) -> Draft | None:
        what = slot.mention.what
        assert isinstance(what, Quantity)
        begin = self._subject_start(clause, first)
        stop = subject_end if subject_end is not None else first.start
        compared = find_comparison(self.masked, self.text, begin, stop, self.scope.published, self._span())
        tail, name_end, name_start = self._tail(begin, stop, compared)
        draft = self._draft(slot)
        right = self.masked[slot.end : slot.right_end]
        contributes = CONTRIBUTES.match(self.text[begin:stop]) if draft.unit == "pp" else None
        whole, name_end = self._whole(name_start, name_end)
        named = left_name(self.text, self.masked, name_start, name_end)
        name, verb, named_right = self._choose_name(draft, slot, named, tail, what, whole)
        self._place_of(draft, begin, first.start, named)
        if what.unit is None and not self._infer_unit(draft, name, slot):
            return None
        facts = Facts(
            draft.unit, what.unit.kind if what.unit else "", name, verb, tail, right,
            compared.base if compared else self.scope.base, whole is not None, named_right, contributes is not None,
            self.scope.rate.measure if self.scope.rate else None,
        )
        rule = choose(facts)
        draft.measure = rule.measure
        draft.note(rule.name)
        self._name_draft(draft, facts, named, whole, contributes)
        self._sign(draft, facts)
        self._qualify(draft, facts, what)
        draft.base = self._base(draft, compared)
        self._set_period(draft, compared)
        self._set_modality(draft, clause, first, facts)
        self._set_tier(draft, what)
        if draft.measure is Measure.DURATION and not draft.indicator:
            draft.indicator = self.scope.topic or (self.scope.level.indicator if self.scope.level else "")
        return draft

    def _subject_start(self, clause: Clause, slot: Slot) -> int:
        """Where a slot's subject may begin: a threshold before it belongs to it."""
        index = next(i for i, s in enumerate(clause.slots) if s is slot)
        start = slot.left_start
        if index and self._is_threshold(clause, clause.slots[index - 1]):
            before = clause.slots[index - 1]
            return before.left_start if not THRESHOLD.match(self.masked[before.end : before.end + 6]) else (
                before.left_start if self.masked[before.left_start : before.start].strip("、,和其中 ") and "的" in self.masked[before.end : slot.start] else before.start
            )
        return start

    def _tail(self, begin: int, stop: int, compared: Compared | None) -> tuple[Tail, int, int]:
        """The cue words before the number and the bounds of the subject, the comparison left out."""
        if compared is None:
            tail = read_tail(self.masked[begin:stop])
            return tail, begin + tail.end, begin
        tail = read_tail(self.masked[compared.end : stop])
        if compared.base == "yoy":
            tail.kinds.append("yoy")
        if compared.base == "mom":
            tail.kinds.append("mom")
        rest = self.masked[compared.end : compared.end + tail.end].strip(" ,、的")
        if rest:
            return tail, compared.end + tail.end, compared.end
        before = read_tail(self.masked[begin : compared.start])
        tail.kinds.extend(before.kinds)
        return tail, begin + before.end, begin

    def _whole(self, start: int, end: int) -> tuple[str | None, int]:
        """占GDP比重, 在电信业务收入中占: the whole a share is of, and where the subject ends without it."""
        words = self.text[start:end]
        if found := IN_WHOLE.search(words):
            return found["whole"], start + found.start()
        if found := PART_OF.search(words):
            return found["whole"].strip("了 "), start + found.start()
        return None, end

    def _choose_name(
        self, draft: Draft, slot: Slot, named: Name, tail: Tail, what: Quantity, whole: str | None
    ) -> tuple[str, str, bool]:
        """The subject: behind the number for counts that stand before their noun, else before it."""
        kind = _kind(what)
        right, of = right_name(self.text, self.masked, slot.end, slot.right_end)
        left = named.indicator
        if right is None or whole is not None or kind in ("index", "multiple", "duration") or draft.unit == "pp":
            return left, "", False
        if kind == "percent":
            if left and not of and not is_relational(left):
                return left, "", False
            if re.match("比重|比例|份额|增速|速度|增长率|增幅|水平|左右", right.indicator):
                return left, "", False
            return ("", "", False) if left and not of else (right.indicator, "", True)
        if left and tail.says("copula", "to_up", "to_down", "gt", "lt") and not of and kind != "count" and not is_relational(left):
            return left, "", False
        if left and tail.says("copula") and "有" not in self.masked[slot.left_start : slot.start][-3:] and not is_relational(left):
            agent, verb = action_before(left)
            if not verb:
                return left, "", False
        agent, verb = action_before(left)
        draft.breakdown = named.agent or (agent if verb else left if 2 <= len(left) <= 16 and tail.kinds else "")
        if draft.breakdown and (_is_place_word(draft.breakdown) or not _may_act(draft.breakdown)):
            draft.breakdown = ""
        draft.note("subject: the noun behind the number")
        return verb + right.indicator, verb, True

    def _infer_unit(self, draft: Draft, name: str, slot: Slot) -> bool:
        """A bare number is an index's points, or takes the unit its subject is counted in; else it is not understood."""
        what = slot.mention.what
        assert isinstance(what, Quantity)
        subject = name or self.scope.topic or (self.scope.level.indicator if self.scope.level else "")
        if INDEX_END.search(subject) or (self.scope.level and self.scope.level.unit == "点" and not name.endswith("率")):
            draft.unit = "点"
            draft.note("index: a number of points")
            return True
        if what.value >= 1000 or what.more:
            for word, unit in UNIT_FROM_NAME:
                if subject.endswith(word) or subject.endswith(word + "数量") or subject.endswith(word + "总数"):
                    draft.unit = unit
                    draft.note("unit: from the subject")
                    return True
        self.aside[slot.start] = SetAside.NOT_UNDERSTOOD
        return False

    def _name_draft(self, draft: Draft, facts: Facts, named: Name, whole: str | None, contributes: re.Match[str] | None) -> None:
        """Indicator and breakdown, with what the name leaves to earlier words."""
        scope = self.scope
        name = facts.name
        parent = scope.level
        if draft.unit == "pp" or (draft.measure in (Measure.SHARE, Measure.RATIO) and not name and whole is None):
            parent = scope.rate or scope.level
        if not draft.breakdown:
            draft.breakdown = named.agent if not facts.named_right else draft.breakdown
        parent_name = parent.indicator if parent else ""
        if scope.topic and (parent is None or self._topic_newer):
            parent_name = scope.topic
        if contributes is not None and contributes["what"]:
            who = contributes["who"].strip(" ,对")
            draft.indicator = f"{who or parent_name}拉动{contributes['what'].strip('了')}增长"
            draft.note("contribution: 拉动")
            return
        if whole is not None:
            subject = name if name and not is_relational(name) else parent_name
            if name and is_relational(name) and subject != name:
                subject = f"{subject}{name}" if name not in subject else subject
            draft.indicator = f"{subject}占{whole}比重" if whole else f"{subject}占比"
            if not name and parent:
                draft.breakdown = draft.breakdown or parent.breakdown
            if scope.within and not name:
                draft.breakdown = scope.within
            return
        if not name:
            draft.indicator = parent_name
            draft.breakdown = draft.breakdown or (parent.breakdown if parent else "")
            draft.note("subject: taken over from before")
            return
        draft.indicator = name
        if is_relational(name) and not facts.named_right:
            if parent_name and parent_name != name:
                draft.breakdown = " ".join(x for x in (draft.breakdown, parent_name) if x)
                if parent and parent.breakdown and parent.breakdown not in draft.breakdown:
                    draft.breakdown = f"{parent.breakdown} {draft.breakdown}"
            draft.note("subject: a part of what was named before")
        elif named.head and named.head.among and parent and parent.breakdown and not draft.breakdown:
            draft.breakdown = parent.breakdown
        if scope.within and draft.measure in (Measure.SHARE, Measure.RATIO, Measure.LEVEL) and not draft.breakdown:
            draft.breakdown = scope.within

    _topic_newer = False

    def _sign(self, draft: Draft, facts: Facts) -> None:
        """Changes and growth carry the sign of their verb."""
        if draft.measure not in (Measure.CHANGE, Measure.CHANGE_AVG, Measure.CHANGE_PP, Measure.GROWTH, Measure.GROWTH_AVG):
            return
        down = facts.tail.says("down") and not facts.tail.says("up")
        if draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG) and facts.tail.says("fall"):
            down = True
        if draft.measure is Measure.GROWTH and facts.name.endswith(("下降", "降幅")):
            down = True
        if (facts.verb or facts.name).startswith(("减少", "压减", "缩减", "压缩", "减", "降低")) and draft.measure in (Measure.CHANGE, Measure.CHANGE_AVG):
            down = True
        if draft.unit == "pp" and (found := OTHER.search(self.text[: draft.start - self.sentence.start])) and found.end() - found.start() < 24:
            down = down or found.group().startswith(("低于", "慢于"))
        if down:
            draft.value = -draft.value
            draft.value_high = -draft.value_high if draft.value_high is not None else None
            draft.note("sign: a fall")

    def _qualify(self, draft: Draft, facts: Facts, what: Quantity) -> None:
        """超过, 近, 约, 以上, 左右, 多: how exact the number is; the words nearest to it win."""
        right = facts.right
        if re.match(r"\s?(?:以上|及以上|之多|以外)", right) or what.more:
            draft.qualifier = Qualifier.GT
        elif re.match(r"\s?(?:以下|以内)", right):
            draft.qualifier = Qualifier.LT
        elif re.match(r"\s?(?:左右|上下)", right):
            draft.qualifier = Qualifier.ABOUT
        else:
            for kind in facts.tail.kinds:
                if kind in ("gt", "lt", "about"):
                    draft.qualifier = {"gt": Qualifier.GT, "lt": Qualifier.LT, "about": Qualifier.ABOUT}[kind]
                    break

    def _base(self, draft: Draft, compared: Compared | None) -> str | None:
        if draft.measure in (Measure.LEVEL, Measure.SHARE, Measure.RATIO, Measure.RANK, Measure.DURATION):
            return None
        base = compared.base if compared else self.scope.base
        if base is None and draft.measure is Measure.CHANGE_PP and "拉动" in draft.indicator:
            return "yoy"
        if base is None and draft.measure in (Measure.GROWTH, Measure.CHANGE_PP) and self._follows_yoy():
            return "yoy"
        return base

    def _follows_yoy(self) -> bool:
        rate = self.scope.rate
        return rate is not None and rate.base == "yoy"

    def _place_of(self, draft: Draft, start: int, end: int, named: Name) -> None:
        self._advance_place(start, end)
        head = named.head
        if head and head.national:
            self.scope.place = "CN"
        if head and head.local and self.scope.article_place != "CN":
            self.scope.place = self.scope.article_place if self.scope.place == "CN" else self.scope.place
        draft.ref_area = "WORLD" if head and head.world else self.scope.place

    def _set_period(self, draft: Draft, compared: Compared | None = None) -> None:
        """The frame's period; a stock within a span of years is told as of the publication."""
        frame = self.scope.frame
        if draft.measure in (Measure.GROWTH_AVG, Measure.CHANGE_AVG) and self.scope.long_span and not _is_long(frame):
            frame = self.scope.long_span
        if frame is None or frame.span is None:
            return
        if frame.span_years and draft.measure in (Measure.LEVEL, Measure.SHARE, Measure.RATIO, Measure.RANK):
            return
        draft.period_start, draft.period_end = frame.span.start, frame.span.end
        draft.period_text = self.scope.frame_words
        if compared and compared.span and draft.measure in (Measure.GROWTH, Measure.MULTIPLE, Measure.CHANGE):
            base_year = compared.span.end.year
            whole_year = compared.span.start is not None and (compared.span.end - compared.span.start).days > 360
            if whole_year and frame.span.start and base_year < frame.span.start.year:
                draft.period_start = frame.span.start.replace(year=base_year, month=1, day=1)

    def _set_modality(self, draft: Draft, clause: Clause, slot: Slot, facts: Facts) -> None:
        scope = self.scope
        before = NOT_TARGET.sub("##", self.text[clause.start : slot.start])
        future = draft.period_end is not None and draft.period_end > scope.published
        if scope.forecast or facts.tail.says("forecast"):
            draft.modality = Modality.FORECAST
        elif TARGET.search(before) or facts.tail.says("target"):
            draft.modality = Modality.TARGET
        elif future and (draft.period_end.year > scope.published.year or not DONE.search(before)):  # type: ignore[union-attr]
            year_only = draft.period_end.year == scope.published.year and draft.period_start is not None  # type: ignore[union-attr]
            draft.modality = Modality.ACTUAL if year_only and not scope.plan else Modality.TARGET
        elif scope.plan and facts.named_right and not DONE.search(before) and not draft.period_text and draft.measure in (Measure.LEVEL, Measure.CHANGE):
            draft.modality = Modality.TARGET
        if draft.modality is not Modality.ACTUAL:
            draft.note(f"modality: {draft.modality.value}")

    def _set_tier(self, draft: Draft, what: Quantity) -> None:
        weak = what.unit is not None and what.unit.weak
        if weak or what.rule.startswith("an unnamed") or (what.unit and what.unit.kind == "duration"):
            draft.tier = Tier.MAY
        elif draft.unit in ("项", "个", "条") and ACTIVITY_WORDS.search(draft.indicator) and draft.value < 200:
            draft.tier = Tier.MAY
        elif what.rule.startswith("half: 减半"):
            draft.tier = Tier.MAY

    def _read_rank(self, clause: Clause, slot: Slot) -> list[Draft]:
        """全球第一, 居首位: a place in an order, of weak value. 第十四届 is an ordinal."""
        what = slot.mention.what
        assert isinstance(what, Rank)
        before = self.text[max(clause.start, slot.start - 12) : slot.start]
        after = self.text[slot.end : slot.end + 3]
        words = self.text[slot.start : slot.end]
        if not what.value or ORDINAL_AFTER.match(after) or not (RANK_BEFORE.search(before) or words in ("首位", "榜首")):
            self.aside[slot.start] = SetAside.ORDINAL
            return []
        base = self.sentence.start
        draft = Draft(base + slot.start, base + slot.end, what.value, "位", measure=Measure.RANK, tier=Tier.MAY)
        tail = read_tail(self.masked[slot.left_start : slot.start])
        named = left_name(self.text, self.masked, slot.left_start, slot.left_start + tail.end)
        parent = self.scope.level or self.scope.rate
        draft.indicator = named.indicator or (parent.indicator if parent else self.scope.topic)
        draft.ref_area = self.scope.place
        self._set_period(draft)
        draft.note("rank")
        return [draft]

    # -- lists

    def _pair(self, clause: Clause, group: list[Slot], drafts: list[Draft]) -> None:
        """分别: the n-th number belongs to the n-th of the things named before, in this clause or an earlier one."""
        if not drafts:
            return
        first = group[0]
        start = self._subject_start(clause, first)
        words = self.text[start : first.start]
        respective = "分别" in words or "依次" in words
        if len(drafts) > 1 or respective:
            members = split_members(drafts[0].indicator, len(drafts))
            places = self._listed_places(clause.start, first.start, len(drafts))
            if places and (respective or len(drafts) > 1):
                for draft, place in zip(drafts, places, strict=False):
                    draft.ref_area = place.ref_area
                self._strip_places(drafts, places)
                self.scope.members = [(d.indicator, d.ref_area) for d in drafts]
                self._note_all(drafts, "list: each place its number")
                return
            if members and len(drafts) > 1:
                for draft, member in zip(drafts, distribute(members), strict=True):
                    draft.indicator = member
                self.scope.members = [(d.indicator, d.ref_area) for d in drafts]
                self._note_all(drafts, "list: each thing its number")
                return
            self._pair_earlier(drafts)

    def _pair_earlier(self, drafts: list[Draft]) -> None:
        members = self.scope.members
        if len(members) != len(drafts) or len(drafts) < 2:
            return
        for draft, (indicator, area) in zip(drafts, members, strict=True):
            if draft.measure is Measure.SHARE and "占" in draft.indicator:
                whole = draft.indicator.rsplit("占", 1)[1]
                draft.indicator = f"{indicator}占{whole}"
            elif draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG, Measure.CHANGE, Measure.CHANGE_PP, Measure.MULTIPLE):
                draft.indicator = indicator
            else:
                draft.breakdown = " ".join(x for x in (draft.breakdown, indicator) if x and x != draft.indicator)
            draft.ref_area = area
        self._note_all(drafts, "list: the numbers of the list before")

    @staticmethod
    def _note_all(drafts: list[Draft], rule: str) -> None:
        for draft in drafts:
            draft.note(rule)

    def _listed_places(self, start: int, end: int, count: int) -> list[PlaceMention]:
        """The `count` places of an enumeration (广东、浙江、山东) in `start:end`; empty where there is none of that length."""
        inside = [p for p in self._all_places() if start <= p.start and p.end <= end and p.kind != "organisation"]
        run: list[PlaceMention] = []
        for place in inside:
            if run and not re.fullmatch(r"(?:地区|省|市)?[、和及与]", self.text[run[-1].end : place.start]):
                run = []
            run.append(place)
            if len(run) == count and not re.match(r"(?:地区|省|市)?[、和及与]", self.text[place.end : place.end + 3]):
                return run
        return run if len(run) == count and count > 1 else []

    def _strip_places(self, drafts: list[Draft], places: list[PlaceMention]) -> None:
        """The places of a list are no part of the indicator's name."""
        for draft in drafts:
            name = draft.indicator
            for place in places:
                name = name.replace(self.text[place.start : place.end], "", 1)
            name = re.sub(r"^[、和及与,地区省市县份\d三四五六七八九十两]*(?:省份|地区|省|市)?", "", name)
            if name:
                draft.indicator = name

    def _remember(self, draft: Draft) -> None:
        """The next clause's growth, share or points take their name from here."""
        scope = self.scope
        if draft.tier is Tier.MAY and draft.measure in (Measure.DURATION, Measure.RANK):
            return
        if draft.measure in (Measure.LEVEL, Measure.CHANGE) and draft.tier is Tier.MUST:
            scope.level = draft
            if draft.measure is Measure.CHANGE:
                scope.level = replace(draft, indicator=re.sub("^(?:新增|净增|增加|减少)", "", draft.indicator) or draft.indicator)
            scope.rate = None
        elif draft.measure in (Measure.SHARE, Measure.RATIO, Measure.GROWTH, Measure.GROWTH_AVG):
            scope.rate = draft
            if scope.level is None or draft.measure in (Measure.SHARE, Measure.RATIO):
                scope.level = scope.level or draft
            if draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG) and scope.level and draft.indicator != scope.level.indicator:
                scope.level = draft
        scope.topic = ""


def _kind(what: Quantity) -> str:
    return what.unit.kind if what.unit else "bare"


def _plain(value: Decimal) -> Decimal:
    """The value without an exponent and without trailing zeros that scaling left: 4598000.0 -> 4598000."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize() if "E" not in str(value.normalize()) else value


def _may_act(words: str) -> bool:
    return not re.search("[,。;:“”《》]", words)


def _is_place_word(words: str) -> bool:
    return bool(re.fullmatch("(?:我国|全国|中国|全省|全市|全区|全县|这里|当地|国内|目前|.{1,6}[省市区县])", words))


def _is_long(frame: Resolved | None) -> bool:
    """Whether a period spans more than one year."""
    span = frame.span if frame else None
    return bool(span and span.start and (span.end - span.start).days > 380)
