"""From bytes to text to article: encodings, labels, days, bodies, what is left out, what is joined."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.parse.continued import runs_on, same_page
from flows.parse.language import language_of_line
from flows.sources.body import blocks
from flows.sources.compose import PlacedParts, join_parts, lay_out, skip_reason, tidy
from flows.sources.decode import decode
from flows.sources.errors import TruncatedPage, UndecodablePage
from flows.sources.fields import Selectors, article_parts
from flows.sources.labels import date_in_text, date_in_url, page_label
from flows.sources.markup import clean, line, refresh_target, require_whole, resolve, soup
from flows.sources.parts import PageParagraph, Parts
from flows.sources.protocol import Reason, Response
from warehouse.model import ArticleKind, Issue, Language, Role

TEXT = "截至2024年底，全国规模以上工业企业的数量为51.2万户，比上年增长3.1%。"
ISSUE = Issue("test", dt.date(2025, 3, 4))


def page(text: str, encoding: str, header: str = "", meta: str = "") -> Response:
    body = f"<html><head>{f'<meta charset={meta}>' if meta else ''}</head><body>{text}</body></html>".encode(encoding)
    return Response(
        "http://x.test/", 200, body, headers={"content-type": f"text/html{f'; charset={header}' * bool(header)}"}
    )


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "", ""),
        ("utf-8", "", "gb2312"),  # declared wrongly, seen at real papers
        ("utf-8", "gbk", "gb2312"),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8-sig", "", ""),
        ("utf-16", "", ""),
        ("gb18030", "gb2312", ""),
        ("gb18030", "", "gb2312"),
        ("gb18030", "utf-8", "gbk"),
        ("gb18030", "", ""),
        ("big5", "big5", ""),
    ],
)
def test_decoded_as_written(encoding: str, header: str, meta: str) -> None:
    text = TEXT if encoding != "big5" else "截至年底的數量，同比增長。"
    assert text in decode(page(text, encoding, header, meta))


@pytest.mark.parametrize("spoil", [b"\xff", b"\xe6\x88", b"\x81"])
def test_a_byte_that_does_not_decode_is_an_error(spoil: bytes) -> None:
    good = page(TEXT * 5, "utf-8", "utf-8")
    bad = Response(good.url, 200, good.body[:200] + spoil + good.body[200:], headers=good.headers)
    with pytest.raises(UndecodablePage, match="at offset"):
        decode(bad)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ('<a href="http://127.0.0.1:89/x_1.htm">', '<a href="https://paper.example/x_1.htm">'),
        ('<a href="//127.0.0.1:89/x_1.htm">', '<a href="//paper.example/x_1.htm">'),
        ('{"URL": "http:\\/\\/127.0.0.1:89\\/x_1.htm"}', '{"URL": "https:\\/\\/paper.example\\/x_1.htm"}'),
        ('<a href="http://other.example/x_1.htm">', '<a href="http://other.example/x_1.htm">'),
    ],
)
def test_a_mirror_s_links_lead_to_the_publisher(sent: str, read: str) -> None:
    where = "https://paper.example/index.htm"
    assert decode(Response(where, 200, sent.encode(), where, origin="http://127.0.0.1:89")) == read
    assert decode(Response(where, 200, sent.encode(), where)) == sent


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第01版：要闻", ("01", "要闻")),
        ("01版:要 闻", ("01", "要闻")),
        ("第02版 政策解读", ("02", "政策解读")),
        ("0607版：特别报道", ("0607", "特别报道")),
        ("A1版:头版", ("A1", "头版")),
        ("第T01版：特刊", ("T01", "特刊")),
        ("03:法治经纬", ("03", "法治经纬")),
        ("02·第02版：要 闻", ("02", "要闻")),
        ("1", ("01", "")),
        ("下一版", None),
        ("5G时代", None),
        ("2025年全国两会", None),
    ],
)
def test_page_label(text: str, label: tuple[str, str] | None) -> None:
    assert page_label(text) == label


@pytest.mark.parametrize(
    ("text", "onward", "number"),
    [
        ("（下转第四版）", True, "04"),
        ("(下转第12版)", True, "12"),
        ("（上接一版）", False, "01"),
        ("（上接A1版）", False, "A1"),
        ("上接第十二版", False, "12"),
        ("（上接头版）", False, "01"),
        ("（紧接第二十三版）", None, ""),
        ("全书已出第二版", None, ""),
    ],
)
def test_running_on(text: str, onward: bool | None, number: str) -> None:
    mark = runs_on(f"前文{text}后文")
    assert (mark.onward if mark else None, mark.page if mark else "") == (onward, number)
    if mark:
        assert f"前文{text}后文"[mark.start : mark.end] == text


def test_same_page() -> None:
    assert same_page("A1", "A01")
    assert same_page("1", "01")
    assert not same_page("B1", "A1")


@pytest.mark.parametrize(
    "url",
    [
        "https://a.test/rmrb/pc/layout/202503/04/node_01.html",
        "http://a.test/html/2025-03/04/node_2.htm",
        "http://a.test/fzrb/content/20250304/Page01TB.htm",
        "http://a.test/html/2025-03/03/nw.D110000renmrb_20250304_1-01.htm",
        "https://a.test/papers/grrb/2025/03/04/1/page.html",
        "https://a.test/art/2025/3/4/art_53_1.html",
        "https://a.test/sj/zxfb/202503/t20250304_1.html",
        "https://a.test/html/2025/20250304/data.json",
    ],
)
def test_day_in_address(url: str) -> None:
    assert date_in_url(url) == dt.date(2025, 3, 4)


@pytest.mark.parametrize("url", ["https://a.test/", "https://a.test/2025-13/41/x", "https://a.test/art_123456789.html"])
def test_no_day_in_address(url: str) -> None:
    assert date_in_url(url) is None


@pytest.mark.parametrize(
    "text", ["2025年03月04日 星期二", "《某报》（ 2025年3月4日 01版）", "2025-03-04 10:00", "2025/03/04"]
)
def test_day_in_text(text: str) -> None:
    assert date_in_text(text) == dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>　　一段。</p><P>&nbsp;&nbsp;二段。</P>", [("body", "一段。"), ("body", "二段。")]),
        ("一段。<br>　　二段。<br/><br>", [("body", "一段。"), ("body", "二段。")]),
        ("<p>前<script>var n=365;</script>后。<style>p{}</style></p><!-- 97 -->", [("body", "前后。")]),
        ("<p>增长<span>3.1</span>%<b>以上</b>。</p>", [("body", "增长3.1%以上。")]),
        ("<p>断\n      行，不断词 AI 时代。</p>", [("body", "断行，不断词 AI 时代。")]),
        ("<p><strong>稳中有进</strong></p><p><b>全文。</b></p>", [("heading", "稳中有进"), ("body", "全文。")]),
        ("<h3>小标题</h3><div><div>内层。</div></div>", [("heading", "小标题"), ("body", "内层。")]),
        (
            "<table><tr><td>指标</td><td>同比</td></tr><tr><td>产量</td><td>3.1%</td></tr></table>",
            [("table", "指标\t同比"), ("table", "产量\t3.1%")],
        ),
        (
            "<table><tr><td rowspan=2>指标</td><td colspan=2>产量</td></tr><tr><td>本月</td><td>累计</td></tr>"
            "<tr><td>粗钢</td><td>7.1</td><td>65.2</td></tr></table>",
            [("table", "指标\t产量\t"), ("table", "\t本月\t累计"), ("table", "粗钢\t7.1\t65.2")],
        ),
        ("<table><tr><td><p>只是版式。</p></td></tr></table>", [("body", "只是版式。")]),
        (
            "<table class=pci_c><tr><td><img src=1></td></tr><tr><td>图为车间。</td></tr></table>",
            [("caption", "图为车间。")],
        ),
        ("<figure><img src=1><figcaption>港口。</figcaption></figure>", [("caption", "港口。")]),
        ("<p style='display: none'>隐藏 88</p><p>可见。</p>", [("body", "可见。")]),
        ("<floattitleb>标题<floattitlee><p>正文。</p>", [("body", "标题"), ("body", "正文。")]),
        ("<p>　</p><p>&nbsp;</p>", []),
    ],
)
def test_body(markup: str, read: list[tuple[str, str]]) -> None:
    assert [(block.role.value, block.text) for block in blocks(soup(f"<div>{markup}</div>"))] == read


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("广告", Reason.ADVERTISEMENT),
        ("公益广告", Reason.ADVERTISEMENT),
        ("本版责编：编辑部", Reason.EDITORS),
        ("责编：编辑部 美编：编辑部", Reason.EDITORS),
        ("来稿邮箱 见报尾", Reason.EDITORS),
        ("本版责编 某某 某某", Reason.EDITORS),
        ("责任编辑 某某", Reason.EDITORS),
        ("导读", Reason.EDITORS),
        ("导读丛书销量增长两成", None),
        ("社址：某路1号 邮编100000", Reason.EDITORS),
        ("来稿邮箱abc@example.org", Reason.EDITORS),
        ("遗失声明", Reason.ADVERTISEMENT),
        ("公益广告（环保）", Reason.ADVERTISEMENT),
        ("广告业营收增长12%", None),
        ("公益广告投放量达3.2亿次", None),
        ("社址搬迁记", None),
        ("本版编辑的“小目标”：一年走访一百家企业", None),
        ("编辑工作的春天", None),
        ("责任编辑制度改革观察", None),
        ("图片报道", None),
    ],
)
def test_what_is_no_article(title: str, reason: Reason | None) -> None:
    assert skip_reason(title) is reason


def piece(page: str, ordinal: int, title: str, *texts: str) -> PlacedParts:
    body = tuple(PageParagraph(text) for text in texts)
    return PlacedParts(f"test-{page}-{ordinal}", page, "", ordinal, "", Parts(title=title, blocks=body))


def test_a_chain_over_three_pages_becomes_one_article() -> None:
    kept, joined = join_parts(
        [
            piece("01", 1, "稳住工业基本盘的实践", "开头。", "这句话还没有（下转第二版）"),
            piece("01", 2, "另一篇", "不相干。"),
            piece("02", 1, "稳住工业基本盘", "（上接第一版）说完。", "中段。（下转第03版）"),
            piece("03", 4, "稳住工业基本盘", "（上接第2版）", "结尾。"),
        ]
    )
    assert [one.article_id for one in kept] == ["test-01-1", "test-01-2"]
    assert [block.text for block in kept[0].parts.blocks] == ["开头。", "这句话还没有说完。", "中段。", "结尾。"]
    assert [one.article_id for one in joined] == ["test-02-1", "test-03-4"]


def test_a_part_without_its_head_stays_and_says_what_it_is() -> None:
    tail = piece("04", 1, "新能源汽车出海", "（上接第一版）后半篇。")
    kept, joined = join_parts([piece("01", 1, "粮食增产", "全文。"), tail])
    assert joined == []
    article = lay_out(ISSUE, kept[1])
    assert article.kind is ArticleKind.CONTINUATION
    assert article.text == "新能源汽车出海\n后半篇。"


def test_of_two_heads_the_likest_title_wins() -> None:
    kept, _ = join_parts(
        [
            piece("01", 1, "粮食生产再获丰收", "甲（下转第二版）"),
            piece("01", 2, "港口吞吐量创新高", "乙（下转第二版）"),
            piece("02", 1, "港口吞吐量新高", "（上接第一版）丙。"),
        ]
    )
    assert kept[1].parts.blocks[0].text == "乙丙。"
    assert kept[0].parts.blocks[0].text == "甲（下转第二版）"


def test_offsets_give_every_part_of_the_text() -> None:
    parts = Parts(
        "标题",
        "引题",
        "副题",
        "本报编辑部",
        "",
        (PageParagraph("小标题", Role.HEADING), PageParagraph(TEXT), PageParagraph("a\tb", Role.TABLE)),
    )
    article = lay_out(ISSUE, PlacedParts("test-01-1", "01", "要闻", 1, "http://x.test/1", parts))
    said = [(each.role.value, article.text[each.start : each.end]) for each in article.paragraphs]
    assert said[:4] == [("kicker", "引题"), ("title", "标题"), ("subtitle", "副题"), ("heading", "小标题")]
    assert said[4:] == [("body", TEXT), ("table", "a\tb")]
    assert article.text == "\n".join(text for _, text in said)


def test_bylines() -> None:
    body = (PageParagraph("本报记者 某某"), PageParagraph(TEXT), PageParagraph("责编：编辑部"))
    assert tidy(Parts("题", blocks=body)) == Parts("题", byline="本报记者 某某", blocks=(PageParagraph(TEXT),))
    assert tidy(Parts("题", byline="作者：本报编辑部（上接第一版）", blocks=body[1:2])).byline == "本报编辑部"
    kept = (PageParagraph("本报记者 了解到 5G基站 超400万个"), PageParagraph(TEXT))
    assert tidy(Parts("题", blocks=kept)).blocks == kept, "a line with a figure is no byline"
    assert tidy(Parts("题", credit="时间 来源：国家统计局 字号", blocks=body[1:2])).credit == "国家统计局"


def test_system_properties_come_first_and_layout_pages_have_none() -> None:
    selectors = Selectors(title=("h1",), body=("#ozoom",))
    text = (
        "<h1>可见题</h1><div id=ozoom><p>文。</p></div><!--enpproperty <title><p>主<br>题</p></title>{}/enpproperty-->"
    )
    comment = text.format("<subtitle>副</subtitle><introtitle>引</introtitle><author>某报</author>")
    read = article_parts(selectors, soup(comment)).parts
    assert (read.title, read.kicker, read.subtitle, read.byline) == ("主 题", "引", "副", "某报")
    layout = text.format("<founder-type>2</founder-type><founder-title>某报</founder-title>")
    assert article_parts(selectors, soup(layout)).parts.title == "可见题"


def test_language() -> None:
    assert language_of_line("The output of 5G base stations rose by 3.1 percent.", Language.ZH) is Language.EN
    assert language_of_line("AI、5G、IoT等新一代信息技术产业增长。", Language.EN) is Language.ZH
    assert language_of_line("TCL", Language.ZH) is Language.ZH, "a name alone is no English line"


@pytest.mark.parametrize("href", ["javascript:void(0)", "#top", "mailto:a@b.test", "", "http://[bad/"])
def test_links_that_lead_nowhere(href: str) -> None:
    assert resolve("http://a.test/x/", href) == ""


def test_links() -> None:
    base = "http://a.test/pc/layout/202503/04/node_01.html"
    assert (
        resolve(base, "../../../content/202503/04/content_1.html?div=-1#a")
        == "http://a.test/pc/content/202503/04/content_1.html"
    )
    assert clean(" a\u200b \u3000\u00a0b\n") == "a b"
    assert line(soup('<a><script>document.write(view("上<br>下  "))</script></a>')) == "上 下"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (
            '<META HTTP-EQUIV=REFRESH CONTENT="0; URL=html/2025-03/04/node_2.htm?v=1">',
            "http://a.test/html/2025-03/04/node_2.htm?v=1",
        ),
        ("<meta http-equiv='refresh' content='0;url=/x.htm'>", "http://a.test/x.htm"),
        ("<script>window.location.href='y.htm';</script>", "http://a.test/y.htm"),
        ("<p>text</p>", ""),
    ],
)
def test_refresh(text: str, target: str) -> None:
    assert refresh_target(soup(f"<html><head>{text}</head></html>"), "http://a.test/") == target


@pytest.mark.parametrize("text", ["<html><body><p>半", "<!--enpcontent--><p>文</p></body></html>", ""])
def test_half_a_page(text: str) -> None:
    with pytest.raises(TruncatedPage):
        require_whole(text, "here")
