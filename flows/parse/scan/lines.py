"""A file's text -> its lines, blanks and invisible characters cut off, with what the blank space around them tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median_low

from flows.parse.bylines import SPEAKER, byline_of, credit_of, read_opening
from flows.parse.characters import BLANK, INVISIBLE, LINE_BREAKS, ends_sentence
from flows.parse.language import language_of
from warehouse.model import Language
from warehouse.values import dataclass

# From the first ink of a line to the line's end. Begins with one character only, so that it cannot backtrack.
_INKED = re.compile(rf"[^\s{INVISIBLE}][^{LINE_BREAKS}]*")
MARKER = re.compile(r"(?:[◆◇●○■□▲△★☆※►▶•·\-*#|>]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])")
MIN_RUN = 3  # lines that a stretch needs before its width says anything
LEAST_FULL = 0.4  # so many of a stretch's lines must be full before it counts as wrapped
FULL_SHARE = 0.6  # and so many of those that end in mid-sentence
SLACK = 4  # by which a full Chinese line may fall short of the widest, in half characters
SLACK_ENGLISH = 14  # the same for English, where a long word goes to the next line
INDENT = 4  # width of a paragraph's indent
NARROWEST = 20  # half characters
LONGEST_LINE = 160  # characters; longer lines were not broken by a page
CELLS = re.compile(r"\t|[ \u3000]{3}|\|")
ROW = re.compile(r"[|│][^|│\n]*[|│]|(?:\s[-+]?\d[\d,.]*%?){2}$")  # a row of cells, or a label with values behind it
_NARROW = re.compile(r"[\x00-\u02ff]")


@dataclass(frozen=True, slots=True)
class Line:
    """Ink from `start` to `end` of the file; `gap` blank lines stand before it; `indented` by two blanks or more."""

    start: int
    end: int
    gap: int
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Paragraphic:
    """One or more lines that the page prints as one paragraph, in order."""

    lines: tuple[Line, ...]

    @property
    def gap(self) -> int:
        """Blank lines before it."""
        return self.lines[0].gap


def read_lines(text: str) -> list[Line]:
    """All lines that have ink, in order."""
    lines: list[Line] = []
    behind = 0
    for match in _INKED.finditer(text):
        start = match.start()
        kept = match.group().rstrip(BLANK)
        gap = _blank_lines(text[behind:start]) if lines else 0
        before = text[max(start - 2, 0) : start]
        indented = len(before) == 2 and not any(ch in LINE_BREAKS for ch in before) and not before.strip(BLANK)
        lines.append(Line(start, start + len(kept), gap, indented or before[-1:] == "\t"))
        behind = match.end()
    return lines


def _blank_lines(space: str) -> int:
    """Blank lines in the space between two lines of ink."""
    feeds, returns = space.count("\n"), space.count("\r")
    other = sum(space.count(ch) for ch in "\f\v\x1c\x1d\x1e\x85\u2028\u2029") if feeds + returns < len(space) else 0
    return max(max(feeds, returns) + other - 1, 0)


def unwrap(text: str, lines: Sequence[Line]) -> list[Paragraphic]:
    """Lines that a fixed width broke become one; every other line stays alone."""
    grouped: list[Paragraphic] = []
    runs = _runs(lines)
    inner = [line for run in runs for line in run[:-1]]
    of_page = wrapped_width([text[line.start : line.end] for line in inner])
    for run in runs:
        own = wrapped_width([text[line.start : line.end] for line in run[:-1]]) if len(run) > MIN_RUN else 0
        width = own or of_page
        current: list[Line] = []
        for line in run:
            if current and not (width and _broken_between(text, current[-1], line, width)):
                grouped.append(Paragraphic(tuple(current)))
                current = []
            current.append(line)
        grouped.append(Paragraphic(tuple(current)))
    return grouped


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Stretches of lines with equally wide gaps: adjacent lines, or a page printed with one blank line after each."""
    usual = 0
    if lines and sum(1 for line in lines if line.gap == 0) <= 1 + len(lines) // 20:
        usual = 1
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or line.gap != usual:
            runs.append([])
        runs[-1].append(line)
    return runs


def wrapped_width(texts: Sequence[str]) -> int:
    """The width at which lines were broken, in half a Chinese character; 0 where nothing says that they were.

    `texts` are lines with another one directly below them. Broken lines are of one width whatever they say, those
    that end in mid-sentence almost all, and they are prose: a list of headings or a table may be of one width too.
    """
    if len(texts) < MIN_RUN or sum(map(len, texts)) > LONGEST_LINE * len(texts):
        return 0
    joined = "".join(texts)
    chinese = language_of("".join(texts[:20])) is Language.ZH
    prose = sum(joined.count(mark) for mark in ("，", "。", "；", "、", ", ", ". "))
    marked = sum(1 for text in texts if MARKER.match(text) or CELLS.search(text))
    if prose * 50 < len(joined) or marked * 4 > len(texts):
        return 0
    widths = [printed_width(text) for text in texts]
    width = sorted(widths)[(len(widths) * 9) // 10]
    slack = SLACK if chinese else SLACK_ENGLISH
    full = [abs(own - width) <= slack + INDENT for own in widths]
    open_ended = [is_full for is_full, text in zip(full, texts, strict=True) if not ends_sentence(text)]
    enough = sum(full) >= LEAST_FULL * len(texts) and sum(open_ended) >= FULL_SHARE * max(len(open_ended), MIN_RUN)
    usual = median_low([own for own, is_full in zip(widths, full, strict=True) if is_full])  # stops hang over the edge
    return usual if usual >= NARROWEST and enough else 0


def printed_width(text: str) -> int:
    """Width as printed: 1 for a Latin letter or a digit, 2 for a Chinese character or a full-width mark."""
    return 2 * len(text) - len(_NARROW.findall(text))


def _broken_between(text: str, above: Line, below: Line, width: int) -> bool:
    """Whether `below` carries on the paragraph of `above`: the line above is full, and nothing begins below."""
    if below.indented and not above.indented:
        return False
    upper, lower = text[above.start : above.end], text[below.start : below.end]
    if ROW.search(upper) or ROW.search(lower):
        return False
    within_number = upper.endswith(".") and upper[-2:-1].isdigit() and lower[:1].isdigit()  # 83. / 8%
    ended = ends_sentence(upper) and not within_number
    if ended and (MARKER.match(lower) or below.indented or _begins_anew(lower, width)):
        return False
    own = printed_width(upper) + (INDENT if above.indented else 0)
    if language_of(upper) is Language.ZH:
        return own >= width - SLACK
    first = lower.split(" ", 1)[0]
    return own + 1 + len(first) > width - 2 or (lower[:1].islower() and not ends_sentence(upper))


def _begins_anew(lower: str, width: int) -> bool:
    """Whether a line below a finished sentence is no part of its paragraph: a heading, a byline, a dateline.

    The last line of a paragraph ends with a sentence, every other one is full: a short open line is neither.
    """
    if printed_width(lower) < width - SLACK_ENGLISH and not ends_sentence(lower):
        return True
    if SPEAKER.match(lower):
        return True
    return byline_of(lower) is not None or credit_of(lower) is not None or read_opening(lower) is not None
