"""Stories and reprints on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import DONE, LEDGER, compared, decide, decided_by, narrowed, opened, outlets, remark
from sayso.cli.series import decisions, undo
from sayso.types import SaysoError

if TYPE_CHECKING:
    from sayso.compare.reprints import Reprint
    from sayso.compare.stories import Story
    from sayso.ledger import DocumentRow, Ledger
    from sayso.types import Document


@click.group(invoke_without_command=True)
@click.option("--words", help="Part of the story's name or of a title.")
@click.option("--least", type=click.IntRange(1), default=1, show_default=True, help="Articles at the least.")
@narrowed
@click.pass_context
def stories(ctx: click.Context, /, ledger: str, as_json: bool, limit: int, offset: int, **wanted: Any) -> int:
    """Group articles on one event; those told by the most articles first.

    Copies of one text count once among the texts of their own. `sayso stories show ID` shows one.
    """
    if ctx.invoked_subcommand is not None:
        return DONE
    from sayso.compare.stories import listed
    from sayso.show import coverage_text

    with opened(ledger) as store:
        page = listed(_all(store), limit, offset, **wanted)
        remark(page, "story", outlets(store, wanted["outlet"]))
    (coverage_text.stories_json if as_json else coverage_text.stories)(page, sys.stdout)
    return DONE


@stories.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@LEDGER
def show(id: str, as_json: bool, ledger: str) -> int:
    """Show a story: its articles in order of time, and which of them are one text."""
    from sayso.compare import reprints as shared
    from sayso.show import coverage_text

    with opened(ledger) as store:
        found = _one(store, id)
        among = {row.id for row in found.articles}
        pairs = [one for one in shared.of_ledger(store, among) if {one.document.id, one.other.id} <= among]
    coverage_text.story(found, pairs, sys.stdout, as_json=as_json)
    return DONE


@stories.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@decided_by
def merge(ids: tuple[str, ...], by: str | None, note: str | None, ledger: str) -> int:
    """Decide that stories are one."""
    from sayso.types import Decision, Review

    if len(set(ids)) < 2:
        raise click.UsageError("give the ids of two stories or more")
    with opened(ledger) as store:
        members = dict.fromkeys(row.id for id in ids for row in _one(store, id).articles)
        decide(store, Review(Decision.MERGE, tuple(members), by=by, note=note), "stories")
    return DONE


@stories.command()
@click.argument("id")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@decided_by
def split(id: str, articles: tuple[str, ...], by: str | None, note: str | None, ledger: str) -> int:
    """Decide that some ARTICLEs of a story are on another event; their ids are in `sayso stories show ID`."""
    from sayso.types import Decision, Review

    with opened(ledger) as store:
        here = [row.id for row in _one(store, id).articles]
        chosen = []
        for given in articles:
            meant = [one for one in here if one.startswith(given)]
            if len(meant) != 1 or len(given) < 6:
                raise SaysoError(f"story {id} has no one article {given}: `sayso stories show {id}` lists its articles")
            chosen.append(meant[0])
        rest = tuple(one for one in here if one not in chosen)
        if not rest:
            raise SaysoError("these are all the articles of the story: there is nothing to split them from")
        decide(store, Review(Decision.SPLIT, tuple(chosen), rest, by=by, note=note), "stories")
    return DONE


@stories.command()
@click.argument("id")
@click.argument("name")
@decided_by
def rename(id: str, name: str, by: str | None, note: str | None, ledger: str) -> int:
    """Give a story a NAME; an empty one takes the given name away."""
    from sayso.types import Decision, Review

    with opened(ledger) as store:
        members = tuple(row.id for row in _one(store, id).articles)
        decide(store, Review(Decision.RENAME, members, name=name.strip(), by=by, note=note), "stories")
    return DONE


stories.add_command(undo)
stories.add_command(decisions)


@click.command()
@click.argument("document", required=False)
@click.option(
    "--extent",
    type=click.Choice(["wholly", "partly"]),
    help="Only where one is, in the main, the other's text; or less.",
)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Pairs at the most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Skip this many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; passages with their spans on both sides.")
@LEDGER
def reprints(document: str | None, extent: str | None, limit: int, offset: int, as_json: bool, ledger: str) -> int:
    """List documents that reuse another's text, the most complete first.

    With a DOCUMENT (its id, or the first 6 or more digits) only its own, with the passages in its words, and under each
    the words that differ. What both have in quotation marks is no reuse: two who quote one speaker have copied nothing
    from each other.
    """
    from sayso.compare import reprints as shared
    from sayso.ledger import Page
    from sayso.show import coverage_text

    with opened(ledger) as store:
        compared(store)
        article = store.document(document) if document else None
        if document and article is None:
            raise SaysoError(f"{ledger}: there is no document {document}: `sayso stories` lists what there is")
        found = shared.of_ledger(store, [article.id] if article else None)
        found = [one for one in found if extent in (None, one.extent.value)]
        page = Page(tuple(found[offset : offset + limit]), len(found), limit, offset)
        remark(page, "reprint")
        pairs = (
            [(one, store.document(_beside(one, article).id)) for one in page.rows] if article and not as_json else []
        )
    if as_json:
        coverage_text.reprints_json(page, sys.stdout)
    elif article:
        for one, other in pairs:
            assert other is not None, "the ledger holds both"
            coverage_text.passages(one, article, other, sys.stdout)
    else:
        coverage_text.reprints(page, sys.stdout)
    return DONE


def _beside(one: Reprint, article: Document) -> DocumentRow:
    """The other of two that share passages."""
    return one.other if one.document.id == article.id else one.document


def _all(store: Ledger) -> list[Story]:
    from sayso.compare.stories import of_ledger

    compared(store)
    return of_ledger(store)


def _one(store: Ledger, id: str) -> Story:
    from sayso.compare.stories import find

    found = find(_all(store), id)
    if found is None:
        raise SaysoError(f"{store.url}: there is no story {id}: `sayso stories` lists them")
    return found
