"""`sayso stories` and `sayso reprints`, on the demo's coverage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import sayso


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


def story_with(ledger: Path, name: str) -> dict[str, Any]:
    listed = asked("stories", "--ledger", str(ledger))["rows"]
    shown = [asked("stories", "show", row["id"], "--ledger", str(ledger)) for row in listed]
    return next(one for one in shown if any(row["name"] == name for row in one["documents"]))


def test_every_latest_version_is_in_one_story(ledger: Path) -> None:
    page = asked("stories", "--ledger", str(ledger))
    assert page["total"] == len(page["rows"])
    assert (
        sum(row["articles"] for row in page["rows"]) == 18
    )  # nineteen files, of which two are versions of one article


def test_a_copy_is_no_text_of_its_own(ledger: Path) -> None:
    dam = story_with(ledger, "2019-03-04-dam")
    names = {row["id"]: row["name"] for row in dam["documents"]}
    texts = [[names[id] for id in group] for group in dam["texts"]]
    assert ["2019-03-04-dam", "2019-03-05-dam"] in texts
    assert dam["independent_texts"] == len(texts) < dam["articles"]


def test_a_story_in_words(ledger: Path) -> None:
    id = story_with(ledger, "2019-03-04-dam")["id"]
    said = run("stories", "show", id, "--ledger", str(ledger)).output
    assert "in the main the same text: 2019-03-05  The Ferry Post" in said
    assert "The Ferry Post credits Northline (dateline)" in said


@pytest.mark.parametrize(("option", "value"), [("--words", "DAM"), ("--outlet", "The Weir"), ("--since", "2019-03-12")])
def test_filters(ledger: Path, option: str, value: str) -> None:
    every, some = (asked("stories", "--ledger", str(ledger), *more)["total"] for more in ((), (option, value)))
    assert 0 < some < every


def test_reprints_with_their_spans(ledger: Path) -> None:
    first = asked("reprints", "--extent", "wholly", "--ledger", str(ledger))["rows"][0]
    assert (first["outlet"], first["other_outlet"]) == ("Northline", "The Ferry Post")
    assert first["order"] == "The Ferry Post credits Northline (dateline)"
    mine = run("reprints", first["document"][:8], "--ledger", str(ledger))
    assert "“HALMERE, Marenia (Northline) — At least 12 people were killed" in mine.output
    assert run("reprints", "--ledger", str(ledger)).output.startswith(f"{first['document']}\tNorthline\t1.00\t")


def test_an_altered_copy_is_shown_in_its_own_words_with_those_of_the_other(tmp_path: Path) -> None:
    text = (
        "At least 31 people were killed when the dam above Vell gave way, the regional hospital said. The water "
        "reached the lower town within the hour and carried off most of the wooden houses on the bank."
    )
    altered = text.replace("wooden", "brick").replace("regional hospital", "hospital")
    table = tmp_path / "table.jsonl"
    rows = (("Northline", "2019-03-04", text), ("Post", "2019-03-05", altered))
    table.write_text(
        "".join(json.dumps({"outlet": o, "published": day, "text": words}) + "\n" for o, day, words in rows)
    )
    where = ("--ledger", str(tmp_path / "sayso.db"))
    assert run("add", str(table), *where).exit_code == 0
    (one,) = asked("reprints", *where)["rows"]
    first, copy = (run("reprints", one[side], *where).stdout for side in ("document", "other"))
    assert (
        "most of the wooden houses on the bank”\n        “regional” only here; “wooden” here, “brick” there\n" in first
    )
    assert (
        "most of the brick houses on the bank”\n        “regional” only there; “brick” here, “wooden” there\n" in copy
    )


def test_people_merge_split_rename_and_take_it_back(ledger: Path) -> None:
    where = ("--ledger", str(ledger), "--by", "Ada")
    one, other = (row["id"] for row in asked("stories", "--ledger", str(ledger))["rows"][:2])
    before = asked("stories", "--ledger", str(ledger))["total"]
    assert "decision 1: merge" in run("stories", "merge", one, other, *where).stderr
    merged = asked("stories", "show", one, "--ledger", str(ledger))
    assert asked("stories", "--ledger", str(ledger))["total"] == before - 1
    assert merged["decisions"] == [1]
    article = merged["documents"][0]["id"]
    assert run("stories", "split", one, article[:8], *where).exit_code == 0
    alone = asked("stories", "show", article[:12], "--ledger", str(ledger))
    assert alone["articles"] == 1
    assert run("stories", "rename", alone["id"], "The first report", *where).exit_code == 0
    assert asked("stories", "show", article[:12], "--ledger", str(ledger))["name"] == "The first report"
    for number in ("1", "2", "3"):
        assert run("stories", "undo", number, *where).exit_code == 0
    assert asked("stories", "--ledger", str(ledger))["total"] == before
    kept = run("stories", "decisions", "--ledger", str(ledger)).output.splitlines()
    assert [line.split("\t")[2] for line in kept] == ["merge", "split", "rename", "undo", "undo", "undo"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stories", "show", "ffffff"), "there is no story ffffff: `sayso stories` lists them"),
        (("reprints", "ffffff"), "there is no document ffffff"),
        (("stories", "merge", "abcdef"), "give the ids of two stories or more"),
    ],
)
def test_errors_say_what_to_do(ledger: Path, words: tuple[str, ...], said: str) -> None:
    result = run(*words, "--ledger", str(ledger))
    assert result.exit_code != 0
    assert said in result.output + str(result.exception)
