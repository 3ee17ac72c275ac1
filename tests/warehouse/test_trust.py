"""Laws of the checks and of corrections; numerals are all accounted for; a small run of the planted benchmark."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.benchmarks import planted
from tests.generators.claims import issues
from tests.generators.planted import corpus
from warehouse.connect import open_writer
from warehouse.errors import CorrectionError
from warehouse.load import corrections
from warehouse.load.load import load_issue
from warehouse.model import SetAside
from warehouse.read.record import records
from warehouse.series import checks, observe
from warehouse.vocabulary.catalogue import CatalogueError, catalogue
from warehouse.vocabulary.relations import build, relations, usual_shares

OPEN = "SELECT * EXCLUDE (found_at, closed_at) FROM finding WHERE closed_at IS NULL AND about = 'trust' ORDER BY ALL"


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path) as connection:
        yield connection


def test_planted_errors_are_found_and_honest_numbers_left_alone(warehouse: duckdb.DuckDBPyConnection) -> None:
    printed = corpus(families=36, years=3, seed=11, papers=2)
    figures = planted.measure(warehouse, planted.load(warehouse, printed))
    assert figures.claims > 2500 and figures.series > 90 and figures.planted > 60
    assert figures.reached(), figures
    before = warehouse.execute("FROM finding ORDER BY ALL").fetchall()
    checks.run(warehouse)
    assert warehouse.execute("FROM finding ORDER BY ALL").fetchall() == before


def test_looking_at_what_an_issue_bears_on_comes_to_the_same_as_looking_at_all(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = [claim.row for claim in corpus(families=12, years=2, seed=3, errors=0.12, papers=1)]
    loaded = issues(rows)
    random.Random(5).shuffle(loaded)
    for issue, readings in loaded[:-8]:
        load_issue(warehouse, issue, readings, code_version="1")
    observe.refresh(warehouse)
    checks.run(warehouse)
    for issue, readings in loaded[-8:]:
        load_issue(warehouse, issue, readings, code_version="1")
        observe.refresh(warehouse, [issue.issue_id])
        checks.run(warehouse, [issue.issue_id])
    by_parts = warehouse.execute(OPEN).fetchall()
    checks.run(warehouse)
    assert len(by_parts) > 30
    assert warehouse.execute(OPEN).fetchall() == by_parts


def test_a_withdrawn_claim_takes_its_finding_with_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = {
        "source": "rmrb",
        "published_on": "2025-08-01",
        "quote": "121%",
        "value": 121,
        "unit": "%",
        "measure": "share",
    }
    bad, good = row | {"indicator": "灯塔车间"}, row | {"indicator": "灯塔车间", "outcome": "basis"}
    for rows, expected in (([bad], ["share_over_hundred"]), ([good], [])):
        for issue, readings in issues(rows):
            load_issue(warehouse, issue, readings, code_version="1")
            observe.refresh(warehouse, [issue.issue_id])
            checks.run(warehouse, [issue.issue_id])
        held = warehouse.execute("SELECT rule FROM finding WHERE closed_at IS NULL").fetchall()
        assert [rule for (rule,) in held] == expected


def test_every_reason_for_setting_a_numeral_aside_has_its_column(warehouse: duckdb.DuckDBPyConnection) -> None:
    reasons = {f"n_{reason.value}" for reason in SetAside}
    rows: list[dict[str, Any]] = [
        {"source": "rmrb", "published_on": "2025-08-01", "quote": f"{number}号", "outcome": reason.value}
        for number, reason in enumerate(SetAside, 1)
    ]
    for issue, readings in issues(rows):
        load_issue(warehouse, issue, readings, code_version="1")
    for view in ("numeral_accounting", "numeral_accounting_by_source"):
        told = warehouse.execute(f"FROM {view}").fetchall()[0]
        counts = dict(zip([c[0] for c in warehouse.execute(f"FROM {view}").description or ()], told, strict=True))
        assert reasons <= counts.keys()
        assert {counts[reason] for reason in reasons} == {1}
        assert counts["n_set_aside"] == len(SetAside) - 1
        assert counts["n_numerals"] == counts["n_claimed"] + counts["n_set_aside"] + counts["n_not_understood"]


PRINTED = {
    "source": "rmrb",
    "published_on": "2025-08-01",
    "quote": "1799%",
    "value": 1799,
    "unit": "%",
    "measure": "growth",
}
DECLARED = """# why
[[correction]]
article = "rmrb-2025-08-01-1"
quote = "1799%"
printed = "1799"
value = "17.99"
reason = "the point was lost; the headline has 17.99%"
decided_on = 2025-08-02
"""


@pytest.fixture
def printed(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    for issue, readings in issues([PRINTED | {"indicator": "陶坊数量"}, PRINTED | {"indicator": "窑口数量"}]):
        load_issue(warehouse, issue, readings, code_version="1")
    observe.refresh(warehouse)
    return warehouse


def declare(folder: Path, text: str) -> tuple[corrections.Correction, ...]:
    path = folder / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    return corrections.read(path)


def test_a_correction_changes_the_observation_and_not_the_claim(
    printed: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    values = "SELECT value::DOUBLE, status FROM observations ORDER BY indicator DESC"
    declared = declare(tmp_path, DECLARED + DECLARED.replace("quote", "nth = 2\nquote").replace('17.99"', '18"'))
    assert corrections.apply(printed, declared) == ["rmrb-2025-08-01"]
    observe.refresh(printed, [])
    assert printed.execute(values).fetchall() == [(17.99, "corrected"), (18.0, "corrected")]
    assert printed.execute("SELECT DISTINCT value::DOUBLE FROM claims").fetchall() == [(1799.0,)]
    assert corrections.apply(printed, declared) == []
    assert corrections.apply(printed, declare(tmp_path, "")) == ["rmrb-2025-08-01"]
    observe.refresh(printed, [])
    assert printed.execute(values).fetchall() == [(1799.0, "normal"), (1799.0, "normal")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"rmrb-2025-08-01-1"', '"rmrb-2025-08-01-9"', "2: expected an article rmrb-2025-08-01-9, found none"),
        ('"1799%"', '"1798%"', "2: expected claim 1 with the quote 1798% in rmrb-2025-08-01-1, found none"),
        ('quote = "1799%"', 'quote = "1799%"\nnth = 3', "2: expected claim 3 with the quote 1799% in .*, found none"),
        ('"1799"', '"179.9"', "2: expected 1799% in rmrb-2025-08-01-1 to be read as 179.9, found 1799: look at"),
    ],
)
def test_a_guard_that_no_longer_matches_stops_the_load_and_names_its_line(
    printed: duckdb.DuckDBPyConnection, tmp_path: Path, old: str, new: str, said: str
) -> None:
    declared = declare(tmp_path, DECLARED.replace(old, new, 1))
    with pytest.raises(CorrectionError, match=r"corrections\.toml:" + said) as refusal:
        corrections.apply(printed, declared)
    assert "\n" not in str(refusal.value)
    assert printed.execute("FROM correction").fetchall() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("reason =", "because =", "2: expected the field 'reason' in the correction, found none: add it"),
        ("decided_on", "nth = 1\nsigned = 1\ndecided_on", "2: expected the fields of a correction, found 'signed'"),
        ('"17.99"', "17.99", "2: expected a decimal number in quotes as 'value', found 17.99"),
        ('"1799"\n', '"NaN"\n', "2: expected a decimal number in quotes as 'printed', found 'NaN'"),
        ('"rmrb-2025-08-01-1"', '""', "2: expected words as 'article', found ''"),
        ("2025-08-02", '"soon"', "2: expected 'nth' from 1 and 'decided_on' as a day, found 1, 'soon'"),
        ("quote =", "nth = 0\nquote =", "2: expected 'nth' from 1"),
        ("# why", DECLARED, "10: expected one correction of 1799% in rmrb-2025-08-01-1, found another at .*:2: remove"),
        ("# why", "[[correction", "expected the declared corrections at .*, found: "),
    ],
)
def test_an_ill_formed_correction_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in DECLARED
    with pytest.raises(CorrectionError, match=said):
        declare(tmp_path, DECLARED.replace(old, new, 1))


def test_relations_name_entries_that_fit_together() -> None:
    book = catalogue()
    for relation in relations():
        if relation.kind in {"share_of", "share_path"}:
            share, part, whole = (book[name] for name in (relation.share_id, relation.part_id, relation.whole_id))
            assert (share.unit, share.kind) == ("%", "ratio"), relation
            assert part.unit == whole.unit, relation
            assert part.kind == whole.kind, relation
    assert all(0 < usual.low < usual.high <= 100 for usual in usual_shares())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[share_of]\n\ngdp_world_share = ["gdp", "gdpp"]', "relations.toml:3: expected ids of the catalogue .* gdpp"),
        ('[share_of]\ngdp_world_share = ["gdp"]', r"relations.toml:2: expected \[part, whole\] for gdp_world_share"),
    ],
)
def test_a_relation_to_nothing_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        build(text, catalogue())


def test_the_record_of_the_checks_names_checks_that_are() -> None:
    articles, told = records()
    assert articles > 0 and told
    for each in told:
        rule = checks.rules()[each.rule]
        assert rule.about == "trust" and each.severity in ("error", "warn")
        assert each.found == each.true + each.false > 0


def test_a_doubtful_reading_is_never_the_ground_of_an_error(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = {
        "source": "rmrb", "published_on": "2025-08-01", "unit": "%", "measure": "share", "indicator": "灯塔车间占比",
    }  # fmt: skip
    sure = row | {"quote": "121%", "value": 121}
    tentative = row | {"quote": "131%", "value": 131, "indicator": "陶坊占比", "confidence": 0.3}
    for issue, readings in issues([sure, tentative]):
        load_issue(warehouse, issue, readings, code_version="1")
    observe.refresh(warehouse)
    checks.run(warehouse)
    told = "SELECT severity, confidence::DOUBLE, one_article FROM finding WHERE rule = 'share_over_hundred' ORDER BY 1"
    assert warehouse.execute(told).fetchall() == [("error", 1.0, True), ("warn", 0.3, True)]
    assert {f.severity for f in checks.look(warehouse, "trust")} == {"error", "warn"}
