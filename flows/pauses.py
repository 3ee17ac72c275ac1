"""The operator's word that a source is not to be asked, and that it may be again. Read by `warehouse.read.paused`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from flows.errors import InputError
from flows.fetch.throttle import utc_now
from flows.issues.plan import known_source
from warehouse.read.paused import FOLDER, Pause, pause_of

LONGEST = 300  # characters of a reason


def pause(home: Path, source_id: str, why: str) -> Pause:
    """Pause a source, or give another reason. Raises InputError for an unknown source and for no reason."""
    known, reason = known_source(source_id).source_id, " ".join(why.split())
    if not reason or len(reason) > LONGEST:
        raise InputError(f"expected a reason of 1 to {LONGEST} characters with --why, found {len(reason)}: say why")
    before = pause_of(home, known)
    made = Pause(known, before.since if before else str(utc_now().date()), reason)
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    draft = folder / f"{known}.new"
    draft.write_text(json.dumps({"since": made.since, "why": made.why}, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(folder / f"{known}.json")
    return made


def resume(home: Path, source_id: str) -> Pause:
    """Take the word back; gives what it was. Raises InputError for a source that is not paused."""
    known = known_source(source_id).source_id
    before = pause_of(home, known)
    if before is None:
        raise InputError(f"expected a paused source, found {known}, which is not: `gongbao sources` shows who is")
    (home / FOLDER / f"{known}.json").unlink(missing_ok=True)
    return before


def may_ask(home: Path, source_id: str, despite_pause: bool, said: list[str]) -> bool:
    """Whether a source is asked; if not, a line of `said` tells why, once."""
    held = None if despite_pause else pause_of(home, source_id)
    line = f"{source_id} is paused {held}"
    if held is not None and line not in said:
        said.append(line)
    return held is None


def require_unpaused(home: Path, source_ids: Iterable[str], despite_pause: bool) -> None:
    """Refuse to ask a source by name that is paused, unless that was said too. Raises InputError."""
    for source_id in source_ids:
        held = pause_of(home, source_id)
        if held is not None and not despite_pause:
            raise InputError(
                f"expected a source that may be asked, found {source_id} paused {held}: "
                f"`gongbao sources resume {source_id}`, or say --despite-pause"
            )
