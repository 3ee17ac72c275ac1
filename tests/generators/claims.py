"""Issues with claims made from short rows: only what a case is about is written down, the rest follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import duckdb

from warehouse.load.load import LoadSummary, load_issue
from warehouse.model import (
    Article,
    Claim,
    Extraction,
    Issue,
    Language,
    Measure,
    Modality,
    Numeral,
    Paragraph,
    Qualifier,
    SetAside,
    Tier,
)

Reading = tuple[Issue, list[tuple[Article, Extraction]]]
Row = Mapping[str, Any]


def issues(rows: Iterable[Row]) -> list[Reading]:
    """One issue for every `source` and `published_on` of the rows, one article in it, one sentence for every claim.

    A row has `source`, `published_on`, `quote`, `value`, `indicator` and any other field of Claim; `period` stands for
    period_start/period_end (`2025-07-31` an instant, `2025-01-01/2025-07-31` a span); `outcome` makes a row a numeral
    that is set aside instead of a claim; `translates` is the quote, in the same issue, of the claim it translates.
    """
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["source"], row["published_on"]), []).append(row)
    return [_issue(source, dt.date.fromisoformat(day), members) for (source, day), members in grouped.items()]


def load(connection: duckdb.DuckDBPyConnection, rows: Iterable[Row], **said: Any) -> list[LoadSummary]:
    """Load the rows' issues in the order of their first rows."""
    return [
        load_issue(connection, issue, readings, **{"code_version": "1", **said}) for issue, readings in issues(rows)
    ]


def _issue(source: str, day: dt.date, rows: list[Row]) -> Reading:
    issue = Issue(source, day)
    article_id = f"{issue.issue_id}-1"
    text, claims, numerals = "", list[Claim](), list[Numeral]()
    places: dict[str, str] = {}
    for row in rows:
        sentence = row.get("sentence") or f"{row.get('indicator', '')}：{row['quote']}。"
        text += "" if text.endswith(sentence) else sentence  # several numbers of one sentence
        start = len(text) - len(sentence) + sentence.index(row["quote"])
        end = start + len(row["quote"])
        places[row["quote"]] = f"{article_id}:{start}-{end}"
        outcome = row.get("outcome")
        numerals.append(Numeral(start, end, row["quote"], SetAside(outcome) if outcome else None))
        if not outcome:
            claims.append(_claim(article_id, start, end, sentence, row, places))
    article = Article(
        article_id,
        source,
        day,
        text,
        (Paragraph(0, len(text)),),
        page="1",
        title="标题",
        credit=next((row["credit"] for row in rows if "credit" in row), ""),
    )
    return issue, [(article, Extraction(tuple(claims), tuple(numerals)))]


def _claim(article_id: str, start: int, end: int, sentence: str, row: Row, places: Mapping[str, str]) -> Claim:
    first, last = _period(row.get("period"))
    return Claim(
        article_id=article_id,
        char_start=start,
        char_end=end,
        sentence=sentence,
        quote=row["quote"],
        value=Decimal(str(row["value"])),
        value_high=_decimal(row.get("value_high")),
        unit=row.get("unit", "个"),
        indicator=row["indicator"],
        breakdown=row.get("breakdown", ""),
        entity=row.get("entity", ""),
        ref_area=row.get("ref_area", "CN"),
        measure=Measure(row.get("measure", "level")),
        base=row.get("base"),
        qualifier=Qualifier(row.get("qualifier", "eq")),
        modality=Modality(row.get("modality", "actual")),
        period_start=first,
        period_end=last,
        tier=Tier(row.get("tier", "must")),
        lang=Language(row.get("lang", "zh")),
        rule_trail=tuple(row.get("rule_trail", ())),
        confidence=Decimal(str(row.get("confidence", 1))),
        suspect=row.get("suspect", False),
        suggested=_decimal(row.get("suggested")),
        translation_of=places[row["translates"]] if "translates" in row else None,
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _period(period: str | None) -> tuple[dt.date | None, dt.date | None]:
    if period is None:
        return None, None
    first, _, last = period.rpartition("/")
    return dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last)
