"""A series: the answer as a sentence, the chart, values with their sentences, every printing; as known on any day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from warehouse.explorer import chart, endings, figures, words
from warehouse.explorer.chart import Point
from warehouse.explorer.page import Page
from warehouse.explorer.reasons import reason
from warehouse.explorer.refusal import Refusal
from warehouse.read.answer import Answer
from warehouse.read.font import png_of

EVER = dt.date(9999, 12, 31)
SAME = ("indicator_key", "breakdown", "measure", "base", "unit", "modality")
MOST = 6  # series side by side
REVISIONS = 50  # the newest, of one series
LABELS = 14  # points up to which each has its value beside it
ENDINGS = (*endings.ROWS, *endings.PICTURES, endings.METADATA)
_HEX = re.compile(r"[0-9a-f]{16}")
COLUMNS = (
    "series", "indicator", "breakdown", "ref_area", "measure", "base", "modality", "period", "period_start",
    "period_end", "value", "value_float", "value_high", "unit", "qualifier", "status", "change", "change_pct",
    "suggested", "findings", "source", "published_on", "quote", "sentence", "claim_id",
)  # fmt: skip


def show(page: Page) -> Response:
    """The page of a series' key, or with an ending behind it its rows, its picture, what it is."""
    key, ending = endings.split(page.request.path_params["key"], ENDINGS)
    head = head_of(page, key)
    if page.asked("vintage"):
        return _to_vintage(page, head)
    until = page.asked_day("as_of")
    told = printings(page, head, until)
    values = chosen(told)
    if ending in endings.ROWS:
        with_mark = page.asked("bom") == "1"
        return endings.respond(as_answer(head, values), ending, head["series"], with_mark=with_mark)
    if ending == endings.METADATA:
        return endings.metadata(_metadata(page, head, values))
    if ending in endings.PICTURES:
        return _picture(page, head, values, ending)
    return _html(page, head, values, told, until)


def _to_vintage(page: Page, head: dict[str, Any]) -> Response:
    """From the slider's place `?vintage=` to the address of its day. Raises Refusal where it is no place."""
    days = _days(page, head)
    given = page.asked("vintage")
    if not (given.isascii() and given.isdecimal() and 0 < int(given) <= len(days)):
        raise Refusal(422, "vintage", n=len(days), found=given)
    return RedirectResponse(page.link("series", head["series"], as_of=days[int(given) - 1]), 303)


def _days(page: Page, head: dict[str, Any]) -> list[dt.date]:
    """The days on which something new was printed of a series, the first one first: its vintages."""
    return [row["day"] for row in page.copy.rows("vintage_days", {"ids": _same(head)})]


def _same(head: dict[str, Any]) -> list[int]:
    """The series and those that differ in modality alone: its targets."""
    return [head["series_id"], *(row["series_id"] for row in head["beside"] if row["is_same_quantity"])]


def show_card(page: Page) -> Response:
    """The chart and its sentence alone, to be put into another page."""
    head = head_of(page, page.request.path_params["key"])
    values = chosen(printings(page, head, None))
    address = page.link("series", head["series"])
    return page.render(
        "card", head=head, address=address, chart=drawn(page, head, values), answer=sentence(head, values, page)
    )


def head_of(page: Page, key: str) -> dict[str, Any]:
    """What the series of this key is, and those `beside` it. Raises Refusal (404)."""
    number = int(key, 16) if _HEX.fullmatch(key) else None
    given = {"key": key, "id": number, "indicator_id": key.partition("/")[0]}
    found = page.copy.rows("series_of_key", given)
    if not found:
        raise Refusal(404, "series", key=key[:100])
    head = found[0]
    return {**head, "beside": page.copy.rows("series_beside", {"id": head["series_id"]})}


def printings(page: Page, head: dict[str, Any], until: dt.date | None) -> list[dict[str, Any]]:
    """Every printing, up to a day, of the series and of those that differ in modality alone: its targets."""
    return page.copy.rows("printings", {"ids": _same(head), "day": until or EVER})


def beside(head: dict[str, Any], found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of `found` that only place or body tells apart from the series."""
    return [row for row in found if row["series"] != head["series"] and all(row[it] == head[it] for it in SAME)]


def chosen(told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The value of each period, with its change against the one before and the way it is drawn."""
    values: list[dict[str, Any]] = []
    before: dict[str, dict[str, Any]] = {}
    for row in told:
        if row["place"] != 1:
            continue
        kind = _kind(row)
        earlier = before.get(row["series"]) if kind == "actual" else None
        change = row["value"] - earlier["value"] if earlier else None
        values.append({
            **row,
            "kind": kind,
            "earlier": earlier,
            "change": change,
            "change_unit": "pp" if row["unit"] == "%" else row["unit"],
            "change_pct": _percent(earlier["value"], row["value"]) if earlier and row["unit"] != "%" else None,
        })  # fmt: skip
        if kind in {"actual", "tentative"}:
            before[row["series"]] = row
    return values


def _kind(row: dict[str, Any]) -> str:
    if row["status"] == "suspect":
        return "suspect"
    if row["modality"] != "actual":
        return str(row["modality"])
    return "tentative" if row["is_tentative"] else "actual"


def _percent(earlier: Decimal, later: Decimal) -> Decimal | None:
    return ((later / earlier - 1) * 100).quantize(Decimal("0.1")) if earlier > 0 else None


def newest(head: dict[str, Any], values: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The newest value of the series itself, an actual one before others; none that is in doubt."""
    own = [row for row in values if row["series"] == head["series"] and row["kind"] != "suspect"]
    actual = [row for row in own if row["kind"] in {"actual", "tentative"}]
    return next(reversed(actual or own), None)


def sentence(head: dict[str, Any], values: Sequence[dict[str, Any]], page: Page) -> str:
    """The newest actual value in one sentence: what, when, how much, who says so, and against what."""
    lang, name = page.lang, figures.title(head, page.lang)
    row = newest(head, values)
    if row is None:
        return page.word("no_answer", title=name)
    when = figures.period(row["period"], lang)
    if row["period_start"] is None:
        when = page.word("answer_instant") + when
    said = page.word(
        "answer",
        period=when,
        place=words.place(head["ref_area"], lang),
        title=name,
        measure=_measure(head, page),
        qualifier=words.of("qualifier", row["qualifier"], lang),
        value=figures.quantity(row["value"], row["unit"], lang, row["value_high"]),
        source=row["source"] if lang == "zh" else row["source_en"] or row["source"],
        printed=figures.day(row["published_on"], lang),
    )
    if lang == "en" and row["period_start"] is None:
        said = said.replace(" in as of ", " as of ")
    return said + _against(row, page) + page.word("answer_end")


def _measure(head: dict[str, Any], page: Page) -> str:
    lang, base = page.lang, words.of("base", head["base"], page.lang)
    modality = "" if head["modality"] == "actual" else words.of("modality", head["modality"], lang)
    if lang == "zh":
        name = "" if head["measure"] == "level" else words.of("measure", head["measure"], lang)
        return f"{base}{name}{modality}为"
    name = "" if head["measure"] == "level" else words.of("measure", head["measure"], lang)
    return "".join(f", {part}" for part in (name, base, modality) if part)


def _against(row: dict[str, Any], page: Page) -> str:
    earlier, change, lang = row["earlier"], row["change"], page.lang
    if earlier is None or row["value_high"] is not None or earlier["value_high"] is not None:
        return ""
    direction = "same" if change == 0 else "up" if change > 0 else "down"
    much = "" if change == 0 else figures.quantity(abs(change), row["change_unit"], lang)
    if row["change_pct"]:
        share = figures.quantity(abs(row["change_pct"]), "%", lang)
        much += f"（{share}）" if lang == "zh" else f" ({share})"
    when = figures.period(earlier["period"], lang)
    if lang == "en":
        when = f"{'on' if earlier['period_start'] is None else 'in'} {when}"
    return page.word(
        "answer_change",
        period=when,
        earlier=figures.quantity(earlier["value"], earlier["unit"], lang),
        direction=page.word(direction),
        change=much,
    )


def as_answer(head: dict[str, Any], values: Sequence[dict[str, Any]]) -> Answer:
    """The values as rows for programs: `value` exact, `value_float` beside it."""
    own = {name: head[name] for name in ("indicator", "breakdown", "ref_area", "measure", "base")}
    rows = [{**row, **own, "value_float": float(row["value"])} for row in values]
    return Answer(COLUMNS, tuple(tuple(row[name] for name in COLUMNS) for row in rows))


def _points(page: Page, values: Sequence[dict[str, Any]]) -> list[Point]:
    few = len(values) <= LABELS
    return [
        Point(
            middle(row),
            row["value"],
            row["kind"],
            figures.quantity(row["value"], row["unit"], page.lang) if few else "",
            page.link("claim", row["claim_id"]),
            f"{figures.period(row['period'], page.lang)}: {figures.quantity(row['value'], row['unit'], page.lang)}",
            since=min(row["published_on"], middle(row)),
            source=printed_by(row, page.lang),
            doubt="; ".join(reason(each, page.lang) for each in row["reasons"]) if row["kind"] == "suspect" else "",
        )
        for row in values
        if row["period_end"] is not None
    ]


def printed_by(row: dict[str, Any], lang: str) -> str:
    """Who printed a value, and when."""
    source = row["source"] if lang == "zh" else row["source_en"] or row["source"]
    return f"{source} {row['published_on']}"


def middle(row: dict[str, Any]) -> dt.date:
    """Where a value stands in time: a state on its day, a flow in the middle of its period."""
    end: dt.date = row["period_end"]
    start: dt.date | None = row["period_start"]
    return end if start is None else start + (end - start) / 2


def drawn(page: Page, head: dict[str, Any], values: Sequence[dict[str, Any]]) -> Markup | str:
    """The chart as SVG within the page; empty where there is nothing to draw."""
    points = _points(page, values)
    told = page.word("chart_alt", title=figures.title(head, page.lang))
    return chart.inline(points, head["unit"], page.lang, told) if points else ""


def _picture(page: Page, head: dict[str, Any], values: Sequence[dict[str, Any]], ending: str) -> Response:
    points = _points(page, values)
    if not points:
        raise Refusal(404, "drawing")
    text = chart.specification(points, head["unit"], page.lang)
    base = str(page.request.base_url).rstrip("/")
    return endings.file(chart.svg(text, base) if ending == ".svg" else png_of(text), ending, head["series"])


def _html(
    page: Page,
    head: dict[str, Any],
    values: Sequence[dict[str, Any]],
    told: Sequence[dict[str, Any]],
    until: dt.date | None,
) -> Response:
    address = page.link("series", head["series"])
    days = _days(page, head) if until else sorted({row["published_on"] for row in told})
    if until and not values:
        first = days[0]
        message = page.word("as_of_before", day=figures.day(until, page.lang), first=figures.day(first, page.lang))
    else:
        message = sentence(head, values, page)
    counts: dict[str, int] = {}
    for row in told:
        counts[row["observation"]] = counts.get(row["observation"], 0) + 1
    return page.render(
        "series",
        heading=figures.title(head, page.lang),
        head=head,
        answer=message,
        newest=newest(head, values),
        values=values,
        revisions=_revisions(page, head, told, until),
        several=[row for row in told if counts[row["observation"]] > 1],
        beside=[row for row in head["beside"] if not row["is_same_quantity"]],
        together="\n".join(row["series"] for row in [head, *beside(head, head["beside"])][:MOST]),
        chart=drawn(page, head, values),
        script=chart.SCRIPT if chart.has_script() else "",
        days=days,
        day_asked=until,
        vintage=sum(day <= (until or EVER) for day in days),
        suffix=f"?as_of={until}" if until else "",
        address=address,
        full_address=f"{str(page.request.base_url).rstrip('/')}{address}",
        feed=page.link("feeds", "new.atom", indicator=head["indicator_id"]),
    )


def _revisions(
    page: Page, head: dict[str, Any], told: Sequence[dict[str, Any]], until: dt.date | None
) -> list[dict[str, Any]]:
    """What another value became known of; nothing where each period was printed with one value alone."""
    values: dict[str, Decimal] = {}
    if all(values.setdefault(row["observation"], row["value"]) == row["value"] for row in told):
        return []
    found = page.copy.rows("revisions", {"ids": [head["series_id"]], "n": REVISIONS})
    return [row for row in found if until is None or row["known_from"] <= until]


def _metadata(page: Page, head: dict[str, Any], values: Sequence[dict[str, Any]]) -> dict[str, Any]:
    address = f"{str(page.request.base_url).rstrip('/')}{page.link('series', head['series'])}"
    return {
        "series": {name: value for name, value in head.items() if name not in {"series_id", "beside"}},
        "n_values": len(values),
        "sources": sorted({row["source"] for row in values}),
        "copy": page.copy.mark,
        "address": address,
        "files": {ending[1:]: address + ending for ending in (*endings.ROWS, *endings.PICTURES)},
        "columns": list(COLUMNS),
    }
