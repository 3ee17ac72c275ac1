"""Where a number stands: its clause, its sentence, its paragraph, and the mentions around it. Read only."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.extract.mention.period.shared import Said
from flows.extract.record import Mention
from warehouse.model import Claim, Measure, Role

STATES = (Measure.LEVEL, Measure.SHARE, Measure.RATIO, Measure.RANK)
AVERAGES = (Measure.GROWTH_AVG, Measure.CHANGE_AVG)
HEADLINES = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence: characters `start:end` of the article's text, and the clauses it is cut into."""

    start: int
    end: int
    paragraph: int
    role: Role
    clauses: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A claim in its setting: `sentence` is its place among the stretches, `clause` its bounds."""

    claim: Claim
    sentence: int
    clause: tuple[int, int]
    group: str  # state, movement, average: what weights may differ by
    tells_growth: bool  # a growth is told in its sentence
    stands: bool = False
    neighbours: frozenset = frozenset()
    most: object = None
    headline: bool = False
    first_number: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """An article's sentences and mentions, in order. `said`: how often each period is told of, `titled`: in headlines."""

    stretches: tuple[Stretch, ...]
    periods: tuple[Mention[Said], ...]
    said: Mapping[dt.date, int]
    titled: frozenset[dt.date]

    def times(self, end: dt.date) -> int:
        """How often a period that ends on a day is told of."""
        return self.said.get(end, 0)

    def in_headline(self, end: dt.date) -> bool:
        """Whether a headline names a period that ends on a day."""
        return end in self.titled

    def sentence_of(self, offset: int) -> int:
        """Which sentence holds a character; the one before it where none does."""
        return max(0, bisect.bisect_right(self.stretches, offset, key=lambda each: each.start) - 1)

    def numbers(self, claims: Sequence[Claim]) -> list[Number]:
        """The claims with what stands around them."""
        sentences = [self.sentence_of(claim.char_start) for claim in claims]
        growing = {at for at, claim in zip(sentences, claims, strict=True) if claim.measure is Measure.GROWTH}
        votes = Counter(c.period_end for c in claims)
        most = [e for e, n in votes.items() if 2 * n > len(claims)]
        out = []
        for k, (at, claim) in enumerate(zip(sentences, claims, strict=True)):
            near = frozenset(c.period_end for j, c in enumerate(claims) if j != k and sentences[j] == at)
            out.append(Number(claim, at, self._clause(at, claim.char_start), group_of(claim), at in growing, bool(STAND.search(self.clause_text(claim, at))), near, most[0] if most and most[0] is not None else None, self.stretches[at].role in HEADLINES, not any(sentences[j]==at for j in range(k))))
        return out

    def clause_text(self, claim, at):
        a,b=self._clause(at, claim.char_start); st=self.stretches[at].start
        i=claim.sentence
        return i[a-st:b-st]

    def _clause(self, sentence: int, offset: int) -> tuple[int, int]:
        stretch = self.stretches[sentence]
        at = bisect.bisect_right(stretch.clauses, offset, key=lambda each: each[0]) - 1
        return stretch.clauses[at] if at >= 0 else (stretch.start, stretch.end)


FLOW = re.compile("^[新再]|走访|开行|帮扶|罚款|排查|整改|培训|对接|查办|查处|办理|审结|发放|受理|授权|登记|签约|签署|举办|开展|销|产量|接待|发送|投资|交易|成交|出口|进口|下达|退税|减免|起诉|侦办|检查|处理|发电|用电|运量|吞吐|零售|核准|核发|授予|运送|招收|抓获|立案|救助|资助|票房|观影|出游|客流|投递|揽收|收入|利润|增加值|产值|营收|总值|销量|销售|生产总值|GDP|税")
STAND = re.compile("目前|已|现有|累计|如今|拥有|共有|覆盖|建成|形成|全球|世界")
from warehouse.vocabulary.units import units
COUNTED = {unit.base for unit in units().values() if unit.kind in ("count", "power", "area", "length")}
def group_of(claim) -> str:
    m = claim.measure
    if m in AVERAGES: return "average"
    if m in (Measure.SHARE, Measure.RATIO, Measure.RANK): return "rate"
    if m is Measure.LEVEL:
        return "flow" if FLOW.search(claim.indicator) else "count" if claim.unit in COUNTED else "amount"
    return "change" if m is Measure.CHANGE else "movement"


def setting_of(stretches: tuple[Stretch, ...], periods: Sequence[Mention[Said]]) -> Setting:
    """The setting of an article's numbers; sentences and mentions come in the order of the text."""
    times = Counter(mention.value.span.end for mention in periods if mention.value.span)
    ends = [(stretch.start, stretch.end) for stretch in stretches if stretch.role in HEADLINES]
    titled = {m.value.span.end for m in periods if m.value.span and any(start <= m.start < end for start, end in ends)}
    return Setting(stretches, tuple(periods), times, frozenset(titled))
