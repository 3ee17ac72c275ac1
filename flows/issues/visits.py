"""An issue's archived answers by the runs that asked for them: what the source showed at each of these times."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.model import StoredResponse

_RUN = re.compile(r"-([0-9A-Za-z]+)-\d{5}\.warc\.gz$")  # an archive file's name holds its run's


@dataclass(frozen=True, slots=True)
class Visit:
    """All answers up to a time, the oldest first; `seen_at` is that of the last. `n` counts the visits up to this one.

    `is_news`: it showed something that the visit before did not.
    """

    seen_at: dt.datetime
    rows: tuple[StoredResponse, ...]
    n: int
    is_news: bool


def visits(rows: Iterable[StoredResponse]) -> list[Visit]:
    """The visits in the order of asking. `rows`: answers that were asked for one issue; a run asks for it once."""
    by_run: dict[str, list[StoredResponse]] = {}
    for row in sorted(rows, key=_place):
        by_run.setdefault(_run_of(row), []).append(row)
    found: list[Visit] = []
    shown: dict[str, tuple[int, str]] = {}
    so_far: list[StoredResponse] = []
    for answers in by_run.values():
        so_far = sorted([*so_far, *answers], key=_place)
        now = {row.key: (row.status, row.sha256) for row in answers}
        is_news = any(shown.get(key) != said for key, said in now.items())
        shown |= now
        found.append(Visit(answers[-1].fetched_at, tuple(so_far), len(found) + 1, is_news))
    return found


def _run_of(row: StoredResponse) -> str:
    found = _RUN.search(row.warc_file)
    return found[1] if found else row.warc_file


def _place(row: StoredResponse) -> tuple[str, int]:
    return row.place
