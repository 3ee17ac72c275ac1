"""Language of a paragraph by its script. Chinese with a few Latin words is Chinese, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from flows.parse.characters import HAN
from warehouse.model import Language, Paragraph

_HAN = re.compile(rf"[{HAN}]+")
_LATIN = re.compile(r"[A-Za-z]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
LEAST_LETTERS = 11  # fewer Latin letters without a Chinese character are a name or a mark in an article of either
SAMPLE = 2000  # characters that decide; a paragraph does not change its language behind them


@lru_cache(maxsize=512)
def _count(sample: str) -> tuple[int, int]:
    """Its Chinese characters and its Latin words; a line is asked about when its article is found, and laid out."""
    return sum(map(len, _HAN.findall(sample))), len(_LATIN_WORD.findall(sample))


def language_of(text: str, otherwise: Language = Language.ZH) -> Language:
    """Language of a paragraph; `otherwise` where it has no letters at all (a row of numbers)."""
    han, words = _count(text[:SAMPLE])
    if not han and not words:
        return otherwise
    return Language.ZH if han >= words else Language.EN


def language_of_line(text: str, of_article: Language) -> Language:
    """Language of a line of an article: a few Latin letters alone, a name or a mark, are of the article's language."""
    sample = text[:SAMPLE]
    few = not _HAN.search(sample) and len(_LATIN.findall(sample)) < LEAST_LETTERS
    return of_article if few else language_of(text, of_article)


def language_of_lines(lines: Iterable[str]) -> Language:
    """Language of an article that is not yet laid out, from its lines."""
    told = list(lines)
    return _of_most(sum(len(line) for line in told if language_of(line) is Language.ZH), sum(map(len, told)))


def of_article(paragraphs: Sequence[Paragraph]) -> Language:
    """Language of an article: Chinese where a quarter of its text is, for a translation stands behind its original."""
    chinese = sum(p.end - p.start for p in paragraphs if p.lang is Language.ZH)
    return _of_most(chinese, paragraphs[-1].end if paragraphs else 0)


def _of_most(chinese: int, characters: int) -> Language:
    return Language.ZH if 4 * chinese >= characters else Language.EN
