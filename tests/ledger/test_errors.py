"""The database's words become ours, with the ledger's name and what to do."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from sayso.ledger import LedgerError, LedgerLocked, LedgerMissing, LedgerTooNew
from sayso.ledger.errors import told
from sayso.types import SaysoError

CASES = [
    ("database is locked", LedgerLocked, "another process is writing to it: try again when that one is done"),
    ("database table is locked", LedgerLocked, "another process"),
    ("database or disk is full", LedgerError, "no room is left to write: free some"),
    ("disk I/O error", LedgerError, "is the disk full, or the drive gone?"),
    ("attempt to write a readonly database", LedgerError, "check its permissions"),
    ("file is not a database", LedgerError, "it is no SQLite database"),
    ("unable to open database file", LedgerError, "does its folder exist"),
    ("database disk image is malformed", LedgerError, "restore it from a copy"),
    ("the moon is blue", LedgerError, "the moon is blue"),
]


@pytest.mark.parametrize(("said", "kind", "words"), CASES)
def test_what_the_database_says(said: str, kind: type[LedgerError], words: str) -> None:
    origin = OperationalError("SELECT 1", {}, sqlite3.OperationalError(said))
    with pytest.raises(LedgerError) as raised, told("my.db"):
        raise origin
    assert type(raised.value) is kind
    assert str(raised.value).startswith("my.db: ")
    assert words in str(raised.value)
    assert raised.value.__cause__ is origin
    assert "SELECT" not in str(raised.value)


@pytest.mark.parametrize("kind", [DatabaseError, IntegrityError])
def test_other_errors_of_the_database_are_ours_too(kind: type[DatabaseError]) -> None:
    with pytest.raises(LedgerError, match=r"^my\.db: no$"), told("my.db"):
        raise kind("INSERT", {}, sqlite3.IntegrityError("no"))


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("mine"), LedgerMissing("not there")])
def test_what_is_not_the_databases_passes_through(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, told("my.db"):
        raise error
    assert raised.value is error


def test_all_are_meant_for_a_person() -> None:
    assert all(issubclass(kind, LedgerError) for kind in (LedgerLocked, LedgerMissing, LedgerTooNew))
    assert issubclass(LedgerError, SaysoError)


def test_a_character_that_is_none_is_shown_where_it_stands() -> None:
    with pytest.raises(LedgerError) as raised, told("my.db"):
        ("x" * 500 + "before \ud800 after" + "y" * 500).encode()
    assert str(raised.value) == "my.db: 'xxxbefore \\ud800 afteryyyy' holds characters that are none: give it in UTF-8"
