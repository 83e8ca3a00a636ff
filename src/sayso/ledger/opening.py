"""Opening: a database becomes a ledger of this version, or says why it cannot.

In: a path or a database URL. Out: an engine whose transactions are what they say (SQLite's driver would otherwise begin
them late). SQLite runs in WAL mode, so that reading goes on while another process writes, and with synchronous=FULL: in
WAL mode anything less may lose the last documents reported as stored when the power goes.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

from sayso.ledger.errors import LedgerError, LedgerMissing, LedgerTooNew, told
from sayso.ledger.migrations import HEAD

WRITING = "sayso_writing"  # execution option of connections that will write


def opened(url: str | Path, create: bool, timeout: float) -> Engine:
    """The engine for a ledger, migrated if it was made by an older Sayso.

    timeout: seconds to wait for another process that is writing. Raises LedgerMissing where there is none and `create`
    is false, LedgerTooNew, LedgerLocked, or LedgerError for anything else, each naming the ledger.
    """
    where = str(url)
    if "://" not in where:
        path = Path(where)
        if not create and not path.exists():
            raise LedgerMissing(f"no ledger at {where}: make one with `sayso add`, or name another with --ledger")
        if path.is_dir():
            raise LedgerError(f"{where} is a folder: name a file in it, such as {path / 'sayso.db'}")
        where = f"sqlite:///{where}"
    parsed = make_url(where)
    sqlite = parsed.get_backend_name() == "sqlite"
    engine = create_engine(parsed, connect_args={"timeout": timeout} if sqlite else {})
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    try:
        with told(str(url)):
            _migrate(engine, str(url))
    except BaseException:
        engine.dispose()
        raise
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock at once: no late surprise, no deadlock."""
    return engine.execution_options(**{WRITING: True})


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(engine: Engine, where: str) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if revision == HEAD:
                return
            if revision is not None and revision > HEAD:
                raise LedgerTooNew(
                    f"{where} was made by a newer Sayso (revision {revision}, this one knows {HEAD}): upgrade Sayso"
                )
        elif tables:
            raise LedgerError(f"{where} is a database, but not a ledger: name another file with --ledger")
    from alembic import command  # here: it takes a while to load, and most ledgers are up to date
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
