"""The `gongbao` command: a file a group of verbs, and how rows, claims and progress are printed."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; nothing of it is loaded before."""
    from flows.cli.command import main as run

    run()
