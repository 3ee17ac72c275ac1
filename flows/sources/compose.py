"""From the parts of a page to articles: what is none, how parts on two pages join, how the text is laid."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from flows.parse.builder import ArticleBuilder
from flows.parse.bylines import author_alone, labelled_byline, labelled_credit
from flows.parse.continued import runs_on, same_page, without_mark
from flows.parse.language import language_of_line, language_of_lines, of_article
from flows.sources.parts import PageParagraph, Parts
from flows.sources.protocol import Reason
from warehouse.model import Article, ArticleKind, Issue, Role

_ADVERTISEMENT = re.compile(
    r"^[（(【\[]?\s*(?:公益)?广\s*告\s*[）)】\]]?$"
    r"|^(?:公益广告|分类广告|遗失声明|注销公告)\s*(?:[:：（(].{0,30})?$|^广告.{0,4}版$"
)
_EDITORS = re.compile(
    r"^(?:本版|值班|执行|责任|视觉|版式)?(?:责编|编辑|主编|美编|校对|总监制?|统筹)\s*[:：].{0,60}$"
    r"|^本[版期](?:责编|编辑|主编|统筹|撰稿|校对)\s*(?:[:：].{0,60}|(?:[\u4e00-\u9fff]{2,4}[\s、]*){0,6})$"
    r"|^(?:本版)?(?:责编|责任编辑)\s+\S{1,20}$|^(?:今日|本期|本报)?(?:导读|要目)$|^报\s*头$|^本报信息$"
    r"|^(?:来稿邮箱|本版邮箱|投稿邮箱|投稿网站|本报地址|社\s*址)(?:$|[\s:：（(A-Za-z])"
)
_PHOTO = re.compile(r"^(?:图片(?:报道|新闻|故事)|图片报道\d*|.{0,6}图片(?:报道|新闻))\d*$")
_SENTENCE_END = "。！？…”）)!?"
TITLE_LIKENESS_MIN = 0.6


@dataclass(frozen=True, slots=True)
class PlacedParts:
    """A record with its place in the issue."""

    article_id: str
    page: str
    page_name: str
    ordinal: int
    url: str
    parts: Parts


def skip_reason(title: str) -> Reason | None:
    """Why a record of this title is no article; None where it may be one."""
    if _ADVERTISEMENT.search(title):
        return Reason.ADVERTISEMENT
    return Reason.EDITORS if _EDITORS.search(title) else None


def tidy(parts: Parts) -> Parts:
    """Strip labels (`作者：`, `来源：`) and editors' lines; take a byline that is the body's first or last line."""
    byline, credit = labelled_byline(parts.byline), labelled_credit(parts.credit)
    kept = [block for block in parts.blocks if skip_reason(block.text) is None]
    if not byline:
        for at in (0, -1):
            if len(kept) > 1 and kept[at].role is Role.BODY and (alone := author_alone(kept[at].text)):
                byline = alone
                kept.pop(at)
                break
    return replace(parts, byline=without_mark(byline), credit=credit, blocks=tuple(kept))


def empty(parts: Parts) -> bool:
    """No text beside the title."""
    return not parts.blocks


def lay_out(issue: Issue, piece: PlacedParts) -> Article:
    """The article with its text: kicker, title, subtitle and the blocks, one line feed between two."""
    kind = _kind(piece.parts)
    parts = _struck(_struck(piece.parts, onward=False), onward=True)
    head = ((parts.kicker, Role.KICKER), (parts.title, Role.TITLE), (parts.subtitle, Role.SUBTITLE))
    lines = [PageParagraph(text, role) for text, role in head if text] + list(parts.blocks)
    lang = language_of_lines(block.text for block in lines)
    builder = ArticleBuilder()
    for block in lines:
        start = builder.begin()
        builder.put(block.text)
        builder.end(start, block.role, language_of_line(block.text, lang))
    return builder.build(
        Article(
            article_id=piece.article_id,
            source_id=issue.source_id,
            published_on=issue.published_on,
            text="",
            paragraphs=(),
            kind=kind,
            page=piece.page,
            page_name=piece.page_name,
            ordinal=piece.ordinal,
            byline=parts.byline,
            credit=parts.credit,
            url=piece.url,
        ),
        of_article(builder.paragraphs),
    )


def _kind(parts: Parts) -> ArticleKind:
    if _PHOTO.match(parts.title) or (parts.blocks and all(block.role is Role.CAPTION for block in parts.blocks)):
        return ArticleKind.PHOTO
    mark = _mark(parts, onward=False)
    return ArticleKind.CONTINUATION if mark else ArticleKind.ARTICLE


# ---- 上接 / 下转 ---------------------------------------------------------------------------------------------------


def _mark(parts: Parts, onward: bool) -> tuple[int, str] | None:
    """The block (-1: the title) that holds a mark, and the page it names. Looked for where papers print it:
    上接 in the title or the first two blocks, 下转 in the last two."""
    last = len(parts.blocks)
    places = range(max(0, last - 2), last) if onward else range(min(2, last))
    if not onward and (mark := runs_on(parts.title)) and not mark.onward:
        return -1, mark.page
    for place in places:
        mark = runs_on(parts.blocks[place].text)
        if mark and mark.onward is onward:
            return place, mark.page
    return None


def _struck(parts: Parts, onward: bool) -> Parts:
    """The parts without their mark of one way."""
    found = _mark(parts, onward)
    if not found:
        return parts
    if found[0] < 0:
        return replace(parts, title=without_mark(parts.title))
    block = parts.blocks[found[0]]
    text = without_mark(block.text)
    kept = (replace(block, text=text),) if text else ()
    return replace(parts, blocks=(*parts.blocks[: found[0]], *kept, *parts.blocks[found[0] + 1 :]))


def join_parts(pieces: list[PlacedParts]) -> tuple[list[PlacedParts], list[PlacedParts]]:
    """Join the parts of articles printed on two or more pages. Returns what stays and what was joined to it.

    A piece marked 上接第N版 goes to the piece on page N that is marked 下转 to its own page; where none or several are,
    the likest title decides, if it is like enough. Last pages first, so that chains close from their end.
    """
    kept = {piece.article_id: piece for piece in pieces}
    joined: list[PlacedParts] = []
    for key in reversed(list(kept)):
        tail = kept[key]
        mark = _mark(tail.parts, onward=False)
        head = _head_of(tail, mark[1], list(kept.values())) if mark else None
        if head is not None:
            kept[head.article_id] = replace(head, parts=_chained(head.parts, tail.parts))
            joined.append(kept.pop(key))
    return list(kept.values()), joined[::-1]


def _head_of(tail: PlacedParts, page: str, pieces: list[PlacedParts]) -> PlacedParts | None:
    there = [piece for piece in pieces if same_page(piece.page, page) and piece.article_id != tail.article_id]
    marked = [piece for piece in there if (mark := _mark(piece.parts, onward=True)) and same_page(mark[1], tail.page)]
    if len(marked) == 1:
        return marked[0]
    title = _struck(tail.parts, onward=False).title
    ranked = sorted(marked or there, key=lambda piece: likeness(title, piece.parts.title), reverse=True)
    return ranked[0] if ranked and likeness(title, ranked[0].parts.title) >= TITLE_LIKENESS_MIN else None


def likeness(short: str, full: str) -> float:
    """How much of the shorter title stands in the other in the same order, 0 to 1."""
    if not short or not full:
        return 0.0
    matcher = SequenceMatcher(None, short, full, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / min(len(short), len(full))


def _chained(head: Parts, tail: Parts) -> Parts:
    first, rest = _struck(head, onward=True).blocks, _struck(tail, onward=False).blocks
    if first and rest and first[-1].role is rest[0].role is Role.BODY and first[-1].text[-1] not in _SENTENCE_END:
        middle = replace(first[-1], text=first[-1].text + rest[0].text)  # the page broke inside a sentence
        return replace(head, blocks=(*first[:-1], middle, *rest[1:]))
    return replace(head, blocks=(*first, *rest))
