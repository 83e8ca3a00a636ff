"""In which words two wordings differ."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.changed_words import differing


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("We will never make anyone leave.", "We will never let anyone leave.", "“make” here, “let” there"),
        ("“Nobody is safe,” she said.", 'NOBODY is safe, she "said"', ""),
        ("Twelve died on Monday.", "Twelve died.", "“on Monday” only here"),
        ("Twelve died.", "Twelve people died.", "“people” only there"),
        (
            "The army shelled the town at dawn and then\nwithdrew to the hills.",
            "The army entered the town at dawn and then withdrew behind the river.",
            "“shelled” here, “entered” there; “to” here, “behind” there; “hills” here, “river” there",
        ),
        ("1,000 left", "1000 left", ""),
    ],
)
def test_differing(here: str, there: str, said: str) -> None:
    assert differing(here, there) == said


@given(st.text(max_size=60))
def test_nothing_differs_from_itself(text: str) -> None:
    assert differing(text, text) == ""


@given(st.lists(st.sampled_from(["dam", "gate", "water"]), max_size=8), st.lists(st.sampled_from(["dam", "hill"])))
def test_each_side_is_quoted_in_its_own_words(one: list[str], other: list[str]) -> None:
    here, there = " ".join(one), " ".join(other)
    said = differing(here, there)
    assert bool(said) == (one != other) == bool(differing(there, here))
    for text, side in ((here, "here"), (there, "there")):
        assert all(quoted in text for quoted in re.findall(rf"“([^”]*)” (?:only )?{side}", said))
