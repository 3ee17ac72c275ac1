"""Laws of loading: twice is once, half a load does not exist, the order does not matter, nothing replaced is lost."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generators import claims
from warehouse.connect import open_writer, transaction
from warehouse.errors import LoadError, NotLoadedError
from warehouse.load.load import SourceRow, load_issue, record_issue, record_sources
from warehouse.load.runs import load_run
from warehouse.model import Extraction, Issue, IssueStatus, Numeral, Segment, SetAside
from warehouse.series import checks, observe
from warehouse.vocabulary.indicators import catalogue

TOP = Path(__file__).resolve().parents[2]
ROWS: list[dict[str, Any]] = [
    {"source": "rmrb", "published_on": "2025-08-01", "quote": "459.8万个", "value": 4598000, "indicator": "5G基站"},
    {"source": "rmrb", "published_on": "2025-08-01", "quote": "12.1%", "value": "12.1", "unit": "%", "measure": "share",
     "indicator": "占比"},
    {"source": "rmrb", "published_on": "2025-08-01", "quote": "5G", "outcome": "name"},
    {"source": "fzrb", "published_on": "2025-09-19", "quote": "450万个", "value": 4500000, "indicator": "5G基站"},
]  # fmt: skip
TABLES = (
    "issue",
    "article",
    "numeral",
    "claim",
    "claim_history",
    "series",
    "series_phrase",
    "series_name",
    "article_signature",
    "reprint",
    "observation",
    "observation_evidence",
    "finding",
)
NO_CLOCK = "COLUMNS(lambda c: c NOT IN ('recorded_from', 'recorded_to', 'changed_at', 'found_at', 'closed_at'))"


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path) as connection:
        yield connection


def everything(
    connection: duckdb.DuckDBPyConnection, columns: str = "*", tables: tuple[str, ...] = TABLES
) -> dict[str, Any]:
    return {table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall() for table in tables}


def test_loading_twice_is_loading_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    first = claims.load(warehouse, ROWS)
    observe.refresh(warehouse)
    checks.run(warehouse)
    before = everything(warehouse)
    second = claims.load(warehouse, ROWS)
    refreshed = observe.refresh(warehouse)
    checks.run(warehouse)
    assert [(s.added, s.replaced, s.withdrawn) for s in first] == [(2, 0, 0), (1, 0, 0)]
    assert [(s.changed, s.other_rows_changed) for s in second] == [(0, 0), (0, 0)]
    assert (refreshed.added, refreshed.changed, refreshed.removed) == (0, 0, 0)
    assert everything(warehouse) == before


def test_a_better_extractor_moves_replaced_rows_to_history_with_the_reason(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    claims.load(warehouse, ROWS)
    better = [{**ROWS[0], "ref_area": "CN-GD"}, {**ROWS[1], "outcome": "basis"}, *ROWS[2:]]
    kept = "SELECT recorded_from FROM claim WHERE source_id = 'fzrb'"
    before = warehouse.execute(kept).fetchall()
    summary, untouched = claims.load(warehouse, better, code_version="2", reason="places are read now")
    assert (summary.added, summary.replaced, summary.withdrawn, untouched.changed) == (0, 1, 1, 0)
    columns = "quote, ref_area, withdrawn, reason, code_version, recorded_from < recorded_to"
    history = warehouse.execute(f"SELECT {columns} FROM claim_history ORDER BY quote").fetchall()
    assert history == [
        ("12.1%", "CN", True, "places are read now", "1", True),
        ("459.8万个", "CN", False, "places are read now", "1", True),
    ]
    now = warehouse.execute("SELECT quote, ref_area, code_version FROM claim ORDER BY source_id DESC").fetchall()
    assert now == [("459.8万个", "CN-GD", "2"), ("450万个", "CN", "1")]
    assert warehouse.execute(kept).fetchall() == before
    assert warehouse.execute("SELECT recorded_from FROM claim WHERE ref_area = 'CN-GD'").fetchone() == (
        warehouse.execute("SELECT recorded_to FROM claim_history WHERE NOT withdrawn").fetchone()
    )


def test_an_article_that_is_gone_takes_its_claims_to_history(warehouse: duckdb.DuckDBPyConnection) -> None:
    (issue, readings), _ = claims.issues(ROWS)
    article, extraction = readings[0]
    other = replace(article, article_id=f"{issue.issue_id}-2", text="无", paragraphs=(), segments=(Segment(0, 40, 1),))
    load_issue(warehouse, issue, readings, code_version="1")
    load_issue(warehouse, issue, [(other, Extraction())], code_version="1")
    observe.refresh(warehouse, [issue.issue_id])
    assert warehouse.execute("SELECT article_id, segments[1].source_start FROM article").fetchall() == [
        (other.article_id, 40)
    ]
    assert warehouse.execute("SELECT count(*), bool_and(withdrawn) FROM claim_history").fetchall() == [(2, True)]
    left = everything(warehouse, tables=("claim", "numeral", "observation", "observation_evidence", "series"))
    assert all(rows == [] for rows in left.values())
    assert checks.look(warehouse, "integrity")[0].rule == "source_described"
    assert len(extraction.claims) == 2


def test_the_ledger_counts_what_was_loaded(warehouse: duckdb.DuckDBPyConnection) -> None:
    (issue, readings), _ = claims.issues(ROWS)
    load_issue(warehouse, issue, readings, code_version="1", furniture=[Numeral(3, 4, "8", SetAside.FURNITURE)])
    columns = "status, n_pages, n_articles, n_claims, n_numerals, n_not_understood, code_version"
    assert warehouse.execute(f"SELECT {columns} FROM issue").fetchall() == [("complete", 1, 1, 2, 4, 0, "1")]
    with transaction(warehouse):
        record_issue(warehouse, issue, IssueStatus.DRIFTED, detail="no page list", code_version="2")
    columns = "status, detail, n_claims, code_version, length(content_hash)"
    assert warehouse.execute(f"SELECT {columns} FROM issue").fetchall() == [("drifted", "no page list", 2, "2", 64)]


def test_sources_and_runs_are_told(warehouse: duckdb.DuckDBPyConnection) -> None:
    record_sources(warehouse, [SourceRow("fzrb", "法制日报"), SourceRow("rmrb", "人民日报", "People's Daily")])
    record_sources(warehouse, [SourceRow("fzrb", "法治日报")])
    assert warehouse.execute("SELECT source_id, name FROM source ORDER BY ALL").fetchall() == [
        ("fzrb", "法治日报"),
        ("rmrb", "人民日报"),
    ]
    with load_run(warehouse, "init", code_version="1") as summaries:
        summaries += claims.load(warehouse, ROWS)
    with pytest.raises(LoadError), load_run(warehouse, "ingest", code_version="1"):
        load_issue(warehouse, Issue("rmrb", dt.date(2025, 8, 2)), [], code_version="1")
    told = warehouse.execute(
        "SELECT command, status, n_issues, n_claims, n_changed, detail FROM load_run ORDER BY ALL"
    ).fetchall()
    assert told[0] == ("ingest", "failed", 0, 0, 0, told[0][5])
    assert told[1] == ("init", "complete", 2, 3, 3, "")
    assert told[0][5].startswith("rmrb-2025-08-02: expected at least one article, found none")


def broken_readings() -> Iterator[tuple[str, str, Issue, Any]]:
    (issue, readings), _ = claims.issues(ROWS)
    article, extraction = readings[0]
    claim = extraction.claims[0]

    def of(*members: Any) -> list[Any]:
        return [(article, Extraction(members, extraction.numerals))]

    yield "no article", "at least one article", issue, []
    yield "an article twice", "every article once", issue, [*readings, *readings]
    yield "a claim twice", "every claim once", issue, of(claim, claim)
    yield "another issue's", "expected an article of", Issue("gmrb", issue.published_on), readings
    yield "another article's", "expected a claim of", issue, of(replace(claim, article_id="x"))
    yield "a quote elsewhere", "expected the quote", issue, of(replace(claim, char_start=claim.char_start + 1))
    yield "too large", "at most 28 digits", issue, of(replace(claim, value=Decimal(10) ** 29))


@pytest.mark.parametrize(("said", "issue", "readings"), [pytest.param(*c[1:], id=c[0]) for c in broken_readings()])
def test_a_contradiction_is_refused_and_nothing_is_written(
    warehouse: duckdb.DuckDBPyConnection, said: str, issue: Issue, readings: Any
) -> None:
    claims.load(warehouse, ROWS[3:])
    before = everything(warehouse)
    with pytest.raises(LoadError, match=said) as refusal:
        load_issue(warehouse, issue, readings, code_version="1")
    assert "\n" not in str(refusal.value)
    assert everything(warehouse) == before


def test_a_value_keeps_every_digit_that_the_column_holds(warehouse: duckdb.DuckDBPyConnection) -> None:
    values = ["1400000000000000.0000000001", "-0.5", "230000000", "33.33333333333333333333333333"]
    row = ROWS[0]
    claims.load(warehouse, [{**row, "quote": f"第{n}个", "value": value} for n, value in enumerate(values)])
    stored = warehouse.execute("SELECT value FROM claim ORDER BY char_start").fetchall()
    assert [value for (value,) in stored] == [*map(Decimal, values[:3]), Decimal("33.3333333333")]


def test_an_issue_that_is_not_there_cannot_be_refreshed(warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(NotLoadedError, match="expected the issue rmrb-2020-01-01 in the ledger"):
        observe.refresh(warehouse, ["rmrb-2020-01-01"])


def test_a_refresh_makes_good_what_a_kill_left_undone(warehouse: duckdb.DuckDBPyConnection) -> None:
    claims.load(warehouse, ROWS)
    observe.refresh(warehouse)
    claims.load(warehouse, [{**ROWS[0], "published_on": "2025-10-01"}])
    assert observe.refresh(warehouse, []).added == 1
    assert observe.refresh(warehouse, []).issues == 0


def test_a_renewal_chooses_values_anew_though_no_evidence_moved(warehouse: duckdb.DuckDBPyConnection) -> None:
    claims.load(warehouse, ROWS)
    observe.refresh(warehouse)
    held = everything(warehouse, tables=("observation", "observation_evidence"))
    warehouse.execute("UPDATE observation SET value = value + 1, n_claims = 9, preference = 0")  # chosen by other rules
    assert observe.refresh(warehouse, []).changed == 0
    warehouse.execute("DELETE FROM warehouse_state WHERE name = 'vocabulary'")
    assert observe.refresh(warehouse, []).changed == len(held["observation"])
    assert everything(warehouse, tables=("observation", "observation_evidence")) == held


def test_the_table_of_indicators_is_the_catalogue(warehouse: duckdb.DuckDBPyConnection) -> None:
    observe.refresh(warehouse)
    told = {entry.id: (entry.frequency, entry.parent or None) for entry in catalogue().entries.values()}
    rows = warehouse.execute("SELECT indicator_id, frequency, parent_id FROM indicator").fetchall()
    assert {indicator_id: (frequency, parent) for indicator_id, frequency, parent in rows} == told
    above = "SELECT count(*) FROM indicator SEMI JOIN indicator AS above ON above.indicator_id = indicator.parent_id"
    assert warehouse.execute(above).fetchone() == (sum(parent is not None for _, parent in told.values()),)


def test_a_finding_that_vanishes_is_closed_and_its_claim_counts_again(warehouse: duckdb.DuckDBPyConnection) -> None:
    share = {**ROWS[1], "quote": "121%", "value": 121}
    record_sources(warehouse, [SourceRow("rmrb", "人民日报"), SourceRow("fzrb", "法治日报")])
    claims.load(warehouse, [share])
    observe.refresh(warehouse)
    assert checks.run(warehouse) == 1
    assert [f.rule for f in checks.look(warehouse)] == ["share_over_hundred"]
    assert warehouse.execute("SELECT status FROM observation").fetchall() == [("suspect",)]
    assert checks.run(warehouse) == 1
    assert [f.rule for f in checks.look(warehouse)] == ["share_over_hundred"]
    claims.load(warehouse, [{**share, "measure": "growth", "base": "yoy"}])
    observe.refresh(warehouse)
    assert checks.run(warehouse) == 0
    assert checks.look(warehouse) == []
    assert warehouse.execute("SELECT rule, closed_at >= found_at FROM finding").fetchall() == [
        ("share_over_hundred", True)
    ]
    assert warehouse.execute("SELECT status FROM observation").fetchall() == [("normal",)]


ROW = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["rmrb", "fzrb"]),
        "published_on": st.sampled_from(["2025-08-01", "2025-08-02", "2025-09-19"]),
        "value": st.integers(1, 9),
        "indicator": st.sampled_from(["5G基站", "灯塔车间", "“灯塔”车间"]),
        "period": st.sampled_from([None, "2025-07-31", "2025-07-01/2025-07-31"]),
        "qualifier": st.sampled_from(["eq", "gt", "about"]),
        "modality": st.sampled_from(["actual", "target"]),
        "suspect": st.booleans(),
    }
)


def quoted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**row, "quote": f"{row['value']}个", "sentence": f"第{n}句{row['value']}个。"} for n, row in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path_factory.mktemp("shared")) as connection:
        yield connection


def emptied(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    with transaction(connection):
        for table in (*TABLES, "pending_issue"):
            connection.execute(f"DELETE FROM {table}")
    return connection


@settings(max_examples=8, deadline=None, derandomize=True)
@given(rows=st.lists(ROW, min_size=2, max_size=6), data=st.data())
def test_neither_the_order_of_issues_nor_of_refreshes_matters(
    shared: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    issues = claims.issues(quoted(rows))
    derived = ("series", "series_phrase", "series_name", "observation", "observation_evidence")
    connection = emptied(shared)
    for issue, readings in issues:
        load_issue(connection, issue, readings, code_version="1")
    observe.refresh(connection)
    at_once = everything(connection, tables=derived)
    connection = emptied(shared)
    for issue, readings in data.draw(st.permutations(issues)):
        load_issue(connection, issue, readings, code_version="1")
        if data.draw(st.booleans()):
            observe.refresh(connection, [issue.issue_id])
    observe.refresh(connection, [])
    assert everything(connection, tables=derived) == at_once
    assert [f for f in checks.look(connection, "integrity") if f.is_broken] == []


@settings(max_examples=12, deadline=None, derandomize=True)
@given(first=st.lists(ROW, min_size=2, max_size=6), then=st.lists(ROW, min_size=1, max_size=6))
def test_a_refresh_in_many_parts_of_what_was_read_anew_is_a_refresh_of_all_at_once(
    shared: duckdb.DuckDBPyConnection, first: list[dict[str, Any]], then: list[dict[str, Any]]
) -> None:
    before, after = claims.issues(quoted(first)), claims.issues(quoted(then))
    read_anew = {issue for issue, _ in after}
    withdrawn = [
        (issue, [(readings[0][0], Extraction((), ()))]) for issue, readings in before if issue not in read_anew
    ]
    derived = ("series", "series_phrase", "series_name", "observation", "observation_evidence", "claim")
    connection = emptied(shared)
    for issue, readings in [*after, *withdrawn]:
        load_issue(connection, issue, readings, code_version="1")
    observe.refresh(connection)
    at_once = everything(connection, NO_CLOCK, derived)
    connection = emptied(shared)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(observe, "PART", 1)
        patch.setattr(observe, "SHARE", 1)
        for pass_over in (before, [*after, *withdrawn]):
            for issue, readings in pass_over:
                load_issue(connection, issue, readings, code_version="1")
            observe.refresh(connection, [])
    assert everything(connection, NO_CLOCK, derived) == at_once
    assert connection.execute("SELECT count(*) FROM pending_issue").fetchone() == (0,)


CHILD = """
import sys
from pathlib import Path
from tests.generators import claims
from warehouse.series import observe
from warehouse.connect import open_writer
row = {"source": "rmrb", "unit": "个", "indicator": "灯塔车间"}
with open_writer(Path(sys.argv[1])) as connection:
    for day in range(int(sys.argv[2]), 29):
        print("loading", flush=True)
        quotes = [{**row, "published_on": f"2025-02-{day:02}", "quote": f"{n}个", "value": n} for n in range(1, 401)]
        claims.load(connection, quotes)
        observe.refresh(connection, [f"rmrb-2025-02-{day:02}"])
"""


def test_killed_at_any_moment_an_issue_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    for day, delay in enumerate((0.0, 0.03, 0.05, 0.07, 0.1, 0.15, 0.25), 1):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path), str(day)], cwd=TOP, env=environment, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(delay)
            child.send_signal(signal.SIGKILL)
        with open_writer(tmp_path) as connection:
            counted = connection.execute("SELECT n_claims, n_numerals, n_articles FROM issue").fetchall()
            assert set(counted) <= {(400, 400, 1)}
            waiting = connection.execute("FROM pending_issue").fetchall()
            assert len(waiting) <= 1
            observe.refresh(connection, [])
            assert [f for f in checks.look(connection, "integrity") if f.is_broken] == []
            assert connection.execute("FROM claim_history").fetchall() == []
