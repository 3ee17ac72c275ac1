"""What a question may take, as a verb's options and the operator's settings say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.read.bounds import Bounds


def bounds_of(home: Path, **given: int | None) -> Bounds:
    """The bounds that are given, else those of the settings. Raises InputError, QueryError."""
    from flows.settings import read_settings  # with pydantic: not for verbs that ask nothing
    from warehouse.read.bounds import Bounds

    usual = read_settings(home).query
    return Bounds(**{**usual.model_dump(), **{name: value for name, value in given.items() if value is not None}})
