"""Occasions an article dates once and speaks of later: a fair from 5 to 10 November, a plan for 2023 to 2025."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.calendar import Span, years
from flows.extract.zh.cues import pieces
from warehouse.values import dataclass

DATED_EVENT = re.compile(
    r"(?:(?P<year>\d{4}|今|去)年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日?(?:-|至|到)(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日,?(?:在[^,]{1,12}(?:举行|举办|召开)的)?(?P<edition>首届|第[一二三四五六七八九十百\d]{1,4}届)"
)
DATED_HOLIDAY = re.compile(  # 今年国庆档(10月1日至6日)
    r"(?P<words>(?:国庆|中秋|春节|元旦|清明|端午|[“]?五一[”]?|十一|劳动节|暑期?|寒假|春)[\u4e00-\u9fff]{0,2}?"
    r"(?P<kind>档期?|假期|长假|小长假|黄金周|假日|春运|运))"
    r"\((?:(?P<year>\d{4}|今|去)年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日?(?:-|至|到|~)(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日[^)]{0,10}\)"
)
DATED_SEASON = re.compile(r"(?P<year>\d{4})年(?P<words>春运|暑运|春耕|三夏|三秋|采暖季)")  # and later 春运期间
DATED_PROGRAMME = re.compile(
    r"(?P<kind>行动|计划|工程|试点|方案|规划|攻坚战)(?:方案|计划)?》?\((?P<first>\d{4})-(?P<last>\d{4})年?\)"
)
LEAD = 600  # characters in which a programme must be named for the article to be about it
DONE_IN_PROGRAMME = re.compile(pieces("done_in_programme"))
OF_EVENT = "[^,。;]{0,16}(?:会|展|节|赛|论坛)"
STANDING = re.compile("目前|已在|现有|累计|年度|每年|如今|某")


@dataclass(frozen=True, slots=True)
class Occasion:
    """`words` name it wherever it returns; `span` are its days. A programme dates what was done under it."""

    words: str
    span: Span
    programme: bool = False
    holiday: bool = False  # told of by its name, or as 档期, 假期, whatever year is said beside it


def find_occasions(text: str, published: dt.date) -> list[Occasion]:
    """The occasions that an even text dates; those that lie ahead of the publication date nothing yet."""
    found: list[Occasion] = []
    for match in DATED_EVENT.finditer(text) if "届" in text else ():
        if (span := _event_span(match, published)) and span.end <= published:
            found.append(Occasion(match["edition"], span))
    for match in DATED_HOLIDAY.finditer(text):
        if (span := _event_span(match, published)) and span.end <= published:
            kind = "档期" if "档" in match["kind"] else "假期"
            found.append(Occasion(f"(?:{re.escape(match['words'])}|{kind})", span, holiday=True))
    for match in DATED_SEASON.finditer(text):
        if (year := int(match["year"])) <= published.year:
            found.append(Occasion(match["words"], years(year), holiday=True))
    if (programme := DATED_PROGRAMME.search(text, 0, LEAD)) is not None:
        first, last = int(programme["first"]), int(programme["last"])
        if 1900 < first < last < published.year:
            found.append(Occasion(programme["kind"], years(first, last), programme=True))
    return found


def _event_span(match: re.Match[str], published: dt.date) -> Span | None:
    year = {"今": published.year, "去": published.year - 1, None: published.year}.get(match["year"]) or int(
        match["year"]
    )
    try:
        first = dt.date(year, int(match["m1"]), int(match["d1"]))
        last = dt.date(year, int(match["m2"] or match["m1"]), int(match["d2"]))
    except ValueError:
        return None
    return Span(first, last) if first <= last else None


def named(occasions: list[Occasion], clause: str) -> Occasion | None:
    """The event that a clause speaks of by its edition (首届…会), or the programme by its 期间."""
    for occasion in occasions:
        if occasion.programme:
            if re.search(f"{occasion.words}(?:期间|以来|实施)", clause):
                return occasion
        elif re.search(occasion.words + ("" if occasion.holiday else OF_EVENT), clause):
            return occasion
    return None


def under_programme(occasions: list[Occasion], clause: str, sentence: str) -> Occasion | None:
    """The programme whose result a clause without a date tells; a standing state (目前已有) is none."""
    if not DONE_IN_PROGRAMME.search(clause) or STANDING.search(sentence):
        return None
    return next((occasion for occasion in occasions if occasion.programme), None)
