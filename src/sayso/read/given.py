"""Given names: whether "she" or "he" may mean whom a name names.

In: the names of people in a text. Out: True for those whose given name only women bear, False for men. Of the others
nobody can tell: the name is either's, or a surname of two people.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from sayso.read.matching import TITLES, WORD
from sayso.read.wordlists import wordlist

WHOLE = str.maketrans("łøđı", "lodi")  # letters that are none with an accent to Unicode


def women_and_men(names: Iterable[str]) -> dict[str, bool]:
    """Whose they are, by full name, surname and given name. A surname or a given name alone is that of the full
    names which hold it, where they agree. Of a given name that no full name holds a woman's tells, since hardly any
    is a surname; James may be."""
    told: defaultdict[str, set[bool]] = defaultdict(set)
    alone = []
    for name in dict.fromkeys(names):
        words = [word for word in WORD.findall(name) if word.lower() not in TITLES and len(word) > 1]
        bearer = _bearers().get(_plain(words[0])) if words else None
        if len(words) > 1 and bearer is not None:
            for part in (name, words[0], words[-1]):
                told[part].add(bearer)
        elif bearer:
            alone.append(name)
    for name in alone:
        if name not in told:
            told[name].add(True)
    return {name: next(iter(known)) for name, known in told.items() if len(known) == 1}


def _plain(word: str) -> str:
    """In lower case and without accents; the first part of "Jean-Pierre"."""
    apart = unicodedata.normalize("NFD", word.lower().split("-")[0].translate(WHOLE))
    return "".join(c for c in apart if not unicodedata.combining(c))


@cache
def _bearers() -> dict[str, bool]:
    listed = wordlist("given")
    return {name: whose == "women" for whose in ("women", "men") for name in listed[whose].split()}
