"""The addresses for programs, said once: as OpenAPI (`/openapi.json`) and as a page that needs no script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from warehouse.explorer import endings, feeds, series, tables, words
from warehouse.explorer.page import Page
from warehouse.model import Measure, Modality
from warehouse.read.names import FACETS

KEY = "base_stations_5g/CN/level"
ATOM = "application/atom+xml"
ROWS = tuple(ending[1:] for ending in endings.ROWS)
NUMBER = {"type": ["number", "string", "null"], "description": "text where a float would lose digits"}
COLUMNS: dict[str, Any] = {  # of a series' rows that are no text
    **dict.fromkeys(("value", "value_high", "change", "change_pct", "suggested"), NUMBER),
    "value_float": {"type": "number"},
    "findings": {"type": "array", "items": {"type": "string"}},
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of an address. One of the path is always needed."""

    name: str
    example: str = ""
    of: tuple[str, ...] = ()
    form: str = ""
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """An address that is asked with GET: what stands for `{...}` in `path`, what behind the question mark."""

    name: str
    path: str
    given: tuple[Parameter, ...]
    kinds: tuple[str, ...]

    def is_in_path(self, parameter: Parameter) -> bool:
        """Whether it stands before the question mark."""
        return f"{{{parameter.name}}}" in self.path


LANG = Parameter("lang", "en", words.LANGUAGES)
AS = Parameter("as", "json", ROWS, is_needed=True)
BOM = Parameter("bom", of=("1",))
NARROWED = {"measure": tuple(Measure), "modality": tuple(Modality)}


def _kinds(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(endings.KINDS[name].partition(";")[0] for name in names))


OPERATIONS = (
    Operation(
        "series",
        "/{lang}/series/{key}.{ending}",
        (
            LANG,
            Parameter("key", KEY),
            Parameter("ending", "json", tuple(ending[1:] for ending in series.ENDINGS)),
            Parameter("as_of", "2025-12-31", form="date"),
            BOM,
        ),
        _kinds(*series.ENDINGS),
    ),
    Operation(
        "search",
        "/{lang}/search",
        (
            LANG,
            Parameter("q", "5G", is_needed=True),
            AS,
            *(Parameter(facet, of=NARROWED.get(facet, ())) for facet in FACETS),
        ),
        _kinds(*endings.ROWS),
    ),
    Operation("compare", "/{lang}/compare", (LANG, Parameter("names", KEY, is_needed=True), AS), _kinds(*endings.ROWS)),
    Operation(
        "targets",
        "/{lang}/targets",
        (LANG, Parameter("status", of=("met", "missed", "on_the_way", "open")), AS),
        _kinds(*endings.ROWS),
    ),
    Operation(
        "tables",
        "/{lang}/tables/{name}.{ending}",
        (LANG, Parameter("name", "observations", tuple(tables.entries())), Parameter("ending", "json", ROWS),
         Parameter("has", "5G"), BOM),
        _kinds(*endings.ROWS),
    ),
    Operation(
        "sql",
        "/{lang}/sql",
        (LANG, Parameter("query", "from trend('5G基站')", is_needed=True), AS),
        _kinds(*endings.ROWS),
    ),
    Operation(
        "feeds",
        "/{lang}/feeds/{feed}.atom",
        (LANG, Parameter("feed", "new", tuple(feeds.FEEDS)), Parameter("indicator"), Parameter("source")),
        (ATOM,),
    ),
    Operation("health", "/health", (), ("application/json",)),
)  # fmt: skip


def show(page: Page) -> Response:
    """The page of the addresses for programs."""
    return page.render("api", here="api", heading=page.word("api"), operations=OPERATIONS, examples=examples(page.lang))


def examples(lang: str) -> dict[str, str]:
    """An address that answers, for every operation."""
    found = {}
    for operation in OPERATIONS:
        asked = {each.name: lang if each is LANG else each.example for each in operation.given if each.example}
        behind = {name: value for name, value in asked.items() if f"{{{name}}}" not in operation.path}
        path = operation.path.format_map(asked)
        found[operation.name] = path + (f"?{urlencode(behind)}" if behind else "")
    return found


def openapi(request: Request) -> Response:
    """The document itself. It needs no copy."""
    return Response(document(), media_type="application/json", headers={"Cache-Control": "no-cache"})


@cache
def document() -> str:
    """The addresses as OpenAPI 3.1."""
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": "gongbao",
            "version": "1",
            "description": words.word("tagline", "en"),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {each.path: {"get": _operation(each)} for each in OPERATIONS},
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _operation(operation: Operation) -> dict[str, Any]:
    schemas = {"application/json": _rows(operation)}
    content = {kind: {"schema": schemas[kind]} if kind in schemas else {} for kind in operation.kinds}
    answers = {"200": {"description": words.of("api", operation.name, "en"), "content": content}}
    return {
        "operationId": operation.name,
        "summary": words.of("api", operation.name, "en"),
        "parameters": list(_parameters(operation)),
        "responses": {**answers, **(_refusals() if operation.given else {})},
    }


def _parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    for each in operation.given:
        schema: dict[str, Any] = {"type": "string"}
        if each.of:
            schema["enum"] = list(map(str, each.of))
        if each.form:
            schema["format"] = each.form
        is_in_path = operation.is_in_path(each)
        told = {
            "name": each.name,
            "in": "path" if is_in_path else "query",
            "required": is_in_path or each.is_needed,
            "description": words.of("parameter", each.name, "en"),
            "schema": schema,
        }
        yield {**told, "example": each.example} if each.example else told


def _rows(operation: Operation) -> dict[str, Any]:
    if operation.name != "series":
        return {"type": "object" if operation.name == "health" else "array"}
    columns = {name: COLUMNS.get(name, {"type": ["string", "null"]}) for name in series.COLUMNS}
    row = {"type": "object", "properties": columns, "required": list(series.COLUMNS), "additionalProperties": False}
    what = {"type": "object", "description": words.of("parameter", "metadata", "en")}
    return {"anyOf": [{"type": "array", "items": row}, what]}


def _refusals() -> dict[str, Any]:
    page = {"text/html": {"schema": {"type": "string"}}}
    return {
        status: {"description": words.word(f"error_{status}", "en"), "content": page}
        for status in ("404", "422", "503")
    }
