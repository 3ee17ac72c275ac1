"""All sources by id: each `Source` that a file of `papers` declares. A new file is all that a new one needs."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from flows.sources import papers
from flows.sources.declaration import Source
from flows.sources.errors import UnknownSource


def _declared() -> Iterator[Source]:
    for file in sorted(each.name for each in pkgutil.iter_modules(papers.__path__)):
        module = importlib.import_module(f"{papers.__name__}.{file}")
        yield from (value for value in vars(module).values() if isinstance(value, Source))


SOURCES: Mapping[str, Source] = MappingProxyType({source.source_id: source for source in _declared()})


def source(source_id: str) -> Source:
    """The source of that id. Raises UnknownSource with the ids there are."""
    try:
        return SOURCES[source_id]
    except KeyError:
        known = ", ".join(sorted(SOURCES))
        raise UnknownSource(
            f"expected a source's id, found {source_id!r}, in the list of sources: choose one of {known}"
        ) from None
