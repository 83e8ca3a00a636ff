"""Credits: which agency or outlet an article says that its text is from.

In: an article. Out: the names that its dateline, byline and foot credit, with their place in the text. No agency is
known by name here: what stands where credits stand is one. A credit may be stale, since pages keep them when the text
under them has changed; so it is evidence beside the passages, not instead of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.ledger import Article
from sayso.types import Span

HEAD, FOOT = 300, 500  # code points in which datelines and credits at the foot stand
NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w&.’'-]*(?: (?:[A-Z][\w&.’'-]*|of|and|de|for)){0,5}?)"
# "VELL, March 4 (Northline) —", "Vell (Northline) -"
DATELINE = re.compile(rf"^[^\n(]{{2,80}}?\s*\({NAME}\)\s*(?:[-–—:]|--)")
FEET = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:©|\([cC]\)|[Cc]opyright)[\s,]*(?:\d{{4}})?[\s,]*(?:by )?{NAME}(?=[.,;\n]|$)",
        rf"(?:^|\n|\. )(?:Source|Via|Credit|From)s?: {NAME}(?=[.,;\n]|$)",
        rf"(?:^|\n|\. ){NAME} contributed to this (?:report|story|article)",
        rf"(?:^|\n|\. )(?:With|Additional) (?:reporting|material|files) (?:by|from) {NAME}(?=[.,;\n]|$)",
        rf"[.”\"]\s*\({NAME}\)\s*$",
    )
)
# "By Ada Lind, Northline", "Ada Lind | Northline", "Ada Lind for Northline"
BYLINE = re.compile(rf"(?:,|\||/|–|—| - |\bfor\b|\bof\b)\s*{NAME}\s*$")


@dataclass(frozen=True, slots=True)
class Credit:
    """A name that an article credits. `span`: where in its text, or None where it is in the byline or dateline that
    came with it; `form`: "dateline", "byline" or "foot"."""

    name: str
    form: str
    span: Span | None = None


def credits_of(article: Article) -> list[Credit]:
    """The credits of an article, those of its head first; each name once."""
    found = []
    text, foot = article.text, max(len(article.text) - FOOT, 0)
    if match := DATELINE.match(text[:HEAD]):
        found.append(Credit(match["name"], "dateline", Span(*match.span("name"))))
    elif article.dateline and (match := re.search(rf"\({NAME}\)", article.dateline)):
        found.append(Credit(match["name"], "dateline"))
    if article.byline and (match := BYLINE.search(article.byline.strip().rstrip("."))):
        found.append(Credit(match["name"], "byline"))
    for pattern in FEET:
        for match in pattern.finditer(text, foot):
            found.append(Credit(match["name"].rstrip("."), "foot", Span(*match.span("name"))))
    return list({credit.name.casefold(): credit for credit in reversed(found)}.values())[::-1]
