"""Reckoning: who puts what at how much."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.attribution import Attribution
from sayso.read.reckoning import reckonings
from sayso.types import Span

FOUND = [
    ("The monitors put the death toll at 40.", "The monitors", "put", "the death toll at 40"),
    (
        "A monitoring group, River Watch, put the dead at between 30 and 35.",
        "A monitoring group, River Watch",
        "put",
        "the dead at between 30 and 35",
    ),
    (
        "State radio spoke of nine, while the town council puts the number of dead at more than 20, its mayor said.",
        "the town council",
        "puts",
        "the number of dead at more than 20",
    ),
    (
        "The institute, however, has put the toll from the flood at as high as 470.",
        "The institute",
        "has put",
        "the toll from the flood at as high as 470",
    ),
    (
        "The quake struck at noon, with the survey putting its strength at 5.4.",
        "the survey",
        "putting",
        "its strength at 5.4",
    ),
    ("Police on Monday estimated the crowd at 1,200.", "Police", "estimated", "the crowd at 1,200"),
    ("The army placed the toll at 16 earlier.", "The army", "placed", "the toll at 16"),
    ("Two were hurt, putting the estimate at dozens.", None, "putting", "the estimate at dozens"),
]
FOUND += [
    (
        "Given that the mine had first estimated the leak at 50 barrels, it grew.",
        "the mine",
        "had first estimated",
        "the leak at 50 barrels",
    ),
    ("There are new figures that put the toll at dozens.", "There are new figures", "put", "the toll at dozens"),
    (
        "The hospital on Thursday lowered its count of the dead in the flood at Halmere to 26, saying so.",
        "The hospital",
        "lowered",
        "its count of the dead in the flood at Halmere to 26",
    ),
    (
        "The UN put the number of people forced to flee at 40,000.",
        "The UN",
        "put",
        "the number of people forced to flee at 40,000",
    ),
    (
        "The council had revised the number of missing people to 40.",
        "The council",
        "had revised",
        "the number of missing people to 40",
    ),
]
NOT_FOUND = [
    "It led one expert to put the odds at 50 percent.",
    "They estimated the leak was flowing at 40 litres.",
    "They put the car at risk.",
    "She placed the vase at the window.",
    "They put the bags at one side of the road and left them there for now, unopened.",
    "He estimates that the toll is 12.",
    "The mine raised its price to 12.",
    "The council reduced the number of posts to 40.",
    "She increased the count.",
    "",
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), FOUND)
def test_who_reckons_what(text: str, source: str | None, cue: str, content: str) -> None:
    (one,) = reckonings(text, [Span(0, len(text))], [])
    assert [span.words(text) for span in one.source] == ([source] if source else [])
    assert [span.words(text) for span in one.cue] == [cue]
    assert [span.words(text) for span in one.content] == [content]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_reckoning(text: str) -> None:
    assert reckonings(text, [Span(0, len(text))], []) == []


def test_what_the_tagger_found_stands() -> None:
    text = "The monitors put the death toll at 40."
    said = [Attribution((Span(0, 12),), (Span(13, 16),), (Span(17, 37),))]
    assert reckonings(text, [Span(0, len(text))], said) == said


@given(st.text(alphabet="at put the 12 , . while monitors—\n"))
def test_spans_stay_in_their_sentence(text: str) -> None:
    for one in reckonings(text, [Span(0, len(text))], []):
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
            assert span.words(text) == span.words(text).strip()
