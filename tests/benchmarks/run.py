"""The benchmarks of extraction and loading, as ratios and counts of one run: `make bench`.

- speed: all fields of every claim of the Chinese seeds, against the four Chinese models of recognizers-text-suite on
  the same texts, in characters a second of processor time. The other library lives in an environment of its own,
  made here. The seed in two languages is told apart: half of it is another language's.
- memory: the peak of `gongbao extract` over a text of 10 MB.
- load: seconds to load the five seeds into a warehouse, without Prefect.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flows.compiled import state
from flows.issues.documents import read_document
from flows.runs.manifest import SeedDocument
from flows.runs.seeds import load_all
from tests.benchmarks.against import against, seeds_by_language
from warehouse.resources import seeds_directory

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parents[1] / ".bench"
OTHERS = ("recognizers-text-suite==1.0.2a2", "emoji==1.1.0", "setuptools==80.9.0")
WANTED = {"speed": 40.0, "memory": 300.0, "load": 3.0}


def other_environment() -> Path:
    """The interpreter of the other library's environment, made at the first call."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *OTHERS], check=True)
        (ENVIRONMENT / "ready").touch()
    return python


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of one call over the rounds, after one that is not counted."""
    work()
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def ours(texts: list[tuple[SeedDocument, str]], rounds: int) -> float:
    """Characters a second of parsing and extracting, blank lines not counted."""

    def read_all() -> None:
        for document, text in texts:
            read_document(text, source_id=document.source_id, published_on=document.published_on)

    return characters(texts) / seconds(read_all, rounds)


def characters(texts: list[tuple[SeedDocument, str]]) -> int:
    """How many characters the texts have, blank lines not counted."""
    return sum(len(line) for _, text in texts for line in text.splitlines() if line.strip())


def theirs(texts: list[tuple[SeedDocument, str]], rounds: int) -> float:
    """Characters a second of the other library's four models over the same lines."""
    lines = [line for _, text in texts for line in text.splitlines() if line.strip()]
    done = subprocess.run(
        [str(other_environment()), str(HERE / "recognizers.py"), str(rounds)],
        input=json.dumps(lines), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return characters(texts) / float(done.stdout)


def memory(megabytes: int = 10) -> float:
    """Peak memory in MB of `gongbao extract` over a text of that many bytes, made of the seeds."""
    text = "\n".join(text for _, text in seeds_by_language()["Chinese seeds"])
    size = megabytes * 10**6
    whole = (text * (size // len(text.encode()) + 1)).encode()[:size].decode("utf-8", errors="ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(whole, encoding="utf-8")
        verb = ["extract", str(path), "--published", "2025-09-19"]
        command = [sys.executable, "-c", "from flows.cli.command import main; main()", *verb]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def load() -> float:
    """Seconds to load the seeds into a new warehouse and to publish it."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        load_all(Path(folder), seeds_directory())
        return time.perf_counter() - started


def main() -> int:
    """Run all, print a line each, and fail where a figure misses what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--against", metavar="COMMIT", help="read the same texts in turn with a commit, and no more")
    parser.add_argument(
        "--texts", metavar="DIR", type=Path, nargs="*", default=[], help="folders read beside the seeds"
    )
    given = parser.parse_args()
    rounds = given.rounds
    sys.stdout.write(f"{state()}\n")
    if given.against:
        against(given.against, given.texts, rounds)
        return 0
    peak = memory()  # first: the peak is of the largest child so far
    texts, both = seeds_by_language().values()
    mine, other, loading = ours(texts, rounds), theirs(texts, rounds), load()
    figures = {
        "speed": (mine / other, mine / other >= WANTED["speed"],
                  f"{mine:,.0f} against {other:,.0f} characters a second of processor time, {len(texts)} texts"),
        "memory": (peak, peak < WANTED["memory"], "MB at the most, extracting 10 MB"),
        "load": (loading, loading < WANTED["load"], "seconds to load and publish the five seeds"),
    }  # fmt: skip
    for name, (figure, reached, words) in figures.items():
        sys.stdout.write(
            f"{name}: {figure:.1f} ({words}); wanted {WANTED[name]:g}: {'reached' if reached else 'MISSED'}\n"
        )
    sys.stdout.write(f"seed in two languages: {ours(both, rounds):,.0f} characters a second of processor time\n")
    return 0 if all(reached for _, reached, _ in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
