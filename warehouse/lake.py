"""The warehouse in a lake: DuckLake's catalogue in a file or in PostgreSQL, rows as Parquet on a path or in a bucket.

The writer is a database in memory with the lake attached as its default. The same statements run on both stores; the
text of a table or function is made fit for a lake here and nowhere else.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path

import duckdb

from warehouse.errors import (
    BusyError,
    CorruptError,
    DiskFullError,
    HomeError,
    LockedError,
    MissingError,
    OpenError,
    UnreachableError,
    VersionError,
    WarehouseError,
)
from warehouse.refusals import FULL
from warehouse.store import BUCKET, Store

NAME = "warehouse"  # under which the lake is attached
SCHEMA = "gongbao_lake"  # of DuckLake's own tables in PostgreSQL
FOLDER = "lake"  # of the data, in the home
EXTENSIONS = {"ducklake": "ducklake", "postgres_scanner": "postgres-scanner", "httpfs": "httpfs"}
# Of rows inlined in the catalogue DuckDB 1.5.5 is reported to lose count after deletes and a flush (ducklake #1364)
INLINED = 0
SETTINGS = (  # commits of several writers meet often, and each is short
    "ducklake_max_retry_count = 60",
    "ducklake_retry_wait_ms = 40",
    "ducklake_retry_backoff = 1.1",
)
_COMPRESSION = re.compile(r" USING COMPRESSION \w+")
_TABLE = re.compile(r"^CREATE TABLE ", re.MULTILINE)
_MACRO = re.compile(r"^CREATE (?:OR REPLACE )?(?=MACRO)", re.MULTILINE)
_CONFLICT = re.compile(r"conflict|could not serialize|deadlock detected|Exceeded the maximum retry", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)([^:/@\s]+):[^@\s]+@")
_GONE = re.compile(
    r"onnection refused|server closed the connection|terminating connection|onnection (?:to server )?.*failed"
    r"|the database system is|could not (?:connect|translate)|no connection to the server|timeout expired"
    r"|Unable to connect to Postgres|Connection reset|SSL connection has been closed"
)
_FENCED = re.compile(r"gongbao lease (?P<name>\S+) is held by another")


def place(store: Store, home: Path) -> str:
    """How a message calls the lake: its catalogue, without a password."""
    return f"the lake {_open(_catalogue(store, home))}"


def data_path(store: Store, home: Path) -> str:
    """Where the data files lie, with a stroke at the end."""
    if store.is_remote:
        return store.data.rstrip("/") + "/"
    return f"{(home / (store.data or FOLDER)).absolute()}/"


def attach(connection: duckdb.DuckDBPyConnection, store: Store, home: Path) -> None:
    """Attach the lake as `warehouse` and make it the default; made where it is not there. Raises as `told` says."""
    _load(connection, "ducklake")
    if store.is_shared:
        _load(connection, "postgres_scanner")
        source = f"ducklake:postgres:{store.catalogue}"
    else:
        source = f"ducklake:{_catalogue(store, home)}"
    if store.is_remote:
        _load(connection, "httpfs")
        connection.execute(_secret(store))
    options = [f"DATA_PATH {literal(data_path(store, home))}", f"DATA_INLINING_ROW_LIMIT {INLINED}"]
    options += [f"METADATA_SCHEMA {literal(SCHEMA)}"] if store.is_shared else []
    for setting in SETTINGS:
        connection.execute(f"SET {setting}")
    connection.execute(f"ATTACH {literal(source)} AS {NAME} ({', '.join(options)})")
    connection.execute(f"USE {NAME}")
    connection.execute("SET VARIABLE home = ?", [str(home.absolute())])


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """What a new lake keeps of its own: texts are packed as the home's file packs them."""
    connection.execute(f"CALL {NAME}.set_option('parquet_compression', 'zstd')")


def holds(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the connection's tables lie in a lake."""
    return bool(connection.execute("SELECT getvariable('home') IS NOT NULL").fetchall()[0][0])


def adapted(text: str, layer: str) -> str:
    """The text of an object of `sql/objects` for a lake.

    A lake's column has no compression of its own; its macros belong to the connection, for DuckLake keeps no default
    of an argument whose type is not known.
    """
    if layer == "tables":
        return _TABLE.sub("CREATE TABLE IF NOT EXISTS ", _COMPRESSION.sub("", text))
    return _MACRO.sub("CREATE OR REPLACE TEMP ", text)


def is_conflict(error: duckdb.Error) -> bool:
    """Whether another writer was first, so that the same transaction may go through when it is tried again."""
    said = str(error)
    return bool(_CONFLICT.search(said)) and not _FENCED.search(said)


def told(store: Store, home: Path, error: duckdb.Error) -> WarehouseError | None:
    """What DuckDB's error means for a lake; None where it says nothing of it."""
    said, where = _open(" ".join(str(error).split())), place(store, home)
    kept = "run again; nothing of this step was kept"
    if fenced := _FENCED.search(said):
        return BusyError(
            f"{fenced['name']} was taken over by another process, for this one was silent too long: {kept}"
        )
    if "Could not set lock" in said:
        return LockedError(
            f"{where} is being written by another process: wait until it ends, or stop it, and run again"
        )
    if FULL.search(said):
        return DiskFullError(f"no room left to write {where}: free some space and {kept}")
    if "HTTP" in said or BUCKET in said:
        if re.search(r"\b40[13]\b|Forbidden|InvalidAccessKeyId|AccessDenied", said):
            return HomeError(f"the bucket of {where} refuses the key (403): allow it, or set another, and {kept}")
        if re.search(r"\b404\b|NoSuchKey|NoSuchBucket", said):
            return CorruptError(f"{where} names a file that its bucket has not: `gongbao verify` ({said[:200]})")
        return UnreachableError(f"the bucket of {where} does not answer: wait, and {kept} ({said[:200]})")
    if "DATA_PATH" in said:
        return HomeError(f"expected the data of {where} where its catalogue says, found another setting: {said[:200]}")
    if "version" in said and "DuckLake" in said:
        return VersionError(f"{where} is of another DuckLake: upgrade gongbao, or its catalogue ({said[:200]})")
    if is_conflict(error):
        return BusyError(f"{where} was changed by others at every try: {kept}")
    if _GONE.search(said):
        return UnreachableError(f"PostgreSQL of {where} does not answer: start it, and {kept} ({said[:160]})")
    if ".parquet" in said:
        return CorruptError(f"{where} names a file that is not whole: `gongbao verify` ({said[:200]})")
    return None


def not_opened(store: Store, home: Path, error: duckdb.Error) -> OpenError:
    """Of a lake that cannot be attached, for a reason that says nothing else."""
    said = _open(" ".join(str(error).split()))
    return CorruptError(
        f"expected a catalogue of DuckLake at {place(store, home)}, found none that opens ({said[:200]})"
    )


def _open(said: str) -> str:
    """Without the password of an address."""
    return _PASSWORD.sub(r"\1@", said)


def literal(text: str) -> str:
    """The text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _catalogue(store: Store, home: Path) -> str:
    return store.catalogue if store.is_shared else str((home / store.catalogue).absolute())


def _secret(store: Store) -> str:
    at = store.access
    plain = at.endpoint.startswith("http://")
    given = {
        "KEY_ID": at.key_id, "SECRET": at.secret, "REGION": at.region,
        "ENDPOINT": re.sub(r"^https?://", "", at.endpoint).rstrip("/"),
    }  # fmt: skip
    words = [f"{name} {literal(value)}" for name, value in given.items() if value]
    words += ["URL_STYLE 'path'"] if at.endpoint else []
    words += ["USE_SSL false"] if plain else []
    return f"CREATE OR REPLACE TEMPORARY SECRET bucket (TYPE s3, {', '.join(words)})"


def _load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.load_extension(_extension(name))


@cache
def _extension(name: str) -> str:
    """The file of an extension, as its package on PyPI brings it: nothing is fetched at run time."""
    package = f"duckdb_extension_{name}"
    try:
        module = importlib.import_module(package)
    except ModuleNotFoundError as error:
        what = f"duckdb-extension-{EXTENSIONS[name]}"
        raise MissingError(f"expected {what} for a lake, found none: install gongbao[lake]") from error
    return str(next(Path(str(module.__file__)).parent.rglob(f"{name}.duckdb_extension")))
