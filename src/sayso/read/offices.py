"""Offices: whether a noun phrase may mean somebody who was called by the same noun.

In: a phrase ("The interior minister") and how somebody was called ("Foreign Minister Ansa Lind"). Out: yes or no, by
what stands with the noun: a deputy is not the chief, one ministry's is not another's, one country's not another's, and
the rebel spokesman is not the army's. Who is meant among those who may be is asked in `actors`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.read.matching import WORD, head_of
from sayso.read.referents import Referent, personal
from sayso.read.roles import role_of

# With one of these it is another office; "chief" and "prime" too: the chief minister, the prime minister.
RANKS = frozenset("deputy vice former ex assistant acting associate lieutenant prime chief".split())
# Of several holders of these, what stands before or behind the noun tells which. Beside others it only adds to what is
# known: "the Republican nominee" may be "the presidential nominee".
PORTFOLIOS = frozenset(
    "minister secretary commissioner director chief commander ambassador envoy spokesman spokeswoman spokesperson"
    " prosecutor".split()
)
PLACES = frozenset("president governor mayor premier chancellor king queen".split())  # here names alone tell
NOTHING = frozenset(
    "the a an this that these those his her their its our my new old then current outgoing top senior local longtime"
    " own us".split()
)
DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|their|its)\s", re.I)
BEHIND = re.compile(r"\s(?:of|for|to|in)\s(?:the\s)?((?:[A-Z][\w.’'-]*\s?)+)")
POSSESSIVE = re.compile(r"['’]s?$")
ALIKE = 4  # letters that "Syria" and "Syrian" share


def may_be(words: str, one: Referent) -> bool:
    """Whether a phrase may mean a referent that was called by its noun, as far as roles, ranks and portfolios tell."""
    head = head_of(words)
    if not (personal(head) and DEFINITE.match(words)):  # "Mr. King" is a name
        return True
    told, known = role_of([words]), role_of(sorted(one.descriptions, key=len, reverse=True))
    if told is not None and known is not None and told is not known:
        return False
    mine = _qualifiers(words, head)
    theirs = [found for called in (*one.titles, *one.descriptions) if (found := _qualifiers(called, head)) is not None]
    if mine:
        theirs = [found for found in theirs if found] or theirs
    return mine is None or not theirs or any(_agree(head, mine, found) for found in theirs)


def has_office(one: Referent) -> bool:
    """Whether a referent is called by an office or an occupation."""
    names = {head_of(name) for name in one.names}
    return any(personal(head) for head in one.heads - names)


def _qualifiers(words: str, head: str) -> frozenset[str] | None:
    """What stands with a noun, as written: before it, and names behind "of" or "for". None if the noun is not there."""
    at = re.search(rf"\b{re.escape(head)}\b", words, re.I)
    if at is None:
        return None
    before = WORD.findall(re.split(r"[,;:]", words[: at.start()])[-1].replace("-", " "))
    behind = BEHIND.match(words, at.end())
    found = [POSSESSIVE.sub("", word) for word in (*before, *(behind[1].split() if behind else ()))]
    return frozenset(
        word for word in found if word and word.lower() not in NOTHING and not word.endswith(("ed", "ing"))
    )


def _agree(head: str, one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of qualifiers can be of one office."""
    first, second = {word.lower() for word in one}, {word.lower() for word in other}
    if first & RANKS != second & RANKS:
        return False
    if head in PLACES:
        first, second = ({word.lower() for word in words if word[0].isupper()} for words in (one, other))
    elif head not in PORTFOLIOS:
        return True
    return not (_lacking(first - RANKS, second) and _lacking(second - RANKS, first))


def _lacking(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether one set has a word that is none of the other's, by its first letters."""
    begun = {word[:ALIKE] for word in other}
    return any(word[:ALIKE] not in begun for word in one)
