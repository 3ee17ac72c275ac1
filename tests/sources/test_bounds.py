"""Pages of unusual size and depth are read where they are text, and refused in one line where they are no page."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest

from flows.sources.body import blocks, table_rows
from flows.sources.errors import UnwieldyPage
from flows.sources.fields import Selectors, article_parts
from flows.sources.json_pages import parse_json
from flows.sources.markup import DEPTH_MAX, TAGS_MAX, clean, soup
from flows.sources.protocol import drive
from flows.sources.registry import source
from tests.sources.fake_sites.sites import chronicle, site
from tests.sources.test_nonsense import printed

LINES = [f"第{number}家工厂投产，年产设备{number}台。" for number in range(1, 401)]


@pytest.mark.parametrize("tag", ["font", "span", "b", "div", "blockquote", "td", "center"])
def test_tags_that_are_never_closed_nest_as_deep_as_the_page_is_long(tag: str) -> None:
    body = "".join(f"<{tag}><{tag}>{line}<br>" for line in LINES)
    read = blocks(soup(f"<html><body><div id=ozoom>{body}</div></body></html>").select("#ozoom")[0])
    assert [block.text for block in read] == LINES


def test_bold_and_captions_are_seen_at_any_depth() -> None:
    deep = "<div>" * 600
    page = soup(f"{deep}<p>{'<span>' * 600}<b>一、产业</b></p><div class=pic_c>{'<div>' * 300}图为厂房。</div>")
    assert [(block.role.value, block.text) for block in blocks(page)] == [
        ("heading", "一、产业"),
        ("caption", "图为厂房。"),
    ]


def test_a_body_inside_a_body_of_equal_content_is_read_once() -> None:
    page = soup("<founder-content>" * 900 + "全年产量38万吨。" + "</founder-content>" * 900)
    read = article_parts(Selectors(body=("founder-content",)), page)
    assert [block.text for block in read.parts.blocks] == ["全年产量38万吨。"]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<div>" * (DEPTH_MAX + 1), f"nested at most {DEPTH_MAX:,} deep"),
        ("<i>" * (TAGS_MAX + 1), f"at most {TAGS_MAX:,} tags"),
    ],
)
def test_what_no_page_is_like_is_refused_in_one_line(markup: str, said: str) -> None:
    with pytest.raises(UnwieldyPage, match=said) as refused:
        soup(markup, "http://paper.example/content_1.html")
    assert "\n" not in str(refused.value) and "http://paper.example/content_1.html" in str(refused.value)


def test_a_long_table_costs_what_its_cells_cost() -> None:
    rows = "".join(f"<tr><td>厂{at}</td><td>{at}</td><td>{at}</td><td>{at}</td></tr>" for at in range(6000))
    table = soup(f"<table>{rows}</table>").table
    assert table is not None
    began = time.process_time()
    assert len(table_rows(table)) == 6000
    assert time.process_time() - began < 3, "6,000 times 24,000 steps took a minute"


def test_a_table_of_spans_without_end_is_refused() -> None:
    cells = "<td colspan=50 rowspan=50>1</td>" * 200
    table = soup(f"<table><tr>{cells}</tr>{'<tr></tr>' * 50}</table>").table
    assert table is not None
    with pytest.raises(UnwieldyPage, match="a table of at most"):
        table_rows(table)


def test_many_blanks_cost_what_they_are_long() -> None:
    began = time.process_time()
    assert clean("产量 \n" * 300_000).count("产量") == 300_000
    assert time.process_time() - began < 5


def test_json_as_deep_as_it_is_long_is_refused() -> None:
    with pytest.raises(UnwieldyPage, match="expected JSON of some levels"):
        parse_json("[" * 100_000 + "]" * 100_000, "http://paper.example/data.json")


def test_half_a_character_in_json_is_left_out() -> None:
    day = dt.date(2025, 3, 4)
    where = site("rmydb", chronicle("rmydb", pages=1))

    def cut(path: str, body: bytes) -> bytes:
        if not path.endswith("data.json"):
            return body
        told = json.loads(body)
        told[0]["pageName"] += "\ud83d"
        told[0]["onePageArticleList"][0]["mainTitle"] += "\ud83d"
        return json.dumps(told).encode()

    where.redesign = cut
    reading = drive(source("rmydb").reader(day), lambda request: printed(where, request))
    assert reading.complete
    for article in reading.articles:
        f"{article.page_name}{article.title}{article.text}".encode()
