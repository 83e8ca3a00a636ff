"""Nothing: the counts of none.

In: a sentence's tokens. Out: where it says that there was none: "no casualties", "nobody was killed", "none of the 40",
"without casualties", as numbers of zero. Whether it is a figure depends on a state that is found for it ("no doubt" has
none): figures.py asks.
"""

from __future__ import annotations

from sayso.read.numbers import Number
from sayso.read.numerals import Amount, Token, word
from sayso.read.wordlists import wordset
from sayso.types import Bound

ALONE = {"nobody", "none", "no-one"}
# After these "no" says nothing about how many: no longer, no more than, no later than, no one is two words for nobody.
NOT_AFTER_NO = wordset("uncounted", "not_nothing")


def nothings(line: list[Token]) -> list[Number]:
    """Zeros, in order; `last` is the token after the word that says none."""
    found = []
    for at, token in enumerate(line):
        last = at + 1
        if token.lower in {"no", "without"}:
            if word(line, last) in NOT_AFTER_NO:
                continue
            if token.lower == "no" and (word(line, last) == "one" or word(line, last + 1) == "one"):
                last += 1 + (word(line, last) == "-")
            elif token.lower == "without" and word(line, last) in {"any", "causing"}:
                last += 1 + (word(line, last + 1) == "any")
        elif token.lower not in ALONE:
            continue
        nought = Amount(0.0, 0.0, at, last)
        found.append(Number(0.0, 0.0, Bound.EXACT, None, at, at, last, nought, nil=True))
    return found
