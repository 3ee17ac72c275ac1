"""Blocks of a page -> its pieces: where an article starts, which titles are its, what is set into it.

A new article needs evidence (a byline or a dateline below a title, 上接第一版, a closing credit above a title): in
doubt a paragraph belongs to the article before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise

from flows.parse.characters import HAN
from flows.parse.scan.asides import Photo, find_boxes, find_photos, wide_gap
from flows.parse.scan.blocks import Block, Look
from warehouse.model import ArticleKind, Language, Role
from warehouse.values import dataclass

MOST_TITLES = 5  # lines of one title, its kicker and subtitles
BYLINES_IN_A_ROW = 3
SHORT_ITEM = 40  # characters of a ◆ line above a text
SAMPLE = 4000  # characters of a body that a title is compared with
TITLE_BELOW = 0.5  # share of a title's character pairs that the text above it must have


@dataclass(slots=True)
class Piece:
    """One article, photo or continuation while it is put together: its blocks with their roles, in printed order."""

    blocks: list[tuple[Role, Block]] = field(default_factory=list)
    kind: ArticleKind = ArticleKind.ARTICLE
    bylines: list[Block] = field(default_factory=list)
    credits: list[Block] = field(default_factory=list)
    titles_end: int = 0  # how many blocks stand above the byline; 0 where there is none

    @property
    def titled(self) -> bool:
        """Whether a title has been given to it."""
        return any(role in (Role.TITLE, Role.KICKER) for role, _ in self.blocks)

    def body(self) -> str:
        """The beginning of its text, for comparing words."""
        taken: list[str] = []
        size = 0
        for role, block in self.blocks:
            if role in (Role.BODY, Role.BOX) and block.look is Look.TEXT and size < SAMPLE:
                taken.append(block.text[:SAMPLE])
                size += len(block.text)
        return "".join(taken)[:SAMPLE]


def find_pieces(blocks: Sequence[Block]) -> list[Piece]:
    """All pieces of a page whose furniture is taken out, in the order in which they begin."""
    wide = wide_gap(blocks)
    boxed = find_boxes(blocks, wide)
    photos = {photo.first: photo for photo in find_photos(blocks, wide)}
    flow, within = _flow(blocks, photos)
    starts = find_starts([blocks[index] for index in flow], [boxed[index] for index in flow])
    alone = {first for first, photo in photos.items() if photo.alone and len(blocks) > photo.last - first + 1}
    pieces: list[Piece] = []
    current: Piece | None = None
    begun = {flow[at] for at in starts}
    for index, block in enumerate(blocks):
        if index in alone:
            pieces.append(_photo_piece(blocks, photos[index]))
        if within.get(index) in alone:
            continue
        if current is None or index in begun:
            current = Piece()
            pieces.append(current)
        _add(current, block, boxed=boxed[index], caption=index in within)
    kept = [piece for piece in pieces if piece.blocks or piece.bylines or piece.credits]
    articles = [piece for piece in kept if piece.kind is not ArticleKind.PHOTO]
    for above, below in pairwise(articles):
        _give_back_title(above, below)
    for piece in articles:
        _name_titles(piece)
        _name_headings(piece)
    return kept


def _flow(blocks: Sequence[Block], photos: dict[int, Photo]) -> tuple[list[int], dict[int, int]]:
    """Indices of the blocks that are no caption, and for those that are, the caption's first block."""
    within = {index: photo.first for photo in photos.values() for index in range(photo.first, photo.last + 1)}
    return [index for index in range(len(blocks)) if index not in within], within


def _photo_piece(blocks: Sequence[Block], photo: Photo) -> Piece:
    piece = Piece(kind=ArticleKind.PHOTO)
    for block in blocks[photo.first : photo.last + 1]:
        _add(piece, block, boxed=False, caption=True)
    return piece


def _add(piece: Piece, block: Block, *, boxed: bool, caption: bool) -> None:
    """Put a block where it belongs; titles and headings are named later, when the whole piece is there."""
    if block.look in (Look.BYLINE, Look.PHOTO_CREDIT):
        piece.bylines.append(block)
        piece.titles_end = piece.titles_end or len(piece.blocks)
    elif block.look in (Look.CREDIT, Look.CREDIT_BRACKETED):
        piece.credits.append(block)
    elif caption:
        piece.blocks.append((Role.CAPTION, block))
    elif boxed:
        piece.blocks.append((Role.BOX, block))
    else:
        if block.opening is not None and block.opening.continued:
            piece.kind = ArticleKind.CONTINUATION
        piece.blocks.append((Role.TABLE if block.look is Look.TABLE else Role.BODY, block))


def find_starts(blocks: Sequence[Block], boxed: Sequence[bool]) -> list[int]:
    """Indices of the blocks that open an article after the first: its title's first line, or its text's."""
    starts: list[int] = []
    opened = 0
    has_text = False  # whether the article that is open has text yet; before that, evidence is its own
    for index, block in enumerate(blocks):
        if has_text and not boxed[index]:
            top = _title_group(blocks, boxed, index, opened)
            if _opens(blocks, index, top):
                starts.append(top)
                opened = top
                has_text = False
        has_text = has_text or (block.look in (Look.TEXT, Look.TABLE) and not boxed[index])
    return starts


def _title_group(blocks: Sequence[Block], boxed: Sequence[bool], index: int, floor: int) -> int:
    """The first of the title-like lines that stand directly above `index`."""
    top = index
    while top - 1 > floor and index - top < MOST_TITLES and not boxed[top - 1]:
        if not _above_text(blocks[top - 1]):
            break
        top -= 1
    return top


def _above_text(block: Block) -> bool:
    """Whether a block can stand above a text as its title, its column's name or a summary's ◆ line."""
    return block.look in (Look.TITLE, Look.COLUMN) or (block.look is Look.ITEM and len(block.text) <= SHORT_ITEM)


def _opens(blocks: Sequence[Block], index: int, top: int) -> bool:
    """Whether `index`, with the titles from `top` above it, is evidence for a new article."""
    block = blocks[index]
    if block.opening is not None:
        return True
    if top == index:
        return False
    if block.look is Look.BYLINE:
        return any(below.look is not Look.BYLINE for below in blocks[index + 1 : index + 1 + BYLINES_IN_A_ROW])
    closed = blocks[top - 1].look is Look.CREDIT_BRACKETED
    return closed and block.look is Look.TEXT


def _give_back_title(above: Piece, below: Piece) -> None:
    """A title printed below its own text: it stands above the next article, and says what the text before it says."""
    head = [block for _, block in _leading_titles(below)]
    if not head or _leading_titles(above) or above.kind is not ArticleKind.ARTICLE:
        return
    upper, lower = _pairs(above.body()), _pairs(below.body())
    mine = _share(head[0].text, upper)
    if mine < TITLE_BELOW or mine <= _share(head[0].text, lower) * (1 if len(head) > 1 else 2):
        return
    above.blocks.append((Role.TITLE, head[0]))
    below.blocks = [entry for entry in below.blocks if entry[1] is not head[0]]


def _pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters."""
    runs = re.findall(rf"[{HAN}\d]{{2,}}", text)
    return frozenset(left + right for run in runs for left, right in pairwise(run))


def _share(title: str, pairs: frozenset[str]) -> float:
    """The share of a title's pairs of characters that are among `pairs`."""
    own = _pairs(title)
    return len(own & pairs) / len(own) if own else 0.0


def _leading_titles(piece: Piece) -> list[tuple[Role, Block]]:
    """The title-like lines above a piece's text."""
    head: list[tuple[Role, Block]] = []
    for role, block in piece.blocks[: piece.titles_end or None]:
        if role is Role.BODY and _above_text(block):
            head.append((role, block))
        elif role is not Role.BOX:
            return head if len(head) <= MOST_TITLES else head[:1]
    return head if piece.titles_end and len(head) <= MOST_TITLES else head[:1]


KICKER = re.compile(r"(?:[在从以为]|推动|围绕|聚焦|贯彻|《)")


def _name_titles(piece: Piece) -> None:
    """Kicker, title and subtitles of the lines above the text."""
    head = [block for _, block in _leading_titles(piece)]
    plain = [block for block in head if block.look is Look.TITLE]
    names: dict[int, Role] = {id(block): Role.KICKER for block in head if block.look is Look.COLUMN}
    if plain:
        first = 1 if len(plain) > 1 and not plain[0].level and KICKER.match(plain[0].text) else 0
        for at, block in enumerate(plain):
            names[id(block)] = Role.KICKER if at < first else Role.TITLE if at == first else Role.SUBTITLE
    for block in head:
        names.setdefault(id(block), Role.SUBTITLE)
    piece.blocks = [(names.get(id(block), role), block) for role, block in piece.blocks]


def _name_headings(piece: Piece) -> None:
    """A title-like line within the text is a heading where text follows it; one of many in a row is a list's line.

    "Follows" is meant within a language: a bilingual text prints both headings before both paragraphs.
    """
    for lang in Language:
        flow = [at for at, (role, block) in enumerate(piece.blocks) if role is Role.BODY and block.lang is lang]
        for at, following in pairwise(flow):
            block = piece.blocks[at][1]
            heads = piece.blocks[following][1].look is not Look.TITLE or block.level > 0
            if block.look is Look.TITLE and heads:
                piece.blocks[at] = (Role.HEADING, block)
