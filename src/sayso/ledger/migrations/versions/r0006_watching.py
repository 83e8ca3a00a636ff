"""Watching: feeds, the articles that they announced, when each is due to be fetched again, and which sites rest."""

from alembic import op
from sqlalchemy import Column, Date, DateTime, Integer, Text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "watched",
        Column("url", Text, primary_key=True),
        Column("feed", Text),
        Column("title", Text),
        Column("author", Text),
        Column("published", Date),
        Column("etag", Text),
        Column("modified", Text),
        Column("address", Text),
        Column("text_hash", Text),
        Column("announced", DateTime),
        Column("checked", DateTime),
        Column("answered", DateTime),
        Column("changed", DateTime),
        Column("due", DateTime),
        Column("failures", Integer, nullable=False),
        Column("said", Text),
        Column("ended", Text),
        Column("moved", Text),
    )
    op.create_index("ix_watched_feed", "watched", ["feed"])
    op.create_index("ix_watched_due", "watched", ["due"])
    op.create_table(
        "sites",
        Column("site", Text, primary_key=True),
        Column("rests", DateTime, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")
