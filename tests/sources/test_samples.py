"""The stored real pages: their lists are read to the last entry. Skipped where the shared folder is absent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from flows.sources.errors import WrongDate
from flows.sources.fields import Selectors, article_parts
from flows.sources.labels import page_label
from flows.sources.layouts.classic import TABLE, classic, nbs
from flows.sources.layouts.paged import PagedLayout
from flows.sources.markup import line, soup
from flows.sources.papers.rmrb import NEW
from flows.sources.protocol import Ask, PageFound, PageRequest, Response
from warehouse.model import Issue

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "epaper-samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the stored sample pages are not here")


def first_page(layout: PagedLayout, day: dt.date, file: str, at: str = "") -> tuple[tuple[PageFound, ...], list[str]]:
    """Pages and article addresses that a stored first page gives."""
    reader = layout.reader(Issue("sample", day))
    (request,) = reader.start()
    request = PageRequest(at or request.url, Ask.FIRST, tag="0")
    asked = reader.read(request, Response(request.url, 200, (SAMPLES / file).read_bytes()))
    return reader.reading().pages, [one.url for one in asked if one.ask is Ask.ARTICLE]


def excerpt(layout: PagedLayout) -> PagedLayout:
    """The same for an excerpt, which has no end tag."""
    return replace(layout, whole=False)


def test_new_skin_whole_page() -> None:
    pages, articles = first_page(NEW, dt.date(2024, 12, 25), "rmrb/layout-20241225-node_01.html")
    assert [page.number for page in pages] == [f"{number:02d}" for number in range(1, 21)]
    assert [page.number for page in pages if page.advertisement] == ["13", "14", "15", "16"]
    assert (pages[0].name, pages[4].name, pages[9].name) == ("要闻", "评论", "特别报道")
    assert len(articles) == pages[0].listed == 7
    assert articles[0] == "https://paper.people.com.cn/rmrb/pc/content/202412/25/content_30048054.html"


def test_new_skin_on_another_day_is_refused() -> None:
    with pytest.raises(WrongDate, match="2024-12-25"):
        first_page(NEW, dt.date(2024, 12, 26), "rmrb/layout-20241225-node_01.html")


def test_old_skin_of_2017_titles_by_script() -> None:
    layout = excerpt(nbs("old", "http://paper.people.com.cn/rmrb", "renmrb"))
    pages, articles = first_page(layout, dt.date(2017, 10, 16), "rmrb/layout-20171016-nbs_01.excerpt.html")
    assert [page.number for page in pages] == ["01", "02", "08", "09", "24"]  # the excerpt leaves pages out
    assert [page.number for page in pages if page.advertisement] == ["08", "24"]
    assert len(articles) == 5
    reader = layout.reader(Issue("sample", dt.date(2017, 10, 16)))
    (request,) = reader.start()
    reader.read(
        request, Response(request.url, 200, (SAMPLES / "rmrb/layout-20171016-nbs_01.excerpt.html").read_bytes())
    )
    listed = next(probe for probe in reader.reading().probes if probe.field == "article_links")
    assert (listed.selector, listed.count) == ("#titleList ul li a", 5)
    assert len(listed.sample) > 10
    assert "write" not in listed.sample, "the title is what the script prints, not the script"


def test_old_skin_of_2024_page_list() -> None:
    page = soup((SAMPLES / "rmrb/layout-2024-old-nbs-pagelist.excerpt.html").read_text())
    labels = [page_label(line(tag)) for tag in page.select(".swiper-slide a")]
    assert labels[0] == ("01", "要闻")
    assert labels[-1] == ("08", "副刊")
    assert len(labels) == 8


def test_classic_skin_with_a_skipped_page_number() -> None:
    layout = excerpt(classic("classic", "http://example.org/zglyb", "node_1"))
    pages, articles = first_page(layout, dt.date(2017, 10, 13), "founder-classic/zglyb-20171013-node_1.excerpt.html")
    assert [page.number for page in pages] == ["01", "02", "03", "04", "05", "06", "08"]
    assert len(articles) == 5, "each is linked up to three times, with two queries"
    assert TABLE.article_links[0] == "ul.ul02_l li a"


def test_article_without_paragraph_elements() -> None:
    selectors = Selectors(
        kicker=(".title-container h4",),
        title=(".title-container h2",),
        subtitle=(".title-container h3",),
        byline=(".title-container span.date",),
        body=(".detail-content > .text",),
    )
    read = article_parts(selectors, soup((SAMPLES / "rmydb/article-20200930-02-cnii.excerpt.html").read_text()))
    assert (read.parts.title[:4], read.parts.kicker, read.parts.subtitle) == ("图片报道", "", "")
    assert len(read.parts.blocks) == 1
    text = read.parts.blocks[0].text
    assert (text[-1], text.count("5G")) == ("。", 2)
    assert abs(len(text) - 260) <= 3, "the page itself says 260 characters"
