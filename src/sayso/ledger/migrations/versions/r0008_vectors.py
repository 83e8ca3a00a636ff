"""Vectors of statements, kept so that none is worked out twice."""

from alembic import op
from sqlalchemy import Column, LargeBinary, Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "vectors",
        Column("words_hash", Text, primary_key=True),
        Column("version", Text, nullable=False),
        Column("vector", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")
