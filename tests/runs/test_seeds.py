"""The seeds are what their manifest says, byte for byte, and a changed one is refused."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from flows.errors import SeedError
from flows.runs.manifest import read_manifest, read_seed
from warehouse.resources import seeds_directory

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(seeds_directory(), tmp_path / "seeds"))


def test_every_document_has_the_bytes_that_its_entry_declares() -> None:
    documents = read_manifest(seeds_directory()).documents
    assert [len(read_seed(document)) > 1000 for document in documents] == [True] * 5


def test_an_issue_is_one_source_on_one_day() -> None:
    issues = read_manifest(seeds_directory()).issues()
    assert [issue.issue_id for issue in issues] == [
        "fzrb-2025-09-19", "gxdb-2024-12-30", "fzrb-2024-04-19", "interview-2024-01-03", "unnamed-2026-03-24",
    ]  # fmt: skip


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not beside the project")
def test_documents_and_dates_are_those_handed_over() -> None:
    published = json.loads((SHARED / "gold/seeds/published.json").read_text())
    for document in read_manifest(seeds_directory()).documents:
        assert document.path.read_bytes() == (SHARED / "seeds" / document.path.name).read_bytes()
        assert document.published_on == dt.date.fromisoformat(published[document.path.name[:3]])


def test_one_changed_byte_is_refused(copied: Path) -> None:
    document = read_manifest(copied).documents[0]
    content = bytearray(document.path.read_bytes())
    content[100] ^= 1
    document.path.write_bytes(content)
    with pytest.raises(SeedError, match=r"expected sha256 8aef0f4adccd… of .*, found .*: it was changed; restore it"):
        read_seed(document)


def test_a_missing_document_is_refused(copied: Path) -> None:
    (copied / "documents/001_405e149d582ad396.txt").unlink()
    with pytest.raises(SeedError, match=r"one entry in .* for each file of documents/"):
        read_manifest(copied)


def test_a_document_without_an_entry_is_refused(copied: Path) -> None:
    (copied / "documents/099_x.txt").write_text("多一页", encoding="utf-8")
    with pytest.raises(SeedError, match="found otherwise: 099_x"):
        read_manifest(copied)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("published_on = 2025-09-19", 'published_on = "soon"', "expected 'published_on' as date in the document 000_"),
        ('sha256 = "8aef', 'sha512 = "8aef', "expected 'sha256' as str in the document 000_"),
        ('source = "gxdb"', 'source = "nobody"', "expected a declared source for 001_.*, found 'nobody'"),
        ('lang = "zh"', 'lang = "fr"', "expected lang zh or en for 000_.*, found 'fr'"),
        ("[[source]]", "[[source", "expected the manifest of the seeds at .*, found: "),
    ],
)
def test_a_broken_manifest_is_refused(copied: Path, old: str, new: str, message: str) -> None:
    path = copied / "manifest.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        read_manifest(copied)


def test_corrections_are_declared_and_none_so_far() -> None:
    assert tomllib.loads((seeds_directory() / "corrections.toml").read_text(encoding="utf-8")) == {}
