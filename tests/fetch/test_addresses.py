"""Addresses: which are public, that each one is checked on each hop, and that the checked one is connected to."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.fetch import addresses, errors
from flows.fetch.addresses import forbidden
from flows.fetch.model import FetchRequest, SourcePolicy
from tests.fetch.bench import bench, first, names
from tests.fetch.server import Answer, Site, run

CASES = [line.split() for line in (Path(__file__).parent / "addresses.txt").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("verdict", "address"), CASES, ids=[" ".join(case) for case in CASES])
def test_a_connection_goes_to_public_addresses_only(verdict: str, address: str) -> None:
    assert (forbidden(address) is None) == (verdict == "public")


def only_loopback_two(address: str) -> str | None:
    """127.0.0.2 plays the public internet, all else is within."""
    return None if address == "127.0.0.2" else "within"


def paper(site: Site, *, robots: bool = False) -> SourcePolicy:
    return SourcePolicy("paper", (f"paper.example:{site.port}", f"127.0.0.1:{site.port}"), spacing=0, robots=robots)


@pytest.mark.parametrize("addresses_", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["169.254.169.254"]])
def test_a_name_with_any_address_within_is_not_asked(addresses_: list[str], tmp_path: Path) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return addresses_

    async def test() -> None:
        site = Site({"/a": Answer(b"secret")})
        async with site, bench(site, tmp_path, policy=paper(site), resolver=resolver) as desk:
            with pytest.raises(errors.AddressForbidden, match=r"paper\.example"):
                await desk.client.fetch(FetchRequest(f"http://paper.example:{site.port}/a"), desk.policy)
            assert site.asked == [] and list(desk.reader.pages()) == []

    run(test)


@pytest.mark.parametrize("form", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "localhost"])
def test_an_address_in_the_list_of_hosts_is_checked_like_a_name(form: str, tmp_path: Path) -> None:
    async def test() -> None:
        site = Site({"/a": Answer(b"secret")})
        policy = SourcePolicy("paper", (form, "127.0.0.1", "[::ffff:7f00:1]"), robots=False)
        async with site, bench(site, tmp_path, policy=policy) as desk:
            with pytest.raises(errors.Refused):
                await desk.client.fetch(FetchRequest(f"http://{form}/a"), policy)
            assert site.asked == []

    run(test)


def test_a_redirect_to_an_address_within_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "forbidden", only_loopback_two)

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.2"] if host == "paper.example" else [host]

    async def test() -> None:
        async with (
            Site(host="127.0.0.2") as site,
            Site({"/b": Answer(b"secret")}, host="127.0.0.1", port=site.port) as inner,
        ):
            site.routes["/a"] = first(Answer(status=302, headers=(("Location", f"http://127.0.0.1:{site.port}/b"),)))
            async with bench(site, tmp_path, policy=paper(site), resolver=resolver) as desk:
                with pytest.raises(errors.AddressForbidden, match=r"127\.0\.0\.1"):
                    await desk.client.fetch(FetchRequest(f"http://paper.example:{site.port}/a"), desk.policy)
                assert len(site.asked) == 2 and inner.asked == []

    run(test)


def test_the_address_checked_is_the_address_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that points outwards when looked at and inwards afterwards (DNS rebinding) gains nothing."""
    monkeypatch.setattr(addresses, "forbidden", only_loopback_two)

    async def test() -> None:
        async with (
            Site({"/a": first(Answer(b"public"), None)}, host="127.0.0.2") as site,
            Site({"/a": Answer(b"secret")}, host="127.0.0.1", port=site.port) as inner,
        ):
            rebinding = names(["127.0.0.2", "127.0.0.1"])
            async with bench(site, tmp_path, policy=paper(site), resolver=rebinding) as desk:
                request = FetchRequest(f"http://paper.example:{site.port}/a")
                assert (await desk.client.fetch(request, desk.policy)).body == b"public"
                assert site.asked[0].headers["host"] == f"paper.example:{site.port}"
                with pytest.raises(errors.AddressForbidden):  # the connection was closed: a new one, a new look
                    await desk.client.fetch(request, desk.policy)
                assert inner.asked == []

    run(test)


def test_the_origin_is_the_one_way_to_loopback(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a")}) as site, Site({"/b": Answer(b"b")}) as other:
            policy = SourcePolicy("paper", ("paper.example", f"127.0.0.1:{other.port}")).at_origin(site.origin)
            async with bench(site, tmp_path, policy=policy) as desk:
                assert (await desk.get("/a")).body == b"a"
                # every host of the source is asked at the origin, so nothing else on loopback can be reached
                with pytest.raises(errors.NotFound):
                    await desk.client.fetch(FetchRequest(f"{other.origin}/b"), policy)
                assert other.asked == []

    run(test)


def test_an_origin_may_be_a_name(tmp_path: Path) -> None:
    async def test() -> None:
        async with Site({"/a": Answer(b"a")}) as site:
            policy = SourcePolicy("paper", ("paper.example",)).at_origin(f"http://mirror.example:{site.port}")
            async with bench(site, tmp_path, policy=policy, resolver=names(["127.0.0.1"])) as desk:
                assert (await desk.get("/a")).body == b"a"
            assert site.asked[-1].headers["host"] == f"mirror.example:{site.port}"

    run(test)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 1), ("127.0.0.2", 0), ("localhost", 0)])
def test_no_other_place_is_trusted_with_the_origin(host: str, port: int) -> None:
    async def test() -> None:
        async with Site() as site:
            backend = addresses.PinnedBackend(trusted=("127.0.0.1", site.port))
            stream = await backend.connect_tcp("127.0.0.1", site.port)
            await stream.aclose()
            with pytest.raises(errors.AddressForbidden):
                await backend.connect_tcp(host, port or site.port)

    run(test)
