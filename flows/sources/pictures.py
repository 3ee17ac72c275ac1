"""Pictures of an article that stand outside its body, and the text that belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

from flows.sources.markup import attr, line, select_all

BOXES = "table.pci_c, table.pic_c, .attachment, .tushuo, .tuwen, .imagelist, #imgs, figure"
"""What the systems call the box of a picture and its caption."""

# pictures of an issue lie in folders of their own or of a day; a page's furniture does not
_OF_THE_ISSUE = re.compile(r"attpic|(?:^|/)(?:res|resfile|pic|pics|photo)/|/\d{4}[-/]?\d{2}(?:[-/]\d{2})?/", re.I)
_FURNITURE = re.compile(r"tplimg|logo|icon|button|btn|/page/|_b\.(?:jpe?g|gif)$", re.I)


def picture_boxes(page: BeautifulSoup, text: Iterable[Tag]) -> list[Tag]:
    """The boxes of pictures with text in them, outside `text` (title and body): named ones, else the nearest element
    around a picture that says anything but links."""
    taken = {id(tag): tag for tag in text}
    around = {id(holder) for tag in taken.values() for holder in tag.parents}
    found: dict[int, Tag] = {}
    for box in select_all(page, BOXES):
        if not _within(box, taken) and id(box) not in around:
            found.setdefault(id(box), box)
    for picture in select_all(page, "img[src]:not([usemap])"):
        source = attr(picture, "src")
        if not _OF_THE_ISSUE.search(source) or _FURNITURE.search(source) or _within(picture, {**taken, **found}):
            continue
        for holder in picture.parents:
            if id(holder) in around or holder.name in ("body", "html", "[document]"):
                break
            if _says(holder):
                found.setdefault(id(holder), holder)
                break
    return [box for box in found.values() if not any(id(holder) in found for holder in box.parents)]


def _within(tag: Tag, known: dict[int, Tag]) -> bool:
    return id(tag) in known or any(id(holder) in known for holder in tag.parents)


def _says(tag: Tag) -> bool:
    return tag.name != "a" and len(line(tag)) > sum(len(line(link)) for link in tag.find_all("a"))
