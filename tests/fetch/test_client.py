"""What the client does with a site that behaves: politeness, chains, validators, and what it sends."""

from __future__ import annotations

import asyncio
import gzip
import pickle
import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from flows.fetch import errors
from flows.fetch.archive import ArchiveWriter
from flows.fetch.client import PoliteClient
from flows.fetch.model import FetchRequest, MemoryValidators, SourcePolicy
from flows.fetch.reading import read_validators
from flows.fetch.settings import BROWSER_USER_AGENT
from tests.fetch.bench import PAPER, QUICK, bench, first
from tests.fetch.server import Answer, Asked, Site, run

TAGGED = (("Content-Type", "text/html"), ("ETag", '"v1"'), ("Last-Modified", "Fri, 20 Nov 2026 01:00:00 GMT"))


def unless_known(asked: Asked) -> Answer:
    """An article with validators: its body only to those who do not have it."""
    if asked.headers.get("if-none-match") == '"v1"':
        assert asked.headers["if-modified-since"] == "Fri, 20 Nov 2026 01:00:00 GMT"
        return Answer(status=304, headers=(("ETag", '"v1"'), ("X-Served-By", "second")))
    return Answer(b"<p>v1</p>", headers=TAGGED)


def moved(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers=(("Location", to),))


def refresh(to: str) -> Answer:
    return Answer(f'<META HTTP-EQUIV=REFRESH CONTENT="0; URL={to}">'.encode())


def test_an_unchanged_page_costs_no_body_on_the_wire_or_in_the_archive(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a.htm": unless_known}) as site:
            async with bench(site, tmp_path) as desk:
                page = await desk.get("/a.htm")
            assert not page.not_modified and not page.unchanged
            async with bench(site, tmp_path, validators=read_validators(tmp_path)) as desk:  # another run
                for _ in range(3):
                    again = await desk.get("/a.htm")
                    assert (again.body, again.status, again.not_modified) == (page.body, 200, True)
                    assert (again.body_file, again.body_offset) == (page.warc_file, page.warc_offset)
                    assert again.header("x-served-by") == "second" and again.header("content-type") == "text/html"
                    assert desk.reader.read(again.warc_file, again.warc_offset) == replace(again, url=again.final_url)
                whole = await desk.get("/a.htm", conditional=False)
                assert not whole.not_modified and whole.unchanged and whole.body == page.body
            assert [p.status for p in desk.reader.pages() if not p.unchanged and p.url.endswith("a.htm")] == [200]

    run(test)


def test_equal_bytes_without_validators_are_stored_once_however_they_were_compressed(tmp_path: Path) -> None:
    async def test() -> None:
        body = b"<p>same</p>" * 100
        deflate = zlib.compressobj(wbits=-15)
        routes = {
            "/a.htm": first(
                Answer(body),
                Answer(gzip.compress(body, 1), headers=(("Content-Encoding", "gzip"),)),
                Answer(
                    gzip.compress(body[:7]) + gzip.compress(body[7:]) + b"\0", headers=(("Content-Encoding", "gzip"),)
                ),
                Answer(zlib.compress(body), headers=(("Content-Encoding", "deflate"),)),
                Answer(deflate.compress(body) + deflate.flush(), headers=(("Content-Encoding", "deflate"),)),
                Answer(body + b"!"),
            )
        }
        async with Site(routes) as site, bench(site, tmp_path) as desk:
            pages = [await desk.get("/a.htm") for _ in range(6)]
            assert [page.unchanged for page in pages] == [False, True, True, True, True, False]
            assert {page.body for page in pages[:5]} == {body}
            for page in pages:
                assert desk.reader.read(page.warc_file, page.warc_offset) == replace(page, url=page.final_url)

    run(test)


def test_a_304_whose_page_the_archive_has_lost_is_asked_again_in_full(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a.htm": unless_known}) as site:
            async with bench(site, tmp_path / "lost") as desk:
                stored = (await desk.get("/a.htm")).stored()
            async with bench(site, tmp_path / "new", validators=MemoryValidators([stored])) as desk:
                page = await desk.get("/a.htm")
            assert (page.body, page.not_modified) == (b"<p>v1</p>", False)

    run(test)


def test_validators_of_a_mirror_are_not_shown_to_the_paper(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a.htm": unless_known}) as mirror, Site({"/a.htm": unless_known}) as other:
            known = MemoryValidators()
            async with bench(mirror, tmp_path, validators=known) as desk:
                await desk.get("/a.htm")
            async with bench(other, tmp_path, validators=known) as desk:
                page = await desk.get("/a.htm")
            assert not page.not_modified and "if-none-match" not in other.asked[-1].headers

    run(test)


def test_redirects_and_refreshes_are_followed_to_the_page_and_each_is_archived(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site(
            {
                "/": moved("/index.htm", 301),
                "/index.htm": refresh("html/2026-11/20/index.htm"),
                "/html/2026-11/20/index.htm": refresh("node_2.htm?v=1&amp;w=2#top"),
                "/html/2026-11/20/node_2.htm?v=1&w=2": Answer(b"<p>page 1</p>"),
            }
        )
        async with site, bench(site, tmp_path) as desk:
            page = await desk.get("/")
            assert page.url == f"{PAPER}/"
            assert page.final_url == f"{PAPER}/html/2026-11/20/node_2.htm?v=1&w=2"
            assert page.hops == (f"{PAPER}/", f"{PAPER}/index.htm", f"{PAPER}/html/2026-11/20/index.htm")
            assert [p.status for p in desk.reader.pages()][1:] == [301, 200, 200, 200]
            as_it_is = await desk.get("/index.htm", follow_refresh=False)
            assert as_it_is.final_url == f"{PAPER}/index.htm"

    run(test)


@pytest.mark.parametrize(("length", "arrives"), [(6, True), (7, False)])
def test_six_hops_are_followed_and_no_seventh(length: int, arrives: bool, tmp_path: Path) -> None:
    async def test() -> None:
        routes = {f"/{n}": (moved if n % 2 else refresh)(f"/{n + 1}") for n in range(length)}
        async with Site({**routes, f"/{length}": Answer(b"end")}) as site, bench(site, tmp_path) as desk:
            if arrives:
                assert (await desk.get("/0")).body == b"end"
            else:
                with pytest.raises(errors.TooManyRedirects, match="6 hops"):
                    await desk.get("/0")

    run(test)


@pytest.mark.parametrize("step", [moved("/a"), refresh("/a"), moved("a"), refresh("http://paper.example/a")])
def test_a_loop_ends(step: Answer, tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": step}) as site, bench(site, tmp_path) as desk:
            with pytest.raises(errors.TooManyRedirects):
                await desk.get("/a")
            assert len(site.paths()) == 14  # the chain is tried twice

    run(test)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://elsewhere.example/", errors.HostNotAllowed),
        ("//paper.example.evil.example/", errors.HostNotAllowed),
        ("https://paper.example:8443/", errors.HostNotAllowed),
        ("https://user@paper.example/", errors.BadUrl),
        ("ftp://paper.example/", errors.BadUrl),
        ("file:///etc/passwd", errors.BadUrl),
        ("javascript:alert(1)", errors.BadUrl),
        ("http://[::1]/", errors.HostNotAllowed),
        ("http://127.0.0.1/", errors.HostNotAllowed),
        ("http://2130706433/", errors.HostNotAllowed),
        ("https://[::1/", errors.BadUrl),
        ("https://paper.example:99999/", errors.HostNotAllowed),
        ("https://pa per.example/", errors.HostNotAllowed),
    ],
)
def test_a_chain_does_not_leave_the_source(target: str, expected: type[Exception], tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/r": moved(target), "/m": refresh(target)}) as site, bench(site, tmp_path) as desk:
            for path in ("/r", "/m"):
                with pytest.raises(expected):
                    await desk.get(path)
            with pytest.raises(expected):
                await desk.client.fetch(
                    FetchRequest("https:" + target if target.startswith("//") else target), desk.policy
                )
            assert set(site.paths()) == {"/r", "/m"}

    run(test)


def test_a_post_sends_its_body_and_is_known_by_it(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site(
            {"/api": lambda asked: Answer(b"got " + asked.body, headers=(("Content-Type", "application/json"),))}
        )
        async with site, bench(site, tmp_path) as desk:
            ajax = (("X-Requested-With", "XMLHttpRequest"),)
            one = await desk.get("/api", body=b'{"id":1}', headers=ajax)
            two = await desk.get("/api", body=b'{"id":2}', headers=ajax)
            assert (one.body, two.body) == (b'got {"id":1}', b'got {"id":2}')
            assert one.key != two.key and one.final_url == two.final_url
            sent = site.asked[-1]
            assert (sent.method, sent.headers["content-type"]) == ("POST", "application/json")
            assert sent.headers["x-requested-with"] == "XMLHttpRequest"
            assert desk.reader.read(two.warc_file, two.warc_offset).key == two.key
            assert (await desk.get("/api", body=b'{"id":1}')).unchanged

    run(test)


def test_the_user_agent_names_project_and_contact_or_is_the_source_s_own(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a")}) as site:
            async with bench(site, tmp_path) as desk:
                await desk.get("/a")
            assert site.asked[-1].headers["user-agent"] == "gongbao/0.1 (+https://example.org/gongbao)"
            policy = replace(desk.policy, user_agent=BROWSER_USER_AGENT, headers=(("Referer", PAPER),))
            async with bench(site, tmp_path, policy=policy) as desk:
                await desk.get("/a")
            assert site.asked[-1].headers["user-agent"] == BROWSER_USER_AGENT
            assert site.asked[-1].headers["referer"] == PAPER
            assert site.asked[-1].headers["host"] == site.origin.removeprefix("http://")

    run(test)


@pytest.mark.parametrize("keep", [False, True])
def test_cookies_are_kept_where_the_source_needs_them(keep: bool, tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a", headers=(("Set-Cookie", "sid=1; Path=/"),))}) as site:
            policy = SourcePolicy("paper", ("paper.example",), cookies=keep).at_origin(site.origin)
            async with bench(site, tmp_path, policy=policy) as desk:
                await desk.get("/a")
                await desk.get("/a")
            assert site.asked[-1].headers.get("cookie") == ("sid=1" if keep else None)

    run(test)


@pytest.mark.parametrize(("scheme", "asked"), [(None, "https"), ("http", "http"), ("https", "https")])
def test_a_source_is_asked_under_its_scheme(
    scheme: Literal["http", "https"] | None, asked: str, tmp_path: Path
) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a")}) as site:
            policy = SourcePolicy("paper", ("paper.example",), scheme=scheme).at_origin(site.origin)
            async with bench(site, tmp_path, policy=policy) as desk:
                assert (await desk.get("/a")).final_url == f"{asked}://paper.example/a"

    run(test)


def test_links_of_a_mirror_come_back_as_the_paper_s_own(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a")}) as site, bench(site, tmp_path) as desk:
            site.routes["/r"] = moved(f"{site.origin}/a")
            assert (await desk.get("/r")).final_url == f"{PAPER}/a"
            page = await desk.client.fetch(FetchRequest(f"{site.origin}/a"), desk.policy)
            assert (page.final_url, page.origin) == (f"{PAPER}/a", site.origin)
            stored = desk.reader.read(page.warc_file, page.warc_offset)
            assert (stored.final_url, stored.origin) == (f"{PAPER}/a", site.origin)

    run(test)


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_mirror_may_keep_the_paper_below_a_path(slash: str, tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/rmrb/robots.txt": Answer(b"User-agent: *\nDisallow: /no"), "/rmrb/a?x=%E6": Answer(b"a")})
        async with site:
            site.routes |= {"/rmrb/r": moved("/a?x=%E6"), "/rmrb/f": moved(f"{site.origin}/rmrb/a?x=%E6")}
            site.routes |= {"/rmrb/out": moved(f"{site.origin}/gmrb/a")}
            policy = SourcePolicy("paper", ("paper.example",)).at_origin(f"{site.origin}/rmrb{slash}")
            async with bench(site, tmp_path, policy=policy) as desk:
                for path in ("/a?x=%E6", "/r", "/f"):
                    assert (await desk.get(path)).final_url == f"{PAPER}/a?x=%E6"
                with pytest.raises(errors.RobotsDenied):
                    await desk.get("/no")
                with pytest.raises(errors.HostNotAllowed):
                    await desk.get("/out")
            assert site.asked[0].path == "/rmrb/robots.txt"

    run(test)


@pytest.mark.parametrize("origin", ["127.0.0.1:8000", "ftp://127.0.0.1/", "http://", "http://user@127.0.0.1/", "x"])
def test_an_origin_that_is_no_url_is_one_clear_error(origin: str, tmp_path: Path) -> None:
    async def test() -> None:
        policy = SourcePolicy("paper", ("paper.example",)).at_origin(origin)
        async with Site() as site, bench(site, tmp_path, policy=policy) as desk:
            with pytest.raises(errors.BadUrl, match="expected an http or https URL"):
                await desk.get("/a")

    run(test)


def test_headers_meant_for_one_host_do_not_go_to_another(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/1": moved("/2"), "/2": moved("https://www.paper.example/3"), "/3": Answer(b"end")})
        async with site:
            policy = SourcePolicy("paper", ("paper.example", ".paper.example")).at_origin(site.origin)
            async with bench(site, tmp_path, policy=policy) as desk:
                page = await desk.get("/1", headers=(("X-Token", "t"),))
                assert page.final_url == "https://www.paper.example/3"
            tokens = {asked.path: asked.headers.get("x-token") for asked in site.asked}
            assert tokens == {"/robots.txt": None, "/1": "t", "/2": "t", "/3": None}

    run(test)


@pytest.mark.parametrize(("status", "method"), [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirected_post_stays_one_where_the_status_says_so(status: int, method: str, tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/p": moved("/q", status), "/q": Answer(b"q")}) as site, bench(site, tmp_path) as desk:
            await desk.get("/p", body=b"{}")
            sent = site.asked[-1]
            body = b"{}" if method == "POST" else b""
            assert (sent.method, sent.body, "content-type" in sent.headers) == (method, body, method == "POST")

    run(test)


def test_a_cancelled_fetch_leaves_the_client_and_the_archive_usable(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/slow": Answer(b"x", delay=5), "/a": Answer(b"a")})
        async with site, bench(site, tmp_path) as desk:
            for _ in range(10):
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(desk.get("/slow"), 0.05)
            assert (await desk.get("/a")).body == b"a"
            assert {page.status for page in desk.reader.pages()} == {404, 200}

    run(test)


def test_what_cannot_be_archived_is_not_handed_out(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a")}) as site:
            writer = ArchiveWriter(tmp_path / "archive")
            async with PoliteClient(writer, settings=QUICK) as client:
                (tmp_path / "archive").rmdir()
                with pytest.raises(errors.ArchiveUnwritable, match="No such file or directory"):
                    await client.fetch(
                        FetchRequest(f"{PAPER}/a"), SourcePolicy("p", ("paper.example",)).at_origin(site.origin)
                    )

    run(test)


def test_a_body_that_ends_with_the_connection_is_whole(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/a": Answer(raw=b"HTTP/1.0 200 OK\r\n\r\nold style")})
        async with site, bench(site, tmp_path) as desk:
            assert (await desk.get("/a")).body == b"old style"

    run(test)


def test_an_error_crosses_to_another_process_whole(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"", 429, (("Retry-After", "3600"),))}) as site, bench(site, tmp_path) as desk:
            with pytest.raises(errors.RateLimited) as caught:
                await desk.get("/a")
            again = pickle.loads(pickle.dumps(caught.value))
            assert (type(again), str(again), again.page) == (errors.RateLimited, str(caught.value), caught.value.page)
            assert (again.status, again.retry_after) == (429, 3600)
            with pytest.raises(errors.HostNotAllowed) as refused:
                await desk.client.fetch(FetchRequest("https://elsewhere.example/"), desk.policy)
            assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)

    run(test)


def test_a_repeat_is_said_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        site = Site({"/a": first(Answer(b"", 500), Answer(b"a"))})
        async with site, bench(site, tmp_path) as desk:
            await desk.get("/a")

    with caplog.at_level("INFO", "gongbao.fetch"):
        run(test)
    (line,) = caplog.messages
    assert re.fullmatch(r"again in \d\.\d s: expected a page, found HTTP 500: https://paper\.example/a", line)
