"""Where a sentence ends and where it does not: the corpus of both languages, and what holds for every text."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.parse.scan.page import read_page
from flows.parse.sentences import split_sentences
from warehouse.model import Article, Language, Paragraph, Role

CORPUS = Path(__file__).parent / "pages" / "corpus"


def cases(language: str) -> list[dict[str, object]]:
    lines = (CORPUS / f"sentences.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "language": language} for line in lines]


def article_of(text: str, language: Language, role: Role = Role.BODY) -> Article:
    paragraphs = (Paragraph(0, len(text), role, language),)
    return Article("x-2025-01-01-01", "x", dt.date(2025, 1, 1), text, paragraphs)


@pytest.mark.parametrize("case", cases("zh") + cases("en"), ids=lambda case: str(case["sentences"])[:60])
def test_a_paragraph_is_split_where_the_corpus_says(case: dict[str, Any]) -> None:
    expected = [str(sentence) for sentence in case["sentences"]]
    glue = str(case.get("glue", " " if case["language"] == "en" else ""))
    found = split_sentences(article_of(glue.join(expected), Language(str(case["language"]))))
    assert [sentence.text for sentence in found] == expected


@pytest.mark.parametrize("role", [Role.TITLE, Role.HEADING, Role.KICKER, Role.SUBTITLE, Role.TABLE])
def test_a_headline_and_a_row_are_one_sentence_each(role: Role) -> None:
    text = "增长从哪里来？看创新！"
    assert [s.text for s in split_sentences(article_of(text, Language.ZH, role))] == [text]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="一二。！？…；，“”（）()《》.!?\"' aBU.S1\n\t", max_size=80))
def test_sentences_are_slices_in_order_and_lose_nothing(text: str) -> None:
    for article in read_page(text, source_id="x", published_on=dt.date(2025, 1, 1)).articles:
        sentences = split_sentences(article)
        end = 0
        for sentence in sentences:
            assert sentence.text == article.text[sentence.start : sentence.end] != ""
            assert sentence.start >= end
            assert not article.text[end : sentence.start].strip()
            paragraph = article.paragraphs[sentence.paragraph]
            assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
            end = sentence.end
        assert not article.text[end:].strip()
