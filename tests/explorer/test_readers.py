"""The files of a table's page in the programs that readers have: the same ids, the same values, all rows."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import openpyxl
import pandas
import polars as pl
import pytest

from tests.explorer.service import Service

WANTED = ("claim_id", "series_id", "value")
TABLE = "/zh/tables/claims"
Rows = dict[str, tuple[str, float]]  # claim to its series and its value


@pytest.fixture(scope="module")
def files(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for ending in ("csv", "json", "parquet", "xlsx"):
        (folder / f"claims.{ending}").write_bytes(service.ask(f"{TABLE}.{ending}").body)
    (folder / "excel.csv").write_bytes(service.ask(f"{TABLE}.csv?bom=1").body)
    return folder


@pytest.fixture(scope="module")
def held(seeds_home: Path) -> Rows:
    with duckdb.connect(str(seeds_home / "published.duckdb"), read_only=True) as copy:
        return _rows(copy.execute("SELECT claim_id, id_text(series_id), value FROM claims").fetchall())


def _rows(rows: Iterable[Iterable[object]]) -> Rows:
    return {str(claim): (str(series), float(str(value))) for claim, series, value in rows}


def with_pandas(files: Path) -> Rows:
    return _rows(pandas.read_csv(files / "claims.csv")[list(WANTED)].itertuples(index=False))


def with_pandas_of_excels_csv(files: Path) -> Rows:
    return _rows(pandas.read_csv(files / "excel.csv")[list(WANTED)].itertuples(index=False))


def with_pandas_of_json(files: Path) -> Rows:
    frame = pandas.read_json(files / "claims.json", precise_float=True)  # without it 0.7 comes as 0.7000000000000001
    return _rows(frame[list(WANTED)].itertuples(index=False))


def with_pandas_of_parquet(files: Path) -> Rows:
    return _rows(pandas.read_parquet(files / "claims.parquet")[list(WANTED)].itertuples(index=False))


def with_polars(files: Path) -> Rows:
    return _rows(pl.read_csv(files / "claims.csv").select(WANTED).iter_rows())


def with_duckdb(files: Path) -> Rows:
    return _rows(duckdb.sql(f"SELECT claim_id, series_id, value FROM read_csv('{files}/claims.csv')").fetchall())


def with_duckdb_of_json(files: Path) -> Rows:
    return _rows(duckdb.sql(f"SELECT claim_id, series_id, value FROM read_json('{files}/claims.json')").fetchall())


def with_openpyxl(files: Path) -> Rows:
    head, *rows = openpyxl.load_workbook(files / "claims.xlsx", read_only=True).worksheets[0].values
    return _rows([row[head.index(name)] for name in WANTED] for row in rows)


def with_sqlite(files: Path) -> Rows:
    with sqlite3.connect(":memory:") as copy:
        copy.execute("CREATE TABLE claims (claim_id, series_id, value NUMERIC)")
        read = csv.DictReader(io.StringIO((files / "claims.csv").read_text("utf-8")))
        copy.executemany("INSERT INTO claims VALUES (?, ?, ?)", ([row[name] for name in WANTED] for row in read))
        return _rows(copy.execute("SELECT * FROM claims").fetchall())


def with_node(files: Path) -> Rows:
    if not shutil.which("node"):
        pytest.skip("no Node here")
    code = (
        "const rows = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));"
        "console.log(JSON.stringify(rows.map(row => [row.claim_id, row.series_id, Number(row.value)])))"
    )
    done = subprocess.run(["node", "-e", code, files / "claims.json"], capture_output=True, text=True, check=True)
    return _rows(json.loads(done.stdout))


@pytest.mark.parametrize(
    "read",
    [with_pandas, with_pandas_of_excels_csv, with_pandas_of_json, with_pandas_of_parquet, with_polars, with_duckdb,
     with_duckdb_of_json, with_openpyxl, with_sqlite, with_node],
)  # fmt: skip
def test_a_table_comes_through(read: Callable[[Path], Rows], files: Path, held: Rows) -> None:
    assert read(files) == held and len(held) > 300
