"""Check a text: every number of a pasted draft beside what is printed of it. Nothing pasted is kept or logged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

from starlette.responses import Response

from warehouse.explorer.page import Page
from warehouse.explorer.refusal import Refusal
from warehouse.model import Claim
from warehouse.read.drafts import Judged, counts, judge

Reader = Callable[[str, dt.date], Sequence[Claim]]
LONGEST = 100_000  # characters; a long article has ten thousand
FORM = "application/x-www-form-urlencoded"


def show(page: Page) -> Response:
    """The form; after it was sent, the draft's numbers with their verdicts."""
    read: Reader | None = page.request.app.state.read_draft
    if read is None:
        raise Refusal(404, "draft_off")
    if page.request.method != "POST":
        return _html(page, "", None, [])
    text, day = _posted(page)
    day = day or _newest(page)
    judged = judge(read(text, day), day, page.copy.rows) if text.strip() else []
    return _html(page, text, day, judged)


def _html(page: Page, text: str, day: dt.date | None, judged: Sequence[Judged]) -> Response:
    return page.render(
        "draft",
        here="check",
        heading=page.word("check"),
        text=text,
        draft_day=day or "",
        judged=judged,
        counts=counts(judged),
        is_done=bool(text.strip()),
    )


def _posted(page: Page) -> tuple[str, dt.date | None]:
    kind = page.request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != FORM:
        raise Refusal(400, "form", form=FORM, found=kind[:60])
    try:
        form = parse_qs(page.body.decode("ascii"), max_num_fields=10, errors="strict")
    except (UnicodeDecodeError, ValueError) as error:
        raise Refusal(400, "form_bytes") from error
    text = form.get("text", [""])[0].replace("\r\n", "\n").replace("\0", "")
    if len(text) > LONGEST:
        raise Refusal(413, "draft_long", most=LONGEST, n=len(text))
    given = form.get("day", [""])[0].strip()
    try:
        return text, dt.date.fromisoformat(given) if given else None
    except ValueError as error:
        raise Refusal(422, "day", name="day", found=given[:40]) from error


def _newest(page: Page) -> dt.date:
    """The day of a draft that says none: of the newest issue, since the core knows no clock."""
    last: dt.date | None = page.copy.kept("held")[0]["last"]
    return last or dt.date(2000, 1, 1)
