"""The tables of warehouse/vocabulary as data: unique, sorted, closed; and what a contradiction in them says."""

import json
import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from warehouse.vocabulary.catalogue import CatalogueError, build, catalogue, families
from warehouse.vocabulary.units import one_unit

ROOM = files("warehouse.vocabulary")


def test_catalogue_is_wide_enough() -> None:
    assert len(catalogue()) >= 300
    fields = {e.field for e in catalogue().entries.values()}
    assert {"industry", "telecoms", "energy", "vehicles", "trade", "prices", "enterprises", "patents", "rd"} <= fields


def test_entries_stand_in_order_within_their_file() -> None:
    for file in ROOM.joinpath("indicators").iterdir():
        ids = list(tomllib.loads(file.read_text(encoding="utf-8")))
        assert ids == sorted(ids), file.name


def test_ids_are_snake_case_and_names_in_their_language() -> None:
    for found in catalogue().entries.values():
        assert found.id.replace("_", "").isalnum() and found.id.isascii() and found.id == found.id.lower(), found.id
        assert any("\u4e00" <= letter <= "\u9fff" for letter in found.name_zh), found.id
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in "".join((found.name_en, *found.aliases_en))), (
            found.id
        )


def test_no_name_stands_twice_in_an_entry() -> None:
    for found in catalogue().entries.values():
        names = list(found.names())
        assert len(names) == len(set(names)), found.id


def test_units_belong_to_a_family_or_are_known_alone() -> None:
    alone = {unit for unit in {e.unit for e in catalogue().entries.values()} if families(unit) == {unit}}
    assert alone == {
        "ZB", "部/百人", "重量箱", "载重吨", "人年", "盎司", "个月",
        "x", "票", "百升", "元/平方米", "元/股",
    }  # fmt: skip


def test_rates_are_percentages_between_their_bounds() -> None:
    for found in catalogue().entries.values():
        if found.low is None or found.high is None:
            continue
        assert found.low < found.high, found.id
        if found.unit == "%":
            assert found.kind == "ratio", found.id
            assert found.low >= -100 and found.high <= 120, found.id


def test_parts_name_their_whole_as_parent_and_share_its_unit() -> None:
    book = catalogue()
    for whole in book.entries.values():
        for division in whole.parts:
            assert list(division) == sorted(division), whole.id
            assert len(division) >= 2, whole.id
            for part in division:
                assert book[part].parent, part
                assert families(book[part].unit) & families(whole.unit), part


def test_no_entry_is_its_own_ancestor() -> None:
    book = catalogue()
    for found in book.entries.values():
        line = [found.id]
        while parent := book[line[-1]].parent:
            assert parent not in line, found.id
            line.append(parent)


def contradictions() -> list[dict]:
    lines = (Path(__file__).parent / "vocabulary" / "contradictions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("case", contradictions(), ids=lambda case: case["case"])
def test_a_contradiction_names_file_line_and_both_sides(case: dict) -> None:
    with pytest.raises(CatalogueError) as caught:
        build(case["files"], {})
    message = str(caught.value)
    assert [words for words in case["message_holds"] if words not in message] == [], message
    assert "\n" not in message


def test_a_word_of_two_breakdowns_is_a_contradiction() -> None:
    with pytest.raises(CatalogueError, match="belongs to"):
        build({}, {"colour": {"红色": ["赤"], "橙色": ["赤"]}})


@pytest.mark.parametrize(
    ("unit", "wanted", "kept", "factor"),
    [
        ("斤", "吨", "吨", "0.0005"),
        ("斤", "", "吨", "0.0005"),
        ("公顷", "", "亩", "15"),
        ("亩", "平方公里", "平方公里", "1500"),
        ("公斤/公顷", "公斤/亩", "公斤/亩", "15"),
        ("元/斤", "", "元/公斤", "2"),
        ("平方米", "", "平方米", "1"),
        ("吨", "CNY", "吨", "1"),
        ("千瓦", "千瓦时", "千瓦", "1"),
        ("家", "", "家", "1"),
    ],
)
def test_units_of_one_quantity_meet_in_the_unit_that_the_series_keeps(
    unit: str, wanted: str, kept: str, factor: str
) -> None:
    told, found = one_unit(unit, wanted)
    assert told == kept
    ratio = Decimal(1) / found if unit in {"亩", "公斤/公顷"} else found
    assert ratio.quantize(Decimal("0.0001")) == Decimal(factor).quantize(Decimal("0.0001"))
