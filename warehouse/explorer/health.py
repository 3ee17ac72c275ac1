"""Whether the published copy can be read, and what it holds: for `/health`, which a container's check asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse.errors import HomeError, WarehouseError
from warehouse.read import ask


def health(home: Path) -> tuple[int, dict[str, Any]]:
    """HTTP status and facts. A home with nothing published yet is well; a copy that cannot be read is not."""
    try:
        found = ask.status(home)
    except HomeError as error:
        return 200, {"published": False, "why": str(error)}
    except WarehouseError as error:
        return 503, {"published": False, "why": str(error)}
    return 200, {"published": True, **{str(fact): value for fact, value in found.rows}}
