"""Revisions: what became of each sentence of a text in a later version of it.

In: two texts. Out: an alignment: pairs of passages, unchanged, edited, moved, added or removed, with the words that
differ. Equal sentences that stand once in both are the anchors (as in Cohen's patience diff), the rest is paired by the
words that they share, found by an index; so the cost grows with the texts and not with their product. What the changes
mean for who said what is `restated.py`'s and `recounted.py`'s business.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from sayso.compare.wording import Edit, Tokens, edits, tokens
from sayso.types import Span

# What matters is that both texts are cut alike, not that each piece is a sentence: what `read` knows of abbreviations
# is not needed here, and a piece cut at "Sgt." is cut there in both.
END = re.compile(
    r"(?<!\W[A-Z])[.!?…]+[\"”’»)\]]*(?=\s+[^\sa-zß-öø-ÿ])|[。！？؟۔।॥]+[”’」』）]*|[.!?…]+[\"”’»)\]]*\s*$|\n\s*\n"
)
TITLES = re.compile(r"\b(?:mr|mrs|ms|dr|prof|gen|col|lt|sgt|maj|capt|gov|sen|rep|st|no|vs|rev|hon)$", re.I)
LONG, LONGEST = 120, 400  # tokens: a longer piece is cut after words chosen by their hash, and in any case
CHOSEN = 32  # one word in so many ends a piece of a long one
# Share of words in common (twice those in both, of those in each) from which on two sentences are one that was edited;
# less is asked of two that stand at the same place. Set beforehand; benchmarks/versions.py measures what they give.
ALIKE, ALIKE_IN_PLACE = 0.5, 0.3
JOINED = 0.6  # of a sentence's words stand in one beside it that was edited: it was split off, or joined
OFTEN = 16  # sentences that have a word: one that more have leads nowhere
NEAREST = 6  # sentences that share most words with one, whose share is worked out
ONE = 1 << 32  # a sentence, beside the weight of all words
SHORT = 3  # words of a sentence that cannot be said to have moved: "He agreed."
LITTLE = 0.1  # of either text's words that the other has: below it is another text


class How(StrEnum):
    """What became of a passage."""

    UNCHANGED = "unchanged"
    SPACING = "white space"  # nothing but white space differs
    PUNCTUATION = "punctuation"  # nothing but marks and capitals differ
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"


class Extent(StrEnum):
    """What became of a text as a whole."""

    SAME = "the same text"
    SPACING = "only white space differs"
    PUNCTUATION = "only punctuation or capitals differ"
    EDITED = "edited"
    ANOTHER = "another text under the same address"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a few that were joined or split, in both texts; `at` and `there` are its tokens. moved: it stands
    elsewhere among the others."""

    how: How
    at: range
    there: range
    moved: bool = False
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Alignment:
    """Two texts held against each other. passages: in the order of the later text, what was removed where it stood."""

    old_text: str
    new_text: str
    old: Tokens
    new: Tokens
    passages: tuple[Passage, ...]

    def old_span(self, at: range) -> Span | None:
        return Span(self.old.starts[at[0]], self.old.ends[at[-1]]) if at else None

    def new_span(self, at: range) -> Span | None:
        return Span(self.new.starts[at[0]], self.new.ends[at[-1]]) if at else None

    @cached_property
    def to_new(self) -> list[int]:
        """For each token of the older text its place in the newer, or -1 where it was taken out."""
        found = [-1] * len(self.old.forms)
        for passage in self.passages:
            for here, there in _kept(passage):
                found[here] = there
        return found

    @cached_property
    def to_old(self) -> list[int]:
        """The other way round: -1 where a token was put in."""
        found = [-1] * len(self.new.forms)
        for here, there in enumerate(self.to_new):
            if there >= 0:
                found[there] = here
        return found

    @cached_property
    def kept(self) -> int:
        """Words that stand in both."""
        return sum(1 for at, there in enumerate(self.to_new) if there >= 0 and self.old.words[at])

    @property
    def shares(self) -> tuple[float, float]:
        """Of the older text's words, how many were kept; of the newer's, how many were there before."""
        words = (sum(map(bool, side.words)) for side in (self.old, self.new))
        one, other = (self.kept / n if n else 0.0 for n in words)
        return one, other

    @cached_property
    def extent(self) -> Extent:
        if self.old_text == self.new_text:
            return Extent.SAME
        found = {passage.how for passage in self.passages}
        if any(passage.moved for passage in self.passages) or found & {How.EDITED, How.ADDED, How.REMOVED}:
            return Extent.ANOTHER if max(self.shares) < LITTLE else Extent.EDITED
        return Extent.PUNCTUATION if How.PUNCTUATION in found else Extent.SPACING


@dataclass(slots=True)
class Matches:
    """Which sentence of the older text is which of the newer, while that is being found."""

    there: dict[int, int] = field(default_factory=dict)
    here: dict[int, int] = field(default_factory=dict)

    def join(self, at: int, there: int) -> None:
        self.there[at], self.here[there] = there, at


def aligned(old_text: str, new_text: str) -> Alignment:
    """What became of each sentence of the older text, and which of the newer's are new."""
    old, new = tokens(old_text), tokens(new_text)
    pieces, others = _pieces(old_text, old), _pieces(new_text, new)
    keys, other_keys = ([_key(side, at) for at in cut] for side, cut in ((old, pieces), (new, others)))
    found = Matches()
    _anchor(keys, other_keys, found)
    _pair_equal(keys, other_keys, found)
    _pair_alike(keys, other_keys, found)
    joined = _groups(keys, other_keys, pieces, others, found)
    return Alignment(old_text, new_text, old, new, tuple(_ordered(joined, old_text, new_text, old, new)))


def _pieces(text: str, of: Tokens) -> list[range]:
    """The sentences of a text, as ranges of its tokens."""
    ends = [m.end() for m in END.finditer(text) if not TITLES.search(text, max(0, m.start() - 5), m.start())]
    found: list[range] = []
    at = 0
    for end in [*ends, len(text) + 1]:
        first = at
        while at < len(of.ends) and of.ends[at] <= end:
            at += 1
        found += _cut(of, first, at)
    return found


def _cut(of: Tokens, first: int, end: int) -> Iterator[range]:
    """A piece, or the parts of a long one: cut by what the words are, so that a word more moves no other cut."""
    start = first
    if end - first > LONG:
        for at in range(first, end):
            chosen = of.words[at] and zlib.crc32(of.words[at].encode()) % CHOSEN == 0
            if (chosen and at + 1 - start >= CHOSEN // 4) or at + 1 - start == LONGEST:
                yield range(start, at + 1)
                start = at + 1
    if start < end:
        yield range(start, end)


def _key(of: Tokens, at: range) -> tuple[str, ...]:
    """The words of a sentence; of one without any, its marks."""
    words = tuple(word for word in of.words[at.start : at.stop] if word)
    return words or of.forms[at.start : at.stop]


def _anchor(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]], found: Matches) -> None:
    """Join equal sentences in order: from both ends, then those that stand once on both sides, and so on between."""
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and old[a] == new[c]:
            found.join(a, c)
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.join(b, d)
        here, there = _once(old, a, b), _once(new, c, d)
        both = sorted((at, there[key]) for key, at in here.items() if key in there)
        for at, other in _in_order(both, [len(old[at]) for at, _ in both]):
            found.join(at, other)
            todo.append((a, at, c, other))
            a, c = at + 1, other + 1
        if both:
            todo.append((a, b, c, d))


def _once(keys: Sequence[tuple[str, ...]], start: int, end: int) -> dict[tuple[str, ...], int]:
    counts = Counter(keys[start:end])
    return {keys[at]: at for at in range(start, end) if counts[keys[at]] == 1}


def _in_order(pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Of pairs in order of the first, the most that are in order of the second too (a Fenwick tree of maxima); of as
    many the heaviest, so that the fewest sentences have moved, and the shorter ones."""
    places = {there: rank for rank, there in enumerate(sorted(there for _, there in pairs), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(pairs) + 1)
    before: list[int] = []
    totals: list[tuple[int, int]] = []
    for index, (_, there) in enumerate(pairs):
        rank, most = places[there] - 1, (0, -1)
        while rank:
            most = max(most, best[rank])
            rank -= rank & -rank
        before.append(most[1])
        total = (most[0] + ONE + weights[index], index)
        totals.append(total)
        rank = places[there]
        while rank < len(best):
            best[rank] = max(best[rank], total)
            rank += rank & -rank
    going = max(totals, default=(0, -1))[1]
    kept = []
    while going >= 0:
        kept.append(pairs[going])
        going = before[going]
    return kept[::-1]


def _pair_equal(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]], found: Matches) -> None:
    """Join equal sentences that are left: those between the same anchors first, then those that went elsewhere."""
    gaps, other_gaps = _gaps(len(old), found.there), _gaps(len(new), found.here, found)
    for place in (True, False):
        waiting: defaultdict[object, list[int]] = defaultdict(list)
        for at in range(len(new) - 1, -1, -1):
            if at not in found.here:
                waiting[(new[at], other_gaps[at]) if place else new[at]].append(at)
        for at, key in enumerate(old):
            left = waiting.get((key, gaps[at]) if place else key)
            if at not in found.there and left and (place or len(key) > SHORT):
                found.join(at, left.pop())


def _gaps(length: int, joined: Iterable[int], found: Matches | None = None) -> list[int]:
    """For each sentence the older text's sentence that was joined last before it: two of one gap stand at one place."""
    known, gap, gaps = set(joined), -1, []
    for at in range(length):
        if at in known:
            gap = at if found is None else found.here[at]
        gaps.append(gap)
    return gaps


def _pair_alike(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]], found: Matches) -> None:
    """Join sentences that share most of their words, the most alike first."""
    left = [at for at in range(len(old)) if at not in found.there]
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for at in left:
        for word in set(old[at]):
            holding[word].append(at)
    gaps, other_gaps = _gaps(len(old), found.there), _gaps(len(new), found.here, found)
    placed: defaultdict[int, list[int]] = defaultdict(list)
    for at in left:
        placed[gaps[at]].append(at)
    likely = []
    for there in (at for at in range(len(new)) if at not in found.here):
        shared = Counter(at for word in set(new[there]) if len(holding.get(word, ())) <= OFTEN for at in holding[word])
        near = {at for at, _ in shared.most_common(NEAREST)} | set(placed[other_gaps[there]][:NEAREST])
        for at in near:
            alike = _alike(old[at], new[there])
            if alike >= (ALIKE_IN_PLACE if gaps[at] == other_gaps[there] else ALIKE):
                likely.append((-alike, abs(at - there), at, there))
    for _, _, at, there in sorted(likely):
        if at not in found.there and there not in found.here:
            found.join(at, there)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    both = (Counter(one) & Counter(other)).total()
    return 2 * both / (len(one) + len(other))


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that belong together, as ranges of tokens; one of them may be empty."""

    at: range
    there: range


def _groups(
    old: Sequence[tuple[str, ...]],
    new: Sequence[tuple[str, ...]],
    pieces: Sequence[range],
    others: Sequence[range],
    found: Matches,
) -> list[Group]:
    """Every sentence of both sides once: joined ones together, with what was split off from them or joined to them."""
    split = _beside(new, old, found.here, found.there)
    joined = _beside(old, new, found.there, found.here)
    here, far = ({at: [at] for at in side} for side in (found.there, found.here))
    for beside, side in ((joined, here), (split, far)):
        for at, near in beside.items():
            side[near].append(at)
    made = [Group(_together(pieces, here[at]), _together(others, far[there])) for at, there in found.there.items()]
    empty = range(0)
    made += [Group(pieces[at], empty) for at in range(len(old)) if at not in found.there and at not in joined]
    made += [Group(empty, others[at]) for at in range(len(new)) if at not in found.here and at not in split]
    return made


def _beside(
    mine: Sequence[tuple[str, ...]],
    others: Sequence[tuple[str, ...]],
    matched: dict[int, int],
    backwards: dict[int, int],
) -> dict[int, int]:
    """Sentences that are left, each beside a joined one whose partner has most of its words too."""
    found: dict[int, int] = {}
    for at in range(len(mine)):
        if at in matched:
            continue
        for near in (at - 1, at + 1):
            if near in matched and mine[near] != others[matched[near]]:
                spare = Counter(others[matched[near]]) - Counter(mine[near])
                if (spare & Counter(mine[at])).total() >= JOINED * len(mine[at]):
                    found[at] = near
                    break
    return found


def _together(pieces: Sequence[range], wanted: Iterable[int]) -> range:
    parts = [pieces[at] for at in wanted]
    return range(min(part.start for part in parts), max(part.stop for part in parts))


def _ordered(groups: Sequence[Group], old_text: str, new_text: str, old: Tokens, new: Tokens) -> Iterator[Passage]:
    """The passages in the order of the newer text; what was removed comes after what it stood behind."""
    both = sorted(((g.at.start, g.there.start), g) for g in groups if g.at and g.there)
    order = [place for place, _ in both]
    stays = set(_in_order(order, [len(g.at) for _, g in both]))
    after: dict[int, int] = {}
    last = -1
    for group in sorted((g for g in groups if g.at), key=lambda g: g.at.start):
        if (group.at.start, group.there.start) in stays and group.there:
            last = group.there.start
        after[group.at.start] = last
    placed = [((g.there.start, 0, 0) if g.there else (after[g.at.start], 1, g.at.start), g) for g in groups]
    for _, group in sorted(placed, key=lambda pair: pair[0]):
        moved = bool(group.at and group.there) and (group.at.start, group.there.start) not in stays
        yield _passage(group, moved, old_text, new_text, old, new)


def _passage(group: Group, moved: bool, old_text: str, new_text: str, old: Tokens, new: Tokens) -> Passage:
    at, there = group.at, group.there
    if not at or not there:
        return Passage(How.REMOVED if at else How.ADDED, at, there)
    forms, others = old.forms[at.start : at.stop], new.forms[there.start : there.stop]
    if forms == others:
        same = old_text[old.starts[at[0]] : old.ends[at[-1]]] == new_text[new.starts[there[0]] : new.ends[there[-1]]]
        return Passage(How.UNCHANGED if same else How.SPACING, at, there, moved)
    words = [tuple(w for w in side.words[r.start : r.stop] if w) for side, r in ((old, at), (new, there))]
    how = How.PUNCTUATION if words[0] == words[1] else How.EDITED
    return Passage(how, at, there, moved, tuple(edits(forms, others, at.start, there.start)))


def _kept(passage: Passage) -> Iterator[tuple[int, int]]:
    """The tokens of a passage that stand in both texts."""
    if not passage.at or not passage.there:
        return
    here, there = passage.at.start, passage.there.start
    for edit in (
        *passage.edits,
        Edit(range(passage.at.stop, passage.at.stop), range(passage.there.stop, passage.there.stop)),
    ):
        yield from zip(range(here, edit.old.start), range(there, edit.new.start), strict=True)
        here, there = edit.old.stop, edit.new.stop
