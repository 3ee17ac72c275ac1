"""How much a question may take: seconds, memory, rows. As its caller is told, else as stated here."""

from __future__ import annotations

from dataclasses import dataclass, fields

from warehouse.errors import QueryError

MOST = 1_000_000_000  # of any of them; a timer takes no more than nine times that


@dataclass(frozen=True, slots=True)
class Bounds:
    """`seconds` of one answer, `memory_mib` of DuckDB's working space and of the text that is handed out, `rows`.

    A question with more of any is refused, never answered in part: half a column added up is a wrong figure.
    """

    seconds: int = 60
    memory_mib: int = 2048
    rows: int = 200_000

    def __post_init__(self) -> None:
        """Raises QueryError for a bound that is none."""
        for field in fields(self):
            value = getattr(self, field.name)
            if not 1 <= value <= MOST:
                raise QueryError(f"expected a number from 1 to {MOST} of {field.name}, found {value}")

    def too_long(self) -> str:
        """What is said of an answer that takes longer."""
        return (
            f"expected an answer within {self.seconds} s, found none: ask for less, or allow more"
            f" (the setting query.seconds, or --seconds of `gongbao sql`)"
        )

    def too_large(self) -> str:
        """What is said of an answer that needs more memory."""
        return (
            f"expected an answer that needs at most {self.memory_mib} MiB of memory, found one that needs more: ask for"
            f" less, or allow more (the setting query.memory_mib, or --memory of `gongbao sql`)"
        )

    def too_many(self) -> str:
        """What is said of an answer of more rows."""
        return (
            f"expected an answer of at most {self.rows} rows, found more: add a LIMIT, count instead of listing, or"
            f" allow more (the setting query.rows, or --rows of `gongbao sql`)"
        )


USUAL = Bounds()
