"""Opening: a database becomes a ledger of this version, or says why it cannot.

In: a path or a database URL. Out: an engine whose transactions are what they say (SQLite's driver would otherwise begin
them late). SQLite runs in WAL mode, so that reading goes on while another process writes, and with synchronous=FULL: in
WAL mode anything less may lose the last documents reported as stored when the power goes. What is SQLite's alone is
here, in the migrations, and in the search of `queries.py`.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from sayso.ledger.errors import LedgerError, LedgerMissing, LedgerTooNew, told
from sayso.ledger.migrations import HEAD

BEGIN = "sayso_begin"  # execution option: how SQLite begins a transaction; with "" it begins none
AGAIN = 0.02  # seconds between two tries for what SQLite does not wait for itself
OURS = {"documents", "readings", "statements"}  # tables that every ledger has had


def opened(url: str | Path, create: bool, timeout: float) -> Engine:
    """The engine for a ledger, migrated if it was made by an older Sayso.

    timeout: seconds to wait for another process that is writing. Raises LedgerMissing where there is none and `create`
    is false, LedgerTooNew, LedgerLocked, or LedgerError for anything else, each naming the ledger.
    """
    engine, where = _engine(url, create, timeout)
    try:
        with told(where):
            if not _up_to_date(engine, where, create):
                _upgrade(engine, where, timeout)
    except BaseException:
        engine.dispose()
        raise
    return engine


def named(url: str | Path) -> str:
    """How to speak of a ledger: its path or its URL, without the password that a URL may hold."""
    try:
        return make_url(str(url)).render_as_string() if "://" in str(url) else str(url)
    except ArgumentError:
        return str(url)


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock at once: no late surprise, no deadlock."""
    return engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})


def missing(where: str) -> LedgerMissing:
    return LedgerMissing(f"no ledger at {where}: make one with `sayso add`, or name another with --ledger")


def _engine(url: str | Path, create: bool, timeout: float) -> tuple[Engine, str]:
    where = named(url)
    try:
        parsed = make_url(str(url)) if "://" in str(url) else URL.create("sqlite", database=str(url))
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed), where
        if parsed.database and parsed.database != ":memory:":
            _check_path(Path(parsed.database), where, create)
        engine = create_engine(parsed, connect_args={"timeout": timeout})
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerError(f"{where} is no database URL that we know: name a file, or sqlite:///FILE") from error
    except ModuleNotFoundError as error:
        raise LedgerError(f"{where}: the driver {error.name} is not installed") from error
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine, where


def _check_path(path: Path, where: str, create: bool) -> None:
    try:
        if "\0" in str(path):
            raise ValueError("no name of a file holds a NUL")
        if path.is_dir():
            raise LedgerError(f"{where} is a folder: name a file in it, such as {path / 'sayso.db'}")
        if not create and not path.exists():
            raise missing(where)
    except (OSError, ValueError) as error:  # a name too long, a folder one may not look into
        raise LedgerError(f"{where} cannot be opened: {getattr(error, 'strerror', None) or error}") from error


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    # SQLite's own lower() knows ASCII alone, and filters on words must not care for case in any script.
    connection.create_function("lower", 1, _lower, deterministic=True)
    try:
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        connection.close()
        raise


def _lower(words: Any) -> Any:
    return words.lower() if isinstance(words, str) else words


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get(BEGIN, "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)


def _up_to_date(engine: Engine, where: str, create: bool) -> bool:
    """Whether it is a ledger of this version; what is none of ours is refused, and not touched."""
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if not tables and not create:
            raise missing(where)
        if not tables:
            return False
        if not tables >= OURS | {"alembic_version"}:
            raise LedgerError(f"{where} is a database, but not a ledger: name another file with --ledger")
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is None:
        raise LedgerError(f"{where} does not say which Sayso made it: restore it from a copy")
    if revision > HEAD:
        raise LedgerTooNew(
            f"{where} was made by a newer Sayso (revision {revision}, this one knows {HEAD}): upgrade Sayso"
        )
    return bool(revision == HEAD)


def _upgrade(engine: Engine, where: str, timeout: float) -> None:
    """In one transaction: whatever happens on the way, the ledger is as it was or as it should be."""
    from alembic import command  # here: it takes a while to load, and most ledgers are up to date
    from alembic.config import Config
    from alembic.util import CommandError

    if engine.dialect.name == "sqlite":
        _log_ahead(engine, timeout)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    try:
        with writing(engine).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerError(f"{where} cannot be brought up to date: {error}") from error


def _log_ahead(engine: Engine, timeout: float) -> None:
    """WAL mode, which the file remembers. While another process makes the same ledger, SQLite refuses this at once."""
    until = time.monotonic() + timeout
    with engine.execution_options(**{BEGIN: ""}).connect() as connection:
        while True:
            try:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                return
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() > until:
                    raise
                time.sleep(AGAIN)
