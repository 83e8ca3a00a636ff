"""`sayso series` and `sayso records`, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import sayso
from sayso.cli.records import LAYOUTS
from sayso.collect import layouts
from sayso.types import SaysoError

OUTLETS = (
    ("Northline", "2019-03-04", "At least 12 people were killed on Monday after the Corran dam gave way near Halmere."),
    ("Radio Tesk", "2019-03-05", "The Corran dam near Halmere broke. More than 40 people were killed on Monday."),
    ("Ferry Post", "2019-03-06", "Near Halmere 14 people were killed by the flood of the Corran dam on Monday."),
)
RECORD = (
    "id,best,high,low,date_start,date_end,where_coordinates,adm_1,country\n"
    "17,100,120,90,2019-03-04,2019-03-04,Halmere town,Tesk,Marenia\n"
)


def run(*words: object) -> Result:
    return CliRunner().invoke(sayso, [str(word) for word in words], standalone_mode=False)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "sayso.db"
    table = tmp_path / "table.jsonl"
    with table.open("w") as out:
        for outlet, day, text in OUTLETS:
            out.write(json.dumps({"id": outlet, "outlet": outlet, "published": day, "text": text}) + "\n")
    assert run("add", table, "--ledger", path).exit_code == 0
    return path


def listed(ledger: Path, *words: object) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("series", "--json", "--ledger", ledger, *words).stdout)["rows"]
    return rows


def shown(ledger: Path, id: object, *words: object) -> dict[str, object]:
    said: dict[str, object] = json.loads(run("series", "show", id, "--json", "--ledger", ledger, *words).output)
    return said


def test_a_series_is_listed_and_shown(ledger: Path) -> None:
    (row,) = listed(ledger)
    assert (row["articles"], row["state"], row["low"]) == (3, "killed", 12)
    said = shown(ledger, row["id"], "--policy", "all")
    assert len(said["points"]) == 3  # type: ignore[arg-type]
    assert [one["policy"] for one in said["policies"]] == ["open", "acled", "ucdp", "airwars"]  # type: ignore[attr-defined]
    assert "More than 40" in run("series", "show", row["id"], "--ledger", ledger).output
    assert listed(ledger, "--state", "injured") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("series", "--place", "Nowhere"), ["no series match"]),
        (("series", "--state", "kiled"), ["no series match", "--state kiled is none of: killed"]),
        (("series", "--counted", "penguins"), ["no series match", "--counted penguins is none of: people"]),
        (("series", "--outlet", "Northlin"), ["no series match", "is none of: Ferry Post, Northline, Radio Tesk"]),
        (("figures", "--state", "kiled"), ["no figures match", "--state kiled is none of: killed"]),
        (("figures", "--limit", 1), ["1–1 of 3 figures; --limit 3 shows all"]),
        (("statements", "penguins"), ["no statements match"]),
        (("sources", "--outlet", "nobody"), ["no sources match", "--outlet nobody is none of: Ferry Post"]),
        (("stories", "--words", "penguins"), ["no stories match"]),
        (("reprints",), ["no reprints match"]),
        (("claims", "--words", "penguins"), ["no claims match"]),
        (("origins", "--until", "2000-01-01"), ["no claims match"]),
        (("versions",), ["no addresses match"]),
        (("records",), ["no series has a record"]),
        (("series", "decisions"), ["nothing has been decided"]),
        (("watch", "--list"), ["no feed is watched"]),
    ],
)
def test_a_list_says_what_it_leaves_out_and_what_there_is(
    ledger: Path, words: tuple[object, ...], said: list[str]
) -> None:
    done = run(*words, "--ledger", ledger)
    assert done.return_value == 0
    assert all(words in done.stderr for words in said)
    assert bool(done.stdout) == ("--limit" in words)


def test_split_merge_rename_and_undo(ledger: Path) -> None:
    (row,) = listed(ledger)
    figure = shown(ledger, row["id"])["points"][1]["figure"]  # type: ignore[index]
    assert run("series", "split", row["id"], figure, "--by", "Ines", "--ledger", ledger).exception is None
    apart = listed(ledger, "--least", 1)
    assert sorted(one["figures"] for one in apart) == [1, 2]  # type: ignore[type-var]
    run("series", "merge", *(one["id"] for one in apart), "--ledger", ledger)
    assert [one["figures"] for one in listed(ledger)] == [3]
    run("series", "rename", row["id"], "The dam", "--ledger", ledger)
    assert listed(ledger)[0]["name"] == "The dam"
    run("series", "undo", 3, "--ledger", ledger)
    assert listed(ledger)[0]["name"] != "The dam"
    lines = run("series", "decisions", "--json", "--ledger", ledger).output.splitlines()
    assert [json.loads(line)["decision"] for line in lines] == ["split", "merge", "rename", "undo"]
    assert json.loads(lines[0])["by"] == "Ines"


def test_records_are_held_against_series(ledger: Path, tmp_path: Path) -> None:
    table = tmp_path / "ged.csv"
    table.write_text(RECORD)
    added = run("records", "add", table, "--as", "ucdp-ged", "--ledger", ledger)
    assert "1 new, 0 there already" in added.output
    assert "0 new, 1 there already" in run("records", "add", table, "--as", "ucdp-ged", "--ledger", ledger).output
    (row,) = json.loads(run("records", "--json", "--ledger", ledger).output)["rows"]
    assert row["record"]["id"] == "17"
    assert row["why"] == "Halmere town, 2019-03-04"
    assert "ucdp-ged 17" in run("series", "show", row["series"]["id"], "--ledger", ledger).output


def test_exports(ledger: Path) -> None:
    assert run("series", "export", "--ledger", ledger).output.splitlines()[1].startswith("#meta+series+id,")
    assert json.loads(run("series", "export", "--format", "jsonld", "--ledger", ledger).output)["@graph"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "ffffffffffff"), "no series ffffffffffff"),
        (("split", "ID", "d-1-2"), "has no figure d-1-2"),
        (("undo", 9), "no decision 9"),
        (("show", "ID", "--policy", "none.toml"), "no policy none.toml"),
    ],
)
def test_what_is_not_there_is_said(ledger: Path, words: tuple[object, ...], says: str) -> None:
    id = listed(ledger)[0]["id"]
    done = run("series", *(id if word == "ID" else word for word in words), "--ledger", ledger)
    assert isinstance(done.exception, SaysoError)
    assert says in str(done.exception)


def test_all_of_a_series_cannot_be_split_off(ledger: Path) -> None:
    id = listed(ledger)[0]["id"]
    figures = [one["figure"] for one in shown(ledger, id)["points"]]  # type: ignore[attr-defined]
    assert "nothing to split them from" in str(run("series", "split", id, *figures, "--ledger", ledger).exception)


def test_a_table_of_another_layout_is_an_error_with_its_columns(ledger: Path, tmp_path: Path) -> None:
    table = tmp_path / "other.csv"
    table.write_text("a,b\n1,2\n")
    done = run("records", "add", table, "--as", "acled", "--ledger", ledger)
    assert done.return_value == 1
    assert "the table has a, b" in done.stderr


def test_the_command_knows_every_layout() -> None:
    assert sorted(LAYOUTS) == sorted(layouts.names())


def test_a_state_that_nothing_is_counted_in(ledger: Path) -> None:
    done = run("records", "add", "x.csv", "--as", "csv", "--state", "flying", "--ledger", ledger)
    assert "'flying' is none of: killed, injured" in str(done.exception.format_message())  # type: ignore[union-attr]


def test_a_column_must_be_named(ledger: Path) -> None:
    done = run("records", "add", "x.csv", "--as", "csv", "--column", "best", "--ledger", ledger)
    assert "is not FIELD=COLUMN" in str(done.exception.format_message())  # type: ignore[union-attr]


def test_the_toll_of_an_event(ledger: Path) -> None:
    id = listed(ledger)[0]["id"]
    said = json.loads(run("series", "toll", id, "--json", "--ledger", ledger).output)
    assert (said["killed"], said["injured"]) == (14, 0)
    assert sorted(claim["number"] for claim in said["claims"]) == [12, 14, 40]
    lines = run("series", "toll", id, "--ledger", ledger).output.splitlines()
    assert lines[0] == "killed 14, injured 0"
    assert len(lines) == 4
