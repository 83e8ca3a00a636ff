"""Filing: a reading is taken apart into the rows of the tables, and put together again.

In: a connection in a transaction, and a reading or a document. Out: what became of it, or an equal reading. It begins
and ends no transaction: what it writes is stored when its caller commits.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from sayso.ledger import queries, sightings
from sayso.ledger.schema import actors, documents, fates, figures, markers, mentions, readings, statements
from sayso.types import (
    Actor,
    Bound,
    Document,
    Fate,
    Figure,
    Kind,
    Marker,
    Mention,
    Reading,
    Span,
    Spans,
    Statement,
)

PARTS = " … "  # between the words of spans that stand apart
FIGURE_FIELDS = ("counted", "unit", "state", "place", "as_of", "vague", "scale", "whole", "change")
DOCUMENT_FIELDS = ("name", "url", "outlet", "title", "byline", "dateline", "published", "fetched", "language", "text")


class Added(StrEnum):
    """What became of a reading that was added."""

    NEW = "new"
    SAME = "same"  # stored before, read by the same versions
    VERSION = "version"  # another text under a URL that was there
    RETURNED = "returned"  # an older text, fetched under its URL again after another
    REHEADED = "reheaded"  # the same text under another title, byline or dateline
    REREAD = "reread"  # the same document, read by other versions; the older reading is kept


def statement_ids(document: str, claims: Sequence[Statement]) -> list[str]:
    """The permanent ids of a reading's statements, 12 hex digits each.

    An id is made of the document and the spans of the content: it outlives a better reading of who said it, or how.
    Where two statements claim the same words, the second of them is told apart by its turn.
    """
    turns: Counter[Spans] = Counter()
    ids = []
    for claim in claims:
        key = f"{document}\n{json.dumps(claim.content)}\n{turns[claim.content]}"
        turns[claim.content] += 1
        ids.append(hashlib.sha256(key.encode()).hexdigest()[:12])
    return ids


def versions_text(versions: Mapping[str, str]) -> str:
    return json.dumps(dict(sorted(versions.items())))


def store(connection: Connection, reading: Reading) -> Added:
    """File a reading; it becomes the current one of its document, and its document the latest version at its URL,
    unless one that was fetched later is there."""
    document, versions = reading.document, versions_text(reading.versions)
    known, result = _add_document(connection, document)
    if known:
        found = connection.execute(
            select(readings.c.id, readings.c.current).where(
                readings.c.document_id == document.id, readings.c.versions == versions
            )
        ).first()
        if found and found.current:
            return result
        connection.execute(update(readings).where(readings.c.document_id == document.id).values(current=False))
        result = Added.REREAD if result is Added.SAME else result
        if found:  # read by these versions before, then by others: that reading is the current one again
            connection.execute(update(readings).where(readings.c.id == found.id).values(current=True))
            return result
    row = {"document_id": document.id, "versions": versions, "current": True, "unread": reading.unread}
    inserted = connection.execute(insert(readings).values(row)).inserted_primary_key
    assert inserted is not None
    for table, rows in _rows(reading, inserted[0]).items():
        if rows:
            connection.execute(insert(table), rows)
    return result


def _add_document(connection: Connection, document: Document) -> tuple[bool, Added]:
    """Whether the document was there, and what became of it."""
    if connection.execute(select(documents.c.id).where(documents.c.id == document.id)).first():
        return True, see(connection, document)
    before = None
    if document.url:
        same_url = select(documents.c.id, documents.c.version).where(documents.c.url == document.url)
        before = connection.execute(same_url.order_by(documents.c.version.desc()).limit(1)).first()
    values = {name: getattr(document, name) for name in DOCUMENT_FIELDS}
    values |= {"id": document.id, "text_hash": document.text_hash, "url": document.url or None}  # an empty URL is none
    values |= {"version": 1, "previous_id": None, "latest": not document.url}
    if before:
        values |= {"version": before.version + 1, "previous_id": before.id}
    connection.execute(insert(documents).values(values))
    if document.url:
        sightings.note(connection, document)
    return False, Added.VERSION if before else Added.NEW


def see(connection: Connection, document: Document) -> Added:
    """Keep that a document that is stored was fetched (again): it may have come back after another text."""
    if not document.url or document.fetched is None:
        return Added.SAME  # nothing says that it stood there at another time
    made, before = sightings.note(connection, document)
    if made is None:
        return Added.SAME
    return Added.REHEADED if before and before.document == made.document else Added.RETURNED


def _rows(reading: Reading, number: int) -> dict[Table, list[dict[str, Any]]]:
    """The rows of a reading for each table."""
    text, owner = reading.document.text, dict[int, int]()
    said: list[dict[str, Any]] = []
    wording: list[dict[str, Any]] = []
    ids = statement_ids(reading.document.id, reading.statements)
    for position, (id, s) in enumerate(zip(ids, reading.statements, strict=True)):
        row = {"reading_id": number, "position": position, "id": id, "kind": s.kind.value}
        row |= {"content": _words(s.content, text) or "", "content_spans": json.dumps(s.content)}
        row |= {"source": _words(s.source, text), "source_spans": json.dumps(s.source)}
        row |= {"cue": _words(s.cue, text), "cue_spans": json.dumps(s.cue), "figures": json.dumps(s.figures)}
        row |= {"actor_position": s.actor}
        said.append(row)
        for figure in s.figures:
            owner.setdefault(figure, position)
        for at, m in enumerate(s.markers):
            place = {"reading_id": number, "statement_position": position, "position": at}
            wording.append(place | {"kind": m.kind, "why": m.why} | _span(m.span, text))
    counted = [
        {"reading_id": number, "position": at, "statement_position": owner.get(at), "bound": f.bound.value}
        | {name: getattr(f, name) for name in FIGURE_FIELDS}
        | {"low": _number(f.low), "high": _number(f.high)}
        | _span(f.span, text)
        for at, f in enumerate(reading.figures)
    ]
    mentioned = [
        {"reading_id": number, "position": at, "kind": m.kind} | _span(m.span, text)
        for at, m in enumerate(reading.mentions)
    ]
    speaking = [
        {"reading_id": number, "position": at, "name": a.name, "kind": a.kind, "role": a.role and a.role.value}
        | {"naming": a.naming and a.naming.value, "spans": json.dumps(a.mentions)}
        for at, a in enumerate(reading.actors)
    ]
    suffered = [
        {"reading_id": number, "position": at, "state": f.state} | _span(f.span, text)
        for at, f in enumerate(reading.fates)
    ]
    return {
        statements: said,
        markers: wording,
        figures: counted,
        mentions: mentioned,
        actors: speaking,
        fates: suffered,
    }


def _words(spans: Spans, text: str) -> str | None:
    """The words of the spans on one line."""
    return PARTS.join(" ".join(span.words(text).split()) for span in spans) if spans else None


def _span(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "words": _words((span,), text)}


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)  # a whole number beyond 64 bits is more than SQLite takes as one


def recall(connection: Connection, document: Document) -> Reading | None:
    """The current reading of a document that is stored."""
    head = connection.execute(select(readings).where(readings.c.document_id == document.id, readings.c.current)).first()
    if head is None:
        return None

    def rows(table: Any, *order: str) -> list[Any]:
        query = select(table).where(table.c.reading_id == head.id).order_by(*(table.c[name] for name in order))
        return list(connection.execute(query))

    wording: dict[int, list[Marker]] = {}
    for row in rows(markers, "statement_position", "position"):
        wording.setdefault(row.statement_position, []).append(Marker(row.kind, Span(row.start, row.end), row.why))
    return Reading(
        document=document,
        statements=tuple(
            Statement(
                Kind(row.kind),
                queries.spans(row.content_spans),
                queries.spans(row.source_spans),
                queries.spans(row.cue_spans),
                tuple(wording.get(row.position, ())),
                tuple(json.loads(row.figures)),
                row.actor_position,
            )
            for row in rows(statements, "position")
        ),
        figures=tuple(
            Figure(
                Span(row.start, row.end),
                row.low,
                row.high,
                Bound(row.bound),
                row.counted,
                row.unit,
                row.state,
                row.place,
                row.as_of,
                row.vague,
                row.scale,
                row.whole,
                row.change,
            )
            for row in rows(figures, "position")
        ),
        mentions=tuple(Mention(row.kind, Span(row.start, row.end)) for row in rows(mentions, "position")),
        versions=json.loads(head.versions),
        unread=head.unread,
        actors=tuple(
            Actor(
                row.name,
                row.kind,
                queries.stored_role(row.role),
                queries.stored_naming(row.naming),
                queries.spans(row.spans),
            )
            for row in rows(actors, "position")
        ),
        fates=tuple(Fate(Span(row.start, row.end), row.state) for row in rows(fates, "position")),
    )
