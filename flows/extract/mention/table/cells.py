"""Finds tables in an article: rows of cells between tabs, bars or wide blanks, behind a label, or one cell a line.

What is found is a grid of cells with their places in the text; what the cells mean is the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.extract.mention.table.headings import is_unit_heading
from warehouse.model import Article, Role, Sentence
from warehouse.values import dataclass, replace
from warehouse.vocabulary.units import SCALES, units

NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?"
VALUE = re.compile(rf"{NUMBER}|\( ?{NUMBER[:-2]} ?%? ?\)")
WITH_RATE = re.compile(rf"(?P<value>{NUMBER[:-2]})\((?P<rate>[+-]?\d+(?:\.\d+)?)%\)")  # 28.46(4.83%)
RANGE = re.compile(rf"{NUMBER}~{NUMBER}")
NONE = re.compile(r"[-—–.…/*x×]{1,6}|无|不详|N/?A", re.IGNORECASE)
BAR = re.compile(r"\s*[|│]\s*")
CLOSED = re.compile(r"[^|│]*[^|│\s]\s*[|│]\s*")
WIDE = re.compile(r"\t|\s{2,}")
GLUED = re.compile(rf"(?P<label>.*[\u4e00-\u9fff)%A-Za-z])(?P<value>{NUMBER})")  # 旅行-100, its blank closed
PROSE = re.compile("[。;!?]|,(?=[\u4e00-\u9fff])")
UNITS = frozenset(scale + unit for unit in units() for scale in ("", *SCALES))  # a cell that says a row's
LONGEST_LABEL = 60
LONGEST_ROW = 4000  # characters of a line that may be a row
LONGEST_ALONE = 40  # characters of a cell that stands on a line of its own
LEAST_ROWS = 2
WIDEST_STACK = 13


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place in the article's even text, what it says, and by how many blanks it is set in."""

    start: int
    end: int
    text: str
    indent: int = 0

    @property
    def is_number(self) -> bool:
        """Whether the cell is a bare number, or one with its growth in brackets, or a range."""
        return any(form.fullmatch(self.text) is not None for form in (VALUE, WITH_RATE, RANGE))

    @property
    def holds_value(self) -> bool:
        """Whether a value stands here, or the sign that there is none."""
        return self.is_number or NONE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, the paragraphs they stand in, and the sentence that is their evidence."""

    cells: list[Cell]
    paragraphs: tuple[int, ...]
    sentence: Sentence

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return sum(bool(cell.text) for cell in self.cells)


def find_tables(article: Article, sentences: Sequence[Sentence]) -> Iterator[list[Row]]:
    """The runs of rows of an article that may be tables, in order; each paragraph is in one of them at most."""
    rows = [_row(article, sentence) for sentence in _whole_paragraphs(sentences)]
    at = 0
    while at < len(rows):
        stop, barred = _barred(article, rows, at)
        if barred:
            yield barred
            at = stop
            continue
        stop = _end_of_rows(rows, at)
        if stop > at:
            head = _head_above(rows, at)
            yield ([head] if head else []) + rows[at:stop]
            at = stop
            continue
        stop, stacked = _stack(article, rows, at)
        if stacked:
            yield stacked
        at = max(stop, at + 1)


def _whole_paragraphs(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences that are all of their paragraph; one that is only a part stands for prose, with no text."""
    counts: dict[int, int] = {}
    for sentence in sentences:
        counts[sentence.paragraph] = counts.get(sentence.paragraph, 0) + 1
    seen: set[int] = set()
    for sentence in sentences:
        if counts[sentence.paragraph] == 1 or sentence.role is Role.TABLE:
            yield sentence
        elif sentence.paragraph not in seen:
            seen.add(sentence.paragraph)
            yield Sentence(sentence.start, sentence.start, "", paragraph=sentence.paragraph, lang=sentence.lang)


def _row(article: Article, sentence: Sentence) -> Row:
    start, end = sentence.start, sentence.end
    if sentence.role is Role.TABLE:  # the sentence leaves out empty cells at its ends
        paragraph = article.paragraphs[sentence.paragraph]
        start, end = paragraph.start, paragraph.end
    text = article.text[start:end]
    spans = _split(text, tabs=sentence.role is Role.TABLE) if len(text) <= LONGEST_ROW or "\t" in text else []
    return Row([_cell(text, start, a, b) for a, b in spans], (sentence.paragraph,), sentence)


def _cell(text: str, offset: int, start: int, end: int) -> Cell:
    printed = text[start:end]
    lead = len(printed) - len(printed.lstrip())
    core = printed.strip()
    return Cell(offset + start + lead, offset + start + lead + len(core), core, lead)


def _split(text: str, *, tabs: bool) -> list[tuple[int, int]]:
    """The cells of a line; a line of prose has none, one of a few words is one cell."""
    if tabs or "\t" in text:
        return [part for cell in _between(text, re.compile("\t")) for part in _label_and_value(text, *cell)]
    if text.count("|") + text.count("│") > 1:
        cells = _between(text, BAR)
        cells = cells[1:] if text.lstrip()[:1] in "|│" else cells
        while cells and not text[slice(*cells[-1])].strip():
            cells.pop()
        return cells
    if not text.strip() or PROSE.search(text):
        return []
    wide = _between(text, WIDE)
    if len(wide) > LEAST_ROWS:
        return wide
    return _values_behind(text) or [(0, len(text))]


def _between(text: str, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    cells, at = [], 0
    for found in mark.finditer(text):
        cells.append((at, found.start()))
        at = found.end()
    return [*cells, (at, len(text))]


def _label_and_value(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A cell in which two blanks still part the label from the first value."""
    inside = text[start:end]
    gap = re.search(r"(?<=\S)\s{2,}(?=\S+$)", inside)
    if gap and _is_value(inside[gap.end() :]):
        return [(start, start + gap.start()), (start + gap.end(), end)]
    return [(start, end)]


def _is_value(text: str) -> bool:
    return any(form.fullmatch(text) is not None for form in (VALUE, WITH_RATE, RANGE, NONE))


def _values_behind(text: str) -> list[tuple[int, int]]:
    """旅行 -100 -97: a label with values behind it, single blanks between; empty where the line is another thing."""
    words = [found.span() for found in re.finditer(r"\S+", text)]
    first = len(words)
    while first > 0 and _is_value(text[slice(*words[first - 1])]):
        first -= 1
    if first == 0 or len(words) - first < 1:
        return []
    start, end = words[first - 1]
    glued = GLUED.fullmatch(text[start:end])
    if glued:
        values = [(start + glued.start("value"), end), *words[first:]]
        end = start + glued.end("label")
    else:
        values = words[first:]
    return [(words[0][0], end), *values] if len(values) > 1 and end <= LONGEST_LABEL else []


def _end_of_rows(rows: list[Row], at: int) -> int:
    """Where the run of rows that begins at `at` ends; `at` itself where none begins."""
    stop, many = at, 0
    while stop < len(rows):
        row = rows[stop]
        if stop > at and row.paragraphs[0] != rows[stop - 1].paragraphs[0] + 1:
            break
        if len(row.cells) > 1 or row.sentence.role is Role.TABLE:
            many += len(row.cells) > 1
        elif not (many and row.cells and _is_alone(row) and stop + 1 < len(rows) and len(rows[stop + 1].cells) > 1):
            break
        stop += 1
    return stop if many >= LEAST_ROWS or (many and rows[at].sentence.role is Role.TABLE) else at


def _is_alone(row: Row) -> bool:
    """A line of a few words between two rows: the heading of a section."""
    return len(row.cells) == 1 and len(row.cells[0].text) <= LONGEST_ALONE


def _head_above(rows: list[Row], at: int) -> Row | None:
    """The line above rows that begin with values, where its words are as many as the values: their headings."""
    wide = len(rows[at].cells)
    if at == 0 or rows[at - 1].paragraphs[0] + 1 != rows[at].paragraphs[0] or len(rows[at - 1].cells) != 1:
        return None
    if not all(cell.holds_value for cell in rows[at].cells[1:]):
        return None
    above = rows[at - 1]
    line = above.cells[0]
    words = [found.span() for found in re.finditer(r"\S+", line.text)]
    if len(words) not in (wide - 1, wide) or len(words) < LEAST_ROWS:
        return None
    cells = [_cell(line.text, line.start, a, b) for a, b in words]
    return None if any(cell.is_number for cell in cells) else Row(cells, above.paragraphs, above.sentence)


def _barred(article: Article, rows: list[Row], at: int) -> tuple[int, list[Row]]:
    """A table whose rows each begin with a bar on a line of its own, and whose cells, one a line, end with one.

    Gives where it ends, and its rows; none where no such table begins at `at`.
    """
    grid: list[Row] = []
    while at < len(rows) and BAR.fullmatch(rows[at].sentence.text):
        stop = at + 1
        while (
            stop < len(rows)
            and rows[stop].paragraphs[0] == rows[stop - 1].paragraphs[0] + 1
            and CLOSED.fullmatch(rows[stop].sentence.text)
        ):
            stop += 1
        if stop == at + 1:
            break
        joined = _joined(article, [_without_bar(row) for row in rows[at + 1 : stop]])
        grid.append(Row(joined.cells, (*rows[at].paragraphs, *joined.paragraphs), joined.sentence))
        at = stop
    return (at, grid) if len(grid) > LEAST_ROWS else (at, [])


def _without_bar(row: Row) -> Row:
    cell = row.cells[0]
    text = cell.text.rstrip(" |│")
    if text == cell.text:
        return row
    return Row([Cell(cell.start, cell.start + len(text), text, cell.indent)], row.paragraphs, row.sentence)


def _stack(article: Article, rows: list[Row], at: int) -> tuple[int, list[Row]]:
    """A table printed one cell a line: headings, then again and again a label, perhaps its unit, and as many values.

    Cells may each end with a bar. Gives where the run of single cells ends, and the rows; none where the run is no
    such table.
    """
    stop = at
    while (
        stop < len(rows)
        and _is_alone(rows[stop])
        and not BAR.fullmatch(rows[stop].sentence.text)
        and (stop == at or rows[stop].paragraphs[0] == rows[stop - 1].paragraphs[0] + 1)
    ):
        stop += 1
    lines = [_without_bar(row) for row in rows[at:stop]]
    first = next((k for k, row in enumerate(lines) if row.cells[0].is_number), len(lines))
    values = next((k for k in range(first, len(lines)) if not lines[k].cells[0].holds_value), len(lines)) - first
    labels = 2 if first > 2 and lines[first - 1].cells[0].text in UNITS else 1
    width, begin = values + labels, first - labels
    if first < 2 or not labels < width <= WIDEST_STACK:
        return stop, []
    grid = _heads(article, lines[:begin], labels, values)
    k, full = begin, 0
    while k < len(lines):
        part = lines[k : k + width]
        if len(part) == width and _is_record(part, labels):
            grid.append(_joined(article, part))
            full, k = full + 1, k + width
        elif k + 1 < len(lines) and not part[0].cells[0].holds_value and not lines[k + 1].cells[0].holds_value:
            grid.append(part[0])
            k += 1
        else:
            break
    enough = len(grid) > full and full >= LEAST_ROWS
    return (at + k, grid) if enough else (stop, [])


def _is_record(part: Sequence[Row], labels: int) -> bool:
    """Whether these lines are a row: its label, where `labels` is 2 its unit, and values."""
    named = not part[0].cells[0].is_number and all(row.cells[0].text in UNITS for row in part[1:labels])
    return named and all(row.cells[0].holds_value for row in part[labels:])


def _over_units(row: Row) -> bool:
    return is_unit_heading(row.cells[0].text)


def _heads(article: Article, lines: list[Row], labels: int, values: int) -> list[Row]:
    """The row of headings above the first label; of two rows, 4月份 over 本月 and 同比, the upper's said with each."""
    for upper in range(2, values) if labels == 2 else ():
        if values % upper == 0 and len(lines) == labels + upper + values and _over_units(lines[labels - 1]):
            top, under = lines[: labels + upper], lines[labels + upper :]
            each = [top[labels + at * upper // values].cells[0] for at in range(values)]
            said = [
                Row([replace(row.cells[0], text=over.text + row.cells[0].text)], row.paragraphs, row.sentence)
                for over, row in zip(each, under, strict=True)
            ]
            head = _joined(article, [*top[:labels], *said])
            return [Row(head.cells, tuple(row.paragraphs[0] for row in lines), head.sentence)]
    if labels == 2:
        lines = lines[-labels - values :]
        return [_joined(article, lines)] if len(lines) == labels + values and _over_units(lines[1]) else []
    size = _head_size(lines, len(lines), labels + values)
    return [_joined(article, lines[len(lines) - size :])] if size else []


def _head_size(lines: list[Row], label: int, width: int) -> int:
    """How many of the lines above the first label are headings: one a column, the corner's perhaps missing."""
    if label >= width and "单位" not in lines[label - width].cells[0].text:
        return width
    return width - 1 if label >= width - 1 else 0


def _joined(article: Article, lines: Sequence[Row]) -> Row:
    """Lines of one cell each as one row, its sentence all of them."""
    cells = [row.cells[0] for row in lines]
    first, last = lines[0].sentence, lines[-1].sentence
    sentence = Sentence(
        first.start,
        last.end,
        article.text[first.start : last.end],
        paragraph=first.paragraph,
        lang=first.lang,
        role=first.role,
    )
    return Row(cells, tuple(row.paragraphs[0] for row in lines), sentence)
