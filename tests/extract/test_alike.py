"""What an article says does not change with the way it is printed: the laws of even text, over real articles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from flows.parse.scan.page import read_page
from flows.runs.manifest import read_manifest
from flows.runs.seeds import read_document_of
from tests.extract.alike import WAYS, changed, is_must, said
from warehouse.model import Article
from warehouse.resources import seeds_directory

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SETS = {
    "dev": (SHARED / "gold/dev/gold", SHARED / "gold/dev/docs"),
    "train": (SHARED / "gold/train", SHARED / "corpus/docs"),
}
HEADER = re.compile(r"^# \w+:.*$", re.M)
UNCHANGED = 0.99  # of the `must` claims, every field of them


def articles(name: str) -> Iterator[Article]:
    if name == "seeds":
        for document in read_manifest(seeds_directory()).documents:
            yield from (article for article, _ in read_document_of(document).pairs())
        return
    gold, texts = SETS[name]
    for path in sorted(gold.glob("*.jsonl")):
        text = next(texts.glob(path.stem + "*")).read_text(encoding="utf-8")
        told = re.search(r"^# published:\s*(\S+)", text, re.M)
        published = dt.date.fromisoformat(told[1]) if told else dt.date(2025, 1, 1)
        bare = HEADER.sub(lambda found: " " * len(found.group()), text)
        yield from read_page(bare, source_id="file", published_on=published, doc=path.stem).articles


@cache
def as_printed(name: str) -> list[tuple[Article, dict[int, dict[str, object]]]]:
    return [(article, said(article)) for article in articles(name)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["seeds", *SETS])
def test_what_is_said_does_not_change_with_the_way_it_is_printed(name: str, way: str) -> None:
    if name in SETS and not SETS[name][0].is_dir():
        pytest.skip("the annotated articles are not beside the checkout")
    read = as_printed(name)
    count = sum(is_must(fields) for _, before in read for fields in before.values())
    differ = [pair for article, before in read for pair in changed(article, before, WAYS[way])]
    shown = f", the first: {differ[0]}" if differ and name == "seeds" else ""  # others may be held out
    assert len(differ) <= (1 - UNCHANGED) * count, f"{len(differ)} of {count} changed{shown}"


@pytest.mark.parametrize("way", WAYS)
def test_the_ways_print_otherwise(way: str) -> None:
    text = "2025年1—8月，发电量12 亿千瓦时，增长-5.6%。"
    assert WAYS[way](text) != text
