"""分别: numbers in a row given to the things, places, periods or bases that stand in a row before them."""

from __future__ import annotations

import itertools
import re

from flows.extract.calendar import years
from flows.extract.draft import Draft
from flows.extract.mention.numeral.zh import chinese_number
from flows.extract.mention.period.shared import base_words
from flows.extract.mention.period.zh import YEARS, resolve
from flows.extract.mention.period.zh_plain import plain
from flows.extract.mention.phrase.zh import parts_of
from flows.extract.zh.clauses import MOST_NUMBERS, Clause, Slot
from flows.extract.zh.compare import LAST_TERM, LAST_YEAR, TWO_BASES
from flows.extract.zh.cues import read_head
from flows.extract.zh.lists import (
    listed_places,
    name_behind,
    pair_clauses,
    pair_members,
    pair_named_before,
    pair_with_earlier,
    strip_places,
)
from flows.extract.zh.numbers import SIGNED, NumberReader
from flows.extract.zh.text import PERIOD, QUANTITY

PERIODS = re.compile(f"{PERIOD}+")
PRICE_END = re.compile("价格?$")
ROW_OF_PERIODS = re.compile(  # 2023年和2024年,…分别为; 一季度、上半年和全年增速分别为
    f"(?:^|(?<=[,;:]))(?:从|在)?(?P<row>{PERIOD}+(?:[、和及与]{PERIOD}+)+)(?:(?:期间|里|中)?,|(?=[^,;。]{{0,24}}分别))"
)
GROUP_GAP = re.compile(
    r"\s*(?:以上|左右)?\s*(?:、|和|及|以及|与|,|/|:)\s*(?:约|近|超)?\s*[+-]?$"
    r"|(?:、|和|及|与)"  # 下降0.1个和上升1.6个百分点
    r"(?:(?P<up>上升|提高|提升|上涨|增长|增加|扩大|加快)|下降|降低|回落|下跌|下滑|减少|收窄|放缓)$"
)
MEMBERS = re.compile("[、和及与]")
ORIGIN = re.compile("(?:主要|大多|全部|均)?(?:来自|来源于|销往|运往|发往|出口到|出口至)(?:于)?")  # 主要来自甲、乙和丙
SO_MANY_PLACES = re.compile("(?P<count>[二两三四五六七八九十])个?(?:地区|区域|省份|省市|省|市|城市|国家)")


class ListReader(NumberReader):
    """Shares the numbers of a list out; single numbers are NumberReader's."""

    def pair(self, clause: Clause, group: list[Slot], drafts: list[Draft]) -> None:
        """分别: the n-th number belongs to the n-th of the things named before, in this clause or an earlier one."""
        first = group[0]
        words = self.text[self.subject_start(clause, first) : first.start]
        respective = "分别" in words or "依次" in words
        if not drafts or not (respective or len(drafts) > 1):
            return
        if self._pair_periods(clause, first, drafts) or self._pair_bases(first, drafts):
            return
        places = listed_places(self.places(), self.text, clause.start, first.start, len(drafts))
        if not places and respective:
            places = (
                listed_places(self.places(), self.text, 0, first.start, len(drafts)) if not self.scope.members else []
            )
        if len(drafts) == 1:
            self._join_places(drafts[0], clause, first)
        elif places:
            level = self.scope.level
            parent = (level.indicator if level else "") or self.scope.within or self.scope.topic
            partners = self.scope.partners and self.all_overseas(places)
            for draft, (begins, ends, area) in zip(drafts, places, strict=True):
                draft.ref_area = self.scope.place if partners else area
                draft.breakdown = self.text[begins:ends] if partners else draft.breakdown
                draft.note("list: each place its number")
                strip_places(draft, [self.text[a:b] for a, b, _ in places], parent)
            self.scope.members = [(draft.indicator, draft.ref_area) for draft in drafts]
        elif areas := self._places_told(words, len(drafts)):
            for draft, area in zip(drafts, areas, strict=True):
                draft.ref_area = area
                draft.note("list: the places told of before")
        elif pair_members(drafts) or self._pair_before(drafts, clause, respective=respective):
            self._lend_price(drafts)
            if "以" in words:
                name_behind(drafts, self.text[group[-1].end : group[-1].right_end])
            self.scope.members = [(draft.indicator, draft.ref_area) for draft in drafts]
        else:
            earlier = self.scope.rates if drafts[0].unit == "pp" else self.scope.amounts
            levels = [(a.indicator, a.ref_area) for a in earlier[-len(drafts) :]]
            members = self.scope.members if len(self.scope.members) == len(drafts) else levels
            if pair_with_earlier(drafts, members):
                self.scope.members = [(draft.indicator, draft.ref_area) for draft in drafts]

    def _lend_price(self, drafts: list[Draft]) -> None:
        """铜均价为3.6万元/吨；铝、锌分别为A元/吨和B元/吨: prices too."""
        level = self.scope.level
        if level is None or not self.scope.level_here or "/" not in drafts[0].unit or drafts[0].unit != level.unit:
            return
        figure = parts_of(level.indicator)[1]
        if PRICE_END.search(figure) and not any(PRICE_END.search(draft.indicator) for draft in drafts):
            for draft in drafts:
                draft.indicator += figure

    def turn_signs(self, group: list[Slot], drafts: list[Draft]) -> None:
        """分别下降0.1个和上升1.6个百分点: each number's own verb gives its sign."""
        if len(group) != len(drafts):
            return
        for before, slot, draft in zip(group, group[1:], drafts[1:], strict=False):
            gap = GROUP_GAP.match(self.masked[before.end : slot.start])
            verb = gap.group()[-2:] if gap else ""
            if draft.measure in SIGNED and "\u4e00" <= verb[-1:] <= "\u9fff" and len(verb) == 2 and gap:
                draft.value = abs(draft.value) if gap["up"] else -abs(draft.value)
                draft.note("sign: of the list's own verb")

    @staticmethod
    def _pair_years(words: str, drafts: list[Draft]) -> bool:
        """2021—2023年…分别为A、B、C: each year of the span its number."""
        found = YEARS.fullmatch(plain(words))
        if found is None or int(found["last"]) - int(found["first"]) + 1 != len(drafts):
            return False
        for year, draft in enumerate(drafts, int(found["first"])):
            span = years(year)
            draft.period_start, draft.period_end, draft.period_text = span.start, span.end, words
            draft.note("list: each period its number")
        return True

    def _pair_periods(self, clause: Clause, first: Slot, drafts: list[Draft]) -> bool:
        """一季度、上半年、前三季度…分别为A、B、C: each period its number."""
        said = [p for p in clause.said if p.end <= first.start]
        if len(said) == 1 and self.text.startswith("平均", said[0].end):
            said = []  # 一季度、上半年和全年增速分别为…，两年平均增速分别为…: of each of these periods
        if len(drafts) > 2 and len(said) == 1 and self._pair_years(self.text[said[0].start : said[0].end], drafts):
            return True
        if len(drafts) > 2 and not said and self._pair_years(self.scope.frame_words, drafts):
            return True  # 2013年到2017年，新增就业人数分别为…
        if len(drafts) > 1 and not said and not MEMBERS.search(self.text, clause.start, first.start):
            row = self._row_before(clause)
            return len(row) == len(drafts) and self._share_out(row, drafts)
        if len(drafts) < 2 or len(said) != len(drafts):
            return False
        if any(not re.fullmatch("[、和及与]", self.text[a.end : b.start]) for a, b in itertools.pairwise(said)):
            return False
        against = self.text[said[0].start - 1 : said[0].start] in ("比", "较", "与")
        for draft, mention in zip(drafts, said, strict=True):
            words = str(mention.what)  # of a bundle each with its year: 去年一、二季度
            resolved = resolve(words, self.scope.published, self.span_before)
            if resolved and resolved.span and against:  # 较一季度、上半年分别提高7.9个和3.4个百分点
                draft.base = "yoy" if LAST_YEAR.search(words) else base_words(resolved.span)
                draft.note("list: each base its number")
            elif resolved and resolved.span:
                draft.period_start, draft.period_end = resolved.span.start, resolved.span.end
                draft.period_text = words
                draft.note("list: each period its number")
        return True

    def _row_before(self, clause: Clause) -> list[str]:
        """2023年和2024年，粮食产量分别为…，同比分别增长…: the periods that are all of a clause before."""
        rows = list(ROW_OF_PERIODS.finditer(self.masked, 0, clause.start))
        if not rows or PERIOD in self.masked[rows[-1].end() : clause.start]:
            return []
        found = rows[-1]
        return [self.text[part.start() : part.end()] for part in PERIODS.finditer(self.masked, *found.span("row"))]

    def _share_out(self, row: list[str], drafts: list[Draft]) -> bool:
        """Each period of a row its number; False where one of them is none that numbers are of."""
        found = [resolve(words, self.scope.published, self.span_before) for words in row]
        spans = [resolved.span if resolved else None for resolved in found]
        for words, span, draft in zip(row, spans, drafts, strict=True):
            if span is None or None in spans:
                return False
            draft.period_start, draft.period_end, draft.period_text = span.start, span.end, words
            draft.note("list: each period its number")
        return True

    def _pair_bases(self, first: Slot, drafts: list[Draft]) -> bool:
        """分别比上月和上年同期低0.09个和0.41个百分点: each base its number."""
        found = TWO_BASES.search(self.text, first.left_start, first.start)
        if found is None or len(drafts) != 2:
            return False
        for draft, words in zip(drafts, (found["one"], found["other"]), strict=True):
            draft.base = "mom" if LAST_TERM.search(words) else "yoy"
            draft.note("list: each base its number")
        return True

    def _places_told(self, words: str, count: int) -> list[str]:
        """四个地区占比分别为…: the places that the last so many claims were of."""
        if not (found := SO_MANY_PLACES.search(words)) or chinese_number(found["count"]) != count:
            return []
        told = list(dict.fromkeys(reversed(self.scope.areas[-MOST_NUMBERS:])))[:count]
        return told[::-1] if len(told) == count else []

    def _pair_before(self, drafts: list[Draft], clause: Clause, *, respective: bool) -> bool:
        """The members stand in the clauses before: strung together in one of them, or, with 分别, each a clause."""
        before = self._clauses_before(clause)
        leans = any("taken over" in rule or "named before" in rule for rule in drafts[0].trail)
        here = next((words for words in reversed(before) if leans and MEMBERS.search(words)), "")
        head = read_head(here, 0, len(here)).start
        if origin := ORIGIN.match(here, head):
            head = origin.end()
        listed = bool(here and pair_named_before(drafts, here[head:]))
        return listed or (respective and pair_clauses(drafts, before))

    def _clauses_before(self, clause: Clause) -> list[str]:
        """The clauses without a number right before this one: things strung together with commas."""
        before = re.split(rf"[;。:!?{QUANTITY}]", self.masked[: clause.start])[-1]
        words, at = re.sub("^,?其中", "", before), clause.start
        at -= len(words)
        parts = [part.span() for part in re.finditer("[^,]+", words)]
        told = [(a, b) for a, b in parts if words[a:b].strip(PERIOD + " ")]  # 上半年，…: a period alone is no member
        return [self.text[at + a : at + b] for a, b in told]

    def _join_places(self, draft: Draft, clause: Clause, slot: Slot) -> None:
        """甲、乙、丙分别入围3项: one number for several places, joined by 、."""
        inside = [
            p for p in self.places() if slot.left_start <= p.start and p.end <= slot.start and p.kind != "organisation"
        ]
        if len(inside) > 1:
            draft.ref_area = "、".join(self.written(p) for p in inside)
            strip_places(draft, [self.text[p.start : p.end] for p in inside])
            draft.note("list: one number for several places")
