"""The archive read back: one record by its place, or all of them in the order they were written.

What is damaged costs itself alone, and those who read all are told of it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from flows.fetch.errors import ArchiveDamaged, ArchiveError, RecordMissing
from flows.fetch.members import Damage, Member, walk
from flows.fetch.model import FetchedPage, MemoryValidators
from flows.fetch.records import Record, refreshed, unpack
from flows.fetch.recovery import OPEN
from warehouse.model import StoredResponse

Damaged = Callable[[ArchiveError], None]
"""Takes what is said of a record that cannot be read."""

LONGEST_REVISIT_CHAIN = 5  # ours have one step; other tools' files may have more


class ArchiveReader:
    """Reads closed files and those being written alike. File names are those of `FetchedPage.warc_file`."""

    def __init__(self, folder: Path) -> None:
        """`folder` as given to the writer."""
        self._folder = folder
        self._places: dict[str, tuple[str, int]] | None = None

    def files(self) -> list[str]:
        """Names of all files in the order of writing, without the mark of one being written."""
        return sorted({path.name.removesuffix(OPEN) for path in self._folder.glob("*.warc.gz*") if _is_warc(path)})

    def read(self, file: str, offset: int) -> FetchedPage:
        """The page whose response or revisit record begins at byte `offset`, its body checked against its digest.

        Raises RecordMissing where there is none, ArchiveDamaged where it cannot be what was written.
        """
        return self._page(file, offset, self._record(file, offset))

    def original(self, stored: StoredResponse) -> FetchedPage:
        """The page whose own record holds the body of a stored answer, which may be a revisit of it."""
        page = self.read(stored.warc_file, stored.warc_offset)
        return self.read(page.body_file, page.body_offset) if page.unchanged else page

    def pages(self, files: Iterable[str] | None = None, damaged: Damaged | None = None) -> Iterator[FetchedPage]:
        """Every archived answer (redirects, robots.txt and failures too), revisits with their original's body.

        Holds one body at a time. A record that cannot be read is told to `damaged`, and the next one is read; without
        it, it is raised. The torn end of a file being written is no damage.
        """
        for file in self.files() if files is None else files:
            try:
                yield from self._pages(file, damaged or _raised)
            except ArchiveError as error:
                (damaged or _raised)(error)

    def _pages(self, file: str, damaged: Damaged) -> Iterator[FetchedPage]:
        for found in self._walk(file):
            if isinstance(found, Damage):
                damaged(_damaged(file, found))
                continue
            try:
                record = unpack(found.plain, f"{file} at {found.start}")
                page = self._page(file, found.start, record) if record is not None else None
            except ArchiveError as error:
                damaged(error)
                continue
            if page is not None:
                yield page

    def scan(self, files: Iterable[str] | None = None, damaged: Damaged | None = None) -> Iterator[StoredResponse]:
        """What an index keeps of every archived answer: from this, `page_fetch` can be made again."""
        return (page.stored() for page in self.pages(files, damaged))

    def _page(self, file: str, offset: int, record: Record) -> FetchedPage:
        body_file, body_offset, original = file, offset, record
        for _ in range(LONGEST_REVISIT_CHAIN):
            if not original.revisit:
                break
            body_file, body_offset = self._original_place(file, offset, original)
            try:
                original = self._record(body_file, body_offset)
            except ArchiveError as error:
                raise type(error)(f"{error}, whose body is that of {file} at {offset}") from error
        if original.revisit or original.sha256 != record.sha256:
            raise ArchiveDamaged(
                f"expected the original's body of sha256 {record.sha256}, found another: {file} at {offset}"
            )
        return FetchedPage(
            key=record.key,
            url=record.url,
            final_url=record.url,
            status=original.status if record.unmodified else record.status,
            headers=refreshed(original.headers, record.headers) if record.unmodified else record.headers,
            body=original.body,
            fetched_at=record.fetched_at,
            sha256=record.sha256,
            warc_file=file,
            warc_offset=offset,
            record_id=record.record_id,
            body_file=body_file,
            body_offset=body_offset,
            not_modified=record.unmodified,
            origin=record.origin,
            purpose=record.purpose,
        )

    def _original_place(self, file: str, offset: int, record: Record) -> tuple[str, int]:
        """Where a revisit's original lies: as it says itself, else wherever a record of that id is found."""
        if record.body_at is not None and self._path(record.body_at[0]) is not None:
            return record.body_at
        if self._places is None:
            self._places = dict(self._ids())
        place = self._places.get(record.refers_to or "")
        if place is None:
            raise RecordMissing(
                f"expected the original {record.refers_to} in {self._folder}, found none: {file} at {offset}"
            )
        return place

    def _ids(self) -> Iterator[tuple[str, tuple[str, int]]]:
        """The id of every record that can be read, and its place."""
        for file in self.files():
            for found in self._walk(file):
                with contextlib.suppress(ArchiveError):
                    if isinstance(found, Member) and (record := unpack(found.plain, f"{file} at {found.start}")):
                        yield record.record_id, (file, found.start)

    def _record(self, file: str, offset: int) -> Record:
        where = f"{file} at {offset}"
        found = next(self._walk(file, offset), None)
        if isinstance(found, Damage):
            raise _damaged(file, found)
        record = unpack(found.plain, where) if found is not None else None
        if record is None:
            raise RecordMissing(f"expected a response record, found none: {where}")
        return record

    def _walk(self, file: str, offset: int = 0) -> Iterator[Member | Damage]:
        path = self._path(file)
        if path is None:
            raise RecordMissing(f"expected the archive file {file}, found none in {self._folder}")
        being_written = path.name.endswith(OPEN)
        try:
            stream = path.open("rb")
        except FileNotFoundError:  # renamed since: its writer closed it
            stream = (self._folder / file).open("rb")
        with stream:
            try:
                for found in walk(stream, offset):
                    at_the_end = isinstance(found, Damage) and found.end >= os.fstat(stream.fileno()).st_size
                    if not (being_written and offset == 0 and at_the_end):
                        yield found
            except OSError as error:
                raise ArchiveDamaged(f"expected a file that can be read, found {error.strerror}: {file}") from error

    def _path(self, file: str) -> Path | None:
        if Path(file).name != file:
            raise RecordMissing(f"expected the name of an archive file, found {file!r}")
        candidates = (self._folder / file, self._folder / (file + OPEN), self._folder / file)
        return next((path for path in candidates if path.is_file()), None)


def _raised(error: ArchiveError) -> None:
    raise error


def _damaged(file: str, found: Damage) -> ArchiveDamaged:
    return ArchiveDamaged(f"expected a whole record, {found.reason} ({found.about}): {file} at {found.start}")


def read_record(file: Path, offset: int) -> FetchedPage:
    """The page at byte `offset` of an archive file, see `ArchiveReader.read`; its originals lie in the same folder."""
    return ArchiveReader(file.parent).read(file.name.removesuffix(OPEN), offset)


def read_validators(folder: Path, files: Iterable[str] | None = None) -> MemoryValidators:
    """The index of validators and digests, made from the archive alone (or from some of its files)."""
    return MemoryValidators(list(ArchiveReader(folder).scan(files)))


def _is_warc(path: Path) -> bool:
    return path.name.endswith((".warc.gz", f".warc.gz{OPEN}"))
