"""What the stages of the extractor hand on: frozen values, without state that a later stage could change.

`Mention`: something named in the text. `Candidate`: one value a field may have, with the evidence that holds for it.
`Decision`: which candidate was chosen, how sure the choice is, and what the others weighed.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from warehouse.values import dataclass

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Mention(Generic[Value]):
    """Characters `start:end` (end exclusive) of an article's text and what they name.

    `dimension` is period, place, ...; `rule` is the readable name of the rule that found it.
    """

    dimension: str
    start: int
    end: int
    value: Value
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Value]):
    """A value that a field may have. `evidence`: the names of what speaks for or against it."""

    value: Value
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision(Generic[Value]):
    """The choice among a field's candidates: `probabilities` in their order add up to one, `chosen` is an index."""

    field: str
    candidates: tuple[Candidate[Value], ...]
    probabilities: tuple[float, ...]
    chosen: int

    @property
    def value(self) -> Value:
        """The chosen value."""
        return self.candidates[self.chosen].value

    @property
    def probability(self) -> float:
        """How sure the choice is, from 0 to 1."""
        return self.probabilities[self.chosen]

    def probability_of(self, value: Value) -> float:
        """How probable a value is; 0 where it is no candidate."""
        pairs = zip(self.candidates, self.probabilities, strict=True)
        return sum(probability for candidate, probability in pairs if candidate.value == value)
