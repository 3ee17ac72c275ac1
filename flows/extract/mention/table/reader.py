"""Reads tables of figures: the row names the indicator, the column the period and the measure, brackets the unit.

The row is the sentence, the cell the quote. A cell is a claim only where its indicator, unit and measure are all said
by the row, the columns' headings or the caption; the rest is accounted for and left. Source of the forms: the monthly
releases of the National Bureau of Statistics.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from decimal import Decimal

from flows.extract.draft import Draft, finish
from flows.extract.mention.phrase.zh import fault
from flows.extract.mention.quantity.shared import Quantity, Rank
from flows.extract.mention.table.cells import RANGE, WITH_RATE, Cell, Row, find_tables
from flows.extract.mention.table.grid import Table, is_value, make_tables, span_of
from flows.extract.mention.table.headings import Heading, quantity_of, read_heading, read_unit
from flows.extract.zh.lists import SHARED_ENDS
from flows.extract.zh.naming import RATE_END, SHARE_END, is_relational
from flows.extract.zh.scan import scan
from warehouse.model import Article, Extraction, Measure, Numeral, Sentence, SetAside
from warehouse.values import dataclass, replace
from warehouse.vocabulary.units import Unit, units

DIGIT = re.compile(r"\d")
DIVIDES = re.compile("^(?:分|按)")  # 分三大门类: the rows below divide what stands above
IN_BRACKETS = re.compile(r"\([^()]*\)$")
RATE = "table: the growth in brackets"


def read_tables(
    article: Article, sentences: Sequence[Sentence], place_of: Callable[[], str]
) -> tuple[Extraction, set[int]]:
    """Claims and numerals of the article's tables, and the numbers of the paragraphs that were read as tables.

    `place_of` tells the article's own place, for a table that names none; it is asked where there is a table.
    """
    claims, numerals, taken = [], list[Numeral](), set[int]()
    for run in find_tables(article, sentences):
        made = [_placed(table, place_of) for table in make_tables(article, run)]
        tables = [(table, list(_read(table, article.published_on))) for table in made]
        if not any(drafts for _, drafts in tables):
            continue  # cells of prose, or numbers that nothing explains: the reader of sentences has its try
        taken.update(paragraph for row in run for paragraph in row.paragraphs)
        claims += [finish(draft, article, row.sentence) for _, drafts in tables for row, draft in drafts]
        for table, drafts in tables:
            numerals += _account(table, {draft.start: draft.end for _, draft in drafts}, article)
    return Extraction(tuple(claims), tuple(numerals)), taken


def _placed(table: Table, place_of: Callable[[], str]) -> Table:
    """The table with the article's place, where neither its title nor the lines above it name one."""
    table.caption = replace(table.caption, place=table.caption.place or place_of())
    return table


@dataclass(slots=True)
class _Above:
    """What the rows above hand on: the last row's name for 其中, the heading that divides or names what follows."""

    whole: Heading = field(default_factory=Heading)
    section: str = ""
    end: str = ""  # 增加值, 产量: the figure that the names of a section's rows leave out
    divides: bool = False  # the rows are parts of `whole`, in its unit
    set_in: int = -1  # by how many blanks the last row behind 其中 was set in


def _read(table: Table, published: dt.date) -> Iterator[tuple[Row, Draft]]:
    above = _Above()
    dated = span_of(table.caption) or any(span_of(c) for c in table.columns)
    quoted = any(column.measure is Measure.GROWTH for column in table.columns)
    for row in table.rows[table.head :]:
        label = _label(table, row, above, published)
        if not any(is_value(cell) for cell in row.cells):
            _enter_section(above, label.name)
            continue
        if not (label.name or label.period) or not (dated or label.period or quoted):
            continue
        for at, cell in enumerate(row.cells):
            if at > table.label and at != table.unit and is_value(cell):
                yield from ((row, draft) for draft in _drafts(table, at, cell, label, above))
        if not label.among and not label.place and not above.divides:
            above.whole = replace(label, name=_with_end(label.name, above))


def _label(table: Table, row: Row, above: _Above, published: dt.date) -> Heading:
    """What names a row: its label, with the unit that a column of units gives, as a part of the whole above it."""
    cell = row.cells[table.label] if table.label < len(row.cells) else None
    label = read_heading(cell.text if cell else "", published, span_of(table.caption))
    if table.unit >= 0 and table.unit < len(row.cells) and (said := read_unit(row.cells[table.unit].text)):
        label = replace(label, unit=said[0], factor=said[1])
    if cell and (label.among or (0 < above.set_in <= cell.indent)):
        label, above.set_in = replace(label, among=True), cell.indent
    else:
        above.set_in = -1
    if label.unit is None and (label.among or above.divides):
        label = replace(label, unit=above.whole.unit, factor=above.whole.factor)
    return label


def _enter_section(above: _Above, name: str) -> None:
    """A row of words alone: 分三大门类 divides what stands above it, 主要产品产量 names what is counted below."""
    above.divides = DIVIDES.match(name) is not None
    above.end = _end(above.whole.name) or above.end if above.divides else _end(name)
    above.section = "" if above.divides or above.end else name


def _end(name: str) -> str:
    """The figure that a name ends with: 固定资产投资(不含农户) -> 投资."""
    bare = IN_BRACKETS.sub("", name) if name.endswith(")") else name
    return next((end for end in SHARED_ENDS if bare.endswith(end)), "") if bare.endswith(SHARED_ENDS) else ""


def _with_end(name: str, above: _Above) -> str:
    complete = _end(name) or SHARE_END.search(name) or RATE_END.search(name)
    return name if complete or not name else name + above.end


def _drafts(table: Table, at: int, cell: Cell, label: Heading, above: _Above) -> Iterator[Draft]:
    """The claims of a cell: none where its indicator, unit or measure is not said; two of an amount with its growth."""
    column = table.columns[at]
    if column.orders or column.unclear or (label.unclear and not label.name):
        return
    indicator = _indicator(table, at, label, above)
    measure, base = _measure(cell, column, label, table.caption, indicator)
    value, unit = _value(cell, column, label, table.caption, measure)
    if not indicator or fault(indicator) or measure is None or not unit:
        return
    if unit.unit.kind == "multiple" and measure is Measure.LEVEL:
        measure = Measure.RATIO  # 货币乘数(倍)
    beside = _dated_beside(table, at) if measure not in (Measure.LEVEL, Measure.CHANGE) else None
    draft = _dated(table, beside or column, label, Draft(cell.start, cell.end, value, unit.base, indicator=indicator))
    if RANGE.fullmatch(cell.text) and (low := _low(cell.text)):
        draft.value_high = _high(cell.text) * (value / low)
    draft.breakdown = above.whole.name if label.among else "" if label.place or label.period else above.section
    draft.ref_area = label.place or table.caption.place
    draft.measure, draft.base = measure, base
    draft.note("table: row and column")
    if (found := WITH_RATE.fullmatch(cell.text)) is None:
        yield draft
        return
    draft.end = cell.start + found.end("value")
    yield draft
    grown = replace(draft, start=cell.start + found.start("rate"), end=cell.start + found.end("rate") + 1)
    grown.value, grown.unit, grown.measure, grown.base = Decimal(found["rate"]), "%", Measure.GROWTH, "yoy"
    grown.trail = [RATE]
    yield grown


def _dated(table: Table, column: Heading, label: Heading, draft: Draft) -> Draft:
    """The draft with its period: the column's, the row's or the caption's; without one it is of the day published."""
    period = next((h for h in (column, label, table.caption) if span_of(h)), None)
    span = span_of(period) if period else None
    if period and span:
        draft.period_start, draft.period_end, draft.period_text = span.start, span.end, period.period_text
    return draft


def _dated_beside(table: Table, at: int) -> Heading | None:
    """3月 | 1-3月 | 增幅%: a rate whose heading names no period is of the column that it stands behind."""
    if span_of(table.columns[at]) or not any(span_of(column) for column in table.columns):
        return None
    return next((column for column in reversed(table.columns[:at]) if span_of(column)), None)


def _indicator(table: Table, at: int, label: Heading, above: _Above) -> str:
    """The row's name with the column's; a column of growth takes that of the amounts it stands beside."""
    name = "" if label.place else label.name if label.among else _with_end(label.name, above)
    said = table.columns[at].name
    if not said and table.columns[at].measure not in (None, Measure.LEVEL):
        said = table.amounts[at]
    found = name if said in name else said if name in said else name + said
    about = table.caption.name
    if not is_relational(found) or is_relational(about):
        return found
    if found and found in about:  # 水泥产量详见下表 over a column 产量
        return about[: about.rindex(found) + len(found)]
    return about + found


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


def _low(text: str) -> Decimal:
    """The number of a cell; of a range its lower end, of an amount with its growth the amount."""
    rated = WITH_RATE.fullmatch(text)
    printed = rated["value"] if rated else text.strip("() ").split("~")[0]
    return Decimal(printed.rstrip("% ").replace(",", ""))


def _high(text: str) -> Decimal:
    return Decimal(text.split("~")[-1].rstrip("% ").replace(",", ""))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a cell's number is counted in: the unit, and its base unit."""

    unit: Unit
    base: str


def _value(
    cell: Cell, column: Heading, label: Heading, caption: Heading, measure: Measure | None
) -> tuple[Decimal, _Counted | None]:
    """Value and unit: the cell's own unit, else % for growth and shares, else the one said for amounts."""
    own = quantity_of(cell.text)
    if own is not None and own.unit is not None:
        return own.value, _Counted(own.unit, own.unit.base)
    number = _low(cell.text)
    if measure is Measure.CHANGE_PP:
        return number, _Counted(units()["个百分点"], "pp")
    if measure not in (Measure.LEVEL, Measure.CHANGE):
        return number, _Counted(units()["%"], "%")
    said = next((h for h in (column, label, caption) if h.unit is not None and h.unit.base != "%"), None)
    return (number * said.factor, _Counted(said.unit, said.unit.base)) if said and said.unit else (number, None)


def _account(table: Table, claimed: dict[int, int], article: Article) -> list[Numeral]:
    """One row for each numeral of the table, cell by cell: claimed, or set aside with its reason."""
    rows: list[Numeral] = []
    for number, row in enumerate(table.rows):
        for at, cell in enumerate(row.cells):
            ordering = number >= table.head and at < len(table.columns) and table.columns[at].orders
            for mention in scan(cell.text):
                start, end = cell.start + mention.start, cell.start + mention.end
                if not DIGIT.search(cell.text, mention.start, mention.end) and not isinstance(mention.what, Rank):
                    continue
                if any(first < end and start < last for first, last in _claims_in(cell, claimed)):
                    continue
                rows.append(Numeral(start, end, article.text[start:end], _reason(mention.what, ordering=ordering)))
            rows += [Numeral(a, b, article.text[a:b]) for a, b in _claims_in(cell, claimed)]
    return rows


def _claims_in(cell: Cell, claimed: dict[int, int]) -> list[tuple[int, int]]:
    return [(at, claimed[at]) for at in range(cell.start, cell.end) if at in claimed] if claimed else []


def _reason(what: Quantity | Rank | SetAside | str, *, ordering: bool) -> SetAside:
    if ordering:
        return SetAside.ORDINAL
    if isinstance(what, SetAside):
        return what
    return SetAside.DATE if isinstance(what, str) else SetAside.NOT_UNDERSTOOD
