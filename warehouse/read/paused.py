"""Sources that the operator paused: a file each in the home, so that two words at once cannot lose one another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = "paused"  # in the home


@dataclass(frozen=True, slots=True)
class Pause:
    """A source that is not asked, since when (a day of UTC) and why."""

    source_id: str
    since: str
    why: str

    def __str__(self) -> str:
        """As a line says it."""
        return f"since {self.since}: {self.why}"


def pause_of(home: Path, source_id: str) -> Pause | None:
    """The source's pause, if it is paused. One whose file cannot be read counts: nobody took it back."""
    try:
        text = (home / FOLDER / f"{source_id}.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return Pause(source_id, "an unknown day", "its file cannot be read")
    try:
        told = json.loads(text)
        return Pause(source_id, str(told["since"]), str(told["why"]))
    except (ValueError, KeyError, TypeError):
        return Pause(source_id, "an unknown day", "its file cannot be read")


def paused(home: Path) -> dict[str, Pause]:
    """All of them, by the source's id."""
    ids = sorted(path.stem for path in (home / FOLDER).glob("*.json"))
    return {each: found for each in ids if (found := pause_of(home, each)) is not None}
