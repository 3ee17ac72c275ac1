"""Opening the warehouse: one writer on `warehouse.duckdb`, any number of readers on `published.duckdb`.

A new file gets its schema from `sql/`; a file whose views are older than the code's gets them made anew.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from warehouse.errors import CorruptError, DiskFullError, HomeError, SchemaError, VersionError
from warehouse.refusals import FULL, REBUILD, RENEW, home_refused, not_answered, told, unreadable
from warehouse.resources import sql_directory

SCHEMA_VERSION = 9
STORAGE = "v1.3.0"  # of new files: the first whose dictionaries and zstd make a third less of the texts
FILTERED = (
    20_000  # rows of a join's smaller side up to which the larger is pruned by each of them, not by least and greatest
)
WRITER_FILE = "warehouse.duckdb"
PUBLISHED_FILE = "published.duckdb"
ARCHIVE = "archive"  # the folder in the home in which the flows keep every answer
LAYERS = ("tables", "functions", "staging", "trends", "macros")  # in the order in which they may read one another
CONFIG: Mapping[str, str | int] = {"storage_compatibility_version": STORAGE, "dynamic_or_filter_threshold": FILTERED}
READING: Mapping[str, bool] = {  # a name in a query is a table of the copy, never a variable of this program
    "python_enable_replacements": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
}
NO_ACCESS = "enable_external_access = false"
OUTDATED = "run `gongbao rebuild`, or `gongbao publish` where the warehouse is of this version already"
_GRAIN = re.compile(r"\A(?:--[^\n]*\n)+")
_MADE = re.compile(r"^CREATE (?:OR REPLACE )?(?P<what>TABLE|VIEW|MACRO) (?P<name>[a-z_0-9]+)", re.MULTILINE)
_TABLE_MACRO = re.compile(r"\) AS TABLE$", re.MULTILINE)
_COLUMN = re.compile(r"^    (?P<name>[a-z_0-9]+) [A-Z][^\n]*?,?\s+-- (?P<comment>[^\n]+)$", re.MULTILINE)
_ORIGIN = re.compile(r"^FROM (?P<name>[a-z_0-9]+)$", re.MULTILINE)
SELECTED = re.compile(r"^    [^\n]*?(?P<name>[a-z_0-9]+),?  -- (?P<comment>[^\n]+)$", re.MULTILINE)


@cache
def read_sql(room: str, name: str) -> str:
    """The text of `sql/<room>/<name>.sql`."""
    return (sql_directory() / room / f"{name}.sql").read_text(encoding="utf-8")


def run_sql(connection: duckdb.DuckDBPyConnection, room: str, name: str) -> duckdb.DuckDBPyConnection:
    """Execute the statements of one file of `sql/`; the last one's rows can be fetched from what comes back."""
    return connection.execute(read_sql(room, name))


@contextmanager
def open_writer(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The one writing connection to `<home>/warehouse.duckdb`, made with its schema where the home is new.

    One that has vanished beside an archive or a copy is not replaced by an empty one: readers would lose what it held.
    Raises HomeError, LockedError, CorruptError, VersionError, DiskFullError, LimitError, OpenError.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise home_refused(home, error) from error
    path = home / WRITER_FILE
    held = _held_beside(home)
    if held and not path.is_file():
        raise HomeError(f"expected the warehouse {path} beside {held}, found none: run `gongbao rebuild`")
    connection = _connect(path)
    try:
        with writing(path):
            if held and not _has_table(connection, "warehouse_state"):
                raise CorruptError(f"expected the warehouse {path} beside {held}, found an empty one: {REBUILD}")
            _prepare(connection, path)
            yield connection
    except duckdb.Error as error:
        meant = told(path, error, REBUILD)
        if meant is None:
            raise
        raise meant from error
    finally:
        _close(connection)


def _held_beside(home: Path) -> str:
    """What tells that a warehouse was here: the readers' copy, else a file of the archive; empty where neither is."""
    if (home / PUBLISHED_FILE).is_file():
        return PUBLISHED_FILE
    file = next((home / ARCHIVE).glob("*.warc.gz*"), None)
    return f"{ARCHIVE}/{file.name}" if file else ""


@contextmanager
def open_reader(
    home: Path, *, may_write: Path | None = None, memory_mib: int | None = None, any_version: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to `<home>/published.duckdb` for this project's own questions.

    It never blocks the writer, is never blocked by it, and reaches no file but those under `may_write`. What does not
    fit into memory goes to the system's temporary folder meanwhile. Each reader opens the copy anew: beside an older
    one of the same process it sees the newest copy. Raises HomeError where nothing is published yet, CorruptError,
    VersionError, LimitError, OpenError.
    """
    with tempfile.TemporaryDirectory(prefix="gongbao-", ignore_cleanup_errors=True) as spare:
        allowed = [f"allowed_directories = [{_literal(str(may_write.absolute()))}]"] if may_write else []
        memory = {"memory_limit": f"{memory_mib}MiB"} if memory_mib else {}
        with _attached(home, {"temp_directory": spare, **memory}, [*allowed, NO_ACCESS], any_version) as connection:
            yield connection


@contextmanager
def open_sealed(home: Path, memory_mib: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """As `open_reader`, for statements that somebody else wrote: no file at all, not even a temporary one.

    Without the file system a COPY cannot name the copy's own path, which DuckDB allows to whoever has it open.
    """
    config = {"temp_directory": "", "memory_limit": f"{memory_mib}MiB"}
    with _attached(home, config, [NO_ACCESS, "disabled_filesystems = 'LocalFileSystem'"]) as connection:
        yield connection


@contextmanager
def _attached(
    home: Path, config: Mapping[str, str], settings: Sequence[str], any_version: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the copy attached to it: its settings are its own, not those of the whole process."""
    path = home / PUBLISHED_FILE
    if not path.is_file():
        raise HomeError(
            f"expected a published warehouse at {path}, found none: run `gongbao init` or `gongbao publish`"
        )
    connection = duckdb.connect(":memory:", config={**CONFIG, **READING, **config})
    try:
        with reading(path):
            _attach(connection, path)
            for setting in (*settings, "lock_configuration = true"):
                connection.execute(f"SET {setting}")
            if not any_version:
                _require_version(connection, path, OUTDATED)
            yield connection
    finally:
        connection.close()


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what DuckDB refuses while the copy at `path` is read into this project's errors."""
    try:
        yield
    except duckdb.Error as error:
        raise told(path, error, RENEW) or not_answered(path, error) from error


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        connection.execute(f"ATTACH {_literal(str(path))} AS {path.stem} (READ_ONLY)")
        connection.execute(f"USE {path.stem}")
    except duckdb.Error as error:
        raise told(path, error, RENEW) or unreadable(path, error, RENEW) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the device's refusals while `path` is written into DiskFullError."""
    cure = f"no room left to write {path}: free some space and run again; nothing of this step was kept"
    try:
        yield
    except duckdb.Error as error:
        if FULL.search(str(error)):
            raise DiskFullError(cure) from error
        raise
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
            raise DiskFullError(cure) from error
        raise


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: committed at the end, rolled back on any error. No temporary table made within outlives it."""
    connection.begin()
    try:
        with temporary_tables(connection):
            yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def temporary_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Drop at the end the temporary tables that were made within."""
    before = _temporary_tables(connection)
    yield
    for table in _temporary_tables(connection) - before:
        connection.execute(f"DROP TABLE {table}")


def _temporary_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    return {str(name) for (name,) in found}


def prepare_copy(path: Path) -> None:
    """Make a file with the schema and no rows at `path`, for the readers' copy."""
    with duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE}) as connection:
        _prepare(connection, path)
        connection.execute("DELETE FROM warehouse_state")


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    """Close without hiding the error under way: on a full disk the last checkpoint may fail too; the log holds all."""
    try:
        connection.close()
    except duckdb.Error as error:
        if not FULL.search(str(error)):
            raise


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if path.is_dir():
        raise HomeError(f"expected a database file at {path}, found a folder: move it away")
    try:
        return duckdb.connect(str(path), config=dict(CONFIG))
    except duckdb.Error as error:
        raise told(path, error, REBUILD) or unreadable(path, error, REBUILD) from error


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the schema in an empty file; refuse another version's; renew views and macros that changed."""
    fresh = not _has_table(connection, "warehouse_state")
    if fresh and connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() != (0,):
        raise VersionError(f"{path} holds tables that gongbao did not make: move the file away, or choose another home")
    if not fresh:
        _require_version(connection, path)
    digest = definitions_digest()
    if not fresh and _state(connection, "definitions") == digest:
        return
    connection.begin()
    try:
        for layer in LAYERS if fresh else LAYERS[1:]:
            for file in sorted((sql_directory() / "objects" / layer).glob("*.sql")):
                define(connection, layer, file.stem)
        connection.execute("DELETE FROM warehouse_state WHERE name IN ('schema_version', 'definitions')")
        connection.executemany(
            "INSERT INTO warehouse_state VALUES (?, ?)",
            [("schema_version", str(SCHEMA_VERSION)), ("definitions", digest)],
        )
        connection.commit()
    except duckdb.Error:
        with contextlib.suppress(duckdb.TransactionException):  # a full disk at the commit has ended it already
            connection.rollback()
        raise


def define(connection: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    """Create the object of `sql/<layer>/<name>.sql` and hang the file's comments on it, for DuckDB's own shell."""
    text = read_sql(f"objects/{layer}", name)
    connection.execute(text)
    grain, made = _GRAIN.match(text), _MADE.search(text)
    if not (grain and made and made["name"] == name):
        raise SchemaError(
            f"expected sql/objects/{layer}/{name}.sql to state its grain and to make {name}, found otherwise"
        )
    what = made["what"] + (" TABLE" if made["what"] == "MACRO" and _TABLE_MACRO.search(text) else "")
    connection.execute(f"COMMENT ON {what} {name} IS {_literal(_uncommented(grain[0]))}")
    if layer == "tables":
        for column, comment in column_comments(layer, name).items():
            connection.execute(f"COMMENT ON COLUMN {name}.{column} IS {_literal(comment)}")


def column_comments(layer: str, name: str) -> dict[str, str]:
    """What a file of `sql/objects` says of its columns: at a table's columns, else at those of its last SELECT.

    A table made `AS SELECT` from another takes that one's words for the columns that they share.
    """
    text = read_sql(f"objects/{layer}", name)
    if re.search(rf"^CREATE TABLE {name} \($", text, re.MULTILINE):
        return {column["name"]: column["comment"] for column in _COLUMN.finditer(text)}
    last = text[max(text.rfind("\nSELECT"), 0) :]
    told = {column["name"]: column["comment"] for column in SELECTED.finditer(last)}
    if layer != "tables" or not (origin := _ORIGIN.search(last)):
        return told
    left_out = set(re.findall(r"\w+", (re.search(r"\* EXCLUDE \(([^)]*)\)", last) or [""])[0]))
    shared = column_comments(layer, origin["name"])
    return {column: comment for column, comment in shared.items() if column not in left_out} | told


def define_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every object of every layer in an empty database."""
    for layer in LAYERS:
        for file in sorted((sql_directory() / "objects" / layer).glob("*.sql")):
            define(connection, layer, file.stem)


def grain_of(room: str, name: str) -> str:
    """What the head of `sql/<room>/<name>.sql` says that one row is."""
    told = _GRAIN.match(read_sql(room, name))
    lines = told[0].splitlines() if told else []
    said = [line for line in lines if not re.match(r"-- (?:about|severity|reach|makes|reads):", line)]
    return _uncommented("\n".join(said)).removeprefix("grain: ").replace(" why: ", ". Why: ")


def _uncommented(comment: str) -> str:
    return " ".join(line.removeprefix("--").strip() for line in comment.splitlines())


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@cache
def definitions_digest() -> str:
    """sha256 over the files of all views and macros: another digest in the file means they must be made anew."""
    digest = hashlib.sha256()
    for layer in LAYERS[1:]:
        for file in sorted((sql_directory() / "objects" / layer).glob("*.sql")):
            digest.update(file.stem.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [name]).fetchall())


def _state(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    row = connection.execute("SELECT value FROM warehouse_state WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else ""


def _require_version(connection: duckdb.DuckDBPyConnection, path: Path, renewal: str = REBUILD) -> None:
    found = _state(connection, "schema_version") if _has_table(connection, "warehouse_state") else "none"
    if found != str(SCHEMA_VERSION):
        newer = found.isdecimal() and int(found) > SCHEMA_VERSION
        cure = "upgrade gongbao" if newer else renewal
        raise VersionError(f"expected schema version {SCHEMA_VERSION} in {path}, found {found}: {cure}")
