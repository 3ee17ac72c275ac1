"""上接第一版, 下转第三版: the marks by which an article comes from another page, or goes on to one."""

from __future__ import annotations

import re

from warehouse.values import dataclass

_PAGE_NUMBER = r"\s?第?\s?[一二三四五六七八九十A-Z\d]{1,3}\s?版\s?"
CONTINUED = re.compile(rf"[（(]?\s*(?:紧接|上接|接){_PAGE_NUMBER}[^（）()。，\s]{{0,12}}[)）]?\s*")
TURNED = re.compile(rf"[（(]?\s*(?:下转|转){_PAGE_NUMBER}[)）]?")
_RUNS_ON = re.compile(
    r"[（(]?\s*(?P<way>上接|下转)\s*(?:第\s*)?(?P<page>[A-Za-z]{0,3}\d{1,4}|[一二三四五六七八九十]{1,3}|头)\s*版(?:[^（(）)。]{0,12}[）)])?"
)
_CHINESE = {character: value for value, character in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class RunsOn:
    """A mark `上接第N版` (`onward` false) or `下转第N版` (true) at `start:end` of a text."""

    onward: bool
    page: str
    start: int
    end: int


def runs_on(text: str) -> RunsOn | None:
    """The mark that an article comes from or goes on to another page, wherever in the text it stands."""
    found = _RUNS_ON.search(text)
    if not found:
        return None
    return RunsOn(found["way"] == "下转", _page_in_words(found["page"]), found.start(), found.end())


def without_mark(text: str) -> str:
    """The text without its mark."""
    mark = runs_on(text)
    return (text[: mark.start] + text[mark.end :]).strip() if mark else text


def page_number(text: str) -> str:
    """As printed, a lone digit padded: `1` -> `01`, `a1` -> `A1`."""
    return text.upper().zfill(2) if text.isdigit() else text.upper()


def same_page(one: str, other: str) -> bool:
    """`A1` and `A01`, `1` and `01` name one page."""
    return _normal(one) == _normal(other)


def _normal(number: str) -> tuple[str, int]:
    letters = re.match(r"[A-Z]*", number.upper())
    head = letters[0] if letters else ""
    rest = number[len(head) :]
    return head, int(rest) if rest.isdigit() else -1


def _page_in_words(text: str) -> str:
    if text == "头":
        return "01"
    if text[0] not in _CHINESE:
        return page_number(text)
    tens, ten, ones = text.rpartition("十")
    value = _CHINESE.get(ones, 0) if not ten else _CHINESE.get(tens, 1) * 10 + _CHINESE.get(ones, 0)
    return page_number(str(value))
