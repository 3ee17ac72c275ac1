"""A press with a site for every source: what `python -m tests.sources.fake_sites` serves and what tests start from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from tests.sources.fake_sites.copy import Chronicle, Page, PressIssue
from tests.sources.fake_sites.faults import Faults
from tests.sources.fake_sites.server import Press
from tests.sources.fake_sites.site import Site, Skin
from tests.sources.fake_sites.templates.amucsite import Amucsite
from tests.sources.fake_sites.templates.classic import Classic, Nbs
from tests.sources.fake_sites.templates.outline import Outline
from tests.sources.fake_sites.templates.paperindex import PaperIndex
from tests.sources.fake_sites.templates.releases import Releases
from tests.sources.fake_sites.templates.service import Service
from tests.sources.fake_sites.templates.workercn import Workercn

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
RELEASES = ("nbs", "miit", "gov", "cnipa")
UNTIL = dt.date(2025, 3, 31)  # the newest release on the lists
SKINS |= {
    "fzrb": (
        (dt.date(2008, 1, 1), PaperIndex("/fzrb")),
        (dt.date(2025, 6, 1), PaperIndex("/fzrb", design="new")),
    ),
    "mrdx": (
        (dt.date(2008, 1, 1), PaperIndex("", "DK", "NR", "whole", "新华每日电讯")),
        (dt.date(2021, 1, 1), PaperIndex("", "BC", "NR", "whole", "新华每日电讯")),
    ),
    "kjrb": (
        (dt.date(2008, 1, 1), Classic("/http_www.kjrb.com/kjrb", paper="科技日报", encoding="utf-8", style="box")),
        (dt.date(2025, 6, 1), Service()),
    ),
    "grrb": ((dt.date(2008, 1, 1), Workercn()),),
    "rmydb": ((dt.date(2008, 1, 1), Outline()),),
    "nbs": ((dt.date(2008, 1, 1), Releases("nbs", ("/sj/zxfb/", "/sj/sjjd/"), UNTIL)),),
    "miit": (
        (
            dt.date(2008, 1, 1),
            Releases(
                "miit",
                (
                    "/xwdt/gxdt/index.html",
                    "/xwdt/gxdt/sjdt/index.html",
                    "/zwgk/zcwj/wjfb/index.html",
                    "/zwgk/zcjd/index.html",
                ),
                UNTIL,
            ),
        ),
    ),
    "gov": (
        (
            dt.date(2008, 1, 1),
            Releases("gov", ("/yaowen/liebiao/YAOWENLIEBIAO.json", "/zhengce/zuixin/ZUIXINZHENGCE.json"), UNTIL, 40),
        ),
    ),
    "cnipa": (
        (
            dt.date(2008, 1, 1),
            Releases("cnipa", ("/col/col53/index.html", "/col/col74/index.html", "/col/col75/index.html"), UNTIL, 40),
        ),
    ),
}
WEEKDAYS = {"zgdzb": frozenset((1, 4)), "gxdb": frozenset((0,)), "jjckb": frozenset(range(5))}


def site(source_id: str, chronicle: Chronicle) -> Site:
    """The source's site, with the markup of each time for its days."""
    return Site(SKINS[source_id], chronicle)


def chronicle(source_id: str, seed: int = 1, pages: int = 4, per_page: int = 4) -> Chronicle:
    """The source's days; the papers whose weekdays are known or believed print on these only."""
    days = WEEKDAYS.get(source_id, frozenset(range(7)))
    return Chronicle(source_id, seed, pages, per_page, plain=source_id in RELEASES, weekdays=days)


def printing(source_id: str, *pages: Page) -> Chronicle:
    """The same pages every day: for articles of a test's own."""
    return replace(chronicle(source_id), special=lambda day: PressIssue(day, pages))


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
