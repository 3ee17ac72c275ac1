"""What the English tables promise, word by word, and that no text, however hostile, keeps the English reader long."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
import tomllib
from decimal import Decimal
from importlib.resources import files

import pytest

from flows.extract.en.reader import read_english
from flows.extract.mention.cue.en import cues, units
from tests.extract.test_corpus import CORPUS, obey
from warehouse.model import Article, Extraction, Language, Paragraph, Sentence, SetAside

TODAY = dt.date(2025, 9, 19)
SECONDS = 5  # for a megabyte, on a slow and busy machine
MEGABYTE = 1_000_000


def read(text: str) -> Extraction:
    """The reading of one English sentence."""
    article = Article("case", "corpus", TODAY, text, (Paragraph(0, len(text), lang=Language.EN),), lang=Language.EN)
    return read_english(article, [Sentence(0, len(text), text, lang=Language.EN)])


def unit_words(*kinds: str) -> list[str]:
    """The words of measure of these tables, as written there."""
    table = tomllib.loads(files("warehouse.vocabulary").joinpath("units_en.toml").read_text(encoding="utf-8"))
    listed = [word for kind in kinds for names in table[kind].values() if isinstance(names, list) for word in names]
    return listed + [word for kind in kinds for word in table[kind].get("scaled", {})]


@pytest.mark.parametrize("word", unit_words("percent", "points", "money", "physical"))
def test_every_word_of_measure_gives_its_unit_and_scale(word: str) -> None:
    known = units().exact.get(word) or units().words[word.lower()]
    found = read(f"The total reached 3.5 {word} in 2024.").claims
    assert [(claim.unit, abs(claim.value)) for claim in found] == [(known.unit, Decimal("3.5") * known.factor)]


@pytest.mark.parametrize("prefix", sorted(units().prefixes))
def test_every_sign_of_money_gives_its_currency(prefix: str) -> None:
    found = read(f"Revenue reached {prefix}3.5 billion in 2024.").claims
    assert [(claim.unit, claim.value) for claim in found] == [(units().prefixes[prefix], Decimal("3.5e9"))]


@pytest.mark.parametrize("noun", sorted(units().counted))
def test_every_counted_noun_gives_its_measure_word(noun: str) -> None:
    found = read(f"The region counted 3,500 {noun} in 2024.").claims
    assert [(claim.unit, claim.value) for claim in found] == [(units().counted[noun], Decimal(3500))]


def test_a_cue_word_has_one_part() -> None:
    table = tomllib.loads(files("flows.extract.mention.cue").joinpath("en.toml").read_text(encoding="utf-8"))
    words = [word for tag, listed in table["tags"].items() if tag != "w" for word in listed]
    assert sorted(words) == sorted(set(words))
    assert all(word == word.lower() for word in words)
    assert all(cues().words.values())


@pytest.mark.parametrize(
    "piece", ["7", "million ", "“", "(", "1 ", "first ", "more than ", "a ", "1,000,", "from 5 percent to ", "half of "]
)
def test_a_megabyte_of_one_piece_ends_soon(piece: str) -> None:
    text = piece * (MEGABYTE // len(piece))
    begun = time.process_time()
    found = read(text)
    assert time.process_time() - begun < SECONDS
    assert not found.claims
    assert all(numeral.outcome is SetAside.NOT_UNDERSTOOD for numeral in found.numerals)


def test_a_megabyte_of_sentences_takes_linear_time() -> None:
    line = "Output rose 5 percent to 3 million tonnes. "
    count = 200_000 // len(line)
    text = line * count
    article = Article("case", "corpus", TODAY, text, (Paragraph(0, len(text), lang=Language.EN),), lang=Language.EN)
    starts = range(0, len(text), len(line))
    sentences = [Sentence(at, at + len(line) - 1, line[:-1], lang=Language.EN) for at in starts]
    begun = time.process_time()
    found = read_english(article, sentences)
    assert time.process_time() - begun < SECONDS
    assert len(found.claims) == 2 * count


@pytest.mark.parametrize("seed", range(4))
def test_words_in_any_order_are_accounted_for(seed: int) -> None:
    """Whatever stands beside what: quotes are the text's, claims do not overlap, no digit is lost."""
    lines = [line for path in sorted(CORPUS.glob("*/en*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    words = [word for line in lines for word in json.loads(line)["text"].split()]
    dice = random.Random(seed)
    for _ in range(500):
        text = " ".join(dice.choices(words, k=dice.randint(1, 25)))
        if dice.random() < 0.3:
            text = text.replace(" ", "", dice.randint(1, 4))
        article = Article("case", "corpus", TODAY, text, (Paragraph(0, len(text), lang=Language.EN),), lang=Language.EN)
        obey(article, read(text))
