"""Per: who says so where "as per" does."""

from __future__ import annotations

import pytest

from sayso.read import read
from sayso.read.per import per
from sayso.read.sentences import sentences


def told(text: str) -> list[tuple[str, str, str]]:
    found = per(text, sentences(text))
    return [(one.source[0].words(text), one.cue[0].words(text), one.content[0].words(text)) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As per the police, the truck hit the car.", ("the police", "As per", "the truck hit the car")),
        ("As per the FIR, Tamm paid Rs. 20 lakh.", ("the FIR", "As per", "Tamm paid Rs. 20 lakh")),
        ("Per the ministry, 12 people died.", ("the ministry", "Per", "12 people died")),
        (
            "It rained. The toll is 20, as per the state government.",
            ("the state government", "as per", "The toll is 20"),
        ),
        (
            "As per a statement issued by the ministry, it is safe.",
            ("a statement issued by the ministry", "As per", "it is safe"),
        ),
    ],
)
def test_who_says_so(text: str, found: tuple[str, str, str]) -> None:
    assert told(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "As per the plan, work began on Monday.",
        "As per usual, it rained.",
        "It drove 200 km per hour.",
        "Per capita, it is the richest.",
        "As per Monday's schedule, they left.",
        "As per the police, “it held” all night.",
        "Per Sandberg, who scored twice, left the pitch.",
        "As per the Paris Agreement, countries must cut emissions.",
        "As per a deal with Northline, it opens in May.",
        "Funds were released as per the demand of the Finance Ministry.",
    ],
)
def test_who_is_nobody(text: str) -> None:
    assert told(text) == []


def test_a_reading_goes_by_it() -> None:
    text = "As per the FIR, the accused demanded Rs 20 lakh from the complainant."
    (said,) = read(text).statements
    assert said.source[0].words(text) == "the FIR"
    assert said.content[0].words(text).startswith("the accused demanded")
