"""A number's period, read a second time: every period of the text is a candidate, and the day of publication.

The first reader carries a period from sentence to sentence; this one carries nothing, it weighs where each one stands.
Candidates are told apart by their last day alone: a stock told over a span and a flow of the span end together.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.choice.choose import choose, weights_of
from flows.extract.claim.setting import Number, Setting
from flows.extract.document.facts import Facts
from flows.extract.mention.period.shared import Reckoned, Role, Said
from flows.extract.record import Candidate, Decision, Mention
from flows.extract.rule import Evidence
from warehouse.model import Modality

FIELD = "period"
BEFORE, AFTER = 10, 4  # mentions around a number that are looked at
TOLD = (Role.SAID, Role.UNTIL, Role.SINCE, Role.SPAN, Role.BY)
OF_THIS_NUMBER = 4  # characters at most between a period and the number it belongs to: 2010年的约310吨
CLAUSE, SENTENCE, PARAGRAPH, EARLIER, LATER, NOWHERE = range(6)
FAR_BEHIND = 1000  # a mention behind the number counts as so much farther than one before it


@dataclass(frozen=True, slots=True)
class Option:
    """A day on which a number's period may end, and where its nearest mention stands."""

    said: Said
    where: int
    before: bool  # the mention stands before the number
    last: bool  # no other told period stands between it and the number
    opens: bool  # it is the first of its sentence
    heads: bool  # it ends its clause: 今年上半年，…
    touches: bool  # nothing but 的 between it and the number
    away: int  # sentences between
    times: int
    age: int  # days from its end to the publication; negative for what is to come
    headline: bool
    main: float  # how probable it is that the article reports it
    end: object = None
    since: bool = False  # 今年以来 in the sentence, and the article's period ends so
    running: bool = False


def options(number: Number, setting: Setting, facts: Facts) -> list[Option]:
    """Every period near the number or of the whole article, once for each last day."""
    nearest: dict[dt.date, tuple[tuple[int, int], Mention[Said]]] = {}
    at = number.claim.char_start
    middle = bisect.bisect_left(setting.periods, at, key=lambda mention: mention.start)
    before = setting.periods[max(0, middle - BEFORE) : middle]
    last = next((m.start for m in reversed(before) if m.value.role in TOLD), -1)
    for mention in (*before, *setting.periods[middle : middle + AFTER]):
        away = mention.start - at
        rank = (_where(number, setting, mention), -away if away < 0 else away + FAR_BEHIND)
        end = _end(mention.value, facts)
        if end not in nearest or rank < nearest[end][0]:
            nearest[end] = (rank, mention)
    for candidate in facts.period.candidates:
        said = Said(candidate.value, Role.SAID, Reckoned.SAID, "")
        nearest.setdefault(_end(said, facts), ((NOWHERE, 0), Mention("period", -1, -1, said, "of the article")))
    stretch = setting.stretches[number.sentence]
    here = [m.value for m in before if m.start >= stretch.start and m.value.span]
    since = next((s.span.start for s in reversed(here) if s.kind == "since"), None)
    running = any(s.kind == "year" and s.span.start <= facts.published < s.span.end for s in here)
    return [
        _option(number, setting, facts, where, mention, mention.start == last, since, running)
        for (where, _), mention in nearest.values()
    ]


def _end(said: Said, facts: Facts) -> dt.date:
    return said.span.end if said.span else facts.published


def _where(number: Number, setting: Setting, mention: Mention[Said]) -> int:
    stretch = setting.stretches[number.sentence]
    if number.clause[0] <= mention.start < number.clause[1]:
        return CLAUSE
    if stretch.start <= mention.start < stretch.end:
        return SENTENCE
    same = setting.stretches[setting.sentence_of(mention.start)].paragraph == stretch.paragraph
    return PARAGRAPH if same else EARLIER if mention.start < number.claim.char_start else LATER


def _option(
    number: Number, setting: Setting, facts: Facts, where: int, mention: Mention[Said], last: bool, since, running
) -> Option:
    said, at = mention.value, number.claim.char_start
    end = _end(said, facts)
    sentence = setting.sentence_of(mention.start) if where != NOWHERE else number.sentence
    stretch = setting.stretches[sentence]
    return Option(
        said,
        where,
        before=0 <= mention.start < at,
        last=last and where != NOWHERE,
        opens=where != NOWHERE and mention.start - stretch.start <= 2,
        heads=any(mention.end == stop for _, stop in stretch.clauses),
        touches=where != NOWHERE and 0 <= at - mention.end < OF_THIS_NUMBER,
        away=abs(number.sentence - sentence),
        times=setting.times(end),
        age=(facts.published - end).days,
        headline=setting.in_headline(end),
        main=facts.main.get(end, 0.0),
        since=since is not None and since < end < facts.published and end.year==facts.published.year,
        end=None if end==facts.published else end,
        running=running and end == facts.published,
    )


EVIDENCE: tuple[Evidence[Number, Option], ...] = (
    Evidence("before the number in its clause", lambda n, o: o.where == CLAUSE and o.before),
    Evidence("behind the number in its clause", lambda n, o: o.where == CLAUSE and not o.before),
    Evidence("before the number in its sentence", lambda n, o: o.where == SENTENCE and o.before),
    Evidence("behind the number in its sentence", lambda n, o: o.where == SENTENCE and not o.before),
    Evidence("directly before the number", lambda n, o: o.touches),
    Evidence("directly before the number, compared with", lambda n, o: o.touches and o.said.role in (Role.COMPARED, Role.FROM, Role.PREVIOUS)),
    Evidence("in the sentence before", lambda n, o: o.where == PARAGRAPH and o.before and o.away == 1),
    Evidence("two sentences before", lambda n, o: o.where == PARAGRAPH and o.before and o.away == 2),
    Evidence("earlier in the paragraph", lambda n, o: o.where == PARAGRAPH and o.before and o.away > 2),
    Evidence("later in the paragraph", lambda n, o: o.where == PARAGRAPH and not o.before),
    Evidence("in the paragraph before", lambda n, o: o.where == EARLIER and o.away < 3),
    Evidence("in an earlier paragraph", lambda n, o: o.where == EARLIER and o.away >= 3),
    Evidence("in a later paragraph", lambda n, o: o.where == LATER),
    Evidence("nowhere near", lambda n, o: o.where == NOWHERE),
    Evidence("the last told", lambda n, o: o.last),
    Evidence("the last told, in the sentence", lambda n, o: o.last and o.where in (CLAUSE, SENTENCE)),
    Evidence("the last told, in the sentence before", lambda n, o: o.last and o.where == PARAGRAPH and o.away == 1),
    Evidence("opens its sentence", lambda n, o: o.opens),
    Evidence("ends its clause", lambda n, o: o.heads and o.where in (CLAUSE, SENTENCE)),
    Evidence("in a headline", lambda n, o: o.headline),
    Evidence("said twice", lambda n, o: o.times == 2),
    Evidence("said often", lambda n, o: o.times > 2),
    Evidence("the article's period", lambda n, o: o.main >= 0.5),
    Evidence("surely the article's period", lambda n, o: o.main >= 0.8),
    Evidence("hardly the article's period", lambda n, o: o.main < 0.1),
    Evidence("ended within two months", lambda n, o: 0 < o.age <= 62),
    Evidence("ended over a year ago", lambda n, o: o.age > 400),
    Evidence("to come, told as done", lambda n, o: o.age < 0 and n.claim.modality is Modality.ACTUAL),
    Evidence("past, told as planned", lambda n, o: o.age > 0 and n.claim.modality is not Modality.ACTUAL),
    Evidence("the publication, told as planned", lambda n, o: o.age == 0 and n.claim.modality is not Modality.ACTUAL),
    Evidence("the publication, where growth is told", lambda n, o: o.age == 0 and n.tells_growth),
    Evidence("since then until the article's period", lambda n, o: o.since and o.main >= 0.3),
    Evidence("since then until what is told", lambda n, o: o.since and o.where<EARLIER),
    Evidence("the publication, of a running year", lambda n, o: o.running),
    Evidence("the first reader's for most numbers", lambda n, o: o.end is not None and n.most == o.end),
    Evidence("the first reader's for its neighbours", lambda n, o: o.end in n.neighbours),
    Evidence("the first reader's for all its neighbours", lambda n, o: len(n.neighbours)==1 and o.end in n.neighbours),
    Evidence("a headline's: the article's", lambda n, o: n.headline and o.main>=.5 and o.where>SENTENCE),
    Evidence("a headline's: the publication", lambda n, o: n.headline and o.age==0),
    Evidence("the publication, of a standing state", lambda n, o: o.age == 0 and n.stands),
    Evidence("carried to a standing state", lambda n, o: o.age != 0 and n.stands and o.where >= PARAGRAPH),
)
BY_YEAR = {way: f"reckoned from {way.value}" for way in Reckoned if way is not Reckoned.SAID}
BY_ROLE = {role: f"role: {role.value}" for role in Role if role is not Role.SAID}


def _carried(option: Option) -> str:
    """From how far away a period would be taken."""
    if option.age == 0 and option.where == NOWHERE:
        return "the publication"
    if option.where in (CLAUSE, SENTENCE):
        return "in its sentence"
    if option.last and option.where == PARAGRAPH:
        return "the last told in the paragraph"
    if option.main < 0.5:
        return "from elsewhere"
    return "the article's" if option.age < 75 else "the article's, long ended"


def evidence_of(number: Number, option: Option) -> Iterator[str]:
    """The names of all that speaks for or against a period of a number."""
    for each in EVIDENCE:
        if each.holds(number, option):
            yield each.name
    yield f"{number.group}: {_carried(option)}"
    claim = number.claim
    theirs = claim.period_end is None and option.age == 0 or (claim.period_end is not None and option.said.span is not None and option.said.span.end == claim.period_end)
    if theirs:
        way = "no period" if claim.period_end is None else "said" if option.where in (CLAUSE, SENTENCE) else "carried"
        yield f"first reader: {way}"
    yield f"{number.group}: {option.said.kind if option.said.span else 'now'}"
    if option.said.reckoned in BY_YEAR:
        yield BY_YEAR[option.said.reckoned]
    if option.said.role in BY_ROLE:
        yield BY_ROLE[option.said.role]


def candidates(number: Number, setting: Setting, facts: Facts) -> list[Candidate[Said]]:
    """The periods a number may be of, each with its evidence."""
    return [Candidate(o.said, tuple(evidence_of(number, o))) for o in options(number, setting, facts)]


def decide(number: Number, setting: Setting, facts: Facts) -> Decision[Said]:
    """The second reader's period of a number."""
    return choose(FIELD, candidates(number, setting, facts), weights_of(FIELD))
