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

CHUNK_CHARACTERS = 12_000  # of text a worker takes at a time: some seconds' work at most, little to send
STARTUP_S = 60.0


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
        chunks = list(_chunks(articles))
        found = await asyncio.gather(*(self._chunk(chunk) for chunk in chunks))
        return [extraction for chunk in found for extraction in chunk]

    async def _chunk(self, articles: Sequence[Article]) -> list[Extraction | str]:
        pool = self._pool = self._pool or _started(self.workers)
        found = await _submitted(pool, articles)
        if not isinstance(found, BaseException):
            return list(found)
        if isinstance(found, BrokenProcessPool) and self._pool is pool:
            self._pool = None
        async with self._alone:
            return [await self._one(article) for article in articles]

    async def _one(self, article: Article) -> Extraction | str:
        """In a process of its own, so that what it breaks is its own."""
        pool = _started(1)
        try:
            found = await _submitted(pool, [article])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if not isinstance(found, BaseException):
            return found[0]
        if isinstance(found, BrokenProcessPool):
            return "the worker process died of it"
        return f"{type(found).__name__}: {' '.join(str(found).split())[:200]}"


async def _submitted(pool: ProcessPoolExecutor, articles: Sequence[Article]) -> list[Extraction] | BaseException:
    """What a worker gives, or the error it ends with."""
    future = asyncio.get_running_loop().run_in_executor(pool, extract_articles, articles)
    await asyncio.wait({future})
    return future.exception() or future.result()


def _chunks(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    chunk: list[Article] = []
    for article in articles:
        chunk.append(article)
        if sum(len(each.text) for each in chunk) >= CHUNK_CHARACTERS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


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
