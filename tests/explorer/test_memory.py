"""What the page asks of the C library's memory."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from warehouse.explorer import memory

THREADS = """
import ctypes, sys, threading
from warehouse.explorer.memory import share_arenas
if sys.argv[1] == "shared":
    share_arenas()
library = ctypes.CDLL(None)
together = threading.Barrier(8)
def take():
    together.wait()
    library.malloc(5000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
for each in threads: each.start()
for each in threads: each.join()
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
"""


def arenas(how: str) -> int:
    """How many stores of memory eight threads take from."""
    told = subprocess.run([sys.executable, "-c", THREADS, how], capture_output=True, text=True, check=True)
    return told.stdout.count("<heap nr=")


# other C libraries have no stores to bound and no way to count them: `memory` does nothing there
@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="glibc's own account")
def test_threads_share_a_few_stores_of_memory() -> None:
    assert arenas("shared") <= memory.ARENAS < arenas("each")
