"""Every verb that writes, killed again and again beside a home that is left in peace: in the end both hold the same."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from flows.fetch.throttle import utc_now
from tests.runs import issue_runs
from tests.soak import runs
from tests.sources.fake_sites.server import Press
from warehouse.connect import PUBLISHED_FILE

SOURCE = "rmrb"
LONGEST_S = 1.5  # of work before a kill
# of ten kills of a round; what a verb has too little work for is left to publish, which has some at any time
SHARES = {"backfill": 2, "ingest": 1, "repair": 2, "refetch": 2, "backup": 1, "publish": 2}


@dataclass
class Killed:
    """A home whose every run is killed; `to` is where it is backed up to. `done` counts the kills by verb."""

    home: Path
    to: Path
    dice: random.Random
    done: Counter[str] = field(default_factory=Counter)
    owed: int = 0

    def carried_out(self, kills: int, verb: str, *arguments: str, always: bool = False) -> None:
        """Carry a verb out to its end, killed at work so many times before. `always`: it finds work every time."""
        ends = 0
        while True:
            running = runs.command(self.home, *arguments)
            if kills and self._at_work(running.pid) and running.poll() is None:
                time.sleep(self.dice.uniform(0.0, LONGEST_S))
                if running.poll() is None:
                    running.kill()
                    running.communicate()
                    runs.await_group(running.pid)
                    self.done[verb] += 1
                    kills -= 1
                    continue
            out, err = running.communicate(timeout=600)
            assert running.returncode == 0, f"{verb} after {self.done}: {out}{err}"
            ends += 1
            if not kills or not always or ends > 20:
                self.owed += kills
                return

    def _at_work(self, pid: int) -> bool:
        """Wait until the process holds a file of the home or the backup; False where it ended before."""
        folders = (f"{self.home}/", f"{self.to}/")
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                opened = list(Path(f"/proc/{pid}/fd").iterdir())
            except OSError:
                return False
            for each in opened:
                with contextlib.suppress(OSError):
                    if str(each.readlink()).startswith(folders):
                        return True
            time.sleep(0.01)
        raise AssertionError(f"expected the process {pid} at work within 120 s")


@dataclass
class Round:
    """Days of their own, fetched, lost in part, repaired, corrected by the publisher, asked for again, backed up."""

    press: Press
    first: dt.date
    days: int
    late: int

    @property
    def last(self) -> dt.date:
        return self.first + dt.timedelta(days=self.days - 1)

    def peaceful(self, home: Path) -> None:
        """The round's fetching in the home that is left in peace."""
        origin = self.press.origin(SOURCE)
        assert issue_runs.backfill(home, SOURCE, origin, self.first, self.last, clock=utc_now).is_good
        day = self.last + dt.timedelta(days=self.late)
        assert issue_runs.ingest(home, SOURCE, origin, day, self.late - 1, clock=utc_now).is_good

    def asked_again(self, home: Path) -> None:
        """The round's corrections seen in that home."""
        origin, last = self.press.origin(SOURCE), self.last + dt.timedelta(days=self.late)
        assert issue_runs.refetch(home, SOURCE, origin, self.first, last, clock=utc_now).is_good

    def corrected(self) -> None:
        """From now on the publisher says otherwise on some pages of the round's days."""
        site = self.press.sites[SOURCE]
        before, days = site.redesign, [self.first + dt.timedelta(days=n) for n in range(self.days + self.late)]
        marks = tuple(mark for day in days for mark in (f"{day:%Y%m}/{day:%d}", f"{day:%Y-%m}/{day:%d}"))

        def redesign(path: str, body: bytes) -> bytes:
            body = before(path, body) if before else body
            if not any(mark in path for mark in marks):
                return body
            return body.replace("同比增长".encode(), "同比下降".encode()).replace("突破".encode(), "达到".encode())

        site.redesign = redesign

    def killed(self, victim: Killed, kills: int) -> None:
        """All of it in the home whose runs are killed, up to the corrections."""
        tenth, day = kills // 10, self.last + dt.timedelta(days=self.late)
        held = set(_archive(victim.home))
        plain, source = ("--plain",), ("--source", SOURCE)
        span = ("--from", str(self.first), "--to", str(self.last), "--workers", "1")
        victim.carried_out(tenth * SHARES["backfill"], "backfill", "backfill", *plain, *source, *span)
        window = ("--date", str(day), "--lookback", str(self.late - 1))
        victim.carried_out(tenth * SHARES["ingest"], "ingest", "ingest", *plain, *source, *window)
        _lose(victim, [path for path in _archive(victim.home) if path not in held])
        victim.carried_out(tenth * SHARES["repair"], "repair", "verify", "--repair", always=True)

    def killed_again(self, victim: Killed, kills: int) -> None:
        """And from them on."""
        tenth, last = kills // 10, self.last + dt.timedelta(days=self.late)
        span = ("--from", str(self.first), "--to", str(last), "--workers", "1")
        victim.carried_out(
            tenth * SHARES["refetch"], "refetch", "refetch", "--plain", "--source", SOURCE, *span, always=True
        )
        victim.carried_out(tenth * SHARES["backup"], "backup", "backup", str(victim.to), always=True)
        owed, victim.owed = victim.owed, 0
        victim.carried_out(tenth * SHARES["publish"] + owed, "publish", "publish", "--plain", always=True)


def _archive(home: Path) -> list[Path]:
    return sorted((home / "archive").glob("*.warc.gz"))


def _lose(victim: Killed, files: list[Path]) -> None:
    """One file of these is lost, one damaged in its middle, one cut."""
    lost, *rest = victim.dice.sample(files, len(files))
    lost.unlink()
    for damaged in rest[:1]:
        content = bytearray(damaged.read_bytes())
        content[len(content) // 2 : len(content) // 2 + 8] = b"\0" * 8
        damaged.write_bytes(content)
    for cut in rest[-1:]:
        cut.write_bytes(cut.read_bytes()[: -max(1, cut.stat().st_size // 3)])


def in_rounds(folder: Path, press: Press, rounds: int, kills: int, seed: int, days: int, late: int) -> Killed:
    """So many rounds with so many kills each. After each both homes hold the same, and so does what is restored."""
    peaceful, victim = folder / "peaceful", Killed(folder / "killed", folder / "backup", random.Random(seed))
    for home in (peaceful, victim.home):
        home.mkdir(parents=True)
        (home / "settings.toml").write_text(f'[origin]\n{SOURCE} = "{press.origin(SOURCE)}"\n', encoding="utf-8")
    for n in range(rounds):
        turn = Round(press, runs.LAST + dt.timedelta(days=n * (days + late)), days, late)
        turn.peaceful(peaceful)
        turn.killed(victim, kills)
        turn.corrected()
        turn.asked_again(peaceful)
        turn.killed_again(victim, kills)
        expected = runs.content(peaceful)
        _require_alike(runs.content(victim.home), expected, f"the killed home after round {n + 1}")
        runs.say(f"round {n + 1}: both homes alike after {victim.done.total()} kills")
    victim.carried_out(0, "backup", "backup", str(victim.to))
    restored = folder / "restored"
    restored.mkdir()
    again = Killed(restored, victim.to, victim.dice)
    again.carried_out(0, "restore", "restore", str(victim.to))
    _require_alike(runs.content(restored), expected, "the restored home")
    assert (restored / PUBLISHED_FILE).is_file()
    again.carried_out(0, "verify", "verify")
    return victim


def _require_alike(found: dict[str, list[object]], expected: dict[str, list[object]], what: str) -> None:
    for table, rows in expected.items():
        assert found[table] == rows, f"{what} differs in {table}"
