"""What pages hold that is made from the code: verbs and options, sources, walls. Stale where the code says otherwise.

`README_WRITE=1 python -m pytest -n 0 tests/docs` writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from flows.cli.command import app
from flows.sources.declaration import Source
from flows.sources.registry import SOURCES
from tests.docs.pages import MADE, PAGES, WRITING
from tests.test_imports import WALLS


def verbs() -> str:
    """Every verb with its help, its arguments and options, as typer holds them."""
    group: Any = typer.main.get_command(app)
    told = [part for name in sorted(group.commands) for part in _verb(f"gongbao {name}", group.commands[name])]
    return "\n\n".join(told)


def _verb(name: str, command: Any) -> Iterator[str]:
    parameters = command.params
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    usage = [each.metavar or each.name.upper() for each in arguments]
    told, _, example = command.help.partition("\n\nExample: ")
    heads = told.split("\n\n")
    inner = getattr(command, "commands", None)
    yield f"## {name}"
    yield "\n\n".join(" ".join(part.split()) for part in heads)
    if not inner:
        yield f"    {' '.join([name, *usage, *(['[OPTIONS]'] if len(parameters) > len(arguments) else [])])}"
    yield f"Example: `{example.strip()}`"
    if parameters:
        rows = [f"| `{_called(each)}` | {each.help} | {_default(each)} |" for each in parameters]
        yield "\n".join(["| | | if left out |", "| --- | --- | --- |", *rows])
    for word in sorted(inner or {}):
        yield from _verb(f"{name} {word}", inner[word])


def _called(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    metavar = f" {parameter.metavar or 'TEXT'}" if not parameter.is_flag else ""
    return ", ".join(parameter.opts) + metavar


def _default(parameter: Any) -> str:
    if parameter.required:
        return "needed"
    given = getattr(parameter.default, "value", parameter.default)
    return "" if given is None or isinstance(given, bool) or given in ("", ()) else f"`{given}`"


def sources() -> str:
    """Every declared source: id, names, family of layout, calendar, and how sure the declaration is."""
    rows = [f"| {' | '.join(_source(source))} |" for _, source in sorted(SOURCES.items())]
    head = "| id | name | | layouts | calendar | newest evidence | certainty |"
    return "\n".join([head, "| --- " * 7 + "|", *rows])


def _source(source: Source) -> list[str]:
    families = [each.family + (f" to {each.valid_until}" if each.valid_until else "") for each in source.layouts]
    newest = max(source.layouts, key=lambda layout: layout.evidence.newest).evidence
    named = source.calendar.named()
    return [f"`{source.source_id}`", source.name_zh, source.name_en, "; ".join(families), named, newest.newest,
            newest.certainty.value]  # fmt: skip


def walls() -> str:
    """What each room may import, and why no more."""
    rows = [f"| `{wall.room}` | {', '.join(sorted(wall.may)) or 'nothing'} | {wall.sentence} |" for wall in WALLS]
    return "\n".join(["| room | may import | why no more |", "| --- | --- | --- |", *rows])


MAKERS: dict[str, Callable[[], str]] = {"verbs": verbs, "sources": sources, "walls": walls}
HOLDERS = [page for page in PAGES if MADE.search(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", HOLDERS, ids=lambda page: page.name)
def test_what_is_made_from_the_code_is_as_the_code_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    now = MADE.sub(lambda made: f"{made['head']}{MAKERS[made['name']]()}\n{made['foot']}", text)
    if WRITING:
        page.write_text(now, encoding="utf-8")
    assert WRITING or text == now, f"{page.name} is stale: README_WRITE=1 python -m pytest -n 0 tests/docs, and read"


def test_each_part_is_made_in_one_page() -> None:
    held = [made["name"] for page in HOLDERS for made in MADE.finditer(page.read_text(encoding="utf-8"))]
    assert sorted(held) == sorted(MAKERS)


def test_a_new_option_would_be_missed() -> None:
    every = re.findall(r"^\| `(--[a-z-]+)", verbs(), re.MULTILINE)
    assert {"--plot", "--accept-loss", "--no-publish", "--date"} <= set(every)
    other = typer.Typer(name="gongbao", rich_markup_mode=None)

    @other.command()
    def lone(colour: str = "red") -> None:
        """Do one thing.

        Example: gongbao lone
        """

    @other.command()
    def second() -> None:
        """Do another.

        Example: gongbao second
        """

    group: Any = typer.main.get_command(other)
    assert "| `--colour TEXT` | None | `red` |" in "\n".join(_verb("gongbao lone", group.commands["lone"]))
