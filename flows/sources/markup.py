"""Reading HTML: elements, their text, links, refreshes, the shape of a page. Knows no paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Comment, Tag

from flows.sources.errors import TruncatedPage, UnwieldyPage

_CJK = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2026\u2014"
_BLANKS = re.compile(r"[\s\u00a0\u3000\u2002-\u200a]+")
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\ud800-\udfff]")  # and halves of characters, cut in JSON
_CLOSING = re.compile(r"</\s*(html|body)\s*>", re.I)
_CLOSING_SPAN = 4000
_REFRESH = re.compile(r"^\s*[\d.]*\s*;?\s*url\s*=\s*['\"]?\s*([^'\"]+)", re.I)
_SCRIPT_JUMP = re.compile(r"location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']|location\.replace\([\"']([^\"']+)[\"']\)")
_WRITTEN = re.compile(r"view\(\s*([\"'])(.*?)\1\s*\)", re.S)
_NOT_FOUND_TEXT = re.compile(r"404|不存在|找不到|无法找到|未找到|已删除|not\s+found|暂无", re.I)
_NO_CHARACTER = re.compile(r"[\x00\ud800-\udfff]|&#(?:0+|x0+)(?:;|(?![0-9a-f]))", re.I)
_DIGITS = re.compile(r"\d+")
_TAGS = re.compile(r"<[^>]+>")
_ASIDE = re.compile(
    r"\[[^\]]*\]|:[a-z-]+(?:\([^()]*\))?"
)  # parts of a selector that name no tag, class or id for certain
_NAMED = re.compile(r"[#.]?[\w-]+")
TAGS_MAX, DEPTH_MAX = 300_000, 2_000
REFRESH_TEXT_MAX = 400  # characters of visible text a page may have and still be a mere refresh


class Page(BeautifulSoup):
    """A parsed page that knows where its tags, classes (`.name`) and ids (`#name`) stand, in the page's order."""

    places: Mapping[str, Sequence[tuple[int, Tag]]] = {}


def soup(text: str, where: str = "a fragment of a page") -> Page:
    """The parsed page, without NUL (printed as U+FFFD) and halves of characters that JSON was cut in (no UTF-8).

    Raises UnwieldyPage for more markup than a page of a paper has: selectors climb from every element to the root,
    their cost is elements times depth. Real pages stay below 20,000 elements; unclosed tags nest some hundreds deep.
    """
    if (tags := text.count("<")) > TAGS_MAX:
        raise UnwieldyPage(f"a page of at most {TAGS_MAX:,} tags", f"{tags:,}", where)
    page = Page(_NO_CHARACTER.sub("", text), "lxml", multi_valued_attributes=None)
    depth, page.places = _looked_through(page)
    if depth > DEPTH_MAX:
        raise UnwieldyPage(f"elements nested at most {DEPTH_MAX:,} deep", f"{depth:,}", where)
    return page


def _looked_through(page: BeautifulSoup) -> tuple[int, dict[str, list[tuple[int, Tag]]]]:
    """How deep the elements are nested, and where their names stand, as of `Page`."""
    depths, places = {id(page): 0}, defaultdict[str, list[tuple[int, Tag]]](list)
    for at, tag in enumerate(page.descendants):
        if isinstance(tag, Tag):
            depths[id(tag)] = depths[id(tag.parent)] + 1
            for name in _names(tag):
                places[name].append((at, tag))
    return max(depths.values()), dict(places)


def _names(tag: Tag) -> set[str]:
    """What a selector may call the element: its tag, classes and id."""
    names = {tag.name.lower()}
    if tag.attrs:
        names.update(f".{name}" for name in attr(tag, "class").split())
        names.add(f"#{attr(tag, 'id')}")
    return names


def require_whole(text: str, where: str) -> None:
    """Raise TruncatedPage where an HTML page stops before its end tag, or inside the marks of its body."""
    if not _CLOSING.search(text[-_CLOSING_SPAN:]):
        raise TruncatedPage(f"{len(text)} characters with no end tag, last {clean(text[-20:])!r}", where)
    for opening, closing in (("<!--enpcontent", "<!--/enpcontent"), ("<!--enpproperty", "/enpproperty-->")):
        if text.count(opening) > text.count(closing):
            raise TruncatedPage(f"{opening} without its end", where)


def clean(text: str) -> str:
    """One line: blanks (also U+3000 and no-break) become one space, line ends between Chinese characters nothing."""
    text = _ZERO_WIDTH.sub("", text)

    def blank(match: re.Match[str]) -> str:
        broken = "\n" in match[0] or "\r" in match[0]
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        return "" if broken and re.match(f"[{_CJK}]", before) and re.match(f"[{_CJK}]", after) else " "

    return _BLANKS.sub(blank, text).strip()


def attr(tag: Tag, name: str) -> str:
    """An attribute as one string, empty where it is not set."""
    value = tag.get(name)
    return "" if value is None else value if isinstance(value, str) else " ".join(value)


def line(tag: Tag) -> str:
    """The element's visible text on one line; `<br>` is a space; a title printed by inline script is found too."""
    pieces: list[str] = []
    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name in ("br", "p"):
                pieces.append(" ")
            elif node.name == "script" and (written := _WRITTEN.search(node.get_text())):
                pieces.append(_TAGS.sub(" ", written[2]))
        elif not isinstance(node, Comment) and (node.parent is None or node.parent.name not in ("script", "style")):
            pieces.append(str(node))
    return clean("".join(pieces))


def from_html(fragment: str) -> str:
    """One line of text from a fragment such as a JSON field's title."""
    return line(soup(f"<div>{fragment}</div>")) if "<" in fragment or "&" in fragment else clean(fragment)


def select(root: Tag, selectors: tuple[str, ...]) -> tuple[str, list[Tag]]:
    """The first selector that matches, with its elements; `("", [])` where none does."""
    for selector in selectors:
        if found := select_all(root, selector):
            return selector, found
    return "", []


def select_all(root: Tag, selector: str) -> list[Tag]:
    """What `root.select` gives: of the elements that bear the names which a selector ends with, those that it matches.

    A page only ever loses elements, so that what it was parsed without it has not later either.
    """
    page = root
    while page.parent is not None:
        page = page.parent
    if not isinstance(page, Page) or "template" in page.places:  # what stands in a template is not of the page
        return list(root.select(selector))
    found: dict[int, Tag] = {}
    for one in _alternatives(selector):
        if not one.named <= page.places.keys():
            continue
        if not one.steps:
            return list(root.select(selector))
        rarest = min((page.places[name] for name in one.steps[-1]), key=len)
        found.update((at, tag) for at, tag in rarest if at not in found and _is_below(tag, root) and one.matches(tag))
    return [found[at] for at in sorted(found)]


def _is_below(tag: Tag, root: Tag) -> bool:
    """Whether the element still stands in the page, below `root`.

    One that was decomposed has no name: `decomposed` itself is looked for among the tags below (4.15.0).
    """
    return bool(tag.name) and any(holder is root for holder in tag.parents)


@dataclass(frozen=True, slots=True)
class _Alternative:
    """A part of a list of selectors; `named`: the tags, classes and ids without which it matches nothing.

    `steps`: those of the element looked for, last, and of elements around it, the outer ones first; empty where the
    element has none for certain. `whole`: they say all of it.
    """

    selector: str
    named: frozenset[str]
    steps: tuple[frozenset[str], ...] = ()
    whole: bool = False

    def matches(self, tag: Tag) -> bool:
        """Whether it matches an element that bears one of the last step's names."""
        *around, own = self.steps
        if len(own) > 1 and not own <= _names(tag):
            return False
        holders = iter(tag.parents)
        for step in reversed(around):  # the nearest that will do leaves most to those around it
            if not any(step <= _names(holder) for holder in holders):
                return False
        return self.whole or bool(tag.css.match(self.selector))


@cache
def _alternatives(selector: str) -> tuple[_Alternative, ...]:
    """The parts of a list of selectors."""
    if re.search(r"[()\\\"'|\[\]]", _ASIDE.sub(" ", selector)):
        # of another kind than layouts declare: looked for as it is
        return (_Alternative(selector, frozenset()),)
    whole = _ASIDE.sub(lambda aside: aside[0].replace(",", "\0"), selector)
    return tuple(_alternative(one) for one in whole.split(","))


def _alternative(one: str) -> _Alternative:
    bare = _ASIDE.sub("?", one).strip()
    steps = [
        frozenset(name if name[0] in "#." else name.lower() for name in _NAMED.findall(step))
        for step in re.split(r"[\s>+~]+", bare)
    ]
    named, plain = frozenset[str]().union(*steps), re.fullmatch(r"[\w#.\s-]+", bare) is not None
    known = tuple(steps) if re.fullmatch(r"[\w#.\s>?-]+", bare) else (steps[-1],)  # `+` and `~` lead aside, not around
    return _Alternative(one.strip().replace("\0", ","), named, known if steps[-1] else (), plain)


def resolve(base: str, href: str) -> str:
    """The absolute address without query and fragment: `?div=-1` names no other article. Empty for no page."""
    href = href.strip()
    if not href or href.startswith(("javascript:", "mailto:", "#", "data:")):
        return ""
    try:
        parts = urlsplit(urljoin(base, href))
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")) if parts.scheme in ("http", "https") else ""


def path_of(url: str) -> str:
    """The path of an address."""
    return urlsplit(url).path


def refresh_target(page: BeautifulSoup, base: str) -> str:
    """Where a page without content of its own leads: meta refresh, else a script's `location=`. Empty for none."""
    for meta in select_all(page, "meta"):
        if attr(meta, "http-equiv").lower() == "refresh" and (found := _REFRESH.match(attr(meta, "content"))):
            return str(urljoin(base, found[1].strip()))
    visible = page.body.get_text() if page.body else ""
    if len(visible.strip()) <= REFRESH_TEXT_MAX and len(select_all(page, "a")) <= 1:
        for script in select_all(page, "script"):
            if jump := _SCRIPT_JUMP.search(script.get_text()):
                return str(urljoin(base, (jump[1] or jump[2]).strip()))
    return ""


def says_missing(said: str) -> bool:
    """True for the text of a short page that says in words what status 404 says."""
    return len(said) <= REFRESH_TEXT_MAX and _NOT_FOUND_TEXT.search(said) is not None


def comments(page: BeautifulSoup) -> Iterator[str]:
    """The page's HTML comments."""
    yield from (str(node) for node in page.descendants if isinstance(node, Comment))


def marks(page: BeautifulSoup) -> frozenset[str]:
    """The named parts of a page: `tag#id` and `tag.class`, digits struck, so that content leaves no trace."""
    found: set[str] = set()
    for tag in page.descendants:
        if not isinstance(tag, Tag):
            continue
        if identity := attr(tag, "id"):
            found.add(f"{tag.name}#{_DIGITS.sub('0', identity)}")
        for name in attr(tag, "class").split():
            found.add(f"{tag.name}.{_DIGITS.sub('0', name)}")
    return frozenset(found)
