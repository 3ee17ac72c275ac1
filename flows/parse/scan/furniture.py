"""What is printed outside every article: the masthead, 本期导读 with its page numbers, 扫码观看, editors' lines, 下转.

The cardinal rule: a line is furniture only where its own words say so. In doubt it is text of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.parse.characters import HAN
from flows.parse.continued import TURNED
from flows.parse.scan.blocks import Block, CharSpan, Look
from warehouse.model import Numeral, SetAside

LONGEST = 60
MASTHEAD = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:官方)?(?:微信|微博|抖音)(?:公众号|公众平台|视频号|号)?(?:[:：]\S{1,20})?",
        r"国内统一(?:连续出版物号|刊号).{0,30}",
        r"(?:国际标准(?:连续出版物号|刊号)|ISSN|CN)\s*[:：]?\s*[\dA-Z—\-－/ ]{4,20}",
        r"邮发代号\s*[:：]?\s*[\d—\-－]{3,12}",
        r"(?:国外(?:发行)?代号|代号)\s*[:：]?\s*[A-Z\d—\-－]{2,10}",
        rf"[{HAN}、 ]{{2,14}}(?:主管|主办|出版|主管主办)",
        r"(?:公元)?\d{4}年\d{1,2}月\d{1,2}日(?:\s*(?:星期[一二三四五六日天]|农历[^，。]{2,12}|第?\d+期|[A-Z]?\d+版|星期[^，。]{1,4}))*",
        r"星期[一二三四五六日天]",
        r"农历[^，。]{2,14}",
        r"第?\s*\d+\s*期\s*(?:[（(]?总第?\s*\d+\s*期[）)]?)?",
        r"总第?\s*\d+\s*期",
        r"今日\s*[\d一二三四五六七八九十]+\s*版",
        r"(?:第\s*)?[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,2}",
        r"(?:网址|官网|网站|投稿邮箱|邮箱|E-?mail|电话|热线|新闻热线|广告热线|零售价|定价|年价)\s*[:：].{1,40}",
        r"(?:https?://|www\.)\S{4,50}",
    )
)
ANYWHERE = tuple(
    re.compile(pattern)
    for pattern in (
        r"[（(]?扫(?:码|描|一扫)[^\d，。]{0,10}(?:看|阅读|听|关注|下载|了解|进入|二维码)[^\d，。]{0,14}",
        r"[（(]?(?:请)?(?:用)?(?:微信)?扫描.{0,24}二维码.{0,12}",
        r"[【\[（(]?\s*(?:责任编辑|本版编辑|本版责编|责编|版式|版面编辑|美编|美术编辑|校对|见习编辑|编校|版式设计)"
        rf"\s*[:：/／丨| ][{HAN}A-Za-z·:：/／丨| \u3000]{{1,40}}[】\])）]?",
        rf"[（(]?\s*(?:版面设计|版式设计|制图|漫画|资料图片)\s*[:：]?\s*[{HAN}· ]{{0,12}}[)）]?",
    )
)
GUIDE = re.compile(r"[【\[]?(?:本期|今日|本版|版面|要闻|内容)?(?:导读|导览|看点|要目)[】\]]?")
PAGE = re.compile(r"(?:.{0,60}[\s\u3000（(…·>])?(?:见|详见|导读)?\s*第?\s*[A-Z]?\d{1,3}\s*版[)）]?")
LONGEST_GUIDE = 60  # lines
HEAD = 40  # lines of a page among which its head can stand
LONGEST_NAME = 10
MOST_BETWEEN = 5  # lines from one page number to the next
NUMERAL = re.compile(r"[\d０-９]+(?:[.,．，][\d０-９]+)*|[零〇一二两三四五六七八九十百千万亿]+")


def mark_furniture(blocks: Sequence[Block]) -> list[bool]:
    """For each block whether it is furniture."""
    marks = [block.look is not Look.TABLE and _anywhere(block.text) for block in blocks]
    for index, block in enumerate(blocks):
        if len(block.text) <= 8 and GUIDE.fullmatch(block.text):
            _mark_guide(blocks, marks, index)
    _mark_masthead(blocks, marks)
    return marks


def _anywhere(text: str) -> bool:
    return len(text) <= LONGEST and (
        TURNED.fullmatch(text) is not None or any(pattern.fullmatch(text) for pattern in ANYWHERE)
    )


def is_masthead(text: str) -> bool:
    """Whether a line by itself belongs to a paper's head: its numbers, its publisher, its date."""
    return len(text) <= LONGEST and any(pattern.fullmatch(text) for pattern in MASTHEAD)


def _mark_masthead(blocks: Sequence[Block], marks: list[bool]) -> None:
    """The page's head: its lines, and a paper's name above or between them."""
    last = -1
    for index, block in enumerate(blocks[:HEAD]):
        if block.look is Look.TABLE:
            break
        if is_masthead(block.text):
            marks[index] = True
            for other in range(last + 1, index):
                marks[other] = marks[other] or _is_name(blocks[other], between=last >= 0)
            last = index
        elif index - last > 3:
            break


def _is_name(block: Block, *, between: bool) -> bool:
    """Whether a line in the head is a paper's name: 某某日报; `between` two lines of the head anything as short is."""
    if block.look is Look.TABLE or block.level or NUMERAL.search(block.text) or len(block.text) > LONGEST_NAME:
        return False
    return between or block.text.endswith(("报", "刊", "网"))


def _mark_guide(blocks: Sequence[Block], marks: list[bool], label: int) -> None:
    """A table of contents: from its label to the last page number of the run of short lines below it."""
    marks[label] = True
    last = label
    for index in range(label + 1, min(label + 1 + LONGEST_GUIDE, len(blocks))):
        block = blocks[index]
        if block.look is not Look.TABLE and len(block.text) <= 90 and PAGE.fullmatch(block.text):
            last = index
        elif block.look is not Look.TITLE or index - last > MOST_BETWEEN or _opens_article(blocks, index):
            break
    for index in range(label + 1, last + 1):
        marks[index] = True


def _opens_article(blocks: Sequence[Block], index: int) -> bool:
    """Whether the line below is an article's byline or dateline, so that this one is its title."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return below is not None and (below.look is Look.BYLINE or below.opening is not None)


def numerals(text: str, spans: Sequence[CharSpan]) -> tuple[Numeral, ...]:
    """Every numeral within the spans, set aside as furniture; offsets are the file's."""
    return tuple(
        Numeral(match.start(), match.end(), match[0], SetAside.FURNITURE)
        for start, end in sorted(spans)
        for match in NUMERAL.finditer(text, start, end)
    )
