"""A value that a later print replaced stands on its series' page, and in the feed, with both sentences."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from warehouse.explorer.app import create_app

SERIES = "base_stations_5g/CN/level"


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    """The seeds, and the newest value of a series printed once more, later and as another."""
    shutil.copyfile(seeds_home / "published.duckdb", tmp_path / "published.duckdb")
    with duckdb.connect(str(tmp_path / "published.duckdb")) as connection:
        found = connection.execute(
            "SELECT observation_id, claim_id FROM observation WHERE series_id ="
            " (SELECT series_id FROM series_named WHERE series = ?) ORDER BY period_end DESC LIMIT 1", [SERIES],
        )  # fmt: skip
        observation, claim = found.fetchall()[0]
        changes = (
            "INSERT INTO observation_evidence SELECT * REPLACE (claim_id || 'x' AS claim_id, value + 1000 AS value,"
            " published_on + 30 AS published_on, preference + 1 AS preference, 'later' AS origin)"
            " FROM observation_evidence WHERE claim_id = $claim",
            "INSERT INTO claim SELECT * REPLACE (claim_id || 'x' AS claim_id, value + 1000 AS value,"
            " published_on + 30 AS published_on, '后来改为459.9万个。' AS sentence, '459.9万个' AS quote)"
            " FROM claim WHERE claim_id = $claim",
        )
        for change in changes:
            connection.execute(change, {"claim": claim})
        connection.execute("UPDATE observation SET n_values = 2 WHERE observation_id = ?", [observation])
    return tmp_path


def test_both_sentences_of_a_revision_are_shown(home: Path) -> None:
    with TestClient(create_app(home)) as client:
        page = client.get(f"/zh/series/{SERIES}").text
        revised = page.partition('id="revisions"')[2].partition("</section>")[0]
        assert "后来改为" in revised and "5G应用在矿山" in revised
        before = client.get(f"/zh/series/{SERIES}?as_of=2025-09-20").text
        assert 'id="revisions"' not in before
        feed = client.get("/en/feeds/revisions.atom").text
        assert feed.count("<entry>") == 1 and "后来改为" in feed and "5G应用在矿山" in feed


def test_the_slider_leads_to_the_day_of_its_place(home: Path) -> None:
    """Without a script: the form sends a place, and each day has its link too."""
    with TestClient(create_app(home)) as client:
        page = client.get(f"/en/series/{SERIES}").text
        days = re.findall(r"\?as_of=([\d-]+)\"", page.partition('<nav aria-label="Days')[2].partition("</nav>")[0])
        assert len(days) > 2 and days == sorted(set(days))
        assert f'max="{len(days)}" step="1" value="{len(days)}"' in page and "<script>" not in page
        for place, day in enumerate(days, 1):
            told = client.get(f"/en/series/{SERIES}?vintage={place}", follow_redirects=False)
            assert (told.status_code, told.headers["location"]) == (303, f"/en/series/{SERIES}?as_of={day}")
            shown = client.get(f"/en/series/{SERIES}?as_of={day}").text
            assert f'value="{place}" list="steps"' in shown
        revised = shown.partition('id="revisions"')[2].partition("</section>")[0]
        assert "后来改为" in revised and "5G应用在矿山" in revised, "the last day's, with both sentences"


@pytest.mark.parametrize("place", ["0", "99", "-1", "x", "１", "1.5"])
def test_a_place_that_the_slider_has_not_is_refused(home: Path, place: str) -> None:
    with TestClient(create_app(home)) as client:
        told = client.get(f"/en/series/{SERIES}", params={"vintage": place}, follow_redirects=False)
        assert told.status_code == 422 and "expected a vintage from 1 to" in told.text
