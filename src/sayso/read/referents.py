"""Referents: what a text has said so far of somebody, while it is being read.

In: names, descriptions and places, one after the other. Out: the fullest name, and the last places. Who is meant by a
place is asked in `actors`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from sayso.read.matching import TITLES
from sayso.types import Span

OFTEN = 3  # places
# Heads of phrases that are somebody: "the nominee", "the senator", "the former president".
PERSONAL = re.compile(
    r"(?!news|paper|letter|order|number|center|poster|govern|docu|state|move|depart|parlia|pay|other|after|over|under)"
    r"(?!never|however|whether|rather|either|former|later|earlier|monitor|narrator|regulator|insur|lend|carrier)"
    r"(?!warrant|restaurant|incident|accident|twitter|banner|sticker|disaster|register|theater|computer|charter|chapter)"
    r"(?!(?!law|policy|film|peace|dress|watch|play|deal)\w+maker$)"
    r"(?:\w{2,}(?:our|or|er|ist|ee|man|ian|ident|ant|an|crat|can|eral|mate)|woman|host|chief|head|king|queen"
    r"|official|aide|clerk|\w*person|witness|guard|relative|friend|nurse|coach|expert|scholar|boss|pilot|victim|student"
    r"|agent|monk|nun|priest|judge|analyst|envoy|deputy|delegate|advocate|associate|colleague|cousin|aunt|uncle|wife"
    r"|husband|widow|son|girl|boy|child|parent|bride|sheriff|captain|rebel|colonel|man"
    r"|counsel|\w+aire|mogul|tycoon|magnate|incumbent|hopeful)",
    re.I,
)
ARTICLE = re.compile(r"^(?:the|an?)\s")


@dataclass
class Referent:
    """Somebody or something that a text refers to, while it is being read."""

    kind: str | None
    names: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    descriptions: dict[str, None] = field(default_factory=dict)  # in order, each once
    called: set[str] = field(default_factory=set)  # names and descriptions, in lower case and without articles
    titles: set[str] = field(default_factory=set)  # offices as they stand before a name
    heads: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    told: bool | None = None  # whether a woman, by a given name or "Mrs."
    guessed: bool | None = None  # the same by words nearby

    @property
    def well_known(self) -> bool:
        """Whether the text speaks of them by one word again and again: a full name with that word is another's then,
        as of a president's wife."""
        return len(self.spans) >= OFTEN and all(" " not in name for name in self.names)

    @property
    def female(self) -> bool | None:
        return self.guessed if self.told is None else self.told

    def before(self, at: int, most: int = 1) -> list[Span]:
        """The last places before an offset, the latest first."""
        return list(islice((span for span in reversed(self.spans) if span.end <= at), most))

    def describe(self, words: str) -> None:
        self.descriptions[words] = None
        self.called.add(bare(words))

    @property
    def name(self) -> str:
        """The fullest name, else the longest words, by which the text calls it."""
        if self.names:
            return max(self.names, key=lambda name: (sum(word[0].isupper() for word in name.split()), -len(name)))
        return max(self.descriptions, key=len)


def bare(words: str) -> str:
    """Words in lower case, without an article before them."""
    return ARTICLE.sub("", words.lower())


def personal(word: str) -> bool:
    """Whether a noun calls one person: a title, or what somebody is."""
    return word in TITLES or PERSONAL.fullmatch(word) is not None


def is_person(one: Referent) -> bool:
    """Whether a referent is one person: by name, or as "the mayor" is."""
    return one.kind == "person" or any(personal(head) and not head.endswith("s") for head in one.heads)
