"""Counted: the noun phrase that a number counts.

In: the tokens of a sentence and the token after a number. Out: the tokens of the phrase ("Syrian rebels", "aid
workers"), if there is one. There is no parser: the walk goes over the words that follow and stops where closed lists
(words/nouns.toml) or a word's ending say that the phrase is over. Who is meant by it is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Container

from sayso.read.numerals import Token, glued, word
from sayso.read.wordlists import wordset

STOP = wordset("nouns", "stop")
PERSONS = wordset("nouns", "person")
PLURALS = wordset("nouns", "plural")
MODIFIERS = wordset("nouns", "modifier")
SINGULAR = wordset("nouns", "singular")
LOOSE = wordset("nouns", "loose")
DETERMINERS = wordset("nouns", "determiner")
# After these a number without a noun of its own tells how much something before it was.
LEADING = wordset("nouns", "leading")
PASSABLE = LEADING | wordset("nouns", "passable")
CHANGE = wordset("bounds", "change")
HEADLINE = wordset("states", "headline")
STATED = {"injured", "wounded", "dead", "homeless", "missing"}  # adjectives that also stand for people
QUOTES = {'"', "“", "”", "'", "‘", "’", "''", "``"}
REACH = 7  # no noun phrase that is counted runs longer than this; measured on NewsQuant, 1 of 300 does


def counted(line: list[Token], at: int, numbers: Container[int]) -> tuple[int, int] | None:
    """First and last token (exclusive) of the noun phrase that begins at token `at`; `numbers`: where numbers begin.

    A phrase may be led in by quotation marks that close after the number, by "of" with a determiner, or by a hyphen
    ("400-bed hospital").
    """
    while word(line, at) in QUOTES:
        at += 1
    if word(line, at) == "of":
        at += 1
        while word(line, at) in DETERMINERS or word(line, at) in QUOTES:
            at += 1
    elif word(line, at) in {"-", "‑"} and glued(line, at) and glued(line, at + 1):
        at += 1
    elif word(line, at - 1) == "of":  # "a number of their vehicles"
        while word(line, at) in DETERMINERS:
            at += 1
    while word(line, at) in LOOSE:
        at += 1
    first = at
    headed = False
    while at < len(line) and at - first < REACH and not _over(line, at, first, headed, numbers):
        headed = headed or (is_plural(line[at]) and not _describes(line, at))
        at += 1
        if word(line, at) in {"-", "‑", "'", "’", "/"} and glued(line, at) and glued(line, at + 1):
            at, headed = at + 2, False  # "long-range missiles"
            headed = at - 1 < len(line) and is_plural(line[at - 1])
        elif word(line, at) in {"and", "or"} and not headed and _joins(line, at, numbers):
            at += 1
    last = min(at, len(line))
    return (first, last) if last > first else None


def before(line: list[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase that a bare number at token `at` tells the amount of: "estimates of 64,900", "it rose to 96"."""
    here = at - 1
    if word(line, here) not in LEADING:
        return None
    crossed = changed = False
    while here >= 0 and at - here < 9:
        text = line[here].lower
        if text in CHANGE:
            changed = True
        elif line[here].value is not None or text in {"%", "percent"}:
            crossed = crossed or not re.fullmatch(r"(?:19|20)\d\d", text)
        elif text not in PASSABLE:
            break
        here -= 1
    last = here + 1
    while here >= 0 and last - here <= 3 and line[here].word[0].isalpha() and line[here].lower not in STOP | CHANGE:
        here -= 1
    return (here + 1, last) if here + 1 < last and (changed or not crossed) else None


def _ends(line: list[Token], at: int, numbers: Container[int]) -> bool:
    return at >= len(line) or not line[at].word[0].isalpha() or line[at].lower in STOP or at in numbers


def _over(line: list[Token], at: int, first: int, headed: bool, numbers: Container[int]) -> bool:
    """Whether the phrase is over before token `at`."""
    token = line[at]
    text = token.lower
    if at in numbers or token.value is not None or not (text[0].isalpha()):
        return True
    if text in HEADLINE and at + 1 in numbers:  # "Kills 3 Wounds 20"
        return True
    if headed:
        if is_plural(token) and text not in STATED:
            previous = line[at - 1]
            return not (previous.lower in MODIFIERS or previous.word[0].isupper())
        # "two United States soldiers": a name in the plural goes before the noun
        return not (line[at - 1].word[0].isupper() and is_plural_ahead(line, at) and text not in STOP)
    if word(line, at + 1) in {"-", "‑"} and glued(line, at + 1) and glued(line, at + 2):
        return False  # "long-range missiles"
    stops = text in STOP and not (len(text) > 1 and token.word.isupper())  # US and IT are no pronouns
    if stops or (text.endswith(("ed", "ing")) and len(text) > 4):
        # "20 wounded civilians", "30 displaced people", but "20 wounded in"
        return not (_modifies(text) and not _ends(line, at + 1, numbers) and _noun_ahead(line, at + 1, numbers))
    return text.endswith("ly") and len(text) > 4 and at > first and text not in {"family", "elderly"}


def _describes(line: list[Token], at: int) -> bool:
    """ "six injured civilians": a state that stands for people only when no noun follows."""
    return (
        line[at].lower in STATED and at + 1 < len(line) and (is_plural(line[at + 1]) or line[at + 1].lower in PERSONS)
    )


def _modifies(text: str) -> bool:
    return text.endswith(("ed", "ing")) or text in {"dead", "lost", "born", "safe", "high", "deep", "old", "strong"} | {
        "long",
        "east",
        "west",
        "north",
        "south",
        "missing",
        "stolen",
        "broken",
        "hidden",
    }


def _noun_ahead(line: list[Token], at: int, numbers: Container[int]) -> bool:
    """Whether a plural, or a noun before a stop, stands within three words from token `at` on."""
    for i in range(at, min(at + 3, len(line))):
        if _ends(line, i, numbers):
            return False
        if is_plural(line[i]) or line[i].lower in PERSONS:
            return True
    return False


def is_plural_ahead(line: list[Token], at: int) -> bool:
    """Whether token `at` or the one after it is a plural in lower case."""
    return any(is_plural(t) and t.word[0].islower() for t in line[at : at + 2])


def _joins(line: list[Token], at: int, numbers: Container[int]) -> bool:
    """ "digital and physical sales": whether the phrase goes on after "and"."""
    return not _ends(line, at + 1, numbers) and at + 2 < len(line) and is_plural(line[at + 2])


def is_plural(token: Token) -> bool:
    text = token.lower
    if text in PLURALS:
        return True
    if text in SINGULAR or len(text) < 4:
        return False
    return text.endswith("s") and not text.endswith(("ss", "us", "is", "'s", "’s"))


def is_person(line: list[Token], phrase: tuple[int, int] | None) -> bool:
    """Whether the phrase counts people, as far as its last word tells."""
    return phrase is not None and line[phrase[1] - 1].lower in PERSONS
