"""All sources by id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows.sources.declaration import Source
from flows.sources.errors import UnknownSource
from flows.sources.papers.cnipa import CNIPA
from flows.sources.papers.fzrb import FZRB
from flows.sources.papers.gmrb import GMRB
from flows.sources.papers.gov import GOV
from flows.sources.papers.grrb import GRRB
from flows.sources.papers.gxdb import GXDB
from flows.sources.papers.jjckb import JJCKB
from flows.sources.papers.jjrb import JJRB
from flows.sources.papers.kjrb import KJRB
from flows.sources.papers.miit import MIIT
from flows.sources.papers.mrdx import MRDX
from flows.sources.papers.nbs import NBS
from flows.sources.papers.rmrb import RMRB
from flows.sources.papers.rmrbhwb import RMRBHWB
from flows.sources.papers.rmydb import RMYDB
from flows.sources.papers.zgdzb import ZGDZB

_ALL = (CNIPA, FZRB, GMRB, GOV, GRRB, GXDB, JJCKB, JJRB, KJRB, MIIT, MRDX, NBS, RMRB, RMRBHWB, RMYDB, ZGDZB)
SOURCES: Mapping[str, Source] = MappingProxyType({source.source_id: source for source in _ALL})


def source(source_id: str) -> Source:
    """The source of that id. Raises UnknownSource with the ids there are."""
    try:
        return SOURCES[source_id]
    except KeyError:
        known = ", ".join(sorted(SOURCES))
        raise UnknownSource(
            f"expected a source's id, found {source_id!r}, in the list of sources: choose one of {known}"
        ) from None
