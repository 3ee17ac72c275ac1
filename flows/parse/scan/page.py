"""The room's front door: the text of a scanned page, or of one article, -> its articles with their maps to the file."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from flows.parse.alignment import align
from flows.parse.language import of_article
from flows.parse.scan.articles import Piece, find_pieces
from flows.parse.scan.blocks import CharSpan, make_blocks
from flows.parse.scan.furniture import mark_furniture, numerals
from flows.parse.scan.lines import read_lines, unwrap
from flows.parse.scan.reflow import Reflowed, reflow
from flows.parse.scan.visible import Visible, make_visible
from warehouse.model import Article, Numeral, SetAside
from warehouse.values import dataclass, replace


class Outside(StrEnum):
    """What a stretch of the file is that stands in no article's text."""

    FURNITURE = "furniture"  # masthead, 本期导读, 扫码观看, 上接第一版
    BYLINE = "byline"
    CREDIT = "credit"  # 来源：新华社, and datelines: 新华社北京4月24日电
    MARKUP = "markup"  # the # of a heading


@dataclass(frozen=True, slots=True)
class OutsideSpan:
    """Characters `start` to `end` of the file, and what they are."""

    start: int
    end: int
    kind: Outside


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page as read. Every character of the file that prints is in one article's segment or in one of `outside`.

    `furniture`: the numerals within `outside`, with the file's offsets.
    """

    articles: tuple[Article, ...]
    furniture: tuple[Numeral, ...]
    outside: tuple[OutsideSpan, ...]


def read_page(text: str, *, source_id: str, published_on: dt.date, page: str = "", doc: str = "") -> PageReading:
    """The articles of a page's text (all of a file, decoded), in the order in which they begin on it.

    `page` is the page's number as printed, `doc` the file's name; one of them goes into the articles' keys
    `<source_id>-<date>-<page or doc>-<ordinal>`. An empty text gives no article. Linear in the text's length.
    """
    visible = make_visible(text)
    page_text = visible.text
    blocks, rules = make_blocks(page_text, unwrap(page_text, read_lines(page_text)))
    marks = mark_furniture(blocks)
    aside = [block for block, marked in zip(blocks, marks, strict=True) if marked]
    outside = [OutsideSpan(start, end, Outside.FURNITURE) for block in aside for start, end in block.spans]
    drawn = [*rules, *(span for block in blocks for span in block.markup)]
    outside += [OutsideSpan(start, end, Outside.MARKUP) for start, end in drawn]
    stem = "-".join(part for part in (source_id, published_on.isoformat(), page or doc) if part)
    articles: list[Article] = []
    for piece in find_pieces([block for block, marked in zip(blocks, marks, strict=True) if not marked]):
        flowed = reflow(page_text, piece)
        outside += _outside(flowed)
        if flowed.paragraphs:
            ordinal = len(articles) + 1
            bare = Article(f"{stem}-{ordinal:02d}", source_id, published_on, "", (), page=page, ordinal=ordinal)
            articles.append(_article(bare, piece, flowed, visible))
    outside = sorted((span for span in outside if span.start < span.end), key=lambda span: span.start)
    counted = [(span.start, span.end) for span in outside if span.kind is not Outside.BYLINE]  # 万 is a surname too
    found = [visible.span(numeral.char_start, numeral.char_end) for numeral in numerals(page_text, counted)]
    return PageReading(
        tuple(articles),
        tuple(Numeral(start, end, text[start:end], SetAside.FURNITURE) for start, end in found),
        tuple(OutsideSpan(*visible.span(span.start, span.end), span.kind) for span in outside),
    )


def _outside(flowed: Reflowed) -> list[OutsideSpan]:
    """What was left out of one article's text."""
    found = [OutsideSpan(*span, Outside.BYLINE) for _, span in flowed.bylines]
    found += [OutsideSpan(*span, Outside.CREDIT) for _, span in flowed.credits]
    found += [OutsideSpan(*span, Outside.FURNITURE) for span in flowed.marks]
    return found


def _names(found: list[tuple[str, CharSpan]]) -> str:
    """All names once, in printed order."""
    return "、".join(dict.fromkeys(name for name, _ in sorted(found, key=lambda entry: entry[1]) if name))


def _article(bare: Article, piece: Piece, flowed: Reflowed, visible: Visible) -> Article:
    """The finished article."""
    told = replace(bare, kind=piece.kind, byline=_names(flowed.bylines), credit=_names(flowed.credits))
    article = flowed.build(told, of_article(flowed.paragraphs))
    segments = tuple(part for segment in article.segments for part in visible.in_file(segment))
    return replace(article, segments=segments, paragraphs=align(article))
