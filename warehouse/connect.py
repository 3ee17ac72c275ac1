"""Opening the warehouse: one writer on `warehouse.duckdb`, any number of readers on `published.duckdb`.

Where the home's tables lie in a lake, there are as many writers as its catalogue allows. What is new gets its schema
from `sql/`; a file whose views are older than the code's gets them made anew.
"""

from __future__ import annotations

import contextlib
import errno
import re
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from warehouse import lake, leases, store
from warehouse.definitions import define_all, define_layer, definitions_digest, renew
from warehouse.definitions import read_sql as read_sql  # with the connection they run on, as most ask for them
from warehouse.definitions import run_sql as run_sql
from warehouse.errors import CorruptError, DiskFullError, HomeError, VersionError
from warehouse.refusals import FULL, REBUILD, RENEW, home_refused, not_answered, told, unreadable
from warehouse.resources import sql_directory

SCHEMA_VERSION = 9
STORAGE = "v1.3.0"  # of new files: the first whose dictionaries and zstd make a third less of the texts
FILTERED = 20_000  # rows of a join's smaller side by each of which the larger is pruned, not by least and greatest
SMALL = 256 * 2**20  # bytes of a file that one thread is enough for: a second takes half as much processor again
WRITER_FILE = "warehouse.duckdb"
PUBLISHED_FILE = "published.duckdb"
ARCHIVE = "archive"  # the folder in the home in which the flows keep every answer
CONFIG: Mapping[str, str | int] = {"storage_compatibility_version": STORAGE, "dynamic_or_filter_threshold": FILTERED}
READING: Mapping[str, bool] = dict.fromkeys(  # a name in a query is a table, never a variable of this program
    ("python_enable_replacements", "autoload_known_extensions", "autoinstall_known_extensions"), False
)
QUIET = "SET enable_progress_bar = false; "  # where the program came by `python -c`, its bar would stand among the rows
NO_ACCESS = "enable_external_access = false"
OUTDATED = "run `gongbao rebuild`, or `gongbao publish` where the warehouse is of this version already"
_OWN_TABLES = "FROM duckdb_tables() WHERE database_name = current_database()"
_TEMP_TABLE = re.compile(r"TEMP TABLE (?:IF NOT EXISTS )?(\w+)")


@contextmanager
def open_writer(home: Path, *, may_be_new: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The one writing connection to `<home>/warehouse.duckdb`, or one to its lake; made with its schema where new.

    One that has vanished beside an archive or a copy is not replaced by an empty one: readers would lose what it held;
    an empty lake is, where it `may_be_new`, for a caller who fills it. Raises HomeError, LockedError, CorruptError,
    VersionError, DiskFullError, LimitError, OpenError; of a lake also UnreachableError, BusyError, MissingError.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise home_refused(home, error) from error
    if store.of(home).is_lake:
        with _open_lake(home, may_be_new) as connection:
            yield connection
        return
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


@contextmanager
def _open_lake(home: Path, may_be_new: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    where = lake.place(store.of(home), home)
    connection = duckdb.connect(":memory:", config={**CONFIG, **READING}).execute(QUIET)
    try:
        with refusing(home):
            with leases.one_opens(home):
                try:
                    lake.attach(connection, store.of(home), home)
                except duckdb.Error as error:
                    if lake.told(store.of(home), home, error):
                        raise
                    raise lake.not_opened(store.of(home), home, error) from error
                held = _held_beside(home)
                if held and not may_be_new and not _has_table(connection, "warehouse_state"):
                    raise HomeError(
                        f"expected the warehouse in {where} beside {held}, found none: run `gongbao rebuild`"
                    )
                _prepare_lake(connection, where)
            yield connection
    finally:
        _close(connection)


@contextmanager
def refusing(home: Path) -> Iterator[None]:
    """Turn what is refused while the home's warehouse is written into this project's errors."""
    if not store.of(home).is_lake:
        with writing(home / WRITER_FILE):
            yield
        return
    try:
        with writing(home):
            yield
    except duckdb.Error as error:
        meant = lake.told(store.of(home), home, error)
        if meant is None:
            raise
        raise meant from error


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
    fit into memory goes to the system's temporary folder meanwhile. Each reader opens the copy anew, the newest one.
    Raises HomeError where nothing is published yet, CorruptError, VersionError, LimitError, OpenError.
    """
    with tempfile.TemporaryDirectory(prefix="gongbao-", ignore_cleanup_errors=True) as spare:
        allowed = [f"allowed_directories = [{lake.literal(str(may_write.absolute()))}]"] if may_write else []
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
    connection = duckdb.connect(":memory:", config={**CONFIG, **READING, **config}).execute(QUIET + _threads(path))
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
        connection.execute(f"ATTACH {lake.literal(str(path))} AS {path.stem} (READ_ONLY)")
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
        leases.sign(connection)
        with temporary_tables(connection):
            yield
    except BaseException:
        _undo(connection)
        raise
    connection.commit()


def _undo(connection: duckdb.DuckDBPyConnection) -> None:
    """Roll back. What the end of a connection, or a full disk at the commit, has rolled back already is no error."""
    with contextlib.suppress(duckdb.TransactionException, duckdb.ConnectionException, duckdb.IOException):
        connection.rollback()


@contextmanager
def temporary_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Drop at the end the temporary tables that were made within; in a lake, at the end of the outermost."""
    if lake.holds(connection):
        with _temporary_tables_of_lake(connection):
            yield
        return
    before = _temporary_tables(connection)
    yield
    for table in _temporary_tables(connection) - before:
        connection.execute(f"DROP TABLE {table}")


_nested: weakref.WeakKeyDictionary[duckdb.DuckDBPyConnection, int] = weakref.WeakKeyDictionary()


@contextmanager
def _temporary_tables_of_lake(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Which there are is not asked: DuckDB would list every table of the catalogue's server (0.1 processor seconds)."""
    _nested[connection] = _nested.get(connection, 0) + 1
    try:
        yield
    finally:
        _nested[connection] -= 1
    if not _nested[connection]:
        for table in _TEMPORARY | _named_temporary():
            connection.execute(f"DROP TABLE IF EXISTS temp.main.{table}")


_TEMPORARY: set[str] = set()  # those that are not made by a file of sql/


def note_temporary(name: str) -> str:
    """The name of a temporary table that Python makes, so that it is dropped with the others."""
    _TEMPORARY.add(name)
    return name


@cache
def _named_temporary() -> frozenset[str]:
    texts = (file.read_text(encoding="utf-8") for file in (sql_directory() / "steps").rglob("*.sql"))
    return frozenset(name for text in texts for name in _TEMP_TABLE.findall(text))


def _temporary_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    return {str(name) for (name,) in found}


def prepare_copy(path: Path) -> None:
    """Make a file with the schema and no rows at `path`, for the copy of a lake: that has tables alone to give."""
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
        return duckdb.connect(str(path), config=dict(CONFIG)).execute(QUIET + _threads(path))
    except duckdb.Error as error:
        raise told(path, error, REBUILD) or unreadable(path, error, REBUILD) from error


def _threads(path: Path) -> str:
    return "" if path.exists() and path.stat().st_size > SMALL else "SET threads = 1"


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the schema in an empty file; refuse another version's; renew views, macros and comments that changed."""
    fresh = not _has_table(connection, "warehouse_state")
    _require_own(connection, path)
    digest = definitions_digest()
    if not fresh and _state(connection, "definitions") == digest:
        return
    with _whole(connection):
        (define_all if fresh else renew)(connection)
        _write_state(connection, digest)


def _prepare_lake(connection: duckdb.DuckDBPyConnection, where: str) -> None:
    """The same in a lake. It has tables alone: functions belong to each connection, views are the readers' copy's.

    A table that never held a row costs a question a column at each statement that names it, 0.1 processor seconds:
    each holds one for a moment. Killed in between, the next opening goes on here.
    """
    names = [file.stem for file in sorted((sql_directory() / "objects" / "tables").glob("*.sql"))]
    digest = definitions_digest()
    begun = _has_table(connection, "warehouse_state")
    stands = begun and _state(connection, "schema_version") != ""
    if stands or not begun:
        _require_own(connection, where)
    if not stands:
        with _whole(connection):
            define_layer(connection, "tables", in_lake=True)
            for name in names:
                connection.execute(f"INSERT INTO {name} DEFAULT VALUES")
        lake.begin(connection)
        with _whole(connection):
            for name in names:
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - a table of ours
            _write_state(connection, digest)
    elif _state(connection, "definitions") != digest:
        with _whole(connection):
            _write_state(connection, digest)
    define_layer(connection, "functions", in_lake=True)


def _require_own(connection: duckdb.DuckDBPyConnection, path: Path | str) -> None:
    """Refuse what another version made, and what gongbao did not make."""
    if _has_table(connection, "warehouse_state"):
        _require_version(connection, path)
    elif connection.execute(f"SELECT count(*) {_OWN_TABLES}").fetchone() != (0,):
        raise VersionError(f"{path} holds tables that gongbao did not make: move it away, or choose another home")


@contextmanager
def _whole(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing, for what makes the schema."""
    connection.begin()
    try:
        yield
        connection.commit()
    except duckdb.Error:
        _undo(connection)
        raise


def _write_state(connection: duckdb.DuckDBPyConnection, digest: str) -> None:
    connection.execute("DELETE FROM warehouse_state WHERE name IN ('schema_version', 'definitions')")
    stated = [("schema_version", str(SCHEMA_VERSION)), ("definitions", digest)]
    connection.executemany("INSERT INTO warehouse_state VALUES (?, ?)", stated)


def _has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """By naming it: DuckDB's list of tables measures each of them first (11 ms of a processor for ours)."""
    try:
        connection.execute(f"FROM {name} LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True


def _state(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    row = connection.execute("SELECT value FROM warehouse_state WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else ""


def _require_version(connection: duckdb.DuckDBPyConnection, path: Path | str, renewal: str = REBUILD) -> None:
    found = _state(connection, "schema_version") if _has_table(connection, "warehouse_state") else "none"
    if found != str(SCHEMA_VERSION):
        newer = found.isdecimal() and int(found) > SCHEMA_VERSION
        cure = "upgrade gongbao" if newer else renewal
        raise VersionError(f"expected schema version {SCHEMA_VERSION} in {path}, found {found}: {cure}")
