"""The nouns: identity, spans, and text as it is stored."""

from __future__ import annotations

import unicodedata
from dataclasses import FrozenInstanceError
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Actor, Document, Kind, Naming, Reading, Role, Span, Statement, normalise, now


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("One.\r\n\r\nTwo.\rThree.", "One.\n\nTwo.\nThree."),
        ("One.\n\n\n \t\nTwo.", "One.\n\nTwo."),
        ("\n\n  One.  \n", "  One."),
        ("cafe\u0301", "café"),
        ("a\x00b\ud800c", "a\ufffdb\ufffdc"),
        ("\ud83d\ude00", "😀"),
        ("", ""),
    ],
)
def test_normalise(text: str, stored: str) -> None:
    assert normalise(text) == stored


@given(st.text() | st.text(st.characters(categories=["Cs", "Ll", "Zs", "Cc"])))
def test_normalised_text_is_stable(text: str) -> None:
    stored = normalise(text)
    assert normalise(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert "\n\n\n" not in stored
    stored.encode("utf-8")


def test_a_document_is_told_by_its_place_and_its_words() -> None:
    one = Document("The dam held.", name="a", url="https://ferry.example/1")
    assert one.id == Document("The dam held.", name="b", url="https://ferry.example/1", title="Other").id
    assert one.id != Document("The dam held.", name="a", url="https://radio.example/1").id
    assert one.id != Document("The dam fell.", name="a", url="https://ferry.example/1").id
    assert one.text_hash == Document("The dam held.", url="https://radio.example/1").text_hash
    assert len(one.id) == 16


def test_nouns_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Document("a").text = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [((0, 3), (2, 5), True), ((0, 3), (3, 5), False), ((2, 3), (0, 9), True), ((4, 5), (0, 3), False)],
)
def test_spans_overlap(one: tuple[int, int], other: tuple[int, int], meet: bool) -> None:
    assert Span(*one).overlaps(Span(*other)) is meet
    assert Span(*other).overlaps(Span(*one)) is meet


def test_a_span_slices_to_its_words() -> None:
    assert Span(3, 7).words("a 🎉dams held") == "dams"


def test_now_is_utc_to_the_second() -> None:
    assert now().tzinfo is UTC
    assert now().microsecond == 0


@pytest.mark.parametrize(("actor", "name"), [(None, None), (0, "Ilse Brandt"), (1, "a docker")])
def test_whom_a_statement_is_by(actor: int | None, name: str | None) -> None:
    actors = (Actor("Ilse Brandt", "person", Role.OFFICIAL, Naming.NAMED), Actor("a docker", naming=Naming.UNNAMED))
    statement = Statement(Kind.INDIRECT, (Span(0, 1),), actor=actor)
    found = Reading(Document("x"), (statement,), actors=actors).actor_of(statement)
    assert (found and found.name) == name
