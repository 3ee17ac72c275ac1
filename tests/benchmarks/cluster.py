"""Extraction by one process, by worker processes and on Dask: `python -m tests.benchmarks.cluster --articles 2000`.

The articles are stretches of the seeds' texts. Printed as a JSON line, for each way the processor seconds of all its
processes (the making of a cluster apart), the seconds of the clock, and a digest over every claim and numeral. The
efficiency is what one process needs over what all processes of a way spend: on a machine that others use too, their
clock says nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import hashlib
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flows.issues.extractors import LOCAL, extractors
from flows.issues.pool import ExtractionPool, extract_articles
from flows.parse.scan.page import read_page
from flows.runs.manifest import read_manifest, read_seed
from warehouse.model import Article, Extraction
from warehouse.resources import seeds_directory

STRETCHES = (12, 9, 7, 5)  # lines of a seed an article is made of
ISSUE = 60  # articles asked for at a time, as an issue has them
DAY = dt.date(2025, 6, 30)

Extract = Callable[[Sequence[Article]], Awaitable[Sequence[Extraction | str]]]


def stretches(n: int) -> list[Article]:
    """Articles of different texts, from the seeds in turn."""
    texts = [read_seed(document).splitlines() for document in read_manifest(seeds_directory()).documents]
    return [article for article, _ in zip(_stretches(texts), range(n), strict=False)]


def _stretches(texts: Sequence[Sequence[str]]) -> Iterator[Article]:
    for length in STRETCHES:
        for first in range(max(len(lines) for lines in texts)):
            for number, lines in enumerate(texts):
                text, page = "\n".join(lines[first : first + length]), f"{length}-{first}"
                yield from read_page(text, source_id="file", published_on=DAY, page=page, doc=f"{number}").articles


def spent() -> float:
    """Processor seconds of this process and those that it has begun and that live."""
    own = psutil.Process()
    every = [own.cpu_times(), *(child.cpu_times() for child in own.children(recursive=True))]
    return sum(each.user + each.system for each in every)


async def measured(extract: Extract, articles: Sequence[Article]) -> dict[str, Any]:
    """What reading all articles takes, issue by issue with two under way, as a run does."""
    begun, worked = time.perf_counter(), spent()
    issues = [articles[first : first + ISSUE] for first in range(0, len(articles), ISSUE)]
    few, digest = asyncio.Semaphore(3), hashlib.sha256()

    async def one(issue: Sequence[Article]) -> Sequence[Extraction | str]:
        async with few:
            return await extract(issue)

    for found in await asyncio.gather(*map(one, issues)):
        digest.update(repr(found).encode())
    return {
        "processor_s": round(spent() - worked, 2),
        "clock_s": round(time.perf_counter() - begun, 2),
        "digest": digest.hexdigest()[:16],
    }


async def report(n: int, workers: int) -> dict[str, Any]:
    """The three ways, one after the other; the workers of each have begun and read something before it is measured."""
    articles = stretches(n)

    async def here(some: Sequence[Article]) -> Sequence[Extraction | str]:
        return extract_articles(some)

    await here(articles[:ISSUE])
    told: dict[str, Any] = {"articles": len(articles), "workers": workers, "one": await measured(here, articles)}
    async with ExtractionPool(workers) as pool:
        await pool.extract(articles[:ISSUE])
        told["pool"] = await measured(pool.extract, articles)
    async with extractors(LOCAL, workers) as cluster:
        await cluster.extract(articles[:ISSUE])
        told["dask"] = await measured(cluster.extract, articles)
    for way in ("pool", "dask"):
        told[way]["efficiency"] = round(told["one"]["processor_s"] / told[way]["processor_s"], 2)
        told[way]["same"] = told[way]["digest"] == told["one"]["digest"]
    return told


def main() -> int:
    """Exit code 1 where a way reads otherwise or wastes more than a fifth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    told = asyncio.run(report(options.articles, options.workers))
    sys.stdout.write(json.dumps(told) + "\n")
    return 0 if all(told[way]["same"] and told[way]["efficiency"] >= 0.8 for way in ("pool", "dask")) else 1


if __name__ == "__main__":
    sys.exit(main())
