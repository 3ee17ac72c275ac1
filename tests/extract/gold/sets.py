"""The annotated sets: the seeds, which the project holds, and `dev` and `train`, which lie beside the checkout or not.

Documents of `train` whose number leaves 7 when divided by 8 are held out: their figures count, nobody reads them.
Those whose number leaves 5 or 6 by 7 are closed: earlier rounds have read them, no miss of theirs is printed any more.
`first_sight` holds places and values of articles that were annotated before anybody had read them; it has no floors,
for what is read once to mend it is first sight no more.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.runs.manifest import read_manifest, read_seed
from warehouse.resources import seeds_directory

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared"
HEADER = re.compile(r"^# \w+:.*$", re.M)
SETS = {
    "seeds": (HERE / "seeds", None),
    "dev": (SHARED / "gold/dev/gold", SHARED / "gold/dev/docs"),
    "train": (SHARED / "gold/train", SHARED / "corpus/docs"),
    "first_sight": (HERE / "first_sight", SHARED / "corpus/docs"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its annotation. `text` has its header lines blanked, so that offsets stay those of the file."""

    doc: str
    text: str
    published: dt.date
    gold: Path
    genre: str
    lang: str
    held_out: bool = False
    closed: bool = False  # its misses are not printed, but earlier rounds have read it


def is_there(name: str) -> bool:
    """Whether the set lies where it is looked for."""
    return all(folder is None or folder.is_dir() for folder in SETS[name])


def documents(name: str) -> Iterator[Document]:
    """The documents of a set, in the order of their names."""
    gold, texts = SETS[name]
    if texts is None:
        for seed in read_manifest(seeds_directory()).documents:
            doc = seed.path.name.split("_")[0]
            yield Document(doc, read_seed(seed), seed.published_on, gold / f"{doc}.jsonl", "seed", "zh")
        return
    for path in sorted(gold.glob("*.jsonl")):
        yield _document(path, next(texts.glob(path.stem + "*")).read_text(encoding="utf-8"))


def _document(gold: Path, printed: str) -> Document:
    def header(name: str, otherwise: str) -> str:
        found = re.search(rf"^# {name}:\s*(.+)$", printed, re.M)
        return found[1].strip() if found else otherwise

    if not (published := header("published", "")):
        published = json.loads((gold.parent / "published.json").read_text(encoding="utf-8"))[gold.stem]
    text = HEADER.sub(lambda found: " " * len(found.group()), printed)
    held_out = gold.parent.name == "train" and int(gold.stem) % 8 == 7
    closed = gold.parent.name == "train" and int(gold.stem) % 7 in (5, 6)
    day = dt.date.fromisoformat(published)
    return Document(
        gold.stem, text, day, gold, header("genre", gold.parent.name), header("lang", "zh"), held_out, closed
    )
