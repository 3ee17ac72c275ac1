"""`gongbao compare`: a checkout equals itself; what another makes otherwise is told part by part, field by field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.cli.command import run
from flows.runs.compare import Comparison

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    text = "# published: 2025-09-19\n\n全省5G基站达到12.6万个，同比增长8.3%。\n"
    (folder / "note.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_checkout_and_itself_are_alike(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(TOP), str(TOP), "--texts", str(texts)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("lines compared, 0 parts differ")


def test_another_reading_is_told_with_its_fields(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    for room in ("flows", "warehouse", "sql"):
        shutil.copytree(TOP / room, other / room, ignore=shutil.ignore_patterns("__pycache__"))
    draft = other / "flows" / "extract" / "draft.py"
    said = draft.read_text(encoding="utf-8")
    assert "unit=draft.unit," in said
    draft.write_text(said.replace("unit=draft.unit,", 'unit=draft.unit + "!",'), encoding="utf-8")
    assert run(["compare", str(TOP), str(other), "--texts", str(texts)]) == 1
    told = capsys.readouterr().out
    assert "0 claims lost, 0 gained, 2 changed: unit 2" in told


def test_lost_and_gained_claims_are_counted() -> None:
    before = ['{"doc": "a", "char_start": 1, "char_end": 2, "unit": "个"}', "same"]
    after = ['{"doc": "a", "char_start": 5, "char_end": 6, "unit": "个"}', "same"]
    found = Comparison(
        {"claims of x": before[:1], "table t": ["same"]}, {"claims of x": after[:1], "table t": ["same"]}
    )
    lines = list(found.lines())
    assert lines[0] == "claims of x: 1 lines gone, 1 come, 1 before"
    assert lines[1].strip().startswith("1 claims lost, 1 gained, 0 changed")
    assert lines[-1] == "2 parts with 2 lines compared, 1 parts differ"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([".", "."], "found neither --texts nor --issues"),
        ([".", "no-such-folder", "--issues", "1"], "found none at no-such-folder"),
    ],
)
def test_what_cannot_be_compared_is_refused(asked: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", *asked]) == 1
    assert said in capsys.readouterr().err
