"""Passages: which words of one text stand in another.

In: two texts. Out: passages, with spans on both sides. Case, punctuation, quotation marks and the commas of numbers do
not count, since they are what changes first; a passage goes on over a few changed words. Which texts are worth
comparing is `reprints.py`'s business.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.types import Span

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:[’'`][^\W_]+)*")
# A run of five words is seldom written twice by chance; of a text with one word in ten changed 59 % of them survive.
GRAM = 5
# A text is found by a quarter of its runs, chosen by their hash, so that a run is kept in every text or in none (Manber
# 1994). Of 400 words that is 100 runs; half of the text with one word in ten changed still shares thirty of them.
SAMPLED = 4
SEED = 4  # words: the shortest exact run that an alignment begins with
GAP = 8  # words on either side that may differ within a passage
SHORTEST = 8  # equal words of a passage: below it is a set phrase
DENSEST = 0.5  # of a passage's words this share is equal
# Around exact runs of SEED words shorter ones count too, where they lie within so many words on either side and at most
# SHIFTED were put in or left out: so a passage with one word in ten changed is found to its ends and in one piece.
NEAR, SHIFTED, SHORT = 4, 2, 2
REPEATED = 12  # places of one seed that are looked at: "he said that he" leads nowhere


class Words(NamedTuple):
    """A text's words as they are compared, and where each stands."""

    forms: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one text that stand in another, `here_at` and `there_at` by their place among each text's words.

    `equal`: how many are the same; the first and the last are.
    """

    here: Span
    there: Span
    here_at: range
    there_at: range
    equal: int

    @property
    def words(self) -> int:
        """Of the longer side."""
        return max(len(self.here_at), len(self.there_at))


class Block(NamedTuple):
    """An exact run: first word here and there, and how many."""

    here: int
    there: int
    size: int


def words(text: str) -> Words:
    """Every word of a text: "Don’t" and "dont" are one form, "1,000" and "1000" are."""
    found = list(WORD.finditer(text))
    forms = tuple(_form(match[0].casefold()) for match in found)
    return Words(forms, tuple(Span(*match.span()) for match in found))


def _form(word: str) -> str:
    return word if word.isalnum() else "".join(c for c in word if c.isalnum())


def fingerprint(forms: Sequence[str]) -> NDArray[np.int64]:
    """The hashes that a text is found by, each once, the lowest first. Texts of fewer than GRAM words have none."""
    hashes = gram_hashes(forms)
    return np.unique(hashes[(hashes.view(np.uint64) >> np.uint64(32)) % SAMPLED == 0])


def gram_hashes(forms: Sequence[str]) -> NDArray[np.int64]:
    """A 64-bit hash of every run of GRAM words, the same on every machine."""
    if len(forms) < GRAM:
        return np.empty(0, np.int64)
    known: dict[str, int] = {}
    ids = np.array([known.setdefault(form, zlib.crc32(form.encode())) for form in forms], np.uint64)
    hashes = np.zeros(len(forms) - GRAM + 1, np.uint64)
    for at in range(GRAM):
        hashes = hashes * np.uint64(0x100000001B3) + ids[at : at + len(hashes)]  # the prime of FNV-1a
    # the last steps of MurmurHash3, so that every bit depends on every word
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    return hashes.view(np.int64)


def passages(here: Words, there: Words) -> list[Passage]:
    """The passages of `here` that stand in `there`, in order; none overlaps another on either side."""
    blocks = _blocks(here.forms, there.forms)
    chains = _chains(sorted({*blocks, *_around(blocks, here.forms, there.forms)}))
    found = []
    taken_here, taken_there = np.zeros(len(here.forms), bool), np.zeros(len(there.forms), bool)
    for chain in sorted(chains, key=lambda c: (-sum(b.size for b in c), c[0])):
        for part in _together([free for block in chain if (free := _free(block, taken_here, taken_there))]):
            passage = _passage(here, there, part)
            if passage.equal >= SHORTEST and passage.equal >= DENSEST * passage.words:
                found.append(passage)
                taken_here[part[0].here : part[-1].here + part[-1].size] = True
                taken_there[part[0].there : part[-1].there + part[-1].size] = True
    return sorted(found, key=lambda p: p.here)


def _free(block: Block, taken_here: NDArray[np.bool_], taken_there: NDArray[np.bool_]) -> Block | None:
    """What is left of a block where passages have taken words of it: the longest piece."""
    taken = taken_here[block.here : block.here + block.size] | taken_there[block.there : block.there + block.size]
    if not taken.any():
        return block
    edges = [-1, *np.flatnonzero(taken).tolist(), block.size]
    size, start = max((end - begin - 1, -begin - 1) for begin, end in pairwise(edges))
    return Block(block.here - start, block.there - start, size) if size else None


def _passage(here: Words, there: Words, chain: Sequence[Block]) -> Passage:
    first, last = chain[0], chain[-1]
    here_at = range(first.here, last.here + last.size)
    there_at = range(first.there, last.there + last.size)
    return Passage(
        Span(here.spans[here_at[0]].start, here.spans[here_at[-1]].end),
        Span(there.spans[there_at[0]].start, there.spans[there_at[-1]].end),
        here_at,
        there_at,
        sum(block.size for block in chain),
    )


def _blocks(here: Sequence[str], there: Sequence[str]) -> list[Block]:
    """Every exact run of SEED words or more that cannot be made longer."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(there) - SEED + 1):
        places[tuple(there[at : at + SEED])].append(at)
    running: dict[int, int] = {}  # where a run goes on there -> how long it is
    found = []
    for at in range(len(here) - SEED + 1):
        seeds = places.get(tuple(here[at : at + SEED]), ())
        going: dict[int, int] = {}
        for place in seeds if len(seeds) <= REPEATED else [p for p in seeds if p - 1 in running] or seeds[:REPEATED]:
            going[place] = running.pop(place - 1, SEED - 1) + 1
        found += [Block(at + SEED - 1 - size, place + SEED - size, size) for place, size in running.items()]
        running = going
    end = max(len(here) - SEED + 1, 0)
    found += [Block(end + SEED - 1 - size, place + SEED - size, size) for place, size in running.items()]
    return sorted(found)


SKIPS = sorted(
    ((a, b) for a in range(NEAR + 1) for b in range(NEAR + 1) if (a or b) and abs(a - b) <= SHIFTED),
    key=lambda skip: (sum(skip), skip),
)


def _around(blocks: Sequence[Block], here: Sequence[str], there: Sequence[str]) -> set[Block]:
    """Short runs that go on where an exact one ends, over a few changed words, towards either side."""
    ends = {(b.here + b.size, b.there + b.size) for b in blocks}
    starts = {(b.here, b.there) for b in blocks}
    after = _after(ends, starts, here, there)
    turned_ends = {(len(here) - i, len(there) - j) for i, j in starts}
    turned_starts = {(len(here) - i, len(there) - j) for i, j in ends}
    before = _after(turned_ends, turned_starts, here[::-1], there[::-1])
    return after | {Block(len(here) - b.here - b.size, len(there) - b.there - b.size, b.size) for b in before}


def _after(
    ends: set[tuple[int, int]], starts: set[tuple[int, int]], here: Sequence[str], there: Sequence[str]
) -> set[Block]:
    """From each end on, until another run begins there, or nothing more is the same."""
    found: set[Block] = set()
    for i, j in ends:
        while block := _next(i, j, here, there):
            if (block.here, block.there) in starts or block in found:
                break
            found.add(block)
            i, j = block.here + block.size, block.there + block.size
    return found


def _next(i: int, j: int, here: Sequence[str], there: Sequence[str]) -> Block | None:
    for a, b in SKIPS:
        at, place = i + a, j + b
        if here[at : at + SHORT] == there[place : place + SHORT] and at + SHORT <= len(here):
            size = SHORT
            while at + size < len(here) and place + size < len(there) and here[at + size] == there[place + size]:
                size += 1
            return Block(at, place, size) if place + SHORT <= len(there) else None
    return None


def _chains(blocks: Sequence[Block]) -> list[list[Block]]:
    """Runs that follow each other on both sides within GAP words, each run in one chain."""
    best: list[tuple[int, int | None]] = []  # equal words up to here, and the run before
    lately = 0
    for at, block in enumerate(blocks):
        while blocks[lately].here + blocks[lately].size + GAP < block.here and lately < at:
            lately += 1
        before = [(best[k][0], k) for k in range(lately, at) if _follows(blocks[k], block)]
        most, k = max(before, default=(0, None))
        best.append((most + block.size, k))
    chains = []
    used: set[int] = set()
    for at in sorted(range(len(blocks)), key=lambda k: -best[k][0]):
        chain: list[Block] = []
        going: int | None = at
        while going is not None and going not in used:
            used.add(going)
            chain.append(blocks[going])
            going = best[going][1]
        if chain:
            chains.append(chain[::-1])
    return chains


def _follows(before: Block, block: Block) -> bool:
    gap, other = block.here - before.here - before.size, block.there - before.there - before.size
    return 0 <= gap <= GAP and 0 <= other <= GAP


def _together(blocks: Sequence[Block]) -> list[list[Block]]:
    """What is left of a chain, cut where too much has been taken from it."""
    parts: list[list[Block]] = []
    for block in blocks:
        if parts and _follows(parts[-1][-1], block):
            parts[-1].append(block)
        else:
            parts.append([block])
    return parts
