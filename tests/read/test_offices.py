"""Offices: who may be meant by a noun with a rank, a portfolio or a country."""

from __future__ import annotations

import pytest

from sayso.read.offices import has_office, may_be
from sayso.read.referents import Referent


def called(*words: str, titles: tuple[str, ...] = ()) -> Referent:
    one = Referent("person", names=["Ilse Brandt"], titles=set(titles))
    for each in words:
        one.describe(each)
    return one


@pytest.mark.parametrize(
    ("words", "known", "may"),
    [
        ("The health minister", "Deputy Health Minister Ilse Brandt", False),
        ("The deputy minister", "Deputy Health Minister Ilse Brandt", True),
        ("The president", "Vice President Ilse Brandt", False),
        ("The president", "Former president Ilse Brandt", False),
        ("The former president", "Former president Ilse Brandt", True),
        ("the interior minister", "Information Minister Ilse Brandt", False),
        ("the information minister", "Information Minister Ilse Brandt", True),
        ("The minister", "Information Minister Ilse Brandt", True),
        ("The prime minister", "Foreign Minister Ilse Brandt", False),
        ("The Omani foreign minister", "Iranian Foreign Minister Ilse Brandt", False),
        ("The Iranian minister", "Iran's Foreign Minister Ilse Brandt", True),
        ("The governor of Sumy", "Kherson Governor Ilse Brandt", False),
        ("The French president", "President Ilse Brandt", True),
        ("The embattled governor", "Kherson Governor Ilse Brandt", True),
        ("The fire chief", "Ilse Brandt, the police chief", False),
        ("The rebel spokesman", "Army spokesman Ilse Brandt", False),
        ("The Republican nominee", "the presidential nominee", True),
        ("The deputy mayor", "Ilse Brandt, the mayor", False),
        ("Mr. King", "Charlie King", True),
        ("The report", "the ministry's report", True),
    ],
)
def test_who_may_be_meant(words: str, known: str, may: bool) -> None:
    assert may_be(words, called(known)) is may


def test_titles_before_a_name_tell_too() -> None:
    one = called("Brandt", titles=("Foreign Minister",))
    assert not may_be("The interior minister", one)
    assert may_be("The foreign minister", one)
    assert has_office(called("Brandt")) is False
    one.heads.update(("minister", "brandt"))
    assert has_office(one)
