"""`sayso claims` and `sayso origins`, on the demo's coverage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import sayso
from sayso.ledger import Ledger, StatementQuery


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert run("demo", str(folder), "--no-open").exit_code == 0
    return folder / "sayso.db"


def run(*words: str) -> Result:
    return CliRunner().invoke(sayso, words)


def asked(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_claims_of_several_outlets(ledger: Path) -> None:
    page = asked("claims", "--ledger", str(ledger))
    assert page["total"] >= len(page["rows"]) > 20
    assert all(len(row["outlets"]) > 1 for row in page["rows"])
    (spoon,) = asked("claims", "--words", "SPOON", "--ledger", str(ledger))["rows"]
    assert spoon["origins"] == ["The Ferry Post"]
    assert run("claims", "--words", "spoon", "--ledger", str(ledger)).output.startswith(f"{spoon['id']}\t2\t")


def test_one_claim_in_words(ledger: Path) -> None:
    """Two outlets claim it, and what they had it from is followed through two more."""
    (diver,) = asked("claims", "--words", "diver had found", "--ledger", str(ledger))["rows"]
    said = run("claims", "show", diver["id"], "--ledger", str(ledger)).output
    assert "4 articles, 4 outlets, 1 origin: all of it rests on one origin" in said
    assert "from [3]: lays it at Northline’s door" in said
    record = asked("claims", "show", diver["id"][:8], "--ledger", str(ledger))
    assert (len(record["statements"]), len(record["tellings"])) == (2, 4)
    assert all(pair["why"] for pair in record["pairs"])


def test_a_claim_that_nobody_else_makes_is_no_missing_statement(ledger: Path) -> None:
    shared = {
        statement["id"]
        for row in asked("claims", "--outlets", "1", "--limit", "999", "--ledger", str(ledger))["rows"]
        for statement in asked("claims", "show", row["id"], "--ledger", str(ledger))["statements"]
    }
    every = [row["id"] for row in asked("statements", "--limit", "9999", "--ledger", str(ledger))["rows"]]
    alone = next(id for id in every if id not in shared)
    said = str(run("claims", "show", alone, "--ledger", str(ledger)).exception)
    assert f"no other article makes the claim of statement {alone}" in said


def test_a_changed_quotation_is_shown_with_what_was_changed(ledger: Path) -> None:
    (row,) = asked("claims", "--words", "anyone leave this valley", "--ledger", str(ledger))["rows"]
    said = run("claims", "show", row["id"], "--ledger", str(ledger)).stdout
    assert "      the same as [1]: a changed quotation: 7 of 8 words are the same (“make” here, “let” there)\n" in said


def test_no_claim_joins_what_two_sides_say_alike(ledger: Path) -> None:
    """The army's and the council's spokesmen use the same turns of phrase; neither quotes the other."""
    for row in asked("claims", "--limit", "999", "--ledger", str(ledger))["rows"]:
        statements = asked("claims", "show", row["id"], "--ledger", str(ledger))["statements"]
        speakers = {s["actor"] for s in statements if s["kind"] == "direct" and s["actor"]}
        assert not {"Radim Veselý", "Joren Haldt"} <= speakers, row["claim"]


def test_sole_origins(ledger: Path) -> None:
    every, sole = (asked("origins", *more, "--ledger", str(ledger)) for more in ((), ("--sole",)))
    assert 0 < sole["total"] < every["total"]
    assert all(row["sole_origin"] for row in sole["rows"])


def test_the_origins_of_a_series_and_their_picture(ledger: Path) -> None:
    series = asked("series", "--ledger", str(ledger))["rows"][0]["id"]
    record = asked("origins", "show", series, "--ledger", str(ledger))
    assert len(record["rests_on"]) < len(record["tellings"])
    drawn = run("origins", "show", series, "--format", "svg", "--ledger", str(ledger)).output
    assert drawn.startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("claims", "show", "ffffff"), "there is no statement ffffff"),
        (("claims", "show", "nosuchid"), "there is no statement nosuchid"),
        (("origins", "show", "ffffff"), "ffffff is no statement and no series"),
    ],
)
def test_errors_say_what_to_do(ledger: Path, words: tuple[str, ...], said: str) -> None:
    result = run(*words, "--ledger", str(ledger))
    assert result.exit_code != 0
    assert said in result.output + str(result.exception)


def test_statements_are_found_by_how_their_ids_begin(ledger: Path) -> None:
    with Ledger(ledger) as store:
        every = {row.id for row in store.statements(StatementQuery(limit=9999, all_versions=True)).rows}
        for id in list(every)[:50]:
            assert store.statement_ids(id) == [id]
            assert store.statement_ids(id[:6].upper()) == sorted(one for one in every if one.startswith(id[:6]))
            assert store.statement_ids(id[:5]) == []
