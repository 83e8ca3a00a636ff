"""What the words of a sentence leave room for."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read import fates, figures
from sayso.read.fates import find_fates
from sayso.read.figures import find_figures
from sayso.read.glance import may_count, may_harm, rarest
from sayso.read.nothing import ALONE
from sayso.read.numerals import STARTS, VAGUE
from sayso.read.states import ACTIVE, NOUNS, OWN, PASSIVE
from sayso.types import Span

# Words of every list that the grammars know, and some beside them.
PHRASES = [" ".join(words) for words in (*VAGUE, *PASSIVE, *ACTIVE, *OWN, *NOUNS)]
FILLERS = (
    "the a an his another of in and , . who was were had been people boy man child tanks toll rose to fatal deadly "
    "life claimed shooting out per km $ - including none among left with them third hundred thousand"
).split()
WORDS = st.sampled_from([*PHRASES, *sorted(STARTS), *sorted(ALONE), *FILLERS, "no", "without", "12", "½"])


@pytest.mark.parametrize(
    ("sentence", "count", "harm"),
    [
        ("The council met on Monday.", False, False),
        ("The Council Was Shelled.", False, False),
        ("It holds 12 beds.", True, False),
        ("It holds ½ of them.", True, False),
        ("Twelve left.", True, False),
        ("The few who stayed", True, False),
        ("The many who stayed", True, False),
        ("A couple left.", True, False),
        ("A boy was KILLED.", True, True),
        ("a crash that claimed the life of a nurse", True, True),
        ("the fatal crash", True, True),
        ("Nobody fled.", True, False),
        ("No road was destroyed.", True, False),
        ("No road is open.", False, False),
        ("Everybody fled.", False, False),
        ("", False, False),
    ],
)
def test_glances(sentence: str, count: bool, harm: bool) -> None:
    assert (may_count(sentence), may_harm(sentence)) == (count, harm)


@pytest.mark.parametrize(
    ("phrase", "word"),
    [("the few", "few"), ("a couple of", "couple"), ("no-one", "one"), ("shot dead", "dead"), ("died", "died")],
)
def test_rarest_word(phrase: str, word: str) -> None:
    assert rarest(phrase.split()) == word


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_a_glance_overlooks_nothing(sentence: str) -> None:
    bounds = [Span(0, len(sentence))]
    with patch.object(figures, "may_count", lambda _: True), patch.object(fates, "may_harm", lambda _: True):
        seen = find_figures(sentence, bounds), find_fates(sentence, bounds, [])
    assert (find_figures(sentence, bounds), find_fates(sentence, bounds, [])) == seen
    assert may_count(sentence) or not seen[0]
    assert may_harm(sentence) or not seen[1]
