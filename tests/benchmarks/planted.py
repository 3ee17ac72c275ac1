"""The benchmark of the checks: errors planted in a made-up corpus, how many are found, how many honest numbers doubted.

python -m tests.benchmarks.planted [--families N] [--years N] [--seed N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from tests.generators import claims
from tests.generators.planted import Printed, corpus
from warehouse.connect import open_writer
from warehouse.load.load import load_issue
from warehouse.series import checks, observe

WANTED = {"found": 0.95, "false": 0.02, "suggested": 0.90}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one run, and the shares that are wanted."""

    claims: int
    series: int
    planted: int
    found: int
    suggested: int
    false: int
    missed: Counter[str]
    seconds: float

    def shares(self) -> dict[str, float]:
        """`found` and `suggested` of the planted, `false` of the honest claims."""
        return {
            "found": self.found / self.planted,
            "suggested": self.suggested / self.planted,
            "false": self.false / (self.claims - self.planted),
        }

    def reached(self) -> bool:
        """Whether every share is as good as wanted."""
        shares = self.shares()
        return shares["false"] <= WANTED["false"] and all(
            shares[name] >= WANTED[name] for name in ("found", "suggested")
        )


def load(connection: duckdb.DuckDBPyConnection, printed: Sequence[Printed]) -> dict[str, Printed]:
    """Load the corpus, refresh, and return each printed number by its claim's id."""
    by_issue: dict[tuple[str, str], list[Printed]] = {}
    for claim in printed:
        by_issue.setdefault((claim.row["source"], claim.row["published_on"]), []).append(claim)
    placed = {}
    for members in by_issue.values():
        for issue, readings in claims.issues([claim.row for claim in members]):
            load_issue(connection, issue, readings, code_version="1")
            placed.update(zip((c.claim_id for _, e in readings for c in e.claims), members, strict=True))
    observe.refresh(connection)
    return placed


def measure(connection: duckdb.DuckDBPyConnection, placed: dict[str, Printed]) -> Figures:
    """Run the checks, and set what they doubt against what was planted."""
    started = time.perf_counter()
    checks.run(connection)
    seconds = time.perf_counter() - started
    query = "SELECT claim_id, suggested, suggested_unit FROM claim_doubts() WHERE severity = 'error'"
    doubts = {str(row[0]): row[1:] for row in connection.execute(query).fetchall()}
    planted = {claim_id: claim for claim_id, claim in placed.items() if claim.error}
    found = [claim_id for claim_id in planted if claim_id in doubts]
    right = [claim_id for claim_id in found if is_right(placed[claim_id], *doubts[claim_id])]
    series = connection.execute("SELECT count(*) FROM series").fetchall()[0][0]
    missed = Counter(f"{c.error} in {c.row['measure']}" for claim_id, c in planted.items() if claim_id not in doubts)
    return Figures(
        len(placed), series, len(planted), len(found), len(right), len(doubts) - len(found), missed, seconds
    )  # fmt: skip


def is_right(claim: Printed, suggested: Decimal | None, unit: str | None) -> bool:
    """Whether the suggestion is what should have been printed, value and unit."""
    same = suggested is not None and abs(suggested - claim.right) <= Decimal("1e-9") * max(1, abs(claim.right))
    return same and (unit or claim.row["unit"]) == claim.right_unit


def run(*, families: int, years: int, seed: int) -> Figures:
    """One run in a warehouse of its own."""
    with tempfile.TemporaryDirectory() as folder, open_writer(Path(folder)) as connection:
        return measure(connection, load(connection, corpus(families=families, years=years, seed=seed)))


def main() -> int:
    """Print the figures; fail where one misses what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=150)
    parser.add_argument("--years", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    figures = run(families=asked.families, years=asked.years, seed=asked.seed)
    said = ", ".join(f"{name} {share:.2%}" for name, share in figures.shares().items())
    sys.stdout.write(
        f"{figures.claims:,} claims in {figures.series:,} series, {figures.planted} errors planted: {said}; "
        f"checked in {figures.seconds:.1f} s\nnot found: {dict(figures.missed)}\n"
    )
    return 0 if figures.reached() else 1


if __name__ == "__main__":
    sys.exit(main())
