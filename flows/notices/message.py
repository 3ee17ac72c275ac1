"""A notice as text, in Chinese or English, short enough for every gateway. No network and no clock here."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from flows.settings import KINDS, Kind, Notices

LARGEST = 1900  # bytes of a body: WeCom refuses a text of more than 2048
LONGEST_LINE = 240  # characters


@dataclass
class Digest:
    """What a run came to, as far as somebody should hear of it: lines by kind. `about`: the flow and its sources."""

    about: str
    lines: dict[Kind, list[str]] = field(default_factory=dict)

    def add(self, kind: Kind, line: str) -> None:
        """One more line of a kind."""
        self.lines.setdefault(kind, []).append(" ".join(line.split()))


@dataclass(frozen=True, slots=True)
class Notice:
    """A message: a title of one line, and the lines of its body. `is_bad`: something is not as it should be."""

    title: str
    body: str
    is_bad: bool = False


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("flows.notices").joinpath("words.toml").read_text(encoding="utf-8"))


def said(language: str, word: str, **given: object) -> str:
    """A phrase of words.toml."""
    return _words()[language][word].format(**given)


def notice_of(digest: Digest, wanted: Notices) -> Notice | None:
    """The digest as one message of what the operator wants to hear; None where that is nothing."""
    kinds = [kind for kind in KINDS if kind in wanted.about and digest.lines.get(kind)]
    if not kinds:
        return None
    language = wanted.language
    comma = "，" if language == "zh" else ", "
    counts = comma.join(said(language, kind, n=len(digest.lines[kind])) for kind in kinds)
    colon = "：" if language == "zh" else ": "
    title = said(language, "title", what=f"{digest.about}{colon}{counts}")
    lines = [said(language, f"line_{kind}", what=line) for kind in kinds for line in digest.lines[kind]]
    return Notice(title, shortened(lines, language), bool({"failure", "drift"} & set(kinds)))


def shortened(lines: Sequence[str], language: str) -> str:
    """The lines as a body, whole ones as long as there is room; what is left out is counted."""
    cut = [line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…" for line in lines]
    kept = len(cut)
    while True:
        more = [said(language, "more", n=len(cut) - kept)] if kept < len(cut) else []
        body = "\n".join([*cut[:kept], *more])
        if len(body.encode()) <= LARGEST:
            return body
        kept -= 1
