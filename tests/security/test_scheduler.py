"""Who is refused by the scheduler's interface: a real server on loopback, asked as other users and other pages ask."""

from __future__ import annotations

import asyncio
import functools
import http.client
import http.server
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from flows.errors import InputError
from flows.issues.policies import require_configured
from flows.schedule.server import login_file, login_of
from flows.schedule.serving import local_server
from tests.postgres import free_port
from tests.runs.issue_runs import DAY
from tests.schedule.prefect_runs import authorization
from tests.security.chromium import Browser, chromium
from tests.sources.fake_sites.sites import press

PASSWORD = "GONGBAO_SERVER_PASSWORD"
TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """One that is asked."""

    port: int
    login: str
    token: str = ""

    def ask(self, method: str, path: str, headers: Mapping[str, str | None]) -> tuple[int, str]:
        """Status and body. `headers` beside those of an honest caller, `None`: without this one."""
        honest = {
            **authorization(self.login),
            "Host": f"127.0.0.1:{self.port}",
            "Content-Type": "application/json",
            "Prefect-Csrf-Client": "honest",
            "Prefect-Csrf-Token": self.token,
        }
        sent = {name: value for name, value in {**honest, **headers}.items() if value is not None}
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            wire.request(method, path, body="{}" if method == "POST" else None, headers=sent)
            answer = wire.getresponse()
            return answer.status, answer.read().decode()
        finally:
            wire.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as `gongbao schedule` starts it: one for all, for a start takes ten seconds."""
    home = tmp_path_factory.mktemp("home")
    port = free_port()
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv(PASSWORD, raising=False)
        patched.setenv("PREFECT_API_AUTH_STRING", "")  # put back at the end
        patched.delenv("PREFECT_API_URL", raising=False)
        with local_server(home, port):
            found = Server(port, login_of(home))
            status, told = found.ask("GET", "/api/csrf-token?client=honest", {})
            assert status == 200
            yield Server(port, found.login, json.loads(told)["token"])


@dataclass(frozen=True)
class Refused:
    """What an honest caller is granted, made dishonest in one way."""

    name: str
    status: int
    headers: Mapping[str, str | None] = field(default_factory=dict)
    method: str = "POST"
    path: str = "/api/deployments/filter"


OPEN: Mapping[str, str | None] = {"Authorization": None}
REFUSED = (
    Refused("no password", 401, OPEN),
    Refused("no password, to read", 401, OPEN, "GET", "/api/admin/settings"),
    Refused("no password, for a token", 401, OPEN, "GET", "/api/csrf-token?client=other"),
    Refused("no password, for the list of what can be asked", 401, OPEN, "GET", "/api/openapi.json"),
    Refused("no password, a path that ends as the health's", 401, OPEN, "GET", "/api/variables/name/health"),
    Refused("no password, a path that leads through the health's", 401, OPEN, "GET", "/api/health/../admin/settings"),
    Refused("another password", 401, authorization("gongbao:another password")),
    Refused("no password behind the user", 401, authorization("gongbao:")),
    Refused("a token in the password's place", 401, {"Authorization": "Bearer token"}),
    Refused("a login that is none", 401, {"Authorization": "Basic ="}),
    Refused("no CSRF token", 403, {"Prefect-Csrf-Token": None}),
    Refused("another CSRF token", 403, {"Prefect-Csrf-Token": "0" * 64}),
    Refused("a CSRF token of another client", 403, {"Prefect-Csrf-Client": "other"}),
    Refused("a CSRF token of nobody", 403, {"Prefect-Csrf-Client": None}),
    Refused("no CSRF token, a form", 403, {"Prefect-Csrf-Token": None, "Content-Type": "text/plain"}),
    Refused("another page", 403, {"Origin": "http://pages.example"}),
    Refused("another page, to read", 403, {"Origin": "http://pages.example"}, "GET", "/api/admin/version"),
    Refused("another page asks whether it may", 403, {"Origin": "http://pages.example"}, "OPTIONS"),
    Refused("another page, for the health", 403, {"Origin": "http://pages.example"}, "GET", "/api/health"),
    Refused("a page of nowhere", 403, {"Origin": "null"}),
    Refused("a page of another server of this machine", 403, {"Origin": "http://127.0.0.1:1"}),
    Refused("a page whose name begins as ours", 403, {"Origin": "http://127.0.0.1.pages.example"}),
    Refused("a name turned to loopback", 403, {"Host": "pages.example"}, "GET", "/api/admin/version"),
    Refused("a name turned to loopback, for the page", 403, {"Host": "pages.example"}, "GET", "/"),
    Refused("a name turned to loopback, with its page", 403, {"Host": "a.example", "Origin": "http://a.example"}),
    Refused("a name that begins as ours", 403, {"Host": "127.0.0.1.pages.example"}),
    Refused("no name", 403, {"Host": ""}),
)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_refused(server: Server, case: Refused) -> None:
    status, told = server.ask(case.method, case.path, case.headers)
    assert status == case.status, told
    assert server.login not in told


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_honest_caller_is_answered(server: Server, host: str) -> None:
    own = {"Host": f"{host}:{server.port}", "Origin": f"http://{host}:{server.port}"}
    for headers in ({}, own):
        assert server.ask("POST", "/api/deployments/filter", headers) == (200, "[]")
    assert server.ask("GET", "/api/health", OPEN)[0] == 200, "probes have no password"


STREAMS = ("events/in", "events/out", "logs/out", "task_runs/subscriptions/scheduled")


@pytest.mark.parametrize("stream", STREAMS)
def test_a_stream_is_refused(server: Server, stream: str) -> None:
    address = f"ws://127.0.0.1:{server.port}/api/{stream}"
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin="http://pages.example"):  # type: ignore[arg-type]  # a NewType of str
        pass
    with pytest.raises(InvalidStatus, match="403"), connect(address):  # without Prefect's word there is no login
        pass
    for given in (None, "", "gongbao:another password"):
        with connect(address, subprotocols=[Subprotocol("prefect")]) as wire:
            wire.send(json.dumps({"type": "auth", "token": given}))
            with pytest.raises(ConnectionClosed):
                wire.recv(timeout=120)
    with connect(address, subprotocols=[Subprotocol("prefect")]) as wire:
        wire.send(json.dumps({"type": "auth", "token": server.login}))
        assert json.loads(wire.recv(timeout=120)) == {"type": "auth_success"}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("Chromium is not installed: `apt-get install chromium`")
    with Browser(tmp_path_factory.mktemp("chromium")) as made:
        yield made


def test_the_page_is_entered_with_the_password(server: Server, browser: Browser) -> None:
    browser.open(f"http://127.0.0.1:{server.port}/")
    browser.await_true("location.pathname.endsWith('/login')")
    for login in ("gongbao:another password", server.login):
        browser.write("input[type=password]", login)
        browser.value("document.querySelector('button[type=submit]').click()")
        if login != server.login:
            browser.await_true("/invalid|failed/i.test(document.body.innerText)")
            assert browser.value("location.pathname").endswith("/login")
    browser.await_true("location.pathname.endsWith('/dashboard')")
    browser.value("performance.clearResourceTimings()")
    browser.open(f"http://127.0.0.1:{server.port}/v2/deployments")
    statuses = (
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/api/')).map(e => e.responseStatus)"
    )
    browser.await_true(f"{statuses}.length > 1")
    assert set(browser.value(statuses)) == {200}, "its own requests, those that need a token too"


def test_another_page_reaches_nothing(server: Server, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>another page</title>")
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        browser.open(f"http://127.0.0.1:{site.server_address[1]}/")
        allowed = json.dumps(authorization(server.login))
        for asked in ("{}", f"{{headers: {allowed}}}", "{method: 'POST', body: '{}'}"):
            address = f"http://127.0.0.1:{server.port}/api/admin/version"
            script = f"fetch('{address}', {asked}).then(a => a.text(), e => 'refused: ' + e)"
            assert browser.value(script).startswith("refused: "), asked
        site.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_the_password_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    login = login_of(tmp_path)
    assert login == login_of(tmp_path) and len(login) > 32
    assert stat.S_IMODE(login_file(tmp_path).stat().st_mode) == 0o600
    assert login != login_of(tmp_path / "other")
    login_file(tmp_path).chmod(0o640)
    with pytest.raises(InputError, match="found mode 640"):
        login_of(tmp_path)


@pytest.mark.parametrize("given", ["short", "with blanks in the middle", "密码密码密码密码密码密码", "twelve\tsigns-"])
def test_a_password_that_is_refused(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, given)
    with pytest.raises(InputError, match=r"server\.password") as refused:
        login_of(tmp_path)
    assert given not in str(refused.value)
    monkeypatch.setenv(PASSWORD, "twelve-signs")
    assert login_of(tmp_path) == "gongbao:twelve-signs"
    assert not login_file(tmp_path).exists()


@pytest.mark.parametrize("login", ["", "gongbao", "gongbao:"])
def test_no_server_without_a_password(login: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "flows.schedule.guarded", "--port", "0"], cwd=TOP,
        capture_output=True, text=True, timeout=300,
        env={**os.environ, "PREFECT_SERVER_API_AUTH_STRING": login},
    )  # fmt: skip
    assert told.returncode == 1 and told.stderr.startswith("gongbao: expected user:password in"), told.stderr


MIRROR = "http://127.0.0.1:8900"


@pytest.mark.parametrize(
    ("sources", "origin"),
    [(["gov"], MIRROR), (["rmrb", "gov"], MIRROR), (["rmrb"], f"{MIRROR}0"), (["rmrb"], "http://pages.example")],
)
def test_an_origin_that_is_not_configured(
    sources: list[str], origin: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    from flows.backfill import backfill
    from flows.ingest import ingest

    monkeypatch.setenv("GONGBAO_ORIGIN_RMRB", MIRROR)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "of-a-test")  # what a run of a deployment finds
    require_configured(tmp_path, ["rmrb"], MIRROR)
    require_configured(tmp_path, ["rmrb", "gov"], None)
    asked = ingest.fn(sources=sources, date=DAY, origin=origin), backfill.fn(sources[-1], DAY, DAY, origin=origin)
    for run in asked:
        with pytest.raises(InputError, match="but one that the operator allows"):
            asyncio.run(run)
    assert not {path.name for path in tmp_path.iterdir()} - {"prefect"}, "nothing was begun"


def children(of: int) -> list[int]:
    """The processes of our server that a process started."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == of and b"flows.schedule.guarded" in (place / "cmdline").read_bytes():
                found.append(int(place.name))
        except (OSError, ValueError):  # ended meanwhile
            continue
    return found


def port_of(process: int) -> int:
    """The port on which a process was handed its socket."""
    command = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    inode = str(Path(f"/proc/{process}/fd/{command[command.index(b'--fd') + 1].decode()}").readlink())[8:-1]
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    (local,) = [line[1] for line in lines if line[9] == inode]
    assert local.startswith("0100007F:"), "on loopback"
    return int(local.partition(":")[2], 16)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="the processes are read from /proc")
@pytest.mark.parametrize("when", ["as its server starts", "at work"])
def test_a_killed_run_leaves_no_server_behind(when: str, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "GONGBAO_"))}
    with press("rmrb", pages=2) as site:
        words = ["ingest", "--source", "rmrb", "--date", str(DAY), "--lookback", "0", "--origin", site.origin("rmrb")]
        run = subprocess.Popen(
            [sys.executable, "-m", "flows", *words], cwd=TOP, env={**kept, "GONGBAO_HOME": str(tmp_path)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 180
        while not (found := children(run.pid)) or (when == "at work" and not site.log):
            assert time.monotonic() < until and run.poll() is None, "expected the run's server"
            time.sleep(0.1)
        if when == "at work":
            embedded = Server(port_of(found[0]), "gongbao:another password")
            assert embedded.ask("GET", "/api/admin/settings", {})[0] == 401
            assert embedded.ask("GET", "/api/health", {"Origin": "http://pages.example"})[0] == 403
        run.send_signal(signal.SIGKILL)
        run.wait()
        until = time.monotonic() + 120
        while any(Path(f"/proc/{each}").exists() for each in found):
            assert time.monotonic() < until, "expected the server gone with its run"
            time.sleep(0.1)
