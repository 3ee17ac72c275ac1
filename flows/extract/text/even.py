"""An article made even, once for both languages; what is read from it is given back in the article's own characters."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Sequence

from flows.extract.text.characters import plain_characters
from flows.extract.text.names import Names
from flows.extract.text.steps import Step, about_blanks, about_characters, republic_years
from flows.extract.text.way import Edit, Way, edited
from warehouse.model import Article, Claim, Extraction, Language, Numeral, Role, Sentence, SetAside
from warehouse.values import dataclass, replace
from warehouse.vocabulary.characters import simplify

StepsOf = Callable[[str, Role, Language], tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class Even:
    """`article` and `sentences` are even, one paragraph and one sentence for each that is printed."""

    article: Article
    sentences: tuple[Sentence, ...]
    printed: Article
    printed_sentences: Sequence[Sentence]
    ways: tuple[Way, ...]
    marks: tuple[Numeral, ...]  # numbers of footnotes, which the even text leaves out
    names: Names

    def give_back(self, found: Extraction) -> Extraction:
        """Claims and numerals with offsets, quotes, sentences and names of the printed article."""
        numerals = sorted(
            (*(self._numeral(numeral) for numeral in found.numerals), *self.marks),
            key=lambda numeral: (numeral.char_start, numeral.char_end),
        )
        return Extraction(tuple(self._claim(claim) for claim in found.claims), tuple(numerals))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed characters behind `start:end` of the even text."""
        for way in reversed(self.ways):
            start, end = way.span(start, end)
        return start, end

    def _claim(self, claim: Claim) -> Claim:
        start, end = self.span(claim.char_start, claim.char_end)
        at = bisect.bisect_right(self.printed_sentences, start, key=lambda sentence: sentence.start) - 1
        quote, sentence = self.printed.text[start:end], self.printed_sentences[at].text
        return self.names.give_back(claim, (start, end), quote, sentence)

    def _numeral(self, numeral: Numeral) -> Numeral:
        start, end = self.span(numeral.char_start, numeral.char_end)
        return Numeral(start, end, self.printed.text[start:end], numeral.outcome)


def make_even(article: Article, sentences: Sequence[Sentence]) -> Even:
    """The article and its sentences in even text; from every character of it a way leads back to what is printed."""
    simplified = simplify(article.text)
    even = replace(
        article,
        text=_plain(article, simplified),
        kicker=even_title(article.kicker, article.lang),
        title=even_title(article.title, article.lang),
        subtitle=even_title(article.subtitle, article.lang),
    )
    names = Names(article.text, simplified, even.text)
    odd = _edits(even, about_characters)
    marks = tuple(
        Numeral(edit.start, edit.end, article.text[edit.start : edit.end], SetAside.REFERENCE)
        for edit in odd
        if not edit.new and any(char.isdigit() for char in article.text[edit.start : edit.end])
    )
    even, first = _after(even, sorted([*odd, *republic_years(even.text)]))
    even, second = _after(even, _edits(even, about_blanks))
    ways = tuple(way for way in (first, second) if way)
    read = tuple(_even_sentence(sentence, even.text, ways) for sentence in sentences)
    return Even(even, read, article, sentences, ways, marks, names)


def even_title(title: str, lang: Language) -> str:
    """A title in even text, where no way back is wanted."""
    if not title:
        return ""
    line = plain_characters(simplify(title), lang)
    for steps_of in (about_characters, about_blanks):
        line = edited(line, _line_edits(line, Role.TITLE, lang, steps_of))
    return line


def _plain(article: Article, text: str) -> str:
    """The text with plain characters, one for one; tabs stay where they part the cells of a table."""
    pieces, at = list[str](), 0
    for paragraph in article.paragraphs:
        line = plain_characters(text[paragraph.start : paragraph.end], paragraph.lang)
        pieces += (text[at : paragraph.start], line if paragraph.role is Role.TABLE else line.replace("\t", " "))
        at = paragraph.end
    return "".join((*pieces, text[at:]))


def _edits(article: Article, steps_of: StepsOf) -> list[Edit]:
    return [
        Edit(paragraph.start + edit.start, paragraph.start + edit.end, edit.new)
        for paragraph in article.paragraphs
        for edit in _line_edits(article.text[paragraph.start : paragraph.end], paragraph.role, paragraph.lang, steps_of)
    ]


def _line_edits(line: str, role: Role, lang: Language, steps_of: StepsOf) -> list[Edit]:
    """The edits of all steps of a line in order; what two of them strike out is struck out once."""
    merged: list[Edit] = []
    for edit in sorted(edit for step in steps_of(line, role, lang) for edit in step.edits(line)):
        if merged and edit.start < merged[-1].end:
            last = merged.pop()
            edit = Edit(last.start, max(last.end, edit.end), last.new)
        merged.append(edit)
    return merged


def _after(article: Article, edits: list[Edit]) -> tuple[Article, Way | None]:
    """The article after its edits, and the way back where there are any."""
    if not edits:
        return article, None
    way = Way(edits)
    moved = tuple(replace(p, start=way.even(p.start), end=way.even(p.end)) for p in article.paragraphs)
    return replace(article, text=edited(article.text, edits), paragraphs=moved), way


def _even_sentence(sentence: Sentence, text: str, ways: Iterable[Way]) -> Sentence:
    start, end = sentence.start, sentence.end
    for way in ways:
        start, end = way.even(start), way.even(end)
    return replace(sentence, start=start, end=end, text=text[start:end])
