"""The lines of a headline around its title: before it the kicker (引题), after it the subtitle (副题).

For systems that name neither. They print both in the title's own box, or as headings beside it; papers differ in the
names of the parts and agree in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Comment, Tag
from bs4.element import NavigableString

from flows.sources.markup import attr, clean, line

MOST_LINES = 8  # of a title's own box; a larger one holds more than a headline
SHORTEST, LONGEST = 4, 80  # characters
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMED = re.compile(r"yin_?ti|intro-?title|pre-?title|lead-?title|fu_?(?:biao)?ti$|sub-?title|^hui12$", re.I)
_BLOCKS = frozenset(
    (
        *_HEADINGS,
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "table",
        "tbody",
        "tr",
        "td",
        "th",
        "center",
        "section",
        "article",
        "body",
    )
)
_SILENT = frozenset(("script", "style", "noscript", "select", "option", "button", "textarea", "a"))
# a byline, a day, a source, a tool of the page: no line of a headline
_OTHER = re.compile(
    r"\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}|^第?\s*[A-Za-z]?\d{1,4}\s*版|^[■□●◎◆▲]"
    r"|^(?:作\s*者|来\s*源|稿件来源|记\s*者|编\s*辑|责\s*编|责任编辑|字\s*[号体]|摄影)\s*[:：]|^文/|^图/|^本报讯"
    r"|(?:本报|新华社|本社)\S{0,6}(?:记者|通讯员|评论员)|^(?:记者|通讯员)\s|^[大中小\s]{3,}$|^PDF"
    r"|^\W*(?:[上下][一1]?[篇版页]|返回\S{0,4}|打印\S{0,4}|关闭\S{0,4}|分享\S{0,4}|收藏|放大|缩小|版面导航|本版目录|首页|朗读)\W*$"
)
_NAMES = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}[\s、]+)+[\u4e00-\u9fff]{2,3}$|^[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,3}$"
)


def around_title(title: Tag, body: list[Tag], taken: frozenset[str]) -> tuple[str, str]:
    """Kicker and subtitle, each empty where there is none. `taken`: texts that are known to be something else."""
    above = {id(tag) for root in body for tag in (root, *root.parents)}
    box = title
    for holder in title.parents:
        if id(holder) in above or holder.name in ("body", "html", "[document]"):
            break
        box = holder
    before, after = _lines(box, title)
    if len(before) + len(after) > MOST_LINES:
        before, after = [], []
    before = [*reversed([*_beside(box, onward=False)]), *before]
    after = [*after, *_beside(box, onward=True)]
    return _joined(before, taken), _joined(after, taken)


def _lines(box: Tag, title: Tag) -> tuple[list[str], list[str]]:
    """The lines of the box before and after the title; links and scripts say nothing."""
    sides: tuple[list[str], list[str]] = ([], [])
    side, last, breaks = 0, (0, 0), 0
    for node in box.descendants:
        if node is title:
            side, last = 1, (0, 0)
        if isinstance(node, Tag):
            breaks += node.name == "br"
            continue
        if not isinstance(node, NavigableString) or isinstance(node, Comment) or not clean(node):
            continue
        holders = list(node.parents)
        if any(holder is title or holder.name in _SILENT for holder in holders):
            continue
        here = (id(next((holder for holder in holders if holder.name in _BLOCKS), box)), breaks)
        if here == last:
            sides[side][-1] += str(node)
        else:
            sides[side].append(str(node))
        last = here
    return [clean(text) for text in sides[0]], [clean(text) for text in sides[1]]


def _beside(box: Tag, onward: bool) -> Iterator[str]:
    """Headings, and parts named so, that follow the box at once in one direction."""
    for node in box.next_siblings if onward else box.previous_siblings:
        if not isinstance(node, Tag):
            if isinstance(node, Comment) or not clean(str(node)):
                continue
            return
        if node.name == "br" or (not line(node) and node.find("img") is None):
            continue
        if node.find("a") is not None or not _is_headline(node):
            return
        yield line(node)


def _is_headline(tag: Tag) -> bool:
    if tag.name in _HEADINGS:
        return True
    named = [tag, *tag.find_all(True)]
    return any(_NAMED.search(name) for each in named for name in (attr(each, "id"), *attr(each, "class").split()))


def _joined(lines: list[str], taken: frozenset[str]) -> str:
    kept = [
        text
        for text in lines
        if SHORTEST <= len(text) <= LONGEST and text not in taken and not _OTHER.search(text) and not _NAMES.match(text)
    ]
    return " ".join(kept)
