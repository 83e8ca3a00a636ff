"""Linkage: from chances between pairs, groups.

In: how many things there are, pairs of them with the chance that they are one, pairs that must be together and pairs
that must not. Out: groups, by average linkage over the pairs whose chance is known: two groups come together while the
mean chance between them is high enough, the likeliest first. What was never held against each other says nothing.
Of pairs one of which follows on the other, as a toll that rose does, either may be what a third is like.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable

Pair = tuple[int, int]
SURE = 0.9  # what is so likely one is one before anything follows on anything: copies have the same figure


def groups(
    size: int,
    chances: Iterable[tuple[int, int, float, float]],
    least: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    follows: Iterable[Pair] = (),
) -> list[list[int]]:
    """Groups of 0 ... size - 1, each in order. chances: pairs, each with its chance and how much it weighs. follows:
    pairs that are one although nothing but their own words may say so."""
    made = _Groups(size)
    for a, b in together:
        made.join(made.of(a), made.of(b))
    for a, b in apart:
        made.forbid(made.of(a), made.of(b))
    for a, b, chance, weight in chances:
        made.link(made.of(a), made.of(b), chance, weight)
    made.merge(max(least, SURE))
    for a, b in follows:
        made.follow(made.of(a), made.of(b))
    made.merge(least)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for member in range(size):
        found[made.of(member)].append(member)
    return sorted(found.values())


class _Groups:
    """Groups known by one of their members, with the sum of chances and of weights between those that have any."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._links: defaultdict[int, dict[int, tuple[float, float]]] = defaultdict(dict)
        self._apart: defaultdict[int, set[int]] = defaultdict(set)

    def of(self, member: int) -> int:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def link(self, a: int, b: int, chance: float, weight: float) -> None:
        if a != b:
            total, weights = self._links[a].get(b, (0.0, 0.0))
            self._links[a][b] = self._links[b][a] = (total + chance * weight, weights + weight)

    def forbid(self, a: int, b: int) -> None:
        if a != b:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def join(self, kept: int, gone: int) -> None:
        """Let two groups be one."""
        if kept == gone:
            return
        self._parent[gone] = kept
        for other, (total, weights) in self._links.pop(gone, {}).items():
            del self._links[other][gone]
            if other != kept:
                self.link(kept, other, total / weights, weights)
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self.forbid(kept, other)

    def follow(self, earlier: int, later: int) -> None:
        """Let two groups be one that is to others what the likelier of the two is, unless they must be apart."""
        if earlier == later or later in self._apart.get(earlier, ()):
            return
        likelier = {}
        for other in (self._links[earlier].keys() | self._links[later].keys()) - {earlier, later}:
            both = [self._links[one][other] for one in (earlier, later) if other in self._links[one]]
            likelier[other] = max(both, key=lambda link: link[0] / link[1])
        self.join(later, earlier)
        for other, link in likelier.items():
            self._links[later][other] = self._links[other][later] = link

    def merge(self, least: float) -> None:
        """Join the likeliest two until no mean is `least` or more."""
        heap = [self._entry(a, b) for a, near in self._links.items() for b in near if a < b]
        heap = [entry for entry in heap if -entry[0] >= least]
        heapq.heapify(heap)
        while heap:
            entry = heapq.heappop(heap)
            _, a, b = entry
            if b not in self._links.get(a, {}) or entry != self._entry(a, b) or b in self._apart.get(a, ()):
                continue
            kept, gone = (a, b) if len(self._links[a]) >= len(self._links[b]) else (b, a)
            self.join(kept, gone)
            for other in self._links[kept]:
                renewed = self._entry(min(kept, other), max(kept, other))
                if -renewed[0] >= least:
                    heapq.heappush(heap, renewed)

    def _entry(self, a: int, b: int) -> tuple[float, int, int]:
        total, weights = self._links[a][b]
        return -total / weights, a, b
