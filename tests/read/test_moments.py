"""Times and places near a figure."""

import pytest

from sayso.read.moments import moment, moments, place, places
from sayso.types import Mention, Span


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday 5 people left", "On Tuesday"),
        ("5 people left on Tuesday evening", "on Tuesday evening"),
        ("5 people have left since March", "since March"),
        ("5 people left since the end of July", "since the end of July"),
        ("5 people left on 10 July 2016", "on 10 July 2016"),
        ("5 people left yesterday", "yesterday"),
        ("5 people left last week", "last week"),
        ("5 people left in 2009", "in 2009"),
        ("5 people left in the past two days", "in the past two days"),
        ("On Monday nobody came but on Friday 5 people left", "on Friday"),
        ("5 people may leave", None),
        ("5 people left", None),
    ],
)
def test_moment(text: str, expected: str | None) -> None:
    assert moment(text, moments(text, 0, ()), at(text, "5")) == expected


def test_a_time_that_the_tagger_found() -> None:
    text = "Since the harvest 5 people left"
    found = moments(text, 100, [Mention("time", Span(106, 117))])
    assert moment(text, found, at(text, "5")) == "Since the harvest"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Oldport 5 people left", "Oldport"),
        ("5 people left in Oldport", "Oldport"),
        ("Oldport said 5 people left", None),
        ("5 people left near the town of Oldport", "Oldport"),
    ],
)
def test_place(text: str, expected: str | None) -> None:
    found = places(text, 0, [Mention("place", at(text, "Oldport")), Mention("person", Span(0, 1))])
    assert place(text, found, at(text, "5")) == expected


def test_the_place_after_a_figure_is_nearer() -> None:
    text = "In Oldport as many as 5 people who live in Newport left"
    found = places(text, 0, [Mention("place", at(text, "Oldport")), Mention("place", at(text, "Newport"))])
    assert place(text, found, at(text, "5")) == "Newport"
