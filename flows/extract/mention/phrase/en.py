"""An English name: its edges, and what is no name at all (`mark a`, `the figure`, `'s`)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import chain

_TABLE = tomllib.loads(files(__package__).joinpath("en.toml").read_text(encoding="utf-8"))
BESIDE = frozenset(chain.from_iterable(_TABLE["beside"].values()))
POINTERS = frozenset(_TABLE["beside"]["pointer"])
LEAD = tuple(f"{words} " for words in _TABLE["edge"]["lead"])
TRAIL = tuple(f" {word}" for word in _TABLE["edge"]["trail"])
MARKS = " ,;:-–—/|*[]()'\"“”‘’."


@lru_cache(maxsize=1 << 14)
def trim(words: str) -> str:
    """The name without articles, light verbs and prepositions at its edges."""
    while True:
        bare = words.strip(MARKS)
        lead = next((lead for lead in LEAD if bare.lower().startswith(lead)), "")
        bare = bare[len(lead) :]
        trail = next((trail for trail in TRAIL if bare.lower().endswith(trail)), "")
        bare = bare[: len(bare) - len(trail)]
        if bare == words:
            return bare
        words = bare


@lru_cache(maxsize=1 << 14)
def fault(words: str) -> str:
    """Why these words name nothing; empty where they may be a name."""
    if not any(char.isalpha() for char in words):
        return "marks or digits alone"
    parts = words.lower().replace("’", "'").split()
    if len(words) == 1:
        return "one character"
    if all(part in BESIDE for part in parts):
        return "only points at one" if set(parts) & POINTERS else "no name: no noun in it"
    return ""
