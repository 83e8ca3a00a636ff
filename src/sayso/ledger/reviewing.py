"""Reviewing: decisions and records go into the ledger and come back.

In: a connection with reviews or records. Out: the same, in order. Reviews are only ever added. Records of one file
are stored once, however often it is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from sayso.ledger.schema import records, reviews
from sayso.types import Decision, Record, Review, now

STREAMED = 1000  # rows fetched at a time


def add_review(connection: Connection, review: Review) -> Review:
    """The review as it was stored, with its number and time."""
    made = now()
    row = {
        "made": made,
        "decision": review.decision.value,
        "figures": json.dumps(review.members),
        "rest": json.dumps(review.rest),
        "name": review.name,
        "by": review.by,
        "note": review.note,
        "undoes": review.undoes,
    }
    number = connection.execute(insert(reviews).values(row)).inserted_primary_key
    return replace(review, number=number[0] if number else None, made=made)


def all_reviews(connection: Connection) -> list[Review]:
    """All reviews, the oldest first."""
    return [
        Review(
            Decision(row.decision),
            tuple(json.loads(row.figures)),
            tuple(json.loads(row.rest)),
            row.name,
            row.by,
            row.note,
            row.undoes,
            row.number,
            row.made,
        )
        for row in connection.execute(select(reviews).order_by(reviews.c.number))
    ]


def add_records(connection: Connection, found: Sequence[Record]) -> int:
    """Store records; those that are there already are left alone. Returns how many were new."""
    rows = [asdict(r) | {"places": json.dumps(r.places, ensure_ascii=False), "counted": r.counted or ""} for r in found]
    if not rows:
        return 0
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return connection.execute(dialect.insert(records).on_conflict_do_nothing(), rows).rowcount


def all_records(connection: Connection, since: date | None = None, until: date | None = None) -> Iterator[Record]:
    """Records of days from `since` to `until`; those without a date only where neither is given."""
    query = select(records).order_by(records.c.file, records.c.row, records.c.state, records.c.counted)
    if since is not None:
        query = query.where(records.c.last >= since)
    if until is not None:
        query = query.where(records.c.first <= until)
    for row in connection.execute(query.execution_options(yield_per=STREAMED)):
        yield _record(row)


def _record(row: Any) -> Record:
    fields = {name: getattr(row, name) for name in Record.__dataclass_fields__}
    return Record(**fields | {"places": tuple(json.loads(row.places)), "counted": row.counted or None})
