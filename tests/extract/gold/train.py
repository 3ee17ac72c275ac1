"""Makes the weights of the second reader of periods and of confidence anew: `make train`, a tool of developers.

make train                      prints both by folds of documents and on the documents held out; writes nothing
make train ARGS="--write"       writes the tables main_period, period and confidence of weights.toml too

Documents held out are never learned from. The same gold and code give the same weights.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flows.extract import assemble
from flows.extract.choice.choose import choose, weights_of
from flows.extract.choice.learn import Example, learn
from flows.extract.claim import period
from flows.extract.claim.setting import Number, Setting, numbers_of
from flows.extract.document.facts import facts_of
from flows.extract.document.period import Report, main_period
from flows.extract.document.period import candidates as main_candidates
from flows.extract.mention.period.shared import Said
from flows.extract.record import Candidate
from flows.extract.zh import again, reader
from tests.extract.gold.reading import Row, read
from tests.extract.gold.scoring import STRICT, _best, bounds, read_gold
from tests.extract.gold.sets import Document, documents, is_there

WEIGHTS = Path(again.__file__).parents[1] / "choice" / "weights.toml"
LEARNED_FROM = ("seeds", "dev", "train")
PENALTY, SURENESS_PENALTY = 6.0, 8.0
Weights = dict[str, float]
FOLDS, LEAST_DOCUMENTS = 6, 8  # a rule seen in fewer documents says nothing of how sure its claims are


@dataclass
class Lesson:
    """An article as the second reader meets it, with the gold claim of each number that has one."""

    document: Document
    setting: Setting
    report: Report
    numbers: list[Number]
    gold: dict[int, Row] = field(default_factory=dict)

    def right(self, number: int, said: Said) -> bool:
        """Whether a period ends as the gold claim's does."""
        end = said.span.end if said.span else self.document.published
        return end == bounds(self.gold[number]["period"], self.document.published)[1]


Told = tuple[Lesson, int, list[Candidate[Said]]]  # a number of a lesson, and its candidates


def matched(document: Document) -> list[tuple[Row, Row, dict[str, bool]]]:
    """The document's `must` gold claims that are found: gold, found, which fields are right."""
    rows, taken, found = read(document.doc, document.text, document.published), set[int](), []
    for claim in read_gold(document.gold, document.text):
        best = _best(claim, rows, taken, document.published, claim.get("lang") or document.lang)
        if best is not None:
            taken.add(best[0])
            found += [(claim, rows[best[0]], best[1])] if claim["tier"] == "must" else []
    return found


def lessons_of(document: Document) -> list[Lesson]:
    """What the first reader makes of a document, as lessons for the second."""
    lessons: list[Lesson] = []

    def record(scanned: Any, claims: Any, published: Any, home: Any) -> Any:
        ordered = sorted(scanned, key=lambda each: each.sentence.start)
        told = sorted(claims, key=lambda claim: claim.char_start)
        setting = again.setting_for(ordered, published)
        numbers = numbers_of(told, setting, again.cues_for(ordered, told))
        lessons.append(Lesson(document, setting, again.report_for(setting, published), numbers))
        at = len(lessons) - 1
        return [_marked(claim, f"lesson {at} {number}") for number, claim in enumerate(told)]

    with patch.object(reader, "read_again", record):
        for gold, row, _ in matched(document):
            for mark in row["rule_trail"]:
                if mark.startswith("lesson "):
                    at, number = map(int, mark.split()[1:])
                    lessons[at].gold[number] = gold
    return lessons


def _marked(claim: Any, mark: str) -> Any:
    return assemble.replace(claim, rule_trail=(*claim.rule_trail, mark))


def examples_of_main(lessons: Sequence[Lesson]) -> list[Example]:
    """The period of most figures of each article is right."""
    found = []
    for lesson in lessons:
        options = main_candidates(lesson.report)
        published = lesson.document.published
        ends = [bounds(gold["period"], published)[1] for gold in lesson.gold.values()]
        votes = [ends.count(option.value.end if option.value else published) for option in options]
        if len(ends) > 1 and max(votes):
            right = tuple(vote == max(votes) for vote in votes)
            found.append(Example(lesson.document.doc, tuple(option.evidence for option in options), right))
    return found


def examples_of_period(lessons: Sequence[Lesson], main: Weights) -> list[tuple[Lesson, int, list[Candidate[Said]]]]:
    """The candidates of every number that has a gold claim."""
    found = []
    for lesson in lessons:
        facts = facts_of(lesson.document.published, main_period(lesson.report, main))
        for number in lesson.gold:
            found.append((lesson, number, period.candidates(lesson.numbers[number], lesson.setting, facts)))
    return found


def learn_periods(lessons: Sequence[Lesson]) -> tuple[Weights, Weights]:
    """The weights of main_period and of period."""
    main = learn(examples_of_main(lessons), PENALTY)
    told = examples_of_period(lessons, main)
    examples = [
        Example(
            lesson.document.doc,
            tuple(option.evidence for option in options),
            tuple(lesson.right(number, option.value) for option in options),
        )
        for lesson, number, options in told
    ]
    return main, learn(examples, PENALTY)


def periods_line(name: str, lessons: Sequence[Lesson], weights: tuple[Weights, Weights]) -> str:
    """How often each reader is right, and where they agree."""
    first = second = agreed = agreed_right = 0
    told = examples_of_period(lessons, weights[0])
    for lesson, number, options in told:
        said = choose("period", options, weights[1]).value
        published = lesson.document.published
        theirs = lesson.numbers[number].claim.period_end or published
        right = theirs == bounds(lesson.gold[number]["period"], published)[1]
        same = theirs == (said.span.end if said.span else published)
        first, second = first + right, second + lesson.right(number, said)
        agreed, agreed_right = agreed + same, agreed_right + (same and right)
    count = max(1, len(told))
    share = f"agree {agreed / count:.3f}, right there {agreed_right / max(1, agreed):.3f}"
    return f"{name:10} {len(told):5} first reader {first / count:.3f} second reader {second / count:.3f}; {share}"


def sureness_of(document: Document) -> list[tuple[str, tuple[str, ...], bool]]:
    """The evidence of each found claim's confidence, and whether the claim is all right."""
    seen: list[tuple[str, ...]] = []

    def record(evidence: tuple[str, ...]) -> Decimal:
        seen.append(evidence)
        return Decimal(len(seen))

    with patch.object(again, "confidence", record), patch.object(assemble, "confidence", record):
        found = [(int(row["confidence"]), all(right[name] for name in STRICT)) for _, row, right in matched(document)]
    return [(document.doc, seen[number - 1], right) for number, right in found if number]


def learn_sureness(told: Sequence[tuple[str, tuple[str, ...], bool]]) -> Weights:
    """The weights of confidence, of names that enough documents have."""
    having: dict[str, set[str]] = defaultdict(set)
    for doc, evidence, _ in told:
        for name in evidence:
            having[name].add(doc)
    kept = {name for name, docs in having.items() if len(docs) >= LEAST_DOCUMENTS}
    sides = [(doc, tuple(name for name in evidence if name in kept), right) for doc, evidence, right in told]
    return learn([Example(doc, (names, ()), (right, not right)) for doc, names, right in sides], SURENESS_PENALTY)


def sureness_line(name: str, told: Sequence[tuple[str, tuple[str, ...], bool]], weights: Weights) -> str:
    """How right the surer half is, and how far said and true are apart by tenths."""
    pairs = [(float(assemble.confidence(evidence, weights)), right) for _, evidence, right in told]
    pairs.sort(key=lambda pair: -pair[0])
    tenths = [pairs[k * len(pairs) // 10 : (k + 1) * len(pairs) // 10] for k in range(10)]
    apart = sum(abs(sum(said for said, _ in part) - sum(right for _, right in part)) for part in tenths) / len(pairs)
    half = pairs[: len(pairs) // 2]
    return (
        f"{name:10} {len(pairs):5} surer half right {sum(right for _, right in half) / len(half):.3f} ECE {apart:.3f}"
    )


def write(tables: dict[str, Weights]) -> None:
    """The tables into weights.toml, sorted; the other tables stay."""
    printed = WEIGHTS.read_text(encoding="utf-8")
    whole = tomllib.loads(printed) | tables
    lines = [printed.split("[", 1)[0].rstrip()]
    for name in sorted(whole):
        weights = (f"{json.dumps(key, ensure_ascii=False)} = {whole[name][key]:.2f}" for key in sorted(whole[name]))
        lines += ["", f"[{name}]", *weights]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def train_periods(told: Sequence[Document], held: Sequence[Document]) -> dict[str, Weights]:
    """The tables of both period decisions; prints how each reader does by folds and on what is held out."""
    lessons, unseen = ([lesson for d in part for lesson in lessons_of(d)] for part in (told, held))
    docs = sorted({lesson.document.gold for lesson in lessons})
    for fold in range(FOLDS):
        out = set(docs[fold::FOLDS])
        weights = learn_periods([lesson for lesson in lessons if lesson.document.gold not in out])
        print(periods_line(f"fold {fold + 1}", [lesson for lesson in lessons if lesson.document.gold in out], weights))
    main, period_weights = learn_periods(lessons)
    if unseen:
        print(periods_line("held out", unseen, (main, period_weights)))
    return {"main_period": main, "period": period_weights}


def train_sureness(told: Sequence[Document], held: Sequence[Document]) -> dict[str, Weights]:
    """The table of confidence; prints how right the surer half is by folds and on what is held out."""
    sure, unsure = ([row for d in part for row in sureness_of(d)] for part in (told, held))
    groups = sorted({doc for doc, _, _ in sure})
    for fold in range(FOLDS):
        out = set(groups[fold::FOLDS])
        made = learn_sureness([row for row in sure if row[0] not in out])
        print(sureness_line(f"fold {fold + 1}", [row for row in sure if row[0] in out], made))
    made = learn_sureness(sure)
    if unsure:
        print(sureness_line("held out", unsure, made))
    return {"confidence": made}


def main() -> None:
    """Learn, print, and write where asked to; confidence is learned with the period's weights in the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    writes = parser.parse_args().write
    given = [document for name in LEARNED_FROM if is_there(name) for document in documents(name)]
    told, held = [d for d in given if not d.held_out], [d for d in given if d.held_out]
    for train in (train_periods, train_sureness):
        tables = train(told, held)
        if writes:
            write(tables)
            weights_of.cache_clear()


if __name__ == "__main__":
    main()
