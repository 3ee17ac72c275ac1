"""What is not on a page is not looked for, and what is found is what Beautiful Soup's own `select` finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.sources import markup
from flows.sources.fields import Selectors
from flows.sources.pictures import BOXES
from flows.sources.registry import SOURCES
from warehouse.model import Issue

DAY = dt.date(2025, 3, 4)
OTHERS = (
    BOXES, "img[src]:not([usemap])", "map area[href]", "a[href]", "a, P.b", "*", "div > p:first-child", "h1 + p, .c",
    "p:is(.a, .b)", "p:not(.a, .b), h1", "div:has(p, .c) a", '[title="a, b"], #x', "h1 ~ p", ".a.b", "div *",
    ".a\\:b, h1", "template p", "svg|p, p", "a:not(#x)",
)  # fmt: skip
NAMES = ("a", "div", "h1", "p", "img", "table", "figure", "area", "map", "template", "P")
CLASSES = ("", "a", "b", "a b", "c", "a:b", "pci_c", "tushuo")
ELEMENT = st.tuples(st.sampled_from(NAMES), st.sampled_from(CLASSES), st.sampled_from(["", "x", "imgs"]))
TREE = st.recursive(ELEMENT.map(lambda e: (e, [])), lambda inner: st.tuples(ELEMENT, st.lists(inner, max_size=3)))


def declared() -> Iterator[str]:
    """Every selector that a source's layouts declare."""
    for source in SOURCES.values():
        for dated in source.layouts:
            reader = dated.make(Issue(source.source_id, dated.valid_from or DAY))
            selectors = getattr(getattr(reader, "layout", None), "selectors", None)
            for each in fields(Selectors) if isinstance(selectors, Selectors) else ():
                found = getattr(selectors, each.name)
                yield from found if isinstance(found, tuple) else ()


EVERY = tuple(dict.fromkeys([*declared(), *OTHERS]))


def html(tree: tuple[tuple[str, str, str], list]) -> str:  # type: ignore[type-arg]  # a tree of itself
    (name, classes, identity), inner = tree
    return f'<{name} class="{classes}" id="{identity}" href="" src="" title="a, b">{"".join(map(html, inner))}</{name}>'


def same(page: markup.Page, selector: str) -> bool:
    return [id(tag) for tag in markup.select_all(page, selector)] == [id(tag) for tag in page.select(selector)]


@settings(deadline=None)
@given(st.lists(TREE, max_size=4), st.lists(st.sampled_from(EVERY), min_size=20, max_size=20, unique=True))
def test_what_is_found_is_what_select_finds(trees: list[object], selectors: list[str]) -> None:
    page = markup.soup("".join(map(html, trees)))  # type: ignore[arg-type]  # a tree of itself
    assert [selector for selector in selectors if not same(page, selector)] == []
    for gone in page.select("p")[:1]:
        gone.decompose()
    assert [selector for selector in selectors if not same(page, selector)] == []


@pytest.mark.parametrize(
    ("selector", "n"), [("p.a", 1), ("P.a", 1), (".b", 0), ("h1, .b, #x", 1), ("div p, table .a", 1)]
)
def test_what_a_page_has_not_is_left_out(selector: str, n: int) -> None:
    page = markup.soup('<div id="x"><p class="a">1</p></div>')
    assert len(markup.select_all(page, selector)) == n
    assert len(markup.select_all(page.select("div")[0], "p.a")) == 1
