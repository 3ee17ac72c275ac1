"""Where a page sends its reader by `<meta http-equiv=refresh>`: the only look this room takes into HTML.

Old issue indexes consist of it alone: `<META HTTP-EQUIV=REFRESH CONTENT="0; URL=html/2026-11/20/node_2.htm">`.
"""

from __future__ import annotations

import html
import re

LOOK_AT_BYTES = 65_536
LONGEST_DELAY_S = 10  # a page that reloads after minutes is a page to read, not a signpost

# Text inside these is not markup; <noscript> holds a notice for readers without scripts, beside the text.
OPAQUE = ("script", "style", "noscript", "textarea", "title", "template", "xmp", "iframe")
OPAQUE_START = re.compile("<(" + "|".join(OPAQUE) + r")(?=[\s/>])", re.IGNORECASE)
META_START = re.compile(r"<meta(?=[\s/])", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
CONTENT = re.compile(r"\s*(\d*)(?:\.[\d.]*)?(?:\s*[;,]\s*|\s+|$)(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL)


def refresh_target(body: bytes) -> str | None:
    """The URL of the page's meta refresh as printed (not joined to the page's own); None where it has none to follow.

    Only the first 64 KB are read. A refresh after more than 10 s, without a URL, in a comment, a script or <noscript>
    is none.
    """
    head = body[:LOOK_AT_BYTES]
    if b"refresh" not in head.lower():
        return None
    text = head.decode("utf-8", "replace") if b"\xef\xbf\xbd" not in head else head.decode("latin-1")
    at = 0
    while (at := text.find("<", at)) >= 0:
        after = _skip_opaque(text, at)
        if after is not None:
            at = after
            continue
        if META_START.match(text, at):
            attributes, at = _attributes(text, at + len("<meta"))
            if attributes.get("http-equiv", "").strip().lower() == "refresh":
                target = _target(html.unescape(attributes.get("content", "")))
                if target:
                    return target
            continue
        at += 1
    return None


def _skip_opaque(text: str, at: int) -> int | None:
    """The place after a comment or an opaque element that begins at `at`; None where none begins there."""
    if text.startswith("<!--", at):
        end = text.find("-->", at + 2)  # `<!-->` is a whole comment
        return len(text) if end < 0 else end + 3
    start = OPAQUE_START.match(text, at)
    if not start:
        return None
    end_tag = re.compile("</" + start[1] + r"(?=[\s/>])", re.IGNORECASE).search(text, start.end())
    return end_tag.end() if end_tag else len(text)


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """A tag's attributes from `at` on, names in lower case, the first of a name; and the place after the tag."""
    found: dict[str, str] = {}
    while at < len(text) and text[at] != ">":
        match = ATTRIBUTE.match(text, at)
        if not match:
            at += 1
            continue
        found.setdefault(match[1].lower(), next((value for value in match.groups()[1:] if value is not None), ""))
        at = match.end()
    return found, at + 1


def _target(content: str) -> str | None:
    """The URL in a refresh's content: `0; URL='a.htm'` gives `a.htm`."""
    match = CONTENT.fullmatch(content)
    if not match or int(match[1] or 0) > LONGEST_DELAY_S:
        return None
    url = match[2].strip()
    if url[:1] in ("'", '"'):
        url = url[1:].split(url[0])[0]
    return re.sub(r"[\t\n\r]", "", url).strip() or None
