"""The gold gate: what is read from every annotated set, scored against its annotation, never falls below the floors."""

from __future__ import annotations

import itertools
import random
import shutil
import statistics
import subprocess
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.extract.gold.reading import read
from tests.extract.gold.ruler import Reading, figures, scored
from tests.extract.gold.scoring import Scored, reliability, strict_range
from tests.extract.gold.sets import SETS, documents, is_there

HERE = Path(__file__).parent
FLOORS = "tests/extract/gold/floors.toml"
REQUIRED = {"precision": 0.95, "recall": 0.95, "strict_f1": 0.90}  # of the seeds
REQUIRED_OF_A_FIELD = 0.93

Floors = dict[str, dict[str, float]]


def floors_of(text: str) -> Floors:
    """The floors by set; before there were three sets, all were of the seeds."""
    told = tomllib.loads(text)
    return told if all(isinstance(part, dict) for part in told.values()) else {"seeds": told}


def floors() -> Floors:
    return floors_of((HERE / "gold/floors.toml").read_text(encoding="utf-8"))


@cache
def scores(name: str) -> dict[str, Scored]:
    found = list(documents(name))
    return scored(found, Reading({d.doc: read(d.doc, d.text, d.published) for d in found}, 0.0))


@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, part in floors().items() for figure in part])
def test_no_figure_falls_below_its_floor(name: str, figure: str) -> None:
    if not is_there(name):
        pytest.skip("the annotated articles are not beside the checkout")
    found = figures(list(scores(name).values()))
    assert found[figure] >= floors()[name][figure], (
        f"{name}, {figure}: expected {floors()[name][figure]}, found {found}"
    )


def test_every_annotated_sentence_of_the_seeds_stands_in_its_document() -> None:
    assert sum(part.counts["unplaced"] for part in scores("seeds").values()) == 0


def test_the_floors_of_the_seeds_are_at_least_what_was_asked_for() -> None:
    assert set(floors()) == set(SETS) - {"first_sight"}
    for figure, floor in floors()["seeds"].items():
        assert floor >= REQUIRED.get(figure, REQUIRED_OF_A_FIELD)


def test_floors_only_rise() -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed, so earlier floors cannot be read")
    paths = (FLOORS, "tests/" + "gold/floors.toml")  # where it lies, and where it lay
    log = subprocess.run([git, "log", "--format=%H", "--", *paths], cwd=HERE.parents[1], capture_output=True, text=True)
    if log.returncode:
        pytest.skip("not a git checkout, so earlier floors cannot be read")
    now = floors()
    for commit, path in itertools.product(log.stdout.split(), paths):
        shown = subprocess.run([git, "show", f"{commit}:{path}"], cwd=HERE.parents[1], capture_output=True, text=True)
        earlier = floors_of(shown.stdout) if shown.returncode == 0 else {}
        fallen = {
            (name, figure): floor
            for name, part in earlier.items()
            for figure, floor in part.items()
            if now.get(name, {}).get(figure, 0.0) < floor
        }
        assert not fallen, f"floors of {commit[:8]} that have been lowered: {fallen}"


def test_reliability_is_said_by_tenths() -> None:
    told = reliability([(0.9, True)] * 9 + [(0.9, False)] + [(0.5, True)] * 5 + [(0.5, False)] * 5)
    assert [round(said, 1) for said, _ in told.tenths] == [0.5] * 5 + [0.9] * 5
    assert told.surer_half == 0.9
    perfect = reliability([(1.0, True)] * 20)
    assert perfect.distance == 0 and perfect.surer_half == 1
    assert abs(reliability([(1.0, True), (1.0, False)] * 10).distance - 0.5) < 1e-9


def test_what_a_faultless_confidence_would_show_is_said_too() -> None:
    """What is said truly of so many claims still lies as far off as chance has it; a sure one lies nowhere else."""
    draw = random.Random(1)
    seen = [reliability([(0.8, draw.random() < 0.8) for _ in range(400)]) for _ in range(200)]
    assert abs(statistics.mean(told.distance for told in seen) - seen[0].by_chance) < 0.1 * seen[0].by_chance
    assert reliability([(1.0, True)] * 20).by_chance == 0


def test_other_documents_would_have_given_another_strict_f1() -> None:
    """Half of the documents right and half wrong: another draw has more of the one or of the other."""
    right, wrong = (Counter(must=10, hit=10, strict=strict) for strict in (10, 0))
    low, high = strict_range([right, wrong] * 8)
    assert low < 0.4 and high > 0.6
    assert strict_range([right] * 8) == (1.0, 1.0)
