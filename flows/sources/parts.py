"""What one article page gives before it is laid out: its head's fields and the paragraphs of its body."""

from __future__ import annotations

from dataclasses import dataclass, field

from warehouse.model import Role


@dataclass(frozen=True, slots=True)
class PageParagraph:
    """One paragraph as read: its text on one line and what it is. A table's row joins its cells by tabs.

    `linked`: all of it leads to other pages.
    """

    text: str
    role: Role = Role.BODY
    linked: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """What one article page gives before it is laid out."""

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    credit: str = ""
    blocks: tuple[PageParagraph, ...] = ()
