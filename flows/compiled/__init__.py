"""Extraction as machine code, where `make fast` has made it of these very sources; else the sources themselves.

What is compiled lies under a digest of all that it was made from. After an edit, or an upgrade of Python, nothing lies
under the digest of what is there now, and Python reads the sources: a compiled module older than its source cannot run.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

TOP = Path(__file__).resolve().parents[2]
BUILT = Path(__file__).with_name("built")
SUFFIX = EXTENSION_SUFFIXES[0]  # .cpython-311-x86_64-linux-gnu.so: of this Python on this machine
COMPILED = (
    "flows/extract",
    *(f"warehouse/vocabulary/{name}.py" for name in ("anchor", "gazetteer", "placenames", "places")),
)
_MADE_OF = (*COMPILED, "warehouse/vocabulary", "warehouse/model.py", "warehouse/values.py", "flows/compiled")


def sources(rooms: Sequence[str] = COMPILED) -> Iterator[Path]:
    """The files of rooms, each a folder or a file, in order."""
    for room in rooms:
        yield from sorted((TOP / room).rglob("*.py")) if (TOP / room).is_dir() else [TOP / room]


@cache
def digest() -> str:
    """Sixteen digits of a hash over what is compiled, what its types are taken from, and how it is made."""
    found = hashlib.sha256()
    for file in sources(_MADE_OF):
        found.update(file.relative_to(TOP).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def place() -> Path:
    """The folder of what is compiled of these sources for this Python."""
    return BUILT / f"{digest()}{SUFFIX.removesuffix('.so')}"


@cache
def modules() -> dict[str, Path]:
    """Each compiled module's file by its name; empty where there is none."""
    if not BUILT.is_dir():
        return {}
    return {file.name.removesuffix(SUFFIX): file for file in place().glob(f"*{SUFFIX}")}


def state() -> str:
    """Which of them runs, and what to do where something compiled lies unused."""
    if modules():
        return "extraction compiled"
    stale = BUILT.is_dir() and any(BUILT.iterdir())
    return "extraction not compiled" + (
        ": what is compiled is of other sources, or of another Python; run `make fast`" if stale else ""
    )


class Finder(MetaPathFinder):
    """Finds the compiled modules before their sources."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As `importlib` asks."""
        file = modules().get(fullname)
        if file is None or not file.exists():  # `make fast` has run again, of other sources, since this process began
            return None
        return spec_from_file_location(fullname, file)


def install() -> None:
    """Python finds what is compiled, from now on. Without it nothing is done, and no source is read."""
    if modules() and not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, Finder())
