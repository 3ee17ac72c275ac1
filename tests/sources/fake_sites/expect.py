"""What a reader must find in what the press printed."""

from __future__ import annotations

from tests.sources.fake_sites.copy import PressIssue, PrintedParagraph
from warehouse.model import Article, Role

ROLES = {"p": Role.BODY, "heading": Role.HEADING, "caption": Role.CAPTION}
HEAD = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


def body(blocks: tuple[PrintedParagraph, ...]) -> list[tuple[Role, str]]:
    found: list[tuple[Role, str]] = []
    for block in blocks:
        rows = block.text.split("\n") if block.kind == "table" else [block.text]
        found += [(ROLES.get(block.kind, Role.TABLE), row) for row in rows]
    return found


def expected(
    issue: PressIssue, without: tuple[str, ...] = (), columns: tuple[tuple[str, str], ...] = ()
) -> list[dict[str, object]]:
    """The fields of every article; `without` names fields that the skin does not print, `columns` stand for pages."""
    made = []
    for at, page in enumerate(issue.pages[: len(columns) or None]):
        number, name = columns[at] if columns else (page.number, page.name)
        for ordinal, piece in enumerate(page.pieces, 1):
            if not piece.dropped:
                fields: dict[str, object] = {"page": number, "page_name": name, "ordinal": ordinal}
                fields |= {each: getattr(piece, each) for each in FIELDS} | {"body": body(piece.whole or piece.blocks)}
                made.append(fields | dict.fromkeys(without, ""))
    return made


FIELDS = ("kicker", "title", "subtitle", "byline")


def found(articles: tuple[Article, ...]) -> list[dict[str, object]]:
    """The same fields of what was read; the text is cut at its own paragraphs."""
    made = []
    for article in articles:
        blocks = [(each.role, article.text[each.start : each.end]) for each in article.paragraphs]
        made.append(
            {"page": article.page, "page_name": article.page_name, "ordinal": article.ordinal}
            | {"body": [block for block in blocks if block[0] not in HEAD]}
            | {name: getattr(article, name) for name in FIELDS}
        )
    return made


def dropped(issue: PressIssue) -> list[tuple[str, str]]:
    """Page number and reason of every record that is no article, pages of advertisements aside."""
    return sorted(
        (page.number, piece.dropped)
        for page in issue.pages
        if page.name != "广告"
        for piece in page.pieces
        if piece.dropped
    )
