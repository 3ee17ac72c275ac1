"""`gongbao extract`: what it prints, that its offsets are the file's, and how it refuses what is no text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from flows.cli.claim_lines import Exact, as_json
from flows.cli.command import run
from flows.issues import documents as reading
from flows.runs.manifest import read_manifest
from warehouse.resources import seeds_directory

FIELDS = [
    "doc", "article_id", "sentence", "quote", "char_start", "char_end", "value", "value_high", "unit", "indicator",
    "breakdown", "entity", "ref_area", "measure", "base", "qualifier", "modality", "period_start", "period_end",
    "period_text", "tier", "lang", "rule_trail", "confidence", "suspect", "suggested",
]  # fmt: skip
NOTE = "截至2025年8月底，全省5G基站达到12.6万个，同比增长8.3%。"


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on stderr of a command that must fail, with nothing on stdout."""
    assert run(list(arguments)) != 0
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("gongbao: "), (out, err)
    return err.strip()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note_1.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def claims_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert run(["extract", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_claim_has_the_fields_of_the_design(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = claims_of(capsys, str(note), "--published", "2025-09-19")
    assert [list(claim) for claim in claims] == [FIELDS] * 2
    assert [(c["doc"], c["quote"], c["value"], c["unit"], c["measure"]) for c in claims] == [
        ("note", "12.6万个", 126000, "个", "level"),
        ("note", "8.3%", 8.3, "%", "growth"),
    ]


@pytest.mark.parametrize("name", [path.path.name for path in read_manifest(seeds_directory()).documents])
def test_offsets_are_those_of_the_file(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = seeds_directory() / "documents" / name
    text = path.read_text(encoding="utf-8")
    claims = claims_of(capsys, str(path), "--published", "2025-09-19")
    assert len(claims) > 10
    for claim in claims:
        quote = text[int(str(claim["char_start"])) : int(str(claim["char_end"]))]
        assert "".join(quote.split()) == "".join(str(claim["quote"]).split())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_offsets_count_every_character_of_the_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "a.txt"
    content = f"\ufeff第一行{ending}{ending}5G基站达到12.6万个。{ending}"
    path.write_bytes(content.encode())
    text = reading.read_text(path)
    assert len(text) == len(content) and text.index("12.6") == content.index("12.6")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("229999999.99999997", "229999999.99999997"),
        ("1.18E+12", "1180000000000"),
        ("17.990", "17.99"),
        ("-2.7", "-2.7"),
        ("0.00", "0"),
        ("100", "100"),
        ("12345678901234567890123.4", "12345678901234567890123.4"),
    ],
)
def test_numbers_keep_the_digits_of_their_decimals(value: str, written: str) -> None:
    line = as_json({"value": Exact(Decimal(value))})
    assert line == f'{{"value": {written}}}'
    assert json.loads(line, parse_float=Decimal, parse_int=Decimal)["value"] == Decimal(value)


def test_explain_says_why_for_every_numeral(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(note), "--published", "2025-09-19", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "19-25 12.6万个  level eq 126000 个" in out
    assert "rules: number and unit" in out
    assert "5G  set aside: part of a name (name)" in out
    assert "2025年8月底  set aside: a date (date)" in out


def test_a_table_shows_the_same_claims(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(note), "--published", "2025-09-19", "--format", "table"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["quote", "12.6万个"] in lines and ["value", "126000"] in lines


def test_gb18030_is_read_when_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(NOTE.encode("gb18030"))
    claims = claims_of(capsys, str(path), "--published", "2025-09-19", "--encoding", "GB2312")
    assert [claim["quote"] for claim in claims] == ["12.6万个", "8.3%"]
    said = refused(capsys, "extract", str(path), "--published", "2025-09-19")
    assert said.endswith("it reads as GB18030: add --encoding gb18030")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "found an empty file"),
        (b" \n\n ", "found an empty file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "found a binary file (a zero byte at 8)"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08 12", "found a binary file (control characters)"),
        (b"\xff\xfe5\x00G\x00", "found UTF-16: convert it"),
        (b"5G \xff\xff\xff", "expected UTF-8 in {path}, found byte 0xff at 3"),
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    line = refused(capsys, "extract", str(path), "--published", "2025-09-19")
    assert said.format(path=path) in line and str(path) in line


@pytest.mark.parametrize("day", ["2025-02-30", "19.9.2025", "soon", "", "20250919", "2025-9-1"])
def test_a_date_that_is_none_is_refused(note: Path, capsys: pytest.CaptureFixture[str], day: str) -> None:
    line = refused(capsys, "extract", str(note), "--published", day)
    assert f"expected a date such as 2025-09-19 for --published, found {day!r}" in line


def test_a_missing_date_is_asked_for(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, "extract", str(note))
    assert line == "gongbao: expected --published, found none; see `gongbao extract --help`"


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(100 << 20)
    line = refused(capsys, "extract", str(path), "--published", "2025-09-19")
    assert f"expected at most 32 MiB in {path}, found 100 MiB" in line


@pytest.mark.parametrize(("name", "found"), [("none.txt", "no such file"), (".", "a folder")])
def test_what_is_no_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, found: str) -> None:
    assert f"found: {found}" in refused(capsys, "extract", str(tmp_path / name), "--published", "2025-09-19")


def test_nothing_is_printed_where_one_of_several_files_is_refused(
    note: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    refused(capsys, "extract", str(note), str(tmp_path / "empty.txt"), "--published", "2025-09-19")


# Linux has this device, macOS has not; there is no other file that is full for anybody without a mount
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_stdout_is_one_line(note: Path) -> None:
    command = [sys.executable, "-m", "flows", "extract", str(note), "--published", "2025-09-19"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "gongbao: the standard output cannot be written or read (No space left on device): "
        "free some space and run again\n"
    )


def test_a_reader_that_leaves_early_is_no_error(note: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "flows", "extract", str(note), "--published", "2025-09-19"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert done.returncode != 0 and done.stderr == ""


def test_the_standard_input_is_read() -> None:
    command = [sys.executable, "-m", "flows", "extract", "-", "--published", "2025-09-19"]
    done = subprocess.run(command, input=NOTE, capture_output=True, text=True, check=True)
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["stdin", "stdin"]


@pytest.mark.parametrize("name", ["000_a1.txt", "000.txt", "000", "000_a.b.txt"])
def test_a_document_is_named_by_the_head_of_its_file(name: str) -> None:
    assert reading.document_name(Path("folder.d") / name) == "000"
