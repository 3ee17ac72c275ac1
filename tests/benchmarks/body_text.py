"""Body text of families A and B against trafilatura on the same pages: numerals lost from a body, taken from a menu.

python -m tests.benchmarks.body_text [--articles N] [--seed S]; needs trafilatura beside the project, else says so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flows.sources.compose import tidy
from flows.sources.fields import Selectors, article_parts
from flows.sources.layouts.amucsite import GMW, PEOPLE, STANDARD
from flows.sources.layouts.classic import NBS, TABLE
from flows.sources.markup import soup
from tests.sources.fake_sites.copy import Page, PrintedArticle, piece
from tests.sources.fake_sites.templates.amucsite import Amucsite
from tests.sources.fake_sites.templates.classic import Classic, Nbs

NUMERAL = re.compile(r"\d+(?:\.\d+)?")
DAY = dt.date(2025, 3, 4)
Printer = Callable[[dt.date, Page, PrintedArticle], str]
FAMILIES: dict[str, tuple[Printer, Selectors]] = {
    "A1 people": (Amucsite("/rmrb/pc", style="A1").people_article, PEOPLE),
    "A2 default": (Amucsite("/pc", style="A2").standard_article, STANDARD),
    "A3 gmw": (Amucsite("/gmrb/html", style="A3").gmw_article, GMW),
    "B table": (Classic("/jjrb").article, TABLE),
    "B box": (Classic("/kjrb", style="box").article, TABLE),
    "B nbs 2017": (Nbs("/rmrb", era=2017).article, NBS),
    "B nbs 2021": (Nbs("/rmrb", era=2021).article, NBS),
}


@dataclass
class Score:
    """Numerals of bodies; lost from them; taken from beside the article (menus, date lines, footers); pages exact."""

    pages: int = 0
    numerals: int = 0
    lost: int = 0
    taken: int = 0
    seconds: float = 0.0
    exact: int = field(default=0)

    def add(self, printed: PrintedArticle, found: str, seconds: float) -> None:
        body = [block.text for block in printed.blocks]
        head = [printed.title, printed.kicker, printed.subtitle, printed.byline]
        wanted, own = numerals(body), numerals(body + head)
        got = numerals([found])
        self.pages += 1
        self.numerals += wanted.total()
        self.lost += (wanted - got).total()
        self.taken += (got - own).total()
        self.seconds += seconds
        self.exact += "".join("".join(body).split()) == "".join(found.split())


def numerals(texts: list[str]) -> Counter[str]:
    return Counter(NUMERAL.findall("\n".join(texts)))


def printed_pieces(count: int, seed: int) -> Iterator[PrintedArticle]:
    """Pieces with tables, headings and captions among them."""
    for at in range(count):
        yield piece(random.Random(f"{seed}/{at}"), DAY)


def ours(selectors: Selectors, text: str) -> str:
    return "\n".join(block.text for block in tidy(article_parts(selectors, soup(text)).parts).blocks)


def other(extract: Callable[..., str | None]) -> Callable[[str], str]:
    def read(text: str) -> str:
        return extract(text, include_tables=True, include_comments=False, favor_recall=True) or ""

    return read


def timed(read: Callable[[str], str], text: str) -> tuple[str, float]:
    began = time.perf_counter()
    found = read(text)
    return found, time.perf_counter() - began


def main() -> int:
    """Print a table; 1 where a numeral of ours is lost or taken."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.body_text", description=__doc__)
    parser.add_argument("--articles", type=int, default=200, help="of each family")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    try:
        extract = importlib.import_module("trafilatura").extract
    except ImportError as error:
        sys.stderr.write(
            f"skipped: trafilatura cannot be imported ({error}); install it in an environment of its own\n"
        )
        return 0
    columns = ("family", "reader", "pages", "numerals", "lost", "taken", "exact", "ms a page")
    sys.stdout.write("\t".join(columns) + "\n")
    failed = False
    for name, (printer, selectors) in FAMILIES.items():
        scores = {"gongbao": Score(), "trafilatura": Score()}
        for each in printed_pieces(given.articles, given.seed):
            text = printer(DAY, Page("01", "要闻", (each,)), each)
            scores["gongbao"].add(each, *timed(lambda page, chosen=selectors: ours(chosen, page), text))
            scores["trafilatura"].add(each, *timed(other(extract), text))
        for reader, score in scores.items():
            pace = f"{1000 * score.seconds / max(1, score.pages):.1f}"
            row = (name, reader, score.pages, score.numerals, score.lost, score.taken, score.exact, pace)
            sys.stdout.write("\t".join(map(str, row)) + "\n")
        failed |= scores["gongbao"].lost + scores["gongbao"].taken > 0
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
