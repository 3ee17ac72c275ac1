"""The verbs of the operator's keeping: settings, backup, restore, compact. Thin, as `command`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.output import AsRows, Format, Wide, print_rows, run_async
from flows.home import home_directory, writable_home
from flows.runs.progress import print_lines


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    for verb in (settings, backup, restore, compact):
        app.command()(verb)


def settings(form: AsRows = Format.TABLE, wide: Wide = False) -> None:
    """Print every setting, its value, and where it comes from.

    They stand in settings.toml in the home folder, and in the environment, which wins. A secret is not printed.

    Example: gongbao settings
    """
    from flows.settings import table

    print_rows(("setting", "value", "from", "meaning"), table(home_directory()), form, wide=wide)


def backup(to: Annotated[Path, typer.Argument(metavar="TO", help="A folder outside the home.")]) -> None:
    """Copy archive, warehouse, settings and pauses to a folder.

    It may be made while issues are loaded; a second one copies what is new. Every file is read back by its digest.
    The passwords in the settings are in it: it is yours alone to read.

    Example: gongbao backup /mnt/spare/gongbao
    """
    from flows.runs.backup import backup as made

    print_lines(run_async(made(writable_home(), to)).lines())


def restore(source: Annotated[Path, typer.Argument(metavar="FROM", help="The folder of a backup.")]) -> None:
    """Bring a backup back into an empty home, and publish it.

    Nothing takes its place before every file is whole by its digest.

    Example: gongbao restore /mnt/spare/gongbao
    """
    from flows.runs.backup import restore as brought_back
    from flows.runs.issues import publish_alone
    from flows.runs.options import PublishOptions

    home = writable_home()
    print_lines(brought_back(home, source).lines())
    print_lines(run_async(publish_alone(home, PublishOptions())))


def compact() -> None:
    """Merge a lake's small files, drop old ones.

    Loaders go on meanwhile. `gongbao schedule` does it every night. Without a lake (GONGBAO_STORE) there is nothing to
    do.

    Example: gongbao compact
    """
    from warehouse.upkeep import compact as compacted

    print_lines(compacted(writable_home()).lines())
