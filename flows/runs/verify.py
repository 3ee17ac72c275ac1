"""Whether the archive is whole and the published copy rests on it: every record read, every answer found again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import TroubleError
from flows.fetch.reading import ArchiveReader
from flows.runs.progress import tracked
from warehouse.connect import PUBLISHED_FILE, open_reader
from warehouse.load import ledger, runs
from warehouse.model import StoredResponse
from warehouse.series import checks

TOLD = 20  # problems that are told one by one


@dataclass
class Verification:
    """What was read, and what is amiss. `fresh` answers came since the copy was made, or by a run under way."""

    files: int = 0
    answers: int = 0
    rows: int = 0
    fresh: int = 0
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The whole in a few lines."""
        lines = [f"{self.files} archive files, {self.answers} answers read, each body against its digest"]
        lines.append(f"{self.rows} answers noted in the published copy; {self.fresh} came since it was made")
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
    report, since = Verification(), _unpublished_since(home)
    with open_reader(home) as connection:
        rows = ledger.record_locations(connection)
        broken = [finding for finding in checks.look(connection, "integrity") if finding.is_broken]
    report.problems += [f"{each.rule}: {each.subject} {each.subject_id}: {each.reason}" for each in broken]
    archive = ArchiveReader(home / "archive")
    found = _read(archive, report)
    _compare(rows, found, set(archive.files()), report)
    _look_beside(rows, found, report, since)
    return report


def _unpublished_since(home: Path) -> dt.datetime:
    """From when on answers need not be in the copy: when it was made, or when the oldest run that is alive began."""
    copy = home / PUBLISHED_FILE
    made = dt.datetime.fromtimestamp(copy.stat().st_mtime if copy.is_file() else 0, dt.UTC)
    begun = [dt.datetime.fromisoformat(run.started_at).replace(tzinfo=dt.UTC) for run in runs.holders(home)[0]]
    return min([made, *begun])


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
    rows: Sequence[ledger.RecordLocation],
    found: dict[tuple[str, int], StoredResponse],
    files: set[str],
    report: Verification,
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


def _look_beside(
    rows: Sequence[ledger.RecordLocation],
    found: dict[tuple[str, int], StoredResponse],
    report: Verification,
    since: dt.datetime,
) -> None:
    """Answers that lie in the archive and in no row of the copy: what was made of them is lost to readers."""
    noted = {(row.warc_file, row.warc_offset) for row in rows}
    beside = [stored for place, stored in found.items() if place not in noted]
    lost = Counter(stored.warc_file for stored in beside if stored.fetched_at < since)
    report.fresh = len(beside) - lost.total()
    report.problems += [f"{count} answers that no issue accounts for: {file}" for file, count in sorted(lost.items())]
