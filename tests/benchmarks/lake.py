"""What a lake costs beside a file, and four writers beside one: processor seconds an issue, as ratios of one run.

    python -m tests.benchmarks.lake --issues 16

Every process starts with the same list of issues. Start, plan and publishing are counted by a second run, which finds
nothing to do, and taken off. The press, and PostgreSQL, are not counted: they serve.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests import postgres
from tests.soak import runs
from tests.sources.fake_sites.sites import press
from warehouse import store, upkeep
from warehouse.connect import open_reader, open_writer

SOURCE = "rmrb"
PAGES, PER_PAGE = 4, 5


@dataclass
class Cost:
    """Processor seconds of the loaders and all they started: of the issues, of what comes with each run; the wall's."""

    issues: float
    runs: float
    wall: float
    claims: int


def cost(home: Path, loaders: int, issues: int, origin: str) -> Cost:
    """Of `loaders` processes with the same list, twice."""
    first, wall = _spent(home, loaders, issues, origin)
    second, _ = _spent(home, loaders, issues, origin)
    with open_reader(home) as copy:
        (claims,) = copy.execute("SELECT count(*) FROM claim").fetchall()[0]
    return Cost(first - second, second, wall, claims)


def _spent(home: Path, loaders: int, issues: int, origin: str) -> tuple[float, float]:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    days = ("--from", str(runs.first_of(issues)), "--to", str(runs.LAST))
    verb = ("backfill", "--plain", "--workers", "1", "--source", SOURCE, "--origin", origin, *days)
    running = [runs.command(home, *verb) for _ in range(loaders)]
    for process in running:
        err = process.communicate()[1]
        if process.returncode:
            raise SystemExit(f"expected every loader to end well, found: {err[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.monotonic() - begun


def main() -> None:
    """Measure, print a table of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=16)
    issues = parser.parse_args().issues
    binaries = postgres.programs()
    if binaries is None:
        raise SystemExit("expected PostgreSQL, found none: apt-get install postgresql")
    found: dict[str, Cost] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.running(binaries) as server,
        press(SOURCE, pages=PAGES, per_page=PER_PAGE) as running,
    ):
        for name, loaders, address in (
            ("file, one writer", 1, ""),
            ("lake, one writer", 1, server.database("one")),
            ("lake, four writers", 4, server.database("four")),
        ):
            home = Path(folder) / name.replace(" ", "-")
            os.environ["GONGBAO_STORE"] = f"ducklake:{address}" if address else ""
            store.choose(home, store.Store(address))
            found[name] = cost(home, loaders, issues, running.origin(SOURCE))
            if address:
                with open_writer(home) as connection:
                    twice = "SELECT count(*) - count(DISTINCT issue_id) FROM issue_attempt"
                    assert connection.execute(twice).fetchall() == [(0,)], "an issue was loaded twice"
        begun = time.process_time()
        compacted = upkeep.compact(home)
        spent = time.process_time() - begun
    one = found["file, one writer"]
    print(f"{issues} issues, {one.claims} claims")
    print("| store | processor s an issue | beside the file | processor s a run beside | wall s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, each in found.items():
        assert each.claims == one.claims, "the end is one writer's"
        ratio = each.issues / one.issues
        print(f"| {name} | {each.issues / issues:.2f} | {ratio:.2f} | {each.runs:.1f} | {each.wall:.0f} |")
    four, alone = found["lake, four writers"], found["lake, one writer"]
    print(
        f"four writers beside one, both in a lake: {four.issues / alone.issues:.2f} of the processor seconds an issue"
    )
    print(f"compaction: {compacted.before} files became {compacted.after} in {spent:.1f} processor seconds")


if __name__ == "__main__":
    main()
