"""Bilingual documents: each paragraph and its translation get one number, `Paragraph.pair`, headings included.

A small dynamic programme over the paragraphs of both languages in order: pairs cost little where their numbers and
their lengths agree; leaving a paragraph without a partner costs a fixed amount. Only a band around the diagonal is
searched, so that time grows with the number of paragraphs, not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from warehouse.model import Article, Language, Paragraph, Role
from warehouse.values import dataclass, replace

ALONE = 1.2  # cost of a paragraph without a translation
BAND = 30  # paragraphs to either side of the diagonal
LEAST = 2  # paragraphs in each language before a document counts as bilingual
LEAST_SHARE = 0.25  # of the paragraphs in the rarer language
NUMBER = re.compile(r"[\d０-９]+(?:[.,．，][\d０-９]+)*")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


STEP_PAIR, STEP_CHINESE, STEP_ENGLISH = 1, 2, 3


@dataclass(frozen=True, slots=True)
class ParagraphFeatures:
    """What the alignment sees of a paragraph: its length, its numbers' digits, its place, whether it is a headline."""

    length: int
    numbers: frozenset[str]
    place: int
    headline: bool = False


def align(article: Article) -> tuple[Paragraph, ...]:
    """The article's paragraphs, numbered in pairs from 1; unchanged where it is not bilingual."""
    paragraphs = article.paragraphs
    english = [at for at, paragraph in enumerate(paragraphs) if paragraph.lang is Language.EN]
    chinese = [at for at, paragraph in enumerate(paragraphs) if paragraph.lang is Language.ZH]
    if not _bilingual(paragraphs, len(english), len(chinese)):
        return paragraphs
    numbered = list(paragraphs)
    pairs = pair_up([_view(article, at) for at in chinese], [_view(article, at) for at in english])
    for number, (left, right) in enumerate(pairs, start=1):
        for at in (chinese[left], english[right]):
            numbered[at] = replace(numbered[at], pair=number)
    return tuple(numbered)


def _bilingual(paragraphs: Sequence[Paragraph], english: int, chinese: int) -> bool:
    """Whether both languages have a fair share of the paragraphs and of the text; a quoted line is no translation."""
    if min(english, chinese) < max(LEAST, LEAST_SHARE * len(paragraphs)):
        return False
    size = sum(paragraph.end - paragraph.start for paragraph in paragraphs)
    english_size = sum(p.end - p.start for p in paragraphs if p.lang is Language.EN)
    return 0.3 * size <= english_size <= 0.95 * size


def _view(article: Article, at: int) -> ParagraphFeatures:
    paragraph = article.paragraphs[at]
    text = article.text[paragraph.start : paragraph.end]
    return ParagraphFeatures(len(text), frozenset(digits_of(text)), at, paragraph.role not in (Role.BODY, Role.BOX))


def digits_of(text: str) -> list[str]:
    """The numbers of a text by their digits alone: 328.2万 and 3.282 million are both 3282."""
    found = (re.sub(r"[.,]", "", match.translate(FULL_WIDTH)).strip("0") for match in NUMBER.findall(text))
    return [digits for digits in found if digits]


def pair_up(chinese: Sequence[ParagraphFeatures], english: Sequence[ParagraphFeatures]) -> list[tuple[int, int]]:
    """Index pairs (Chinese, English) of paragraphs that say the same, both rising."""
    ratio = max(sum(view.length for view in english), 1) / max(sum(view.length for view in chinese), 1)
    slope = len(english) / max(len(chinese), 1)
    costs: dict[int, float] = {}
    rows: list[dict[int, int]] = []  # for each Chinese paragraph: how each cell was reached
    for i in range(len(chinese) + 1):
        centre = int(i * slope)
        band = range(max(centre - BAND, 0), min(centre + BAND, len(english)) + 1)
        costs, steps = _row(i, band, costs, chinese, english, ratio)
        rows.append(steps)
    return _walk_back(rows, len(english))


def _row(
    i: int,
    band: range,
    above: dict[int, float],
    chinese: Sequence[ParagraphFeatures],
    english: Sequence[ParagraphFeatures],
    ratio: float,
) -> tuple[dict[int, float], dict[int, int]]:
    """Least costs of having read `i` Chinese paragraphs and `j` English ones, for each `j` of the band."""
    costs: dict[int, float] = {}
    steps: dict[int, int] = {}
    for j in band:
        options: list[tuple[float, int]] = []
        if i and j and j - 1 in above:
            options.append((above[j - 1] + cost(chinese[i - 1], english[j - 1], ratio), STEP_PAIR))
        if i and j in above:
            options.append((above[j] + ALONE, STEP_CHINESE))
        if j - 1 in costs:
            options.append((costs[j - 1] + ALONE, STEP_ENGLISH))
        if options:
            costs[j], steps[j] = min(options)
        elif not i and not j:
            costs[j], steps[j] = 0.0, 0
    return costs, steps


def cost(chinese: ParagraphFeatures, english: ParagraphFeatures, ratio: float) -> float:
    """How unlike a Chinese and an English paragraph are: 0 for a sure pair, 2 * ALONE and more for none."""
    unequal = min(abs(log(max(english.length, 1) / (max(chinese.length, 1) * ratio))), 2.0)
    numbers = chinese.numbers | english.numbers
    strange = 1 - len(chinese.numbers & english.numbers) / len(numbers) if numbers else 0.0
    apart = 0.0 if abs(chinese.place - english.place) == 1 else 0.3
    return 0.8 * unequal + 1.2 * strange + apart + 0.4 * (chinese.headline != english.headline)


def _walk_back(rows: Sequence[dict[int, int]], j: int) -> list[tuple[int, int]]:
    """The pairs on the cheapest path."""
    pairs: list[tuple[int, int]] = []
    i = len(rows) - 1
    while i or j:
        step = rows[i].get(j, 0)
        if step == STEP_PAIR:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif step == STEP_CHINESE:
            i -= 1
        elif step == STEP_ENGLISH:
            j -= 1
        else:
            break
    return pairs[::-1]
