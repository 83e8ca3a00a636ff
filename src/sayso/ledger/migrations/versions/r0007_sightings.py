"""Sightings: what stood at an address, in order of time, so that a text that comes back is seen to.

Ledgers of before did not keep when a text that was there was fetched again: each of their documents stood there once.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "sightings",
        Column("number", Integer, primary_key=True),
        Column("url", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
        Column("title", Text),
        Column("byline", Text),
        Column("dateline", Text),
        Column("first", DateTime),
        Column("last", DateTime),
    )
    op.create_index("ix_sightings_url", "sightings", ["url"])
    op.create_index("ix_sightings_document_id", "sightings", ["document_id"])
    op.execute(
        sa.text(
            "INSERT INTO sightings (url, position, document_id, title, byline, dateline, first, last) "
            "SELECT url, version - 1, id, title, byline, dateline, fetched, fetched FROM documents "
            "WHERE url IS NOT NULL ORDER BY url, version"
        )
    )


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")
