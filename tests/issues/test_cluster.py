"""Extraction on Dask: real schedulers and workers on the loopback, in processes of their own."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from flows.errors import InputError, ServerError
from flows.issues import cluster
from flows.issues.extractors import checked_place, extractors
from flows.issues.pool import extract_articles
from flows.parse.scan.page import read_page
from flows.runs.manifest import read_manifest, read_seed
from warehouse.model import Article, Extraction
from warehouse.resources import seeds_directory

HERE = "127.0.0.1"
OTHER_VERSION = "import flows.home\nflows.home.VERSION = '0.0.0'\n"
POISON, DEEP = "毒", "渊"  # no text of the seeds holds them
MORTAL = f"""
import os
import flows.extract.assemble as assemble
def mortal(article, sentences, extract=assemble.extract):
    if {POISON!r} in article.text:
        os._exit(1)
    return mortal(article, sentences) if {DEEP!r} in article.text else extract(article, sentences)
assemble.extract = mortal
"""


def articles() -> list[Article]:
    document = read_manifest(seeds_directory()).documents[0]
    lines = read_seed(document).splitlines()
    return [each for n in range(0, len(lines), 8) for each in article(f"{n}", "\n".join(lines[n : n + 8]))]


def article(name: str, text: str) -> Sequence[Article]:
    return read_page(text, source_id="file", published_on=dt.date(2025, 6, 30), page=name, doc="cluster").articles


@contextmanager
def started(log: Path, *words: str, awaited: str) -> Iterator[str]:
    """A program of Dask's; gives what it says when it is up."""
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:]],
            stdout=said, stderr=said, env=environment,
        )  # fmt: skip
    try:
        yield _await(log, process, awaited)
    finally:
        process.terminate()  # a worker's process ends with the one that minds it
        process.wait(60)


def _await(log: Path, process: subprocess.Popen[bytes], awaited: str) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(awaited, log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"expected {awaited!r}, found {log.read_text()}")


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    words = ("scheduler", "--host", HERE, "--port", "0", "--no-dashboard")
    with started(folder / "scheduler.log", *words, awaited=r"Scheduler at: +tcp://(\S+)") as address:
        yield f"dask://{address}"


@contextmanager
def worker(folder: Path, place: str, preload: str = "") -> Iterator[None]:
    (folder / "preload.py").write_text(preload, encoding="utf-8")
    words = ("worker", place.replace("dask", "tcp"), "--host", HERE, "--nworkers", "1", "--nthreads", "1")
    more = ("--no-dashboard", "--preload", str(folder / "preload.py"))
    with started(folder / "worker.log", *words, *more, awaited=r"(Registered) to"):
        yield


async def extracted(on: str | None, some: Sequence[Article]) -> list[Extraction | str]:
    async with extractors(on, 2) as pool:
        return await pool.extract(some)


def test_a_cluster_of_this_machine_reads_as_this_process_does() -> None:
    some = articles()
    assert len(some) > 5
    assert asyncio.run(extracted("dask", some)) == extract_articles(some)


def test_a_cluster_of_this_machine_shows_nothing_to_others() -> None:
    """Every port of its processes is of the loopback; it speaks TLS, or has no page."""

    def listening() -> set[Any]:
        return {
            each.laddr
            for process in (psutil.Process(), *psutil.Process().children(recursive=True))
            for each in process.net_connections("tcp")
            if each.status == psutil.CONN_LISTEN
        }

    async def asked() -> list[int]:
        before = listening()  # servers of other tests in this process
        async with extractors("dask", 1), httpx.AsyncClient(timeout=5) as client:
            found = listening() - before
            assert {each.ip for each in found} == {HERE}
            statuses = []
            for port in {each.port for each in found}:
                for path in ("health", "metrics", "json/counts.json", "info/main/workers.html"):
                    with contextlib.suppress(httpx.HTTPError):
                        statuses.append((await client.get(f"http://{HERE}:{port}/{path}")).status_code)
            return statuses

    statuses = asyncio.run(asked())
    assert statuses and set(statuses) == {404}


def test_a_scheduler_somewhere_reads_as_this_process_does(tmp_path: Path) -> None:
    some = articles()
    with scheduler(tmp_path) as place, worker(tmp_path, place):
        assert asyncio.run(extracted(place, some)) == extract_articles(some)


def test_what_ends_a_worker_or_its_reading_is_told_and_nothing_else_is_lost(tmp_path: Path) -> None:
    some = articles()[:3]
    bad = [*article("8", f"某市{DEEP}物产量100吨。\n"), *article("9", f"某市{POISON}物产量100吨。\n")]
    with scheduler(tmp_path) as place, worker(tmp_path, place, MORTAL):
        found = asyncio.run(extracted(place, [*some, *bad]))
    assert found[:-2] == extract_articles(some)
    assert found[-2:] == ["RecursionError: maximum recursion depth exceeded", "the worker process died of it"]


def test_workers_of_another_version_are_refused(tmp_path: Path) -> None:
    said = pytest.raises(ServerError, match=r"expected the worker tcp://\S+ to read by 0\.1\.0\+.*found 0\.0\.0\+")
    with scheduler(tmp_path) as place, worker(tmp_path, place, OTHER_VERSION), said:
        asyncio.run(extracted(place, articles()[:1]))


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS_S", 1.0)
    with (
        scheduler(tmp_path) as place,
        pytest.raises(ServerError, match="expected a worker of the scheduler at tcp://127"),
    ):
        asyncio.run(extracted(place, articles()[:1]))


def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS_S", 1.0)
    with scheduler(tmp_path) as place:
        pass
    with pytest.raises(ServerError, match=r"expected Dask's scheduler at tcp://\S+, found none within 1 s: start it"):
        asyncio.run(extracted(place, articles()[:1]))


def test_a_scheduler_that_goes_in_the_middle_is_told(tmp_path: Path) -> None:
    async def through(place: str, gone: ExitStack) -> None:
        async with extractors(place, None) as pool:
            assert await pool.extract(some[:1]) == extract_articles(some[:1])
            await asyncio.to_thread(gone.close)
            await pool.extract(some)

    some = articles()
    with ExitStack() as gone:
        place = gone.enter_context(scheduler(tmp_path))
        gone.enter_context(worker(tmp_path, place))
        with pytest.raises(ServerError, match=r"expected Dask's scheduler at tcp://\S+ to the end, it is gone"):
            asyncio.run(through(place, gone))


@pytest.mark.parametrize(
    "given", ["", "spark", "dask://", "dask://host", "http://host:1", "dask://host:1/x", "dask://h:x"]
)
def test_what_is_no_place_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="expected `--on dask`"):
        checked_place(given)


def test_an_address_is_given_in_dask_s_own_words() -> None:
    told = ["dask://host:8786", "tls://host:8786", "dask://[::1]:1", "dask"]
    assert [checked_place(each) for each in told] == ["tcp://host:8786", "tls://host:8786", "tcp://[::1]:1", "dask"]
    assert checked_place(None) is None
