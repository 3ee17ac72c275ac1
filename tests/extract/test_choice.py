"""Choosing between candidates and learning the weights: laws, and what a torn file of weights says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.choice.choose import WeightsError, choose, read_weights
from flows.extract.choice.learn import Example, learn
from flows.extract.claim.confidence import Sureness, confidence, evidence_of
from flows.extract.record import Candidate
from flows.extract.rule import Evidence, names_that_hold
from warehouse.model import Claim, Measure

NAMES = st.sampled_from(["near", "far", "listed", "said"])
CANDIDATES = st.lists(st.lists(NAMES, unique=True).map(tuple), min_size=1, max_size=6)
WEIGHTS = st.dictionaries(NAMES, st.floats(-5, 5))


@given(CANDIDATES, WEIGHTS)
def test_probabilities_add_up_and_the_chosen_is_the_first_of_the_most_probable(
    evidence: list[tuple[str, ...]], weights: dict[str, float]
) -> None:
    decision = choose("period", [Candidate(at, names) for at, names in enumerate(evidence)], weights)
    assert sum(decision.probabilities) == pytest.approx(1)
    assert decision.probability == max(decision.probabilities)
    sums = [sum(weights.get(name, 0.0) for name in names) for names in evidence]
    assert decision.value == sums.index(max(sums))


def test_a_value_that_is_no_candidate_has_no_probability() -> None:
    decision = choose("period", [Candidate("a", ("near",)), Candidate("b", ())], {"near": 2.0})
    assert decision.value == "a" and decision.probability > 0.85
    assert decision.probability_of("b") == pytest.approx(1 - decision.probability)
    assert decision.probability_of("c") == 0


def test_evidence_keeps_its_listed_order() -> None:
    evidence: tuple[Evidence[int, int], ...] = (
        Evidence("above", lambda subject, value: value > subject),
        Evidence("even", lambda _, value: value % 2 == 0),
    )
    assert names_that_hold(evidence, 3, 8) == ("above", "even")
    assert names_that_hold(evidence, 9, 8) == ("even",)


def test_learning_finds_what_decides_and_is_the_same_twice() -> None:
    told = [Example(f"d{n}", (("near",), ("far", "listed")), (n % 10 > 0, n % 10 == 0)) for n in range(60)]
    weights = learn(told, 1.0)
    assert weights["near"] > 0 > weights["far"]
    assert weights == learn(told, 1.0)
    assert list(weights) == sorted(weights)
    decision = choose("x", [Candidate(0, ("near",)), Candidate(1, ("far", "listed"))], weights)
    assert decision.probability == pytest.approx(0.9, abs=0.03), "the share of examples in which it was right"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[period", "expected TOML"),
        ("period = 3", "expected a table [period]"),
        ('[period]\n"near" = "much"', "expected a number for 'near'"),
        ('[period]\n"near" = nan', "expected a number for 'near'"),
        ('[period]\n"near" = true', "expected a number for 'near'"),
    ],
)
def test_a_torn_file_of_weights_says_what_to_do_in_one_line(text: str, found: str) -> None:
    with pytest.raises(WeightsError) as refused:
        read_weights(text)
    message = str(refused.value)
    assert found in message and "make train" in message and "\n" not in message


def test_a_claim_is_surer_where_both_readers_agree() -> None:
    claim = Claim(
        article_id="a",
        char_start=2,
        char_end=6,
        sentence="产量310吨",
        quote="310吨",
        value=Decimal(310),
        unit="吨",
        indicator="产量",
        measure=Measure.LEVEL,
    )
    agreed, doubted = (evidence_of(claim, Sureness(p, "CN", 0.96)) for p in (0.97, 0.1))
    assert Decimal(0) < confidence(doubted) < confidence(agreed) < Decimal(1)
