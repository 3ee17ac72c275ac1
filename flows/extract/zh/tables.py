"""Reads tables of figures: the row names the indicator, the column the period and the measure, brackets the unit.

The row is the sentence, the cell the quote. A cell is a claim only where its indicator, unit and measure are all said
by the row, the columns' headings or the caption; the rest is accounted for and left. Source of the forms: the monthly
releases of the National Bureau of Statistics.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from flows.extract.calendar import Span
from flows.extract.draft import Draft, finish
from flows.extract.zh.headings import Heading, is_label, read_heading, topic
from flows.extract.zh.lists import SHARED_ENDS
from flows.extract.zh.naming import RATE_END, SHARE_END, is_relational
from flows.extract.zh.scan import Quantity, Rank, scan
from warehouse.model import Article, Extraction, Measure, Numeral, Role, Sentence, SetAside
from warehouse.vocabulary.places import find_places
from warehouse.vocabulary.units import units

VALUE = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
YEAR = re.compile(r"(?:19|20)\d\d年?")
PROSE = re.compile("[。;!?]")
DIGIT = re.compile(r"\d")
LONGEST_LABEL = 60
CAPTION_LINES = 3  # paragraphs before a table that may be its title or say its unit
DIVIDES = re.compile("^(?:分|按)")  # 分三大门类: the rows below divide what stands above


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place in the article's text and its even text."""

    start: int
    end: int
    text: str

    @property
    def is_value(self) -> bool:
        """Whether the cell is a number, perhaps with its unit, and nothing else."""
        return VALUE.fullmatch(self.text) is not None or self.quantity() is not None

    def quantity(self) -> Quantity | None:
        """The number with its own unit that is all of the cell: 12.6万个."""
        mentions = scan(self.text) if DIGIT.match(self.text) else []
        what = mentions[0].what if len(mentions) == 1 and mentions[0].end == len(self.text) else None
        return what if isinstance(what, Quantity) and what.unit is not None else None


Row = list[Cell]


@dataclass(slots=True)
class Table:
    """Rows in line with each other. `head` of them are headings; `label` is the column that names the rows."""

    rows: list[Row]
    sentences: list[Sentence]
    head: int
    label: int
    caption: Heading
    columns: list[Heading] = field(default_factory=list)


def read_tables(article: Article, sentences: Sequence[Sentence]) -> tuple[Extraction, set[int]]:
    """Claims and numerals of the article's tables, and the numbers of the paragraphs that were read as tables."""
    claims, numerals, taken = [], list[Numeral](), set[int]()
    for run in _runs(sentences):
        table = _table(article, run)
        drafts = list(_read(table, article.published_on)) if table else []
        if table is None or not drafts:
            continue  # cells of prose, or numbers that nothing explains: the reader of sentences has its try
        taken.update(sentence.paragraph for sentence in run)
        claims += [finish(draft, article, sentence) for sentence, draft in drafts]
        numerals += _account(table, {draft.start: draft.end for _, draft in drafts}, article)
    return Extraction(tuple(claims), tuple(numerals)), taken


def _runs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Rows that follow each other without a paragraph between them."""
    run: list[Sentence] = []
    for sentence in sentences:
        if sentence.role is Role.TABLE and (not run or sentence.paragraph == run[-1].paragraph + 1):
            run.append(sentence)
            continue
        if run:
            yield run
        run = [sentence] if sentence.role is Role.TABLE else []
    if run:
        yield run


def _table(article: Article, run: list[Sentence]) -> Table | None:
    """The run as a table; None where it holds prose, or no rows of values in line under headings."""
    rows = [list(_cells(article, sentence)) for sentence in run]
    if any(len(cell.text) > LONGEST_LABEL and PROSE.search(cell.text) for row in rows for cell in row):
        return None
    head = next((at for at, row in enumerate(rows) if _tells_values(row)), len(rows))
    if head == len(rows):
        return None
    width = max(map(len, rows))
    heads = [row for row in rows[:head] if _filled(row) > 1]
    if not heads or any(len(row) != width for row in (*heads, *rows[head:]) if _filled(row) > 1):
        return None  # out of line, or without headings: a number would be given another column's meaning
    label = next((at for at in range(width) if _names_rows(rows[head:], at)), None)
    if label is None:
        return None
    caption = _caption(article, run[0].paragraph, rows[:head], label)
    table = Table(rows, run, head, label, caption)
    table.columns = [_column(table, at, article.published_on) for at in range(width)]
    said = {column.period: column for column in table.columns if column.period and not column.unclear}
    if len(said) == 1 and caption.period is None:  # 6月末 | 比上月末增加: the second is of the same day
        only = next(iter(said.values()))
        table.caption = replace(caption, period=only.period, period_text=only.period_text)
    return table


def _cells(article: Article, sentence: Sentence) -> Iterator[Cell]:
    """The cells between the tabs of the row's paragraph: the sentence leaves out empty ones at its ends."""
    paragraph = article.paragraphs[sentence.paragraph]
    at = paragraph.start
    for printed in article.text[paragraph.start : paragraph.end].split("\t"):
        lead = len(printed) - len(printed.lstrip())
        text = printed.strip()
        yield Cell(at + lead, at + lead + len(text), text)
        at += len(printed) + 1


def _filled(row: Row) -> int:
    return sum(bool(cell.text) for cell in row)


def _tells_values(row: Row) -> bool:
    """Whether a row holds values: numbers that are no years of a heading."""
    values = [cell for cell in row if cell.is_value]
    first = next((cell for cell in row if cell.text), None)
    heads = first is not None and is_label(first.text)
    return bool(values) and not (heads or (first in values and all(YEAR.fullmatch(cell.text) for cell in values)))


def _names_rows(rows: list[Row], at: int) -> bool:
    """Whether a column names its rows: most of its cells are words."""
    filled = [row[at] for row in rows if at < len(row) and row[at].text]
    return (
        bool(filled) and sum(not cell.is_value or bool(YEAR.fullmatch(cell.text)) for cell in filled) > len(filled) / 2
    )


def _caption(article: Article, paragraph: int, heads: list[Row], label: int) -> Heading:
    """What the lines above the table, and rows of one cell at its top, say of all of it."""
    lines = [cells[0].text for row in heads if len(cells := [cell for cell in row if cell.text]) == 1]
    for before in reversed(article.paragraphs[max(0, paragraph - CAPTION_LINES) : paragraph]):
        text = article.text[before.start : before.end].strip()
        if before.role is Role.TABLE or len(text) > LONGEST_LABEL:
            break
        lines.append(text)
    lines.append(article.title)
    over_labels = [row[label].text for row in heads if label < len(row)]  # 指标(2024年): a period, no name
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


def _span(heading: Heading) -> Span | None:
    return heading.period.span if heading.period else None


def _column(table: Table, at: int, published: dt.date) -> Heading:
    """The headings of a column from the top down; one over several columns stands at the first of them."""
    words: list[str] = []
    for number, row in enumerate(table.rows[: table.head]):
        if _filled(row) < 2:
            continue  # a title or a unit over the whole width
        text = row[at].text if at < len(row) else ""
        below = table.rows[number + 1 : table.head]
        if not text and at != table.label and any(at < len(other) and other[at].text for other in below):
            text = next(
                (row[left].text for left in range(min(at, len(row)) - 1, table.label, -1) if row[left].text), ""
            )
        words.append(text)
    frame, merged = _span(table.caption), Heading()
    for each in (read_heading(text, published, frame) for text in words if not is_label(text)):
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
        )
    return replace(merged, unclear=merged.unclear or bool(DIGIT.search(merged.name)))


@dataclass(slots=True)
class _Above:
    """What the rows above hand on: the last row's name for 其中, the heading that divides or names what follows."""

    whole: Heading = field(default_factory=Heading)
    section: str = ""
    end: str = ""  # 增加值, 产量: the figure that the names of a section's rows leave out
    divides: bool = False  # the rows are parts of `whole`, in its unit


def _read(table: Table, published: dt.date) -> Iterator[tuple[Sentence, Draft]]:
    above = _Above()
    for row, sentence in zip(table.rows[table.head :], table.sentences[table.head :], strict=True):
        words = row[table.label].text if table.label < len(row) else ""
        label = read_heading(words, published, _span(table.caption))
        if label.unit is None and (label.among or above.divides):
            label = replace(label, unit=above.whole.unit, factor=above.whole.factor)
        if not any(cell.is_value for cell in row):
            _enter_section(above, label.name)
            continue
        if not (label.name or label.period):
            continue
        for at, cell in enumerate(row):
            if at > table.label and cell.is_value and (draft := _draft(table, at, cell, label, above)):
                yield sentence, draft
        if not label.among and not label.place and not above.divides:
            above.whole = replace(label, name=_with_end(label.name, above))


def _enter_section(above: _Above, name: str) -> None:
    """A row of words alone: 分三大门类 divides what stands above it, 主要产品产量 names what is counted below."""
    above.divides = DIVIDES.match(name) is not None
    above.end = _end(above.whole.name) or above.end if above.divides else _end(name)
    above.section = "" if above.divides or above.end else name


def _end(name: str) -> str:
    """The figure that a name ends with: 固定资产投资(不含农户) -> 投资."""
    return next((end for end in SHARED_ENDS if re.sub(r"\([^()]*\)$", "", name).endswith(end)), "")


def _with_end(name: str, above: _Above) -> str:
    complete = _end(name) or SHARE_END.search(name) or RATE_END.search(name)
    return name if complete or not name else name + above.end


def _draft(table: Table, at: int, cell: Cell, label: Heading, above: _Above) -> Draft | None:
    """The claim of a cell; None where its indicator, unit, measure or period is not said."""
    column = table.columns[at]
    if column.orders or column.unclear or (label.unclear and not label.name):
        return None
    indicator = _indicator(table, at, label, above)
    measure, base = _measure(cell, column, label, table.caption, indicator)
    value, unit = _value(cell, column, label, table.caption, measure)
    period = next((h for h in (column, label, table.caption) if h.period and h.period.span), None)
    if not indicator or measure is None or not unit or period is None or period.period is None:
        return None
    span = period.period.span
    assert span is not None
    draft = Draft(
        start=cell.start,
        end=cell.end,
        value=value,
        unit=unit,
        indicator=indicator,
        breakdown=above.whole.name if label.among else "" if label.place or label.period else above.section,
        ref_area=label.place or table.caption.place or "CN",
        measure=measure,
        base=base,
        period_start=span.start,
        period_end=span.end,
        period_text=period.period_text,
    )
    draft.note("table: row and column")
    return draft


def _indicator(table: Table, at: int, label: Heading, above: _Above) -> str:
    """The row's name with the column's; a column of growth takes that of the amounts it stands beside."""
    name = "" if label.place else label.name if label.among else _with_end(label.name, above)
    said = table.columns[at].name
    if not said and table.columns[at].measure not in (None, Measure.LEVEL):
        beside = [c.name for c in table.columns[table.label + 1 : at] if c.measure in (None, Measure.LEVEL)]
        said = beside[-1] if beside else ""
    found = name if said in name else said if name in said else name + said
    return table.caption.name + found if is_relational(found) and found not in table.caption.name else found


def _measure(
    cell: Cell, column: Heading, label: Heading, caption: Heading, indicator: str
) -> tuple[Measure | None, str | None]:
    for heading in (column, label):
        if heading.measure not in (None, Measure.LEVEL):
            return heading.measure, heading.base
    percent = cell.text.endswith("%") or "%" in {h.unit.base for h in (column, label) if h.unit}
    if percent or (column.unit is None and label.unit is None and caption.unit and caption.unit.base == "%"):
        if SHARE_END.search(indicator):
            return Measure.SHARE, None
        return (Measure.RATIO, None) if RATE_END.search(indicator) else (caption.measure, caption.base)
    return Measure.LEVEL, None


def _value(
    cell: Cell, column: Heading, label: Heading, caption: Heading, measure: Measure | None
) -> tuple[Decimal, str]:
    """Value and base unit: the cell's own unit, else % for growth and shares, else the one said for amounts."""
    if (own := cell.quantity()) is not None and own.unit is not None:
        return own.value, own.unit.base
    number = Decimal(cell.text.rstrip("%").replace(",", ""))
    if measure is Measure.CHANGE_PP:
        return number, units()["个百分点"].base
    if measure not in (Measure.LEVEL, Measure.CHANGE):
        return number, units()["%"].base
    said = next((h for h in (column, label, caption) if h.unit is not None and h.unit.base != "%"), None)
    return (number * said.factor, said.unit.base) if said and said.unit else (number, "")


def _account(table: Table, claimed: dict[int, int], article: Article) -> list[Numeral]:
    """One row for each numeral of the table, cell by cell: claimed, or set aside with its reason."""
    rows: list[Numeral] = []
    for number, row in enumerate(table.rows):
        for at, cell in enumerate(row):
            if cell.start in claimed:
                rows.append(Numeral(cell.start, cell.end, article.text[cell.start : cell.end]))
                continue
            ordering = number >= table.head and at < len(table.columns) and table.columns[at].orders
            for mention in scan(cell.text):
                start, end = cell.start + mention.start, cell.start + mention.end
                if not DIGIT.search(cell.text, mention.start, mention.end) and not isinstance(mention.what, Rank):
                    continue
                rows.append(Numeral(start, end, article.text[start:end], _reason(mention.what, ordering=ordering)))
    return rows


def _reason(what: Quantity | Rank | SetAside | str, *, ordering: bool) -> SetAside:
    if ordering:
        return SetAside.ORDINAL
    if isinstance(what, SetAside):
        return what
    return SetAside.DATE if isinstance(what, str) else SetAside.NOT_UNDERSTOOD
