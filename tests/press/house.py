"""A press with a site for every source: what `python -m tests.press` serves and what tests start from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.press.copy import Chronicle
from tests.press.faults import Faults
from tests.press.server import Press
from tests.press.site import Site, Skin
from tests.press.skins.amucsite import Amucsite
from tests.press.skins.classic import Classic, Nbs

# source id and the first day of the skin: the last one at or before the asked day prints it
SKINS: dict[str, tuple[tuple[dt.date, Skin], ...]] = {
    "rmrb": (
        (dt.date(2008, 1, 1), Nbs("/rmrb", "renmrb", era=2017)),
        (dt.date(2021, 1, 1), Nbs("/rmrb", "renmrb", era=2021)),
        (dt.date(2024, 12, 1), Amucsite("/rmrb/pc", paper="人民日报")),
    ),
    "rmrbhwb": ((dt.date(2024, 12, 1), Amucsite("/rmrbhwb/pc", paper="人民日报海外版")),),
    "gmrb": (
        (dt.date(2012, 1, 1), Nbs("/gmrb", "gmrb", paper="光明日报", era=2017)),
        (dt.date(2026, 1, 1), Amucsite("/gmrb/html", style="A3", paper="光明日报")),
    ),
    "jjrb": (
        (dt.date(2008, 1, 1), Classic("/jjrb", paper="经济日报")),
        (dt.date(2021, 1, 1), Amucsite("/pc", style="A2", paper="经济日报")),
    ),
    "jjckb": ((dt.date(2008, 1, 1), Classic("/www/pages/webpage2009", paper="经济参考报")),),
    "zgdzb": ((dt.date(2015, 1, 1), Amucsite("/pc", style="A2", paper="中国电子报")),),
    "gxdb": ((dt.date(2015, 1, 1), Amucsite("/pc", first="node_A1", style="A2", paper="中国高新技术产业导报")),),
}
WEEKDAYS = {"zgdzb": frozenset((1, 4)), "gxdb": frozenset((0,)), "jjckb": frozenset(range(5))}


def site(source_id: str, chronicle: Chronicle) -> Site:
    """The source's site, with the markup of each time for its days."""
    return Site(SKINS[source_id], chronicle)


def chronicle(source_id: str, seed: int = 1, pages: int = 4, per_page: int = 4) -> Chronicle:
    """The source's days; the papers whose weekdays are known or believed print on these only."""
    return Chronicle(source_id, seed, pages, per_page, weekdays=WEEKDAYS.get(source_id, frozenset(range(7))))


def press(
    *source_ids: str,
    seed: int = 1,
    pages: int = 4,
    per_page: int = 4,
    faults: Faults | None = None,
    port: int = 0,
    make: Callable[[str], Chronicle] | None = None,
) -> Press:
    """A press for these sources, or for all."""
    chosen = source_ids or tuple(SKINS)
    sites = {each: site(each, make(each) if make else chronicle(each, seed, pages, per_page)) for each in chosen}
    return Press(sites, faults or Faults(seed=seed), port)
