"""Turns at a host: Retry-After, pauses that grow, spacing, how many at once; shared by whoever asks there."""

from __future__ import annotations

import asyncio
import email.utils
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.fetch import errors
from flows.fetch.model import FetchRequest, SourcePolicy
from tests.fetch.bench import QUICK, Time, bench, first
from tests.fetch.server import Answer, Script, Site, run

TAGGED = (("Content-Type", "text/html"), ("ETag", '"v1"'), ("Last-Modified", "Fri, 20 Nov 2026 01:00:00 GMT"))


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_waited_for_by_everyone_at_that_host(form: str, tmp_path: Path) -> None:
    async def test() -> None:
        time = Time(datetime(2026, 11, 20, 1, 0, tzinfo=UTC))
        value = (
            "90" if form == "seconds" else email.utils.format_datetime(time.now + timedelta(seconds=90), usegmt=True)
        )
        site = Site({"/a": first(Answer(b"", 503, (("Retry-After", value),)), Answer(b"a")), "/b": Answer(b"b")})
        async with site, bench(site, tmp_path, time=time) as desk:
            began = time.now
            await desk.get("/a")
            assert 90 <= (time.now - began).total_seconds() < 91
            await desk.get("/b")

    run(test)


class StoppedError(Exception):
    """Whoever waited for the repeat is gone."""


class Impatient(Time):
    """Stops the first who sleeps for more than a minute."""

    async def sleep(self, seconds: float) -> None:
        if seconds > 60 and not self.slept:
            self.slept.append(0)
            raise StoppedError
        await super().sleep(seconds)


def test_retry_after_is_kept_by_those_who_were_not_told(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/a": Answer(b"", 503, (("Retry-After", "90"),)), "/b": Answer(b"b")})
        async with site, bench(site, tmp_path, time=Impatient()) as desk:
            with pytest.raises(StoppedError):
                await desk.get("/a")
            await desk.get("/b")
            assert desk.time.slept == [0, pytest.approx(90)]

    run(test)


def test_a_host_that_asks_for_more_than_the_limit_is_left_alone_until_then(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/a": first(Answer(b"", 429, (("Retry-After", "3600"),)), Answer(b"a")), "/b": Answer(b"b")})
        async with site, bench(site, tmp_path) as desk:
            for path in ("/a", "/b", "/a"):
                with pytest.raises(errors.RateLimited, match="asks to wait 3600 s") as caught:
                    await desk.get(path)
                assert caught.value.retry_after == pytest.approx(3600)
            assert site.paths() == ["/a"] and desk.time.slept == []
            desk.time.now += timedelta(seconds=3601)
            assert (await desk.get("/b")).body == b"b"

    run(test)


def test_pauses_grow_and_are_bounded(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"", 500)}) as site:
            async with bench(site, tmp_path, settings=replace(QUICK, backoff_base=10, backoff_longest=30)) as desk:
                with pytest.raises(errors.ServerFailed):
                    await desk.get("/a")
            for pause, longest in zip(desk.time.slept, (10, 20, 30, 30), strict=True):
                assert longest / 2 <= pause <= longest

    run(test)


def test_requests_to_a_host_are_spaced_and_no_more_at_once_than_allowed(tmp_path: Path) -> None:
    async def test() -> None:
        routes: dict[str, Answer | Script] = {f"/{n}": Answer(b"x", delay=0.01) for n in range(12)}
        async with Site(routes) as site:
            policy = replace(SourcePolicy("paper", ("paper.example",)), origin=site.origin)
            async with bench(site, tmp_path, policy=policy) as desk:
                began = desk.time.now
                await asyncio.gather(*(desk.get(f"/{n}") for n in range(12)))
                assert (desk.time.now - began).total_seconds() >= 12 * 1.5 - 1.5
                assert site.most_open <= 2
            fast = policy.at_origin(site.origin, concurrency=5)
            async with bench(site, tmp_path, policy=fast) as desk:
                await asyncio.gather(*(desk.get(f"/{n}") for n in range(12)))
                assert desk.time.slept == [] and 3 <= site.most_open <= 5

    run(test)


def test_http_and_https_of_a_host_share_their_turns(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a")}) as site:
            policy = replace(SourcePolicy("paper", ("paper.example",), robots=False), origin=site.origin)
            async with bench(site, tmp_path, policy=policy) as desk:
                for scheme in ("http", "https", "http"):
                    await desk.client.fetch(FetchRequest(f"{scheme}://paper.example/a"), policy)
                assert desk.time.slept == pytest.approx([1.5, 1.5])

    run(test)
