"""Watching: which feeds and articles are watched, when each is due, and which sites rest.

In: a connection, in a transaction where something is written. Out: rows that are due, the longest due first; what came
of a look goes back in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from sayso.ledger.schema import sites, watched
from sayso.types import Ended, Watched

LEASE = timedelta(minutes=10)  # who takes a row has it for so long, many times what a look takes; then it is due again
HELD = timedelta(seconds=40)  # and its site rests for everyone else: longer than a fetch may take
FAR = timedelta(days=60)  # nobody waits for so long: a clock that was wrong has written that


class FeedRow(NamedTuple):
    """A feed with the number of articles that it announced, and of those that are still looked at."""

    feed: Watched
    articles: int
    watched: int


def announce(connection: Connection, rows: Iterable[Watched], now: datetime) -> int:
    """Watch these from now on; returns how many are new.

    What is watched already stays as it is, but for an article with another headline: it was edited, and is due at once.
    """
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    stands = watched.c.failures == 0, or_(watched.c.ended.is_(None), watched.c.ended == Ended.SETTLED)
    new = 0
    for row in rows:
        insert = dialect.insert(watched).values(asdict(row) | {"announced": now, "due": now})
        inserted = connection.execute(insert.on_conflict_do_nothing()).rowcount
        new += inserted
        if not inserted and row.feed and row.title:
            other = watched.c.url == row.url, watched.c.feed == row.feed, watched.c.title != row.title
            headline = {"title": row.title, "due": now, "ended": None}
            connection.execute(watched.update().where(*other, *stands).values(headline))
    return new


def ask(connection: Connection, url: str, now: datetime) -> Watched | None:
    """How an address stands that a person names, under whatever address it is now; None where it is not watched.

    A feed that never answered is due at once, whatever its failures: who names it may have mended what was wrong. One
    that is due within a lease is left so: another process may be looking at it.
    """
    known: set[str] = set()
    row = None
    while url not in known:
        known.add(url)
        found = connection.execute(select(watched).where(watched.c.url == url)).first()
        row = _row(found._mapping) if found else None
        url = row.moved if row and row.moved else url
    failing = row and row.feed is None and row.answered is None and row.ended is None and row.failures
    if row and failing and row.due and row.due > now + LEASE:
        connection.execute(watched.update().where(watched.c.url == row.url).values(due=now))
        return replace(row, due=now)
    return row


def due(connection: Connection, by: datetime, *, feeds: bool) -> list[Watched]:
    """Feeds, or articles, that are due by then, the longest due first."""
    kind = watched.c.feed.is_(None) if feeds else watched.c.feed.is_not(None)
    then = or_(watched.c.due <= by, watched.c.due > by + FAR)
    query = select(watched).where(kind, then).order_by(watched.c.due, watched.c.url)
    return [_row(found._mapping) for found in connection.execute(query)]


def take(connection: Connection, row: Watched, site: str, now: datetime) -> datetime | None:
    """Take a row that was due, to look at it; its site rests for everyone else.

    Returns `now`; a later time where its site rests until then, and nothing is taken; None where it is not as it was,
    because someone else took it.
    """
    rests: datetime | None = connection.execute(select(sites.c.rests).where(sites.c.site == site)).scalar()
    if rests and now < rests <= now + FAR:
        return rests
    as_it_was = watched.c.url == row.url, watched.c.due == row.due
    if not connection.execute(watched.update().where(*as_it_was).values(due=now + LEASE)).rowcount:
        return None
    rest(connection, site, now + HELD)
    return now


def rest(connection: Connection, site: str, until: datetime) -> None:
    """Leave a site alone until then."""
    connection.execute(sites.delete().where(sites.c.site == site))
    connection.execute(sites.insert().values(site=site, rests=until))


def put(connection: Connection, row: Watched) -> None:
    """What came of a look."""
    connection.execute(watched.update().where(watched.c.url == row.url).values(asdict(row)))


def move(connection: Connection, old: str, row: Watched) -> None:
    """Watch `row` from now on instead of the old address, which is kept: a list that names it still does not bring it
    back. Where the new one is watched already, it stays as it is."""
    ended = {"ended": Ended.MOVED, "moved": row.url, "due": None, "failures": 0, "said": None}
    connection.execute(watched.update().where(watched.c.url == old).values(ended | {"checked": row.checked}))
    connection.execute(watched.update().where(watched.c.feed == old).values(feed=row.url))
    back = watched.c.url == row.url, watched.c.ended == Ended.MOVED  # it had moved here from there, and now moves back
    connection.execute(watched.delete().where(*back))
    if connection.execute(select(watched.c.url).where(watched.c.url == row.url)).first() is None:
        connection.execute(watched.insert().values(asdict(row)))


def forget(connection: Connection, feed: str) -> int:
    """Watch a feed and its articles no longer, under whatever address it was or is; returns how many they were."""
    known, number = {feed}, 0
    while len(known) > number:
        number = len(known)
        named = or_(watched.c.url.in_(known), watched.c.moved.in_(known))
        pairs = connection.execute(select(watched.c.url, watched.c.moved).where(named, watched.c.feed.is_(None))).all()
        known |= {address for pair in pairs for address in pair if address}
    of_it = or_(watched.c.url.in_(known), watched.c.feed.in_(known))
    return connection.execute(watched.delete().where(of_it)).rowcount


def feeds(connection: Connection) -> list[FeedRow]:
    """All feeds, by their addresses."""
    counts = select(watched.c.feed, func.count(), func.count(watched.c.due)).group_by(watched.c.feed)
    numbers = {feed: (all_of_it, still) for feed, all_of_it, still in connection.execute(counts)}
    query = select(watched).where(watched.c.feed.is_(None)).order_by(watched.c.url)
    found = (_row(row._mapping) for row in connection.execute(query))
    return [FeedRow(row, *numbers.get(row.url, (0, 0))) for row in found]


def _row(found: Any) -> Watched:
    return Watched(**{**found, "ended": Ended(found["ended"]) if found["ended"] else None})
