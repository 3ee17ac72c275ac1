"""Answers that readers hold on to: one matcher of names, filters with a vocabulary, ids as text, values as floats."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.errors import QueryError
from warehouse.read import ask
from warehouse.read.names import area, wanted


@pytest.mark.parametrize(
    "name", ["5G基站", "５Ｇ基站", "5g 基站", "5G stations", "base stations 5g", "base_stations_5g", "5G Base Stations"]
)
def test_a_name_in_any_dress_is_the_same_question(seeds_home: Path, name: str) -> None:
    assert ask.trend(seeds_home, name) == ask.trend(seeds_home, "5G基站")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("GDP", "found none in the copy: did you mean"),
        ("国内生产总值", "国内生产总值 (gdp)"),
        ("國內生產總值", "国内生产总值 (gdp)"),
        ("专利", "did you mean"),
        ("xyzzy", "try `gongbao search`"),
        ("", "expected an indicator"),
    ],
)
def test_another_indicator_never_answers_in_silence(seeds_home: Path, name: str, says: str) -> None:
    with pytest.raises(QueryError) as refused:
        ask.trend(seeds_home, name)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"measure": "levle"}, "expected one of level,"),
        ({"modality": "plan"}, "expected one of actual, target, forecast"),
        ({"measure": "share"}, "it has level actual CN"),
        ({"place": "北京"}, "(CN-BJ), found none: it has CN"),
        ({"place": "Guangdong"}, "(CN-GD), found none: it has CN"),
        ({"place": "nowhere at all"}, "a code such as CN-GD"),
    ],
)
def test_a_filter_says_what_there_is(seeds_home: Path, given: dict[str, str], says: str) -> None:
    with pytest.raises(QueryError) as refused:
        ask.trend(seeds_home, "5G基站", **given)
    assert says in str(refused.value) and "5G" in str(refused.value)


@pytest.mark.parametrize("name", ["CN", "cn", "China", "中国", "中國"])
def test_a_place_by_any_of_its_names(seeds_home: Path, name: str) -> None:
    assert ask.trend(seeds_home, "5G基站", place=name) == ask.trend(seeds_home, "5G基站", place="CN")


def test_places_and_words_are_read_from_what_is_typed() -> None:
    assert (area("广东"), area("guangdong"), area("cn-gd"), area("灯塔")) == ("CN-GD", "CN-GD", "CN-GD", None)
    assert wanted("　广东　專利 ").words == ("广东", "专利")


def test_values_and_ids_are_what_others_can_read(seeds_home: Path) -> None:
    found = ask.trend(seeds_home, "5G基站")
    for row in found.only(["value", "value_float", "series"]).rows:
        assert float(row[0]) == row[1] and row[2] == "base_stations_5g/CN/level"


@pytest.mark.parametrize("words", ["专利 发明", "發明專利", "发明专利"])
def test_a_search_takes_words_in_any_order_and_script(seeds_home: Path, words: str) -> None:
    found = ask.search(seeds_home, words)
    assert found.rows and all("专利" in row[0] for row in found.only(["indicator"]).rows)
