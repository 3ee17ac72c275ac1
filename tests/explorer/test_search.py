"""Search and comparison over the seeds: every facet narrows to what the copy holds, and offers what there is."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pytest

from tests.explorer.service import Service

FACETS = {
    "place": "series.ref_area",
    "measure": "series.measure",
    "modality": "series.modality",
    "entity": "series.entity",
    "source": "proof.source_id",
}


@pytest.fixture(scope="module")
def copy(seeds_home: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(seeds_home / "published.duckdb"), read_only=True)


def keys(service: Service, **asked: str) -> set[str]:
    rows = service.ask(f"/zh/search?{urlencode({**asked, 'as': 'json'})}").json()
    return {row["series"] for row in rows}


@pytest.mark.parametrize("facet", FACETS)
def test_every_value_of_a_facet_that_is_offered_narrows_to_its_series(
    service: Service, copy: duckdb.DuckDBPyConnection, facet: str
) -> None:
    words = "合作" if facet == "entity" else "企业"
    page = service.ask(f"/zh/search?{urlencode({'q': words})}").text
    _, _, options = page.partition(f'<select name="{facet}">')
    offered = re.findall(r'<option value="([^"]+)">[^<]*\((\d+)\)</option>', options.partition("</select>")[0])
    assert offered, "the seeds have values of every facet"
    everything = keys(service, q=words)
    for code, n in offered:
        held = copy.execute(
            "SELECT DISTINCT series.series FROM series_named AS series"
            " JOIN observation_evidence AS proof ON proof.series_id = series.series_id"
            f" WHERE {FACETS[facet]} = ?", [unescape(code)],
        ).fetchall()  # fmt: skip
        found = keys(service, q=words, **{facet: unescape(code)})
        assert found == everything & {key for (key,) in held}
        assert len(found) == int(n)


def test_a_facet_without_a_result_stays_chosen(service: Service) -> None:
    page = service.ask("/en/search?q=5G&source=no-such-source").text
    assert '<option value="no-such-source" selected>no-such-source</option>' in page


def test_a_comparison_offers_the_other_places_and_bodies(service: Service, copy: duckdb.DuckDBPyConnection) -> None:
    (wanted,) = copy.execute(
        "SELECT list(series ORDER BY series) FROM series_named WHERE indicator_id = 'digital_economy_core_enterprises'"
        " AND measure = 'level' AND modality = 'actual' AND breakdown = ''"
    ).fetchall()[0]
    page = service.ask(f"/zh/compare?{urlencode({'names': wanted[0]})}").text
    offered = re.findall(r'<li><a href="(/zh/compare\?[^"]+)"', page)
    assert len(offered) == len(wanted) - 1 > 0
    both = service.ask(unescape(offered[0])).text
    assert len(re.findall(r'<th scope="col" class="num"><a href="/zh/series/', both)) == 2
