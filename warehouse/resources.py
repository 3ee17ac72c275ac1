"""Where `sql/` and `seeds/` lie: beside the packages in a checkout, inside `warehouse` in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def sql_directory() -> Path:
    """The folder with `tables/ staging/ trends/ macros/ checks/`. Raises FileNotFoundError for a broken install."""
    return _directory("sql")


def seeds_directory() -> Path:
    """The folder with `documents/`, `manifest.toml` and `corrections.toml`. Raises FileNotFoundError as above."""
    return _directory("seeds")


def _directory(name: str) -> Path:
    packed = _PACKAGE / name  # the wheel puts it here; a checkout never has it
    beside = _PACKAGE.parent / name
    for place in (packed, beside):
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"expected the folder {name!r} at {packed} or {beside}, found neither: install gongbao again"
    )
