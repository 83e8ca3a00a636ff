"""Victims: people who are counted one by one, without a numeral.

In: a sentence's tokens. Out: its phrases for single people as numbers: "a man" is one, "a man and his wife" two.
Whether such a phrase is a figure depends on a state that is found for it ("a man said" has none): figures.py asks. A
person known already ("the man", "he", a name) is no new one and is not counted.
"""

from __future__ import annotations

from sayso.read.counted import PERSONS, STOP, is_plural
from sayso.read.numbers import Number
from sayso.read.numerals import Amount, Token, word
from sayso.read.states import PASSIVE
from sayso.read.wordlists import wordset
from sayso.types import Bound

OPENERS = wordset("nouns", "opener")
KIN = wordset("nouns", "kin")
HYPHENS = {"-", "‑"}
REACH = 8  # tokens at the most between "a" and the person: a 54-year-old former municipal school teacher


def victims(line: list[Token]) -> list[Number]:
    """Phrases for single people in order, none overlapping; `first` to `last` are the tokens of the whole phrase."""
    found: list[Number] = []
    for at, token in enumerate(line):
        if token.lower not in OPENERS or (found and at < found[-1].last):
            continue
        last = _single(line, at)
        if last is None:
            continue
        many, first = 1, at
        if word(line, at - 1) == "and" and word(line, at - 2) in {"he", "she"}:  # "she and her daughter"
            many, first = 2, at - 2
        while further := _joined(line, last):
            last, many = further, many + 1
        one = Amount(float(many), float(many), first, last)
        found.append(Number(float(many), float(many), Bound.EXACT, None, first, first, last, one, single=True))
    return found


def known(line: list[Token], at: int) -> int | None:
    """The token after the noun of a phrase for one person who is known already, whose words begin at token `at`."""
    return _head(line, at)


def _single(line: list[Token], at: int) -> int | None:
    """The token after a phrase for one person that begins at token `at` ("a 54-year-old woman", "his mother")."""
    if word(line, at) not in OPENERS or word(line, at + 1) in {"few", "couple", "number", "pair"}:
        return None
    return _head(line, at + 1)


def _joined(line: list[Token], at: int) -> int | None:
    """The token after one more person: ", a nurse", "and his wife", and, after a comma or "and" alone, "mother"."""
    here = at + (word(line, at) == ",")
    here += word(line, here) == "and"
    if here == at:
        return None
    if (last := _single(line, here)) is not None:
        return last
    return _head(line, here) if word(line, here) in KIN else None


def _head(line: list[Token], first: int) -> int | None:
    """The token after the noun for one person in a phrase whose words begin at `first`, if it is one."""
    at = first
    while at < min(len(line), first + REACH) and not _is_person(line, at):
        aged = line[at].lower == "old" and word(line, at - 1) in HYPHENS
        if aged and _ends(line, at + 1):
            return at + 1
        inner = line[at].word.isalpha() and line[at].lower not in STOP and not is_plural(line[at])
        years = line[at].value is not None and word(line, at + 1) in {*HYPHENS, "year"}
        if not (inner or aged or years or line[at].lower in HYPHENS):
            return None
        at += 1
    if at >= min(len(line), first + REACH):
        return None
    while _is_person(line, at + 1):  # "a rebel commander"
        at += 1
    if is_plural(line[at]) or (at + 1 < len(line) and _goes_on(line, at + 1)):
        return None
    return at + 1


def _ends(line: list[Token], at: int) -> bool:
    """Whether the noun phrase is over before token `at`: "a 3-year-old was shot", "a 3-year-old shot in"."""
    here = word(line, at)
    return not here.isalpha() or here in STOP or (here,) in PASSIVE


def _is_person(line: list[Token], at: int) -> bool:
    return word(line, at) in PERSONS or word(line, at) in KIN


def _goes_on(line: list[Token], at: int) -> bool:
    """Whether the word after the person belongs to the noun: "a police station", "a child-care centre"."""
    token = line[at]
    if token.lower in HYPHENS:
        return True
    plain = token.word.isalpha() and token.lower not in STOP
    return plain and is_plural(token) and not token.lower.endswith("ed")
