"""The archive: every answer goes into a WARC file before anything reads it, appended whole or not at all.

A file is `<name>.warc.gz.open` while its writer lives, which holds a lock on it, and is renamed when closed. A record
pair is handed to the system in one write, so a killed process loses nothing it has stored; `sync` and `close` force
it to the disk, so a power cut loses nothing stored before the last `sync`: call it before a ledger row is committed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import os
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from flows.fetch.errors import ArchiveError, unwritable
from flows.fetch.model import Exchange, FetchedPage
from flows.fetch.records import pack, pack_warcinfo, refreshed
from flows.fetch.recovery import OPEN, Recovery, recover, sync_folder
from flows.fetch.throttle import LOG, SLACK_S, Clock, utc_now

DEFAULT_MAX_BYTES = 1_000_000_000
STAMP, STAMPED = "%Y%m%dT%H%M%S%f", re.compile(r"gongbao-(\d{8}T\d{12})Z-")
ABOUT = {
    "software": "gongbao, with warcio",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "robots": "obeyed",
    "description": "Bodies are stored without transfer and content coding; X-Crawler- headers tell what it was",
}


class ArchiveWriter:
    """Appends to one file at a time, its own. Safe to share between threads; each process makes its own writer."""

    def __init__(
        self,
        folder: Path,
        *,
        run: str = "",
        max_bytes: int = DEFAULT_MAX_BYTES,
        about: Mapping[str, str] | None = None,
        clock: Clock = utc_now,
    ) -> None:
        """Makes the folder, and brings files of crashed writers in order: `recovered` says which.

        `run`: letters and digits for the file names, else random. `max_bytes`: a file is closed once it is larger; also
        when the day (UTC) ends. `about`: fields for the files' first record, such as `operator`.
        """
        self.folder = folder
        self._run = re.sub(r"[^0-9A-Za-z]", "", run)[:32] or secrets.token_hex(4)
        self._max_bytes = max_bytes
        self._about = {**ABOUT, **(about or {})}
        self._clock = clock
        self._lock = threading.Lock()
        self._serial = 0
        self._file: _OpenFile | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable("make the folder", folder, error) from error
        self.recovered: tuple[Recovery, ...] = recover(folder)

    def store(self, exchange: Exchange, original: FetchedPage | None = None) -> FetchedPage:
        """Appends an exchange and returns it as the page it brought.

        With `original` (as `ArchiveReader.original` gives it: the record that holds the body) a 304 or an equal body
        is written as a revisit of that. Raises ArchiveFull or ArchiveUnwritable; then no part of it is in the archive.
        """
        sha256 = hashlib.sha256(exchange.body).hexdigest()
        if exchange.status == 304 and original is None:
            raise ValueError(f"a 304 needs the page it confirms: {exchange.url}")
        if exchange.status != 304 and original is not None:
            equal = (sha256, exchange.status) == (original.sha256, original.status)
            original = original if equal else None
        with self._lock:
            file = self._ready_file()
            members = pack(exchange, original, file.warcinfo_id)
            offset = file.append(members.request + members.response) + len(members.request)
        page = FetchedPage(
            key=exchange.key,
            url=exchange.url,
            final_url=exchange.url,
            status=exchange.status,
            headers=exchange.headers,
            body=exchange.body,
            fetched_at=exchange.fetched_at,
            sha256=sha256,
            warc_file=file.name,
            warc_offset=offset,
            record_id=members.record_id,
            body_file=original.warc_file if original else file.name,
            body_offset=original.warc_offset if original else offset,
            origin=exchange.origin,
            purpose=exchange.purpose,
        )
        return _confirmed(page, original) if original and exchange.status == 304 else page

    def sync(self) -> None:
        """Forces all that was stored to the disk."""
        with self._lock:
            if self._file is not None:
                self._file.sync()

    def close(self) -> None:
        """Forces the file to the disk and gives it its final name. The next `store` would begin another one."""
        with self._lock:
            self._close_file()

    def __enter__(self) -> ArchiveWriter:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes."""
        self.close()

    def _ready_file(self) -> _OpenFile:
        now = self._clock()
        if self._file and self._file.broken:
            self._close_file()
        if self._file and (self._file.size >= self._max_bytes or self._file.opened.date() != now.date()):
            self._close_file()
        if self._file is None:
            self._serial += 1
            begun = _after_all(self.folder, now)
            name = f"gongbao-{begun:{STAMP}}Z-{self._run}-{self._serial:05d}.warc.gz"
            self._file = _OpenFile(self.folder, name, self._about, self._clock)
        return self._file

    def _close_file(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            if file.broken:
                file.abandon()
            else:
                file.close()


def _after_all(folder: Path, now: dt.datetime) -> dt.datetime:
    """The moment that a new file is named by: the present one, or, by a clock that was set back, right after the last.

    The order of the names is the order of the answers, from which all is made again.
    """
    try:
        stamps = [found[1] for file in folder.iterdir() if (found := STAMPED.match(file.name))]
    except OSError as error:
        raise unwritable("name a file in", folder, error) from error
    last = dt.datetime.strptime(max(stamps), STAMP).replace(tzinfo=dt.UTC) if stamps else None
    if last is None or last < now:
        return now
    if (last - now).total_seconds() > SLACK_S:
        said = "expected a clock past %s, by which the archive's last file is named, found %s: the clock was set back; "
        LOG.warning(
            said + "answers count in the order in which they came", f"{last:%Y-%m-%d %H:%M}", f"{now:%Y-%m-%d %H:%M}"
        )
    return last + dt.timedelta(microseconds=1)


def _confirmed(answer: FetchedPage, original: FetchedPage) -> FetchedPage:
    """A 304 as the page that it confirms."""
    return replace(
        answer,
        status=original.status,
        headers=refreshed(original.headers, answer.headers),
        body=original.body,
        sha256=original.sha256,
        not_modified=True,
    )


class _OpenFile:
    """The file being written. `size`: the end of its last whole record. `broken`: more is in it that cannot be cut."""

    def __init__(self, folder: Path, name: str, about: Mapping[str, str], clock: Clock) -> None:
        self.name = name
        self.opened = clock()
        self.size = 0
        self.broken = False
        self._final = folder / name
        self._path = folder / (name + OPEN)
        self._descriptor = self._create()
        warcinfo, self.warcinfo_id = pack_warcinfo(name, about, self.opened)
        try:
            self.append(warcinfo)
            sync_folder(folder)
        except ArchiveError:
            self._path.unlink()
            os.close(self._descriptor)
            raise
        self._empty_size = self.size

    def _create(self) -> int:
        """A new locked file. A recovery that saw it before the lock has removed it: then once more."""
        while True:
            try:
                descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
            except OSError as error:
                raise unwritable("make the file", self._path, error) from error
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            with contextlib.suppress(FileNotFoundError):
                if self._path.stat().st_ino == os.fstat(descriptor).st_ino:
                    return descriptor
            os.close(descriptor)

    def append(self, data: bytes) -> int:
        """Writes all of `data` or nothing; returns where it begins."""
        start, rest = self.size, memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except BaseException as error:  # an interrupt too must not leave half a record
            self._cut(start)
            if isinstance(error, OSError):
                raise unwritable(f"write {len(data):,} bytes to", self._path, error) from error
            raise
        self.size += len(data)
        return start

    def _cut(self, size: int) -> None:
        try:
            os.ftruncate(self._descriptor, size)
        except OSError:
            self.broken = True

    def abandon(self) -> None:
        """Leaves the file as it is, for the next recovery."""
        os.close(self._descriptor)

    def sync(self) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise unwritable("force to the disk", self._path, error) from error

    def close(self) -> None:
        """Renames the file, or removes it where nothing was stored in it."""
        try:
            if self.size == self._empty_size:
                self._path.unlink()
            else:
                self.sync()
                self._path.rename(self._final)
            sync_folder(self._final.parent)
        except OSError as error:
            raise unwritable("close", self._path, error) from error
        finally:
            os.close(self._descriptor)
