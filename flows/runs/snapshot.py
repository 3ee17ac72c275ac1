"""What a checkout of the project makes: claims of texts, and all that its warehouse answers. Asked by its own command.

The checkout's code runs in processes of its own, so that a version of any age can be asked; this one only reads along.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.errors import InputError

Parts = dict[str, list[str]]
ANY_DAY = "2025-06-30"  # of publication, for a text that does not say
FORMATS = ("parquet", "csv", "sdmx-csv")
LAST = "2025-03-08"  # of the generated issues
SITES = ("rmrb", "fzrb", "kjrb", "jjckb", "grrb", "rmydb", "mrdx", "nbs", "miit", "gmrb")
_HEAD = re.compile(r"^# (?P<name>\w+): ?(?P<value>.*)$", re.MULTILINE)
_PATIENCE_S = 3600
# `python -m flows` again and again in one process: the door that every version has
_ASKING = """
import json, runpy, sys
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["gongbao", *arguments]
    try:
        runpy.run_module("flows", run_name="__main__")
    except SystemExit as done:
        if done.code:
            raise
"""


def claims_of_texts(checkout: Path, folder: Path, scratch: Path) -> Parts:
    """Claims (JSON lines) and numerals (as `--explain` tells them) of every text file of `folder`.

    Lines such as `# published: 2025-03-01` at a text's head are no text; that one is its day of publication.
    """
    by_day: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        head = {found["name"]: found["value"].strip() for found in _HEAD.finditer(text)}
        bare = scratch / file.name
        bare.write_text(_HEAD.sub(lambda found: " " * len(found[0]), text), encoding="utf-8")
        by_day.setdefault(head.get("published", ANY_DAY), []).append(bare)
    asked = [("extract", *map(str, files), "--published", day) for day, files in sorted(by_day.items())]
    explained = [(*arguments, "--explain") for arguments in asked]
    return {
        f"claims of {folder}": _told(checkout, scratch, *asked).splitlines(),
        f"numerals of {folder}": _told(checkout, scratch, *explained).splitlines(),
    }


def answers_of_warehouse(checkout: Path, origins: Mapping[str, str], days: int, home: Path) -> Parts:
    """Tables, views, macros, exports and the dictionary of a warehouse that holds the seeds and issues of `origins`."""
    from warehouse.read.dump import dump, dump_file

    _told(checkout, home, ("init",))
    for source, origin in origins.items():
        window = ("--date", LAST, "--lookback", str(days - 1))
        _told(checkout, home, ("ingest", "--plain", "--source", source, "--origin", origin, *window), codes=(0, 1))
    found = dict(dump(home / "published.duckdb"))
    for form in FORMATS:
        _told(checkout, home, ("export", "--format", form, "--to", str(home / form)))
        for file in sorted(each for each in (home / form).rglob("*") if each.is_file()):
            found[f"export {form}/{file.relative_to(home / form)}"] = dump_file(file)
    found["dictionary"] = _told(checkout, home, ("dictionary",)).splitlines()
    return found


@contextmanager
def fake_sites(checkout: Path, seed: int = 5) -> Iterator[dict[str, str]]:
    """The tests' sites of the checkout, served on loopback: origins by source."""
    command = [sys.executable, "-m", "tests.sources.fake_sites", "--port", "0", "--seed", str(seed), "--pages", "2"]
    with subprocess.Popen([*command, *SITES], cwd=checkout, stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            told = [serving.stdout.readline().split("\t") for _ in SITES]  # a line each; more would be waited for
            if any(len(fields) < 3 for fields in told):
                raise InputError(f"expected the tests' sites to be served from {checkout}, found none: mend them first")
            yield {source: origin.strip() for source, _, origin in told}
        finally:
            serving.terminate()


def _told(checkout: Path, home: Path, *commands: Sequence[str], codes: Sequence[int] = (0,)) -> str:
    """What the checkout's command prints, asked one thing after another. Raises InputError where it fails."""
    environment = {**os.environ, "GONGBAO_HOME": str(home), "PYTHONPATH": str(checkout)}
    done = subprocess.run(
        [sys.executable, "-c", _ASKING, json.dumps(commands)],
        cwd=checkout, env=environment, capture_output=True, text=True, timeout=_PATIENCE_S, check=False,
    )  # fmt: skip
    if done.returncode not in codes:
        said = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
        raise InputError(f"expected `gongbao {commands[0][0]}` to work in {checkout}, found: {said}; mend it first")
    return done.stdout
