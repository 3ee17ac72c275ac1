"""Hands what was scanned of a Chinese article to the second reader: its sentences, its periods, its cues."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from flows.extract.claim.confidence import Sureness, confidence, evidence_of
from flows.extract.claim.period import decide
from flows.extract.claim.setting import HEADLINES, Cues, Setting, Stretch, numbers_of, setting_of
from flows.extract.document.facts import facts_of
from flows.extract.document.period import Report, main_period, report_of
from flows.extract.mention.found import Mention
from flows.extract.mention.period.find_zh import Row, find_periods
from flows.extract.mention.period.shared import Role, Said
from flows.extract.record import Decision
from flows.extract.zh.clauses import Clause
from flows.extract.zh.cues import VERB, pieces
from warehouse.model import Claim, Sentence
from warehouse.values import dataclass, replace
from warehouse.vocabulary.words import any_of

FLOWING = re.compile(rf"^[新再]|{any_of(VERB['flow'] + VERB['flow_noun'])}")
STANDING = re.compile(pieces("standing"))
SURE = 0.75  # how probable a period must be to stand against the first reader's
LIKELY = 0.5  # and where the first reader has none
NO_PERIOD = (Role.DAY, Role.BEGAN, Role.COMPARED)  # of what is told: they never stand against the first reader
STANDS = frozenset(  # what the first reader reads off the number's own words
    {
        "period: the day of trading",
        "period: the one it turned from",
        "the value compared with",
        "list: each period its number",
        "headline: the body's period",
    }
)
RULE = "period: the second reader"


@dataclass(slots=True)
class Scanned:
    """A sentence, or a piece of an endless one, with its even text and mentions: scanned once, read once."""

    whole: Sentence
    sentence: Sentence
    text: str
    masked: str
    mentions: list[Mention]
    clauses: list[Clause]


def read_again(
    scanned: Iterable[Scanned], claims: Sequence[Claim], published: dt.date, home: Decision[str]
) -> list[Claim]:
    """The claims with the periods that the second reader is sure of where it differs from the first.

    Each has its confidence, from both readers and from the article's `home`.
    """
    ordered = sorted(scanned, key=lambda each: each.sentence.start)
    claims = sorted(claims, key=lambda claim: claim.char_start)
    setting = setting_for(ordered, published)
    facts = facts_of(published, main_period(report_for(setting, published)))
    found = []
    for number in numbers_of(claims, setting, cues_for(ordered, claims)):
        decision = decide(number, setting, facts)
        claim = _settled(number.claim, decision, published)
        sure = Sureness(_probability(decision, claim, published), home.value, home.probability)
        found.append(replace(claim, confidence=confidence(evidence_of(claim, sure))))
    return found


def _settled(claim: Claim, decision: Decision[Said], published: dt.date) -> Claim:
    """The claim with the second reader's period, where that is to stand against the first reader's."""
    span, theirs = decision.value.span, claim.period_end or published
    enough = LIKELY if claim.period_end is None else SURE
    if decision.probability < enough or _end(decision.value, published) == theirs or decision.value.role in NO_PERIOD:
        return claim
    weighed = {_end(each.value, published) for each in decision.candidates}
    if theirs not in weighed or not STANDS.isdisjoint(claim.rule_trail):
        return claim
    start, end, trail = (span.start if span else None), (span.end if span else None), (*claim.rule_trail, RULE)
    return replace(claim, period_start=start, period_end=end, period_text=decision.value.words, rule_trail=trail)


def _end(said: Said, published: dt.date) -> dt.date:
    return said.span.end if said.span else published


def _probability(decision: Decision[Said], claim: Claim, published: dt.date) -> float:
    """How probable the second reader holds the claim's period."""
    end, pairs = claim.period_end or published, zip(decision.candidates, decision.probabilities, strict=True)
    return sum([probability for each, probability in pairs if _end(each.value, published) == end])


def setting_for(scanned: Sequence[Scanned], published: dt.date) -> Setting:
    """The sentences, in the order of the text, and every period they name."""
    stretches = tuple(_stretch(each) for each in scanned)
    return setting_of(stretches, find_periods((_row(each) for each in scanned), published))


def report_for(setting: Setting, published: dt.date) -> Report:
    """What the article's main period is chosen from."""
    titles = max((each.end for each in setting.stretches if each.role in HEADLINES), default=0)
    return report_of(setting.periods, published, titles)


def cues_for(scanned: Iterable[Scanned], claims: Iterable[Claim]) -> Cues:
    """Words that tell a flow from a stock, and a standing state from what was."""
    flowing = {claim.char_start for claim in claims if FLOWING.search(claim.indicator)}
    standing = {
        each.sentence.start + clause.start
        for each in scanned
        for clause in each.clauses
        if clause.slots and STANDING.search(each.text, clause.start, clause.end)
    }
    return Cues(flowing, standing)


def _stretch(item: Scanned) -> Stretch:
    sentence = item.sentence
    clauses = tuple((sentence.start + clause.start, sentence.start + clause.end) for clause in item.clauses)
    return Stretch(sentence.start, sentence.end, sentence.paragraph, sentence.role, clauses)


def _row(item: Scanned) -> Row:
    periods = tuple((m.start, m.end) for m in item.mentions if type(m.what) is str)
    others = tuple((m.start, m.end) for m in item.mentions if type(m.what) is not str)
    return Row(item.sentence.start, item.text, periods, others)
