"""`python -m tests.live [--source ID]... [--date D]`: exit code 1 where a declaration does not read its source."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import sys

from flows.home import home_directory
from flows.runs.issues import Conditions
from flows.settings import read_settings
from flows.sources.registry import SOURCES
from tests.live.day import looked_at, table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.live", description=__doc__)
    parser.add_argument("--source", action="append", choices=sorted(SOURCES), metavar="ID")
    parser.add_argument("--date", type=dt.date.fromisoformat, metavar="DATE")
    asked = parser.parse_args()
    origins = read_settings(home_directory()).origin
    rows = asyncio.run(looked_at(asked.source or sorted(SOURCES), asked.date, Conditions(), origins))
    sys.stdout.write(table(rows) + "\n")
    return 0 if all(row.is_read for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
