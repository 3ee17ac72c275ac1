"""The same statements on a lake as on a file: after seeds, a day of papers, corrections and re-readings, row by row."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import duckdb
import pytest

from flows.runs.options import ReextractOptions
from flows.runs.reextract import reextract_all
from flows.runs.seeds import load_all
from flows.runs.verify import verify
from tests.once import copied, made_once
from tests.runs.issue_runs import DAY, NO_CLOCK, content, ingest, rebuilt, rows
from tests.sources.fake_sites.sites import press
from warehouse import publish, store, upkeep
from warehouse.connect import PUBLISHED_FILE, open_reader, open_writer
from warehouse.errors import HomeError
from warehouse.resources import seeds_directory
from warehouse.upkeep import compact

pytestmark = pytest.mark.usefixtures("here")
OF_RUNS = ("load_run", "issue_attempt", "page_fetch", "warehouse_state", "touched")


def apart(found: dict[str, list[object]], wanted: dict[str, list[object]]) -> dict[str, object]:
    """The tables that differ, with a few rows that the one has and the other has not."""
    told: dict[str, object] = {}
    for table in found.keys() | wanted.keys():
        one, other = list(map(repr, found[table])), list(map(repr, wanted[table]))
        if one != other:
            more, less = sorted(set(one) - set(other)), sorted(set(other) - set(one))
            told[table] = (len(one), len(other), more[:2], less[:2])
    return told


def newest(home: Path) -> Path:
    """The file that was written last of `source`; DuckLake's names grow with time."""
    return max((home / "lake" / "main" / "source").glob("*.parquet"))


def published(home: Path) -> dict[str, list[object]]:
    """Every table of the readers' copy, clocks and runs left out."""
    with duckdb.connect(str(home / PUBLISHED_FILE), read_only=True) as copy:
        tables = [str(name) for (name,) in copy.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            table: copy.execute(f"SELECT {NO_CLOCK} FROM {table} ORDER BY ALL").fetchall()
            for table in tables
            if table not in OF_RUNS
        }


def seeds_and_a_paper(home: Path) -> None:
    with press("rmrb", pages=2, per_page=2) as running:
        ingest(home, "rmrb", running.origin("rmrb"), DAY)
    load_all(home, seeds_directory())


def test_seeds_and_papers_come_to_the_same_rows_as_on_disk(
    lake_home: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    native = copied(made_once(tmp_path_factory, "seeds-and-a-paper", seeds_and_a_paper), tmp_path / "native")
    seeds_and_a_paper(lake_home)
    assert apart(published(lake_home), published(native)) == {}
    assert apart(content(lake_home), content(native)) == {}
    assert not (lake_home / "warehouse.duckdb").exists()
    with open_reader(lake_home) as copy:
        (value,) = copy.execute("SELECT max(value) FROM trend('5G基站')").fetchall()[0]
        assert value == 4598000
    before = content(lake_home)
    again = load_all(lake_home, seeds_directory())
    assert sum(summary.changed for summary in again.summaries) == 0
    assert apart(content(lake_home), before) == {}, "twice is once"
    assert verify(lake_home).problems == []


def test_a_lake_is_made_from_a_home_by_a_rebuild_and_a_lost_one_is_not_replaced(shared: Path) -> None:
    """Which is also how a home moves into a lake: its archive gives all of it."""
    chosen = store.of(shared)
    store.choose(shared, store.NATIVE)
    with press("rmrb", pages=2, per_page=2) as running:
        ingest(shared, "rmrb", running.origin("rmrb"), DAY)
        held = content(shared)
        store.choose(shared, chosen)
        with pytest.raises(HomeError, match="found none: run `gongbao rebuild`"):
            content(shared)
        (shared / "warehouse.duckdb").unlink()
        report = rebuilt(shared)
        assert report.is_good and report.published
        assert apart(content(shared), held) == {}
        assert verify(shared).problems == []
        before = content(shared)  # read again it is the same, and it goes on from there
        assert asyncio.run(reextract_all(shared, ReextractOptions(sources=("rmrb",), workers=1))).counts.total() == 0
        assert apart(content(shared), before) == {}
        ingest(shared, "rmrb", running.origin("rmrb"), DAY + dt.timedelta(days=1))
    assert len(rows(shared, "FROM issue")) == 2


def test_compaction_changes_no_row_and_leaves_few_files(shared: Path) -> None:
    with press("rmrb", pages=2, per_page=2) as running:
        for back in range(2):
            ingest(shared, "rmrb", running.origin("rmrb"), DAY - dt.timedelta(days=back))
        before = content(shared)
        found = compact(shared, kept=dt.timedelta(0))
        assert found.after < found.before and found.removed > 0
        assert apart(content(shared), before) == {}
        assert verify(shared).problems == []
        assert len(list((shared / "lake").rglob("*.parquet"))) == found.after, "what nothing needs is gone"
        ingest(shared, "rmrb", running.origin("rmrb"), DAY + dt.timedelta(days=1))
    held = content(shared)
    compact(shared, kept=dt.timedelta(0))
    assert apart(content(shared), held) == {} and len(rows(shared, "FROM issue")) == 3


def test_what_a_killed_writer_left_in_the_folder_is_no_row_and_goes(shared: Path) -> None:
    with open_writer(shared) as connection:
        connection.execute("INSERT INTO source (source_id) VALUES ('rmrb')")
    file = newest(shared)
    orphan = file.with_name("ducklake-00000000-0000-7000-8000-000000000000.parquet")
    orphan.write_bytes(file.read_bytes())
    assert rows(shared, "SELECT count(*) FROM source") == [(1,)] and upkeep.problems(shared) == []
    compact(shared)
    assert orphan.exists(), "it may be a file of a writer at work"
    compact(shared, orphaned=dt.timedelta(0))
    assert not orphan.exists() and rows(shared, "SELECT count(*) FROM source") == [(1,)]


def test_verify_names_a_file_that_is_gone_or_torn(lake_home: Path) -> None:
    with open_writer(lake_home) as connection:
        connection.execute("INSERT INTO source (source_id) VALUES ('rmrb')")
    publish.publish(lake_home)
    file = newest(lake_home)
    whole = file.read_bytes()
    assert verify(lake_home).problems == []
    file.write_bytes(whole[: len(whole) // 2])
    said = verify(lake_home).problems
    assert said[0].startswith("source: expected a whole file at ") and file.name in said[0]
    file.unlink()
    assert file.name in verify(lake_home).problems[0]
    file.write_bytes(whole)
    assert verify(lake_home).problems == []


def test_a_home_on_disk_has_nothing_to_compact(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="expected a lake to compact"):
        compact(tmp_path)
