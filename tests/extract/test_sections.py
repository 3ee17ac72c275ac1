"""A heading speaks for all that stands under it: whole invented texts, read as a reader of the paper would."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.extract.calendar import months, years
from flows.extract.zh.sections import NO_SECTION, Section, section_of
from flows.issues.documents import read_document
from warehouse.model import Claim, Modality

REPORT = """云溪县人民政府工作报告

2022年工作回顾
产业发展提质增效。盐磷化工产值突破150亿元。新增规上工业企业21家。铁路货场、物流园等33个项目建成投用。
民生福祉持续改善。城镇新增就业6420人。

2023年主要目标任务
重点抓好工业。完成技改投资40亿元。开工建设县医院新院区，新增床位800张。
目前已建成标准厂房30栋，今后继续扩大。

结语
各部门收到建议120件。
"""


def claims() -> dict[str, Claim]:
    """The claims of the report, by their quote."""
    read = read_document(REPORT, source_id="file", published_on=dt.date(2023, 2, 3), doc="x")
    return {claim.quote: claim for part in read.articles for claim in part.extraction.claims}


def test_a_year_looked_back_on_dates_its_section() -> None:
    """Until the next section, whose year is another."""
    found = claims()
    assert [found[quote].period_end for quote in ("150亿元", "21家", "33个", "6420人")] == [dt.date(2022, 12, 31)] * 4
    assert found["40亿元"].period_end == dt.date(2023, 12, 31)


def test_what_is_to_be_done_is_a_target_and_what_is_done_is_none() -> None:
    """In the section of tasks alone, and there not what the sentence tells as done."""
    found = claims()
    assert [found[quote].modality for quote in ("40亿元", "800张")] == [Modality.TARGET] * 2
    assert [found[quote].modality for quote in ("150亿元", "30栋")] == [Modality.ACTUAL] * 2


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("一、2022年工作回顾", Section(span=years(2022))),
        ("2022年主要目标任务完成情况", Section(span=years(2022))),
        ("二、2023年重点工作", Section(ahead=True, year=2023)),
        ("2022年重点工作", NO_SECTION),  # of a year that is over
        ("过去一年工作回顾", Section(span=years(2022))),
        ("过去五年工作回顾", Section(span=years(2018, 2022))),
        ("近年来工作回顾", NO_SECTION),
        ("现将2022年全省棉花产量公布如下:", Section(span=years(2022))),
        ("2023年主要工作目标如下:", Section(ahead=True, year=2023)),
        ("截至2022年12月31日止年度 单位:人民币", Section(span=years(2022))),
        ("截至2022年9月30日止九个月(未经审核)", Section(span=months(2022, 1, 9))),
        ("（一）发展目标。", Section(ahead=True)),
        ("三、组织保障", NO_SECTION),
    ],
)
def test_headings(words: str, section: Section) -> None:
    """What each says, published in 2023, after a section of tasks."""
    assert section_of(words, dt.date(2023, 2, 3), Section(ahead=True, year=2024)) == section


@pytest.mark.parametrize(
    "words", ["大力发展新能源产业", "围绕全年目标任务，各部门抓好落实。全市工业增长8.3%", "发展势头良好"]
)
def test_no_headings(words: str) -> None:
    """What is no heading leaves the section as it is."""
    current = Section(ahead=True, year=2023)
    assert section_of(words, dt.date(2023, 2, 3), current) is current


def test_a_year_all_but_over_dates_what_is_told_of_it() -> None:
    """In December of that year, of a harvest; in May of it 如下 leads to no year that is over."""
    words = "根据抽样调查，2014年全国棉花播种面积、单位面积产量、总产量如下:"
    assert section_of(words, dt.date(2014, 12, 17), NO_SECTION) == Section(span=years(2014))
    assert section_of(words, dt.date(2014, 5, 17), NO_SECTION) is NO_SECTION


def test_a_look_back_in_a_work_report_lays_out_no_plan() -> None:
    """Until the part that looks ahead: the report as a whole does lay one out."""
    report = """青溪区2024年政府工作报告

一、过去一年工作回顾
（一）经济运行稳中向好。87个重点项目完成投资96.2亿元，新开工项目130个、总投资410亿元。

二、2024年工作安排
实施重点项目95个，完成投资110亿元。
"""
    read = read_document(report, source_id="file", published_on=dt.date(2024, 2, 20), doc="x")
    found = {claim.quote: claim for part in read.articles for claim in part.extraction.claims}
    past = [found[quote] for quote in ("96.2亿元", "130个", "410亿元")]
    assert [(claim.modality, claim.period_end) for claim in past] == [(Modality.ACTUAL, dt.date(2023, 12, 31))] * 3
    assert [found[quote].modality for quote in ("95个", "110亿元")] == [Modality.TARGET] * 2


def test_the_same_term_a_year_ago_is_that_of_the_paragraph_before() -> None:
    """由去年同期的A上升到B, where the quarter was named in an earlier paragraph."""
    text = "青溪市专利情况\n\n2023年一季度，全市专利申请量6000件。\n\n发明专利占比由去年同期的12.8%上升到16.9%。\n"
    read = read_document(text, source_id="file", published_on=dt.date(2023, 5, 16), doc="x")
    ends = {claim.quote: claim.period_end for part in read.articles for claim in part.extraction.claims}
    assert ends["12.8%"] == dt.date(2022, 3, 31)
