"""How many histories a law is held against: a few that are always the same, or as many new ones as are asked for."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

MANY = os.environ.pop("GONGBAO_HISTORIES", None)  # the settings know no such key, and refuse it


def histories(few: int) -> settings:
    """So many in the suite; `GONGBAO_HISTORIES` others, drawn anew each time, where that is set."""
    if MANY is None:
        return settings(max_examples=few, deadline=None, derandomize=True)
    return settings(
        max_examples=int(MANY), deadline=None, database=None, print_blob=True,
        suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )  # fmt: skip
