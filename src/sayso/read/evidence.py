"""Evidence: which of those whom a text spoke of before a later place means.

In: a text, what the encoder says of it, and referents met so far. Out: the referent that fits best, if one does well
enough. Who may be meant at all is asked in `actors`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Set

import numpy as np

from sayso.read.encoder import LINK, SLICES, Encoded
from sayso.read.referents import Referent
from sayso.read.tokens import QUOTED, Tokens
from sayso.types import Span

HORIZON = 12_000  # code points after which nobody but a name is meant any more
BESIDE = 60  # code points on either side of a name in which its description stands
VOTING = 4  # last places that vote
AFTER_PREPOSITION = re.compile(
    r"\b(?:of|with|for|to|by|from|on|about|against|at|in|like|than|over|and|as)\s+(?:the\s|mr\.?\s|mrs\.?\s|ms\.?\s)?$",
    re.I,
)
OWNS = re.compile(r"['’]s?\b")
SENTENCE = re.compile(r"[.!?][”\"’')]*\s+(?=[“\"‘'(]*[A-Z0-9])|\n+")
FAR = 6  # sentences; beyond it all are alike
# How the earlier places of a referent weigh for a later one: the encoder's vote, sentences since the last, whether it
# is the source before; whether its last place stands after a preposition, owns something, stands early in its sentence,
# in the same sentence; the number of places; whether the last is quoted, or a source. Fitted (2026-11) to the pronouns
# that are sources in texts of PolNeAR's training part, with CoreNLP's chains.
WEIGHTS = np.array([0.22, -1.0, 0.32, -0.3, -0.1, 0.7, -0.33, 0.1, -0.5, 0.3])
LEAST = -3.0  # below this nothing said before is meant


class Evidence:
    """One text. sources: the places of its sources."""

    def __init__(self, text: str, tokens: Tokens, encoded: Encoded, sources: Set[Span]) -> None:
        self.text, self.tokens, self.encoded, self.sources = text, tokens, encoded, sources
        self.begins, self.ends = tokens.start.tolist(), tokens.end.tolist()
        self.standing: dict[Span, tuple[bool, bool, bool]] = {}

    def best(self, span: Span, fitting: list[Referent], last: Referent | None, bonus: float) -> Referent | None:
        """The referent that fits a later place best, or None where none does well enough."""
        if not fitting:
            return None
        scores = self._evidence(span, fitting, last) @ WEIGHTS
        best = int(scores.argmax())
        return fitting[best] if scores[best] + bonus > LEAST else None

    def _evidence(self, span: Span, fitting: list[Referent], last: Referent | None) -> np.ndarray:
        """[referents, 10]: what speaks for each being meant at a place; columns as in WEIGHTS."""
        rows = []
        ended = [m.start() for m in SENTENCE.finditer(self.text, max(0, span.start - HORIZON // 4), span.start)]
        for one, vote in zip(fitting, self._votes(span, fitting), strict=True):
            places = one.before(span.start)
            if not places:
                rows.append([vote, FAR, 0, 0, 0, 0, 0, 0, 0, 0])
                continue
            place = places[0]
            gap = len(ended) - bisect_left(ended, place.end)
            rows.append(
                [
                    vote,
                    min(gap, FAR),
                    one is last,
                    *self._standing(place),
                    gap == 0,
                    np.log1p(len(one.spans)),
                    self.quoted(place) and not self.quoted(span),
                    place in self.sources,
                ]
            )
        return np.array(rows, float)

    def _standing(self, place: Span) -> tuple[bool, bool, bool]:
        """Whether a place stands after a preposition, owns something, and stands early in its sentence."""
        if place not in self.standing:
            before = SENTENCE.split(self.text[max(0, place.start - BESIDE) : place.start])[-1] or ""
            owns, early = OWNS.match(self.text, place.end) is not None, len(before.split()) < 4
            self.standing[place] = AFTER_PREPOSITION.search(before) is not None, owns, early
        return self.standing[place]

    def quoted(self, span: Span) -> bool:
        """Whether a place stands in quotation marks."""
        return bool(self.tokens.shape[bisect_right(self.ends, span.start)] >= QUOTED)

    def _votes(self, span: Span, fitting: list[Referent]) -> list[float]:
        """Log-probabilities with which the encoder points from a place to each referent's places before it."""
        asked = self._vectors(span, "later_query").mean(0)
        sums = []
        for one in fitting:
            keys = [self._vectors(place, "earlier_key") for place in one.before(span.start, VOTING)]
            sums.append(float(np.logaddexp.reduce(np.concatenate(keys) @ asked / LINK**0.5)) if keys else -30.0)
        total = np.logaddexp.reduce(sums)
        return [vote - float(total) for vote in sums]

    def _vectors(self, span: Span, name: str) -> np.ndarray:
        low = bisect_right(self.ends, span.start)
        high = max(low + 1, bisect_left(self.begins, span.end))
        return self.encoded.logits[low : min(high, low + 12), SLICES[name]]
