"""Matching: whether two names can be the same one's, and what a noun phrase is about, by their words alone.

In: words as the text has them. Out: yes or no, or a word. Where they stand, and who else may be meant, is asked in
`actors`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.read.wordlists import wordlist

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
FOLLOWED = re.compile(r"\s(?:of|for|in|from|at|on|to|with|who|that|which|near|inside|close)\s|[,(]")
TITLES = frozenset(wordlist("titles")["titles"].split())


@lru_cache(1 << 14)
def same_name(one: str, other: str) -> bool:
    """Whether two names can be the same one's: equal but for titles, one the other's last or first word or its
    acronym, or a part of it that ends or begins it."""
    a, b = plain_words(one), plain_words(other)
    if not a or not b:
        return False
    if a == b:
        return True
    short, full = sorted((a, b), key=len)
    if short == full[-len(short) :]:
        return True
    if len(short) == 1 and (short[0] == full[0] or short[0] == initials(other if full is b else one)):
        return True
    # Ilse Brandt, I. Brandt, Ilse M. Brandt
    one_first, *one_rest = (word for at, word in enumerate(short) if not at or len(word) > 1)
    other_first, *other_rest = (word for at, word in enumerate(full) if not at or len(word) > 1)
    first = one_first == other_first or (1 in (len(one_first), len(other_first)) and one_first[0] == other_first[0])
    return bool(one_rest) and one_rest == other_rest and first


@lru_cache(1 << 14)
def initials(name: str) -> str:
    """The capital letters with which the words of a name begin, in lower case: "whf" of "World Harvest Fund"."""
    return "".join(word[0] for word in WORD.findall(name) if word[0].isupper()).lower()


@lru_cache(1 << 14)
def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without points, titles and "the"."""
    words = (word.lower().replace(".", "") for word in WORD.findall(name))
    return tuple(word for word in words if word not in TITLES and word != "the")


@lru_cache(1 << 14)
def head_of(words: str) -> str:
    """The word that a noun phrase is about: the last before a preposition, a comma or a clause."""
    found = WORD.findall(FOLLOWED.split(words.strip(), maxsplit=1)[0])
    return found[-1].lower() if found else ""
