"""Sightings: what stood at an address, in order of time.

In: the sightings of one address, and a document that was fetched from it. Out: the sightings with this one among them.
A sighting is a stretch of time in which the same text stood there under the same title, byline and dateline, from the
first fetch that found it to the last; so a text that goes A, B, A has three. Where no fetch is dated (a file that
somebody saved) the order in which documents were added stands for time, and a text that is there already is no news:
adding the same document twice changes nothing. Fetches may come in in any order; of a stretch only its first and last
are kept, so where later finds cut a stretch twice, what stood between the cuts may be missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from sayso.ledger.schema import documents, sightings
from sayso.types import Document

HEAD = ("title", "byline", "dateline")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What stood at an address from `first` to `last`, as far as fetches tell. number: the ledger's, or None."""

    document: str
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    first: datetime | None = None
    last: datetime | None = None
    number: int | None = None

    def shows(self, other: Sighting) -> bool:
        """Whether a reader found the same there: text and head."""
        return (self.document, self.title, self.byline, self.dateline) == (
            other.document,
            other.title,
            other.byline,
            other.dateline,
        )


def with_fetched(seen: Sequence[Sighting], new: Sighting) -> list[Sighting]:
    """The sightings of an address in order, with one fetch among them. new: its `first` and `last` are the fetch's."""
    moment = new.first
    if moment is None:
        return [*seen] if any(one.document == new.document for one in seen) else [*seen, new]
    if any(_known(one, new, moment) for one in seen):
        return [*seen]
    at = _before(seen, moment)
    if at >= 0 and seen[at].shows(new):
        held = seen[at]
        return [*seen[:at], replace(held, last=max(held.last or moment, moment)), *seen[at + 1 :]]
    if at >= 0 and (around := seen[at]).last and around.first and around.first < moment < around.last:
        # it stood there before and after: two sightings, with this one between
        cut = [replace(around, last=around.first), new, replace(around, first=around.last, number=None)]
        return [*seen[:at], *cut, *seen[at + 1 :]]
    if at + 1 < len(seen) and seen[at + 1].shows(new) and seen[at + 1].first:
        return [*seen[: at + 1], replace(seen[at + 1], first=moment), *seen[at + 2 :]]
    return [*seen[: at + 1], new, *seen[at + 1 :]]


def _known(one: Sighting, new: Sighting, moment: datetime) -> bool:
    """Whether a sighting tells already that the document stood there at this moment; none has two heads at once."""
    if one.document != new.document or one.first is None or one.last is None:
        return False
    return moment in (one.first, one.last) or (one.shows(new) and one.first < moment < one.last)


def _before(seen: Sequence[Sighting], moment: datetime) -> int:
    """The last sighting that began at this moment or before, or -1; one without a time began with the one before it."""
    at, latest = -1, None
    for index, one in enumerate(seen):
        latest = max((known for known in (latest, one.first) if known), default=None)
        if latest is None or latest <= moment:
            at = index
    return at


def note(connection: Connection, document: Document) -> tuple[Sighting | None, Sighting | None]:
    """Keep that a stored document stood at its address, and which document is the latest there.

    Returns the sighting that this made, or None where it is no news, and what stood there before it.
    """
    before = of_address(connection, document.url or "")
    new = Sighting(document.id, document.title, document.byline, document.dateline, document.fetched, document.fetched)
    after = with_fetched(before, new)
    if after == before:
        return None, None
    known = {one.number: (at, one) for at, one in enumerate(before)}
    made = None
    for at, one in enumerate(after):
        values = {name: getattr(one, name) for name in (*HEAD, "first", "last")} | {"position": at}
        if one.number is None:
            row = values | {"url": document.url, "document_id": one.document}
            connection.execute(insert(sightings).values(row))
            made = at if one.document == document.id else made
        elif known[one.number] != (at, one):
            connection.execute(update(sightings).where(sightings.c.number == one.number).values(values))
    latest = after[-1].document
    connection.execute(
        update(documents)
        .where(documents.c.url == document.url, documents.c.id != latest, documents.c.latest)
        .values(latest=False)
    )
    connection.execute(update(documents).where(documents.c.id == latest).values(latest=True))
    return (None, None) if made is None else (after[made], after[made - 1] if made else None)


def of_address(connection: Connection, url: str) -> list[Sighting]:
    """The sightings of an address, in order."""
    columns = (sightings.c.document_id, *(sightings.c[name] for name in (*HEAD, "first", "last", "number")))
    query = select(*columns).where(sightings.c.url == url).order_by(sightings.c.position, sightings.c.number)
    return [Sighting(*row) for row in connection.execute(query)]
