"""Where a home's tables lie: in its file `warehouse.duckdb`, or in a lake that several processes write.

Whoever reads the settings says so once a process; what opens the warehouse asks here, and is told nothing else of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SERVERS = ("postgres://", "postgresql://")
BUCKET = "s3://"


@dataclass(frozen=True, slots=True)
class Access:
    """How object storage is reached. `endpoint`: empty for Amazon's own, else its address."""

    endpoint: str = ""
    region: str = ""
    key_id: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """`catalogue`: empty for the home's own file, else a file or a PostgreSQL address; `data`: where a lake keeps rows.

    Relative paths begin at the home. Without `data` it is `<home>/lake`.
    """

    catalogue: str = ""
    data: str = ""
    access: Access = Access()

    @property
    def is_lake(self) -> bool:
        """Whether the tables lie in a lake."""
        return bool(self.catalogue)

    @property
    def is_shared(self) -> bool:
        """Whether several processes may write at once: a file as catalogue has one writer."""
        return self.catalogue.startswith(SERVERS)

    @property
    def is_remote(self) -> bool:
        """Whether the data lie in object storage."""
        return self.data.startswith(BUCKET)


NATIVE = Store()
_chosen: dict[Path, Store] = {}


def choose(home: Path, store: Store) -> None:
    """From now on the tables of `home` lie in `store`."""
    _chosen[home.absolute()] = store


def of(home: Path) -> Store:
    """Where the tables of `home` lie."""
    return _chosen.get(home.absolute(), NATIVE)
