"""`gongbao indicators` and the messages for an unknown indicator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.cli.command import run


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("全国累计建成5G基站总数", ["base_stations_5g", "without 全国", "named 5G基站"]),
        ("number of 5G base stations", ["base_stations_5g"]),
        ("规上工业增加值增速", ["industrial_value_added_above_designated", "规上 read as 规模以上", "without 增速"]),
    ],
)
def test_a_phrase_is_matched_step_by_step(capsys: pytest.CaptureFixture[str], phrase: str, said: list[str]) -> None:
    assert run(["indicators", "match", phrase]) == 0
    printed = capsys.readouterr().out
    assert all(part in printed for part in said), printed


def test_the_unit_can_forbid_a_match(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["indicators", "match", "5G基站", "--unit", "CNY", "--measure", "level"]) == 1
    assert "nearest: 5G基站 (base_stations_5g)" in capsys.readouterr().err


def test_an_unknown_phrase_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["indicators", "match", "5G基站灯塔"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "5G基站 (base_stations_5g)" in told


def test_a_trend_of_an_unknown_indicator_names_the_nearest(
    seeds_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(seeds_home))
    assert run(["trend", "5G基占"]) == 1
    assert "nearest in the catalogue: 5G基站 (base_stations_5g)" in capsys.readouterr().err


def test_unmatched_phrases_are_listed_by_frequency_as_printed(
    seeds_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(seeds_home))
    assert run(["indicators", "unmatched", "--limit", "50", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    counts = [row["n_claims"] for row in rows]
    assert len(rows) == 50 and counts == sorted(counts, reverse=True) and counts[0] > 1
    assert not any("//" in row["printed"] for row in rows)
    assert any(row["nearest"] for row in rows)
