"""Reading JSON that a site answers with: whole, an object or rows where expected, its shape. Knows no paper."""

from __future__ import annotations

import json
from typing import Any

from flows.sources import markup
from flows.sources.errors import LayoutMismatch, SoftMissing, TruncatedPage, UnwieldyPage


def parse_json(text: str, where: str) -> Any:
    """The document. Raises TruncatedPage for JSON that does not end, SoftMissing for a page of HTML."""
    try:
        told = json.loads(text)
        json_marks(told)  # recurses like the parser
        return told
    except RecursionError as error:
        raise UnwieldyPage("JSON of some levels", f"one as deep as {len(text):,} characters allow", where) from error
    except json.JSONDecodeError as error:
        if text.lstrip()[:1] == "<":
            raise SoftMissing(f"a page of HTML beginning {markup.clean(text[:30])!r}", where) from error
        raise TruncatedPage(f"JSON that breaks at character {error.pos} of {len(text)}", where) from error


def json_marks(told: Any, path: str = "") -> frozenset[str]:
    """The shape of a document: the paths of its keys, list places struck."""
    if isinstance(told, dict):
        inner = [json_marks(value, f"{path}.{key}") for key, value in told.items()]
        return frozenset({path}).union(*inner)
    if isinstance(told, list):
        return frozenset({path}).union(*(json_marks(value, f"{path}[]") for value in told))
    return frozenset({path})


def rows(value: Any, what: str, where: str) -> list[dict[str, Any]]:
    """A list of objects. Raises LayoutMismatch for anything else."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise LayoutMismatch(f"a list of objects {what}", type(value).__name__, where)
    return value


def members(value: Any) -> dict[str, Any]:
    """An object's members; none where it is no object."""
    return value if isinstance(value, dict) else {}
