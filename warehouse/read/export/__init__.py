"""The published copy as files for other programs: Parquet, CSV, SDMX-CSV 2.0 and Excel, each with what describes it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import duckdb

from warehouse.connect import open_reader, writing
from warehouse.errors import HomeError
from warehouse.read.bounds import USUAL, Bounds
from warehouse.read.export import described, sheets, structures
from warehouse.read.export.tables import RELATIONS, Exported, write_csv, write_parquet
from warehouse.read.guard import within

__all__ = ["RELATIONS", "ExportFormat", "Exported", "export"]


class ExportFormat(StrEnum):
    """How the files are written."""

    PARQUET = "parquet"
    CSV = "csv"
    SDMX_CSV = "sdmx-csv"
    XLSX = "xlsx"


def export(home: Path, form: ExportFormat, folder: Path, bounds: Bounds = USUAL) -> list[Exported]:
    """Write the published copy into `folder`; files of these names are replaced whole.

    Parquet: `claims` and `observations` a folder each, a file for each source and year in it; `series_catalogue` and
    `source` a file each; the columns' meanings in the files, and in `datapackage.json`.
    CSV: a file each, ids and decimals as text without empty decimals, with `datapackage.json` (Frictionless) and
    `csv-metadata.json` (W3C's CSVW). SDMX-CSV: the observations by codes, with `structures.xml` (SDMX-ML 2.1), which
    holds the structure and the code lists. Excel: `gongbao.xlsx`, a sheet each. Raises HomeError where nothing is
    published or the folder cannot be made, DiskFullError, LimitError for more rows than a sheet holds or where it takes
    more than `bounds` allow, MissingError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeError(f"the folder {folder} cannot be made ({error.strerror}): choose another for --to") from error
    written: dict[ExportFormat, Callable[[duckdb.DuckDBPyConnection, Path], list[Exported]]] = {
        ExportFormat.PARQUET: _parquet,
        ExportFormat.CSV: _csv,
        ExportFormat.SDMX_CSV: structures.write,
        ExportFormat.XLSX: sheets.write,
    }
    with (
        open_reader(home, may_write=folder, memory_mib=bounds.memory_mib) as connection,
        within(connection, bounds),
        writing(folder),
    ):
        return written[form](connection, folder)


def _parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Exported]:
    tables = described.tables(connection)
    done = [each for table in tables for each in write_parquet(connection, table, folder)]
    described.write_package(tables, {table.name: table.paths(folder) for table in tables}, folder)
    return done


def _csv(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Exported]:
    tables = described.tables(connection)
    done = [write_csv(connection, table, folder) for table in tables]
    described.write_package(tables, {table.name: [folder / f"{table.name}.csv"] for table in tables}, folder)
    described.write_csvw(tables, folder)
    return done
