"""The body an article is about, to which its 公司 and 其 go back: a decision among all it names, and nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from flows.extract.choice.choose import choose, weights_of
from flows.extract.mention.body.shared import Body, BodyRole
from flows.extract.record import Candidate, Decision
from flows.extract.rule import Evidence, names_that_hold
from warehouse.values import dataclass

FIELD = "main_body"
NOBODY = ""
LEAD = 120  # characters in which an article says whom it is about
MOST = 12  # candidates: those said most


@dataclass(frozen=True)
class Cast:
    """An article's bodies, and what of it is asked. `figures`: how many of its claims are what a company reports."""

    bodies: Sequence[Body]
    title_end: int
    figures: int
    claims: int
    industry: int  # how often it speaks of the country or an industry

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Body]]:
        """Where each is named."""
        found: dict[str, list[Body]] = {}
        for body in self.bodies:
            if body.name:
                found.setdefault(body.name, []).append(body)
        return found

    def said(self, name: str) -> int:
        """How often it is spoken of, not as a teller and not as a partner."""
        return sum(body.role is BodyRole.SAID for body in self.by_name.get(name, ()))

    @cached_property
    def most(self) -> int:
        """How often the one spoken of most is."""
        return max((self.said(name) for name in self.by_name), default=0)

    @cached_property
    def backs(self) -> int:
        """How often the text says 公司, 该集团, 其."""
        return sum(body.role is BodyRole.PRONOUN for body in self.bodies)


EVIDENCE: tuple[Evidence[Cast, str], ...] = (
    Evidence("nobody", lambda c, b: b == NOBODY),
    Evidence("nobody, none said twice or called back", lambda c, b: b == NOBODY and c.most < 2 and not c.backs),
    Evidence("nobody, few figures of a company", lambda c, b: b == NOBODY and 4 * c.figures < c.claims),
    Evidence("nobody, never called back", lambda c, b: b == NOBODY and not c.backs),
    Evidence(
        "nobody, of the country or an industry",
        lambda c, b: b == NOBODY and c.industry > max(c.most, c.backs, c.figures),
    ),
    Evidence("nobody, several alike", lambda c, b: b == NOBODY and sum(c.said(n) == c.most for n in c.by_name) > 1),
    Evidence("in the lead", lambda c, b: any(body.start < c.title_end + LEAD for body in c.by_name.get(b, ()))),
    Evidence("the first named", lambda c, b: b != NOBODY and b == next(iter(c.by_name))),
    Evidence("said most", lambda c, b: b != NOBODY and 0 < c.said(b) == c.most),
    Evidence("said more than twice", lambda c, b: b != NOBODY and c.said(b) > 2),
    Evidence("said more than half", lambda c, b: b != NOBODY and 2 * c.said(b) > sum(map(c.said, c.by_name))),
    Evidence("figures of a company, mostly", lambda c, b: c.said(b) == c.most > 0 and 2 * c.figures > c.claims),
    Evidence("with its stock's code", lambda c, b: any(body.coded for body in c.by_name.get(b, ()))),
    Evidence("never said itself", lambda c, b: b != NOBODY and not c.said(b)),
)


def decide_body(cast: Cast) -> Decision[str]:
    """The body that the article is about, empty where it is about none."""
    return choose(
        FIELD, [Candidate(name, names_that_hold(EVIDENCE, cast, name)) for name in body_names(cast)], weights_of(FIELD)
    )


def body_names(cast: Cast) -> list[str]:
    """Nobody, and the bodies that are named most."""
    most = sorted(cast.by_name, key=lambda name: -len(cast.by_name[name]))[:MOST]
    return [NOBODY, *(name for name in cast.by_name if name in most)]
