"""What the checkout at the head of the path reads of documents: `python reading.py DOCUMENTS RESULT`, JSON both.

A document is {doc, text, published}; a row is a claim's fields with `span`, its place in the text without white space,
and `error` in place of rows where the checkout cannot read it. The file imports nothing of the tests, so that it runs
with another commit's code.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]
DOORS = (
    "flows.issues.documents",
    ".".join(("flows", "documents", "reading")),
)  # today, and before


def squeeze(text: str) -> tuple[str, list[int]]:
    """The text without white space, and each of its characters' offset in the text."""
    kept = [(char, offset) for offset, char in enumerate(text) if not char.isspace()]
    return "".join(char for char, _ in kept), [offset for _, offset in kept]


@cache
def reader() -> Callable[..., Any]:
    """The function of the checkout that reads a document's text."""
    for name in DOORS:
        try:
            found: Callable[..., Any] = importlib.import_module(name).read_document
        except ModuleNotFoundError:
            continue
        return found
    raise SystemExit(f"expected one of {DOORS} in the checkout, found none: add the door of that commit")


def read(doc: str, text: str, published: dt.date) -> list[Row]:
    """The claims of a document as rows."""
    read_document = reader()
    back = {offset: number for number, offset in enumerate(squeeze(text)[1])}
    rows: list[Row] = []
    for part in read_document(text, source_id="file", published_on=published, doc=doc).articles:
        for claim in part.extraction.claims:
            first = part.article.source_offset(claim.char_start)
            last = part.article.source_offset(claim.char_end - 1)
            inside = [back[offset] for offset in range(first, last + 1) if offset in back]
            rows.append(asdict(claim) | {"span": (inside[0], inside[-1] + 1)})
    return rows


def main(documents: Path, result: Path) -> None:
    """Read every document and write its rows, with the processor seconds and characters of all."""
    found: dict[str, list[Row]] = {}
    given = json.loads(documents.read_text(encoding="utf-8"))
    for document in given[:1]:
        read(document["doc"], document["text"], dt.date.fromisoformat(document["published"]))  # vocabularies are loaded
    started = time.process_time()
    for document in given:
        found[document["doc"]] = read(document["doc"], document["text"], dt.date.fromisoformat(document["published"]))
    spent = time.process_time() - started
    written = {"rows": found, "seconds": spent, "characters": sum(len(document["text"]) for document in given)}
    result.write_text(json.dumps(written, ensure_ascii=False, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
