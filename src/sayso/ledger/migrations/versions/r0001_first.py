"""The first tables, full-text search over statements, and a view that joins them with their articles.

Later migrations must not import schema.py, which shows only the newest tables; this one spells its own out by creating
them from a frozen copy of it for as long as it is the only one.
"""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.schema import metadata

revision = "0001"
down_revision = None

VIEW = """
CREATE VIEW statements_with_articles AS
SELECT s.id, d.published, d.outlet, d.title, s.kind, s.source, s.cue, s.content, d.url, d.id AS document_id
FROM statements s JOIN readings r ON r.id = s.reading_id JOIN documents d ON d.id = r.document_id
WHERE r.current AND d.latest
"""
FTS5 = (
    "CREATE VIRTUAL TABLE statements_search USING fts5(content, source, content='statements', content_rowid='number', "
    "tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER statements_search_insert AFTER INSERT ON statements BEGIN "
    "INSERT INTO statements_search(rowid, content, source) VALUES (new.number, new.content, new.source); END",
    "CREATE TRIGGER statements_search_delete AFTER DELETE ON statements BEGIN "
    "INSERT INTO statements_search(statements_search, rowid, content, source) "
    "VALUES ('delete', old.number, old.content, old.source); END",
)
TSVECTOR = (
    "CREATE INDEX statements_search ON statements "
    "USING gin (to_tsvector('simple', content || ' ' || coalesce(source, '')))"
)


def upgrade() -> None:
    bind = op.get_bind()
    metadata.create_all(bind)
    bind.execute(sa.text(VIEW))
    for statement in FTS5 if bind.dialect.name == "sqlite" else (TSVECTOR,):
        bind.execute(sa.text(statement))


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")
