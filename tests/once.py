"""What many tests begin with, made once in a run of the suite, by whichever of its processes needs it first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` filled, for all to copy: nobody may write into it.

    The processes of pytest-xdist have the folder above theirs in common; who comes while another makes it waits.
    """
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent
    folder, being_made = top / f"once-{name}", top / f"once-{name}.making"
    with (top / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(being_made, ignore_errors=True)  # what one that failed left
            being_made.mkdir()
            make(being_made)
            being_made.rename(folder)
    return folder


def copied(folder: Path, to: Path) -> Path:
    """A copy of it at `to`, which may be there; times and modes are those of the files."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to
