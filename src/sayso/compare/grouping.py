"""Grouping: articles on one event become stories.

In: profiles of articles. Out: the chance that two are on one event, and from the chances between many, groups. Two
events of one kind are what is confused most easily (two earthquakes on one island): names and numbers weigh most, and a
large group is looked at once more with eyes for what sets its articles apart, not for what all of them share.

Nothing here knows the ledger; `index.py` brings each new article its candidates.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sayso.compare.decisions import Decisions
from sayso.compare.profiles import BAGS, Profile, Weighted, cosine

UNDATED = 2.0  # for the gap between articles of which one has no date: that of about a week
# Average linkage from this chance on, a pair that was never held against each other having none. Of .25 to .55 all are
# within .03 of each other on half of ECB+'s topics, of the gun violence incidents and on NewsWCL50 (2026-11).
TOGETHER = 0.35
# A piece of one or two articles goes to a story of four or more from a lower chance on: far more likely than an event
# told once in the same days, at the same place, about the same people is one more article that tells it differently.
PIECE, TO, ATTACHED = 2, 4, 0.2
# Within a group whose articles share most of their words, what all have tells nothing. With rarity counted within the
# group, two camps of five or more whose articles are this many times as alike within as across are two events.
# (2026-11, ECB+: any value from 2.3 to 3 gives the same; stories told by fewer than ten articles are left alone.)
CAMP, APART = 5, 2.6
LARGEST = 200  # articles of a group that is looked at so
CONTRASTED = ("words", "names", "numbers", "days")
ROUNDS = 5  # of moving articles to the camp that they are liker


def features(a: Profile, b: Profile, one: Mapping[str, Weighted], other: Mapping[str, Weighted]) -> list[float]:
    """What speaks for or against one event: how alike the bags are, and how far apart the days."""
    alike = [cosine(one[bag], other[bag]) for bag in BAGS]
    dated = bool(a.published and b.published)
    gap = math.log1p(abs((a.published - b.published).days)) if a.published and b.published else UNDATED
    both = bool(one["days"] and other["days"])
    same = bool(a.outlet) and a.outlet == b.outlet
    return [*alike, gap, float(dated), float(both), float(same)]


@cache
def _model() -> tuple[NDArray[np.float64], ...]:
    """Weights of a small network for each of several seeds: mean and scale of the features, then two layers."""
    stored = json.loads(files("sayso.compare").joinpath("grouping.json").read_text("utf8"))
    return tuple(np.array(stored[name]) for name in ("mean", "scale", "hidden", "hidden_bias", "out", "out_bias"))


def chances(found: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """The chance of one event for each row of features."""
    mean, scale, hidden, hidden_bias, out, out_bias = _model()
    x = (np.asarray(found, np.float64) - mean) / scale
    inner = np.tanh(np.einsum("nf,sfh->snh", x, hidden) + hidden_bias[:, None, :])
    odds = np.einsum("snh,sh->sn", inner, out) + out_bias[:, None]
    result: NDArray[np.float64] = (1 / (1 + np.exp(-odds))).mean(0)
    return result


def group(members: Sequence[int], pairs: Iterable[tuple[int, int, float]]) -> list[list[int]]:
    """Members in groups by average linkage; a pair that is not given has no chance. Each in order."""
    groups = {member: [member] for member in sorted(members)}
    sums: dict[int, dict[int, float]] = {member: {} for member in groups}
    for a, b, chance in pairs:
        sums[a][b] = sums[b][a] = chance

    def nearest(at: int) -> tuple[float, int]:
        return max(
            ((total / len(groups[at]) / len(groups[other]), -other) for other, total in sums[at].items()),
            default=(0.0, 0),
        )

    best = {at: nearest(at) for at in groups}
    while True:
        at = max(best, key=lambda k: (best[k][0], -k), default=None)
        if at is None or best[at][0] < TOGETHER:
            break
        _merge(groups, sums, at, -best[at][1])
        del best[-best[at][1]]
        for changed in (at, *sums[at]):
            best[changed] = nearest(changed)
    _attach(groups, sums)
    return sorted(sorted(group) for group in groups.values())


def _merge(groups: dict[int, list[int]], sums: dict[int, dict[int, float]], at: int, other: int) -> None:
    groups[at] += groups.pop(other)
    for third, total in sums.pop(other).items():
        del sums[third][other]
        if third != at:
            sums[at][third] = sums[third][at] = sums[at].get(third, 0.0) + total


def _attach(groups: dict[int, list[int]], sums: dict[int, dict[int, float]]) -> None:
    """Pieces go to the large group that they are likeliest of."""
    while True:
        likeliest = max(
            (
                (total / len(groups[piece]) / len(groups[to]), -piece, -to)
                for piece in groups
                if len(groups[piece]) <= PIECE
                for to, total in sums[piece].items()
                if len(groups[to]) >= TO
            ),
            default=(0.0, 0, 0),
        )
        if likeliest[0] < ATTACHED:
            return
        _merge(groups, sums, -likeliest[2], -likeliest[1])


def camps(members: Mapping[int, Profile]) -> list[list[int]]:
    """The events in what looks like one story, by what sets its articles apart."""
    numbers = sorted(members)
    if not 2 * CAMP <= len(numbers) <= LARGEST:
        return [numbers]
    alike = _within([members[number] for number in numbers])
    first = _two(alike)
    for _ in range(ROUNDS):
        if min(first.sum(), (~first).sum()) < CAMP:
            break
        moved = _mean(alike, first) >= _mean(alike, ~first)
        if (moved == first).all():
            break
        first = moved
    one, other = first.sum(), (~first).sum()
    if min(one, other) < CAMP:
        return [numbers]
    inside = alike[np.ix_(first, first)].sum() + alike[np.ix_(~first, ~first)].sum()
    inside /= one * (one - 1) + other * (other - 1)
    if inside < APART * alike[np.ix_(first, ~first)].mean():
        return [numbers]
    sides = ({n: members[n] for n, here in zip(numbers, side, strict=True) if here} for side in (first, ~first))
    return [camp for side in sides for camp in camps(side)]


def _within(members: Sequence[Profile]) -> NDArray[np.float64]:
    """How alike the articles of a group are where rarity is counted within it; nothing is like itself."""
    everywhere = Counter(term for member in members for term in member.terms)
    alike = np.zeros((len(members), len(members)))
    for bag in CONTRASTED:
        kind = bag[0]
        known = sorted({t for m in members for t in m.bags[bag] if everywhere[f"{kind}:{t}"] > 1})
        at = {term: n for n, term in enumerate(known)}
        weights = np.zeros((len(members), len(known)), np.float32)
        for row, member in enumerate(members):
            for term, n in member.bags[bag].items():
                if term in at:
                    rarity = math.log((len(members) + 1) / everywhere[f"{kind}:{term}"])
                    weights[row, at[term]] = (1 + math.log(n)) * rarity
        alike += weights @ weights.T
    size = np.sqrt(np.maximum(np.diag(alike), 1e-9))
    alike /= size[:, None] * size[None, :]
    np.fill_diagonal(alike, 0.0)
    return alike


def _two(alike: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Two groups by average linkage, as a mask of the first."""
    left = {n: [n] for n in range(len(alike))}
    sums = alike.copy()
    np.fill_diagonal(sums, -1.0)
    sizes = np.ones(len(alike))
    while len(left) > 2:
        mean = np.where(sums < 0, -1.0, sums / sizes[:, None] / sizes[None, :])
        a, b = divmod(int(mean.argmax()), len(alike))
        left[a] += left.pop(b)
        sizes[a] += sizes[b]
        both = sums[a] + sums[b]
        both[[a, b]] = -1.0
        both[sums[a] < 0] = -1.0
        sums[a] = sums[:, a] = both
        sums[b] = sums[:, b] = -1.0
    mask = np.zeros(len(alike), bool)
    mask[left[min(left)]] = True
    return mask


def _mean(alike: NDArray[np.float64], camp: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How alike each article is to those of a camp, itself left out."""
    result: NDArray[np.float64] = alike[:, camp].sum(1) / np.maximum(1, camp.sum() - camp)
    return result


def decided(groups: Iterable[Sequence[int]], ids: Mapping[int, str], decisions: Decisions) -> list[list[int]]:
    """The groups as people have decided: what was split off stays apart, what was merged is together."""
    numbers = {id: number for number, id in ids.items()}
    root = {number: number for number in ids}

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for members in groups:
        kept: list[int] = []
        for number in members:
            same = next((k for k in kept if not _apart(decisions, ids[number], ids[k])), None)
            if same is None:
                kept.append(number)
            else:
                root[find(number)] = find(same)
    for number, id in ids.items():
        for other in decisions.together(id):
            if other in numbers:
                root[find(number)] = find(numbers[other])
    result: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(ids):
        result[find(number)].append(number)
    return sorted(result.values())


def _apart(decisions: Decisions, id: str, other: str) -> bool:
    if decisions.moved(id) or decisions.moved(other):
        return other not in decisions.together(id)
    return decisions.apart(id, [other])
