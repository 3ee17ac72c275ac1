"""What assistants are told: asked by a client of the protocol, over its standard streams and over HTTP."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import fastmcp
import pytest
from fastmcp.client.transports import StdioTransport
from fastmcp.exceptions import ToolError

from tests.explorer.service import TOP, Service

TOOLS = {"search", "trend", "as_of", "evidence", "compare", "check_text", "sql"}
PAGE = "http://page.invalid"
DRAFT = "截至2025年9月19日，我国5G基站达到459.8万个。到2024年底，全国5G基站达到1万个。"


@pytest.fixture(params=["stdio", "http"])
def transport(request: pytest.FixtureRequest) -> Any:
    """The same tools, started by the client, or at the page."""
    if request.param == "http":
        service: Service = request.getfixturevalue("service")
        return f"http://127.0.0.1:{service.port}/mcp"
    home: Path = request.getfixturevalue("seeds_home")
    return StdioTransport(
        sys.executable, ["-m", "flows", "mcp", "--page", PAGE],
        env={**os.environ, "GONGBAO_HOME": str(home)}, cwd=str(TOP),
    )  # fmt: skip


def talk(transport: Any, said: Callable[[Any], Awaitable[Any]]) -> Any:
    async def held() -> Any:
        async with fastmcp.Client(transport) as client:
            return await said(client)

    return asyncio.run(held())


def test_every_tool_answers_with_sentences_and_addresses(transport: Any, service: Service) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("search", {"words": "5G基站"}),
        ("trend", {"name": "5G base stations"}),
        ("as_of", {"day": "2024-12-31", "name": "5G基站"}),
        ("evidence", {"name": "5G基站"}),
        ("compare", {"name": "全部工业增加值", "other": "制造业增加值"}),
        ("check_text", {"text": DRAFT, "published": "2025-10-01"}),
        ("sql", {"query": "select claim_id, sentence, value from claims where indicator = '5G基站'"}),
    ]

    async def said(client: Any) -> tuple[set[str], dict[str, dict[str, Any]]]:
        names = {tool.name for tool in await client.list_tools()}
        return names, {name: (await client.call_tool(name, given)).data for name, given in asked}

    names, answers = talk(transport, said)
    assert names == TOOLS
    for name, told in answers.items():
        assert told["answer"] and told["address"].startswith("http"), name
        if name != "compare":  # the seeds print no two of these for one period; an empty answer is one too
            assert told["rows"], name
        for row in told["rows"]:
            assert row.get("sentence") or row.get("verdict") == "unknown", (name, row)
            if "address" in row:
                path = urlsplit(row["address"]).path
                assert service.ask(path).status == 200, row["address"]
    newest = answers["trend"]["rows"][-1]
    assert newest["value"] == 4598000 and "459.8万个" in newest["sentence"]
    known = [row["value"] for row in answers["as_of"]["rows"] if row["modality"] == "actual"]
    assert known == [3282000] and "3282000" in answers["as_of"]["answer"]
    assert [row["verdict"] for row in answers["check_text"]["rows"]] == ["confirmed", "unknown"]
    one = talk(transport, lambda client: client.call_tool("evidence", {"claim_id": newest["claim_id"]})).data["rows"]
    assert one[0]["quote"] == "459.8万个"


@pytest.mark.parametrize(
    ("tool", "given", "told"),
    [
        ("trend", {"name": "没有的指标"}, "expected an indicator of the copy"),
        ("trend", {"name": "5G基站", "measure": "levle"}, "expected one of"),
        ("sql", {"query": "delete from claim"}, "only reads"),
        ("sql", {"query": "from read_csv('/etc/hostname')"}, "only read"),
        ("sql", {"query": "from range(3000)"}, "2000 rows"),
        ("evidence", {"claim_id": "x"}, "expected the key of a claim"),
        ("evidence", {}, "expected a name or a claim_id"),
    ],
)
def test_a_refusal_says_what_to_do(tool: str, given: dict[str, Any], told: str, service: Service) -> None:
    with pytest.raises(ToolError, match=told):
        talk(f"http://127.0.0.1:{service.port}/mcp", lambda client: client.call_tool(tool, given))


def test_a_page_that_no_assistant_asks_holds_nothing_for_them() -> None:
    code = (
        "import sys; from pathlib import Path; from warehouse.explorer.app import create_app\n"
        "create_app(Path('.')); sys.exit('fastmcp' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=TOP, check=True)
