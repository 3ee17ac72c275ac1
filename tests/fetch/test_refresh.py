"""The meta refresh in every spelling; what must not be followed beside what must. Cases: tests/fetch/refresh.jsonl."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.fetch.refresh import refresh_target

CASES = [json.loads(line) for line in (Path(__file__).parent / "refresh.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_refresh_is_followed_where_a_browser_would_go_on_at_once(case: dict[str, str | None]) -> None:
    html = case["html"] or ""
    assert refresh_target(html.encode()) == case["target"]
    assert refresh_target(b"\xef\xbb\xbf<!DOCTYPE html>\r\n<html><head>" + html.encode()) == case["target"]


def test_a_page_in_gb18030_is_looked_into_too() -> None:
    page = "<title>法治日报</title><meta http-equiv=refresh content='0;url=20261120/IssueIndex.htm'>".encode("gb18030")
    assert refresh_target(page) == "20261120/IssueIndex.htm"


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_quotes_case_blanks_and_order_make_no_difference(data: st.DataObject) -> None:
    def cased(word: str) -> str:
        return "".join(c.upper() if data.draw(st.booleans()) else c for c in word)

    def blank() -> str:
        return data.draw(st.sampled_from(["", " ", "\n", "\t ", "\r\n"]))

    url = data.draw(st.from_regex(r"[a-zA-Z0-9./_\-]{1,20}", fullmatch=True))
    quote = data.draw(st.sampled_from(["'", '"', ""]))
    gap = (lambda: "") if quote == "" else blank
    content = f"{gap()}0{gap()};{gap()}{cased('url')}{gap()}={gap()}{url}{gap()}"
    pairs = [f"{cased('http-equiv')}{blank()}={blank()}{quote}{cased('refresh')}{quote}"]
    pairs.insert(data.draw(st.integers(0, 1)), f"{cased('content')}{blank()}={blank()}{quote}{content}{quote}")
    # unquoted, a slash before the bracket belongs to the value
    end = ">" if quote == "" else data.draw(st.sampled_from([">", "/>", " />"]))
    assert refresh_target(f"<{cased('meta')} {' '.join(pairs)}{end}".encode()) == url


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_are_too_odd(data: bytes) -> None:
    assert refresh_target(data + b"refresh") is None or b"meta" in data.lower()


@pytest.mark.parametrize("piece", [b"<!--", b"<script", b"<meta ", b"<meta a='", b"<", b"<title>", b"<meta content="])
def test_the_time_is_linear_in_the_page(piece: bytes) -> None:
    began = time.process_time()
    refresh_target(piece * (1_000_000 // len(piece)) + b"refresh")
    refresh_target(b"refresh" + piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 0.5
