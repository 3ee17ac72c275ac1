"""Other people's tools read the archive: warcio's own check and index, run as an operator runs them."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.fetch.archive import ArchiveWriter
from flows.fetch.model import FetchedPage
from tests.fetch.bench import bench
from tests.fetch.exchanges import exchange
from tests.fetch.server import Answer, Asked, Site, run


def warcio(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from warcio.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[FetchedPage]]:
    """One file with all kinds of record: answers, an empty body, a failure, a POST, both kinds of revisit."""
    folder = tmp_path_factory.mktemp("archive")
    pages: list[FetchedPage] = []

    def tagged(asked: Asked) -> Answer:
        known = asked.headers.get("if-none-match") == '"1"'
        return Answer(b"" if known else b"tagged", 304 if known else 200, (("ETag", '"1"'),))

    async def test() -> None:
        zipped = Answer(gzip.compress(b"zipped"), headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html")))
        chunked = Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
        site = Site({"/zip": zipped, "/empty": Answer(b""), "/tag": tagged, "/chunks": chunked, "/post": Answer(b"{}")})
        async with site, bench(site, folder) as desk:
            for path in ("/zip", "/zip", "/empty", "/empty", "/tag", "/tag", "/chunks"):
                pages.append(await desk.get(path))
            pages.append(await desk.get("/post", body="日期=1".encode()))

    run(test)
    return folder / pages[0].warc_file, pages


def test_check_finds_every_digest_right(archive: tuple[Path, list[FetchedPage]]) -> None:
    file, pages = archive
    done = warcio("check", "-v", str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "failed" not in done.stdout and done.stdout.count(" response\n") == 7  # robots.txt and six bodies
    assert done.stdout.count(" request\n") == len(pages) + 1 and done.stdout.count(" revisit\n") == 2
    assert done.stdout.count("digest pass") == 1 + 7 + len(pages) + 1


def test_check_fails_on_a_changed_body(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        page = writer.store(exchange(1, b"the body as it came"))
    file = tmp_path / page.warc_file
    plain = gzip.decompress(file.read_bytes()).replace(b"as it came", b"as it CAME")
    file.with_name("changed.warc").write_bytes(plain)
    assert warcio("check", str(file)).returncode == 0
    assert warcio("check", str(file.with_name("changed.warc"))).returncode == 1


def test_index_gives_the_places_that_we_gave(archive: tuple[Path, list[FetchedPage]]) -> None:
    file, pages = archive
    fields = "offset,warc-type,warc-target-uri,warc-date,warc-payload-digest,warc-profile,http:status"
    rows = [json.loads(line) for line in warcio("index", "-f", fields, str(file)).stdout.splitlines()]
    assert rows[0]["warc-type"] == "warcinfo" and rows[0]["offset"] == "0"
    by_place = {int(row["offset"]): row for row in rows}
    for page in pages:
        row = by_place[page.warc_offset]
        assert row["warc-type"] == ("revisit" if page.unchanged else "response")
        assert row["warc-target-uri"] == page.final_url
        assert row["warc-payload-digest"] == f"sha256:{page.sha256}"
        assert row["http:status"] == ("304" if page.not_modified else "200")
        kind = "server-not-modified" if page.not_modified else "identical-payload-digest"
        assert row.get("warc-profile", "").endswith(kind if page.unchanged else "")


def test_extract_gives_the_body(archive: tuple[Path, list[FetchedPage]]) -> None:
    file, pages = archive
    assert warcio("extract", "--payload", str(file), str(pages[0].warc_offset)).stdout == "zipped"
    assert (
        "X-Crawler-Content-Encoding: gzip"
        in warcio("extract", "--headers", str(file), str(pages[0].warc_offset)).stdout
    )
    assert warcio("extract", "--payload", str(file), str(pages[6].warc_offset)).stdout == "abc"
