"""Extraction on Dask: the batches that worker processes take, on whichever machines a cluster's workers run.

Workers need this project installed, in the version of the run: one that would read otherwise is refused before the
first batch. They know neither archive nor warehouse.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import dask
from distributed import Client, KilledWorker, LocalCluster, Security
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError

from flows.errors import ServerError
from flows.home import code_version
from flows.issues.pool import DIED, ExtractionPool, extract_articles, in_words
from warehouse.model import Article, Extraction

ANSWERS_S = 20.0  # what a scheduler and its first worker may take to answer
OWN = {  # of a cluster made for the run
    "distributed.worker.profile.enabled": False,  # a hundred looks a second at what a worker does: nobody asks
    # pages of tasks and metrics, which Dask serves to every local user with and without its dashboard
    **{f"distributed.{who}.http.routes": [] for who in ("scheduler", "worker", "nanny")},
}
QUIET = 50  # of Python's log levels: what ends a worker is told in words of our own


@asynccontextmanager
async def cluster(place: str | None, workers: int | None) -> AsyncIterator[ExtractionPool]:
    """The workers of the scheduler at `place`, in Dask's own form; of a cluster made for the run where it is None.

    That one has `workers` processes (one a core), speaks TLS with keys of its own on the loopback, for a scheduler runs
    whatever it is sent, and ends with the run. Raises ServerError where no scheduler answers, where it has no worker,
    and where one reads by another version.
    """
    async with AsyncExitStack() as opened:
        opened.enter_context(dask.config.set(OWN))
        on: str | LocalCluster = place if place is not None else await opened.enter_async_context(
            LocalCluster(
                n_workers=ExtractionPool(workers).workers, threads_per_worker=1, host="127.0.0.1", asynchronous=True,
                security=Security.temporary(), dashboard_address="127.0.0.1:0", silence_logs=QUIET,
            )
        )  # fmt: skip
        told = place or "this machine"
        try:
            client = await opened.enter_async_context(Client(on, asynchronous=True, timeout=ANSWERS_S))
        except OSError as error:
            raise ServerError(
                f"expected Dask's scheduler at {told}, found none within {ANSWERS_S:.0f} s: start it, or leave --on out"
            ) from error
        await _require_alike(client, told)
        yield ClusterPool(client, told)


async def _require_alike(client: Any, told: str) -> None:
    """`client`: any, for Dask types what it answers as if it were not asynchronous."""
    try:
        await client.wait_for_workers(1, timeout=ANSWERS_S)
    except TimeoutError as error:
        raise ServerError(
            f"expected a worker of the scheduler at {told}, found none within {ANSWERS_S:.0f} s: start `dask worker`"
            " where this project is installed"
        ) from error
    for worker, found in (await client.run(code_version)).items():
        if found != code_version():
            raise ServerError(
                f"expected the worker {worker} to read by {code_version()}, found {found}: install this version there"
            )


class ClusterPool(ExtractionPool):
    """The workers of a cluster; it starts and ends none of them."""

    def __init__(self, client: Client, told: str) -> None:
        """`client`: connected; `told`: what messages call it."""
        super().__init__()
        self._client, self._told = client, told

    async def _tried(self, articles: Sequence[Article]) -> list[Extraction] | str:
        """Dask gives a batch up of which several workers died. Raises ServerError where the cluster is gone."""
        try:
            found: list[Extraction] | str = await self._client.submit(_extracted, articles, pure=False)
        except KilledWorker:
            return DIED
        except (FutureCancelledError, CommClosedError) as error:
            raise ServerError(
                f"expected Dask's scheduler at {self._told} to the end, it is gone: what is loaded stays, run again"
            ) from error
        return found

    async def _tried_alone(self, article: Article) -> list[Extraction] | str:
        return await self._tried([article])


def _extracted(articles: Sequence[Article]) -> list[Extraction] | str:
    """On a worker. In words where an error ends it: one that cannot be sent (too deep a recursion) is never told."""
    try:
        return extract_articles(articles)
    # as wide as the spawn pool's futures, which hand over whatever was raised: it is of these articles alone
    except Exception as error:  # noqa: BLE001 - whatever the grammar raises
        return in_words(error)
