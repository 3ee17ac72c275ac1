"""The benchmark's small sister: a generated warehouse is sound, one more issue costs what it costs in a smaller one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import scale as benchmark
from tests.generators import scale
from warehouse.connect import PUBLISHED_FILE, open_reader

SMALL, LARGE = 20_000, 100_000


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("scale")
    for n_claims in (SMALL, LARGE):
        report = benchmark.make(folder / str(n_claims), n_claims)
        assert report["series"] == n_claims // scale.PER_SERIES
    return {n_claims: folder / str(n_claims) for n_claims in (SMALL, LARGE)}


def test_every_series_has_its_months_each_printed_twice(homes: dict[int, Path]) -> None:
    with open_reader(homes[LARGE]) as connection:
        counts = connection.execute("SELECT DISTINCT n_observations FROM series").fetchall()
        assert counts == [(scale.MONTHS,)]
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (LARGE,)
        matched = connection.execute("SELECT count(indicator_id) / count(*) FROM series").fetchall()[0][0]
        assert 0.1 < matched < 0.3
        unproved = "SELECT count(*) FROM claim JOIN article USING (article_id) WHERE substring(text, char_start + 1, "
        assert connection.execute(f"{unproved}char_end - char_start) <> quote").fetchone() == (0,)


def test_answers_are_whole(homes: dict[int, Path]) -> None:
    with open_reader(homes[LARGE]) as connection:
        names = connection.execute("SELECT name FROM series WHERE name IS NOT NULL ORDER BY 1 LIMIT 5").fetchall()
        for (name,) in names:
            assert len(connection.execute("FROM trend(?)", [name]).fetchall()) == scale.MONTHS
            told = connection.execute("FROM evidence(?, measure := 'level')", [name]).fetchall()
            assert len(told) in (0, scale.PER_SERIES)


def test_the_questions_of_the_benchmark_are_answered(homes: dict[int, Path]) -> None:
    report = benchmark.ask(homes[LARGE], 3)
    assert report.keys() == benchmark.QUESTIONS.keys()
    assert all(told["rows_median"] > 0 and told["cpu_ms"] > 0 for told in report.values()), report


def test_a_claim_takes_few_bytes(homes: dict[int, Path]) -> None:
    assert (homes[LARGE] / PUBLISHED_FILE).stat().st_size / LARGE < 250  # 10 million in less than 2.5 GB


def test_one_more_issue_costs_the_same_in_a_larger_warehouse(homes: dict[int, Path]) -> None:
    small, large = benchmark.refreshes([homes[SMALL], homes[LARGE]], 6)
    assert large["cpu_ms"] < 1.5 * small["cpu_ms"]
