"""A shell is told of the verbs: its script is one, a line begun is completed; rows as a spreadsheet has them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from flows.cli.output import Format, print_rows

SCRIPTS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}


def asked(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flows", *arguments],
        env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_one_of_the_shell(shell: str, tmp_path: Path) -> None:
    script = asked("completion", shell)
    assert "gongbao" in script and "_GONGBAO_COMPLETE" in script
    if shutil.which(shell):
        file = tmp_path / "script"
        file.write_text(script)
        subprocess.run([*SCRIPTS[shell], str(file)], check=True)


def test_a_verb_and_an_option_are_completed() -> None:
    begun = asked(_GONGBAO_COMPLETE="complete_bash", COMP_WORDS="gongbao tre", COMP_CWORD="1")
    assert begun.split() == ["trend"]
    option = asked(_GONGBAO_COMPLETE="complete_bash", COMP_WORDS="gongbao trend --mo", COMP_CWORD="2")
    assert option.split() == ["--modality"]


def test_rows_are_a_workbook_or_csv_that_excel_reads(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    rows = [("专利", 3), ("=1+1", None)]
    print_rows(("名称", "n"), rows, Format.XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(capfdbinary.readouterr().out)).active
    assert sheet is not None
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [("名称", "n"), *rows]
    print_rows(("名称", "n"), rows, Format.CSV_BOM)
    sys.stdout.flush()
    assert capfdbinary.readouterr().out.decode("utf-8-sig").splitlines() == ["名称,n", "专利,3", "=1+1,"]
