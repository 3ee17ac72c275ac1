"""Everything the warehouse may refuse, as one small tree. A message says what was expected, found, where, what to do.

WarehouseError
├── HomeError           the folder cannot be used, or nothing has been published in it
├── OpenError           the database file cannot be opened
│   ├── LockedError     another process is writing
│   │   └── BeingRefreshedError  another process brings a lake's observations up, or publishes it
│   ├── CorruptError    the bytes are no DuckDB database, or a broken one
│   ├── VersionError    made by another version of the schema
│   └── UnreachableError  a lake's catalogue or bucket that does not answer
├── BusyError           other writers of a lake were first at every try, or took over what this one had leased
├── SchemaError         a file of sql/ that does not make what its name says
├── DiskFullError       no room left to write
├── LimitError          more time, memory or rows than a question may take, or than there is
├── MissingError        a part of the package that is installed on request, or an archived page, is not there
├── LoadError           what is to be loaded contradicts itself or the issue it is said to belong to
├── CorrectionError     a declared correction that meets no claim, or one that reads otherwise
├── NotLoadedError      an issue was asked for that the ledger does not hold
├── QueryError          a question without an answer: no such name, or SQL that DuckDB refuses
└── PublishError        the copy is not fit for readers; the last good one stays
"""

from __future__ import annotations


class WarehouseError(Exception):
    """The root: `except WarehouseError` catches all that this package refuses. `str(error)` is one line."""


class HomeError(WarehouseError):
    """The home folder cannot be written, is no folder, or holds nothing to read."""


class OpenError(WarehouseError):
    """The database file cannot be opened."""


class LockedError(OpenError):
    """Another process has the file open for writing."""


class BeingRefreshedError(LockedError):
    """Another process brings a lake's observations up to what was loaded, or publishes it."""


class CorruptError(OpenError):
    """The file is no DuckDB database, or its bytes are damaged."""


class VersionError(OpenError):
    """The file was made by another version of the schema."""


class UnreachableError(OpenError):
    """The server of a lake's catalogue, or its bucket, does not answer."""


class BusyError(WarehouseError):
    """Other writers of a lake were first at every try, or took over what this one had leased. Nothing was kept."""


class SchemaError(WarehouseError):
    """A file of `sql/` that does not make the object it is named after: a broken checkout or install."""


class DiskFullError(WarehouseError):
    """No room left on the device, or the file may not grow further."""


class LimitError(WarehouseError):
    """A question takes more time, memory or rows than it may, or than the machine has."""


class MissingError(WarehouseError):
    """What was asked for is not there: a part of the package that is installed on request, an archived page."""


class LoadError(WarehouseError):
    """Readings that contradict themselves or their issue. Nothing of the issue was written."""


class CorrectionError(WarehouseError):
    """A declared correction is ill-formed, or what it was declared for is not there. Nothing was applied."""


class NotLoadedError(WarehouseError):
    """The ledger holds no such issue."""


class QueryError(WarehouseError):
    """A question that cannot be answered: no such name, or SQL that DuckDB refuses."""


class PublishError(WarehouseError):
    """A copy that fails its verification. The copy published before stays as it is."""
