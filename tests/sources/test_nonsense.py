"""Whatever a server sends, a reader answers with a reading or with an error of its own tree: nothing else comes out."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import pytest

from flows.sources.errors import PageError
from flows.sources.protocol import Outcome, PageRequest, Response
from flows.sources.registry import source
from tests.sources.fake_sites.site import Asked, Site
from tests.sources.fake_sites.sites import UNTIL, chronicle, site

ISSUES = (
    ("rmrb", dt.date(2025, 3, 4)),
    ("rmrb", dt.date(2018, 3, 4)),
    ("gmrb", dt.date(2026, 3, 4)),
    ("jjrb", dt.date(2025, 3, 4)),
    ("jjckb", dt.date(2025, 3, 4)),
    ("fzrb", dt.date(2025, 3, 4)),
    ("mrdx", dt.date(2025, 3, 4)),
    ("kjrb", dt.date(2025, 9, 4)),
    ("grrb", dt.date(2025, 3, 4)),
    ("rmydb", dt.date(2025, 3, 4)),
    *((source_id, UNTIL) for source_id in ("nbs", "miit", "gov", "cnipa")),
)
ODD: tuple[Any, ...] = (None, 0, -1, 10**20, "", "x", [], {}, [[]], [None], True, {"id": None}, "<p>", "2025-13-99")


def printed(where: Site, request: PageRequest) -> Response:
    """The site's answer without a socket."""
    path, _, query = request.url.split("//", 1)[1].partition("?")
    headers = {name.lower(): value for name, value in request.headers}
    asked = Asked("/" + path.partition("/")[2], request.method, headers, request.body, query)
    answer = where.answer(asked)
    return Response(request.url, answer.status, answer.body, headers={"content-type": answer.content_type})


def spoilt(dice: random.Random, body: bytes) -> bytes:
    """Bytes cut out, doubled, swapped, changed; or a value of a JSON document replaced by an odd one."""
    if body[:1] in b"[{" and dice.random() < 0.8:
        told = json.loads(body)
        replace_one(dice, told)
        return json.dumps(told).encode()
    for _ in range(dice.randint(1, 6)):
        start, end = sorted((dice.randrange(len(body) + 1), dice.randrange(len(body) + 1)))
        way = dice.randrange(4)
        if way == 0:
            body = body[:start] + body[min(end, start + 200) :]
        elif way == 1:
            body = body[:end] + body[start:end] + body[end:]
        elif way == 2:
            body = (
                body[:start]
                + dice.choice((b"<", b">", b'"', b"&#0;", b"<table>", b"</div>", b"<!--", b"\0"))
                + body[start:]
            )
        else:
            body = body[:start] + dice.randbytes(2) + body[start + 2 :]
    return body


def replace_one(dice: random.Random, told: Any) -> None:
    """Somewhere in a document, put an odd value."""
    while True:
        keys = list(told) if isinstance(told, dict) else list(range(len(told)))
        if not keys:
            return
        key = dice.choice(keys)
        if isinstance(told[key], dict | list) and told[key] and dice.random() < 0.7:
            told = told[key]
        else:
            told[key] = dice.choice(ODD)
            return


@pytest.mark.parametrize(("source_id", "day"), ISSUES)
def test_nothing_but_readings_and_page_errors_come_out(source_id: str, day: dt.date) -> None:
    where = site(source_id, chronicle(source_id, pages=2, per_page=2))
    errors = 0
    for seed in range(10):
        dice = random.Random(f"{source_id}/{day}/{seed}")
        reader = source(source_id).reader(day)
        waiting = list(reader.start())
        for _ in range(60):
            if not waiting:
                break
            request = waiting.pop(0)
            response = printed(where, request)
            if dice.random() < 0.4:
                response = Response(
                    response.url, response.status, spoilt(dice, response.body), headers=response.headers
                )
            try:
                waiting += reader.read(request, response)
            except PageError as error:
                assert "\n" not in str(error)
                errors += 1
                waiting += reader.give_up(request, error)
        reading = reader.reading()
        assert reading.outcome in Outcome
        for article in reading.articles:
            assert article.text == "\n".join(article.text[each.start : each.end] for each in article.paragraphs)
            assert "\ufffd" not in article.text
    assert errors > 2


@pytest.mark.parametrize(("source_id", "day"), ISSUES)
@pytest.mark.parametrize("status", [200, 204, 301, 403, 404, 500])
@pytest.mark.parametrize("body", [b"", b"\0" * 40, b"null", b"[]", b"{}", b"<html></html>"])
def test_a_server_of_nonsense(source_id: str, day: dt.date, status: int, body: bytes) -> None:
    reader = source(source_id).reader(day)
    waiting = list(reader.start())
    for _ in range(40):
        if not waiting:
            break
        request = waiting.pop(0)
        try:
            waiting += reader.read(request, Response(request.url, status, body))
        except PageError as error:
            waiting += reader.give_up(request, error)
    assert waiting == []
    reading = reader.reading()
    assert reading.outcome is not Outcome.READ
    assert reading.note
