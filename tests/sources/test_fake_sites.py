"""The press itself: what it says on the wire, and a redesign in mid-run."""

from __future__ import annotations

import datetime as dt
import gzip
import http.client
import subprocess
import sys
import urllib.request
from urllib.parse import urlsplit

import pytest

from flows.issues.judge import verdict
from flows.sources import report
from flows.sources.protocol import Ask, IssueReading, Outcome, drive
from flows.sources.registry import source
from tests.sources.fake_sites.client import PlainClient
from tests.sources.fake_sites.faults import Fault, Faults
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.sites import press
from warehouse.model import IssueStatus

DAY = dt.date(2025, 3, 4)
NODE = "/rmrb/pc/layout/202503/04/node_01.html"


def ask(origin: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    base = urlsplit(origin)
    connection = http.client.HTTPConnection(base.hostname or "", base.port or 80, timeout=60)
    connection.request(
        "GET", base.path + path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_an_unchanged_page_costs_no_body() -> None:
    with press("rmrb") as running:
        origin = running.origin("rmrb")
        status, headers, body = ask(origin, NODE)
        again = ask(origin, NODE, If_None_Match=headers["etag"])
        packed = ask(origin, NODE, Accept_Encoding="gzip")
        later = ask(origin, NODE, If_Modified_Since=headers["last-modified"])
    assert (status, again[0], again[2], later[0]) == (200, 304, b"", 304)
    assert gzip.decompress(packed[2]) == body


def test_many_sources_side_by_side() -> None:
    with press("jjrb", "zgdzb") as running:
        for source_id in ("jjrb", "zgdzb"):
            for own_port in (True, False):
                status, _, body = ask(running.origin(source_id, own_port), "/pc/layout/202503/04/node_01.html")
                assert status == 200
                assert source(source_id).name_zh in body.decode()
        assert ask(running.origin("jjrb"), "/robots.txt")[2].startswith(b"User-agent: *")
        assert ask(running.origin("jjrb", own_port=False).replace("jjrb", "xyz"), "/a")[0] == 404


def test_one_seed_prints_one_issue_and_fails_alike() -> None:
    def run(seed: int) -> list[str]:
        kinds = (Fault.SERVER_ERROR, Fault.CUT, Fault.SOFT_MISSING)
        with press("rmrb", seed=3, faults=Faults(seed, 0.4, kinds)) as running:
            drive(source("rmrb").reader(DAY), PlainClient(running.origin("rmrb")))
            return [f"{entry.path} {entry.fault or entry.status}" for entry in running.log]

    assert run(1) == run(1)
    assert run(1) != run(2)


def renamed(path: str, body: bytes) -> bytes:
    """A redesign: other names for everything that the declaration looks for."""
    for old, new in ((b"swiper", b"rail"), (b"node_", b"sheet_"), (b"content_", b"story_"), (b"ozoom", b"reader")):
        body = body.replace(old, new)
    return body.replace(b"articleContent", b"storyBody").replace(b"enpcontent", b"story")


def restyled(path: str, body: bytes) -> bytes:
    """A redesign that leaves names of files: only the shape changes."""
    return (
        body.replace(b"article-box", b"vue-box")
        .replace(b'class="article"', b'class="article card"')
        .replace(b"<h2>", b"<h2 id=x>")
    )


def test_a_redesign_is_drift_not_an_empty_success() -> None:
    with press("rmrb") as running:
        before = drive(source("rmrb").reader(DAY), PlainClient(running.origin("rmrb")))
        running.sites["rmrb"].redesign = renamed
        after = drive(source("rmrb").reader(DAY), PlainClient(running.origin("rmrb")))
    now = dt.datetime(2025, 3, 6, tzinfo=dt.UTC)
    assert verdict(before, source("rmrb").calendar, now).status is IssueStatus.COMPLETE
    assert (after.outcome, after.articles, after.mismatched) == (Outcome.UNREADABLE, (), True)
    assert verdict(after, source("rmrb").calendar, now).status is IssueStatus.DRIFTED


def test_a_redesign_in_mid_run_is_seen_too() -> None:
    with press("rmrb") as running:
        client = PlainClient(running.origin("rmrb"))
        reader = source("rmrb").reader(DAY)
        waiting, taken = list(reader.start()), 0
        while waiting:
            request = waiting.pop(0)
            taken += 1
            if taken == 8:
                running.sites["rmrb"].redesign = renamed
            try:
                waiting += reader.read(request, client(request))
            except Exception as error:  # noqa: BLE001 - whatever it is goes to the reader, as in a flow
                waiting += reader.give_up(request, error)
        reading = reader.reading()
    assert reading.outcome is Outcome.READ
    assert reading.mismatched
    assert 0 < len(reading.articles) < 17


def test_a_changed_shape_shows_in_the_skeleton() -> None:
    with press("rmrb") as running:
        client = PlainClient(running.origin("rmrb"))
        before, other = (drive(source("rmrb").reader(day), client) for day in (DAY, DAY + dt.timedelta(days=1)))
        running.sites["rmrb"].redesign = restyled
        after = drive(source("rmrb").reader(DAY), client)

    def shapes(reading: IssueReading) -> set[str]:
        return {shape.digest for shape in reading.skeletons if shape.ask is Ask.PAGE}

    assert shapes(before) == shapes(other), "content leaves no trace in the shape"
    article = [next(shape for shape in each.skeletons if shape.ask is Ask.ARTICLE) for each in (before, after)]
    assert article[0].digest != article[1].digest
    assert 0.5 < article[0].likeness(article[1]) < 1.0
    assert article[0].likeness(article[0]) == 1.0
    assert report.shape_likeness(report.shape(before), report.shape(other)) == 1.0
    assert report.shape_likeness(report.shape(before), report.shape(after)) < 0.9


@pytest.mark.parametrize("fault", [Fault.REDIRECT_PRIVATE, Fault.GZIP_BOMB, Fault.UNAVAILABLE])
def test_faults_look_on_the_wire_as_they_do_in_the_wild(fault: Fault) -> None:
    with Press({**press("rmrb").sites}, Faults(1, 1.0, (fault,), most_in_a_row=9)) as running:
        status, headers, body = ask(running.origin("rmrb"), NODE)
    if fault is Fault.REDIRECT_PRIVATE:
        assert (status, headers["location"][:7]) == (302, "http://")
    elif fault is Fault.GZIP_BOMB:
        assert (headers["content-encoding"], len(body) < 100_000) == ("gzip", True)
        assert len(gzip.decompress(body)) > 20 * 1024 * 1024
    else:
        assert (status, headers["retry-after"]) == (503, "1")


def test_started_by_hand() -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.sources.fake_sites", "--port", "0", "--seed", "5", "--pages", "2", "rmrb"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout is not None
        source_id, common, own = running.stdout.readline().strip().split("\t")
        assert source_id == "rmrb"
        for origin in (common, own):
            with urllib.request.urlopen(origin + NODE, timeout=60) as answer:
                assert "第01版" in answer.read().decode()
    finally:
        running.terminate()
        running.wait(60)
