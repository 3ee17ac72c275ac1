"""What holds for any text the Chinese reader is given: no error, right offsets, no overlap, time as the length."""

from __future__ import annotations

import datetime as dt
import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.assemble import extract
from tests.extract.test_corpus import obey
from warehouse.model import Article, Extraction, Paragraph, Sentence
from warehouse.vocabulary.units import units

PUBLISHED = dt.date(2025, 9, 19)
WORDS = st.sampled_from(
    [
        *"零一二两三四五六七八九十百千万亿点半成番多余几数第每年月日前",
        *"，。；、：（）“”《》—-~～％%./ ,",
        *[
            "分别",
            "同比",
            "增长",
            "下降",
            "从",
            "到",
            "其中",
            "占",
            "比上年",
            "年均",
            "达到",
            "超过",
            "近",
            "约",
            "左右",
            "以上",
        ],
        *[
            "2024年",
            "1—8月",
            "上半年",
            "“十四五”以来",
            "截至8月底",
            "去年同期",
            "北京",
            "江苏、浙江",
            "产量",
            "增加值",
            "企业",
            "比重",
        ],
        *[
            "个百分点",
            "５",
            "３．６",
            "1,314.5",
            "459. 8",
            "12.5%",
            "3",
            "0",
            "2025",
            "万亿元",
            "倍",
            "翻一番",
            "三分之二",
            "一批",
            "第一",
        ],
    ]
)
NUMERALS = st.text(alphabet="零〇一二两三四五六七八九十百千万亿点0123456789０１２.,，．", min_size=1, max_size=8)
UNITS = st.sampled_from(sorted(units()))
TEXTS = st.lists(st.one_of(WORDS, NUMERALS, UNITS), max_size=30).map("".join)


def read(text: str) -> tuple[Article, Extraction]:
    """The text as an article of one sentence a line."""
    article = Article("any", "any", PUBLISHED, text, (Paragraph(0, len(text)),))
    sentences, at = [], 0
    for line in text.split("\n"):
        sentences.append(Sentence(at, at + len(line), line))
        at += len(line) + 1
    return article, extract(article, sentences)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_mixture_of_words_is_read_without_error_and_accounted_for(text: str) -> None:
    article, found = read(text)
    obey(article, found)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_characters_are_read_without_error(text: str) -> None:
    article, found = read(text.replace("\r", " "))
    for claim in found.claims:
        assert article.text[claim.char_start : claim.char_end] == claim.quote


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert read(text)[1] == read(text)[1]


HOSTILE = [
    *[
        "1",
        "万",
        "“",
        "产量、",
        "从1到",
        "，",
        "分别",
        "（",
        "(1",
        "）",
        "一",
        ".1",
        "1%",
        "比上年",
        "1月",
        "1-",
        "1 ",
        "翻一番",
        "2025年",
    ],
    *[
        "北京、",
        "《",
        "1万家、",
        "去年产值增长5%，",
        "每",
        "占",
        "1,",
        "第",
        "A1",
        "〔2024〕",
        "10. ",
        "其中",
        "每1个有",
        "，甲乙全区5%",
        "高于全市(1%)",
        "两个地区占1%、2%，",
        "由二季度下降1%转为增长2%，",
    ],
    *[" ", "甲 ", "1 234 ", "甲1 234 ", "[1]", "[1,", "，  ", "A ", "\u200b", "國", "½", "甲1 . ", "1 - ", "负1%", "-"],
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        gc.collect()
        gc.disable()  # its share grows faster than the text
        begun = time.process_time()
        read(text)
        spent = time.process_time() - begun
        gc.enable()
        return spent

    # Four times as long: 4 times the time where linear, 16 where quadratic. A busy machine's caches triple a figure and
    # make none smaller: the least of three counts, and of the long text no more are taken than it needs.
    short, longer = min(seconds(10_000) for _ in range(3)), []
    while len(longer) < 3:
        longer.append(seconds(40_000))
        if longer[-1] < 0.3 or longer[-1] / short < 10:
            return
    raise AssertionError(f"{piece!r}: {short:.3f} s, four times as long {min(longer):.3f} s")
