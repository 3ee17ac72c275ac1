"""Where articles are extracted: in worker processes of the run, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from urllib.parse import urlsplit

from flows.errors import InputError
from flows.issues.pool import ExtractionPool

LOCAL = "dask"
SCHEMES = {"dask": "tcp", "tcp": "tcp", "tls": "tls"}
EXPECTED = "expected `--on dask` for processes of this machine, or `--on dask://HOST:PORT` (tls://) of a Dask scheduler"


def checked_place(on: str | None) -> str | None:
    """Dask's own address of a scheduler, `dask` for a cluster of this machine, None for none.

    Raises InputError for any other, and where Dask is not installed.
    """
    if on is None:
        return None
    if find_spec("distributed") is None:
        raise InputError("expected Dask, found none: pip install 'gongbao[dask]'")
    if on == LOCAL:
        return on
    try:
        parts = urlsplit(on)
        scheme, host, port = SCHEMES.get(parts.scheme), parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"{EXPECTED}, found {on!r}") from error
    if not (scheme and host and port) or parts.path not in ("", "/") or parts.query or parts.username:
        raise InputError(f"{EXPECTED}, found {on!r}")
    return f"{scheme}://{parts.netloc}"


@asynccontextmanager
async def extractors(on: str | None, workers: int | None) -> AsyncIterator[ExtractionPool]:
    """Worker processes of this run (`workers`; one a core), or those of a cluster. `on` as `checked_place` takes it.

    Raises ServerError where the cluster cannot be had.
    """
    place = checked_place(on)
    if place is None:
        async with ExtractionPool(workers) as pool:
            yield pool
        return
    from flows.issues.cluster import cluster  # needs the extra `dask`

    async with cluster(None if place == LOCAL else place, workers) as pool:
        yield pool
