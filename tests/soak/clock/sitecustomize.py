"""Python reads this first where its folder is in PYTHONPATH: flow runs of a soak live by a clock that runs faster.

SOAK_CLOCK says `<the moment it was set, s since 1970> <the moment it showed then> <seconds it goes in one>`. Only the
processes of flow runs have it: Prefect's server, and what serves the deployments, plan by the true one.
"""

from __future__ import annotations

import os
import sys

if "SOAK_CLOCK" in os.environ and "prefect.engine" in sys.orig_argv:
    import datetime as dt
    import time

    from flows.fetch import throttle

    SET_AT, SHOWN, RATE = map(float, os.environ["SOAK_CLOCK"].split())

    def now() -> dt.datetime:
        return dt.datetime.fromtimestamp(SHOWN + (time.time() - SET_AT) * RATE, dt.UTC)

    throttle.utc_now = now  # before any other module takes the name from there
