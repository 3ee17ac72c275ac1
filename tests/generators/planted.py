"""A corpus as the press would print it, with errors planted in it: what each claim prints, and what it should have.

Levels by the month, from January on, by the quarter and by the year, their growth, shares with their change, parts that
add up to wholes; trends, seasons, noise, roundings, revisions, several papers. The seed decides all of it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

PAPERS = ("rmrb", "jjrb", "gmrb", "kjrb", "gxdb", "zgdz")
PROVINCES = tuple(
    f"CN-{code}" for code in re.findall("..", "AHBJCQFJGDGSGXGZHAHBHEHIHLHNJLJSJXLNNMNXQHSCSDSHSNSXTJXJXZYNZJ")
)
# whole, its parts with their usual weight: divisions that the catalogue holds
DIVISIONS = (
    ("全社会用电量", "千瓦时", 8e11,
     (("第一产业用电量", 2), ("第二产业用电量", 65), ("第三产业用电量", 18), ("城乡居民生活用电量", 15))),
    ("专利授权量", "件", 3.2e5,
     (("发明专利授权量", 25), ("实用新型专利授权量", 60), ("外观设计专利授权量", 15))),
)  # fmt: skip
FACTORS = (1, 1, 1, 1, -1, -1, -1, 2, 2, -2, 3, -3, 4, -4, 8, -8)


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed number: `row` as `tests.generators.claims` takes it; `right` and `right_unit` what it should say."""

    row: dict[str, Any]
    right: Decimal
    right_unit: str
    error: str = ""  # factor, percent_or_points


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the made-up world in one period."""

    indicator: str
    unit: str
    measure: str
    ref_area: str
    first: dt.date | None
    last: dt.date
    value: float
    base: str | None = None


def corpus(*, families: int, years: int, seed: int, errors: float = 0.03, papers: int = 6) -> list[Printed]:
    """The whole corpus, about `families * years * 40` claims, in no particular order but always the same one."""
    chance = random.Random(seed)
    facts = [fact for number in range(families) for fact in _family(number, years, chance)]
    printed = [claim for fact in facts for claim in _printings(fact, PAPERS[:papers], chance)]
    spoilt = [_spoilt(claim, chance) if chance.random() < errors else claim for claim in printed]
    return spoilt + [copy for claim in spoilt if claim.error for copy in _copied(claim, papers, chance)]


def _family(number: int, years: int, chance: random.Random) -> Iterator[Fact]:
    first_year = 2025 - years
    kind = number % 6
    name, unit = f"第{number}类产品产量", chance.choice(["吨", "台", "千瓦时", "CNY"])
    place = "CN" if chance.random() < 0.6 else chance.choice(PROVINCES)
    if kind == 0:
        yield from _flow(name, unit, place, first_year, years, chance, cumulative=True)
    elif kind == 1:
        yield from _flow(name, unit, place, first_year, years, chance, cumulative=False)
    elif kind == 2:
        yield from _stock(f"第{number}类用户数量", "户", place, first_year, years, chance)
    elif kind == 3:
        yield from _share(f"第{number}类产品占全部产品比重", place, first_year, years, chance)
    elif kind == 4:
        yield from _yearly(name, unit, place, first_year, years, chance)
    else:
        yield from _division(
            DIVISIONS[number // 6 % len(DIVISIONS)], PROVINCES[number // 12], first_year, years, chance
        )


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _course(months: int, start: float, chance: random.Random, *, season: float) -> list[float]:
    """Values by the month: a trend, a season, noise."""
    yearly, noise, peak = chance.uniform(-0.08, 0.35), chance.uniform(0.003, 0.02), chance.randrange(12)
    return [
        start
        * (1 + yearly) ** (month / 12)
        * (1 + season * (1 - abs((month - peak) % 12 - 6) / 3))
        * (1 + chance.gauss(0, noise))
        for month in range(months)
    ]  # fmt: skip


def _start(chance: random.Random) -> float:
    return 10 ** chance.uniform(3.5, 10)


def _grown(facts: list[Fact]) -> Iterator[Fact]:
    """The facts, and the growth of each against the same months of the year before."""
    known = {(fact.first, fact.last): fact.value for fact in facts}
    for fact in facts:
        yield fact
        earlier = known.get(
            (
                fact.first and fact.first.replace(year=fact.first.year - 1),
                _last_day(fact.last.year - 1, fact.last.month),
            )
        )
        if earlier:
            yield replace(fact, measure="growth", unit="%", base="yoy", value=(fact.value / earlier - 1) * 100)


def _flow(
    name: str, unit: str, place: str, first_year: int, years: int, chance: random.Random, *, cumulative: bool
) -> Iterator[Fact]:
    course = _course(years * 12, _start(chance), chance, season=chance.uniform(0, 0.2))
    facts = []
    for at in range(years * 12):
        year, month = first_year + at // 12, at % 12 + 1
        begins = 1 if cumulative else month
        facts.append(
            Fact(name, unit, "level", place, dt.date(year, begins, 1), _last_day(year, month),
                 sum(course[at - month + begins : at + 1]))
        )  # fmt: skip
    yield from _grown(facts)


def _stock(name: str, unit: str, place: str, first_year: int, years: int, chance: random.Random) -> Iterator[Fact]:
    course = _course(years * 12, _start(chance), chance, season=0)
    yield from _grown(
        [
            Fact(name, unit, "level", place, None, _last_day(first_year + at // 12, at % 12 + 1), course[at])
            for at in range(years * 12)
        ]
    )


def _yearly(name: str, unit: str, place: str, first_year: int, years: int, chance: random.Random) -> Iterator[Fact]:
    count = years + 5
    course = _course(count * 12, _start(chance), chance, season=0)
    yield from _grown(
        [
            Fact(name, unit, "level", place, dt.date(year, 1, 1), dt.date(year, 12, 31), sum(course[at : at + 12]))
            for year, at in zip(range(2025 - count, 2025), range(0, count * 12, 12), strict=True)
        ]
    )  # fmt: skip


def _share(name: str, place: str, first_year: int, years: int, chance: random.Random) -> Iterator[Fact]:
    rate, drift = chance.uniform(5, 70), chance.uniform(-0.25, 0.4)
    rates: list[float] = []
    for _ in range(years * 12):
        rates.append(min(max(rate, 2.0), 97.0))
        rate += drift + chance.gauss(0, 0.15)
    for at, value in enumerate(rates):
        first, last = dt.date(first_year + at // 12, at % 12 + 1, 1), _last_day(first_year + at // 12, at % 12 + 1)
        yield Fact(name, "%", "share", place, first, last, value)
        if at >= 12:
            yield Fact(name, "pp", "change_pp", place, first, last, value - rates[at - 12], "yoy")


def _division(division: Any, place: str, first_year: int, years: int, chance: random.Random) -> Iterator[Fact]:
    whole, unit, size, parts = division
    courses = [
        (name, _course(years * 12, size * weight / 100 * chance.uniform(0.05, 0.1), chance, season=0.1))
        for name, weight in parts
    ]
    for name, course in [*courses, (whole, [sum(values) for values in zip(*(c for _, c in courses), strict=True)])]:
        facts = [
            Fact(name, unit, "level", place, last.replace(day=1), last, course[at])
            for at in range(years * 12)
            for last in [_last_day(first_year + at // 12, at % 12 + 1)]
        ]  # fmt: skip
        yield from _grown(facts)


def _printings(fact: Fact, known: tuple[str, ...], chance: random.Random) -> Iterator[Printed]:
    """The papers that print the fact, soon after, rounded each in its way; one of them a year later, revised."""
    papers = [paper for paper in known if chance.random() < 1.7 / len(known)] or [chance.choice(known)]
    if fact.measure in {"growth", "change_pp"}:
        papers = papers[:1] if chance.random() < 0.5 else papers
    for paper in papers:
        day = fact.last + dt.timedelta(days=20)
        yield _printed(fact, paper, day.replace(day=16 if day.day < 20 else 25), chance)
    if fact.measure == "level" and chance.random() < 0.05:
        revised = replace(fact, value=fact.value * (1 + chance.gauss(0, 0.01)))
        yield _printed(revised, papers[0], fact.last.replace(year=fact.last.year + 1, day=20), chance)


def _printed(fact: Fact, paper: str, day: dt.date, chance: random.Random) -> Printed:
    if fact.unit in {"%", "pp"}:
        value = Decimal(repr(round(fact.value, chance.choice([1, 1, 2]))))
    else:
        digits = chance.choice([3, 4, 4, 5])
        value = Decimal(f"{fact.value:.{digits - 1}e}")
    period = fact.last.isoformat() if fact.first is None else f"{fact.first}/{fact.last}"
    row = {
        "source": paper, "published_on": day.isoformat(), "indicator": fact.indicator, "unit": fact.unit,
        "measure": fact.measure, "ref_area": fact.ref_area, "period": period, "value": value,
    } | ({"base": fact.base} if fact.base else {})  # fmt: skip
    return Printed(_quoted(row), value, fact.unit)


def _quoted(row: dict[str, Any]) -> dict[str, Any]:
    quote = f"{row['value']:f}{row['unit']}"
    return row | {"quote": quote, "sentence": f"{row['indicator']}为{quote}。"}


def _copied(claim: Printed, papers: int, chance: random.Random) -> Iterator[Printed]:
    """One error in eight is taken over by another paper."""
    if chance.random() < 0.125:
        others = [paper for paper in PAPERS[: papers + 1] if paper != claim.row["source"]]
        yield replace(claim, row=claim.row | {"source": chance.choice(others)})


def _spoilt(claim: Printed, chance: random.Random) -> Printed:
    """The claim with a point lost or moved, or with % for percentage points and the other way round."""
    row, other = claim.row, {"growth": ("change_pp", "pp"), "change_pp": ("growth", "%")}
    if row["measure"] in other and chance.random() < 0.6:
        measure, unit = other[row["measure"]]
        return replace(claim, row=_quoted(row | {"measure": measure, "unit": unit}), error="percent_or_points")
    if claim.right == 0 or row["measure"] == "change_pp":
        return claim
    power = chance.choice(FACTORS)
    if row["measure"] != "level":
        power = 1 if power > 0 else -1
    value = claim.right * Decimal(10) ** power
    return replace(claim, row=_quoted(row | {"value": value}), error="factor")
