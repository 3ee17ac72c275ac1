"""How indicators hang together, so that one number can prove another: parts, shares, parts that are most of a whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from warehouse.values import dataclass
from warehouse.vocabulary.catalogue import ROOM, Catalogue, CatalogueError, catalogue

FILE = "relations.toml"
SHARES = ("share_of", "share_path")


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` parent, part, share_of, share_path: ids of the whole, the part and, for shares, of the share.

    `division` numbers the ways in which a whole divides into parts, from 1; 0 elsewhere.
    """

    kind: str
    whole_id: str
    part_id: str
    share_id: str = ""
    division: int = 0


@dataclass(frozen=True, slots=True)
class UsualShare:
    """What names with `part_word` count is `low` to `high` % of what names with `whole_word` count, anywhere."""

    part_word: str
    whole_word: str
    low: Decimal
    high: Decimal


@cache
def relations() -> tuple[Relation, ...]:
    """Every relation of the catalogue and of relations.toml. Raises CatalogueError, naming the line."""
    return build(_text(), catalogue())


@cache
def usual_shares() -> tuple[UsualShare, ...]:
    """Every pair of words of relations.toml's `usual_share`."""
    return tuple(_usual(tomllib.loads(_text())))


def build(text: str, book: Catalogue) -> tuple[Relation, ...]:
    """The relations of a TOML text and of the catalogue's own parents and parts."""
    found = list(_of_catalogue(book))
    tables = tomllib.loads(text)
    for kind in SHARES:
        for share, members in tables.get(kind, {}).items():
            place = f"{FILE}:{_line(text, share)}"
            if len(members) != 2:
                raise CatalogueError(f"{place}: expected [part, whole] for {share}, found {members}")
            for name in (share, *members):
                if name not in book.entries:
                    raise CatalogueError(
                        f"{place}: expected ids of the catalogue for {share}, found {name}: correct it"
                    )
            found.append(Relation(kind, whole_id=members[1], part_id=members[0], share_id=share))
    return tuple(found)


def _of_catalogue(book: Catalogue) -> Iterator[Relation]:
    for entry in book.entries.values():
        if entry.parent:
            yield Relation("parent", entry.parent, entry.id)
        for number, division in enumerate(entry.parts, 1):
            yield from (Relation("part", entry.id, part, "", number) for part in division)


def _usual(tables: Mapping[str, Any]) -> Iterator[UsualShare]:
    for table in tables.get("usual_share", ()):
        low, high = (Decimal(bound) for bound in table["percent"])
        for part in table["part"]:
            yield from (UsualShare(part, whole, low, high) for whole in table["whole"])


def _line(text: str, share: str) -> int:
    return text[: text.find(f"\n{share} =") + 1].count("\n") + 1


def _text() -> str:
    return files(ROOM).joinpath(FILE).read_text(encoding="utf-8")
