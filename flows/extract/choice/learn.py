"""Learns the weights that `choose` adds up, from examples whose right candidates are known. No randomness, no clock.

Softmax with L2: the weights under which right candidates are most probable, held near zero by a penalty. Gradient steps
of Adam over all examples at once, from zero: the same examples give the same weights.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from warehouse.values import dataclass

STEPS = 200
RATE = 0.1
DECAY, SQUARE_DECAY = 0.9, 0.99

Numbered = tuple[
    tuple[tuple[int, ...], bool], ...
]  # for each candidate the numbers of its evidence, and if it is right


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of each candidate, and which of the candidates are right. `group`: what folds keep together."""

    group: str
    candidates: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def learn(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """Weights by name, sorted, two decimals, without those that round to nothing. Unusable examples are passed over."""
    usable = [example for example in examples if any(example.right) and not all(example.right)]
    names = sorted({name for example in usable for candidate in example.candidates for name in candidate})
    numbers = {name: number for number, name in enumerate(names)}
    counted: Counter[Numbered] = Counter()
    for example in usable:
        numbered = (tuple(numbers[name] for name in candidate) for candidate in example.candidates)
        counted[tuple(zip(numbered, example.right, strict=True))] += 1
    weights, means, squares = ([0.0] * len(names) for _ in range(3))
    for step in range(1, STEPS + 1):
        for at, part in enumerate(_slope(weights, counted, penalty)):
            means[at] = DECAY * means[at] + (1 - DECAY) * part
            squares[at] = SQUARE_DECAY * squares[at] + (1 - SQUARE_DECAY) * part * part
            mean, square = means[at] / (1 - DECAY**step), squares[at] / (1 - SQUARE_DECAY**step)
            weights[at] -= RATE * mean / (math.sqrt(square) + 1e-8)
    return {name: round(weight, 2) for name, weight in zip(names, weights, strict=True) if round(weight, 2)}


def _slope(weights: list[float], counted: Counter[Numbered], penalty: float) -> list[float]:
    """Of the loss over all examples: of each candidate its probability less its share among the right ones."""
    slope = [penalty * weight for weight in weights]
    for candidates, often in counted.items():
        powers = [math.exp(sum([weights[number] for number in numbers])) for numbers, _ in candidates]
        whole = sum(powers)
        good = sum(power for power, (_, right) in zip(powers, candidates, strict=True) if right)
        for power, (numbers, right) in zip(powers, candidates, strict=True):
            pull = often * (power / whole - (power / good if right else 0.0))
            for number in numbers:
                slope[number] += pull
    return slope
