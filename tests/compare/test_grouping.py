"""Grouping: chances between articles become groups."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare import grouping
from sayso.compare.decisions import Decisions
from sayso.compare.profiles import Profile, cosine, profile, weighted
from sayso.types import Decision, Review

DAY = date(2019, 3, 6)  # a Wednesday


def about(text: str, number: int = 0, title: str | None = None, day: date | None = DAY) -> Profile:
    names = [(word.strip(".,"), text.index(word)) for word in text.split() if word[0].isupper()]
    return profile(f"d{number}", text, title, names, "Courier", day)


def test_a_profile_counts_words_names_numbers_and_days() -> None:
    one = about("Vell’s dam broke on Tuesday. On March 2 it had held 40 people said in Vell.", title="Vell dam")
    assert one.bags["words"]["vell"] == 3
    assert one.bags["names"]["vell"] == 3
    assert one.bags["numbers"] == {"2": 1, "40": 1}
    assert one.bags["days"] == {"2019-03-05": 1, "2019-03-02": 1}
    assert {"w:dam", "n:vell", "d:2019-03-05"} <= one.terms


@pytest.mark.parametrize(
    ("text", "day", "days"),
    [
        ("On 29 February 2019 it fell.", DAY, set()),
        ("On May 45 it fell.", DAY, set()),
        ("On 1 December it fell.", DAY, {"2018-12-01"}),
        ("On July 29, 2004, and Monday", None, {"jul-29"}),
        ("", DAY, set()),
    ],
)
def test_days_that_a_text_names(text: str, day: date | None, days: set[str]) -> None:
    assert set(about(text, day=day).bags["days"]) == days


def test_weights_square_to_one_and_common_words_weigh_nothing() -> None:
    bags = weighted(about("The dam of Vell broke."), lambda term: 0.0 if term == "w:the" else 1.0)
    assert "the" not in bags["words"]
    assert sum(w * w for w in bags["words"].values()) == pytest.approx(1)
    assert cosine(bags["words"], bags["words"]) == pytest.approx(1)
    assert cosine(bags["words"], {}) == 0


def chance(a: Profile, b: Profile) -> float:
    bags = [weighted(one, lambda term: 1.0) for one in (a, b)]
    return float(grouping.chances([grouping.features(a, b, *bags)])[0])


def test_the_same_event_is_likelier_than_another_of_its_kind() -> None:
    one = about("Twelve people died when the dam above Vell broke on Tuesday, Mayor Brandt said.")
    same = about("Mayor Brandt said twelve people had died on Tuesday as the Vell dam broke.")
    other = about("Thirty miners were trapped when a shaft at Korda flooded, Minister Hale said on Sunday.")
    assert chance(one, same) > 0.8 > 0.5 > chance(one, other)
    assert chance(one, same) == pytest.approx(chance(same, one))


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([], [[1], [2], [3], [4], [5], [6]]),
        ([(2, 1, 0.9), (3, 2, 0.9), (3, 1, 0.9)], [[1, 2, 3], [4], [5], [6]]),
        ([(2, 1, 0.9), (3, 2, 0.4)], [[1, 2], [3], [4], [5], [6]]),  # 3 is like one of two: .2 on average
        # four together, and a piece that is too unlike for a merger but nearest to them
        (
            [(a, b, 0.9) for a in range(1, 5) for b in range(1, a)] + [(5, n, 0.25) for n in range(1, 5)],
            [[1, 2, 3, 4, 5], [6]],
        ),
    ],
)
def test_grouping(pairs: list[tuple[int, int, float]], groups: list[list[int]]) -> None:
    assert grouping.group(range(1, 7), pairs) == groups


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)), max_size=30))
def test_every_article_is_in_one_group_whatever_the_order(pairs: list[tuple[int, int, float]]) -> None:
    known = {(max(a, b), min(a, b)): c for a, b, c in pairs if a != b}
    given_ = [(a, b, c) for (a, b), c in known.items()]
    groups = grouping.group(range(10), given_)
    assert sorted(n for group in groups for n in group) == list(range(10))
    assert grouping.group(range(10), reversed(given_)) == groups


def test_two_events_of_one_kind_are_told_apart_by_what_is_not_common_to_all() -> None:
    shared = "A dam broke and water flooded the streets while rescue teams searched for people missing from their homes"
    vell = [
        about(f"{shared}. In Vell {n} firemen and Mayor Brandt counted 12 dead near Gate Hill.", n) for n in range(6)
    ]
    korda = [
        about(f"{shared}. In Korda {n} soldiers and Captain Hale counted 31 dead by Mill Bridge.", n) for n in range(7)
    ]
    members = dict(enumerate([*vell, *korda]))
    assert grouping.camps(members) == [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11, 12]]
    assert grouping.camps(dict(enumerate(vell))) == [[0, 1, 2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("reviews", "groups"),
    [
        ([], [[1, 2, 3], [4]]),
        ([Review(Decision.MERGE, ("c", "d"))], [[1, 2, 3, 4]]),
        ([Review(Decision.SPLIT, ("b",), ("a", "c"))], [[1, 3], [2], [4]]),
        ([Review(Decision.SPLIT, ("b", "c"), ("a",))], [[1], [2, 3], [4]]),
        ([Review(Decision.SPLIT, ("b",), ("a", "c")), Review(Decision.MERGE, ("b", "d"))], [[1, 3], [2, 4]]),
    ],
)
def test_people_decide(reviews: list[Review], groups: list[list[int]]) -> None:
    ids = {1: "a", 2: "b", 3: "c", 4: "d"}
    assert grouping.decided([[1, 2, 3], [4]], ids, Decisions(reviews)) == groups
