"""The one writer, shared: a cancelled piece of work keeps its turn until its thread has ended."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import duckdb
import pytest

from flows.issues.writer import SharedWriter


def test_a_cancelled_work_keeps_the_connection_to_itself_until_it_ends(tmp_path: Path) -> None:
    inside, most, begun = 0, 0, threading.Event()

    def slow(connection: duckdb.DuckDBPyConnection) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        begun.set()
        time.sleep(0.3)
        connection.execute("SELECT count(*) FROM issue").fetchall()
        inside -= 1

    async def scene() -> None:
        writer = SharedWriter(tmp_path)
        first = asyncio.create_task(writer(slow))
        await asyncio.to_thread(begun.wait)
        first.cancel()
        await writer(slow)  # what ends a failed run writes down how it ended
        with pytest.raises(asyncio.CancelledError):
            await first
        second = asyncio.create_task(writer(slow))
        await asyncio.sleep(0.05)
        second.cancel()
        await writer.close()
        assert inside == 0, "the file is given free when nobody works in it"
        with pytest.raises(asyncio.CancelledError):
            await second

    asyncio.run(scene())
    assert most == 1
