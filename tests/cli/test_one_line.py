"""One line, always: whatever breaks under a verb, stderr gets one line that says what to do, and no traceback."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows import home as homes
from flows.cli.command import run
from tests.once import copied
from warehouse import publish
from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_writer
from warehouse.errors import CorruptError
from warehouse.read import ask
from warehouse.read.answer import Answer

BLOCK = 256 << 10  # of a DuckDB file; three headers of 4 KiB come before the first
EVERYTHING = "SELECT count(DISTINCT hash(article)) + (SELECT count(DISTINCT hash(claim)) FROM claim) FROM article"


@pytest.fixture
def home(seeds_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = copied(seeds_once, tmp_path / "home")
    monkeypatch.setenv("GONGBAO_HOME", str(copy))
    return copy


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) not in (0, None)
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and err.startswith("gongbao: "), err
    return err


def blocks(path: Path) -> range:
    return range(3 * 4096, path.stat().st_size, BLOCK)


def zeroed(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes(min(BLOCK, len(whole) - at)) + whole[at + BLOCK :]


def test_a_copy_with_a_block_of_zeros_is_told_to_publish(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = home / PUBLISHED_FILE
    whole, told = copy.read_bytes(), 0
    for at in blocks(copy):
        copy.write_bytes(zeroed(whole, at))
        if run(["sql", EVERYTHING]) == 0:
            capsys.readouterr()  # the block held something else
            continue
        err = capsys.readouterr().err
        assert err.count("\n") == 1 and "bytes it cannot read: run `gongbao publish`" in err and "rebuild" not in err
        told += 1
    assert told >= 2, "blocks of articles and of claims are among them"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_copy_is_told_to_publish(home: Path, capsys: pytest.CaptureFixture[str], share: float) -> None:
    whole = (home / PUBLISHED_FILE).read_bytes()
    (home / PUBLISHED_FILE).write_bytes(whole[: int(len(whole) * share)])
    for verb in (("status",), ("trend", "5G基站"), ("sql", "SELECT 1"), ("check",), ("verify",)):
        assert "`gongbao publish`" in refused(capsys, *verb)


def test_a_publish_heals_a_damaged_copy(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / PUBLISHED_FILE).write_bytes(b"\0" * 9000)
    publish.publish(home)
    assert run(["status"]) == 0
    assert capsys.readouterr().out


def test_a_warehouse_that_breaks_after_opening_is_told_to_rebuild(home: Path) -> None:
    path, told = home / WRITER_FILE, 0
    whole = path.read_bytes()
    for at in random.Random(5).sample(list(blocks(path)), 8):
        path.write_bytes(zeroed(whole, at))
        try:
            with open_writer(home) as connection:
                connection.execute(EVERYTHING).fetchall()
        except CorruptError as error:
            assert "run `gongbao rebuild`" in str(error) and "\n" not in str(error)
            told += 1
    assert told, "at least one of the blocks held rows"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "expected more memory, found none left"),
        (duckdb.OutOfMemoryException("Out of Memory Error:\nfailed"), "expected more memory, found none left"),
        (
            duckdb.InternalException("INTERNAL Error:\nsomething\nelse"),
            "the database refuses (INTERNAL Error: something",
        ),
        (
            OSError(24, "Too many open files", "some.file"),
            "some.file cannot be written or read (Too many open files): end",
        ),
    ],
)
def test_an_error_that_nobody_foresaw_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fails(home: Path) -> Answer:
        raise error

    monkeypatch.setattr(ask, "gaps", fails)
    assert said in refused(capsys, "status", "--show", "gaps")


def shell(home: Path, script: str) -> subprocess.CompletedProcess[str]:
    """A script in which `gongbao` is the command, over this home."""
    words = f"gongbao() {{ '{sys.executable}' -m flows \"$@\"; }}\nexport GONGBAO_HOME='{home}'\n{script}"
    return subprocess.run(["bash", "-c", words], capture_output=True, text=True, timeout=600)


@pytest.mark.parametrize("query", ["FROM claim", "FROM claim --format csv", "FROM claim --format jsonl"])
def test_a_reader_that_goes_away_ends_the_verb_in_silence(home: Path, query: str) -> None:
    text, *form = query.partition(" --")
    done = shell(home, f"gongbao sql '{text}' {''.join(form)} | head -c 10; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (141, "")
    assert len(done.stdout.encode()) == 10


def test_a_closed_output_is_refused_before_anything_is_done(home: Path) -> None:
    done = shell(home, "gongbao status >&-")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "expected a standard output to print to, found it closed" in done.stderr


def test_without_a_place_for_errors_the_exit_code_still_tells(home: Path) -> None:
    held = {path.name: path.read_bytes() for path in home.iterdir()}
    assert shell(home, "gongbao nonsense 2>&-").returncode == 2
    assert shell(home, "gongbao sql 'SELECT' 2>&-").returncode == 1
    assert shell(home, "gongbao status <&- >&- 2>&-").returncode == 1
    assert {path.name: path.read_bytes() for path in home.iterdir()} == held, "no error was printed into a file"


def test_a_full_output_is_said(home: Path) -> None:
    done = shell(home, "gongbao sql 'FROM claim' > /dev/full")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "No space left on device" in done.stderr


SPARING = """
import os, resource, sys
from flows.cli.command import run
files = max(map(int, os.listdir("/proc/self/fd"))) + int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize("spare", [0, 1])
@pytest.mark.parametrize("verb", [["status"], ["sql", "SELECT 1"], ["init"]])
def test_too_many_open_files_are_said_in_one_line(home: Path, verb: list[str], spare: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPARING, str(spare), *verb], capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1, done.stderr
    assert "open" in done.stderr and "files" in done.stderr and "ulimit -n" in done.stderr


def test_a_low_limit_of_open_files_is_raised_where_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (homes.FILES - 1, before[1]))
        homes.writable_home()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (homes.FILES, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
