"""Answers and refreshes at scale: `python tests/benchmarks/scale.py --claims 10000000`.

A warehouse is generated (its seed is stated), its observations made, the readers' copy written; then `trend`, `as_of`,
`evidence` and `search` are asked for drawn names, and one more issue is loaded, refreshed, checked and published, over
and over. Printed as JSON lines: seconds and bytes of the making, milliseconds of the answers (median, p95, and of
processor time, which other work on the machine does not lengthen), processor seconds of a publish after one issue and
of the checks in it, and, in the first line, what `rebuild` costs an article (`rereading.py`). With two counts the
refresh of each is compared with that of the first, round by round in turn, so that what else the machine does meets
both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.rereading import reread
from tests.generators import claims, scale
from warehouse import publish
from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_reader, open_writer
from warehouse.series import checks, observe

QUESTIONS = {
    "trend": "FROM trend(?)",
    "as_of": "FROM as_of(DATE '2020-06-30', ?)",
    "evidence": "FROM evidence(?)",
    "search": "FROM search(?)",
}
FIRST_LATER = dt.date(2025, 1, 1)  # the day of the first of the more issues
LATER_ISSUES = f"SELECT count(*) FROM issue WHERE published_on >= DATE '{FIRST_LATER}'"  # of earlier runs in this home
REREAD_DAYS = 20
ISSUE_SIZE = 200  # claims of the one more issue
WANTED = {"median": 60.0, "p95": 150.0, "refresh": 1.0, "growth": 2.0, "bytes": 2.5e9}
BOUND = ("trend", "as_of", "evidence")  # a search reads every sentence: told, not bound


@contextmanager
def told(what: str, report: dict[str, Any]) -> Iterator[None]:
    """Seconds of the block, into the report and on stderr."""
    started = time.perf_counter()
    yield
    report[what] = round(time.perf_counter() - started, 2)
    sys.stderr.write(f"{what}: {report[what]}\n")
    sys.stderr.flush()


def make(home: Path, n_claims: int, memory: str = "8GB") -> dict[str, Any]:
    """Generate, observe, derive and copy; what each took, and the files' sizes."""
    report: dict[str, Any] = {"claims": n_claims, "seed": scale.SEED}
    with open_writer(home) as connection:
        connection.execute(f"SET memory_limit = '{memory}'")
        connection.execute("SET threads = 2")
        with told("generate_s", report):
            report["series"] = scale.fill(connection, n_claims)
        with told("observe_s", report):
            observe.refresh(connection)
    with told("publish_s", report):
        publish.publish(home)
    report["writer_bytes"] = (home / WRITER_FILE).stat().st_size
    report["published_bytes"] = (home / PUBLISHED_FILE).stat().st_size
    return report


def ask(home: Path, rounds: int) -> dict[str, Any]:
    """Median and p95 of each question over drawn names, in milliseconds, rows fetched; the first is not counted."""
    draw = random.Random(scale.SEED)
    report: dict[str, Any] = {}
    with open_reader(home) as connection:
        names = [row[0] for row in connection.execute("SELECT DISTINCT name FROM series_name ORDER BY 1").fetchall()]
        for question, query in QUESTIONS.items():
            drawn = draw.sample(names, min(rounds, len(names)))
            worked = time.process_time()
            taken, rows = _times(lambda name, query=query: connection.execute(query, [name]).fetchall(), drawn)
            busy = (time.process_time() - worked) * 1000 / (len(drawn) + 1)
            report[question] = {**summary(taken), "cpu_ms": round(busy, 1), "rows_median": statistics.median(rows)}
    return report


def refreshes(homes: Sequence[Path], rounds: int) -> list[dict[str, float]]:
    """Milliseconds of `observe.refresh` after one more issue of 200 claims about series that are there, of every home.

    Median, p95 and processor time; the homes take turns. The first round is not counted.
    """
    with ExitStack() as opened:
        connections = [opened.enter_context(open_writer(home)) for home in homes]
        for connection in connections:
            connection.execute("SET threads = 2")
        taken: list[list[float]] = [[] for _ in homes]
        busy: list[list[float]] = [[] for _ in homes]
        held = [connection.execute(LATER_ISSUES).fetchall()[0][0] for connection in connections]
        for number in range(rounds + 1):
            for connection, before, walls, works in zip(connections, held, taken, busy, strict=True):
                claims.load(connection, _one_more(connection, before + number))
                started, worked = time.perf_counter(), time.process_time()
                observe.refresh(connection, [])
                walls.append((time.perf_counter() - started) * 1000)
                works.append((time.process_time() - worked) * 1000)
    return [
        {**summary(walls[1:]), "cpu_ms": round(statistics.median(works[1:]), 1)}
        for walls, works in zip(taken, busy, strict=True)
    ]


def publishes(home: Path, rounds: int) -> dict[str, float]:
    """Processor seconds of a publish after one more issue of 200 claims, its checks among them: the median of each."""
    publish.check_and_publish(home, whole=True)  # what is generated was never checked
    busy, of_checks = [], []
    for _ in range(rounds):
        with open_writer(home) as connection:
            number = connection.execute(LATER_ISSUES).fetchall()[0][0]
            claims.load(connection, _one_more(connection, number))
            observe.refresh(connection, [])
        worked = time.process_time()
        with open_writer(home) as connection:
            checks.run(connection, [f"rmrb-{FIRST_LATER + dt.timedelta(days=number)}"])
        checked = time.process_time()
        published = publish.publish(home)
        if not published.whole:  # one that is due to be whole is another cost, shared by many
            busy.append(time.process_time() - worked)
            of_checks.append(checked - worked)
    if not busy:
        return {}
    return {
        "publish_s": round(statistics.median(busy), 2),
        "most_s": round(max(busy), 2),
        "checks_s": round(statistics.median(of_checks), 2),
    }


def summary(taken: list[float]) -> dict[str, float]:
    """Median and p95 of milliseconds."""
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return {"median_ms": round(statistics.median(ordered), 1), "p95_ms": round(p95, 1)}


def _times(work: Callable[[str], list[Any]], names: list[str]) -> tuple[list[float], list[int]]:
    work(names[0])
    taken, rows = [], []
    for name in names:
        started = time.perf_counter()
        found = work(name)
        taken.append((time.perf_counter() - started) * 1000)
        rows.append(len(found))
    return taken, rows


def _one_more(connection: duckdb.DuckDBPyConnection, number: int) -> list[dict[str, Any]]:
    """An issue that speaks of months and series drawn from what is there, half of them told anew with another value."""
    drawn = connection.execute(
        "SELECT indicator, unit, ref_area, measure, base, period_start, period_end, value FROM claim "
        f"USING SAMPLE reservoir({ISSUE_SIZE} ROWS) REPEATABLE ({number + 1})"
    ).fetchall()
    day = FIRST_LATER + dt.timedelta(days=number)
    rows = []
    for place, (indicator, unit, area, measure, base, start, end, value) in enumerate(drawn):
        told_value = value + place % 2
        rows.append({
            "source": "rmrb", "published_on": day.isoformat(), "quote": f"{told_value}", "value": told_value,
            "sentence": f"第{place}条：{indicator}{told_value}。", "indicator": indicator, "unit": unit,
            "ref_area": area, "measure": measure, "base": base, "period": f"{start}/{end}",
        })  # fmt: skip
    return rows


def main() -> int:
    """Measure every count asked for; exit code 1 where a wanted figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000, 10_000_000])
    parser.add_argument("--home", type=Path, help="where to make the warehouses; a temporary folder where left out")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--memory", default="8GB", help="DuckDB's memory limit while the warehouse is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        homes = [(options.home or Path(temporary)) / str(n_claims) for n_claims in options.claims]
        reports = [_answers(home, n_claims, options) for home, n_claims in zip(homes, options.claims, strict=True)]
        for report, refreshed in zip(reports, refreshes(homes, 12), strict=True):
            report["refresh"] = refreshed
        for report, home in zip(reports, homes, strict=True):
            report["publish"] = publishes(home, 3)
            sys.stderr.write(json.dumps(report) + "\n")  # what was measured so far is kept, whatever comes after
    reports[0]["rebuild"] = reread(REREAD_DAYS)
    for report in reports:
        least = reports[0]["refresh"]
        report["growth"] = {name: round(report["refresh"][name] / least[name], 2) for name in ("median_ms", "cpu_ms")}
        sys.stdout.write(json.dumps(report) + "\n")
    return 0 if all(_passes(report) for report in reports) else 1


def _answers(home: Path, n_claims: int, options: argparse.Namespace) -> dict[str, Any]:
    made = home / PUBLISHED_FILE
    report = {"claims": n_claims} if made.exists() else make(home, n_claims, options.memory)
    return {**report, "published_bytes": made.stat().st_size, **ask(home, options.rounds)}


def _passes(report: dict[str, Any]) -> bool:
    answers = [report[question] for question in BOUND]
    return (
        all(answer["median_ms"] < WANTED["median"] and answer["p95_ms"] < WANTED["p95"] for answer in answers)
        and report["refresh"]["median_ms"] < WANTED["refresh"] * 1000
        and report["growth"]["median_ms"] < WANTED["growth"]
        and report["published_bytes"] < WANTED["bytes"]
    )


if __name__ == "__main__":
    sys.exit(main())
