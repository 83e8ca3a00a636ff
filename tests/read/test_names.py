"""Names: told by capitals alone, wherever they stand and whatever they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.names import names


def found(text: str) -> list[str]:
    return [span.words(text) for span in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday the mayor of Halmere spoke.", ["Halmere"]),
        ("On Monday, Prime Minister Ilse Brandt left.", ["Ilse Brandt"]),
        ("Brandt said so. Nobody answered Mr. Tamm.", ["Brandt", "Tamm"]),
        ("the U.S. and J. R. O'Neill of AT&T", ["U.S.", "J. R. O'Neill", "AT&T"]),
        ("He met Ahmad al-Zed and Jan van der Veld there.", ["Ahmad al-Zed", "Jan van der Veld"]),
        ("It was Brandt's, not Tamm’s.", ["Brandt", "Tamm"]),
        ("Nobody said that. I did.", []),
        ("State Department officials left; the State Department stayed.", ["State Department", "State Department"]),
        ("Rebels Take Halmere, Says Watch", ["Halmere"]),
        ("the Tesk Council\nIlse Brandt", ["Tesk Council", "Ilse Brandt"]),
        ("Мэр Ильза Брандт сказала", ["Мэр Ильза Брандт"]),
        ("", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("name", ["Halmere", "the Tesk Council", "Northline News", "O'Neill", "UN", "Q. Z. Ardt"])
@pytest.mark.parametrize("frame", ["On Monday {} said so.", "It fell, said {}.", "Forces of {} came.", "“{}” left."])
def test_any_name_in_the_same_place_is_one_name(frame: str, name: str) -> None:
    plain = name.removeprefix("the ")
    assert found(frame.format(plain)) == [plain]


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    spans = names(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all("\n" not in span.words(text) for span in spans)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is spreading, says WHO", ["WHO"]),
        ("It is spreading in Vell, WHO says.", ["Vell", "WHO"]),
        ("WHO said it was spreading.", ["WHO"]),
        ("Who said so? She who knew.", []),
        ("WHO KNEW OF IT", []),
    ],
)
def test_small_words_that_are_letters(text: str, found: list[str]) -> None:
    assert [span.words(text) for span in names(text) if span.words(text).lower() in ("who", "vell")] == found
