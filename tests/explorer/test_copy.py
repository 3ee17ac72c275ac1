"""The copy under the pages: hostile texts in it, none, a broken one, one that goes and comes while pages are made."""

from __future__ import annotations

import itertools
import re
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest

from tests.explorer.service import Service, serving
from tests.explorer.test_bad_input import HOSTILE
from tests.explorer.test_sweep import GOOD, _fault, _raw, filled
from warehouse.connect import PUBLISHED_FILE
from warehouse.explorer import app, endings

TEXTS = {
    "article": ("kicker", "title", "subtitle", "byline", "credit", "page_name"),
    "claim": ("sentence", "quote", "indicator", "breakdown", "entity", "period_text"),
    "series": ("phrase", "name", "breakdown", "entity"),
    "series_name": ("name", "breakdown", "entity"),
    "observation_evidence": ("indicator",),
    "indicator": ("name_zh", "name_en"),
    "source": ("name", "name_en"),
    "finding": ("reason",),
    "issue": ("detail",),
    "correction": ("reason",),
    "release": ("title", "reason"),
}
SEEN = {"text/html", "application/atom+xml", "image/svg+xml"}  # kinds that a browser shows as more than text
PATHS = [filled(path) for path, _ in app.PAGES]
GOING = ("", f"series/{GOOD['key']}", f"series/{GOOD['key']}.xlsx", "trust", "search?q=5G", "tables/claim.csv",
         "feeds/new.atom", f"claim/{GOOD['claim_id']}", "sql?query=from+series")  # fmt: skip


@pytest.fixture(scope="module")
def hostile(seeds_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Over a copy in which every text of the press holds markup and marks that turn the text."""
    home = tmp_path_factory.mktemp("hostile")
    shutil.copy(seeds_home / PUBLISHED_FILE, home)
    with duckdb.connect(str(home / PUBLISHED_FILE)) as copy:
        for table, columns in TEXTS.items():
            given = ", ".join(f"{each} = {each} || if({each} = '', '', $hostile)" for each in columns)
            copy.execute(f"UPDATE {table} SET {given}", {"hostile": HOSTILE})
        copy.execute("UPDATE article SET text = text || chr(10) || $hostile", {"hostile": HOSTILE})
    with serving(home) as running:
        yield running


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_text_of_the_press_is_never_more_than_text(hostile: Service, lang: str) -> None:
    met = 0
    for path in (*PATHS, "search?q=5G", "compare?names=5G", "tables/claim", "tables/article", "tables/finding",
                 "sql?query=from+article+limit+5", "feeds/findings.atom", "feeds/gaps.atom",
                 *(f"series/{GOOD['key']}{ending}" for ending in endings.KINDS)):  # fmt: skip
        told = _raw(hostile, f"/{lang}/{path}")
        assert told.status == (404 if path.startswith("archived/") else 200), f"{path}: {told.status}"
        assert not (fault := _fault(told, lang)), f"{path}: {fault}"
        if told.headers["content-type"].partition(";")[0] in SEEN:
            assert "<script>" not in told.text and not re.search("[\u202a-\u202e]", told.text), path
            met += "script" in told.text
    assert met > 8, "the texts are there, as text"


def test_a_file_has_the_text_as_printed(hostile: Service) -> None:
    assert HOSTILE in hostile.ask("/zh/tables/claim.json").json()[0]["sentence"]


@pytest.fixture
def alone(seeds_home: Path, tmp_path: Path) -> Iterator[Service]:
    shutil.copy(seeds_home / PUBLISHED_FILE, tmp_path)
    with serving(tmp_path) as running:
        yield running


def test_without_a_copy_every_page_says_what_to_do(alone: Service) -> None:
    """None yet, one that is no database, half of one, a folder in its place; then a good one."""
    path = alone.home / PUBLISHED_FILE
    good = path.read_bytes()
    for what in (None, b"", b"no database" * 500, good[: len(good) // 2], b"\0" * 8192):
        path.unlink(missing_ok=True)
        if what is not None:
            path.write_bytes(what)
        for lang in ("zh", "en"):
            for each in PATHS:
                told = _raw(alone, f"/{lang}/{each}")
                assert told.status == 503 and told.headers["retry-after"], f"{each}: {told.status}"
                assert not (fault := _fault(told, lang)), f"{each}: {fault}"
    path.unlink()
    path.mkdir()
    assert _raw(alone, "/zh/").status == 503
    path.rmdir()
    new = path.with_suffix(".new")
    new.write_bytes(good)
    new.replace(path)
    assert _raw(alone, "/zh/").status == 200


def test_a_copy_that_goes_and_comes_in_mid_request_gives_whole_answers(alone: Service) -> None:
    path, away = alone.home / PUBLISHED_FILE, alone.home / "away"
    is_over, amiss, seen = threading.Event(), dict[str, str](), set[int]()

    def replace() -> None:
        while not is_over.is_set():
            path.replace(away)  # it vanishes
            time.sleep(0.05)
            away.replace(path)
            time.sleep(0.15)
            shutil.copy(path, away)  # another takes its place
            away.replace(path)
            time.sleep(0.15)

    def read(number: int) -> None:
        until = time.monotonic() + 120
        for at in itertools.count():
            if at >= 40 and (seen >= {200, 503} or time.monotonic() > until):
                break
            lang, each = ("zh", "en")[at % 2], GOING[(at + number) % len(GOING)]
            told = _raw(alone, f"/{lang}/{each}")
            seen.add(told.status)
            if told.status not in {200, 503} or (fault := _fault(told, lang)):
                amiss[each] = f"{told.status} {fault if told.status == 200 else told.text[:300]}"

    writer = threading.Thread(target=replace)
    writer.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(read, range(4)))
    finally:
        is_over.set()
        writer.join()
    assert not amiss
    assert seen == {200, 503}, "the copy was both there and away"


def test_a_key_that_is_markup_is_no_markup(hostile: Service) -> None:
    for name in ("series", "claim", "article", "sources", "tables"):
        told = hostile.ask(f"/zh/{name}/{quote(HOSTILE)}")
        assert told.status == 404 and "<script>" not in told.text
