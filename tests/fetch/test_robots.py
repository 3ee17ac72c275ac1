"""robots.txt: what it allows (tests/fetch/robots.jsonl), and what its absence or failure means."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from flows.fetch import errors
from flows.fetch.model import SourcePolicy
from flows.fetch.reading import read_validators
from tests.fetch.bench import Time, bench, first
from tests.fetch.server import Answer, Site, run

CASES = [json.loads(line) for line in (Path(__file__).parent / "robots.jsonl").read_text("utf-8").splitlines()]
PLAIN = (("Content-Type", "text/plain"),)
NO = Answer(b"User-agent: *\nDisallow: /no", headers=PLAIN)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_rules_are_obeyed_and_the_delay_kept(case: dict[str, object], tmp_path: Path) -> None:
    async def test() -> None:
        path = str(case["path"])
        site = Site({"/robots.txt": Answer(str(case["robots"]).encode()), path: Answer(b"x")})
        async with site, bench(site, tmp_path) as desk:
            if not case["allowed"]:
                with pytest.raises(errors.RobotsDenied, match=r"https://paper\.example/robots\.txt"):
                    await desk.get(path)
                assert site.paths() == []
                return
            began = desk.time.now
            for _ in range(3):
                await desk.get(path)
            assert (desk.time.now - began).total_seconds() == pytest.approx(2 * float(str(case["delay"])))

    run(test)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_without_the_file_everything_is_allowed(status: int, tmp_path: Path) -> None:
    async def test() -> None:
        async with (
            Site({"/robots.txt": Answer(b"", status), "/a": Answer(b"a")}) as site,
            bench(site, tmp_path) as desk,
        ):
            assert (await desk.get("/a")).body == b"a"

    run(test)


@pytest.mark.parametrize(
    "answer", [Answer(b"", 500), Answer(b"", 503), Answer(b"", 429), Answer(b"x", announce=9), None]
)
def test_a_file_that_cannot_be_read_forbids_everything_for_five_minutes(answer: Answer | None, tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/robots.txt": first(*[answer] * 5, NO), "/a": Answer(b"a")})
        async with site, bench(site, tmp_path) as desk:
            kind = errors.NetworkDown if answer is None else errors.RobotsUnknown
            for _ in range(3):
                with pytest.raises(kind, match=r"robots\.txt"):
                    await desk.get("/a")
            assert len(desk.time.slept) == 4  # for the file itself, not for each page
            assert [asked.path for asked in site.asked] == ["/robots.txt"] * 5
            desk.time.now += timedelta(minutes=6)
            assert (await desk.get("/a")).body == b"a"

    run(test)


@pytest.mark.parametrize(("age_days", "speaks"), [(29, True), (31, False)])
def test_the_archive_s_last_copy_speaks_for_a_file_that_fails(age_days: int, speaks: bool, tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/robots.txt": first(NO, Answer(b"", 500)), "/a": Answer(b"a")})
        async with site:
            time = Time()
            async with bench(site, tmp_path, time=time) as desk:
                await desk.get("/a")
            time.now += timedelta(days=age_days)
            async with bench(site, tmp_path, time=time, validators=read_validators(tmp_path)) as desk:
                if speaks:
                    assert (await desk.get("/a")).body == b"a"
                with pytest.raises(errors.RobotsDenied if speaks else errors.RobotsUnknown):
                    await desk.get("/no")

    run(test)


def test_the_file_is_asked_for_once_a_day_and_once_for_all_who_wait(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/robots.txt": NO, **{f"/{n}": Answer(b"x") for n in range(9)}})
        async with site, bench(site, tmp_path) as desk:
            await asyncio.gather(*(desk.get(f"/{n}") for n in range(9)))
            assert len(site.asked) == 10
            desk.time.now += timedelta(hours=23)
            await desk.get("/1")
            assert len(site.asked) == 11
            desk.time.now += timedelta(hours=2)
            await desk.get("/1")
            assert len(site.asked) == 13

    run(test)


@pytest.mark.parametrize(
    ("to", "denied"), [("/rules.txt", True), ("https://elsewhere.example/robots.txt", False), ("/robots.txt", False)]
)
def test_its_redirects_are_followed_within_the_source(to: str, denied: bool, tmp_path: Path) -> None:
    async def test() -> None:
        moved = Answer(status=301, headers=(("Location", to),))
        site = Site({"/robots.txt": moved, "/rules.txt": NO, "/no": Answer(b"x")})
        async with site, bench(site, tmp_path) as desk:
            if denied:
                with pytest.raises(errors.RobotsDenied):
                    await desk.get("/no")
            else:
                assert (await desk.get("/no")).body == b"x"

    run(test)


def test_the_file_is_archived_like_any_page(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/robots.txt": NO, "/a": Answer(b"a")}) as site, bench(site, tmp_path) as desk:
            await desk.get("/a")
            assert next((page.url, page.body) for page in desk.reader.pages()) == (
                "https://paper.example/robots.txt",
                NO.body,
            )

    run(test)


def test_a_source_can_be_declared_free_of_it(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/robots.txt": NO, "/no": Answer(b"x")}) as site:
            policy = SourcePolicy("paper", ("paper.example",), robots=False).at_origin(site.origin)
            async with bench(site, tmp_path, policy=policy) as desk:
                assert (await desk.get("/no")).body == b"x"
            assert site.asked[0].path == "/no"

    run(test)
