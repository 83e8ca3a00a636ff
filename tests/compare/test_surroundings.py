"""What stands around a figure."""

from __future__ import annotations

import pytest

from sayso.compare.surroundings import Surroundings, surroundings

TEXT = (
    "At least 12 people died in Halmere on Monday. Another seven were killed in Orlo, where the Vell Bridge fell.\n\n"
    "The toll later rose to 14 in Halmere."
)


def around(words: str, text: str = TEXT, *others: str) -> Surroundings:
    """Of the figure with these words; other documents have the text too, and others besides."""
    start = text.index(words)
    windows = [(f"d{n}", start, start + len(words), 0, text) for n in range(2)]
    windows += [(f"o{n}", 0, 1, 0, other) for n, other in enumerate(others)]
    return surroundings(windows)["d0", start, start + len(words)]


@pytest.mark.parametrize(
    ("words", "said", "names", "begins", "another", "anew"),
    [
        ("12", "halmere", {"halmere", "monday", "at"}, "At least", False, False),
        ("seven", "orlo", {"another", "orlo", "vell", "bridge"}, "Another", True, False),
        ("14", "rose", {"the", "halmere"}, "The toll", False, True),
    ],
)
def test_its_own_sentence(words: str, said: str, names: set[str], begins: str, another: bool, anew: bool) -> None:
    found = around(words)
    assert said in found.said
    assert found.names == names
    assert TEXT[found.sentence :].startswith(begins)
    assert (found.another, found.anew) == (another, anew)


def test_what_is_near_stays_within_the_paragraph() -> None:
    assert {"orlo", "halmere"} <= set(around("12").near)
    assert "orlo" not in around("14").near


def test_rare_words_weigh_more_and_words_of_one_document_nothing() -> None:
    found = around("12", TEXT, "1 people died", "2 people fled", "3 people rest")
    assert found.said["halmere"] > found.said["people"]
    assert sum(weight**2 for weight in found.said.values()) == pytest.approx(1)
    alone = surroundings([("d", 0, 2, 0, "12 people died")])
    assert alone["d", 0, 2].said == {}


def test_names_that_most_documents_have_tell_nothing() -> None:
    others = [f"{n} died in Halmere" for n in range(1, 9)]
    assert "halmere" not in around("12", TEXT, *others).names
    assert "monday" in around("12", TEXT, *others).names


def test_a_window_within_a_document_keeps_its_places() -> None:
    found = surroundings([("d", 107, 109, 100, "early. 12 died")])
    assert found["d", 107, 109].sentence == 100
