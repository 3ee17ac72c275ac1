"""Language of a paragraph by its script. Chinese with a few Latin words is Chinese, and the other way round."""

from __future__ import annotations

import re

from flows.parse.characters import HAN
from warehouse.model import Language

_HAN = re.compile(rf"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
SAMPLE = 2000  # characters that decide; a paragraph does not change its language behind them


def language_of(text: str, otherwise: Language = Language.ZH) -> Language:
    """Language of a paragraph; `otherwise` where it has no letters at all (a row of numbers)."""
    sample = text[:SAMPLE]
    han = len(_HAN.findall(sample))
    words = len(_LATIN_WORD.findall(sample))
    if not han and not words:
        return otherwise
    return Language.ZH if han >= words else Language.EN
