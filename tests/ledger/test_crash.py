"""What was reported as stored is there, whatever happened: killed, interrupted, no room, two at once.

Real processes, really killed. The seed is fixed, the moments are as the machine has them.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sayso.ledger import Added, Ledger, LedgerError, LedgerLocked, StatementQuery
from tests.ledger.readings import article

ROOT = Path(__file__).parents[2]


def adding(path: Path, first: int, last: int, limit: int | None = None) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.ledger.adding", str(path), str(first), str(last)]
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return subprocess.Popen(
        [*words, str(limit)] if limit else words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths},
    )


def finish(process: subprocess.Popen[str]) -> tuple[list[str], str]:
    """What it reported, but for a line that it was killed in, and what it complained of."""
    out, complaint = process.communicate(timeout=120)
    return [line[:-1] for line in out.splitlines(keepends=True) if line.endswith("\n")], complaint


def numbers(lines: list[str]) -> list[int]:
    return [int(line.split()[0]) for line in lines if line != "opened"]


def assert_sound(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO statements_fts(statements_fts) VALUES ('integrity-check')")
    finally:
        connection.close()


def assert_whole(ledger: Ledger, number: int) -> None:
    reading = article(number, repeat=8)
    assert ledger.reading(reading.document.id) == reading
    found = ledger.statements(StatementQuery(document=reading.document.id))
    assert found.total == len(reading.statements)


def add_all(ledger: Ledger, those: range) -> None:
    for number in those:
        ledger.add(article(number, repeat=8))


def test_a_killed_process_loses_nothing_that_it_reported(path: Path) -> None:
    chance = random.Random(41)
    stored = 0
    for turn in range(6):
        first = turn * 1000
        process = adding(path, first, first + 1000)
        assert process.stdout is not None
        lines = [process.stdout.readline()[:-1] for _ in range(chance.randrange(1, 25))]
        time.sleep(chance.random() * 0.02)
        os.kill(process.pid, signal.SIGKILL)
        reported = numbers(lines + finish(process)[0])
        assert process.returncode == -signal.SIGKILL
        assert reported == list(range(first, first + len(reported)))
        assert_sound(path)
        with Ledger(path, create=False) as ledger:
            for number in reported:
                assert_whole(ledger, number)
            total = ledger.documents(limit=1).total
            assert total - stored in (len(reported), len(reported) + 1)
            if total - stored > len(reported):  # killed between storing and saying so
                assert_whole(ledger, first + len(reported))
            stored = total


def test_a_process_killed_while_it_makes_the_ledger_leaves_one_that_can_be_made(tmp_path: Path) -> None:
    chance = random.Random(7)
    for turn in range(6):
        path = tmp_path / f"{turn}.db"
        process = adding(path, 0, 1)
        while not path.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.12)
        process.kill()
        reported = numbers(finish(process)[0])
        with Ledger(path) as ledger:
            for number in reported:
                assert_whole(ledger, number)
            assert ledger.add(article(1)) is Added.NEW
        assert_sound(path)


def test_ctrl_c_stops_between_documents_or_undoes_the_last(path: Path) -> None:
    process = adding(path, 0, 1000)
    assert process.stdout is not None
    lines = [process.stdout.readline()[:-1] for _ in range(8)]
    process.send_signal(signal.SIGINT)
    reported = numbers(lines + finish(process)[0])
    assert process.returncode not in (0, 3)
    assert_sound(path)
    with Ledger(path) as ledger:
        assert ledger.documents(limit=1).total in (len(reported), len(reported) + 1)
        for number in reported:
            assert_whole(ledger, number)


@pytest.mark.parametrize("table", ["documents", "readings", "statements", "figures", "mentions"])
def test_an_interruption_in_the_middle_of_a_document_undoes_it(ledger: Ledger, path: Path, table: str) -> None:
    ledger.add(article(0))

    def interrupt(_c: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql.startswith(f"INSERT INTO {table}"):
            raise KeyboardInterrupt

    event.listen(ledger._engine, "before_cursor_execute", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ledger.add(article(1))
    event.remove(ledger._engine, "before_cursor_execute", interrupt)
    assert ledger.document(article(1).document.id) is None
    assert ledger.statements(StatementQuery()).total == len(article(0).statements)
    assert ledger.add(article(1)) is Added.NEW
    assert ledger.reading(article(1).document.id) == article(1)
    assert_sound(path)


def test_a_full_disk_is_said_and_undone(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(article(0, repeat=8))

    def fill(connection: sqlite3.Connection, _record: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 12}")

    with Ledger(path) as ledger:
        event.listen(ledger._engine, "connect", fill)
        ledger._engine.dispose()
        with pytest.raises(LedgerError, match=r"sayso\.db: no room is left to write: free some"):
            add_all(ledger, range(1, 100))
        stored = ledger.documents(limit=1).total
        assert 1 < stored < 100
        for number in range(stored):
            assert_whole(ledger, number)
        assert ledger.statements(StatementQuery(limit=1)).total == stored * 40
    assert_sound(path)
    with Ledger(path) as ledger:  # there is room again
        assert ledger.add(article(stored, repeat=8)) is Added.NEW


def test_a_file_that_may_not_grow_is_said_and_undone(path: Path) -> None:
    with Ledger(path):
        pass
    process = adding(path, 0, 1000, limit=400_000)
    lines, complaint = finish(process)
    reported = numbers(lines)
    assert process.returncode == 3
    assert str(path) in complaint
    assert "disk" in complaint or "room" in complaint
    assert 0 < len(reported) < 1000
    assert_sound(path)
    with Ledger(path) as ledger:
        assert ledger.documents(limit=1).total == len(reported)
        for number in reported:
            assert_whole(ledger, number)
        assert ledger.add(article(5000)) is Added.NEW


def test_no_room_to_make_a_ledger_in(path: Path) -> None:
    process = adding(path, 0, 1, limit=10_000)
    lines, complaint = finish(process)
    assert (process.returncode, lines) == (3, [])
    assert str(path) in complaint
    with Ledger(path) as ledger:
        assert ledger.add(article(0)) is Added.NEW


def test_processes_that_make_and_fill_one_ledger_at_once(path: Path) -> None:
    processes = [adding(path, first, first + 30) for first in (0, 15, 1000)]  # two of them share fifteen articles
    became: dict[int, list[str]] = {}
    for process in processes:
        lines, complaint = finish(process)
        assert (process.returncode, complaint) == (0, "")
        for line in lines[1:]:
            became.setdefault(int(line.split()[0]), []).append(line.split()[1])
    assert sorted(became) == [*range(45), *range(1000, 1030)]
    assert all(sorted(words) in (["new"], ["new", "same"]) for words in became.values())
    assert_sound(path)
    with Ledger(path) as ledger:
        assert ledger.documents(limit=1).total == 75
        for number in became:
            assert_whole(ledger, number)


def test_threads_may_share_a_ledger(ledger: Ledger) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 5):
            ledger.add(article(number))
            assert ledger.reading(article(number).document.id) == article(number)

    threads = [threading.Thread(target=add, args=(first,)) for first in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.documents(limit=1).total == 20


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
connection.close()
print("let go", flush=True)
sys.stdin.readline()
"""


def hold(path: Path, how: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", HOLD, str(path), how]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_ledger_that_another_process_writes_to(path: Path) -> None:
    with Ledger(path, timeout=0.3) as ledger:
        ledger.add(article(0))
        other = hold(path, "IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(LedgerLocked, match=r"sayso\.db: another process is writing to it: try again"):
            ledger.add(article(1))
        assert 0.2 < time.monotonic() - started < 5
        assert ledger.reading(article(0).document.id) == article(0)  # reading goes on
        with Ledger(path, timeout=0.3) as second:  # and so does opening
            assert second.documents().total == 1
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "let go\n"
        assert ledger.add(article(1)) is Added.NEW
        other.communicate("\n", timeout=10)


def test_a_ledger_that_nobody_made_yet_is_locked(path: Path) -> None:
    other = hold(path, "EXCLUSIVE")
    with pytest.raises(LedgerLocked, match=r"sayso\.db"):
        Ledger(path, timeout=0.2)
    other.communicate("\n\n", timeout=10)
    with Ledger(path, timeout=0.2) as ledger:
        assert ledger.add(article(0)) is Added.NEW


def test_a_ledger_that_another_process_is_making_is_waited_for(path: Path) -> None:
    """SQLite does not wait for the lock of another that switches an empty file to WAL mode: we do."""
    other = hold(path, "IMMEDIATE")
    assert other.stdin is not None
    threading.Timer(0.5, lambda: (other.stdin.write("\n\n"), other.stdin.flush())).start()
    with Ledger(path, timeout=30) as ledger:
        assert ledger.add(article(0)) is Added.NEW
    other.communicate(timeout=10)
