"""Decisions: what people decided about series and stories, taken from the reviews of a ledger.

In: reviews, the oldest first. Out: which figures or articles belong together, which were put apart, and names. A review
is never overwritten: a later one says otherwise, or undoes it. Figures are known by their document and their place in
it, articles by their id, so a decision outlives a new reading and neither is taken for the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sayso.types import Decision, Review


class Decisions:
    """The decisions that stand after all reviews."""

    def __init__(self, reviews: Iterable[Review] = ()) -> None:
        reviews = list(reviews)
        undone = {r.undoes for r in reviews if r.decision is Decision.UNDO}
        self.standing = [r for r in reviews if r.decision is not Decision.UNDO and r.number not in undone]
        self._together: defaultdict[str, set[str]] = defaultdict(set)
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        self._moved: set[str] = set()
        self._names: dict[str, str] = {}
        for review in self.standing:
            self._take(review)

    def _take(self, review: Review) -> None:
        members = set(review.members)
        if review.decision is Decision.RENAME:
            self._names |= dict.fromkeys(review.members, review.name or "")
            return
        for key in members:
            if review.decision is Decision.SPLIT:
                for other in self._together.pop(key, set()) - members:
                    self._together[other].discard(key)
            self._together[key] |= members - {key}
            self._apart[key] -= members
        if review.decision is Decision.SPLIT:
            self._moved |= members
            for key in members:
                self._apart[key] |= set(review.rest)
            for key in review.rest:
                self._apart[key] |= members

    def together(self, key: str) -> list[str]:
        """Figures or articles that a person put together with this one."""
        return sorted(self._together.get(key, ()))

    def moved(self, key: str) -> bool:
        """Whether a person split this one off."""
        return key in self._moved

    def apart(self, key: str, others: Iterable[str]) -> bool:
        """Whether a person split this one from one of the others."""
        return bool(self._apart.get(key)) and not self._apart[key].isdisjoint(others)

    def name(self, keys: set[str]) -> str | None:
        """The name given last to a series or story that holds one of these."""
        given = [self._names[key] for key in self._names if key in keys]
        return given[-1] or None if given else None

    def numbers(self, keys: set[str]) -> tuple[int, ...]:
        """The reviews that are about one of these."""
        return tuple(r.number for r in self.standing if r.number is not None and keys & set(r.members))
