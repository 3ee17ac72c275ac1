"""A number's period, read a second time: every period of the text is a candidate, and the day of publication.

The first reader carries a period from sentence to sentence; this one carries nothing, it weighs where each one stands,
the first reader's answer among the evidence. Candidates are told apart by their last day alone: a stock told over a
span and a flow of the span end together.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from flows.extract.choice.choose import choose, weights_of
from flows.extract.claim.setting import Number, Setting
from flows.extract.document.facts import Facts
from flows.extract.mention.period.shared import Reckoned, Role, Said
from flows.extract.record import Candidate, Decision, Mention
from warehouse.model import Modality
from warehouse.values import dataclass

FIELD = "period"
BEFORE, AFTER = 10, 4  # mentions around a number that are looked at
TOLD = (Role.SAID, Role.UNTIL, Role.SINCE, Role.SPAN, Role.BY)
OF_THIS_NUMBER = 4  # characters at most between a period and the number it belongs to: 2010年的约310吨
CLAUSE, SENTENCE, PARAGRAPH, EARLIER, LATER, NOWHERE = range(6)
BEHIND = 1000  # a mention behind the number counts as so many characters farther than one before it
RECENT, LONG_ENDED, YEAR_AGO = 62, 75, 400  # days from a period's end to the publication


@dataclass(slots=True)
class Option:
    """A day on which a number's period may end, and where its nearest mention stands."""

    said: Said
    end: dt.date
    where: int
    before: bool  # the mention stands before the number
    last: bool  # no other told period stands between it and the number
    touches: bool  # nothing but 的 between it and the number
    away: int  # sentences between
    age: int  # days from its end to the publication; negative for what is to come
    main: float  # how probable it is that the article reports it
    completes: bool  # 今年以来 in the sentence: since then until this day
    running: bool  # the day of publication, in a year that its sentence names
    theirs: bool  # the first reader's answer


def options(number: Number, setting: Setting, facts: Facts) -> list[Option]:
    """Every period near the number or of the whole article, once for each last day."""
    at, home, published = number.claim.char_start, number.sentence, facts.published
    begins, ends = number.clause
    paragraph = setting.stretches[home].paragraph
    middle = bisect.bisect_left(setting.starts, at)
    first = max(0, middle - BEFORE)
    nearest: dict[dt.date, tuple[int, int, int, Mention[Said]]] = {}
    for near in range(first, min(middle + AFTER, len(setting.starts))):
        start, sentence, mention = setting.starts[near], setting.homes[near], setting.periods[near]
        if begins <= start < ends:
            where = CLAUSE
        elif sentence == home:
            where = SENTENCE
        elif setting.stretches[sentence].paragraph == paragraph:
            where = PARAGRAPH
        else:
            where = EARLIER if start < at else LATER
        far = at - start if start < at else start - at + BEHIND
        end = span.end if (span := mention.value.span) else published
        known = nearest.get(end)
        if known is None or where < known[0] or (where == known[0] and far < known[1]):
            nearest[end] = (where, far, sentence, mention)
    for end, mention in facts.ends.items():
        if end not in nearest:
            nearest[end] = (NOWHERE, 0, home, mention)
    here = _here(number, setting, facts, setting.periods[first:middle])
    return [_option(number, facts, found, end, here) for end, found in nearest.items()]


@dataclass(frozen=True, slots=True)
class _Here:
    """What the periods before a number say together. `last`: where the last told one stands; `since`: of 今年以来."""

    last: int
    since: dt.date | None
    running: bool


def _here(number: Number, setting: Setting, facts: Facts, before: Sequence[Mention[Said]]) -> _Here:
    start = setting.stretches[number.sentence].start
    last, since, running = -1, None, False
    for mention in before:
        said, span = mention.value, mention.value.span
        if said.role in TOLD:
            last = mention.start
        if mention.start >= start and span is not None and span.start is not None:
            since = span.start if said.kind == "since" else since
            running = running or (said.kind == "year" and span.start <= facts.published < span.end)
    return _Here(last, since, running)


def _option(
    number: Number, facts: Facts, found: tuple[int, int, int, Mention[Said]], end: dt.date, here: _Here
) -> Option:
    where, _, sentence, mention = found
    at, near, published = number.claim.char_start, where != NOWHERE, facts.published
    return Option(
        mention.value,
        end,
        where,
        near and mention.start < at,
        near and mention.start == here.last,
        near and 0 <= at - mention.end < OF_THIS_NUMBER,
        abs(number.sentence - sentence),
        (published - end).days,
        facts.main.get(end, 0.0),
        here.since is not None and here.since < end < published and end.year == published.year,
        here.running and end == published,
        end == (number.claim.period_end or published),
    )


def _place(_: Number, option: Option) -> str:
    """Where the nearest mention stands."""
    side = "before the number" if option.before else "behind the number"
    if option.where == CLAUSE:
        return f"{side} in its clause"
    if option.where == SENTENCE:
        return f"{side} in its sentence"
    if option.where == PARAGRAPH:
        if not option.before:
            return "later in the paragraph"
        return {1: "in the sentence before", 2: "two sentences before"}.get(option.away, "earlier in the paragraph")
    if option.where == EARLIER:
        return "in the paragraph before" if option.away < 3 else "in an earlier paragraph"
    return "in a later paragraph" if option.where == LATER else "nowhere near"


def _last_told(_: Number, option: Option) -> str:
    """Whether it is the last period told before the number, and from how far."""
    if not option.last:
        return ""
    if option.where <= SENTENCE:
        return "the last told, in the sentence"
    return (
        "the last told, in the sentence before" if option.where == PARAGRAPH and option.away == 1 else "the last told"
    )


def _carried(number: Number, option: Option) -> str:
    """From how far away a period would be taken, by what is said."""
    if option.age == 0 and option.where == NOWHERE:
        way = "the publication"
    elif option.where <= SENTENCE:
        way = "in its sentence"
    elif option.last and option.where == PARAGRAPH:
        way = "the last told in the paragraph"
    elif option.main < 0.5:
        way = "from elsewhere"
    else:
        way = "the article's" if option.age < LONG_ENDED else "the article's, long ended"
    return f"{number.group}: {way}"


def _role(_: Number, option: Option) -> str:
    """The part that the mention plays, and whether the number follows at once."""
    if option.touches:
        return f"directly before the number: {option.said.role.value}"
    return "" if option.said.role is Role.SAID else f"role: {option.said.role.value}"


def _reckoned(_: Number, option: Option) -> str:
    """What the words' days are reckoned from, where they do not say so themselves."""
    return "" if option.said.reckoned is Reckoned.SAID else f"reckoned from {option.said.reckoned.value}"


def _age(number: Number, option: Option) -> str:
    """How long ago the period ended, against what the number is told as."""
    done = number.claim.modality is Modality.ACTUAL
    if option.age < 0:
        return "to come, told as done" if done else ""
    if not done:
        return "past, told as planned" if option.age else "the publication, told as planned"
    return (
        "ended within two months"
        if 0 < option.age <= RECENT
        else "ended over a year ago"
        if option.age > YEAR_AGO
        else ""
    )


def _main(_: Number, option: Option) -> str:
    """How probable it is that the article reports this period."""
    if option.main >= 0.8:
        return "surely the article's period"
    return "the article's period" if option.main >= 0.5 else "hardly the article's period" if option.main < 0.1 else ""


def _first_reader(number: Number, option: Option) -> str:
    """The first reader's answer, and how it came by it."""
    if not option.theirs:
        return ""
    way = "no period" if number.claim.period_end is None else "said" if option.where <= SENTENCE else "carried"
    return f"first reader: {way}"


def _neighbours(number: Number, option: Option) -> str:
    """What the first reader says of the other numbers of the sentence."""
    if (None if option.age == 0 else option.end) not in number.neighbours:
        return ""
    return "first reader: all neighbours" if len(number.neighbours) == 1 else "first reader: a neighbour"


def _most(number: Number, option: Option) -> str:
    """What the first reader says of most numbers of the article."""
    return "first reader: most numbers" if number.most == option.end else ""


def _open_ended(_: Number, option: Option) -> str:
    """今年以来 and 今年 last until the day that the article reports, or until its publication."""
    if option.completes and option.main >= 0.3:
        return "since then until the article's period"
    return "the publication, in a running year" if option.running else ""


def _standing(number: Number, option: Option) -> str:
    """States by now, and growth, against the day of publication."""
    if option.age == 0:
        if number.tells_growth:
            return "the publication, where growth is told"
        return "the publication, of a standing state" if number.stands else ""
    return "carried to a standing state" if number.stands and option.where >= PARAGRAPH else ""


# Each answers one question about a candidate with the name of the one piece of evidence that holds, or nothing.
ASPECTS: tuple[Callable[[Number, Option], str], ...] = (
    _place,
    _last_told,
    _carried,
    _role,
    _reckoned,
    _age,
    _main,
    _first_reader,
    _neighbours,
    _most,
    _open_ended,
    _standing,
)


def evidence_of(number: Number, option: Option) -> tuple[str, ...]:
    """The names of all that speaks for or against a period of a number."""
    return tuple([name for aspect in ASPECTS if (name := aspect(number, option))])


def candidates(number: Number, setting: Setting, facts: Facts) -> list[Candidate[Said]]:
    """The periods a number may be of, each with its evidence."""
    return [Candidate(option.said, evidence_of(number, option)) for option in options(number, setting, facts)]


def decide(
    number: Number, setting: Setting, facts: Facts, weights: Mapping[str, float] | None = None
) -> Decision[Said]:
    """The second reader's period of a number."""
    return choose(FIELD, candidates(number, setting, facts), weights_of(FIELD) if weights is None else weights)
