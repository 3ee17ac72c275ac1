"""Laws of reprints: what reprints what hangs on the texts and their days, never on the order of loading."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.generators import claims
from warehouse.connect import open_writer
from warehouse.series import observe, reprints

PARTS = "甲乙丙丁戊己庚辛"
BODY = "".join(f"第{part}，推动{part}条重点产业链协同攻关，完善{part}类中试平台，提升创新能力，" for part in PARTS)
OTHER = "".join(f"{part}地农户种下新品种水稻，合作社负责育秧，农技员每周到田间查看长势，" for part in PARTS)


def row(source: str, day: str, text: str) -> dict[str, Any]:
    sentence = f"{text}灯塔车间45个。"
    return {
        "source": source, "published_on": day, "quote": "45个", "value": 45, "indicator": "灯塔车间",
        "period": "2025-07-31", "sentence": sentence,
    }  # fmt: skip


ROWS = [
    row("rmrb", "2025-08-01", BODY),
    row("fzrb", "2025-08-03", "本报讯" + BODY),
    row("gxdb", "2025-08-05", OTHER),
    row("jjrb", "2025-09-30", BODY),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_loading_decides_nothing(tmp_path: Path, order: tuple[int, ...]) -> None:
    with open_writer(tmp_path) as warehouse:
        for place in order:
            claims.load(warehouse, [ROWS[place]])
            observe.refresh(warehouse, [])
        told = "SELECT source_id, origin FROM observation_evidence ORDER BY published_on"
        assert warehouse.execute(told).fetchall() == [
            ("rmrb", "rmrb"), ("fzrb", "rmrb"), ("gxdb", "gxdb"), ("jjrb", "jjrb"),
        ]  # fmt: skip
        assert warehouse.execute("SELECT n_claims, n_sources FROM observation").fetchall() == [(4, 3)]
        claims.load(warehouse, [row("rmrb", "2025-08-01", OTHER)])
        observe.refresh(warehouse, [])
        assert warehouse.execute(told).fetchall() == [
            ("rmrb", "rmrb"), ("fzrb", "fzrb"), ("gxdb", "rmrb"), ("jjrb", "jjrb"),
        ]  # fmt: skip


def test_a_signature_knows_a_text_again() -> None:
    one, other = reprints.signature(BODY), reprints.signature(BODY.replace("，", "， "))
    assert one == other and len(one) == 8 * reprints.PERMUTATIONS
    assert reprints.signature(OTHER) != one
