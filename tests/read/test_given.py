"""Given names: whom "she" and "he" may mean."""

from __future__ import annotations

import pytest

from sayso.read.given import women_and_men
from sayso.read.wordlists import wordlist


@pytest.mark.parametrize(
    ("names", "women", "men"),
    [
        (["Ilse Brandt", "Brandt"], ["Ilse Brandt", "Ilse", "Brandt"], []),
        (["Dr. Pedro Lund", "J. Pedro Lund"], [], ["Dr. Pedro Lund", "J. Pedro Lund", "Pedro", "Lund"]),
        (["Małgorzata Nowak"], ["Małgorzata Nowak", "Małgorzata", "Nowak"], []),
        (["Omar al-Tamm"], [], ["Omar al-Tamm", "Omar", "al-Tamm"]),
        # A couple's surname is either's.
        (["Ilse Lund", "Pedro Lund", "Lund"], ["Ilse Lund", "Ilse"], ["Pedro Lund", "Pedro"]),
        # James Tamm may be a man, and Ilse James is none.
        (["James"], [], []),
        (["Ilse James", "James"], ["Ilse James", "Ilse", "James"], []),
        (["Melanie"], ["Melanie"], []),
        # A man in one country, a woman in another; none that is known; none at all.
        (["Andrea Rossi", "Orlo Vance", "Brandt", ""], [], []),
    ],
)
def test_names_tell_whose_they_are(names: list[str], women: list[str], men: list[str]) -> None:
    assert women_and_men(names) == dict.fromkeys(women, True) | dict.fromkeys(men, False)


def test_no_name_is_on_both_lists() -> None:
    listed = wordlist("given")
    women, men = listed["women"].split(), listed["men"].split()
    assert not set(women) & set(men)
    assert len(set(women)) == len(women) > 2000
    assert len(set(men)) == len(men) > 2000
