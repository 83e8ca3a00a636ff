"""Same claims and their origins on the command line."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from sayso.cli.options import DONE, LEDGER, compared, narrowed, opened, remark
from sayso.cli.options import outlets as named_outlets
from sayso.types import SaysoError

if TYPE_CHECKING:
    from sayso.compare.origins import Background, Origins
    from sayso.compare.same_claims import SameClaim
    from sayso.ledger import Ledger


@click.group(invoke_without_command=True)
@click.option("--words", help="Part of one of its statements.")
@click.option("--outlets", type=click.IntRange(1), default=2, show_default=True, help="Outlets at the least; 1: all.")
@narrowed
@click.pass_context
def claims(
    ctx: click.Context,
    /,
    ledger: str,
    as_json: bool,
    limit: int,
    offset: int,
    words: str | None,
    outlets: int,
    outlet: str | None,
    since: date | None,
    until: date | None,
) -> int:
    """List claims that several articles make; those of the most outlets first.

    `sayso claims show ID` shows one: who says it in which words, and what possibly is the same.
    """
    if ctx.invoked_subcommand is not None:
        return DONE
    from sayso.compare.origins import Background, of_statements
    from sayso.compare.same_claims import listed
    from sayso.show import claims_text

    with opened(ledger) as store:
        page = listed(_all(store), limit, offset, words=words, outlets=outlets, outlet=outlet, since=since, until=until)
        remark(page, "claim", named_outlets(store, outlet))
        if not page.total and outlets > 1:
            click.echo("sayso: --outlets 1 lists those of one outlet, or of articles that name none, too", err=True)
        background = Background(store)
        traced = [(one, of_statements(one.statements, background)) for one in page.rows]
    (claims_text.claims_json if as_json else claims_text.claims)(traced, page, sys.stdout)
    return DONE


@claims.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@LEDGER
def show(id: str, as_json: bool, ledger: str) -> int:
    """Show the claim that a statement makes; ID is the statement's."""
    from sayso.compare.origins import Background, of_statements
    from sayso.show import claims_text

    with opened(ledger) as store:
        found = _one(store, id)
        traced = of_statements(found.statements, Background(store))
    claims_text.claim(found, traced, sys.stdout, as_json=as_json)
    return DONE


@click.group(invoke_without_command=True)
@click.option("--sole", is_flag=True, help="Only claims that several outlets carry on one origin's word.")
@narrowed
@click.pass_context
def origins(
    ctx: click.Context,
    /,
    ledger: str,
    as_json: bool,
    limit: int,
    offset: int,
    sole: bool,
    outlet: str | None,
    since: date | None,
    until: date | None,
) -> int:
    """List what claims of several outlets finally rest on, once copies, credits and "X reported" are followed.

    `sayso origins show ID` shows it for one claim (by a statement's id) or one series.
    """
    if ctx.invoked_subcommand is not None:
        return DONE
    from sayso.compare.origins import Background, of_statements
    from sayso.compare.same_claims import listed
    from sayso.ledger import Page
    from sayso.show import claims_text

    with opened(ledger) as store:
        every = _all(store)
        found = listed(every, len(every), outlets=2, outlet=outlet, since=since, until=until).rows
        background = Background(store)
        traced = [(one, of_statements(one.statements, background)) for one in found]
        kept = [pair for pair in traced if pair[1].sole or not sole]
        page = Page(tuple(one for one, _ in kept[offset : offset + limit]), len(kept), limit, offset)
        remark(page, "claim", named_outlets(store, outlet))
    write = claims_text.claims_json if as_json else claims_text.claims
    write(kept[offset : offset + limit], page, sys.stdout)
    return DONE


@origins.command("show")
@click.argument("id")
@click.option("--format", "form", type=click.Choice(["text", "json", "svg"]), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@LEDGER
def show_origins(id: str, form: str, as_json: bool, ledger: str) -> int:
    """Show what a claim (ID of one of its statements) or a series (its ID) rests on; svg is the picture."""
    from sayso.compare.origins import Background
    from sayso.show import claims_text, origin_picture

    with opened(ledger) as store:
        name, traced = _traced(store, id, Background)
    if form == "svg" and not as_json:
        sys.stdout.write(origin_picture.svg(traced) + "\n")
    else:
        claims_text.origins(traced, name, sys.stdout, as_json=as_json or form == "json")
    return DONE


def _traced(store: Ledger, id: str, background: type[Background]) -> tuple[str, Origins]:
    from sayso.compare import series
    from sayso.compare.origins import of_figures, of_statements
    from sayso.compare.same_claims import find
    from sayso.ledger import StatementQuery

    if found := find(_all(store), id):
        return found.statements[0].content, of_statements(found.statements, background(store))
    if alone := store.statements(StatementQuery(id=id)).rows:
        return alone[0].content, of_statements(alone, background(store))
    if followed := series.find(series.of_ledger(store), id):
        return followed.name, of_figures((point.row for point in followed.points), background(store))
    raise SaysoError(f"{store.url}: {id} is no statement and no series: `sayso claims` and `sayso series` list them")


def _all(store: Ledger) -> list[SameClaim]:
    from sayso.compare.same_claims import of_ledger

    compared(store)
    return of_ledger(store)


def _one(store: Ledger, id: str) -> SameClaim:
    from sayso.compare.same_claims import find, unfound

    found = find(_all(store), id)
    if found is None:
        raise SaysoError(
            f"{store.url}: {unfound(store, id)}; `sayso claims` lists claims, `sayso statements` statements"
        )
    return found
