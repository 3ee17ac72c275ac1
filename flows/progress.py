"""A progress bar for a person: on a terminal's standard error, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def tracked(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The items, one by one, with a bar that says how many of `total` are done."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)


def told(message: str) -> None:
    """A line for a person who waits; nothing where no terminal is."""
    if sys.stderr.isatty():
        print(message, file=sys.stderr)  # noqa: T201
