"""From a source's requests to its reading: fetched as many at once as politeness allows, archived, then read.

Retries live here and in the client: an answer that cannot be read is asked for again past every cache; a page that
cannot be had at all is taken from the archive where an earlier attempt left it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from flows.fetch.client import PoliteClient
from flows.fetch.errors import ArchiveError, FetchError, HttpStatus
from flows.fetch.model import FetchedPage, FetchRequest, SourcePolicy
from flows.fetch.reading import ArchiveReader
from flows.issues.page_index import Notes, response_of
from flows.sources.errors import PageError
from flows.sources.protocol import IssueReader, IssueReading, PageRequest
from warehouse.model import Purpose

TRIES = 3
"""How often an answer that says 200 and cannot be read is asked for, all in all."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came for a request: a page of any status, or why there is none. `tries` so far, this one counted."""

    request: PageRequest
    tries: int
    page: FetchedPage | None
    error: FetchError | None


async def read_issue(
    client: PoliteClient, policy: SourcePolicy, reader: IssueReader, notes: Notes, archive: ArchiveReader
) -> IssueReading:
    """Fetch and read an issue to its end. Raises ArchiveError; what cannot be fetched or read is in the reading."""
    session = _Session(client, policy, reader, notes, archive)
    try:
        session.ask(reader.start())
        while session.running:
            done, _ = await asyncio.wait(session.running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                session.running.discard(task)
                await session.take(task.result())
    finally:
        for task in session.running:
            task.cancel()
        await asyncio.gather(*session.running, return_exceptions=True)
    return reader.reading()


class _Session:
    """One issue's requests under way."""

    def __init__(
        self, client: PoliteClient, policy: SourcePolicy, reader: IssueReader, notes: Notes, archive: ArchiveReader
    ) -> None:
        self._client, self._policy, self._reader = client, policy, reader
        self._notes, self._archive = notes, archive
        self.running: set[asyncio.Task[_Answer]] = set()

    def ask(self, requests: tuple[PageRequest, ...], tries: int = 0) -> None:
        """Begin to fetch."""
        for request in requests:
            self.running.add(asyncio.create_task(self._fetch(request, tries + 1)))

    async def _fetch(self, request: PageRequest, tries: int) -> _Answer:
        day = self._notes.issue.published_on if self._notes.issue else None
        wanted = FetchRequest(
            request.url,
            body=request.body if request.method == "POST" else None,
            content_type=request.content_type or "application/json",
            headers=request.headers,
            conditional=tries == 1,
            follow_refresh=False,
            purpose=Purpose(self._notes.source_id, request.ask.value, day),
        )
        try:
            page = await self._client.fetch(wanted, self._policy)
        except HttpStatus as error:
            return _Answer(request, tries, error.page, error)
        except FetchError as error:
            return _Answer(request, tries, None, error)
        return _Answer(request, tries, page, None)

    async def take(self, answer: _Answer) -> None:
        """Read an answer, or do what its failure asks for."""
        if answer.page is None:
            assert answer.error is not None
            await self._without(answer, answer.error)
            return
        self._notes.n_bytes += 0 if answer.page.unchanged else len(answer.page.body)
        problem = await self._read(answer.request, answer.page)
        if problem is None:
            return
        self._notes.blame(answer.page, one_line(problem))
        again = isinstance(problem, PageError) and problem.again and answer.error is None
        if again and answer.tries < TRIES:
            self.ask((answer.request,), answer.tries)
        else:
            await self._without(answer, problem)

    async def _read(self, request: PageRequest, page: FetchedPage) -> BaseException | None:
        """Hand a page to the reader; whatever it raises comes back, for one page never stops an issue."""

        async def read() -> tuple[PageRequest, ...]:
            return self._reader.read(request, response_of(request, page))

        task = asyncio.ensure_future(read())
        await asyncio.wait({task})
        problem = task.exception()
        if problem is None:
            self.ask(task.result())
        return problem

    async def _without(self, answer: _Answer, problem: BaseException) -> None:
        """Take the page from the archive, or give it up."""
        stored = None if _says_missing(answer) else self._notes.before.find(answer.request.key)
        if stored is not None:
            try:
                page = await asyncio.to_thread(self._archive.original, stored)
            except ArchiveError:
                page = None
            if page is not None and await self._read(answer.request, page) is None:
                self._notes.n_stored += 1
                return
        error = problem if isinstance(problem, Exception) else RuntimeError(one_line(problem))
        self.ask(self._reader.give_up(answer.request, error))


def one_line(error: BaseException) -> str:
    """An error's message without line breaks, with its kind where it does not come from the house."""
    said = " ".join(str(error).split())[:500]
    return said if isinstance(error, PageError | FetchError) else f"{type(error).__name__}: {said}"


def _says_missing(answer: _Answer) -> bool:
    """Whether the server answered, whole, that there is no such page."""
    return answer.page is not None and answer.page.status in (404, 410)
