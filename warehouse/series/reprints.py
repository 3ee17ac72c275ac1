"""Reprints: MinHash signatures of articles (rensa), by which near-duplicates within days of one another are found."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import polars as pl
from rensa import RMinHash

from warehouse.connect import run_sql
from warehouse.load import frames

PERMUTATIONS = 64  # 16 bands of 4: two texts that share seven tenths of their shingles meet in 98.8 % of cases
SHINGLE = 5  # characters
SEED = 1
STATEMENTS = ("article_signature", "reprint")
_SIGNATURE: frames.Schema = {
    "article_id": pl.String, "issue_id": pl.String, "published_on": pl.Date, "signature": pl.String,
}  # fmt: skip


def signature(text: str) -> str:
    """64 numbers of 8 hexadecimal digits: the least hashes of the text's shingles, blanks left out."""
    bare = "".join(text.split())
    hashes = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashes.update(list({bare[at : at + SHINGLE] for at in range(max(len(bare) - SHINGLE + 1, 1))}))
    return "".join(f"{number:08x}" for number in hashes.digest())


def recognise(connection: duckdb.DuckDBPyConnection) -> None:
    """Sign the articles of `refreshed_issue`, and find what they reprint and what reprints them.

    Issues whose articles have another original than before join `refreshed_issue`. Within a refresh's transaction.
    """
    run_sql(connection, "steps/reprints", "signed_article")
    frames.hand_over(connection, "incoming_signature", _SIGNATURE, _signed(connection))
    for statement in STATEMENTS:
        run_sql(connection, "steps/reprints", statement)


def _signed(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    cursor = connection.execute("FROM signed_article")
    while rows := cursor.fetchmany(1000):
        for article_id, issue_id, published_on, text in rows:
            yield article_id, issue_id, published_on, signature(text)
