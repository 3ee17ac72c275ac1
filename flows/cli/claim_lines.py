"""How `gongbao extract` prints: claims as JSON lines or a table, and why each numeral is a claim or is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from flows.cli.output import Exact, as_json
from warehouse.model import CLAIM_FIELDS, Article, Claim, Numeral, Sentence, SetAside

if TYPE_CHECKING:  # the grammar, which most verbs do without
    from flows.issues.documents import ArticleReading, DocumentReading

_WHY = {
    SetAside.DATE: "a date",
    SetAside.TIME_OF_DAY: "a time of day",
    SetAside.ORDINAL: "an ordinal",
    SetAside.NAME: "part of a name",
    SetAside.REFERENCE: "a reference: page, issue or document number, phone, post code",
    SetAside.ENUMERATION: "numbers the points of a list",
    SetAside.IDIOM: "part of an idiom",
    SetAside.BASIS: "what another number is compared with or counted per",
    SetAside.FURNITURE: "printed outside every article",
    SetAside.NOT_UNDERSTOOD: "not understood",
}


def claim_fields(doc: str, article: Article, claim: Claim) -> dict[str, object]:
    """The claim's fields in the order of the design; `char_start`, `char_end` are offsets in the file's text."""
    start, end = file_span(article, claim.char_start, claim.char_end)
    told = {each.name: _told(getattr(claim, each.name)) for each in CLAIM_FIELDS if each.is_printed}
    return {"doc": doc, **told, "char_start": start, "char_end": end}


def _told(value: object) -> object:
    """A field's value as JSON has it: every digit of a number, ISO dates, lists."""
    if isinstance(value, Decimal):
        return Exact(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def file_span(article: Article, start: int, end: int) -> tuple[int, int]:
    """Offsets in the file of a stretch of the article's text: those of its first and of its last character."""
    return article.source_offset(start), article.source_offset(end - 1) + 1


def json_lines(doc: str, reading: DocumentReading) -> Iterator[str]:
    """Every claim of a page, a line each, in reading order."""
    for part in reading.articles:
        for claim in part.extraction.claims:
            yield as_json(claim_fields(doc, part.article, claim))


TABLE_COLUMNS = (
    "doc",
    "quote",
    "value",
    "unit",
    "indicator",
    "breakdown",
    "entity",
    "ref_area",
    "measure",
    "period",
    "modality",
)


def table_rows(doc: str, reading: DocumentReading) -> Iterator[tuple[str, ...]]:
    """Every claim of a page with the columns of TABLE_COLUMNS, for a reader's eye."""
    for part in reading.articles:
        for claim in part.extraction.claims:
            value = str(Exact(claim.value)) + (f"–{Exact(claim.value_high)}" if claim.value_high is not None else "")
            yield (
                doc,
                claim.quote,
                value,
                claim.unit,
                claim.indicator,
                claim.breakdown,
                claim.entity,
                claim.ref_area,
                claim.measure.value + (f" ({claim.base})" if claim.base else ""),
                period_of(claim),
                claim.modality.value,
            )


def period_of(claim: Claim) -> str:
    """`2025-01-01/2025-08-31`, an instant `2025-08-31`, or `pub` where only the publication date is known."""
    if claim.period_end is None:
        return "pub"
    start = f"{claim.period_start}/" if claim.period_start else ""
    return f"{start}{claim.period_end}"


def explanation(doc: str, reading: DocumentReading) -> Iterator[str]:
    """Lines that say, sentence by sentence, what became of each numeral, by which rules, and from which spans."""
    for part in reading.articles:
        title = part.article.title or part.article.kind.value
        yield f"== {doc} {part.article.article_id} {title}"
        for sentence in part.sentences:
            yield from _explain_sentence(part, sentence)
    if reading.furniture:
        yield f"== {doc} outside every article"
        yield from (_aside(n, n.char_start, n.char_end) for n in reading.furniture)


def _explain_sentence(part: ArticleReading, sentence: Sentence) -> Iterator[str]:
    def inside(item: Claim | Numeral) -> bool:
        return sentence.start <= item.char_start < sentence.end

    article = part.article
    claims = [claim for claim in part.extraction.claims if inside(claim)]
    asides = [n for n in part.extraction.numerals if n.outcome is not None and inside(n)]
    if not claims and not asides:
        return
    yield f"  {' '.join(sentence.text.split())}"
    items: list[Claim | Numeral] = [*claims, *asides]
    for item in sorted(items, key=lambda item: item.char_start):
        if isinstance(item, Claim):
            yield from _claim_lines(article, sentence, item)
        else:
            yield _aside(item, *file_span(article, item.char_start, item.char_end))


def _aside(numeral: Numeral, start: int, end: int) -> str:
    why = f"{_WHY[numeral.outcome]} ({numeral.outcome.value})" if numeral.outcome else "part of a claim"
    return f"    {start}-{end} {numeral.text}  set aside: {why}"


def _claim_lines(article: Article, sentence: Sentence, claim: Claim) -> Iterator[str]:
    start, end = file_span(article, claim.char_start, claim.char_end)
    value = str(Exact(claim.value)) + (f" to {Exact(claim.value_high)}" if claim.value_high is not None else "")
    against = f" against {claim.base}" if claim.base else ""
    said = f"{claim.measure.value} {claim.qualifier.value} {value} {claim.unit}{against}"
    yield f"    {start}-{end} {claim.quote}  {said}"
    named = {
        "indicator": claim.indicator,
        "breakdown": claim.breakdown,
        "entity": claim.entity,
        "place": claim.ref_area,
    }
    for name, text in named.items():
        if text:
            yield f"        {name}: {text}{_where(article, sentence, text)}"
    source = f' from "{claim.period_text}"{_where(article, sentence, claim.period_text)}' if claim.period_text else ""
    yield f"        period: {period_of(claim)}{source}; {claim.modality.value}; {claim.tier.value}"
    if claim.suspect:
        yield f"        suspect: {'suggested ' + str(Exact(claim.suggested)) if claim.suggested else 'no suggestion'}"
    yield f"        rules: {', '.join(claim.rule_trail) or 'none named'}"


def _where(article: Article, sentence: Sentence, text: str) -> str:
    """The span that a field's words take in the sentence, where they stand there as they are."""
    at = sentence.text.find(text)
    if at < 0:
        return ""
    start, end = file_span(article, sentence.start + at, sentence.start + at + len(text))
    return f" [{start}-{end}]"
