"""Hands what was scanned of a Chinese article to the second reader: its sentences, its mentions, its facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.extract.claim.setting import HEADLINES, Setting, Stretch, setting_of
from flows.extract.document.facts import Facts, facts_of
from flows.extract.document.period import Report, main_period, report_of
from flows.extract.mention.period.find_zh import Row, find_periods
from flows.extract.zh.clauses import Clause
from flows.extract.zh.scan import Mention
from warehouse.model import Sentence


@dataclass(slots=True)
class Scanned:
    """A sentence, or a piece of an endless one, with its even text and mentions: scanned once, read once."""

    whole: Sentence
    sentence: Sentence
    text: str
    masked: str
    mentions: list[Mention]
    clauses: list[Clause]


def setting_for(scanned: Iterable[Scanned], published: dt.date) -> Setting:
    """The sentences in the order of the text, and every period they name."""
    ordered = sorted(scanned, key=lambda each: each.sentence.start)
    stretches = tuple(_stretch(each) for each in ordered)
    return setting_of(stretches, find_periods((_row(each) for each in ordered), published))


def report_for(setting: Setting, published: dt.date) -> Report:
    """What the article's main period is chosen from."""
    titles = max((each.end for each in setting.stretches if each.role in HEADLINES), default=0)
    return report_of(setting.periods, published, titles)


def facts_for(report: Report, weights: Mapping[str, float] | None = None) -> Facts:
    """What holds for the whole article."""
    return facts_of(report.published, main_period(report, weights))


def _stretch(item: Scanned) -> Stretch:
    sentence = item.sentence
    clauses = tuple((sentence.start + clause.start, sentence.start + clause.end) for clause in item.clauses)
    return Stretch(sentence.start, sentence.end, sentence.paragraph, sentence.role, clauses)


def _row(item: Scanned) -> Row:
    periods = tuple((m.start, m.end) for m in item.mentions if type(m.what) is str)
    others = tuple((m.start, m.end) for m in item.mentions if type(m.what) is not str)
    return Row(item.sentence.start, item.text, periods, others)
