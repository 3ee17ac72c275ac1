"""What a paragraph of a page can be seen to be by itself: title-like, byline, credit, label, table row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from enum import Enum, auto

from flows.parse.bylines import (
    PHOTO_ENGLISH,
    PHOTO_TAIL,
    SPEAKER,
    Opening,
    byline_of,
    credit_of,
    photo_credit_start,
    read_opening,
)
from flows.parse.characters import CLOSERS, ends_sentence
from flows.parse.language import language_of
from flows.parse.scan.lines import Paragraphic
from warehouse.model import Language
from warehouse.values import dataclass

CharSpan = tuple[int, int]  # offsets in the file


class Look(Enum):
    """What a block looks like."""

    TEXT = auto()
    TITLE = auto()  # short, without a sentence's end: a title, a heading, or a broken line
    ITEM = auto()  # ◆ and the like before it
    TABLE = auto()
    BYLINE = auto()
    CREDIT = auto()
    CREDIT_BRACKETED = auto()
    PHOTO_CREDIT = auto()  # a photographer's credit on its own line
    CAPTION = auto()  # a paragraph that ends with a photographer's credit
    BOX_LABEL = auto()
    COLUMN = auto()


@dataclass(slots=True)
class Block:
    """One paragraph: where its characters stand (`spans`, in order), its text, and what it looks like.

    `gap`: blank lines before it. `outside`: spans that belong to the block and are no text (markers, bylines).
    """

    spans: list[CharSpan]
    text: str
    gap: int
    lang: Language
    look: Look = Look.TEXT
    level: int = 0  # of a Markdown heading
    opening: Opening | None = None
    cells: tuple[CharSpan, ...] = ()
    markup: list[CharSpan] = field(default_factory=list)


HEADING_MARK = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?=[^\s#][^#]*\Z))")
ITEM_MARK = re.compile(r"[◆◇●○■▲△★☆※►▶•]\s*")
BOX_LABELS = frozenset(
    {
        *("核心阅读", "阅读提示", "内容提要", "核心提示", "延伸阅读", "相关链接", "新闻链接", "知识链接", "名词解释"),
        *("链接", "新闻背景", "背景链接", "小贴士", "数据链接", "要点", "数说"),
    }
)
COLUMNS = frozenset(
    {
        *("政策解读", "权威发布", "新闻速递", "简讯", "要闻", "权威解读", "热点聚焦", "图片新闻", "新闻观察"),
        *("经济观察", "一线调研", "专家解读", "短讯", "快讯", "时讯", "综合新闻"),
    }
)
LONGEST_CAPTION = 600  # a longer paragraph is an article that ends with a credit
LONGEST_TITLE_ZH = 45
LONGEST_TITLE_EN = 140
UNFINISHED = ("和", "与", "及", "以及", "的", "对", "将", "把", "被", "在", "从", "向", "并", "且", "或", "等方面")
CELL_BREAK = re.compile(r"\t+|[ \u3000]{3,}")
PIPE_BREAK = re.compile(r"\s*\|\s*")
RULE = re.compile(r"[|:=\-—_*+\s─━]{3,}")


def title_like(text: str, lang: Language) -> bool:
    """Whether a paragraph is as short and as open as a title: no stop within, none but ？！ at its end."""
    longest = LONGEST_TITLE_EN if lang is Language.EN else LONGEST_TITLE_ZH
    if len(text) > longest or not text:
        return False
    last = text.rstrip(CLOSERS)[-1:]
    if last in "。…；;，,、：:" or last == "" or (lang is Language.EN and last == "."):
        return False
    inner = text[:-1]
    if SPEAKER.match(text) or text.endswith(UNFINISHED) or re.search(r"[？?]\s*\S", inner):
        return False
    if "。" in inner or "；" in inner or (lang is Language.EN and ". " in inner):
        return False
    return inner.count("，") + inner.count(",") <= 3


def make_blocks(text: str, paragraphs: Sequence[Paragraphic]) -> tuple[list[Block], list[CharSpan]]:
    """One block for each paragraph of the page, seen for itself; and the lines that are only drawn: |---|---|."""
    blocks: list[Block] = []
    rules: list[CharSpan] = []
    previous = Language.ZH
    for paragraph in paragraphs:
        if _is_rule(text, paragraph):
            rules.extend((line.start, line.end) for line in paragraph.lines)
            continue
        block = _block(text, paragraph, previous)
        previous = block.lang
        blocks.append(block)
    _keep_tables(blocks)
    return blocks, rules


def _is_rule(text: str, paragraph: Paragraphic) -> bool:
    """Whether a line is only drawn: |---|:--|, ======, ******."""
    line = paragraph.lines[0]
    short = len(paragraph.lines) == 1 and line.end - line.start < 400
    return short and RULE.fullmatch(text, line.start, line.end) is not None


def _block(text: str, paragraph: Paragraphic, previous: Language) -> Block:
    spans = [(line.start, line.end) for line in paragraph.lines]
    level = 0
    markup: list[CharSpan] = []
    if mark := HEADING_MARK.match(text, *spans[0]):
        level = len(mark[1])
        markup = [(spans[0][0], spans[0][0] + level)]
        spans[0] = (mark.end(), spans[0][1])
    parts = [text[start:end] for start, end in spans]
    lang = language_of("".join(parts[:60]), previous)
    joined = (" " if lang is Language.EN else "").join(parts)
    block = Block(spans, joined, paragraph.gap, lang, level=level, markup=markup)
    block.look = _look(block)
    block.opening = read_opening(block.text) if block.look in (Look.TEXT, Look.TITLE) else None
    if block.opening is not None:
        block.look = Look.TEXT
    if len(spans) == 1 and block.look in (Look.TEXT, Look.TITLE, Look.ITEM):
        block.cells = _cells(text, *spans[0])
    return block


def _look(block: Block) -> Look:
    text = block.text
    label = text.strip("【】[]［］〖〗〔〕《》:： ") if len(text) < 16 else ""
    if label in BOX_LABELS:
        return Look.BOX_LABEL
    if label in COLUMNS:
        return Look.COLUMN
    if byline_of(text) is not None:
        return Look.BYLINE
    if (credit := credit_of(text)) is not None:
        return Look.CREDIT_BRACKETED if credit[1] else Look.CREDIT
    if len(text) <= LONGEST_CAPTION:
        if (at := photo_credit_start(text)) is not None:
            return Look.PHOTO_CREDIT if at == 0 else Look.CAPTION
        if PHOTO_ENGLISH.search(text[-PHOTO_TAIL:]):
            return Look.CAPTION
    if ITEM_MARK.match(text):
        return Look.ITEM
    return Look.TITLE if title_like(text, block.lang) else Look.TEXT


def _cells(text: str, start: int, end: int) -> tuple[CharSpan, ...]:
    """The cells of a line that might be a table's row; empty where it is none."""
    if ends_sentence(text[max(start, end - 12) : end]) or end - start > 400:
        return ()
    cells: list[CharSpan] = []
    at = start
    piped = text[start] == "|" and end - start > 1
    for match in (PIPE_BREAK if piped else CELL_BREAK).finditer(text, start, end):
        cells.append((at, match.start()))
        at = match.end()
    cells.append((at, end))
    return tuple(cell for cell in cells if cell[0] < cell[1] or not piped) if len(cells) > 1 else ()


def _keep_tables(blocks: list[Block]) -> None:
    """Rows count as a table where two or more with as many cells follow each other."""
    for index, block in enumerate(blocks):
        neighbours = blocks[max(index - 1, 0) : index] + blocks[index + 1 : index + 2]
        if len(block.cells) > 1 and any(len(other.cells) == len(block.cells) for other in neighbours):
            block.look = Look.TABLE
    for block in blocks:
        if block.look is not Look.TABLE:
            block.cells = ()
        elif block.text[0] == "|":
            edges = [block.spans[0][0], *(edge for cell in block.cells for edge in cell), block.spans[0][1]]
            block.markup += [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if left < right]
