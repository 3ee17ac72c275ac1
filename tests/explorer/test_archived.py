"""An archived page is shown as text: whatever stands in it, nothing of it runs and nothing is asked for."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from warehouse.errors import MissingError
from warehouse.explorer.app import create_app
from warehouse.explorer.archived import Archived, inert

HOSTILE = """<html><head><meta http-equiv="refresh" content="0;url=http://evil.invalid/"><base href="http://evil.invalid/">
<link rel="preconnect" href="http://evil.invalid/"><style>@import url(http://evil.invalid/a.css);</style>
<script>steal()</script></head><body onload="steal()" background="http://evil.invalid/b.png">
<p style="background:url(http://evil.invalid/c.png)" onclick="steal()">全省发电量达到1234亿千瓦时。</p>
<img src="http://evil.invalid/d.png" alt="图"><svg onload="steal()"><script>steal()</script></svg>
<table><tr><td colspan="2" bgcolor="red">指标</td></tr></table><!-- steal() --><a href="javascript:steal()">上一版</a>
<form action="http://evil.invalid/"><input name="a" value="steal()"><button formaction="javascript:steal()">送</button>
</form>
<iframe src="http://evil.invalid/"></iframe><noscript><img src="http://evil.invalid/e.png"></noscript>
<math><mtext><img src="x" onerror="steal()"></mtext></math></body></html>"""


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_only_text_and_tables_are_left(codec: str) -> None:
    page = inert(HOSTILE.encode(codec), f"text/html; charset={codec}")
    assert "全省发电量达到1234亿千瓦时。" in page and '<td colspan="2">指标</td>' in page and "上一版" in page
    assert "steal" not in page and "evil" not in page and "javascript" not in page
    assert not re.search(r"<(script|img|svg|iframe|form|input|style|link|base|math)|\s(on\w+|style|src|href)=", page)


def test_what_is_no_page_is_shown_as_its_text() -> None:
    assert "&lt;script&gt;" in inert(b"<script>1</script>", "application/json")
    assert inert(b"", "text/html").endswith("</html>")
    assert "�" in inert(b"<p>\xff\xfe</p>", "text/html; charset=no-such-name")


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    """The seeds as if one article had been fetched."""
    shutil.copyfile(seeds_home / "published.duckdb", tmp_path / "published.duckdb")
    with duckdb.connect(str(tmp_path / "published.duckdb")) as connection:
        connection.execute(
            "INSERT INTO page_fetch (issue_id, url, status, sha256, warc_file, warc_offset)"
            " SELECT issue_id, coalesce(url, ''), 200, ?, 'a.warc.gz', 7 FROM article ORDER BY article_id LIMIT 1",
            [hashlib.sha256(HOSTILE.encode()).hexdigest()],
        )
    return tmp_path


def test_the_page_is_sandboxed_and_proved_by_its_digest(home: Path) -> None:
    held = {("a.warc.gz", 7): Archived(HOSTILE.encode(), "text/html; charset=utf-8")}
    with duckdb.connect(str(home / "published.duckdb"), read_only=True) as connection:
        key = connection.execute("SELECT article_id FROM article ORDER BY article_id LIMIT 1").fetchall()[0][0]

    def read(file: str, offset: int) -> Archived:
        if (file, offset) not in held:
            raise MissingError("expected the archived page, found none: see `gongbao verify`")
        return held[file, offset]

    with TestClient(create_app(home, read_archived=read)) as client:
        told = client.get(f"/zh/archived/{key}")
        assert told.status_code == 200 and "1234亿千瓦时" in told.text
        policies = told.headers.get_list("content-security-policy")
        assert "sandbox; default-src 'none'" in policies
        assert client.get(f"/zh/archived/{key}?sha256=00").status_code == 404
        assert client.get("/zh/archived/none").status_code == 404
        held[("a.warc.gz", 7)] = Archived(b"another", "text/html")
        assert "gongbao verify" in client.get(f"/zh/archived/{key}").text
        held.clear()
        assert client.get(f"/zh/archived/{key}").status_code == 404
