"""Text made even before it is scanned: full-width ASCII and dashes become plain, lengths kept."""

from __future__ import annotations

WIDE_TO_PLAIN: dict[int, str] = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
WIDE_TO_PLAIN.update({0x3000: " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " "})
WIDE_TO_PLAIN.update(dict.fromkeys(map(ord, "—–−‐‑─―"), "-"))
WIDE_TO_PLAIN.update(dict.fromkeys(map(ord, "～〜∼"), "~"))
WIDE_TO_PLAIN.update({ord("﹪"): "%", ord("﹒"): ".", ord("○"): "〇", ord("O"): "O"})
WIDE_TO_PLAIN.update({ord("\n"): " ", ord("\r"): " ", ord("\t"): " "})

# Masks: one character for each character of a mention, so that patterns see structure and offsets stay.
PERIOD = "\ue001"
QUANTITY = "\ue002"


def even(text: str) -> str:
    """The text with plain digits, punctuation and dashes; `len(even(text)) == len(text)`."""
    return text.translate(WIDE_TO_PLAIN)
