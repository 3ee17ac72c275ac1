"""What a page refuses: what was expected and found, and what to do, in the language of the address."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from warehouse.errors import HomeError, LimitError, MissingError, OpenError, QueryError, WarehouseError
from warehouse.explorer import words

Said = tuple[str, str, str]  # expected and found; what to do; the error's own words where they are in another language
OTHERS = (  # refusals from behind the pages, whose words are English: the status, and what is said beside them
    (HomeError, 503, "no_copy"),
    (OpenError, 503, "unreadable_copy"),
    (MissingError, 404, "missing"),
    (LimitError, 422, "limit"),
    (QueryError, 422, "question"),
)
BY_STATUS = {404: "address", 405: "method"}


class Refusal(HTTPException):
    """`name` is of the words' table `refused`, whose places `given` fills."""

    def __init__(self, status: int, name: str, /, **given: object) -> None:
        """The error's own text is the English one."""
        self.name, self.given = name, given
        super().__init__(status, ": ".join(part for part in self.said("en") if part))

    def said(self, lang: str) -> Said:
        """Of the words of the table, parted before anything is put in: what was found may hold any mark."""
        return (*words.refused(self.name, lang, self.given), "")


def status_of(error: Exception) -> int:
    """The status by which a refusal is told."""
    if isinstance(error, HTTPException):
        return error.status_code
    return next((status for kind, status, _ in OTHERS if isinstance(error, kind)), 500)


def said(error: Exception, lang: str) -> Said:
    """What is said of a refusal in a language."""
    if isinstance(error, Refusal):
        return error.said(lang)
    if isinstance(error, HTTPException):
        return (*words.refused(BY_STATUS.get(error.status_code, "request"), lang, {}), "")
    name = next((name for kind, _, name in OTHERS if isinstance(error, kind)), "broken")
    if lang != "en":
        return (*words.refused(name, lang, {}), str(error) if isinstance(error, WarehouseError) else "")
    found, _, cure = str(error).partition(": ")
    return found, cure, ""
