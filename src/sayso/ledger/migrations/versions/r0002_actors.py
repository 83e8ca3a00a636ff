"""Actors: whom the sources of a document refer to. Readings that were stored before have none.

No index but the primary key. With 20,000 invented articles, 280,000 statements and 100,000 actors of evenly spread
roles, an index on role took the count of a role from 42.5 to 39.6 ms; one on role and naming made that and the count of
a naming slower; one that covers what lists show changed nothing beyond 5 % (2026-11, processor time, best of seven).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, Text

revision = "0002"
down_revision = "0001"

# What r0001 shows, and whom the source refers to.
VIEWS = {
    "statements_with_documents": """
CREATE VIEW statements_with_documents AS
SELECT s.id, d.published, d.outlet, d.title, s.kind, s.source, a.name AS actor, a.role, a.naming, s.cue, s.content,
       d.url, d.id AS document_id
FROM statements s JOIN readings r ON r.id = s.reading_id JOIN documents d ON d.id = r.document_id
LEFT JOIN actors a ON a.reading_id = s.reading_id AND a.position = s.actor_position
WHERE r.current AND d.latest
""",
    "figures_with_statements": """
CREATE VIEW figures_with_statements AS
SELECT d.published, d.outlet, f.words, f.low, f.high, f.bound, f.unit, f.counted, f.state, f.place, f.as_of,
       s.source, a.name AS actor, a.role, a.naming, s.content, d.title, d.url, d.id AS document_id,
       s.id AS statement_id
FROM figures f JOIN readings r ON r.id = f.reading_id JOIN documents d ON d.id = r.document_id
LEFT JOIN statements s ON s.reading_id = f.reading_id AND s.position = f.statement_position
LEFT JOIN actors a ON a.reading_id = s.reading_id AND a.position = s.actor_position
WHERE r.current AND d.latest
""",
}


def upgrade() -> None:
    op.create_table(
        "actors",
        Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("name", Text, nullable=False),
        Column("kind", Text),
        Column("role", Text),
        Column("naming", Text),
        Column("spans", Text, nullable=False),
    )
    op.add_column("statements", Column("actor_position", Integer))
    for name, ddl in VIEWS.items():
        op.execute(sa.text(f"DROP VIEW {name}"))
        op.execute(sa.text(ddl))


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")
