"""A layout that reads only a part of what an issue's pages list is found out without any history."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable

import pytest

from flows.sources.fit import doubt
from flows.sources.parts import PageParagraph, Parts
from flows.sources.protocol import IssueReading, Outcome, drive
from flows.sources.registry import source
from tests.sources.fake_sites.sites import RELEASES, chronicle, site
from tests.sources.test_nonsense import ISSUES, printed

DAY = dt.date(2025, 3, 4)
TEXT = (PageParagraph("全年产量38万吨，同比增长4.2%。"),)
Rewrite = Callable[[str, bytes], bytes]


def read(source_id: str, redesign: Rewrite | None, day: dt.date = DAY) -> IssueReading:
    where = site(source_id, chronicle(source_id, pages=3))
    where.redesign = redesign
    return drive(source(source_id).reader(day), lambda request: printed(where, request))


def listed(*titles: str) -> list[tuple[str, str]]:
    return [(f"http://paper.example/{at}", title) for at, title in enumerate(titles)]


def piece(title: str) -> Parts:
    return Parts(title, blocks=TEXT)


UNTITLED, FRAME = Parts(blocks=TEXT), Parts("标题")
CASES = {
    "as listed": ("甲乙丙丁", [piece(title) for title in "甲乙丙丁"], ""),
    "no title": ("甲乙丙丁", [UNTITLED] * 4, "4 have no title"),
    "no text": ("甲乙丙丁", [FRAME] * 4, "4 have no text"),
    "of everything": (
        ["煤炭产量增长", "钢材出口回落", "银行贷款增加", "电力消费平稳"],
        [piece("同比多一成"), piece("另有三家停产"), UNTITLED, FRAME],
        "2 have another title than their link, 1 have no text, 1 have no title",
    ),
    "two say nothing of a layout": ("甲乙", [UNTITLED] * 2, ""),
    "a day of pictures": ("甲乙丙丁戊己庚辛", [*map(piece, "甲乙丙丁"), *[FRAME] * 4], ""),
    "links without a title": (["", "", "", ""], [piece("甲")] * 4, ""),
    "links in short": (
        ["煤炭产量增长超两成", "贷款…", "电力消费", "钢材"],
        [*map(piece, ("前三季度煤炭产量增长超两成", "贷款余额突破千亿", "电力消费平稳运行", "钢材出口"))],
        "",
    ),
    "what is no article": (["广告", "公益广告", "本版责编：某某", "甲"], [FRAME, FRAME, FRAME, piece("甲")], ""),
}


@pytest.mark.parametrize("case", CASES)
def test_most_records_are_doubtful_or_nothing_is_said(case: str) -> None:
    titles, parts, said = CASES[case]
    links = listed(*titles)
    found = doubt(links, dict(zip([url for url, _ in links], parts, strict=True)))
    assert found == (f"of {len(links)} listed articles that were answered {said}" if said else "")


@pytest.mark.parametrize(("source_id", "day"), [each for each in ISSUES if each[0] not in RELEASES])
def test_no_layout_is_in_doubt_of_what_it_was_made_for(source_id: str, day: dt.date) -> None:
    reading = read(source_id, None, day)
    assert reading.complete and reading.articles and reading.doubt == ""


def subtitled(path: str, body: bytes) -> bytes:
    """A redesign of 法治日报's article pages: the title stands in a part of its own, `h2` holds the subtitle that every
    third article has, and the issue's other articles are linked beside."""
    number = re.search(r"Articel\d\d(\d{3})", path)
    if not number:
        return body
    links = "".join(f'<li><a href="Articel01{at:03d}GN.htm">另一篇文章{at}</a></li>' for at in range(1, 9))
    below = "<h2>副题：比上年同期多出一截</h2>" if int(number[1]) % 3 == 1 else ""
    text = re.sub(
        r"<span align=center>.*?<strong>(.*?)</strong>.*?</span>", rf'<p class="tt">\1</p>{below}', body.decode()
    )
    return text.replace("</body>", f"<ul>{links}</ul></body>").encode()


def test_subtitles_in_the_place_of_titles_are_no_issue_of_fzrb() -> None:
    reading = read("fzrb", subtitled)
    assert reading.failures == () and len(reading.articles) > 10, "read all the same, for the operator to take in"
    assert re.search(r"answered \d+ have another title than their link, \d+ have no title$", reading.doubt)


def emptied(path: str, body: bytes) -> bytes:
    """The frame of the text is there, its text is put in by a script."""
    return (
        re.sub(rb'(<span id="oldcontenttext">).*?(</span>)', rb"\1\2", body, flags=re.S) if "Articel" in path else body
    )


def test_frames_without_their_text_are_no_issue() -> None:
    reading = read("fzrb", emptied)
    assert reading.articles == () and "have no text" in reading.doubt


def of_another_day(source_id: str, masthead: str, hint: str) -> Rewrite:
    """Under every address another day's page, its masthead in a part that no declaration knows, links to the asked day
    beside it."""

    def answer(path: str, body: bytes) -> bytes:
        text = body.decode("gb18030" if source_id == "jjckb" else "utf-8")
        for part in ("paperdate", "newstime", '"date"'):
            text = text.replace(part, "masthead-of-today")
        text = re.sub(r"2025年03月04日(?:\s*(?:星期.|Tue))?", masthead, text)
        text = text.replace("</body>", f"<div>往期 {hint}</div></body>")
        return text.encode("gb18030" if source_id == "jjckb" else "utf-8")

    return answer


@pytest.mark.parametrize("masthead", ["2025年03月03日 星期一", "2025年3月3日　星期一", "2025年03月03日 Mon"])
@pytest.mark.parametrize("source_id", ["fzrb", "jjckb", "mrdx"])
def test_the_day_that_a_page_prints_goes_before_its_links(source_id: str, masthead: str) -> None:
    where = site(source_id, chronicle(source_id, pages=3))
    hint = '<a href="Articel01001GN.htm">2025年03月04日 星期二</a><a href="content_1.htm">2025年03月04日 星期二</a>'
    where.redesign = of_another_day(source_id, masthead, hint)
    reading = drive(source(source_id).reader(DAY), lambda request: printed(where, request))
    assert reading.outcome is Outcome.OTHER_DATE
    assert "expected the issue of 2025-03-04, found that of 2025-03-03" in reading.note


def test_one_link_to_the_asked_day_does_not_make_a_page_that_day_s() -> None:
    """Links tell the day where none is printed; they do by their number."""
    where = site("rmrb", chronicle("rmrb", pages=3))

    def answer(path: str, body: bytes) -> bytes:
        text = re.sub(r'<span class="newstime">.*?</span>', "", body.decode()).replace("202503/04", "202503/03")
        past = '<ul class="news-list"><li><a href="/rmrb/pc/content/202503/04/content_1.html">往期</a></li></ul>'
        return text.replace("</body>", f"{past}</body>").encode()

    where.redesign = answer
    reading = drive(source("rmrb").reader(DAY), lambda request: printed(where, request))
    assert reading.outcome is Outcome.OTHER_DATE and "found that of 2025-03-03" in reading.note


def test_links_to_other_issues_make_no_page_another_day_s() -> None:
    where = site("rmrb", chronicle("rmrb", pages=3))

    def answer(path: str, body: bytes) -> bytes:
        days = itertools.islice(((f"2025{month:02d}", day) for month in (1, 2) for day in range(1, 29)), 50)
        past = "".join(f'<li><a href="/rmrb/pc/content/{m}/{d:02d}/content_{d}.html">往期</a></li>' for m, d in days)
        return body.replace(b"</body>", f'<ul class="news-list">{past}</ul></body>'.encode())

    where.redesign = answer
    assert drive(source("rmrb").reader(DAY), lambda request: printed(where, request)).complete
