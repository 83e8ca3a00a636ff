"""Claims: whether two statements say the same, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare import claims
from sayso.compare.claims import Claim, Sameness
from sayso.compare.same_claims import grouped
from sayso.compare.vectors import near, vectors
from sayso.ledger import ClaimRow, SaidRow
from sayso.types import Kind, Span

DAY = date(2019, 3, 6)


def said(content: str, kind: Kind = Kind.INDIRECT, source: str | None = None, **figure: Any) -> Claim:
    known = {"low": None, "high": None, "bound": "exact", "state": None, "counted": None}
    figures = (known | figure,) if figure else ()
    names = frozenset(word.strip(",.").casefold() for word in content.split() if word[0].isupper())
    made = claims.claim(SaidRow(content, kind, content, (Span(0, 1),), source, figures), DAY, names, lambda term: 4.0)
    assert made is not None
    return made


def match(a: Claim, b: Claim) -> claims.Match | None:
    one, other = vectors([a.content, b.content])
    return claims.match(a, b, float(near(one[None], other[None])[0]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the army had mined the gates of the Corran dam", "soldiers laid mines at the gates of the Corran dam"),
        ("The fire is being investigated as a possible case of arson.", "The blaze is being investigated as arson."),
        ("both bride and groom were safe and well", "Both the groom and the bride were safe"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    found = match(said(one), said(other))
    assert found
    assert found.sameness is Sameness.SAME


def test_another_figure_is_another_claim_or_a_doubt() -> None:
    dead = {"state": "killed", "counted": "people"}
    one = said("27 people were killed when the dam at Vell broke", low=27.0, high=27.0, **dead)
    same = said("the breach of the dam at Vell left 27 people dead", low=27.0, high=27.0, **dead)
    other = said("40 people were killed when the dam at Vell broke", low=40.0, high=40.0, **dead)
    assert claims.counted_alike(one, same) is True
    assert claims.counted_alike(one, other) is False
    found = match(one, other)
    assert found is None or (found.sameness is Sameness.POSSIBLY and "another figure" in found.why)


def test_a_denial_is_not_the_same() -> None:
    found = match(said("the army mined the gates of the dam"), said("the army never mined the gates of the dam"))
    assert found
    assert found.sameness is Sameness.POSSIBLY
    assert "only one of them negates" in found.why


QUOTE = "We had warned the council three times that the gates would not hold"


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (f"“{QUOTE}”", "the same quotation"),
        ("“We had warned the council three times”", "the same quotation, cut"),
        ("“We warned the council twice that the gates would not hold”", "a changed quotation"),
    ],
)
def test_quotations_cut_and_changed(other: str, why: str) -> None:
    found = match(said(f"“{QUOTE},”", Kind.DIRECT, "Ilse Brandt"), said(other, Kind.DIRECT, "Brandt"))
    assert found
    assert found.sameness is Sameness.SAME
    assert found.why.startswith(why)


def test_two_people_who_speak_alike_do_not_quote_each_other() -> None:
    one = said("“No soldier will rest until the last roof is empty”", Kind.DIRECT, "Radim Veselý")
    other = said("“No volunteer will rest until the last roof is empty”", Kind.DIRECT, "Joren Haldt")
    assert claims.quotation(one, other) is None
    found = match(one, other)
    assert found is None or (found.sameness is Sameness.POSSIBLY and "two people's own words" in found.why)


def test_what_two_people_say_in_other_than_their_own_words_may_be_one_claim() -> None:
    told = "the gates of the Corran dam were mined by the army"
    found = match(said(told, source="Radim Veselý"), said(f"“{told}”", Kind.DIRECT, "Joren Haldt"))
    assert found
    assert found.sameness is Sameness.SAME


@pytest.mark.parametrize("content", ["He said so.", "© 2019 Northline, all of it", "Photo: Ada Lind, Post"])
def test_what_claims_nothing(content: str) -> None:
    row = SaidRow("id", Kind.NARRATOR, content, (Span(0, 1),), None, ())
    assert claims.claim(row, None, frozenset(), lambda term: 1.0) is None


def test_candidates_may_be_one_claim_or_quote() -> None:
    dead = {"low": 27.0, "high": 27.0, "state": "killed", "counted": "people"}
    here = [said("27 people died at the dam in the night", **dead), said("the price of bread rose again")]
    there = [said("the dead at the dam were 27 people", **dead), said("Taxes were debated for a whole day")]
    quotes = [said(f"“{QUOTE}”", Kind.DIRECT), said("“The gates would never hold, we had warned them”", Kind.DIRECT)]
    assert claims.candidates(here, there) == [(0, 0)]
    assert claims.candidates(here, []) == claims.candidates([], there) == []
    assert claims.candidates(quotes[:1], quotes[1:]) == [(0, 0)]


WORDS = st.sampled_from("dam gates council warned flooded lower town 27 people killed army mined never Vell".split())
SAID = st.builds(
    said,
    st.lists(WORDS, min_size=4, max_size=9).map(" ".join),
    st.sampled_from(list(Kind)),
    low=st.sampled_from([12.0, 27.0]),
    high=st.just(27.0),
    state=st.sampled_from(["killed", None]),
    counted=st.just("people"),
)


@given(st.lists(SAID, max_size=4), st.lists(SAID, max_size=4), st.floats(-1, claims.NEAREST))
def test_a_pair_that_is_no_candidate_is_not_shown(here: list[Claim], there: list[Claim], nearness: float) -> None:
    looked_at = set(claims.candidates(here, there))
    for at, one in enumerate(here):
        for other_at, other in enumerate(there):
            if claims.match(one, other, nearness):
                assert (at, other_at) in looked_at


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_statements_can_be_compared(one: str, other: str) -> None:
    rows = [SaidRow(c, Kind.DIRECT, c, (Span(0, 1),), c[:5], ()) for c in (one, other)]
    made = [claims.claim(row, None, frozenset(), lambda term: 1.0) for row in rows]
    if made[0] and made[1]:
        found, turned = match(made[0], made[1]), match(made[1], made[0])
        assert (found and found.sameness) == (turned and turned.sameness)


def pair(one: str, other: str, chance: float) -> ClaimRow:
    return ClaimRow(one, other, 1, 2, "same claim", chance, "")


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([], []),
        ([pair("a", "b", 0.9), pair("b", "c", 0.8)], [["a", "b", "c"]]),
        # a chain does not go on for ever: c is the same as one of three
        ([pair("a", "b", 0.9), pair("a", "x", 0.9), pair("b", "x", 0.9), pair("b", "c", 0.7)], [["a", "b", "x"]]),
    ],
)
def test_groups(pairs: list[ClaimRow], groups: list[list[str]]) -> None:
    assert grouped(pairs) == groups
    assert grouped(pairs[::-1]) == groups
