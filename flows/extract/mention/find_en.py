"""One pass over a sentence: numerals, phrases of time, names that hold a number, words with their part in the sentence.

A token is looked at from where it begins; what a digit or a trigger word may begin is tried in order.
"""

from __future__ import annotations

import functools
import re

from flows.extract.mention.numeral import en as numerals
from flows.extract.mention.other.en import (
    compound_adjective,
    digits_of_name,
    largest,
    letters_and_digits,
    listed,
    ordinal_digits,
    ordinal_word,
    series_of,
    stock_code,
    time_of_day,
    year_of_an_era,
)
from flows.extract.mention.period.en_words import TRIGGERS
from flows.extract.mention.period.find_en import (
    bare_year,
    compared,
    dated,
    on_the_month,
    reference,
    time_phrase,
    year_span,
)
from flows.extract.mention.quantity.en import amount, crowd, fraction, multiple_word, number_words
from flows.extract.mention.token_en import TAGS, WORD_LIMIT, Reader, Token, aside
from warehouse.model import SetAside

QUICK = re.compile(
    r"[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|four|fif|six|seven|eigh|nine|twen|for|"
    r"half|quarter|doubl|tripl|quadrupl|twice|halv|hundred|thousand|million|billion|trillion|dozen|zero|first|second|fold|"
    r"largest|decade|a series of|a batch of|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|last (?:year|month))",
    re.IGNORECASE,
)
TOKEN = re.compile(
    r"(?P<digit>(?:(?<![A-Za-z])(?:(?:US|HK|NT|U\.S\.|[ACS])?[$¥￥€£]|RMB|Rmb|CNY|USD|EUR|GBP|Yuan(?= ?[0-9])) ?"
    r"|(?<![\w.]))[0-9])"
    r"|(?P<word>(?:[A-Z]\.){2,}|[A-Za-z][A-Za-z0-9]*(?:[&'’‘/\-][A-Za-z0-9]+|(?<=PM2)\.5)*)"
    r"|(?P<rest>[0-9]+)"
    r"|(?P<mark>--|(?<= )-(?= )|[,;:()\[\]—–“”\"])"
)
HEAD = re.compile(r"[-'’]")
COMPANY = ("co", "co.", "company", "corp", "corp.", "holdings", "group", "technology", "technologies", "energy")
LEGAL_FORM = re.compile(r", (?:Ltd|Inc|Limited|Corp|LLC|Plc)(?![a-z])")


def scan(text: str) -> list[Token]:
    """The sentence's tokens, left to right; offsets are the sentence's."""
    tokens: list[Token] = []
    position, find = 0, TOKEN.search
    while found := find(text, position):
        token = _token(text, found, tokens)
        tokens.append(token)
        position = token.end if token.end > found.start() else found.end()
    return tokens


def _token(text: str, found: re.Match[str], tokens: list[Token]) -> Token:
    at, kind = found.start(), found.lastgroup
    if kind == "mark":
        legal = found.group() == "," and tokens and tokens[-1].low in COMPANY and LEGAL_FORM.match(text, at)
        return Token(found.group(), at, "w" if legal else found.group())  # `Sample Holding Co., Ltd.`
    if kind == "rest":
        return aside(found.group(), at, SetAside.NOT_UNDERSTOOD, "digits grown into a word")
    if kind == "digit":
        at += found.group().startswith(" ")
        for rule in DIGIT_RULES:
            token = rule(text, at, tokens)
            if token:
                return token
    word = found.group()
    low = word.lower()
    head = low if low.isalpha() else HEAD.split(low, maxsplit=1)[0]
    head = head[:2] if head[:2] in ("fy", "my") and head[2:4].isdigit() else head
    if head in WORD_RULES:
        for rule in WORD_RULES[head]:
            token = rule(text, at, tokens)
            if token:
                return token
    if not word.isalpha() and any(char.isdigit() for char in word):
        return aside(word[:WORD_LIMIT], at, SetAside.NAME, "letters and digits are a name")
    tag = _tag(word, low, head)
    if tag == "adv" and at and word[0].isupper() and low not in TAGS:
        tag = "w"  # `Sales of Geely rose`
    return Token(word, at, tag)


@functools.lru_cache(maxsize=4096)
def _tag(word: str, low: str, head: str) -> str:
    if len(word) > 1 and word.isupper():
        return "w"  # US, IT
    tag = TAGS.get(low)
    if tag:
        return tag
    if TAGS.get(head) == "pron":
        return "pron"  # we've, it's
    if low.endswith(("seed", "feed", "weed", "speed", "breed")):
        return "w"  # oilseed, seaweed
    if low.endswith("ed") and len(low) > 4 and "-" not in low and word[0].islower():
        return "done"
    if low.endswith("ing") and len(low) > 5 and "-" not in low and word[0].islower():
        return "doing"
    if low.endswith("ly") and "-" not in low and len(low) > 4:
        return "adv"
    return "w"


DIGIT_RULES: tuple[Reader, ...] = (
    listed,
    stock_code,
    reference,
    time_of_day,
    year_of_an_era,
    year_span,
    compound_adjective,
    multiple_word,
    bare_year,
    digits_of_name,
    dated,
    ordinal_digits,
    letters_and_digits,
    amount,
)
WORD_RULES: dict[str, tuple[Reader, ...]] = {}
for _word in TRIGGERS:
    WORD_RULES[_word] = (time_phrase,)
for _word in (
    "year",
    "month",
    "quarter",
    "week",
    "yearly",
    "annual",
    "monthly",
    "quarterly",
    "yoy",
    "y/y",
    "y",
    "mom",
    "m",
    "m/m",
    "qoq",
    "q/q",
    "q",
    "wow",
    "w/w",
    "w",
):
    WORD_RULES[_word] = (compared, *WORD_RULES.get(_word, ()))
for _word in ("on", "on-year", "on-month", "sequentially"):
    WORD_RULES[_word] = (on_the_month,)
for _word in (*numerals.ONES, *numerals.TENS, "a", "an", "half"):
    WORD_RULES[_word] = (
        *WORD_RULES.get(_word, ()),
        compound_adjective,
        multiple_word,
        fraction,
        crowd,
        series_of,
        number_words,
    )
for _word in numerals.ONES:
    WORD_RULES[_word] = (time_phrase, *(rule for rule in WORD_RULES[_word] if rule is not time_phrase))
for _word in numerals.ORDINALS:
    WORD_RULES[_word] = (*WORD_RULES.get(_word, ()), largest, compound_adjective, ordinal_word)
for _word in ("largest", "biggest"):
    WORD_RULES[_word] = (largest,)
for _stem in numerals.MULTIPLES:
    for _ending in ("e", "es", "ed", "ing"):
        WORD_RULES[_stem + _ending] = (multiple_word,)
for _word in (
    "twice",
    "thrice",
    "halve",
    "halved",
    "halves",
    "halving",
    *(f"{number}fold" for number in numerals.ONES),
):
    WORD_RULES[_word] = (multiple_word,)
for _word in ("tens", *numerals.CROWDS):
    WORD_RULES[_word] = (crowd,)
