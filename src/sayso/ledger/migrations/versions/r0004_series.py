"""Series: single people who are said to be in a state, records kept by others, and what people decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Date, DateTime, Float, ForeignKey, Integer, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "fates",
        Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("state", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
    )
    op.create_table(
        "records",
        Column("file_hash", Text, primary_key=True),
        Column("row", Integer, primary_key=True),
        Column("state", Text, primary_key=True),
        Column("counted", Text, primary_key=True),
        Column("dataset", Text, nullable=False),
        Column("file", Text, nullable=False),
        Column("id", Text, nullable=False),
        Column("low", Float),
        Column("best", Float),
        Column("high", Float),
        Column("first", Date),
        Column("last", Date),
        Column("places", Text, nullable=False),
        Column("date_precision", Text),
        Column("place_precision", Text),
        Column("grade", Text),
        Column("version", Text),
        Column("title", Text),
    )
    op.create_index("ix_records_first", "records", ["first"])
    op.create_table(
        "reviews",
        Column("number", Integer, primary_key=True),
        Column("made", DateTime, nullable=False),
        Column("decision", Text, nullable=False),
        Column("figures", Text, nullable=False),
        Column("rest", Text, nullable=False),
        Column("name", Text),
        Column("by", Text),
        Column("note", Text),
        Column("undoes", Integer),
    )
    # Append-only, whoever writes to the file.
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                sa.text(
                    f"CREATE TRIGGER reviews_no_{change.lower()} BEFORE {change} ON reviews "
                    "BEGIN SELECT RAISE(ABORT, 'reviews are never changed: add another'); END"
                )
            )


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")
