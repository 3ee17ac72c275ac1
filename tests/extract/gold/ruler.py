"""The ruler: `make score`. Every annotated set by genre: strict F1, fields, articles under .1 and over .9, reliability.

make score                                    all sets that are there
make score ARGS="--set train"                 one of them
make score ARGS="--against 40315c2"           what changed since a commit, and both speeds
make score ARGS="--misses dev [--field unit]" what is missed, false and wrong; of train only what may be read
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.extract.gold import reading
from tests.extract.gold.reading import Row
from tests.extract.gold.scoring import FIELDS, Scored, read_gold, reliability, score, strict_range, summary
from tests.extract.gold.sets import SETS, Document, documents, is_there

TOP = Path(__file__).resolve().parents[3]
COLUMNS = ("precision", "recall", "strict_f1", *FIELDS)
LEAST_MUST = 20  # claims of a genre, for its figures to say something


@dataclass(frozen=True, slots=True)
class Reading:
    """What one checkout reads of a set: rows by document, and how fast."""

    rows: dict[str, list[Row]]
    speed: float  # characters a processor second


def read_with(checkout: Path, found: list[Document]) -> Reading:
    """The set read by the code of a checkout, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        given, result = Path(folder) / "documents.json", Path(folder) / "rows.json"
        asked = [{"doc": d.doc, "text": d.text, "published": d.published.isoformat()} for d in found]
        given.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(checkout)}
        command = [sys.executable, str(Path(reading.__file__)), str(given), str(result)]
        subprocess.run(command, check=True, cwd=checkout, env=environment)
        read = json.loads(result.read_text(encoding="utf-8"))
    return Reading(read["rows"], read["characters"] / max(read["seconds"], 1e-9))


def export(commit: str, folder: Path) -> Path:
    """The files of a commit, in a folder of their own."""
    packed = subprocess.run(["git", "archive", commit], cwd=TOP, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def scored(found: list[Document], read: Reading) -> dict[str, Scored]:
    """Every document's score."""
    return {d.doc: score(read_gold(d.gold, d.text), read.rows[d.doc], d.published, d.lang) for d in found}


def figures(parts: list[Scored]) -> dict[str, float]:
    """The figures of some documents together."""
    return summary(part.counts for part in parts)


def line(name: str, parts: list[Scored]) -> str:
    """A row of the table."""
    values = figures(parts)
    strict = [figures([part])["strict_f1"] for part in parts if part.counts["must"]]
    tails = f"{sum(f1 < 0.1 for f1 in strict):3} {sum(f1 >= 0.9 for f1 in strict):3} {len(strict):3}"
    must = sum(part.counts["must"] for part in parts)
    return f"{name[:24]:24} {must:5} " + " ".join(f"{values[column]:9.3f}" for column in COLUMNS) + f"  {tails}"


def report(name: str, found: list[Document], now: dict[str, Scored], read: Reading) -> None:
    """The table of one set."""
    print(f"\n{'':24} {'must':>5} " + " ".join(f"{column[:9]:>9}" for column in COLUMNS) + "  <.1 .9+ of")
    groups: dict[str, list[Scored]] = defaultdict(list)
    for document in found:
        groups[document.genre].append(now[document.doc])
        if name == "train":
            groups["held out" if document.held_out else "read"].append(now[document.doc])
            if document.closed:
                groups["closed"].append(now[document.doc])
    print(line(name, list(now.values())))
    for genre, parts in sorted(groups.items(), key=lambda group: -len(group[1])):
        if len(groups) > 1 and sum(part.counts["must"] for part in parts) >= LEAST_MUST:
            print(line("  " + genre, parts))
    for of, parts in ((name, list(now.values())), ("held out", groups.get("held out", []))):
        if parts:
            reliability_lines(of, parts)
    print(f"  {read.speed:,.0f} characters/s")


def reliability_lines(name: str, parts: list[Scored]) -> None:
    """Confidence against truth, and how far the figures would differ for other documents."""
    sure = reliability(pair for part in parts for pair in part.sure)
    low, high = strict_range([part.counts for part in parts])
    print(f"  {name}: said/true by tenth: " + " ".join(f"{said:.2f}/{true:.2f}" for said, true in sure.tenths))
    print(
        f"    mean distance {sure.distance:.3f} (a faultless confidence: {sure.by_chance:.3f}), surer half right "
        f"{sure.surer_half:.3f}; strict F1 of other {len(parts)} such documents: {low:.3f} to {high:.3f}"
    )


def against(commit: str, found: list[Document], now: dict[str, Scored], read: Reading) -> None:
    """What changed since a commit: figures, speed, and the articles whose strict F1 moved most."""
    with tempfile.TemporaryDirectory() as folder:
        before = read_with(export(commit, Path(folder)), found)
    then = scored(found, before)
    old, new = figures(list(then.values())), figures(list(now.values()))
    moved = [
        f"{column} {new[column] - old[column]:+.3f}" for column in COLUMNS if abs(new[column] - old[column]) >= 0.0005
    ]
    print(f"  since {commit}: {', '.join(moved) or 'nothing'}; speed {read.speed / before.speed:.2f} of it")
    shown = [d.doc for d in found if not d.held_out]
    gained = {doc: figures([now[doc]])["strict_f1"] - figures([then[doc]])["strict_f1"] for doc in shown}
    worst = [
        f"{doc} {gained[doc]:+.2f}" for doc in sorted(gained, key=lambda doc: gained[doc])[:8] if gained[doc] < -0.005
    ]
    print(f"  lower now: {', '.join(worst) or 'none'}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS)
    parser.add_argument("--against", metavar="COMMIT")
    parser.add_argument("--misses", choices=SETS)
    parser.add_argument("--field", choices=FIELDS)
    given = parser.parse_args()
    for name in SETS:
        if name != (given.misses or given.set or name):
            continue
        if not is_there(name):
            print(f"{name}: not beside the checkout, passed over", file=sys.stderr)
            continue
        found = list(documents(name))
        read = read_with(TOP, found)
        now = scored(found, read)
        if given.misses:
            told = [(d.doc, miss) for d in found if not (d.held_out or d.closed) for miss in now[d.doc].misses]
            print(
                *(f"{doc} {miss}" for doc, miss in told if given.field is None or f"'{given.field}'" in miss), sep="\n"
            )
        report(name, found, now, read)
        if given.against:
            against(given.against, found, now, read)


if __name__ == "__main__":
    main()
