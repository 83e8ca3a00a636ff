"""Matching: names of one and the same, and heads of phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.matching import Alike, head_of, initials, relatives, same_name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ilse Brandt", "Brandt", True),
        ("Brandt", "Ilse Brandt", True),
        ("Mr Brandt", "Ilse Brandt", True),
        ("I. Brandt", "Ilse Brandt", True),
        ("Ilse M. Brandt", "Ilse Brandt", True),
        ("President Brandt", "Ilse Brandt", True),
        ("Jon Brandt", "Ilse Brandt", False),
        ("Ilse", "Ilse Brandt", True),
        ("WHF", "World Harvest Fund", True),
        ("the Harvest Fund", "World Harvest Fund", True),
        ("World Water Fund", "World Harvest Fund", False),
        ("", "Ilse Brandt", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("the former mayor of Halmere", "mayor"),
        ("a spokesman for the harbour board", "spokesman"),
        ("two residents who fled", "residents"),
        ("Ilse Brandt, the mayor", "brandt"),
        ("", ""),
    ],
)
def test_head(words: str, head: str) -> None:
    assert head_of(words) == head


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Billy Brandt", "Gina Brandt", True),
        ("Ilse Brandt", "Inga Brandt", True),
        ("Ilse Brandt", "I. Brandt", False),
        ("President Ilse Brandt", "Ilse Brandt", False),
        ("Ilse Brandt", "Ilse Tamm", False),
        ("Ilse Brandt", "Brandt", False),
        ("", "", False),
    ],
)
def test_relatives_are_two(one: str, other: str, two: bool) -> None:
    assert relatives(one, other) == relatives(other, one) == two


def test_initials() -> None:
    assert initials("World Harvest Fund of the North") == "whfn"


NAMES = st.lists(
    st.sampled_from("Ilse I M. Brandt Mr President Halmere Harvest Fund WHF IB the World I’".split()), max_size=4
)


@given(st.lists(NAMES.map(" ".join), max_size=12))
def test_alike_are_those_that_may_be_the_same_ones(names: list[str]) -> None:
    alike = Alike()
    for at, name in enumerate(names):
        assert alike.to(name) == {other for other in names[: at + 1] if same_name(name, other)}
    for name in names:
        assert alike.to(name) == {other for other in names if same_name(name, other)}
