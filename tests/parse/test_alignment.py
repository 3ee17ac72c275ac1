"""Bilingual documents: which paragraphs are translations of each other, also where one side has one more."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from flows.parse.alignment import ParagraphFeatures, digits_of, pair_up
from flows.parse.scan.page import read_page
from warehouse.model import Article, Language

TOP = Path(__file__).resolve().parents[2]

CHINESE = [
    "产业发展站在新的起点上",
    "去年,全国建成45个产业集群,总产值达到10万亿元,占所属行业总产值的三成左右。",
    "570多家企业进入榜单,研发投入占收入的28%。",
    "加快释放新动能",
    "截至11月,基站总数达到328.2万个,标准专利声明量占全球的42%,网络安全产业规模突破2000亿元。",
    "下一步,要破除各类市场障碍,激发企业活力。",
]
ENGLISH = [
    "Industrial development stands at a new starting point",
    "Last year 45 clusters were built across the country, with a total output of 10 trillion yuan, about 30 percent "
    "of the total output of their sectors.",
    "More than 570 companies made the list, and spent 28 percent of their revenue on research.",
    "Accelerating the release of new momentum",
    "By November there were 3.282 million base stations, 42 percent of all declared standard patents came from the "
    "country, and the network security industry exceeded 200 billion yuan.",
    "Next, market barriers will be removed, and the vitality of enterprises stimulated.",
]


def read(lines: list[str]) -> Article:
    reading = read_page("\n".join(lines) + "\n", source_id="x", published_on=dt.date(2025, 1, 1))
    assert len(reading.articles) == 1
    return reading.articles[0]


def pairs_of(article: Article) -> dict[str, str]:
    """Chinese paragraph -> English paragraph, by their numbers."""
    sides: dict[Language, dict[int, str]] = {Language.ZH: {}, Language.EN: {}}
    for paragraph in article.paragraphs:
        if paragraph.pair is not None:
            assert paragraph.pair not in sides[paragraph.lang]
            sides[paragraph.lang][paragraph.pair] = article.text[paragraph.start : paragraph.end]
    assert sides[Language.ZH].keys() == sides[Language.EN].keys()
    return {text: sides[Language.EN][number] for number, text in sides[Language.ZH].items()}


def woven(chinese: list[str], english: list[str]) -> list[str]:
    """Both texts paragraph by paragraph, English first; what is left of the longer one follows."""
    shorter = min(len(chinese), len(english))
    lines = [line for pair in zip(english[:shorter], chinese[:shorter], strict=True) for line in pair]
    return lines + english[shorter:] + chinese[shorter:]


def test_paragraph_by_paragraph() -> None:
    assert pairs_of(read(woven(CHINESE, ENGLISH))) == dict(zip(CHINESE, ENGLISH, strict=True))


def test_one_language_after_the_other() -> None:
    assert pairs_of(read(CHINESE + ENGLISH)) == dict(zip(CHINESE, ENGLISH, strict=True))


@pytest.mark.parametrize("missing", range(len(CHINESE)))
def test_a_paragraph_that_only_one_side_has_stays_alone(missing: int) -> None:
    english = [text for at, text in enumerate(ENGLISH) if at != missing]
    lines = []
    for at, text in enumerate(CHINESE):
        if at != missing:
            lines.append(ENGLISH[at])
        lines.append(text)
    expected = {text: ENGLISH[at] for at, text in enumerate(CHINESE) if at != missing}
    assert len(english) == len(expected)
    assert pairs_of(read(lines)) == expected


def test_a_chinese_article_with_an_english_line_is_not_bilingual() -> None:
    article = read([*CHINESE, "Made in China, sold worldwide", "Second line in English here"])
    assert all(paragraph.pair is None for paragraph in article.paragraphs)


def test_numbers_are_compared_by_their_digits() -> None:
    assert digits_of("328.2万个") == digits_of("3.282 million") == ["3282"]
    assert digits_of("2000亿元") == digits_of("200 billion yuan") == ["2"]
    assert digits_of("０．８６９吨") == ["869"]
    assert digits_of("没有数字") == []


def test_ten_thousand_paragraphs_are_paired_in_bounded_time() -> None:
    chinese = [ParagraphFeatures(40 + at % 7, frozenset({str(at)}), 2 * at + 1) for at in range(5000)]
    english = [ParagraphFeatures(120 + at % 11, frozenset({str(at)}), 2 * at) for at in range(5000)]
    began = time.process_time()
    assert pair_up(chinese, english) == [(at, at) for at in range(5000)]
    assert time.process_time() - began < 10


def test_every_paragraph_of_the_bilingual_seed_has_its_translation() -> None:
    for folder in (TOP / "seeds" / "documents", TOP / ".." / "shared" / "seeds"):
        for path in folder.glob("003*"):
            text = path.read_text(encoding="utf-8")
            article = read_page(text, source_id="x", published_on=dt.date(2024, 2, 1), doc="003").articles[0]
            assert len(pairs_of(article)) * 2 == len(article.paragraphs) == 54
            order = [paragraph.pair for paragraph in article.paragraphs]
            assert order == [number for number in range(1, 28) for _ in range(2)]
            return
    pytest.skip("the seed documents are not here")
