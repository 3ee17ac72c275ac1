"""The named bodies of an English text: well-known ones, names that end in Group and the like, words that call back."""

from __future__ import annotations

import re
from functools import cache

from flows.extract.mention.body.shared import Body, BodyRole
from warehouse.vocabulary.bodies import body_rules
from warehouse.vocabulary.words import any_of

TELLING = re.compile("(?:according to|[Dd]ata from|[Ff]igures from|said by|by) (?:the )?$")
PARTNER = re.compile("(?:with|from|to|for|against|than|of) (?:the )?$")
LOOK_BACK = 20  # characters before a name in which its role is said


@cache
def _names() -> re.Pattern[str]:
    rules = body_rules()
    known, ends = any_of(rules["known_en"]), any_of(rules["name_ends_en"])
    word = "(?!(?:The|This|A|An|In|Of|And|China|Chinese)\\b)[A-Z][A-Za-z&.-]{1,20}"
    return re.compile(f"(?<![A-Za-z])(?:(?:{word} ){{1,4}}(?:{ends})|(?:{known}))(?![A-Za-z])")


@cache
def _pronouns() -> re.Pattern[str]:
    return re.compile(f"(?<![A-Za-z]){any_of(body_rules()['pronouns_en'])}(?![A-Za-z])")


def find_bodies(text: str) -> list[Body]:
    """The bodies of an even text in order; none where it names none."""
    named = [
        Body(found.start(), found.end(), found.group(), _role(text, found.start())) for found in _names().finditer(text)
    ]
    if not named:
        return []
    inside = {at for body in named for at in range(body.start, body.end)}
    back = [
        Body(found.start(), found.end(), "", BodyRole.PRONOUN)
        for found in _pronouns().finditer(text)
        if found.start() not in inside
    ]
    return sorted([*named, *back], key=lambda body: body.start)


def _role(text: str, start: int) -> BodyRole:
    before = text[max(0, start - LOOK_BACK) : start]
    if TELLING.search(before):
        return BodyRole.TELLING
    return BodyRole.PARTNER if PARTNER.search(before) else BodyRole.SAID
