"""Reads an article's Chinese sentences: scan, clauses, then for each number its subject, measure, period and place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.extract.document.home import Home
from flows.extract.draft import Draft, finish
from flows.extract.mention.found import Mention
from flows.extract.mention.quantity.implied_zh import currency_of
from flows.extract.mention.quantity.lending_zh import lend_units
from flows.extract.mention.quantity.shared import Quantity, Rank
from flows.extract.zh.again import Scanned, read_again
from flows.extract.zh.claims import ClauseReader
from flows.extract.zh.clauses import cut, mask
from flows.extract.zh.frames import (
    HEADLINES,
    article_frame,
    article_periods,
    is_plan,
    lays_out_plans,
    months_reported,
    release_period,
)
from flows.extract.zh.here import Here
from flows.extract.zh.occasions import find_occasions
from flows.extract.zh.scan import scan
from flows.extract.zh.scope import Scope
from flows.extract.zh.sections import NO_SECTION, leads_on, section_of
from warehouse.model import Article, Claim, Extraction, Numeral, Sentence, SetAside, Tier
from warehouse.values import replace
from warehouse.vocabulary.places import canonical

NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿]")
PAUSE = re.compile(r"[,，;；。、\s]")
NUMERALS = re.compile(r"\d+|[一二两三四五六七八九十百千万亿]+")
MOST_IN_PIECE = 300
LONGEST_PIECE = 1500  # characters; the longest sentence met in print has some 600


def read_chinese(article: Article, sentences: Sequence[Sentence], home: Home) -> Extraction:
    """The claims of these sentences and the account of every numeral in them. `home`: the article's."""
    scanned = scan_sentences(sentences)
    telling = {s.sentence.paragraph for s in scanned if any(isinstance(m.what, Quantity | Rank) for m in s.mentions)}
    if not telling:
        return Extraction((), tuple(row for item in scanned for row in _account(item, [], {})))
    read = [(s.sentence, s.text, s.masked, s.clauses) for s in scanned]
    text = article.text.replace("\n", " ")
    periods = article_periods(article, read)
    here = Here(home)
    scope = Scope(article.published_on, here, article_frame(periods, article.published_on))
    scope.names[canonical(scope.here.place)] = scope.here.place
    scope.release = release_period(periods, article.published_on)
    scope.months = months_reported(periods, article.published_on)
    scope.is_plan = is_plan(text)
    scope.plan = scope.is_plan or lays_out_plans(text)
    scope.currency = currency_of(text, here.home.nation)
    scope.occasions = find_occasions(text, article.published_on)
    claims: list[Claim] = []
    numerals: list[Numeral] = []
    published = article.published_on
    body = [s for s in scanned if s.sentence.role not in HEADLINES]
    heads = [s for s in scanned if s.sentence.role in HEADLINES]
    for item in heads:  # 2022年工作回顾 directly above the body
        scope.section = section_of(item.text, published, NO_SECTION)
    paragraph = begun = -1
    drafts: list[Draft] = []
    for item in body + heads:
        if item.sentence.paragraph != begun or leads_on(item.text):
            begun = item.sentence.paragraph
            scope.section = (
                NO_SECTION if item.sentence.role in HEADLINES else section_of(item.text, published, scope.section)
            )
        if item.sentence.paragraph not in telling:  # nothing there hands anything on to a number
            numerals.extend(_account(item, [], {}))
            continue
        if item.sentence.paragraph != paragraph:
            scope.paragraph()
            paragraph = item.sentence.paragraph
        else:
            scope.sentence()
        reader = ClauseReader(item.text, item.masked, item.sentence, scope)
        # a statistic of nothing is no claim: its series would take in every such number
        found = (d for number, clause in enumerate(item.clauses) for d in reader.read(clause, first=not number))
        taken = [draft for draft in found if draft.indicator or draft.breakdown or draft.tier is Tier.MAY]
        if item.sentence.role in HEADLINES:
            _take_from_body(taken, drafts)
        drafts.extend(taken)
        claims.extend(finish(draft, article, item.whole) for draft in taken)
        numerals.extend(_account(item, taken, reader.aside))
    return Extraction(tuple(read_again(scanned, claims, article.published_on, here.home.decision)), tuple(numerals))


def scan_sentences(sentences: Sequence[Sentence]) -> list[Scanned]:
    """Every sentence with what a scan finds in it."""
    return [_scan(sentence, piece) for sentence in sentences for piece in _pieces(sentence)]


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence itself; one that never ends in pieces, so that time grows with the length alone."""
    at, text = 0, sentence.text
    while len(text) - at > LONGEST_PIECE:
        window = at + LONGEST_PIECE // 2
        mark = PAUSE.search(text[at + LONGEST_PIECE : window : -1])
        stop = at + LONGEST_PIECE + 1 - mark.start() if mark else at + LONGEST_PIECE
        yield replace(sentence, start=sentence.start + at, end=sentence.start + stop, text=text[at:stop])
        at = stop
    yield replace(sentence, start=sentence.start + at, text=text[at:]) if at else sentence


def _scan(whole: Sentence, sentence: Sentence) -> Scanned:
    text = sentence.text.replace("\t", " ")  # a row that no table explains
    if sentence is not whole and len(NUMERALS.findall(text)) > MOST_IN_PIECE:  # a row of numbers, no prose
        return Scanned(whole, sentence, text, text, [Mention(0, len(text), SetAside.NOT_UNDERSTOOD)], [])
    mentions = lend_units(text, scan(text))
    masked = mask(text, mentions)
    return Scanned(whole, sentence, text, masked, mentions, cut(masked, mentions))


def _take_from_body(heads: list[Draft], body: list[Draft]) -> None:
    """A headline's number takes the place the body gives it, and where it has no date its period.

    Where the body has not the number itself, the period of the same unit and subject.
    """
    for head in heads:
        same = next((d for d in body if d.value == head.value and d.unit == head.unit), None)
        if same and same.measure is head.measure and same.ref_area not in ("CN", "WORLD"):
            head.ref_area = same.ref_area
        if head.period_text:
            continue
        near = next((d for d in body if d.unit == head.unit and d.measure == head.measure and _alike(d, head)), None)
        if found := same or near:
            head.period_start, head.period_end = found.period_start, found.period_end
            head.note("headline: the body's period")


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two names share most of the shorter one's pairs of characters."""
    short, long = sorted((one.indicator + one.breakdown, other.indicator + other.breakdown), key=len)
    pairs = {short[i : i + 2] for i in range(len(short) - 1)}
    return bool(pairs) and sum(pair in long for pair in pairs) >= 0.6 * len(pairs)


def _account(item: Scanned, drafts: list[Draft], aside: dict[int, SetAside]) -> list[Numeral]:
    """One row for each numeral of the sentence: claimed, or set aside with its reason."""
    base = item.sentence.start
    claimed = {at for draft in drafts for at in range(draft.start - base, draft.end - base)}
    rows: list[Numeral] = []
    for mention in item.mentions:
        if not NUMERAL.search(item.text, mention.start, mention.end) and not isinstance(mention.what, Quantity | Rank):
            continue
        outcome: SetAside | None
        if not claimed.isdisjoint(range(mention.start, mention.end)):
            outcome = None
        elif isinstance(mention.what, SetAside):
            outcome = mention.what
        elif type(mention.what) is str:
            outcome = SetAside.DATE
        else:
            outcome = aside.get(mention.start, SetAside.NOT_UNDERSTOOD)
        rows.append(
            Numeral(base + mention.start, base + mention.end, item.sentence.text[mention.start : mention.end], outcome)
        )
    return rows
