"""What a refusal of DuckDB or of the system means for a file of the home: one line, with what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import duckdb

from warehouse.errors import (
    CorruptError,
    DiskFullError,
    HomeError,
    LimitError,
    LockedError,
    OpenError,
    VersionError,
    WarehouseError,
)

RENEW = "run `gongbao publish`, which makes it anew from the warehouse"
REBUILD = "move the file away and run `gongbao rebuild`"
FULL = re.compile(r"No space left|File too large|Disk quota exceeded|max_temp_directory_size", re.IGNORECASE)
_DAMAGED = re.compile(r"Corrupt database|read enough bytes|[Ff]ailed to deserialize|not a valid DuckDB database")
_HOLDER = re.compile(r"held in (?P<program>\S+) \(PID (?P<pid>\d+)\)")


def told(path: Path, error: duckdb.Error, cure: str) -> WarehouseError | None:
    """What DuckDB's error means for `path`, at its opening and later; None where it says nothing of the file."""
    said = _line(error)
    if "Could not set lock" in said or "different configuration" in said:
        holder = _HOLDER.search(said)
        who = f"process {holder['pid']} ({holder['program']})" if holder else "another connection"
        return LockedError(f"{path} is being written by {who}: wait until it ends, or stop it, and run again")
    if FULL.search(said):
        return DiskFullError(f"no room left to open {path}: free some space and run again")
    if "Too many open files" in said:
        return OpenError(f"{path} cannot be read, too many files are open: close some, or raise the limit (ulimit -n)")
    if "Permission denied" in said or "Read-only file system" in said:
        return HomeError(f"{path} cannot be opened: allow it, or choose another folder with GONGBAO_HOME")
    if isinstance(error, duckdb.OutOfMemoryException):
        return LimitError(f"{path} needs more memory than there is: give it more, or end other programs ({said[:160]})")
    if isinstance(error, duckdb.IOException) and "newer" in said and "version" in said:
        return VersionError(f"{path} was written by a newer DuckDB: upgrade gongbao ({said[:160]})")
    return unreadable(path, error, cure) if _DAMAGED.search(said) else None


def unreadable(path: Path, error: duckdb.Error, cure: str) -> CorruptError:
    """Of a file that cannot be opened as a database."""
    return CorruptError(
        f"expected a DuckDB database at {path}, found bytes it cannot read: {cure} ({_line(error)[:160]})"
    )


def not_answered(path: Path, error: duckdb.Error) -> OpenError:
    """A question of this project's own that fails on the copy: mostly on one that an older version published."""
    if isinstance(error, duckdb.CatalogException | duckdb.BinderException):
        return VersionError(f"expected a copy by this version of gongbao at {path}: {RENEW} ({_line(error)[:160]})")
    return OpenError(
        f"expected answers from the copy at {path}, found that DuckDB refuses: {RENEW} ({_line(error)[:160]})"
    )


def _line(error: duckdb.Error) -> str:
    return " ".join(str(error).split())


def home_refused(home: Path, error: OSError) -> HomeError | DiskFullError:
    """Of a home folder that cannot be made."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFullError(f"no room left to make the folder {home}: free some space and run again")
    return HomeError(f"the home folder {home} cannot be made ({error.strerror}): choose another with GONGBAO_HOME")
