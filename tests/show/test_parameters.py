"""What an address asks for, and what is said when it cannot be asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.parameters import Asked, BadParameter, asked, turn
from sayso.types import Kind, Naming, Role

ALL = ("text", "source", "actor", "role", "naming", "kind", "outlet", "counted", "state", "place", "since", "until")


def test_values_are_read_and_empty_ones_left_out() -> None:
    pairs = [("text", " dam "), ("kind", "mixed"), ("since", "2031-04-02"), ("outlet", ""), ("page", "3")]
    question = asked(pairs, ALL)
    assert question == Asked(text="dam", kind=Kind.MIXED, since=date(2031, 4, 2), page=3)
    assert question.offset == 100
    assert asked([("role", "armed group"), ("naming", "unnamed"), ("actor", "Voss")], ALL) == Asked(
        actor="Voss", role=Role.ARMED_GROUP, naming=Naming.UNNAMED
    )


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("sorce", "x")], "takes no “sorce”. It takes: text"),
        ([("text", "a"), ("text", "b")], "“text” is given twice"),
        ([("kind", "rumour")], "one of: direct, mixed, indirect, narrator"),
        ([("role", "oracle")], "“role” is “oracle”; it is one of: official, military, armed group"),
        ([("naming", "n")], "“naming” is “n”; it is one of: named, unnamed, institutional"),
        ([("since", "yesterday")], "write a date as 2016-11-01"),
        ([("until", "2031-02-30")], "write a date as 2016-11-01"),
        ([("since", "2031-05-01"), ("until", "2031-04-01")], "swap them"),
        ([("page", "0")], "whole number from 1"),
        ([("page", "-1")], "whole number from 1"),
        ([("page", "two")], "whole number from 1"),
        ([("page", "²")], "whole number from 1"),
        ([("page", "9" * 40)], "whole number from 1"),
        ([("page", "2147483648"), ("limit", "500")], "beyond any ledger"),
        ([("limit", "501")], "from 1 to 500"),
        ([("text", "x" * 501)], "501 characters long"),
        ([("text", "a\x00b")], "characters that no text has"),
    ],
)
def test_what_is_wrong_is_said(pairs: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(BadParameter) as caught:
        asked(pairs, ALL)
    assert said in str(caught.value)


def test_a_filter_of_another_page_is_refused() -> None:
    with pytest.raises(BadParameter, match="takes no “counted”"):
        asked([("counted", "people")], ("outlet",))


@given(st.lists(st.tuples(st.sampled_from((*ALL, "page", "limit", "x")), st.text(max_size=30)), max_size=4))
def test_any_query_is_answered_or_refused_in_words(pairs: list[tuple[str, str]]) -> None:
    try:
        question = asked(pairs, ALL)
    except BadParameter:
        return  # which refusals come when is said above
    assert question.page >= 1
    assert 1 <= question.limit <= 500


@pytest.mark.parametrize(
    ("page", "total", "previous", "following", "pages"),
    [
        (1, 0, None, None, 1),
        (1, 50, None, None, 1),
        (1, 51, None, "/figures?place=Tolm&page=2", 2),
        (2, 101, "/figures?place=Tolm", "/figures?place=Tolm&page=3", 3),
        (3, 101, "/figures?place=Tolm&page=2", None, 3),
        (9, 60, "/figures?place=Tolm&page=2", None, 2),
    ],
)
def test_turning_pages(page: int, total: int, previous: str | None, following: str | None, pages: int) -> None:
    found = turn(Asked(place="Tolm", page=page), "/figures", total)
    assert (found.previous, found.next, found.pages) == (previous, following, pages)


def test_an_address_keeps_what_was_asked() -> None:
    question = Asked(text="a & b", role=Role.MEDIA, kind=Kind.DIRECT, since=date(2031, 4, 2), limit=10)
    assert question.address("/statements", 2) == (
        "/statements?text=a+%26+b&role=journalist+or+agency&kind=direct&since=2031-04-02&limit=10&page=2"
    )
