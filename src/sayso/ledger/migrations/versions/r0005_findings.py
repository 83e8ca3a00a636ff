"""Findings: what has been found of each document so far, so that adding costs what was added."""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, Text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "compared",
        Column("number", Integer, primary_key=True),
        Column("document_id", Text, ForeignKey("documents.id"), nullable=False, unique=True),
        Column("reading_id", Integer, ForeignKey("readings.id"), nullable=False),
        Column("version", Text, nullable=False),
        Column("story", Integer),
    )
    op.create_index("ix_compared_story", "compared", ["story"])
    op.create_table(
        "terms",
        Column("term", Text, primary_key=True),
        Column("documents", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "postings",
        Column("hash", BigInteger, primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likely",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("other", Integer, primary_key=True, autoincrement=False),
        Column("chance", Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reprints",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("other", Integer, primary_key=True, autoincrement=False),
        Column("passages", Text, nullable=False),
        Column("share", Float, nullable=False),
        Column("other_share", Float, nullable=False),
        Column("own", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        Column("statement_id", Text, primary_key=True),
        Column("other_id", Text, primary_key=True),
        Column("number", Integer, nullable=False),
        Column("other", Integer, nullable=False),
        Column("sameness", Text, nullable=False),
        Column("chance", Float, nullable=False),
        Column("why", Text, nullable=False),
    )
    for table, column in (
        ("likely", "other"),
        ("reprints", "other"),
        ("claims", "number"),
        ("claims", "other"),
        ("claims", "other_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")
