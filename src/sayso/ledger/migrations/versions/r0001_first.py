"""The first tables, full-text search over statements, and views for people who open the file in Datasette.

A migration is history: it spells its tables out, and never imports `schema.py`, which shows only the newest ones. A
test holds the two together.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Float, ForeignKey, Integer, Text, UniqueConstraint

revision = "0001"
down_revision = None

VIEWS = (
    """
CREATE VIEW statements_with_documents AS
SELECT s.id, d.published, d.outlet, d.title, s.kind, s.source, s.cue, s.content, d.url, d.id AS document_id
FROM statements s JOIN readings r ON r.id = s.reading_id JOIN documents d ON d.id = r.document_id
WHERE r.current AND d.latest
""",
    """
CREATE VIEW figures_with_statements AS
SELECT d.published, d.outlet, f.words, f.low, f.high, f.bound, f.unit, f.counted, f.state, f.place, f.as_of,
       s.source, s.content, d.title, d.url, d.id AS document_id, s.id AS statement_id
FROM figures f JOIN readings r ON r.id = f.reading_id JOIN documents d ON d.id = r.document_id
LEFT JOIN statements s ON s.reading_id = f.reading_id AND s.position = f.statement_position
WHERE r.current AND d.latest
""",
)

# The index keeps no copy of the words: content="statements", in double quotes, is also how Datasette knows it for one.
FTS5 = (
    'CREATE VIRTUAL TABLE statements_fts USING fts5(content, source, content="statements", content_rowid="number", '
    "tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER statements_fts_insert AFTER INSERT ON statements BEGIN "
    "INSERT INTO statements_fts(rowid, content, source) VALUES (new.number, new.content, new.source); END",
    "CREATE TRIGGER statements_fts_delete AFTER DELETE ON statements BEGIN "
    "INSERT INTO statements_fts(statements_fts, rowid, content, source) "
    "VALUES ('delete', old.number, old.content, old.source); END",
    "CREATE TRIGGER statements_fts_update AFTER UPDATE ON statements BEGIN "
    "INSERT INTO statements_fts(statements_fts, rowid, content, source) "
    "VALUES ('delete', old.number, old.content, old.source); "
    "INSERT INTO statements_fts(rowid, content, source) VALUES (new.number, new.content, new.source); END",
)
TSVECTOR = (
    "CREATE INDEX statements_fts ON statements "
    "USING gin (to_tsvector('simple', content || ' ' || coalesce(source, '')))",
)


def upgrade() -> None:
    _documents()
    _statements()
    _figures()
    _wording()
    for ddl in VIEWS + (FTS5 if op.get_bind().dialect.name == "sqlite" else TSVECTOR):
        op.execute(sa.text(ddl))


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")


def _documents() -> None:
    op.create_table(
        "documents",
        Column("id", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("url", Text),
        Column("version", Integer, nullable=False),
        Column("previous_id", Text, ForeignKey("documents.id")),
        Column("latest", Boolean, nullable=False),
        Column("outlet", Text, index=True),
        Column("title", Text),
        Column("byline", Text),
        Column("dateline", Text),
        Column("published", Date),
        Column("fetched", DateTime),
        Column("language", Text),
        Column("text_hash", Text, nullable=False, index=True),
        Column("text", Text, nullable=False),
        UniqueConstraint("url", "version"),
    )
    op.create_table(
        "readings",
        Column("id", Integer, primary_key=True),
        Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
        Column("versions", Text, nullable=False),
        Column("current", Boolean, nullable=False),
        Column("unread", Text),
        UniqueConstraint("document_id", "versions"),
    )
    op.create_index("documents_by_date", "documents", [sa.text("published DESC"), "id"])
    _create_only("documents_latest", "documents", "url", "latest")
    _create_only("readings_current", "readings", "document_id", "current")


def _create_only(name: str, table: str, column: str, where: str) -> None:
    true = sa.column(where, Boolean) == sa.true()
    op.create_index(name, table, [column], unique=True, sqlite_where=true, postgresql_where=true)


def _statements() -> None:
    op.create_table(
        "statements",
        Column("number", Integer, primary_key=True),
        Column("reading_id", Integer, ForeignKey("readings.id"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("id", Text, nullable=False, index=True),
        Column("kind", Text, nullable=False),
        Column("source", Text),
        Column("cue", Text),
        Column("content", Text, nullable=False),
        Column("content_spans", Text, nullable=False),
        Column("source_spans", Text, nullable=False),
        Column("cue_spans", Text, nullable=False),
        Column("figures", Text, nullable=False),
        UniqueConstraint("reading_id", "position"),
    )


def _figures() -> None:
    op.create_table(
        "figures",
        Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("statement_position", Integer),
        Column("words", Text, nullable=False),
        Column("low", Float),
        Column("high", Float),
        Column("bound", Text, nullable=False),
        Column("counted", Text),
        Column("unit", Text),
        Column("state", Text, index=True),
        Column("place", Text),
        Column("as_of", Text),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
    )


def _wording() -> None:
    op.create_table(
        "markers",
        Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
        Column("statement_position", Integer, primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
    )
    op.create_table(
        "mentions",
        Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
    )
