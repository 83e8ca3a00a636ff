"""Killed and injured of an event, added up from what its articles tell."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.points import Point
from sayso.compare.tolls import claims_of, toll
from sayso.types import Span
from tests.compare.told import point

Told = tuple[str, str, int, str]


def said(state: str, number: float, day: int = 4, outlet: str = "Northline", **changes: Any) -> Point:
    return point(outlet, day, number, state=state, **changes)


DIED: Told = ("northline-4", "killed", 10, "Ilse Brandt")


@pytest.mark.parametrize(
    ("told", "fates", "killed", "injured"),
    [
        ([said("killed", 3), said("injured", 2)], [], 3, 2),
        ([said("killed or injured", 5), said("killed", 1)], [], 1, 4),
        ([said("killed or injured", 4)], [], 0, 4),
        ([said("killed", 2), said("killed", 3, 6, "Radio Tesk"), said("killed", 3, 7, "Ferry Post")], [], 3, 0),
        ([said("injured", 1), said("killed", 1, 6, "Radio Tesk")], [], 1, 0),  # who was injured has died
        ([said("injured", 1), said("killed", 1)], [], 1, 1),  # one article tells both
        ([], [DIED, DIED], 1, 0),
        ([said("killed", 4), said("killed", 9, scope="part"), said("killed", 2, scope="further")], [], 4, 0),
    ],
)
def test_tolls(told: list[Point], fates: list[Told], killed: int, injured: int) -> None:
    found = toll(told, fates)
    assert found is not None
    assert (found.killed, found.injured) == (killed, injured)


def test_of_many_who_are_counted_anew_the_last_count_stands() -> None:
    told = [said("killed", 12), said("killed", 27, 6, "Radio Tesk"), said("killed", 26, 9, "Ferry Post")]
    told += [said("injured", 63, 6, "Radio Tesk"), said("injured", 82, 9, "Ferry Post"), said("killed", 40, 5, None)]
    found = toll(told, [])
    assert found is not None
    assert (found.killed, found.injured) == (26, 82)


def test_nothing_told_is_no_toll() -> None:
    assert toll([], []) is None
    assert toll([said("displaced", 400)], [("d", "arrested", 3, "he")]) is None


def breath(words: str, *counted: tuple[str, str, int]) -> list[Point]:
    """Points of one sentence, each with its words and group."""
    found = []
    for number, group, low in counted:
        at = words.index(number)
        here = Span(at, at + len(number))
        found.append(said("killed", low, span=here, context=words, context_span=here, counted=group))
    return found


def test_what_counts_apart_in_one_breath_is_added_up() -> None:
    (claim,) = claims_of(
        breath("Four adults and two children were killed.", ("Four", "adults", 4), ("two", "children", 2))
    )
    assert claim.number == 6
    assert len(claim.points) == 2


def test_what_is_said_of_a_count_is_not_added_to_it() -> None:
    words = "It lowered its count of the dead to 16, saying that one body had been counted twice."
    assert [claim.number for claim in claims_of(breath(words, ("16", "people", 16), ("one", "body", 1)))] == [16, 1]


def test_a_part_is_not_added_to_its_whole() -> None:
    told = breath("Six people, including two children, died.", ("Six", "people", 6), ("two", "children", 2))
    assert [claim.number for claim in claims_of(told)] == [6, 2]


def test_what_is_told_first_weighs_more() -> None:
    early, late = claims_of([said("killed", 3), said("killed", 7, span=Span(2900, 2901))])
    assert early.weight > 2 * late.weight
