"""The published copy as files for other programs: Parquet, CSV, and SDMX-CSV 2.0, the exchange format of statistics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from warehouse.connect import open_reader, read_sql, writing
from warehouse.errors import HomeError
from warehouse.read.bounds import USUAL, Bounds
from warehouse.read.guard import within

RELATIONS = {"observations": "observation_id", "series_catalogue": "series_id", "claims": "claim_id"}


class ExportFormat(StrEnum):
    """How the files are written."""

    PARQUET = "parquet"
    CSV = "csv"
    SDMX_CSV = "sdmx-csv"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and how many rows are in it."""

    path: Path
    rows: int


def export(home: Path, form: ExportFormat, folder: Path, bounds: Bounds = USUAL) -> list[Exported]:
    """Write the published copy into `folder`, a file for each relation; files of these names are replaced whole.

    Parquet and CSV: `observations`, `series_catalogue`, `claims`, ids as text. Numbers keep every digit: decimals in
    Parquet, text without empty decimals in CSV. SDMX-CSV: the observations, series keys as dimensions. Raises HomeError
    where nothing is published or the folder cannot be made, DiskFullError, LimitError where it takes more than
    `bounds` allow.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeError(f"the folder {folder} cannot be made ({error.strerror}): choose another for --to") from error
    with (
        open_reader(home, may_write=folder, memory_mib=bounds.memory_mib) as connection,
        within(connection, bounds),
        writing(folder),
    ):
        if form is ExportFormat.SDMX_CSV:
            return [_write(connection.sql(read_sql("ask", "sdmx")), folder / "observations.sdmx.csv")]
        return [
            _write(_readable(connection.table(name), form).order(key), folder / f"{name}.{form.value}")
            for name, key in RELATIONS.items()
        ]


def _readable(rows: duckdb.DuckDBPyRelation, form: ExportFormat) -> duckdb.DuckDBPyRelation:
    """The rows with ids as text; for CSV decimals too, without the zeros behind their last digit."""
    kinds = dict(zip(rows.columns, map(str, rows.types), strict=True))
    said = {name: "id_text" for name, kind in kinds.items() if kind == "UBIGINT"}
    if form is ExportFormat.CSV:
        said |= {name: "number_text" for name, kind in kinds.items() if kind.startswith("DECIMAL")}
    return rows.project(f"* REPLACE ({', '.join(f'{call}({name}) AS {name}' for name, call in said.items())})")


def _write(rows: duckdb.DuckDBPyRelation, path: Path) -> Exported:
    """The rows into a file that takes its name when it is whole."""
    partial = path.with_name(path.name + ".partial")
    try:
        if path.suffix == ".parquet":
            rows.to_parquet(str(partial), compression="zstd")
        else:
            rows.to_csv(str(partial), header=True)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return Exported(path, rows.count("*").fetchall()[0][0])
