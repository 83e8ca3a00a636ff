"""Glances: what the words of a sentence leave room for, before it is taken apart.

In: a sentence. Out: whether it may hold a figure, or somebody who is harmed. The grammars of numbers and of states find
nothing but words of their lists, so a sentence without these needs no further look: about half of them (2026-11, 370
articles). A glance may be wrong only in saying yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.read.nothing import ALONE
from sayso.read.numerals import MAGNITUDES, ONES, PARTS, TENS, VAGUE, VULGAR
from sayso.read.states import ACTIVE, HARMED, NOUNS, OWN, PASSIVE

LETTERS = re.compile(r"[a-z]+")
DIGIT = re.compile(rf"[\d{''.join(VULGAR)}]")
# Words of grammar that tell a state beside the lists: "the fatal shooting of", "claimed the life of", "the toll".
ALSO_HARM, ALSO_STATE = {"fatal", "deadly", "life"}, {"toll"}


def rarest(phrase: Iterable[str]) -> str:
    """A word, in letters a to z, without which the phrase is not there: its longest, of those the last."""
    letters: list[str] = LETTERS.findall(" ".join(phrase))
    return max(reversed(letters), key=len)


NUMBERS = frozenset({*ONES, *TENS, *MAGNITUDES, *PARTS, *map(rarest, VAGUE)})
STATED = [*PASSIVE.items(), *ACTIVE.items(), *OWN.items(), *NOUNS.items()]
HARM = frozenset({rarest(words) for words, state in STATED if state in HARMED} | ALSO_HARM)
STATE = frozenset({rarest(words) for words, _ in STATED} | ALSO_HARM | ALSO_STATE)
NONE = frozenset({"no", "without", *map(rarest, zip(ALONE))})


def may_count(sentence: str) -> bool:
    """Whether there may be a figure: a number, a count of none in a state, or a single person who is harmed."""
    if DIGIT.search(sentence):
        return True
    words = _words(sentence)
    if not words.isdisjoint(NUMBERS) or not words.isdisjoint(HARM):
        return True
    return not (words.isdisjoint(NONE) or words.isdisjoint(STATE))


def may_harm(sentence: str) -> bool:
    """Whether there may be somebody who is killed, injured or in another state of victims."""
    return not _words(sentence).isdisjoint(HARM)


def _words(sentence: str) -> frozenset[str]:
    return frozenset(LETTERS.findall(sentence.lower()))
