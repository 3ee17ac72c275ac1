"""A table is one table however it is printed, and a large one takes time by its size alone."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from bs4 import BeautifulSoup

from flows.extract.assemble import extract
from flows.issues.documents import read_document
from flows.parse.sentences import split_sentences
from flows.sources.body import blocks
from warehouse.model import Article, Claim, Language, Paragraph, Role

PUBLISHED = dt.date(2025, 7, 20)
TITLE = "2025年6月份工业主要产品产量"
ROWS = [
    ["指标", "6月", "同比增长（%）"],
    ["水泥（万吨）", "15021", "-3.6"],
    ["平板玻璃（万重量箱）", "8120", "1.2"],
    ["发电机组（万千瓦）", "1530", "4.4"],
]
Fact = tuple[str, str, str, str, str | None, dt.date | None]


def facts(claims: list[Claim]) -> list[Fact]:
    """What the claims say, without where it stands."""
    return sorted((str(c.value), c.unit, c.indicator, str(c.measure), c.base, c.period_end) for c in claims)


def of_page(html: str) -> list[Fact]:
    """The facts of a page's body, read as the sources read it."""
    pieces = blocks(BeautifulSoup(html, "lxml").body or BeautifulSoup(html, "lxml"))
    text, paragraphs = "", []
    for piece in pieces:
        paragraphs.append(Paragraph(len(text), len(text) + len(piece.text), piece.role, Language.ZH))
        text += piece.text + "\n"
    article = Article("t", "t", PUBLISHED, text[:-1], tuple(paragraphs), lang=Language.ZH, title=TITLE)
    return facts(list(extract(article, split_sentences(article)).claims))


def of_text(lines: list[str]) -> list[Fact]:
    """The facts of a text file's page."""
    page = "\n".join([TITLE, "", *lines, ""])
    reading = read_document(page, source_id="file", published_on=PUBLISHED, doc="t")
    return facts([claim for part in reading.articles for claim in part.extraction.claims])


def test_one_table_however_it_is_printed_gives_the_same_claims() -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    wanted = of_page(f"<body><p>{TITLE}</p><table>{cells}</table></body>")
    assert len(wanted) == 6
    assert of_text(["\t".join(row) for row in ROWS]) == wanted
    assert of_text(["| " + " | ".join(row) + " |" for row in ROWS]) == wanted
    assert of_text([" | ".join(row) + " |" for row in ROWS]) == wanted
    assert of_text(["    ".join(row) for row in ROWS]) == wanted
    assert of_text([cell for row in ROWS for cell in row]) == wanted
    assert of_text([line for row in ROWS for line in ("|", *(f"{cell} |" for cell in row))]) == wanted
    divs = "".join(f"<div>{cell}</div>" for row in ROWS for cell in row)
    assert of_page(f"<body><p>{TITLE}</p>{divs}</body>") == wanted


def seconds(rows: int, width: int) -> float:
    """Processor seconds to read a table of so many rows and columns."""
    head = ["指标", *(f"{1990 + at % 30}年" for at in range(width - 1))]
    lines = [head] + [[f"产品{row}产量（吨）", *("12.5" for _ in range(width - 1))] for row in range(rows)]
    text = "\n".join("\t".join(line) for line in lines)
    at, paragraphs = 0, []
    for line in text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), Role.TABLE, Language.ZH))
        at += len(line) + 1
    article = Article("t", "t", PUBLISHED, text, tuple(paragraphs), lang=Language.ZH, title="产量")
    begun = time.process_time()
    extract(article, split_sentences(article))
    return time.process_time() - begun


def test_time_grows_with_the_cells_alone() -> None:
    small, large = seconds(250, 20), seconds(1000, 20)
    assert large < max(8 * small, 4.0)
    wide, wider = seconds(4, 500), seconds(4, 2000)
    assert wider < max(8 * wide, 4.0)


def test_rows_between_bars_stay_rows_whatever_their_width() -> None:
    """Wide rows end in no full stop, and are no sentence that goes on in the next line; the corner is left out."""
    quarters = " | ".join(f"2024年第{number}季度" for number in "三二一")
    sales = "营业收入(元) | 418,260,935.14 | 396,507,182.60 | 372,844,019.75 |"
    costs = "营业成本(元) | 305,118,476.92 | 291,630,254.08 | 280,415,663.37 |"
    text = f"{quarters} | |\n---|---|---|---|\n{sales}\n{costs}\n"
    read = read_document(text, source_id="file", published_on=dt.date(2024, 11, 1), doc="x")
    claims = [claim for part in read.articles for claim in part.extraction.claims]
    assert [claim.indicator for claim in claims] == ["营业收入"] * 3 + ["营业成本"] * 3
    ends = [dt.date(2024, 9, 30), dt.date(2024, 6, 30), dt.date(2024, 3, 31)]
    assert [claim.period_end for claim in claims] == ends * 2


def test_months_below_their_heading_are_what_the_rows_are_of() -> None:
    rows = ["月份 | 产量（万吨） | 同比%", "1-2 | 18347.6 | 3.7", "3 | 12915.4 | -12.8", "4 | 17683.9 | 3.2"]
    text = "\n".join(["2018年水泥产量见下表：", *rows, ""])
    read = read_document(text, source_id="file", published_on=dt.date(2018, 9, 14), doc="x")
    claims = [claim for part in read.articles for claim in part.extraction.claims]
    assert {claim.indicator for claim in claims} == {"水泥产量"}
    months = [(claim.quote, claim.period_end) for claim in claims]
    assert months[:4] == [
        ("18347.6", dt.date(2018, 2, 28)),
        ("3.7", dt.date(2018, 2, 28)),
        ("12915.4", dt.date(2018, 3, 31)),
        ("-12.8", dt.date(2018, 3, 31)),
    ]


def test_links_between_bars_are_no_table() -> None:
    page = "\n".join(["评论 |", "|", "首页 |", "|", "3 |", "|", "关于我们 |", "|", "12 |", ""])
    read = read_document(page, source_id="file", published_on=PUBLISHED, doc="x")
    assert not [claim for part in read.articles for claim in part.extraction.claims]


TWO_LINES_OF_HEADS = [
    "名称 |",
    "单位 |",
    "4月份 |",
    "1-4月份 | ||",
    "本月实际 |",
    "同比±% ||",
    "本年累计 |",
    "同比±% |",
]


def test_cells_one_a_line_stand_under_both_lines_of_their_heads() -> None:
    rows = [
        ["天胶 |", "万吨 |", "21 |", "24 |", "63 |", "-8.4 |"],
        ["外胎 |", "万条 |", "4210.5 |", "11.2 |", "15230 |", "0.3 |"],
    ]
    text = "\n".join([*TWO_LINES_OF_HEADS, *rows[0], *rows[1], "以上为4月份数据。", ""])
    read = read_document(text, source_id="file", published_on=dt.date(2009, 5, 15), doc="x")
    claims = [claim for part in read.articles for claim in part.extraction.claims]
    april, months = dt.date(2009, 4, 1), dt.date(2009, 1, 1)
    assert [(str(c.value), c.unit, c.indicator, c.period_start) for c in claims[:4]] == [
        ("210000", "吨", "天胶", april),
        ("24", "%", "天胶", april),
        ("630000", "吨", "天胶", months),
        ("-8.4", "%", "天胶", months),
    ]
    assert [c.unit for c in claims[4:]] == ["条", "%", "条", "%"] and {c.indicator for c in claims[4:]} == {"外胎"}


@pytest.mark.parametrize("left_out", ["单位 |", "本年累计 |"])
def test_heads_that_are_not_as_many_as_the_columns_make_no_table(left_out: str) -> None:
    heads = [head for head in TWO_LINES_OF_HEADS if head != left_out]
    text = "\n".join(
        [
            *heads,
            "天胶 |",
            "万吨 |",
            "18 |",
            "29 |",
            "56 |",
            "-11.6 |",
            "外胎 |",
            "万条 |",
            "58 |",
            "13 |",
            "18 |",
            "2 |",
        ]
    )
    read = read_document(text, source_id="file", published_on=dt.date(2009, 5, 15), doc="x")
    assert not [claim for part in read.articles for claim in part.extraction.claims if claim.indicator == "天胶"]
