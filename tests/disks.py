"""A real file system of a few megabytes, mounted for a test; where the machine allows none there is nothing to test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(mount: Path, size: int) -> Iterator[Path]:
    """An empty file system of `size` bytes at `mount`."""
    mount.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)], capture_output=True)
    if done.returncode:
        pytest.skip("no file system can be mounted here (that takes root)")
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)


def fill(mount: Path, left: int = 0) -> Path:
    """A file that leaves so many bytes free."""
    ballast = mount / "ballast"
    with ballast.open("wb") as file:
        found = os.statvfs(mount)
        file.write(b"\0" * max(0, found.f_bavail * found.f_frsize - left))
    return ballast
