"""The standard output as it is found: closed, or read no longer."""

from __future__ import annotations

import contextlib
import io
import os
import sys


def closed_streams() -> bool:
    """Whether the standard output is closed. Then, and for a closed stderr, the null device takes the number.

    The next file to be opened would get it otherwise, and a warning of some library be printed into the warehouse.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return False
    closed = sys.stdout is None
    while (taken := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(taken)
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8", write_through=True)
    return closed


def forget_stdout() -> None:
    """What is still buffered can go nowhere; without this the interpreter would complain of it once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
