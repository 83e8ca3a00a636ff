"""Single people counted without a numeral, where a state makes them victims."""

import pytest

from sayso.read.figures import find_figures
from sayso.types import Span

COUNTED = [
    ("A man and his wife were killed.", [("A man and his wife", 2, "killed")]),
    ("His mother also died.", [("His mother", 1, "killed")]),
    ("A 54-year-old former school teacher was wounded.", [("A 54-year-old former school teacher", 1, "injured")]),
    ("The shell killed a rebel commander near the mill.", [("a rebel commander", 1, "killed")]),
    ("The blast claimed the lives of a nurse and her son.", [("a nurse and her son", 2, "killed")]),
    ("Five adults and an unborn child were shot dead.", [("Five", 5, "killed"), ("an unborn child", 1, "killed")]),
    ("A father, mother and their three children died.", [("A father, mother", 2, "killed"), ("three", 3, "killed")]),
    ("It left one man dead and a woman in critical condition.", [("one", 1, "killed"), ("a woman", 1, "injured")]),
    ("A boy was shot in the head and died at the scene.", [("A boy", 1, "killed")]),
    ("A girl was shot in the leg.", [("A girl", 1, "killed or injured")]),
    ("A 3-year-old was shot dead.", [("A 3-year-old", 1, "killed")]),
    ("The shelling claimed the life of a nurse.", [("a nurse", 1, "killed")]),
    ("A reporter was abducted.", [("A reporter", 1, "abducted")]),
    ("He denied the fatal shooting of a clerk.", [("a clerk", 1, "killed")]),
    ("Police charged a man in a shooting that left one woman dead.", [("one", 1, "killed")]),
]
NOT_COUNTED = [
    "A man said that the road was closed.",
    "The man was killed.",
    "A police station was hit.",
    "A soldier killed the dog.",
    "A woman fled.",
    "A refugee told of the crossing.",
    "A few were late.",
    "He became a teacher.",
    "The toll rose, a doctor said.",
    "A rebel attack was expected.",
    "a",
    "His",
    "A 54-year-old",
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_victims(text: str, expected: list[tuple[str, int, str]]) -> None:
    figures = find_figures(text, [Span(0, len(text))])
    assert [(f.span.words(text), f.low, f.state) for f in figures] == expected
    assert all(f.low == f.high for f in figures)


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_no_victims(text: str) -> None:
    assert find_figures(text, [Span(0, len(text))]) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll rose to 27 and 63 were injured.", ["killed", "injured"]),
        ("The blast put the dead at between 20 and 30.", ["killed"]),
        ("Four people were shot and two of them died.", ["killed or injured", "killed"]),
        ("Ann Lee, 20, and Bob Roe, 31, were killed.", []),
        ("A woman of 47 was among the dead; the oldest was 93.", ["killed"]),
    ],
)
def test_states_of_tolls_and_ages(text: str, expected: list[str]) -> None:
    assert [f.state for f in find_figures(text, [Span(0, len(text))])] == expected
