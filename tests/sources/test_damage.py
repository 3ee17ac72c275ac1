"""Where the end of a body is lost, the rest of the page stands in it and is no text of the article."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.sources.body import blocks
from flows.sources.markup import soup
from flows.sources.protocol import drive
from flows.sources.registry import source
from tests.sources.fake_sites.site import NOISE
from tests.sources.fake_sites.sites import chronicle, site
from tests.sources.test_nonsense import ISSUES, printed

MENU = (
    NOISE + "<div class=page><a href=node_02.htm>02版</a></div><p><a href=content_2.htm>下一篇：煤炭产量增长12%</a></p>"
)
PAPERS = [each for each in ISSUES if each[0] not in ("nbs", "miit", "gov", "cnipa", "kjrb")]


@pytest.mark.parametrize(("source_id", "day"), PAPERS)
def test_menus_behind_a_body_without_its_end_are_not_read(source_id: str, day: dt.date) -> None:
    where = site(source_id, chronicle(source_id, pages=2))
    whole = drive(source(source_id).reader(day), lambda request: printed(where, request))

    def damaged(path: str, body: bytes) -> bytes:
        """Every end tag behind the body's beginning but the page's own is lost; menus stand behind it."""
        encoding = "gb18030" if source_id == "jjckb" else "utf-8"
        text = body.decode(encoding)
        if "Articel" not in path and "content" not in path and "nw." not in path and "news-" not in path:
            return body
        if "copyright" not in text:
            return body
        head, foot = text.rsplit("<div class='copyright'>", 1)
        head = head.removesuffix("</div>").rstrip()
        while head.endswith(("</div>", "</span>", "</founder-content>")):
            head = head[: head.rindex("</")].rstrip()
        return f"{head}{MENU}<div class='copyright'>{foot}".encode(encoding)

    where.redesign = damaged
    reading = drive(source(source_id).reader(day), lambda request: printed(where, request))
    assert whole.articles
    assert [article.text for article in reading.articles] == [article.text for article in whole.articles]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>正文。</p><ul><li><a href=a.htm>要闻</a></li><li><a href=b.htm>国际</a></li></ul>", ["正文。"]),
        ("<p>正文。</p><p><a href=a.htm>某项通知</a></p><p>又一段。</p>", ["正文。", "某项通知", "又一段。"]),
        ("<p>附件：</p><p><a href=a.pdf>产量表</a></p><p><a href=b.xls>价格表</a></p>", ["附件：", "产量表", "价格表"]),
        ("<p>正文<a href=a.htm>说</a>。</p><p>又<a href=b.htm>一段</a>。</p>", ["正文说。", "又一段。"]),
        ("<p>网站须有ICP备案，备案3万家。</p><p>又一段。</p>", ["网站须有ICP备案，备案3万家。", "又一段。"]),
        ("<p>正文。</p><p>版权所有 某某报社 电话 000-0000</p><p>关于我们</p>", ["正文。"]),
        ("<!--enpcontent--><p>正文。</p><!--/enpcontent--><p>推荐阅读</p>", ["正文。"]),
    ],
)
def test_what_is_an_article_s_and_what_is_the_page_s(markup: str, read: list[str]) -> None:
    assert [block.text for block in blocks(soup(f"<div>{markup}</div>"))] == read
