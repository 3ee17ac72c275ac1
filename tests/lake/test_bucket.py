"""A lake whose rows lie in object storage, and what that answers on bad days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.runs.verify import verify
from tests.lake import bucket
from tests.lake.test_store import apart
from tests.runs.issue_runs import DAY, content, ingest
from tests.sources.fake_sites.sites import press
from warehouse import publish, store
from warehouse.connect import open_writer, transaction
from warehouse.errors import HomeError, UnreachableError, WarehouseError

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def bucketed(tmp_path: Path) -> Iterator[tuple[Path, bucket.Bucket]]:
    home = tmp_path / "bucketed"
    with bucket.opened() as door:
        store.choose(home, store.Store("catalogue.ducklake", f"s3://{bucket.NAME}/lake", door.access))
        yield home, door


def insert(home: Path, source_id: str) -> None:
    with open_writer(home) as connection, transaction(connection):
        connection.execute("INSERT INTO source (source_id, name) VALUES (?, ?)", [source_id, "名"])


def held(home: Path) -> list[str]:
    with open_writer(home) as connection:
        return [name for (name,) in connection.execute("SELECT source_id FROM source ORDER BY ALL").fetchall()]


def test_a_day_of_papers_lies_in_the_bucket(bucketed: tuple[Path, bucket.Bucket], tmp_path: Path) -> None:
    home, _ = bucketed
    with press("rmrb", pages=2, per_page=2) as running:
        ingest(home, "rmrb", running.origin("rmrb"), DAY)
        ingest(tmp_path / "native", "rmrb", running.origin("rmrb"), DAY)
    assert apart(content(home), content(tmp_path / "native")) == {}
    assert verify(home).problems == []
    assert not (home / "lake").exists(), "no row on this machine but in the copy"


@pytest.mark.parametrize(
    ("refusal", "kind", "said"),
    [("503", UnreachableError, "does not answer: wait, and run again"), ("403", HomeError, "refuses the key (403)")],
)
def test_a_bucket_that_refuses_is_told_in_a_line_and_nothing_is_kept(
    bucketed: tuple[Path, bucket.Bucket], refusal: str, kind: type[WarehouseError], said: str
) -> None:
    home, door = bucketed
    insert(home, "first")
    for methods in (("PUT", "POST"), ("GET", "HEAD")):
        door.refusal, door.methods = refusal, methods
        with pytest.raises(kind) as error:
            insert(home, "second") if "PUT" in methods else held(home)
        assert said in str(error.value) and "\n" not in str(error.value) and "secret" not in str(error.value)
        door.refusal = ""
    assert door.refused > 0
    assert held(home) == ["first"], "nothing of what was refused, nothing of what was there lost"
    insert(home, "second")
    assert held(home) == ["first", "second"]


def test_half_a_file_is_never_taken_for_a_whole_one(bucketed: tuple[Path, bucket.Bucket]) -> None:
    home, door = bucketed
    insert(home, "first")
    publish.publish(home)
    door.refusal, door.methods = "half", ("GET",)
    with pytest.raises(WarehouseError) as error:
        held(home)
    assert "\n" not in str(error.value)
    before = (home / "published.duckdb").read_bytes()
    with pytest.raises(WarehouseError):
        publish.publish(home, whole=True)
    assert (home / "published.duckdb").read_bytes() == before, "readers keep the last good copy"
    with pytest.raises(WarehouseError, match=r"the bucket of .* does not answer"):
        verify(home)
    door.refusal = ""
    assert held(home) == ["first"]
    assert verify(home).problems == []
