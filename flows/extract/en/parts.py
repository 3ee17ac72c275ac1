"""Nouns told from verbs by their neighbours, once the sentence is scanned: `the added value`, `exports rose`."""

from __future__ import annotations

from flows.extract.mention.cue.en import cues
from flows.extract.mention.token_en import Token

CUES = cues()
CHANGING = frozenset(["up", "down", "reach", "have", "share", "verb", "foresee", "plan"])
BEFORE_NOUN = frozenset(["det", "prep", "base", "num", "name", "conj", ",", "ord", "done", "doing", "rank", ""])
FINITE = frozenset(["have", "be", "reach", "up", "down", "modal"])
ADJECTIVAL = ("'s", "’s", "al", "ic", "ive", "ign", "year", "price")
TRADED = frozenset(
    [
        "import",
        "export",
        "trade",
        "market",
        "research",
        "price",
        "cost",
        "loan",
        "deposit",
        "project",
    ]
)
MOVERS = CUES.words["movers"]
PARTICLES = {
    "up": "up",
    "higher": "up",
    "upward": "up",
    "upwards": "up",
    "down": "down",
    "lower": "down",
    "downward": "down",
    "downwards": "down",
}
IMPERATIVES = CUES.words["imperatives"]
OPERATING = CUES.words["operating"]
CLOSING = {"(": ")", "—": "—", "–": "–", "--": "--", "-": "-"}
NOWADAYS = (("at", "present"), ("so", "far"), ("to", "date"), ("right", "now"), ("as", "well"))
ASIDES = (
    ("in", "particular"),
    ("for", "example"),
    ("for", "instance"),
    ("in", "total"),
    ("in", "turn"),
    ("of", "course"),
)


def without_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens without short asides, `(CPI)`, `, in particular,`; those with a numeral stay."""
    kept: list[Token] = []
    k = 0
    while k < len(tokens):
        beyond = _aside_end(tokens, k)
        if beyond:
            k = beyond
            continue
        if k + 1 < len(tokens) and (tokens[k].low, tokens[k + 1].low) in NOWADAYS:
            tokens[k].tag = tokens[k + 1].tag = "adv"
        kept.append(tokens[k])
        k += 1
    return kept


def _aside_end(tokens: list[Token], k: int) -> int:
    """The token behind the aside that begins at `k`; 0 where none begins."""
    tag = tokens[k].tag
    if tag == ",":
        inside = [token.low for token in tokens[k + 1 : k + 3]]
        closed = k + 3 < len(tokens) and tokens[k + 3].tag == "," and tuple(inside) in ASIDES
        return k + 4 if closed else 0
    if tag not in CLOSING:
        return 0
    close = next((j for j in range(k + 1, min(k + 14, len(tokens))) if tokens[j].tag == CLOSING[tag]), 0)
    if any(token.tag in ("num", "per", "ord", "rank") or token.outcome for token in tokens[k:close]):
        return 0
    return close + 1 if close else 0


def settle_parts(tokens: list[Token]) -> None:
    """Retag, left to right, the words that are a noun or a modifier here."""
    for k, token in enumerate(tokens):
        if k + 1 < len(tokens) and tokens[k + 1].low in PARTICLES:
            _settle_particle(token, tokens[k + 1], tokens[k + 2] if k + 2 < len(tokens) else None)
        if token.tag not in CHANGING:
            continue
        before = tokens[k - 1] if k else None
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if is_noun(token, before, after) or is_modifier(token, before, after):
            token.tag = "w"


def _settle_particle(verb: Token, particle: Token, after: Token | None) -> None:
    """`edged down`, `inched higher`: the verb goes the particle's way; not `fell up to 20 percent`, `cut up`."""
    way = PARTICLES[particle.low]
    if (verb.tag != "up" and verb.low not in MOVERS) or (particle.low == "up" and after and after.low == "to"):
        return
    if particle.low in ("higher", "lower") and after is not None and after.tag in ("w", "name", "done", "doing"):
        return  # `posted lower sales`
    verb.tag, particle.tag = way, "adv"


def is_noun(token: Token, before: Token | None, after: Token | None) -> bool:
    """A base form or a plural behind an article, a preposition, a number or an adjective."""
    if token.low not in CUES.either:
        return False
    tag = before.tag if before else ""
    then = after.tag if after else ""
    if before is None:
        return then not in ("det", "num") and not (then == "w" and token.low in IMPERATIVES) and _heads(after)
    if before.low == "to" or tag in ("modal", "may", "pron", "aux"):
        return False
    if token.low in TRADED and then == "w":
        return True
    if token.low == "total" and then in ("w", "name") and tag in ("verb", "have", "plan", "foresee"):
        return True  # `brings total sales to`
    if tag in BEFORE_NOUN:
        return tag not in (",", "conj") or after is None or after.low in ("of", "in") or then in FINITE
    if before.low.endswith(ADJECTIVAL):
        return then not in ("num", "det", "adv")
    if token.low in ("contract", "contracts") and tag == "w" and then == "prep" and after is not None:
        return after.low not in ("by", "to", "from", "at")  # `the copper contract on the exchange`
    planned = token.tag in ("foresee", "plan") and after is not None and then == "prep" and after.low != "to"
    leads_on = after is not None and (after.low == "of" or then in FINITE or then == "share")
    return tag == "w" and (leads_on or planned)


def _heads(after: Token | None) -> bool:
    """Whether what follows the sentence's first word makes a noun of it: `Exports of`, `Export value`, `Sales rose`."""
    return after is None or after.low in ("of", "in") or after.tag in FINITE or after.tag == "w"


def is_modifier(token: Token, before: Token | None, after: Token | None) -> bool:
    """`the added value`, `value added`, `of increased investment`, `newly built homes`."""
    low = token.low
    if low == "operating" and after is not None and after.low in OPERATING:
        return True
    if low == "added" and (
        (before is not None and before.low == "value") or (after is not None and after.low == "value")
    ):
        return True
    if (
        not low.endswith(("ed", "ing", "ilt", "own", "old"))
        or after is None
        or after.tag not in ("w", "doing", "name", "conj")
    ):
        return False
    tag = before.tag if before else ""
    if after.tag == "conj":
        return tag == "det"
    if tag in ("det", "num", "base"):
        return True
    if tag == "prep":
        return low.endswith(("ed", "own")) and before is not None
    return False
