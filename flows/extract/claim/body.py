"""The body whose figure a number is: one named beside it, one that 公司 or 其 calls back, or the article's own."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

from flows.extract.choice.choose import choose, weights_of
from flows.extract.document.body import NOBODY
from flows.extract.mention.body.shared import Body, BodyRole
from flows.extract.record import Candidate, Decision
from flows.extract.rule import Evidence, names_that_hold
from warehouse.values import dataclass

FIELD = "entity"
OPENING = 3  # characters in which a clause begins
REACH = 8  # bodies before a number that are looked at


@dataclass(frozen=True, slots=True)
class Speech:
    """What an article says of bodies, in the order of its text. `main`: how probable each is to be what it is about."""

    bodies: Sequence[Body]
    starts: Sequence[int]  # of the bodies
    main: Mapping[str, float]
    industry: Sequence[int]

    def between(self, start: int, end: int) -> Sequence[Body]:
        """The bodies named in `start:end`."""
        return self.bodies[bisect.bisect_left(self.starts, start) : bisect.bisect_left(self.starts, end)]

    def of_industry(self, start: int, end: int) -> bool:
        """Whether `start:end` speaks of the country or an industry."""
        at = bisect.bisect_left(self.industry, start)
        return at < len(self.industry) and self.industry[at] < end


@dataclass(frozen=True, slots=True)
class Figure:
    """A number among the bodies of its text. Offsets of the clause, the sentence and the paragraph it stands in."""

    at: int
    clause: tuple[int, int]
    sentence: tuple[int, int]
    paragraph: int
    reported: bool  # it is what a company reports: 净利润
    speech: Speech

    @property
    def before(self) -> Sequence[Body]:
        """The bodies before it in its sentence."""
        return self.speech.between(self.sentence[0], self.at)

    @property
    def called_back(self) -> bool:
        """Whether 公司 or 其 stands before it in its sentence."""
        return any(body.role is BodyRole.PRONOUN for body in self.before)

    @property
    def opened_by_industry(self) -> bool:
        """Whether its clause begins with the country or an industry."""
        return self.speech.of_industry(self.clause[0], min(self.clause[0] + OPENING, self.at))

    def of_industry(self, start: int) -> bool:
        """Whether the words from `start` to it speak of the country or an industry."""
        return self.speech.of_industry(start, self.at)

    def is_last(self, name: str) -> bool:
        """Whether a body is the last spoken of before it."""
        told = (b for b in reversed(self.speech.between(self.paragraph, self.at)) if b.role is BodyRole.SAID)
        return next((body.name for body in told), None) == name

    def near(self, name: str, start: int, end: int, *roles: BodyRole) -> bool:
        """Whether a body is named in `start:end`, in one of these roles."""
        return any(b.name == name and b.role in roles for b in self.speech.between(start, end))

    def sure(self, name: str) -> float:
        """How probable it is that the article is about a body."""
        return self.speech.main.get(name, 0.0)


SAID, TELLING, PARTNER = BodyRole.SAID, BodyRole.TELLING, BodyRole.PARTNER

OF_NOBODY: tuple[Evidence[Figure, str], ...] = (
    Evidence("nobody", lambda f, b: True),
    Evidence("nobody, none before it in the sentence", lambda f, b: not f.before),
    Evidence("nobody, of an industry in the clause", lambda f, b: f.of_industry(f.clause[0])),
    Evidence("nobody, an industry opens the clause", lambda f, b: f.opened_by_industry),
    Evidence("nobody, of an industry in the sentence", lambda f, b: f.of_industry(f.sentence[0])),
    Evidence("nobody, no figure of a company", lambda f, b: not f.reported),
    Evidence("nobody, the article's", lambda f, b: f.sure(b) >= 0.5),
)
OF_A_BODY: tuple[Evidence[Figure, str], ...] = (
    Evidence("said before it in the clause", lambda f, b: f.near(b, f.clause[0], f.at, SAID)),
    Evidence("said before it in the sentence", lambda f, b: f.near(b, f.sentence[0], f.clause[0], SAID)),
    Evidence("said behind it in the clause", lambda f, b: f.near(b, f.at, f.clause[1], SAID)),
    Evidence("said earlier in the paragraph", lambda f, b: f.near(b, f.paragraph, f.sentence[0], SAID)),
    Evidence("the last said", lambda f, b: f.is_last(b)),
    Evidence("the last said, called back", lambda f, b: f.called_back and f.is_last(b)),
    Evidence("only tells it or deals with it", lambda f, b: f.near(b, f.sentence[0], f.at, TELLING, PARTNER)),
    Evidence("the article's", lambda f, b: f.sure(b) >= 0.5),
    Evidence("the article's, called back", lambda f, b: f.sure(b) >= 0.5 and f.called_back),
)  # fmt: skip


def candidates(figure: Figure) -> list[Candidate[str]]:
    """Nobody, the bodies near before the number, and the article's own."""
    named = figure.speech.between(0, figure.clause[1])
    near = [body.name for body in named[-3 * REACH :] if body.name][-REACH:]
    main = [name for name, sure in figure.speech.main.items() if name and sure >= 0.3]
    names = dict.fromkeys([NOBODY, *reversed(near), *main])
    return [Candidate(name, names_that_hold(OF_A_BODY if name else OF_NOBODY, figure, name)) for name in names]


def decide(figure: Figure) -> Decision[str]:
    """Whose figure it is; empty where nobody's."""
    return choose(FIELD, candidates(figure), weights_of(FIELD))
