"""Records on the command line."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.options import DONE, JSON, LEDGER, Skips, opened

if TYPE_CHECKING:
    from sayso.types import Record

BATCH = 2000  # records stored in one transaction
LAYOUTS = ("ucdp-ged", "acled", "airwars", "hxl", "csv")


@click.group(invoke_without_command=True)
@JSON
@LEDGER
@click.pass_context
def records(ctx: click.Context, /, ledger: str, as_json: bool) -> int:
    """Hold series against what others recorded later: how far they are apart, never who is right."""
    if ctx.invoked_subcommand is not None:
        return DONE
    from sayso.compare.records import beside, held_against
    from sayso.compare.series import of_ledger
    from sayso.show import series_text

    with opened(ledger) as store:
        every = of_ledger(store)
        found = held_against(every, beside(store, every))
    if not found:
        click.echo("sayso: no series has a record of its place and days", err=True)
    series_text.matches(found, sys.stdout, as_json=as_json)
    return DONE


@records.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--as", "layout", type=click.Choice(LAYOUTS), required=True, help="How the file's columns are called.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="For csv: best=Deaths, first=Day, ...")
@click.option("--state", help="For csv: the state that every row counts, such as killed.")
@LEDGER
def add(files: tuple[Path, ...], layout: str, columns: tuple[str, ...], state: str | None, ledger: str) -> int:
    """Read tables of records into the ledger, with file, row and version. The same file twice changes nothing.

    hxl: any CSV with a row of HXL tags. csv: a table of your own; fields are id, best, low, high, first, last, place,
    state, counted, grade and title.
    """
    from sayso.collect import CollectError
    from sayso.collect import records as read
    from sayso.compare.meaning import states
    from sayso.ledger import Ledger

    given = dict(_pair(one) for one in columns)
    if state is not None and state not in states():
        raise click.BadParameter(f"{state!r} is none of: {', '.join(states())}", param_hint="--state")
    skips = Skips()
    with Ledger(ledger) as store:
        for path in files:
            new = seen = 0
            try:
                for batch in _batches(_shown(read(path, layout, skips, given, state), path)):
                    new += store.add_records(batch)
                    seen += len(batch)
            except CollectError as error:
                skips.count += 1
                click.echo(f"sayso: {error}", err=True)
            skips.collected += seen
            if seen:
                click.echo(f"{path}: {new} new, {seen - new} there already")
    return skips.code()


def _shown(found: Iterator[Record], path: Path) -> Iterator[Record]:
    """The same records, counted on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        return found
    from sayso.show.progress import counted

    return counted(found, path.name, "records")


def _batches(found: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(itertools.islice(found, BATCH)):
        yield batch


def _pair(said: str) -> tuple[str, str]:
    field, equals, column = said.partition("=")
    if not equals or not field.strip() or not column.strip():
        raise click.BadParameter(f"{said!r} is not FIELD=COLUMN, such as best=Deaths", param_hint="--column")
    return field.strip(), column.strip()
