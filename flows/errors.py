"""What a user gives and the flows refuse. Each message is one line: what was expected, found, where, what to do.

FlowError
├── InputError    a file, a date or an option that was given
├── SeedError     the manifest of the seeds, or a document that is not the one it names
└── ServerError   Prefect's server, embedded or named by PREFECT_API_URL, that does not answer
"""

from __future__ import annotations


class FlowError(Exception):
    """The root of this side's errors; the warehouse's own are under `warehouse.errors.WarehouseError`."""


class InputError(FlowError):
    """Something given by the user cannot be read as what it should be."""


class SeedError(FlowError):
    """The seeds are not as their manifest says."""


class ServerError(FlowError):
    """No Prefect server can be reached."""
