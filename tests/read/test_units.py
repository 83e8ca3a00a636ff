"""Units and zeros, through the figures that they end up in."""

from __future__ import annotations

import pytest

from sayso.read.figures import find_figures
from sayso.read.sentences import sentences
from sayso.read.wordlists import phrases, wordlist, wordset


def figures(text: str) -> list[tuple[float | None, float | None, str | None]]:
    return [(f.low, f.high, f.unit) for f in find_figures(text, sentences(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The dam is 40 metres high.", (40, 40, "metre")),
        ("It lies 12 km away.", (12, 12, "kilometre")),
        ("About 15 percent left.", (15, 15, "percent")),
        ("Some 15% left.", (15, 15, "percent")),
        ("It cost $5 million.", (5e6, 5e6, "$")),
        ("It cost £3.2bn.", (3.2e9, 3.2e9, "£")),
        ("It cost 5 million euros.", (5e6, 5e6, "€")),
        ("Two thirds of the 300 families left.", (2 / 3, 2 / 3, "share")),
        ("It lasted six hours.", (6, 6, "hour")),
        ("They sent 20 tonnes of flour.", (20, 20, "tonne")),
    ],
)
def test_units(text: str, found: tuple[float, float, str]) -> None:
    low, high, unit = figures(text)[0]
    assert (low, high) == pytest.approx(found[:2])
    assert unit == found[2]


@pytest.mark.parametrize("text", ["They dropped 47 barrel bombs.", "He led 500 foot soldiers."])
def test_a_unit_that_is_part_of_a_noun_is_none(text: str) -> None:
    assert figures(text)[0][2] is None


@pytest.mark.parametrize(
    "text", ["There were no casualties.", "Nobody was killed.", "No one was injured.", "No soldiers were killed."]
)
def test_nothing_is_zero(text: str) -> None:
    assert [(low, high) for low, high, _ in figures(text)] == [(0, 0)]


@pytest.mark.parametrize("text", ["There is no doubt.", "It is no longer there.", "No later than noon.", "He said no."])
def test_no_that_counts_nothing(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("name", ["vague", "bounds", "units", "states", "nouns", "uncounted"])
def test_every_entry_of_every_list_has_its_reason(name: str) -> None:
    entries = [entry for part in wordlist(name).values() if isinstance(part, list) for entry in part]
    assert entries
    assert all(entry.get("reason") for entry in entries if isinstance(entry, dict))


def test_phrases_and_sets() -> None:
    entry = {"words": ["Square Mile", "mile"]}
    assert phrases([entry]) == {("square", "mile"): entry, ("mile",): entry}
    assert all(word == word.lower() for word in wordset("uncounted", "not_nothing"))
