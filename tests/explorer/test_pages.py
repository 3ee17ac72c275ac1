"""The pages over the seeds: what they say, their files, their feeds, and that they follow a publish."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as Xml

import duckdb
import polars as pl
import pytest

from tests.explorer.service import Service, serving

SERIES = "base_stations_5g/CN/level"
PAGES = (
    "", "search", "search?q=5G", f"series/{SERIES}", f"series/{SERIES}?as_of=2024-06-01", f"card/{SERIES}", "sources",
    "sources/fzrb", "coverage", "targets", "trust", "tables", "tables/claim", "tables/observations?has=5G", "sql",
    "sql?query=from+series+limit+3", "compare", "compare?names=5G%E5%9F%BA%E7%AB%99", "check", "api", "feeds/new.atom",
    "feeds/findings.atom", "feeds/revisions.atom", "feeds/gaps.atom",
)  # fmt: skip


@pytest.fixture(scope="module")
def copy(seeds_home: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(seeds_home / "published.duckdb"), read_only=True)


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_and_carries_its_policy(service: Service, lang: str, path: str) -> None:
    told = service.ask(f"/{lang}/{path}")
    assert told.status == 200, told.text[:2000]
    policy = told.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    if told.headers["content-type"].startswith("text/html"):
        assert not re.search(r"<script(?! src=\"/static/)|<style|\sstyle=|\son[a-z]+=", told.text)
        assert not re.search(
            r"""(?:src|href)=["'](?:https?:)?//(?!www\.w3\.org)[^"']*\.(?:js|css|png|svg|woff)""", told.text
        )


def test_the_first_page_is_in_the_language_that_is_liked(service: Service) -> None:
    liked = {"en-GB,en;q=0.9,zh;q=0.2": "/en/", "zh-CN": "/zh/", "fr": "/zh/", "": "/zh/", "en;q=x, zh;q=": "/zh/"}
    for accepted, place in liked.items():
        told = service.ask("/", headers={"Accept-Language": accepted})
        assert (told.status, told.headers["location"]) == (302, place), accepted


def test_a_series_answers_in_its_first_line_with_what_the_warehouse_holds(
    service: Service, copy: duckdb.DuckDBPyConnection
) -> None:
    value, sentence = copy.execute(
        "SELECT value, sentence FROM trend('5G基站') ORDER BY period_end DESC LIMIT 1"
    ).fetchall()[0]
    page = visible(service.ask(f"/zh/series/{SERIES}").text)
    assert f"5G基站为{value / 10_000:.1f}万个" in page and sentence.partition("459.8")[0] in page
    english = visible(service.ask(f"/en/series/{SERIES}").text)
    assert f"{value / 1_000_000:.3f} million units as of" in english


def test_every_series_has_a_page_and_its_key_is_its_own(service: Service, copy: duckdb.DuckDBPyConnection) -> None:
    keys = [key for (key,) in copy.execute("SELECT series FROM series_named ORDER BY hash(series)").fetchall()]
    assert len(keys) == len(set(keys))
    for key in keys[:25]:
        rows = service.ask(f"/en/series/{quote(key)}.json").json()
        assert {row["series"] for row in rows} >= {key}


def test_what_is_known_on_a_day_is_what_as_of_says(service: Service, copy: duckdb.DuckDBPyConnection) -> None:
    for day in ("2024-01-03", "2024-12-30", "2026-01-01"):
        wanted = copy.execute(
            "SELECT period, value FROM as_of(?::DATE, '5G基站') WHERE measure = 'level' AND ref_area = 'CN'",
            [day],
        ).fetchall()
        found = service.ask(f"/zh/series/{SERIES}.json?as_of={day}").json()
        assert sorted((row["period"], Decimal(row["value"])) for row in found) == sorted(wanted)
    early = visible(service.ask(f"/zh/series/{SERIES}?as_of=2020-01-01").text)
    assert "2020年1月1日 之前尚无刊载；最早的刊载日是 2024年1月3日" in early


def test_a_point_leads_to_its_sentence_and_the_sentence_to_its_article(service: Service) -> None:
    page = service.ask(f"/zh/series/{SERIES}").text
    links = re.findall(r'xlink:href="(/zh/claim/[^"]+)"', page)
    newest = re.search(r'class="proved" href="([^"]+)"', page)
    assert newest and newest[1] in links, "the points of the chart are links, and the answer has its own"
    evidence = service.ask(newest[1])
    assert evidence.status == 200 and "<mark>" in evidence.text
    said = re.search(r'<span class="said">(.*?)</span>', evidence.text, re.DOTALL)
    assert said, "the whole sentence is set off within its article, not the number alone"
    assert visible(said[1]).replace(" ", "").startswith("整个“十四五”期间") and "遍地开花" in said[1]
    (article,) = set(re.findall(r'href="(/zh/article/[^"#]+)#c\d+"', evidence.text))
    assert newest[1] in service.ask(article).text, "the article marks the number and leads back"


def test_the_files_of_a_series_hold_the_same_values(service: Service) -> None:
    rows = service.ask(f"/zh/series/{SERIES}.json").json()
    by_csv = list(csv.DictReader(io.StringIO(service.ask(f"/zh/series/{SERIES}.csv").text)))
    frame = pl.read_parquet(service.ask(f"/zh/series/{SERIES}.parquet").body)
    assert (
        [Decimal(row["value"]) for row in by_csv] == [Decimal(row["value"]) for row in rows] == frame["value"].to_list()
    )
    assert [row["claim_id"] for row in by_csv] == [row["claim_id"] for row in rows] == frame["claim_id"].to_list()
    assert frame["value_float"].dtype == pl.Float64
    assert service.ask(f"/zh/series/{SERIES}.xlsx").body.startswith(b"PK")
    assert service.ask(f"/zh/series/{SERIES}.png").body.startswith(b"\x89PNG")
    assert service.ask(f"/zh/series/{SERIES}.svg").text.startswith("<svg")
    assert service.ask(f"/zh/series/{SERIES}.csv?bom=1").body.startswith(b"\xef\xbb\xbf")
    assert service.ask(f"/zh/series/{SERIES}.metadata.json").json()["n_values"] == len(rows)


def test_no_file_holds_a_number_that_javascript_would_change(service: Service) -> None:
    for name in ("observations", "series_named", "derived_observation", "observation_evidence"):
        for row in service.ask(f"/en/tables/{name}.json").json():
            assert not [key for key, value in row.items() if isinstance(value, int) and abs(value) > 2**53], name


@pytest.mark.parametrize(
    "words", ["５Ｇ基站", "5G 基站", "基站 5g", "stations 5G", "5G base stations", "base_stations_5g"]
)
def test_search_knows_a_name_in_every_dress(service: Service, words: str) -> None:
    assert f"/en/series/{SERIES}" in service.ask(f"/en/search?{urlencode({'q': words})}").text


def test_a_name_without_data_says_so(service: Service) -> None:
    page = visible(service.ask("/zh/search?q=GDP").text)
    assert "指标目录收有“国内生产总值”，但数据库中尚无它的数值" in page


def test_a_draft_is_confirmed_and_contradicted_by_sentences(service: Service) -> None:
    draft = "截至2025年9月19日，我国5G基站达到459.8万个。截至2025年9月19日，我国5G基站达到523万个。"
    body = urlencode({"text": draft, "day": "2025-09-20"}).encode()
    told = service.ask(
        "/zh/check", method="POST", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert told.status == 200 and told.headers["cache-control"] == "no-store"
    assert "2 个数字：印证 1，矛盾 1，待定 0，未知 0" in visible(told.text)
    assert "/zh/claim/fzrb-2025-09-19-000-01:116-123" in told.text


def test_feeds_are_atom(service: Service) -> None:
    for name in ("new", "findings", "revisions", "gaps"):
        root = Xml.fromstring(service.ask(f"/en/feeds/{name}.atom").body)
        space = "{http://www.w3.org/2005/Atom}"
        assert root.tag == f"{space}feed" and root.find(f"{space}updated") is not None
        entries = root.findall(f"{space}entry")
        assert entries or name in {"revisions", "gaps"}, "the seeds are documents, and revise nothing"
        assert len({entry.findtext(f"{space}id") for entry in entries}) == len(entries)
        for entry in entries:
            dt.datetime.fromisoformat(str(entry.findtext(f"{space}updated")))


def test_an_unchanged_page_is_not_sent_twice(service: Service) -> None:
    first = service.ask("/zh/targets")
    again = service.ask("/zh/targets", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_page_weighs_little(service: Service) -> None:
    for path in ("/zh/", f"/zh/series/{SERIES}", "/zh/search?q=%E4%B8%93%E5%88%A9"):
        sent = sum(
            len(service.ask(each, headers={"Accept-Encoding": "gzip"}).body) for each in (path, "/static/style.css")
        )
        assert sent < 150_000


def test_no_page_is_made_from_two_copies_while_publishes_happen(seeds_home: Path, tmp_path: Path) -> None:
    """Each copy has its own name of a paper and of its articles: a page with two of them is made from two copies."""
    home = tmp_path / "home"
    home.mkdir()
    path, newer = home / "published.duckdb", home / "newer"
    seen: list[tuple[int, frozenset[str]]] = []
    is_over = threading.Event()

    def publish(name: str) -> None:
        shutil.copy(seeds_home / "published.duckdb", newer)
        with duckdb.connect(str(newer)) as connection:
            connection.execute("UPDATE source SET name_en = ?, name = ? WHERE source_id = 'fzrb'", [name, name])
            connection.execute("UPDATE article SET title = ? WHERE source_id = 'fzrb'", [name])
        newer.replace(path)

    def read(service: Service) -> None:
        while not is_over.is_set():
            told = service.ask("/en/sources/fzrb")
            seen.append((told.status, frozenset(re.findall(r"Edition \d", told.text))))

    publish("Edition 0")
    with serving(home) as service, ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(read, service) for _ in range(8)]
        for edition in (1, 2, 3):
            publish(f"Edition {edition}")
            until = len(seen) + 24
            while len(seen) < until and not any(each.done() for each in asked):
                time.sleep(0.05)
        is_over.set()
        for each in asked:
            each.result()
    assert {status for status, _ in seen} == {200}
    assert all(len(names) == 1 for _, names in seen)
    assert {name for _, names in seen for name in names} >= {"Edition 3"}


def test_a_publish_is_followed_and_a_lost_copy_is_told(seeds_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with serving(home) as service:
        nothing = service.ask("/en/")
        assert nothing.status == 503 and "gongbao init" in nothing.text and nothing.headers["retry-after"]
        assert service.ask("/health").json()["published"] is False
        path = home / "published.duckdb"
        shutil.copy(seeds_home / "published.duckdb", path)
        first = service.ask("/en/")
        assert first.status == 200
        newer = home / "newer"
        shutil.copy(path, newer)
        with duckdb.connect(str(newer)) as connection:
            connection.execute("UPDATE source SET name_en = 'The Renamed Daily' WHERE source_id = 'fzrb'")
        newer.replace(path)
        told = service.ask("/en/sources", headers={"If-None-Match": first.headers["etag"]})
        assert told.status == 200 and "The Renamed Daily" in told.text
        path.write_bytes(b"no database")
        assert service.ask("/en/sources").status == 503
        path.unlink()
        lost = service.ask("/en/sources")
        assert lost.status == 503 and "Traceback" not in lost.text
