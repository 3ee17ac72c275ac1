"""Several processes on one lake: no issue twice, the end one writer's; what a dead or hanging one had is free soon."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.lake.test_store import apart
from tests.postgres import Server, awaited
from tests.soak import runs
from tests.sources.fake_sites.sites import press
from warehouse import leases, publish, store
from warehouse.connect import open_writer
from warehouse.errors import BeingRefreshedError, LockedError

pytestmark = pytest.mark.usefixtures("here")
SOON_S = 60.0  # within which what a killed process had leased is free
ISSUES = 5
# a process that takes a lease, and writes a row under it as far as it is told; its life is short, so that tests are
HOLDER = """
import sys
from pathlib import Path
from warehouse import leases, session, store
from warehouse.connect import open_writer, refusing, transaction
session.ALIVE_S, session.BEAT_S = 4.0, 1.0
home, address, name = Path(sys.argv[1]), *sys.argv[2:]
store.choose(home, store.Store(address))
with leases.leased(home, name) as ours, open_writer(home) as connection:
    with refusing(home), transaction(connection):
        connection.execute("INSERT INTO source (source_id) VALUES ('late')")
        print("holds" if ours else "refused", flush=True)
        sys.stdin.readline()
    print("committed", flush=True)
"""


def database(home: Path) -> str:
    return store.of(home).catalogue.rpartition("/")[2]


def loader(home: Path, origin: str, issues: int = ISSUES) -> subprocess.Popen[str]:
    days = ("--from", str(runs.first_of(issues)), "--to", str(runs.LAST))
    return runs.command(home, "backfill", "--plain", "--workers", "1", "--source", "rmrb", "--origin", origin, *days)


def holder(home: Path, name: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home), store.of(home).catalogue, name],
        cwd=runs.TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == "holds\n"
    return process


@pytest.fixture(autouse=True)
def told_to_all(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_STORE", f"ducklake:{store.of(shared).catalogue}")


def test_four_processes_with_one_list_load_each_issue_once(shared: Path, tmp_path: Path) -> None:
    with press("rmrb", pages=2, per_page=2) as running:
        loaders = [loader(shared, running.origin("rmrb")) for _ in range(4)]
        said = [process.communicate(timeout=600) for process in loaders]
    assert [process.returncode for process in loaders] == [0] * 4, said
    with open_writer(shared) as connection:
        twice = "SELECT issue_id FROM issue_attempt GROUP BY issue_id HAVING count(*) > 1"
        assert connection.execute(twice).fetchall() == []
        assert connection.execute("SELECT count(*) FROM issue_attempt").fetchall() == [(ISSUES,)]
        several = connection.execute("SELECT count(DISTINCT run_id) FROM issue_attempt").fetchall()[0][0]
        assert several > 1, "more than one process had something to do"
    assert apart(runs.content(shared), runs.undisturbed(tmp_path / "one", ISSUES, 1, pages=2, per_page=2)) == {}


def test_a_killed_loader_s_issue_is_loaded_by_another(shared: Path, server: Server, tmp_path: Path) -> None:
    with press("rmrb", pages=2, per_page=2) as running:
        first = loader(shared, running.origin("rmrb"))
        query = "SELECT name FROM gongbao.lease WHERE name LIKE 'issue:%'"
        held = awaited(store.of(shared).catalogue, query, 300.0, lambda: first.poll() is None)
        first.kill()
        said = first.communicate()
        assert held, said
        killed = time.monotonic()
        out, err = loader(shared, running.origin("rmrb")).communicate(timeout=600)
        assert f"{ISSUES} complete" in out or "settled before" in out, (out, err)
        assert server.rows(query, database(shared)) == []
        assert time.monotonic() - killed < 280
    assert apart(runs.content(shared), runs.undisturbed(tmp_path / "one", ISSUES, 1, pages=2, per_page=2)) == {}


def test_a_killed_refresher_s_lease_is_free_soon(shared: Path) -> None:
    with open_writer(shared):
        pass
    process = holder(shared, leases.REFRESH)
    with pytest.raises(BeingRefreshedError, match=f"is being refreshed by process {process.pid} on .*: wait until"):
        publish.check_and_publish(shared, whole=False)
    process.kill()
    killed = time.monotonic()
    while True:
        try:
            published, _ = publish.check_and_publish(shared, whole=False)
            break
        except BeingRefreshedError:
            assert time.monotonic() - killed < SOON_S
            time.sleep(0.2)
    assert published.rows["source"] == 0, "what it had not committed is nowhere"


def test_one_that_hangs_loses_its_lease_and_writes_nothing_when_it_wakes(shared: Path) -> None:
    with open_writer(shared):
        pass
    process = holder(shared, "issue:rmrb-2025-03-04")
    process.send_signal(signal.SIGSTOP)
    stopped = time.monotonic()
    try:
        while True:
            with leases.leased(shared, "issue:rmrb-2025-03-04") as ours:
                if ours:
                    break
            assert time.monotonic() - stopped < SOON_S
            time.sleep(0.2)
        with leases.leased(shared, "issue:rmrb-2025-03-04") as ours:
            assert ours
            process.send_signal(signal.SIGCONT)
            out, err = process.communicate("\n", timeout=300)
    finally:
        process.kill()
    assert "committed" not in out and process.returncode != 0
    assert "BusyError: issue:rmrb-2025-03-04 was taken over by another process" in err.splitlines()[-1]
    with open_writer(shared) as connection:
        assert connection.execute("FROM source").fetchall() == []


def test_a_lease_that_lives_is_nobody_else_s_and_goes_with_its_end(shared: Path) -> None:
    with open_writer(shared):
        pass
    process = holder(shared, "issue:rmrb-2025-03-04")
    until = time.monotonic() + 6  # longer than it lives without a sign
    while time.monotonic() < until:
        with leases.leased(shared, "issue:rmrb-2025-03-04") as ours:
            assert not ours
        time.sleep(0.5)
    out, err = process.communicate("\n", timeout=300)
    assert out == "committed\n", err
    with leases.leased(shared, "issue:rmrb-2025-03-04") as ours:
        assert ours
        with leases.leased(shared, "issue:rmrb-2025-03-04") as again:
            assert not again, "not twice in one process either"


def test_while_the_copy_is_made_nobody_loads(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from warehouse import session

    with open_writer(shared):
        pass
    waiting = f"""
import sys
from pathlib import Path
from warehouse import leases, session, store
session.PATIENCE_S = 1.0
home = Path({str(shared)!r})
store.choose(home, store.Store({store.of(shared).catalogue!r}))
with leases.loading(home, "rmrb"):
    print("loads", flush=True)
    sys.stdin.readline()
"""
    command = [sys.executable, "-c", waiting]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with leases.refreshing(shared), leases.alone(shared):
        late = subprocess.run(command, cwd=runs.TOP, text=True, input="\n", capture_output=True, timeout=300)
        assert "LockedError" in late.stderr.splitlines()[-1] and "is being written by another process" in late.stderr
    process = subprocess.Popen(command, cwd=runs.TOP, text=True, **pipes)
    assert process.stdout is not None and process.stdout.readline() == "loads\n"
    monkeypatch.setattr(session, "PATIENCE_S", 1.0)
    with pytest.raises(LockedError), leases.refreshing(shared), leases.alone(shared):
        raise AssertionError("it loads")
    with leases.loading(shared, "fzrb"):  # another source's rows meet none of it
        assert process.poll() is None
    process.communicate("\n", timeout=300)
    with leases.refreshing(shared), leases.alone(shared):
        pass
