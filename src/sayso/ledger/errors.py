"""What can go wrong with a ledger, in words for the person who keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from sayso.types import SaysoError


class LedgerError(SaysoError):
    """The ledger could not be opened, read or written."""


class LedgerLocked(LedgerError):
    """Another process held the ledger for longer than we wait."""


class LedgerMissing(LedgerError):
    """There is no ledger where one was asked for."""


class LedgerTooNew(LedgerError):
    """The ledger was made by a newer Sayso."""


# What the database says -> our error, and what to do. SQLite's own words: sqlite.org/rescode.html.
KNOWN = (
    ("locked", LedgerLocked, "another process is writing to it: try again when that one is done"),
    ("disk is full", LedgerError, "no room is left to write: free some, then run the same command again"),
    ("disk i/o error", LedgerError, "it could not be written: is the disk full, or the drive gone?"),
    ("readonly", LedgerError, "it may not be written: check its permissions and those of its folder"),
    ("not a database", LedgerError, "it is no SQLite database: name another file with --ledger"),
    ("unable to open", LedgerError, "it cannot be opened: does its folder exist, and may you write there?"),
    ("malformed", LedgerError, "it is damaged: restore it from a copy"),
)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the database's errors into ours, naming the ledger."""
    try:
        yield
    except UnicodeEncodeError as error:  # half a surrogate pair, as a shell passes on bytes that are not UTF-8
        near = error.object[max(error.start - 10, 0) : error.end + 10]
        raise LedgerError(f"{where}: {near!a} holds characters that are none: give it in UTF-8") from error
    except DatabaseError as error:
        said = str(error.orig).lower()
        for words, kind, advice in KNOWN:
            if words in said:
                raise kind(f"{where}: {advice}") from error
        raise LedgerError(f"{where}: {error.orig}") from error
