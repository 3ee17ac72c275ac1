"""The `gongbao` command: thin, every verb calls one function. Data go to stdout, everything else to stderr."""

from __future__ import annotations

import contextlib
import copy
import errno
import io
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.completion import get_completion_inspect_parameters
from typer.models import CommandInfo

from flows.cli import compare, indicators, issues, operate, serve
from flows.cli.bounds import bounds_of
from flows.cli.options import Plain
from flows.cli.output import AsRows, Format, Wide, print_rows
from flows.cli.streams import closed_streams, forget_stdout
from flows.compiled import state as extraction_state
from flows.errors import FlowError, InputError
from flows.fetch.errors import ArchiveError, FetchError
from flows.home import code_version, home_directory, writable_home
from flows.runs.progress import print_lines, told
from flows.sources.errors import SourceError
from warehouse.errors import WarehouseError

COMPLETE = "_GONGBAO_COMPLETE"  # the shell asks by it, and tells the line that is typed in COMP_WORDS
NO_MEMORY = "expected more memory, found none left: end other programs, or work on less at once"

app = typer.Typer(
    name="gongbao",
    help="Time series from the statistics that China's industry press prints, each value with its sentence.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class ClaimFormat(StrEnum):
    """How claims are printed."""

    JSONL = "jsonl"
    TABLE = "table"


TREND_COLUMNS = (
    "indicator", "breakdown", "entity", "ref_area", "measure", "period", "value", "unit", "qualifier", "change",
    "change_pct", "n_claims", "source", "published_on", "sentence",
)  # fmt: skip
SEARCH_COLUMNS = (
    "indicator", "name_en", "breakdown", "entity", "ref_area", "measure", "unit", "modality", "n_observations",
    "last_period_end", "found_in",
)  # fmt: skip


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        print_lines([f"gongbao {code_version()}, {extraction_state()}"])
    elif context.invoked_subcommand is None:
        print_lines([context.get_help()])
    if version or context.invoked_subcommand is None:
        raise typer.Exit


@app.command()
def init(plain: Plain = False) -> None:
    """Load the seed documents and publish them.

    Loading again changes no row. The home folder is ./data, or GONGBAO_HOME. Most of the time goes to the server that
    Prefect records the run with; --plain does without both.

    Example: gongbao init
    """
    from flows.runs.progress import print_lines, told
    from warehouse.connect import open_writer
    from warehouse.resources import seeds_directory

    home = writable_home()
    with open_writer(home):  # a locked or broken warehouse is refused here, before Prefect's start is waited for
        if not plain:
            told("starting Prefect's embedded server (about ten seconds) ...")
    if plain:
        from flows.runs.seeds import load_all

        report = load_all(home, seeds_directory())
    else:
        from flows.load_seeds import load_seeds
        from flows.schedule.orchestration import reach_server

        reach_server()
        report = load_seeds(home, seeds_directory())
    print_lines([*report.lines(), "next: gongbao trend 5G基站, gongbao search 专利, gongbao status"])


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Texts of pages; - is the standard input.")],
    published: Annotated[str, typer.Option("--published", metavar="DATE", help="Day of publication, 2025-09-19.")],
    form: Annotated[ClaimFormat, typer.Option("--format", help="JSON lines, or a table.")] = ClaimFormat.JSONL,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each numeral is a claim or is none.")] = False,
    encoding: Annotated[str, typer.Option("--encoding", help="utf-8 or gb18030.")] = "utf-8",
) -> None:
    """Print the claims of texts. No warehouse is needed, and none is touched.

    Offsets (char_start, char_end) count characters of the file. A file is at most 32 MiB.

    Example: gongbao extract page.txt --published 2025-09-19 --format table
    """
    from flows.cli import claim_lines
    from flows.issues import documents as reading
    from flows.issues.dates import parse_date

    day, codec = parse_date(published), reading.known_encoding(encoding)
    once = [path for path in files if str(path) != "-"]
    for path in once if len(files) > 1 else ():
        reading.read_text(path, codec)  # all are proved before the first is printed
    for path in files:
        doc = "stdin" if str(path) == "-" else reading.document_name(path)
        found = reading.read_document(reading.read_text(path, codec), source_id="file", published_on=day, doc=doc)
        if explain:
            print_lines(claim_lines.explanation(doc, found))
        elif form is ClaimFormat.TABLE:
            print_rows(claim_lines.TABLE_COLUMNS, list(claim_lines.table_rows(doc, found)), Format.TABLE)
        else:
            print_lines(claim_lines.json_lines(doc, found))


@app.command()
def trend(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="An indicator's name, Chinese or English, or a part of it.")
    ],
    plot: Annotated[Path | None, typer.Option("--plot", metavar="FILE.png", help="Draw it too.")] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="level, growth, share, ...")] = None,
    modality: Annotated[str, typer.Option("--modality", help="actual, target or forecast.")] = "actual",
    place: Annotated[str | None, typer.Option("--place", help="CN, WORLD, CN-GD, or a name as printed.")] = None,
    entity: Annotated[str | None, typer.Option("--entity", help="A company's, bank's or other body's name.")] = None,
    form: AsRows = Format.TABLE,
    wide: Wide = False,
) -> None:
    """Print an indicator's values over time.

    Each with its change against the one before, its source and its sentence. The table shows the columns that
    are read most; --format csv and jsonl give all.

    Example: gongbao trend 5G基站 --plot 5g.png
    """
    from warehouse.read import ask

    asked = {"measure": measure, "place": place, "entity": entity}
    home = home_directory()
    found = ask.trend(home, name, modality=modality, **asked, bounds=bounds_of(home))
    if plot is not None:
        from warehouse.read.plot import draw_trend

        draw_trend(found, plot)
        told(f"drawn: {plot}")
    shown = found.only(TREND_COLUMNS) if form is Format.TABLE else found
    print_rows(shown.columns, shown.rows, form, wide=wide)


@app.command()
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words of an indicator's name, or of a sentence.")],
    form: AsRows = Format.TABLE,
    wide: Wide = False,
) -> None:
    """Find series by words, best first.

    The words may stand in the indicator's names or in a sentence that speaks of it.

    Example: gongbao search 专利
    """
    from warehouse.read import ask

    found = ask.search(home_directory(), text)
    if not found.rows:
        raise InputError(
            f"expected words of an indicator or a sentence, found none that hold {text!r}: try fewer words"
        )
    shown = found.only(SEARCH_COLUMNS) if form is Format.TABLE else found
    print_rows(shown.columns, shown.rows, form, wide=wide)


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(metavar="QUERY", help="One SQL query, in DuckDB's dialect.")],
    form: AsRows = Format.TABLE,
    wide: Wide = False,
    rows: Annotated[int | None, typer.Option("--rows", metavar="N", help="Rows at most; else 200,000.")] = None,
    seconds: Annotated[int | None, typer.Option("--seconds", metavar="N", help="Seconds at most; else 60.")] = None,
    memory: Annotated[int | None, typer.Option("--memory", metavar="MIB", help="MiB at most; else 2,048.")] = None,
) -> None:
    """Ask the published copy in SQL.

    One statement that only reads: nothing can be changed by it, nor any other file be read or written. An answer of
    more rows, seconds or memory than it may take is refused; the settings of [query] allow more.

    Example: gongbao sql "select indicator, count(*) from claim group by all order by 2 desc limit 5"
    """
    from warehouse.read import apart
    from warehouse.read.public import with_text_ids

    home = home_directory()
    bounds = bounds_of(home, rows=rows, seconds=seconds, memory_mib=memory)
    found = with_text_ids(apart.ask(home, statement, bounds))
    print_rows(found.columns, found.rows, form, wide=wide)


@app.command()
def export(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder; made where there is none.")],
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="parquet, csv, sdmx-csv or xlsx.")
    ] = "parquet",
) -> None:
    """Write observations, series, claims and sources as files.

    parquet: a file for each source and year. csv: with datapackage.json and CSVW. sdmx-csv: SDMX-CSV 2.0 with its
    structure and code lists (pip install 'gongbao[export]'). xlsx: one workbook, a sheet each.

    Example: gongbao export --format sdmx-csv --to out
    """
    from warehouse.read.export import ExportFormat
    from warehouse.read.export import export as write

    if form not in list(ExportFormat):
        raise InputError(f"expected one of {', '.join(ExportFormat)} for --format, found {form!r}")
    home = home_directory()
    written = write(home, ExportFormat(form), to, bounds_of(home))
    print_lines(f"{done.path}: {done.rows} {done.kind}" for done in written)


@app.command()
def check(form: AsRows = Format.TABLE, wide: Wide = False) -> None:
    """Run every check and print what is amiss.

    Findings about trust (a share of 121 %) are for the reader to weigh; where the warehouse itself is broken, the exit
    code is 1.

    Example: gongbao check
    """
    from warehouse.read import ask

    home = home_directory()
    found, broken = ask.check(home, bounds_of(home))
    print_rows(found.columns, found.rows, form, wide=wide)
    if broken:
        raise typer.Exit(1)


issues.register(app)


operate.register(app)


indicators.register(app)


serve.register(app)


compare.register(app)


class Shell(StrEnum):
    """The shells that are told of the verbs and options."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@app.command()
def completion(
    context: typer.Context, shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]
) -> None:
    """Print what lets a shell complete verbs and options.

    Keep it where the shell reads its completions, or evaluate it in the shell's own start file.

    Example: gongbao completion bash > ~/.local/share/bash-completion/completions/gongbao
    """
    from typer.completion import show_callback

    with contextlib.suppress(SystemExit):  # made for an option that ends the program
        show_callback(context, context.command.params[0], shell.value)


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and give its exit code. Every error becomes one line on stderr."""
    if closed_streams():
        return _refuse("expected a standard output to print to, found it closed: give a file, a pipe or /dev/null")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        if COMPLETE in os.environ:
            get_completion_inspect_parameters()  # makes the shells known to typer
        code = _of(arguments)(args=list(arguments), prog_name="gongbao", standalone_mode=False)
        sys.stdout.flush()
    except (FlowError, WarehouseError, FetchError, ArchiveError, SourceError) as error:
        return _refuse(str(error))
    except typer.TyperException as error:
        verb = f"gongbao {arguments[0]}" if arguments and arguments[0] in verbs() else "gongbao"
        return _refuse(f"{_message(error)}; see `{verb} --help`", 2)
    except (OSError, SystemExit) as error:
        return _broken_off(error)
    except KeyboardInterrupt:
        return _refuse("interrupted: what was not finished is not kept; run again", 130)
    except MemoryError:
        return _refuse(NO_MEMORY)
    except _database_errors() as error:
        is_full = isinstance(error, sys.modules["duckdb"].OutOfMemoryException)
        return _refuse(NO_MEMORY if is_full else f"the database refuses ({error}): see what `gongbao verify` says")
    return code if isinstance(code, int) else 0


def _broken_off(error: OSError | SystemExit) -> int:
    """What is said of an output that nobody reads on, and of any other file that the system refuses."""
    heard = error if isinstance(error, OSError) else error.__context__
    if isinstance(heard, BrokenPipeError):  # typer and rich turn it into an exit of their own
        forget_stdout()
        return 141  # as a shell says of a program that nobody listens to any more
    if isinstance(error, SystemExit):
        raise error
    if error.errno not in {errno.EMFILE, errno.ENFILE}:
        forget_stdout()
    where = error.filename or "the standard output"
    return _refuse(f"{where} cannot be written or read ({error.strerror}): {_cure(error)}")


def _database_errors() -> tuple[type[Exception], ...]:
    """DuckDB's, where a verb has imported it: one that needs no warehouse does not."""
    return (sys.modules["duckdb"].Error,) if "duckdb" in sys.modules else ()


def _of(arguments: Sequence[str]) -> typer.Typer:
    """The application with the verb that is asked for alone, for typer makes all that it is told of at every start."""
    asked = [each for each in app.registered_commands if arguments and _name(each) == arguments[0]]
    if not asked:
        return app
    narrow = copy.copy(app)
    narrow.registered_commands, narrow.registered_groups = asked, []
    return narrow


def verbs() -> set[str]:
    """The names of the commands."""
    alone = {_name(command) for command in app.registered_commands}
    groups = {group.typer_instance.info.name for group in app.registered_groups if group.typer_instance}
    return alone | {str(name) for name in groups}


def _name(command: CommandInfo) -> str:
    return str(command.name or getattr(command.callback, "__name__", ""))


def _message(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    said = str(getattr(error, "message", "") or "")
    if parameter is not None and not said:
        name = parameter.opts[0]
        return f"expected {name if name.startswith('-') else name.upper()}, found none"
    return " ".join((said or str(error)).split()).rstrip(".").removeprefix("Value error, ")


def _cure(error: OSError) -> str:
    if error.errno in {errno.EMFILE, errno.ENFILE}:
        return "end other programs, or raise the limit of open files (ulimit -n)"
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return "free some space and run again" if full else "allow it, or name another place"


def _refuse(message: str, code: int = 1) -> int:
    sys.stderr.write(f"gongbao: {' '.join(message.split())}\n")
    return code


def main() -> NoReturn:
    """Run the command line. Every error ends as one line on stderr and an exit code that is not 0."""
    sys.exit(run(sys.argv[1:]))
