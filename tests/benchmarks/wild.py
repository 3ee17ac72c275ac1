"""What the checks say of articles that nobody wrote for them: a folder of texts loaded as articles, findings counted.

python -m tests.benchmarks.wild ../shared/corpus/docs [--gold ../shared/gold/train [--write]]
    [--tell RULE]... [--unseen 7/8]...
A text has header lines (`# published: 2020-11-17`). With --gold, a finding on an annotated text is true where the
annotation calls the number suspect (of a check of the reading: where it reads one of its numbers otherwise), else
false; what no annotation covers is counted apart. --write keeps that for the trust board. --tell prints the findings
of a check with their sentences, without the documents that --unseen keeps unread (number modulo).
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from flows.issues.documents import read_document
from tests.extract.gold.reading import Row, squeeze
from tests.extract.gold.scoring import STRICT, compare, read_gold
from tests.extract.gold.sets import HEADER
from warehouse.connect import open_writer
from warehouse.load.load import load_issue
from warehouse.model import Article, Extraction, Issue
from warehouse.read import record
from warehouse.series import checks, derive, observe

SOURCE = "wild"
OF_READING = {"read_as_one"}  # checks that doubt what was read, not what is printed
RECORD = Path(record.__file__).with_name("record.toml")
_PUBLISHED = re.compile(r"^# published:\s*(\d{4}-\d{2}-\d{2})", re.M)
_CATALOGUE = """
    SELECT count(series.indicator_id), count(*)
    FROM claim LEFT JOIN series USING (series_id)
    WHERE claim.tier = 'must' AND list_contains(?, split_part(claim.article_id, '-', 5))"""
_DISAGREEING = """
    SELECT count(*) FILTER (n_values > 1), count(*) FILTER (n_values > 1 AND n_articles = 1), count(*)
    FROM (
        SELECT
            observation_id,
            count(DISTINCT value) AS n_values,
            count(DISTINCT split_part(claim_id, ':', 1)) AS n_articles
        FROM observation_evidence WHERE NOT suspect AND (NOT tentative OR ?) GROUP BY observation_id
    )"""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of trust with the claim that it speaks of."""

    rule: str
    severity: str
    doc: str
    start: int
    end: int
    line: str
    suggested: str
    read: tuple[Row, ...] = ()  # of a check of the reading: the claim and what it is held against, with their places


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated document: its numbers with their places (offsets in the text), and the places called suspect."""

    published: dt.date
    claims: tuple[tuple[int, int, Row], ...]
    suspects: tuple[tuple[int, int], ...]

    def reads_otherwise(self, row: Row) -> bool:
        """Whether a claim is not what the annotation says at its place."""
        at = [c for first, last, c in self.claims if first < row["place"][1] and row["place"][0] < last]
        lang = row["lang"]
        return not any(all(compare(c, row, self.published, lang)[name] for name in STRICT) for c in at)


@dataclass(slots=True)
class Tally:
    """Of a check's findings: on annotated texts true, false; on others."""

    counts: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """`12 findings: 3 true, 1 false, 8 not annotated`."""
        return f"{self.counts.total()} findings: " + ", ".join(
            f"{self.counts[name]} {name}" for name in ("true", "false", "not annotated")
        )


def texts(folder: Path) -> Iterator[tuple[str, str, dt.date]]:
    """The documents of a folder: name, text with its header lines blanked, day."""
    for path in sorted(folder.glob("*.txt")):
        printed = path.read_text(encoding="utf-8")
        day = _PUBLISHED.search(printed)
        if day is None:
            raise SystemExit(f"expected `# published: 2020-11-17` in a header line of {path}, found none: add it")
        text = HEADER.sub(lambda found: " " * len(found.group()), printed)
        yield path.stem.split("_")[0], text, dt.date.fromisoformat(day[1])


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, Article]:
    """Read every text, load what was read day by day, look at all of it. Returns the articles by their ids."""
    days: dict[dt.date, list[tuple[Article, Extraction]]] = defaultdict(list)
    for doc, text, day in texts(folder):
        days[day].extend(read_document(text, source_id=SOURCE, published_on=day, doc=doc).pairs())
    for day, readings in sorted(days.items()):
        load_issue(connection, Issue(SOURCE, day), readings, code_version="wild")
    observe.refresh(connection)
    checks.run(connection)
    derive.derive(connection)
    return {article.article_id: article for readings in days.values() for article, _ in readings}


def findings(connection: duckdb.DuckDBPyConnection, articles: dict[str, Article]) -> list[Found]:
    """The open findings of trust, in the order of rules and documents; offsets are the document's."""
    query = """
        SELECT finding.rule, finding.severity, [claim.claim_id] || finding.evidence, claim.article_id,
            claim.char_start, claim.char_end,
            coalesce(number_text(finding.suggested), '') || coalesce(' ' || finding.suggested_unit, ''),
            finding.reason, claim.sentence, claim.confidence, claim.indicator, claim.breakdown, claim.entity,
            claim.ref_area
        FROM finding INNER JOIN claim ON claim.claim_id = finding.subject_id
        WHERE finding.closed_at IS NULL AND finding.about = 'trust'
        ORDER BY finding.severity, finding.rule, claim.article_id, claim.char_start"""
    found = []
    for rule, severity, ids, article_id, start, end, suggested, reason, sentence, *told in connection.execute(
        query
    ).fetchall():
        place = _place(articles[article_id], start, end)
        line = f"{reason} -> {suggested or '?'} [{' | '.join(map(str, told))}] {sentence.strip()[:160]}"
        read = _read(connection, articles, ids) if rule in OF_READING else ()
        found.append(Found(rule, severity, article_id.split("-")[4], *place, line, suggested, read))
    return found


def _place(article: Article, start: int, end: int) -> tuple[int, int]:
    return article.source_offset(start), article.source_offset(end - 1) + 1


def _read(connection: duckdb.DuckDBPyConnection, articles: dict[str, Article], ids: list[str]) -> tuple[Row, ...]:
    answer = connection.execute("FROM claim WHERE list_contains(?, claim_id)", [ids])
    names = [column[0] for column in answer.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    for row in rows:
        row["place"] = _place(articles[row["article_id"]], row["char_start"], row["char_end"])
        row["value"] = float(row["value"])
        row["value_high"] = None if row["value_high"] is None else float(row["value_high"])
    return tuple(rows)


def annotated(gold: Path, folder: Path) -> dict[str, Gold]:
    """What the annotation says of each document, by places in its text."""
    known = {}
    for doc, text, day in texts(folder):
        path = gold / f"{doc}.jsonl"
        if not path.exists():
            continue
        _, offsets = squeeze(text)
        claims = [
            (offsets[claim["span"][0]], offsets[claim["span"][1] - 1] + 1, claim)
            for claim in read_gold(path, text)
            if claim["span"]
        ]
        suspects = tuple((first, last) for first, last, claim in claims if claim.get("suspect"))
        known[doc] = Gold(day, tuple(claims), suspects)
    return known


def verdict(found: Found, known: dict[str, Gold]) -> str:
    """`true`, `false`, or `not annotated`."""
    if found.doc not in known:
        return "not annotated"
    gold = known[found.doc]
    if found.read:
        return "true" if any(gold.reads_otherwise(row) for row in found.read) else "false"
    return "true" if any(a < found.end and found.start < b for a, b in gold.suspects) else "false"


def tallies(found: Sequence[Found], known: dict[str, Gold]) -> dict[tuple[str, str], Tally]:
    """How often each check was right, by severity and rule."""
    table: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for each in found:
        table[each.severity, each.rule].counts[verdict(each, known)] += 1
    return table


def misprints(found: Sequence[Found], known: dict[str, Gold]) -> Iterator[str]:
    """Each number that the annotation calls suspect, with the errors found of it and what they suggest."""
    for doc, gold in sorted(known.items()):
        for first, last in gold.suspects:
            of_it = [f for f in found if f.doc == doc and first < f.end and f.start < last and f.severity == "error"]
            told = "; ".join(f"{f.rule} -> {f.suggested or '?'}" for f in of_it)
            yield f"{doc} at {first}: {told or 'not found'}"


def write(table: dict[tuple[str, str], Tally], articles: int) -> None:
    """Write what the trust board shows: how often the checks that found something in annotated texts were right."""
    lines = [
        "# Written by `python -m tests.benchmarks.wild FOLDER --gold GOLD --write`; do not edit.",
        f"articles = {articles}",
    ]
    for (severity, rule), tally in sorted(table.items()):
        true, false = tally.counts["true"], tally.counts["false"]
        if true + false:
            lines += ["", "[[check]]", f'rule = "{rule}"', f'severity = "{severity}"']
            lines += [f"true = {true}", f"false = {false}"]
    RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")


def is_unseen(doc: str, unseen: Sequence[str]) -> bool:
    """Whether a document's number leaves one of the remainders that nobody reads: `7/8`."""
    pairs = [pair.split("/") for pair in unseen]
    return doc.isdecimal() and any(int(doc) % int(by) == int(rest) for rest, by in pairs)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--tell", action="append", default=[], metavar="RULE")
    parser.add_argument("--unseen", action="append", default=[], metavar="REST/BY")
    parser.add_argument(
        "--write", action="store_true", help="write how often each check was right, for the trust board"
    )
    asked = parser.parse_args()
    known = annotated(asked.gold, asked.folder) if asked.gold else {}
    with tempfile.TemporaryDirectory() as home, open_writer(Path(home)) as connection:
        found = findings(connection, load(connection, asked.folder))
        counted = [doc for doc, *_ in texts(asked.folder) if doc in known or not known]
        n_matched, n_must = connection.execute(_CATALOGUE, [counted]).fetchall()[0]
        told = [connection.execute(_DISAGREEING, [doubtful]).fetchall()[0] for doubtful in (True, False)]
    table = tallies(found, known)
    out = sys.stdout.write
    for (severity, rule), tally in sorted(table.items()):
        out(f"{severity:5} {rule:24} {tally.line()}\n")
    for doc_line in misprints(found, known):
        out(f"misprint {doc_line}\n")
    out(f"catalogue: {n_matched} of {n_must} claims of tier must have an indicator of it ({n_matched / n_must:.1%})\n")
    observations = told[0][2]
    for name, (several, inside, _) in zip(("as read", "without doubtful readings"), told, strict=True):
        share = inside / observations
        out(f"of {observations} observations {name}: several values {several}, ")
        out(f"inside one article {inside} ({share:.2%})\n")
    for each in found:
        if each.rule in asked.tell and not is_unseen(each.doc, asked.unseen):
            out(f"{each.doc} {each.rule} {verdict(each, known)}: {each.line}\n")
    if asked.write:
        write(table, len(known))


if __name__ == "__main__":
    main()
