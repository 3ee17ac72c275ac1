"""Classes of characters that every part of the reader shares: what is ink, what ends a line, what ends a sentence."""

from __future__ import annotations

import re

LINE_BREAKS = "\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"
# Characters that print nothing and are no space either: zero-width marks, byte-order marks, soft hyphens, controls.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
INK = re.compile(rf"[^\s{INVISIBLE}]")
BLANK_TAIL = re.compile(rf"[\s{INVISIBLE}]+\Z")
INVISIBLE_CHARACTER = re.compile(rf"[{INVISIBLE}]")
VISIBLE_RUN = re.compile(rf"[^{INVISIBLE}]+")

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CLOSERS = "”’」』）)】》〉\"'］]"
ENDS_ZH = "。！？!?…"
SOFT_ENDS = "；;：:"

_SPACES = " \t\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_UNSEEN = "".join(chr(code) for code in range(0x20) if chr(code) not in _SPACES) + "".join(
    chr(code)
    for code in (
        *range(0x7F, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2065),
        0x1680,
        0xFEFF,
    )
)
BLANK = _SPACES + _UNSEEN  # everything that `INK` is not: for str.strip


def is_ink(character: str) -> bool:
    """Whether a reader of the printed page would see this character."""
    return INK.match(character) is not None


def ends_sentence(text: str) -> bool:
    """Whether a stretch of text ends as a sentence does: with 。！？… or an English stop, closing marks aside."""
    bare = text[-12:].rstrip(CLOSERS + " ")
    return bare.endswith(tuple(ENDS_ZH)) or bare.endswith(".")
