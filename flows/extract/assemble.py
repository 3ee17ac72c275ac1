"""The front door of the grammar: even text goes to the readers, and their readings come back as one."""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.bilingual import link_translations
from flows.extract.claim.confidence import confidence, evidence_of
from flows.extract.claim.fill import fill
from flows.extract.claim.gate import gate
from flows.extract.document.home import home_of
from flows.extract.en.reader import read_english
from flows.extract.mention.table.reader import read_tables
from flows.extract.text.even import make_even
from flows.extract.zh.reader import read_chinese
from warehouse.model import Article, Extraction, Language, Sentence
from warehouse.values import replace


def extract(article: Article, sentences: Sequence[Sentence]) -> Extraction:
    """All claims of an article and the account of every numeral, in reading order.

    `sentences` are the article's, in order, as `flows.parse.sentences.split_sentences(article)` gives them. The
    publication date and the languages are the article's. The same article gives the same extraction for ever.
    """
    even = make_even(article, sentences)
    found = even.give_back(_read(even.article, even.sentences))
    both = len({sentence.lang for sentence in sentences}) > 1
    return replace(found, claims=link_translations(article, found.claims)) if both else found


def _read(article: Article, sentences: Sequence[Sentence]) -> Extraction:
    """What the readers of tables and of both languages find in an even article."""
    home = home_of(article)
    tables, taken = read_tables(article, sentences, lambda: home.place)
    prose = [sentence for sentence in sentences if sentence.paragraph not in taken] if taken else sentences
    chinese = [sentence for sentence in prose if sentence.lang is Language.ZH]
    english = [sentence for sentence in prose if sentence.lang is Language.EN]
    parts = [
        _sure(tables),
        read_chinese(article, chinese, home) if chinese else Extraction(),
        _sure(read_english(article, english)) if english else Extraction(),
    ]
    claims = sorted((c for p in parts for c in p.claims), key=lambda c: (c.char_start, c.char_end))
    numerals = sorted((n for p in parts for n in p.numerals), key=lambda n: (n.char_start, n.char_end))
    return Extraction(tuple(map(gate, fill(article, sentences, claims))), tuple(numerals))


def _sure(found: Extraction) -> Extraction:
    """The claims of a part that one reader alone has read, with their confidence."""
    claims = (replace(claim, confidence=confidence(evidence_of(claim, None))) for claim in found.claims)
    return replace(found, claims=tuple(claims))
