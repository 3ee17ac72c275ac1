"""Content codings: whatever the pieces, the body is whole; nothing beyond the limit is ever inflated."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.fetch.body import BodyReader
from flows.fetch.errors import Garbled, TooLarge, Truncated

LIMIT = 20 * 1024 * 1024


def raw_deflate(data: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflate.compress(data) + deflate.flush()


CODINGS = {
    None: lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "GZIP": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, gzip": lambda data: gzip.compress(zlib.compress(data)),
}
CODINGS_IN_TWO = {"gzip": lambda data: gzip.compress(data[:3]) + gzip.compress(data[3:]), "deflate": raw_deflate}


@pytest.mark.parametrize(("name", "compress"), [*CODINGS.items(), *CODINGS_IN_TWO.items()])
@given(body=st.binary(max_size=3000), seed=st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_the_body_is_whole_however_it_is_cut_into_pieces(
    name: str | None, compress: Callable[[bytes], bytes], body: bytes, seed: int
) -> None:
    data, chance = compress(body), random.Random(seed)
    reader = BodyReader("https://paper.example/", name, LIMIT)
    while data:
        size = chance.randrange(1, 400)
        reader.feed(data[:size])
        data = data[size:]
    assert reader.finish() == body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "deflate, gzip"])
def test_an_end_that_is_missing_is_noticed_wherever_it_is_cut(coding: str) -> None:
    data = CODINGS[coding](random.Random(1).randbytes(300))
    for cut in range(1, len(data)):
        reader = BodyReader("https://paper.example/", coding, LIMIT)
        reader.feed(data[:cut])
        with pytest.raises(Truncated, match=r"https://paper\.example/"):
            reader.finish()


@pytest.mark.parametrize(("coding", "depth"), [("gzip", 1), ("deflate", 1), ("gzip, gzip", 2)])
def test_a_bomb_is_put_out_in_bounded_memory(coding: str, depth: int) -> None:
    bomb = bytes(120_000_000)
    compress = zlib.compressobj(9, wbits=31 if "gzip" in coding else 15)
    data = compress.compress(bomb) + compress.flush()
    for _ in range(depth - 1):
        data = gzip.compress(data)
    del bomb
    tracemalloc.start()
    reader = BodyReader("https://paper.example/", coding, LIMIT)
    with pytest.raises(TooLarge, match="20,971,520"):
        for at in range(0, len(data), 65_536):
            reader.feed(data[at : at + 65_536])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * LIMIT


def test_a_bomb_between_two_codings_is_put_out_though_nothing_comes_of_it() -> None:
    reader = BodyReader("https://paper.example/", "gzip, gzip", 1000)
    data = gzip.compress(gzip.compress(b"") * 1000)
    assert len(data) < 500
    with pytest.raises(TooLarge):
        reader.feed(data)


def test_the_limit_itself_is_allowed() -> None:
    for coding, data in (
        (None, bytes(1000)),
        ("gzip", gzip.compress(bytes(1000))),
        ("deflate", zlib.compress(bytes(1000))),
    ):
        reader = BodyReader("https://paper.example/", coding, 1000)
        reader.feed(data)
        assert reader.finish() == bytes(1000)
        reader = BodyReader("https://paper.example/", coding, 999)
        with pytest.raises(TooLarge):
            reader.feed(data)


def test_what_follows_the_last_member_is_dropped_as_browsers_do() -> None:
    reader = BodyReader("https://paper.example/", "gzip", LIMIT)
    for piece in (gzip.compress(b"body"), bytes(1), bytes(600), b"\x1f\x8b"):
        reader.feed(piece)
    assert reader.finish() == b"body"


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip, gzip", "gzip;q=1"])
def test_a_coding_that_was_not_offered_is_refused(coding: str) -> None:
    with pytest.raises(Garbled, match="gzip, deflate"):
        BodyReader("https://paper.example/", coding, LIMIT)
