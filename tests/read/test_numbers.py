"""Numbers: ranges, bounds, units."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.numbers import Number, numbers
from sayso.read.numerals import tokens


def read(text: str) -> list[Number]:
    return numbers(text, tokens(text))


def ends(text: str) -> list[tuple[float | None, float | None, str]]:
    return [(n.low, n.high, n.bound.value) for n in read(text)]


def words(text: str) -> list[str]:
    line = tokens(text)
    return [text[line[n.first].start : line[n.last - 1].end] for n in numbers(text, line)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10 to 100 thousand civilians", 10_000, 100_000),
        ("anywhere from 100,000 to a quarter million civilians", 100_000, 250_000),
        ("between 5 and 10 people", 5, 10),
        ("somewhere between 50 and 70", 50, 70),
        ("10-15 people", 10, 15),
        ("10–15 people", 10, 15),
        ("25 – 40min", 25, 40),
        ("seven to 10 years", 7, 10),
        ("from 20 to 30 tents", 20, 30),
        ("ranging from $200 to $4 million", 200, 4_000_000),
        ("US $89 to $93 billion", 89e9, 93e9),
        ("$1.25 million to $1.5 million", 1.25e6, 1.5e6),
        ("three or four years", 3, 4),
        ("15 to 22 miles per hour", 15, 22),
        ("from 1 per cent to 1.5 per cent", 1, 1.5),
        ("a 5-10W lamp", 5, 10),
        ("dropped by 1 to 1.5 degrees", 1, 1.5),
        ("two or three hundred people", 200, 300),
        ("200,000 to-260,000 skulls", 200_000, 260_000),
        ("between 10 and 5 people", 5, 10),  # written backwards
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    assert ends(text) == [(low, high, "between")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3 and 5 people", [3, 5]),
        ("rose from 10 to 15", [10, 15]),
        ("rose from 4.8 to 4.9 percent", [4.8, 4.9]),
        ("fell from $75 a barrel to $45", [75, 45]),
        ("rose by 12 to 82", [12, 82]),
        ("rose by 12 to more than 82", [12, 82]),
        ("12 and over 40 people", [12, 40]),
        ("up 9 percent to $84", [9, 84]),
        ("rose 8.15% to 3.65", [8.15, 3.65]),
        ("110 yen to 1 dollar", [110, 1]),
        ("killed 10 or 300", [10, 300]),
        ("cut from 10 to 5 million", [10e6, 5e6]),
    ],
)
def test_no_ranges(text: str, values: list[float]) -> None:
    assert [n.low for n in read(text)] == values


def test_a_change_between_ranges() -> None:
    assert ends("revised from 5 to 7 per cent to 3 to 5 per cent")[-1] == (3, 5, "between")


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("at least 82", 82, None, "at least"),
        ("no fewer than 82", 82, None, "at least"),
        ("not less than 82", 82, None, "at least"),
        ("a minimum of 100", 100, None, "at least"),
        ("100 or more", 100, None, "at least"),
        ("100+", 100, None, "at least"),
        ("100-plus", 100, None, "at least"),
        ("more than 100", 100, None, "more than"),
        ("over 100", 100, None, "more than"),
        ("well over 100", 100, None, "more than"),
        ("upwards of 100", 100, None, "more than"),
        ("in excess of 100", 100, None, "more than"),
        ("exceeding 100", 100, None, "more than"),
        ("up to 300,000", None, 300_000, "at most"),
        ("as many as 14", None, 14, "at most"),
        ("at most 14", None, 14, "at most"),
        ("no more than 14", None, 14, "at most"),
        ("14 or fewer", None, 14, "at most"),
        ("fewer than 14", None, 14, "fewer than"),
        ("less than 14 tonnes", None, 14, "fewer than"),
        ("just under 20 percent", None, 20, "fewer than"),
        ("sub-7 nanometer", None, 7, "fewer than"),
        ("about 40", 40, 40, "about"),
        ("around 40", 40, 40, "about"),
        ("some 40", 40, 40, "about"),
        ("roughly 40", 40, 40, "about"),
        ("approximately 40", 40, 40, "about"),
        ("an estimated 40", 40, 40, "about"),
        ("~40", 40, 40, "about"),
        ("nearly 500", 500, 500, "about"),
        ("almost 500", 500, 500, "about"),
        ("40 or so", 40, 40, "about"),
        ("30-odd", 30, 30, "about"),
        ("about 10 to 15", 10, 15, "about"),
        ("at least 10 to 15", 10, None, "at least"),
        ("up to 10 or 20", None, 20, "at most"),
        ("more than an estimated 300", 300, None, "more than"),
        ("exactly 13", 13, 13, "exact"),
        ("just 13", 13, 13, "exact"),
        ("dozens", 12, 120, "vague"),
        ("about two dozen", 24, 24, "about"),
        ("at least several hundred", 200, None, "at least"),
        ("from 500 to well over 1000", 500, None, "between"),
        ("12 to over 40", 12, None, "between"),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None, bound: str) -> None:
    assert ends(text) == [(low, high, bound)]
    assert words(text) == [text] or text.startswith(("just 13", "exactly", "sub-7"))


def test_over_three_days_is_no_bound() -> None:
    assert ends("over three days") == [(3, 3, "exact")]
    assert ends("more than three days") == [(3, None, "more than")]


def test_a_conversion_is_bounded_alike() -> None:
    assert [n.bound.value for n in read("just under 296 hp (224 kW / 300 PS) and 450 Nm")] == [
        "fewer than",
        "fewer than",
        "fewer than",
        "exact",
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$5 million", 5e6, "$"),
        ("$1.2bn", 1.2e9, "$"),
        ("$3m", 3e6, "$"),
        ("£3.2bn", 3.2e9, "£"),
        ("PS8.1bn", 8.1e9, "£"),
        ("5 million euros", 5e6, "€"),
        ("1,200€", 1200, "€"),
        ("US $84 billion", 84e9, "US$"),
        ("US$84", 84, "US$"),
        ("$US55", 55, "US$"),
        ("$76 US", 76, "$"),
        ("HK $5.4m", 5.4e6, "HK$"),
        ("USD10m", 10e6, "US$"),
        ("RM23.50", 23.5, "ringgit"),
        ("$-50.8bn", -50.8e9, "$"),
        ("$80 per sq m", 80, "$ per sq m"),
        ("$3500 a month", 3500, "$ per month"),
        ("$58.24 per barrel", 58.24, "$ per barrel"),
        ("63 cents per share", 63, "cent per share"),
        ("200p", 200, "pence"),
        ("9 billion shekels", 9e9, "shekel"),
        ("40 percent", 40, "percent"),
        ("40 per cent", 40, "percent"),
        ("1.38pc", 1.38, "percent"),
        ("40%", 40, "percent"),
        ("-0.2%", -0.2, "percent"),
        ("3 percentage points", 3, "percentage point"),
        ("40 basis points", 40, "basis point"),
        ("10 km", 10, "kilometre"),
        ("14 kilometers", 14, "kilometre"),
        ("37m", 37, "metre"),
        ("nine miles", 9, "mile"),
        ("a 6.1-inch screen", 6.1, "inch"),
        ("1200 square kilometres", 1200, "square kilometre"),
        ("32m2", 32, "square metre"),
        ("80km/h", 80, "kilometre per hour"),
        ("60 mph", 60, "mile per hour"),
        ("50 tonnes", 50, "tonne"),
        ("minus-130 degrees Fahrenheit", -130, "fahrenheit"),
        ("minus 5 degrees", -5, "degree"),
        ("500 degrees celsius", 500, "celsius"),
        ("1.3 A/cm2", 1.3, "ampere per square centimetre"),
        ("a 1.8 billion-mile journey", 1.8e9, "mile"),
        ("three years", 3, "year"),
        ("48 hours", 48, "hour"),
        ("60fps", 60, "frame per second"),
        ("5 lakh rupees", 5e5, "rupee"),
        ("Rs 2 crore", 2e7, "rupee"),
    ],
)
def test_units(text: str, value: float, unit: str) -> None:
    found = read(text)
    assert [(n.low, str(n.unit)) for n in found] == [(pytest.approx(value), unit)]


@pytest.mark.parametrize("text", ["47 barrel bombs", "500 foot soldiers", "12 point guards"])
def test_a_unit_in_a_compound_is_none(text: str) -> None:
    assert [n.unit for n in read(text)] == [None]


@pytest.mark.parametrize("text", ["a two-month contract", "twenty-first", "a three-way race", "the third man"])
def test_what_only_looks_like_a_number(text: str) -> None:
    assert [n for n in read(text) if n.unit is not None] == []
    assert text.startswith("a three") or read(text) == []


@given(st.text(alphabet="0123456789 ,.-–$%toandkmbnfrom/'×½\n", max_size=60))
def test_any_text(text: str) -> None:
    line = tokens(text)
    found = numbers(text, line)
    for n in found:
        assert 0 <= n.first <= n.core < n.last <= len(line)
        assert n.low is None or n.high is None or n.low <= n.high
    assert all(a.last <= b.first for a, b in pairwise(found))
