"""Learns the weights that `choose` adds up, from examples whose right candidates are known. No randomness, no clock.

Softmax with L2: the weights under which right candidates are most probable, held near zero by a penalty. Gradient steps
of Adam over all examples at once, from zero: the same examples give the same weights.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = 300
RATE = 0.1
DECAY, SQUARE_DECAY = 0.9, 0.99


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of each candidate, and which of the candidates are right. `group`: what folds keep together."""

    group: str
    candidates: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def learn(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """Weights by name, sorted, two decimals, without those that round to nothing. Unusable examples are passed over."""
    usable = [example for example in examples if any(example.right) and not all(example.right)]
    weights: dict[str, float] = dict.fromkeys(sorted({n for e in usable for c in e.candidates for n in c}), 0.0)
    counted: dict[tuple[tuple[tuple[str, ...], ...], tuple[bool, ...]], int] = defaultdict(int)
    for example in usable:
        counted[example.candidates, example.right] += 1
    means, squares = dict.fromkeys(weights, 0.0), dict.fromkeys(weights, 0.0)
    for step in range(1, STEPS + 1):
        slope = {name: penalty * weight for name, weight in weights.items()}
        for (candidates, right), often in counted.items():
            _add_slope(slope, weights, candidates, right, often)
        for name, part in slope.items():
            means[name] = DECAY * means[name] + (1 - DECAY) * part
            squares[name] = SQUARE_DECAY * squares[name] + (1 - SQUARE_DECAY) * part * part
            mean, square = means[name] / (1 - DECAY**step), squares[name] / (1 - SQUARE_DECAY**step)
            weights[name] -= RATE * mean / (math.sqrt(square) + 1e-8)
    rounded = {name: round(weight, 2) for name, weight in weights.items()}
    return {name: weight for name, weight in rounded.items() if weight}


def _add_slope(
    slope: dict[str, float],
    weights: dict[str, float],
    candidates: tuple[tuple[str, ...], ...],
    right: tuple[bool, ...],
    often: int,
) -> None:
    """The slope of one example's loss: of each candidate its probability less its share among the right ones."""
    sums = [sum(weights[name] for name in evidence) for evidence in candidates]
    most = max(sums)
    powers = [math.exp(each - most) for each in sums]
    whole = sum(powers)
    good = sum(power for power, is_right in zip(powers, right, strict=True) if is_right) or 1e-300
    for evidence, power, is_right in zip(candidates, powers, right, strict=True):
        pull = often * (power / whole - (power / good if is_right else 0.0))
        for name in evidence:
            slope[name] += pull
