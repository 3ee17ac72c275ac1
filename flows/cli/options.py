"""A run's options as those of a command: typer's signature made from the fields of `flows.runs.options`."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import typer

from flows.issues.dates import parse_date
from flows.runs.options import Option

OptionsT = TypeVar("OptionsT")
Plain = Annotated[bool, typer.Option("--plain", help="Without Prefect: nothing but the work.")]


def takes(options: type[OptionsT]) -> Callable[[Callable[[OptionsT, bool], None]], Callable[..., None]]:
    """A command of these options, and of `--plain`; what it is given comes as one object, dates read."""

    def made(command: Callable[[OptionsT, bool], None]) -> Callable[..., None]:
        fields = list(_fields(options))

        def spread(plain: bool, **given: Any) -> None:
            command(options(**{each.name: each.read(given[each.name]) for each in fields}), plain)

        parameters = [each.parameter() for each in fields]
        parameters.append(_keyword("plain", Plain, False))
        vars(spread)["__signature__"] = inspect.Signature(
            parameters
        )  # where inspect.signature looks first, and so typer
        spread.__name__, spread.__doc__ = command.__name__, command.__doc__
        return spread

    return made


@dataclass(frozen=True)
class _Field:
    """A field of the options: what type it has, what a user is told of it, its default."""

    name: str
    kind: Any
    option: Option
    default: Any

    @property
    def flag(self) -> str:
        return self.option.flag or "--" + self.name.replace("_", "-")

    @property
    def is_contrary(self) -> bool:
        return self.flag.startswith("--no-")

    @property
    def is_date(self) -> bool:
        return self.kind in (dt.date, dt.date | None)

    def parameter(self) -> inspect.Parameter:
        """As typer takes it: dates as text, several of one as a list."""
        kind, default = self.kind, self.default
        if self.is_date:
            kind = str if kind is dt.date else str | None
        elif kind == tuple[str, ...]:
            kind, default = list[str] | None, None
        elif self.is_contrary:
            default = not default
        told = typer.Option(self.flag, metavar=self.option.metavar, help=self.option.help)
        return _keyword(self.name, Annotated[kind, told], default)

    def read(self, given: Any) -> Any:
        """What was given as the field has it. Raises InputError for a date that is none."""
        if self.is_date:
            return parse_date(given, self.flag) if given else None
        if self.kind == tuple[str, ...]:
            return tuple(given or ())
        return not given if self.is_contrary else given


def _fields(options: type[Any]) -> Iterator[_Field]:
    hints = get_type_hints(options, include_extras=True)
    for name, parameter in inspect.signature(options).parameters.items():
        kind, option = get_args(hints[name])
        yield _Field(name, kind, option, parameter.default)


def _keyword(name: str, kind: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
