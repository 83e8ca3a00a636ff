"""Figures: what a text counts, whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.figures import find_figures
from sayso.read.sentences import sentences
from sayso.types import Bound, Figure, Mention, Span


def read(text: str, mentions: tuple[Mention, ...] = ()) -> tuple[Figure, ...]:
    return find_figures(text, sentences(text), mentions)


def words(text: str) -> list[str]:
    return [f.span.words(text) for f in read(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "counted", "unit", "state"),
    [
        ("At least 29 Ostrian rebels were killed.", 29, None, "at least", "Ostrian rebels", None, "killed"),
        ("The raid killed at least 16.", 16, None, "at least", None, None, "killed"),
        ("The death toll rose to 29.", 29, 29, "exact", None, None, "killed"),
        (
            "Reports of anywhere from 100,000 to a quarter million civilians being trapped were wrong.",
            100_000,
            250_000,
            "between",
            "civilians",
            None,
            "trapped",
        ),
        ("Another “10 to 100 thousand” civilians hid.", 10_000, 100_000, "between", "civilians", None, None),
        ("These tens of thousand of civilians hid.", 10_000, 100_000, "vague", "civilians", None, None),
        ("They spoke of a large number of civilians.", 12, None, "vague", "civilians", None, None),
        ("The harbour master spoke of 140.", 140, 140, "exact", None, None, None),
        ("Dozens were injured.", 12, 120, "vague", None, None, "injured"),
        ("Several villagers were hurt.", 2, 10, "vague", "villagers", None, "injured"),
        ("Hundreds of people marched.", 100, 1000, "vague", "people", None, None),
        ("It cost $1.2bn.", 1.2e9, 1.2e9, "exact", None, "$", None),
        ("About 40 percent of the residents left.", 40, 40, "about", "residents", "percent", None),
        ("Two thirds of the houses were destroyed.", 2 / 3, 2 / 3, "exact", "houses", "share", "destroyed"),
        ("They sent 50 tonnes of food.", 50, 50, "exact", "food", "tonne", None),
        ("It lasted three years.", 3, 3, "exact", None, "year", None),
        ("Up to 300,000 people need help.", None, 300_000, "at most", "people", None, "in need"),
        ("Nearly 500 miners marched.", 500, 500, "about", "miners", None, None),
        ("More than 2000 people marched.", 2000, None, "more than", "people", None, None),
        ("They killed 2000 people.", 2000, 2000, "exact", "people", None, "killed"),
        ("One woman was beheaded.", 1, 1, "exact", "woman", None, "killed"),
        ("One in five children is hungry.", 0.2, 0.2, "exact", "children", "share", "in need"),
        ("There were no casualties.", 0, 0, "exact", "casualties", None, "killed or injured"),
        ("Nobody was killed.", 0, 0, "exact", None, None, "killed"),
        ("He raised 280 million of them.", 280e6, 280e6, "exact", None, None, None),
        ("12.500 civilians fled.", 12_500, 12_500, "exact", "civilians", None, "displaced"),
        ("The city has 1.000.000 inhabitants.", 1_000_000, 1_000_000, "exact", "inhabitants", None, None),
        ("Estimates of 64,900 were wrong.", 64_900, 64_900, "exact", "Estimates", None, None),
    ],
)
def test_one_figure(
    text: str,
    low: float | None,
    high: float | None,
    bound: str,
    counted: str | None,
    unit: str | None,
    state: str | None,
) -> None:
    (figure,) = read(text)
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))
    assert (figure.bound, figure.counted, figure.unit, figure.state) == (Bound(bound), counted, unit, state)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 82 people died, including 31 children.", ["At least 82", "31"]),
        ("Between 5 and 10 men left.", ["Between 5 and 10"]),
        ("They saw 3 and 5 people.", ["3", "5"]),
        ("It rose from 10 to 15 percent.", ["10", "15 percent"]),
        ("The toll rose by 12 to 82.", ["12", "82"]),
        ("Just under $1.2bn was spent.", ["Just under $1.2bn"]),
        ("Half the city and none of the 40 guards fled.", ["Half", "none", "40"]),
        ("5 died. 6 died.", ["5", "6"]),
    ],
)
def test_the_words_of_figures(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("10 of the 40 hostages were freed.", ["hostages", "hostages"]),
        ("They counted 3 and 5 people.", ["people", "people"]),
        ("They bought two new 737 Maxim jets.", ["Maxim jets"]),
    ],
)
def test_a_shared_noun(text: str, counted: list[str]) -> None:
    assert [f.counted for f in read(text)] == counted


def test_a_part_is_measured_like_its_whole() -> None:
    assert [f.unit for f in read("It raised 280 million of the 1.5 billion shekels.")] == ["shekel", "shekel"]


@pytest.mark.parametrize(
    "text",
    [
        "On July 10, 2016 it rained.",
        "It began in 2011 and ended in September 2014.",
        "In 2011 protesters took to the streets.",
        "The 2012 elections were held.",
        "Flooding by 2120 is likely.",
        "They met at 6:05 p.m.",
        "The 54-year-old left.",
        "Mira Holt, 54, left.",
        "Mira Holt (54) left.",
        "A child aged 12 left.",
        "She died at 31.",
        "He will be 35 by the end of the week.",
        "Players under the age of 21 left.",
        "Oldport won 3-1.",
        "He came third, and she 21st.",
        "They live at 10 Downing Street.",
        "It is in Room 101 on Route 66.",
        "An F-16 and a Mi-24 landed.",
        "He fired 7.62mm rounds.",
        "He bought an iPhone 11 Pro and a Galaxy Note 20.",
        "The Fortune 100 grew.",
        "The S&P 500 fell.",
        "They played in the Big 12.",
        "One of them said so.",
        "One day it ended.",
        "The two said so.",
        "One official said so.",
        "It is good, said one villager.",
        "On the one hand it rains.",
        "They have several reasons.",
        "A few minutes passed.",
        "Many say so.",
        "How many people were killed?",
        "There is no doubt.",
        "There were no immediate reports of casualties.",
        "No date has been released.",
        "No longer is it killed by cold.",
        "The Six Day War ended.",
        "The eastern half of the city fell.",
        "The old quarter of the city fell.",
        "A two-month contract was signed.",
        "Resolution 2254 passed.",
        "1. First of all",
        "Updated 22:41 99",
    ],
)
def test_no_figure(text: str) -> None:
    assert read(text) == ()


def test_place_and_time() -> None:
    text = "On Tuesday 5 miners were killed near Oldport. Another 7 fled."
    spans = [Mention("place", Span(37, 44)), Mention("time", Span(3, 10))]
    first, second = read(text, tuple(spans))
    assert text[37:44] == "Oldport"
    assert (first.place, first.as_of) == ("Oldport", "On Tuesday")
    assert (second.place, second.as_of) == (None, None)


def test_mirrored_names_give_mirrored_figures() -> None:
    text = "At least 29 {} rebels killed 3 civilians in {}, and 12 {} soldiers fled."
    one, other = ("Ostria", "Westmark"), ("Westmark", "Ostria")
    a = [(f.low, f.high, f.bound, f.state) for f in read(text.format(one[0], one[1], one[0]))]
    b = [(f.low, f.high, f.bound, f.state) for f in read(text.format(other[0], other[1], other[0]))]
    assert a == b
    assert [state for *_, state in a] == [None, "killed", "displaced"]


PIECES = st.sampled_from(
    [
        *"at least 82 people were killed 10 to - – 100 thousand $ % a half dozen of the no 2016 July ( ) , ’s".split(),
        *"one in five 1,000 several and from between rose by more than ½ £ F-16 wounded ٣ 999999999999999999".split(),
        *["1 000", "\u00a0", "\n", "\n\n", "\U0001f600", "\u0301", ""],
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text(text: str) -> None:
    whole = [Span(0, len(text))]
    found = find_figures(
        text, whole, (Mention("place", Span(0, min(2, len(text)))), Mention("time", Span(0, len(text))))
    )
    assert all(0 <= f.span.start < f.span.end <= len(text) for f in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for f in found:
        assert f.low is not None or f.high is not None
        assert f.low is None or f.high is None or f.low <= f.high
        assert f.counted is None or f.counted in text


@given(st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map(" ".join))
def test_sentences_do_not_touch_each_other(first: str, second: str) -> None:
    text = first + "\n\n" + second
    split = [Span(0, len(first)), Span(len(first) + 2, len(text))]
    alone = find_figures(second, [Span(0, len(second))])
    together = find_figures(text, split)[len(find_figures(first, [Span(0, len(first))])) :]
    assert [(f.low, f.high, f.bound, f.counted, f.state, f.as_of) for f in together] == [
        (f.low, f.high, f.bound, f.counted, f.state, f.as_of) for f in alone
    ]
