"""`python -m flows.schedule.attached MODULE ARGUMENTS`: run a module as a program that ends with whoever started it.

The schedule watches a worker's process beside itself; killed, it must leave none that goes on unwatched.
"""

from __future__ import annotations

import runpy
import sys
import threading

from flows.schedule.guarded import end_with_stdin

if __name__ == "__main__":
    threading.Thread(target=end_with_stdin, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
