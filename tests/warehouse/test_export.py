"""Files for other programs hold the published copy, row by row and digit by digit; SDMX-CSV as its guide asks."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from flows.cli.command import run
from warehouse.connect import open_reader
from warehouse.read.export import RELATIONS, ExportFormat, export

# SDMX 3.0, section 6, time formats: year, half year, quarter, month, day, and a range of a start and a length
TIME_PERIOD = {
    "A": r"\d{4}", "S": r"\d{4}-S[12]", "Q": r"\d{4}-Q[1-4]", "M": r"\d{4}-(0[1-9]|1[0-2])", "D": r"\d{4}-\d\d-\d\d",
    "_O": r"\d{4}-\d\d-\d\d/P\d+[YMD]",
}  # fmt: skip
KEY = (
    "INDICATOR",
    "BREAKDOWN",
    "ENTITY",
    "REF_AREA",
    "MEASURE",
    "BASE",
    "UNIT_MEASURE",
    "MODALITY",
    "FREQ",
    "TIME_PERIOD",
)


@pytest.fixture(scope="module")
def sdmx(seeds_home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    done, structures = export(seeds_home, ExportFormat.SDMX_CSV, tmp_path_factory.mktemp("out"))
    assert structures.path.name == "structures.xml" and structures.rows > 300
    with done.path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert done.rows == len(rows) > 300
    return rows


def test_parquet_and_csv_hold_every_row_and_digit(seeds_home: Path, tmp_path: Path) -> None:
    for form in (ExportFormat.PARQUET, ExportFormat.CSV):
        export(seeds_home, form, tmp_path)
        for done in export(seeds_home, form, tmp_path):  # in the place of the first
            assert done.path.stem in RELATIONS and not list(tmp_path.glob("*.partial"))
    with open_reader(seeds_home) as connection:
        held = dict(connection.execute("SELECT claim_id, value FROM claims").fetchall())
        for name in RELATIONS:
            place = next(each for each in (tmp_path / name, tmp_path / f"{name}.parquet") if each.exists())
            assert pl.read_parquet(place).height == connection.table(name).count("*").fetchall()[0][0]
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        written = {row["claim_id"]: row["value"] for row in csv.DictReader(file)}
    assert {claim_id: Decimal(value) for claim_id, value in written.items()} == held
    assert not [value for value in written.values() if re.search(r"\.\d+0$|\.$|E", value) or "." not in value]
    frame = pl.read_parquet(tmp_path / "claims")
    assert dict(frame.select("claim_id", "value").iter_rows()) == held


def test_sdmx_rows_begin_as_the_format_asks_and_name_each_observation_once(sdmx: list[dict[str, str]]) -> None:
    assert list(sdmx[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in sdmx} == {
        ("dataflow", "GONGBAO:OBSERVATIONS(1.0)", "I")
    }
    for row in sdmx:
        assert all(row[name] for name in KEY), row
        assert re.fullmatch(TIME_PERIOD[row["FREQ"]], row["TIME_PERIOD"]), row["TIME_PERIOD"]
    assert len({tuple(row[name] for name in KEY) for row in sdmx}) == len(sdmx)


def test_a_value_is_found_again_by_its_key(sdmx: list[dict[str, str]]) -> None:
    (found,) = [row for row in sdmx if row["INDICATOR"] == "base_stations_5g" and row["TIME_PERIOD"] == "2025-09-19"]
    assert (found["OBS_VALUE"], found["INDICATOR_NAME"], found["OBS_STATUS"], found["REF_AREA"]) == (
        "4598000",
        "5G基站",
        "A",
        "CN",
    )
    assert "459.8万个" in found["COMMENT_OBS"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("--format", "xml"), "parquet, csv, sdmx-csv, xlsx"), ((), "choose another for --to")],
    ids=["unknown format", "no folder"],
)
def test_what_cannot_be_written_is_refused(
    seeds_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...], told: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("GONGBAO_HOME", str(seeds_home))
    file = tmp_path / "file"
    file.touch()
    assert run(["export", "--to", str(file), *arguments]) == 1
    out, err = capsys.readouterr()
    assert out == "" and told in err and err.count("\n") == 1
