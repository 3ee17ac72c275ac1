"""A home's archive, warehouse and word, copied to another folder, and brought back from it. Checked by digest.

A backup is a folder like a home, and `backup.json` that says what belongs to it: that file comes last, by a rename, so
that a backup broken off leaves the one before as it was. Files of the archive never change once they have their name:
those that are there already are not copied again. The warehouse is copied first and the archive after it, so that every
answer that a row speaks of is in the copy, whatever is loaded meanwhile.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from flows.errors import InputError
from flows.fetch.recovery import OPEN, sync_folder
from flows.home import SETTINGS
from flows.issues.writer import SharedWriter
from flows.runs.progress import tracked
from warehouse import store
from warehouse.connect import ARCHIVE, PUBLISHED_FILE, WRITER_FILE, open_writer
from warehouse.errors import DiskFullError
from warehouse.read.paused import FOLDER as PAUSED

MANIFEST = "backup.json"
PARTIAL = ".partial"
PIECE = 1 << 20
SITE = "restoring"  # the folder in the home in which a restore is made
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a backup: its name in the home, in the backup, size and sha256."""

    name: str
    held_as: str
    size: int
    sha256: str


@dataclass
class BackupReport:
    """What was done. `copied` files of `bytes` in all; `kept` were there already."""

    to: Path
    verb: str = "backed up"
    copied: int = 0
    bytes: int = 0
    kept: int = 0
    files: list[Kept] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The whole in a line."""
        there = f", {self.kept} were there already" if self.kept else ""
        return [f"{self.verb} to {self.to}: {self.copied} files of {self.bytes:,} bytes copied{there}; digests checked"]


async def backup(home: Path, to: Path, patience: float = 30.0) -> BackupReport:
    """Copy what a home cannot be made from again. Raises InputError, LockedError, DiskFullError.

    The published copy is made from the warehouse, and Prefect's records and passwords stay where they are.
    """
    if to.resolve() == home.resolve() or home.resolve() in to.resolve().parents:
        raise InputError(f"expected a folder outside the home {home}, found {to}: name another")
    if store.of(home).is_lake:
        raise InputError(
            f"expected the tables of {home} in its {WRITER_FILE}, found a lake: keep its archive, from which `gongbao"
            " rebuild` makes all rows; or its catalogue (pg_dump), data and archive together, while nobody writes"
        )
    if not (home / WRITER_FILE).is_file():
        raise InputError(f"expected a warehouse in {home}, found none: there is nothing to back up")
    before = {each.name: each for each in manifest(to)} if (to / MANIFEST).is_file() else {}
    report = BackupReport(to)
    with _room(to):
        (to / ARCHIVE).mkdir(parents=True, exist_ok=True)
        writer = SharedWriter(home, patience)
        try:
            await writer.apart(lambda: _warehouse(home, to, before, report))
        finally:
            await writer.close()
        _archive(home, to, before, report)
        for name in [SETTINGS, *sorted(f"{PAUSED}/{path.name}" for path in (home / PAUSED).glob("*.json"))]:
            if (home / name).is_file():
                _copy(home / name, to, name, name, report)
        _write_manifest(to, report)
        _tidy(to, report)
    return report


def _warehouse(home: Path, to: Path, before: dict[str, Kept], report: BackupReport) -> None:
    """Under a name of its digest, so that the one before stays whole until the manifest names this one.

    The file is opened before DuckDB locks it and closed after: a lock of POSIX goes with the first of a process's
    descriptors of the file that is closed, and another writer would come in between.
    """
    path = home / WRITER_FILE
    with path.open("rb") as source, open_writer(home) as connection:
        connection.execute("CHECKPOINT")  # what its log holds is in the file then
        sha256, _ = _read(source)
        held_as, held = f"warehouse-{sha256[:16]}.duckdb", before.get(WRITER_FILE)
        if held is not None and held.held_as == held_as and (to / held_as).is_file():
            report.kept += 1
            report.files.append(held)
        else:
            with _room(to):  # here, for what is refused while the warehouse is open is taken for its own
                _copied(source, to, Kept(WRITER_FILE, held_as, 0, ""), report)


def _archive(home: Path, to: Path, before: dict[str, Kept], report: BackupReport) -> None:
    """Files that are written to are copied as far as they go; what is torn at their end, the next writer cuts off."""
    paths = sorted(path for path in (home / ARCHIVE).glob("*.warc.gz*") if path.name.endswith((".warc.gz", OPEN)))
    for path in tracked(paths, len(paths), "backing up the archive"):
        name = f"{ARCHIVE}/{path.name}"
        held = before.get(name)
        if held is not None and not name.endswith(OPEN) and _is_there(path, to / held.held_as, held):
            report.kept += 1
            report.files.append(held)
            continue
        if not path.exists():  # closed meanwhile: it has its name without the mark now
            path, name = path.with_name(path.name.removesuffix(OPEN)), name.removesuffix(OPEN)
        _copy(path, to, name, name, report)


def _is_there(path: Path, copy: Path, held: Kept) -> bool:
    with contextlib.suppress(OSError):
        return path.stat().st_size == held.size == copy.stat().st_size
    return False


def _copy(path: Path, to: Path, name: str, held_as: str, report: BackupReport) -> None:
    with path.open("rb") as source:
        _copied(source, to, Kept(name, held_as, 0, ""), report)


def _copied(source: BinaryIO, to: Path, kept: Kept, report: BackupReport) -> None:
    """Copy a file and read the copy back. It takes its name when it is whole."""
    target = to / kept.held_as
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + PARTIAL)
    try:
        with partial.open("wb") as file:
            partial.chmod(stat.S_IMODE(os.fstat(source.fileno()).st_mode))  # before a word of it is in there
            given = _read(source, file)
            file.flush()
            os.fsync(file.fileno())
        with partial.open("rb") as file:
            found = _read(file)
        if found != given:
            raise InputError(f"expected {partial} to hold what was written, found something else: is the disk sound?")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    sha256, size = given
    report.copied += 1
    report.bytes += size
    report.files.append(Kept(kept.name, kept.held_as, size, sha256))


def _read(source: BinaryIO, into: BinaryIO | None = None) -> tuple[str, int]:
    """Digest and size of a file from its beginning, written on as it is read."""
    found, size = hashlib.sha256(), 0
    source.seek(0)
    while piece := source.read(PIECE):
        found.update(piece)
        size += len(piece)
        if into is not None:
            into.write(piece)
    return found.hexdigest(), size


def _write_manifest(to: Path, report: BackupReport) -> None:
    partial = to / (MANIFEST + PARTIAL)
    try:
        with partial.open("w", encoding="utf-8") as file:
            json.dump({"files": [asdict(each) for each in report.files]}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(to / MANIFEST)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(to)


def _tidy(to: Path, report: BackupReport) -> None:
    """Remove what no manifest names any more: older warehouses, archive files that have got their name since."""
    named = {each.held_as for each in report.files}
    for pattern in ("warehouse-*.duckdb", f"{ARCHIVE}/*{OPEN}", f"{PAUSED}/*.json"):
        for path in to.glob(pattern):
            if path.relative_to(to).as_posix() not in named:
                path.unlink(missing_ok=True)


def manifest(folder: Path) -> list[Kept]:
    """The files of a backup. Raises InputError where there is none."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = [Kept(**each) for each in told["files"]]
    except FileNotFoundError as error:
        raise InputError(f"expected a backup in {folder}, found no {MANIFEST}: name the folder of one") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"expected what `gongbao backup` writes in {folder / MANIFEST}, found something else"
        ) from error
    for each in found:
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in (each.name, each.held_as)):
            raise InputError(f"expected files within {folder}, found {each.held_as} in {MANIFEST}: it is no backup")
    return found


def restore(home: Path, source: Path) -> BackupReport:
    """Bring a backup back into a home that holds neither warehouse nor archive; publishing is the caller's.

    Every file is checked by its digest before anything takes its place. Killed, it has changed nothing that counts.
    Raises InputError, DiskFullError.
    """
    files = manifest(source)
    for name in (WRITER_FILE, PUBLISHED_FILE, ARCHIVE):
        if (home / name).exists():
            raise InputError(
                f"expected a home without a warehouse and an archive, found {home / name}: "
                "move it away, or set GONGBAO_HOME"
            )
    site, report = home / SITE, BackupReport(home, "restored")
    with _room(home):
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        try:
            for each in tracked(files, len(files), "restoring"):
                if not (source / each.held_as).is_file():
                    raise InputError(f"expected {source / each.held_as}, found none: the backup has lost a file")
                _copy(source / each.held_as, site, each.name, each.name, report)
                if report.files[-1].sha256 != each.sha256:
                    raise InputError(
                        f"expected {source / each.held_as} as it was written, found another digest: it is damaged"
                    )
            _take_place(home, site)
        finally:
            shutil.rmtree(site, ignore_errors=True)
    return report


def _take_place(home: Path, site: Path) -> None:
    """Each by one rename, the warehouse last: before it, the home is one whose warehouse is lost, and says so."""
    for path in sorted(site.iterdir(), key=lambda each: each.name == WRITER_FILE):
        target = home / path.name
        if path.name == PAUSED and target.is_dir():
            for one in path.iterdir():
                one.replace(target / one.name)
        else:
            path.replace(target)
    sync_folder(home)


@contextlib.contextmanager
def _room(folder: Path) -> Iterator[None]:
    """Say in one line what the device refuses."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFullError(
                f"no room left to write in {folder}: free some space and run again; what was there stays"
            ) from error
        where = error.filename or folder
        raise InputError(f"expected a folder to write in at {folder}, found {error.strerror}: {where}") from error
