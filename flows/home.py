"""Where the data lie, and which code makes them."""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

from flows.errors import InputError

PREFIX = "GONGBAO_"  # of every variable of the environment that sets something
SETTINGS = "settings.toml"  # in the home folder
HOME = "GONGBAO_HOME"  # by the environment alone: the other settings lie in it
VERSION = "0.1.0"
NEEDED = 64 << 20  # bytes free before a load: the warehouse, its copy, and the records of Prefect's own server
FILES = (
    128  # open at once: Prefect's server, the database, the archive, the network (15 in one process while seeds load)
)
_READERS = ("flows/parse", "flows/extract", "warehouse/vocabulary")  # what decides which claims a text gives


def home_directory() -> Path:
    """`GONGBAO_HOME`, or `data` in the current folder."""
    return Path(os.environ.get(HOME) or "data").expanduser()


def writable_home() -> Path:
    """The home folder, made if need be. Raises InputError where nothing can be written in it, or too little.

    Also where its settings are none, and where too few files may be open at once: a run that begins with so few ends in
    the middle of everything.
    """
    from flows.settings import read_settings

    home = home_directory()
    read_settings(home)
    _require_files()
    advice = "allow it, or choose another folder with GONGBAO_HOME"
    probe = home / f".probe-{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
        free = shutil.disk_usage(home).free
    except OSError as error:
        raise InputError(f"expected a home folder to write in at {home}, found: {error.strerror}; {advice}") from error
    if free < NEEDED:
        raise InputError(
            f"expected {NEEDED >> 20} MiB free in {home}, found {free >> 20}: free some space and run again"
        )
    return home


def _require_files() -> None:
    """Raise the limit of open files as far as is needed and allowed. Windows knows none."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < FILES:
        if hard != resource.RLIM_INFINITY and hard < FILES:
            raise InputError(f"expected {FILES} open files allowed, found {hard}: raise the limit (ulimit -n {FILES})")
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))


@cache
def code_version() -> str:
    """The release and eight digits of a hash over parser, grammar and vocabulary: another reading, another version."""
    top = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for room in _READERS:
        for file in sorted((top / room).rglob("*")):
            if file.suffix in {".py", ".toml", ".csv"}:
                digest.update(file.relative_to(top).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{VERSION}+{digest.hexdigest()[:8]}"
