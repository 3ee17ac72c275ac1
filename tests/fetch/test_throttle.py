"""Turns at a host: kept within a process, between processes, and over a restart."""

from __future__ import annotations

import asyncio
import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.fetch.errors import ArchiveUnwritable
from flows.fetch.throttle import HostThrottle
from tests.fetch.bench import Time

HERE = Path(__file__).resolve().parents[2]
HURRIED = """
import asyncio, sys
from pathlib import Path
from flows.fetch.throttle import HostThrottle
async def at_once(seconds): pass
async def main():
    throttle = HostThrottle(folder=Path(sys.argv[1]), sleep=at_once)
    for _ in range(400):
        async with throttle.turn("h", 1, 1):
            pass
asyncio.run(main())
"""


def test_no_turn_is_given_twice(tmp_path: Path) -> None:
    began = time.time()
    workers = [subprocess.Popen([sys.executable, "-c", HURRIED, str(tmp_path)], cwd=HERE) for _ in range(3)]
    assert [worker.wait(timeout=300) for worker in workers] == [0, 0, 0]
    assert float((tmp_path / "h").read_text().split()[0]) - began >= 1200


@pytest.mark.parametrize("stored", [True, False])
def test_turns_are_spaced_over_a_restart_where_they_are_stored(stored: bool, tmp_path: Path) -> None:
    async def test() -> None:
        clock = Time()
        for _ in range(3):
            throttle = HostThrottle(clock.clock, clock.sleep, tmp_path if stored else None)
            async with throttle.turn("h", 120, 2):
                pass
        assert clock.slept == (pytest.approx([120, 120], abs=0.01) if stored else [])

    asyncio.run(test())


def test_a_turn_far_ahead_comes_from_a_wrong_clock_and_is_forgotten(tmp_path: Path) -> None:
    async def test() -> None:
        clock = Time()
        (tmp_path / "h").write_text(f"{clock.now.timestamp() + 10**7:.6f}\n")
        (tmp_path / "torn").write_bytes(b"\x00\x00garbage")
        throttle = HostThrottle(clock.clock, clock.sleep, tmp_path)
        for host in ("h", "torn"):
            async with throttle.turn(host, 1, 1):
                pass
        assert clock.slept == []

    asyncio.run(test())


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("hours", [0.5, 8, 24 * 365])
def test_a_turn_given_by_a_clock_since_corrected_is_said_and_skipped(
    stored: bool, hours: float, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def test() -> None:
        clock = Time()
        throttle = HostThrottle(clock.clock, clock.sleep, tmp_path if stored else None)
        async with throttle.turn("h", 120, 2):
            pass
        throttle.postpone("paused", 300)
        clock.now -= dt.timedelta(hours=hours)  # corrected
        throttle = HostThrottle(clock.clock, clock.sleep, tmp_path) if stored else throttle
        for host in ("h", "paused", "h"):
            async with throttle.turn(host, 120, 2):
                pass
        assert clock.slept == pytest.approx([120, 300], abs=0.01), "no longer than the spacing and the server's word"

    asyncio.run(test())
    assert [record.getMessage() for record in caplog.records] == [
        f"expected the next turn at {host} soon, found it {hours * 3600 + ahead:.0f} s ahead, "
        "left by a clock since corrected: skipped"
        for host, ahead in (("h", 120), ("paused", 300 - 120))
    ]


def test_a_queue_is_no_wrong_clock(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        clock = Time()
        throttles = [HostThrottle(clock.clock, clock.sleep, tmp_path) for _ in range(20)]
        waits = [throttle._reserve("h", 120) for throttle in throttles]
        assert waits == pytest.approx([120 * at for at in range(20)], abs=0.01)

    asyncio.run(test())
    assert caplog.records == []


def test_a_host_s_pause_is_everyone_s(tmp_path: Path) -> None:
    async def test() -> None:
        clock = Time()
        throttle = HostThrottle(clock.clock, clock.sleep, tmp_path)
        throttle.postpone("h", 60)
        throttle.postpone("h", 30)
        async with HostThrottle(clock.clock, clock.sleep, tmp_path).turn("h", 1, 1):
            assert clock.slept == pytest.approx([60], abs=0.01)
        async with throttle.turn("other", 1, 1):
            assert len(clock.slept) == 1

    asyncio.run(test())


def test_taking_a_turn_is_cheap(tmp_path: Path) -> None:
    async def test() -> None:
        throttle = HostThrottle(folder=tmp_path)
        began = time.process_time()
        for _ in range(500):
            async with throttle.turn("h", 0, 1):
                pass
        assert time.process_time() - began < 2

    asyncio.run(test())


def test_turns_that_cannot_be_kept_are_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveUnwritable, match=r"cannot keep the turns in .*check the path"):
        HostThrottle(folder=tmp_path / "file").postpone("h", 1)
