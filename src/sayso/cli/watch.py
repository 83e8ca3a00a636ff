"""`sayso watch`: feeds are followed into the ledger, so that edits of their articles arise as versions."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from sayso.cli.adding import added
from sayso.cli.options import DONE, FAILED, LEDGER, SKIPPED, Skips

if TYPE_CHECKING:
    from datetime import datetime

    from sayso.collect.visits import Visits
    from sayso.collect.watching import Look
    from sayso.ledger import Ledger
    from sayso.show.watching import Happened
    from sayso.types import Watched

Progress = Callable[[int, int], None]
WAIT = 60.0  # seconds for another process that writes to the ledger: a night's watch must not end for one


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@LEDGER
@click.option("--every", type=click.IntRange(1), metavar="MINUTES", help="Go on until Ctrl-C, a round every so often.")
@click.option("--list", "only_list", is_flag=True, help="List the feeds that are watched and how they stand.")
@click.option("--stop", is_flag=True, help="Watch these FEEDs no longer; what is stored of them stays.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for everything that happened, or for each feed.")
@click.option("--allow-private", is_flag=True, help="Fetch URLs on private and loopback addresses too.")
def watch(
    feeds: tuple[str, ...],
    ledger: str,
    every: int | None,
    only_list: bool,
    stop: bool,
    as_json: bool,
    allow_private: bool,
) -> int:
    """Follow news feeds into the ledger: edited articles become versions by themselves.

    A FEED is the address of RSS, Atom, a JSON feed or an OPML list, a file with such a list (or one address a line), or
    - for standard input. The ledger remembers them: without a FEED, all that it knows are watched.

    One round looks at what is due and ends: at feeds half an hour after the last time, at articles ever more seldom the
    longer their text has stood, up to a month. Sites are asked politely: one request at a time with a pause, only for
    what has changed, as their robots.txt allows, and less often after failures. Run it every half hour from cron, or
    with --every 30. A FEED that was looked at before says when it is due. Each look is stored before it is reported:
    stop at any time and run it again.
    """
    from sayso.collect.visits import Visits
    from sayso.ledger import Ledger
    from sayso.show import watching as shown

    if (stop and not feeds) or (only_list and (feeds or stop)):
        raise click.UsageError("name the FEEDs to --stop; --list takes none")
    with Ledger(ledger, create=bool(feeds) and not stop, timeout=WAIT) as store:
        skips = Skips()
        if stop:
            return _stop(store, feeds, skips)
        if only_list:
            feeds_known = store.feeds()
            if not feeds_known:
                click.echo("sayso: no feed is watched: `sayso watch FEED` begins", err=True)
            shown.feeds(feeds_known, sys.stdout, as_json)
            return DONE
        visits: Visits[Watched] = Visits(lambda row: row.url)
        first = True
        while True:
            wanted(store, feeds, visits, skips, asked=first)
            first = False
            tally, out = shown.Tally(), sys.stdout
            with _progress() as progress:  # it takes the place of sys.stdout, which is right for a terminal alone
                out = sys.stdout if out.isatty() else out
                shown.report(looks(store, visits, allow_private, progress), out, sys.stderr, tally, as_json)
            click.echo(shown.summary(tally, ledger), err=True)
            if every is None:
                faults = tally.faults + skips.count
                return DONE if not faults else SKIPPED if tally.done else FAILED
            time.sleep(every * 60)


def _stop(store: Ledger, feeds: tuple[str, ...], skips: Skips) -> int:
    from sayso.collect import CollectError, Skip
    from sayso.collect.watching import given
    from sayso.show.formats import count

    for name in feeds:
        try:
            rows = given(name)
        except CollectError as error:
            skips(Skip(name, str(error)))
            continue
        for row in rows:
            skips.collected += 1
            number = store.unwatch(row.url)
            if not number:
                skips(Skip(row.url, "it is not watched: `sayso watch --list` shows what is"))
            else:
                click.echo(f"stopped\t{row.url}\t{count(number - 1, 'article')}")
    return skips.code()


def wanted(store: Ledger, feeds: Iterable[str], visits: Visits[Watched], skips: Skips, asked: bool = False) -> None:
    """Watch what a person names; a list may have become longer since the last round.

    asked: a person names them just now, so for each address is said if nothing comes of that.
    """
    from sayso.collect import CollectError, Skip
    from sayso.collect.watching import given

    for name in feeds:
        try:
            skips.collected += 1
            rows = given(name)
            store.watch(rows, visits.clock())
        except CollectError as error:
            skips(Skip(name, str(error)))
            continue
        if asked and "://" in name and (why := _waits(store, rows[0].url, visits.clock())):
            click.echo(f"sayso: {name}: {why}", err=True)


def _waits(store: Ledger, url: str, now: datetime) -> str | None:
    """Why an address that a person names is not looked at now; None where it is."""
    from sayso.collect.watching import EARLY

    row = store.ask(url, now)
    if row is None or (row.due and row.due <= now + EARLY):
        return None
    if row.due is None:
        return f"{row.ended or 'never due'}, and left alone: `sayso watch --stop {row.url}` forgets that it is"
    day = "" if row.due.date() == now.date() else f"{row.due:%Y-%m-%d} "
    return f"due at {day}{row.due:%H:%M} UTC: nothing to do until then"


def looks(
    store: Ledger, visits: Visits[Watched], allow_private: bool = False, progress: Progress = lambda done, of: None
) -> Iterator[Happened]:
    """One round: look at every feed that is due, then at every article. Each look is stored before it is yielded."""
    from sayso.collect.links import site
    from sayso.collect.watching import EARLY, look
    from sayso.show.watching import Happened

    visits.robots.clear()  # what sites allow is asked anew in every round
    for feeds in (True, False):
        visits.want(store.due(visits.clock() + EARLY, feeds=feeds))
        of = len(visits)
        for row in visits.each():
            now = visits.clock()
            free = store.take(row, site(row.url), now)
            if free is None:
                continue  # another process looks at it
            if free > now:
                visits.rest(row.url, free)
                visits.again(row)
                continue
            yield from _stored(store, row, look(row, visits, allow_private), visits)
            progress(of - len(visits), of)
        yield from (Happened("put off", row) for row in visits.left())


def _stored(store: Ledger, row: Watched, seen: Look, visits: Visits[Watched]) -> Iterator[Happened]:
    """Store what came of a look: the article first, so that it is fetched once more if we are killed in between."""
    from sayso.collect.links import site
    from sayso.show.watching import Happened

    _, unread, became = next(added(store, [seen.document] if seen.document else []), (None, None, None))
    rests = visits.clock() + seen.rests
    visits.rest(row.url, rests)
    store.looked(seen.row, seen.found, site(row.url), rests, seen.moved_from, seen.stood)
    if seen.moved_from:
        yield Happened("moved", seen.row, f"from {seen.moved_from}")
    what = became if became and (became != "same" or seen.what == "found") else seen.what
    yield Happened(what, seen.row, seen.why, seen.document, unread)


def _progress() -> AbstractContextManager[Progress]:
    if not sys.stderr.isatty():
        return nullcontext(lambda done, of: None)
    from sayso.show.progress import measured

    return measured("watching", "addresses")
