"""The body of an article page: paragraphs, headings, captions and the rows of tables, in the order of the page.

Read without recursion: a page whose tags are never closed nests as deep as it is long, and is text all the same. Where
a body's end tag is lost, the rest of the page stands in it: menus and the page's foot are known by what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Comment, Tag
from bs4.element import NavigableString, PageElement

from flows.sources.errors import UnwieldyPage
from flows.sources.markup import attr, clean, line
from flows.sources.parts import PageParagraph
from warehouse.model import Role

_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "dl", "dd", "dt", "table", "tbody", "thead", "tr", "td", "th", "form", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "center", "figure", "figcaption"),
        *("founder-content", "body", "html"),
    )
)
_PARTING = _BLOCKS | {"br"}
_SILENT = frozenset(
    (
        *("script", "style", "noscript", "select", "option", "input", "button", "textarea", "iframe", "object"),
        *("head", "title", "template"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"))
_CAPTION_CLASSES = frozenset(("pci_c", "pic_c", "attachment", "tushuo", "picture-caption", "imagelist"))
_FLOAT_MARKS = re.compile(r"<?/?FloatTitle[BE]>?")
_ENDS = re.compile(r"^\s*/?enpcontent")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|zip|rar|wps|et|ofd)$", re.I)
_FOOT = re.compile(
    r"ICP\s*[备证]\s*(?:案号)?\s*\d{5}|版权所有.{0,30}(?:(?:19|20)\d\d|电话|ICP)|Copyright\s*(?:©|\(c\)|\d{4})", re.I
)
_SENTENCE_END = "。！？；!?;：:，,"
_HEADING_MAX = 40
SPAN_MAX = 50
PLACES_MAX = 100_000  # of a table's grid, spans laid out


def blocks(root: Tag, caption: bool = False) -> tuple[PageParagraph, ...]:
    """The blocks of a body; all captions where `caption` says that the root is a picture's box.

    Breaks (`<br>`) end a paragraph; a paragraph all in bold is a heading; tables of data are rows, tables that only
    place things are read through.
    """
    read: list[PageParagraph] = []
    for block in _walk(root, caption):
        if _FOOT.search(block.text):
            break
        read.append(block)
    near = [False, *(block.linked for block in read), False]
    return tuple(block for at, block in enumerate(read, 1) if not (near[at] and (near[at - 1] or near[at + 1])))


@dataclass(slots=True)
class _Open:
    """A block being read: what is left of its children, and what stands since its last paragraph."""

    holder: Tag
    caption: bool
    children: Iterator[PageElement]
    pending: list[NavigableString | Tag] = field(default_factory=list)

    def paragraph(self) -> Iterator[PageParagraph]:
        """What stands since the last one."""
        pending, self.pending = self.pending, []
        yield from _paragraph(pending, self.holder, self.caption)


def _walk(root: Tag, caption: bool) -> Iterator[PageParagraph]:
    parting, inside = _parting(root), True
    opened = [_Open(root, caption, iter(root.children))]
    while opened:
        here = opened[-1]
        inner = None
        for child in here.children:
            if isinstance(child, Comment) and _ENDS.search(child):
                yield from here.paragraph()
                inside = "/" not in child
            if not inside or (isinstance(child, Tag) and (child.name in _SILENT or _hidden(child))):
                continue
            if isinstance(child, Tag) and (child.name in _PARTING or id(child) in parting):
                yield from here.paragraph()
                if child.name != "br":
                    inner = child
                    break
            elif isinstance(child, Tag | NavigableString) and not isinstance(child, Comment):
                here.pending.append(child)
        if inner is None:
            yield from here.paragraph()
            opened.pop()
            continue
        below = here.caption or _is_caption(inner)
        if inner.name == "table" and not below and (rows := table_rows(inner)):
            yield from (PageParagraph("\t".join(row), Role.TABLE) for row in rows)
        else:
            opened.append(_Open(inner, below, iter(inner.children)))


def _parting(root: Tag) -> set[int]:
    """The elements, by `id()`, that hold a block or a break: they stand in no paragraph but hold some."""
    holders: set[int] = set()
    for tag in root.descendants:
        if not (isinstance(tag, Tag) and tag.name in _PARTING):
            continue
        for holder in tag.parents:
            if holder is root or id(holder) in holders:
                break
            holders.add(id(holder))
    return holders


def _paragraph(pending: list[NavigableString | Tag], holder: Tag, caption: bool) -> Iterator[PageParagraph]:
    text = clean("".join(node if isinstance(node, NavigableString) else line_inside(node) for node in pending))
    text = _FLOAT_MARKS.sub("", text).strip()
    if not text:
        return
    linked = all(_leads_away(node) for node in pending)
    if caption:
        yield PageParagraph(text, Role.CAPTION, linked)
    elif linked:
        yield PageParagraph(text, linked=True)
    elif len(text) <= _HEADING_MAX and text[-1] not in _SENTENCE_END and _all_bold(pending, holder):
        yield PageParagraph(text, Role.HEADING)
    else:
        yield PageParagraph(text)


def _leads_away(node: NavigableString | Tag) -> bool:
    """A link to another page, or blanks. A file to be downloaded is named in an article, a page's menus name pages."""
    if not isinstance(node, Tag):
        return not clean(node)
    links = [node] if node.name == "a" else node.find_all("a")
    said = sum(len(clean(line_inside(link))) for link in links if not _FILE.search(attr(link, "href")))
    return said >= len(clean(line_inside(node)))


def line_inside(tag: Tag) -> str:
    """The text of an inline element with its outer blanks kept: they may part two words."""
    pieces = [
        str(node)
        for node in tag.descendants
        if isinstance(node, NavigableString)
        and not isinstance(node, Comment)
        and (node.parent is None or node.parent.name not in _SILENT)
    ]
    return "".join(pieces)


def _all_bold(pending: list[NavigableString | Tag], holder: Tag) -> bool:
    if holder.name in _HEADINGS:
        return True
    said = [node for node in pending if clean(node if isinstance(node, NavigableString) else line_inside(node))]
    return bool(said) and all(isinstance(node, Tag) and _bold(node) for node in said)


def _bold(tag: Tag) -> bool:
    todo = [tag]
    while todo:
        here = todo.pop()
        if here.name in _HEADINGS:
            continue
        inner = [node for node in here.children if not isinstance(node, NavigableString) or clean(node)]
        tags = [node for node in inner if isinstance(node, Tag)]
        if not tags or len(tags) < len(inner):
            return False
        todo += tags
    return True


def _is_caption(tag: Tag) -> bool:
    return tag.name == "figcaption" or not _CAPTION_CLASSES.isdisjoint(attr(tag, "class").split())


def _hidden(tag: Tag) -> bool:
    return "display:none" in attr(tag, "style").replace(" ", "").lower()


def table_rows(table: Tag) -> list[list[str]]:
    """The rows of a table of data, cells on one line each; empty where the table only places things on the page.

    Data: at least two rows with two or more filled cells, no picture and no table inside. A cell over several columns
    or rows is printed once and leaves the other places empty, so that columns stay in line and no numeral is doubled.
    """
    if table.find(("table", "img")) is not None:
        return []
    rows = [row for row in _grid(table) if any(row)]
    return rows if sum(1 for row in rows if sum(map(bool, row)) >= 2) >= 2 else []


def _grid(table: Tag) -> list[list[str]]:
    taken: dict[tuple[int, int], str] = {}
    trs = table.find_all("tr")
    for at, row in enumerate(trs):
        column = 0
        for cell in row.find_all(("td", "th")):
            while (at, column) in taken:
                column += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(trs) - at)
            if len(taken) > PLACES_MAX:
                raise UnwieldyPage(f"a table of at most {PLACES_MAX:,} places", "a larger one", f"row {at + 1} of it")
            for place in ((at + down, column + right) for down in range(high) for right in range(wide)):
                taken.setdefault(place, "")
            taken[at, column] = line(cell)
            column += wide
    widths = [0] * len(trs)
    for at, column in taken:
        widths[at] = max(widths[at], column + 1)
    return [[taken.get((at, column), "") for column in range(width)] for at, width in enumerate(widths)]


def _span(cell: Tag, name: str) -> int:
    text = attr(cell, name).strip()
    return min(max(int(text), 1), SPAN_MAX) if text.isascii() and text.isdigit() else 1
