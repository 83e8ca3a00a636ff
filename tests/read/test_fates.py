"""Single people who are said to be in a state."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.fates import find_fates
from sayso.read.sentences import sentences
from sayso.types import Mention, Span


def fates(text: str, *named: str) -> list[tuple[str, str]]:
    persons = [Mention("person", Span(text.index(name), text.index(name) + len(name))) for name in named]
    return [(fate.span.words(text), fate.state) for fate in find_fates(text, sentences(text), persons)]


@pytest.mark.parametrize(
    ("text", "named", "found"),
    [
        ("Ilse Brandt was killed on Monday.", ["Ilse Brandt"], [("Ilse Brandt", "killed")]),
        ("Ilse Brandt, 54, died in hospital.", ["Ilse Brandt"], [("Ilse Brandt", "killed")]),
        ("The shell killed Ilse Brandt.", ["Ilse Brandt"], [("Ilse Brandt", "killed")]),
        ("The boy died at the scene.", [], [("The boy", "killed")]),
        ("She was shot in the leg.", [], [("She", "killed or injured")]),
        ("He was arrested on Tuesday.", [], [("He", "arrested")]),
        ("Teen dies after crash", [], [("Teen", "killed")]),
        ("Girl, 8, Dies After Being Hit", [], [("Girl", "killed")]),
        ("Ilse Brandt said that 12 people were killed.", ["Ilse Brandt"], []),
        ("Ilse Brandt shot the dog.", ["Ilse Brandt"], []),
        ("The boys died.", [], []),  # more than one: a figure's business
        ("The road was closed.", [], []),
    ],
)
def test_fates(text: str, named: list[str], found: list[tuple[str, str]]) -> None:
    assert fates(text, *named) == found


@given(st.text(alphabet="The boy girl He she was shot killed died, . 12", max_size=80))
def test_fates_stand_in_order_and_apart(text: str) -> None:
    found = find_fates(text, sentences(text), ())
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(fate.span.words(text).strip() for fate in found)
