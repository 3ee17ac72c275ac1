"""Which end of a stretch of days a backfill begins with. A room of its own: the command line starts without sources."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """`newest` first, or `oldest` first."""

    NEWEST = "newest"
    OLDEST = "oldest"
