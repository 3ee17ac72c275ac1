"""The `gongbao` command: a file a group of verbs, and how rows, claims and progress are printed."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; nothing of it is loaded before."""
    # DuckDB imports pandas, where it is installed, for the first parameter of a query (findings/): as long again as the
    # answer takes. No verb has a use for it
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]  # None is how Python is told that a module is not there
    from flows.cli.command import main as run

    run()
