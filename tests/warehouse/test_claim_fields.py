"""A claim's fields are listed once, in `warehouse.model`: frames, both tables and the JSON output follow that list."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import duckdb
import pytest

from flows.cli.claim_lines import as_json, claim_fields
from warehouse.definitions import define_all
from warehouse.load import frames
from warehouse.model import CLAIM_FIELDS, Article, Claim, Issue, Measure, Paragraph

DAY = dt.date(2025, 3, 4)
BESIDE = {  # columns that a load adds
    "claim": ["series_id", "code_version", "recorded_from"],
    "claim_history": ["code_version", "recorded_from", "recorded_to", "withdrawn", "reason"],
}
CLAIM = Claim(
    article_id="rmrb-2025-03-04-01-1", sentence="建成基站12个。", quote="12个", char_start=4, char_end=7,
    value=Decimal(12), unit="个", indicator="基站", measure=Measure.LEVEL, confidence=Decimal("0.87654"),
    period_end=dt.date(2025, 2, 28), rule_trail=("number and unit",),
)  # fmt: skip


@pytest.mark.parametrize("table", BESIDE)
def test_both_tables_have_a_column_for_every_field(table: str) -> None:
    with duckdb.connect() as connection:
        define_all(connection)
        columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    assert columns == [*frames.CLAIM, *BESIDE[table]]
    assert {each.name for each in CLAIM_FIELDS} <= set(columns)


def test_a_row_has_every_field_as_the_columns_hold_it() -> None:
    (row,) = frames.claim_rows(Issue("rmrb", DAY), [CLAIM])
    found = dict(zip(frames.CLAIM, row, strict=True))
    assert (found["value"], found["measure"], found["rule_trail"]) == (Decimal(12), "level", ("number and unit",))
    assert (found["confidence"], found["value_high"], found["published_on"]) == (Decimal("0.877"), None, DAY)
    with duckdb.connect() as connection:
        frames.hand_over(connection, "handed", frames.CLAIM, [row])
        kinds = {name: kind for name, kind, *_ in connection.execute("DESCRIBE handed").fetchall()}
    assert (kinds["value"], kinds["confidence"], kinds["period_end"]) == ("DECIMAL(38,10)", "DECIMAL(4,3)", "DATE")


def test_the_json_output_prints_every_field_but_those_that_are_stored_only() -> None:
    article = Article(CLAIM.article_id, "rmrb", DAY, CLAIM.sentence, (Paragraph(0, len(CLAIM.sentence)),))
    line = json.loads(as_json(claim_fields("note", article, CLAIM)))
    assert list(line) == ["doc", *(each.name for each in CLAIM_FIELDS if each.is_printed)]
    assert "translation_of" not in line and line["period_end"] == "2025-02-28" and line["value"] == 12
