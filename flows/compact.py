"""The Prefect flow that keeps a lake small."""

from __future__ import annotations

from flows.home import writable_home
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import flow
from warehouse.upkeep import compact as compacted


@flow(name="compact", persist_result=False, **HOOKS)
def compact() -> list[str]:
    """Merge a lake's small files and remove what only its past needs; gives the report's lines."""
    return compacted(writable_home()).lines()
