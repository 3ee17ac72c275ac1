"""The verbs over a warehouse: what they print, what they refuse, and that a refusal leaves everything as it was."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows import home as homes
from flows.cli.command import app, run, verbs
from flows.compiled import state
from flows.runs.seeds import load_all
from tests.once import copied
from warehouse.resources import seeds_directory


@pytest.fixture
def home(seeds_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = copied(seeds_once, tmp_path / "home")
    monkeypatch.setenv("GONGBAO_HOME", str(copy))
    return copy


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) not in (0, None)
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("gongbao: "), (out, err)
    return err.strip()


def test_loading_the_seeds_twice_changes_no_row(home: Path) -> None:
    before = _content(home)
    report = load_all(home, seeds_directory())
    assert sum(summary.changed for summary in report.summaries) == 0
    assert _content(home) == before


def test_the_seeds_load_without_prefect_too(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a process of its own, which never imports it: half of a load's time would be its server's."""
    script = "import sys; from flows.cli.command import run; code = run(['init', '--plain']);"
    script += "sys.exit(code or any(name.partition('.')[0] == 'prefect' for name in sys.modules))"
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path / "plain"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "23 articles" in done.stdout, done.stderr
    asked = ("sql", "select count(*), sum(value) from claim", "--format", "csv")
    alone = printed(capsys, *asked)
    monkeypatch.setenv("GONGBAO_HOME", str(home))
    assert printed(capsys, *asked) == alone


def test_all_articles_of_the_seeds_are_held(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = printed(capsys, "sql", "select count(*) as n from article", "--format", "jsonl")
    assert json.loads(line) == {"n": 23}


def test_trend_prints_values_with_their_sentences(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in printed(capsys, "trend", "5G基站", "--format", "jsonl").splitlines()]
    assert [(line["value"], line["unit"]) for line in lines] == [(3282000, "个"), (4598000, "个")]
    assert all(line["quote"] in line["sentence"] for line in lines)


def test_trend_draws_a_picture(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "5g.png"
    printed(capsys, "trend", "5G基站", "--plot", str(picture))
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) > 10_000
    assert not list(tmp_path.glob("*.partial"))


def test_the_picture_holds_chinese_as_shapes_of_its_own_font(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "5g.svg"
    printed(capsys, "trend", "5G基站", "--plot", str(picture))
    text = picture.read_text(encoding="utf-8")
    assert "5G基站" in text and "Noto Sans CJK SC" in text and "万个" in text


@pytest.mark.parametrize("name", ["5g.jpg", "5g"])
def test_a_picture_of_another_kind_is_refused(home: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert "expected a file name ending in .png or .svg" in refused(capsys, "trend", "5G基站", "--plot", name)


def test_a_picture_that_cannot_be_written_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "none/5g.png" in refused(capsys, "trend", "5G基站", "--plot", str(home / "none/5g.png"))


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
@pytest.mark.parametrize("verb", [("status",), ("sources",), ("check",), ("search", "专利")])
def test_every_verb_prints_every_form(
    home: Path, capsys: pytest.CaptureFixture[str], verb: tuple[str, ...], form: str
) -> None:
    lines = printed(capsys, *verb, "--format", form).splitlines()
    assert len(lines) >= 1 if form != "jsonl" else all(json.loads(line) for line in lines)


def test_a_name_that_nobody_printed_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "try `gongbao search`" in refused(capsys, "trend", "没有这个指标")
    assert "try fewer words" in refused(capsys, "search", "没有这个指标")


def test_nothing_published_yet_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    for verb in (("status",), ("check",), ("trend", "x"), ("search", "x"), ("sql", "select 1")):
        assert f"expected a published warehouse at {tmp_path / 'published.duckdb'}" in refused(capsys, *verb)
    assert list(tmp_path.iterdir()) == []


def test_a_corrupt_copy_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "published.duckdb").write_bytes(b"no database" * 1000)
    line = refused(capsys, "status")
    assert "expected a DuckDB database" in line and "`gongbao publish`" in line and "rebuild" not in line


def test_a_corrupt_warehouse_is_refused_and_left_as_it_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy, broken = (home / "published.duckdb").read_bytes(), b"no database" * 1000
    (home / "warehouse.duckdb").write_bytes(broken)
    assert "expected a DuckDB database" in refused(capsys, "init")
    assert (home / "warehouse.duckdb").read_bytes() == broken
    assert (home / "published.duckdb").read_bytes() == copy


def test_a_locked_warehouse_is_refused_and_its_holder_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(home / "warehouse.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        line = refused(capsys, "init")
        assert f"is being written by process {holder.pid}" in line
        printed(capsys, "status")  # readers are not in the way
        holder.communicate()


def test_a_home_that_is_no_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("taken", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        monkeypatch.setenv("GONGBAO_HOME", str(place))
        assert f"expected a home folder to write in at {place}" in refused(capsys, "init")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "taken"


def test_too_little_room_is_refused_before_anything_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    monkeypatch.setattr(homes, "NEEDED", 1 << 60)
    assert "MiB free in" in refused(capsys, "init")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_during_the_load_loses_nothing(home: Path) -> None:
    before = _content(home)
    code = (
        "import resource, sys; from pathlib import Path; from flows.runs.seeds import load_all; "
        "from warehouse.errors import DiskFullError; from warehouse.resources import seeds_directory\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try: load_all(Path(sys.argv[1]), seeds_directory())\n"
        "except DiskFullError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True)
    assert done.stdout.startswith("no room left to "), (done.stdout, done.stderr[-2000:])
    assert _content(home) == before
    assert not list(home.glob("*.partial"))


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_verb_has_help_with_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"Example: gongbao {verb}" in " ".join(printed(capsys, verb, "--help").split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command 'nonsense'; see `gongbao --help`"),
        (["trend"], "expected NAME, found none; see `gongbao trend --help`"),
        (["trend", "5G", "--colour"], "No such option: --colour; see `gongbao trend --help`"),
        (
            ["status", "--format", "xml"],
            "'xml' is not one of 'table', 'csv', 'csv-bom', 'xlsx', 'jsonl'; see `gongbao status --help`",
        ),
    ],
)
def test_a_command_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert refused(capsys, *arguments) == f"gongbao: {said}"


def test_no_verb_at_all_prints_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys).splitlines()
    assert lines[0].startswith("Usage: gongbao") and {line.split()[0] for line in lines if line.strip()} >= verbs()
    assert not [line for line in lines[1:] if line.endswith("...")], "expected summaries short enough to stand whole"


def test_the_version_names_the_release_and_the_reading_code(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "--version")
    assert said.startswith(f"gongbao {homes.VERSION}+") and said.endswith(f", {state()}\n")
    assert app.info.name == "gongbao"


def _content(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the readers' copy but the records of runs."""
    with duckdb.connect(str(home / "published.duckdb"), read_only=True) as connection:
        names = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            name: sorted(connection.execute(f'FROM "{name}"').fetchall(), key=repr)
            for name in names
            if name not in {"load_run", "warehouse_state"}
        }


def test_a_draft_is_held_against_the_warehouse(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "截至2025年9月19日，我国5G基站达到459.8万个。截至2025年9月19日，我国5G基站达到523万个。", encoding="utf-8"
    )
    lines = printed(capsys, "check-text", str(draft), "--published", "2025-09-20", "--format", "jsonl").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["confirmed", "contradicted"]
    assert "459.8万个" in json.loads(lines[1])["sentence"]
    assert printed(capsys, "check-text", str(draft), "--format", "csv").count("\n") == 3
    draft.write_text("没有数字。", encoding="utf-8")
    assert "expected statistics in the draft" in refused(capsys, "check-text", str(draft))


def test_a_port_that_is_taken_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "name another with --port" in refused(capsys, "serve", "--port", str(taken.getsockname()[1]))


def test_a_table_fits_the_terminal_and_loses_nothing(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("GONGBAO_HOME", str(home))
    assert run(["trend", "5G基站"]) == 0
    stacked = capsys.readouterr().out
    assert max(map(cell_len, stacked.splitlines())) <= 80
    assert run(["trend", "5G基站", "--wide"]) == 0
    wide = capsys.readouterr().out
    assert max(map(cell_len, wide.splitlines())) > 80
    bare = "".join(stacked.split())
    for value in ("3,282,000", "4,598,000", "40.0975", "法治日报", "5G应用在矿山、港口、工厂等遍地开花"):
        assert value in bare and value in "".join(wide.split()), value
    assert run(["status"]) == 0
    assert capsys.readouterr().out.split()[:2] == ["fact", "value"], "what fits stays a table"


def test_an_answer_does_not_wait_for_pandas(home: Path) -> None:
    pytest.importorskip("pandas")
    code = (
        "import sys; from flows.cli import main\n"
        "sys.argv = ['gongbao', 'trend', '5G基站']\n"
        "try: main()\n"
        "finally: sys.stderr.write(str([each for each in sys.modules if each.startswith(('pandas.', 'numpy'))]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "4,598,000" in done.stdout and done.stderr == "[]"


def test_bounds_that_nobody_set_are_those_of_the_schema(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.cli.bounds import bounds_of
    from flows.settings import Query
    from warehouse.read.bounds import USUAL, Bounds

    assert Bounds(**Query().model_dump()) == USUAL == bounds_of(home)
    monkeypatch.setenv("GONGBAO_QUERY_ROWS", "7")
    assert bounds_of(home).rows == 7 and bounds_of(home, rows=8).rows == 8
