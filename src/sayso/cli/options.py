"""What commands have in common: their exit codes, the options of every list, and how a skip is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sayso.collect import Skip
    from sayso.ledger import Ledger

DONE, FAILED, SKIPPED, STOPPED = 0, 1, 3, 130


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
