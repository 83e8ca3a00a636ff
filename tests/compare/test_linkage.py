"""Groups from chances between pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.linkage import groups

Link = tuple[int, int, float, float]


@pytest.mark.parametrize(
    ("links", "together", "apart", "found"),
    [
        ([], [], [], [[0], [1], [2]]),
        ([(0, 1, 0.9, 1.0)], [], [], [[0, 1], [2]]),
        ([(0, 1, 0.4, 1.0)], [], [], [[0], [1], [2]]),
        ([(0, 1, 0.9, 1.0), (1, 2, 0.6, 1.0), (0, 2, 0.2, 1.0)], [], [], [[0, 1], [2]]),  # .4 in the mean
        ([(0, 1, 0.9, 1.0), (1, 2, 0.6, 1.0), (0, 2, 0.2, 0.1)], [], [], [[0, 1, 2]]),  # the low one weighs little
        ([(0, 1, 0.9, 1.0), (1, 2, 0.6, 1.0)], [], [], [[0, 1, 2]]),  # what was not compared says nothing
        ([(0, 1, 0.9, 1.0)], [], [(0, 1)], [[0], [1], [2]]),
        ([(0, 1, 0.1, 1.0)], [(0, 1)], [], [[0, 1], [2]]),
        ([(0, 1, 0.9, 1.0), (1, 2, 0.9, 1.0)], [(0, 1)], [(0, 2)], [[0, 1], [2]]),  # apart from one, apart from both
    ],
)
def test_groups(
    links: list[Link], together: list[tuple[int, int]], apart: list[tuple[int, int]], found: list[list[int]]
) -> None:
    assert groups(3, links, 0.5, together, apart) == found


CHANCES = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]), st.floats(0, 1)
)


@given(CHANCES, st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), max_size=5))
def test_everyone_is_in_one_group_and_nobody_with_whom_they_must_not_be(
    chances: dict[tuple[int, int], float], apart: set[tuple[int, int]]
) -> None:
    found = groups(10, [(a, b, chance, 1.0) for (a, b), chance in chances.items()], 0.5, apart=apart)
    assert sorted(member for group in found for member in group) == list(range(10))
    assert not any({a, b} <= set(group) for a, b in apart for group in found)


def test_what_follows_on_another_is_one_with_it_and_like_either() -> None:
    copies, moved = [(0, 1, 1.0, 1.0), (2, 3, 1.0, 1.0)], [(0, 2, 0.0, 1.0), (1, 3, 0.0, 1.0), (1, 2, 0.0, 1.0)]
    assert groups(4, [*copies, *moved], 0.5) == [[0, 1], [2, 3]]
    assert groups(4, [*copies, *moved], 0.5, follows=[(0, 2)]) == [[0, 1, 2, 3]]
    third = [(3, 4, 0.7, 1.0), (1, 4, 0.0, 1.0)]  # like the later, and not like the earlier
    assert groups(5, [*copies, *moved, *third], 0.5) == [[0, 1], [2, 3, 4]]
    assert groups(5, [*copies, *moved, *third], 0.5, follows=[(0, 2)]) == [[0, 1, 2, 3, 4]]


def test_what_must_be_apart_follows_on_nothing() -> None:
    assert groups(2, [(0, 1, 0.2, 1.0)], 0.5, apart=[(0, 1)], follows=[(0, 1)]) == [[0], [1]]
