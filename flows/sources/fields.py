"""The fields of an article page: from the system's own comment block where there is one, else from the page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from flows.sources import markup
from flows.sources.body import blocks
from flows.sources.headline import around_title
from flows.sources.labels import date_in_text, masthead_day
from flows.sources.parts import Parts
from flows.sources.pictures import picture_boxes

_PROPERTY = re.compile(
    r"<(title|subtitle|introtitle|author|founder-(?:type|title|subtitle|author))>(.*?)</\1>", re.S | re.I
)
_INTRODUCED = re.compile(r"<introtitle>")  # the system of today names all parts in its comment
_SYSTEM_DAY = re.compile(r"<(?:founder-)?date>([^<]*)</")
_SYSTEM_NAMES = {
    "title": ("title", "founder-title"),
    "kicker": ("introtitle",),
    "subtitle": ("subtitle", "founder-subtitle"),
    "byline": ("author", "founder-author"),
}
_NOT_SAID = ("a", "script", "style", "noscript", "select")
_ARTICLE_TYPES = ("", "1")  # <founder-type>: 2 is a layout page, whose content is the paper's name


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of each field, the likelier first; the first that matches is used."""

    page_links: tuple[str, ...] = ()
    page_label: tuple[str, ...] = ()
    page_day: tuple[str, ...] = ()
    article_links: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    body: tuple[str, ...] = ("#ozoom",)
    drop: tuple[str, ...] = ()  # inside the body, but not of it
    lines: bool = False  # kicker and subtitle have no names that are known: they are told by their place


@dataclass(frozen=True, slots=True)
class FieldsRead:
    """The parts and, for each field, the selector that found it with what it found. `body_selector` empty: no body."""

    parts: Parts
    body_selector: str
    found: tuple[tuple[str, str, list[Tag] | list[str]], ...]


def page_day(selectors: Selectors, page: BeautifulSoup) -> dt.date | None:
    """The day the page prints of itself, where the declaration says."""
    for selector in selectors.page_day:
        for tag in markup.select_all(page, selector):
            if day := date_in_text(markup.line(tag)):
                return day
    return None


def masthead(page: BeautifulSoup) -> dt.date | None:
    """The day in a page's masthead, wherever it stands: not in a link, for that is another page's."""
    texts = [text for text in page.find_all(string=True) if not isinstance(text, PreformattedString)]
    return masthead_day(markup.clean(" ".join(text for text in texts if text.find_parent(_NOT_SAID) is None)))


def system_properties(page: BeautifulSoup) -> dict[str, str]:
    """What the comment block `enpproperty` says of an article; empty where there is none or it is a layout page's."""
    for comment in markup.comments(page):
        if "enpproperty" in comment:
            raw = {name.lower(): markup.from_html(value) for name, value in _PROPERTY.findall(comment)}
            if raw.get("founder-type", "") not in _ARTICLE_TYPES:
                return {}
            return {
                field: value
                for field, names in _SYSTEM_NAMES.items()
                if (value := next((raw[name] for name in names if raw.get(name)), ""))
            }
    return {}


def system_day(page: BeautifulSoup) -> dt.date | None:
    """The day in an article's comment block."""
    for comment in markup.comments(page):
        if "enpproperty" in comment and (found := _SYSTEM_DAY.search(comment)):
            return date_in_text(found[1])
    return None


def article_parts(selectors: Selectors, page: BeautifulSoup, paper_names: tuple[str, ...] = ()) -> FieldsRead:
    """All fields of an article page."""
    said = system_properties(page)
    found: list[tuple[str, str, list[Tag] | list[str]]] = []
    values: dict[str, str] = {}
    for name in ("kicker", "title", "subtitle", "byline", "credit"):
        selector, tags = markup.select(page, getattr(selectors, name))
        values[name] = _value(tags, selectors.page_day, paper_names)
        if name in said and said[name] not in paper_names:
            values[name], selector, tags = said[name], "enpproperty", []
            found.append((name, selector, [said[name]]))
        else:
            found.append((name, selector, tags))
    body_selector, roots = markup.select(page, selectors.body)
    titles = markup.select(page, selectors.title)[1]
    if selectors.lines and not _INTRODUCED.search(" ".join(markup.comments(page))):
        found += _by_place(values, titles, roots, paper_names)
    read = [block for box in picture_boxes(page, [*roots, *titles]) for block in blocks(box, caption=True)]
    for root in _outermost(roots):
        for unwanted in [tag for selector in selectors.drop for tag in markup.select_all(root, selector)]:
            unwanted.decompose()
        read += blocks(root)
    found.append(("body", body_selector, [block.text for block in read]))
    return FieldsRead(Parts(blocks=tuple(read), **values), body_selector, tuple(found))


def _by_place(
    values: dict[str, str], titles: list[Tag], roots: list[Tag], paper_names: tuple[str, ...]
) -> list[tuple[str, str, list[Tag] | list[str]]]:
    """Fill in kicker and subtitle by their place around the title, where nothing names them."""
    title = next((tag for tag in titles if (text := markup.line(tag)) and text not in paper_names), None)
    if title is None or not roots:
        return []
    taken = frozenset((*values.values(), *paper_names, markup.line(title)))
    found: list[tuple[str, str, list[Tag] | list[str]]] = []
    for name, text in zip(("kicker", "subtitle"), around_title(title, roots, taken), strict=True):
        if text and not values[name]:
            values[name] = text
            found.append((name, "by its place", [text]))
    return found


def _value(tags: list[Tag], day_selectors: tuple[str, ...], paper_names: tuple[str, ...]) -> str:
    """The first text that is neither empty nor the paper's name, without a date line printed inside it."""
    for tag in tags:
        text = markup.line(tag)
        for selector in day_selectors:
            for dated in markup.select_all(tag, selector):
                text = text.replace(markup.line(dated), "")
        if (text := text.strip()) and text not in paper_names:
            return text
    return ""


def _outermost(roots: list[Tag]) -> list[Tag]:
    known = {id(root) for root in roots}  # bs4 calls tags equal whose content is: a long and deep comparison
    return [root for root in roots if known.isdisjoint(map(id, root.parents))]
