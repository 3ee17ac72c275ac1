"""Does the layout fit the issue? What its pages list is held against what was read of it: no history is needed.

After a redesign selectors may still find something: the subtitle where the title stood, a frame without its text. A
record that was answered and read is doubtful when it has no text, no title, or a title that is not that of its link.
Single records are so in any paper: pictures, untitled pieces, links in other words. The layout does not fit where most
are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from flows.sources.compose import empty, likeness, skip_reason, tidy
from flows.sources.parts import Parts

LEAST = 3  # doubtful records; fewer say nothing of a layout
SHARE = 0.5
SAME_TITLE = 0.5  # likeness of the shorter to the longer


def doubt(listed: Iterable[tuple[str, str]], read: Mapping[str, Parts]) -> str:
    """Why the layout does not fit, empty where it does. `listed`: each link's address and title; `read` by address."""
    titles = {url: title for url, title in listed if url in read and skip_reason(title) is None}
    found = Counter(_what(title, tidy(read[url])) for url, title in titles.items())
    bad = {what: count for what, count in found.items() if what}
    if sum(bad.values()) < LEAST or sum(bad.values()) <= SHARE * len(titles):
        return ""
    said = ", ".join(f"{count} {what}" for what, count in sorted(bad.items()))
    return f"of {len(titles)} listed articles that were answered {said}"


def _what(title: str, parts: Parts) -> str:
    """What is doubtful of a record; empty for nothing."""
    if empty(parts):
        return "have no text"
    if not parts.title:
        return "have no title"
    same = not title or likeness(*sorted((title, parts.title), key=len)) >= SAME_TITLE
    return "" if same else "have another title than their link"
