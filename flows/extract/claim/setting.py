"""Where numbers stand: each in its clause, its sentence, its paragraph, among the periods around it. Read only."""

from __future__ import annotations

import bisect
import datetime as dt
import operator
from collections import Counter
from collections.abc import Sequence, Set

from flows.extract.mention.period.shared import Said
from flows.extract.record import Mention
from warehouse.model import Claim, Measure, Role
from warehouse.values import dataclass
from warehouse.vocabulary.units import units

_START = operator.attrgetter("start")
AVERAGES = (Measure.GROWTH_AVG, Measure.CHANGE_AVG)
RATES = (Measure.SHARE, Measure.RATIO, Measure.RANK)
HEADLINES = (Role.KICKER, Role.TITLE, Role.SUBTITLE)
COUNTED = frozenset(unit.base for unit in units().values() if unit.kind in ("count", "power", "area", "length"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence: characters `start:end` of the article's text, and the clauses it is cut into."""

    start: int
    end: int
    paragraph: int
    role: Role
    clauses: tuple[tuple[int, int], ...]

    def clause_at(self, offset: int) -> tuple[int, int]:
        """The clause that holds a character."""
        at = bisect.bisect_right(self.clauses, offset, key=lambda each: each[0]) - 1
        return self.clauses[at] if at >= 0 else (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Number:
    """A claim in its setting: `sentence` is its place among the stretches, `clause` its bounds.

    `group`: what is said (count, flow, amount, rate, movement, change, average). `neighbours` and `most`: the last days
    that the first reader gave the other numbers of the sentence, and most numbers of the article (None: no day).
    """

    claim: Claim
    sentence: int
    clause: tuple[int, int]
    group: str
    tells_growth: bool  # a growth is told in its sentence
    stands: bool  # its clause says that something is so by now: 已, 累计, 现有
    neighbours: frozenset[dt.date | None]
    most: dt.date | None


@dataclass(frozen=True, slots=True)
class Setting:
    """An article's sentences, and the periods that they name, in the order of the text.

    `starts` and `homes`: where each period stands, and in which sentence.
    """

    stretches: tuple[Stretch, ...]
    periods: tuple[Mention[Said], ...]
    starts: tuple[int, ...]
    homes: tuple[int, ...]

    def sentence_of(self, offset: int) -> int:
        """Which sentence holds a character; the one before it where none does."""
        return sentence_of(self.stretches, offset)


@dataclass(frozen=True, slots=True)
class Cues:
    """Where numbers begin whose words say that something flows, and the clauses that tell a standing state."""

    flowing: Set[int]
    standing: Set[int]


def sentence_of(stretches: Sequence[Stretch], offset: int) -> int:
    """Which sentence holds a character; the one before it where none does."""
    return max(0, bisect.bisect_right(stretches, offset, key=_START) - 1)


def setting_of(stretches: tuple[Stretch, ...], periods: Sequence[Mention[Said]]) -> Setting:
    """The setting of an article's numbers; sentences and mentions come in the order of the text."""
    starts = tuple(mention.start for mention in periods)
    return Setting(stretches, tuple(periods), starts, tuple(sentence_of(stretches, start) for start in starts))


def numbers_of(claims: Sequence[Claim], setting: Setting, cues: Cues) -> list[Number]:
    """The claims, in the order of the text, with what stands around them."""
    sentences = [setting.sentence_of(claim.char_start) for claim in claims]
    ends: dict[int, list[dt.date | None]] = {}
    for at, claim in zip(sentences, claims, strict=True):
        ends.setdefault(at, []).append(claim.period_end)
    growing = {at for at, claim in zip(sentences, claims, strict=True) if claim.measure is Measure.GROWTH}
    votes = Counter(claim.period_end for claim in claims)
    most = next((end for end, often in votes.items() if 2 * often > len(claims)), None)
    found = []
    for at, claim in zip(sentences, claims, strict=True):
        told = ends[at]
        others = frozenset(told) if told.count(claim.period_end) > 1 else frozenset(told) - {claim.period_end}
        stretch = setting.stretches[at]
        clause = stretch.clause_at(claim.char_start)
        found.append(
            Number(
                claim,
                at,
                clause,
                _group(claim, flows=claim.char_start in cues.flowing),
                tells_growth=at in growing,
                stands=clause[0] in cues.standing,
                neighbours=others,
                most=most,
            )
        )
    return found


def _group(claim: Claim, *, flows: bool) -> str:
    if claim.measure in AVERAGES:
        return "average"
    if claim.measure in RATES:
        return "rate"
    if claim.measure is Measure.LEVEL:
        return "flow" if flows else "count" if claim.unit in COUNTED else "amount"
    return "change" if claim.measure is Measure.CHANGE else "movement"
