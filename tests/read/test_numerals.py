"""Tokens, and the single amounts that digits and number words write."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.numerals import amount, glued, tokens, word


def read(text: str) -> object:
    return amount(tokens(text), 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("1000", 1000),
        ("1,000", 1000),
        ("12,345,678", 12_345_678),
        ("1,234.5", 1234.5),
        ("1,00,000", 100_000),  # as in South Asia
        ("12,34,567", 1_234_567),
        ("1'000", 1000),
        ("1’000’000", 1_000_000),
        ("1 000", 1000),
        ("25 000 people", 25_000),
        ("1\u00a0000", 1000),
        ("1\u202f000\u202f000", 1_000_000),
        ("1\u2009000", 1000),
        ("1.000.000", 1_000_000),
        ("1.000,50", 1000.5),
        ("1.000", 1.0),  # ambiguous: a decimal, unless people are counted (figures)
        ("2.408 billion", 2_408_000_000),
        ("2.5", 2.5),
        (".5", 0.5),
        (".001", 0.001),
        ("1,5 million", 1_500_000),
        ("0,6 %", 0.6),
        ("3½", 3.5),
        ("3 ½", 3.5),
        ("2-1/2 years", 2.5),
        ("1.5×10^3", 1500),
        ("2×10−2 kg", 0.02),
        ("٣", 3),
    ],
)
def test_digits(text: str, value: float) -> None:
    found = read(text)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(value), pytest.approx(value))


@pytest.mark.parametrize("text", ["a few", "the few", "a couple", "several", "a handful of", "a large number of"])
def test_a_vague_amount_ends_with_its_words(text: str) -> None:
    line = tokens(text)
    for more in ([], tokens(f"{text} people")[len(line) :]):
        found = amount([*line, *more], 0)
        assert found is not None
        assert found.last == len(line)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. said so.", ["The", "U.S.", "said", "so", "."]),
        ("It’s théâtre, isn't it", ["It’s", "théâtre", ",", "isn't", "it"]),
        ("McCain and I", ["McCain", "and", "I"]),
        ("a 12kg box", ["a", "12", "kg", "box"]),
        ("half½ .5 x.5", ["half½", ".5", "x", ".", "5"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven", 7),
        ("nineteen", 19),
        ("forty-two", 42),
        ("forty two", 42),
        ("ninety", 90),
        ("a hundred", 100),
        ("one hundred", 100),
        ("a hundred and five", 105),
        ("two hundred and fifty", 250),
        ("two hundred fifty thousand", 250_000),
        ("a thousand", 1000),
        ("twelve hundred", 1200),
        ("one thousand two hundred", 1200),
        ("two million three hundred thousand", 2_300_000),
        ("fifty thousand", 50_000),
        ("one and a half thousand", 1500),
        ("two and a half million", 2_500_000),
        ("a million and a half", 1_500_000),
        ("one million", 1_000_000),
        ("half a million", 500_000),
        ("half million", 500_000),
        ("a quarter million", 250_000),
        ("a quarter of a million", 250_000),
        ("quarter-million", 250_000),
        ("three quarters of a million", 750_000),
        ("two dozen", 24),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("half-dozen", 6),
        ("zero", 0),
        ("2.5 million", 2_500_000),
        ("4 hundred million", 400_000_000),
        ("3 dozen", 36),
        ("10k", 10_000),
        ("5bn", 5e9),
        ("4.3M", 4_300_000),
        ("2 trillion", 2e12),
        ("5-million", 5_000_000),
    ],
)
def test_words_and_magnitudes(text: str, value: float) -> None:
    found = read(text)
    assert found is not None
    assert found.low == found.high == pytest.approx(value)
    assert not found.vague


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two thirds of the town", 2 / 3),
        ("two-thirds of", 2 / 3),
        ("a third of", 1 / 3),
        ("one third of", 1 / 3),
        ("three quarters of", 0.75),
        ("a quarter of", 0.25),
        ("half the city", 0.5),
        ("half of them", 0.5),
        ("1/16 of", 1 / 16),
        ("¾ of", 0.75),
        ("one in five", 0.2),
        ("one out of three", 1 / 3),
        ("nine out of ten", 0.9),
        ("one in every three", 1 / 3),
        ("1 in 4", 0.25),
    ],
)
def test_shares(text: str, value: float) -> None:
    found = read(text)
    assert found is not None
    assert found.share
    assert found.low == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tens of miners", 10, 100),
        ("dozens", 12, 120),
        ("scores of", 20, 200),
        ("hundreds", 100, 1000),
        ("thousands", 1000, 10_000),
        ("tens of thousands", 10_000, 100_000),
        ("tens of thousand", 10_000, 100_000),
        ("hundreds of thousands", 100_000, 1_000_000),
        ("millions", 1_000_000, 10_000_000),
        ("several hundred", 200, 1000),
        ("a few dozen", 24, 120),
        ("a few thousand", 2000, 10_000),
        ("a couple of hundred", 200, 300),
        ("several", 2, 10),
        ("a handful of", 2, 10),
        ("a large number of", 12, None),
        ("many", 2, None),
    ],
)
def test_vague(text: str, low: float, high: float | None) -> None:
    found = read(text)
    assert found is not None
    assert found.vague
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "people",
        "third",
        "a third person",
        "quarter of the town",
        "a man",
        "hundredth",
        "999999999999999999999"[:0] + "-",
    ],
)
def test_no_amount(text: str) -> None:
    assert read(text) is None


def test_half_of_a_place_is_no_share() -> None:
    line = tokens("the eastern half of the city")
    assert amount(line, 2) is None


def test_two_numbers_in_a_row_are_two() -> None:
    line = tokens("five two")
    found = amount(line, 0)
    assert found is not None
    assert (found.low, found.last) == (5, 1)


def test_a_day_and_a_count_that_lost_their_comma() -> None:
    assert [t.value for t in tokens("On July 10 300 people") if t.value] == [10, 300]


def test_tokens_keep_hyphens_and_abbreviations_apart() -> None:
    line = tokens("U.S. F-16 don't 5km")
    assert [t.word for t in line] == ["U.S.", "F", "-", "16", "don't", "5", "km"]
    assert glued(line, 2)
    assert not glued(line, 1)
    assert word(line, 99) == word(line, -1) == ""


def test_absurd_magnitudes_are_no_numbers() -> None:
    assert read("9" * 400) is None


@given(st.text())
def test_tokens_slice_to_their_words(text: str) -> None:
    line = tokens(text)
    assert all(text[t.start : t.end] == t.word for t in line)
    assert all(a.end <= b.start for a, b in pairwise(line))
    assert not set("".join(text.split())) - set("".join(t.word for t in line)) - set("\u00a0\u2009\u202f")


@given(st.integers(0, 10**12))
def test_separators_do_not_change_a_number(number: int) -> None:
    for mark in (",", "\u202f", "'"):
        found = read(f"{number:,}".replace(",", mark))
        assert found is not None
        assert found.low == number
