"""Every setting is documented as the schema has it, read from one place, and a typo is refused in one line.

`DOCS_WRITE=1 python -m pytest tests/docs/test_settings.py` writes the table of docs/operate.md anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from flows.cli.command import run
from flows.errors import InputError
from flows.issues.policies import policy_of, settings_of
from flows.settings import FILE, documented, keys, read_settings
from flows.sources.registry import SOURCES

TOP = Path(__file__).resolve().parents[2]
TABLE = re.compile(r"(<!-- made by DOCS_WRITE=1 [^\n]*test_settings[^\n]*-->\n).*?(<!-- end -->)", re.DOTALL)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GONGBAO_")]:
        monkeypatch.delenv(name)


def written(home: Path, text: str, mode: int = 0o600) -> Path:
    file = home / FILE
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_the_documented_table_is_the_schema() -> None:
    page = TOP / "docs/operate.md"
    text = page.read_text(encoding="utf-8")
    made = TABLE.sub(lambda found: f"{found[1]}{documented()}\n{found[2]}", text)
    if os.environ.get("DOCS_WRITE"):
        page.write_text(made, encoding="utf-8")
    assert TABLE.search(text) and (os.environ.get("DOCS_WRITE") or made == text), "run with DOCS_WRITE=1 and read"
    assert all(key.meaning for key in keys())


def test_a_setting_is_read_in_one_place() -> None:
    """Where the home lies, and all else. Others are told, or deal with Prefect's variables and a child's."""
    found = {}
    for path in (path for room in ("flows", "warehouse") for path in (TOP / room).rglob("*.py")):
        asked = re.findall(r"environ(?:\.get\(|\[)\s*f?\"?(\w+)|getenv", path.read_text(encoding="utf-8"))
        names = {name for name in asked if not name.startswith("PREFECT")}
        if names:
            found[path.relative_to(TOP).as_posix()] = names
    assert found == {
        "flows/home.py": {"HOME"},
        "flows/settings.py": {"variable"},
        "flows/schedule/guarded.py": {"LOGIN"},
        "warehouse/read/apart.py": {"PYTHONPATH"},
    }


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 'contact = "a@example.org"\n[query]\nrows = 10\nseconds = 5\n[server]\nhosts = ["one.example"]\n')
    monkeypatch.setenv("GONGBAO_QUERY_ROWS", "20")
    monkeypatch.setenv("GONGBAO_CONTACT", "")  # as compose hands on what is not set
    found = read_settings(tmp_path)
    assert (found.contact, found.query.rows, found.query.seconds) == ("a@example.org", 20, 5)
    assert found.server.hosts == ("one.example",)
    assert settings_of(tmp_path).user_agent.endswith("(+a@example.org)")
    monkeypatch.setenv("GONGBAO_SERVER_HOSTS", "two.example, three.example")
    assert read_settings(tmp_path).server.hosts == ("two.example", "three.example")


def test_a_mirror_of_the_settings_is_asked_where_none_is_given(tmp_path: Path) -> None:
    written(tmp_path, '[origin]\nrmrb = "http://mirror.example:8000"\n')
    assert policy_of(SOURCES["rmrb"], tmp_path).origin == "http://mirror.example:8000"
    assert policy_of(SOURCES["rmrb"], tmp_path, "http://127.0.0.1:1").origin == "http://127.0.0.1:1"
    assert policy_of(SOURCES["gxdb"], tmp_path).origin is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('kontact = "x"', "found kontact: did you mean contact?"),
        ("[query]\nrow = 3", "found query.row: did you mean query.rows?"),
        ("[querry]\nrows = 3", "found querry"),
        ("[query]\nrows = 0", "for query.rows, found something else"),
        ('[query]\nrows = "many"', "for query.rows, found something else"),
        ("query = 3", "for query, found something else"),
        ('[origin]\nrmbr = "http://mirror.example"', "found origin.rmbr: did you mean origin.rmrb?"),
        ('[origin]\nrmrb = "ftp://mirror.example"', "expected origin.rmrb such as"),
        ('[notices]\nlanguage = "fr"', "for notices.language, found something else"),
        ('home = "elsewhere"', "found home"),
        ("contact = ", "expected TOML in"),
        ('contact = "\udce9"', "expected TOML in"),
    ],
)
def test_what_is_no_setting_is_refused_in_one_line(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / FILE
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError) as refused:
        read_settings(tmp_path)
    assert said in str(refused.value) and (FILE in str(refused.value) or "such as" in said)
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    for verb in (["ingest"], ["settings"], ["publish", "--plain"], ["sql", "select 1"], ["schedule"]):
        assert run(verb) == 1
        assert capsys.readouterr().err == f"gongbao: {refused.value}\n"
    assert {path.name for path in tmp_path.iterdir()} <= {FILE, "prefect"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("GONGBAO_CONTAKT", "did you mean GONGBAO_CONTACT?"),
        ("GONGBAO_QUERY_ROW", "did you mean GONGBAO_QUERY_ROWS?"),
        ("GONGBAO_ORIGIN_RMBR", "did you mean origin.rmrb?"),
        ("GONGBAO_XYZ", "unset it"),
    ],
)
def test_a_variable_that_is_none_is_refused(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://mirror.example")
    with pytest.raises(InputError, match=re.escape(said)):
        read_settings(tmp_path)


def test_a_file_with_a_secret_is_its_owners_alone(tmp_path: Path) -> None:
    secret = '[server]\npassword = "twelve-signs"\n'
    written(tmp_path, secret, 0o640)
    with pytest.raises(InputError, match="found mode 640: chmod 600") as refused:
        read_settings(tmp_path)
    assert "twelve" not in str(refused.value)
    written(tmp_path, secret, 0o600)
    assert "twelve" not in repr(read_settings(tmp_path))
    written(tmp_path, '[notices]\nto = ["wecombot://key"]\n', 0o644)
    with pytest.raises(InputError, match=r"for it holds notices\.to"):
        read_settings(tmp_path)
    written(tmp_path, "[query]\nrows = 3\n", 0o644)
    assert read_settings(tmp_path).query.rows == 3


def test_the_verb_tells_values_and_whence_and_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, '[query]\nrows = 3\n[origin]\nrmrb = "http://mirror.example"\n')
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    monkeypatch.setenv("GONGBAO_SERVER_PASSWORD", "twelve-signs")
    assert run(["settings", "--format", "csv"]) == 0
    lines = {line.split(",")[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["query.rows"].startswith("query.rows,3,settings.toml,")
    assert lines["query.seconds"].startswith("query.seconds,60,default,")
    assert lines["server.password"].startswith("server.password,(set),GONGBAO_SERVER_PASSWORD,")
    assert lines["origin.rmrb"].startswith("origin.rmrb,http://mirror.example,settings.toml,")
    assert "home" in lines
