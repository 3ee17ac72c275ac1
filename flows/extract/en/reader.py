"""Reads the English sentences of an article: scan, then the rules of each kind of number, then time, place and plan."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Sequence

from flows.extract.calendar import Span
from flows.extract.draft import Draft, finish
from flows.extract.en.averages import set_average, set_average_span
from flows.extract.en.brackets import in_aside
from flows.extract.en.furniture import beside_the_text
from flows.extract.en.increments import set_increment
from flows.extract.en.indicators import carried, carried_back, somebody
from flows.extract.en.lending import lend
from flows.extract.en.measures import rules_for
from flows.extract.en.modality import set_modality, set_modality_by_period
from flows.extract.en.pairing import share_out
from flows.extract.en.parts import settle_parts, without_brackets
from flows.extract.en.places import enter_dateline, enter_place, home_of, set_place
from flows.extract.en.rates import is_one_of_money
from flows.extract.en.roles import settle_periods
from flows.extract.en.stage import HEADING_REACH, enter_heading, leave_heading, set_stage
from flows.extract.en.timing import set_period
from flows.extract.en.units import set_unit
from flows.extract.en.view import CUES, View, look_left, plain
from flows.extract.en.work import Scope, Work
from flows.extract.mention.find_en import QUICK, scan
from flows.extract.mention.phrase.en import fault
from flows.extract.mention.quantity.ranges_en import join_ranges
from flows.extract.mention.token_en import Token
from warehouse.model import (
    Article,
    Claim,
    Extraction,
    Measure,
    Modality,
    Numeral,
    Qualifier,
    Role,
    Sentence,
    SetAside,
    Tier,
)
from warehouse.values import replace

LENGTH_LIMIT = 8000  # characters; a longer sentence is no prose either
BARE = re.compile(r"[0-9][0-9,.]*", re.ASCII)
HEADLINES = frozenset([Role.TITLE, Role.SUBTITLE, Role.KICKER])
PASSING = 2  # sentences for which a period named in passing may still be the one meant
QUOTES = ('"', "“", "”")
FORESEEN = re.compile(
    r"(?:[\w-]+ ){0,2}(?:forecast|estimate|projection|prediction|expectation|guidance)s? (?:for|of) (?:an? )?(?=\w)",
    re.IGNORECASE,
)
GUIDANCE = re.compile(
    r"(?:(?:the|its|our|prior|previous|earlier|initial|original|updated|new|company|company['’]s|last|week['’]s|full-year"
    r"|first|second|third|fourth|quarter|quarterly|annual|year|market|wall|street|analysts?|analysts['’]|average|median"
    r"|economists?|economists['’]|consensus) )*(?:guidance|expectations?|estimates?|forecasts?)(?: in the)?(?: range)?",
    re.IGNORECASE,
)
PER_SHARE = re.compile(r" (?:per|an?) ((?:(?:basic|diluted|ordinary) )*(?:share|ADS|ADR))(?![\w-])")
FROM_HERE = ("from", "away", "north", "south", "east", "west", "northwest", "northeast", "southwest", "southeast")
FORESEEN_ALONE = frozenset(["consensus", "forecast", "forecasts", "median forecast", "market consensus", "estimate"])
DECIMAL = re.compile(r"\d")
SENTENCE_LIMIT = 300  # numerals; a sentence with more is no prose


def read_english(article: Article, sentences: Sequence[Sentence]) -> Extraction:
    """The claims of these sentences and the account of every numeral in them."""
    claims: list[Claim] = []
    numerals: list[Numeral] = []
    scope = Scope(text=article.text, home=home_of(article.text))
    for sentence in sentences:
        scope.age += 1
        scope.plan_age += 1
        scope.headed += 1
        if QUICK.search(sentence.text):
            read_sentence(article, sentence, scope, claims, numerals)
        else:
            leave_heading(sentence, scope)
            enter_dateline(sentence.text, scope)
            enter_place(sentence.text, scope)
    return Extraction(tuple(headlines_dated(article, sentences, claims)), tuple(numerals))


def headlines_dated(article: Article, sentences: Sequence[Sentence], claims: list[Claim]) -> list[Claim]:
    """A headline's undated figure takes the period that the body gives the same figure."""
    ends = [sentence.end for sentence in sentences if sentence.role in HEADLINES]
    if not ends:
        return claims
    body = {(c.value, c.unit, c.measure): c for c in reversed(claims) if c.char_start >= max(ends) and c.period_end}
    heads = {sentence.start for sentence in sentences if sentence.role in HEADLINES}
    starts = sorted(sentence.start for sentence in sentences)
    dated: list[Claim] = []
    for claim in claims:
        inside = starts[bisect.bisect_right(starts, claim.char_start) - 1]
        same = body.get((claim.value, claim.unit, claim.measure)) if inside in heads and not claim.period_end else None
        if same is not None:
            claim = replace(claim, period_start=same.period_start, period_end=same.period_end, base=same.base)
        dated.append(claim)
    return dated


def read_sentence(
    article: Article, sentence: Sentence, scope: Scope, claims: list[Claim], numerals: list[Numeral]
) -> None:
    """Read one sentence into `claims` and `numerals`; `scope` carries from sentence to sentence."""
    if len(sentence.text) > LENGTH_LIMIT:
        return _no_prose(article, sentence, numerals)
    tokens = join_ranges(without_brackets(scan(sentence.text)), sentence.text)
    settle_parts(tokens)
    view = View(sentence, tokens)
    settle_periods(view, article.published_on, scope)
    hostile = sum(token.tag == "num" for token in view.tokens) > SENTENCE_LIMIT
    before: list[tuple[int, Draft]] = []
    enter(sentence, scope)
    enter_heading(view, scope, article.published_on)
    enter_dateline(sentence.text, scope)
    for index, token in enumerate(view.tokens):
        draft = None
        if not hostile and (token.tag in ("num", "rank") or (token.tag == "ord" and ranks(view, index))):
            draft = read_number(view, index, before, scope, article.published_on)
        if draft is not None:
            before.append((index, draft))
            numerals.append(_numeral(article, draft.start, draft.end, None))
        elif token.outcome or token.tag in ("num", "per") or (not token.text.isalpha() and DECIMAL.search(token.text)):
            _set_aside(article, sentence, token, numerals)

    share_out(view, before)
    lend([draft for _, draft in before], scope)
    scope.both = both_told([draft for _, draft in before])
    claims.extend(finish(draft, article, sentence) for _, draft in before)
    if not before:
        set_stage(view, scope, article.published_on)
        enter_place(sentence.text, scope)
    elif all(draft.period_end is None for _, draft in before):
        scope.stale, scope.instant = True, None
    elif all(draft.modality is not Modality.ACTUAL for _, draft in before):
        scope.stale = True


def both_told(drafts: list[Draft]) -> str:
    """`Car production hit 3 million and sales reached 2 million`: the two levels' names as one; nothing for more."""
    names = list(dict.fromkeys(draft.indicator for draft in drafts if draft.measure is Measure.LEVEL))
    return " and ".join(names) if len(names) == 2 else ""


def enter(sentence: Sentence, scope: Scope) -> None:
    """A new paragraph is of its heading's period; else of the article's main one, not of an earlier one in passing."""
    if sentence.paragraph != scope.paragraph:
        scope.paragraph = sentence.paragraph
        if scope.heading is not None and scope.headed > HEADING_REACH:
            scope.heading = None
        if scope.heading is not None:
            scope.span, scope.span_text, scope.age = scope.heading, scope.heading_text, 0
            scope.stale, scope.instant = False, None
        elif scope.main and scope.span and scope.main.end >= scope.span.end and scope.age <= PASSING:
            scope.span, scope.span_text = scope.main, scope.main_text


def no_quantity(view: View, index: int, at: int) -> SetAside | None:
    """Why the number at `index`, governed by the word at `at`, says nothing of the world; None where it may."""
    token = view.tokens[index]
    if is_one_of_money(view, index):
        return SetAside.BASIS  # `1 GBP: 9.648 RMB`
    reason = beside_the_text(view, index, at)
    if reason is not None:
        return reason
    small = token.rule == "number words" and token.kind == "bare"
    if view.low(at) in ("per", "every") and token.kind in ("bare", "time", "physical"):
        return SetAside.BASIS  # `patents per 10,000 people`, `every 90 seconds`
    pointed = view.low(index - 1) in ("the", "these", "those", "both")
    if pointed and small:
        return SetAside.IDIOM  # `the two sides`
    if view.tag(index + 1) in QUOTES and view.low(index - 1) == "new" and view.tag(index - 2) in QUOTES:
        return SetAside.NAME  # `the "new three"`
    one, _, noun = token.text.lower().partition(" ")  # a `point` is read as the number's unit
    says = view.low(index + 1 if noun else index + 2) in ("is", "was", "that", "to", "for")
    if one == "one" and says and f"{noun or view.low(index + 1)}s" in CUES.may_nouns:
        return SetAside.IDIOM  # `One point was that`: how the text goes on
    if view.low(index + 1) == "other" and small:
        return SetAside.IDIOM  # `and two other departments`
    if token.kind == "bare" and view.low(index + 1) in ("gbps", "mbps"):
        return SetAside.BASIS  # `speeds of 1 Gbps or above`
    if view.low(index - 1) == "aged" or view.low(index + 1) in ("age", "ages") or _is_age(view, index):
        return SetAside.BASIS  # `the 16-24 age group`, `aged 60 or above`
    if view.low(index + 1) == "key" and view.low(index + 2) in ("industries", "sectors"):
        return SetAside.NAME  # `the work plan for ten key industries`
    return None


def _is_age(view: View, index: int) -> bool:
    """`at the age of 45`, not `an average age of 45`."""
    return (
        (view.low(index - 2), view.low(index - 1)) == ("age", "of")
        and view.low(index - 3) == "the"
        and (view.low(index - 4) in ("at", "by", "from", "under", "over"))
    )


def read_number(view: View, index: int, before: list[tuple[int, Draft]], scope: Scope, today: dt.date) -> Draft | None:
    """The draft of the number at `index`; None where no rule reads it."""
    token, left = view.tokens[index], look_left(view, index)
    reason = no_quantity(view, index, left.at)
    if reason is not None:
        token.outcome = reason
        return None
    start = view.sentence.start + token.start
    draft = Draft(start, start + len(token.text), token.figure, token.unit, value_high=token.high)
    draft.note(token.rule)
    work = Work(view, index, left, draft, scope, today, before)
    for name, rule in rules_for(token):
        if rule(work):
            draft.note(name)
            break
    else:
        if token.kind in ("bare", "index", "series") or token.tag != "num":
            return None
    if fault(draft.indicator):
        take_name_before(work)
    if not draft.indicator:
        draft.indicator = somebody(work)
        draft.note("named by who acts")
    if not draft.indicator:
        return None
    describe(work, today)
    leave(work, scope, today)
    return draft


def take_name_before(work: Work) -> None:
    """`June's figure`, `which would mark a rise of`, `The growth rate was slower than the 22 percent in June`."""
    draft, told = work.draft, carried(work)
    told = carried_back(work) if fault(told[0]) else told
    if not told[0]:
        return
    if draft.measure is Measure.RATIO and "growth" in draft.indicator.lower().split():
        draft.measure = Measure.GROWTH
    draft.indicator, draft.breakdown = told


def describe(work: Work, today: dt.date) -> None:
    """All that is said of the number beside its value and its name, in the order in which one needs the other."""
    draft = work.draft
    foreseen = FORESEEN.match(draft.indicator)
    if foreseen:  # `raised its forecast for solar installations to 45 GW`
        draft.indicator, draft.modality = plain(draft.indicator[foreseen.end() :]), Modality.FORECAST
    elif draft.indicator.lower() in FORESEEN_ALONE or GUIDANCE.fullmatch(draft.indicator):
        draft.indicator, draft.modality = carried_back(work)[0] or draft.indicator, Modality.FORECAST
        draft.breakdown = ""
    elif draft.indicator.lower().endswith(" guidance"):
        draft.indicator, draft.modality = plain(draft.indicator[: -len(" guidance")]), Modality.FORECAST
    if draft.indicator.lower().endswith(("target", "goal")):
        draft.modality = Modality.TARGET
    set_qualifier(work)
    each = PER_SHARE.match(work.view.sentence.text, work.token.end) if work.token.kind == "money" else None
    if each and " per " not in draft.indicator:
        draft.indicator = f"{draft.indicator} per {each[1]}"  # `a net loss of RMB 1.89 per ADS`
    set_unit(work)
    set_average(work)
    if draft.value < 0 and draft.value_high is not None:
        draft.value_high = -abs(draft.value_high)  # `fall by 3 to 5 percent`
    percent = any(token.kind == "percent" for token in work.view.tokens)
    if draft.unit == "点" and draft.measure is Measure.CHANGE and percent and "index" not in draft.indicator.lower():
        draft.unit, draft.measure = "pp", Measure.CHANGE_PP  # `edged up 0.2 points to 57.6 percent`
    if work.earlier:
        draft.note("level before")
    set_modality(work)
    set_period(work, today)
    set_average_span(work)
    set_increment(work)
    set_modality_by_period(work, today)
    set_place(work)
    set_tier(work)
    draft.suspect = draft.measure is Measure.SHARE and draft.value > 100  # no part is more than its whole


def ranks(view: View, index: int) -> bool:
    """`ranked 12th`, `ranking first in the world`: an ordinal that is a rank."""
    return view.low(index - 1) in ("ranked", "ranks", "ranking", "rank", "placed") or (
        view.tag(index - 1) == "det"
        and view.low(index - 2) in ("to", "ranked", "ranking")
        and view.low(index - 3) in ("up", "moved", "rose", "climbed", "jumped")
    )


def set_qualifier(work: Work) -> None:
    """More than, nearly, about; or behind the number: or more, or so."""
    view, index = work.view, work.index
    qualifier = work.left.qualifier
    if qualifier is Qualifier.EQ:
        after = (view.low(index + 1), view.low(index + 2))
        if after == ("or", "more") or after == ("or", "above") or work.token.after == "gt":
            qualifier = Qualifier.GT
        elif after == ("or", "so"):
            qualifier = Qualifier.ABOUT
        elif after == ("or", "less"):
            qualifier = Qualifier.LT
    work.draft.qualifier = qualifier
    if qualifier is not Qualifier.EQ:
        work.draft.note(f"qualifier: {qualifier}")


def set_tier(work: Work) -> None:
    """What is counted inside a text or an event is of weak analytic value."""
    draft = work.draft
    words = draft.indicator.lower().split()
    if work.token.rule == "measure in an adjective" or (
        "-" in work.token.text and draft.unit in ("公里", "米", "纳米", "吨", "小时", "平方米")
    ):
        draft.tier = Tier.MAY
    words = draft.indicator.lower().split()
    head = next((k for k, word in enumerate(words) if word in ("of", "in", "for", "to", "that")), len(words))
    weak = bool(words[:head]) and words[head - 1] in CUES.may_nouns
    small = work.token.rule == "number words" and abs(draft.value) <= 20
    if work.token.kind == "bare" and (small or weak):
        draft.tier = Tier.MAY
    if draft.unit in ("公里", "米") and work.view.low(work.index + 1) in FROM_HERE:
        draft.tier = Tier.MAY


def leave(work: Work, scope: Scope, today: dt.date) -> None:
    """What this number hands to the sentences after it."""
    draft = work.draft
    if draft.measure in (Measure.RANK, Measure.DURATION):
        return
    span = Span(draft.period_start, draft.period_end) if draft.period_end else None
    passing = span is not None and _passing(work, span)
    scope.measure = draft.measure
    scope.year = draft.period_end.year if draft.period_end else scope.year
    scope.indicator, scope.breakdown = draft.indicator, draft.breakdown
    fact = not work.earlier and draft.modality is Modality.ACTUAL
    running = span is not None and span.end == today and draft.period_text.lower() == "this year"
    if span is not None and fact and draft.measure not in (Measure.GROWTH_AVG, Measure.MULTIPLE):
        if span.start is None:
            scope.instant = span
        elif not passing and ((span.end <= today and not running) or scope.main is None):
            scope.span, scope.span_text, scope.age, scope.stale, scope.instant = span, draft.period_text, 0, False, None
            alone = any(token.low == "alone" for token in work.view.tokens)
            if span.end <= today and not running and not alone and (scope.main is None or span.end >= scope.main.end):
                scope.main, scope.main_text = span, draft.period_text
    if draft.measure is Measure.GROWTH and draft.base in ("yoy", "mom"):
        scope.compared = draft.base


def _passing(work: Work, span: Span) -> bool:
    """`rose 20 percent in August, reversing a 1.5 percent fall in July`: the second period is no news."""
    earlier = [d.period_end for _, d in work.before[:-1] if d.period_start and d.modality is Modality.ACTUAL]
    if work.scope.span is not None and span.end < work.scope.span.end and in_aside(work.view, work.index):
        return True  # `Interim dividend of 0.2 yuan (2013 final dividend: 0.5 yuan)`
    main, opens = work.scope.main, any(work.view.tag(k) == "per" for k in range(4))
    same = work.draft.indicator == work.scope.indicator
    if main is not None and span.end < main.end and work.scope.age <= PASSING and same and not opens:
        return True  # `It had fallen 0.5 percent in July.`: a look back at an earlier period
    return any(end is not None and end > span.end for end in earlier)


def _no_prose(article: Article, sentence: Sentence, numerals: list[Numeral]) -> None:
    """Set the digits of what is no sentence aside, unread, in one pass."""
    for found in BARE.finditer(sentence.text):
        start = sentence.start + found.start()
        numerals.append(_numeral(article, start, sentence.start + found.end(), SetAside.NOT_UNDERSTOOD))


def _set_aside(article: Article, sentence: Sentence, token: Token, numerals: list[Numeral]) -> None:
    outcome = token.outcome
    if outcome is None:
        outcome = SetAside.DATE if token.tag == "per" else SetAside.NOT_UNDERSTOOD
    if token.tag == "per" and not any(c.isdecimal() for c in token.text):
        return
    start = sentence.start + token.start
    numerals.append(_numeral(article, start, start + len(token.text), outcome))


def _numeral(article: Article, start: int, end: int, outcome: SetAside | None) -> Numeral:
    return Numeral(start, end, article.text[start:end], outcome)
