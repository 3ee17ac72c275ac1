"""What design and glossary say of the tree is looked up in it: rooms, names, the measure of files."""

from __future__ import annotations

import re
import subprocess

from tests.docs.pages import TOP

LARGEST = 400  # lines of a file of code


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=TOP, capture_output=True, text=True).stdout.split()
    return listed or [path.relative_to(TOP).as_posix() for each in patterns for path in TOP.glob(f"**/{each}")]


def test_no_file_of_code_is_longer_than_it_may_be() -> None:
    files = [name for name in tracked("*.py", "*.sql") if (TOP / name).is_file()]
    long = {name: n for name in files if (n := (TOP / name).read_text(encoding="utf-8").count("\n")) > LARGEST}
    assert len(files) > 300 and not long


def test_every_room_of_the_house_is_on_its_plan() -> None:
    text = (TOP / "docs/design.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:flows|warehouse|sql|seeds|tests|docs|findings)/[\w/]*?)/?`", text))
    assert all((TOP / room).is_dir() for room in named if "." not in room.rpartition("/")[2])
    rooms = {f"{top}/{path.name}" for top in ("flows", "warehouse") for path in (TOP / top).iterdir()
             if (path / "__init__.py").is_file()}  # fmt: skip
    rooms |= {f"sql/{path.name}" for path in (TOP / "sql").iterdir() if path.is_dir()}
    assert rooms <= named


def test_every_name_of_the_glossary_stands_in_the_tree() -> None:
    text = (TOP / "docs/glossary.md").read_text(encoding="utf-8").partition("\n\n## ")[2]
    names = set(re.findall(r"`([A-Za-z_]\w+)`", text))
    code = "\n".join(
        f"{path.stem}\n{path.read_text(encoding='utf-8')}"
        for top in ("flows", "warehouse", "sql")
        for pattern in ("*.py", "*.sql", "*.toml")
        for path in (TOP / top).rglob(pattern)
    )
    words = set(re.findall(r"\w+", code)) | {path.name for path in (TOP / "flows/extract").iterdir()}
    assert len(names) > 40 and not names - words
