"""The Markdown pages: which there are, what in them is executed or made, and how it is written anew.

Three things stand in a page that nobody writes by hand: the output below a command (```console), the table below a
query (```sql, then ```text), and what stands between `<!-- made: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]
WRITING = bool(os.environ.get("README_WRITE"))
LONGEST = 12  # lines of one command's output that a page shows
SHOWN = re.compile(
    r"^```console\n(?P<console>.*?)^```$|^```sql\n(?P<sql>.*?)^```\n\n```text\n(?P<table>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MADE = re.compile(
    r"(?P<head>^<!-- made: (?P<name>[\w ]+) -->\n)(?P<body>.*?)(?P<foot>^<!-- end -->$)", re.MULTILINE | re.DOTALL
)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a page, or query as the command that asks it, with the lines that stand below it."""
    for shown in SHOWN.finditer(text):
        if shown["sql"]:
            yield _asking(shown["sql"]), shown["table"].splitlines()
            continue
        for part in re.split(r"^\$ ", shown["console"], flags=re.MULTILINE)[1:]:
            command, *lines = part.splitlines()
            yield command, lines


def with_output(text: str, outputs: Mapping[str, list[str]]) -> str:
    """The page with what its commands print now."""

    def filled(shown: re.Match[str]) -> str:
        if shown["sql"]:
            table = "\n".join(outputs[_asking(shown["sql"])])
            return f"```sql\n{shown['sql']}```\n\n```text\n{table}\n```"
        lines = []
        for command, _ in commands(shown[0]):
            lines += [f"$ {command}", *outputs[command]]
        return "```console\n" + "\n".join(lines) + "\n```"

    return SHOWN.sub(filled, text)


def printed(command: str, folder: Path) -> list[str]:
    """What a command prints in `folder`, cut as the pages cut it."""
    place = Path(sys.executable).parent
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GONGBAO_", "PREFECT_"))}
    environment["PATH"] = f"{place}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"expected {command!r} to succeed, found exit code {done.returncode}: {done.stderr}"
    lines = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC \S+", "<when> <code>", done.stdout).splitlines()
    return lines if len(lines) <= LONGEST else [*lines[:LONGEST], "..."]


def _asking(query: str) -> str:
    return "gongbao sql " + shlex.quote(query.strip().rstrip(";"))
