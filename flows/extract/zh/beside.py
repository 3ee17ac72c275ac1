"""Numbers that stand beside another one: in brackets behind it, expected of it, aimed at, a rival's or a base's own."""

from __future__ import annotations

import re

from flows.extract.draft import Draft
from flows.extract.mention.period.shared import shifted
from flows.extract.mention.period.zh import resolve
from flows.extract.mention.phrase.brackets import bracketed
from flows.extract.mention.phrase.zh import parts_of
from flows.extract.zh.bounds import Stand
from flows.extract.zh.clauses import Slot
from flows.extract.zh.context import EXPECTATION
from flows.extract.zh.cues import read_head
from flows.extract.zh.naming import RATE_END
from flows.extract.zh.subject import Subject
from flows.extract.zh.text import PERIOD, QUANTITY
from warehouse.model import Measure, Modality
from warehouse.vocabulary.units import units

AIM_END = re.compile("完成[^,;]{0,12}(?:目标|任务|计划)(?:任务)?[数量]?$")
AIMED_AT = "the sum aimed at"
OF_THE_BASE = "period: the base's, in brackets"
MOVED = (Measure.CHANGE_PP, Measure.CHANGE, Measure.GROWTH)
ARRIVES = re.compile(",?(?:升|降|涨|跌|增|回升|回落)?[至到](?:约|近|了)?")
LISTS_ITEMS = re.compile(
    "(?P<figure>[^,;。、]{2,24}?)(?:(?:排名?|位[居列]|居|排在|列)?(?:前[一二三四五六七八九十\\d]+|靠前|居前|领先|最[高快大])[^,;。]{0,8}|依次|分别)(?:为|是|有|包括)"
)
FARTHEST_ITEM = 160  # characters from the figure that heads a row of items to its last number
RATE_OF = re.compile("(?:同比|环比)?(?:增[速幅长]|涨幅|降幅|增长率)$")
BASE_BEFORE = re.compile(f"[比较](?P<said>{PERIOD}+)(?:同期|同月|同季)?$")
RIVAL = re.compile(
    f"(?:[高低快慢]于|高出|低出|超出|[比较、和与])(?P<whom>(?P<said>{PERIOD}+)(?P<same>同期|同月|同季)?[^,;()]{{0,6}}|[^,;(){PERIOD}{QUANTITY}]{{2,16}})$"
)


class BesideReader(Subject):
    """Gives a number what the one beside it says of it."""

    def of_the_aim(self, draft: Draft, slot: Slot) -> None:
        """到位资金48亿元，完成考核目标40亿元的120%: what was aimed at, of the same figure."""
        level = self.scope.level
        aimed = AIM_END.search(self.text, slot.left_start, slot.start) and self.masked.startswith(
            "的" + QUANTITY, slot.end
        )
        if aimed and level is not None and level.unit == draft.unit:
            draft.indicator, draft.breakdown, draft.measure = level.indicator, level.breakdown, level.measure
            draft.modality = Modality.TARGET
            draft.note(AIMED_AT)

    def of_the_same(self, draft: Draft, slot: Slot, stand: Stand) -> None:
        """增长8.1%，高于市场预期的2.0%，前值为12.4%: what was expected and what was before are of the figure told."""
        last = self.scope.last
        expected = EXPECTATION.search(self.text, slot.left_start, slot.start)
        between = self.text[last.end - self.sentence.start : slot.start] if last else ""
        if last is not None and last.measure in MOVED and ARRIVES.fullmatch(between):
            draft.indicator, draft.breakdown = last.indicator, last.breakdown  # 回升1.6个百分点，至51.2%
            draft.note("subject: what moved arrives")
            return
        alone = last is None or last.unit != draft.unit
        if alone and expected and draft.measure is Measure.RATIO and not RATE_END.search(draft.indicator):
            draft.measure, draft.base, draft.modality = Measure.GROWTH, "yoy", Modality.FORECAST  # 出口低于市场预测的5%
        if last is None or draft.unit != last.unit or not (expected or (stand.earlier and stand.earlier["last"])):
            return
        draft.measure, draft.base = last.measure, last.base
        if not expected:
            return
        draft.indicator, draft.breakdown, draft.ref_area = last.indicator, last.breakdown, last.ref_area
        draft.period_start, draft.period_end, draft.period_text = last.period_start, last.period_end, last.period_text
        draft.modality = Modality.FORECAST
        draft.note("the value expected")

    def in_brackets(self, draft: Draft, slot: Slot) -> None:
        """64.38GW behind 6438万千瓦 is that amount again; +12.1% behind one its growth; 甲业(21.2%) is of 甲业."""
        last = self.scope.last
        ends = last.end - self.sentence.start if last else -1
        found = bracketed(self.text, slot.start, amount_ends=ends)
        if found is None:
            return
        if found.item and draft.unit == "%":
            self._of_the_item(draft, found.item)
        elif last is None or not found.amount:
            return
        elif draft.unit == "%" and last.unit != "%":
            if found.signed:
                draft.measure, draft.base, draft.modality = Measure.GROWTH, "yoy", last.modality
                draft.note("in brackets: the growth of the amount before")
        elif alike_units(draft.unit, last.unit) and not (found.signed and draft.unit == "pp"):
            draft.measure, draft.base, draft.modality = last.measure, last.base, last.modality
            draft.indicator, draft.breakdown = last.indicator, last.breakdown
            draft.period_start, draft.period_end, draft.ref_area = last.period_start, last.period_end, last.ref_area
            draft.note("in brackets: the same amount in another unit")

    def _of_the_item(self, draft: Draft, item: str) -> None:
        """增速居前三的产业依次为甲业(21.2%)、乙业(18.1%): the figure was named at the clause's head."""
        at = draft.start - self.sentence.start
        listed = LISTS_ITEMS.search(self.text, max(0, at - FARTHEST_ITEM), at)
        if listed is None:
            return
        thing, figure = parts_of(RATE_OF.sub("", listed["figure"]))
        draft.indicator, draft.breakdown = item, thing + figure
        if RATE_OF.search(listed["figure"]):
            draft.measure, draft.base = Measure.GROWTH, "yoy"
        draft.note("in brackets: the figure of an item")

    def of_the_base(self, draft: Draft, slot: Slot) -> None:
        """较2013年(总产1986吨)增26%: a named figure in brackets behind a base is of the base's time."""
        opens = self.text.rfind("(", slot.left_start, slot.start)
        if opens < 0 or any(mark in self.text[opens : slot.start] for mark in ",)"):
            return
        base = BASE_BEFORE.search(self.masked, 0, opens)
        resolved = (
            resolve(self.text[base.start("said") : base.end("said")], self.scope.published, self.span())
            if base
            else None
        )
        if resolved and resolved.span:
            draft.period_start, draft.period_end = resolved.span.start, resolved.span.end
            draft.note(OF_THE_BASE)

    def of_the_rival(self, draft: Draft, slot: Slot, bracket: bool) -> None:
        """高于全国(3.9%)3.6个百分点, 比全省的6.1%快, 较去年同期(-1.1%): the rival's own, of its place or its time."""
        rival = RIVAL.search(self.masked, slot.left_start, slot.start - 1)
        if rival is None:
            return
        inside = [p for p in self.places() if rival.start() < p.start and p.end <= rival.end()]
        word = read_head(self.masked, rival.start("whom"), rival.end()).local
        if not (inside or word or bracket):
            return
        if self.scope.rate is not None and draft.unit == "%":
            draft.measure, draft.base = self.scope.rate.measure, self.scope.rate.base
        if inside or word:
            draft.ref_area = self.written(inside[-1]) if inside else self.scope.here.means(word, self.scope.place)
        if rival["said"]:
            resolved = resolve(self.text[rival.start("said") : rival.end("said")], self.scope.published, self.span())
            span, last = self.span(), resolved.span if resolved else None
            if last is not None:
                before = shifted(span, last.end.year) if rival["same"] and span else last
                draft.period_start, draft.period_end = before.start, before.end
        draft.note("the rival's figure")


def alike_units(one: str, other: str) -> bool:
    """Whether the two base units measure one quantity: two currencies, 公顷 and 亩, 千瓦 twice, 公斤/亩 and 吨/公顷."""
    if one.count("/") == other.count("/") == 1:
        return all(alike_units(a, b) for a, b in zip(one.split("/"), other.split("/"), strict=True))
    kinds = {unit.base: unit.kind for unit in units().values()}
    return one == other or (kinds.get(one) is not None and kinds.get(one) == kinds.get(other) != "count")
