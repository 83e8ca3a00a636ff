"""Referents: the fullest name, the last places, and when one word is enough."""

from __future__ import annotations

import pytest

from sayso.read.referents import Referent, bare, is_person, personal
from sayso.types import Span


def referent(*names: str, places: int = 1) -> Referent:
    return Referent("person", names=list(names), spans=[Span(at, at + 1) for at in range(0, 2 * places, 2)])


def test_the_fullest_name_has_the_most_capitals_and_no_tail() -> None:
    assert referent("Brandt", "Ilse Brandt", "Ilse Brandt and others").name == "Ilse Brandt"


def test_without_a_name_the_longest_words_stand() -> None:
    who = Referent(None)
    who.describe("a resident")
    who.describe("a resident of the old harbour")
    who.describe("a resident")
    assert who.name == "a resident of the old harbour"
    assert list(who.descriptions) == ["a resident", "a resident of the old harbour"]
    assert who.called == {"resident", "resident of the old harbour"}


def test_last_places_come_latest_first() -> None:
    who = referent("Brandt", places=4)
    assert who.before(5, 2) == [Span(4, 5), Span(2, 3)]
    assert who.before(0) == []


def test_one_word_again_and_again_makes_well_known() -> None:
    assert referent("Brandt", places=3).well_known
    assert not referent("Brandt", places=2).well_known
    assert not referent("Brandt", "Ilse Brandt", places=5).well_known


def test_bare() -> None:
    assert [bare(words) for words in ("The Mayor", "an aide", "theatre")] == ["mayor", "aide", "theatre"]


@pytest.mark.parametrize("word", ["senator", "nominee", "spokesman", "economist", "refugee", "veteran", "queen"])
def test_who_is_called_one_person(word: str) -> None:
    assert personal(word)
    assert is_person(Referent(None, heads={word}))


@pytest.mark.parametrize("word", ["ministry", "newspaper", "report", "statement", "refugees", "council"])
def test_what_calls_nobody_a_person(word: str) -> None:
    assert not is_person(Referent(None, heads={word}))
    assert is_person(Referent("person", heads={word}))
