"""What a number counts: the noun phrase after it."""

import pytest

from sayso.read.counted import before, counted, is_person, is_plural
from sayso.read.numerals import tokens


def phrase(text: str) -> str | None:
    """The phrase after the first numeral of a text."""
    line = tokens(text)
    numerals = [i for i, t in enumerate(line) if t.value is not None]
    found = counted(line, numerals[0] + 1, set(numerals[1:]))
    return text[line[found[0]].start : line[found[1] - 1].end] if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29 people were killed", "people"),
        ("29 Ostrian rebels were killed", "Ostrian rebels"),
        ("16 aid workers and drivers", "aid workers"),
        ("20 wounded civilians left", "wounded civilians"),
        ("30 displaced people arrived", "displaced people"),
        ("30 armed men", "armed men"),
        ("12 men trapped in a mine", "men"),
        ("12 people fleeing the town", "people"),
        ("6 injured civilians in the town", "injured civilians"),
        ("40 wounded in the attack", None),
        ("16 on Monday", None),
        ("16, and then", None),
        ("16.", None),
        ("16 of the hostages", "hostages"),
        ("16 of its members said", "members"),
        ("16 of them", None),
        ('100 thousand"'.replace(" thousand", "") + " civilians", "civilians"),
        ("40 more people", "people"),
        ("40 more", None),
        ("20 others were hurt", "others"),
        ("400-bed hospital", "bed hospital"),
        ("3 long-range missiles hit", "long-range missiles"),
        ("2 digital and physical sales", "digital and physical sales"),
        ("2 United Valley soldiers", "United Valley soldiers"),
        ("2 human rights groups", "human rights groups"),
        ("5 munitions depots", "munitions depots"),
        ("3 Wounds 20 rebels", None),  # a headline: Kills 3 Wounds 20
        ("24 children who fled", "children"),
        ("9 US soldiers", "US soldiers"),
        ("5 hospitals last year", "hospitals"),
        ("5 last year", None),
    ],
)
def test_counted(text: str, expected: str | None) -> None:
    assert phrase(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("estimates of 64", "estimates"),
        ("the water index rose to 96", "water index"),
        ("Life expectancy in the valley is around 73", "valley"),
        ("they say there are 110", None),
        ("killed 16", None),
        ("at 7", None),
    ],
)
def test_before(text: str, expected: str | None) -> None:
    line = tokens(text)
    at = next(i for i, t in enumerate(line) if t.value is not None)
    found = before(line, at)
    assert (text[line[found[0]].start : line[found[1] - 1].end] if found else None) == expected


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("people", True),
        ("children", True),
        ("rebels", True),
        ("gas", False),
        ("crisis", False),
        ("town's", False),
        ("bus", False),
    ],
)
def test_is_plural(word: str, plural: bool) -> None:
    assert is_plural(tokens(word)[0]) is plural


def test_is_person() -> None:
    line = tokens("12 aid workers saw 3 trucks")
    assert is_person(line, (1, 3))
    assert not is_person(line, (5, 6))
    assert not is_person(line, None)
