"""Whether the archive is whole and the published copy rests on it: every record read, every answer found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.cli.progress import tracked
from flows.errors import TroubleError
from flows.fetch.model import StoredResponse
from flows.fetch.reading import ArchiveReader
from warehouse.connect import open_reader
from warehouse.load import ledger
from warehouse.series import checks

TOLD = 20  # problems that are told one by one


@dataclass
class Verification:
    """What was read, and what is amiss. `unknown` answers lie in the archive and in no published row (yet)."""

    files: int = 0
    answers: int = 0
    rows: int = 0
    unknown: int = 0
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The whole in a few lines."""
        lines = [f"{self.files} archive files, {self.answers} answers read, each body against its digest"]
        lines.append(f"{self.rows} answers noted in the published copy; {self.unknown} in the archive beside them")
        return [*lines, f"{len(self.problems)} problems"]

    def require_good(self) -> Verification:
        """The report itself. Raises TroubleError where something is amiss."""
        if not self.problems:
            return self
        more = [f"and {len(self.problems) - TOLD} more"] if len(self.problems) > TOLD else []
        message = (
            f"expected a whole archive and a copy that rests on it, found {len(self.problems)} problems: bring the "
            "archive's files back from a backup; `gongbao rebuild` mends the warehouse"
        )
        raise TroubleError(message, self.lines(), [*self.problems[:TOLD], *more])


def verify(home: Path) -> Verification:
    """Read the whole archive and hold the published copy against it. Writes nothing and waits for nobody.

    Raises HomeError where nothing is published.
    """
    report = Verification()
    with open_reader(home) as connection:
        rows = ledger.places(connection)
        broken = [finding for finding in checks.look(connection, "integrity") if finding.is_broken]
    report.problems += [f"{each.rule}: {each.subject} {each.subject_id}: {each.reason}" for each in broken]
    archive = ArchiveReader(home / "archive")
    found = _read(archive, report)
    _compare(rows, found, set(archive.files()), report)
    return report


def _read(archive: ArchiveReader, report: Verification) -> dict[tuple[str, int], StoredResponse]:
    """Every answer by its file and offset; what is damaged is a problem of the report."""
    found: dict[tuple[str, int], StoredResponse] = {}
    files = archive.files()
    report.files = len(files)
    for file in tracked(files, len(files), "reading the archive"):
        for stored in archive.scan([file], lambda error: report.problems.append(str(error))):
            found[stored.warc_file, stored.warc_offset] = stored
    report.answers = len(found)
    return found


def _compare(
    rows: Sequence[ledger.Place], found: dict[tuple[str, int], StoredResponse], files: set[str], report: Verification
) -> None:
    report.rows = len(rows)
    missing: Counter[str] = Counter()
    for row in rows:
        stored = found.get((row.warc_file, row.warc_offset))
        if stored is None and row.warc_file in files:
            report.problems.append(f"lost: the answer of {row.url}: {row.warc_file} at {row.warc_offset}")
        elif stored is None:
            missing[row.warc_file] += 1
        elif (stored.record_id, stored.sha256) != (row.record_id, row.sha256):
            report.problems.append(
                f"expected the record {row.record_id}, found {stored.record_id}: {row.warc_file} at {row.warc_offset}"
            )
    report.problems += [f"{count} answers are not to be had: {file}" for file, count in sorted(missing.items())]
    report.unknown = len(found.keys() - {(row.warc_file, row.warc_offset) for row in rows})
