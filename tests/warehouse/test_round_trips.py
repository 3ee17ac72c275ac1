"""What is exported is read by other people's programs, without help: the same ids, the same values, all rows."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse.connect import open_reader
from warehouse.read.export import RELATIONS, ExportFormat, export
from warehouse.read.export.tables import MEANINGS

pandas = pytest.importorskip("pandas")
Rows = dict[str, tuple[str, str, float]]  # claim to its series, its observation and its value


@pytest.fixture(scope="module")
def out(seeds_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format, each in its folder."""
    folder = tmp_path_factory.mktemp("out")
    for form in ExportFormat:
        export(seeds_home, form, folder / form.value)
    return folder


@pytest.fixture(scope="module")
def held(seeds_home: Path) -> Rows:
    with open_reader(seeds_home) as connection:
        rows = connection.execute("SELECT claim_id, id_text(series_id), id_text(observation_id), value FROM claims")
        return {claim: (series, observation, float(value)) for claim, series, observation, value in rows.fetchall()}


def with_pandas(out: Path) -> Rows:
    frame = pandas.read_csv(out / "csv" / "claims.csv")
    return _rows(frame[["claim_id", "series_id", "observation_id", "value"]].itertuples(index=False))


def with_pandas_parquet(out: Path) -> Rows:
    frame = pandas.read_parquet(out / "parquet" / "claims")
    return _rows(frame[["claim_id", "series_id", "observation_id", "value_float"]].itertuples(index=False))


def with_polars(out: Path) -> Rows:
    frame = pl.read_csv(out / "csv" / "claims.csv")
    return _rows(frame.select("claim_id", "series_id", "observation_id", "value").iter_rows())


def with_duckdb(out: Path) -> Rows:
    with duckdb.connect() as connection:
        frame = connection.read_csv(str(out / "csv" / "claims.csv"))
        return _rows(frame.project("claim_id, series_id, observation_id, value").fetchall())


def with_duckdb_parquet(out: Path) -> Rows:
    with duckdb.connect() as connection:
        frame = connection.read_parquet(str(out / "parquet" / "claims" / "*" / "*" / "*.parquet"))
        return _rows(frame.project("claim_id, series_id, observation_id, value").fetchall())


def with_openpyxl(out: Path) -> Rows:
    openpyxl = pytest.importorskip("openpyxl")
    head, *rows = openpyxl.load_workbook(out / "xlsx" / "gongbao.xlsx", read_only=True)["claims"].values
    at = [head.index(name) for name in ("claim_id", "series_id", "observation_id", "value")]
    return _rows(tuple(row[place] for place in at) for row in rows)


def with_sqlite(out: Path) -> Rows:
    """As SQLite stores them by the affinity of columns without a type."""
    with (out / "csv" / "claims.csv").open(encoding="utf-8", newline="") as file:
        wanted = [
            (row["claim_id"], row["series_id"], row["observation_id"], row["value"]) for row in csv.DictReader(file)
        ]
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE claim (claim_id TEXT, series_id NUMERIC, observation_id NUMERIC, value REAL)")
        connection.executemany("INSERT INTO claim VALUES (?, ?, ?, ?)", wanted)
        return _rows(connection.execute("SELECT * FROM claim").fetchall())


def with_node(out: Path) -> Rows:
    if not shutil.which("node"):
        pytest.skip("no Node here")
    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(out / "parquet" / "claims" / "*" / "*" / "*.parquet"))
        lines = [
            json.dumps(row, default=float)
            for row in rows.project("claim_id, series_id, observation_id, value").fetchall()
        ]
    code = (
        "const lines = require('fs').readFileSync(0, 'utf8').split('\\n');"
        "console.log(JSON.stringify(lines.map(line => JSON.parse(line))))"
    )
    done = subprocess.run(["node", "-e", code], input="\n".join(lines), capture_output=True, text=True, check=True)
    return _rows(json.loads(done.stdout))


@pytest.mark.parametrize(
    "read",
    [with_pandas, with_pandas_parquet, with_polars, with_duckdb, with_duckdb_parquet, with_openpyxl, with_sqlite,
     with_node],
)  # fmt: skip
def test_ids_and_values_come_through(read: Callable[[Path], Rows], out: Path, held: Rows) -> None:
    assert read(out) == held and len(held) > 300


def test_frictionless_finds_every_row_valid(out: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(out / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert {task.name: task.stats["rows"] for task in report.tasks} == _counts(out)
    parquet = frictionless.Package(str(out / "parquet" / "datapackage.json"))
    assert not list(parquet.metadata_validate(parquet.to_descriptor()))
    assert all((out / "parquet" / each.path).is_file() for each in parquet.resources)
    assert len(parquet.resources) == len(list((out / "parquet").rglob("*.parquet")))


def test_a_row_that_frictionless_would_refuse_is_refused(out: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    folder = Path(shutil.copytree(out / "csv", tmp_path / "csv"))
    text = (folder / "source.csv").read_text(encoding="utf-8")
    (folder / "source.csv").write_text(text.replace("fzrb,", "xxxx,", 1), encoding="utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert {error.type for task in report.tasks for error in task.errors} == {"foreign-key"}


def test_csvw_finds_every_row_valid(out: Path) -> None:
    csvw = pytest.importorskip("csvw")
    assert csvw.CSVW(str(out / "csv" / "csv-metadata.json"), validate=True).is_valid
    group = csvw.TableGroup.from_file(out / "csv" / "csv-metadata.json")
    group.check_referential_integrity(strict=True)
    assert {str(t.url).removesuffix(".csv"): len(list(t.iterdicts(strict=True))) for t in group.tables} == _counts(out)


def test_every_column_says_what_it_is(out: Path) -> None:
    package = json.loads((out / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    silent = [f"{each['name']}.{field['name']}" for each in package["resources"] for field in each["schema"]["fields"]
              if not field["description"]]  # fmt: skip
    assert silent == []
    with duckdb.connect() as connection:
        file = str(next((out / "parquet" / "claims").rglob("*.parquet")))
        (told,) = connection.execute(
            "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = ?", [file, MEANINGS]
        ).fetchall()
        assert json.loads(told[0])["claim_id"]


def test_pysdmx_reads_the_data_by_its_structure(out: Path) -> None:
    pytest.importorskip("pysdmx")
    from pysdmx.io import get_datasets

    folder = out / "sdmx-csv"
    (read,) = get_datasets(str(folder / "observations.sdmx.csv"), str(folder / "structures.xml"))
    assert len(read.data) == _counts(out)["observations"]
    coded = {each.id: {code.id for code in each.local_codes} for each in read.structure.components if each.local_codes}
    assert {"INDICATOR", "REF_AREA", "UNIT_MEASURE", "OBS_STATUS", "SOURCE"} <= set(coded)
    for name, codes in coded.items():
        used = set(read.data[name].dropna())
        assert used <= codes, (name, used - codes)
        assert all(code.isascii() for code in codes), name
    (stations,) = [each for each in read.structure.components if each.id == "INDICATOR"]
    named = {code.id: (code.name, code.description) for code in stations.local_codes}
    assert named["base_stations_5g"] == ("5G base stations", "5G基站")


def test_sdmx1_reads_the_data_by_its_structure(out: Path) -> None:
    sdmx = pytest.importorskip("sdmx")
    folder = out / "sdmx-csv"
    (structure,) = sdmx.read_sdmx(folder / "structures.xml").structure.values()
    (data,) = sdmx.read_sdmx(folder / "observations.sdmx.csv", structure=structure).data
    with (folder / "observations.sdmx.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [each.id for each in structure.dimensions]
    found = {tuple(str(each.dimension[name].value) for name in names): each for each in data.obs}
    assert len(found) == len(rows)
    for row in rows:
        read = found[tuple(row[name] for name in names)]
        assert Decimal(str(read.value)) == Decimal(row["OBS_VALUE"])
        assert str(read.attached_attribute["CLAIM_ID"].value) == row["CLAIM_ID"]


def test_a_folder_that_is_not_ours_is_left_alone(seeds_home: Path, tmp_path: Path) -> None:
    from warehouse.errors import HomeError

    own = tmp_path / "claims"
    own.mkdir()
    (own / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(HomeError, match="choose another folder"):
        export(seeds_home, ExportFormat.PARQUET, tmp_path)
    assert (own / "notes.txt").read_text(encoding="utf-8") == "mine" and not list(tmp_path.glob("*.partial"))


def _rows(found: object) -> Rows:
    return {str(row[0]): (row[1], row[2], float(row[3])) for row in found}  # type: ignore[attr-defined]  # rows of any


def _counts(out: Path) -> dict[str, int]:
    return {name: pl.read_csv(out / "csv" / f"{name}.csv", infer_schema=False).height for name in RELATIONS}
