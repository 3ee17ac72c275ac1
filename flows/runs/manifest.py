"""The documents of the initial load: what `seeds/manifest.toml` says of each, and its text with its bytes proved."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from flows.errors import SeedError
from warehouse.model import Issue, Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SeedSource:
    """A paper of the seeds, as its `[[source]]` table names it."""

    source_id: str
    name_zh: str
    name_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class SeedDocument:
    """One document, as its `[[document]]` table describes it. `sha256` is of the file's bytes, in hexadecimal."""

    path: Path
    source_id: str
    published_on: dt.date
    page: str
    lang: Language
    ocr: bool
    sha256: str
    title: str
    about: str

    @property
    def issue(self) -> Issue:
        """The issue that the document is a page of."""
        return Issue(self.source_id, self.published_on)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that the manifest says, in its order."""

    sources: tuple[SeedSource, ...]
    documents: tuple[SeedDocument, ...]

    def issues(self) -> dict[Issue, tuple[SeedDocument, ...]]:
        """Documents by issue, for an issue is loaded as a whole."""
        groups: dict[Issue, tuple[SeedDocument, ...]] = {}
        for document in self.documents:
            groups[document.issue] = (*groups.get(document.issue, ()), document)
        return groups


def read_manifest(directory: Path) -> Manifest:
    """What `directory/manifest.toml` says; the documents lie in `directory/documents`.

    Raises SeedError for a manifest that cannot be read, misses a field, names a source it does not declare, or does not
    list exactly the files of `documents/`.
    """
    path = directory / "manifest.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SeedError(f"expected the manifest of the seeds at {path}, found: {error}; restore the file") from error
    sources = tuple(_source(table, path) for table in tables.get("source", ()))
    documents = tuple(_document(table, path) for table in tables.get("document", ()))
    _agree(path, sources, documents)
    return Manifest(sources, documents)


def read_seed(document: SeedDocument) -> str:
    """The document's text. Raises SeedError where the file is missing or one byte of it is not as declared."""
    try:
        content = document.path.read_bytes()
    except OSError as error:
        raise SeedError(f"expected the seed document {document.path}, found: {error.strerror}; restore it") from error
    found = hashlib.sha256(content).hexdigest()
    if found != document.sha256:
        raise SeedError(
            f"expected sha256 {document.sha256[:12]}… of {document.path}, found {found[:12]}…: it was changed; "
            "restore it, or declare the new bytes in seeds/manifest.toml"
        )
    return content.decode("utf-8")


def _source(table: dict[str, object], path: Path) -> SeedSource:
    return SeedSource(*(_field(table, name, str, "source", path) for name in ("id", "name_zh", "name_en", "kind")))


def _document(table: dict[str, object], path: Path) -> SeedDocument:
    def text(name: str) -> str:
        return _field(table, name, str, "document", path)

    lang = text("lang")
    if lang not in tuple(Language):
        raise SeedError(f"expected lang zh or en for {text('file')} in {path}, found {lang!r}; correct the entry")
    return SeedDocument(
        path=path.parent / "documents" / text("file"),
        source_id=text("source"),
        published_on=_field(table, "published_on", dt.date, "document", path),
        page=text("page"),
        lang=Language(lang),
        ocr=_field(table, "ocr", bool, "document", path),
        sha256=text("sha256"),
        title=text("title"),
        about=text("about"),
    )


def _field(table: dict[str, object], name: str, kind: type[T], what: str, path: Path) -> T:
    value = table.get(name)
    if not isinstance(value, kind):
        entry = table.get("file") or table.get("id") or "without a name"
        raise SeedError(
            f"expected {name!r} as {kind.__name__} in the {what} {entry} of {path}, found {value!r}; correct the entry"
        )
    return value


def _agree(path: Path, sources: Iterable[SeedSource], documents: Iterable[SeedDocument]) -> None:
    declared = {source.source_id for source in sources}
    for document in documents:
        if document.source_id not in declared:
            raise SeedError(
                f"expected a declared source for {document.path.name} in {path}, found {document.source_id!r}; "
                "add a [[source]] table"
            )
    listed = sorted(document.path.name for document in documents)
    lying = sorted(file.name for file in (path.parent / "documents").glob("*.txt"))
    if listed != lying:
        odd = sorted(set(listed) ^ set(lying)) or listed
        raise SeedError(f"expected one entry in {path} for each file of documents/, found otherwise: {', '.join(odd)}")
