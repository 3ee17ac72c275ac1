"""One printed number: its sentence, its article, the archived page, every printing of the fact, why it is read so."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from warehouse.explorer.page import Page
from warehouse.explorer.refusal import Refusal

AROUND = 160  # characters of the article on either side of the sentence
FIELDS = (
    "quote", "value", "value_high", "unit", "indicator", "breakdown", "entity", "ref_area", "measure", "base",
    "qualifier", "modality", "period_text", "period_start", "period_end", "lang", "confidence",
)  # fmt: skip


def show(page: Page) -> Response:
    """The page of a claim's key. Raises Refusal (404)."""
    key = page.request.path_params["claim_id"]
    found = page.copy.rows("claim", {"key": key})
    if not found:
        raise Refusal(404, "claim", key=key[:100])
    claim = found[0]
    return page.render(
        "evidence",
        heading=f"{claim['quote']} · {claim['phrase']}",
        claim=claim,
        context=_context(claim),
        printings=page.copy.rows("printings_of_fact", {"id": claim["observation_id"]}),
        translations=page.copy.rows("translations", {"key": key, "original": claim["translation_of"]}),
        findings=page.copy.rows("findings_about", {"key": key}),
        fetches=page.copy.rows("fetches", {"issue": claim["issue_id"], "url": claim["url"] or ""}),
        fields=[(name, claim[name]) for name in FIELDS if claim[name] not in (None, "")],
    )


def _context(claim: dict[str, Any]) -> tuple[str, str, str, str, str]:
    """The text before the sentence, the sentence in three with the quote in the middle, the text behind it."""
    text, start, end = claim["text"], claim["char_start"], claim["char_end"]
    size = len(claim["sentence"])
    at = text.rfind(claim["sentence"], 0, start + size)  # the last that begins before the quote
    begin, stop = (at, at + size) if at >= 0 and at + size >= end else (start, end)
    before, behind = text[max(begin - AROUND, 0) : begin], text[stop : stop + AROUND]
    more_before, more_behind = "…" if begin > AROUND else "", "…" if stop + AROUND < len(text) else ""
    return more_before + before, text[begin:start], text[start:end], text[end:stop], behind + more_behind
