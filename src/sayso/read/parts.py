"""Parts: which numbers of a sentence count a part of what another one counts.

In: a sentence's tokens, its numbers, and where what each counts ends. Out: for each number that is a part the one that
is its whole: "82 people, including 31 children and 4 medics", "two of the 40 hostages", "12 people, three of them
medics". Parts are not added up, nor is it asked whether they fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.read.numbers import Number
from sayso.read.numerals import Token, word
from sayso.read.wordlists import wordset

JOINING = wordset("nouns", "joining")
# Between a whole and its first part, "including" and its like; after a part, "of" and one of THEM.
LEADING = {"including", "among", "mostly", "whom"}
THEM = {"them", "whom", "which", "those", "these"}
AWAY = {"in", "at", "on", "near", "from", "by"}  # "12 civilians including children in two districts"
REACH = 14  # words at the most between a whole and its first part


def parts(line: list[Token], read: Sequence[Number], ends: Mapping[int, int]) -> dict[int, int]:
    """Index of the whole for each index of a part; `ends`: for the first token of every number, the one after all that
    it counts."""
    wholes: dict[int, int] = {}
    for at, number in enumerate(read):
        whole = _whole(line, read, ends, at) if number.amount.share is False else None
        if whole is None and at and at - 1 in wholes and _listed(line, read[at - 1], number, ends):
            whole = wholes[at - 1]
        if whole is not None and _fits(read[whole], number):
            wholes[at] = whole
    return wholes


def _whole(line: list[Token], read: Sequence[Number], ends: Mapping[int, int], at: int) -> int | None:
    number = read[at]
    if word(line, number.last) == "of":
        here = number.last + 1
        while word(line, here) in {"the", "those", "these", "its", "their", "all"} and word(line, here + 1) != "killed":
            here += 1
        if at + 1 < len(read) and here == read[at + 1].first:  # "two of the 40 hostages"
            return at + 1
        if at and word(line, number.last + 1) in THEM:
            return at - 1
    if at == 0:
        return None
    before = [token.lower for token in line[ends[read[at - 1].first] : number.first]]
    led = (LEADING & set(before[-4:]) and not AWAY & set(before[-3:])) or before in (["-", "-"], ["—"], ["–"])
    return at - 1 if len(before) <= REACH and led else None


def _listed(line: list[Token], before: Number, number: Number, ends: Mapping[int, int]) -> bool:
    """Whether a number goes on with the list that the one before stands in: "31 children and 4 medics"."""
    end = ends[before.first]
    return end <= number.first and {token.lower for token in line[end : number.first]} <= JOINING


def _fits(whole: Number, part: Number) -> bool:
    """A part is no larger than its whole, as far as their ends tell."""
    return whole.unit == part.unit and not (
        whole.high is not None and part.low is not None and part.low > whole.high and not whole.amount.vague
    )
