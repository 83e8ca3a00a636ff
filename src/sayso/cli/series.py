"""Series on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import DONE, JSON, LEDGER, Filter, compared, decide, decided_by, opened, outlets, remark
from sayso.types import SaysoError

if TYPE_CHECKING:
    from sayso.compare.series import Series
    from sayso.ledger import Ledger


@click.group(invoke_without_command=True)
@click.option("--state", help="Only of this state: killed, injured, displaced, ...")
@click.option("--counted", help="Only of this group: people, civilians, children, ...")
@click.option("--place", help="Part of the place's name.")
@click.option("--outlet", help="Only series that this outlet has a figure in.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Figures at the least.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Series at the most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Skip this many.")
@JSON
@LEDGER
@click.pass_context
def series(ctx: click.Context, /, ledger: str, as_json: bool, limit: int, offset: int, **wanted: Any) -> int:
    """Follow figures of the same thing across articles and time; those of the most articles first.

    `sayso series show ID` shows one, with every figure, its revisions and contradictions, and what a recording
    convention would make of it.
    """
    if ctx.invoked_subcommand is not None:
        return DONE
    from sayso.compare.series import listed
    from sayso.show import series_text

    with opened(ledger) as store:
        every = _all(store)
        page = listed(every, limit, offset, **wanted)
        states = Filter("--state", wanted["state"], lambda: (one.state for one in every))
        groups = Filter("--counted", wanted["counted"], lambda: (one.group for one in every))
        remark(page, "series", states, groups, outlets(store, wanted["outlet"]))
    (series_text.as_json if as_json else series_text.table)(page, sys.stdout)
    return DONE


@series.command()
@click.argument("id")
@click.option("--policy", help="What a convention makes of it: open, acled, ucdp, airwars, all, or a TOML file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "jsonld", "svg"]),
    default="text",
    show_default=True,
    help="csv is tagged with HXL, jsonld speaks schema.org, svg is the picture.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@LEDGER
def show(id: str, policy: str | None, form: str, as_json: bool, ledger: str) -> int:
    """Show a series: every figure in order of time, and what it shows."""
    from sayso.compare.policies import NAMES
    from sayso.compare.policies import policy as named
    from sayso.compare.records import beside
    from sayso.show import series_text

    policies = [named(name) for name in (NAMES if policy == "all" else (policy,) if policy else ())]
    with opened(ledger) as store:
        found = _one(store, id)
        matches = beside(store, [found]).matches(found)
    series_text.write(found, matches, policies, "json" if as_json else form, sys.stdout)
    return DONE


@series.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@LEDGER
def toll(id: str, as_json: bool, ledger: str) -> int:
    """Add up how many were killed and injured in the event of a series, over all figures of its articles.

    It is what the coverage adds up to, not what happened; every claim that was weighed is listed.
    """
    from sayso.compare.points import points
    from sayso.compare.tolls import toll as added_up
    from sayso.show import series_text

    with opened(ledger) as store:
        articles = {point.row.document for point in _one(store, id).points}
        told = added_up([p for p in points(store) if p.row.document in articles], store.fates(sorted(articles)))
    series_text.toll(told, sys.stdout, as_json=as_json)
    return DONE


@series.command()
@click.option("--format", "form", type=click.Choice(["csv", "jsonld"]), default="csv", show_default=True)
@LEDGER
def export(form: str, ledger: str) -> int:
    """Write every series as CSV tagged with HXL, or as JSON-LD."""
    from sayso.show import series_text

    with opened(ledger) as store:
        series_text.export(_all(store), form, sys.stdout)
    return DONE


@series.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@decided_by
def merge(ids: tuple[str, ...], by: str | None, note: str | None, ledger: str) -> int:
    """Decide that series are one."""
    from sayso.types import Decision, Review

    if len(set(ids)) < 2:
        raise click.UsageError("give the ids of two series or more")
    with opened(ledger) as store:
        keys = dict.fromkeys(point.key for id in ids for point in _one(store, id).points)
        decide(store, Review(Decision.MERGE, tuple(keys), by=by, note=note), "series")
    return DONE


@series.command()
@click.argument("id")
@click.argument("figures", nargs=-1, required=True, metavar="FIGURE...")
@decided_by
def split(id: str, figures: tuple[str, ...], by: str | None, note: str | None, ledger: str) -> int:
    """Decide that some FIGUREs of a series are of another thing; their ids are in `sayso series show ID`."""
    from sayso.types import Decision, Review

    with opened(ledger) as store:
        here = [point.key for point in _one(store, id).points]
        if unknown := [key for key in figures if key not in here]:
            raise SaysoError(f"series {id} has no figure {unknown[0]}: `sayso series show {id}` lists its figures")
        rest = tuple(key for key in here if key not in figures)
        if not rest:
            raise SaysoError("these are all the figures of the series: there is nothing to split them from")
        decide(store, Review(Decision.SPLIT, figures, rest, by=by, note=note), "series")
    return DONE


@series.command()
@click.argument("id")
@click.argument("name")
@decided_by
def rename(id: str, name: str, by: str | None, note: str | None, ledger: str) -> int:
    """Give a series a NAME; an empty one takes the given name away."""
    from sayso.types import Decision, Review

    with opened(ledger) as store:
        keys = tuple(point.key for point in _one(store, id).points)
        decide(store, Review(Decision.RENAME, keys, name=name.strip(), by=by, note=note), "series")
    return DONE


@series.command()
@click.argument("number", type=click.IntRange(1))
@decided_by
def undo(number: int, by: str | None, note: str | None, ledger: str) -> int:
    """Take back decision NUMBER; it stays in the ledger, and counts no more."""
    from sayso.types import Decision, Review

    with opened(ledger) as store:
        if number not in {review.number for review in store.reviews()}:
            raise SaysoError(f"{ledger}: there is no decision {number}: `sayso series decisions` lists them")
        decide(store, Review(Decision.UNDO, undoes=number, by=by, note=note), "series")
    return DONE


@series.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each decision.")
@LEDGER
def decisions(as_json: bool, ledger: str) -> int:
    """List every decision, the oldest first."""
    from sayso.show import series_text

    with opened(ledger) as store:
        made = store.reviews()
    if not made:
        click.echo("sayso: nothing has been decided yet", err=True)
    series_text.decisions(made, sys.stdout, as_json=as_json)
    return DONE


def _all(store: Ledger) -> list[Series]:
    from sayso.compare.series import of_ledger

    compared(store)
    return of_ledger(store)


def _one(store: Ledger, id: str) -> Series:
    from sayso.compare.series import find

    found = find(_all(store), id)
    if found is None:
        raise SaysoError(f"{store.url}: there is no series {id}: `sayso series` lists them")
    return found
