"""The observations as SDMX-CSV 2.0, with their structure and code lists as SDMX-ML 2.1.

Of the forms in which pysdmx writes a structure it is the one that pysdmx and sdmx1 both read (findings/).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.connect import read_sql
from warehouse.errors import MissingError
from warehouse.read.export.tables import Exported, whole
from warehouse.vocabulary.gazetteer import listed

if TYPE_CHECKING:
    from pysdmx.model import Codelist, Component, ItemReference

AGENCY, VERSION = "GONGBAO", "1.0"
CONCEPTS = "CS_GONGBAO"
Names = dict[str, dict[str, tuple[str, str]]]  # list and code to an English and a Chinese name


def write(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Exported]:
    """`observations.sdmx.csv` and `structures.xml`. Raises MissingError without pysdmx."""
    try:
        import pysdmx.io.xml  # noqa: F401  # before anything is written: it says itself what it lacks
    except ImportError as error:
        raise MissingError("expected pysdmx with its XML part, found none: pip install 'gongbao[export]'") from error
    rows = connection.sql(read_sql("ask", "sdmx"))
    data, structures = folder / "observations.sdmx.csv", folder / "structures.xml"
    with whole(data) as partial:
        rows.to_csv(str(partial), header=True)
    names = _names(connection)
    last = connection.execute("SELECT max(published_on) FROM claim").fetchall()[0][0]
    with whole(structures) as partial:
        _write_structures(partial, names, last or dt.date(1970, 1, 1))
    n_codes = sum(len(codes) for codes in names.values())
    return [Exported(data, rows.count("*").fetchall()[0][0]), Exported(structures, n_codes, "codes")]


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads(files("warehouse.vocabulary").joinpath("sdmx.toml").read_text(encoding="utf-8"))


def _names(connection: duckdb.DuckDBPyConnection) -> Names:
    """The codes of every list: the declared, and what the observations hold beside them."""
    names: Names = {
        list_: {code: (said, "") for code, said in codes.items()} for list_, codes in _declared()["codes"].items()
    }
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for place in listed().values():
        if len(place.name) < len(places[place.canonical].get(place.lang, place.name + " ")):
            places[place.canonical][place.lang] = place.name
    for list_, code, name, name_en in connection.execute(read_sql("ask", "sdmx_codes")).fetchall():
        known = places.get(code, {}) if list_ == "REF_AREA" else {}
        name_zh = known.get("zh", name)
        names.setdefault(list_, {}).setdefault(code, (known.get("en") or name_en or name_zh, name_zh))
    return names


def _write_structures(path: Path, names: Names, prepared: dt.date) -> None:
    """The same copy gives the same bytes: the header bears the day of the newest claim, not of the writing."""
    from pysdmx.io import write_sdmx
    from pysdmx.io.format import Format
    from pysdmx.model import Components, Concept, ConceptScheme, Dataflow, DataStructureDefinition
    from pysdmx.model.message import Header

    lists = {name: _codelist(name, codes) for name, codes in names.items()}
    components = _components(lists)
    concepts = [
        Concept(each.id, name=each.name, dtype=each.local_dtype, codes=lists.get(each.id)) for each in components
    ]
    scheme = ConceptScheme(CONCEPTS, name="Concepts of gongbao", items=concepts, agency=AGENCY, version=VERSION)
    structure = DataStructureDefinition(
        "DSD_OBSERVATIONS", name="Observations", components=Components(components), agency=AGENCY, version=VERSION
    )
    flow = Dataflow("OBSERVATIONS", name="Observations of gongbao", structure=structure, agency=AGENCY, version=VERSION)
    moment = dt.datetime(prepared.year, prepared.month, prepared.day, tzinfo=dt.UTC)
    write_sdmx(
        [*lists.values(), scheme, structure, flow], Format.STRUCTURE_SDMX_ML_2_1, str(path),
        header=Header(id="GONGBAO", prepared=moment), prettyprint=True,
    )  # fmt: skip


def _codelist(name: str, codes: dict[str, tuple[str, str]]) -> Codelist:
    from pysdmx.model import Code, Codelist

    items = [Code(code, name=en, description=zh or None) for code, (en, zh) in sorted(codes.items())]
    return Codelist(f"CL_{name}", name=f"Codes of {name}", agency=AGENCY, version=VERSION, items=items)


def _components(lists: dict[str, Codelist]) -> list[Component]:
    from pysdmx.model import Component, DataType, Role

    declared = _declared()
    made = [
        Component(name, True, Role.DIMENSION, _concept(name), DataType.STRING, name=said, local_codes=lists[name])
        for name, said in declared["dimension"].items()
    ]
    for name, said in declared["time"].items():
        made.append(Component(name, True, Role.DIMENSION, _concept(name), DataType.PERIOD, name=said))
    for name, said in declared["measure"].items():
        made.append(Component(name, True, Role.MEASURE, _concept(name), DataType.DECIMAL, name=said))
    for name, (said, kind) in declared["attribute"].items():
        codes = lists[name] if kind == "coded" else None
        dtype = DataType.STRING if codes else DataType(kind)
        made.append(
            Component(
                name, False, Role.ATTRIBUTE, _concept(name), dtype, name=said, local_codes=codes, attachment_level="O"
            )
        )
    return made


def _concept(name: str) -> ItemReference:
    from pysdmx.model import ItemReference

    return ItemReference(sdmx_type="Concept", agency=AGENCY, id=CONCEPTS, version=VERSION, item_id=name)
