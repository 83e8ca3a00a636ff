"""`sayso versions`, and what `sayso add` makes of an article that changes under its address."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import sayso

URL = "https://courier.example/2019/03/07/hospital"
FIRST = "The hospital said that 33 people had died in the lower town since the dam broke on Monday morning."
SECOND = "The hospital said that 29 people had died in the lower town since the dam broke on Monday morning."
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p><p>{2}</p></article></body></html>"
MORE = "Rain fell on the lower town for a third day, and the road to Korda stayed shut, said the council. " * 3


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    made = run("demo", str(folder), "--no-open")
    assert "1 new version" in made.stderr
    assert run("demo", str(folder), "--no-open").stderr.startswith(f"{folder}/sayso.db: 19 there already")
    return folder / "sayso.db"


def run(*words: str) -> Result:
    return CliRunner().invoke(sayso, words)


def asked(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_list(ledger: Path) -> None:
    page = asked("versions", "--ledger", str(ledger))
    (row,) = page["rows"]
    assert (row["url"], row["versions"], page["total"]) == (URL, 2, 1)
    assert {"title", "other number", "softened", "other source"} <= set(row["changed"])
    assert run("versions", "--ledger", str(ledger)).stdout.split("\t")[:3] == [row["id"], URL, row["outlet"]]
    assert asked("versions", "--outlet", "Northline", "--ledger", str(ledger))["total"] == 0


def test_a_history_by_url_and_by_document(ledger: Path) -> None:
    record = asked("versions", URL, "--ledger", str(ledger))
    for id in [row["document"] for row in record["history"]]:
        assert asked("versions", id[:8], "--ledger", str(ledger)) == record
    said = run("versions", URL, "--ledger", str(ledger)).stdout
    assert "other number: “33 people killed” to “29 people killed”" in said
    assert "softened: “perhaps”" in said
    assert "title: “Hospital at Halmere: 33 dead” to “Hospital at Halmere corrects toll to 29”" in said


def test_two_of_them(ledger: Path) -> None:
    there = asked("versions", URL, "--between", "1", "2", "--ledger", str(ledger))
    assert there == asked("versions", URL, "--between", "2", "1", "--ledger", str(ledger))
    assert there == asked("versions", URL, "--ledger", str(ledger))["revisions"][0]
    assert run("versions", URL, "--between", "1", "2", "--ledger", str(ledger)).stdout.startswith(
        "\n[1] to [2]: edited"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("versions", "https://nobody.example/"), "nothing in it came from https://nobody.example/"),
        (("versions", "ffffff"), "`sayso versions` lists addresses with more than one version"),
        (("versions", URL, "--between", "1", "3"), "has versions 1 to 2: --between takes two of these"),
        (("versions", URL, "--between", "1", "1"), "has versions 1 to 2"),
        (("versions", "--between", "1", "2"), "--between needs the URL"),
    ],
)
def test_errors_say_what_to_do(ledger: Path, words: tuple[str, ...], said: str) -> None:
    result = run(*words, "--ledger", str(ledger))
    assert result.exit_code != 0
    assert said in result.output + str(result.exception)


def test_a_document_that_came_from_no_url(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    path = str(tmp_path / "l.db")
    added = json.loads(run("add", str(tmp_path / "a.txt"), "--json", "--ledger", path).stdout)
    result = run("versions", added["id"], "--ledger", path)
    assert "came from no URL" in str(result.exception)


class Changing(BaseHTTPRequestHandler):
    """A site that is edited."""

    title, text = "Dam", FIRST

    def do_GET(self) -> None:
        body = PAGE.format(Changing.title, Changing.text, MORE).encode()
        found = self.path != "/robots.txt"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body if found else b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Changing)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/dam"
    server.shutdown()
    server.server_close()


def test_an_article_that_is_changed_and_changed_back(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, times = str(tmp_path / "l.db"), iter(range(99))
    start = datetime(2031, 5, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(import_module("sayso.collect.web"), "now", lambda: start + timedelta(minutes=next(times)))
    results, summaries = [], []
    for title, text in (("Dam", FIRST), ("Dam", FIRST), ("Dam", SECOND), ("Dam", FIRST), ("Dam breaks", FIRST)):
        Changing.title, Changing.text = title, text
        added = run("add", site, "--allow-private", "--json", "--ledger", path)
        results.append(json.loads(added.stdout)["result"])
        summaries.append(added.stderr.splitlines()[0].split(": ")[-1])
    assert results == ["new", "same", "version", "returned", "reheaded"]
    assert summaries[2:] == ["1 new version", "1 older text again", "1 headed anew"]
    record = asked("versions", site, "--ledger", path)
    assert [row["title"] for row in record["history"]] == ["Dam", "Dam", "Dam", "Dam breaks"]
    assert record["changed"]["other number"] == 2
    assert [one["changed"].get("title") for one in record["revisions"]] == [None, None, 1]
    figures = asked("figures", "--ledger", path)["rows"]
    assert 33 in [row["low"] for row in figures]
    assert 29 not in [row["low"] for row in figures]
