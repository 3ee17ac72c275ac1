"""Where a number is about: the place its clause names, else the country."""

from __future__ import annotations

from flows.extract.en.work import Work


def set_place(work: Work) -> None:
    """China where nothing else is said."""
