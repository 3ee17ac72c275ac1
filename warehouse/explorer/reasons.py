"""What the checks give as a reason, in the language of a page: their SQL says it in English, with figures put in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_PLACE = re.compile(r"\\\{(\w)\\\}")


@cache
def _told() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files("warehouse.explorer").joinpath("reasons.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["reason"]
    return tuple((re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(row["en"]))), row["zh"]) for row in rows)


def reason(text: str | None, lang: str) -> str:
    """A check's reason in Chinese where the page is; as it is where no check writes such a one."""
    if lang != "zh" or not text:
        return text or ""
    for pattern, said in _told():
        if found := pattern.fullmatch(text):
            return said.format_map(found.groupdict())
    return text
