"""An article as it is held: its text with every number that was read in it, each leading to its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from warehouse.explorer.page import Page
from warehouse.explorer.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a paragraph; with a claim's key where it is a quote."""

    text: str
    claim_id: str = ""
    is_doubted: bool = False
    label: str = ""


def show(page: Page) -> Response:
    """The page of an article's key. Raises Refusal (404)."""
    key = page.request.path_params["article_id"]
    found = page.copy.rows("article", {"key": key})
    if not found:
        raise Refusal(404, "article", key=key[:100])
    claims = page.copy.rows("claims_of_article", {"key": key})
    return page.render(
        "article",
        heading=found[0]["title"] or key,
        article=found[0],
        paragraphs=_without_head(paragraphs(found[0]["text"], claims), found[0]),
        n=len(claims),
        fetches=page.copy.rows("fetches", {"issue": found[0]["issue_id"], "url": found[0]["url"] or ""}),
        reprints=page.copy.rows("reprints_of", {"key": key}),
    )


def _without_head(parts: list[list[Stretch]], article: dict[str, Any]) -> list[list[Stretch]]:
    """The paragraphs behind those that only repeat what stands above the text: kicker, title, subtitle, byline."""
    above = {article[name] for name in ("kicker", "title", "subtitle", "byline")}
    first = next((at for at, cut in enumerate(parts) if "".join(part.text for part in cut).strip() not in above), 0)
    return parts[first:]


def paragraphs(text: str, claims: list[dict[str, Any]]) -> list[list[Stretch]]:
    """The text cut at line feeds and at the quotes of `claims` (in reading order, those within another left out)."""
    cuts: list[list[Stretch]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        own = [claim for claim in claims if start <= claim["char_start"] and claim["char_end"] <= end]
        if line.strip():
            cuts.append(_cut(text, start, end, own))
        start = end + 1
    return cuts


def _cut(text: str, start: int, end: int, claims: list[dict[str, Any]]) -> list[Stretch]:
    found, at = [], start
    for claim in claims:
        if claim["char_start"] < at:
            continue
        found.append(Stretch(text[at : claim["char_start"]]))
        quote = text[claim["char_start"] : claim["char_end"]]
        found.append(Stretch(quote, claim["claim_id"], bool(claim["is_doubted"]), claim["phrase"]))
        at = claim["char_end"]
    return [part for part in (*found, Stretch(text[at:end])) if part.text]
