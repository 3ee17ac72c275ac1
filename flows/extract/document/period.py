"""The period an article reports: what most of its figures are of, chosen from the periods that its text names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from flows.extract.calendar import Span
from flows.extract.choice.choose import choose, weights_of
from flows.extract.mention.period.shared import Role, Said
from flows.extract.record import Candidate, Decision, Mention
from flows.extract.rule import Evidence, names_that_hold
from warehouse.values import dataclass

FIELD = "main_period"
LEAD = 200  # characters in which a text says what it reports
MOST = 12  # candidates: the most frequent and the first
TOLD = (Role.SAID, Role.UNTIL, Role.SINCE)


@dataclass(frozen=True, slots=True)
class Sayings:
    """Where one period is named, the parts that it plays there, and of what kinds its words are."""

    starts: Sequence[int]
    roles: frozenset[Role]
    kinds: frozenset[str]


NEVER = Sayings((), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Report:
    """What is asked about: an article's mentions of periods and its publication. `titles`: where headlines end."""

    published: dt.date
    mentions: tuple[Mention[Said], ...]
    titles: int
    times: dict[Span | None, int]
    first: Span | None
    by_span: Mapping[Span | None, Sayings]

    def of(self, span: Span | None) -> Sayings:
        """What the mentions of one period say together."""
        return self.by_span.get(span, NEVER)


def _age(report: Report, span: Span | None) -> int:
    return (report.published - span.end).days if span else 0


def _most(report: Report) -> int:
    return max((often for span, often in report.times.items() if span is not None), default=0)


EVIDENCE: tuple[Evidence[Report, Span | None], ...] = (
    Evidence("the day of publication", lambda r, s: s is None),
    Evidence("no other period told", lambda r, s: s is None and len(r.times) == 0),
    Evidence("the only period", lambda r, s: s is not None and len(r.times) == 1),
    Evidence("in the headline", lambda r, s: any(start < r.titles for start in r.of(s).starts)),
    Evidence("in the lead", lambda r, s: any(0 <= start - r.titles < LEAD for start in r.of(s).starts)),
    Evidence("the first told", lambda r, s: s is not None and s == r.first),
    Evidence("the most frequent", lambda r, s: s is not None and r.times.get(s, 0) == _most(r)),
    Evidence("said twice", lambda r, s: s is not None and r.times.get(s, 0) == 2),
    Evidence("said often", lambda r, s: s is not None and r.times.get(s, 0) > 2),
    Evidence("half of all mentions", lambda r, s: s is not None and 2 * r.times.get(s, 0) >= sum(r.times.values())),
    Evidence("reckoned until", lambda r, s: Role.UNTIL in r.of(s).roles),
    Evidence("only a day of reporting", lambda r, s: s is not None and r.of(s).roles <= {Role.DAY}),
    Evidence("a span of years", lambda r, s: "years" in r.of(s).kinds),
    Evidence("a year", lambda r, s: "year" in r.of(s).kinds),
    Evidence("months", lambda r, s: not r.of(s).kinds.isdisjoint(("month", "months"))),
    Evidence("since", lambda r, s: "since" in r.of(s).kinds),
    Evidence("ended within two months", lambda r, s: s is not None and 0 <= _age(r, s) <= 62),
    Evidence("ended over a year ago", lambda r, s: s is not None and _age(r, s) > 400),
    Evidence("ends after the publication", lambda r, s: s is not None and _age(r, s) < 0),
)


def report_of(mentions: Sequence[Mention[Said]], published: dt.date, titles: int) -> Report:
    """The mentions as what the main period is chosen from."""
    kept = [m for m in mentions if m.value.role not in (Role.COMPARED, Role.PREVIOUS, Role.BEGAN)]
    times = Counter[Span | None](m.value.span for m in kept if m.value.span and m.value.role is not Role.DAY)
    first = next((m.value.span for m in kept if m.value.role in TOLD and m.start >= titles), None)
    by_span: dict[Span | None, list[Mention[Said]]] = {}
    for mention in kept:
        by_span.setdefault(mention.value.span, []).append(mention)
    said = {span: _sayings(alike) for span, alike in by_span.items()}
    return Report(published, tuple(kept), titles, dict(times), first, said)


def _sayings(mentions: Sequence[Mention[Said]]) -> Sayings:
    roles, kinds = (m.value.role for m in mentions), (m.value.kind for m in mentions)
    return Sayings([m.start for m in mentions], frozenset(roles), frozenset(kinds))


def candidates(report: Report) -> list[Candidate[Span | None]]:
    """The periods an article may report, the day of publication last."""
    spans = dict.fromkeys([m.value.span for m in report.mentions if m.value.span is not None][:MOST])
    frequent = sorted(report.times, key=lambda span: -report.times[span])[:MOST]
    spans |= dict.fromkeys(span for span in frequent if span is not None)
    return [Candidate(span, names_that_hold(EVIDENCE, report, span)) for span in (*spans, None)]


def main_period(report: Report, weights: Mapping[str, float] | None = None) -> Decision[Span | None]:
    """The period that most figures of the article are of; None is the day of publication."""
    return choose(FIELD, candidates(report), weights_of(FIELD) if weights is None else weights)
