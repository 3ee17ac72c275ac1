"""A backup brings everything back, is made while issues are loaded, and broken off leaves the one before."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import json
import shutil
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from flows import pauses
from flows.cli.command import run
from flows.errors import InputError
from flows.runs import backup as backups
from flows.runs.backup import MANIFEST, backup, manifest, restore
from flows.runs.issues import publish_alone
from flows.runs.options import PublishOptions
from flows.runs.verify import verify
from flows.settings import FILE, read_settings
from tests.once import copied
from tests.runs.issue_runs import DAY, backfill, content
from tests.soak.runs import command
from tests.sources.fake_sites.sites import press
from warehouse.errors import DiskFullError
from warehouse.read.paused import paused

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def home(two_days: Path, tmp_path: Path) -> Path:
    folder = copied(two_days, tmp_path / "home")
    (folder / FILE).write_text("[query]\nrows = 7\n", encoding="utf-8")
    (folder / FILE).chmod(0o600)
    pauses.pause(folder, "gov", "the publisher asked")
    return folder


def made(home: Path, to: Path) -> backups.BackupReport:
    return asyncio.run(backup(home, to))


def more(home: Path) -> None:
    with press("rmrb", pages=2) as running:
        backfill(home, "rmrb", running.origin("rmrb"), DAY + dt.timedelta(days=2), DAY + dt.timedelta(days=2))


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_comes_back(home: Path, tmp_path: Path) -> None:
    before, to, again = content(home), tmp_path / "backup", tmp_path / "again"
    assert made(home, to).copied == 4
    again.mkdir()
    restore(again, to)
    asyncio.run(publish_alone(again, PublishOptions()))
    assert content(again) == before
    assert verify(again).require_good().answers > 20
    assert read_settings(again).query.rows == 7 and paused(again)["gov"].why == "the publisher asked"
    assert (again / FILE).stat().st_mode & 0o777 == 0o600
    assert not (again / backups.SITE).exists()


def test_a_second_backup_copies_what_is_new(home: Path, tmp_path: Path) -> None:
    to = tmp_path / "backup"
    made(home, to)
    first = held(to)
    again = made(home, to)
    assert (again.copied, again.kept) == (2, 2), "settings and pauses are small: they are copied each time"
    assert held(to) == first
    more(home)
    report = made(home, to)
    assert (report.copied, report.kept) == (4, 1), "a warehouse and an archive file more"
    assert len(list(to.glob("warehouse-*.duckdb"))) == 1


def test_broken_off_by_a_full_disk_the_one_before_stays(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The device refuses after so many bytes, at every stage; the backup before can be restored each time."""
    to = tmp_path / "backup"
    made(home, to)
    before, counted = content(home), manifest(to)
    more(home)
    whole = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    original = backups._read
    refused = 0
    for room in (0, whole // 50, whole // 5, whole // 2):
        left = room

        def read(source: BinaryIO, into: BinaryIO | None = None) -> Any:
            nonlocal left
            if into is not None:
                size = Path(str(source.name)).stat().st_size
                if size > left:
                    into.write(b"half")
                    raise OSError(errno.ENOSPC, "No space left on device")
                left -= size
            return original(source, into)

        with monkeypatch.context() as patched:
            patched.setattr(backups, "_read", read)
            try:
                made(home, to)
            except DiskFullError as error:
                assert f"no room left to write in {to}: " in str(error)
                refused += 1
            else:
                continue
        assert not list(to.rglob(f"*{backups.PARTIAL}")), "nothing half is left"
        assert manifest(to) == counted
        again = tmp_path / f"again-{room}"
        again.mkdir()
        restore(again, to)
        assert content(again) == before
    assert refused >= 2


def test_a_backup_is_made_while_issues_are_loaded(home: Path, tmp_path: Path) -> None:
    """Whatever the moment, what comes back is whole: each answer that a row speaks of is in the archive."""
    with press("rmrb", pages=2, per_page=2) as running:
        days = ("--from", str(DAY - dt.timedelta(days=12)), "--to", str(DAY - dt.timedelta(days=1)))
        origin = ("--origin", running.origin("rmrb"))
        loading = command(home, "backfill", "--plain", "--workers", "1", "--source", "rmrb", *days, *origin)
        times = 0
        while loading.poll() is None or times == 0:
            to, again = tmp_path / f"backup-{times}", tmp_path / f"again-{times}"
            made(home, to)
            again.mkdir()
            restore(again, to)
            asyncio.run(publish_alone(again, PublishOptions()))
            assert not verify(again).lost
            times += 1
        assert loading.wait() == 0, loading.communicate()[1]


def test_a_damaged_backup_is_refused_and_nothing_takes_its_place(home: Path, tmp_path: Path) -> None:
    to, again = tmp_path / "backup", tmp_path / "again"
    made(home, to)
    again.mkdir()
    file = next((to / "archive").glob("*.warc.gz"))
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(InputError, match="another digest: it is damaged"):
        restore(again, to)
    file.unlink()
    with pytest.raises(InputError, match="the backup has lost a file"):
        restore(again, to)
    assert list(again.iterdir()) == []


def test_what_is_no_backup_and_no_place_is_refused(home: Path, tmp_path: Path) -> None:
    to = tmp_path / "backup"
    with pytest.raises(InputError, match="outside the home"):
        made(home, home / "backup")
    with pytest.raises(InputError, match="expected a warehouse"):
        made(tmp_path / "empty", to)
    with pytest.raises(InputError, match="found no backup"):
        restore(tmp_path / "empty", to)
    made(home, to)
    with pytest.raises(InputError, match="without a warehouse and an archive"):
        restore(home, to)
    told = json.loads((to / MANIFEST).read_text(encoding="utf-8"))
    told["files"][0]["name"] = "../outside"
    (to / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InputError, match="expected files within"):
        restore(tmp_path / "empty", to)
    (to / MANIFEST).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="found something else"):
        restore(tmp_path / "empty", to)


def test_the_verbs(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(home))
    assert run(["backup", str(tmp_path / "backup")]) == 0
    assert "backed up to" in capsys.readouterr().out
    shutil.move(home, tmp_path / "former")
    assert run(["restore", str(tmp_path / "backup")]) == 0
    out = capsys.readouterr().out
    assert "restored to" in out and "published as" in out
    assert run(["verify"]) == 0
