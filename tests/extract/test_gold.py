"""The gold gate: what is read from the seeds, scored against their annotation, never falls below the floors."""

from __future__ import annotations

import collections
import itertools
import shutil
import subprocess
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from flows.runs.manifest import SeedDocument, read_manifest, read_seed
from flows.runs.seeds import read_document_of
from tests.extract.gold.scoring import Row, read_gold, score, squeeze, summary
from warehouse.resources import seeds_directory

HERE = Path(__file__).parent
GOLD = HERE / "gold"
REQUIRED = {"precision": 0.95, "recall": 0.95, "strict_f1": 0.90}
REQUIRED_OF_A_FIELD = 0.93


def rows_of(document: SeedDocument, text: str) -> list[Row]:
    """The claims of a seed as rows with spans in the squeezed text."""
    back = {offset: number for number, offset in enumerate(squeeze(text)[1])}
    rows: list[Row] = []
    for article, extraction in read_document_of(document).pairs():
        for claim in extraction.claims:
            start, last = article.source_offset(claim.char_start), article.source_offset(claim.char_end - 1)
            inside = [back[offset] for offset in range(start, last + 1) if offset in back]
            rows.append(asdict(claim) | {"span": (inside[0], inside[-1] + 1)})
    return rows


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    parts: list[collections.Counter[str]] = []
    for document in read_manifest(seeds_directory()).documents:
        text = read_seed(document)
        gold = read_gold(GOLD / "seeds" / f"{document.path.name.split('_')[0]}.jsonl", text)
        assert all(claim["span"] for claim in gold), f"{document.path.name}: a gold sentence is not in the document"
        parts.append(score(gold, rows_of(document, text), text, document.published_on))
    return summary(parts)


def floors() -> dict[str, float]:
    return tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("figure", list(floors()))
def test_no_figure_falls_below_its_floor(figures: dict[str, float], figure: str) -> None:
    assert figures[figure] >= floors()[figure], f"{figure}: expected at least {floors()[figure]}, found {figures}"


def test_the_floors_are_at_least_what_was_asked_for() -> None:
    for figure, floor in floors().items():
        assert floor >= REQUIRED.get(figure, REQUIRED_OF_A_FIELD)


def test_floors_only_rise() -> None:
    git = shutil.which("git")
    paths = ("tests/extract/gold/floors.toml", "tests/extract/gold/floors.toml")  # where it lies, and where it lay
    if git is None:
        pytest.skip("git is not installed, so earlier floors cannot be read")
    log = subprocess.run([git, "log", "--format=%H", "--", *paths], cwd=HERE.parents[1], capture_output=True, text=True)
    if log.returncode:
        pytest.skip("not a git checkout, so earlier floors cannot be read")
    now = floors()
    for commit, path in itertools.product(log.stdout.split(), paths):
        shown = subprocess.run([git, "show", f"{commit}:{path}"], cwd=HERE.parents[1], capture_output=True, text=True)
        earlier = tomllib.loads(shown.stdout) if shown.returncode == 0 else {}
        fallen = {figure: floor for figure, floor in earlier.items() if now.get(figure, 0.0) < floor}
        assert not fallen, f"floors of {commit[:8]} that have been lowered: {fallen}"
