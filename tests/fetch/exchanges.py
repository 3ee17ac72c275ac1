"""Exchanges to archive, made from a seed: sizes, statuses and bytes differ, equal seeds are equal."""

from __future__ import annotations

import datetime as dt
import random

from flows.fetch.model import Exchange, Headers

NOON = dt.datetime(2026, 11, 20, 4, 0, 0, 123456, tzinfo=dt.UTC)


def exchange(
    number: int = 0, body: bytes | None = None, *, status: int = 200, headers: Headers | None = None
) -> Exchange:
    """The answer number `number` of a paper, its body of 0 to 3,000 bytes unless given."""
    chance = random.Random(number)
    return Exchange(
        method="GET",
        url=f"https://paper.example/{number}.htm",
        request_target=f"/{number}.htm",
        request_headers=(("Host", "paper.example"), ("User-Agent", "gongbao/0.1")),
        request_body=b"",
        status=status,
        reason="",
        http_version="HTTP/1.1",
        headers=headers or (("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{number}"')),
        body=chance.randbytes(chance.randrange(3000)) if body is None else body,
        fetched_at=NOON + dt.timedelta(seconds=number),
        ip_address="192.0.2.1",
    )
