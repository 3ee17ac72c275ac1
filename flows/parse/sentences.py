"""Articles -> sentences. Chinese ends at 。！？…… with the closing marks behind them, English at . ! ? with care.

A semicolon ends nothing. A title, a heading and a table's row are a sentence each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.parse.characters import BLANK, CLOSERS, HAN
from warehouse.model import Article, Language, Paragraph, Role, Sentence

UNDIVIDED = frozenset({Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.TABLE})

# A run of stops with the closing marks behind it; what follows is judged in code, so that no scan is repeated.
CHINESE_END = re.compile(rf"[。！？!?…]+[{re.escape(CLOSERS)}]*")
CHINESE_STOP = re.compile(rf"(?<=[{HAN}%％])\.(?=\s|\Z)")  # a half-width stop typed for 。
ENGLISH_END = re.compile(r"[.!?。！？…]+[\"'”’)\]』」]*")
PHOTO_CREDIT = re.compile(r"\s*\((?:Xinhua|Photo|AP|Reuters|AFP|CFP|VCG|China Daily)\b[^()]{0,60}\)")
# A heading run into the text: … in 2019. A BETTER LIFE FOR ALL Over the last five years, …
CAPITALS = re.compile(r"\s*(?=[A-Z'’,& -]{12,120}[A-Z][a-z])(?:[A-Z][A-Z'’-]*,? (?:& )?){2,12}(?=[A-Z][a-z])")
LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*\Z|\d+\Z")
FIRST_WORD = re.compile(r"[A-Za-z’']+")
COMMAS = ("，", "、", "；", ",", ";", "。")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Before a capital or a digit these never end a sentence: Mr. Li, Oct. 25, Gen. Xu.
NEVER_LAST = _words(
    "Mr Mrs Ms Dr Prof Gen Gov Sen Rep St Mt Ft Lt Col Capt Hon Rev Messrs vs cf Fig Figs Eq Vol pp eg ie e.g i.e viz",
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec approx est al Sec Ch",
)
# These end one only where the next word is one that opens sentences: in the U.S. The plan; the U.S. Congress.
SELDOM_LAST = _words("U.S U.K U.N E.U U.S.A P.R D.C Inc Ltd Co Corp Bros Jr Sr a.m p.m Ph.D etc B.C A.D")
ONLY_BEFORE_DIGIT = _words("No no Nos nos Art p")
OPENERS = _words(
    "The A An This That These Those It In On At For From By With As And But However He She They We I You Its Their",
    "China Chinese According Meanwhile Since After Before During While When Among To Some Many More Most Over Under",
    "There Also Such Last Next Our His Her Both Each If So Then Now Not No One Currently Overall Official Officials",
)


def split_sentences(article: Article) -> tuple[Sentence, ...]:
    """All sentences of an article in the order of its text; `sentence.text == article.text[start:end]` always."""
    found: list[Sentence] = []
    for index, paragraph in enumerate(article.paragraphs):
        for start, end in _spans(article.text, paragraph):
            text = article.text[start:end]
            found.append(Sentence(start, end, text, paragraph.role, paragraph.lang, index))
    return tuple(found)


def _spans(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as offsets in the text, blanks at their ends left out."""
    body = text[paragraph.start : paragraph.end]
    if paragraph.role in UNDIVIDED:
        ends: Iterator[int] = iter(())
    elif paragraph.lang is Language.EN:
        ends = english_ends(body)
    else:
        ends = chinese_ends(body)
    begin = 0
    for end in (*ends, len(body)):
        piece = body[begin:end]
        lead = len(piece) - len(piece.lstrip(BLANK))
        core = piece.strip(BLANK)
        if core:
            start = paragraph.start + begin + lead
            yield start, start + len(core)
        begin = end


def chinese_ends(body: str) -> Iterator[int]:
    """Offsets just behind each sentence of a Chinese paragraph."""
    stops = [match.end() for match in CHINESE_END.finditer(body)]
    if "." in body:
        stops = sorted({*stops, *(match.end() for match in CHINESE_STOP.finditer(body))})
    begin = 0
    for end in stops:
        if _goes_on_chinese(body, begin, end):
            continue
        yield end
        begin = end


def _goes_on_chinese(body: str, begin: int, end: int) -> bool:
    """Whether the marks before `end` stand inside a sentence: in a title, before a comma, in an address."""
    mark, following = body[end - 1], body[end : end + 1]
    if mark in "》〉" or following in COMMAS:  # 《专利，怎么用？》一文; 煤炭、钢铁……，都
        return True
    if mark in "”’」』）)" and following in ("的", "之", "等", "和", "与"):
        return True  # “绿水青山怎么守？”的提问
    if mark in "?!" and following.isascii() and following.isalnum():
        return True  # an address: /list?page=2
    return end - begin <= 1


def english_ends(body: str) -> Iterator[int]:
    """Offsets just behind each sentence of an English paragraph."""
    begin = 0
    if heading := CAPITALS.match(body):
        begin = heading.end()
        yield begin
    for match in ENGLISH_END.finditer(body):
        if match.start() < begin or _goes_on_english(body, begin, match.start(), match.end()):
            continue
        credit = PHOTO_CREDIT.match(body, match.end())
        begin = credit.end() if credit else match.end()
        yield begin
        if heading := CAPITALS.match(body, begin):
            begin = heading.end()
            yield begin


def _goes_on_english(body: str, begin: int, mark: int, end: int) -> bool:
    """Whether the stop at `mark` is no end: an abbreviation, an initial, a list number, or what follows is small."""
    following = body[end : end + 24]
    rest = following.lstrip()
    if not rest:
        return False
    if rest == following:  # no blank: 2.5, www.; but also a lost one: in 2020.The plan
        opener = FIRST_WORD.match(rest)
        return opener is None or opener.group() not in OPENERS or not body[mark - 1 : mark].isalnum()
    if rest[0].islower() or rest[0] in ",;:)—–":
        return True
    if body[mark] != "." or body[mark : mark + 2] == "..":
        return False
    before = LAST_WORD.search(body[max(begin, mark - 16) : mark])
    return before is not None and _holds_on(before.group(), rest, len(body[begin:mark].strip()))


def _holds_on(word: str, rest: str, length: int) -> bool:
    """Whether `word` and its stop belong to what follows in `rest`; `length` is how much the sentence has so far."""
    if word.isdigit():
        return length == len(word)  # 1. at a sentence's start numbers a list
    if word in ONLY_BEFORE_DIGIT:
        return rest[0].isdigit()
    if word in NEVER_LAST:
        return True
    opener = FIRST_WORD.match(rest)
    opens = opener is not None and opener.group() in OPENERS
    if word in SELDOM_LAST:
        return not opens and rest[0] not in '“"'
    if len(word) == 1 and word.isupper():
        return not opens or word != "I"
    return False
