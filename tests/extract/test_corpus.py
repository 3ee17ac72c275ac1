"""Runs every corpus: `corpus/<dimension>/<lang>*.jsonl` lists what must be read, `<lang>*.not.jsonl` what not.

A case is one JSON object a line. How it is written stands below, above `Case`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.extract import calendar
from flows.extract.assemble import extract
from flows.parse.sentences import split_sentences
from warehouse.model import Article, Claim, Extraction, Language, Paragraph, Role, Sentence, Tier

CORPUS = Path(__file__).parent / "corpus"
PUBLISHED = "2025-09-19"

# A case has a `text` (one sentence a line), or the `rows` of a table (cells, with a `title` and `lines` above it),
# `published` (default 2025-09-19) and
# - in a corpus `expect`: for each claim its `quote` (`nth` where it is printed more than once) and the fields to check,
#   named as in Claim; beside them `period` (as the gold guidelines write it, `pub` included), `keywords` (each stands
#   in the indicator or the breakdown), `rule` (a name that stands in the trail). `only: true`: no other `must` claim.
# - in a negative corpus `reason` (why not), `absent` (fields of a claim that must not be there; default: any claim),
#   `set_aside` (numeral as printed -> the reason it must be set aside for).
Case = dict[str, Any]


def cases(negative: bool) -> Iterator[Any]:
    """Every line of the corpora of one sign, named `dimension/file:line`."""
    for path in sorted(CORPUS.glob("*/*.jsonl")):
        if path.name.endswith(".not.jsonl") is not negative:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                name = f"{path.parent.name}/{path.name.removesuffix('.jsonl')}:{number}"
                yield pytest.param(path.name[:2], json.loads(line), id=name)


def article_of(lang: str, case: Case) -> Article:
    """An article of one paragraph whose sentences are the lines of the case's text."""
    text = case["text"]
    published = dt.date.fromisoformat(case.get("published", PUBLISHED))
    language = Language(lang)
    return Article("case", "corpus", published, text, (Paragraph(0, len(text), lang=language),), lang=language)


def table_of(lang: str, case: Case) -> Article:
    """An article that is a table, its title and the lines between them."""
    rows = [("\t".join(row), Role.TABLE) for row in case["rows"]]
    pieces = [(case["title"], Role.TITLE), *((line, Role.BODY) for line in case.get("lines", ())), *rows]
    text, paragraphs = "", list[Paragraph]()
    for piece, role in pieces:
        paragraphs.append(Paragraph(len(text), len(text) + len(piece), role, Language(lang)))
        text += piece + "\n"
    published = dt.date.fromisoformat(case.get("published", PUBLISHED))
    return Article("case", "corpus", published, text[:-1], tuple(paragraphs), lang=Language(lang), title=case["title"])


def read(lang: str, case: Case) -> tuple[Article, Extraction]:
    """The case's article and what is read from it."""
    if "rows" in case:
        article = table_of(lang, case)
        return article, extract(article, split_sentences(article))
    article, sentences, at = article_of(lang, case), [], 0
    for line in article.text.split("\n"):
        sentences.append(Sentence(at, at + len(line), line, lang=article.lang))
        at += len(line) + 1
    return article, extract(article, sentences)


def period_of(text: str, published: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """`period_start` and `period_end` of a period written as in the gold guidelines."""
    if text == "pub":
        return None, None
    first, slash, last = text.partition("/")
    begin = bound(first)
    if slash:
        return begin.start or begin.end, bound(last).end if last else published
    return begin.start, begin.end


def bound(text: str) -> calendar.Span:
    """The span of one ISO 8601 year, month or day."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return calendar.years(parts[0])
    return calendar.months(*parts) if len(parts) == 2 else calendar.instant(dt.date(*parts))


def differs(claim: Claim, wanted: Case, published: dt.date) -> dict[str, tuple[object, object]]:
    """Field -> (wanted, found) for every field that `wanted` names and the claim has otherwise."""
    wrong: dict[str, tuple[object, object]] = {}
    for field, want in wanted.items():
        if field in ("quote", "nth"):
            continue
        found: object
        if field == "period":
            want, found = period_of(want, published), (claim.period_start, claim.period_end)
        elif field == "keywords":
            found = f"{claim.indicator} {claim.breakdown}".lower()
            want = [word for word in want if word.lower() not in str(found)]
            if not want:
                continue
        elif field == "rule":
            found = want if want in claim.rule_trail else claim.rule_trail
        else:
            found = getattr(claim, field)
            want = Decimal(str(want)) if isinstance(found, Decimal) and want is not None else want
        if want != found:
            wrong[field] = (want, found)
    return wrong


def find(claims: tuple[Claim, ...], wanted: Case) -> Claim | None:
    """The claim whose quote is the wanted one, over the whole span."""
    same = [claim for claim in claims if claim.quote == wanted["quote"]]
    nth = wanted.get("nth", 1)
    return same[nth - 1] if len(same) >= nth else None


def obey(article: Article, found: Extraction) -> None:
    """What holds for every text: quotes are the text's, claims do not overlap, every digit is accounted for."""
    covered = bytearray(len(article.text))
    for claim in found.claims:
        assert article.text[claim.char_start : claim.char_end] == claim.quote
        assert not any(covered[claim.char_start : claim.char_end]), f"{claim.quote!r} overlaps another claim"
        covered[claim.char_start : claim.char_end] = b"\1" * len(claim.quote)
    for numeral in found.numerals:
        assert article.text[numeral.char_start : numeral.char_end] == numeral.text
        covered[numeral.char_start : numeral.char_end] = b"\1" * len(numeral.text)
    lost = [char for char, seen in zip(article.text, covered, strict=True) if char.isdecimal() and not seen]
    assert not lost, f"digits neither claimed nor set aside: {''.join(lost)}"


@pytest.mark.parametrize(("lang", "case"), list(cases(negative=False)))
def test_what_must_be_read(lang: str, case: Case) -> None:
    article, found = read(lang, case)
    obey(article, found)
    printed = [f"{claim.quote} = {claim.value} {claim.unit} {claim.indicator}" for claim in found.claims]
    for wanted in case["expect"]:
        claim = find(found.claims, wanted)
        assert claim is not None, f"no claim quotes {wanted['quote']!r}; found {printed}"
        wrong = differs(claim, wanted, article.published_on)
        assert not wrong, f"{wanted['quote']}: " + "; ".join(
            f"{k}: expected {w}, found {f}" for k, (w, f) in wrong.items()
        )
    if case.get("only"):
        must = [claim.quote for claim in found.claims if claim.tier is Tier.MUST]
        assert sorted(must) == sorted(w["quote"] for w in case["expect"] if w.get("tier") != "may")


@pytest.mark.parametrize(("lang", "case"), list(cases(negative=True)))
def test_what_must_not_be_read(lang: str, case: Case) -> None:
    article, found = read(lang, case)
    obey(article, found)
    assert case["reason"]
    absent = case.get("absent", {})
    there = [c for c in found.claims if not absent.get("quote") or c.quote == absent["quote"]]
    there = [c for c in there if not differs(c, absent, article.published_on)]
    assert not there, f"{case['reason']}: " + ", ".join(f"{c.quote} {c.indicator} {c.rule_trail}" for c in there)
    for text, reason in case.get("set_aside", {}).items():
        outcomes = [str(numeral.outcome) for numeral in found.numerals if numeral.text == text]
        assert reason in outcomes, f"{text!r} must be set aside as {reason}, found {outcomes}"


def test_every_corpus_has_its_other_half() -> None:
    positive = {p.parent.name + p.name[:2] for p in CORPUS.glob("*/*.jsonl") if not p.name.endswith(".not.jsonl")}
    negative = {p.parent.name + p.name[:2] for p in CORPUS.glob("*/*.not.jsonl")}
    assert positive == negative
