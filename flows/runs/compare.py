"""`gongbao compare OLD NEW`: what two checkouts make of the same texts and issues; a tool of developers."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.runs.snapshot import SITES, Parts, answers_of_warehouse, claims_of_texts, fake_sites

SHOWN = 3  # differing lines of a part that are printed from each side
_PLACE = ("doc", "char_start", "char_end")


@dataclass
class Comparison:
    """Parts by name, as the old and the new checkout gave them."""

    old: Parts = field(default_factory=dict)
    new: Parts = field(default_factory=dict)

    def differing(self) -> list[str]:
        """The names of the parts that are not alike."""
        return [name for name in {**self.old, **self.new} if self.old.get(name) != self.new.get(name)]

    def lines(self) -> Iterator[str]:
        """What differs, and how much was compared."""
        for name in self.differing():
            old, new = self.old.get(name, []), self.new.get(name, [])
            gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
            yield f"{name}: {len(gone)} lines gone, {len(come)} come, {len(old)} before"
            if name.startswith("claims of"):
                yield f"  {_by_field(gone, come)}"
            yield from (f"  - {line}" for line in gone[:SHOWN])
            yield from (f"  + {line}" for line in come[:SHOWN])
        counted = sum(len(lines) for lines in self.old.values())
        yield f"{len(self.old)} parts with {counted} lines compared, {len(self.differing())} parts differ"


def compare(old: Path, new: Path, folders: Sequence[Path], issues: int) -> Comparison:
    """What both checkouts make of the texts in `folders`, and of the seeds with so many generated issues (0: neither).

    The issues are printed by the new checkout's fake sites, from ten families of layouts.
    """
    old, new, found = old.resolve(), new.resolve(), Comparison()
    scratch = Path(tempfile.mkdtemp(prefix="gongbao-compare-"))
    try:
        for checkout, parts in ((old, found.old), (new, found.new)):
            for folder in folders:
                (scratch / "texts").mkdir(exist_ok=True)
                parts |= claims_of_texts(checkout, folder.resolve(), scratch / "texts")
        if issues:
            with fake_sites(new) as origins:
                for name, checkout, parts in (("old", old, found.old), ("new", new, found.new)):
                    parts |= answers_of_warehouse(checkout, origins, -(-issues // len(SITES)), scratch / name)
    finally:
        shutil.rmtree(scratch)
    return found


def _by_field(gone: Iterable[str], come: Iterable[str]) -> str:
    """How many claims are lost and gained, and which fields of the others differ how often."""
    before, after = (
        {tuple(claim[key] for key in _PLACE): claim for claim in map(json.loads, side)} for side in (gone, come)
    )
    both = before.keys() & after.keys()
    fields = Counter(name for at in both for name in before[at] if before[at][name] != after[at].get(name))
    changed = ", ".join(f"{name} {count}" for name, count in fields.most_common())
    return f"{len(before) - len(both)} claims lost, {len(after) - len(both)} gained, {len(both)} changed: {changed}"
