"""What loading one issue costs, measured in a warehouse of a given number of issues. No network: rows made by hand."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from functools import cache
from pathlib import Path

from flows.parse.sentences import split_sentences
from flows.sources.protocol import drive
from flows.sources.registry import source
from tests.sources.fake_sites.client import PlainClient
from tests.sources.fake_sites.sites import press
from warehouse.connect import open_writer, transaction
from warehouse.load import load
from warehouse.model import Article, Extraction, Issue
from warehouse.series import observe

MEASURED = 11  # issues at the end whose loading is timed
FIRST = dt.date(2019, 1, 1)
VARIANTS = 24  # different days of the press; more would measure the press


@cache
def printed() -> tuple[tuple[tuple[Article, Extraction], ...], ...]:
    """Issues as read and extracted, to be dated anew."""
    from flows.extract.assemble import extract

    found = []
    with press("rmrb", pages=4, per_page=4) as running:
        for at in range(VARIANTS):
            reader = source("rmrb").reader(dt.date(2025, 3, 1) + dt.timedelta(days=at))
            articles = drive(reader, PlainClient(running.origin("rmrb"))).articles
            found.append(tuple((each, extract(each, split_sentences(each))) for each in articles))
    return tuple(found)


def dated(day: dt.date, at: int) -> list[tuple[Article, Extraction]]:
    """The readings of a day: one of the printed issues under this day's name."""
    from dataclasses import replace

    pairs = []
    for article, extraction in printed()[at % VARIANTS]:
        name = article.article_id.replace(str(article.published_on), str(day))
        claims = tuple(
            replace(claim, article_id=name, period_end=claim.period_end or None) for claim in extraction.claims
        )
        pairs.append((replace(article, article_id=name, published_on=day), replace(extraction, claims=claims)))
    return pairs


def cost_of_an_issue(home: Path, up_to: int) -> float:
    """Median seconds to load an issue and refresh its observations, once `up_to` issues are held; adds them."""
    with open_writer(home) as connection:
        held = connection.execute("SELECT count(*) FROM issue").fetchone()
        assert held is not None
        times: list[float] = []
        for at in range(held[0], up_to):
            issue = Issue("rmrb", FIRST + dt.timedelta(days=at))
            pairs = dated(issue.published_on, at)
            begun = time.perf_counter()
            with transaction(connection):
                load.write_issue(connection, issue, pairs, code_version="soak", layout="rmrb A1")
            observe.refresh(connection, [issue.issue_id])
            times.append(time.perf_counter() - begun)
    return statistics.median(times[-MEASURED:])
