"""What a question may take, as a verb's options and the operator's settings say."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

from flows.home import HOME, PREFIX, SETTINGS
from warehouse.read.bounds import USUAL, Bounds


def bounds_of(home: Path, **given: int | None) -> Bounds:
    """The bounds that are given, else those of the settings. Raises InputError, QueryError."""
    return Bounds(**{**_usual(home), **{name: value for name, value in given.items() if value is not None}})


def _usual(home: Path) -> dict[str, int]:
    """What the settings say. Where nothing is set they are not asked: their schema takes longer than most answers."""
    if not (home / SETTINGS).exists() and not any(name.startswith(PREFIX) and name != HOME for name in os.environ):
        return asdict(USUAL)
    from flows.settings import read_settings

    return read_settings(home).query.model_dump()
