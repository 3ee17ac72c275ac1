"""Observations follow the loads in batches: bringing them up costs much the same for one issue as for forty.

The load notes in `pending_issue` what is to be brought up, so that a kill in between is made good by the next refresh,
whichever run makes it. Publishing refreshes what is left: readers see no issue without its observations.
"""

from __future__ import annotations

import time
from contextlib import suppress

import duckdb

from flows.issues.writer import SharedWriter
from warehouse import leases
from warehouse.errors import BeingRefreshedError
from warehouse.load import runs
from warehouse.load.runs import Run
from warehouse.model import Issue
from warehouse.series import observe

MOST = 40  # issues loaded since the last refresh
LONGEST_S = 60.0  # since the first of them


class Refresher:
    """Behind the loaders of one run: counts what they loaded, and refreshes it together."""

    def __init__(self, writer: SharedWriter, run: Run, most: int = MOST, longest: float = LONGEST_S) -> None:
        """`most`: issues that may wait; `longest`: seconds that they may, where more are loaded."""
        self.run = run
        self._writer, self._most, self._longest = writer, most, longest
        self._waiting, self._since = 0, 0.0

    async def done(self, issue: Issue, *, loaded: bool) -> None:
        """An issue has its row in the ledger, which `gongbao status` tells at once; `loaded`: claims may have changed.

        Raises what a refresh raises; what waits stays noted in the warehouse.
        """
        runs.tell(self.run, issue.issue_id)
        if not loaded:
            return
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting += 1
        if self._waiting >= self._most or time.monotonic() - self._since > self._longest:
            await self.refresh()

    async def refresh(self) -> None:
        """Bring the observations up to all that was loaded, by this run or another.

        Where another process is at it, in a lake, what waits is left to it, or to whoever publishes.
        """
        if self._waiting:
            self._waiting = 0
            with suppress(BeingRefreshedError):
                await self._writer(self._refresh)

    def _refresh(self, connection: duckdb.DuckDBPyConnection) -> None:
        with leases.refreshing(self._writer.home):
            observe.refresh(connection, [])
