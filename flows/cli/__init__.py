"""The `gongbao` command: a file a group of verbs, and how rows, claims and progress are printed."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import NoReturn, cast


def main() -> NoReturn:
    """Run the command line; nothing of it is loaded before."""
    # DuckDB imports pandas, where it is installed, for the first parameter of a query (findings/): as long again as the
    # answer takes. No verb has a use for it
    cast("dict[str, ModuleType | None]", sys.modules).setdefault("pandas", None)  # None: it is not there, for Python
    from flows.cli.command import main as run

    run()
