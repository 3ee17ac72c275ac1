"""Every way in which the press can fail is recognised, and passes: the reading is then that of an undisturbed run."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.sources.protocol import IssueReading, Outcome, drive
from flows.sources.registry import source
from tests.sources.fake_sites.client import PlainClient, patient
from tests.sources.fake_sites.faults import Fault, FaultRule, Faults
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.sites import UNTIL, press

ISSUES = (
    ("rmrb", dt.date(2025, 3, 4)),
    ("jjckb", dt.date(2025, 3, 4)),
    ("gmrb", dt.date(2018, 3, 4)),
    ("gmrb", dt.date(2026, 3, 4)),
    ("jjrb", dt.date(2025, 3, 4)),
)
OTHERS = (
    ("rmrb", dt.date(2022, 3, 4)),
    ("fzrb", dt.date(2020, 3, 4)),
    ("fzrb", dt.date(2025, 9, 4)),
    ("mrdx", dt.date(2025, 3, 4)),
    ("kjrb", dt.date(2025, 9, 4)),
    ("kjrb", dt.date(2020, 3, 4)),
    ("grrb", dt.date(2025, 3, 4)),
    ("rmydb", dt.date(2025, 3, 4)),
    *((source_id, UNTIL - dt.timedelta(days=1)) for source_id in ("nbs", "miit", "gov", "cnipa")),
)
ERRORS = {
    Fault.SERVER_ERROR: "BadStatus",
    Fault.UNAVAILABLE: "BadStatus",
    Fault.TOO_MANY: "BadStatus",
    Fault.FORBIDDEN: "BadStatus",
    Fault.TIMEOUT: "TimeoutError",
    Fault.RESET: "ConnectionError",
    Fault.TRUNCATED: "ConnectionError",
    Fault.CUT: "TruncatedPage",
    Fault.MANGLED: "UndecodablePage",
    Fault.REDIRECT_LOOP: "ConnectionError",
    Fault.REDIRECT_PRIVATE: "ConnectionError",
    Fault.GZIP_BOMB: "ConnectionError",
    Fault.SOFT_MISSING: "SoftMissing",
    Fault.WRONG_DATE: "WrongDate",
    Fault.NONSENSE: "UndecodablePage",
}
HARMLESS = (Fault.DRIP, Fault.WRONG_CHARSET)


def read(running: Press, source_id: str, day: dt.date, tries: int = 1, timeout: float = 60.0) -> IssueReading:
    client = PlainClient(running.origin(source_id), timeout=timeout)
    return patient(source(source_id).reader(day), client, tries)


def quiet(running: Press) -> Press:
    running.patience, running.drip = 1.5, 0.005
    return running


@pytest.mark.parametrize(("source_id", "day"), ISSUES)
@pytest.mark.parametrize("fault", Fault)
def test_fault_is_recognised_on_an_article(source_id: str, day: dt.date, fault: Fault) -> None:
    faults = Faults(rules=(FaultRule(r"(content_\d+|/nw\..*)\.html?", fault, times=1),))
    with quiet(press(source_id, pages=1, per_page=2, faults=faults)) as running:
        reading = read(running, source_id, day, timeout=1.0 if fault is Fault.TIMEOUT else 60.0)
        whole = read(running, source_id, day)
    assert whole.complete
    assert whole.articles
    if fault in HARMLESS:
        assert reading == whole
        return
    assert reading.articles == ()
    assert {failure.kind for failure in reading.failures} <= {ERRORS[fault], *_ends(fault)}
    assert reading.outcome is Outcome.READ
    assert not reading.complete


def _ends(fault: Fault) -> set[str]:
    """Other names of the same: a cut inside a character is no text, a layout page of 2017 prints no day."""
    named = {Fault.CUT: {"UndecodablePage"}, Fault.WRONG_DATE: {"SoftMissing"}}
    return named.get(fault, {"ConnectionResetError", "RemoteDisconnected"})


@pytest.mark.parametrize(("source_id", "day"), (*ISSUES, *OTHERS))
@pytest.mark.parametrize("seed", range(2))
def test_thirty_percent_of_answers_misbehave_and_nothing_is_lost(source_id: str, day: dt.date, seed: int) -> None:
    kinds = tuple(fault for fault in Fault if fault not in (Fault.TIMEOUT, Fault.GZIP_BOMB))
    with quiet(press(source_id, pages=3, faults=Faults(seed, 0.3, kinds))) as running:
        disturbed = read(running, source_id, day, tries=6)
        running.faults = Faults()
        assert disturbed == drive(source(source_id).reader(day), PlainClient(running.origin(source_id)))
        assert any(entry.fault for entry in running.log)


@pytest.mark.parametrize(("source_id", "day"), ISSUES)
def test_cut_anywhere_is_seen(source_id: str, day: dt.date) -> None:
    """No prefix of a page passes for a page: else half an article would be loaded as a whole one."""
    for seed in range(8):
        with press(source_id, pages=1, faults=Faults(seed, 1.0, (Fault.CUT,), most_in_a_row=99)) as running:
            reading = read(running, source_id, day)
        assert (reading.outcome, reading.articles) == (Outcome.UNREADABLE, ())
        assert reading.failures[0].kind in ("TruncatedPage", "UndecodablePage")
