"""Versions in words: every change with the words before and after."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from sayso.compare.versions import History, history
from sayso.ledger import Ledger, Page
from sayso.show import versions_text
from sayso.types import Reading
from tests.compare.test_versions import A, B, add, read

URL = "https://courier.example/1"


def made(folder: Path, *readings: Reading, **head: str) -> History:
    with Ledger(folder / "sayso.db") as ledger:
        add(ledger, *readings, **head)
        found = history(ledger, URL)
    assert found is not None
    return found


def said(found: History) -> str:
    out = io.StringIO()
    versions_text.history(found, out, as_json=False)
    return out.getvalue()


def test_a_history_in_words(tmp_path: Path) -> None:
    made(tmp_path, A, title="33 dead")
    text = said(made(tmp_path, B, title="29 dead"))
    for line in (
        "[1]  2031-05-01 12:00  33 dead  " + A.document.id,
        "[2]  2031-05-01 13:00  29 dead  " + B.document.id,
        "title: “33 dead” to “29 dead”",
        "other number: “33 people killed” to “29 people killed” (one stands for the other)",
        "other source: “Officials” to “The hospital”, in “29 people had perhaps died”",
        "softened: “perhaps”, in “29 people had perhaps died” (put in: hedge: hedge of the list)",
        "[-Officials-] {+The hospital+} said [-33-] {+29+} people had {+perhaps+} died.",
    ):
        assert line in text


def test_it_says_so_where_there_is_nothing_to_compare(tmp_path: Path) -> None:
    text = said(made(tmp_path, A, read("A cup final was lost by the town.")))
    assert re.search(r"another text under the same address; \d% of the older words are kept", text)
    assert "statements and figures are not held against each other" in text
    assert "{+" not in text


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "nothing but white space"),
        ({"title": 1}, "title"),
        ({"title": 1, "other number": 2}, "title; other number 2"),
    ],
)
def test_a_summary(counts: dict[str, int], words: str) -> None:
    assert versions_text.summary(counts) == words


def test_lists_are_plain_in_a_pipe_and_whole_in_json(tmp_path: Path) -> None:
    found = made(tmp_path, A, B)
    page = Page((found,), 1, 50, 0)
    out = io.StringIO()
    versions_text.table(page, out)
    changed = "other number; softened; other source; sentence edited"
    assert out.getvalue() == "\t".join((A.document.id, URL, "", "2", "", changed)) + "\n"
    out = io.StringIO()
    versions_text.table_json(page, out)
    record = json.loads(out.getvalue())
    assert record["total"] == 1
    assert record["rows"][0]["changed"] == {"other number": 1, "softened": 1, "other source": 1, "sentence edited": 1}


def test_spans_in_json_are_of_the_two_texts(tmp_path: Path) -> None:
    record = versions_text.history_record(made(tmp_path, A, B))
    (revision,) = json.loads(json.dumps(record))["revisions"]
    old, new = A.document.text, B.document.text
    for passage in revision["passages"]:
        for edit in passage["edits"]:
            for span, words, text in (
                (edit["old_span"], edit["before"], old),
                (edit["new_span"], edit["after"], new),
            ):
                assert (text[slice(*span)] if span else None) == words
    (change,) = revision["figures"]
    assert old[slice(*change["old"]["span"])] == change["old"]["words"] == "33"
    assert new[slice(*change["new"]["span"])] == change["new"]["words"] == "29"
    (statement,) = revision["statements"]
    assert statement["turns"] == ["softened"]
    for difference in statement["differences"]:
        for spans, words, text in (
            (difference["old"], difference["before"], old),
            (difference["new"], difference["after"], new),
        ):
            assert " … ".join(text[slice(*span)] for span in spans) == (words or "")


def test_nothing_in_a_text_moves_the_cursor(tmp_path: Path) -> None:
    text = said(made(tmp_path, A, read(A.document.text.replace("Rain", "\x1b[31mRain")), title="\x1b[2J"))
    assert "\x1b" not in text
