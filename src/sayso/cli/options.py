"""What commands have in common: exit codes, the options of every list, how skips and the rest of a list are told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from sayso.collect import Skip
    from sayso.ledger import Ledger, Page
    from sayso.types import Review

DONE, FAILED, SKIPPED = 0, 1, 3
NAMED = 30  # values of a filter that are named where it asks for another


class Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2016-11-01", param, ctx)


LEDGER = click.option(
    "--ledger",
    envvar="SAYSO_LEDGER",
    default="sayso.db",
    show_default=True,
    help="The ledger: a file, or a database URL. Also SAYSO_LEDGER.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object with rows, total, limit and offset.")


BY = click.option("--by", envvar="SAYSO_REVIEWER", help="Who decides. Also SAYSO_REVIEWER.")
NOTE = click.option("--note", help="Why.")


def decided_by(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that stores a decision."""
    return BY(NOTE(LEDGER(command)))


def narrowed(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters that every list of the ledger takes."""
    for option in (
        click.option("--offset", type=click.IntRange(0), default=0, help="Skip this many rows."),
        click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Rows at the most."),
        click.option("--until", type=Day(), help="Published on this day or before."),
        click.option("--since", type=Day(), help="Published on this day or later."),
        click.option("--outlet", help="Only this outlet, as it is written in the ledger."),
    ):
        command = option(command)
    return JSON(LEDGER(command))


class Skips:
    """Says what is skipped on standard error as it happens, and counts what was lost and what was not."""

    def __init__(self) -> None:
        self.count = self.collected = 0

    def __call__(self, skip: Skip) -> None:
        self.count += not skip.kept
        click.echo(f"sayso: {skip.where}: {skip.reason}", err=True)

    def code(self) -> int:
        return DONE if not self.count else SKIPPED if self.collected else FAILED


def opened(ledger: str) -> Ledger:
    """The ledger, which must be there."""
    from sayso.ledger import Ledger

    return Ledger(ledger, create=False)


def compared(store: Ledger) -> None:
    """Compare what has been added since the last time, with its progress where that is worth a word."""
    from sayso.compare.index import bring_up_to_date

    if not sys.stderr.isatty():
        bring_up_to_date(store)
        return
    from sayso.show.progress import measured

    with measured("comparing") as progress:
        bring_up_to_date(store, progress)


class Filter(NamedTuple):
    """What a filter asks for, and what the ledger has of its kind; `there` is asked only where nothing was found."""

    option: str
    given: str | None
    there: Callable[[], Iterable[str | None]]


def remark(page: Page[Any], noun: str, *filters: Filter) -> None:
    """Say on standard error what a list leaves out, and where it is empty, which filter asks for what there is not."""
    from sayso.show.listings import unshown

    if said := unshown(page, noun):
        click.echo(f"sayso: {said}", err=True)
    for one in filters if not page.total else ():
        there = sorted({name for name in one.there() if name}) if one.given else []
        if one.given and one.given not in there:
            names = ", ".join(there[:NAMED]) + (", ..." if len(there) > NAMED else "")
            click.echo(f"sayso: {one.option} {one.given} is none of: {names or 'there are none'}", err=True)


def outlets(store: Ledger, given: str | None) -> Filter:
    """The filter of every list by an outlet."""
    return Filter("--outlet", given, lambda: [row.outlet for row in store.outlets()])


def decide(store: Ledger, review: Review, noun: str) -> None:
    """Store a decision and say how to take it back."""
    made = store.review(review)
    click.echo(f"decision {made.number}: {made.decision}; `sayso {noun} undo {made.number}` takes it back", err=True)
