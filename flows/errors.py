"""What a user gives and the flows refuse. Each message is one line: what was expected, found, where, what to do.

FlowError
├── InputError    a file, a date or an option that was given
├── SeedError     the manifest of the seeds, or a document that is not the one it names
├── ServerError   Prefect's server, embedded or named by PREFECT_API_URL, that does not answer
└── TroubleError  a run that did its work, and found issues that are not as they should be
"""

from __future__ import annotations

from collections.abc import Sequence


class FlowError(Exception):
    """The root of this side's errors; the warehouse's own are under `warehouse.errors.WarehouseError`."""


class InputError(FlowError):
    """Something given by the user cannot be read as what it should be."""


class SeedError(FlowError):
    """The seeds are not as their manifest says."""


class ServerError(FlowError):
    """No Prefect server can be reached."""


class TroubleError(FlowError):
    """Issues are drifted, failed or partial. `lines` are the run's report, `notes` a line for each such issue."""

    def __init__(self, message: str, lines: Sequence[str] = (), notes: Sequence[str] = ()) -> None:
        """`message`: what is amiss and what to do, in one line."""
        super().__init__(message)
        self.lines, self.notes = tuple(lines), tuple(notes)
