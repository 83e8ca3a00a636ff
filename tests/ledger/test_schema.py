"""The tables as the migrations make them, as the code declares them, and as a person finds them in Datasette."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from sayso import ledger as room
from sayso.ledger import Ledger
from sayso.ledger.migrations import HEAD
from sayso.ledger.schema import documents, metadata, readings
from tests.ledger.readings import article, edited

MIGRATIONS = Path(room.__file__).parent / "migrations"
TABLES = {
    "documents",
    "readings",
    "statements",
    "figures",
    "markers",
    "mentions",
    "actors",
    "fates",
    "records",
    "reviews",
    "compared",
    "terms",
    "postings",
    "likely",
    "reprints",
    "claims",
    "vectors",
    "watched",
    "sites",
    "sightings",
}


def test_the_migrations_make_the_tables_that_the_code_declares(ledger: Ledger) -> None:
    def ours(_object: Any, name: str | None, kind: str, *_rest: Any) -> bool:
        return kind != "table" or not (name or "").startswith(("statements_fts", "alembic_version"))

    with ledger._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []
    assert set(metadata.tables) == TABLES


def test_the_newest_migration_is_the_head() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_heads() == [HEAD]
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)  # a newer ledger is told by comparing them
    assert all(re.fullmatch(r"\d{4}", revision) for revision in revisions)


def test_no_migration_leans_on_the_tables_of_today() -> None:
    for path in (MIGRATIONS / "versions").glob("r*.py"):
        assert not re.search(r"^\s*(from|import) sayso", path.read_text(), re.M), path


@pytest.fixture
def opened(ledger: Ledger, path: Path) -> Any:
    ledger.add(article(0))
    ledger.add(article(1))
    ledger.add(edited(article(1)))
    ledger.add(article(0, versions={"model": "invented-2"}))
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_a_person_finds_statements_with_their_articles(opened: sqlite3.Connection) -> None:
    cursor = opened.execute("SELECT * FROM statements_with_documents WHERE source LIKE '%Brandt' ORDER BY published")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    assert [row.pop("document_id") for row in rows] == [article(0).document.id, edited(article(1)).document.id]
    assert len({row.pop("id") for row in rows}) == 2
    assert rows[0] == {
        "published": "2031-04-01",
        "outlet": "Veldra Courier",
        "title": "The ferry, day 0",
        "kind": "direct",
        "source": "Ilse Brandt",
        "actor": None,
        "role": None,
        "naming": None,
        "cue": "said",
        "content": "“Nobody warned us, not one of them”",
        "url": "https://courier.example/0",
    }


def test_a_person_finds_figures_with_who_gave_them(opened: sqlite3.Connection) -> None:
    columns = "published, words, low, high, bound, counted, state, place, as_of, source"
    rows = opened.execute(f"SELECT {columns} FROM figures_with_statements ORDER BY published").fetchall()
    rest = ("at least 12", 12.0, None, "at least", "passengers", "killed", "Veldra", "on Tuesday", "the harbour office")
    assert rows == [("2031-04-01", *rest), ("2031-04-02", *rest)]


def test_views_show_what_queries_show(opened: sqlite3.Connection, ledger: Ledger) -> None:
    shown = {row[0] for row in opened.execute("SELECT id FROM statements_with_documents")}
    assert shown == {row.id for row in ledger.statements(room.StatementQuery()).rows}
    assert len(shown) == 10


def test_datasette_knows_the_search_table_for_one(opened: sqlite3.Connection) -> None:
    """By the query that Datasette asks of a table to learn whether it can be searched."""
    query = "select name from sqlite_master where rootpage = 0 and sql like ?"
    assert opened.execute(query, ['%VIRTUAL TABLE%USING FTS%content="statements"%']).fetchall() == [("statements_fts",)]
    found = (
        "SELECT count(*) FROM statements WHERE rowid IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
    )
    assert opened.execute(found, ["source: brandt"]).fetchone() == (4,)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE statements SET content = 'a lantern' WHERE kind = 'direct'", {"lantern": 4, "warned": 0}),
        ("DELETE FROM statements WHERE kind = 'direct'", {"lantern": 0, "warned": 0}),
    ],
)
def test_the_search_table_follows_changes(opened: sqlite3.Connection, change: str, found: dict[str, int]) -> None:
    opened.execute(change)
    opened.execute("INSERT INTO statements_fts(statements_fts) VALUES ('integrity-check')")
    for word, count in found.items():
        query = "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH ?"
        assert opened.execute(query, [word]).fetchone() == (count,)


def test_the_database_refuses_a_second_current_reading_and_a_second_latest_version(ledger: Ledger) -> None:
    ledger.add(article(0))
    ledger.add(article(0, versions={"model": "invented-2"}))
    ledger.add(edited(article(0)))
    for table, flag in ((readings, "current"), (documents, "latest")):
        with pytest.raises(IntegrityError), ledger._engine.begin() as connection:
            connection.execute(table.update().values({flag: True}))
