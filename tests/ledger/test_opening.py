"""A database becomes a ledger of this version, or says why it cannot, and is then as it was."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text

from sayso.ledger import Ledger, LedgerError, LedgerMissing, LedgerTooNew, StatementQuery
from sayso.ledger.migrations import HEAD
from sayso.ledger.opening import named
from tests.ledger.readings import article

ROOT = Path(__file__).parents[2]


def execute(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def make_ledger(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(article())


def make_newer(path: Path) -> None:
    make_ledger(path)
    execute(path, "UPDATE alembic_version SET version_num = '0999'", "ALTER TABLE statements ADD COLUMN new TEXT")


def make_older(path: Path) -> None:
    make_ledger(path)
    execute(path, "UPDATE alembic_version SET version_num = '0000'")


def make_nameless(path: Path) -> None:
    make_ledger(path)
    execute(path, "DELETE FROM alembic_version")


def make_damaged(path: Path) -> None:
    make_ledger(path)
    content = bytearray(path.read_bytes())
    content[100:3000] = b"\xff" * 2900
    path.write_bytes(content)


def make_other(path: Path) -> None:
    execute(path, "CREATE TABLE birds (name TEXT)")


def make_migrated_by_others(path: Path) -> None:
    execute(path, "CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('0001')")


REFUSED: list[tuple[str, Callable[[Path], object], type[LedgerError], str]] = [
    ("newer", make_newer, LedgerTooNew, rf"made by a newer Sayso \(revision 0999, this one knows {HEAD}\): upgrade"),
    ("unknown", make_older, LedgerError, "cannot be brought up to date: Can't locate revision"),
    ("nameless", make_nameless, LedgerError, "does not say which Sayso made it"),
    ("damaged", make_damaged, LedgerError, "damaged: restore it from a copy"),
    ("other database", make_other, LedgerError, "is a database, but not a ledger: name another file with --ledger"),
    ("others' migrations", make_migrated_by_others, LedgerError, "is a database, but not a ledger"),
    ("text", lambda path: path.write_text("dear diary\n" * 200), LedgerError, "is no SQLite database: name another"),
    (
        "folder",
        lambda path: path.mkdir(),
        LedgerError,
        r"is a folder: name a file in it, such as .*sayso\.db/sayso\.db",
    ),
]


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(("make", "kind", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_ledger_of_ours_is_refused_and_left_alone(
    path: Path, make: Callable[[Path], object], kind: type[LedgerError], words: str, create: bool
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(kind, match=words) as raised:
        Ledger(path, create=create)
    assert type(raised.value) is kind
    assert str(raised.value).startswith(str(path))
    assert (path.read_bytes() if path.is_file() else b"") == before


MISSING = [
    ("nothing.db", "no ledger at {0}/nothing.db: make one with `sayso add`, or name another with --ledger"),
    ("sqlite:///{0}/nothing.db", "no ledger at sqlite:///{0}/nothing.db: make one with `sayso add`"),
    ("no/folder/nothing.db", "no ledger at {0}/no/folder/nothing.db"),
    ("empty.db", "no ledger at {0}/empty.db"),
]


@pytest.mark.parametrize(("url", "words"), MISSING)
def test_a_ledger_that_is_not_there_is_not_made_by_asking(tmp_path: Path, url: str, words: str) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerMissing) as raised:
        Ledger(url.format(tmp_path) if "://" in url else tmp_path / url, create=False)
    assert words.format(tmp_path) in str(raised.value)
    assert [file.name for file in tmp_path.iterdir()] == ["empty.db"]


UNUSABLE = [
    ("{0}/no/folder/sayso.db", "does its folder exist"),
    ("carrier-pigeon://loft/sayso", "is no database URL that we know: name a file"),
    ("postgresql+nodriver://host/sayso", "is no database URL that we know"),
    ("://", "is no database URL that we know"),
    ("{0}/" + "x" * 300, "cannot be opened: File name too long"),
    ("{0}/a\0b", "holds a NUL"),
]


@pytest.mark.parametrize(("url", "words"), UNUSABLE)
@pytest.mark.parametrize("create", [True, False])
def test_an_unusable_place_is_said(tmp_path: Path, url: str, words: str, create: bool) -> None:
    with pytest.raises(LedgerError) as raised:
        Ledger(url.format(tmp_path), create=create)
    assert words in str(raised.value) or isinstance(raised.value, LedgerMissing)
    assert named(url.format(tmp_path)) in str(raised.value)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def create(*_words: Any, **_named: Any) -> Any:
        raise ModuleNotFoundError("No module named 'pigeon'", name="pigeon")

    monkeypatch.setattr("sayso.ledger.opening.create_engine", create)
    with pytest.raises(LedgerError, match=r"postgresql://desk:\*\*\*@host/sayso: the driver pigeon is not installed"):
        Ledger("postgresql://desk:secret@host/sayso")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("a folder/sayso.db", "a folder/sayso.db"),
        (Path("x.db"), "x.db"),
        ("postgresql://desk:secret@host/sayso", "postgresql://desk:***@host/sayso"),
    ],
)
def test_a_ledger_is_spoken_of_without_its_password(url: str | Path, name: str) -> None:
    assert named(url) == name


@pytest.mark.parametrize("name", ["sayso.db", "a b?c=d&e%20#f.db", "Ведра ü 🚢.db", "file:x.db"])
@pytest.mark.parametrize("kind", [str, Path])
def test_any_file_name_will_do(tmp_path: Path, name: str, kind: type) -> None:
    with Ledger(kind(tmp_path / name)) as ledger:
        ledger.add(article())
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_url_will_do_and_so_will_memory(path: Path) -> None:
    make_ledger(path)
    with Ledger(f"sqlite:///{path}", create=False) as ledger:
        assert ledger.reading(article().document.id) == article()
    with Ledger("sqlite://") as ledger:
        assert ledger.add(article()) == "new"
        assert ledger.reading(article().document.id) == article()


def test_how_it_is_kept(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        kept = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        assert kept == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_a_ledger_that_is_up_to_date_opens_fast_and_without_alembic(path: Path) -> None:
    make_ledger(path)
    code = (
        "import sys, time, sayso.ledger as l\n"
        "t = time.perf_counter(); l.Ledger(sys.argv[1], create=False).close(); t = time.perf_counter() - t\n"
        "print(t, any(m.partition('.')[0] == 'alembic' for m in sys.modules))"
    )
    words = [sys.executable, "-c", code, str(path)]
    fastest = 9.0
    for _ in range(3):
        done = subprocess.run(
            words, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}
        )
        seconds, loaded = done.stdout.split()
        assert loaded == "False"
        fastest = min(fastest, float(seconds))
    assert fastest < 0.05


def test_making_a_ledger_is_quiet(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    handlers = list(logging.getLogger().handlers)
    make_ledger(path)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger().handlers == handlers


def test_a_migration_that_breaks_off_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(_c: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if "CREATE TRIGGER" in sql:
            raise KeyboardInterrupt

    def listening(*words: Any, **named_words: Any) -> Any:
        engine = create_engine(*words, **named_words)
        event.listen(engine, "before_cursor_execute", break_off)
        return engine

    with monkeypatch.context() as patched:
        patched.setattr("sayso.ledger.opening.create_engine", listening)
        with pytest.raises(KeyboardInterrupt):
            Ledger(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    make_ledger(path)


def test_a_ledger_that_may_only_be_read_can_be_asked(path: Path) -> None:
    make_ledger(path)
    with Ledger(path) as ledger:
        event.listen(ledger._engine, "connect", lambda c, _: c.execute("PRAGMA query_only = ON").close())
        ledger._engine.dispose()
        with pytest.raises(LedgerError, match="it may not be written: check its permissions and those of its folder"):
            ledger.add(article(1))
        assert ledger.statements(StatementQuery()).total == 5
        assert ledger.reading(article().document.id) == article()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become somebody who may not write")
@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_that_may_not_be_written(tmp_path_factory: pytest.TempPathFactory, exists: bool) -> None:
    folder = tmp_path_factory.mktemp("closed")
    path = folder / "sayso.db"
    if exists:
        make_ledger(path)
    child = os.fork()
    if child == 0:  # root may write anywhere: only somebody else can be refused
        code = 1
        try:
            for parent in (folder, *folder.parents[:2]):
                parent.chmod(0o755)
            os.setuid(65534)
            Ledger(path)
        except LedgerError as error:
            code = 0 if str(error).startswith(str(path)) and "may" in str(error) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.exists() is exists
