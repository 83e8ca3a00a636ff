"""Versions on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import DONE, narrowed, opened, outlets, remark
from sayso.types import SaysoError

if TYPE_CHECKING:
    from sayso.compare.versions import History
    from sayso.ledger import Ledger


@click.command()
@click.argument("where", required=False, metavar="[URL]")
@click.option(
    "--between",
    nargs=2,
    type=click.IntRange(1),
    metavar="N M",
    help="Hold these two versions of the URL against each other, by their numbers.",
)
@narrowed
def versions(
    where: str | None, between: tuple[int, int] | None, ledger: str, as_json: bool, limit: int, offset: int, **of: Any
) -> int:
    """List addresses at which more than one version stood, those that changed last first; with a URL, its history.

    Instead of the URL the id of a document may be given, or its first 6 or more digits. The history tells what changed
    from each version to the next: headline, sentences, figures, statements and who made them. A statement is softened
    or hardened where wording that hedges, doubts or vouches was put in or taken out; that wording is shown.
    """
    from sayso.compare.versions import between as held
    from sayso.compare.versions import listed
    from sayso.show import versions_text

    if between and not where:
        raise click.UsageError("--between needs the URL whose versions are meant")
    with opened(ledger) as store:
        if where is None:
            page = listed(store, limit, offset, **of)
            remark(page, "address", outlets(store, of["outlet"]))
            (versions_text.table_json if as_json else versions_text.table)(page, sys.stdout)
            return DONE
        found = _history(store, where)
        if not between:
            versions_text.history(found, sys.stdout, as_json=as_json)
            return DONE
        last = len(found.versions)
        if max(between) > last or between[0] == between[1]:
            raise SaysoError(f"{found.url} has versions 1 to {last}: --between takes two of these")
        first, second = sorted(between)
        revision = held(store, found.versions[first - 1].id, found.versions[second - 1].id)
        assert revision is not None, "both are versions of this address"
        versions_text.revision(revision, (first, second), sys.stdout, as_json=as_json)
    return DONE


def _history(store: Ledger, where: str) -> History:
    from sayso.compare.versions import address, history

    url = address(store, where)
    found = history(store, url) if url else None
    if found is None:
        if store.document(where):
            raise SaysoError(f"{store.url}: document {where} came from no URL, so nothing else can have stood there")
        raise SaysoError(
            f"{store.url}: nothing in it came from {where}: `sayso versions` lists addresses with more than one "
            "version, and `sayso add` takes a URL to fetch"
        )
    return found
