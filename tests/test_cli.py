"""The command line as a person types it: output, exit codes, and words on what went wrong."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso import cli
from sayso.ledger import Ledger
from tests.show import invented

ARTICLE = "At least 12 people were killed, the hospital said.\n\n“We had no warning,” said Ilse Brandt, the mayor."
RECORDS = [
    {"id": "a", "outlet": "The Ferry", "published": "2019-03-05", "url": "https://ferry.example/a", "text": ARTICLE},
    {"id": "b", "outlet": "Radio Tolm", "published": "2019-03-06", "text": "Ilse Brandt said 40 had left."},
]


def sayso(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own; plain, as in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "sayso", *map(str, words)], capture_output=True, text=True, check=False, **more
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), "utf8")
    return path


@pytest.fixture
def ledger(tmp_path: Path, table: Path) -> Path:
    path = tmp_path / "sayso.db"
    done = sayso("add", table, "--ledger", path)
    assert done.returncode == 0, done.stderr
    return path


class TestRead:
    def test_text(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(ARTICLE, "utf8")
        done = sayso("read", path)
        assert done.returncode == 0
        assert "direct" in done.stdout
        assert "Ilse Brandt" in done.stdout
        assert "\x1b[" not in done.stdout

    def test_json_is_one_object_with_spans_that_slice(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(ARTICLE, "utf8")
        record = json.loads(sayso("read", path, "--json").stdout)
        text = record["document"]["text"]
        assert record["document"]["name"] == "a"
        assert any("Ilse Brandt" in text[a:b] for s in record["statements"] for a, b in s["source"] or [])
        assert {s["kind"] for s in record["statements"]} <= {"direct", "mixed", "indirect", "narrator"}
        assert record["figures"][0]["low"] == 12
        assert record["figures"][0]["high"] is None

    def test_jsonl_keeps_the_order(self, table: Path) -> None:
        lines = sayso("read", table, "--format", "jsonl").stdout.splitlines()
        assert [json.loads(line)["document"]["name"] for line in lines] == ["a", "b"]

    def test_html_is_one_page(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(ARTICLE + " <script>alert(1)</script>", "utf8")
        page = sayso("read", path, "--format", "html").stdout
        assert page.lstrip().startswith("<!doctype html>")
        assert "<script>alert(1)" not in page
        assert "src=" not in page
        assert "<link" not in page

    def test_html_of_two_articles_is_refused(self, table: Path) -> None:
        done = sayso("read", table, "--format", "html")
        assert done.returncode == cli.FAILED
        assert "a page holds one article" in done.stderr

    def test_standard_input(self) -> None:
        done = sayso("read", "-", "--json", input=ARTICLE)
        assert json.loads(done.stdout)["document"]["name"] == "stdin"

    def test_a_reader_that_goes_away_is_no_error(self, tmp_path: Path) -> None:
        path = tmp_path / "many.jsonl"
        path.write_text("".join(json.dumps({"text": ARTICLE, "id": i}) + "\n" for i in range(60)), "utf8")
        shell = f"{sys.executable} -m sayso read {path} --format jsonl | head -n 1 > /dev/null; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
        assert done.stdout == "0\n"
        assert "Traceback" not in done.stderr


class TestBadInput:
    """What goes wrong is said in one line, and the exit code tells a script."""

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("empty.txt", b"", "empty"),
            ("blank.html", b"<html><body></body></html>", "no article text"),
            ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "binary"),
        ],
    )
    def test_nothing_to_read(self, tmp_path: Path, name: str, content: bytes, said: str) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        done = sayso("read", path)
        assert done.returncode == cli.FAILED
        assert said in done.stderr
        assert str(path) in done.stderr
        assert "Traceback" not in done.stderr

    def test_not_there(self) -> None:
        done = sayso("read", "nowhere/at-all.html")
        assert done.returncode == cli.FAILED
        assert "nowhere/at-all.html" in done.stderr

    def test_a_broken_line_is_named_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        lines = [json.dumps({"id": i, "text": ARTICLE}) for i in range(9)]
        lines[6] = '{"id": 6, "text": '
        path = tmp_path / "table.jsonl"
        path.write_text("\n".join(lines), "utf8")
        done = sayso("read", path, "--format", "jsonl")
        assert done.returncode == cli.SKIPPED
        assert f"{path}:7" in done.stderr
        assert len(done.stdout.splitlines()) == 8

    def test_one_bad_location_does_not_lose_the_others(self, tmp_path: Path, table: Path) -> None:
        done = sayso("add", "gone.txt", table, "--ledger", tmp_path / "l.db")
        assert done.returncode == cli.SKIPPED
        assert "gone.txt" in done.stderr
        assert len(done.stdout.splitlines()) == 2

    def test_another_language_is_stored_and_said_once(self, tmp_path: Path) -> None:
        russian = (
            "Мэр города сообщил журналистам, что старый мост выдержал ночной паводок. Спасатели эвакуировали двадцать "
            "человек из нижних кварталов, и к утру вода начала отступать. Эти сведения пока никто не подтвердил, хотя "
            "жители говорят, что слышали громкий шум. Если дождь не прекратится, школы будут закрыты ещё на три дня."
        )
        path = tmp_path / "ru.jsonl"
        path.write_text("".join(json.dumps({"id": i, "text": russian + str(i)}) + "\n" for i in range(3)), "utf8")
        done = sayso("add", path, "--ledger", tmp_path / "l.db")
        assert done.returncode == cli.DONE  # stored is not skipped: 3 is for what is lost
        assert done.stderr.count("no model for language ru") == 1
        assert "3 stored but not read" in done.stderr

    def test_a_private_address_is_refused(self) -> None:
        done = sayso("read", "http://127.0.0.1:9/secret")
        assert done.returncode == cli.FAILED
        assert "private address" in done.stderr

    @pytest.mark.parametrize(
        "words",
        [
            ["read"],
            ["read", "a", "--format", "pdf"],
            ["statements", "--since", "2016-13-01"],
            ["statements", "--role", "oracle"],
        ],
    )
    def test_wrong_words(self, words: list[str]) -> None:
        done = sayso(*words)
        assert done.returncode == 2
        assert "Usage" in done.stderr

    def test_no_ledger(self, tmp_path: Path) -> None:
        done = sayso("statements", "--ledger", tmp_path / "none.db")
        assert done.returncode == cli.FAILED
        assert "sayso add" in done.stderr
        assert not (tmp_path / "none.db").exists()


class TestLedger:
    def test_adding_twice_changes_nothing(self, tmp_path: Path, table: Path, ledger: Path) -> None:
        before = sayso("statements", "--ledger", ledger, "--json").stdout
        done = sayso("add", table, "--ledger", ledger)
        assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["same", "same"]
        assert sayso("statements", "--ledger", ledger, "--json").stdout == before

    def test_an_edited_article_is_a_new_version(self, tmp_path: Path, ledger: Path) -> None:
        edited = RECORDS[0] | {"text": ARTICLE.replace("12", "14")}
        path = tmp_path / "edited.jsonl"
        path.write_text(json.dumps(edited), "utf8")
        done = sayso("add", path, "--ledger", ledger, "--json")
        assert json.loads(done.stdout)["result"] == "version"
        rows = json.loads(sayso("figures", "--ledger", ledger, "--outlet", "The Ferry", "--json").stdout)["rows"]
        assert {row["low"] for row in rows} == {14}

    def test_statements_by_source_and_date(self, ledger: Path) -> None:
        words = ["statements", "--ledger", ledger, "--source", "brandt", "--since", "2019-03-06", "--json"]
        page = json.loads(sayso(*words).stdout)
        assert page["total"] == 1
        assert "40" in page["rows"][0]["content"]
        one = json.loads(sayso("statements", "--ledger", ledger, "--id", page["rows"][0]["id"], "--json").stdout)
        assert one["rows"] == page["rows"]

    def test_figures_by_state(self, ledger: Path) -> None:
        page = json.loads(sayso("figures", "--ledger", ledger, "--state", "killed", "--json").stdout)
        assert [(row["low"], row["high"], row["counted"]) for row in page["rows"]] == [(12, None, "people")]

    def test_sources(self, ledger: Path) -> None:
        page = json.loads(sayso("sources", "--ledger", ledger, "--json").stdout)
        counts = {row["source"]: row["statements"] for row in page["rows"]}
        assert [count for source, count in counts.items() if "hospital" in source] == [1]
        assert sum(counts.values()) == 3

    def test_statements_by_whom_a_source_refers_to(self, ledger: Path) -> None:
        with Ledger(ledger) as store:
            store.add(invented.reading())
        words = ["statements", "--ledger", ledger, "--actor", "water ministry", "--role", "official", "--json"]
        page = json.loads(sayso(*words).stdout)
        assert {row["source"] for row in page["rows"]} == {"The water ministry", "It", "the ministry"}
        assert {row["naming"] for row in page["rows"]} == {"institutional"}
        found = sayso("statements", "--ledger", ledger, "--naming", "unnamed", "--actor", "brother").stdout
        assert found.rstrip("\n").split("\t")[8:] == ["his brother", "", "unnamed"]

    def test_the_ledger_of_the_environment(self, ledger: Path) -> None:
        done = sayso("sources", "--json", env=os.environ | {"SAYSO_LEDGER": str(ledger)})
        assert json.loads(done.stdout)["total"] >= 2

    def test_plain_lines_when_piped(self, ledger: Path) -> None:
        for command in ("statements", "figures", "sources"):
            done = sayso(command, "--ledger", ledger)
            assert done.returncode == 0
            assert "\t" in done.stdout
            assert "\x1b[" not in done.stdout

    def test_stopped_in_the_middle(self, tmp_path: Path) -> None:
        """Ctrl-C: exit 130, and exactly what was reported as stored is there."""
        path, store = tmp_path / "many.jsonl", tmp_path / "l.db"
        path.write_text("".join(json.dumps({"id": i, "text": f"{ARTICLE} {i}."}) + "\n" for i in range(3000)), "utf8")
        running = subprocess.Popen(
            [sys.executable, "-m", "sayso", "add", path, "--ledger", store],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(5)]
        running.send_signal(signal.SIGINT)
        rest, errors = running.communicate(timeout=60)
        reported = [line.split("\t")[1] for line in (*lines, *rest.splitlines()) if line.strip()]
        assert running.returncode == cli.STOPPED, errors
        assert "stopped" in errors
        with sqlite3.connect(store) as connection:
            stored = {row[0] for row in connection.execute("SELECT id FROM documents")}
        assert set(reported) <= stored
        assert len(stored) - len(reported) <= 1
        assert len(stored) < 3000

    def test_served(self, ledger: Path) -> None:
        import socket
        import urllib.request

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        running = subprocess.Popen(
            [sys.executable, "-m", "sayso", "serve", "--ledger", ledger, "--port", str(port)], stderr=subprocess.PIPE
        )
        try:
            page = ""
            for _ in range(100):
                try:
                    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/statements", timeout=5).read().decode()
                    break
                except OSError:
                    time.sleep(0.1)
            assert "We had no warning" in page
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=20)


def test_help_loads_nothing_heavy() -> None:
    heavy = "('onnxruntime', 'sqlalchemy', 'trafilatura')"
    script = f"import sys\nfrom sayso.cli import sayso\nprint([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_has_help() -> None:
    for name in cli.sayso.commands:
        shown = CliRunner().invoke(cli.sayso, [name, "--help"])
        assert shown.exit_code == 0
        assert "Usage" in shown.output
