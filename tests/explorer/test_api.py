"""The addresses for programs: the document is valid OpenAPI, and every address in it answers as it says."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest

from tests.explorer.service import Service
from warehouse.explorer import api
from warehouse.explorer.app import PAGES


@pytest.fixture(scope="module")
def told(service: Service) -> Any:
    answer = service.ask("/openapi.json")
    assert answer.status == 200 and answer.headers["content-type"] == "application/json"
    return answer.json()


def test_the_document_is_valid(told: Any) -> None:
    pydantic = pytest.importorskip("openapi_pydantic")  # of the extra `mcp`
    read = pydantic.OpenAPI.model_validate(told)
    assert set(read.paths) == {each.path for each in api.OPERATIONS}
    assert all(set(re.findall(r"{(\w+)}", path)) == {each["name"] for each in item["get"]["parameters"]
               if each["in"] == "path"} for path, item in told["paths"].items())  # fmt: skip


def test_every_file_and_feed_of_the_pages_is_in_it(told: Any) -> None:
    """Pages whose rows are files have an operation; the others are for eyes."""
    for_eyes = {"", "card", "claim", "article", "archived", "sources", "coverage", "trust", "check", "api"}
    rooms = {path.partition("/")[0] for path, _ in PAGES}
    assert rooms - for_eyes == {each.name for each in api.OPERATIONS} - {"health"}


@pytest.mark.parametrize("name", [each.name for each in api.OPERATIONS])
def test_an_operation_answers_as_it_says(service: Service, told: Any, name: str) -> None:
    operation = next(each for each in api.OPERATIONS if each.name == name)
    said = told["paths"][operation.path]["get"]
    kinds: set[str] = set()
    endings = next((each.of for each in operation.given if each.name in {"ending", "as"}), ("",))
    example = api.examples("en")[name]
    for ending in endings:
        path, mark, query = example.partition("?")
        path = path.replace(".json", f".{ending}") if "{ending}" in operation.path else path
        answer = service.ask(path + mark + query.replace("as=json", f"as={ending}"))
        assert answer.status == 200 and answer.body, path
        kind = answer.headers["content-type"].partition(";")[0]
        kinds.add(kind)
        if kind == "application/json":
            jsonschema.validate(answer.json(), said["responses"]["200"]["content"][kind]["schema"])
    assert kinds == set(said["responses"]["200"]["content"])


def test_the_slashes_of_a_key_may_be_written_as_a_program_writes_them(service: Service) -> None:
    coded = service.ask(f"/en/series/{quote(api.KEY, safe='')}.json")
    assert coded.status == 200 and coded.json() == service.ask(f"/en/series/{api.KEY}.json").json()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_the_same_and_its_examples_answer(service: Service, lang: str) -> None:
    page = service.ask(f"/{lang}/api").text
    for path, item in json.loads(api.document())["paths"].items():
        assert f"<code>GET {path}</code>" in page
        for parameter in item["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    linked = [unescape(path) for path in re.findall(r'<a rel="nofollow" href="([^"]+)"', page)]
    assert len(linked) == len(api.OPERATIONS)
    assert {service.ask(path).status for path in linked} == {200}
