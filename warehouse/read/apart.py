"""A stranger's question in a process of its own: what takes too much ends that process, and the one that asked goes on.

DuckDB keeps its own bounds (`warehouse.read.guard`) except within one block of rows: a text of a thousand megabytes is
made outside its memory limit, and cannot be interrupted. The system's limits hold there: the process is ended.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from warehouse import errors
from warehouse.errors import LimitError, OpenError, WarehouseError
from warehouse.read.answer import Answer
from warehouse.read.bounds import Bounds

GRACE_S = 15  # beside a question's own seconds: the process has to start, on a busy machine too, and refuses by itself
SPARE_MIB = 512  # beside a question's own memory: programs, and the rows once more as they are handed over
AT_ONCE = 4  # processes of one program: a page's readers share what one reader may have
_TURNS = threading.BoundedSemaphore(AT_ONCE)
_VALUES = frozenset({  # what rows are made of, beside text and numbers; nothing else is made of what comes back
    ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"), ("datetime", "timedelta"),
    ("datetime", "timezone"), ("decimal", "Decimal"), ("pytz", "_UTC"), ("pytz", "_p"), ("uuid", "SafeUUID"),
    ("uuid", "UUID"),
})  # fmt: skip


def ask(home: Path, text: str, bounds: Bounds) -> Answer:
    """`guard.ask` in a process of its own: the same answer, the same errors. Ended by force, it is a LimitError."""
    top = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (top, os.environ.get("PYTHONPATH"))))
    question = json.dumps({"home": str(home.absolute()), "text": text, **asdict(bounds)})
    if not _TURNS.acquire(timeout=bounds.seconds):
        raise LimitError(f"expected fewer than {AT_ONCE} questions at once, found no turn: ask again in a moment")
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "warehouse.read.apart"],
            input=question.encode(),
            capture_output=True,
            timeout=bounds.seconds + GRACE_S,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(bounds.too_long()) from error
    finally:
        _TURNS.release()
    if done.returncode < 0:
        raise LimitError(bounds.too_large())
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())[-160:]
        raise OpenError(f"expected an answer, found that its process failed: run it again ({said})")
    name, told = _Values(io.BytesIO(done.stdout)).load()
    if name:
        raise getattr(errors, name)(told)
    return Answer(*told)


class _Values(pickle.Unpickler):
    """Reads values and nothing that could run."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """Raises UnpicklingError for whatever is no value of a row."""
        if (module_name, global_name) not in _VALUES:
            raise pickle.UnpicklingError(f"expected a value, found {module_name}.{global_name}")
        return super().find_class(module_name, global_name)


def main() -> None:
    """Answer the question on the standard input."""
    # as in flows/cli/__init__.py: DuckDB would import it for the first parameter, which takes longer than most answers
    cast("dict[str, ModuleType | None]", sys.modules).setdefault("pandas", None)
    from warehouse.read import guard

    told = json.load(sys.stdin)
    bounds = Bounds(told["seconds"], told["memory_mib"], told["rows"])
    _limit(bounds.memory_mib + SPARE_MIB)
    try:
        answer = guard.ask(Path(told["home"]), told["text"], bounds)
        packed = pickle.dumps(("", (answer.columns, answer.rows)), protocol=5)
    except WarehouseError as error:
        packed = pickle.dumps((type(error).__name__, str(error)))
    except MemoryError:
        packed = pickle.dumps((LimitError.__name__, bounds.too_large()))
    sys.stdout.buffer.write(packed)


def _limit(mib: int) -> None:
    """Let this process have so much memory and no more. Where the system has no such limit, DuckDB's own remains."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (mib << 20, mib << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    main()
