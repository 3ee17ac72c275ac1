"""The day's summary says what was read, what is missing, what was changed and found, in one message that is taken."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from flows import pauses
from flows.errors import InputError, TroubleError
from flows.notices.daily import summary, tell_of_day
from flows.settings import FILE, read_settings
from tests.notices.gateways import Gateway
from tests.notices.test_notices import REFUSALS, directed, wanted
from tests.runs.issue_runs import DAY, at, extracting_here, ingest, refetch
from tests.runs.test_revisions import changed, noon, site
from tests.sources.fake_sites.faults import Fault, FaultRule

NOW = noon(5) + dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue read days ago and corrected now, another that is nonsense, a source that is paused."""
    folder = tmp_path_factory.mktemp("daily")
    with site() as running, extracting_here():
        origin = running.origin("rmrb")
        ingest(folder, "rmrb", origin, **at(noon(1)))
        changed(running, "100万个", "110万个")
        refetch(folder, "rmrb", origin, DAY, DAY, **at(noon(5)))
        running.faults.rules = (FaultRule(".", Fault.NONSENSE),)
        ingest(folder, "rmrb", origin, DAY + dt.timedelta(days=1), **at(noon(5)))
    pauses.pause(folder, "gov", "the publisher asked")
    return folder


def test_a_day_in_both_languages(home: Path) -> None:
    english = summary(home, NOW, wanted())
    assert english.title == "gongbao: summary of the day to 2025-03-09" and english.is_bad
    lines = dict(line.split(": ", 1) for line in english.body.splitlines())
    assert lines["issues of the last day"] == "1 complete, 1 failed"
    assert lines["gaps of the last 30 days"] == "rmrb 2025-03-05 failed"
    assert lines["newest issues (sources)"] == "2025-03-04 (1)"
    assert lines["changed by publishers in the last day"] == "1 corrected"
    assert lines["paused"] == "gov"
    chinese = summary(home, NOW, wanted(language="zh"))
    assert chinese.title == "公报：截至 2025-03-09 的每日小结"
    assert "最近一天各期：1 complete, 1 failed" in chinese.body.splitlines()


def test_a_day_on_which_nothing_happened_is_told_too(home: Path) -> None:
    lines = summary(home, NOW + dt.timedelta(days=40), wanted()).body.splitlines()
    assert lines[:4] == [
        "issues of the last day: none",
        "gaps of the last 30 days: none",
        "newest issues (sources): 2025-03-04 (1)",
        "changed by publishers in the last day: none",
    ]
    assert not summary(home, NOW + dt.timedelta(days=40), wanted()).is_bad


def test_it_is_one_message_and_a_refusal_fails_the_run(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / FILE
    with Gateway() as gateway:
        file.write_text(f'[notices]\nto = ["{directed("wecom", gateway, monkeypatch)}"]\n', encoding="utf-8")
        file.chmod(0o600)
        said = asyncio.run(tell_of_day(home, NOW))
    (told,) = gateway.taken
    assert told["text"]["content"].splitlines() == said and len(said) > 6
    with Gateway(refusing=REFUSALS["wecom"]) as gateway:
        directed("wecom", gateway, monkeypatch)
        with pytest.raises(TroubleError, match="the day's summary taken"):
            asyncio.run(tell_of_day(home, NOW))
    assert "45009" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["8:30", "24:00", "08:60", "morning"])
def test_only_a_time_is_taken(tmp_path: Path, value: str) -> None:
    (tmp_path / FILE).write_text(f'[notices]\ndaily = "{value}"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"expected a time such as 08:30 for notices\.daily"):
        read_settings(tmp_path)
