"""What a heading says of all that stands under it: 2022年工作回顾 of that year, 重点任务 of what is to be done.

Headings are short and tell no figure; an enumerated one of another kind ends the section before it.
"""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.calendar import Span, years
from flows.extract.mention.period.zh import resolve
from flows.extract.text.steps import ITEM_MARK
from flows.extract.zh.scan import scan
from warehouse.model import SetAside
from warehouse.values import dataclass

LONGEST = 40  # characters of a heading
YEAR = re.compile(r"(?P<year>\d{4}|今|明|去)年度?(?!以来|代)")
OFFSETS = {"今": 0, "明": 1, "去": -1}
TELLS = re.compile("进行|[作做]了|听取|审议")  # 从五个方面对过去一年的工作进行了回顾: a sentence
PAST_YEARS = re.compile("过去的?(?P<often>一|[三四五]|几)年|(?P<since>一|[三四五])年来")
TERMS = {"一": 1, "三": 3, "四": 4, "五": 5}  # years that a body looks back on
REPORTED_BY = 6  # the month by which reports on the year before are given
LEADS = re.compile(r"(?<!目标|任务|安排|计划|措施|意见|要求)如下[:。]?$")  # 2021年棉花产量情况如下:
LONGEST_LEAD = 120  # characters
YEAR_NEARLY_OVER = 11  # the month from which on a year's harvest, say, is told as that of the whole year
ACCOUNTS = re.compile(  # 截至2021年9月30日止九个月(未经审核) 单位:人民币: what a company's accounts under it are of
    r"截至(?P<period>[^,;(:]{6,14}止(?:年度|全年|半年度?|季度|[三六九369]个月))"
    r"(?:的?(?:财务摘要|业绩|主要数据))?[ ]*(?:\([^()]*\))?[ ,]*(?:货币)?(?:单位:?.{0,12})?$"
)
LONGEST_HEAD = 14  # characters of what heads the items of a line
ITEMS_HEAD = re.compile(rf"(?:^|[ 。;{ITEM_MARK}])[\u4e00-\u9fff]{{2,12}}$")
LOOKS_BACK = re.compile("(?:回顾|总结|(?:完成|执行|进展|运行|落实|开展)情况|成效|成就|成果|现状)$")
LOOKS_AHEAD = re.compile(
    "(?:(?:主要|总体|工作|发展|预期|奋斗|行动|具体)(?:预期|发展|工作)?目标(?:任务)?|(?:重点|主要)(?:目标)?(?:任务|工作|举措)"
    "|工作(?:安排|部署|打算|思路|重点|建议)|政府工作的?建议|目标任务|任务分工)(?:是|为|如下|有|包括)?$"
)
NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、")
MARKS = " 　。:：、-—#*·●◆■"
TELLS_FACTS = re.compile(
    "已|目前|现有|截至|去年|上年|近年来|[同环]比|[成现]了|据统计"
)  # of a sentence that only leads to its aim


@dataclass(frozen=True, slots=True)
class Section:
    """What holds in a section: the year it looks back on, or that it says what is to be done, and when."""

    span: Span | None = None
    ahead: bool = False
    year: int | None = None


NO_SECTION = Section()


def section_of(words: str, published: dt.date, current: Section) -> Section:
    """The section that begins with these words, or the `current` one where they are no heading.

    >>> day = dt.date(2023, 3, 1)
    >>> section_of("一、2022年工作回顾", day, NO_SECTION).span.end.isoformat()
    '2022-12-31'
    >>> section_of("过去五年工作回顾", day, NO_SECTION).span.start.isoformat()
    '2018-01-01'
    >>> section_of("二、2023年重点工作", day, NO_SECTION).ahead
    True
    >>> section_of("（二）2022年重点工作", day, NO_SECTION).ahead
    False
    """
    published_year = published.year
    if leads_on(words):
        told = _reported(words, published)
        return Section(span=told) if told else current
    bare = words.strip(MARKS)
    if not 2 <= len(bare) <= LONGEST or "。" in bare or TELLS.search(bare):
        return current
    if closes := ACCOUNTS.match(bare):
        resolved = resolve(closes["period"], published, None)
        return Section(span=resolved.span) if resolved and resolved.span else current
    said = YEAR.search(bare)
    year = (
        None
        if said is None
        else published_year + OFFSETS[said["year"]]
        if said["year"] in OFFSETS
        else int(said["year"])
    )
    if LOOKS_BACK.search(bare):
        past = year is not None and published_year - 3 < year <= published_year
        return Section(span=years(year) if past and year else _past_years(bare, published))
    if LOOKS_AHEAD.search(bare):
        return NO_SECTION if year is not None and year < published_year else Section(ahead=True, year=year)
    return NO_SECTION if NUMBERED.match(bare) and not words.rstrip().endswith("。") else current


def leads_on(words: str) -> bool:
    """Whether a sentence says that what follows is what it names, and is no list of things to do."""
    return "如下" in words and len(words) <= LONGEST_LEAD and LEADS.search(words.rstrip()) is not None


def _past_years(heading: str, published: dt.date) -> Span | None:
    """The years that 过去一年 or 五年来 looks back on: in a report of March, up to the year before."""
    said = PAST_YEARS.search(heading)
    often = TERMS.get(said["often"] or said["since"]) if said else None
    last = published.year - (published.month <= REPORTED_BY)
    return years(last - often + 1, last) if often else None


def _reported(words: str, published: dt.date) -> Span | None:
    """The one period that a sentence names whose 如下 leads to all that follows."""
    said = [str(m.what) for m in scan(words) if isinstance(m.what, str) and not isinstance(m.what, SetAside)]
    found = [resolved.span for each in said if (resolved := resolve(each, published, None)) and not resolved.is_day]
    span = found[0] if len(set(found)) == 1 else None
    if span is None or (span.start or span.end) > published:
        return None
    over = span.end <= published or (published.month >= YEAR_NEARLY_OVER and span == years(published.year))
    return span if over else None


def foretells_items(before: str, foretelling: bool) -> bool:
    """Whether the items behind these words are a forecast's; without a head of their own they are as those before.

    >>> foretells_items("库存9万吨 盈利预测 ◆", False), foretells_items("盈利预测 ◆营收5亿元 ◆", True)
    (True, True)
    """
    head = ITEMS_HEAD.search(before.rstrip(f"{ITEM_MARK} ")[-LONGEST_HEAD:])
    return foretelling if head is None else "预" in head.group() or "展望" in head.group()
