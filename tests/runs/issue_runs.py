"""For tests of the flows: runs against the press, and what the warehouse holds after them, clocks left out."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from flows.fetch.settings import Settings, Surroundings
from flows.issues.order import Direction
from flows.issues.pool import ExtractionPool, extract_articles
from flows.runs.backfill import backfill_all
from flows.runs.ingest import ingest_all
from flows.runs.issues import Conditions
from flows.runs.options import BackfillOptions, IngestOptions, RefetchOptions
from flows.runs.rebuild import RebuildReport, rebuild_all
from flows.runs.refetch import refetch_all
from flows.runs.report import RunReport
from warehouse.connect import open_writer
from warehouse.model import Article, Extraction

DAY = dt.date(2025, 3, 4)
NOW = dt.datetime(2025, 3, 10, 4, tzinfo=dt.UTC)
# On a busy machine a healthy press may be silent for seconds; where it is silent on purpose, nobody waits for it.
PATIENT = Settings(connect=60.0, read=60.0, total=240.0, backoff_base=0.01, backoff_longest=0.05)
IMPATIENT = replace(PATIENT, connect=2.0, read=0.6, total=4.0)

# what two runs must have alike: everything but when, by which run, at the price of how many attempts
CONTENT = ("source", "issue", "article", "numeral", "claim", "claim_history", "observation", "observation_evidence",
           "series", "finding", "page_skeleton", "superseded_article", "superseded_claim",
           "superseded_evidence")  # fmt: skip
NO_CLOCK = (
    "COLUMNS(c -> c NOT IN ('recorded_from', 'recorded_to', 'changed_at', 'found_at', 'closed_at', 'fetched_at', "
    "'seen_at', 'seen_to', 'absent_since'))"
)


async def _short(seconds: float) -> None:
    """Waits are told from the wire by the press; a test need not sit through them."""
    await asyncio.sleep(min(seconds, 0.02))


def conditions(**given: Any) -> Conditions:
    told: dict[str, Any] = {"workers": 1, "clock": lambda: NOW, "patience": 5.0, "settings": PATIENT}
    return Conditions(**{**told, "surroundings": Surroundings(sleep=_short), **given})


def ingest(home: Path, source_id: str, origin: str, day: dt.date = DAY, lookback: int = 0, **given: Any) -> RunReport:
    options = IngestOptions(sources=(source_id,), date=day, lookback=lookback, origin=origin)
    return asyncio.run(ingest_all(home, options, conditions(**given)))


def backfill(home: Path, source_id: str, origin: str, first: dt.date, last: dt.date, **given: Any) -> RunReport:
    direction = given.pop("direction", Direction.NEWEST)
    workers = given.pop("workers", 1)
    options = BackfillOptions(
        source=source_id, first=first, last=last, direction=direction, origin=origin, workers=workers
    )
    return asyncio.run(backfill_all(home, options, conditions(in_flight=given.pop("in_flight", 2), **given)))


def refetch(
    home: Path, source_id: str, origin: str, first: dt.date | None, last: dt.date | None, **given: Any
) -> RunReport:
    accept = given.pop("accept", ())
    options = RefetchOptions(source=source_id, first=first, last=last, accept=accept, origin=origin, workers=1)
    return asyncio.run(refetch_all(home, options, conditions(in_flight=2, **given)))


def at(moment: dt.datetime) -> dict[str, Any]:
    """A run at that moment, by the wire's clock and the house's."""
    return {"clock": lambda: moment, "surroundings": Surroundings(clock=lambda: moment, sleep=_short)}


def content(home: Path, tables: tuple[str, ...] = CONTENT) -> dict[str, list[Any]]:
    with open_writer(home) as connection:
        return {
            table: connection.execute(f"SELECT {NO_CLOCK} FROM {table} ORDER BY ALL").fetchall() for table in tables
        }


@lru_cache(maxsize=5000)
def _extracted(article: Article) -> Extraction:
    return extract_articles([article])[0]


class HerePool(ExtractionPool):
    """Extracts in this process: for tests of many short runs, each of which would start processes of its own.

    What the press prints is much the same in all of them, and is read once: an article gives the same each time, which
    tests/extract holds.
    """

    async def extract(self, articles: Sequence[Article]) -> list[Extraction | str]:
        return [_extracted(article) for article in articles]


@contextmanager
def extracting_here() -> Iterator[None]:
    """Runs within it extract in this process."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("runs.issues", "runs.rebuild", "issues.extractors"):
            patch.setattr(f"flows.{module}.ExtractionPool", HerePool)
        yield


def rebuilt(home: Path) -> RebuildReport:
    """The warehouse made anew from the archive alone, without seeds."""
    seeds = home / "no seeds"
    (seeds / "documents").mkdir(parents=True, exist_ok=True)
    for name in ("manifest.toml", "corrections.toml"):
        (seeds / name).write_text("", encoding="utf-8")
    return asyncio.run(rebuild_all(home, seeds, workers=1))


def rows(home: Path, query: str) -> list[Any]:
    with open_writer(home) as connection:
        return connection.execute(query).fetchall()
