"""After a crash nothing whole is lost, and the torn rest is set aside: cut, killed or damaged anywhere."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.fetch.archive import ArchiveWriter
from flows.fetch.model import FetchedPage
from flows.fetch.reading import ArchiveReader
from flows.fetch.recovery import Recovery, recover
from tests.fetch.exchanges import exchange

HERE = Path(__file__).resolve().parents[2]
SOAK = bool(os.environ.get("GONGBAO_SOAK"))  # the long form, minutes
NAME = "gongbao-20261120T040000000000Z-crashed-00001.warc.gz"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[FetchedPage]]:
    """A whole file of twelve answers, and its pages."""
    folder = tmp_path_factory.mktemp("whole")
    with ArchiveWriter(folder) as writer:
        pages = [writer.store(exchange(number)) for number in range(12)]
    return (folder / pages[0].warc_file).read_bytes(), pages


@pytest.fixture
def no_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of files are not forced to the disk: these tests are about their bytes."""
    monkeypatch.setattr("os.fsync", lambda descriptor: None)


def _recovered(folder: Path, data: bytes) -> tuple[Recovery, bytes, bytes]:
    """What becomes of an unfinished file of these bytes: the report, the file's bytes, the torn bytes."""
    for path in folder.iterdir():
        path.unlink()
    (folder / f"{NAME}.open").write_bytes(data)
    (report,) = recover(folder)
    assert recover(folder) == ()
    kept = (folder / NAME).read_bytes() if report.file else b""
    torn = (folder / report.torn_file).read_bytes() if report.torn_file else b""
    assert {path.name for path in folder.iterdir()} == {name for name in (report.file, report.torn_file) if name}
    return report, kept, torn


@pytest.mark.usefixtures("no_fsync")
def test_a_file_cut_at_a_thousand_places_keeps_every_whole_record(
    written: tuple[bytes, list[FetchedPage]], tmp_path: Path
) -> None:
    data, pages = written
    chance = random.Random(20261120)
    ends = [page.warc_offset for page in pages]
    for cut in [
        0,
        1,
        len(data) - 1,
        len(data),
        *ends,
        *(chance.randrange(len(data)) for _ in range(10_000 if SOAK else 1000)),
    ]:
        report, kept, torn = _recovered(tmp_path, data[:cut])
        assert kept + torn == data[:cut] and report.torn_bytes == len(torn)
        found = list(ArchiveReader(tmp_path).pages()) if kept else []
        whole = [page for page, after in zip(pages, [*ends[1:], len(data)], strict=True) if after <= cut]
        # a request may stand between two answers, so an answer may be whole before the next one begins
        assert [page.sha256 for page in found][: len(whole)] == [page.sha256 for page in whole]
        assert len(found) - len(whole) in (0, 1)


@pytest.mark.parametrize(
    "rest",
    [
        bytes(4096),
        b"\x1f\x8b\x08",
        b"\x1f\x8b\x08\x00" + bytes(60),
        b"WARC/1.1\r\n",
        b"\n",
        gzip.compress(b"no record\r\n\r\n", mtime=0),  # the clock would name the case otherwise in each process
    ],
)
def test_rubbish_after_the_last_record_is_set_aside(
    rest: bytes, written: tuple[bytes, list[FetchedPage]], tmp_path: Path
) -> None:
    data, pages = written
    report, kept, torn = _recovered(tmp_path, data + rest)
    assert (kept, torn) == (data, rest)
    assert report.records == 1 + 2 * len(pages)
    assert report.torn_file == f"{NAME}.{len(data)}.torn"


@pytest.mark.usefixtures("no_fsync")
def test_a_random_byte_changed_costs_its_record_alone(written: tuple[bytes, list[FetchedPage]], tmp_path: Path) -> None:
    data, pages = written
    chance = random.Random(7)
    for _ in range(1000 if SOAK else 100):
        at = chance.randrange(len(data))
        _, kept, torn = _recovered(tmp_path, data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        found, told = _read(tmp_path)
        assert len(kept) + len(torn) == len(data)
        assert len(told) <= 1
        struck = {page.warc_offset for page in pages if page.warc_offset <= at} or {0}
        lost = {page.warc_offset for page in pages} - {page.warc_offset for page in found}
        assert lost <= {max(struck)}, "no answer but the one that the byte lies in"


@pytest.mark.usefixtures("no_fsync")
@pytest.mark.parametrize("gap", [bytes(70_000), b"\x1f\x8b\x08" * 40_000, gzip.compress(b"no record", mtime=0), b""])
def test_a_stretch_overwritten_or_cut_out_costs_what_it_covers(
    gap: bytes, written: tuple[bytes, list[FetchedPage]], tmp_path: Path
) -> None:
    data, pages = written
    start, end = pages[3].warc_offset + 40, pages[6].warc_offset + 40
    (tmp_path / NAME).write_bytes(data[:start] + gap + data[end:])
    found, told = _read(tmp_path)
    assert [page.sha256 for page in found] == [page.sha256 for page in (*pages[:3], *pages[7:])]
    assert len(told) == 1 and f"{NAME} at {pages[3].warc_offset}" in told[0]


def test_a_lost_body_costs_the_answers_that_repeat_it_and_is_named_with_them(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        first = writer.store(exchange(1, b"the body as it came" * 30))
        other = writer.store(exchange(2))
        again = writer.store(exchange(1, b"the body as it came" * 30), first)
    data = bytearray((tmp_path / first.warc_file).read_bytes())
    data[first.warc_offset + 450] ^= 0x20
    (tmp_path / first.warc_file).write_bytes(data)
    found, told = _read(tmp_path)
    assert [page.key for page in found] == [other.key]
    assert told[1].endswith(f"at {first.warc_offset}, whose body is that of {first.warc_file} at {again.warc_offset}")


def _read(folder: Path) -> tuple[list[FetchedPage], list[str]]:
    """Every answer that can be read, and what is said of the rest."""
    told: list[str] = []
    return list(ArchiveReader(folder).pages(damaged=lambda error: told.append(str(error)))), told


def test_a_file_whose_writer_lives_is_left_alone(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, run="alive") as writer:
        page = writer.store(exchange(1))
        assert recover(tmp_path) == ()
        with ArchiveWriter(tmp_path, run="second") as second:
            assert second.recovered == ()
            other = second.store(exchange(2))
        again = writer.store(exchange(3))
    assert {found.key for found in ArchiveReader(tmp_path).pages()} == {page.key, other.key, again.key}


WRITER = """
import sys
from pathlib import Path
from flows.fetch.archive import ArchiveWriter
from tests.fetch.exchanges import exchange
start = int(sys.argv[2])
writer = ArchiveWriter(Path(sys.argv[1]), max_bytes=60_000)
for report in writer.recovered:
    print("recovered", report.file, report.torn_bytes, flush=True)
for number in range(start, start + 100_000):
    page = writer.store(exchange(number))
    print(page.warc_file, page.warc_offset, page.sha256, flush=True)
"""


def test_a_writer_killed_in_the_middle_loses_nothing_it_said_was_stored(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    said: list[tuple[str, int, str]] = []
    for round_number in range(100 if SOAK else 8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(round_number * 100_000)],
            cwd=HERE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        first = process.stdout.readline()  # it runs
        time.sleep(chance.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        lines = [line.split() for line in [first, *process.stdout.read().splitlines()]]
        process.wait(timeout=300)
        said += [(line[0], int(line[1]), line[2]) for line in lines if len(line) == 3 and line[0] != "recovered"
                 and len(line[2]) == 64]  # fmt: skip
    recover(tmp_path)
    assert not list(tmp_path.glob("*.open"))
    reader = ArchiveReader(tmp_path)
    stored = {(page.warc_file, page.warc_offset): page.sha256 for page in reader.pages()}
    assert len(said) > 100
    assert [stored[file, offset] for file, offset, _ in said] == [sha256 for _, _, sha256 in said]
    assert len(stored) - len(said) <= round_number + 1  # at most one a round was stored and not yet said
