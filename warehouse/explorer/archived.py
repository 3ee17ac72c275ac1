"""A page as the archive has it, made inert: its text and its tables, without a script and without a request."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import html
from lxml.etree import ParserError
from starlette.responses import Response

from warehouse.explorer.page import Page
from warehouse.explorer.refusal import Refusal

# An allowed list: what a page may bring along grows, what its text needs does not
LEFT_OUT = frozenset({
    "applet", "audio", "base", "canvas", "embed", "frame", "frameset", "iframe", "link", "math", "meta", "noscript",
    "object", "script", "source", "style", "svg", "template", "track", "video",
})  # fmt: skip
UNWRAPPED = frozenset({
    "area", "button", "fieldset", "form", "img", "input", "label", "map", "option", "picture", "select", "textarea",
})  # fmt: skip
KEPT = frozenset(["colspan", "rowspan", "lang", "dir", "alt"])
POLICY = "sandbox; default-src 'none'"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page names its characters


@dataclass(frozen=True, slots=True)
class Archived:
    """A body of the archive, with the type that its server said."""

    body: bytes
    content_type: str


Reader = Callable[[str, int], Archived]
"""Reads the record at an offset of an archive file. Raises MissingError."""


def show(page: Page) -> Response:
    """The archived page that the article of this key was read from; `?sha256=` names one of several. HTTPException."""
    read: Reader | None = page.request.app.state.read_archived
    key, wanted = page.request.path_params["article_id"], page.asked("sha256")
    found = page.copy.rows("article", {"key": key})
    if not found:
        raise Refusal(404, "article", key=key[:100])
    fetches = page.copy.rows("fetches", {"issue": found[0]["issue_id"], "url": found[0]["url"] or ""})
    fetched = next((row for row in fetches if wanted in ("", row["sha256"])), None)
    if read is None or fetched is None:
        raise Refusal(404, "archived")
    answer = read(fetched["warc_file"], fetched["warc_offset"])
    if hashlib.sha256(answer.body).hexdigest() != fetched["sha256"]:
        raise Refusal(404, "digest")
    return Response(
        inert(answer.body, answer.content_type),
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": POLICY, "X-DNS-Prefetch-Control": "off"},
    )


def inert(body: bytes, content_type: str) -> str:
    """The page's text as HTML that runs nothing and loads nothing; what is no HTML as plain text."""
    text = _decoded(body, content_type)
    if "html" not in content_type.casefold():
        root = html.Element("pre")
        root.text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    else:
        root = _cleaned(text)
    shell: str = html.tostring(root, encoding="unicode")
    return f'<!doctype html><html><head><meta charset="utf-8"><title>archive</title></head>{shell}</html>'


def _cleaned(text: str) -> html.HtmlElement:
    try:
        # An encoding that the page names is over: the text is decoded
        root = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except ParserError:  # an empty page
        return html.Element("body")
    body = root.find("body")
    root = html.Element("body") if body is None else body
    for each in list(root.iter()):
        name = each.tag if isinstance(each.tag, str) else ""
        if each is root:
            pass
        elif not name or name.rpartition(":")[2] in LEFT_OUT:  # a comment, an instruction, or what is left out
            each.drop_tree()
            continue
        elif name in UNWRAPPED:
            each.drop_tag()
            continue
        for attribute in set(each.attrib) - KEPT:
            del each.attrib[attribute]
    return root


def _decoded(body: bytes, content_type: str) -> str:
    """GB 2312 and GBK are read as GB 18030, which holds them; a byte that is no character shows as one that is not."""
    found = _CHARSET.search(content_type.encode("ascii", "ignore")) or _CHARSET.search(body[:_HEAD])
    name = found[1].decode("ascii").casefold() if found else "utf-8"
    codec = "gb18030" if name.startswith("gb") else name
    try:
        return body.decode(codec, "replace")
    except LookupError:  # a name that nobody knows
        return body.decode("utf-8", "replace")
