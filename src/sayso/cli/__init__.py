"""The command line: words typed, one call into a room each.

Exit codes: 0 all done; 1 nothing could be done, with the reason; 2 wrong words; 3 done, but something was skipped, each
with its reason; 130 stopped with Ctrl-C. What is asked for goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sayso.cli.adding import added
from sayso.cli.claims import claims, origins
from sayso.cli.options import DONE, FAILED, LEDGER, SKIPPED, Filter, Skips, narrowed, outlets, remark
from sayso.cli.options import opened as _opened
from sayso.cli.records import records
from sayso.cli.series import series
from sayso.cli.stories import reprints, stories
from sayso.cli.versions import versions
from sayso.cli.watch import watch
from sayso.stopping import SAID, STOPPED
from sayso.types import Document, Kind, Naming, Role

EVERY = 2**31  # figures: all of them


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sayso")
def sayso() -> None:
    """On whose say-so? A ledger of every claim in news coverage: exact words, who said them, with what figures."""


@sayso.command()
@click.argument("locations", nargs=-1, required=True, metavar="LOCATION...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "html"]),
    help="How to print. Default: text, annotated and coloured in a terminal.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--allow-private", is_flag=True, help="Fetch URLs on private and loopback addresses too.")
def read(locations: tuple[str, ...], form: str | None, as_json: bool, allow_private: bool) -> int:
    """Read articles and print their statements, figures and markers.

    A LOCATION is a file (HTML, plain text, JSON Lines, any of them .gz), a folder, a URL, or - for standard input.
    json prints one indented object per article, jsonl one line per article, html one self-contained page.
    """
    from sayso.read import read_all
    from sayso.show import readings

    skips = Skips()
    found = read_all(_progress(_collect(locations, skips, allow_private), "reading"))
    readings.write(found, "json" if as_json else form or "text", sys.stdout)
    return skips.code()


@sayso.command()
@click.argument("locations", nargs=-1, required=True, metavar="LOCATION...")
@LEDGER
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each document: id, name, outlet, result.")
@click.option("--allow-private", is_flag=True, help="Fetch URLs on private and loopback addresses too.")
def add(locations: tuple[str, ...], ledger: str, as_json: bool, allow_private: bool) -> int:
    """Read articles into the ledger. Adding the same article twice changes nothing.

    Each document is stored whole, in one transaction, before it is reported: stop at any time and run it again.
    """
    from sayso.ledger import Ledger
    from sayso.show import additions

    skips = Skips()
    with Ledger(ledger) as store:
        documents = _progress(_collect(locations, skips, allow_private), "adding")
        tally = additions.report(added(store, documents), sys.stdout, as_json=as_json)
    click.echo(additions.summary(tally, skips.count, ledger), err=True)
    return skips.code()


@sayso.command()
@click.argument("words", required=False)
@click.option("--source", help='Part of the source\'s words, such as "Red Cross".')
@click.option("--actor", help="Part of the name of whom the source refers to, or of its words where that is not known.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    metavar="ROLE",
    help=f"In what part the source speaks: {', '.join(Role)}.",
)
@click.option(
    "--naming",
    type=click.Choice([naming.value for naming in Naming]),
    help="Whether a reader could tell who the source is.",
)
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]))
@click.option("--document", help="Only this document: its id, or the first 6 or more digits.")
@click.option("--id", "statement", help="Only this statement, by its permanent id.")
@narrowed
def statements(ledger: str, as_json: bool, words: str | None, statement: str | None, **filters: Any) -> int:
    """List statements, newest first; WORDS are searched in contents and sources."""
    from sayso.ledger import StatementQuery
    from sayso.show import listings

    with _opened(ledger) as store:
        page = store.statements(StatementQuery(text=words, id=statement, **filters))
        remark(page, "statement", outlets(store, filters["outlet"]))
    (listings.as_json if as_json else listings.statements)(page, sys.stdout)
    return DONE


@sayso.command()
@click.option("--counted", help="Part of the words for what is counted, such as civilians.")
@click.option("--state", help="The state it is counted in: killed, injured, trapped, displaced, ...")
@click.option("--place", help="Part of the place's name.")
@click.option("--document", help="Only this document: its id, or the first 6 or more digits.")
@narrowed
def figures(ledger: str, as_json: bool, **filters: Any) -> int:
    """List figures, newest first, each as an interval with what it counts and who gave it."""
    from sayso.ledger import FigureQuery
    from sayso.show import listings

    with _opened(ledger) as store:
        page = store.figures(FigureQuery(**filters))
        states = Filter(
            "--state", filters["state"], lambda: {row.state for row in store.figures(FigureQuery(limit=EVERY)).rows}
        )
        remark(page, "figure", states, outlets(store, filters["outlet"]))
    (listings.as_json if as_json else listings.figures)(page, sys.stdout)
    return DONE


@sayso.command()
@narrowed
def sources(ledger: str, as_json: bool, **filters: Any) -> int:
    """List who is quoted, how often, and by which outlets.

    "She" or "the mayor" counts for a name where it is read so within its article; across articles only equal names are
    one source, whoever bears them.
    """
    from sayso import compare
    from sayso.show import listings

    with _opened(ledger) as store:
        page = compare.sources(store, **filters)
        remark(page, "source", outlets(store, filters["outlet"]))
    (listings.as_json if as_json else listings.sources)(page, sys.stdout)
    return DONE


@sayso.command()
@LEDGER
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(ledger: str, host: str, port: int) -> int:
    """Show the ledger in a browser. Nothing is fetched from outside; stop with Ctrl-C."""
    from sayso.show import server

    with _opened(ledger) as store:
        click.echo(f"sayso: {ledger} at http://{host}:{port}/ (Ctrl-C stops)", err=True)
        server.serve(store, host=host, port=port)
    return DONE


@sayso.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="sayso-demo")
@click.option("--open/--no-open", "open_it", default=True, help="Open the report in a browser when it is written.")
def demo(folder: Path, open_it: bool) -> int:
    """Build a ledger and a report from an invented coverage, in FOLDER (sayso-demo by default).

    Eighteen articles, one of them edited, by five invented outlets on an event that never was, and a record kept later:
    try every other command on its ledger.
    """
    from sayso.collect import records as read_records
    from sayso.demo import coverage, recorded
    from sayso.ledger import Ledger
    from sayso.show import additions, report

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sayso.db"
    skips = Skips()
    with coverage() as location, recorded() as table, Ledger(path) as store:
        tally = additions.report(added(store, _progress(_collect((str(location),), skips), "reading")), None)
        store.add_records(list(read_records(table, "hxl", skips)))
        written = report.write(store, folder)
    click.echo(additions.summary(tally, skips.count, str(path)), err=True)
    click.echo(str(written))
    click.echo(f"look further:  sayso serve --ledger {path}", err=True)
    if open_it and sys.stdout.isatty():
        click.launch(written.resolve().as_uri())
    return skips.code()


def _collect(locations: tuple[str, ...], skips: Skips, allow_private: bool = False) -> Iterator[Document]:
    from sayso.collect import CollectError, collect

    for location in locations:
        try:
            for document in collect(location, on_skip=skips, allow_private=allow_private):
                skips.collected += 1
                yield document
        except CollectError as error:  # it names the location; one that is bad must not lose the others
            skips.count += 1
            click.echo(f"sayso: {error}", err=True)


def _progress(documents: Iterator[Document], doing: str) -> Iterator[Document]:
    """The same documents, counted on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        return documents
    from sayso.show.progress import counted

    return counted(documents, doing)


sayso.add_command(series)
sayso.add_command(stories)
sayso.add_command(reprints)
sayso.add_command(versions)
sayso.add_command(claims)
sayso.add_command(origins)
sayso.add_command(watch)
sayso.add_command(records)


__all__ = ["DONE", "FAILED", "SKIPPED", "STOPPED", "main", "sayso"]


def main() -> None:
    """Run the command; errors meant for a person become one line and an exit code."""
    from sayso.types import SaysoError

    try:
        code = sayso.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(SAID, err=True)
        code = STOPPED
    except SystemExit:  # only click's own: the reader of our output has gone, as `head` does, and that is no error
        code = DONE
    except SaysoError as error:
        click.echo(f"sayso: {error}", err=True)
        code = FAILED
    sys.exit(code)
