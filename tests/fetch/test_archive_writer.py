"""What is stored comes back as it was: bodies, headers, revisits; files rotate; a full disk leaves whole records."""

from __future__ import annotations

import datetime as dt
import fcntl
import gzip
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.fetch.archive import ArchiveWriter
from flows.fetch.errors import ArchiveDamaged, ArchiveFull, ArchiveUnwritable, RecordMissing
from flows.fetch.model import FetchedPage, MemoryValidators
from flows.fetch.reading import ArchiveReader, read_record, read_validators
from flows.fetch.records import archived_headers
from flows.fetch.recovery import recover
from tests.fetch.exchanges import NOON, exchange

HERE = Path(__file__).resolve().parents[2]


def test_what_is_stored_comes_back_while_written_and_when_closed(tmp_path: Path) -> None:
    reader = ArchiveReader(tmp_path)
    with ArchiveWriter(tmp_path) as writer:
        pages = [writer.store(exchange(number)) for number in range(30)]
        assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
        assert [reader.read(page.warc_file, page.warc_offset) for page in pages] == pages
        assert list(reader.pages()) == pages
    assert [path.name for path in tmp_path.iterdir()] == [pages[0].warc_file] == reader.files()
    assert list(reader.pages()) == pages
    assert list(reader.scan()) == [page.stored() for page in pages]
    assert read_record(tmp_path / pages[3].warc_file, pages[3].warc_offset) == pages[3]


@given(
    body=st.binary(max_size=2000),
    status=st.sampled_from([200, 206, 301, 403, 404, 500, 599]),
    raw=st.lists(
        st.tuples(st.from_regex(rb"[A-Za-z][A-Za-z\-]{0,20}", fullmatch=True), st.binary(max_size=40)), max_size=5
    ),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_comes_back(body: bytes, status: int, raw: list[tuple[bytes, bytes]], tmp_path: Path) -> None:
    headers = archived_headers(raw, status, len(body)) or (("Server", ""),)
    with ArchiveWriter(tmp_path) as writer:
        page = writer.store(exchange(1, body, status=status, headers=headers))
    back = read_record(tmp_path / page.warc_file, page.warc_offset)
    assert (back.body, back.status, back.sha256) == (body, status, page.sha256)
    assert [(name, value.strip()) for name, value in back.headers] == [(name, value.strip()) for name, value in headers]
    (tmp_path / page.warc_file).unlink()


def test_a_header_of_other_bytes_is_stored_in_ascii() -> None:
    raw = [
        (b"Content-Encoding", b"gzip"),
        (b"Content-Length", b"9"),
        (b"X-Title", "人民日报".encode()),
        (b"X-Odd", b"a\rb"),
    ]
    assert archived_headers(raw, 200, 70) == (
        ("X-Crawler-Content-Encoding", "gzip"),
        ("X-Crawler-Content-Length", "9"),
        ("Content-Length", "70"),
        ("X-Title", "%E4%BA%BA%E6%B0%91%E6%97%A5%E6%8A%A5"),
        ("X-Odd", "a%0Db"),
    )
    assert archived_headers(raw[1:2], 304, 0) == (("Content-Length", "9"),)


def test_an_unchanged_body_is_stored_once_and_found_through_every_revisit(tmp_path: Path) -> None:
    reader = ArchiveReader(tmp_path)
    with ArchiveWriter(tmp_path, run="one") as writer:
        first = writer.store(exchange(1, b"body"))
    with ArchiveWriter(tmp_path, run="two") as writer:
        same = writer.store(
            replace(exchange(1, b"body"), fetched_at=NOON + dt.timedelta(days=1)), reader.original(first.stored())
        )
        not_modified = exchange(1, b"", status=304, headers=(("ETag", '"1"'), ("Age", "5"), ("Content-Length", "4")))
        known = writer.store(not_modified, reader.original(same.stored()))
        other = writer.store(exchange(1, b"body!"), first)
    assert [p.unchanged for p in (first, same, known, other)] == [False, True, True, False]
    assert known.headers == (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'), ("Age", "5"))
    assert [reader.read(p.warc_file, p.warc_offset) for p in (first, same, known, other)] == [first, same, known, other]
    assert {(p.body_file, p.body_offset) for p in (same, known)} == {(first.warc_file, first.warc_offset)}
    stored = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert stored < 9000  # eight records of headers


def test_a_body_is_found_by_its_id_after_files_were_renamed_and_not_guessed_when_lost(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, run="one") as writer:
        first = writer.store(exchange(1, b"body"))
    with ArchiveWriter(tmp_path, run="two") as writer:
        same = writer.store(exchange(1, b"body"), first)
    (tmp_path / first.warc_file).rename(tmp_path / "2025.warc.gz")
    back = ArchiveReader(tmp_path).read(same.warc_file, same.warc_offset)
    assert (back.body, back.body_file) == (b"body", "2025.warc.gz")
    (tmp_path / "2025.warc.gz").unlink()
    with pytest.raises(RecordMissing, match="urn:uuid"):
        ArchiveReader(tmp_path).read(same.warc_file, same.warc_offset)


def test_the_index_made_again_from_the_archive_is_the_one_that_was_kept(tmp_path: Path) -> None:
    kept = MemoryValidators()
    for run in range(3):
        with ArchiveWriter(tmp_path, run=f"r{run}") as writer:
            for number in range(20):
                body = b"" if number % 3 else f"{number} {run % 2}".encode()
                answer = replace(exchange(number, body), status=404 if number == 5 else 200)
                answer = replace(answer, fetched_at=NOON + dt.timedelta(days=run, seconds=number))
                known = kept.find(answer.key, answer.status)
                kept.remember(writer.store(answer, ArchiveReader(tmp_path).original(known) if known else None).stored())
    again = read_validators(tmp_path)
    assert len(again) == len(kept) == 20
    for number in range(20):
        key = exchange(number).key
        assert again.find(key) == kept.find(key) and again.find(key, 404) == kept.find(key, 404)


def test_files_rotate_by_size_and_by_day_and_sort_by_time(tmp_path: Path) -> None:
    now = NOON
    writer = ArchiveWriter(tmp_path, run="r-1/x", max_bytes=20_000, clock=lambda: now)
    pages = []
    for number in range(40):
        pages.append(writer.store(exchange(number)))
        if number == 30:
            now += dt.timedelta(days=1)
    writer.close()
    files = list(dict.fromkeys(page.warc_file for page in pages))
    assert files == sorted(files) == ArchiveReader(tmp_path).files() and len(files) >= 4
    assert pages[30].warc_file != pages[31].warc_file
    assert all(re.fullmatch(r"gongbao-202611\d\dT04000012345[6-9]Z-r1x-0000\d\.warc\.gz", name) for name in files)
    assert all((tmp_path / name).stat().st_size < 20_000 + 5_000 for name in files)
    assert list(ArchiveReader(tmp_path).pages()) == pages


def test_a_writer_that_stored_nothing_leaves_nothing(tmp_path: Path) -> None:
    ArchiveWriter(tmp_path).close()
    with ArchiveWriter(tmp_path) as writer:
        writer.sync()
    assert list(tmp_path.iterdir()) == []


def test_threads_share_a_writer(tmp_path: Path) -> None:
    pages: list[FetchedPage] = []
    with ArchiveWriter(tmp_path, max_bytes=30_000) as writer:

        def work(start: int) -> None:
            for number in range(start, start + 20):
                pages.append(writer.store(exchange(number)))

        threads = [threading.Thread(target=work, args=(100 * n,)) for n in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {page.key: page.sha256 for page in ArchiveReader(tmp_path).pages()} == {p.key: p.sha256 for p in pages}
    assert len(pages) == 100


FULL = """
import resource, signal, sys
from pathlib import Path
from flows.fetch.archive import ArchiveWriter
from flows.fetch.errors import ArchiveFull
from tests.fetch.exchanges import exchange
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
writer = ArchiveWriter(Path(sys.argv[1]), run="full")
number = 0
try:
    while True:
        page = writer.store(exchange(number))
        print(page.warc_offset, flush=True)
        number += 1
except ArchiveFull as error:
    print(error, file=sys.stderr)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(writer.store(exchange(number)).warc_offset)
writer.close()
"""


def test_a_full_disk_is_one_clear_error_and_no_half_record_and_can_be_freed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], cwd=HERE, capture_output=True, text=True, timeout=120, check=True
    )
    assert re.fullmatch(r"cannot write [\d,]+ bytes to .*: File too large; free space and run again, .*\n", done.stderr)
    pages = list(ArchiveReader(tmp_path).pages())
    assert [page.warc_offset for page in pages] == [int(line) for line in done.stdout.split()]
    assert [page.body for page in pages] == [exchange(number).body for number in range(len(pages))]
    assert len(pages) > 5


def test_a_disk_full_from_the_start_leaves_no_file(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with ArchiveWriter(tmp_path) as writer, pytest.raises(ArchiveFull):
            writer.store(exchange(1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_or_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveUnwritable, match=r"cannot make the folder .*check the path"):
        ArchiveWriter(tmp_path / "file" / "archive")
    with pytest.raises(ArchiveUnwritable, match="cannot make the folder"):
        ArchiveWriter(tmp_path / "file")
    if os.geteuid() != 0:  # root may write anywhere
        (tmp_path / "locked").mkdir(mode=0o555)
        with pytest.raises(ArchiveUnwritable, match=r"cannot make the file .*Permission denied"):
            ArchiveWriter(tmp_path / "locked").store(exchange(1))


def test_a_304_needs_the_page_it_confirms(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer, pytest.raises(ValueError, match="304 needs the page"):
        writer.store(exchange(1, b"", status=304))


def test_bytes_that_changed_on_the_disk_are_found_out(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        pages = [writer.store(exchange(number)) for number in range(3)]
    file = tmp_path / pages[1].warc_file
    data = bytearray(file.read_bytes())
    data[pages[1].warc_offset + 300] ^= 0x40
    file.write_bytes(data)
    reader = ArchiveReader(tmp_path)
    with pytest.raises(ArchiveDamaged, match=rf"{file.name} at {pages[1].warc_offset}"):
        reader.read(file.name, pages[1].warc_offset)
    with pytest.raises(ArchiveDamaged):
        list(reader.pages())
    told: list[str] = []
    assert list(reader.pages(damaged=lambda error: told.append(str(error)))) == [pages[0], pages[2]]
    assert len(told) == 1 and f"{pages[1].url}): {file.name} at {pages[1].warc_offset}" in told[0]


def test_a_body_that_is_not_its_digest_s_is_found_out(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        page = writer.store(exchange(1, b"the body as it came"))
    file = tmp_path / page.warc_file
    start, data = page.warc_offset, file.read_bytes()
    changed = gzip.decompress(data[start:]).replace(b"as it came", b"as it CAME")
    file.write_bytes(data[:start] + gzip.compress(changed))
    with pytest.raises(ArchiveDamaged, match=f"sha256 {page.sha256}, found"):
        read_record(file, start)


def test_a_file_that_a_recovery_takes_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, calls = fcntl.flock, []

    def late(descriptor: int, how: int) -> None:
        if not calls:
            assert [report.records for report in recover(tmp_path)] == [0]
        calls.append(descriptor)
        lock(descriptor, how)

    with ArchiveWriter(tmp_path) as writer:
        monkeypatch.setattr("flows.fetch.archive.fcntl", SimpleNamespace(flock=late, LOCK_EX=fcntl.LOCK_EX))
        page = writer.store(exchange(1))
    assert len(calls) == 2 and read_record(tmp_path / page.warc_file, page.warc_offset) == page


@pytest.mark.parametrize(
    ("file", "offset"), [("no.warc.gz", 0), ("../x.warc.gz", 0), ("", 0), (None, 10**9), (None, 0)]
)
def test_a_place_without_a_page_is_said_to_be_one(file: str | None, offset: int, tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        name = writer.store(exchange(1)).warc_file
    with pytest.raises(RecordMissing):  # byte 0 holds the file's own description
        ArchiveReader(tmp_path).read(name if file is None else file, offset)
    with pytest.raises(ArchiveDamaged):
        ArchiveReader(tmp_path).read(name, 7)
