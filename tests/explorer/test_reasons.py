"""The reasons of the checks on a Chinese page are Chinese: each check that speaks of claims has its words."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files

import pytest

from tests.docs.pages import TOP
from tests.explorer.service import Service
from warehouse.explorer.reasons import reason

TOLD = tomllib.loads(files("warehouse.explorer").joinpath("reasons.toml").read_text(encoding="utf-8"))["reason"]
CASES = TOP / "tests" / "warehouse" / "sql"
OF_CLAIMS = sorted(
    file.stem
    for file in (TOP / "sql" / "checks").glob("*.sql")
    if "\n    'claim' AS subject" in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("rule", OF_CLAIMS)
def test_a_check_of_claims_has_its_words_in_chinese(rule: str) -> None:
    assert rule in {row["rule"] for row in TOLD}, "a line of warehouse/explorer/reasons.toml"
    lines = [line for file in (CASES / rule).glob("*/expected.jsonl") for line in file.read_text("utf-8").splitlines()]
    printed = {json.loads(line)["reason"] for line in lines if "reason" in json.loads(line)}
    for text in printed:
        assert reason(text, "zh") != text and reason(text, "en") == text


def test_enough_reasons_were_met() -> None:
    held = [
        file
        for rule in OF_CLAIMS
        for file in (CASES / rule).glob("*/expected.jsonl")
        if '"reason"' in file.read_text("utf-8")
    ]
    assert len(held) >= 10 and len(OF_CLAIMS) >= 25


def test_what_no_check_writes_stays_as_it_is() -> None:
    assert reason("declared by hand", "zh") == "declared by hand" and reason(None, "zh") == ""


def test_the_trust_board_is_in_the_language_of_its_page(service: Service) -> None:
    told = {lang: service.ask(f"/{lang}/trust").text for lang in ("zh", "en")}
    assert "占比不可能为121%" in told["zh"] and "cannot be" not in told["zh"]
    assert "a share of 121 % cannot be" in told["en"]
