"""Matching: whether two names can be the same one's, and what a noun phrase is about, by their words alone.

In: words as the text has them. Out: yes or no, or a word. Where they stand, and who else may be meant, is asked in
`actors`.
"""

from __future__ import annotations

import re
from collections import defaultdict
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
    if short[-1] == full[-1] and short == full[-len(short) :]:
        return True
    if len(short) == 1 and (short[0] == full[0] or short[0] == initials(other if full is b else one)):
        return True
    if short[0][0] != full[0][0]:
        return False
    # Ilse Brandt, I. Brandt, Ilse M. Brandt
    one_first, *one_rest = (word for at, word in enumerate(short) if not at or len(word) > 1)
    other_first, *other_rest = (word for at, word in enumerate(full) if not at or len(word) > 1)
    first = one_first == other_first or (1 in (len(one_first), len(other_first)) and one_first[0] == other_first[0])
    return bool(one_rest) and one_rest == other_rest and first


@lru_cache(1 << 14)
def relatives(one: str, other: str) -> bool:
    """Whether two full names differ in the first: Billy and Gina Williams."""
    first, second = plain_words(one), plain_words(other)
    if min(len(first), len(second)) < 2 or first[-1] != second[-1]:
        return False
    return first[0][0] != second[0][0] or (min(len(first[0]), len(second[0])) > 1 and first[0] != second[0])


class Alike:
    """The names of a text, each held once against those that may be the same one's: a long text has many, and repeats
    them. What may be are those with the same last word, and a single word that leads the other or is its initials."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}
        self._by_last: defaultdict[str, list[str]] = defaultdict(list)  # word, and last of more than a letter
        self._single: defaultdict[str, list[str]] = defaultdict(list)
        self._led: defaultdict[str, list[str]] = defaultdict(list)  # by first word, and by initials

    def to(self, name: str) -> set[str]:
        """The names asked after so far, this one among them, that can be the same one's as `name`; a set that grows."""
        if name not in self._known:
            words = plain_words(name)
            self._known[name] = set()
            for other in self._near(name, words):
                if same_name(name, other):
                    self._known[name].add(other)
                if same_name(other, name):
                    self._known[other].add(name)
        return self._known[name]

    def _near(self, name: str, words: tuple[str, ...]) -> list[str]:
        """Take in a name; those that may be the same one's, itself among them."""
        if not words:
            return []
        leads, tails = {words[0], initials(name)}, {words[-1], *[word for word in words if len(word) > 1][-1:]}
        near = [one for lead in leads for one in self._single[lead]]
        for tail in tails:
            self._by_last[tail].append(name)
        for lead in leads:
            self._led[lead].append(name)
        if len(words) == 1:
            self._single[words[0]].append(name)
            near += self._led[words[0]]
        return near + [one for tail in tails for one in self._by_last[tail]]


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
