"""Captions are read wherever a system sets its pictures; what else stands on a page beside pictures is no caption."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from flows.sources.fields import Selectors, article_parts
from flows.sources.markup import soup
from flows.sources.protocol import drive
from flows.sources.registry import source
from tests.sources.fake_sites.sites import chronicle, site
from tests.sources.test_nonsense import printed
from warehouse.model import ArticleKind, Role

DAY = dt.date(2025, 3, 4)
CAPTION = "图为一家工厂的流水线，日产零件1200件。"
FIELDS = Selectors(title=("h1",), body=("#ozoom",))


def captions(markup: str) -> list[str]:
    page = soup(f"<body>{markup}<div id=ozoom><p>正文。</p></div></body>")
    return [block.text for block in article_parts(FIELDS, page).parts.blocks if block.role is Role.CAPTION]


@pytest.mark.parametrize(
    "markup",
    [
        f'<table class="pci_c"><tr><td><img src=a.jpg></td></tr><tr><td>{CAPTION}</td></tr></table>',
        f'<div class="tuwen"><img src=a.jpg><p>{CAPTION}</p></div>',
        f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>",
        f'<table><tr><td><img src="../../../res/1/2025-03/04/A01/x_attpic_brief.jpg"></td></tr>'
        f"<tr><td class=hui12>{CAPTION}</td></tr></table>",
        f'<table><tr><td><table><tr><td><img src="../../../res/1.jpg"></td></tr></table></td></tr>'
        f"<tr><td>{CAPTION}</td></tr></table>",
        f'<h1>题</h1><div><a href="big.jpg"><img src="/pic/202503/04/1.jpg"></a><span>{CAPTION}</span></div>',
    ],
)
def test_a_picture_s_text_outside_the_body_is_its_caption(markup: str) -> None:
    assert captions(markup) == [CAPTION]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><img src=../../../tplimg/a.gif></td><td>版面导航</td></tr></table>",
        '<div><img src="/images/logo.png">某某经济报</div>',
        '<div><img src="/images/2025-03/04/01/page_b.jpg" usemap="#m">第01版</div>',
        '<div><a href=node_3.htm><img src="/res/2025-03/04/x.jpg">下一版</a></div>',
        '<div><img src="/res/2025-03/04/x.jpg"></div>',
    ],
)
def test_a_page_s_furniture_is_no_caption(markup: str) -> None:
    assert captions(markup) == []


def test_a_picture_around_which_the_whole_article_stands_has_no_caption_of_its_own() -> None:
    assert captions('<img src="/pic/1.jpg"><h1>题</h1>') == []


def test_pieces_of_jjckb_that_are_captions_only_are_no_empty_ones() -> None:
    """经济参考报 sets pictures before `founder-content`; a piece of pictures leaves that empty."""
    where = site("jjckb", chronicle("jjckb", pages=2))

    def set_apart(path: str, body: bytes) -> bytes:
        text = body.decode("gb18030")
        if "content_" not in path or "founder-content" not in text:
            return body
        picture = (
            f'<table><tr><td><img src="../../../res/1/x_attpic_brief.jpg"></td></tr><tr><td>{CAPTION}</td></tr></table>'
        )
        text = re.sub(
            r"<div id=ozoom>(<founder-content>).*?(</founder-content>)</div>", rf"{picture}\1\2", text, flags=re.S
        )
        return text.encode("gb18030")

    where.redesign = set_apart
    reading = drive(source("jjckb").reader(DAY), lambda request: printed(where, request))
    assert reading.complete and len(reading.articles) > 6
    for article in reading.articles:
        assert article.text.endswith(CAPTION) and article.kind is ArticleKind.PHOTO
