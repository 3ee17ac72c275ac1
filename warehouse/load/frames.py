"""Issues and readings as Polars frames with the columns of `sql/objects/tables`, handed to DuckDB in one piece."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from operator import attrgetter
from typing import Any

import duckdb
import polars as pl
from polars.datatypes import DataType

from warehouse.connect import note_temporary
from warehouse.errors import LoadError
from warehouse.load.versions import Standing, Superseded
from warehouse.model import CLAIM_FIELDS, Article, Claim, Extraction, Issue, Numeral

AT_ONCE = Standing()  # as a text that was never seen to change
DECIMAL = pl.Decimal(38, 10)
_STEP = Decimal("1e-10")
_DIGITS = Context(prec=38)
_CERTAINTY = Decimal("0.001")

_PARAGRAPHS = pl.List(
    pl.Struct({"char_start": pl.Int32, "char_end": pl.Int32, "role": pl.String, "lang": pl.String, "pair": pl.Int32})
)
_SEGMENTS = pl.List(pl.Struct({"text_start": pl.Int32, "source_start": pl.Int32, "length": pl.Int32}))

_TEXTS = pl.List(pl.String)
_MOMENT = pl.Datetime("us")  # UTC, without a zone

Schema = Mapping[str, DataType | type[DataType]]

ARTICLE: Schema = {
    "article_id": pl.String, "issue_id": pl.String, "source_id": pl.String, "published_on": pl.Date, "kind": pl.String,
    "lang": pl.String, "page": pl.String, "page_name": pl.String, "ordinal": pl.Int32, "kicker": pl.String,
    "title": pl.String, "subtitle": pl.String, "byline": pl.String, "credit": pl.String, "url": pl.String,
    "text": pl.String, "paragraphs": _PARAGRAPHS, "segments": _SEGMENTS, "valid_from": pl.Date, "seen_at": _MOMENT,
    "absent_since": _MOMENT, "absent_why": pl.String,
}  # fmt: skip
SUPERSEDED: Schema = {
    **{name: kind for name, kind in ARTICLE.items() if not name.startswith("absent_")},
    "version": pl.Int32, "valid_to": pl.Date, "seen_to": _MOMENT,
}  # fmt: skip
NUMERAL: Schema = {
    "issue_id": pl.String, "published_on": pl.Date, "article_id": pl.String, "char_start": pl.Int32,
    "char_end": pl.Int32, "text": pl.String, "outcome": pl.String,
}  # fmt: skip
_KINDS: Mapping[type, DataType | type[DataType]] = {
    str: pl.String, int: pl.Int32, bool: pl.Boolean, dt.date: pl.Date, Decimal: DECIMAL, tuple: _TEXTS,
}  # fmt: skip
_KEYS: Schema = {
    "claim_id": pl.String, "article_id": pl.String, "issue_id": pl.String, "source_id": pl.String,
    "published_on": pl.Date, "char_start": pl.Int32, "char_end": pl.Int32,
}  # fmt: skip
_TOLD = [each for each in CLAIM_FIELDS if each.name not in _KEYS]
CLAIM: Schema = {
    **_KEYS,
    **{each.name: pl.String if issubclass(each.kind, StrEnum) else _KINDS[each.kind] for each in _TOLD},
    "confidence": pl.Decimal(4, 3),
}
SUPERSEDED_CLAIM: Schema = {**CLAIM, "version": pl.Int32, "valid_from": pl.Date, "valid_to": pl.Date}


def hand_over(
    connection: duckdb.DuckDBPyConnection, table: str, schema: Schema, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Make the temporary table `table` with `schema`'s columns and these rows, in one bulk insert."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    frame = pl.DataFrame([_column(*each) for each in zip(schema.items(), columns, strict=True)])
    # the bare Arrow stream: DuckDB reads it without pyarrow, and where pyarrow is installed without its warnings
    connection.register("handed_over", frame.__arrow_c_stream__(None))
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {note_temporary(table)} AS FROM handed_over")
    finally:
        connection.unregister("handed_over")


def _column(told: tuple[str, DataType | type[DataType]], values: Sequence[Any]) -> pl.Series:
    """The values as a series: Polars takes 5 µs for each list that it is given, and the same trails come often."""
    name, kind = told
    if kind == _TEXTS:
        places: dict[tuple[str, ...], int] = {}
        at = [places.setdefault(tuple(texts), len(places)) for texts in values]
        return pl.Series(name, list(places), dtype=kind).gather(at)
    if isinstance(kind, pl.List):  # of structs: read as a row of its own, it takes a third of the time
        return pl.DataFrame([(each,) for each in values], schema={name: kind}, orient="row").to_series()
    return pl.Series(name, values, dtype=kind)


def fit(value: Decimal | None, where: str) -> Decimal | None:
    """The value with ten decimals, as the columns hold it (a third is rounded). Raises LoadError beyond 28 digits."""
    if value is None:
        return None
    try:
        return value.quantize(_STEP, context=_DIGITS)
    except InvalidOperation as error:
        raise LoadError(f"{where}: expected a number of at most 28 digits before the point, found {value}") from error


def article_rows(issue: Issue, articles: Iterable[Article], standing: Mapping[str, Standing]) -> list[tuple[Any, ...]]:
    """Rows in the order of `ARTICLE`."""
    return [
        (*_printed(issue, a, stands), stands.absent_since, stands.absent_why)
        for a in articles
        for stands in (standing.get(a.article_id, AT_ONCE),)
    ]


def superseded_rows(issue: Issue, superseded: Iterable[Superseded]) -> list[tuple[Any, ...]]:
    """Rows in the order of `SUPERSEDED`."""
    return [(*_printed(issue, s.article, s.standing), s.version, s.valid_to, s.seen_to) for s in superseded]


def superseded_claim_rows(issue: Issue, superseded: Iterable[Superseded]) -> list[tuple[Any, ...]]:
    """Rows in the order of `SUPERSEDED_CLAIM`."""
    return [
        (*row, s.version, s.standing.valid_from or issue.published_on, s.valid_to)
        for s in superseded
        for row in claim_rows(issue, s.extraction.claims)
    ]


def _printed(issue: Issue, a: Article, standing: Standing) -> tuple[Any, ...]:
    return (
        a.article_id, issue.issue_id, a.source_id, a.published_on, a.kind.value, a.lang.value, a.page, a.page_name,
        a.ordinal, a.kicker, a.title, a.subtitle, a.byline, a.credit, a.url, a.text,
        [
                {"char_start": p.start, "char_end": p.end, "role": p.role.value, "lang": p.lang.value, "pair": p.pair}
            for p in a.paragraphs
        ],
        [{"text_start": s.text_start, "source_start": s.source_start, "length": s.length} for s in a.segments],
        standing.valid_from or issue.published_on, standing.seen_at,
    )  # fmt: skip


def numeral_rows(
    issue: Issue, readings: Sequence[tuple[Article, Extraction]], furniture: Sequence[Numeral]
) -> list[tuple[Any, ...]]:
    """Rows in the order of `NUMERAL`: those of the articles, then those outside every article."""
    placed: list[tuple[str | None, Numeral]] = [
        (a.article_id, n) for a, extraction in readings for n in extraction.numerals
    ]
    placed += [(None, n) for n in furniture]
    return [
        (
            issue.issue_id, issue.published_on, article_id, n.char_start, n.char_end, n.text,
            n.outcome.value if n.outcome else "claim",
        )
        for article_id, n in placed
    ]  # fmt: skip


def claim_rows(issue: Issue, claims: Iterable[Claim]) -> list[tuple[Any, ...]]:
    """Rows in the order of `CLAIM`. Made column by column: a claim has thirty fields, most of them as they are."""
    held = list(claims)
    columns: list[Sequence[Any]] = [
        ids := [c.claim_id for c in held],
        [c.article_id for c in held],
        *([each] * len(held) for each in (issue.issue_id, issue.source_id, issue.published_on)),
        [c.char_start for c in held],
        [c.char_end for c in held],
    ]
    for each in _TOLD:
        values = list(map(attrgetter(each.name), held))
        if each.name == "confidence":
            values = [value.quantize(_CERTAINTY) for value in values]
        elif each.kind is Decimal:
            values = [value and fit(value, where) for value, where in zip(values, ids, strict=True)]
        columns.append(values)
    return list(zip(*columns, strict=True))
