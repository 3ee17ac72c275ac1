"""Every way in which a site misbehaves: once, and the page is had all the same; for ever, and one error says so."""

from __future__ import annotations

import asyncio
import gzip
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from flows.fetch import errors
from flows.fetch.errors import FetchError
from flows.fetch.model import FetchedPage
from flows.fetch.settings import Settings
from tests.fetch.bench import QUICK, bench, first
from tests.fetch.server import Answer, Asked, Site, run

GOOD = Answer("<p>全国建成5G基站</p>".encode())
HTML = ("Content-Type", "text/html")
GZIP = (HTML, ("Content-Encoding", "gzip"))
PAGE = gzip.compress(b"<p>page</p>" * 500)
BOMB = gzip.compress(bytes(5_000_000))
DEFLATE_BOMB = zlib.compress(bytes(5_000_000))

# name: what comes, the error where it always comes, requests made until then
FAULTS: dict[str, tuple[Answer | None, type[FetchError], int]] = {
    "500": (Answer(b"oops", 500), errors.ServerFailed, 5),
    "503": (Answer(b"later", 503, (("Retry-After", "7"),)), errors.ServerFailed, 5),
    "429": (Answer(b"slower", 429), errors.RateLimited, 5),
    "403": (Answer(b"no", 403), errors.Forbidden, 2),
    "closed without an answer": (None, errors.NetworkDown, 5),
    "body cut": (Answer(b"x" * 50, announce=100), errors.Truncated, 5),
    "chunks cut": (
        Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n40\r\nx"), errors.Truncated, 5
    ),
    "last chunk missing": (
        Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), errors.Truncated, 5
    ),
    "gzip cut, length true": (Answer(PAGE[:-9], headers=GZIP), errors.Truncated, 5),
    "gzip cut, no length": (
        Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + PAGE[:-4]), errors.Truncated, 5
    ),
    "not gzip": (Answer(b"<p>plain</p>", headers=GZIP), errors.Garbled, 3),
    "br that nobody asked for": (Answer(b"\x0b\x05", headers=(("Content-Encoding", "br"),)), errors.Garbled, 3),
    "not HTTP": (Answer(raw=b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), errors.Garbled, 3),
    "too large": (Answer(b"x" * 200_001), errors.TooLarge, 2),
    "too large, no length": (Answer(raw=b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000), errors.TooLarge, 2),
    "gzip bomb": (Answer(BOMB, headers=GZIP), errors.TooLarge, 2),
    "gzip bomb in gzip": (
        Answer(gzip.compress(BOMB), headers=(("Content-Encoding", "gzip, gzip"),)), errors.TooLarge, 2
    ),
    "deflate bomb": (Answer(DEFLATE_BOMB, headers=(("Content-Encoding", "deflate"),)), errors.TooLarge, 2),
    "silence": (Answer(b"late", delay=3), errors.TooSlow, 4),
    "silence within the body": (Answer(b"ab", piece=1, pause=3), errors.TooSlow, 4),
    "slow drip": (Answer(b"x" * 1000, piece=1, pause=0.05), errors.TooSlow, 4),
}  # fmt: skip
SLOW = ("silence", "silence within the body", "slow drip")


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_passes_costs_a_repeat_and_no_byte(name: str, tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/a.htm": first(FAULTS[name][0], GOOD)})
        async with site, bench(site, tmp_path, settings=_limits(name)) as desk:
            page = await desk.get("/a.htm")
            assert (page.body, page.status, desk.client.tally.retries) == (GOOD.body, 200, 1)
            assert desk.reader.read(page.warc_file, page.warc_offset).body == GOOD.body
            assert site.paths() == ["/a.htm"] * 2
            assert max(desk.time.slept) >= (7 if name == "503" else 0.5)

    run(test)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_stays_is_one_error_after_bounded_tries(name: str, tmp_path: Path) -> None:
    async def test() -> None:
        answer, expected, requests = FAULTS[name]
        site = Site({"/a.htm": first(answer)})
        async with site, bench(site, tmp_path, settings=_limits(name)) as desk:
            with pytest.raises(expected) as caught:
                await desk.get("/a.htm")
            assert "\n" not in str(caught.value) and "/a.htm" in str(caught.value)
            assert type(caught.value) is expected
            assert len(site.paths()) == requests
            archived = [page.status for page in desk.reader.pages() if page.url.endswith("/a.htm")]
            whole = answer is not None and answer.raw is None and answer.status >= 400
            assert archived == ([answer.status] * requests if whole and answer else [])

    run(test)


@pytest.mark.parametrize(
    ("status", "expected", "requests"),
    [(404, errors.NotFound, 1), (410, errors.NotFound, 1), (401, errors.Forbidden, 1), (451, errors.Forbidden, 1),
     (400, errors.HttpStatus, 1), (501, errors.ServerFailed, 1), (502, errors.ServerFailed, 5),
     (304, errors.Garbled, 3), (302, errors.HttpStatus, 1)],
)  # fmt: skip
def test_a_status_is_told_apart_and_archived(
    status: int, expected: type[FetchError], requests: int, tmp_path: Path
) -> None:
    async def test() -> None:
        site = Site({"/a.htm": Answer(b"" if status == 304 else b"why", status)})
        async with site, bench(site, tmp_path) as desk:
            with pytest.raises(FetchError) as caught:
                await desk.get("/a.htm")
            assert type(caught.value) is expected
            assert len(site.paths()) == requests
            if isinstance(caught.value, errors.HttpStatus):
                stored = desk.reader.read(caught.value.page.warc_file, caught.value.page.warc_offset)
                assert (stored.status, stored.body, caught.value.status) == (status, b"why", status)

    run(test)


def _limits(name: str) -> Settings:
    return replace(QUICK, read=0.4, total=0.6) if name in SLOW else QUICK


def test_no_network_is_one_clear_line(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site()
        async with site:
            assert site.port, "the site has a port of its own, at which nobody listens when it has closed"
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(site.host, site.port)
        async with bench(site, tmp_path) as desk:
            with pytest.raises(errors.NetworkDown, match=r"robots.txt.*is the network up"):
                await desk.get("/a.htm")

        async def nameless(host: str, port: int) -> list[str]:
            raise OSError(-3, "Temporary failure in name resolution")

        async with bench(site, tmp_path, resolver=nameless) as desk:
            with pytest.raises(errors.NetworkDown, match=r"Temporary failure in name resolution.*is the network up"):
                await desk.get("/a.htm")
            assert list(desk.reader.pages()) == []

    run(test)


def test_in_bad_weather_every_page_is_had_and_the_archive_says_no_more_than_came(tmp_path: Path) -> None:
    """Three of ten answers misbehave, in all ways but the slow ones; what still fails is had in the next run."""
    chance = random.Random(20261122)
    faults = [answer for name, (answer, _, _) in FAULTS.items() if name not in SLOW and name != "503"]

    def body(asked: Asked) -> bytes:
        return f"<p>{asked.path} ".encode() * 50

    def weather(asked: Asked) -> Answer | None:
        return chance.choice(faults) if chance.random() < 0.3 else Answer(body(asked))

    async def test() -> None:
        paths = [f"/{number}.htm" for number in range(150)]
        async with Site(dict.fromkeys(paths, weather)) as site:
            had: dict[str, bytes] = {}
            for run_number in range(3):
                async with bench(site, tmp_path) as desk:
                    missing = [path for path in paths if path not in had]
                    results = await asyncio.gather(*map(desk.get, missing), return_exceptions=True)
                    assert all(isinstance(result, FetchedPage | FetchError) for result in results)
                    got = zip(missing, results, strict=True)
                    had |= {path: result.body for path, result in got if isinstance(result, FetchedPage)}
                    assert len(had) >= (130, 148, 150)[run_number]
            assert had == {path: f"<p>{path} ".encode() * 50 for path in paths}
            kept = [page for page in desk.reader.pages() if page.status == 200]
            assert {page.url.removeprefix("https://paper.example"): page.body for page in kept} == had
            assert len(kept) == 150

    run(test)
