"""What `gongbao sources` and `gongbao sources check` show: rows of plain text, one meaning a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flows.sources.declaration import Source
from flows.sources.protocol import IssueReading, Probe


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One dated layout of one source."""

    source_id: str
    name: str
    family: str
    days: str
    layout_from: str
    layout_until: str
    evidence: str
    certainty: str
    example: str
    note: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the declaration over all pages of its kind: on how many it was found, by which selectors, a sample."""

    ask: str
    field: str
    pages: int
    found: int
    selectors: str
    sample: str


Shape = dict[str, list[str]]
"""Of each kind of page (`first`, `page`, `article`), the marks that most of them bear; ready for JSON."""


def shape(reading: IssueReading) -> Shape:
    """The shape of an issue: marks on more than half of its pages of a kind."""
    kinds: dict[str, list[frozenset[str]]] = {}
    for skeleton in reading.skeletons:
        kinds.setdefault(skeleton.ask.value, []).append(skeleton.marks)
    return {
        kind: sorted(
            mark for mark, count in Counter(mark for one in found for mark in one).items() if 2 * count > len(found)
        )
        for kind, found in sorted(kinds.items())
    }


def shape_likeness(one: Shape, other: Shape) -> float:
    """The likeness of the least like kind of page that both have, 0 to 1; 1 where they share no kind."""
    shared = [(set(one[kind]), set(other[kind])) for kind in one.keys() & other.keys()]
    return min((len(a & b) / len(a | b) if a | b else 1.0 for a, b in shared), default=1.0)


def source_rows(sources: Iterable[Source]) -> list[SourceRow]:
    """Every layout of every source."""
    return [
        SourceRow(
            source.source_id,
            source.name_zh,
            layout.family,
            source.calendar.named(),
            str(layout.valid_from or ""),
            str(layout.valid_until or ""),
            layout.evidence.newest,
            layout.evidence.certainty.value,
            layout.example,
            layout.evidence.note,
        )
        for source in sources
        for layout in source.layouts
    ]


def field_rows(reading: IssueReading) -> list[FieldRow]:
    """What each field of the declaration found in an issue, fields that found nothing included."""
    grouped: dict[tuple[str, str], list[Probe]] = {}
    for probe in reading.probes:
        grouped.setdefault((probe.ask.value, probe.field), []).append(probe)
    rows = []
    for (ask, name), probes in grouped.items():
        used = Counter(probe.selector for probe in probes if probe.sample)
        sample = next((probe.sample for probe in probes if probe.sample), "")
        said = ", ".join(f"{selector} ({count})" for selector, count in used.most_common())
        rows.append(FieldRow(ask, name, len(probes), sum(used.values()), said, sample))
    return rows
