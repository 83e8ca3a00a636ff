"""A reading comes back equal, and its rows hold words that a person can read."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sayso.ledger import Ledger
from sayso.ledger.filing import statement_ids, versions_text
from sayso.types import (
    Actor,
    Bound,
    Document,
    Fate,
    Figure,
    Kind,
    Marker,
    Mention,
    Naming,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
    normalise,
)
from tests.ledger.readings import article, whole_document

TURNS = itertools.count()
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
MAYBE = st.none() | WORDS
ROLES, NAMINGS = st.sampled_from(Role), st.sampled_from(Naming)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
FETCHED = st.none() | st.datetimes(
    min_value=datetime(1000, 1, 2), timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
).filter(lambda moment: moment.year < 9999)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    words = normalise(draw(st.text(max_size=200)))

    def span() -> Span:
        return Span(*sorted((draw(st.integers(0, len(words))), draw(st.integers(0, len(words))))))

    def spans(least: int = 0) -> Spans:
        return tuple(span() for _ in range(draw(st.integers(least, 3))))

    figures = tuple(
        Figure(span(), draw(NUMBERS), draw(NUMBERS), draw(st.sampled_from(Bound)), *(draw(MAYBE) for _ in range(5)))
        for _ in range(draw(st.integers(0, 3)))
    )
    actors = tuple(
        Actor(draw(WORDS), draw(MAYBE), draw(st.none() | ROLES), draw(st.none() | NAMINGS), spans())
        for _ in range(draw(st.integers(0, 3)))
    )
    whom = st.none() | st.integers(0, len(actors) - 1) if actors else st.none()
    held = st.lists(st.integers(0, len(figures) - 1), unique=True) if figures else st.just([])
    statements = tuple(
        Statement(
            draw(st.sampled_from(Kind)),
            spans(1),
            spans(),
            spans(),
            tuple(Marker(draw(WORDS), span(), draw(WORDS)) for _ in range(draw(st.integers(0, 2)))),
            tuple(draw(held)),
            draw(whom),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    turn = next(TURNS)  # a document of its own: one that is stored keeps what it came with
    document = Document(
        words,
        name=f"{turn} {draw(WORDS)}",
        url=draw(st.none() | st.just(f"https://courier.example/{turn}/ü")),
        published=draw(st.none() | st.dates(min_value=date(1000, 1, 1))),
        fetched=draw(FETCHED),
        **{name: draw(MAYBE) for name in ("outlet", "title", "byline", "dateline", "language")},
    )
    mentions = tuple(Mention(draw(WORDS), span()) for _ in range(draw(st.integers(0, 2))))
    fates = tuple(Fate(span(), draw(WORDS)) for _ in range(draw(st.integers(0, 2))))
    versions = draw(st.dictionaries(WORDS, WORDS, max_size=3))
    return Reading(document, statements, figures, mentions, versions, draw(MAYBE), actors, fates)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("filing")
    with Ledger(folder / "sayso.db") as ledger:
        yield ledger


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reading=readings())
def test_a_reading_comes_back_equal(filled: Ledger, reading: Reading) -> None:
    assert filled.add(reading) == "new"
    assert filled.reading(reading.document.id) == reading
    assert filled.document(reading.document.id) == reading.document
    assert filled.has(reading.document, reading.versions)
    assert filled.add(reading) == "same"


def test_numbers_beyond_64_bits_come_back(ledger: Ledger) -> None:
    reading = replace(article(), figures=(Figure(Span(0, 7), 2**70, 2**900, Bound.BETWEEN),), statements=())
    ledger.add(reading)
    assert ledger.reading(reading.document.id) == reading


def test_what_was_not_read_comes_back_with_its_reason(ledger: Ledger) -> None:
    reading = replace(whole_document(language="de"), unread="no model for language de")
    ledger.add(reading)
    assert ledger.reading(reading.document.id) == reading
    assert ledger.documents().rows[0].unread == "no model for language de"


def test_an_empty_url_is_none(ledger: Ledger) -> None:
    assert [ledger.add(whole_document(url="", name=name)) for name in "ab"] == ["new", "new"]
    assert [row.url for row in ledger.documents().rows] == [None, None]


def rows(ledger: Ledger, table: str) -> list[dict[str, Any]]:
    with ledger._engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def test_words_stand_beside_their_spans_on_one_line(ledger: Ledger) -> None:
    words = "“Go 🚢,” said the\n\nharbour master, “now.”"
    parts = tuple(Span(words.index(w), words.index(w) + len(w)) for w in ("“Go 🚢,”", "“now.”"))
    source = Span(words.index("the"), words.index(", “now"))
    cue = Span(words.index("said"), words.index("said") + 4)
    claim = Statement(Kind.DIRECT, parts, (source,), (cue,), (Marker("hedge", cue, "why"),))
    ledger.add(Reading(Document(words, "ship"), (claim,), mentions=(Mention("person", source),)))
    (row,) = rows(ledger, "statements")
    assert (row["content"], row["source"], row["cue"]) == ("“Go 🚢,” … “now.”", "the harbour master", "said")
    assert json.loads(row["content_spans"]) == [list(span) for span in parts]
    assert rows(ledger, "mentions")[0]["words"] == "the harbour master"
    assert rows(ledger, "markers")[0]["words"] == "said"


def test_a_figure_that_two_statements_hold_belongs_to_the_first(ledger: Ledger) -> None:
    one = article().statements[1]
    reading = replace(article(), statements=(one, replace(one, content=(Span(0, 7),))))
    ledger.add(reading)
    assert [row["statement_position"] for row in rows(ledger, "figures")] == [0]
    assert [row["figures"] for row in rows(ledger, "statements")] == ["[0]", "[0]"]
    assert ledger.reading(reading.document.id) == reading


def test_actors_are_filed_by_name_for_people_and_by_spans_for_programs(ledger: Ledger) -> None:
    known = {
        "Ilse Brandt": ("Ilse Brandt", Role.OFFICIAL, None),
        "the harbour office": ("The Harbour Office", None, None),
    }
    reading = article(known=known, repeat=2)
    ledger.add(reading)
    filed = rows(ledger, "actors")
    assert [(row["position"], row["name"], row["role"], row["naming"]) for row in filed] == [
        (0, "The Harbour Office", None, None),
        (1, "Ilse Brandt", "official", None),
    ]
    assert json.loads(filed[1]["spans"]) == [list(span) for span in reading.actors[1].mentions]
    positions = [row["actor_position"] for row in rows(ledger, "statements")]
    assert positions == [None, 0, 1, None, None] * 2


A, B = Span(0, 4), Span(6, 9)
CLAIM = Statement(Kind.INDIRECT, (A,), (B,))


@pytest.mark.parametrize(
    ("claims", "others", "shared"),
    [
        ([CLAIM], [CLAIM], [True]),
        ([CLAIM], [replace(CLAIM, source=())], [True]),  # a better reading of who said it
        ([CLAIM], [replace(CLAIM, actor=0)], [True]),
        ([CLAIM], [replace(CLAIM, kind=Kind.DIRECT, cue=(B,))], [True]),
        ([CLAIM], [replace(CLAIM, content=(B,))], [False]),
        ([CLAIM], [replace(CLAIM, content=(A, B))], [False]),
        ([CLAIM], [replace(CLAIM, content=(B,)), CLAIM], [False, True]),  # one more before it
        ([CLAIM, CLAIM], [CLAIM, CLAIM], [True, True]),
    ],
)
def test_an_id_is_of_the_words_that_are_claimed(
    claims: list[Statement], others: list[Statement], shared: list[bool]
) -> None:
    before = statement_ids("d" * 16, claims)
    after = statement_ids("d" * 16, others)
    assert [id in before for id in after] == shared
    assert len(set(after)) == len(after)
    assert all(len(id) == 12 and int(id, 16) >= 0 for id in before + after)
    assert not set(before) & set(statement_ids("e" * 16, claims))


def test_ids_never_change() -> None:
    """They are in people's notes: whoever changes how they are made breaks every one."""
    assert statement_ids("0123456789abcdef", [CLAIM, CLAIM]) == ["c22a85b3673e", "f98bbef04e70"]


def test_versions_are_told_apart_by_what_they_say_not_their_order() -> None:
    assert versions_text({"a": "1", "b": "2"}) == versions_text({"b": "2", "a": "1"}) != versions_text({"a": "1"})
