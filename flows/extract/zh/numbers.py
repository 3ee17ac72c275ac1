"""One number: its subject, measure, sign, qualifier and tier, with what it takes over from the words before."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from flows.extract import calendar
from flows.extract.draft import Draft
from flows.extract.zh.clauses import Clause, Slot
from flows.extract.zh.compare import Compared, find_comparison
from flows.extract.zh.context import GOAL, Context, is_long
from flows.extract.zh.cues import UNIT_OF_NAME, Tail, alternatives, read_tail
from flows.extract.zh.lists import SHARED_ENDS
from flows.extract.zh.measures import Facts, choose
from flows.extract.zh.naming import ACTOR_END, INDEX_END, Name, action_before, is_relational, left_name, right_name
from flows.extract.zh.scan import HALVED, Quantity
from warehouse.model import Measure, Qualifier, SetAside, Tier

PART_OF = re.compile(r"占(?![据有领]|地(?!区|方))(?P<whole>[^占]*?)的?(?:比重|比例|份额|比)?(?:合计|约|分别|已|也|均|达)*$")
IN_WHOLE = re.compile(r"在(?P<whole>[^在]{2,30}?)(?:中|里)(?:的)?占(?:比)?$")
REACHES = re.compile(r"(?<=..)(?:达到|达|相当于|占到)(?P<whole>[^,达]{2,24})$")
THAN = re.compile(
    r"(?:(?<![同环占对])比(?!例|重)|(?<!比)较(?![大高快低小])|高于|低于|快于|慢于|高出|优于|高过)[^\ue001,]{1,20}?(?:增速|水平|平均水平|平均|增幅)?(?:高|低|快|慢|多|少)?(?:出|了)?$"
)
EARLIER = re.compile(
    "(?:由|从)(?:(?P<month>上个?月)|(?P<year>上年同期|去年同期|上年同月|去年同月)|上个?季度?|上周|前值)的?"
    "(?=(?:同比|环比)?(?:增长|上涨|上升|下降|下跌|回升|回落)?的?$)"
)
THAN_ANOTHER = re.compile("[^,]{2,20}(?:高|低|快|慢)(?:出|了)?$")
TURNED = "period: the one it turned from"
MORE_THAN = re.compile("(?:(?P<up>高|快|多|大|好|长)|低|慢|少|小|短)(?:出|了|于)?(?:约|近)?")
PER = re.compile("每(?P<each>吨|公斤|千克|千瓦时|度|平方米|桶|立方米|亩|斤|升|盎司|人|户|股|件|辆|台)(?:约|近|超)?$")
CONTRIBUTES = re.compile(
    r"(?P<who>.*?)(?:拉动|带动|推动|贡献|影响)(?P<what>[^拉带]{0,24}?)(?:增长|提高|上升|回升|上涨|回落|下降)?(?:了|约)?$",
    re.S,
)
IS_ALSO = re.compile("(?:为|是|系)(?!(?:今|去|前|近)年)")
SHARE_OF_RIGHT = re.compile("比重|比例|份额|增速|速度|增长率|增幅|水平|左右")
THRESHOLD = re.compile(r"^(?:元)?(?:及)?(?:以上|以下|以内)(?:的)?")
COUNTED_NAME = re.compile(rf"(?P<what>{alternatives(list(UNIT_OF_NAME))})(?:数量|总数|总量|规模|数)?$")
RECKONED = re.compile("(?P<way>名义|实际)(?:增长|增速|下降|上涨|提高)[^,;]{0,3}$")
NOMINAL = re.compile("名义|扣除价格因素")
ACTIVITY = re.compile("任务|措施|政策|部分|方面|行动|内容|条款|举措|原则|要求|工作$|工程$|环节|维度|领域$")
LESS = ("减少", "压减", "缩减", "压缩", "减", "降低")
SIGNED = (Measure.CHANGE, Measure.CHANGE_AVG, Measure.CHANGE_PP, Measure.GROWTH, Measure.GROWTH_AVG)
QUALIFIERS = {"gt": Qualifier.GT, "lt": Qualifier.LT, "about": Qualifier.ABOUT}


class NumberReader(Context):
    """Reads single numbers of a clause; lists, ranks and pairs are ClauseReader's."""

    def draft(self, slot: Slot) -> Draft:
        """A fresh draft with value, unit and place in the article's text."""
        what = slot.mention.what
        assert isinstance(what, Quantity)
        base = self.sentence.start
        high = plain(what.high) if what.high is not None else None
        made = Draft(base + slot.start, base + slot.end, plain(what.value), what.unit.base if what.unit else "", high)
        made.note(what.rule)
        return made

    def read_one(self, clause: Clause, slot: Slot, first: Slot, subject_end: int | None = None) -> Draft | None:
        """The draft of one number; `first` heads the list it stands in, whose subject serves for all."""
        what = slot.mention.what
        assert isinstance(what, Quantity)
        begin = self.subject_start(clause, first)
        stop = subject_end if subject_end is not None else first.start
        compared = find_comparison(self.masked, self.text, begin, stop, self.scope.published, self.span())
        earlier = EARLIER.search(self.masked, begin, stop)  # 由上月下降1.2%转为增长3.4%
        tail, start, end = self._tail(begin, stop, compared)
        if earlier:
            end = min(end, earlier.start())
        draft = self.draft(slot)
        end = self._per(draft, first, end, what)
        contributes = CONTRIBUTES.match(self.text[begin:stop]) if draft.unit == "pp" else None
        if self.masked[first.start - 1 : first.start] == "(":  # 82.1%，较改革前(58.3%): of the same thing
            start = end = first.start
        whole, end = self._whole(start, end)
        if draft.unit == "pp" and (than := THAN.search(self.masked, start, first.start)):  # 比各项贷款增速高5.5个百分点
            end = max(start, min(end, than.start()))
        elif draft.unit == "pp" and compared and THAN_ANOTHER.match(self.masked, compared.end, first.start):
            start, end, compared = begin, compared.start, None  # 比2023年全国平均水平高2个百分点
            end = begin + read_tail(self.masked[begin:end]).end
        named = left_name(self.text, self.masked, start, end, self.places)
        name, verb, named_right = self._choose_name(draft, slot, named, tail, what, whole)
        self.place_of(draft, begin, first.start, named)
        if what.unit is None and not self._infer_unit(draft, name, what):
            self.aside[slot.start] = SetAside.NOT_UNDERSTOOD
            return None
        facts = Facts(
            draft.unit,
            kind_of(what),
            name,
            verb,
            tail,
            self.masked[slot.end : slot.right_end],
            compared.base if compared else self.scope.base,
            whole is not None,
            named_right,
            self.scope.rate.measure if self.scope.rate else None,
            self.scope.speaks_of_rate,
        )
        rule = choose(facts)
        draft.measure = Measure.GROWTH if what.rule == HALVED else rule.measure
        draft.note(rule.name)
        self._name_draft(draft, facts, named, whole, contributes)
        self._sign(draft, facts)
        self._qualify(draft, facts, what)
        self._how_reckoned(draft, begin, first.start, tail)
        draft.base = self._base(draft, compared)
        self.set_period(draft, compared)
        if earlier:
            self._set_earlier(draft, earlier)
        if (
            tail.says("to_up", "to_down")
            and is_long(self.scope.frame)
            and draft.period_end
            and not self.scope.frame.is_since
        ):  # type: ignore[union-attr]
            draft.period_start = draft.period_end.replace(
                month=1, day=1
            )  # 2020年至2024年，…提升到34.6%: in the last year
        self.set_modality(draft, clause, first.start, tail, facts.right, named_right=named_right)
        self._set_tier(draft, what)
        return draft

    def _per(self, draft: Draft, first: Slot, end: int, what: Quantity) -> int:
        """价格为每吨98美元: the price's unit is 美元/吨; returns where the subject ends without 每吨."""
        if (
            kind_of(what) != "money"
            or not (found := PER.search(self.text, 0, first.start))
            or found.end() != first.start
        ):
            return end
        assert what.unit is not None
        draft.unit = f"{what.unit.surface}/{found['each']}"
        draft.note("price: so much for each")
        return min(
            end, found.start() - len(self.text[: found.start()]) + len(self.text[: found.start()].rstrip("为达至到约"))
        )

    def _set_earlier(self, draft: Draft, earlier: re.Match[str]) -> None:
        """由上月下降1.2%转为…: the number is of the period it turned from."""
        span = self.span()
        if earlier["year"] and span and span.start:
            before = calendar.months(span.start.year - 1, span.start.month, span.end.month)
        elif earlier["month"] and span:
            last = span.end.replace(day=1) - dt.timedelta(days=1)
            before = calendar.months(last.year, last.month)
        else:
            return
        draft.period_start, draft.period_end = before.start, before.end
        draft.note(TURNED)

    # -- where the subject stands

    def subject_start(self, clause: Clause, slot: Slot) -> int:
        """Where a slot's subject may begin: a limit before it (50亿元以上项目3个) belongs to it."""
        index = next(i for i, other in enumerate(clause.slots) if other is slot)
        if not index or not self.is_threshold(clause, clause.slots[index - 1]):
            return slot.left_start
        before = clause.slots[index - 1]
        inner = self.masked[before.end : slot.start]
        leads = self.masked[before.left_start : before.start].strip("、,和其中 ")
        return before.left_start if leads and "的" in inner else before.start

    def is_threshold(self, clause: Clause, slot: Slot) -> bool:
        """50亿元以上项目3个: a limit that belongs to the next number's subject."""
        what = slot.mention.what
        if not isinstance(what, Quantity) or kind_of(what) in ("percent", "multiple") or (kind_of(what) == "duration" and what.unit and what.unit.surface != "岁"):
            return False
        later = any(other.start > slot.start for other in clause.slots)
        if later and what.unit and what.unit.surface == "级":  # 百亿级项目12个
            return True
        mark = THRESHOLD.match(self.masked[slot.end : slot.right_end])
        return bool(later and mark and mark.end() < slot.right_end - slot.end)

    def _tail(self, begin: int, stop: int, compared: Compared | None) -> tuple[Tail, int, int]:
        """The cue words before the number and the bounds of the subject, the comparison left out."""
        if compared is None:
            tail = read_tail(self.masked[begin:stop])
            return tail, begin, begin + tail.end
        more = MORE_THAN.fullmatch(self.masked, compared.end, stop)  # 比上年同期高2.5个百分点
        tail = read_tail(self.masked[compared.end : more.start() if more else stop])
        if more:
            tail.kinds.append("up" if more["up"] else "down")
        if compared.base in ("yoy", "mom"):
            tail.kinds.append(compared.base)
        if self.masked[compared.end : compared.end + tail.end].strip(" ,、的"):
            return tail, compared.end, compared.end + tail.end
        before = read_tail(self.masked[begin : compared.start])
        tail.kinds.extend(before.kinds)
        return tail, begin, begin + before.end

    def _whole(self, start: int, end: int) -> tuple[str | None, int]:
        """占GDP比重, 在电信业务收入中占: the whole a share is of, and where the subject ends without it."""
        words = self.text[start:end]
        if found := IN_WHOLE.search(words):
            return found["whole"], start + found.start()
        if found := PART_OF.search(words):
            return found["whole"].strip("了 "), start + found.start()
        if self.text.startswith("的", end) and (found := REACHES.search(words)):
            return found["whole"], start + found.start()
        return None, end

    # -- what is measured

    def _choose_name(
        self, draft: Draft, slot: Slot, named: Name, tail: Tail, what: Quantity, whole: str | None
    ) -> tuple[str, str, bool]:
        """(subject, verb before it, stands behind the number): counts take the noun behind them, else what stood before."""
        kind = kind_of(what)
        left = named.indicator
        if what.unit and what.unit.surface == "人口":
            return "人口", "", True
        if kind == "percent" and (also := IS_ALSO.match(self.masked, slot.end, slot.right_end)) and is_relational(left):
            right, _ = right_name(self.text, self.masked, also.end(), slot.right_end)
            return (right.indicator + "占比", "", True) if right else (left, "", False)
        if GOAL.match(self.masked, slot.end, slot.right_end):
            return "", "", False
        right, of = right_name(self.text, self.masked, slot.end, slot.right_end)
        if right is None or whole is not None or kind in ("index", "multiple", "duration") or draft.unit == "pp":
            return left, "", False
        if kind == "percent":
            if (left and not of and not is_relational(left)) or SHARE_OF_RIGHT.match(right.indicator):
                return left, "", False
            return (left, "", False) if left and not of else (right.indicator, "", True)
        words = ("copula", "to_up", "to_down") if kind == "count" else ("copula", "to_up", "to_down", "gt", "lt")
        settled = tail.says(*words) and not is_relational(left)
        if settled and not of and (kind != "count" or not tail.says("have")) and not action_before(left)[1]:
            if kind != "count" or "有" not in self.masked[max(slot.left_start, slot.start - 3) : slot.start]:
                return left, "", False
        agent, verb = action_before(left)
        draft.breakdown = self._agent(
            named, agent if verb else "", left if not verb and (tail.kinds or 4 <= len(left) <= 12) else ""
        )
        draft.note("subject: the noun behind the number")
        return verb + right.indicator, verb, True

    @staticmethod
    def _agent(named: Name, agent: str, left: str) -> str:
        """Who has or does it, where that is more than the country or a ministry."""
        for words in (named.agent, agent, left):
            if 2 <= len(words) <= 16 and not re.search("[,。;:“”《》]", words) and not NO_AGENT.search(words):
                return words
        return ""

    def _infer_unit(self, draft: Draft, name: str, what: Quantity) -> bool:
        """A bare number is an index's points, or takes the unit its subject is counted in."""
        level = self.scope.level
        subject = name or self.scope.topic or (level.indicator if level else "")
        if INDEX_END.search(subject) or (level and level.unit == "点" and not name.endswith("率")):
            draft.unit = "点"
            draft.note("index: a number of points")
            return True
        if what.value >= 1000 or what.more:
            if found := COUNTED_NAME.search(subject):
                draft.unit = UNIT_OF_NAME[found["what"]]
                draft.note("unit: from the subject")
                return True
        return False

    def _name_draft(
        self, draft: Draft, facts: Facts, named: Name, whole: str | None, contributes: re.Match[str] | None
    ) -> None:
        """Indicator and breakdown, with what the name leaves to earlier words."""
        scope = self.scope
        name = facts.name
        parent = scope.level
        if draft.unit == "pp" or (draft.measure in (Measure.SHARE, Measure.RATIO) and not name and whole is None):
            parent = scope.rate or scope.level
        if not facts.named_right:
            draft.breakdown = named.agent
        parent_name = (
            scope.topic
            if scope.topic and (parent is None or not scope.level_here)
            else parent.indicator
            if parent
            else ""
        )
        if contributes is not None and contributes["what"]:
            who = contributes["who"].strip(" ,对")
            draft.indicator = f"{who or parent_name}拉动{contributes['what'].strip('了')}增长"
            draft.note("contribution: 拉动")
        elif whole is not None:
            self._name_share(draft, name, whole, parent_name, parent)
        elif not name:
            draft.indicator = parent_name
            draft.breakdown = draft.breakdown or scope.within or (parent.breakdown if parent else "")
            if parent is not None and parent.ref_area == "WORLD" and scope.level_here and draft.ref_area == "CN":
                draft.ref_area = "WORLD"
            draft.note("subject: taken over from before")
        else:
            draft.indicator = name
            self._complete(draft, facts, named, parent, parent_name)

    def _name_share(self, draft: Draft, name: str, whole: str, parent_name: str, parent: Draft | None) -> None:
        """So and so 占 such and such 比重; the part may have been named before, the whole may go without saying."""
        subject = name if name and not is_relational(name) else parent_name
        if name and subject != name and name not in subject:
            subject += name
        draft.indicator = f"{subject}占{whole}比重" if whole else f"{subject}占比"
        if not name and parent:
            draft.breakdown = draft.breakdown or parent.breakdown
            draft.note("subject: taken over from before")
        if self.scope.within and not draft.breakdown:
            draft.breakdown = self.scope.within

    def _complete(self, draft: Draft, facts: Facts, named: Name, parent: Draft | None, parent_name: str) -> None:
        """A name that cannot stand alone (总量, 其中的…) takes what was named before as its breakdown."""
        if is_relational(facts.name) and not facts.named_right:
            own = (
                "" if parent_name == facts.name or (parent is not None and is_relational(parent_name)) else parent_name
            )
            parts = [draft.breakdown, parent.breakdown if parent else "", own]
            draft.breakdown = " ".join(dict.fromkeys(part for part in parts if part))
            draft.note("subject: a part of what was named before")
        elif named.head and named.head.among and parent and parent.breakdown and not draft.breakdown:
            draft.breakdown = parent.breakdown
        elif draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG) and ACTOR_END.search(facts.name):
            self._share_quantity(draft)
        if self.scope.within and draft.measure in (Measure.SHARE, Measure.RATIO, Measure.LEVEL) and not draft.breakdown:
            draft.breakdown = self.scope.within

    def _share_quantity(self, draft: Draft) -> None:
        """采矿业增加值增长5.1%，制造业增长5.7%: the second is of the value added too; 其中城市…: of the prices."""
        before = self.scope.rate or self.scope.level
        if before is None:
            return
        end = next((end for end in SHARED_ENDS if before.indicator.endswith(end)), "")
        if not end and before.breakdown and self.scope.among and ACTOR_END.search(before.indicator):
            draft.breakdown = draft.breakdown or before.breakdown
        if end and ACTOR_END.search(before.indicator[: -len(end)]):
            draft.indicator += end
            draft.note("subject: the quantity named before")
        elif end and self.scope.among:
            draft.breakdown = draft.breakdown or before.breakdown or before.indicator
            draft.note("subject: a part of what was named before")

    # -- how much, and how sure

    def _sign(self, draft: Draft, facts: Facts) -> None:
        """Changes and growth carry the sign of their verb."""
        if draft.measure not in SIGNED:
            return
        down = facts.tail.says("down") and not facts.tail.says("up")
        if draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG):
            down = (
                (down and not facts.tail.says("rate")) or facts.tail.says("fall") or facts.name.endswith(("下降", "降幅"))
            )
        if draft.measure in (Measure.CHANGE, Measure.CHANGE_AVG) and (facts.verb or facts.name).startswith(LESS):
            down = True
        before = self.masked[max(0, draft.start - self.sentence.start - 24) : draft.start - self.sentence.start]
        if draft.unit == "pp" and not facts.tail.says("up", "down") and (other := THAN.search(before)):
            down = other.group().startswith(("低于", "慢于")) or bool(
                re.search("(?:低|慢|少)(?:出|了)?$", other.group())
            )
        if down:
            draft.value = -draft.value
            draft.value_high = -draft.value_high if draft.value_high is not None else None
            draft.note("sign: a fall")

    def _how_reckoned(self, draft: Draft, begin: int, until: int, tail: Tail) -> None:
        """名义 and 实际 growth side by side, and the 降幅 whose points are told: kept beside the name."""
        way = ""
        if draft.measure is Measure.GROWTH and (found := RECKONED.search(self.text, begin, until)):
            way = found["way"]
            if way == "实际" and not NOMINAL.search(self.text, 0, begin):
                way = ""
        elif draft.unit == "pp" and tail.says("fall"):
            way = "降幅"
        if way:
            draft.breakdown = f"{draft.breakdown} {way}".strip()
            draft.note(f"reckoned: {way}")

    @staticmethod
    def _qualify(draft: Draft, facts: Facts, what: Quantity) -> None:
        """超过, 近, 约, 以上, 左右, 多: how exact the number is; what stands behind it wins over what stands before."""
        if re.match(r"\s?(?:以上|及以上|之多|以外)", facts.right) or what.more:
            draft.qualifier = Qualifier.GT
        elif re.match(r"\s?(?:以下|以内)", facts.right):
            draft.qualifier = Qualifier.LT
        elif re.match(r"\s?(?:左右|上下)", facts.right):
            draft.qualifier = Qualifier.ABOUT
        else:
            kind = next((kind for kind in facts.tail.kinds if kind in QUALIFIERS), None)
            draft.qualifier = QUALIFIERS[kind] if kind else Qualifier.EQ

    def _base(self, draft: Draft, compared: Compared | None) -> str | None:
        if draft.measure not in (*SIGNED, Measure.MULTIPLE):
            return None
        base = compared.base if compared else self.scope.base
        if base is None and draft.measure is Measure.CHANGE_PP and "拉动" in draft.indicator:
            return "yoy"
        if base is None and draft.measure is Measure.GROWTH:  # 同比增长9.7%；水泥…下降6.2%: against the same
            span = self.span()
            if (
                is_long(self.scope.frame)
                and span
                and span.start
                and not (self.scope.frame and self.scope.frame.is_since)
            ):
                return str(span.start.year - 1)
            return self.scope.growth_base or "yoy"
        if draft.measure is Measure.GROWTH and base in ("yoy", "mom"):
            self.scope.growth_base = base
        return base

    @staticmethod
    def _set_tier(draft: Draft, what: Quantity) -> None:
        weak = what.unit is not None and what.unit.weak and what.unit.kind != "duration"
        few = draft.unit in ("项", "个", "条") and draft.value < 200 and bool(ACTIVITY.search(draft.indicator))
        if weak or few or what.rule.startswith("an unnamed") or draft.measure is Measure.DURATION:
            draft.tier = Tier.MAY


NO_AGENT = re.compile(
    "^(?:我国|全国|中国|全省|全市|全区|全县|这里|当地|国内|目前|.{1,6}[省市区县]|.{0,2}(?:年|月|日))$|(?:部|局|委|署|院|会|办|政府|部门|我们|记者|负责人|国家|各地|各级|单位|机关|系统)$|^(?:在|从|由|以|对|向|把|将|为|用|让|使|通过)"
)


def kind_of(what: Quantity) -> str:
    """The kind of the quantity's unit; `bare` where none is printed."""
    return what.unit.kind if what.unit else "bare"


def plain(value: Decimal) -> Decimal:
    """The value without an exponent and without zeros that scaling left: 4598000.0 -> 4598000."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value
