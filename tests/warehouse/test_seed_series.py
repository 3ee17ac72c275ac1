"""The loaded seeds against their gold: what the annotators read of nine well-known indicators is one series each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from warehouse.connect import open_reader

GOLD = Path(__file__).parents[1] / "extract" / "gold" / "seeds"
# the catalogue's id, the measure, and what the annotators call it in either language
SERIES = {
    "base_stations_5g": ("level", {"5G基站", "5G base stations"}),
    "srdi_smes": (
        "level",
        {"专精特新中小企业", "specialized and new small- and medium-sized enterprises"},
    ),
    "little_giant_enterprises": ("level", {"专精特新“小巨人”企业", "“小巨人”企业", "‘little giant’ enterprises"}),
    "high_tech_enterprises": ("level", {"高新技术企业", "高新技术企业数量", "high-tech enterprises"}),
    "industrial_value_added": ("level", {"全部工业增加值", "total industrial added value"}),
    "manufacturing_value_added": ("level", {"制造业增加值", "manufacturing added value"}),
    "equipment_manufacturing_share_of_industry": (
        "share",
        {"装备制造业增加值占规上工业比重", "equipment manufacturing as a share of industry above the designated size"},
    ),
    "high_tech_manufacturing_share_of_industry": (
        "share",
        {
            "高技术制造业增加值占规上工业比重",
            "added value of high-tech manufacturing as a share of industry above the designated size",
        },
    ),
    "rd_top_2500_enterprises": (
        "level",
        {
            "入围全球研发投入2500强的工业企业",
            "Chinese industrial enterprises among the top 2500 global R&D investors",
        },
    ),
}


def gold_values(measure: str, names: set[str]) -> Counter[Decimal]:
    """Every actual national value that the annotators read under one of the names, as often as it is printed."""
    lines = [line for file in sorted(GOLD.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    claims = [json.loads(line, parse_float=Decimal) for line in lines]
    return Counter(
        Decimal(claim["value"])
        for claim in claims
        if claim["indicator"] in names
        and claim["measure"] == measure
        and (claim["modality"], claim["ref_area"], claim["tier"]) == ("actual", "CN", "must")
    )


@pytest.fixture(scope="module")
def loaded(seeds_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_reader(seeds_home) as connection:
        yield connection


@pytest.mark.parametrize("indicator_id", SERIES)
def test_one_series_holds_every_value_that_a_seed_prints(loaded: duckdb.DuckDBPyConnection, indicator_id: str) -> None:
    measure, names = SERIES[indicator_id]
    query = (
        "SELECT claims.series_id, claims.value FROM claims INNER JOIN series USING (series_id) "
        "WHERE series.indicator_id = ? AND series.measure = ? "
        "AND series.modality = 'actual' AND series.breakdown = '' AND series.ref_area = 'CN'"
    )
    rows = loaded.execute(query, [indicator_id, measure]).fetchall()
    assert len({series_id for series_id, _ in rows}) == 1
    assert Counter(value for _, value in rows) == gold_values(measure, names)
    in_order = "SELECT period_end, value FROM trend(?, measure := ?, suspects := TRUE)"
    shown = loaded.execute(in_order, [indicator_id, measure]).fetchall()
    assert shown == sorted(shown) and {value for _, value in shown} <= {value for _, value in rows}
    assert len(shown) >= 2


def test_the_target_for_base_stations_is_met(loaded: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT target, actual, status FROM targets_actuals WHERE indicator_id = 'base_stations_5g'"
    assert loaded.execute(query).fetchall() == [(Decimal(4_500_000), Decimal(4_598_000), "met")]
