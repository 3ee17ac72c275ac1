"""What a reader may not ask of the copy: one table of refused statements, and each wall of the guard by itself."""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.cli.command import run
from tests.generators import claims
from warehouse import publish
from warehouse.connect import PUBLISHED_FILE, open_reader, open_sealed, open_writer
from warehouse.errors import HomeError, LimitError, QueryError, WarehouseError
from warehouse.read import apart, guard
from warehouse.read.bounds import Bounds
from warehouse.read.guard import only_reads
from warehouse.series import observe

COPY = "{copy}"  # the copy's own path: DuckDB lets a query write there though external access is off

# statement: what is said of it; {copy} stands for the copy's path, {home} for its folder
REFUSED = {
    # writing
    f"COPY claim TO '{COPY}'": "COPY",
    f"COPY (SELECT 1) TO '{COPY}' (FORMAT csv)": "COPY",
    "COPY claim TO '{home}/out.parquet'": "COPY",
    f"COPY claim FROM '{COPY}'": "COPY",
    f"EXPLAIN ANALYZE COPY claim TO '{COPY}'": "COPY",
    "EXPLAIN /* dear */ ANALYZE /* is */ COPY claim TO '{copy}'": "DuckDB refuses",
    "/* how */ EXPLAIN COPY claim TO '{copy}'": "EXPLAIN",
    "EXPLAIN DELETE FROM claim": "DELETE",
    "INSERT INTO claim FROM claim": "INSERT",
    "WITH one AS (SELECT 1) INSERT INTO claim FROM one": "INSERT",
    "INSERT INTO claim FROM claim RETURNING claim_id": "INSERT",
    "UPDATE claim SET value = 0": "UPDATE",
    "DELETE FROM claim": "DELETE",
    "TRUNCATE claim": "DELETE",
    "MERGE INTO claim USING claim AS other USING (claim_id) WHEN MATCHED THEN DELETE": "MERGE_INTO",
    "CREATE TABLE mine AS SELECT 1": "CREATE",
    "CREATE TEMP TABLE mine AS SELECT 1": "CREATE",
    "CREATE TABLE memory.mine AS SELECT 1": "CREATE",
    "CREATE OR REPLACE VIEW claims AS SELECT 1": "CREATE",
    "CREATE OR REPLACE MACRO trend(x) AS TABLE SELECT x": "CREATE",
    "CREATE INDEX one ON claim (claim_id)": "CREATE",
    "CREATE SECRET (TYPE s3)": "CREATE",
    "DROP TABLE claim": "DROP",
    "ALTER TABLE claim ADD COLUMN mine INTEGER": "ALTER",
    "COMMENT ON TABLE claim IS 'mine'": "ALTER",
    "EXPORT DATABASE '{home}/all'": "EXPORT",
    "CHECKPOINT": "CALL",
    "FORCE CHECKPOINT": "CALL",
    "VACUUM": "VACUUM",
    "ANALYZE": "VACUUM",
    "SELECT * INTO mine FROM claim": "not supported",
    "SELECT nextval('mine')": "found nextval",
    "SELECT write_log('mine')": "found write_log",
    # more than one
    "SELECT 1; DROP TABLE claim": "found 2 statements",
    "SELECT 1; SELECT 2": "found 2 statements",
    "PIVOT claim ON unit USING count(*)": "values named",
    "COPY FROM DATABASE published TO memory": "found 4 statements",
    "": "found 0 statements",
    "-- SELECT 1": "found 0 statements",
    # state of the connection
    "BEGIN": "TRANSACTION",
    "SET threads = 64": "SET",
    "SET enable_external_access = true": "SET",
    "RESET lock_configuration": "SET",
    "SET VARIABLE mine = 1": "SET",
    "USE memory": "SET",
    "PRAGMA enable_profiling": "PRAGMA",
    "PRAGMA disable_optimizer": "PRAGMA",
    "PREPARE later AS DELETE FROM claim": "PREPARE",
    "EXECUTE later": "EXECUTE",
    "CALL enable_logging()": "CALL",
    "FROM enable_logging()": "found enable_logging",
    "FROM enable_profiling()": "found enable_profiling",
    "FROM checkpoint()": "found checkpoint",
    "FROM truncate_duckdb_logs()": "found truncate_duckdb_logs",
    # other files, other programs
    "ATTACH '{home}/other.duckdb'": "ATTACH",
    f"ATTACH '{COPY}' AS again": "ATTACH",
    "DETACH published": "DETACH",
    "IMPORT DATABASE '{home}'": "DuckDB refuses",
    "INSTALL spatial": "LOAD",
    "LOAD spatial": "LOAD",
    "UPDATE EXTENSIONS": "only reads",
    "FROM read_csv('/etc/hostname')": "found read_csv",
    "FROM read_text('/etc/hostname')": "found read_text",
    "FROM \"READ_text\"('/etc/hostname')": "found read_text",
    "FROM system.main.read_text('/etc/hostname')": "found read_text",
    f"FROM read_blob('{COPY}')": "found read_blob",
    f"FROM read_duckdb('{COPY}', table_name := 'claim')": "found read_duckdb",
    "FROM parquet_scan('{home}/out.parquet')": "found parquet_scan",
    "FROM parquet_metadata('{home}/out.parquet')": "found parquet_metadata",
    "FROM read_json('{home}/out.json')": "found read_json",
    "FROM sniff_csv('/etc/hostname')": "found sniff_csv",
    "FROM glob('/*')": "found glob",
    "SELECT (SELECT count(*) FROM glob('/*'))": "found glob",
    "WITH files AS (FROM glob('/*')) SELECT count(*) FROM claim, files": "found glob",
    "FROM query('FROM glob(''/*'')')": "found query",
    "FROM query_table('claim')": "found query_table",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM glob(''/*'')'))": "found json_execute_serialized_sql",
    "FROM arrow_scan(1, 1, 1)": "found arrow_scan",
    "FROM duckdb_settings()": "found duckdb_settings",
    "FROM duckdb_secrets()": "found duckdb_secrets",
    "FROM '/etc/hostname'": "DuckDB refuses",
    f"FROM '{COPY}'": "DuckDB refuses",
    "FROM 'https://papers.invalid/all.csv'": "DuckDB refuses",
    # too much
    "SELECT " + "(" * 60_000 + "1" + ")" * 60_000: "at most",
    "SELECT " + "1 + " * 20_000 + "1": "DuckDB refuses",
    "SELECT " + "NOT " * 20_000 + "true": "DuckDB refuses",
    # no question at all
    "SELEC 1": "DuckDB refuses",
    "FROM nothing_of_this_name": "DuckDB refuses",
    "SELECT ?": "DuckDB refuses",
    "SELECT 1 \0; DROP TABLE claim": "NUL",
    "SELECT '\udcff'": "broken UTF-8",
}

ALLOWED = (
    "SELECT count(*) FROM claim",
    "FROM claim LIMIT 1;",
    "/* which */ SELECT 1 -- ; two",
    "WITH one AS (SELECT 1 AS a) FROM one",
    "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 9) FROM n",
    "VALUES (1), (2)",
    "TABLE claim",
    "DESCRIBE claim",
    "SUMMARIZE claim",
    "SHOW TABLES",
    "EXPLAIN SELECT 1",
    "explain analyze select count(*) from claim",
    "PIVOT claim ON unit IN ('个') USING count(*)",
    "FROM trend('灯塔车间')",
    "FROM claims, unnest([1, 2]) AS one (two)",
    "FROM range(3)",
    "SELECT 'COPY claim TO x; DROP TABLE claim' AS text",
    "FROM duckdb_tables()",
    "FROM information_schema.tables",
    "PRAGMA table_info('claim')",
)

BOUNDS = Bounds(seconds=30, memory_mib=512, rows=1000)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("home")
    with open_writer(found) as connection:
        row = {"source": "rmrb", "published_on": "2025-08-01", "quote": "41个", "value": 41, "indicator": "灯塔车间"}
        claims.load(connection, [row])
        observe.refresh(connection)
    publish.publish(found)
    return found


@pytest.fixture
def untouched(home: Path) -> Iterator[Path]:
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    yield home
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def placed(statement: str, home: Path) -> str:
    return statement.replace("{copy}", str(home / PUBLISHED_FILE)).replace("{home}", str(home))


@pytest.mark.parametrize("statement", REFUSED, ids=lambda each: each[:40])
def test_a_statement_that_does_more_than_read_is_refused(untouched: Path, statement: str) -> None:
    with pytest.raises(QueryError) as error:
        guard.ask(untouched, placed(statement, untouched), BOUNDS)
    line = str(error.value)
    assert REFUSED[statement] in line and "\n" not in line and len(line) < 700


@pytest.mark.parametrize("statement", ALLOWED)
def test_a_statement_that_only_reads_is_answered(untouched: Path, statement: str) -> None:
    assert guard.ask(untouched, statement, BOUNDS).rows


@pytest.mark.parametrize("statement", [s for s, said in REFUSED.items() if said.isupper()], ids=lambda s: s[:40])
def test_the_parser_alone_refuses_what_is_no_select(untouched: Path, statement: str) -> None:
    """Without the other walls: on a connection that may write everywhere, the statement is not even begun."""
    with duckdb.connect() as connection, pytest.raises(QueryError, match=REFUSED[statement]):
        only_reads(connection, placed(statement, untouched))


@pytest.mark.parametrize(
    "statement",
    [
        f"COPY (SELECT 1) TO '{COPY}'",
        "COPY (SELECT 1) TO '{home}/out.csv'",
        "EXPORT DATABASE '{home}/all'",
        f"FROM read_blob('{COPY}')",
        "FROM read_text('/etc/hostname')",
        "FROM glob('/*')",
        "ATTACH '{home}/other.duckdb'",
        "IMPORT DATABASE '{home}'",
        "INSTALL spatial",
        "SET enable_external_access = true",
        "SET disabled_filesystems = ''",
        "SET memory_limit = '64GB'",
        "DELETE FROM claim",
        "FROM frame_of_this_test",
    ],
)
def test_the_connection_alone_reaches_no_file_and_no_setting(untouched: Path, statement: str) -> None:
    """Without the parser: what is run on the sealed connection fails in DuckDB itself."""
    frame_of_this_test = pl.DataFrame({"a": [1]})
    assert frame_of_this_test.height
    with open_sealed(untouched, 512) as connection, pytest.raises(duckdb.Error):
        connection.execute(placed(statement, untouched)).fetchall()


def test_questions_of_the_project_itself_reach_no_file_either(untouched: Path) -> None:
    with open_reader(untouched) as connection:
        for statement in (
            "FROM read_text('/etc/hostname')",
            "COPY claim TO '{home}/x.csv'",
            "SET memory_limit = '1GB'",
        ):
            with pytest.raises(duckdb.Error, match=r"disabled|locked"):
                connection.execute(placed(statement, untouched)).fetchall()


@pytest.mark.parametrize(
    ("statement", "bounds", "said"),
    [
        ("FROM range(10_000_000)", BOUNDS, "at most 1000 rows"),
        ("FROM range(1001)", BOUNDS, "at most 1000 rows"),
        ("SELECT list(range(1_000_000)) FROM range(1000)", BOUNDS, "at most 512 MiB"),
        ("SELECT repeat('x', 100_000) FROM range(900)", Bounds(rows=1000, memory_mib=64), "at most 64 MiB"),
        (
            "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            Bounds(seconds=1),
            "within 1 s",
        ),
        ("SELECT count(*) FROM range(100_000_000_000) AS a, range(1_000_000) AS b", Bounds(seconds=1), "within 1 s"),
        ("SELECT sleep_ms(600_000)", Bounds(seconds=1), "within 1 s"),
    ],
)
def test_an_answer_that_takes_too_much_is_refused(untouched: Path, statement: str, bounds: Bounds, said: str) -> None:
    with pytest.raises(LimitError, match=said) as error:
        guard.ask(untouched, statement, bounds)
    assert "\n" not in str(error.value) and "allow more" in str(error.value)


@pytest.mark.parametrize(
    ("statement", "seconds", "said"),
    [
        ("SELECT max(length(repeat('x' || i, 3_000_000))) FROM range(2048) AS t (i)", 60, "at most 256 MiB"),
        ("SELECT length(format('{:>2000000000}', 1))", 5, "at most 256 MiB|within 5 s"),
    ],
)
def test_what_no_bound_of_the_database_holds_ends_a_process_of_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch, statement: str, seconds: int, said: str
) -> None:
    """A block of long texts is made outside DuckDB's memory limit, and within it nothing can interrupt."""
    monkeypatch.setattr(apart, "GRACE_S", 5)
    with pytest.raises(LimitError, match=said):
        apart.ask(home, statement, Bounds(seconds=seconds, memory_mib=256, rows=10))


def test_the_process_gets_no_more_memory_than_it_may_have() -> None:
    code = "from warehouse.read import apart; apart._limit(300); bytearray(100 << 20); bytearray(1 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr.endswith("MemoryError\n")


def test_a_process_that_does_not_end_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "GRACE_S", -0.9)  # before it has begun
    with pytest.raises(LimitError, match="within 1 s"):
        apart.ask(home, "SELECT 1", Bounds(seconds=1))


def test_a_process_of_its_own_gives_the_same_answers_and_errors(home: Path) -> None:
    kinds = (
        "SELECT 1 AS i, 2.50 AS d, 'x' AS s, NULL AS n, true AS b, DATE '2025-08-01' AS day, [1.5] AS l, {'a': 1} AS t,"
        " TIMESTAMPTZ '2025-08-01 00:00:00+08' AS at, uuid() IS NULL AS u, INTERVAL 1 DAY AS span, 'x'::BLOB AS raw,"
        " 1e300 AS f, 170141183460469231731687303715884105727 AS huge, TIME '12:00' AS noon, MAP {'a': 1} AS m,"
        " 'c0ffee00-0000-4000-8000-000000000000'::UUID AS id"
    )
    for statement in (kinds, "FROM claims", "FROM claim WHERE false"):
        assert apart.ask(home, statement, BOUNDS) == guard.ask(home, statement, BOUNDS)
    for statement in ("DELETE FROM claim", "FROM range(1001)", "SELEC 1"):
        with pytest.raises(WarehouseError) as one:
            guard.ask(home, statement, BOUNDS)
        with pytest.raises(type(one.value)) as other:
            apart.ask(home, statement, BOUNDS)
        assert str(other.value) == str(one.value)


def test_the_process_apart_does_not_wait_for_pandas(home: Path) -> None:
    pytest.importorskip("pandas")
    question = json.dumps({"home": str(home), "text": "SELECT 1", "seconds": 10, "memory_mib": 256, "rows": 10})
    code = (
        "import sys; from warehouse.read import apart; apart.main()\n"
        "sys.stderr.write(str([each for each in sys.modules if each.startswith(('pandas.', 'numpy'))]))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=question.encode(), capture_output=True, check=True)
    assert apart._Values(io.BytesIO(done.stdout)).load()[1] == (("1",), ((1,),)) and done.stderr == b"[]"


def test_more_questions_at_once_than_there_are_turns_wait_and_are_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_TURNS", threading.BoundedSemaphore(1))
    with apart._TURNS, pytest.raises(LimitError, match="no turn"):
        apart.ask(home, "SELECT 1", Bounds(seconds=1))
    assert apart.ask(home, "SELECT 1", BOUNDS).rows == ((1,),)


def test_nothing_that_runs_is_made_of_what_comes_back() -> None:
    for harm in (os.getcwd, subprocess.run, eval):
        with pytest.raises(pickle.UnpicklingError, match="expected a value"):
            apart._Values(io.BytesIO(pickle.dumps(harm))).load()


def test_a_copy_that_is_not_there_is_said_by_the_process_too(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="gongbao init"):
        apart.ask(tmp_path, "SELECT 1", BOUNDS)


def test_as_many_rows_as_are_allowed_are_answered(home: Path) -> None:
    assert len(guard.ask(home, "FROM range(1000)", BOUNDS).rows) == 1000


def test_bounds_come_from_options_then_from_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(home))
    monkeypatch.setenv("GONGBAO_QUERY_ROWS", "2")
    assert run(["sql", "FROM range(3)"]) == 1
    assert "at most 2 rows" in capsys.readouterr().err
    assert run(["sql", "FROM range(3)", "--rows", "3"]) == 0
    assert run(["sql", "SELECT sleep_ms(60000)", "--seconds", "1"]) == 1
    assert "within 1 s" in capsys.readouterr().err


@pytest.mark.parametrize("value", [0, -1, 1_000_000_001])
@pytest.mark.parametrize("name", ["seconds", "memory_mib", "rows"])
def test_a_bound_that_is_none_is_refused(name: str, value: int) -> None:
    with pytest.raises(QueryError, match=f"expected a number from 1 to 1000000000 of {name}, found"):
        Bounds(**{name: value})


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "1000000001", "²"])
@pytest.mark.parametrize("name", ["seconds", "memory_mib", "rows"])
def test_a_bound_of_the_environment_that_is_none_is_refused(
    name: str, value: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(home))
    variable = f"GONGBAO_QUERY_{name.upper()}"
    monkeypatch.setenv(variable, value)
    assert run(["sql", "SELECT 1"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("gongbao: expected") and f"in {variable}" in said and said.count("\n") == 1


def test_two_readers_of_one_process_have_bounds_of_their_own_and_see_the_newest_copy(home: Path) -> None:
    with open_sealed(home, 300) as one, open_sealed(home, 600) as other, open_reader(home):
        limits = [c.execute("SELECT current_setting('memory_limit')").fetchall()[0][0] for c in (one, other)]
        _copied(home).replace(home / PUBLISHED_FILE)  # as a publish does
        with open_reader(home) as newest:
            assert newest.execute("SELECT count(*) FROM claim").fetchall() == [(1,)]
    assert limits == ["300.0 MiB", "600.0 MiB"]


def _copied(home: Path) -> Path:
    copy = home / "copied.partial"
    copy.write_bytes((home / PUBLISHED_FILE).read_bytes())
    return copy
