"""After a crash: a file is cut after its last whole record, the torn rest is set aside, the file gets its name.

What is damaged before that stays where it is, for the places of all records are known by their offsets.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.fetch.errors import unwritable
from flows.fetch.members import Member, walk

OPEN = ".open"
"""What a file's name ends with while it is written."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was done to one file. `records` whole ones are in it; `torn_bytes` went to `torn_file` (None where whole).

    `file` is None where there was not one whole record.
    """

    file: str | None
    records: int
    torn_bytes: int
    torn_file: str | None


def recover(folder: Path) -> tuple[Recovery, ...]:
    """Brings every unfinished file of the folder in order, in the order of their names; those being written are left.

    May itself be killed at any moment and run again. Reads each unfinished file once (1 GB in about 20 s).
    """
    found = []
    for path in sorted(folder.glob(f"*.warc.gz{OPEN}")):
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            continue  # another process has just brought it in order
        except OSError as error:
            raise unwritable("open", path, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists():
                found.append(_recover(path, descriptor))
        except BlockingIOError:
            continue  # its writer lives
        except OSError as error:
            raise unwritable("bring in order", path, error) from error
        finally:
            os.close(descriptor)
    return tuple(found)


def left_behind(folder: Path) -> list[str]:
    """Names of the unfinished files whose writers are gone, without their mark: what `recover` would bring in order."""
    found = []
    for path in sorted(folder.glob(f"*.warc.gz{OPEN}")):
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise unwritable("open", path, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            found.append(path.name.removesuffix(OPEN))
        except BlockingIOError:
            continue  # its writer lives
        finally:
            os.close(descriptor)
    return found


def _recover(path: Path, descriptor: int) -> Recovery:
    records, whole = _whole(path)
    torn = os.fstat(descriptor).st_size - whole
    final = path.with_name(path.name.removesuffix(OPEN))
    aside = final.with_name(f"{final.name}.{whole}.torn") if torn else None
    if aside:
        with path.open("rb") as source, aside.open("wb") as target:
            source.seek(whole)
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        os.ftruncate(descriptor, whole)
    os.fsync(descriptor)
    if records:
        path.rename(final)
    else:
        path.unlink()
    sync_folder(path.parent)
    return Recovery(final.name if records else None, records, torn, aside.name if aside else None)


def _whole(path: Path) -> tuple[int, int]:
    """Number of whole records, and where the last of them ends."""
    records = end = 0
    with path.open("rb") as stream:
        for found in walk(stream):
            if isinstance(found, Member):
                records, end = records + 1, found.end
    return records, end


def sync_folder(folder: Path) -> None:
    """Forces new and changed names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
