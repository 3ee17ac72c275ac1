"""The copy for assistants, as tools of the Model Context Protocol: every answer carries sentences and addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastmcp import FastMCP
from fastmcp.exceptions import ToolError
from mcp_types import ToolAnnotations

from warehouse.errors import QueryError, WarehouseError
from warehouse.explorer.draft import LONGEST, Reader
from warehouse.explorer.page import link
from warehouse.explorer.query import BOX
from warehouse.explorer.query import LONGEST as LONGEST_QUERY
from warehouse.read import apart, ask
from warehouse.read.answer import Answer
from warehouse.read.public import json_value, with_text_ids

MOST = 200  # rows of one answer
LANG = "en"  # of the addresses; the page has the other language one click away
ASSUMED = "http://127.0.0.1:8000"  # where `gongbao serve` listens
ONLY_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
ABOUT = (
    "Statistics that China's industry press printed, each value with the sentence that printed it. Quote a value with"
    " its source, its day and its address. Names may be Chinese or English: search first when a name is refused."
)
Told = dict[str, Any]


def create_assistant(home: Path, read_draft: Reader | None = None, page: str = ASSUMED) -> FastMCP:
    """The tools over the copy of `home`. `page` is where the page is served: addresses lead there."""
    told = Teller(home, page.rstrip("/"), read_draft)
    server = FastMCP("gongbao", instructions=ABOUT, mask_error_details=True)
    tools: list[Callable[..., Told]] = [told.search, told.trend, told.as_of, told.evidence, told.compare, told.sql]
    for tool in [*tools, told.check_text] if read_draft else tools:
        server.tool(tool, annotations=ONLY_READS)
    return server


class Teller:
    """What each tool answers: `answer` in a line, `rows`, and how many rows were `left_out`."""

    def __init__(self, home: Path, page: str, read_draft: Reader | None) -> None:
        """`home` holds the copy, `page` begins every address, `read_draft` reads the numbers of a text."""
        self.home, self.page, self.read_draft = home, page, read_draft

    def search(self, words: str, limit: int = 20) -> Told:
        """Find series by words of their names, or of the sentences that print them. Start here."""
        with _refusing():
            found = ask.search(self.home, words)
            rows = _rows(found)[: max(1, min(limit, MOST))]
            proofs = ask.sentences(self.home, [row["series"] for row in rows])
        listed = [{**row, **_shown(proofs.get(row["series"], {})), **self._series(row["series"])} for row in rows]
        return self._told(f"{len(found.rows)} series for {words!r}", listed, len(found.rows))

    def trend(
        self,
        name: str,
        measure: str | None = None,
        modality: str = "actual",
        place: str | None = None,
        entity: str | None = None,
    ) -> Told:
        """Values over time of one indicator, each with its change, its sentence and its source.

        measure: level, growth, share, ...; modality: actual, target or forecast; place: a code such as CN-GD or a name;
        entity: the company or other body whose figure it is.
        """
        with _refusing():
            found = ask.trend(self.home, name, measure=measure, modality=modality, place=place, entity=entity)
        return self._values(found, f"{name}: {{}}")

    def as_of(self, day: dt.date, name: str) -> Told:
        """What was known of an indicator on a day: values chosen from what had been printed by then."""
        with _refusing():
            found = ask.as_of(self.home, day, name)
        if not found.rows:
            return self._told(f"nothing had been printed of {name!r} by {day}", [], 0)
        return self._values(found, f"{name} as known on {day}: {{}}")

    def evidence(
        self,
        name: str = "",
        claim_id: str = "",
        measure: str | None = None,
        place: str | None = None,
        entity: str | None = None,
    ) -> Told:
        """Every printing of an indicator, or one claim by its `claim_id`: who printed what, where, in which words."""
        with _refusing():
            if claim_id:
                row = ask.claim(self.home, claim_id)
                row.pop("text", None)
                found = Answer(tuple(row), (tuple(row.values()),))
            elif name:
                found = ask.evidence(self.home, name, measure=measure, place=place, entity=entity)
            else:
                raise QueryError("expected a name or a claim_id, found neither: give one of them")
        listed = [self._with_address(row) for row in _rows(found)]
        return self._told(f"{len(listed)} printings", listed, len(listed))

    def compare(self, name: str, other: str, measure: str = "level") -> Told:
        """Two indicators side by side, period by period, with both sentences."""
        with _refusing():
            found = ask.compare(self.home, name, other, measure)
        listed = [
            {**self._with_address(row), "other_address": self._claim(row["other_claim_id"])} for row in _rows(found)
        ]
        said = f"{name} beside {other}: {len(listed)} periods in common"
        return self._told(said, listed, len(listed), names=f"{name}\n{other}")

    def check_text(self, text: str, published: dt.date | None = None) -> Told:
        """Hold every number of a draft against what is printed: confirmed, contradicted, tentative or unknown.

        published: the day of the draft, else that of the newest issue. Nothing of the draft is kept.
        """
        assert self.read_draft is not None  # else it is no tool
        with _refusing():
            if len(text) > LONGEST:
                raise QueryError(f"expected at most {LONGEST} characters, found {len(text)}: send a part")
            day = published or ask.newest_day(self.home)
            judged = ask.judged(self.home, self.read_draft(text, day), day)
        listed = [
            {
                "verdict": each.verdict.value,
                "quote": each.claim.quote,
                "sentence_of_draft": each.claim.sentence,
                **self._with_address(_shown(each.printed or {})),
            }
            for each in judged
        ]
        return self._told(f"{len(listed)} numbers", listed, len(listed))

    def sql(self, query: str) -> Told:
        """One statement of DuckDB's SQL that only reads, within the bounds of the page's box.

        `from claims`, `from observations`, `from series_catalogue`, `from trend('...')`, `describe claims`.
        """
        with _refusing():
            if len(query) > LONGEST_QUERY:
                raise QueryError(f"expected at most {LONGEST_QUERY} characters, found {len(query)}: ask for less")
            found = with_text_ids(apart.ask(self.home, query, BOX))
        listed = [self._with_address(row) for row in _rows(found)]
        address = self.page + link(LANG, "sql", query=query)
        return {**self._told(f"{len(found.rows)} rows", listed, len(found.rows)), "address": address}

    def _values(self, found: Answer, said: str) -> Told:
        rows = _rows(found)
        facts = [
            row for row in rows if row.get("modality", "actual") == "actual" and row["status"] != "suspect"
        ] or rows
        newest = max(facts, key=lambda row: (row.get("period_end", ""), row["published_on"]))
        line = (
            f"{newest['value']} {newest['unit']} in {newest['period']} ({newest['source']}, {newest['published_on']})"
        )
        listed = [self._with_address(row) for row in rows]
        told = self._told(said.format(line), listed, len(rows))
        return {**told, "sentence": newest["sentence"], **self._series(newest["series"])}

    def _told(self, answer: str, rows: Sequence[Told], n: int, names: str = "") -> Told:
        address = self.page + (link(LANG, "compare", names=names) if names else link(LANG, ""))
        shown = list(rows[:MOST])
        return {"answer": answer, "address": address, "rows": shown, "left_out": n - len(shown)}

    def _with_address(self, row: Told) -> Told:
        """The row with the address of its sentence, where it has a claim."""
        return {**row, "address": self._claim(row["claim_id"])} if row.get("claim_id") else row

    def _claim(self, claim_id: str) -> str:
        return self.page + link(LANG, "claim", claim_id)

    def _series(self, key: str) -> Told:
        return {"address": self.page + link(LANG, "series", key)}


def _rows(found: Answer) -> list[Told]:
    return [_shown(dict(zip(found.columns, row, strict=True))) for row in with_text_ids(found).rows]


def _shown(row: Mapping[str, Any]) -> Told:
    """As JSON has it, without what is empty."""
    return {name: json_value(value) for name, value in row.items() if value not in (None, "", [])}


@contextmanager
def _refusing() -> Iterator[None]:
    """What the warehouse refuses is told to the assistant in its own words; anything else stays in the log."""
    try:
        yield
    except WarehouseError as error:
        raise ToolError(str(error)) from error
