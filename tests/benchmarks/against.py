"""This checkout against a commit, in turn on the same texts: `make bench ARGS="--against COMMIT [--texts DIR]..."`.

Both read in processes of their own, with the packages installed here; a round is one reading by each, and the ratio is
the median of the rounds' ratios, so that a machine whose pace drifts says the same.
"""

from __future__ import annotations

import io
import json
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from flows.issues.documents import read_document
from flows.runs.manifest import SeedDocument, read_manifest, read_seed
from warehouse.model import Language
from warehouse.resources import seeds_directory

TOP = Path(__file__).resolve().parents[2]
READING = Path(__file__).with_name("reading.py")
ANY_DAY = "2025-06-30"  # of publication, for a text that does not say
HEAD = re.compile(r"^# (?P<name>\w+): ?(?P<value>.*)$", re.MULTILINE)
Texts = Sequence[tuple[str, str]]  # each with its day of publication


class Reader:
    """A checkout that reads texts when it is asked to."""

    def __init__(self, checkout: Path) -> None:
        """Starts its process, which ends with its input."""
        command = [sys.executable, str(READING)]
        self._process = subprocess.Popen(
            command, cwd=checkout, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def seconds(self, texts: Texts) -> float:
        """Processor seconds of reading the texts once."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(texts) + "\n")
        process.stdin.flush()
        return float(process.stdout.readline())

    def end(self) -> None:
        """Lets the process go."""
        self._process.communicate()


def seeds_by_language() -> dict[str, list[tuple[SeedDocument, str]]]:
    """The Chinese seeds, and apart from them those in two languages: their pace is half another language's."""
    found: dict[str, list[tuple[SeedDocument, str]]] = {"Chinese seeds": [], "seeds in two languages": []}
    for document in read_manifest(seeds_directory()).documents:
        text = read_seed(document)
        read = read_document(text, source_id=document.source_id, published_on=document.published_on)
        languages = {sentence.lang for reading in read.articles for sentence in reading.sentences}
        found["Chinese seeds" if languages == {Language.ZH} else "seeds in two languages"].append((document, text))
    return found


def texts_of(folder: Path) -> list[tuple[str, str]]:
    """The text files of a folder; lines such as `# published: 2025-03-01` at the head are no text."""
    found = []
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        head = {line["name"]: line["value"].strip() for line in HEAD.finditer(text)}
        found.append((HEAD.sub(lambda line: " " * len(line[0]), text), head.get("published", ANY_DAY)))
    return found


def pace(texts: Texts, ours: Reader, theirs: Reader, rounds: int) -> str:
    """One row: characters a second of both, and the ratio."""
    pairs = [(ours.seconds(texts), theirs.seconds(texts)) for _ in range(rounds + 1)][1:]  # the first fills caches
    characters = sum(len(line) for text, _ in texts for line in text.splitlines() if line.strip())
    mine, other = (characters / statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(their / our for our, their in pairs)
    return f"{len(texts):5} {mine:12,.0f} {other:12,.0f} {ratio:6.2f}"


def against(commit: str, folders: Sequence[Path], rounds: int) -> None:
    """Print how fast this checkout reads beside a commit, a row for each kind of text."""
    sets = {
        name: [(text, document.published_on.isoformat()) for document, text in found]
        for name, found in seeds_by_language().items()
    } | {folder.name: texts_of(folder) for folder in folders}
    packed = subprocess.run(["git", "archive", commit], cwd=TOP, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(scratch, filter="data")
        ours, theirs = Reader(TOP), Reader(Path(scratch))
        try:
            sys.stdout.write(f"{'characters a processor second':32} texts         here {commit[:12]:>12}  ratio\n")
            for name, texts in sets.items():
                sys.stdout.write(f"{name[:32]:32} {pace(texts, ours, theirs, rounds)}\n")
        finally:
            ours.end()
            theirs.end()
