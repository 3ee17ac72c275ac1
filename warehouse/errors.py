"""The errors a user can meet. Each message is one line: what was expected, what was found, where, what to do.

GongbaoError
├── InputError        a file, a date or an option that was given
├── SeedError         the manifest of the seeds, or a document that is not the one it names
└── WarehouseError    the warehouse: missing, locked, corrupt, not writable, full
"""

from __future__ import annotations


class GongbaoError(Exception):
    """Every error that is printed as its message alone, with exit code 1."""


class InputError(GongbaoError):
    """Something given by the user cannot be read as what it should be."""


class SeedError(GongbaoError):
    """The seeds are not as their manifest says."""


class WarehouseError(GongbaoError):
    """The warehouse cannot be opened, written or read."""
