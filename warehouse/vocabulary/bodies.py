"""Facts about companies, banks and associations: listed companies by short name, and what such names are made of."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files

ROOM = "warehouse.vocabulary"


@cache
def body_rules() -> dict[str, list[str]]:
    """The word lists of bodies.toml."""
    return tomllib.loads(files(ROOM).joinpath("bodies.toml").read_text(encoding="utf-8"))


@cache
def companies() -> frozenset[str]:
    """The short names of companies that need no further sign (companies.csv, whose head names its source)."""
    text = files(ROOM).joinpath("companies.csv").read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    return frozenset([*(row[1] for row in list(rows)[1:]), *body_rules()["known"]])


@cache
def companies_by_head() -> dict[str, tuple[str, ...]]:
    """Certain and ambiguous names by their first two characters, longest first."""
    heads: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*companies(), *body_rules()["ambiguous"]}):
        heads[name[:2]].append(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}
