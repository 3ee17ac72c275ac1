"""Rules and evidence as values with a name that a reader can say, and the functions that apply them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from warehouse.values import dataclass

Subject = TypeVar("Subject", contravariant=True)
Value = TypeVar("Value", contravariant=True)


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Subject, Value]):
    """Something that speaks for or against a candidate: a pure question, answered yes or no.

    `holds(subject, value)`: what is asked about (a number in its setting) and one value its field may have.
    """

    name: str
    holds: Callable[[Subject, Value], bool]


def names_that_hold(evidence: Sequence[Evidence[Subject, Value]], subject: Subject, value: Value) -> tuple[str, ...]:
    """The names of all evidence that holds for a value, in the listed order."""
    return tuple([each.name for each in evidence if each.holds(subject, value)])
