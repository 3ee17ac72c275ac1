"""A piece of the page -> its text, the paragraphs in it, and the map back to the file, character for character."""

from __future__ import annotations

from dataclasses import field

from flows.parse.builder import ArticleBuilder
from flows.parse.bylines import Opening, byline_of, credit_of, photo_credit_start
from flows.parse.characters import BLANK
from flows.parse.scan.articles import Piece
from flows.parse.scan.blocks import Block, CharSpan, Look
from flows.parse.scan.joining import joins
from warehouse.model import ArticleKind, Language, Role
from warehouse.values import dataclass

PHOTOGRAPHED = ("摄", "摄影", "供图", "摄影报道")


@dataclass(slots=True)
class Reflowed(ArticleBuilder):
    """An article's text with its paragraphs and segments, and the spans of the file that were left out of it."""

    bylines: list[tuple[str, CharSpan]] = field(default_factory=list)
    credits: list[tuple[str, CharSpan]] = field(default_factory=list)
    marks: list[CharSpan] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """Blocks that make one paragraph."""

    role: Role
    blocks: list[Block]


def reflow(source: str, piece: Piece) -> Reflowed:
    """The text of a piece: broken paragraphs rejoined, boxes and captions after the paragraph they were set into."""
    flowed = Reflowed()
    photo = piece.kind is ArticleKind.PHOTO
    for block in piece.bylines:
        names = byline_of(block.text) or (block.text if photo else "")
        flowed.bylines.append((names, (block.spans[0][0], block.spans[-1][1])))
    for block in piece.credits:
        credit = credit_of(block.text)
        flowed.credits.append((credit[0] if credit else block.text, (block.spans[0][0], block.spans[-1][1])))
    for run in _runs(piece):
        _put_run(flowed, source, run)
    if not photo:  # who took a picture within an article did not write it
        flowed.bylines = [("" if name.endswith(PHOTOGRAPHED) else name, span) for name, span in flowed.bylines]
    return flowed


def _runs(piece: Piece) -> list[_Run]:
    """The paragraphs in their order."""
    runs: list[_Run] = []
    flowing: _Run | None = None  # the last run of running text; asides that came after it wait behind it
    for role, block in piece.blocks:
        running = role in (Role.BODY, Role.HEADING)
        if running and flowing is not None and joins(flowing.blocks[-1], block, again=len(flowing.blocks) > 1):
            flowing.blocks.append(block)
            flowing.role = Role.BODY
            continue
        run = _Run(role, [block])
        runs.append(run)
        if running:
            flowing = run
        elif role not in (Role.BOX, Role.CAPTION):
            flowing = None
    return runs


def _put_run(flowed: Reflowed, source: str, run: _Run) -> None:
    """Write one paragraph."""
    spans = [span for at, block in enumerate(run.blocks) for span in _text_spans(flowed, source, block, first=at == 0)]
    lang = run.blocks[0].lang
    if not spans:
        return
    begun = flowed.begin()
    for at, (start, end) in enumerate(spans):
        if at:
            flowed.put(_glue(source, spans[at - 1], (start, end), lang, table=run.role is Role.TABLE))
        flowed.put(source[start:end], start)
    flowed.end(begun, run.role, lang)


def _glue(source: str, before: CharSpan, after: CharSpan, lang: Language, *, table: bool) -> str:
    """What stands between two rejoined pieces: nothing in Chinese, a space between Latin words, a tab between cells."""
    if table:
        return "\t"
    left, right = source[before[1] - 1], source[after[0]]
    if lang is Language.EN:
        return "" if left == "-" and source[before[1] - 2 : before[1] - 1].isalnum() else " "
    latin = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    return " " if latin else ""


def _text_spans(flowed: Reflowed, source: str, block: Block, *, first: bool) -> list[CharSpan]:
    """The spans of a block that are text; its opening and its photographer's credit go to the bylines and credits."""
    if block.cells:
        return [cell for cell in block.cells if cell[0] < cell[1]]
    spans = list(block.spans)
    if block.opening is not None and first:
        away, spans = _cut(spans, _place(block, block.opening.length))
        _put_opening(flowed, block, block.opening, away)
    if block.look is Look.CAPTION and (at := photo_credit_start(block.text)):
        spans, away = _cut(spans, _place(block, at))
        flowed.bylines.append((block.text[at:].strip(BLANK + "（）()"), (away[0][0], away[-1][1])))
    return _trimmed(source, spans)


def _put_opening(flowed: Reflowed, block: Block, opening: Opening, away: list[CharSpan]) -> None:
    """Note where an opening's dateline and its names stand; each span covers both sides of a broken line."""
    if opening.continued:
        flowed.marks.append((away[0][0], away[-1][1]))
        return
    dateline, names = _cut(away, _place(block, opening.dateline))
    flowed.credits.append((opening.credit, (dateline[0][0], dateline[-1][1])))
    if names:
        flowed.bylines.append((opening.byline, (names[0][0], names[-1][1])))


def _place(block: Block, offset: int) -> int:
    """The file's offset of the character at `offset` of a block's text."""
    space = 1 if block.lang is Language.EN else 0
    for start, end in block.spans:
        if offset <= end - start:
            return start + offset
        offset -= end - start + space
    return block.spans[-1][1]


def _cut(spans: list[CharSpan], at: int) -> tuple[list[CharSpan], list[CharSpan]]:
    """Spans before and behind a place of the file."""
    before = [(start, min(end, at)) for start, end in spans if start < at]
    behind = [(max(start, at), end) for start, end in spans if end > at]
    return before or [(at, at)], behind


def _trimmed(source: str, spans: list[CharSpan]) -> list[CharSpan]:
    """The spans without blanks at their ends; empty ones dropped."""
    kept: list[CharSpan] = []
    for start, end in spans:
        text = source[start:end]
        lead = len(text) - len(text.lstrip(BLANK))
        core = text.strip(BLANK)
        if core:
            kept.append((start + lead, start + lead + len(core)))
    return kept
