"""Reads the English sentences of an article: scan, then the rules of each kind of number, then time, place and plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from flows.extract.calendar import Span
from flows.extract.draft import Draft, finish
from flows.extract.en.counts import count_unit
from flows.extract.en.indicators import somebody
from flows.extract.en.measures import rules_for
from flows.extract.en.modality import set_modality, set_modality_by_period
from flows.extract.en.pairing import share_out
from flows.extract.en.parts import settle_parts, without_brackets
from flows.extract.en.places import set_place
from flows.extract.en.ranges import join_ranges
from flows.extract.en.roles import settle_periods
from flows.extract.en.scan import QUICK, scan
from flows.extract.en.timing import set_period
from flows.extract.en.tokens import Token
from flows.extract.en.view import View, look_left
from flows.extract.en.work import Scope, Work, same_clause
from warehouse.model import Article, Claim, Extraction, Measure, Modality, Numeral, Qualifier, Sentence, SetAside, Tier

LENGTH_LIMIT = 8000  # characters; a longer sentence is no prose either
BARE = re.compile(r"[0-9][0-9,.]*", re.ASCII)
SENTENCE_LIMIT = 300  # numerals; a sentence with more is no prose


def read_english(article: Article, sentences: Sequence[Sentence]) -> Extraction:
    """The claims of these sentences and the account of every numeral in them."""
    claims: list[Claim] = []
    numerals: list[Numeral] = []
    scope = Scope()
    for sentence in sentences:
        if QUICK.search(sentence.text):
            read_sentence(article, sentence, scope, claims, numerals)
    return Extraction(tuple(claims), tuple(numerals))


def read_sentence(
    article: Article, sentence: Sentence, scope: Scope, claims: list[Claim], numerals: list[Numeral]
) -> None:
    """Read one sentence into `claims` and `numerals`; `scope` carries from sentence to sentence."""
    if len(sentence.text) > LENGTH_LIMIT:
        return _no_prose(article, sentence, numerals)
    tokens = join_ranges(without_brackets(scan(sentence.text)), sentence.text)
    settle_parts(tokens)
    view = View(sentence, tokens)
    settle_periods(view, article.published_on)
    hostile = sum(token.tag == "num" for token in view.tokens) > SENTENCE_LIMIT
    before: list[tuple[int, Draft]] = []
    for index, token in enumerate(view.tokens):
        draft = None
        if not hostile and (token.tag in ("num", "rank") or (token.tag == "ord" and ranks(view, index))):
            draft = read_number(view, index, before, scope, article.published_on)
        if draft is not None:
            before.append((index, draft))
            numerals.append(_numeral(article, draft.start, draft.end, None))
        elif any(char.isdecimal() for char in token.text) or token.outcome or token.tag in ("num", "per"):
            _set_aside(article, sentence, token, numerals)

    share_out(view, before)
    claims.extend(finish(draft, article, sentence) for _, draft in before)
    if before and all(draft.period_end is None for _, draft in before):
        scope.span = None


def read_number(view: View, index: int, before: list[tuple[int, Draft]], scope: Scope, today: dt.date) -> Draft | None:
    """The draft of the number at `index`; None where no rule reads it."""
    token, left = view.tokens[index], look_left(view, index)
    pointed = view.low(index - 1) in ("the", "these", "those", "both")
    if pointed and token.rule == "number words" and token.kind == "bare":
        token.outcome = SetAside.IDIOM  # `the two sides`
        return None
    start = view.sentence.start + token.start
    draft = Draft(start, start + len(token.text), token.figure, token.unit, value_high=token.high)
    draft.note(token.rule)
    work = Work(view, index, left, draft, scope, before)
    for name, rule in rules_for(token):
        if rule(work):
            draft.note(name)
            break
    else:
        return None
    if not draft.indicator:
        draft.indicator = somebody(work)
        draft.note("named by who acts")
    if not draft.indicator:
        return None
    set_qualifier(work)
    set_unit(work)
    set_average(work)
    if work.earlier:
        draft.note("level before")
    set_modality(work)
    set_period(work, today)
    set_modality_by_period(work, today)
    set_place(work)
    set_tier(work)
    leave(work, scope)
    return draft


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


def set_unit(work: Work) -> None:
    """A bare number's unit is its counted noun's; an index has points."""
    draft = work.draft
    if work.token.tag in ("ord", "rank"):
        draft.unit = "位"
    elif not draft.unit and _shares_unit(work):
        draft.unit = work.before[-1][1].unit
    elif not draft.unit:
        is_index = any(
            word in draft.indicator.lower().split() for word in ("index", "pmi", "indices", "sub-index", "reading")
        )
        draft.unit = (
            "点"
            if is_index and draft.value < Decimal(100000)
            else count_unit(
                *((draft.breakdown, draft.indicator) if "counted" not in draft.trail[-1] else (draft.indicator,))
            )
        )


def _shares_unit(work: Work) -> bool:
    """`increased to 3,000 yuan from less than 1,000`: the second of two levels is in the first one's unit."""
    previous = work.previous
    if previous is None or previous.indicator != work.draft.indicator or previous.measure is not work.draft.measure:
        return False
    return work.view.low(work.left.at) in ("to", "from") and same_clause(work)


def set_average(work: Work) -> None:
    """`an average annual growth of 7.9 percent`: growth_avg; `an average of 13 million a year`: change_avg."""
    view, draft = work.view, work.draft
    near = {view.low(k) for k in range(max(work.index - 9, 0), work.index + 6) if view.tag(k) not in ("num",)}
    yearly = (
        "annually" in near or "annual" in near or "yearly" in near or {"a", "year"} <= near or {"per", "year"} <= near
    )
    if draft.measure is Measure.GROWTH and (
        yearly and ("average" in near or "averaging" in near or "averaged" in near or "compound" in near)
    ):
        draft.measure = Measure.GROWTH_AVG
        draft.note("average annual growth")
    elif draft.measure is Measure.CHANGE and yearly and "average" in near:
        draft.measure = Measure.CHANGE_AVG
        draft.note("average annual change")


def set_tier(work: Work) -> None:
    """What is counted inside a text or an event is of weak analytic value."""
    draft = work.draft
    words = draft.indicator.lower().split()
    if work.token.rule == "measure in an adjective" or (
        "-" in work.token.text and draft.unit in ("公里", "米", "吨", "小时", "平方米")
    ):
        draft.tier = Tier.MAY
    small = work.token.rule == "number words" and abs(draft.value) <= 20 and work.token.kind == "bare"
    if work.token.kind == "bare" and words and small:
        draft.tier = Tier.MAY


def leave(work: Work, scope: Scope) -> None:
    """What this number hands to the sentences after it."""
    draft = work.draft
    if draft.measure in (Measure.RANK, Measure.DURATION):
        return
    scope.measure = draft.measure
    scope.indicator, scope.breakdown = draft.indicator, draft.breakdown
    fact = not work.earlier and draft.modality is Modality.ACTUAL
    if draft.period_end is not None and fact and draft.measure not in (Measure.GROWTH_AVG, Measure.MULTIPLE):
        scope.span, scope.span_text = Span(draft.period_start, draft.period_end), draft.period_text
    if draft.measure is Measure.GROWTH and draft.base in ("yoy", "mom"):
        scope.compared = draft.base


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
