"""The verbs about the catalogue and the tables: `indicators match`, `indicators unmatched`, `dictionary`."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.output import Format, print_rows
from flows.errors import InputError
from flows.home import home_directory
from flows.runs.progress import print_lines

indicators = typer.Typer(
    name="indicators",
    help="Match phrases to the catalogue, list those it lacks.\n\n"
    "Example: gongbao indicators match 全国累计建成5G基站总数",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(indicators)
    app.command()(dictionary)


@indicators.command("match")
def match_phrase(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE", help="What a paper calls it, Chinese or English.")],
    unit: Annotated[str, typer.Option("--unit", help="The number's base unit: CNY, %, 个; any where left out.")] = "",
    measure: Annotated[str, typer.Option("--measure", help="level, growth, share, ...; any where left out.")] = "",
) -> None:
    """Say which indicator a phrase is, step by step.

    A phrase matches by its whole name, never by one shared word. Where none has it, the nearest are named.

    Example: gongbao indicators match 全国累计建成5G基站总数
    """
    from warehouse.vocabulary.explain import explain

    told = explain(phrase, unit=unit, measure=measure)
    if told.found is None or told.entry is None:
        near = ", ".join(f"{entry.name_zh} ({entry.id})" for entry in told.near) or "none"
        raise InputError(
            f"expected a phrase of the catalogue, found {phrase!r} (read as {told.key!r}); nearest: {near}; "
            "where it is one of them, add it to that entry's aliases"
        )
    entry, found = told.entry, told.found
    steps = [f"  {number}. {step}" for number, step in enumerate(told.steps, 1)]
    part = [f"breakdown: {found.breakdown}"] if found.breakdown else []
    print_lines([
        f"{phrase}: {entry.id}",
        *steps,
        f"{entry.name_zh}, {entry.name_en}; {entry.kind} in {entry.unit}",
        *part,
    ])  # fmt: skip


@indicators.command()
def unmatched(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many phrases, the most frequent first.")] = 20,
    form: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.TABLE,
) -> None:
    """List the phrases that the catalogue does not hold, with the nearest entries.

    An alias added to an entry takes them up at the next refresh; nothing is extracted again.

    Example: gongbao indicators unmatched --limit 5
    """
    from warehouse.read import ask

    found = ask.unmatched(home_directory(), limit)
    print_rows(found.columns, found.rows, form)


def dictionary() -> None:
    """Print the data dictionary, in Markdown.

    Every table, view, macro, function, check and column, as the comments of the SQL files say.

    Example: gongbao dictionary > dictionary.md
    """
    from warehouse.read.dictionary import markdown

    print_lines(list(markdown()))
