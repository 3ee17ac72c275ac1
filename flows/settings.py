"""What the operator sets: `settings.toml` in the home, and the environment over it. The one way to read a setting.

A key of the file is a variable of the environment in capitals behind `GONGBAO_`: `rows` of `[query]` is
`GONGBAO_QUERY_ROWS`. A key that nobody knows, in the file or in the environment, is refused, for a typo sets nothing.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from flows.errors import InputError
from flows.home import HOME, PREFIX
from flows.home import SETTINGS as FILE
from warehouse import store

MOST = 1_000_000_000  # of any bound of a question; a timer takes no more than nine times that


def _listed(value: object) -> object:
    """A list of the file, or the words of a variable, with blanks or commas between them."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _blanks(value: object) -> object:
    """As `_listed`, with blanks alone: an address of a notice may hold a comma."""
    return tuple(value.split()) if isinstance(value, str) else value


def _time(value: str) -> str:
    if value and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise ValueError("a time such as 08:30")
    return value


def _store(value: SecretStr | None) -> SecretStr | None:
    said = value.get_secret_value() if value else ""
    if said and not re.fullmatch(r"ducklake:(postgres(ql)?://\S+/\S+|(?!\w+://)[^:]+)", said):
        raise ValueError("ducklake:postgres://user@host:port/database or ducklake:<file>")
    return value


def _data(value: str) -> str:
    if "://" in value and not re.fullmatch(r"s3://[^/\s]+(/\S*)?", value):
        raise ValueError("a folder or s3://bucket/path")
    return value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Addresses = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_blanks)]
Bound = Annotated[int, Field(ge=1, le=MOST)]
Time = Annotated[str, AfterValidator(_time)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Server(_Section):
    """The scheduler's page."""

    password: SecretStr | None = Field(
        default=None, description="Its password; else one is made, in `<home>/prefect/login`."
    )
    hosts: Names = Field(default=(), description="Names beside loopback's by which it may be asked.")


class Query(_Section):
    """What a question of `gongbao sql` may take."""

    seconds: Bound = Field(default=60, description="Seconds of one answer, of `check` and `export` too.")
    memory_mib: Bound = Field(default=2048, description="MiB of working memory, of `check` and `export` too.")
    rows: Bound = Field(default=200_000, description="Rows of one answer.")


Kind = Literal["failure", "drift", "healed", "revision", "finding"]
KINDS: tuple[Kind, ...] = ("failure", "drift", "healed", "revision", "finding")
Kinds = Annotated[tuple[Kind, ...], NoDecode, BeforeValidator(_listed)]


class Notices(_Section):
    """Who is told what."""

    to: Addresses = Field(
        default=(),
        description="Addresses as apprise writes them (`wecombot://`, `dingtalk://`, `lark://`, `mailto://`, ...).",
    )
    language: Literal["en", "zh"] = Field(default="en", description="The language of the messages.")
    about: Kinds = Field(default=KINDS, description="What of a run is told; nothing of it, and no message is sent.")
    daily: Time = Field(
        default="", description="When the day's summary is sent, such as `08:30` in Shanghai; never, if empty."
    )
    findings: Literal["error", "warning"] = Field(default="error", description="How grave a new finding is told from.")


class Settings(BaseSettings):
    """All settings, checked."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="_", env_nested_max_split=1, env_ignore_empty=True, extra="forbid",
        frozen=True,
    )  # fmt: skip

    contact: str = Field(
        default="", description="A URL or address by which a publisher finds you, sent in the User-Agent."
    )
    store: Annotated[SecretStr | None, AfterValidator(_store)] = Field(
        default=None,
        description="Where the tables lie: in `warehouse.duckdb`, or in a lake that several processes write, "
        "`ducklake:postgres://user@host:port/database`, or that one does, `ducklake:<file>`.",
    )
    store_data: Annotated[str, AfterValidator(_data)] = Field(
        default="", description="Where a lake keeps its rows: a folder, or `s3://bucket/path`; else `<home>/lake`."
    )
    store_endpoint: str = Field(default="", description="The address of object storage that is not Amazon's.")
    store_region: str = Field(default="", description="The region of the bucket.")
    store_key_id: str = Field(default="", description="The key by which the bucket is entered.")
    store_secret: SecretStr | None = Field(default=None, description="That key's secret.")
    server: Server = Field(default_factory=Server)
    query: Query = Field(default_factory=Query)
    notices: Notices = Field(default_factory=Notices)
    origin: dict[str, str] = Field(
        default={}, description="A mirror in the place of a source's own site, by the source's id."
    )

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        """The environment, then what is given, which is the file's content."""
        return env_settings, init_settings


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: its name in the file, its variable, the default, what it is for."""

    name: str
    variable: str
    default: Any
    meaning: str


def keys() -> Iterator[Key]:
    """Every setting, in the schema's order. `origin` stands for one a source."""
    yield Key("", HOME, "data", "The home folder. The file lies in it: by the environment alone.")
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, _Section):
            for inner, told in section.model_fields.items():
                yield Key(f"{name}.{inner}", f"{PREFIX}{name}_{inner}".upper(), told.default, told.description or "")
        elif name == "origin":
            yield Key("origin.<source>", f"{PREFIX}ORIGIN_<SOURCE>", None, field.description or "")
        else:
            yield Key(name, f"{PREFIX}{name}".upper(), field.default, field.description or "")


def shown(value: object) -> str:
    """A value as the table shows it: a secret never."""
    if isinstance(value, SecretStr):
        return "(set)"
    if isinstance(value, tuple):
        return " ".join(map(shown, value))
    return "" if value is None else str(value)


def table(home: Path) -> list[tuple[str, str, str, str]]:
    """Every setting as it stands: name, value, where it comes from, meaning. Raises InputError."""
    found, given, rows = read_settings(home), _file(home / FILE), []
    for key in keys():
        section, _, name = key.name.partition(".")
        if section == "origin":
            rows += [(f"origin.{each}", at, _whence(f"{PREFIX}ORIGIN_{each.upper()}", True), key.meaning)
                     for each, at in sorted(found.origin.items())]  # fmt: skip
            continue
        value = getattr(found, section) if section else home
        held = getattr(value, name) if name else value
        is_given = bool(section) and (_at(given, key.name) is not None if name else section in given)
        rows.append((key.name or "home", shown(held), _whence(key.variable, is_given), key.meaning))
    return rows


def _whence(variable: str, is_given: bool) -> str:
    return variable if os.environ.get(variable) else FILE if is_given else "default"


def documented() -> str:
    """The settings as a table of Markdown, for docs/operate.md."""
    lines = ["| key in `settings.toml` | in the environment | default | meaning |", "| --- | --- | --- | --- |"]
    for key in keys():
        default = shown(key.default)
        cells = f"`{key.name}`" if key.name else "", f"`{key.variable}`", f"`{default}`" if default else "", key.meaning
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def read_settings(home: Path) -> Settings:
    """The settings of a home, and from now on its store. Raises InputError, in one line, for what is no setting."""
    given = _file(home / FILE)
    _require_known(os.environ)
    try:
        found = Settings(**given)
    except ValidationError as error:
        raise _refused(error, home / FILE, given) from error
    _require_sources(found.origin, home / FILE)
    store.choose(home, _store_of(found))
    return found


def _store_of(found: Settings) -> store.Store:
    said = found.store.get_secret_value() if found.store else ""
    secret = found.store_secret.get_secret_value() if found.store_secret else ""
    access = store.Access(found.store_endpoint, found.store_region, found.store_key_id, secret)
    return store.Store(said.removeprefix("ducklake:"), found.store_data, access)


def _file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            mode, given = os.fstat(file.fileno()).st_mode, tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"expected TOML in {path}, found {error}: mend the line, or move the file away") from error
    except OSError as error:
        raise InputError(f"expected settings in {path}, found {error.strerror}: allow it, or move it away") from error
    secret = [name for name in ("store", "store_secret", "server.password", "notices.to") if _at(given, name)]
    if secret and stat.S_IMODE(mode) & 0o077:
        raise InputError(
            f"expected {path} to be its owner's alone, for it holds {secret[0]}, found mode {stat.S_IMODE(mode):o}: "
            f"chmod 600 {path}"
        )
    return given


def _at(given: Mapping[str, Any], name: str) -> object:
    section, _, key = name.partition(".")
    within = given.get(section)
    if not key:
        return within
    return within.get(key) if isinstance(within, dict) else None


def _require_known(environment: Mapping[str, str]) -> None:
    known = [key.variable for key in keys() if "<" not in key.variable]
    for name in environment:
        if name.startswith(PREFIX) and name not in known and not name.startswith(f"{PREFIX}ORIGIN_"):
            raise InputError(f"expected settings in the environment, found {name}{_near(name, known)}")


def _near(name: str, known: list[str]) -> str:
    names = {each.removeprefix(PREFIX): each for each in known}  # what they share makes nothing alike
    near = difflib.get_close_matches(name.removeprefix(PREFIX), names, 1, 0.5)
    return f": did you mean {names[near[0]]}?" if near else ": unset it; `gongbao settings` lists them all"


def _refused(error: ValidationError, path: Path, given: Mapping[str, Any]) -> InputError:
    """The first thing that pydantic refuses, as one line. The value itself is not told, for it may be a secret."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"][:2])
    if first["type"] == "extra_forbidden":
        return InputError(f"expected settings in {path}, found {name}{_near(name, [key.name for key in keys()])}")
    variable = f"{PREFIX}{name.replace('.', '_').upper()}"
    where = variable if variable in os.environ else str(path)
    said = first["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    return InputError(f"expected {said} for {name}, found something else in {where}: see `gongbao settings`")


def _require_sources(origins: Mapping[str, str], path: Path) -> None:
    """Refuse a mirror of a source that is none, and one that is no address."""
    if not origins:
        return
    from flows.issues.policies import checked_origin  # brings the sources, which most readers of a setting need not
    from flows.sources.registry import SOURCES

    for source_id, origin in origins.items():
        if source_id not in SOURCES:
            known = [f"origin.{each}" for each in SOURCES]
            name = f"origin.{source_id}"
            raise InputError(
                f"expected a source's mirror in {path} or the environment, found {name}{_near(name, known)}"
            )
        checked_origin(origin, f"origin.{source_id}")
