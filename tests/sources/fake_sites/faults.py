"""What can go wrong on purpose, and when: a seeded share of the answers, or by rule."""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"  # with Retry-After
    TOO_MANY = "429"  # with Retry-After
    FORBIDDEN = "403"
    TIMEOUT = "timeout"  # takes the request, says nothing, closes
    DRIP = "drip"  # a few bytes at a time
    RESET = "reset"  # closes before a status line
    TRUNCATED = "truncated"  # fewer bytes than Content-Length says
    CUT = "cut"  # the text ends anywhere, the length agrees
    WRONG_CHARSET = "wrong_charset"  # the header names another encoding
    MANGLED = "mangled"  # bytes that no encoding explains
    REDIRECT_LOOP = "redirect_loop"
    REDIRECT_PRIVATE = "redirect_private"
    GZIP_BOMB = "gzip_bomb"
    SOFT_MISSING = "soft_missing"  # 200 and 'the page does not exist'
    WRONG_DATE = "wrong_date"  # another day's first page
    NONSENSE = "nonsense"  # 200 and noise


PASSING = tuple(Fault)  # all of them may pass by, in a seeded plan
PRIVATE_TARGETS = (
    "http://10.1.2.3/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]:9/",
    "http://192.168.0.1/",
)


@dataclass(frozen=True)
class FaultRule:
    """Answers whose path matches misbehave, the first `times` of each path (None: always)."""

    path: str
    fault: Fault
    times: int | None = None


@dataclass
class Faults:
    """`share` of the answers, 0 to 1, by seed, path and attempt: two runs with one order per path see the same.

    No path misbehaves more than `most_in_a_row` times in a row by the seed; rules come first.
    """

    seed: int = 1
    share: float = 0.0
    kinds: tuple[Fault, ...] = PASSING
    most_in_a_row: int = 2
    rules: tuple[FaultRule, ...] = ()
    _seen: dict[str, int] = field(default_factory=dict)
    _row: dict[str, int] = field(default_factory=dict)

    def choose(self, key: str) -> Fault | None:
        """What this answer does, None for well behaved. `key`: source, method and path."""
        attempt = self._seen[key] = self._seen.get(key, 0) + 1
        for rule in self.rules:
            if re.search(rule.path, key) and (rule.times is None or attempt <= rule.times):
                return rule.fault
        dice = self.dice(key)
        if dice.random() >= self.share or self._row.get(key, 0) >= self.most_in_a_row:
            self._row[key] = 0
            return None
        self._row[key] = self._row.get(key, 0) + 1
        return dice.choice(self.kinds)

    def dice(self, key: str) -> random.Random:
        """The dice of a key's present attempt."""
        mark = hashlib.sha256(f"{self.seed} {key} {self._seen.get(key, 0)}".encode()).digest()
        return random.Random(mark)
