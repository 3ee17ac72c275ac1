"""What the press prints in a family's markup is what the source reads, field by field, over a real socket."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.sources.protocol import Outcome, drive
from flows.sources.registry import source
from tests.sources.fake_sites.client import PlainClient, patient
from tests.sources.fake_sites.copy import Page, PrintedArticle, PrintedParagraph
from tests.sources.fake_sites.expect import dropped, expected, found
from tests.sources.fake_sites.sites import UNTIL, press, printing

# source, day, layout, and the fields that this design does not print
ISSUES = [
    ("rmrb", dt.date(2025, 3, 4), "rmrb A1", ()),
    ("rmrb", dt.date(2022, 3, 4), "rmrb nbs", ()),
    ("rmrb", dt.date(2018, 3, 4), "rmrb nbs", ()),
    ("rmrbhwb", dt.date(2025, 3, 4), "rmrbhwb A1", ()),
    ("gmrb", dt.date(2026, 3, 4), "gmrb A3", ()),
    ("gmrb", dt.date(2025, 11, 4), "gmrb nbs", ()),
    ("gmrb", dt.date(2018, 3, 4), "gmrb nbs", ()),
    ("jjrb", dt.date(2025, 3, 4), "jjrb A2", ()),
    ("jjrb", dt.date(2015, 3, 4), "jjrb B", ()),
    ("jjckb", dt.date(2025, 3, 4), "jjckb B", ()),
    ("zgdzb", dt.date(2025, 3, 4), "zgdzb A2", ()),
    ("gxdb", dt.date(2025, 3, 3), "gxdb A2", ()),
    ("fzrb", dt.date(2020, 3, 4), "fzrb C", ("byline",)),
    ("fzrb", dt.date(2025, 9, 4), "fzrb C", ("byline",)),
    ("mrdx", dt.date(2020, 3, 4), "mrdx C", ("byline",)),
    ("mrdx", dt.date(2025, 3, 4), "mrdx C", ("byline",)),
    ("kjrb", dt.date(2020, 3, 4), "kjrb B", ()),
    ("kjrb", dt.date(2025, 5, 14), "kjrb B", ()),
    ("kjrb", dt.date(2025, 9, 4), "kjrb E", ()),
    ("grrb", dt.date(2025, 3, 4), "grrb own", ("page_name", "subtitle", "byline")),
    ("rmydb", dt.date(2025, 3, 4), "rmydb D", ("kicker", "subtitle")),
]
CREDITS = {"nbs": "国家统计局", "miit": "运行监测协调局", "gov": "新华社"}
RELEASES = [
    ("nbs", (("zxfb", "最新发布"), ("sjjd", "数据解读"))),
    ("miit", (("gxdt", "工信动态"), ("sjdt", "司局动态"), ("wjfb", "文件发布"), ("zcjd", "政策解读"))),
    ("gov", (("yaowen", "要闻"), ("zhengce", "最新政策"))),
    ("cnipa", (("53", "局要闻"), ("74", "公告"), ("75", "通知"))),
]


@pytest.mark.parametrize(("source_id", "day", "layout", "without"), ISSUES)
@pytest.mark.parametrize("pages", [1, 7])
def test_read_is_what_was_printed(
    source_id: str, day: dt.date, layout: str, without: tuple[str, ...], pages: int
) -> None:
    if pages > 5 and "page_name" in without:
        pages = 5  # from six on the press makes a page of advertisements, which only a page's name tells
    with press(source_id, pages=pages) as running:
        reading = drive(source(source_id).reader(day), PlainClient(running.origin(source_id)))
        issue = running.sites[source_id].chronicle.issue(day)
    assert issue is not None
    assert (reading.outcome, reading.layout, reading.failures) == (Outcome.READ, layout, ())
    names = ["" if "page_name" in without else page.name for page in issue.pages]
    assert [(page.number, page.name) for page in reading.pages] == [
        (page.number, name) for page, name in zip(issue.pages, names, strict=True)
    ]
    assert found(reading.articles) == expected(issue, without)
    assert sorted((left.page, left.reason.value) for left in reading.left_out) == dropped(issue)


@pytest.mark.parametrize(("source_id", "columns"), RELEASES)
def test_releases_of_a_day_are_what_was_printed(source_id: str, columns: tuple[tuple[str, str], ...]) -> None:
    day = UNTIL - dt.timedelta(days=1)
    with press(source_id, pages=len(columns)) as running:
        reading = drive(source(source_id).reader(day), PlainClient(running.origin(source_id)))
        issue = running.sites[source_id].chronicle.issue(day)
    assert issue is not None
    assert (reading.outcome, reading.failures, reading.newest_seen) == (Outcome.READ, (), UNTIL)
    assert found(reading.articles) == expected(issue, ("kicker", "subtitle", "byline"), columns)
    assert {article.credit for article in reading.articles} == {CREDITS.get(source_id, "")}


@pytest.mark.parametrize(("source_id", "day"), [row[:2] for row in ISSUES] + [(row[0], UNTIL) for row in RELEASES])
def test_order_of_answers_changes_nothing(source_id: str, day: dt.date) -> None:
    with press(source_id, pages=4) as running:
        client = PlainClient(running.origin(source_id, own_port=False))
        first = drive(source(source_id).reader(day), client)
        second = patient(source(source_id).reader(day), client, newest_first=True)
    assert first == second
    assert len(first.articles) == len({article.article_id for article in first.articles}) > 7
    assert len(client.asked) == 2 * len(set(client.asked)), "one fetch for each question and reading"


OWN = (
    PrintedArticle(
        title="“三新”经济增加值相当于GDP的17.73% & 占比<两成>",
        kicker="国家统计局：①总量 ②结构",
        subtitle="——前三季度“成绩单”观察（上）",
        byline="本报编辑部",
        blocks=(
            PrintedParagraph(
                "初步核算，“三新”经济增加值为223,528亿元，比上年增长６．４％，A<B & C>D，单位：㎡、℃、½。"
            ),
            PrintedParagraph("一、总量", "heading"),
            PrintedParagraph(
                "By the end of October, 5G base stations in use had reached 4.755 million, up 11.9 percent."
            ),
            PrintedParagraph("𫗧、㙟、龘等字不多见；①②③④，“引号”与‘单引号’，破折号——，省略号……，连字符1-10月。"),
            PrintedParagraph("图为展台。", "caption"),
            PrintedParagraph("指标\t本月\t同比\n粗钢（万吨）\t7,200.5\t-3.9%\n水泥（亿吨）\t1.7\t—", "table"),
            *(PrintedParagraph(f"第{at}段，产量{at}.{at}万吨。") for at in range(1, 60)),
        ),
    ),
    PrintedArticle("广告", (PrintedParagraph("一版广告"),), dropped="advertisement"),
    PrintedArticle("5G", (PrintedParagraph("一句话。"),)),
)


@pytest.mark.parametrize(("source_id", "day", "layout", "without"), ISSUES)
def test_odd_characters_and_long_articles(source_id: str, day: dt.date, layout: str, without: tuple[str, ...]) -> None:
    chronicle = printing(source_id, Page("01", "要闻", OWN), Page("A2", "特别报道·数说", OWN[2:]))
    if source_id in ("fzrb", "mrdx", "grrb"):
        chronicle = printing(source_id, Page("01", "要闻", OWN))  # file names of these carry two digits of the page
    with press(source_id, make=lambda _: chronicle) as running:
        reading = drive(source(source_id).reader(day), PlainClient(running.origin(source_id)))
    issue = chronicle.issue(day)
    assert issue is not None
    duplicate = [row for row in expected(issue, without) if row["page"] != "A2"]
    assert found(reading.articles) == duplicate, "the same text on a second page is a duplicate"
    assert [left.reason.value for left in reading.left_out if left.page == "A2"] == ["duplicate"] * (
        len(issue.pages) - 1
    )


def without_page_list(path: str, body: bytes) -> bytes:
    """The classic skin without its list of pages: only `下一版` is left."""
    return body.replace(b"id=pageLink href=", b"name=")


def test_pages_without_a_list_are_found_one_after_another() -> None:
    day = dt.date(2025, 3, 4)
    with press("jjckb", pages=5) as running:
        running.sites["jjckb"].redesign = without_page_list
        reading = drive(source("jjckb").reader(day), PlainClient(running.origin("jjckb")))
        issue = running.sites["jjckb"].chronicle.issue(day)
    assert issue is not None
    assert (reading.outcome, reading.failures) == (Outcome.READ, ())
    assert found(reading.articles) == expected(issue)
