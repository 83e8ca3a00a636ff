"""Numbers that count nothing."""

import pytest

from sayso.read.numbers import numbers
from sayso.read.numerals import tokens
from sayso.read.uncounted import looks_like_year, stands_as_year, uncounted


def left(text: str) -> list[str]:
    """The numerals that are not blocked."""
    line = tokens(text)
    blocked = uncounted(text, line)
    return [t.word for i, t in enumerate(line) if t.value is not None and i not in blocked]


@pytest.mark.parametrize(
    "text",
    [
        "on July 10",
        "July 10, 2016",
        "10 July 2016",
        "the 10th of July",
        "Sept. 16-19",
        "16-19 September 2012",
        "Sept. 30-Oct. 2",
        "AFP Wednesday 9 Jul 2014",
        "in September 2012",
        "MARCH 3",
        "10/07/2016",
        "2016-07-10",
        "05-02-2015",
        "the 2014-15 season",
        "between 2014 and 2017",
        "from 2012 to 2015",
        "the 1990s",
        "in the '90s",
        "2018s best performer",
        "at 6:05 p.m.",
        "by 7 p.m.",
        "at 10.45pm",
        "at 18:30",
        "22:41:07",
        "0600 GMT",
        "21st",
        "the 2nd battalion",
        "the 1,000th day",
        "F-16",
        "Mi-24 helicopters",
        "A320",
        "AK-47",
        "COVID-19",
        "G20",
        "XC40",
        "5G",
        "9/11",
        "24/7",
        "No. 10",
        "Nos. 4",
        "#5",
        "§ 5",
        "Room 101",
        "Route 66",
        "Highway 4",
        "resolution 2254",
        "Article 5",
        "Section 12",
        "Flight 370",
        "Boeing 737",
        "Channel 4",
        "the iPhone 14’s screen",
        "10 Downing Street",
        "16-18 Industrial Avenue",
        "575 Wilbraham Road",
        "see https://example.org/2016/07/10",
        "write to x12@example.org",
        "write to x12@example.org by July 10, or call No. 5",
        "example1.com of 10 July 2016",
        "six o’clock",
        "at 6 o'clock on May 2",
        "call 555-123-4567",
        "call +44 20 7946 0958",
        "1. First",
        "2) Second",
        "won 3-1",
        "tied at 2-2",
        "an 89-89 draw",
        "a 5-4 vote",
    ],
)
def test_nothing_is_left(text: str) -> None:
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("10-15 people", ["10", "15"]),
        ("10–15 people", ["10", "15"]),
        ("a minus-5 reading", ["5"]),
        ("US$5", ["5"]),
        ("in May 20 people died", ["20"]),
        ("On July 10 300 people", ["300"]),
        ("1/16 of a pint", ["1", "16"]),
        ("the group 20 people", ["20"]),
        ("the sector 0.68 percent lower", ["0.68"]),
        ("+0.2%", ["0.2"]),
        ("5kWh", ["5"]),
        ("killed 16 on July 4", ["16"]),
        ("12 wrote to x12@example.org", ["12"]),
        ("12 came at 6 o’clock", ["12"]),
        ("12 came between 2010 and 2012", ["12"]),
    ],
)
def test_what_counts_is_left(text: str, kept: list[str]) -> None:
    assert left(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "the 54-year-old",
        "a 54 year old",
        "aged 12",
        "at the age of 31",
        "an 18-month-old",
        "ages 5 to 9",
        "16 years of age",
    ],
)
def test_ages_are_no_numbers(text: str) -> None:
    assert numbers(text, tokens(text)) == []


def test_the_age_of_a_rock_is_a_measure() -> None:
    text = "a 400 million-year-old rock"
    assert [n.low for n in numbers(text, tokens(text))] == [400e6]


@pytest.mark.parametrize("text", ["a 7.62mm bullet", "82 mm mortar shells", "a 12.7mm machine gun", "the 23mm cannon"])
def test_calibres_are_no_numbers(text: str) -> None:
    assert numbers(text, tokens(text)) == []


def test_rain_in_millimetres_is_one() -> None:
    text = "100 mm of rain"
    assert [n.low for n in numbers(text, tokens(text))] == [100]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("in 2011 protesters", True),
        ("since 2015", True),
        ("the late 2016", True),
        ("Keytown's 2014 race", True),
        ("killed 2000", False),
    ],
)
def test_years(text: str, stands: bool) -> None:
    line = tokens(text)
    at = next(i for i, t in enumerate(line) if t.value is not None)
    assert looks_like_year(line, at)
    assert stands_as_year(line, at) is stands
