"""PostgreSQL: a ledger there answers as one in a file does. Needs a server's programs and psycopg."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import sayso
from sayso.demo import coverage
from sayso.ledger import Ledger, LedgerError
from tests.newsroom import newsroom

pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytestmark = pytest.mark.skipif(not PROGRAMS, reason="no PostgreSQL server is installed")


def as_postgres(*words: str) -> None:
    """Run a server's program; it refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server of our own, which listens on a socket in its folder alone."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    programs = PROGRAMS[-1].parent
    cluster = str(folder / "cluster")
    as_postgres(str(programs / "initdb"), "-D", cluster, "-A", "trust", "-U", "desk", "-E", "UTF8", "--no-sync")
    control = [str(programs / "pg_ctl"), "-D", cluster, "-w"]
    as_postgres(*control, "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' -F", "start")
    yield f"postgresql+psycopg://desk@/postgres?host={folder}"
    as_postgres(*control, "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def both(server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The demo's coverage in a ledger on the server and in one in a file."""
    file = str(tmp_path_factory.mktemp("ledger") / "sayso.db")
    with coverage() as folder:
        for ledger in (server, file):
            added = run("add", str(folder), "--ledger", ledger)
            assert added.exit_code == 0, added.output
    return server, file


def run(*words: str) -> Result:
    return CliRunner().invoke(sayso, words)


ASKED = (
    "statements --limit 500",
    "statements --source ministry",
    "statements --role official --since 2019-03-06",
    "statements dam --kind direct",
    "statements reservoir-burst",
    "figures --limit 500",
    "figures --state killed",
    "sources",
    "series",
    "stories",
    "reprints",
    "claims",
    "origins --sole",
)


@pytest.mark.parametrize("words", ASKED)
def test_a_command_prints_the_same(both: tuple[str, str], words: str) -> None:
    there, here = (run(*words.split(), "--json", "--ledger", ledger) for ledger in both)
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)
    assert there.exit_code == 0
    assert json.loads(there.stdout)


def test_adding_again_changes_nothing(both: tuple[str, str]) -> None:
    with coverage() as folder:
        again = run("add", str(folder), "--ledger", both[0])
    assert "19 there already" in again.output


def test_decisions_are_kept_and_taken_back(both: tuple[str, str]) -> None:
    story = json.loads(run("stories", "--json", "--ledger", both[0]).stdout)["rows"][0]
    decided = run("stories", "rename", story["id"], "The dam", "--ledger", both[0])
    renamed = json.loads(run("stories", "show", story["id"], "--json", "--ledger", both[0]).stdout)
    assert renamed["name"] == "The dam"
    (number,) = re.findall(r"undo (\d+)", decided.stderr)
    assert run("stories", "undo", number, "--ledger", both[0]).exit_code == 0
    back = json.loads(run("stories", "show", story["id"], "--json", "--ledger", both[0]).stdout)
    assert back["name"] == story["name"]


@pytest.fixture
def empty(server: str) -> str:
    """A database without a ledger."""
    import psycopg

    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE DATABASE watched")
    return server.replace("/postgres?", "/watched?")


def test_what_is_watched_and_edited_has_versions(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    times = count()
    start = datetime(2031, 5, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(import_module("sayso.collect.web"), "now", lambda: start + timedelta(minutes=next(times)))
    with newsroom() as room:
        article, feed = room.url("/a"), room.url("/feed")
        room.article("/a", "The mayor said 12 people had died.")
        room.feed("/feed", [article])
        watched = run("watch", feed, "--ledger", empty, "--allow-private")
        assert (watched.exit_code, watched.stdout.split("\t")[0]) == (0, "new"), watched.output
        room.article("/a", "The mayor said 19 people had died.")
        assert run("add", article, "--ledger", empty, "--allow-private").exit_code == 0
        room.article("/a", "The mayor said 12 people had died.")
        assert run("add", article, "--ledger", empty, "--allow-private").exit_code == 0  # as it was at first
        listed = json.loads(run("watch", "--list", "--json", "--ledger", empty).stdout)
        assert (listed["url"], listed["articles"]) == (feed, 1)
        versions = run("versions", article, "--json", "--ledger", empty)
        told = json.loads(versions.stdout)
        assert told["versions"] == 3, told


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(LedgerError, match=r"^postgresql\+psycopg://desk:\*\*\*@127\.0\.0\.1:1/sayso: connection"):
        Ledger("postgresql+psycopg://desk:secret@127.0.0.1:1/sayso")
