"""The rows of `load_run`, and who still works on them.

A run holds a lock file beside the warehouse as long as it lives; the kernel takes the lock away however the process
ends, and no number of a process is trusted. The next run closes the rows whose lock nobody holds. A lock written under
another kernel (a home shared between machines) says nothing here, and its row is left alone.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import socket
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import duckdb

from warehouse.connect import read_sql
from warehouse.load.load import LoadSummary

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PREFIX, _SUFFIX = "run-", ".lock"


@dataclass(frozen=True, slots=True)
class Holder:
    """What a run's lock file says: the run, its process, and the kernel under which the lock counts."""

    run_id: str
    command: str
    started_at: str
    pid: int
    host: str
    kernel: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way. `lock` is None where the warehouse has no file."""

    run_id: str
    lock: IO[str] | None = field(default=None, repr=False)


@contextmanager
def load_run(connection: duckdb.DuckDBPyConnection, command: str, *, code_version: str) -> Iterator[list[LoadSummary]]:
    """A row of `load_run` around a command: append each issue's summary to the list that comes in.

    A run that raises ends as `failed` with the error's line; one that was killed is closed by the next.
    """
    run, summaries = start_run(connection, command, code_version=code_version), list[LoadSummary]()
    status, detail = "failed", ""
    try:
        yield summaries
        status = "complete"
    except Exception as error:
        detail = " ".join(str(error).split())[:500]
        raise
    finally:
        try:
            finish_run(connection, run, summaries, status=status, detail=detail)
        finally:
            let_go(run)


def start_run(connection: duckdb.DuckDBPyConnection, command: str, *, code_version: str) -> Run:
    """Note in `load_run` that a command begins, and close what no living process holds. `let_go` of it at its end."""
    home, run_id, now = _home(connection), uuid.uuid4().hex, _now()
    lock = None
    if home is not None:
        _close_interrupted(connection, home)
        lock = _held(
            home, Holder(run_id, command, f"{now:%Y-%m-%d %H:%M}", os.getpid(), socket.gethostname(), _kernel())
        )
    begun = {"run_id": run_id, "command": command, "code_version": code_version, "started_at": now}
    connection.execute(read_sql("steps/load", "start_run"), begun)
    return Run(run_id, lock)


def finish_run(
    connection: duckdb.DuckDBPyConnection, run: Run, summaries: Sequence[LoadSummary], *, status: str, detail: str
) -> None:
    """Note how a run ended: `complete`, or `failed` with the error's line."""
    ended = {
        "run_id": run.run_id, "finished_at": _now(), "status": status, "detail": detail, "n_issues": len(summaries),
        "n_claims": sum(s.claims for s in summaries), "n_changed": sum(s.changed for s in summaries),
    }  # fmt: skip
    connection.execute(read_sql("steps/load", "finish_run"), ended)
    if run.lock is not None:
        Path(run.lock.name).unlink(missing_ok=True)


def tell(run: Run, issue_id: str) -> None:
    """Say in the run's lock file that an issue is done, for who cannot open the warehouse meanwhile."""
    if run.lock is not None:
        with suppress(OSError):  # a full disk: the warehouse's own refusal is what ends the run
            os.write(run.lock.fileno(), f"{issue_id}\n".encode())


def let_go(run: Run) -> None:
    """Hold the run's lock no longer. Where its end could not be noted (a full disk), the next run notes it."""
    if run.lock is not None:
        run.lock.close()


def holders(home: Path) -> tuple[list[Holder], list[Holder]]:
    """The runs that are alive, and those that ended without a word and are not yet noted."""
    alive: list[Holder] = []
    gone: list[Holder] = []
    for path in sorted(home.glob(f"{_PREFIX}*{_SUFFIX}")):
        holder = _read(path)
        if holder is not None:
            (alive if _is_alive(path, holder) else gone).append(holder)
    return alive, gone


def under_way(home: Path) -> list[tuple[str, str]]:
    """What a published copy cannot know: the runs that are alive, and those cut off, each in words."""
    alive, gone = holders(home)
    now = [("run under way", _named(each) + _so_far(home, each)) for each in alive]
    return now + [("run cut off", f"{_named(each)}: the next run notes it") for each in gone]


def _named(holder: Holder) -> str:
    return f"{holder.command} {holder.started_at} UTC process {holder.pid} on {holder.host}"


def _so_far(home: Path, holder: Holder) -> str:
    """What the run says it has done; a line that is being written counts with the next."""
    with suppress(FileNotFoundError):
        said = (home / f"{_PREFIX}{holder.run_id}{_SUFFIX}").read_text(encoding="utf-8")
        done = said.rpartition("\n")[0].splitlines()[1:]
        return f"; {len(done)} issues done, the last {done[-1]}" if done else ""
    return ""


def _close_interrupted(connection: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Close the rows of dead runs with what their attempts tell; one that lives after all overwrites it at its end."""
    for (run_id,) in connection.execute("SELECT run_id FROM load_run WHERE status = 'running'").fetchall():
        path = home / f"{_PREFIX}{run_id}{_SUFFIX}"
        holder = _read(path)
        if holder is not None and _is_alive(path, holder):
            continue
        who = f"process {holder.pid} on {holder.host}" if holder else "its process"
        detail = f"{who} ended without a word; noted by the next run"
        connection.execute(read_sql("steps/load", "interrupt_run"), {"run_id": run_id, "detail": detail})
    for holder in holders(home)[1]:
        (home / f"{_PREFIX}{holder.run_id}{_SUFFIX}").unlink(missing_ok=True)


def _held(home: Path, holder: Holder) -> IO[str]:
    """The run's lock file, locked before the run has a row and before the file says whose it is."""
    path = home / f"{_PREFIX}{holder.run_id}{_SUFFIX}"
    lock = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(json.dumps(asdict(holder)) + "\n")
        lock.flush()
    except BaseException:
        path.unlink(missing_ok=True)
        lock.close()
        raise
    return lock


def _is_alive(path: Path, holder: Holder) -> bool:
    """Whether somebody holds the lock, or may hold it where this kernel does not see it."""
    if holder.kernel != _kernel():
        return holder.host != socket.gethostname()  # of this machine, but before it was started anew: gone
    try:
        with path.open(encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def _read(path: Path) -> Holder | None:
    """What the file says; None where there is none, or nothing of ours in it."""
    with suppress(FileNotFoundError, ValueError, TypeError):
        return Holder(**json.loads(path.read_text(encoding="utf-8").partition("\n")[0]))
    return None


def _kernel() -> str:
    """What tells this boot of this machine from all others; its name where the kernel does not say."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return socket.gethostname()


def _home(connection: duckdb.DuckDBPyConnection) -> Path | None:
    """The folder of the warehouse's file, or the home whose lake it is; None for one in memory."""
    (told,) = connection.execute("SELECT getvariable('home')").fetchall()[0]
    if told:
        return Path(told)
    query = "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    row = connection.execute(query).fetchone()
    return Path(row[0]).parent if row and row[0] else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
