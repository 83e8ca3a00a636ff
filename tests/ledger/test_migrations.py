"""A ledger of an older Sayso, with what was stored in it, becomes one of this."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from sayso import ledger as room
from sayso.compare import sources
from sayso.ledger import FigureQuery, Ledger, LedgerError, StatementQuery
from sayso.types import Naming, Role, Watched
from tests.ledger.readings import article, edited

RECORDED = Path(__file__).parent / "recorded"
AGAIN = {"model": "invented-2", "rules": "1"}
KNOWN = {"Ilse Brandt": ("Ilse Brandt", Role.OFFICIAL, Naming.NAMED)}


def old_ledger(path: Path, revision: str) -> None:
    """The tables of that revision, filled with the rows that Sayso stored when it was the newest."""
    config = Config()
    config.set_main_option("script_location", str(Path(room.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    stored = sqlite3.connect(path)
    stored.executescript((RECORDED / f"{revision}.sql").read_text("utf8"))
    stored.close()


@pytest.fixture
def old(path: Path) -> Path:
    old_ledger(path, "0001")
    return path


def test_readings_of_before_come_back_without_actors(old: Path) -> None:
    with Ledger(old, create=False) as ledger:
        assert ledger.reading(article(0).document.id) == article(0, versions=AGAIN)
        assert ledger.reading(article(1).document.id) == article(1)
        assert ledger.reading(edited(article(1)).document.id) == edited(article(1))
        assert not article(1).actors
        assert ledger.add(article(1)) == "same"


def test_what_was_stored_before_is_found_as_before(old: Path, tmp_path: Path) -> None:
    with Ledger(old, create=False) as ledger, Ledger(tmp_path / "new.db") as new:
        for reading in (article(0), article(1), edited(article(1)), article(0, versions=AGAIN)):
            new.add(reading)
        for query in (StatementQuery(), StatementQuery(text="ferry sunk"), StatementQuery(actor="brandt")):
            assert ledger.statements(query) == new.statements(query)
            assert ledger.statements(query).total
        assert ledger.statements(StatementQuery(role="official")).total == 0
        assert ledger.figures(FigureQuery()) == new.figures(FigureQuery())
        assert sources(ledger) == sources(new)
        assert {row.actor for row in ledger.statements(StatementQuery()).rows} == {None}


def test_actors_can_be_added_to_it(old: Path) -> None:
    reading = article(2, known=KNOWN)
    read_again = article(0, versions={"model": "3"}, known=KNOWN)
    with Ledger(old, create=False) as ledger:
        assert [ledger.add(reading), ledger.add(read_again)] == ["new", "reread"]
        assert ledger.reading(reading.document.id) == reading
        assert ledger.reading(read_again.document.id) == read_again
        assert ledger.statements(StatementQuery(role="official")).total == 2


def test_its_views_show_actors(old: Path) -> None:
    with Ledger(old, create=False) as ledger:
        ledger.add(article(2, known=KNOWN))
    with sqlite3.connect(old) as connection:
        found = connection.execute(
            "SELECT source, actor, role, naming FROM statements_with_documents WHERE kind = 'direct' ORDER BY published"
        ).fetchall()
        counted = connection.execute("SELECT words, source, actor FROM figures_with_statements").fetchall()
    connection.close()
    assert found == [("Ilse Brandt", None, None, None)] * 2 + [("Ilse Brandt", "Ilse Brandt", "official", "named")]
    assert counted == [("at least 12", "the harbour office", None)] * 3


def test_a_migration_that_breaks_off_leaves_the_old_ledger(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tables() -> list[tuple[str]]:
        connection = sqlite3.connect(old)
        found = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        connection.close()
        return found

    before = tables()
    with monkeypatch.context() as patched:
        patched.setattr("alembic.operations.base.Operations.add_column", interrupt, raising=False)
        with pytest.raises(KeyboardInterrupt):
            Ledger(old)
    assert tables() == before
    with Ledger(old, create=False) as ledger:
        assert ledger.reading(article(1).document.id) == article(1)


def interrupt(*_words: object, **_named: object) -> None:
    raise KeyboardInterrupt


def test_a_ledger_is_not_taken_back(old: Path) -> None:
    with Ledger(old, create=False):
        pass
    config = Config()
    config.set_main_option("script_location", str(Path(room.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(NotImplementedError, match="keep a copy"):
            command.downgrade(config, "0001")
    engine.dispose()


def test_an_old_ledger_that_is_not_all_there_is_refused(old: Path) -> None:
    connection = sqlite3.connect(old)
    connection.execute("DROP VIEW figures_with_statements")
    connection.close()
    with pytest.raises(LedgerError, match="no such view"):
        Ledger(old)


def test_feeds_can_be_watched_with_it(old: Path) -> None:
    now = datetime(2031, 4, 1, tzinfo=UTC)
    with Ledger(old, create=False) as ledger:
        total = ledger.documents().total
        assert ledger.watch([Watched("https://courier.example/feed")], now) == 1
        (row,) = ledger.due(now, feeds=True)
        assert ledger.take(row, "courier.example", now) == now
        assert ledger.documents().total == total
