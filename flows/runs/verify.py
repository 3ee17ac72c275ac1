"""Whether the archive is whole and the published copy rests on it: every record read, every answer found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import TroubleError
from flows.fetch.reading import ArchiveReader
from flows.runs.progress import tracked
from warehouse import store, upkeep
from warehouse.connect import PUBLISHED_FILE, open_reader
from warehouse.load import ledger, runs
from warehouse.model import StoredResponse
from warehouse.series import checks

TOLD = 20  # problems that are told one by one


@dataclass
class Verification:
    """What was read, and what is amiss. `fresh` answers came since the copy was made, or by a run under way.

    `lost`: noted answers that the archive cannot give. `spared`: damage in it that no noted answer is lost by.
    """

    files: int = 0
    answers: int = 0
    rows: int = 0
    fresh: int = 0
    problems: list[str] = field(default_factory=list)
    spared: list[str] = field(default_factory=list)
    lost: list[StoredResponse] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The whole in a few lines."""
        lines = [f"{self.files} archive files, {self.answers} answers read, each body against its digest"]
        lines.append(f"{self.rows} answers noted in the published copy; {self.fresh} came since it was made")
        if self.spared:
            lines.append(f"{len(self.spared)} damaged records, none of which is noted: what they held lies elsewhere")
        return [*lines, f"{len(self.problems)} problems"]

    def require_good(self) -> Verification:
        """The report itself. Raises TroubleError where something is amiss."""
        if not self.problems:
            return self
        more = [f"and {len(self.problems) - TOLD} more"] if len(self.problems) > TOLD else []
        message = (
            f"expected a whole archive and a copy that rests on it, found {len(self.problems)} problems: bring the "
            "archive's files back from a backup, or `gongbao verify --repair`; `gongbao rebuild` mends the warehouse"
        )
        raise TroubleError(message, self.lines(), [*self.problems[:TOLD], *more])


def verify(home: Path) -> Verification:
    """Read the whole archive and hold the published copy against it. Writes nothing and waits for nobody.

    Of a lake also whether every file that its catalogue names is whole, and whether it holds what readers have. A file
    of the archive at a time, so that memory does not grow with it. Raises HomeError where nothing is published.
    """
    report, since = Verification(), _unpublished_since(home)
    if store.of(home).is_lake:
        report.problems += upkeep.problems(home)
    archive = ArchiveReader(home / "archive")
    with open_reader(home) as connection:
        broken = [finding for finding in checks.look(connection, "integrity") if finding.is_broken]
        report.problems += [f"{each.rule}: {each.subject} {each.subject_id}: {each.reason}" for each in broken]
        noted, files = ledger.noted_files(connection), archive.files()
        report.files = len(files)
        for file in tracked(files, len(files), "reading the archive"):
            _verify_file(archive, file, ledger.answers_in(connection, file), report, since)
        for file in sorted(noted.keys() - set(files)):
            rows = ledger.answers_in(connection, file)
            report.rows += len(rows)
            report.lost += rows
            report.problems.append(f"{len(rows)} answers are not to be had: {file}")
    return report


def _unpublished_since(home: Path) -> dt.datetime:
    """From when on answers need not be in the copy: when it was made, or when the oldest run that is alive began."""
    copy = home / PUBLISHED_FILE
    made = dt.datetime.fromtimestamp(copy.stat().st_mtime if copy.is_file() else 0, dt.UTC)
    begun = [dt.datetime.fromisoformat(run.started_at).replace(tzinfo=dt.UTC) for run in runs.holders(home)[0]]
    return min([made, *begun])


def _verify_file(
    archive: ArchiveReader, file: str, rows: Sequence[StoredResponse], report: Verification, since: dt.datetime
) -> None:
    """One file of the archive, and what is noted of it."""
    damages: list[str] = []
    found = {stored.warc_offset: stored for stored in archive.scan([file], lambda error: damages.append(str(error)))}
    report.answers += len(found)
    report.rows += len(rows)
    lost = [row for row in rows if row.warc_offset not in found]
    # of damage that no noted answer is lost by, nothing is to be brought back: it was mended, or nobody knew of it
    (report.problems if lost else report.spared).extend(damages)
    report.lost += lost
    report.problems += [f"lost: the answer of {row.url}: {file} at {row.warc_offset}" for row in lost]
    for row in rows:
        stored = found.get(row.warc_offset)
        if stored is not None and (stored.record_id, stored.sha256) != (row.record_id, row.sha256):
            said = f"expected the record {row.record_id}, found {stored.record_id}"
            report.problems.append(f"{said}: {file} at {row.warc_offset}")
    _look_beside(file, [found[at] for at in found.keys() - {row.warc_offset for row in rows}], report, since)


def _look_beside(file: str, beside: Sequence[StoredResponse], report: Verification, since: dt.datetime) -> None:
    """Answers that lie in the archive and in no row of the copy: what was made of them is lost to readers."""
    lost = sum(stored.fetched_at < since for stored in beside)
    report.fresh += len(beside) - lost
    if lost:
        report.problems.append(f"{lost} answers that no issue accounts for: {file}")
