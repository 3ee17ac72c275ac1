"""What the checks say of the seeds, against the numbers that their annotation marks as wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.runs.manifest import read_manifest, read_seed
from flows.runs.seeds import load_all, read_document_of
from tests.extract.gold.reading import squeeze
from tests.extract.gold.scoring import read_gold
from tests.generators.claims import load
from warehouse.connect import open_reader, open_writer
from warehouse.resources import seeds_directory
from warehouse.series import checks, observe
from warehouse.vocabulary.catalogue import catalogue
from warehouse.vocabulary.relations import relations

GOLD = Path(__file__).parents[1] / "extract" / "gold" / "seeds"
FOUND, SUGGESTED, FALSE_ALARMS = 9, 9, 2  # 11 are marked; asked for were 9, 8 and at most 6
OF_READING = {"read_as_one"}  # doubts what was read, not what is printed


@pytest.fixture(scope="module")
def published(seeds_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_reader(seeds_home) as connection:
        yield connection


def annotated(connection: duckdb.DuckDBPyConnection) -> list[tuple[dict[str, Any], list[str], Decimal | None]]:
    """Every annotated statistic with the rules that doubt its claim, and what they suggest."""
    query = "SELECT claim_id, findings, suggested FROM claims"
    doubts = {claim_id: (findings, suggested) for claim_id, findings, suggested in connection.execute(query).fetchall()}
    told = []
    for document in read_manifest(seeds_directory()).documents:
        text = read_seed(document)
        places = {offset: number for number, offset in enumerate(squeeze(text)[1])}
        spans = {}
        for article, extraction in read_document_of(document).pairs():
            for claim in extraction.claims:
                at = [article.source_offset(offset) for offset in range(claim.char_start, claim.char_end)]
                spans[claim.claim_id] = {places[offset] for offset in at if offset in places}
        for gold in read_gold(GOLD / f"{document.path.name.split('_')[0]}.jsonl", text):
            if gold["tier"] == "must":
                wanted = set(range(*gold["span"]))
                met = [doubts[claim_id] for claim_id, span in spans.items() if span & wanted]
                told.append((gold, *(met[0] if met else ([], None))))
    return told


def test_suspects_are_found_with_what_they_must_have_been_and_honest_numbers_left_alone(
    published: duckdb.DuckDBPyConnection,
) -> None:
    told = annotated(published)
    suspects = [row for row in told if row[0].get("suspect")]
    found = [row for row in suspects if row[1]]
    suggested = [row for row in found if row[2] == Decimal(str(row[0]["suggested"]))]
    of_print = [(row[0], [rule for rule in row[1] if rule not in OF_READING]) for row in told]
    false_alarms = [(gold["quote"], rules) for gold, rules in of_print if rules and not gold.get("suspect")]
    missed = [row[0]["quote"] for row in suspects if not row[1]]
    assert (len(told), len(suspects)) == (314, 11)
    assert len(found) >= FOUND, f"not found: {missed}"
    assert len(suggested) >= SUGGESTED, f"suggested otherwise: {[(r[0]['quote'], r[2]) for r in found]}"
    assert len(false_alarms) <= FALSE_ALARMS, f"doubted without reason: {false_alarms}"


def test_a_doubted_value_leaves_the_trend_and_stays_in_the_claims(published: duckdb.DuckDBPyConnection) -> None:
    doubted = published.execute("SELECT claim_id FROM claim_doubts() WHERE severity = 'error'").fetchall()
    held = {row[0] for row in published.execute("SELECT claim_id FROM claims").fetchall()}
    assert {claim_id for (claim_id,) in doubted} <= held
    query = "SELECT count(*) FROM observations WHERE status <> 'suspect' AND claim_id IN (SELECT unnest(?))"
    assert published.execute(query, [[row[0] for row in doubted]]).fetchall() == [(0,)]


def test_an_issue_that_bears_on_a_doubted_number_only_from_afar_leaves_the_doubt(tmp_path: Path) -> None:
    """Indicators of the longest proofs, paths of shares, are spoken of one by one: a proof may lie steps away."""
    load_all(tmp_path, seeds_directory())
    doubts = "SELECT rule, subject_id, suggested FROM finding WHERE closed_at IS NULL AND about = 'trust' ORDER BY ALL"
    told = [{name for name in (each.whole_id, each.part_id, each.share_id) if name} for each in relations()]
    paths = {name for names, each in zip(told, relations(), strict=True) if each.kind == "share_path" for name in names}
    tied = sorted(set().union(*(names for names in told if names & paths)))
    with open_writer(tmp_path) as connection:
        held = connection.execute(doubts).fetchall()
        assert held
        for number, indicator_id in enumerate(tied):
            row = {
                "source": "grrb", "published_on": str(dt.date(2026, 1, 1) + dt.timedelta(days=number)), "value": 3,
                "quote": "3%", "unit": "%", "measure": "growth", "base": "yoy", "period": "2011-01-01/2011-12-31",
                "indicator": catalogue().entries[indicator_id].name_zh,
            }  # fmt: skip
            (summary,) = load(connection, [row])
            observe.refresh(connection, [summary.issue_id])
            checks.run(connection, [summary.issue_id])
            assert connection.execute(doubts).fetchall() == held, f"after {indicator_id}"


def test_every_doubt_is_proved_by_claims_that_are_there(published: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT unnest(evidence) FROM claim_doubts() EXCEPT SELECT claim_id FROM claims"
    assert published.execute(query).fetchall() == []
