"""The JSON of a reading and of rows, and amounts in words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show import formats
from sayso.types import Bound, Figure, Kind, Reading, Span, Statement
from tests.show import invented

DOCS = Path(__file__).parents[2] / "docs" / "reading.md"


def test_the_keys_of_a_reading() -> None:
    record = formats.reading_record(invented.reading())
    assert list(record) == [
        "schema",
        "document",
        "statements",
        "figures",
        "mentions",
        "actors",
        "fates",
        "versions",
        "unread",
    ]
    assert record["schema"] == "sayso-reading/2"
    assert list(record["document"]) == [  # type: ignore[call-overload]
        "id",
        "name",
        "url",
        "outlet",
        "title",
        "byline",
        "dateline",
        "published",
        "fetched",
        "language",
        "text_hash",
        "text",
    ]
    assert record["document"]["published"] == "2031-04-02"  # type: ignore[index]
    assert record["document"]["fetched"] == "2031-04-03T06:30:00+00:00"  # type: ignore[index]


def test_statements_have_lists_of_offsets_or_null() -> None:
    record = formats.reading_record(invented.reading())
    statements = record["statements"]
    assert isinstance(statements, list)
    assert statements[0]["source"] is None
    assert statements[0]["cue"] is None
    assert statements[1]["kind"] == "direct"
    assert next(invented.TEXT[a:b] for a, b in statements[1]["content"]) == "“We have recovered at least 82 bodies,”"
    assert [invented.TEXT[a:b] for a, b in statements[1]["source"]] == ["Mara Voss, who leads the Tolm Relief Society"]
    assert statements[3]["markers"] == [
        {
            "kind": "scare quotes",
            "span": list(invented.span("“thorough and complete”")),
            "words": "“thorough and complete”",
            "why": "words held at arm's length",
        }
    ]


def test_statements_name_their_actor_by_its_index() -> None:
    record = formats.reading_record(invented.reading())
    statements, actors = record["statements"], record["actors"]
    assert isinstance(statements, list)
    assert isinstance(actors, list)
    assert [s["actor"] for s in statements] == [None, 0, 1, 1, None, None, None, 1, 2, 3, None]
    assert {key: value for key, value in actors[1].items() if key != "mentions"} == {
        "name": "The water ministry",
        "kind": "organisation",
        "role": "official",
        "naming": "institutional",
    }
    assert [invented.TEXT[a:b] for a, b in actors[1]["mentions"]] == ["The water ministry", "It", "the ministry"]
    assert (actors[3]["role"], actors[3]["naming"]) == (None, "unnamed")


@pytest.mark.parametrize(
    ("source", "actor", "shown"),
    [
        ("she", "Ilse Brandt", "Ilse Brandt"),
        ("the ministry", "The water ministry", "The water ministry"),
        (None, "Ilse Brandt", "Ilse Brandt"),
        ("a spokesman for the ministry", "the ministry", "the ministry"),  # the words may mean another
        ("Ilse Brandt’s lawyer", "Ilse Brandt", "Ilse Brandt"),
        ("Ilse Brandt", "Ilse Brandt", None),
        ("The  Ministry", "the ministry", None),
        ("Mara Voss, who leads the society", "Mara Voss", None),  # the name is there to be read
        ("she", None, None),
        (None, None, None),
    ],
)
def test_a_source_is_read_as_somebody_where_its_words_do_not_say_so(
    source: str | None, actor: str | None, shown: str | None
) -> None:
    assert formats.read_as(source, actor) == shown


def test_figures_name_the_statement_they_stand_in() -> None:
    figures = formats.reading_record(invented.reading())["figures"]
    assert isinstance(figures, list)
    assert [(f["low"], f["high"], f["bound"], f["statement"]) for f in figures] == [
        (82, None, "at least", 1),
        (100000, 250000, "between", 1),
        (24, 99, "vague", 4),
        (40000000, 40000000, "exact", 7),
    ]
    assert set(figures[0]) == {
        "low",
        "high",
        "bound",
        "counted",
        "unit",
        "state",
        "place",
        "as_of",
        "vague",
        "scale",
        "whole",
        "change",
        "span",
        "words",
        "statement",
    }


def test_a_figure_in_no_statement_says_null() -> None:
    reading = Reading(invented.document(), figures=(Figure(Span(0, 3), 1, 1, Bound.EXACT),))
    assert formats.reading_record(reading)["figures"][0]["statement"] is None  # type: ignore[index]


def test_a_figure_in_two_statements_names_the_first() -> None:
    both = tuple(Statement(Kind.NARRATOR, (Span(0, 3),), figures=(0,)) for _ in range(2))
    reading = Reading(invented.document(), both, (Figure(Span(0, 3), 1, 1, Bound.EXACT),))
    assert formats.statement_of_figure(reading) == {0: 0}


@pytest.mark.parametrize("made", [invented.reading, invented.second, invented.hostile])
def test_every_span_slices_to_its_words_after_json(made) -> None:  # type: ignore[no-untyped-def]
    record = json.loads(json.dumps(formats.reading_record(made()), allow_nan=False))
    text = record["document"]["text"]
    spanned = record["figures"] + record["mentions"] + [m for s in record["statements"] for m in s["markers"]]
    assert spanned
    assert all(text[item["span"][0] : item["span"][1]] == item["words"] for item in spanned)


def test_the_same_reading_gives_the_same_bytes() -> None:
    first, again = (json.dumps(formats.reading_record(invented.reading())) for _ in range(2))
    assert first == again


def test_the_documented_example_is_what_is_written() -> None:
    block = re.search(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert block, f"{DOCS} has no ```json block"
    assert json.loads(block[1]) == json.loads(json.dumps(formats.reading_record(invented.second())))


def test_every_key_is_documented() -> None:
    said = DOCS.read_text(encoding="utf-8")
    record = formats.reading_record(invented.reading())
    keys = set(record) | {key for part in ("statements", "figures", "mentions", "actors") for key in record[part][0]}  # type: ignore[index]
    assert {key for key in keys if f"`{key}`" not in said} == set()


@dataclass(frozen=True)
class Row:
    kind: Kind
    published: date | None
    spans: tuple[Span, ...]
    low: float | None
    outlets: dict[str | None, int]


def test_a_row_becomes_plain_values() -> None:
    row = Row(Kind.MIXED, date(2031, 4, 2), (Span(1, 4),), 82.0, {"Post": 2, None: 1})
    record = formats.row_record(row)
    assert record == {
        "kind": "mixed",
        "published": "2031-04-02",
        "spans": [[1, 4]],
        "low": 82,
        "outlets": {"Post": 2, "": 1},
    }
    assert type(record["kind"]) is str
    assert json.dumps(record)


def test_what_is_not_a_row_is_refused() -> None:
    with pytest.raises(TypeError, match="a row of the ledger"):
        formats.row_record("words")


@pytest.mark.parametrize(
    ("value", "written"),
    [(82.0, "82"), (2.5, "2.5"), (None, "null"), (float("inf"), "null"), (float("nan"), "null"), (-3.0, "-3")],
)
def test_numbers_as_json_knows_them(value: float | None, written: str) -> None:
    assert json.dumps(formats.number(value)) == written


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_number_is_valid_json_and_loses_nothing(value: float) -> None:
    back = json.loads(json.dumps(formats.number(value), allow_nan=False))
    assert back is None or back == value


@pytest.mark.parametrize(
    ("low", "high", "bound", "unit", "words"),
    [
        (82, 82, "exact", None, "82"),
        (82, None, "at least", None, "at least 82"),
        (82, None, "more than", None, "more than 82"),
        (None, 9, "at most", None, "at most 9"),
        (None, 9, "fewer than", None, "fewer than 9"),
        (100_000, 250_000, "between", None, "100,000 to 250,000"),
        (40, 40, "about", "$", "about $40"),
        (40, 40, "exact", "US$", "US$40"),
        (40, 40, "exact", "EUR", "EUR 40"),
        (12.5, 12.5, "exact", "percent", "12.5%"),
        (12, 12, "exact", "%", "12%"),
        (3, 3, "exact", "km", "3 km"),
        (24, 99, "vague", None, "24 to 99 (vague)"),
        (24, None, "vague", None, "at least 24 (vague)"),
        (5, None, "exact", None, "at least 5"),
        (None, 5, "exact", None, "at most 5"),
        (36, 44, "about", None, "about 36 to 44"),
        (None, None, "vague", None, "no number"),
    ],
)
def test_amounts_in_words(low: float | None, high: float | None, bound: str, unit: str | None, words: str) -> None:
    assert formats.amount(Figure(Span(0, 1), low, high, Bound(bound), unit=unit)) == words


def test_a_change_is_no_figure_of_its_own() -> None:
    assert formats.amount(Figure(Span(0, 1), 12, 12, Bound.EXACT, change=True)) == "12 (a change)"


def test_parts_of_a_statement_are_joined_on_one_line() -> None:
    assert formats.words((Span(0, 5), Span(6, 8)), "a\n\nbc de") == "a bc … de"
    assert formats.words((), "abc") is None


@pytest.mark.parametrize(
    ("value", "noun", "said"),
    [
        (1, "outlet", "1 outlet"),
        (0, "outlet", "0 outlets"),
        (2000, "story", "2,000 stories"),
        (1, "series", "1 series"),
        (3, "series", "3 series"),
        (2, "address", "2 addresses"),
    ],
)
def test_counts(value: int, noun: str, said: str) -> None:
    assert formats.count(value, noun) == said
