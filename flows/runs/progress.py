"""A progress bar for a person: on a terminal's standard error, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

T = TypeVar("T")


def tracked(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The items, one by one, with a bar that says how many of `total` are done."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)


def print_lines(lines: Iterable[str]) -> None:
    """Each line on stdout."""
    for line in lines:
        sys.stdout.write(line + "\n")


def told(message: str) -> None:
    """A line for a person who waits; nothing where no terminal is."""
    if sys.stderr.isatty():
        sys.stderr.write(message + "\n")


class IssueBar:
    """Issues of a long run: how many are done, how many a minute, how long to go. Only on a terminal's stderr."""

    def __init__(self, total: int, what: str) -> None:
        """`total` issues of the run named `what`."""
        self._total, self._what = total, what
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> IssueBar:
        """The bar, drawn."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                TextColumn("{task.fields[last]}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task(self._what, total=self._total, rate="", last="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Takes the bar away."""
        if self._progress is not None:
            self._progress.stop()

    def done(self, issue_id: str, status: str) -> None:
        """One issue more."""
        if self._progress is None or self._task is None:
            return
        task = self._progress.tasks[0]
        rate = f"{60 * (task.completed + 1) / task.elapsed:.1f} issues/min" if task.elapsed else ""
        self._progress.update(self._task, advance=1, rate=rate, last=f"{issue_id} {status}")
