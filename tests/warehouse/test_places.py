"""Places in running text: what must be found, what must not, and the lists' own order."""

import csv
import json
import re
import time
from importlib.resources import files
from pathlib import Path

import pytest

from warehouse.vocabulary.gazetteer import NOTHING, ORGANISATION, listed, not_places
from warehouse.vocabulary.places import canonical, find_places, place

ROOM = Path(__file__).parent / "vocabulary"
KINDS = ["world", "country", "municipality", "province", "region", "city", "district", "zone", "country_group"]


def cases(name: str) -> list[dict]:
    return [json.loads(line) for line in (ROOM / name).read_text(encoding="utf-8").splitlines()]


def rows(name: str) -> list[list[str]]:
    text = files("warehouse.vocabulary").joinpath(name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


@pytest.mark.parametrize("case", cases("places.jsonl"), ids=lambda case: case["text"])
def test_places_of_a_text_are_found_whole_and_in_order(case: dict) -> None:
    found = find_places(case["text"])
    assert [[m.name, m.ref_area, m.kind, m.parent] for m in found] == case["places"]
    assert all(case["text"][m.start : m.end] == m.name for m in found)


@pytest.mark.parametrize("case", cases("places.not.jsonl"), ids=lambda case: case["text"])
def test_what_only_looks_like_a_place_is_none(case: dict) -> None:
    assert [m.name for m in find_places(case["text"]) if m.kind != ORGANISATION] == [], case["reason"]


def test_every_listed_name_is_found_as_itself() -> None:
    wrong = [
        name
        for name, known in listed().items()
        if [(m.name, m.ref_area, m.kind) for m in find_places(name)] != [(name, known.ref_area, known.kind)]
    ]
    assert wrong == []


def test_every_name_that_is_no_place_gives_none() -> None:
    assert [n for n in not_places() if any(m.kind != ORGANISATION for m in find_places(n))] == []


def test_lists_are_unique_sorted_and_closed() -> None:
    table = rows("places.csv")
    names = [row[0] for row in table]
    assert len(names) == len(set(names)) == len(listed())
    assert table == sorted(table, key=lambda r: (KINDS.index(r[2]), r[3] != "zh", r[4], r[0]))
    others = rows("not_places.csv")
    assert len({row[0] for row in others}) == len(others)
    assert {row[1] for row in others} == {ORGANISATION, NOTHING}
    assert not {row[0] for row in others} & set(names)
    assert all(re.fullmatch(r"|CN|WORLD|CN-[A-Z]{2}", row[4]) for row in table)


def test_the_34_provinces_have_their_iso_codes_in_both_languages() -> None:
    codes = {(row[1], row[3]) for row in rows("places.csv") if row[2] in ("province", "municipality")}
    assert len({code for code, _ in codes}) == 34
    assert len(codes) == 68
    assert all(re.fullmatch(r"CN-[A-Z]{2}", code) for code, _ in codes)


@pytest.mark.parametrize(
    ("printed", "one"),
    [
        ("深圳市", "深圳"),
        ("Shenzhen", "深圳"),
        ("Japan", "JP"),
        ("CN-GD", "CN-GD"),
        ("中部地区", "中部"),
        ("白河新区", "白河新区"),
    ],
)
def test_a_place_has_one_canonical_spelling(printed: str, one: str) -> None:
    assert canonical(printed) == one


def test_a_name_is_looked_up_whole() -> None:
    known = place("内蒙古")
    assert known is not None
    assert known.ref_area == "CN-NM"
    assert place("内蒙") is None


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "北京和上海和广东"
    assert [(m.start, m.end, m.name) for m in find_places(text, 3, 6)] == [(3, 5, "上海")]


@pytest.mark.parametrize("text", ["区" * 200_000, "市" * 200_000, "北京" * 100_000, "在" * 200_000, "A " * 100_000])
def test_hostile_text_ends_in_bounded_time(text: str) -> None:
    began = time.process_time()
    find_places(text)
    assert time.process_time() - began < 5
