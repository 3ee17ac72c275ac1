"""Extraction in worker processes: articles in, extractions out, in order. Workers know neither Prefect nor network."""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType

from warehouse.model import Article, Extraction

BATCH_CHARACTERS = 12_000  # of text a worker takes at a time: some seconds' work at most, little to send
STARTUP_S = 60.0
DIED = "the worker process died of it"


def extract_articles(articles: Sequence[Article]) -> list[Extraction]:
    """What each article holds, in their order."""
    from flows.extract.assemble import extract
    from flows.parse.sentences import split_sentences

    return [extract(article, split_sentences(article)) for article in articles]


class ExtractionPool:
    """Worker processes that start with the pool and end with it, however it ends."""

    def __init__(self, workers: int | None = None) -> None:
        """`workers`: processes; None for one a core."""
        self.workers = workers or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> ExtractionPool:
        """The pool itself; its workers start with the first article."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the workers."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def extract(self, articles: Sequence[Article]) -> list[Extraction | str]:
        """The extraction of each article, in their order; the reason in words where one cannot be extracted.

        A worker that dies takes down no other article: those it held are tried again, each alone.
        """
        found = await asyncio.gather(*(self._batch(batch) for batch in _batches(articles)))
        return [extraction for batch in found for extraction in batch]

    async def _batch(self, articles: Sequence[Article]) -> Sequence[Extraction | str]:
        found = await self._tried(articles)
        if not isinstance(found, str):
            return found
        async with self._alone:
            alone = [await self._tried_alone(article) for article in articles]
        return [each if isinstance(each, str) else each[0] for each in alone]

    async def _tried(self, articles: Sequence[Article]) -> list[Extraction] | str:
        """What the workers of the pool find, or in words why they cannot."""
        pool = self._pool = self._pool or _started(self.workers)
        found = await _submitted(pool, articles)
        if isinstance(found, BrokenProcessPool) and self._pool is pool:
            self._pool = None
        return _in_words(found)

    async def _tried_alone(self, article: Article) -> list[Extraction] | str:
        """In a process of its own, so that what it breaks is its own."""
        pool = _started(1)
        try:
            return _in_words(await _submitted(pool, [article]))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def in_words(error: BaseException) -> str:
    """Why an article could not be extracted."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _in_words(found: list[Extraction] | BaseException) -> list[Extraction] | str:
    if isinstance(found, BrokenProcessPool):
        return DIED
    return in_words(found) if isinstance(found, BaseException) else found


async def _submitted(pool: ProcessPoolExecutor, articles: Sequence[Article]) -> list[Extraction] | BaseException:
    """What a worker gives, or the error it ends with."""
    future = asyncio.get_running_loop().run_in_executor(pool, extract_articles, articles)
    await asyncio.wait({future})
    return future.exception() or future.result()


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if sum(len(each.text) for each in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def _started(workers: int) -> ProcessPoolExecutor:
    """A pool whose workers are all under way. Spawned, for a fork would copy threads and locks in mid-air."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    with _no_main_module():
        for _ in range(workers):
            pool.submit(extract_articles, ())
    return pool


@contextmanager
def _no_main_module() -> Iterator[None]:
    """A spawned process imports its parent's main module, which may be Prefect's engine: it is told of none."""
    main = sys.modules["__main__"]
    names = vars(main)
    held: dict[str, object] = {name: names.pop(name) for name in ("__spec__", "__file__") if name in names}
    main.__spec__ = None
    try:
        yield
    finally:
        names.update(held)


def _begin() -> None:
    """In a worker: load the grammar, and end when the parent ends, were it by SIGKILL."""
    importlib.import_module("flows.extract.assemble")  # now, not with the first article
    parent = multiprocessing.parent_process()
    assert parent is not None

    def leave() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()
