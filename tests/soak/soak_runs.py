"""The long runs. Seeded, bounded, each ends by itself; `make soak` prints what they measured."""

from __future__ import annotations

import datetime as dt
import os
import resource
import statistics
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.runs import issue_runs
from tests.soak import kills as kills_of
from tests.soak import runs
from tests.soak.runs import resident, say
from tests.sources.fake_sites.sites import press

MEGABYTE = 1 << 20
ISSUES, KILLS = runs.asked_for("ISSUES", 1000), runs.asked_for("KILLS", 300)
BODIES = "SELECT count(*) FROM page_fetch WHERE NOT revisit"


def test_two_hundred_issues_in_bad_weather(tmp_path: Path) -> None:
    issues, seed, size = 200, 23, {"pages": 2, "per_page": 2}
    found = runs.in_bad_weather(tmp_path / "bad", issues, seed, share=0.3, runs=3, **size)
    say(f"bad weather: statuses after each run {found}")
    assert found[-1] == {"complete": issues}
    assert runs.content(tmp_path / "bad") == runs.undisturbed(tmp_path / "good", issues, seed, **size)


def test_sixty_percent_bad_answers(tmp_path: Path) -> None:
    """Every issue complete after at most four runs, row by row as undisturbed. The press counts what it spoilt."""
    issues, seed, size, spent = 40, 29, {"pages": 2, "per_page": 2}, list[runs.Spent]()
    found = runs.in_bad_weather(tmp_path / "bad", issues, seed, share=0.6, runs=4, spent=spent, **size)
    say(f"60 % bad answers: statuses after each run {found}")
    assert found[-1] == {"complete": issues}
    calm = runs.in_calm(tmp_path / "good", issues, seed, in_flight=4, **size)
    assert runs.content(tmp_path / "bad") == runs.content(tmp_path / "good")
    told = [f"{one.processor:.0f} s of processor, {one.wall:.0f} s of the clock" for one in [calm, *spent]]
    say(f"undisturbed {told[0]}; in bad weather {'; '.join(told[1:])}")
    most = max(one.processor for one in spent) / calm.processor
    say(f"the longest run took {most:.2f} times the processor of the undisturbed one")
    assert most <= 3


def test_a_thousand_unchanged_issues_asked_for_again(tmp_path: Path) -> None:
    issues, size = ISSUES, {"pages": 1, "per_page": 1}
    with press("rmrb", **size) as running:
        origin, first = running.origin("rmrb"), runs.first_of(issues)
        issue_runs.backfill(tmp_path, "rmrb", origin, first, runs.LAST, in_flight=4)
        held, archived = issue_runs.content(tmp_path), issue_runs.rows(tmp_path, BODIES)
        begun = time.process_time()
        report = issue_runs.refetch(tmp_path, "rmrb", origin, first, runs.LAST)
        say(f"{len(report.outcomes)} unchanged issues asked again: {time.process_time() - begun:.0f} s of processor")
    assert len(report.outcomes) == len(held["issue"])
    assert sum(outcome.bodies for outcome in report.outcomes) == 0
    assert issue_runs.rows(tmp_path, BODIES) == archived
    assert issue_runs.content(tmp_path) == held


def test_three_hundred_kills(tmp_path: Path) -> None:
    """Of ingest, backfill, repair, refetch, backup, publish; GONGBAO_SOAK_KILLS for another number."""
    each, kills = 30, KILLS
    with press("rmrb", seed=31, pages=2, per_page=1) as running:
        begun = time.monotonic()
        victim = kills_of.in_rounds(tmp_path, running, rounds=-(-kills // each), kills=each, seed=31, days=10, late=4)
        said = ", ".join(f"{count} of {verb}" for verb, count in sorted(victim.done.items()))
        say(f"kill -9: {victim.done.total()} kills in {time.monotonic() - begun:.0f} s: {said}")
    assert victim.done.total() >= kills


def test_a_backfill_of_sixty_large_issues(tmp_path: Path) -> None:
    """20 pages and some 120 articles an issue: rate over two cores, and memory that does not grow with the days."""
    issues = 60
    with press("rmrb", pages=20, per_page=6) as running:
        begun = time.monotonic()
        process = runs.command(
            tmp_path, "backfill", "--plain", "--source", "rmrb", "--origin", running.origin("rmrb"),
            "--from", str(runs.first_of(issues)), "--to", str(runs.LAST),
        )  # fmt: skip
        held: list[tuple[int, int]] = []
        watcher = threading.Thread(target=_watch, args=(process, held), daemon=True)
        watcher.start()
        _, err = process.communicate(timeout=1200)
        seconds = time.monotonic() - begun
    assert process.returncode == 0, err
    articles = issue_runs.rows(tmp_path, "SELECT sum(n_articles) FROM issue")[0][0]
    rate = 60 * articles / seconds / (os.cpu_count() or 1)
    # while the extracting processes live, days go by; the checks and the copy at the end have a height of their own
    days = [size for size, processes in held if processes > 2]
    half, most = len(days) // 2, max(size for size, _ in held)
    early, late = (statistics.median(part) / MEGABYTE for part in (days[half // 2 : half], days[-half // 2 :]))
    say(
        f"backfill: {articles} articles of {issues} issues in {seconds:.0f} s, {rate:.0f} articles a minute and core; "
        f"memory {early:.0f} MB in the second quarter of the days, {late:.0f} MB in the last, "
        f"{most / MEGABYTE:.0f} MB at most"
    )
    assert rate >= 400
    assert most < 700 * MEGABYTE
    assert late < 1.15 * early + 20


def _watch(process: subprocess.Popen[str], held: list[tuple[int, int]]) -> None:
    while process.poll() is None:
        held.append(resident(process.pid))
        time.sleep(0.5)


def test_an_issue_costs_the_same_in_a_large_warehouse(tmp_path: Path) -> None:
    """Seconds of loading an issue at 20 and at 2,000 issues, as the ratio of medians in one run."""
    from tests.soak.cost import cost_of_an_issue

    at = {20: 0.0, 2000: 0.0}
    for issues in at:
        at[issues] = cost_of_an_issue(tmp_path, up_to=issues)
    ratio = at[2000] / at[20]
    say(f"cost of an issue: {1000 * at[20]:.0f} ms at 20 issues, {1000 * at[2000]:.0f} ms at 2000: ratio {ratio:.2f}")
    assert ratio <= 1.5


def test_an_issue_of_twenty_pages_is_published_in_time(tmp_path: Path) -> None:
    with press("rmrb", pages=20, per_page=6) as running:
        begun = time.monotonic()
        report = issue_runs.ingest(tmp_path, "rmrb", running.origin("rmrb"), workers=2, settings=None)
        seconds = time.monotonic() - begun
    articles = report.outcomes[0].summary.articles if report.outcomes[0].summary else 0
    say(f"one issue of 20 pages, {articles} articles: fetched to published in {seconds:.1f} s")
    assert report.is_good and articles > 100
    assert seconds < 20


@pytest.fixture(autouse=True, scope="module")
def _afterwards() -> object:
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"the tests themselves held {most:.0f} MB at most ({dt.datetime.now(dt.UTC):%H:%M} UTC)")
