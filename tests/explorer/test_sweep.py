"""Everything that can be asked, asked wrongly: every page with every ending and every parameter that its code reads.

Pages come from the application, parameters from the code of the pages: one that is new is swept without a line here. An
answer is whole or a refusal that says what and what to do; never a trace, never a 500, never half a file.
"""

from __future__ import annotations

import ast
import inspect
import io
import json
import re
import socket
import sys
import zipfile
from collections.abc import Iterator
from types import ModuleType
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import openpyxl
import polars as pl
import pytest
from openpyxl.utils.exceptions import InvalidFileException

from tests.explorer.service import Service, Told
from tests.explorer.test_bad_input import HOSTILE
from warehouse.explorer import api, app, endings, words

SERIES = "base_stations_5g/CN/level"
CLAIM, ARTICLE = "fzrb-2025-09-19-000-01:116-123", "fzrb-2025-09-19-000-01"
GOOD = {
    "key": SERIES, "claim_id": CLAIM, "article_id": ARTICLE, "source_id": "fzrb", "name": "observations", "feed": "new",
}  # fmt: skip
ENDINGS = ("", *endings.KINDS, ".exe", ".csv.csv", ".")
HOLE = re.compile(r"\{(\w+)(?::path)?\}")
READERS = {"asked", "asked_lines", "asked_day", "asked_form", "get"}
KEYS = (
    "no_such_thing", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e", ".", "..", ".csv", "%", "%zz",
    "%00", "%0d%0aX-Made:%20up", "%ff%fe", "%ed%a0%80", "0" * 16, "f" * 16, "f" * 17, "x" * 4000, "a/b/c/d/e/f",
    quote(HOSTILE), quote("'; DROP TABLE claim; --"), quote("二〇二五"), "CN/level", "//", "%F0%9F%93%88",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1e9", "99999999999999999999", "NaN", "1.5", "one", quote("٣"), "2025-02-30", "0000-00-00",
    "20250919", "0001-01-01", "9999-12-31", "2025-W01-1", "+", "%", "%zz", "%00", "%ff", "%ed%a0%80", "(a%2B)%2B$",
    ".*" * 60, "%25%5F\\", "x" * 201, "x" * 4000, "json", "exe", "level", "CN", quote(HOSTILE),
    quote("'; DROP TABLE claim; --"),
)  # fmt: skip
WITHOUT = {"sql": {"query": "select 1"}, "search": {"q": "5G"}, "compare": {"names": "5G"}}  # what else a page wants
# what the readers of files raise of a file that is broken: Python's own, openpyxl's, polars'
UNREADABLE = (ValueError, KeyError, Xml.ParseError, zipfile.BadZipFile, InvalidFileException, pl.exceptions.PolarsError)
REFUSALS = frozenset({400, 404, 405, 413, 422, 503})


def parameters(module: ModuleType) -> list[str]:
    """The names that the code of a page takes from the address."""
    found = {"as"} if "asked_form" in inspect.getsource(module) else set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return sorted(found | {each.name for each in _told_of(module)})


def _told_of(module: ModuleType) -> list[api.Parameter]:
    """What the document of the addresses says of a page, beside its path."""
    name = module.__name__.rpartition(".")[2]
    return [each for one in api.OPERATIONS if one.name == name for each in one.given if not one.is_in_path(each)]


def filled(path: str, hole: str = "", value: str = "") -> str:
    """The address of a page with every part good but one."""

    def part(found: re.Match[str]) -> str:
        name = "feed" if path.startswith("feeds/") else found[1]
        return value if found[1] == hole else quote(GOOD[name], safe="/:")

    return HOLE.sub(part, path)


def wrong_parts(path: str) -> Iterator[str]:
    for hole in HOLE.findall(path):
        for ending in ENDINGS:
            yield filled(path) + ending if path.endswith("}") else filled(path)
            yield filled(path, hole, "no_such_thing" + ending)
        yield from (filled(path, hole, key) for key in KEYS)
    yield from (filled(path) + ending for ending in ENDINGS if not HOLE.search(path))


def wrong_questions(path: str, module: ModuleType) -> Iterator[str]:
    rest = "&".join(f"{name}={quote(value)}" for name, value in WITHOUT.get(path, {}).items())
    for name in parameters(module):
        values = VALUES if name != "query" else VALUES[:3]  # each is a process: test_bad_input has the statements
        more = f"{rest}&" if rest and name not in WITHOUT[path] else ""
        yield from (f"{filled(path)}?{more}{name}={value}" for value in values)
        yield f"{filled(path)}?{name}=1&{name}=2"
    yield from (f"{filled(path)}?{odd}" for odd in ("?", "&&&", "=", "%", "a" * 3000, "%ff=%ff", ";", "unknown=1"))


PAGES = [(path, sys.modules[show.__module__]) for path, show in app.PAGES]


@pytest.mark.parametrize(("path", "module"), PAGES, ids=[path or "home" for path, _ in PAGES])
def test_whatever_is_asked_of_a_page_is_answered_whole_or_refused(
    service: Service, path: str, module: ModuleType
) -> None:
    asked = dict.fromkeys([*wrong_parts(path), *wrong_questions(path, module)])
    amiss = {}
    for at, rest in enumerate(asked):
        lang = words.LANGUAGES[at % 2]
        address = f"/{lang}/{rest}"
        if fault := _fault(_raw(service, address), lang):
            amiss[address[:200]] = fault
    assert not amiss, json.dumps(amiss, ensure_ascii=False, indent=1)
    assert len(asked) >= 8


@pytest.mark.parametrize("host", ["", "[::1", "a b", 'x"><script>', "127.0.0.1:99999999", "..", "é"])
@pytest.mark.parametrize("path", ["/", f"/zh/series/{SERIES}", f"/en/series/{SERIES}.svg", "/en/feeds/new.atom"])
def test_a_name_that_is_none_breaks_nothing(service: Service, host: str, path: str) -> None:
    told = _raw(service, path, host)
    assert told.status in {200, 302} | REFUSALS, told.text[:2000]
    assert not re.search(r"<script(?! src=\"/static/)", told.text) and "Traceback" not in told.text


@pytest.mark.parametrize("line", ["GET /zh/a b", "GET /zh/é", "GET", "\0", "x" * 70_000])
def test_what_is_no_request_at_all_is_refused(service: Service, line: str) -> None:
    assert _told_on_the_wire(service, line).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(("path", "said"), [("zh/", "HTTP/1.1"), ("en/", "found one of HTTP/9.9"), ("health", "HTTP/")])
def test_a_version_that_nobody_speaks_is_refused(service: Service, path: str, said: str) -> None:
    answer = _told_on_the_wire(service, f"GET /{path} HTTP/9.9")
    assert answer.startswith(b"HTTP/1.1 505 ") and said in answer.decode()
    assert b"content-security-policy: default-src 'none'" in answer


def test_every_other_address_of_the_service_refuses_as_well(service: Service) -> None:
    for address in ("/", "/health", "/openapi.json", "/static/style.css", "/static/%ff", "/static/", "/zh", "//zh/",
                    "/zh/%2e%2e/", "/%", "/\u202e", "/zh/../en/", "/mcp"):  # fmt: skip
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "BREW"):
            told = _raw(service, quote(address, safe="/%"), method=method)
            assert told.status < 500, f"{method} {address}: {told.status}"
            assert "Traceback" not in told.text


def _told_on_the_wire(service: Service, line: str) -> bytes:
    """The whole answer; our side of the wire stays open, for uvicorn drops what it owes to one who has closed his."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=300) as wire:
        wire.sendall(f"{line}\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: wire.recv(1 << 16), b""))


def _raw(service: Service, path: str, host: str = "127.0.0.1", method: str = "GET") -> Told:
    """As it stands on the wire: a client's library would put right what is wrong."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=300) as wire:
        head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        wire.sendall(head.encode())
        answer = b"".join(iter(lambda: wire.recv(1 << 16), b""))
    first, _, body = answer.partition(b"\r\n\r\n")
    lines = first.decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines[1:])
    assert int(fields.get("content-length", len(body))) == len(body) or method == "HEAD", "a whole answer"
    return Told(int(lines[0].split()[1]), fields, body)


def _fault(told: Told, lang: str) -> str:
    """What is wrong with an answer; empty where it is as it should be."""
    kind = told.headers.get("content-type", "")
    if told.status in {303, 307}:
        return "" if re.match(rf"(http://127\.0\.0\.1)?/{lang}/", told.headers["location"]) else "it leads elsewhere"
    if told.status == 200 and not kind.startswith("text/html"):
        return _broken_file(told, kind.partition(";")[0])
    if told.status != 200 and told.status not in REFUSALS:
        return f"status {told.status}"
    return _broken_page(told, lang, kind)


def _broken_page(told: Told, lang: str, kind: str) -> str:
    text = told.body.decode("utf-8", "replace")
    faults = {
        f"no page but {kind}": not kind.startswith("text/html"),
        "half a page": not text.rstrip().endswith("</html>"),
        "markup": "<script>alert" in text,
        "marks that turn the text": bool(re.search("[\u202a-\u202e\u2066-\u2069]", text)),
        "a trace": "Traceback" in text or "site-packages" in text,
        "another language": f'lang="{"zh-Hans" if lang == "zh" else "en"}"' not in text[:200],
        "nothing to do": told.status >= 400 and not re.search('<h2>|class="notice refused"', text),
        "no Chinese": told.status >= 400
        and lang == "zh"
        and not re.search(r'<p class="(?:found|notice refused)"[^>]*>[^<]*[一-鿿]', text),
    }
    return ", ".join(name for name, is_so in faults.items() if is_so)


def _broken_file(told: Told, kind: str) -> str:
    """Read as its reader would. Empty where the whole of it is read."""
    try:
        match kind:
            case "text/csv":
                rows = told.text.removeprefix("\ufeff").splitlines()
                return "" if told.text.endswith("\r\n") and rows else "half a table"
            case "application/json":
                told.json()
            case "application/vnd.apache.parquet":
                pl.read_parquet(told.body)
            case "image/svg+xml" | "application/atom+xml":
                Xml.fromstring(told.text)
            case "image/png":
                return "" if told.body.endswith(b"IEND\xaeB\x60\x82") else "half a picture"
            case "text/plain":
                return "" if told.text else "nothing"
            case _ if kind == endings.KINDS[".xlsx"]:
                openpyxl.load_workbook(io.BytesIO(told.body), read_only=True).close()
            case _:
                return f"a file of no known kind: {kind}"
    except UNREADABLE as error:
        return f"a broken file: {error}"
    return ""
