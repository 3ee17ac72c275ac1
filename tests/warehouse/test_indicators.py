"""Matching of phrases to the catalogue: each entry said in its ways, what must not meet, the explanation, look-ups."""

import json
import time
from pathlib import Path

import pytest

from warehouse.vocabulary.indicators import Match, agrees, catalogue, find, match, nearest

ROOM = Path(__file__).parent / "vocabulary"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "seeds"


def cases(name: str) -> list[dict]:
    return [json.loads(line) for line in (ROOM / name).read_text(encoding="utf-8").splitlines()]


def named(case: dict) -> str:
    return f"{case['phrase']}|{case['measure']}"


def test_every_entry_is_known_by_its_names_in_both_languages() -> None:
    wrong = []
    for case in cases("match.jsonl"):
        for phrase in case["phrases"]:
            body = case.get("entity", "")
            found = match(phrase, unit=case["unit"], measure=case["measure"], lang=case["lang"], entity=body)
            if found is None or found.indicator_id != case["id"]:
                wrong.append((case["id"], phrase, found))
    assert wrong == []


def test_every_entry_is_known_by_its_own_names() -> None:
    """So a new entry needs no line of the corpus; one that is said in a way of its own gets it there."""
    wrong = []
    for entry in catalogue().entries.values():
        body = "甲公司" if entry.of_body else ""  # what only bodies have is nobody's without one
        for lang, name in (("zh", entry.name_zh), ("en", entry.name_en)):
            found = match(name, unit=entry.unit, measure="", lang=lang, entity=body)
            if found is None or found.indicator_id != entry.id:
                wrong.append((entry.id, name, found))
            if body:
                assert getattr(match(name, unit=entry.unit, measure="", lang=lang), "indicator_id", "") != entry.id
    assert wrong == []
    assert {case["id"] for case in cases("match.jsonl")} <= set(catalogue().entries)


def test_every_alias_finds_its_own_entry() -> None:
    wrong = [
        (entry.id, alias)
        for entry in catalogue().entries.values()
        for alias, _ in entry.names()
        if "{" not in alias and not entry.of_body and getattr(find(alias), "id", None) != entry.id
    ]
    assert wrong == []


def told(case: dict) -> Match | None:
    """What the phrase of a case is matched with, all of its fields given."""
    given = {name: case[name] for name in ("unit", "measure", "lang", "breakdown")}
    return match(case["phrase"], **given, entity=case.get("entity", ""))


@pytest.mark.parametrize("case", cases("match.said.jsonl"), ids=named)
def test_a_phrase_said_otherwise_meets_its_entry(case: dict) -> None:
    found = told(case)
    assert found is not None
    assert (found.indicator_id, found.breakdown) == (case["id"], case["residual"])
    assert any(step.startswith("named ") for step in found.why)


@pytest.mark.parametrize("case", cases("match.not.jsonl"), ids=named)
def test_two_indicators_do_not_meet(case: dict) -> None:
    found = told(case)
    met = found.indicator_id if found else None
    assert (met is None) if case["not"] is None else (met != case["not"]), case["reason"]


def test_negative_cases_name_entries_that_exist() -> None:
    assert {case["not"] for case in cases("match.not.jsonl")} - {None} <= set(catalogue().entries)


def test_a_match_tells_each_step_in_order() -> None:
    found = match("累计建成5G基站总数", unit="个", measure="level", lang="zh")
    assert found is not None
    assert found.why == ("without 累计", "without 建成", "without 总数", "named 5G基站")


def test_a_growth_belongs_to_its_level_and_a_share_to_a_share() -> None:
    level, share = catalogue()["manufacturing_value_added"], catalogue()["manufacturing_value_added_share_of_gdp"]
    assert agrees(level, "%", "growth")
    assert not agrees(level, "%", "share")
    assert agrees(share, "%", "share")
    assert agrees(share, "pp", "change_pp")
    assert not agrees(share, "%", "growth")
    assert not agrees(share, "CNY", "level")


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("5G基占", "base_stations_5g"),
        ("高新技术企也", "high_tech_enterprises"),
        ("base_station_5g", "base_stations_5g"),
    ],
)
def test_an_unknown_name_has_nearest_entries(name: str, best: str) -> None:
    assert find(name) is None
    assert nearest(name)[0].id == best
    assert len(nearest(name, 3)) <= 3


@pytest.mark.parametrize(
    "name", ["base_stations_5g", "5G基站", "5G 基站总数", "５Ｇ基站", "5G base stations", "Number of 5G base stations"]
)
def test_an_entry_is_found_by_id_name_or_alias(name: str) -> None:
    found = find(name)
    assert found is not None
    assert found.id == "base_stations_5g"


def test_matching_again_is_quick() -> None:
    phrases = [phrase for case in cases("match.jsonl")[:500] for phrase in case["phrases"]]
    for phrase in phrases:
        match(phrase, unit="个", measure="level", lang="zh")
    began = time.process_time()
    for phrase in phrases:
        match(phrase, unit="个", measure="level", lang="zh")
    assert (time.process_time() - began) / len(phrases) < 20e-6


@pytest.mark.skipif(not SEEDS.exists(), reason="the shared gold files are not beside the project")
def test_facts_printed_in_two_languages_meet_in_one_entry() -> None:
    sides: dict[int, dict[str, str | None]] = {}
    for file in SEEDS.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("pair") and row["tier"] == "must":
                found = match(row["indicator"], unit=row["unit"], measure=row["measure"], lang=row["lang"])
                sides.setdefault(row["pair"], {})[row["lang"]] = found.indicator_id if found else None
    met = [pair for pair in sides.values() if pair.get("zh") and pair.get("zh") == pair.get("en")]
    assert len(met) >= 0.95 * len(sides)
