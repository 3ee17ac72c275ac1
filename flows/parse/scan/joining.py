"""Paragraphs that the page broke in mid-sentence (a column's end, a page's end, a box set into them) become one again.

Joining needs evidence; two headings, two items or two finished paragraphs are never glued together.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.parse.bylines import SPEAKER
from flows.parse.characters import CLOSERS, ends_sentence
from flows.parse.scan.blocks import LONGEST_TITLE_ZH, UNFINISHED, Block, Look
from flows.parse.scan.lines import ROW
from warehouse.model import Language

Evidence = Callable[[str, str], int]

OPENING_WORDS = re.compile(
    r"(?:如今|目前|当前|近日|日前|近年来|此外|同时|与此同时|其中|未来|下一步|今年|去年|另外|据[^，,]{1,8}|截至[^，,]{1,10}|"
    r"为此|对此|因此|但是|不过|然而|首先|其次|再次|例如|比如|总体来说|[一二三四五六七八九十]是[^，,]{0,12})[，,]"
)
JOIN_AT = 2  # points of evidence
SHORT_CLAUSE = 5
OPEN_ENDED = re.compile(  # no line of English ends so; a list's mark that stands alone has its item below it
    r"(?:(?:^|\s)[-–•*]|[(\[,]|\b(?:a|an|the|its|their|of|to|from|in|by|at|for|with|than|and|or|as|was|were|is|are|been"
    r"|be|totaled|totalled|reached|ended|ending|approximately|about))$"
)
MIDDLE = re.compile(r"[),.;%]|\($")  # and none begins so
SHORT_PIECE = 20  # characters; a shorter line may be one of a list
_CLAUSE = re.compile(r"[，,。；;：:、！？!?]")
_QUOTES = re.compile(r"[“”‘’\"《》]")


def _left_open(upper: str, lower: str) -> int:
    """A comma at the end, or an opening quote or bracket that nothing closes."""
    if upper.endswith(("，", ",", "、")):
        return 2
    tail = upper[-200:]
    tail = tail.replace("（", "(").replace("）", ")")  # one may be printed narrow and the other wide
    return 2 * any(tail.rfind(opening) > tail.rfind(closing) for opening, closing in ("“”", "《》", "()"))


def _too_long_for_a_heading(upper: str, lower: str) -> int:
    """More than a heading's length, or a finished sentence before the broken one."""
    return 2 * (len(upper) > LONGEST_TITLE_ZH or "。" in upper)


def _begins_like_text(upper: str, lower: str) -> int:
    """如今，… 其中，…: no heading begins so."""
    return 2 * (OPENING_WORDS.match(upper) is not None)


def _breaks_off(upper: str, lower: str) -> int:
    """No heading ends so: …安全监管和, …高质量发展的; and 问: 答: begin none."""
    return 2 * (upper.endswith(UNFINISHED) or SPEAKER.match(upper) is not None)


def _uneven(upper: str, lower: str) -> int:
    """A heading's parts are of like length; a broken sentence stops anywhere: 先进制造壮大，结构更加优化，产业."""
    parts = [_QUOTES.sub("", part) for part in re.split(r"[，,]", upper)]
    if len(parts) < 2 or "：" in upper or ":" in upper:
        return 0
    longest, shortest = max(map(len, parts)), min(map(len, parts))
    return 1 if shortest * 5 < longest * 3 else 0


def _lower_starts_in_the_middle(upper: str, lower: str) -> int:
    """步伐加快，…: a first clause too short to open a paragraph, unless it is one of those that do."""
    if lower[:1] in "，。、；：,;）)”’》!?！？":
        return 2
    clause = _CLAUSE.search(lower[: SHORT_CLAUSE + 3])
    return 1 if clause is not None and OPENING_WORDS.match(lower) is None else 0


EVIDENCE: tuple[Evidence, ...] = (
    _left_open,
    _too_long_for_a_heading,
    _begins_like_text,
    _breaks_off,
    _uneven,
    _lower_starts_in_the_middle,
)


def joins(upper: Block, lower: Block, *, again: bool = False) -> bool:
    """Whether `lower` goes on with the sentence that `upper` broke off; `again`: `upper` itself went on with one."""
    prose = (Look.TEXT, Look.TITLE)
    if upper.look not in (*prose, Look.ITEM) or lower.look not in prose or upper.lang is not lower.lang:
        return False
    if upper.opening is not None and upper.opening.length >= len(upper.text):
        return False
    if upper.level or lower.level or lower.opening is not None or ends_sentence(upper.text):
        return False
    if upper.text.rstrip(CLOSERS).endswith(("；", ";", "：", ":")):
        return False
    if any(ROW.search(block.text) for block in (upper, lower)):  # 营业收入(元) | 7,628 | 7,802: a row of a table
        return False
    if upper.lang is Language.EN:
        return _goes_on_english(upper.text, lower.text, again=again)
    if lower.look is Look.TITLE and not ends_sentence(lower.text):
        return _left_open(upper.text, lower.text) > 0  # a heading may stand below a broken column
    return sum(weigh(upper.text, lower.text) for weigh in EVIDENCE) >= JOIN_AT


def _goes_on_english(upper: str, lower: str, *, again: bool) -> bool:
    """A small letter or a closing mark begins no line: web pages set `Revenue was`, `$3 billion` and `, up` apart."""
    if lower[:1].islower() and (again or len(upper) > SHORT_PIECE):
        return True
    return OPEN_ENDED.search(upper[-SHORT_PIECE:]) is not None or MIDDLE.match(lower) is not None
