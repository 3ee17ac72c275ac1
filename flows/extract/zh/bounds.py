"""Where a number's subject stands in its clause (规模以上工业增加值|同比|增长|6.2%), cue words left out."""

from __future__ import annotations

import re

from flows.extract.draft import Draft
from flows.extract.mention.quantity.implied_zh import COUNTED, MONEY
from flows.extract.mention.quantity.shared import Quantity
from flows.extract.zh.clauses import Clause, Slot
from flows.extract.zh.compare import TURNED_ROUND, Compared, find_comparison
from flows.extract.zh.cues import Tail, read_tail
from flows.extract.zh.dating import Dating
from flows.extract.zh.lists import KINDS_LONGEST_FIRST
from flows.extract.zh.text import PERIOD, QUANTITY
from warehouse.values import dataclass
from warehouse.vocabulary.words import any_of

PART_OF = re.compile(
    r"(?<![应自])占(?![领率]|[据有](?!了)|地(?!区|方))(?:到|据了|有了|了)?(?P<whole>[^占]*?)的?(?:比重|比例|份额|比)?"
    r"(?:合计|约|分别|已|也|均|达)*$"
)
ONLY = re.compile("(?<=..)(?:所|只|仅|约|就|则|还|也|更|均|各|已|共|合计|合共|总共|高达|大约)+$")  # 西部企业只|占一成
IN_WHOLE = re.compile(  # 在总收入中占, 在总收入中所占的比重
    r"在(?P<whole>[^在]{2,30}?)(?:中|里)(?:的|(?:所占?|占有?)的?(?=[比份]))?(?:占(?:比)?|(?:比重|比例|份额)(?:分别|已)?)$"
)
REACHES = re.compile(r"(?<=..)(?:达到|达|相当于|占到|覆盖|覆盖全部)(?P<whole>[^,达]{2,24})$")
OF_ALL = re.compile(  # 出口逾全国七成, 产能近全球的三分之一
    "(?<=..)(?<![增涨降][速幅])(?<!增长)(?<!率)(?:约|近|将近|接近|不足|超过?|逾)(?P<whole>全(?:国|省|市|区|县|球|行业)|世界)(?:总[量数额])?的?$"
)
THAN = re.compile(
    r"(?:(?<![同环占对])比(?!例|重)|(?<!比)较(?![大高快低小])|高于|低于|快于|慢于|高出|优于|高过)[^\ue001,]{1,20}?(?:增速|水平|平均水平|平均|增幅)?(?:高|低|快|慢|多|少)?(?:出|了)?$"
)
EARLIER = re.compile(
    f"(?:由|从)(?:(?P<month>上个?月)|(?P<said>{PERIOD}+)(?P<same>同期|同月|同季)?|上个?季度?|上周|前值)的?"
    f"(?=(?:同比|环比)?(?:增长|上涨|上升|下降|下跌|回升|回落)?的?(?:{QUANTITY}+、)?$)"
    # 比重为38.6%(上月为36.1%), 较上月的450亿美元增长1.7%: the last term's own figure
    "|(?P<last>上个?月|前月|前值|上一个月|上一?个?季度?)(?:份|末)?(?:仅|则)?(?:为|是|报|录得)(?:顺差|逆差|增长|上涨|上升|下降|下跌)?$"
    "|[较比](?P<than>上个?月|上一个月|上一?个?季度?)(?:份|末)?的(?:约|近)?$"
)
ITSELF_A_RATE = re.compile("(?:左右|以上)?的[^,;。\ue001\ue002]{0,6}(?:增速|增长|水平|增幅|涨幅)")
ABOVE = re.compile("(?:高于|低于|快于|慢于|优于|好于|超过)了?(?:同期|其)?(?=[^,\ue001\ue002]{2,24}$)")
THAN_ANOTHER = re.compile("[^,]{2,20}(?:高|低|快|慢)(?:出|了)?$")
RIVAL_OF_MULTIPLE = re.compile("(?:是|为|相当于)[^,是为\ue001\ue002]{2,20}的(?:约|近|超过?)?$")
MORE_THAN = re.compile(
    "(?:(?P<up>高|快|多|大|好|长)|低|慢|少|小|短)(?:出|了|于)?(?:约|近)?|(?P<more>多|少)(?!减)[\u4e00-\u9fff]{1,3}"
)
PER = re.compile(
    "每(?P<each>吨|公斤|千克|千瓦时|度|平方米|桶|立方米|亩|斤|升|盎司|人|户|股|件|辆|台|月|年|天|小时|次|盒|支|张)(?:约|近|超)?"
    "(?:(?<=每吨|公斤|千克|瓦时|每度|方米|每桶|每斤|每升)(?:分别|均|各|再|拟|将|累计|平均)*(?:上调|下调|上涨|下跌|上升|下降|提高|降低|涨|跌|降|减|增加|减少)了?(?:约|近|超)?)?$"
)
HELD_AGAINST = re.compile("[高低快慢好优强弱]于|[高低超]出|超过|[比较与](?![重例价值])")
CONTRIBUTES = re.compile(
    r"(?P<who>.*?)(?:拉动|带动|推动|贡献|影响)(?P<what>[^拉带]{0,24}?)(?:增长|提高|上升|回升|上涨|回落|下降)?(?:了|约)?$",
    re.S,
)
GIVES_GROWTH = re.compile(  # 为全省工业增长贡献54.3%, 对工业增长贡献达43.2%: no growth of its own
    r"(?P<who>.*?)(?:合计|共同?)?[为对](?P<what>[^,为对]{2,24}?增(?:长|量|加))的?贡献(?:合计|分别|均|各|达到?|超过?|近|约|为|了|出)*$",
    re.S,
)
ATTRIBUTE = re.compile("(?:以上|以下|以内)?的[^,;。\ue001\ue002]{2,16}")
OVER = re.compile("(?:超过?|不足|低于|高于|突破|达到?)了?$")  # 营业收入超百亿元的集群142个
SUCH = re.compile(f"的(?:{QUANTITY}|达|有|共|企业|项目|产业|集群|园区|单位|机构|城市|县)")
MEASURED_BY = "(?:总?投资|年?产值|年?营业收入|年?主营业务收入|年?营收|年?销售额|年?销售收入|税收|规模|资产|年?产能)额?"
ROUND = re.compile("[十百千]?[万亿]元")
SIZED_CLASS = re.compile("(?:企业|项目|产业|产业链|集群|园区|乡镇|镇|村)")
LIMIT_ALONE = re.compile("及?以[上下]")
SIZED = re.compile(  # 推进35个总投资20亿元以上的升级项目: what so many of that size are
    f"{MEASURED_BY}(?:超过?|达到?|过|突破|不低于|在)?{QUANTITY}+(?:及?以上|以下)?的(?P<what>[“”\u4e00-\u9fff]{{2,16}})"
)
THRESHOLD = re.compile(r"^(?:元)?(?:及)?(?:以上|以下|以内)(?:的)?")

KIND_END = re.compile(rf"(?:{any_of(KINDS_LONGEST_FIRST)})(?:分别|为|达|达到|超过?|共|合计|完成)*$")


@dataclass(slots=True)
class Stand:
    """What stands before a number: the subject in `start:end`, the cue words of its `tail`, what it is compared with.

    `begin`: where the clause's words for it begin. `whole`: what a share is of (占…比重), None where nothing is said.
    `earlier`: 由上月下降1.2%转为…. `contributes`: 拉动…增长, 为…增长贡献.
    """

    begin: int
    start: int
    end: int
    tail: Tail
    compared: Compared | None
    earlier: re.Match[str] | None = None
    arrives: bool = False  # 从A到B: the subject stands before 从, whatever follows A
    whole: str | None = None
    contributes: re.Match[str] | None = None


class Bounds(Dating):
    """Finds the bounds of subjects; what they name is Subject's."""

    def stand(self, clause: Clause, first: Slot, draft: Draft, subject_end: int | None) -> Stand:
        """What stands before the list that `first` heads; a price for each (每吨98美元) changes the draft's unit."""
        begin = self.subject_start(clause, first)
        stop = subject_end if subject_end is not None else first.start
        compared = find_comparison(self.masked, self.text, begin, stop, self.scope.published, self.span())
        earlier = EARLIER.search(self.masked, begin, stop)
        if earlier:  # PPI环比由上月下降0.4%转为…: the subject ends before 由上月
            before = compared if compared and compared.end <= earlier.start() else None
            tail, start, end = self._tail(begin, earlier.start(), before)
            tail.kinds[:0] = read_tail(self.masked[earlier.end() : stop]).kinds
        elif turned := TURNED_ROUND.search(self.masked, begin, stop):
            before = compared if compared and compared.end <= turned.start() else None
            tail, start, end = self._tail(begin, turned.start(), before)
            tail.kinds[:0] = read_tail(self.masked[turned.end() : stop]).kinds
        else:
            tail, start, end = self._tail(begin, stop, compared)
        stand = Stand(begin, start, end, tail, compared, earlier, arrives=subject_end is not None)
        stand.end = self._per(draft, first, stand.end)
        if draft.unit == "pp":
            stand.contributes = CONTRIBUTES.match(self.text[begin:stop])
        elif draft.unit == "%" and "贡献" in self.text[begin:stop]:
            stand.contributes = GIVES_GROWTH.match(self.text[begin:stop])
        opened = self.masked[first.start - 1 : first.start] == "("
        if opened and not self._is_figure(stand.begin, first.start - 1, draft.unit):
            stand.start = stand.end = first.start  # 82.1%，较改革前(58.3%): of the same thing
        if draft.unit in ("x", "%") and (rival := RIVAL_OF_MULTIPLE.search(self.masked, begin, stop)):
            stand.end = max(stand.start, min(stand.end, rival.start()))  # 388件，是全国平均水平的11倍; 仅为邻国的三成
        above = ABOVE.search(self.masked, stand.start, stand.end) if draft.unit == "%" else None
        if above and ITSELF_A_RATE.match(self.masked, first.end):
            stand.start = above.end()  # 高于同期世界钢材产量1.7%的增速: the number is the rival's
        if draft.unit in ("%", "pp", "x"):  # 应占盈利4亿元 is no share
            stand.whole, stand.end = self._whole(stand.start, stand.end, share=draft.unit == "%")
        if draft.unit == "pp":
            self._leave_out_rival(stand, first)
        return stand

    def _is_figure(self, start: int, end: int, unit: str) -> bool:
        """Whether what the number measures stands before its bracket: 水泥产量(32万吨); not 82.1%，较改革前(58.3%)."""
        words = self.masked[start:end]
        if HELD_AGAINST.search(words):
            return False
        named = KIND_END.search(words) or MONEY.search(words) or COUNTED.search(words)
        if named is not None:
            return True
        counts = unit in ("", "%", "pp", "个", "项", "条", "类", "种")  # 发展类目标(13个): how many follow
        return not counts and len(words) > 1 and (self.scope.last is None or words.startswith((")、", ")和")))

    def _leave_out_rival(self, stand: Stand, first: Slot) -> None:
        """比各项贷款增速高5.5个百分点, 比2023年全国平均水平高2个百分点: what it is higher than is no subject."""
        compared = stand.compared
        if than := THAN.search(self.masked, stand.start, first.start):
            stand.end = max(stand.start, min(stand.end, than.start()))
        elif compared and THAN_ANOTHER.match(self.masked, compared.end, first.start):
            stand.start, stand.end, stand.compared = stand.begin, compared.start, None
        else:
            return
        stand.end = stand.start + read_tail(self.masked[stand.start : stand.end]).end

    def _per(self, draft: Draft, first: Slot, end: int) -> int:
        """价格为每吨98美元: the price's unit is 美元/吨; returns where the subject ends without 每吨."""
        what = first.mention.what
        if not isinstance(what, Quantity) or what.unit is None or what.unit.kind != "money":
            return end
        found = PER.search(self.text[first.left_start : first.start])
        if found is None:
            return end
        draft.unit = f"{what.unit.surface}/{found['each']}"
        draft.note("price: so much for each")
        before = self.text[first.left_start : first.left_start + found.start()].rstrip("为达至到约")
        return min(end, first.left_start + len(before))

    def subject_start(self, clause: Clause, slot: Slot) -> int:
        """Where a slot's subject may begin: a limit before it (50亿元以上项目3个) belongs to it."""
        if slot is clause.slots[0]:
            return slot.left_start
        index = next(i for i, other in enumerate(clause.slots) if other is slot)
        if not self.is_threshold(clause, clause.slots[index - 1]):
            return slot.left_start
        before = clause.slots[index - 1]
        inner = self.masked[before.end : slot.start]
        leads = self.masked[before.left_start : before.start].strip("、,和其中 ")
        named = bool(leads) and ("的" in inner or KIND_END.search(leads) is not None)  # 税收300万元以上企业9家
        return before.left_start if named else before.start

    def is_threshold(self, clause: Clause, slot: Slot) -> bool:
        """50亿元以上项目3个: a limit that belongs to the next number's subject."""
        what = slot.mention.what
        if isinstance(what, Quantity) and self.counts_subject(clause, slot, what):
            return True
        if (
            not isinstance(what, Quantity)
            or kind_of(what) in ("percent", "multiple")
            or (kind_of(what) == "duration" and what.unit and what.unit.surface != "岁")
        ):
            return False
        later = any(other.start > slot.start for other in clause.slots)
        if self._limits(clause, slot):
            return True
        if later and SIZED_CLASS.match(self.masked, slot.end) and ROUND.fullmatch(self.text, slot.start, slot.end):
            return True  # 百亿元企业12家
        if later and what.unit and what.unit.surface == "级":  # 百亿级项目12个
            return True
        right = self.masked[slot.end : slot.right_end]
        if later and OVER.search(self.masked[slot.left_start : slot.start]) and SUCH.match(self.masked, slot.end):
            return True
        mark = THRESHOLD.match(right)
        return bool(later and mark and mark.end() < len(right)) or self._is_attribute(clause, slot, right)

    def _limits(self, clause: Clause, slot: Slot) -> bool:
        """35个总投资20亿元以上的升级项目: a size within the name behind a count; 50亿元以上3个: one before it."""
        at = next(i for i, other in enumerate(clause.slots) if other is slot)
        if at and (sized := SIZED.match(self.masked, clause.slots[at - 1].end)) and slot.end < sized.end():
            return True
        after = clause.slots[at + 1] if at + 1 < len(clause.slots) else None
        return (
            after is not None
            and slot.right_end == after.start
            and LIMIT_ALONE.fullmatch(self.masked, slot.end, slot.right_end) is not None
        )

    def _is_attribute(self, clause: Clause, slot: Slot, right: str) -> bool:
        """投资额超过1亿元的项目500个: a number within the name of what the next one counts."""
        after = next((other for other in clause.slots if other.start > slot.start), None)
        if after is None or after.start != slot.right_end or not isinstance(after.mention.what, Quantity):
            return False
        left = self.masked[slot.left_start : slot.start]
        tail = read_tail(left)
        return (
            kind_of(after.mention.what) == "count"
            and ATTRIBUTE.fullmatch(right) is not None
            and tail.says("gt", "lt", "copula")
            and not tail.says("have")
            and len(left[: tail.end].strip("、,和其中 ")) > 1
        )

    def counts_subject(self, clause: Clause, slot: Slot, what: Quantity) -> bool:
        """三项社会保险基金总收入5.2万亿元: a handful that only belongs to the next number's subject."""
        few = what.unit is not None and what.unit.surface in ("项", "大", "类", "个", "家") and what.value < 10
        if not few or self.text[slot.start].isdecimal() or slot is not clause.slots[0] or len(clause.slots) < 2:
            return False
        between = self.masked[slot.end : slot.right_end]
        leads = self.masked[clause.start : slot.start].strip("、,和其中" + PERIOD)
        return not leads and 4 <= len(between) <= 24 and bool(KIND_END.search(between))

    def _tail(self, begin: int, stop: int, compared: Compared | None) -> tuple[Tail, int, int]:
        """The cue words before the number and the bounds of the subject, the comparison left out."""
        if compared is None:
            tail = read_tail(self.masked[begin:stop])
            return tail, begin, begin + tail.end
        more = MORE_THAN.fullmatch(self.masked, compared.end, stop)  # 比上年同期高2.5个百分点
        tail = read_tail(self.masked[compared.end : more.start() if more else stop])
        if more:
            tail.kinds.append("up" if more["up"] or more["more"] == "多" else "down")
        if compared.base in ("yoy", "mom"):
            tail.kinds.append(compared.base)
        if self.masked.startswith(("低于", "慢于"), compared.start):
            tail.kinds.append("down")
        if self.masked[compared.end : compared.end + tail.end].strip(" ,、的") not in ("", "平均"):  # 物价按年平均上升
            return tail, compared.end, compared.end + tail.end
        before = read_tail(self.masked[begin : compared.start])
        tail.kinds.extend(before.kinds)
        return tail, begin, begin + before.end

    def _whole(self, start: int, end: int, *, share: bool) -> tuple[str | None, int]:
        """占GDP比重, 在电信业务收入中占: the whole a share is of, and where the subject ends without it."""
        words = self.text[start:end]
        if found := IN_WHOLE.search(words):
            return found["whole"], start + found.start()
        if found := PART_OF.search(words):
            lead = ONLY.search(words, 0, found.start())
            return found["whole"].strip("了 "), start + (lead.start() if lead else found.start())
        if share and (found := OF_ALL.search(words)):
            return found["whole"], start + found.start()
        if share and self.text.startswith("的", end) and (found := REACHES.search(words)):
            return found["whole"], start + found.start()
        return None, end


def kind_of(what: Quantity) -> str:
    """The kind of the quantity's unit; `bare` where none is printed."""
    return what.unit.kind if what.unit else "bare"


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can stand in one list: of one kind, or growth in per cent and in times (48.6%、1.2倍)."""
    kinds = {kind_of(one), kind_of(other)}
    points = {what.unit is not None and what.unit.base == "pp" for what in (one, other)}
    if len(points) > 1:
        return False  # 毛利率51.8%/+7.7个百分点
    return len(kinds) == 1 or (kinds == {"percent", "multiple"} and not any(points))


def same_kind(one: str, other: str) -> bool:
    """Whether two units are one, or both are money: 较上年的55亿元 behind 新台币60亿元."""
    return one == other or all(len(unit) == 3 and unit.isascii() and unit.isupper() for unit in (one, other))
