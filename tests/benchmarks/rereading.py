"""What it costs to read an archive again, in processor time an article: `python -m tests.benchmarks.rereading`.

A press on loopback prints a paper; it is backfilled, then read again twice from the archive alone: by `rebuild` into a
new warehouse and by `reextract` into the one that is there. Printed as a JSON line: milliseconds an article of this
process and its workers (their start included), and of those the warehouse's.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flows.issues.writer import SharedWriter
from flows.runs.options import ReextractOptions
from flows.runs.reextract import reextract_all
from tests.runs.issue_runs import backfill, rebuilt
from tests.sources.fake_sites.sites import press
from warehouse.connect import open_writer

R = TypeVar("R")
FIRST = dt.date(2025, 1, 6)
PAGES, PER_PAGE = 8, 5


def processor() -> float:
    """Seconds of processor time of this process and its children, which have ended."""
    while multiprocessing.active_children():
        time.sleep(0.05)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


@contextmanager
def told(report: dict[str, Any], what: str, n_articles: int) -> Iterator[None]:
    """Milliseconds an article of what is done within, and of those the ones within the writer's turns."""
    call, spent = SharedWriter.__call__, [0.0]

    async def timed(self: SharedWriter, work: Callable[[duckdb.DuckDBPyConnection], R], source_id: str = "") -> R:
        def within(connection: duckdb.DuckDBPyConnection) -> R:
            connection.execute("SET threads = 1")  # all of its work in this thread, whose time is taken
            begun = time.thread_time()
            try:
                return work(connection)
            finally:
                spent[0] += time.thread_time() - begun

        return await call(self, within, source_id)

    begun = processor()
    with patch.object(SharedWriter, "__call__", timed):
        yield
    report[what] = round((processor() - begun) * 1000 / n_articles, 2)
    report[f"{what}_warehouse"] = round(spent[0] * 1000 / n_articles, 2)


def reread(n_days: int) -> dict[str, Any]:
    """Backfill that many days of a paper, and read them again: milliseconds an article."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with press("rmrb", pages=PAGES, per_page=PER_PAGE) as running:
            last = FIRST + dt.timedelta(days=n_days - 1)
            backfill(home, "rmrb", running.origin("rmrb"), FIRST, last)
        with open_writer(home) as connection:
            n_articles = connection.execute("SELECT count(*) FROM article").fetchall()[0][0]
        report: dict[str, Any] = {"articles": n_articles}
        with told(report, "rebuild_ms", n_articles):
            rebuilt(home)
        with told(report, "reextract_ms", n_articles):
            asyncio.run(reextract_all(home, ReextractOptions(workers=1)))
    return report


def main() -> int:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=40)
    sys.stdout.write(json.dumps(reread(parser.parse_args().days)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
