"""HTTP/2 where it is offered, TLS under the site's name though the connection goes to an address."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest

from flows.fetch import errors
from flows.fetch.model import SourcePolicy
from tests.fetch.bench import bench, names
from tests.fetch.http2 import Http2Site, certificate
from tests.fetch.server import Answer, Site, run

LOOPBACK = names(["127.0.0.1"])


def mirrored(port: int) -> SourcePolicy:
    return SourcePolicy("paper", ("paper.example",)).at_origin(f"https://mirror.example:{port}")


def test_pages_come_over_one_http2_connection_under_the_site_s_name(tmp_path: Path) -> None:
    server, trust = certificate(tmp_path, "mirror.example")

    async def test() -> None:
        async with Http2Site(server) as site:
            policy = mirrored(site.port)
            async with bench(site, tmp_path / "a", policy=policy, resolver=LOOPBACK, ssl_context=trust) as desk:
                await desk.get("/first")
                pages = await asyncio.gather(*(desk.get(f"/{n}") for n in range(8)))
                assert {page.body for page in pages} == {b"over http/2"} and pages[0].header("x-by") == "h2"
            assert (site.connections, set(site.names)) == (1, {"mirror.example"})
            (file,) = (tmp_path / "a").iterdir()
            assert gzip.decompress(file.read_bytes()).count(b"WARC-Protocol: h2\r\n") == 20  # ten pairs

    run(test)


def test_a_stream_reset_in_the_middle_is_a_truncated_body_and_asked_again(tmp_path: Path) -> None:
    server, trust = certificate(tmp_path, "mirror.example")

    async def test() -> None:
        async with Http2Site(server, broken=2) as site:
            policy = mirrored(site.port)
            async with bench(site, tmp_path / "a", policy=policy, resolver=LOOPBACK, ssl_context=trust) as desk:
                assert (await desk.get("/a")).body == b"over http/2"
                assert (desk.client.tally.retries, site.paths.count("/a")) == (2, 3)
            site.broken = 99
            async with bench(site, tmp_path / "a", policy=policy, resolver=LOOPBACK, ssl_context=trust) as desk:
                with pytest.raises(errors.Truncated):
                    await desk.get("/a")

    run(test)


def test_a_site_without_http2_is_asked_in_http1(tmp_path: Path) -> None:
    server, trust = certificate(tmp_path, "mirror.example")

    async def test() -> None:
        async with Site({"/a": Answer(b"one")}, ssl_context=server) as site:
            policy = mirrored(site.port)
            async with bench(site, tmp_path / "a", policy=policy, resolver=LOOPBACK, ssl_context=trust) as desk:
                assert (await desk.get("/a")).body == b"one"

    run(test)


def test_a_certificate_for_another_name_is_not_accepted(tmp_path: Path) -> None:
    server, trust = certificate(tmp_path, "other.example")

    async def test() -> None:
        async with Site({"/a": Answer(b"one")}, ssl_context=server) as site:
            policy = mirrored(site.port)
            async with bench(site, tmp_path / "a", policy=policy, resolver=LOOPBACK, ssl_context=trust) as desk:
                with pytest.raises(errors.NetworkDown, match="certificate"):
                    await desk.get("/a")
            assert site.asked == []

    run(test)
