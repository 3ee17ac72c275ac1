"""One character for one: full width, dashes, blanks, forms kept for old charsets. No offset changes."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from warehouse.model import Language

BLANKS = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
BREAKS = (0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)
MINUS_SIGNS = "\u2010\u2011\u2212\ufe63"
LONG_DASHES = "\u2012\u2013\u2014\u2015\u2500\u30fc"
# Compatibility ideographs, radicals for characters (both out of PDF files), small forms, digits of mathematics.
OLD_FORMS = chain(
    range(0x2E80, 0x2FE0),
    range(0xF900, 0xFB00),
    range(0xFE50, 0xFE6C),
    range(0x1D7CE, 0x1D800),
    range(0x2F800, 0x2FA20),
)


def _common() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    table.update(dict.fromkeys((*BLANKS, *BREAKS), " "))
    for code in OLD_FORMS:
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            table[code] = plain
    table.update(dict.fromkeys(map(ord, MINUS_SIGNS), "-"))
    table.update({ord("∶"): ":", ord("︰"): ":"})
    return table


ENGLISH = _common()
CHINESE = ENGLISH | dict.fromkeys(map(ord, LONG_DASHES), "-") | dict.fromkeys(map(ord, "〜∼"), "~") | {ord("○"): "〇"}
CHINESE |= {
    ord(one): other for one, other in zip("「」『』", "“”‘’", strict=True)
}  # quotation marks of Taiwan and Hong Kong
# What is printed most, put first: `replace` takes a tenth of the time of `translate`, which then is seldom needed.
FREQUENT = tuple((chr(0xFF01 + ord(mark) - 0x21), mark) for mark in ",:;()%")
# English reads a dash between clauses; Chinese prints two for that.
TABLES = {Language.ZH: CHINESE, Language.EN: ENGLISH}
_NARROW = {
    lang: re.compile(f"[{''.join(re.escape(chr(code)) for code in sorted(table) if code < 0x10000)}]")
    for lang, table in TABLES.items()
}
_WIDE = re.compile("[\U00010000-\U0010ffff]")  # in a class of its own: one that mixes both is slow


def plain_characters(text: str, lang: Language) -> str:
    """The text with plain characters, one for one."""
    for wide, mark in FREQUENT:
        text = text.replace(wide, mark)
    if _NARROW[lang].search(text) or _WIDE.search(text):
        return text.translate(TABLES[lang])
    return text
