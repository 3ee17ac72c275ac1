"""Rows in line with each other under headings: which column names the rows, what each column and the caption say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import field

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.mention.period.shared import Resolved
from flows.extract.mention.period.zh import resolve
from flows.extract.mention.table.cells import LONGEST_LABEL, Cell, Row
from flows.extract.mention.table.headings import Heading, is_label, is_unit_heading, quantity_of, read_heading, topic
from flows.extract.zh.scan import scan
from warehouse.model import Article, Measure, Role, SetAside
from warehouse.values import dataclass, replace
from warehouse.vocabulary.places import find_places

YEAR = re.compile(r"(?:19|20)\d\d年?")
PROSE = re.compile("[。;!?]")
MONTHS_BELOW = re.compile("月份?")
MONTH = re.compile(r"(?:1[0-2]|[1-9])(?:[-~](?:1[0-2]|[2-9]))?")
DIGIT = re.compile(r"\d")
CAPTION_LINES = 3  # paragraphs before a table that may be its title or say its unit
LEAST_IN_LINE = 0.6  # so many of the rows of values must be as wide as the widest
SAME_FOR_ALL = 3  # cells of a heading row that are alike tell no column from another


@dataclass(slots=True)
class Table:
    """`head` of the rows are headings; `label` is the column that names the rows, `unit` the one of their units."""

    rows: list[Row]
    head: int
    label: int
    caption: Heading
    unit: int = -1
    columns: list[Heading] = field(default_factory=list)
    amounts: list[str] = field(default_factory=list)  # for each column, the last one of amounts before it


def make_tables(article: Article, run: list[Row]) -> Iterator[Table]:
    """The tables in a run of rows: one, or several that stand side by side; none where it holds prose."""
    if any(len(cell.text) > LONGEST_LABEL and PROSE.search(cell.text) for row in run for cell in row.cells):
        return
    for part in _one_below_another(run):
        for rows in _side_by_side(part):
            if table := _table(article, rows, part[0].paragraphs[0]):
                yield table


def is_value(cell: Cell) -> bool:
    """Whether the cell is a number, perhaps with its unit or its growth, and nothing else."""
    return cell.is_number or quantity_of(cell.text) is not None


def _one_below_another(run: list[Row]) -> list[list[Row]]:
    """指标|1-3月 … 项目|2022年|2023年: the run cut where other headings begin, with the lines of one cell above."""
    first = next(([cell.text for cell in row.cells] for row in run if row.filled > 1), [])
    cuts = [0]
    for start in [at for at, row in enumerate(run) if at and row.filled > 1 and is_label(row.cells[0].text)]:
        values_above = any(_tells_values(row) for row in run[cuts[-1] : start])
        if not values_above or _tells_values(run[start]) or [cell.text for cell in run[start].cells] == first:
            continue  # a second row of headings, or the same again on the next page
        while run[start - 1].filled < 2:
            start -= 1
        cuts.append(start)
    return [run[start:stop] for start, stop in zip(cuts, [*cuts[1:], len(run)], strict=True)]


def _side_by_side(run: list[Row]) -> list[list[Row]]:
    """指标|数值|指标|数值: the run cut where a second column of labels begins."""
    head = next((row for row in run if row.filled > 1), None)
    starts = [at for at, cell in enumerate(head.cells) if is_label(cell.text)] if head else []
    if len(starts) < 2 or starts[0] != 0:
        return [run]
    stops = [*starts[1:], max(len(row.cells) for row in run)]
    return [
        [replace(row, cells=row.cells[start:stop]) for row in run if any(cell.text for cell in row.cells[start:stop])]
        for start, stop in zip(starts, stops, strict=True)
    ]


def _table(article: Article, rows: list[Row], paragraph: int) -> Table | None:
    """The rows as a table; None without rows of values in line under headings."""
    rows = _with_months(rows)
    head = next((at for at, row in enumerate(rows) if _tells_values(row)), len(rows))
    if head == len(rows) or not any(row.filled > 1 for row in rows[:head]):
        return None
    aligned = _in_line(rows, head)
    if aligned is None:
        return None
    width = max(len(row.cells) for row in aligned)
    label = next((at for at in range(width) if _names_rows(aligned[head:], at)), None)
    if label is None:
        return None
    unit = next((at for at in range(width) if any(is_unit_heading(_text(row, at)) for row in aligned[:head])), -1)
    caption = _caption(article, paragraph, aligned[:head], label)
    table = Table(aligned, head, label, caption, unit)
    table.columns = _columns(
        table, width, article.published_on, span_of(caption) or _reported_above(article, paragraph)
    )
    said = {column.period: column for column in table.columns if column.period and not column.unclear}
    if len(said) == 1 and caption.period is None:  # 6月末 | 比上月末增加: the second is of the same day
        only = next(iter(said.values()))
        table.caption = replace(caption, period=only.period, period_text=only.period_text)
    table.amounts = _amounts(table)
    return table


def _with_months(rows: list[Row]) -> list[Row]:
    """月份 over 1-2, 3, 4: the months that the rows are of, and no values."""
    at = next((at for at, row in enumerate(rows) if row.filled > 1), len(rows))
    if at == len(rows) or not MONTHS_BELOW.fullmatch(rows[at].cells[0].text):
        return rows
    named = [
        replace(row, cells=[replace(row.cells[0], text=f"{row.cells[0].text}月"), *row.cells[1:]])
        if row.cells and MONTH.fullmatch(row.cells[0].text)
        else row
        for row in rows[at + 1 :]
    ]
    return [*rows[: at + 1], *named]


def _tells_values(row: Row) -> bool:
    """Whether a row holds values: numbers that are no years of a heading."""
    values = [cell for cell in row.cells if is_value(cell)]
    first = next((cell for cell in row.cells if cell.text), None)
    heads = first is not None and is_label(first.text)
    return bool(values) and not (heads or (first in values and all(YEAR.fullmatch(cell.text) for cell in values)))


def _in_line(rows: list[Row], head: int) -> list[Row] | None:
    """The rows made equally wide; None where they are out of line and a number might get another column's meaning.

    Values missing at a row's end are left out of it by some printers, and the empty corner above the labels by others.
    """
    full = [row for row in rows[head:] if row.filled > 1]
    width = max(len(row.cells) for row in full)
    if sum(len(row.cells) == width for row in full) < LEAST_IN_LINE * len(full):
        return None
    aligned: list[Row] = []
    for at, row in enumerate(rows):
        missing = width - len(row.cells)
        if row.filled < 2 or not missing:
            aligned.append(row)
        elif missing < 0 or (at < head and missing > 1) or (at >= head and is_value(row.cells[0])):
            return None
        else:
            at_front = at < head and not is_label(row.cells[0].text)
            edge = row.cells[0].start if at_front else row.cells[-1].end
            empty = [Cell(edge, edge, "")] * missing
            aligned.append(replace(row, cells=[*empty, *row.cells] if at_front else [*row.cells, *empty]))
    return aligned


def _text(row: Row, at: int) -> str:
    return row.cells[at].text if at < len(row.cells) else ""


def _names_rows(rows: list[Row], at: int) -> bool:
    """Whether a column names its rows: most of its cells are words."""
    filled = [row.cells[at] for row in rows if _text(row, at)]
    words = sum(not is_value(cell) or bool(YEAR.fullmatch(cell.text)) for cell in filled)
    return bool(filled) and words > len(filled) / 2


def _caption(article: Article, paragraph: int, heads: list[Row], label: int) -> Heading:
    """What the lines above the table, and rows of one cell at its top, say of all of it."""
    lines = [next(cell.text for cell in row.cells if cell.text) for row in heads if row.filled == 1]
    for before in reversed(article.paragraphs[max(0, paragraph - CAPTION_LINES) : paragraph]):
        text = article.text[before.start : before.end].strip()
        if before.role is Role.TABLE or len(text) > LONGEST_LABEL:
            break
        lines.append(text)
    lines.append(article.title)
    over_labels = [_text(row, label) for row in heads if row.filled > 1]  # 指标(2024年): a period, no name
    found = [replace(read_heading(line, article.published_on, None), name="") for line in over_labels]
    found += [read_heading(line, article.published_on, None) for line in lines]
    first = Heading()
    for each in found:
        first = replace(
            first,
            unit=first.unit or each.unit,
            factor=first.factor if first.unit else each.factor,
            measure=first.measure or (each.measure if each.measure is not Measure.LEVEL else None),
            base=first.base or each.base,
            period=first.period or each.period,
            period_text=first.period_text or each.period_text,
            place=first.place or _local(each.name),
            name=first.name or topic(each.name),
        )
    return first


def _local(title: str) -> str:
    """The place that a title begins with, where that is not the whole country."""
    place = next(iter(find_places(title)), None)
    here = place is not None and place.start == 0 and place.kind != "organisation" and place.ref_area != "WORLD"
    return place.ref_area if place and here and place.ref_area != "CN" else ""


def _reported_above(article: Article, paragraph: int) -> Span | None:
    """The months from January on that the text before a table reports first: what its 本月 and 累计 are of."""
    for before in article.paragraphs[:paragraph] if paragraph else ():
        for mention in scan(article.text[before.start : before.end]):
            if isinstance(mention.what, SetAside) or not isinstance(mention.what, str):
                continue
            resolved = resolve(mention.what, article.published_on, None)
            span = resolved.span if resolved else None
            if span and span.start and span.start.month == 1 and span.end.year == span.start.year:
                return span if span.end <= article.published_on else None
    return None


def _columns(table: Table, width: int, published: dt.date, reported: Span | None) -> list[Heading]:
    """What each column's headings say from the top down; one over several columns stands at the first of them."""
    heads = [row for row in table.rows[: table.head] if row.filled > 1 and not _says_the_same(row, table.label)]
    words: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(heads):
        over = ""
        for at in range(width):
            text = _text(row, at)
            over = text if at > table.label and text else over
            below = any(_text(other, at) for other in heads[number + 1 :])
            words[at].append(text or (over if below and at > table.label else ""))
    columns: list[Heading] = []
    frame = span_of(table.caption)
    for texts in words:
        merged = _merged([read_heading(text, published, frame) for text in texts if not is_label(text)])
        grown = merged.measure not in (None, Measure.LEVEL) and not merged.period
        if grown and not merged.running and columns:  # 本月 | 增长%: of that month too
            merged = replace(merged, running=columns[-1].running)
        merged = _of_running_year(merged, reported)
        columns.append(merged)
        frame = span_of(merged) or frame  # 2018年3月 | 2月 | 1月: of the same year
    return columns


def _says_the_same(row: Row, label: int) -> bool:
    """合并报表 | 合并报表 | 合并报表: a row that says one thing of all columns."""
    texts = [cell.text for at, cell in enumerate(row.cells) if at != label and cell.text]
    return len(texts) >= SAME_FOR_ALL and len(set(texts)) == 1


def _merged(headings: list[Heading]) -> Heading:
    merged = Heading()
    for each in headings:
        merged = Heading(
            name=merged.name if each.name in merged.name else merged.name + each.name,
            unit=each.unit or merged.unit,
            factor=each.factor if each.unit else merged.factor,
            measure=each.measure if each.measure not in (None, Measure.LEVEL) else merged.measure or each.measure,
            base=each.base or merged.base,
            period=each.period or merged.period,
            period_text=each.period_text or merged.period_text,
            orders=each.orders or merged.orders,
            unclear=each.unclear or merged.unclear,
            running=each.running or merged.running,
        )
    return replace(merged, unclear=merged.unclear or bool(DIGIT.search(merged.name)))


def _of_running_year(heading: Heading, said: Span | None) -> Heading:
    """累计: from January to the month that the caption names; 当月: that month alone."""
    span = span_of(heading) or said
    if not heading.running or span is None:
        return heading
    end = calendar.months(span.end.year, span.end.month)
    if heading.running == "year":
        end = Span(calendar.years(span.end.year).start, end.end)
    return replace(heading, period=Resolved(end), period_text=heading.period_text)


def _amounts(table: Table) -> list[str]:
    names, last = [], ""
    for at, column in enumerate(table.columns):
        names.append(last)
        if at > table.label and column.measure in (None, Measure.LEVEL):
            last = column.name
    return names


def span_of(heading: Heading) -> Span | None:
    """The days that a heading names."""
    return heading.period.span if heading.period else None
