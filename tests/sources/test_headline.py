"""Kickers and subtitles of systems that name neither are told by their place around the title."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.sources.fields import article_parts
from flows.sources.layouts.classic import TABLE
from flows.sources.layouts.paperindex import SELECTORS
from flows.sources.markup import soup
from flows.sources.protocol import drive
from flows.sources.registry import source
from tests.sources.fake_sites.sites import chronicle, site
from tests.sources.test_nonsense import printed

BODY = "<div id=ozoom><p>正文一段。</p></div>"
K, T, S = "前三季度数据发布", "煤炭产量增长一成", "出口回落两成"


def read(markup: str) -> tuple[str, str, str]:
    parts = article_parts(SELECTORS if "<h" in markup else TABLE, soup(f"<body>{markup}</body>"), ("某某报",)).parts
    return parts.kicker, parts.title, parts.subtitle


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (f"<div><h3>{K}</h3><h2>{T}</h2><h4>{S}</h4></div>{BODY}", (K, T, S)),
        (f"<h4>{K}</h4><h2>{T}</h2><h3>{S}</h3>{BODY}", (K, T, S)),
        (f"<div><h2>{T}</h2><h4></h4><h5>{S}</h5></div>{BODY}", ("", T, S)),
        (f"<table><tr><td class=hui12>{K}</td></tr><tr><td class=hei16b>{T}</td></tr>"
         f"<tr><td class=hui12>{S}</td></tr></table>{BODY}", (K, T, S)),
        (f"<table><tr><td>{K}</td></tr><tr><td class=font01>{T}</td></tr><tr><td>{BODY}</td></tr></table>",
         ("", T, "")),
        (f"<table><tr><td class=hui12>{K}</td></tr><tr><td class=font01>{T}</td></tr><tr><td>{BODY}</td></tr></table>",
         (K, T, "")),
        (f"<div>{K}<br><span class=biaoti>{T}</span><br>{S}</div>{BODY}", (K, T, S)),
    ],
)  # fmt: skip
def test_before_the_title_the_kicker_after_it_the_subtitle(markup: str, found: tuple[str, str, str]) -> None:
    assert read(markup) == found


@pytest.mark.parametrize(
    "line",
    [
        "2025年03月04日 星期二", "本报驻外地记者 某某", "来源：某某通讯社", "□ 某某某 某某", "某某某 某某", "某 某",
        "某某报", "第03版：综合", "打印", "大 中 小", "<a href=x.htm>某项工作全面铺开</a>", "上一篇", "PDF版",
    ],
)  # fmt: skip
def test_what_stands_there_and_is_no_line_of_a_headline(line: str) -> None:
    assert read(f"<div><p>{line}</p><h2>{T}</h2><p>{line}</p></div>{BODY}") == ("", T, "")


@pytest.mark.parametrize("key", ["pretitle", "introTitle", "lead_title", "yinti"])
def test_the_service_s_kicker_is_found_under_any_of_its_names(key: str) -> None:
    where = site("kjrb", chronicle("kjrb", pages=2))
    where.redesign = lambda path, body: body.replace(b'"pretitle"', f'"{key}"'.encode())
    reading = drive(source("kjrb").reader(dt.date(2025, 9, 4)), lambda request: printed(where, request))
    assert any(article.kicker for article in reading.articles)


def test_a_box_that_holds_more_than_a_headline_is_none() -> None:
    menu = "".join(f"<p>某项工作全面铺开之{number}</p>" for number in range(9))
    assert read(f"<div>{menu}<h2>{T}</h2></div>{BODY}") == ("", T, "")


@pytest.mark.parametrize("line", ["2025年1至2月数据发布", "中小企业贷款增加", "某市推进数据分享", "新一批推荐目录出炉"])
def test_words_of_a_page_s_tools_stand_in_headlines_too(line: str) -> None:
    assert read(f"<div><h3>{line}</h3><h2>{T}</h2></div>{BODY}") == (line, T, "")
