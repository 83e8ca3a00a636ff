"""Surroundings: what stands around a figure, which tells what it is a figure of.

In: the text around each figure of a ledger. Out: for every figure the words of its sentence and of what is near, rare
ones above common ones, the names in its sentence, where that sentence begins, and whether words beside the figure set
it apart from figures before ("another seven"). An article may tell of several events: its own sentence says which.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.compare.profiles import WORD, plain
from sayso.types import Span

REACH = 300  # code points on either side that are looked at, within the paragraph
KEPT = 32  # words of each bag, the heaviest
SENTENCE = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"‘(])|\n+")
COMMON = 0.15  # a name that more of the documents have round their figures tells no event from another
BESIDE, BEHIND = 60, 25  # code points before and after a figure in which words may set it apart
APART = re.compile(
    r"\b(?:another|others?|also|more|elsewhere|meanwhile|separately|separate|further|earlier|later|additional)\b", re.I
)
ANOTHER = re.compile(r"\b(?:another|a further|an additional|other)\s+(?:at least\s+)?$", re.I)
# Words by which one toll follows on another: "rose to", "earlier put at", "initial reports".
ANEW = re.compile(
    r"\b(?:initial(?:ly)?|toll|ros[et]n?|risen|updat\w+|lower|higher|revis\w+|previous\w*|conflicting|put\b.{0,30}\bat)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`said`, `near`: words of the sentence and of what is near, with weights that square to 1. `sentence`: where its
    sentence begins in the document. `other`: whether words beside it set it apart from figures before."""

    said: Mapping[str, float]
    near: Mapping[str, float]
    names: frozenset[str]
    sentence: int
    other: bool
    another: bool
    anew: bool
    paragraph: Span  # as far as it was looked at


NOTHING = Surroundings({}, {}, frozenset(), 0, False, False, False, Span(0, 0))


@dataclass(frozen=True, slots=True)
class _Raw:
    said: Counter[str]
    near: Counter[str]
    names: frozenset[str]
    sentence: int
    words: tuple[bool, bool, bool]
    paragraph: Span


def surroundings(windows: Iterable[tuple[str, int, int, int, str]]) -> dict[tuple[str, int, int], Surroundings]:
    """By document, start and end of the figure. windows: as `Ledger.surroundings` gives them, a document's together."""
    raw: dict[tuple[str, int, int], _Raw] = {}
    documents: Counter[str] = Counter()
    every = 0
    last, seen = None, set[str]()
    for document, start, end, begins, window in windows:
        if document != last:
            documents.update(seen)
            last, seen, every = document, set(), every + 1
        one = raw[document, start, end] = _around(window, start - begins, end - begins, begins)
        seen |= one.near.keys()
    documents.update(seen)

    def weighted(counts: Counter[str]) -> dict[str, float]:
        rare = {
            w: (1 + math.log(n)) * math.log((every + 1) / documents[w]) for w, n in counts.items() if documents[w] > 1
        }
        kept = sorted(rare, key=lambda w: (-rare[w], w))[:KEPT]
        size = math.sqrt(sum(rare[w] ** 2 for w in kept)) or 1.0
        return {w: rare[w] / size for w in kept}

    telling = {w for w, n in documents.items() if n <= max(2, COMMON * every)}
    return {
        key: Surroundings(
            weighted(one.said), weighted(one.near), one.names & telling, one.sentence, *one.words, one.paragraph
        )
        for key, one in raw.items()
    }


def _around(window: str, start: int, end: int, begins: int) -> _Raw:
    """`start`, `end`: of the figure in the window, which begins at `begins` in its document."""
    first = window.rfind("\n\n", 0, start) + 2 if "\n\n" in window[:start] else 0
    after = window.find("\n\n", end)
    last = len(window) if after < 0 else after
    breaks = [match.end() for match in SENTENCE.finditer(window, first, last)]
    begun = max((at for at in breaks if at <= start), default=first)
    over = min((at for at in breaks if at >= end), default=last)
    before, behind = window[begun:start], window[end:over]
    words = Counter(map(plain, WORD.findall(before) + WORD.findall(behind)))
    near = words + Counter(map(plain, WORD.findall(window[first:begun]) + WORD.findall(window[over:last])))
    names = frozenset(plain(w) for w in WORD.findall(before) + WORD.findall(behind) if w[0].isupper())
    other = bool(APART.search(before[-BESIDE:]) or APART.search(behind[:BEHIND]))
    another = bool(ANOTHER.search(before))
    anew = bool(ANEW.search(before[-BESIDE:]) or ANEW.search(behind[:BESIDE]))
    return _Raw(words, near, names, begins + begun, (other, another, anew), Span(begins + first, begins + last))
