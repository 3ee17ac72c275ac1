"""What is asked wrongly, or in bad faith: a page that says what and what to do, 4xx or 503, never a trace."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest

from tests.explorer.service import Service

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HOSTILE = "<script>alert(1)</script>\u202e'\"&"


@dataclass(frozen=True)
class Wrong:
    """A request and the status of its refusal."""

    name: str
    path: str
    status: int
    says: str = ""


def sql(text: str) -> str:
    return f"/en/sql?{urlencode({'query': text})}"


WRONG = (
    Wrong("an unknown page", "/en/nothing", 404),
    Wrong("a page of no language", "/fr/", 404),
    Wrong("an unknown series", "/en/series/no_such_thing/CN/level", 404, "search for its indicator"),
    Wrong("an unknown id", "/en/series/00000000000000ff", 404),
    Wrong("an unknown series with an ending", "/en/series/no_such.csv", 404),
    Wrong("an unknown claim", "/en/claim/x-2024-01-01:1-2", 404),
    Wrong("an unknown article", "/en/article/x", 404),
    Wrong("a path with dots", "/en/series/../../../etc/passwd", 404),
    Wrong("a coded path with dots", "/static/..%2f..%2fapp.py", 404),
    Wrong("another file of the pages", "/static/app.py", 404),
    Wrong("an unknown source", "/en/sources/none", 404),
    Wrong("an unknown table", "/en/tables/secret", 404, "list of tables"),
    Wrong("a table that is code", f"/en/tables/{quote('claim; drop table claim')}", 404),
    Wrong("an unknown feed", "/en/feeds/all.atom", 404),
    Wrong("a kind of file that is none", "/en/search?q=5G&as=exe", 422, "csv, json, parquet, xlsx"),
    Wrong("a comparison of more than can be", f"/en/compare?names={'x' * 1001}", 422, "at most 1000"),
    Wrong("no day", "/en/series/base_stations_5g/CN/level?as_of=yesterday", 422, "2025-09-19"),
    Wrong("a day of no calendar", "/en/series/base_stations_5g/CN/level?as_of=2025-02-30", 422),
    Wrong("a search too long", f"/en/search?q={'x' * 300}", 422, "at most 200"),
    Wrong("SQL that is none", sql("selct 1"), 422),
    Wrong("SQL that writes", sql("delete from claim"), 422, "only reads"),
    Wrong("SQL that writes a file", sql("copy claim to '/tmp/x.csv'"), 422),
    Wrong("SQL that reads a file", sql("from read_csv('/etc/passwd')"), 422),
    Wrong("SQL that reads text", sql("select * from read_text('/etc/passwd')"), 422),
    Wrong("SQL that loads an extension", sql("install httpfs"), 422),
    Wrong("SQL that attaches", sql("attach '/tmp/x.duckdb'"), 422),
    Wrong("SQL that sets", sql("set memory_limit='100GB'"), 422),
    Wrong("two statements", sql("select 1; select 2"), 422),
    Wrong("SQL of ten million rows", sql("from range(10000000)"), 422, "LIMIT"),
    Wrong("SQL too long", sql("select " + "1," * 6000 + "1"), 422),
)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_refused_with_what_to_do(service: Service, case: Wrong) -> None:
    told = service.ask(case.path)
    assert told.status == case.status, told.text[-3000:]
    assert case.says in told.text
    assert "Traceback" not in told.text and "site-packages" not in told.text
    assert told.headers["content-type"].startswith("text/html") and told.text.rstrip().endswith("</html>")


def test_sql_that_runs_for_ever_is_ended(service: Service) -> None:
    told = service.ask(sql("select count(*) from range(10000000) a, range(10000000) b"))
    assert told.status == 422 and "within 10 s" in told.text


@pytest.mark.parametrize("words", ["(a+)+$", "%", "_", ".*" * 90, "\\", "'; --", HOSTILE, "\x00\x01", "  "])
def test_words_are_looked_for_as_they_are(service: Service, words: str) -> None:
    for path in (f"search?{urlencode({'q': words})}", f"compare?{urlencode({'names': words})}"):
        told = service.ask(f"/en/{path}")
        assert told.status == 200
        assert "<script>" not in told.text and "\u202e" not in told.text


def test_a_paste_of_five_megabytes_is_refused(service: Service) -> None:
    told = service.ask("/en/check", method="POST", body=b"text=" + b"x" * (5 << 20), headers=FORM)
    assert told.status == 413 and "check-text" in told.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=%FF%FE", FORM["Content-Type"], 400),
        (b"{}", "application/json", 400),
        (b"text=" + b"x" * 150_000, FORM["Content-Type"], 413),
        (b"text=1&day=soon", FORM["Content-Type"], 422),
    ],
)
def test_a_form_that_is_none_is_refused(service: Service, body: bytes, kind: str, status: int) -> None:
    told = service.ask("/en/check", method="POST", body=body, headers={"Content-Type": kind})
    assert told.status == status, told.text[-2000:]


def test_nothing_else_may_be_done(service: Service) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert service.ask("/en/targets", method=method, body=b"").status == 405


def test_a_draft_is_shown_as_text(service: Service) -> None:
    body = urlencode({"text": f"我国5G基站达到459.8万个{HOSTILE}。"}).encode()
    told = service.ask("/zh/check", method="POST", body=body, headers=FORM)
    assert told.status == 200 and "<script>" not in told.text
