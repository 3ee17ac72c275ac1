"""The law of vintages: what a day knew is what a warehouse knows that was loaded with nothing published later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generators import claims
from tests.generators.histories import histories
from warehouse.connect import open_writer, transaction
from warehouse.load.load import load_issue
from warehouse.series import observe

TABLES = (
    "issue", "article", "numeral", "claim", "claim_history", "series", "series_phrase", "series_name", "observation",
    "observation_evidence", "pending_issue", "article_signature", "reprint",
)  # fmt: skip
DAYS = ["2025-01-20", "2025-02-01", "2025-02-28", "2025-12-27"]
SHARED = (
    "observation_id, series_id, period_start, period_end, value, value_high, qualifier, status, n_claims, n_sources, "
    "n_values, source_id, published_on, first_published_on, last_published_on, quote, sentence, claim_id, ref_area, "
    "measure, base, unit, modality, period"
)
REVISED = "SELECT observation_id, known_from, known_until, value FROM vintages('灯塔车间')"
ROW = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["rmrb", "fzrb", "gxdb"]),
        "published_on": st.sampled_from(DAYS),
        "value": st.integers(1, 4),
        "indicator": st.sampled_from(["5G基站", "灯塔车间"]),
        "modality": st.sampled_from(["actual", "actual", "target"]),
        "qualifier": st.sampled_from(["eq", "eq", "gt", "about"]),
        "period": st.sampled_from(["2024-12-31", None]),
        "suspect": st.sampled_from([False, False, False, True]),
        "opening": st.sampled_from(["", "", "初步核算，", "新华社北京电 "]),
    }
)


def quoted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **{key: value for key, value in row.items() if key != "opening"},
            "quote": f"{row['value']}个",
            "sentence": f"{row['opening']}第{n}句{row['value']}个。",
        }
        for n, row in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path_factory.mktemp("vintages")) as connection:
        yield connection


def filled(connection: duckdb.DuckDBPyConnection, issues: list[claims.Reading], steps: list[bool]) -> None:
    """Empty the warehouse, load the issues in their order, refresh after those that `steps` says, and at the end."""
    with transaction(connection):
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")
    for (issue, readings), refreshed in zip(issues, steps, strict=True):
        load_issue(connection, issue, readings, code_version="1")
        if refreshed:
            observe.refresh(connection, [issue.issue_id])
    observe.refresh(connection, [])


def known(connection: duckdb.DuckDBPyConnection, relation: str, *said: Any) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT {SHARED} FROM {relation} ORDER BY ALL", list(said)).fetchall()


@histories(few=7)
@given(rows=st.lists(ROW, min_size=2, max_size=9), data=st.data())
def test_as_of_a_day_is_a_warehouse_loaded_with_what_was_published_by_that_day(
    warehouse: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    issues = data.draw(st.permutations(claims.issues(quoted(rows))))
    filled(warehouse, issues, data.draw(st.lists(st.booleans(), min_size=len(issues), max_size=len(issues))))
    days = [dt.date.fromisoformat(day) for day in ("2024-12-31", *DAYS)]
    told = {day: known(warehouse, "as_of(?)", day) for day in days}
    one = {day: known(warehouse, "as_of(?, '灯塔车间')", day) for day in days}
    assert told[days[-1]] == known(warehouse, "observations")
    revised = warehouse.execute(REVISED).fetchall()
    for day in days:
        kept = [(issue, readings) for issue, readings in issues if issue.published_on <= day]
        filled(warehouse, kept, [False] * len(kept))
        assert told[day] == known(warehouse, "observations"), f"as of {day}"
        assert one[day] == known(warehouse, "observations WHERE indicator = '灯塔车间'"), f"as of {day}, one name"
        standing = {row[0]: row[3] for row in revised if row[1] <= day and (row[2] is None or day < row[2])}
        assert standing == {row[0]: row[4] for row in one[day]}, f"vintages standing on {day}"
