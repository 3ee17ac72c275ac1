"""One number: its measure, sign, qualifier, base, period and tier, once its subject is found."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.draft import Draft
from flows.extract.mention.period.shared import shifted
from flows.extract.mention.period.zh import resolve
from flows.extract.mention.phrase.zh import fault
from flows.extract.mention.quantity.parts_zh import HALVED, STRUCTURE, UNNAMED
from flows.extract.mention.quantity.shared import Quantity
from flows.extract.zh.beside import BesideReader
from flows.extract.zh.bounds import THAN, Stand, kind_of
from flows.extract.zh.clauses import Clause, Slot
from flows.extract.zh.compare import Compared
from flows.extract.zh.cues import Tail, pieces
from flows.extract.zh.dating import is_long
from flows.extract.zh.measures import ADDED_BEFORE, AVERAGE_RIGHT, OTHER_END_GROWN, TIMED, Facts, choose
from flows.extract.zh.naming import MARK, NO_NAME, SHORT_OF, left_name
from flows.extract.zh.subject import FROM_WHERE
from flows.extract.zh.whereabouts import LISTED_TOGETHER, OF_MONEY
from warehouse.model import Measure, Qualifier, SetAside, Tier
from warehouse.values import replace

BY_HOW_MUCH = ("幅度", "变动", "变化", "变动幅度")
BY_READING = {HALVED: Measure.GROWTH, STRUCTURE: Measure.SHARE}  # what a way to print a number says of its measure
REDUCED = re.compile("(?:降低|下调|调降|压降|减少|缩小|降)[^,;]{1,14}$")
TURNED = "period: the one it turned from"
MOVED_BY = re.compile(
    "(?:[^、,]{1,8}(?:决定|宣布))?(?:拟|计划|再次|全面|将)*"
    "(?:(?P<up>提高|上调|调升|提升|调高)|(?P<down>降低|下调|调降|调低|压减|压降|减少|削减))(?=.{3})"
)
MONEY_MOVES = re.compile(
    "(?P<money>(?:(?:人民币|新?台币|[美日韩欧港加澳]元|日圆|英镑|卢布|卢比|泰铢|林吉特|比索|雷亚尔)[对兑]?){1,2}(?:即期|汇率|中间价|收盘价)*)"
    "[^,;。的\ue001\ue002]{0,6}?[升贬]值?(?:了|幅度?|达到?|超过?|约|近|逾)*$"
)
RECKONED = re.compile("(?P<way>名义|实际)(?:增长|增速|下降|上涨|提高)[^,;]{0,3}$")
EACH = re.compile("(?:日|周|月|季|户|人|亩|店|车|单笔)均")
EACH_END = re.compile("(?:户|人|亩|店|车)均$")
ALTOGETHER = re.compile("总[数量]|累计|合计|总计|共有?|达到?$")
GAIN = re.compile("增收|增产|减负|节约|分红|创收|纳税|节支|增加|年增收")
NOMINAL = re.compile("名义|扣除价格因素")
ACTIVITY = re.compile(pieces("activity"))
LESS = ("减少", "压减", "缩减", "压缩", "减", "降低")
SIGNED = (Measure.CHANGE, Measure.CHANGE_AVG, Measure.CHANGE_PP, Measure.GROWTH, Measure.GROWTH_AVG)
BEFORE_SHARE = re.compile(
    "(?:(?P<about>约|大约)|(?P<lt>近|将近|接近|不足)|(?P<gt>超过?|逾))(?:占|(?:全.|世界)总?.?的?$)"
)
RANKED = re.compile("[列居排第][\\d、]*$")
RIVALS_OWN = re.compile("(?:[比较]|[高低快慢]于|高出|低出)[^,;(\ue001\ue002]{2,10}的$")
BEHIND = re.compile(r"\s?(?:(?P<gt>及?以上|之多|以外)|(?P<lt>以下|以内)|左右|上下)")
QUALIFIERS = {"gt": Qualifier.GT, "lt": Qualifier.LT, "about": Qualifier.ABOUT}

RIVALS = re.compile("[^,、;。]{0,8}[中里](?:排|位[居列]|居|列|名列)")  # 在全省14个市州中排名第2位
RANKS = re.compile("(?:分[列居]|位[列居]|排[名在列]?)第?$")  # 甲、乙、丙分列2-4位: each its own
LINE = re.compile("的?(?:临界点|荣枯线|枯荣线|分界线|警戒线)")
BANDWIDTH = re.compile(r"\s?(?:及以上|以上|宽带|专线|用户|带宽)")
RECKONS = re.compile("[^,;。\ue001\ue002]{0,8}(?:计算|测算|计(?![划量件]))")


IS = re.compile("(?:为|是|达到?)(?:约|近|超过?)?$")
BESIDE = ("、", "和", "及", "与")


class NumberReader(BesideReader):
    """Reads single numbers of a clause; lists, ranks and pairs are ClauseReader's."""

    def draft(self, slot: Slot) -> Draft:
        """A fresh draft with value, unit and place in the article's text."""
        what = slot.mention.what
        assert isinstance(what, Quantity)
        base = self.sentence.start
        high = plain(what.high) if what.high is not None else None
        unit = what.unit.base if what.unit else ""
        if what.unit and what.unit.surface == "元":
            unit = self.scope.reckoned_in or self.scope.currency
        made = Draft(base + slot.start, base + slot.end, plain(what.value), unit, high)
        made.note(what.rule)
        return made

    def only_a_basis(self, slot: Slot, what: Quantity) -> bool:
        """Whether a number only says by what others are told: 14个市州中排第2, 50%的临界点, 以50升油箱计算."""
        text, start, end = self.text, slot.start, slot.end
        if what.unit and what.unit.base.endswith("bps") and BANDWIDTH.match(self.masked, end):
            return True
        if RIVALS.match(self.masked, end) or (what.high is not None and RANKS.search(text, max(0, start - 4), start)):
            return True
        if text[start - 1 : start] in ("以", "按") and RECKONS.match(self.masked, end):
            return True
        short = SHORT_OF.search(text, 0, start) and MARK.match(text, end)  # 距离70%的重要关口
        return short is not None or LINE.match(self.masked, end) is not None

    def read_one(self, clause: Clause, slot: Slot, first: Slot, subject_end: int | None = None) -> Draft | None:
        """The draft of one number; `first` heads the list it stands in, whose subject serves for all."""
        what = slot.mention.what
        assert isinstance(what, Quantity)
        draft = self.draft(slot)
        stand = self.stand(clause, first, draft, subject_end)
        named = left_name(self.text, self.masked, stand.start, stand.end, self.places)
        name, verb, named_right = self.choose_name(draft, slot, named, stand, what)
        told = self.scope.level or self.scope.rate or self.scope.last or self.scope.topic
        if told and (fault(name) or (1 < len(name) < 10 and not named_right and NO_NAME.fullmatch(name))):
            name, named_right = "", False  # 仍然保持7%的增长, 这个比例提升至12.6%: of what was named before
        if name in BY_HOW_MUCH and self._is_signed(slot):  # 涨49元/吨，幅度+1.10%
            name = ""
            stand.tail.kinds.append("rate")
        if draft.unit == "%" and (moved := MONEY_MOVES.search(self.text, stand.begin, first.start)):
            name, named_right = moved["money"], False  # 韩元贬值3%: the one name that a currency is
        if draft.unit in ("%", "pp") and not named_right and (moved := MOVED_BY.match(name)):
            name = name[moved.end() :]  # 下调存款准备金率0.25个百分点
            stand.tail.kinds.append("up" if moved["up"] else "down")
        if EACH_END.search(name) and (gain := GAIN.match(self.text, stand.end, first.start)):
            name += gain.group()  # 农户户均增收3000元
        if partner := self.partner(stand.begin, first.start, named):
            named, self.scope.foreign = replace(named, foreign=""), ""
        self.place_of(draft, stand.begin, first.start, named)
        draft.ref_area = OF_MONEY.get(name, draft.ref_area)
        if "、" in draft.ref_area and not named_right:
            name = LISTED_TOGETHER.sub("", name)
        if what.unit is None and not self.infer_unit(draft, name, what):
            self.aside[slot.start] = SetAside.NOT_UNDERSTOOD
            return None
        facts = self._facts(draft, slot, stand, (name, verb, named_right))
        self._measure(draft, facts, what)
        self.name_draft(draft, facts, named, stand)
        draft.breakdown = partner or draft.breakdown
        self._sign(draft, facts)
        self._qualify(draft, facts, what)
        self._how_reckoned(draft, stand.begin, first.start, stand.tail)
        draft.base = self._base(draft, stand.compared)
        self._in_another_unit(draft, facts)
        self._when(draft, stand)
        self.set_modality(draft, clause, first.start, stand.tail, facts.right, named_right=named_right)
        self._set_tier(draft, what)
        bracket = self.text[slot.start - 1 : slot.start] == "(" and not name
        self.of_the_base(draft, slot)
        if bracket or (draft.unit == "%" and RIVALS_OWN.search(self.masked, slot.left_start, slot.start)):
            self.of_the_rival(draft, slot, bracket)
        self.in_brackets(draft, slot)
        self.of_the_same(draft, slot, stand)
        self.of_the_aim(draft, slot)
        return draft

    def _facts(self, draft: Draft, slot: Slot, stand: Stand, chosen: tuple[str, str, bool]) -> Facts:
        """What the rules of measure ask for."""
        what, (name, verb, named_right) = slot.mention.what, chosen
        assert isinstance(what, Quantity)
        rate = self.scope.rate
        return Facts(
            draft.unit,
            "percent" if draft.unit == "%" else kind_of(what),
            name,
            verb,
            stand.tail,
            self.masked[slot.end : slot.right_end],
            stand.compared.base if stand.compared else self.scope.base,
            stand.whole is not None,
            named_right,
            named_right and FROM_WHERE.match(name) is not None,
            rate.measure if rate else None,
            self.scope.speaks_of_rate,
            is_long(self.scope.frame),
            self.scope.topic,
            self.text[stand.begin : slot.start],
            signed=self._is_signed(slot),
        )

    def _is_signed(self, slot: Slot) -> bool:
        """Whether a sign is printed with the number."""
        return self.text[slot.start] in "+-" or self.text.endswith("+", 0, slot.start)

    def _measure(self, draft: Draft, facts: Facts, what: Quantity) -> None:
        rule = choose(facts)
        draft.measure = BY_READING.get(what.rule, rule.measure)
        draft.note(rule.name)
        before = self.scope.level if self.scope.level_here else None
        listed = before is not None and draft.unit == before.unit and facts.before.startswith("、")
        in_all = ALTOGETHER.search(facts.before) is not None  # 净增企业175户、总数达到665户
        if listed and before and not in_all and ADDED_BEFORE in before.trail and draft.measure is Measure.LEVEL:
            draft.measure = Measure.CHANGE  # 新培育领军企业40家、示范企业90家
            draft.note(ADDED_BEFORE)
        timed = (told for told in self.scope.amounts if told.unit == draft.unit and TIMED.search(told.indicator))
        if draft.measure is Measure.DURATION and IS.search(facts.before) and any(timed):
            draft.measure = Measure.LEVEL  # 水电平均利用小时数为2700小时；火电为2600小时

    def _in_another_unit(self, draft: Draft, facts: Facts) -> None:
        """增加桥梁2.1万座、494万米: the second number of a thing tells by how much it grew as the first does."""
        last = self.scope.last
        alone = facts.before in BESIDE and not facts.name and draft.measure is Measure.LEVEL
        if alone and last and last.measure is Measure.CHANGE and last.unit != draft.unit and facts.kind != "percent":
            draft.measure, draft.base = Measure.CHANGE, last.base
            draft.value = -draft.value if last.value < 0 else draft.value
            draft.note("change: the same in another unit")

    def _when(self, draft: Draft, stand: Stand) -> None:
        """The period: the frame's, the one the number turned from, or the last year of a span that arrives."""
        self.set_period(draft, stand.compared)
        frame = self.scope.frame
        if stand.earlier:
            self._set_earlier(draft, stand.earlier)
        if stand.tail.says("to_up", "to_down") and frame and is_long(frame) and draft.period_end and not frame.is_since:
            draft.period_start = draft.period_end.replace(month=1, day=1)  # 2020年至2024年，…提升到34.6%: in 2024

    def _set_earlier(self, draft: Draft, earlier: re.Match[str]) -> None:
        """由上月下降1.2%转为…: the number is of the period it turned from."""
        span = self.told_span() or (Span(draft.period_start, draft.period_end) if draft.period_end else None)
        term = earlier["month"] or earlier["last"] or earlier["than"]
        if earlier["said"]:
            resolved = resolve(self.text[earlier.start("said") : earlier.end("said")], self.scope.published, span)
            if resolved is None or resolved.span is None:
                return
            before = shifted(span, resolved.span.end.year) if earlier["same"] and span else resolved.span
        elif term and span:
            before = calendar.term_before(span, quarters="季" in term)
        else:
            return
        draft.period_start, draft.period_end = before.start, before.end
        draft.note(TURNED)

    def _sign(self, draft: Draft, facts: Facts) -> None:
        """Changes and growth carry the sign of their verb."""
        if draft.measure not in SIGNED:
            return
        down = facts.tail.says("down") and not facts.tail.says("up")
        if draft.measure in (Measure.GROWTH, Measure.GROWTH_AVG):
            down = (
                (down and not facts.tail.says("rate"))
                or facts.tail.says("fall")
                or facts.name.endswith(("下降", "降幅", "少赚"))
                or (OTHER_END_GROWN in draft.trail and self.scope.rate is not None and self.scope.rate.value < 0)
                or ((behind := AVERAGE_RIGHT.match(facts.right)) is not None and behind["fall"] is not None)
            )
        elif draft.measure in (Measure.CHANGE, Measure.CHANGE_AVG):
            down = down or facts.tail.says("fall") or (facts.verb or facts.name).startswith(LESS)
        before = self.masked[max(0, draft.start - self.sentence.start - 24) : draft.start - self.sentence.start]
        if draft.unit == "pp" and not facts.tail.says("up", "down") and (other := THAN.search(before)):
            down = other.group().startswith(("低于", "慢于")) or bool(
                re.search("(?:低|慢|少)(?:出|了)?$", other.group())
            )
        if draft.unit == "pp" and not facts.tail.says("up", "down"):
            down = down or bool(REDUCED.search(before))  # 降低存款准备金率0.25个百分点
        if down:
            draft.value = -abs(draft.value)  # 下降-3.2% falls too
            draft.value_high = -abs(draft.value_high) if draft.value_high is not None else None
            draft.note("sign: a fall")

    def _how_reckoned(self, draft: Draft, begin: int, until: int, tail: Tail) -> None:
        """名义 and 实际 growth side by side, and the 降幅 whose points are told: kept beside the name."""
        way = ""
        each = EACH.search(self.text, begin, until)
        if each and each.group() not in draft.indicator + draft.breakdown:  # 日均新增50余户
            draft.breakdown = f"{draft.breakdown} {each.group()}".strip()
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
        behind = BEHIND.match(facts.right)
        if what.more or (behind and behind["gt"]):
            draft.qualifier = Qualifier.GT
        elif behind:
            draft.qualifier = Qualifier.LT if behind["lt"] else Qualifier.ABOUT
        elif kind := next((kind for kind in facts.tail.kinds if kind in QUALIFIERS), None):
            draft.qualifier = QUALIFIERS[kind]
        elif facts.share_whole and (before := BEFORE_SHARE.search(facts.before)):  # 约占新增装机的91.5%
            draft.qualifier = next(QUALIFIERS[kind] for kind, word in before.groupdict().items() if word)

    def _base(self, draft: Draft, compared: Compared | None) -> str | None:
        if draft.measure is not Measure.MULTIPLE and draft.measure not in SIGNED:
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
            return self.scope.seen_by or self.scope.change_base or self.scope.growth_base or "yoy"
        if draft.measure is Measure.CHANGE:
            self.scope.change_base = base  # 环比上升3.1点，升幅为3.4%: the same
        if draft.measure is Measure.GROWTH and base in ("yoy", "mom"):
            self.scope.growth_base = base
        return base

    def _set_tier(self, draft: Draft, what: Quantity) -> None:
        weak = what.unit is not None and what.unit.weak and what.unit.kind != "duration"
        few = draft.unit in ("项", "个", "条") and draft.value < 200 and bool(ACTIVITY.search(draft.indicator))
        at = draft.start - self.sentence.start
        ranked = draft.measure is not Measure.LEVEL or RANKED.search(self.text, max(0, at - 8), at)
        placed = draft.unit == "位" and bool(ranked)  # 较上月提升2位, 分列2、3位
        if weak or few or placed or what.rule == UNNAMED or draft.measure is Measure.DURATION:
            draft.tier = Tier.MAY


def plain(value: Decimal) -> Decimal:
    """The value without an exponent and without zeros that scaling left: 4598000.0 -> 4598000."""
    if value == value.to_integral_value():
        return Decimal(int(value))  # `quantize` has no more than 28 digits: 亿亿亿亿吨
    return value
